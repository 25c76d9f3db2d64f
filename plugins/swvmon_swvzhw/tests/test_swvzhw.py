"""The SWVZHW model on schools small enough to work out by hand.

Expected numbers are labelled: published (R2 and its line), worked by hand.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from swvmon import read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_swvzhw.model import SWVZHW

PARAMETERS = read_parameters("swvmon_swvzhw")


def counts(*rows: tuple[str, str, int] | tuple[str, str, int, str]) -> pd.DataFrame:
    """Rows (vestiging, richting, pupils[, fase]) as the table leerlingen_vo has them."""
    frame = pd.DataFrame(
        [(*r, "bovenbouw") if len(r) == 3 else r for r in rows], columns=["vestiging", "richting", "aantal_min", "fase"]
    )
    return frame.assign(aantal_max=frame["aantal_min"])


def region(now: pd.DataFrame, before: pd.DataFrame | None = None, aandeel: str = "1"):
    schools = sorted({*now["vestiging"], *(before["vestiging"] if before is not None else ())})
    tables = {
        "aansluiting": pd.DataFrame({"vestiging": schools, "swv": "VO9901", "aandeel": aandeel}),
        "vestiging": pd.DataFrame({"vestiging": schools, "bestuur": "99001"}),
        ("leerlingen_vo", "1-10 t"): now,
    }
    if before is not None:
        tables["leerlingen_vo", "1-10 t-1"] = before
    return make_momentopname(tables)


def budgets(
    now: pd.DataFrame, *, before: pd.DataFrame | None = None, aandeel: str = "1", **keuzes: object
) -> dict[str, int]:
    """Eurocents per school."""
    keuzes = {"budget_euro": 1_000_000, **keuzes}
    ledger = apply(
        SWVZHW, region(now, before, aandeel), opening_euro={"swv:budget": 2_000_000}, parameters=PARAMETERS, **keuzes
    )
    return ledger.per_vestiging().to_dict()


@pytest.mark.parametrize(
    ("tracks", "minimum", "maximum"),
    [
        (["pro"], 15, 25),
        (["vmbo_b", "vmbo_k", "vmbo_t"], 7, 15),
        (["vmbo_t", "havo"], 4, 7),
        (["vmbo_t", "havo", "atheneum"], 3, 5),
        (["havo", "atheneum"], 2, 4),
        (["gymnasium"], 1, 3),
    ],
)
def test_tabel_3(tracks: list[str], minimum: int, maximum: int) -> None:
    """A school with the tracks of a row of Tabel 3 gets 1,100 euro for each percent of its pupils (publish.

    Ed, R2 Tabel 3, L543).
    """
    now = counts(*(("90AA00", track, 600 // len(tracks)) for track in tracks))

    low = budgets(now, bandpositie={"standaard": Decimal(0)})
    high = budgets(now, bandpositie={"standaard": Decimal(1)})

    assert {"90AA00": 600 * minimum * 1100} == low
    assert {"90AA00": 600 * maximum * 1100} == high


def test_place_per_school() -> None:
    """Each school has its own place in the band; by hand: 200 pupils x 20 % = 40, x 22.5 % = 45, times 1,100 euro."""
    now = counts(("90AA00", "pro", 200), ("90BB00", "pro", 200))

    assert {"90AA00": 4_400_000, "90BB00": 4_950_000} == budgets(
        now, bandpositie={"standaard": Decimal("0.5"), "90BB00": Decimal("0.75")}
    )


def test_broad_school_is_a_combination() -> None:
    """Vmbo pupils count on the row vmbo, the others on havo/vwo; by hand: 300 x 11 % + 200 x 3 % = 39 x 1,100."""
    now = counts(
        ("90EE00", "vmbo_b", 100), ("90EE00", "vmbo_t", 200), ("90EE00", "havo", 150), ("90EE00", "atheneum", 50)
    )

    assert {"90EE00": 4_290_000} == budgets(now)


def test_bridge_class_follows_the_upper_years() -> None:
    """By hand: 90 bridge pupils over vmbo_b 100 and havo 200 become 30 and 60.

    (130 x 11 % + 260 x 3 %) x 1,100 = 24,310.
    """
    now = counts(("90EE00", "vmbo_b+havo", 90, "brugjaar"), ("90EE00", "vmbo_b", 100), ("90EE00", "havo", 200))

    assert {"90EE00": 2_431_000} == budgets(now)


def test_bridge_class_equally() -> None:
    """By hand: 45 and 45; (145 x 11 % + 245 x 3 %) x 1,100 = 25,630."""
    now = counts(("90EE00", "vmbo_b+havo", 90, "brugjaar"), ("90EE00", "vmbo_b", 100), ("90EE00", "havo", 200))

    assert {"90EE00": 2_563_000} == budgets(now, brugklas="gelijk")


def test_school_with_only_bridge_classes_divides_equally() -> None:
    """Without upper years there is nothing to follow.

    By hand: 101 pupils, 51 to the first track: (51 x 11 % + 50 x 3 %) x 1,100.
    """
    now = counts(("90EE00", "vmbo_b+havo", 101, "brugjaar"))

    assert {"90EE00": 782_100} == budgets(now)


def test_vavo_pupils_count_for_a_part() -> None:
    """By hand: 100 havo pupils and 10 at a vavo at one half: 105 x 3 % x 1,100 = 3,465."""
    now = counts(("90FF00", "havo", 100), ("90FF00", "havo", 10, "vavo"))

    assert {"90FF00": 346_500} == budgets(now)
    assert {"90FF00": 330_000} == budgets(now, vavo_aandeel=0)


def test_international_pupils() -> None:
    """By hand: 100 pupils on havo/vwo are 3,300 euro; outside the count they are nothing."""
    now = counts(("90FF00", "overig", 100))

    assert {"90FF00": 330_000} == budgets(now)
    assert {} == budgets(now, overig_als="buiten")


def test_mavo_alone_is_a_choice() -> None:
    """By hand: 100 x 5.5 % or x 11 %, times 1,100."""
    now = counts(("90BB01", "vmbo_t", 100))

    assert {"90BB01": 605_000} == budgets(now)
    assert {"90BB01": 1_210_000} == budgets(now, mavo_als="vmbo")


def test_part_of_a_school_in_the_region() -> None:
    """By hand: half of 200 pupils x 20 % x 1,100."""
    assert {"90AA00": 2_200_000} == budgets(counts(("90AA00", "pro", 200)), aandeel="0.5")


def test_provisional_then_final() -> None:
    """April's budget on last year's count is booked, October's difference is a correction of that very line.

    By hand: 200 -> 180 pupils at 20 % is 44,000 -> 39,600, back 4,400; 100 -> 110 is 22,000 -> 24,200, extra 2,200.
    """
    now = counts(("90AA00", "pro", 180), ("90BB00", "pro", 110))
    before = counts(("90AA00", "pro", 200), ("90BB00", "pro", 100))

    ledger = apply(
        SWVZHW,
        region(now, before),
        opening_euro={"swv:budget": 100_000},
        parameters=PARAMETERS,
        budget_euro=100_000,
        telling="voorlopig_en_definitief",
    )

    rows = [
        tuple(row)
        for row in ledger.regels.astype(object)
        .fillna("")[["van", "naar", "bedrag_cent", "status", "corrigeert"]]
        .to_numpy()
    ]
    assert [
        ("swv:budget", "vestiging:90AA00", 4_400_000, "voorlopig", ""),
        ("swv:budget", "vestiging:90BB00", 2_200_000, "voorlopig", ""),
        ("vestiging:90AA00", "swv:budget", 440_000, "definitief", 1),
        ("swv:budget", "vestiging:90BB00", 220_000, "definitief", 2),
    ] == rows
    assert {"90AA00": 3_960_000, "90BB00": 2_420_000} == ledger.per_vestiging().to_dict()


def test_maatwerk_needs_a_ground_and_money() -> None:
    """Budget 50,000, school budget 44,000: of 6,000 left, 4,000 fits, then 3,000 does not, 2,000 does.

    No ground, no money (by hand).
    """
    requests = [
        {"vestiging": "90AA00", "bedrag_euro": 4_000, "grond": "SOP §2"},
        {"vestiging": "90AA00", "bedrag_euro": 3_000, "grond": "SOP §3"},
        {"vestiging": "90AA00", "bedrag_euro": 2_000, "grond": "SOP §4"},
        {"vestiging": "90AA00", "bedrag_euro": 1, "grond": "  "},
    ]

    ledger = apply(
        SWVZHW,
        region(counts(("90AA00", "pro", 200))),
        opening_euro={"swv:budget": 60_000},
        parameters=PARAMETERS,
        budget_euro=50_000,
        maatwerk=requests,
    )

    granted = ledger.regels.query("grondslag == 'maatwerk (R2 L555)'")
    assert [400_000, 200_000] == granted["bedrag_cent"].tolist()
    assert 1_000_000 == ledger.saldo("swv:budget")


def test_maatwerk_in_proportion() -> None:
    """6,000 euro over requests of 6,000 and 3,000: 4,000 and 2,000 (by hand)."""
    requests = [
        {"vestiging": "90AA00", "bedrag_euro": 6_000, "grond": "SOP §2"},
        {"vestiging": "90BB00", "bedrag_euro": 3_000, "grond": "SOP §3"},
    ]

    granted = budgets(
        counts(("90AA00", "pro", 200), ("90BB00", "pro", 0)),
        budget_euro=50_000,
        maatwerk=requests,
        bij_tekort="naar_rato",
    )

    assert {"90AA00": 4_400_000 + 400_000, "90BB00": 200_000} == granted


def test_raise_when_maatwerk_is_left() -> None:
    """Left 6,000, kept 1,000, over 40 pupils with need: 124.98 euro each, whole cents, never more than there is.

    (by hand).
    """
    got = budgets(counts(("90AA00", "pro", 200)), budget_euro=50_000, verhoog_tarief=True, maatwerk_reserve_euro=1_000)

    # spare = 500,000 cent less half a cent for the one line; / 40 = 12,499.98..., down to 12,499 cent; x 40 = 499,960
    assert {"90AA00": 4_400_000 + 499_960} == got


def test_basisondersteuning_is_beside_the_budget() -> None:
    """By hand: 200 pupils x 20 % x 1,100 + 200 x 12.50."""
    got = budgets(
        counts(("90AA00", "pro", 200)), budget_euro=44_000, basisondersteuning_per_leerling_euro=Decimal("12.50")
    )

    assert {"90AA00": 4_400_000 + 250_000} == got


def test_leerlingmodel_of_other_schools() -> None:
    """A school that does not take part keeps its arrangementen; by hand: 3 x 2,400 beside 44,000."""
    now = counts(("90AA00", "pro", 200), ("90BB00", "pro", 100))

    got = budgets(
        now,
        deelnemers=["90AA00"],
        arrangementen=[{"vestiging": "90BB00", "soort": "individueel", "aantal": 3, "bedrag_euro": 2_400}],
    )

    assert {"90AA00": 4_400_000, "90BB00": 720_000} == got


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"budget_euro": 43_999}, r"€ 1,00 above budget_euro = € 43.999,00"),
        ({"bandpositie": {"standaard": Decimal(1), "99ZZ00": Decimal(0)}}, "bandpositie names 99ZZ00"),
        ({"bandpositie": {"standaard": Decimal("1.5")}}, "does not lie between 0"),
        ({"bandpositie": {"90AA00": Decimal(1)}}, "needs 'standaard'"),
        ({"maatwerk": [{"vestiging": "99ZZ00", "bedrag_euro": 1, "grond": "x"}]}, "maatwerk names 99ZZ00"),
        (
            {"arrangementen": [{"vestiging": "90AA00", "soort": "groep", "aantal": 1, "bedrag_euro": 1}]},
            "takes part in the schoolbudget",
        ),
        (
            {"percentage_maximum": {"gymnasium": Decimal(1)}, "percentage_minimum": {"gymnasium": Decimal(50)}},
            "band of gymnasium",
        ),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        budgets(counts(("90AA00", "pro", 200)), **{"budget_euro": 50_000, **keuzes})


def test_masked_counts_are_not_guessed() -> None:
    """A masked count (1-4) stops the model until the plan says what it counts for.

    (by hand: 1 or 4 pupils x 20 % x 1,100).
    """
    now = counts(("90AA00", "pro", 1)).assign(aantal_max=4)

    with pytest.raises(AssertionError, match="masked by the publisher"):
        budgets(now)
    assert {"90AA00": 22_000} == budgets(now, gemaskeerd_als="minimum")
    assert {"90AA00": 88_000} == budgets(now, gemaskeerd_als="maximum")


def test_unknown_track_is_not_guessed() -> None:
    """A class whose track is unknown stops the model and names the school."""
    with pytest.raises(AssertionError, match="schools 90AA00 have classes whose track is unknown"):
        budgets(counts(("90AA00", "onbekend", 10)))


def test_order_of_rows_is_irrelevant() -> None:
    """The same rows in another order give the same ledger."""
    now = counts(
        ("90EE00", "vmbo_b+havo", 91, "brugjaar"),
        ("90EE00", "vmbo_b", 100),
        ("90EE00", "havo", 201),
        ("90AA00", "pro", 77),
    )

    assert budgets(now) == budgets(now.iloc[::-1].reset_index(drop=True))


def test_vavo_pupils_stay_on_the_row_of_their_school() -> None:
    """A gymnasium's vavo pupils count on the row gymnasium, a broad school's mavo vavo pupils on vmbo.

    By hand: (100 + 10/2) x 2 % x 1,100; and (100 + 10/2) x 11 % + 100 x 3 %, times 1,100 euro.
    """
    gymnasium = counts(("90DD00", "gymnasium", 100), ("90DD00", "atheneum+gymnasium", 10, "vavo"))
    broad = counts(("90EE00", "vmbo_b", 100), ("90EE00", "atheneum", 100), ("90EE00", "vmbo_t", 10, "vavo"))

    assert {"90DD00": 231_000} == budgets(gymnasium)
    assert {"90EE00": 1_270_500 + 330_000} == budgets(broad)


def test_a_place_with_many_decimals_is_not_rounded_away() -> None:
    """1,999 pupils x (7 + 0.33333 x 8) % x 1,100 = 212,559.7464 euro (by hand)."""
    assert {"90BB00": 21_255_975} == budgets(
        counts(("90BB00", "vmbo_b", 1999)), bandpositie={"standaard": Decimal("0.33333")}
    )
