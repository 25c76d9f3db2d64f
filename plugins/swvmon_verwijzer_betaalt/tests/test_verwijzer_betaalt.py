"""Who pays for a placement, and how much.

Expected numbers are labelled: published (SWV), law (tariffs of the Regeling bekostiging personeel PO 2015-2016), worked
by hand, or a law that holds for all input.
"""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_verwijzer_betaalt.keuzes import Keuzes
from swvmon_verwijzer_betaalt.model import VERWIJZER_BETAALT, verdeel

SCHOOLS = {"80AA00": "80001", "80BB00": "80001", "80CC00": "80002"}
PUPILS = {"80AA00": 290, "80BB00": 190, "80CC00": 480}
GOT = {f"vestiging:{school}": 100_000 for school in SCHOOLS}
DAY = "1-10 t-1"
RED = ("vestiging:*",)
TARIFF = {"so_1": 8_000, "so_3": 20_000, "so_jonger_8_1": 9_000, "sbo": 5_000}
laws = settings(max_examples=10, deadline=None)


def placed(*rows: tuple) -> pd.DataFrame:
    """Rows (verwijzer, kind such as so_1, pupils[, grond]) as the table tlv_telling has them."""
    full = [(v, *f"{kind}__".split("_")[:2], n, "".join(rest)) for v, kind, n, *rest in rows]
    frame = pd.DataFrame(full, columns=["verwijzer", "soort", "categorie", "aantal_min", "grond"])
    text = {"verwijzer": "str", "soort": "str", "categorie": "str", "grond": "str"}
    frame = frame.astype(text | {"aantal_min": "int64"})
    return frame.assign(swv="PO9901", school="", leeftijdsgroep="", aantal_max=frame["aantal_min"])


def region(tlv: pd.DataFrame, aandeel: str = "1", pupils=None, moments=(DAY, DAY)):
    counts = pd.DataFrame(
        [(s, "bao", n) for s, n in (pupils or PUPILS).items()],
        columns=["vestiging", "soort", "aantal_min"],
    )
    sbo = pd.DataFrame({"vestiging": ["80CC00"], "soort": ["sbo"], "aantal_min": [40]})
    counts = pd.concat([counts, sbo], ignore_index=True)
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(SCHOOLS), "aandeel": aandeel}),
            "vestiging": pd.DataFrame({"vestiging": list(SCHOOLS), "bestuur": list(SCHOOLS.values())}),
            ("tlv_telling", moments[0]): tlv,
            ("leerlingen_po", moments[1]): counts.assign(aantal_max=counts["aantal_min"]),
        },
        regio="PO9901",
    )


def run(tlv: pd.DataFrame, *, view=None, opening=None, mag_rood=RED, **keuzes):
    chosen = {"variant": "volledig", "telmoment": DAY, "tarief_euro": TARIFF} | keuzes
    opening = GOT if opening is None else opening
    return apply(VERWIJZER_BETAALT, view or region(tlv), opening_euro=opening, mag_rood=mag_rood, **chosen)


def paid(tlv: pd.DataFrame, **keuzes) -> dict[str, int]:
    """Eurocents that each school pays."""
    lines = run(tlv, **keuzes).regels
    return lines.groupby("vestiging")["bedrag_cent"].sum().to_dict()


def findings(tlv: pd.DataFrame, got=None, **keuzes) -> list[tuple[str, str, str]]:
    chosen = {"variant": "volledig", "telmoment": DAY, "tarief_euro": {k: Decimal(v) for k, v in TARIFF.items()}}
    ledger = apply(VERWIJZER_BETAALT, region(placed()), opening_euro=got or GOT, **chosen | {"tarief_euro": TARIFF})
    outcome = verdeel(region(tlv), ledger, Keuzes(**chosen | keuzes))
    return [(b.code, b.sleutel, b.tekst) for b in outcome.bevindingen]


