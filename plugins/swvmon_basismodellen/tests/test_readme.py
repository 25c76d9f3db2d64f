"""The worked examples of the README; every number in them is worked by hand from the rule."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import format_euro
from swvmon.testing import apply, make_momentopname
from swvmon_basismodellen import expertisemodel, leerlingmodel, schoolmodel
from swvmon_basismodellen.strippenkaart import Strippenkaart
from swvmon_basismodellen.trekkingsrecht import Opname, Trekkingsrecht
from swvmon_basismodellen.voorziening import Voorziening

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCHOOLS = ["90AA00", "90BB00"]
CHAINS = [
    tomllib.loads(block, parse_float=Decimal)["keten"] for block in re.findall(r"```toml\n(.*?)```", README, re.S)
]
MODELS = {m.naam: m for m in (schoolmodel.SCHOOLMODEL, leerlingmodel.LEERLINGMODEL)}
CAP = {"eigen_risico_euro": 4_000, "plafond_euro": Decimal("6634.52")}


def run(model, **keuzes):
    """The ledger of two schools with 200 and 100 pupils."""
    counts = pd.DataFrame({"vestiging": SCHOOLS, "aantal_min": [200, 100], "richting": "havo", "fase": "bovenbouw"})
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "12345"}),
            ("leerlingen_vo", "1-10 t"): counts.assign(aantal_max=counts["aantal_min"]),
        },
        schooljaar="2025/26",
    )
    return apply(model, view, opening_euro={"swv:budget": 1_000_000}, **keuzes)


def test_schoolmodel_amounts():
    """Published rates of SPPOH: 7.000 + 106 per pupil."""
    got = run(schoolmodel.SCHOOLMODEL, vaste_voet_euro=7_000, bedrag_per_leerling_euro=106).per_vestiging()

    assert {"90AA00": 28_200_00, "90BB00": 17_600_00} == got.to_dict()
    assert all(f"| {format_euro(cents)} |" in README for cents in got)


def test_schoolmodel_budget_that_grows_in():
    """Worked by hand: 27.666,67 x 0,4 + 13.500 = 24.566,67 and 17.333,33 x 0,4 + 13.500 = 20.433,33."""
    ledger = run(
        schoolmodel.SCHOOLMODEL,
        budget_euro=45_000,
        vaste_voet_euro=7_000,
        oude_verdeling_euro=dict.fromkeys(SCHOOLS, 20_000),
        ingroei_aandeel=Decimal("0.4"),
    )

    assert {"90AA00": 24_566_67, "90BB00": 20_433_33} == ledger.per_vestiging().to_dict()
    assert "| `90AA00` | € 27.666,67 | € 3.100,00 back | € 24.566,67 |" in README
    assert "| `90BB00` | € 17.333,33 | € 3.100,00 extra | € 20.433,33 |" in README
    assert [3_100_00] * 2 == ledger.regels["bedrag_cent"].tolist()[-2:]


def test_expertisemodel():
    """Worked by hand: the five lines that the README prints."""
    plusklas = {"naam": "plusklas", "plaatsen": 24, "tarief_euro": 12_000, "tarief_vanaf_januari_euro": 12_600}
    inzet = {"naam": "begeleiders", "dagdelen_per_vestiging": {"90AA00": 40}, "tarief_euro": 260}
    card = {
        "voorziening": "specialisten",
        "prijs_per_strip_euro": 450,
        "strippen_per_vestiging": {"90BB00": 4},
        "gebruikt_per_vestiging": {"90BB00": 5},
    }
    right = {"bedrag_per_leerling_euro": 30, "opnames": [{"vestiging": "90BB00", "bedrag_euro": 4_000}]}

    lines = run(
        expertisemodel.EXPERTISEMODEL, voorzieningen=[plusklas, inzet], strippenkaart=card, trekkingsrecht=right
    ).regels

    assert [120_000_00, 176_400_00, 10_400_00, 1_800_00, 3_000_00] == lines["bedrag_cent"].tolist()
    assert all(f"| {format_euro(cents)} |" in README for cents in lines["bedrag_cent"])


def run_po(steps, view, euro):
    """What each school gets by steps that follow each other; the budget of a step is what the former one left."""
    total = pd.Series(dtype="int64")
    for step in steps:
        keuzes = {k: v for k, v in step.items() if k not in {"stap", "model"}}
        got = apply(MODELS[step["model"]], view, opening_euro={"swv:budget": euro}, **keuzes).per_vestiging()
        total = total.add(got, fill_value=0)
        euro -= int(got.sum()) // 100
    return total.astype("int64").to_dict()


def po_view(*schools, **tables):
    """Schools as (vestiging, soort, pupils)."""
    counts = pd.DataFrame(schools, columns=["vestiging", "soort", "aantal_min"])
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": counts["vestiging"], "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": counts["vestiging"], "bestuur": "12345"}),
            ("leerlingen_po", "1-10 t"): counts.assign(aantal_max=counts["aantal_min"]),
            **tables,
        },
        regio="PO9901",
        schooljaar="2025/26",
    )


def test_spow():
    """By hand from the published amounts of 2023: 250 x (99 + 77) = 44.000 and 80 x 99 = 7.920."""
    got = run_po(CHAINS[0], po_view(("80AA00", "bao", 250), ("80DD00", "sbo", 80)), 100_000)

    assert {"80AA00": 44_000_00, "80DD00": 7_920_00} == got
    assert all(f"| {format_euro(cents)} |" in README for cents in got.values())


def test_amsterdam_diemen():
    """By hand: 12.500 + 19.186,0465 and 5.000 + 22.063,9535; the cents add up to 58.750."""
    weights = pd.DataFrame({"code": ["80AA00", "80BB00"], "waarde": ["30", "34.5"]}).assign(
        niveau="vestiging", kenmerk="schoolweging", geldig_van=date(2025, 8, 1), geldig_tot=None
    )

    got = run_po(CHAINS[1], po_view(("80AA00", "bao", 250), ("80BB00", "bao", 100), kenmerk=weights), 100_000)

    assert {"80AA00": 31_686_05, "80BB00": 27_063_95} == got
    assert all(f"| {format_euro(cents)} |" in README for cents in got.values())


def test_kop_van_noord_holland_both_caps():
    """By hand from the published rates: the share of the SWV is 6.634,52 of 15.000 and 12.938,34 of 18.000."""
    got = run_po(CHAINS[2], po_view(("80AA00", "bao", 1), ("80BB00", "bao", 1)), 50_000)

    assert {"80AA00": 6_634_52, "80BB00": 12_938_34} == got


def test_kop_van_noord_holland_second_cap():
    """By hand from the published so tariff: min(18.000 - 4.000, 12.938,34), and 12.938,34 - 4.000."""
    step = {k: v for k, v in CHAINS[2][0].items() if k != "arrangementen"}
    one = [{"vestiging": "80BB00", "soort": "oza_so"}]

    got = [
        run_po([{**step, "arrangementen": one, "plafond_geldt_voor": reading}], po_view(("80BB00", "bao", 1)), 50_000)
        for reading in ("swv_aandeel", "totale_kosten")
    ]

    assert [{"80BB00": 12_938_34}, {"80BB00": 8_938_34}] == got
    assert "| € 18.000,00 | € 12.938,34 | € 8.938,34 |" in README


@pytest.mark.parametrize(
    ("cost", "share", "whole"), [(3_900, 0, 0), (9_000, 5_000_00, 2_634_52), (15_000, 6_634_52, 2_634_52)]
)
def test_leerlingmodel(cost: int, share: int, whole: int):
    """Worked by hand from the rates of SWV Kop van Noord-Holland, both readings of the cap."""

    def booked(reading: str) -> int:
        return int(
            run(
                leerlingmodel.LEERLINGMODEL,
                budget_euro=100_000,
                prijslijst_euro={"oza": cost},
                arrangementen=[{"vestiging": "90AA00", "soort": "oza"}],
                plafond_geldt_voor=reading,
                **CAP,
            )
            .regels["bedrag_cent"]
            .sum()
        )

    assert (share, whole) == (booked("swv_aandeel"), booked("totale_kosten"))
    assert f"| {format_euro(cost * 100)} | {format_euro(share)} | {format_euro(whole)} |" in README


@pytest.mark.parametrize(
    "kind",
    [
        schoolmodel.Keuzes,
        expertisemodel.Keuzes,
        leerlingmodel.Keuzes,
        leerlingmodel.Arrangement,
        Voorziening,
        Strippenkaart,
        Trekkingsrecht,
        Opname,
    ],
)
def test_every_choice_is_in_a_table(kind: type):
    """A plan's author finds each key of the models in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
