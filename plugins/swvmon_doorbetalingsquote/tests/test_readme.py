"""The worked example of the README: amounts of law (BWBR0037118 art. 15 and 21), worked by hand."""

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import swvmon_doorbetalingsquote
from swvmon import format_decimal, format_euro, half_up
from swvmon.testing import make_momentopname
from swvmon_doorbetalingsquote.quote import DOORBETALINGSQUOTE
from swvmon_doorbetalingsquote.ruimte import UITPUTTING, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PER_PUPIL, CATEGORY_1, CATEGORY_3 = 318_83, 8_220_95, 20_228_81


@pytest.mark.parametrize(
    "case",
    [("large", 10_000, 100, 10, 3_188_300_00, 2_163_916_90), ("small", 1_000, 40, 0, 318_830_00, -10_008_00)],
)
def test_regions(ledger, case):
    """By hand from the law: 2.163.916,90 is left of the large region, the small one is 10.008,00 short."""
    region, pupils, first, third, zwaar, left = case
    counts = pd.DataFrame({"vestiging": ["80AA00"], "soort": "bao", "aantal_min": pupils, "aantal_max": pupils})
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["80AA00"], "swv": "PO9901", "aandeel": "1"}),
            ("leerlingen_po", "1-10 t-1"): counts,
        },
        regio="PO9901",
        schooljaar="2015/16",
    )
    paid = first * CATEGORY_1 + third * CATEGORY_3
    book = ledger(("rijk:zwaar", "swv:zwaar:personeel", pupils * PER_PUPIL), ("swv:zwaar:personeel", "duo:so", paid))
    quote, free, each, short = (
        indicator.bereken(view, book).iloc[0]
        for indicator in (DOORBETALINGSQUOTE, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING, UITPUTTING)
    )

    assert (zwaar, left) == (int(quote["noemer"]), int(free["waarde"]))
    assert (max(0, -left), short["klasse"]) == (int(short["waarde"]), "uitputting" if left < 0 else "geen uitputting")
    shown = (
        region,
        *map(format_decimal, map(Decimal, (pupils, first, third))),
        *map(format_euro, (zwaar, paid)),
        format_decimal(half_up(quote["teller"] / quote["noemer"], 6)),
        format_euro(left),
        format_decimal(each["teller"] / each["noemer"]),
        short["klasse"],
    )
    assert f"| {' | '.join(shown)} |" in README


def test_every_indicator_is_in_the_table():
    """The card, the hook and the README name the same."""
    found = []
    swvmon_doorbetalingsquote.swvmon_register_indicatoren(found.append)

    assert sorted(i.naam for i in found) == sorted(set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)))