def test_plein013() -> None:
    """A school of 300 pupils keeps 59.526 (published, Plein 013 2016-2018: 300 x 198,42).

    By hand: 300 x 339,74 = 101.922 gross (published average), so placements cost 42.396, or 141,32 per pupil. Their
    number is not published: four of 10.599 are a stand-in that costs as much.
    """
    got = {"vestiging:80AA00": 101_922}

    ledger = run(placed(("80AA00", "sbo", 4)), opening=got, mag_rood=(), tarief_euro={"sbo": 10_599})

    assert {"80AA00": 59_526_00} == ledger.per_vestiging().to_dict()
    assert 42_396_00 == ledger.saldo("swv:budget")
    assert (300 * Decimal("339.74"), 300 * Decimal("198.42")) == (Decimal(101_922), Decimal(59_526))
    assert 42_396 == 300 * Decimal("141.32")


def test_tariffs_of_the_law() -> None:
    """2 x 9.144,59 + 1 x 20.186,72 = 38.475,90 (law x counts, by hand: vso of category 1 and 3, 2015/16)."""
    tariffs = {"vso_1": Decimal("9144.59"), "vso_3": Decimal("20186.72")}

    ledger = run(placed(("80AA00", "vso_1", 2), ("80AA00", "vso_3", 1)), tarief_euro=tariffs)

    assert 38_475_90 == ledger.saldo("swv:budget")
    lines = ledger.regels[["van", "naar", "bestuur", "hoeveelheid", "tarief", "bedrag_cent"]].values.tolist()
    assert [
        ["vestiging:80AA00", "swv:budget", "80001", Decimal(2), Decimal("9144.59"), 18_289_18],
        ["vestiging:80AA00", "swv:budget", "80001", Decimal(1), Decimal("20186.72"), 20_186_72],
    ] == lines


def test_solidarity_costs_the_school_nothing() -> None:
    """By hand: of its placements 80AA00 bears only two of so 1 (2 x 8.000); not mkd, category 3 and no referrer.

    Without exemptions it pays 3 x 8.000 + 20.000.
    """
    tlv = placed(("80AA00", "so_1", 2), ("80AA00", "so_1", 1, "mkd"), ("80AA00", "so_3", 1), ("", "sbo", 5))

    assert {"80AA00": 16_000_00} == paid(tlv, vrijgestelde_gronden=["mkd"], vrijgestelde_categorieen=[3])
    assert {"80AA00": 44_000_00} == paid(tlv)
    assert {"80AA00": 36_000_00} == paid(tlv, vrijgestelde_gronden=["mkd", "emb"])


def test_what_the_swv_bears_is_told() -> None:
    """By hand: sbo 39 of 100 without referrer; so 1 x 8.000 (mkd) + 20.000 (hoog) of 36.000 is 77,8 %.

    The 39 % is as high as Plein 013 publishes for sbo; the counts are made up for it.
    """
    tlv = placed(
        ("80AA00", "sbo", 61), ("", "sbo", 39), ("80AA00", "so_1", 1), ("80AA00", "so_1", 1, "mkd"), ("", "so_3", 1)
    )

    (told,) = findings(tlv, vrijgestelde_gronden=("mkd",))

    assert ("plaatsingen_van_swv", "PO9901") == told[:2]
    assert "sbo € 195.000,00 van € 500.000,00 (39%)" in told[2]
    assert "so € 28.000,00 van € 36.000,00 (78%)" in told[2]


def test_referrer_of_another_region() -> None:
    """A school outside the region is not charged: nothing in its account, and a finding says so."""
    tlv = placed(("81ZZ00", "so_1", 2), ("80AA00", "so_1", 1))

    assert {"80AA00": 8_000_00} == paid(tlv)
    assert [("plaatsingen_van_swv", "PO9901"), ("verwijzer_buiten_regio", "81ZZ00")] == [f[:2] for f in findings(tlv)]


