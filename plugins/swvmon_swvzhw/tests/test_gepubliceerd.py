"""The totals that R2 prints, computed from its own rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from swvmon import half_up
from swvmon_swvzhw.gepubliceerd import AANTAL_PO, AANTAL_VO, GEPUBLICEERD, TABEL_2, aantal

FIGURES = {f.id.removeprefix("swvzhw."): f for f in GEPUBLICEERD}


def ours(name: str) -> Decimal:
    """Our number of a figure."""
    bereken = FIGURES[name].bereken
    assert bereken is not None
    return bereken()


def test_columns_of_table_2() -> None:
    """Published (R2 Tabel 2, L387): each column says 100 %; the rounded rows of VO add up to 99, the others to 100."""
    assert [100, 99, 100] == [ours(f"tabel2_som_{column}") for column in ("po", "vo", "totaal")]


def test_numbers_behind_table_2() -> None:
    """Worked by hand: the only numbers of SWV's that round to the percentages add up to the 52 and 54 of L376."""
    po = [aantal(row.po, AANTAL_PO) for row in TABEL_2]
    vo = [aantal(row.vo, AANTAL_VO) for row in TABEL_2]

    assert ([16, 6, 1, 9, 3, 0, 7, 10], [5, 6, 1, 12, 1, 4, 4, 21]) == (po, vo)
    assert (AANTAL_PO, AANTAL_VO) == (sum(po), sum(vo))
    assert ", ".join(map(str, vo[:-1])) + f" en {vo[-1]}" in FIGURES["tabel2_som_vo"].uitleg


@pytest.mark.parametrize("row", TABEL_2, ids=lambda row: row.sleutel)
def test_last_column_of_table_2(row) -> None:
    """Published (R2 Tabel 2, L378-386): the column Totaal is that of the numbers behind PO and VO."""
    assert row.totaal == half_up(ours(f"tabel2_{row.sleutel}"))


@pytest.mark.parametrize(("percentage", "noemer", "found"), [(1, 52, 0), (50, 300, 3)])
def test_percentage_that_tells_no_number(percentage: int, noemer: int, found: int) -> None:
    """A percentage that no number of SWV's has, or several, is refused."""
    with pytest.raises(ValueError, match=f"{percentage} % of {noemer} is {found} numbers of SWV's, expected one"):
        aantal(percentage, noemer)


def test_parts_of_the_budget() -> None:
    """Published (R2 L1151-1162, L565): by hand 2,3 + 0,65 = 2,95 million, of which 0,65 is 22 %: "3" and "20 %"."""
    assert (2_950_000, Decimal("0.2203")) == (ours("budget"), half_up(ours("aandeel_maatwerk"), 4))


def test_schools_of_table_1() -> None:
    """Published (R2 Tabel 1, L339): 14 schools, 8 and 6 by their start (L314-315)."""
    assert 14 == 8 + 6 == ours("tabel1_totaal")


def test_what_cannot_be_computed_is_told() -> None:
    """A figure without a computation says why."""
    assert {"schoolbudget", "maatwerk", "toename_8_scholen", "toename_14_scholen"} == {
        name for name, f in FIGURES.items() if f.bereken is None and f.uitleg
    }
    assert all(f.bereken or f.uitleg for f in GEPUBLICEERD)
