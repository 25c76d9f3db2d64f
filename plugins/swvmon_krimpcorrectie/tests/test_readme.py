"""The worked examples of the README; every number in them is worked by hand from the rule."""

import tomllib
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import Grootboek, format_euro
from swvmon.testing import apply, make_momentopname
from swvmon_krimpcorrectie.keuzes import VARIANT, Keuzes
from swvmon_krimpcorrectie.model import KRIMPCORRECTIE, verdeel

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCHOOLS = ["90AA00", "90BB00", "90CC00"]


def region(schooljaar: str = "2019/20", **counts: int):
    rows = {"vestiging": "90AA00", "elementcode": "1", "richting": "havo", "fase": "bovenbouw"}
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "12345"}),
        }
        | {
            ("leerlingen_vo", f"1-10 t-{back}"): pd.DataFrame([rows | {"aantal_min": n, "aantal_max": n}])
            for back, n in zip((1, 2, 3), counts.values(), strict=False)
        },
        schooljaar=schooljaar,
    )


def test_plan_of_the_readme() -> None:
    """Worked by hand: the plan that the README prints, against its table."""
    plan = tomllib.loads(README.split("```toml")[1].split("```")[0], parse_float=Decimal)["keten"][0]
    choices = {key: value for key, value in plan.items() if key != "model"}
    choices["maximale_daling_aandeel"] = choices["maximale_daling_aandeel"]["waarde"]
    opening = dict(zip((f"vestiging:{s}" for s in SCHOOLS), (8_000, 8_000, 5_000), strict=True))

    got = apply(KRIMPCORRECTIE, region(), opening_euro=opening, **choices).per_vestiging()

    for school, before in zip(SCHOOLS, opening.values(), strict=True):
        then = choices["vorig_jaar_euro"][school]
        cells = (then * 100, before * 100, then * 95, int(got[school]) - before * 100, int(got[school]))
        assert f"| `{school}` | " + " | ".join(format_euro(c) for c in cells) + " |" in README


@pytest.mark.parametrize(("schooljaar", "share"), [("2018/19", "75 %"), ("2019/20", "50 %"), ("2020/21", "none")])
def test_phased(schooljaar: str, share: str) -> None:
    """Worked by hand: the three years of the README."""
    ledger = apply(
        KRIMPCORRECTIE,
        region(schooljaar),
        opening_euro={"vestiging:90AA00": 8_000, "swv:reserve": 5_000},
        variant="afbouw",
        drempel_aandeel=Decimal("0.03"),
        startjaar="2018/19",
        afbouw_aandelen=[Decimal("0.75"), Decimal("0.5")],
        referentie_euro={"90AA00": 10_000},
        bron_rekening="swv:reserve",
    )

    extra = int(ledger.per_vestiging()["90AA00"]) - 8_000_00
    assert f"| {schooljaar} | {share} | {format_euro(extra)} |" in README


def test_reference_from_the_run() -> None:
    """Worked by hand: four years of one run, each with the closed ledger of the year before it."""
    former = None
    for start, euro in ((2017, 10_000), (2018, 8_000), (2019, 8_000), (2020, 7_000)):
        schooljaar = f"{start}/{start - 1999}"
        view = region(schooljaar).after(*former) if former else region(schooljaar)
        ledger = apply(
            KRIMPCORRECTIE,
            view,
            opening_euro={"vestiging:90AA00": euro, "swv:reserve": 5_000},
            variant="afbouw",
            drempel_aandeel=Decimal("0.03"),
            startjaar="2018/19",
            afbouw_aandelen=[Decimal("0.75"), Decimal("0.5"), Decimal("0.25")],
            bron_rekening="swv:reserve",
        )
        after = int(ledger.per_vestiging()["90AA00"])
        row = next(line for line in README.splitlines() if line.startswith(f"| {schooljaar} | € "))
        cells = [cell.strip() for cell in row.split("|")]
        assert [format_euro(100 * euro), format_euro(after - 100 * euro), format_euro(after)] == [
            cells[2],
            *cells[4:6],
        ]
        former = (view, ledger)


def test_school_that_opened() -> None:
    """Worked by hand: 191 / 3 = 63,67 and 191 / 2 = 95,5."""
    view = region(now=90, before=101, long=0)
    view = view.extended({"leerlingen_vo 1-10 t-3": view.tabel("leerlingen_vo", "1-10 t-3").iloc[:0]})
    for choice in ("telt_als_nul", "niet_meetellen"):
        keuzes = Keuzes(variant="driejaarsgemiddelde", telmoment="1-10 t-1", ontbrekend_jaar=choice)
        table = verdeel(view, Grootboek(pd.DataFrame()), keuzes).tabellen["leerlingen_vo 1-10 t-1"]
        row = next(line for line in README.splitlines() if line.startswith(f"| `{choice}` |"))
        assert str(table["aantal_min"].sum()) == row.split("|")[3].strip()


def test_counts() -> None:
    """Worked by hand: 303 / 3 = 101, and 90 x 0,96 = 86,4."""
    view = region(now=90, before=100, long=113)

    def pupils(**keuzes) -> int:
        outcome = verdeel(view, Grootboek(pd.DataFrame()), Keuzes(telmoment="1-10 t-1", **keuzes))
        return int(outcome.tabellen["leerlingen_vo 1-10 t-1"]["aantal_min"].sum())

    assert f"| 303 / 3 | {pupils(variant='driejaarsgemiddelde')} |" in README
    assert f"| 90 × 0,96 = 86,4 | {pupils(variant='actuele_telling', prognose_percentage=Decimal(-4))} |" in README


def test_placements() -> None:
    """Worked by hand: 12 × 0,9 + 8 × 0,96 = 18,48."""
    rows = pd.DataFrame({"verwijzer": ["90AA00", ""], "aantal_min": [12, 8], "aantal_max": [12, 8]})
    view = region(now=90).extended({"tlv_telling 1-10 t-1": rows.assign(swv="VO9901", soort="vso")})
    own = {"prognose_percentage": Decimal(-4), "prognose_percentage_per_vestiging": {"90AA00": Decimal(-10)}}

    keuzes = Keuzes(variant="actuele_telling", telmoment="1-10 t-1", ook_tlv=True, **own)
    table = verdeel(view, Grootboek(pd.DataFrame()), keuzes).tabellen["tlv_telling 1-10 t-1"]

    assert f"| 12 × 0,9 + 8 × 0,96 = 18,48 | {table['aantal_min'].sum()} |" in README


def test_every_choice_is_in_the_table() -> None:
    """A plan's author finds each key in the README, and each key says which variants use it."""
    names = [a.name for a in attrs.fields(Keuzes)]
    table = README.split("| key | unit |")[1].split("\n\n")[0]
    assert [] == [name for name in names if f"`{name}`" not in table]
    assert {*names} - {"variant"} == set(VARIANT)