@pytest.mark.parametrize(("pupils", "told"), [(1, "1 leerling maar"), (14, "14 leerlingen maar")])
def test_numbers_in_dutch(pupils: int, told: str) -> None:
    """One is singular, in a line and in a finding."""
    noun = "1 plaatsing so_1." if pupils == 1 else "14 plaatsingen so_1."

    assert noun == run(placed(("80AA00", "so_1", pupils))).regels["toelichting"][0]
    assert told in findings(placed(("81ZZ00", "so_1", pupils)))[1][2]
    no_regular = region(placed(("80AA00", "so_1", pupils)), pupils={"80BB00": 1})
    line = run(placed(), view=no_regular, **ALL).regels["toelichting"][0]
    assert f"{pupils} van {told.removesuffix(' maar')} geplaatst" in line


def test_ground_that_no_placement_has() -> None:
    """A misspelt ground exempts nobody and is told, with the grounds there are; one of another kind is known.

    By hand: with mdk for mkd 80AA00 pays both placements, 16.000.
    """
    tlv = placed(("80AA00", "so_1", 1), ("80AA00", "so_1", 1, "mkd"), ("80AA00", "sbo", 1, "emb"))
    only_so = {"soorten": ("so",), "tarief_euro": {"so_1": Decimal(8_000)}}

    assert {"80AA00": 16_000_00} == paid(tlv, **only_so, vrijgestelde_gronden=["mdk"])
    (found,) = findings(tlv, **only_so, vrijgestelde_gronden=("mdk", "emb"))
    text = "Geen plaatsing heeft de vrijgestelde grond mdk (wel: emb, mkd): de vrijstelling geldt voor niemand."
    assert ("grond_komt_niet_voor", "mdk", text) == found
    (found,) = findings(placed(("80AA00", "so_1", 1)), vrijgestelde_gronden=("mkd",))
    assert "(de telling heeft geen gronden)" in found[2]
    assert [] == findings(placed(), vrijgestelde_gronden=("mkd",))
    assert "mkd" not in {key for _, key, _ in findings(tlv, vrijgestelde_gronden=("mkd",))}


def test_part_of_the_tariff() -> None:
    """By hand: a third of 8.000 kept at six places, 0,333333 x 8.000 = 2.666,664, twice: 5.333,33; a half is 8.000."""
    tlv = placed(("80AA00", "so_1", 2))

    assert {"80AA00": 5_333_33} == paid(tlv, variant="aandeel", eigen_aandeel=Decimal("0.333333"))
    assert {"80AA00": 8_000_00} == paid(tlv, variant="aandeel", eigen_aandeel=Decimal("0.5"))
    assert {} == paid(tlv, variant="aandeel", eigen_aandeel=0)


PART = {"variant": "aandeel", "eigen_aandeel": Decimal("0.5")}
NORM = {"variant": "boven_norm", "norm_regulier_aandeel": Decimal("0.96")}
ALL = {"variant": "boven_norm", "norm_regulier_aandeel": Decimal(1), "norm_niveau": "vestiging"}
REFERRED = placed(("80AA00", "so_1", 20), ("80BB00", "so_1", 10), ("80CC00", "so_1", 20))


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("swv", {"80AA00": 30_720_00, "80BB00": 15_360_00, "80CC00": 30_720_00}),
        ("bestuur", {"80AA00": 51_200_00, "80BB00": 25_600_00}),
        ("vestiging", {"80AA00": 60_800_00, "80BB00": 16_000_00}),
    ],
)
def test_above_a_norm(level: str, expected: dict[str, int]) -> None:
    """By hand, norm 96 % regular, 290 + 190 + 480 bao pupils.

    swv: 50 - 0,04 x (960 + 50) = 9,6 above it, by 20 : 10 : 20 placements is 3,84, 1,92 and 3,84.
    bestuur 80001: 30 - 0,04 x 510 = 9,6 by 20 : 10 is 6,4 and 3,2; 80002: 20 - 0,04 x 500 = 0.
    vestiging: 20 - 0,04 x 310 = 7,6; 10 - 0,04 x 200 = 2; 0.
    """
    assert expected == paid(REFERRED, **NORM, norm_niveau=level)


