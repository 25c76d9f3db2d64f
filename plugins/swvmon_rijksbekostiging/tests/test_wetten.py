"""The laws that every model keeps, on the examples of both models."""

from __future__ import annotations

import pytest

from swvmon import read_parameters
from swvmon.testing import apply, assert_conserved, make_regio
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING
from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN

PARAMETERS = read_parameters("swvmon_rijksbekostiging")


@pytest.mark.parametrize("model", [RIJKSBEKOSTIGING, SAMENVOEGEN], ids=lambda model: model.naam)
def test_no_law_is_exempted(model) -> None:
    """Money is conserved, order does not matter, and so on: `tests/test_wetten.py` tries them all."""
    assert {} == dict(model.uitzonderingen)


def test_examples_of_both_sectors_and_both_periods() -> None:
    """Each sector has an example before and one from 2023."""
    years = {(v.sector, v.schooljaar >= "2023/24") for v in RIJKSBEKOSTIGING.voorbeelden}

    assert {("po", False), ("po", True), ("vo", False), ("vo", True)} == years


@pytest.mark.parametrize(("first", "second"), [(100, 100), (0, 0), (37, 209), (300, 1)])
def test_what_the_rijk_pays_is_what_the_tariffs_give(first: int, second: int) -> None:
    """Conservation from the input side: 318.83, 156.61 and the others x pupils, counted apart from the lines."""
    view = make_regio("po", leerlingen_procent={"80AA00": first, "80DD00": second})
    ledger = apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS)

    def pupils(moment: str, kinds: set[str]) -> float:
        rows = view.tabel("leerlingen_po", moment)
        share = view.tabel("aansluiting").set_index("vestiging")["aandeel"].astype("float")
        rows = rows[rows["soort"].isin(kinds)]
        return float((rows["aantal_min"] * rows["vestiging"].map(share)).sum())

    bao, both = {"bao"}, {"bao", "sbo"}
    euro = (
        pupils("1-10 t-1", bao) * (156.61 + 7.43 * 5 / 12)
        + pupils("1-10 t", bao) * 7.44 * 7 / 12
        + pupils("1-10 t-1", both) * (318.83 + 30.01 * 5 / 12)
        + pupils("1-10 t", both) * 30.64 * 7 / 12
    )
    assert_conserved(ledger, rijk_cent=round(euro * 100), uit_cent=0, tolerantie_cent=6)
