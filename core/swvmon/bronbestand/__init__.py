"""Source files of publishers, read robustly: what a databron needs to turn a file into rows and rejected rows.

`Bestand` is a file that the core opened, `Kop` what its first 64 KiB tell, `Kolom` a column that a dataset wants, and
`read_table` does the rest. A fault of the file as a whole is a `FileFault`; a fault of a row is an afkeuring with a
reason code of `REDENEN`.
"""

from swvmon.bronbestand.bestand import Bestand
from swvmon.bronbestand.kolom import Kolom
from swvmon.bronbestand.kop import Kop
from swvmon.bronbestand.redenen import REDENEN
from swvmon.bronbestand.soorten import SOORTEN
from swvmon.bronbestand.tabel import Tabel, read_table

__all__ = ["REDENEN", "SOORTEN", "Bestand", "Kolom", "Kop", "Tabel", "read_table"]