def test_norm_with_own_share() -> None:
    """By hand: half of the tariff for 7,6 and 2 placements above the norm: 30.400 and 8.000."""
    got = paid(REFERRED, **NORM, norm_niveau="vestiging", eigen_aandeel=Decimal("0.5"))

    assert {"80AA00": 30_400_00, "80BB00": 8_000_00} == got


def test_placements_of_the_swv_and_the_norm() -> None:
    """By hand: 10 of the 20 placements of 80AA00 are mkd; 7,6 lie above the norm, half of these its own: 3,8 x 8.000.

    Where they do not count for the norm, 10 - 0,04 x 300 is below zero; of 20 others 20 - 0,04 x 310 = 7,6.
    """
    tlv = placed(("80AA00", "so_1", 10), ("80AA00", "so_1", 10, "mkd"))
    norm = NORM | {"norm_niveau": "vestiging", "vrijgestelde_gronden": ["mkd"]}

    assert {"80AA00": 30_400_00} == paid(tlv, **norm)
    assert {} == paid(tlv, **norm, vrijgesteld_telt_voor_norm=False)
    more = placed(("80AA00", "so_1", 20), ("80AA00", "so_1", 5, "mkd"))
    assert {"80AA00": 60_800_00} == paid(more, **norm, vrijgesteld_telt_voor_norm=False)


def test_placements_of_nobody_count_at_the_level_of_the_swv() -> None:
    """By hand: 50 of the 100 placements have no referrer; 100 - 0,04 x 1.060 = 57,6 lie above the norm.

    Half of it is charged, 11,52 + 5,76 + 11,52 placements. Per school the outcome is as without them.
    """
    tlv = pd.concat([REFERRED, placed(("", "so_1", 50))], ignore_index=True)

    got = paid(tlv, **NORM, norm_niveau="swv")
    assert {"80AA00": 92_160_00, "80BB00": 46_080_00, "80CC00": 92_160_00} == got
    assert {"80AA00": 60_800_00, "80BB00": 16_000_00} == paid(tlv, **NORM, norm_niveau="vestiging")


def test_line_shows_the_norm() -> None:
    """The reader of a line sees the norm, the participation behind it, and the placements above it."""
    line = run(REFERRED, **NORM, norm_niveau="vestiging").regels.iloc[0]

    assert (Decimal("7.6"), Decimal(8_000)) == (line["hoeveelheid"], line["tarief"])
    assert (
        "20 plaatsingen so_1; boven de norm van 96% regulier (vestiging: 20 van 310 leerlingen geplaatst): 7,6."
        == line["toelichting"]
    )
    assert "verwijzer betaalt, boven de norm (R0 L894-901)" == line["grondslag"]


def test_regular_pupils() -> None:
    """By hand: with basis bao_sbo the 40 sbo pupils of 80CC00 are regular too: 50 - 0,04 x (1.000 + 50) = 8."""
    with_sbo = paid(REFERRED, **NORM, norm_niveau="swv", basis="bao_sbo")

    assert {"80AA00": 25_600_00, "80BB00": 12_800_00, "80CC00": 25_600_00} == with_sbo


def test_days_of_the_counts() -> None:
    """Placements and regular pupils may be counted on days of their own (by hand: as per school above)."""
    view = region(REFERRED, moments=("1-2 t-1", DAY))

    got = paid(REFERRED, view=view, **NORM, norm_niveau="vestiging", telmoment="1-2 t-1", telmoment_leerlingen=DAY)

    assert {"80AA00": 60_800_00, "80BB00": 16_000_00} == got


