"""05. Gemiddelde afstand tussen woonadres leerling en schoolvestiging, 1 October (DUO); the file tells its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Leesresultaat, read_table
from swvmon_duo.koppen import BRIN, PEILDATUM, SOORT, VESTIGING, kolom
from swvmon_duo.tellingen import one_day, soort_of, told_by_peildatum

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

AFSTAND = kolom("afstand_meter", "decimaal_komma", kop="afstand", gevuld=False)
KOLOMMEN = (PEILDATUM, BRIN, VESTIGING, SOORT, AFSTAND, kolom("aantal", "aantal", kop="aantal_leerlingen"))


def herken(kop: Kop) -> bool:
    """The columns, at most one missing (reading says which), AFSTAND among them."""
    return len(kop.lacks(KOLOMMEN)) <= 1 and not kop.lacks([AFSTAND])


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `afstand`; metres are kept to six decimals, and empty where DUO leaves them out (one pupil)."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen = one_day(bestand, tabel.rijen).drop(columns="brin")
    rijen = rijen.assign(soort=soort_of(rijen))
    return Leesresultaat({"afstand": rijen}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_po_afstand",
    titel="05. Gemiddelde afstand tussen woonadres leerling en schoolvestiging",
    tabellen=("afstand",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=told_by_peildatum,
)
