"""The fictional region: every table at every telmoment, the same each time, and scaled exactly."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Telling, count_pupils
from swvmon.schema import BRONTABELLEN
from swvmon.testing import make_regio, regios
from swvmon.testing.omvormen import COUNTS

SCHOOLS = {
    "vo": ["90AA00", "90BB00", "90BB01", "90CC00", "90DD00", "90EE00"],
    "po": ["80AA00", "80BB00", "80CC00", "80DD00", "80EE00", "80FF00"],
}
SECTORS = pytest.mark.parametrize("sector", SCHOOLS)


@SECTORS
def test_every_table_fits_the_schema(sector):
    """Each table has the columns of the schema and unique keys, at every telmoment that it names."""
    region = make_regio(sector)
    names = set()
    for leest in region.sleutels:
        frame = region.only((leest,)).tabel(leest.tabel, leest.moment)
        table = BRONTABELLEN[leest.tabel]
        names.add(leest.tabel)
        assert [c for c in table.model_fields if c not in {"levering_id", "regel"}] == list(frame.columns)
        assert not frame.duplicated(list(table.sleutel)).any()
    assert set(BRONTABELLEN) == names


@SECTORS
def test_cells_add_up(sector):
    """Pupils per year or age add up to the count, and a count is never below zero, in years far away as well."""
    for schooljaar in ("2005/06", "2015/16", "2025/26"):
        counts = make_regio(sector, schooljaar=schooljaar).tabel(f"leerlingen_{sector}", "1-10 t-1")
        cells = counts[[c for c in counts.columns if c.startswith(("leerjaar_", "leeftijd_"))]]
        assert counts["aantal_min"].tolist() == cells.sum(axis=1).tolist()
        assert (counts["aantal_min"] > 0).all()


@SECTORS
def test_schools_boards_and_the_former_year(sector):
    """The schools are those of docs/wetten.md; the former year has its own tables and a ledger that paid them all."""
    region = make_regio(sector, schooljaar="2016/17")
    former, ledger = region.vorig()

    assert SCHOOLS[sector] == region.tabel("aansluiting")["vestiging"].tolist()
    assert ("2016/17", "2015/16") == (str(region.schooljaar), str(former.schooljaar))
    assert region.tabel(f"leerlingen_{sector}", "1-10 t-1").equals(former.tabel(f"leerlingen_{sector}", "1-10 t"))
    assert SCHOOLS[sector] == ledger.per_vestiging().index.tolist()
    assert all(cents >= 0 for account, cents in ledger.saldi().items() if not account.startswith("rijk:"))


@SECTORS
def test_years_differ_and_repeat(sector):
    """Another count day has other numbers; the same one has the same."""
    first, again = make_regio(sector), make_regio(sector)
    counts = [first.tabel(f"leerlingen_{sector}", f"{day} t{shift}") for day in ("1-10", "1-2") for shift in ("", "-1")]

    for number, frame in enumerate(counts):
        assert not any(frame["aantal_min"].equals(other["aantal_min"]) for other in counts[:number])
    assert counts[0].equals(again.tabel(f"leerlingen_{sector}", "1-10 t"))


@SECTORS
def test_scale(sector):
    """Three times as large: every count and amount is exactly three times as high."""
    one, three = make_regio(sector), make_regio(sector, schaal=3)
    for leest in one.sleutels:
        small, large = (r.only((leest,)).tabel(leest.tabel, leest.moment) for r in (one, three))
        cells = [c for c in small.columns if c.startswith((*COUNTS, "bedrag_cent", "correctie_"))]
        for column in cells:
            if not column.startswith(("leerjaar_", "leeftijd_", "leeftijdsgroep")):
                pd.testing.assert_series_equal(small[column] * 3, large[column])
    assert three.vorig()[1].saldo("swv:licht") == 0


@SECTORS
@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_drawn_regions_have_the_named_schools(sector, data):
    """Whatever is drawn, the standard schools are there, and their pupils can be counted."""
    region = data.draw(regios(sector, "2018/19"))
    pupils = count_pupils(region, Telling())

    assert set(SCHOOLS[sector]) <= set(pupils["vestiging"])
    assert (pupils["bestuur"] != "").all()
    keys = list(BRONTABELLEN["tlv_telling"].sleutel)
    assert not region.tabel("tlv_telling", "1-10 t").duplicated(keys).any()