def test_school_shared_by_two_regions() -> None:
    """Placements are those of this SWV and count whole; of the pupils half is of this region.

    By hand: 2 x 8.000; per school 20 - 0,04 x (145 + 20) = 13,4, 10 - 0,04 x 105 = 5,8, 20 - 0,04 x 260 = 9,6.
    """
    assert {"80AA00": 16_000_00} == paid(
        placed(("80AA00", "so_1", 2)), view=region(placed(("80AA00", "so_1", 2)), "0.5")
    )
    got = paid(REFERRED, view=region(REFERRED, "0.5"), **NORM, norm_niveau="vestiging")
    assert {"80AA00": 107_200_00, "80BB00": 46_400_00, "80CC00": 76_800_00} == got


def test_school_without_regular_pupils() -> None:
    """By hand: no regular pupils and 10 placements: all but 4 % of these, 9,6, lie above the norm."""
    tlv = placed(("80AA00", "so_1", 10))
    view = region(tlv, pupils={"80BB00": 100})

    assert {"80AA00": 76_800_00} == paid(tlv, view=view, **NORM, norm_niveau="vestiging")


def test_most_precise_tariff() -> None:
    """By hand: under 8 has a tariff of its own (9.000), from 8 has that of the category (8.000)."""
    tlv = placed(("80AA00", "so_1", 1), ("80AA00", "so_1", 1))
    tlv["leeftijdsgroep"] = ["jonger_8", "vanaf_8"]

    assert {"80AA00": 17_000_00} == paid(tlv)
    assert {"80AA00": 2_00} == paid(tlv, tarief_euro={"so": 1})


def test_only_the_chosen_kinds() -> None:
    """By hand: sbo is left alone, and needs no tariff."""
    tlv = placed(("80AA00", "sbo", 4), ("80AA00", "so_1", 1))

    assert {"80AA00": 8_000_00} == paid(tlv, soorten=["so"], tarief_euro={"so_1": 8_000})


def test_school_that_cannot_pay() -> None:
    """By hand: 80AA00 got 20.000 and owes 1 x 5.000 + 3 x 8.000: lines go in order of the tariff, sbo first.

    Without a choice the engine refuses the red balance; with rood and mag_rood it is booked.
    """
    tlv = placed(("80AA00", "so_1", 3), ("80AA00", "sbo", 1), ("80BB00", "so_1", 1))
    got = {"vestiging:80AA00": 20_000, "vestiging:80BB00": 8_000}

    with pytest.raises(AssertionError, match=r"leaves vestiging:80AA00 at -€ 9\.000,00"):
        run(tlv, opening=got, mag_rood=())
    assert -9_000_00 == run(tlv, opening=got).saldo("vestiging:80AA00")
    ledger = run(tlv, opening=got, mag_rood=(), bij_tekort="tot_ontvangen")
    assert {"80AA00": 0, "80BB00": 0} == ledger.per_vestiging().to_dict()
    cut = ledger.regels.set_index(["vestiging", "hoeveelheid"])["bedrag_cent"].to_dict()
    assert {("80AA00", 1): 5_000_00, ("80AA00", 3): 15_000_00, ("80BB00", 1): 8_000_00} == cut
    assert "van € 24.000,00 geboekt wat de school had ontvangen." in ledger.regels["toelichting"].iloc[1]
    (found,) = findings(tlv, got, bij_tekort="tot_ontvangen")
    assert ("verwijzer_kan_niet_betalen", "80AA00") == found[:2]
    assert "Plaatsingen kosten € 29.000,00, de school had minder ontvangen: € 20.000,00 geboekt" in found[2]


def test_school_in_red_pays_nothing() -> None:
    """A balance below zero is nothing to pay from; no line, and no amount the other way."""
    tlv = placed(("80AA00", "so_1", 1))

    ledger = run(tlv, opening={"vestiging:80AA00": -1}, bij_tekort="tot_ontvangen")

    assert ledger.regels.empty


