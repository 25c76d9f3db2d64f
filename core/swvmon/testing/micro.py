"""One microtelling over a few enrolments, as `swvmon micro count` would count it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.run.micro import memory_limit
from swvmon.store.micro.bestanden import Microbestand
from swvmon.store.micro.motor import open_motor
from swvmon.store.micro.tellen import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon.contract.microtelling import Microtelling

EERSTE = 10**15
"""Added to the number of a pupil, so that it looks like a pseudonym."""


def write_enrolments(path: Path, dag: date, rows: pd.DataFrame) -> None:
    """Write a file with enrolments on a 1 October (docs/micro.md).

    Args:
        path: where.
        dag: the 1 October.
        rows: `leerling` (whole numbers), `swv`, `soort`, and other columns of the form where they matter.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    form = pa.schema(
        [
            ("peildatum", pa.date32()),
            ("leerling", pa.int64()),
            *((name, pa.string()) for name in ("swv", "soort", "vestiging")),
            *((name, pa.int8()) for name in ("leeftijd", "categorie")),
            ("niveau", pa.string()),
            ("leerjaar", pa.int8()),
            *((name, pa.string()) for name in ("diploma", "cohort", "sleutel_vingerafdruk")),
        ]
    )
    filled = pd.DataFrame(
        {
            "peildatum": dag,
            "vestiging": "",
            "leeftijd": 10,
            "categorie": 0,
            "niveau": "",
            "leerjaar": 0,
            "diploma": "",
            "cohort": "",
            "sleutel_vingerafdruk": "0" * 16,
        },
        index=rows.index,
    )
    filled[rows.columns] = rows
    filled["leerling"] += EERSTE
    pq.write_table(
        pa.Table.from_pandas(filled[form.names], schema=form, preserve_index=False), path, write_page_checksum=True
    )


def count_over(telling: Microtelling, enrolments: Mapping[date, pd.DataFrame], dag: date) -> pd.DataFrame:
    """The rows that a microtelling gives at a 1 October.

    Args:
        telling: the microtelling.
        enrolments: per 1 October the enrolments, as for `write_enrolments`.
        dag: the 1 October that is counted.

    Raises:
        MissingData: a 1 October that it needs is not there.
        ContractViolation: its SQL is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="swvmon-micro-") as name:
        files = []
        for day, rows in sorted(enrolments.items()):
            path = Path(name) / f"{day}.parquet"
            write_enrolments(path, day, rows)
            files.append(Microbestand(day, 0, "", len(rows), path, "", "", ""))
        with open_motor([file.pad for file in files], memory_limit(), Path(name)) as motor:
            return count(motor, telling, dag, files).drop(columns="regel")