def test_account_that_receives() -> None:
    """The plan may name the heavy pot instead of the budget (by hand: 8.000)."""
    assert 8_000_00 == run(placed(("80AA00", "so_1", 1)), naar="swv:zwaar").saldo("swv:zwaar")


def test_masked_counts_are_not_guessed() -> None:
    """A masked count (1-4) stops the model until the plan says what it counts for (by hand: 1 or 4 x 5.000)."""
    tlv = placed(("80AA00", "sbo", 1)).assign(aantal_max=4)

    with pytest.raises(AssertionError, match="1 counts are masked by the publisher"):
        paid(tlv)
    assert {"80AA00": 5_000_00} == paid(tlv, gemaskeerd_als="minimum")
    assert {"80AA00": 20_000_00} == paid(tlv, gemaskeerd_als="maximum")


@pytest.mark.parametrize("norm", [{}, NORM | {"norm_niveau": "bestuur"}, NORM | {"norm_niveau": "swv"}])
def test_region_without_placements(norm: dict[str, object]) -> None:
    """No placements, no lines."""
    assert run(placed(), **norm).regels.empty


def test_tariff_of_nothing() -> None:
    """Law: no money asked per placement, no lines."""
    assert run(REFERRED, tarief_euro={"so_1": 0}).regels.empty


def test_unknown_board() -> None:
    """A school of which no list tells the board pays for itself, also where the norm is that of a board; a finding.

    By hand: 80AA00 and 80BB00 are measured apart, 7,6 and 2 placements.
    """
    view = region(REFERRED)
    nameless = make_momentopname(
        {
            (key.tabel, key.moment) if key.moment else key.tabel: view.tabel(key.tabel, key.moment).assign(
                **({"bestuur": ""} if key.tabel == "vestiging" else {})
            )
            for key in view.sleutels
        },
        regio="PO9901",
    )

    assert {"80AA00": 60_800_00, "80BB00": 16_000_00} == paid(REFERRED, view=nameless, **NORM, norm_niveau="bestuur")


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"variant": "half"}, "variant"),
        ({"variant": "aandeel"}, "variant aandeel needs eigen_aandeel"),
        ({"variant": "aandeel", "eigen_aandeel": 2}, "does not lie between 0 and 1"),
        ({"eigen_aandeel": 1}, "eigen_aandeel belongs to variant aandeel or boven_norm, not to volledig"),
        ({"norm_niveau": "swv"}, "norm_niveau belongs to variant boven_norm, not to volledig"),
        ({"norm_regulier_aandeel": Decimal("0.9")}, "norm_regulier_aandeel belongs to variant boven_norm"),
        ({"vrijgesteld_telt_voor_norm": False}, "vrijgesteld_telt_voor_norm belongs to variant boven_norm"),
        ({"telmoment_leerlingen": DAY}, "telmoment_leerlingen belongs to variant boven_norm"),
        ({"basis": "bao_sbo"}, "basis belongs to variant boven_norm, not to volledig"),
        ({"vavo_aandeel": 1}, "vavo_aandeel belongs to variant boven_norm, not to volledig"),
        (PART | {"basis": "bao_sbo"}, "basis belongs to variant boven_norm, not to aandeel"),
        ({"variant": "boven_norm", "norm_niveau": "swv"}, "variant boven_norm needs norm_regulier_aandeel"),
        (NORM, "variant boven_norm needs norm_niveau"),
        (NORM | {"norm_niveau": "gemeente"}, "norm_niveau"),
        ({"tarief_euro": {}}, "tarief_euro is empty"),
        ({"tarief_euro": {"so_4": 1}}, "'so_4' is not a placement like so_1"),
        ({"tarief_euro": {"so_1": -1}}, "below zero"),
        ({"tarief_euro": {"sbo": 1}}, "tarief_euro has no tariff for placements so_1"),
        ({"vrijgestelde_categorieen": [4]}, "vrijgestelde_categorieen"),
        ({"vrijgestelde_gronden": ["Te duur"]}, "vrijgestelde_gronden"),
        ({"soorten": ["pro"]}, "soorten"),
        ({"soorten": ["so", "vso"]}, "tarief_euro has sbo, and soorten has no sbo: leave one of them out"),
        ({"soorten": ["so"], "tarief_euro": {"vso": 1}}, "tarief_euro has vso, and soorten has no vso"),
        (
            {"soorten": ["so", "sbo"], "tarief_euro": {"so_1": 1}},
            "soorten has sbo, and tarief_euro has no tariff for it",
        ),
        ({"naar": "vestiging:80AA00"}, "not an account of the SWV"),
        ({"telmoment": "1-9 t"}, "telmoment"),
        ({"telmoment_leerlingen": "1-9 t"}, "telmoment_leerlingen"),
        ({"bij_tekort": "nooit"}, "bij_tekort"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        run(REFERRED, **keuzes)


NUMBERS = st.lists(st.integers(0, 40), min_size=3, max_size=3)
LEVELS = st.sampled_from(["swv", "bestuur", "vestiging"])


def of(numbers: list[int]) -> pd.DataFrame:
    return placed(*((school, "so_1", n) for school, n in zip(SCHOOLS, numbers, strict=True)))


@laws
@given(numbers=NUMBERS, free=st.integers(0, 10))
def test_conserved(numbers: list[int], free: int) -> None:
    """Law: what schools pay is what the SWV gets: the charged placements at the tariff, and no more."""
    tlv = pd.concat([of(numbers), placed(("80AA00", "so_1", free, "emb"))], ignore_index=True)

    ledger = run(tlv, opening={}, vrijgestelde_gronden=["emb"])

    assert_conserved(ledger, rijk_cent=0, uit_cent=-sum(numbers) * 8_000_00)


@laws
@given(numbers=NUMBERS, level=LEVELS, school=st.integers(0, 2), norm=st.integers(0, 1000))
def test_who_refers_more_pays_no_less(numbers: list[int], level: str, school: int, norm: int) -> None:
    """Law: one placement more never makes the referring school pay less, whatever the norm and its level."""
    more = [n + (i == school) for i, n in enumerate(numbers)]
    key = list(SCHOOLS)[school]
    norm = NORM | {"norm_niveau": level, "norm_regulier_aandeel": Decimal(norm) / 1000}

    before, after = (paid(of(n), **norm).get(key, 0) for n in (numbers, more))

    assert after >= before - 1  # a millionth of a placement is less than a cent


@laws
@given(numbers=NUMBERS, norm=st.integers(0, 1000))
def test_level_of_the_swv_charges_the_excess(numbers: list[int], norm: int) -> None:
    """Law: the placements charged add up to what lies above the norm, to a millionth."""
    share = Decimal(norm) / 1000
    lines = run(of(numbers), variant="boven_norm", norm_niveau="swv", norm_regulier_aandeel=share).regels

    excess = sum(numbers) - (1 - share) * (960 + sum(numbers))
    assert max(Decimal(0), excess) == sum(lines["hoeveelheid"], Decimal(0))


@laws
@given(numbers=NUMBERS, level=LEVELS, order=st.permutations(range(6)))
def test_order_is_irrelevant(numbers: list[int], level: str, order: list[int]) -> None:
    """Law: rows in another order give the same ledger."""
    tlv = pd.concat([of(numbers), of(numbers[::-1]).assign(grond="mkd")], ignore_index=True)
    keuzes = NORM | {"norm_niveau": level, "vrijgestelde_gronden": ["mkd"]}

    first, second = (run(frame, **keuzes).regels for frame in (tlv, tlv.iloc[order].reset_index(drop=True)))

    pd.testing.assert_frame_equal(first, second)
