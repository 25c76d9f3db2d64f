"""What indicators hand back: refused by name where it is no meting, divided and added up by the core."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, Indicator, Leest, metingen
from swvmon.contract.grootboek import empty_lines
from swvmon.contract.meting import GEGEVEN, UITKOMSTEN
from swvmon.errors import ContractViolation
from swvmon.hooks.registry import Registered
from swvmon.perioden import Schooljaar
from swvmon.run.checked import Asked, check_form, check_metingen
from swvmon.run.measure import measure, settle
from swvmon.run.optellen import add_up as add_up_of
from swvmon.run.optellen import finish
from swvmon.testing import make_momentopname, measure_regios

YEAR = Schooljaar(2016)
DAY = date(2016, 10, 1)
KEYS = {
    "vestiging": frozenset({"90AA00", "90BB00"}),
    "bestuur": frozenset({"99001"}),
    "swv": frozenset({"VO9901"}),
}


def never(momentopname: object, grootboek: Grootboek) -> pd.DataFrame:
    raise AssertionError("not computed here")


RATIO = Indicator(
    naam="proef",
    titel="Proef",
    definitie="Een deel van het geheel.",
    bron="test",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=never,
    leest=(Leest("leerlingen_vo", "1-10 t-3"),),
)
COUNT = evolve(RATIO, soort="aantal", aggregatie="som")


def refusals(indicator: Indicator, rows: pd.DataFrame) -> list[str]:
    """What the core says of rows of an indicator; empty where it takes them."""
    asked = Asked({"proef": indicator}, YEAR, {"VO9901": KEYS}, {"VO9901": "VO9901 in 2016/17"})
    kept, refused = check_metingen(of_region(check_form(rows)), asked)
    assert len(kept) == (0 if refused else len(rows))
    return list(refused.values())


def of_region(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(regio="VO9901", indicator="proef")[["regio", "indicator", *rows.columns]]


def add_up(rows: pd.DataFrame, aggregatie: str, niveau: str, naar: pd.Series) -> pd.DataFrame:
    return add_up_of(of_region(rows[list(GEGEVEN)]), aggregatie, niveau, naar)[list(GEGEVEN)]


def text(*values: str) -> pd.Series:
    return pd.Series(values, dtype="str")


def ratio(*keys: str, niveau: str = "vestiging", **given: object) -> pd.DataFrame:
    """Metingen 1/4, 2/4, … for the keys."""
    number = pd.Series(range(1, len(keys) + 1))
    values = {"teller": number, "noemer": number * 0 + 4, "peildatum": DAY} | given
    return metingen(text(*keys), soort="verhouding", niveau=niveau, eenheid="aandeel", grondslag="leerlingen", **values)


def count(*keys: str, **given: object) -> pd.DataFrame:
    return metingen(
        text(*keys),
        soort="aantal",
        niveau="vestiging",
        peildatum=DAY,
        eenheid="leerling",
        grondslag="leerlingen",
        **given,
    )


GAP = pd.Series([1, None], dtype="Int64")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (count("90AA00", waarde=1), "handed back soort aantal, registered as verhouding"),
        (ratio("90AA00", niveau="wijk"), "unknown niveau 'wijk'; one of vestiging"),
        (ratio("90AA00", status="zeker"), "unknown status 'zeker'; one of definitief"),
        (
            ratio("90AA00", uitkomst="vergeten"),
            "unknown uitkomst 'vergeten'; one of empty, ontbreekt, reeksbreuk, gemaskeerd, noemer_nul",
        ),
        (ratio("90AA00", uitkomst="berekend"), "unknown uitkomst 'berekend'"),
        (ratio("90AA00", "90AA00"), "two metingen for vestiging '90AA00'"),
        (ratio("90AA00", "90AA00", onderdeel="1"), r"two metingen for vestiging '90AA00' \(1\)"),
        (ratio("90ZZ00"), "measures vestiging '90ZZ00', which is not of VO9901 in 2016/17"),
        (ratio("VO9902", niveau="swv"), "measures swv 'VO9902', which is not of VO9901"),
        (ratio("99009", niveau="bestuur"), "measures bestuur '99009'"),
        (ratio("Duinrade", niveau="gemeente"), "gemeente 'Duinrade'; a gemeente is told by its code of four digits"),
        (ratio("90AA00", peildatum=date(2014, 10, 1)), "measures on 2014-10-01, which was not asked for in 2016/17"),
        (ratio("90AA00", peildatum=date(2018, 1, 1)), "measures on 2018-01-01, which was not asked for"),
        (ratio("90AA00", "90BB00", teller=GAP), "vestiging '90BB00' has no teller, which soort verhouding needs"),
        (ratio("90AA00", "90BB00", noemer=GAP), "vestiging '90BB00' has no noemer"),
        (ratio("90AA00", teller=3, teller_max=2), "has a teller above its teller_max"),
        (ratio("90AA00", waarde=1), "hands in a waarde beside teller and noemer"),
        (ratio("90AA00", uitkomst="ontbreekt"), "vestiging '90AA00' is ontbreekt and has teller"),
    ],
)
def test_what_is_no_meting_is_refused_by_name(rows: pd.DataFrame, message: str) -> None:
    """The message names the level and key, and what is wrong."""
    (told,) = refusals(RATIO, rows)

    assert re.search(message, told)


@pytest.mark.parametrize(
    ("soort", "given", "message"),
    [
        ("statistiek", {"waarde": 1, "methode": "gemiddelde"}, "has no n, which soort statistiek needs"),
        ("klasse", {"waarde": 1}, "has no klasse"),
        ("bedrag_cent", {}, "has no waarde"),
        ("aantal", {"teller": 1, "teller_max": 4}, None),
    ],
)
def test_each_kind_has_its_own_fields(soort: str, given: dict[str, object], message: str | None) -> None:
    """A kind without its fields is refused; a count may be given as an interval."""
    rows = metingen(
        text("VO9901"), soort=soort, niveau="swv", peildatum=DAY, eenheid="eenheid", grondslag="geheel", **given
    )
    indicator = evolve(RATIO, soort=soort, aggregatie="geen")
    told = refusals(indicator, rows)

    assert (message is None) == (told == [])
    assert message is None or message in told[0]


@pytest.mark.parametrize("rows", [None, ratio("90AA00").drop(columns="teller"), ratio("90AA00").to_dict()])
def test_only_a_frame_of_metingen_is_looked_at(rows: object) -> None:
    """Something else has no rows to name."""
    with pytest.raises(ContractViolation, match=r"something else than swvmon\.metingen makes"):
        check_form(rows)


def test_what_cannot_be_determined_of_a_statistiek_is_handed_in() -> None:
    """A median of masked counts: no number, and why; of a ratio the core tells it."""
    empty = {"soort": "statistiek", "niveau": "swv", "peildatum": DAY, "eenheid": "weken", "grondslag": "tlv"}
    rows = metingen(text("VO9901"), uitkomst="gemaskeerd", **empty)

    assert [] == refusals(evolve(RATIO, soort="statistiek", aggregatie="geen"), rows)
    (told,) = refusals(RATIO, ratio("90AA00", uitkomst="gemaskeerd", teller=None, noemer=None))
    assert "vestiging '90AA00' is handed in as gemaskeerd, which the core tells of soort verhouding" == told


def test_what_is_wrong_in_one_indicator_touches_no_other() -> None:
    """Two indicators of two regions, one of which is wrong: three are kept whole."""
    right, wrong = ratio("90AA00"), ratio("90ZZ00")
    frames = [
        of_region(rows).assign(regio=regio, indicator=name)
        for regio, name, rows in (
            ("VO9901", "een", right),
            ("VO9901", "twee", wrong),
            ("VO9902", "een", wrong),
            ("VO9902", "twee", wrong),
        )
    ]
    indicators = {name: evolve(RATIO, naam=name, begrip=name) for name in ("een", "twee")}
    asked = Asked(indicators, YEAR, {"VO9901": KEYS, "VO9902": {}}, {"VO9901": "VO9901", "VO9902": "VO9902"})
    kept, refused = check_metingen(pd.concat(frames, ignore_index=True), asked)

    assert {("VO9901", "twee")} == set(refused)
    assert [("VO9901", "een"), ("VO9902", "een"), ("VO9902", "twee")] == list(
        kept[["regio", "indicator"]].itertuples(index=False, name=None)
    )


def test_a_counting_day_that_is_read_may_be_measured() -> None:
    """1 October three years before, which the indicator reads, is asked for; and the days of the school year."""
    for day in (date(2013, 10, 1), date(2016, 1, 1), date(2017, 12, 31)):
        assert [] == refusals(RATIO, ratio("90AA00", peildatum=day))


def outcomes(rows: pd.DataFrame) -> list[tuple[str, Decimal | None, str]]:
    values = [None if pd.isna(v) else Decimal(v) for v in rows["waarde"]]
    return list(zip(rows["sleutel"], values, rows["uitkomst"], strict=True))


def test_every_outcome_is_visible() -> None:
    """By hand: 1/3 half up in six places; masked, nothing to divide by and no data each say so; zero is a value."""
    rows = ratio(
        *"abcde",
        teller=pd.Series([1, 1, 0, None, 0], dtype="Int64"),
        teller_max=pd.Series([1, 4, 0, None, 0], dtype="Int64"),
        noemer=pd.Series([3, 3, 0, None, 3], dtype="Int64"),
        uitkomst=text("", "", "", "ontbreekt", ""),
    )

    expected = [
        ("a", Decimal("0.333333"), "berekend"),
        ("b", None, "gemaskeerd"),
        ("c", None, "noemer_nul"),
        ("d", None, "ontbreekt"),
        ("e", Decimal(0), "berekend"),
    ]
    assert expected == outcomes(finish(rows))


def test_a_noemer_that_may_be_zero_is_masked() -> None:
    """Between zero and four: that it is zero is not known."""
    rows = ratio("a", teller=0, teller_max=4, noemer=0, noemer_max=4)

    assert [("a", None, "gemaskeerd")] == outcomes(finish(rows))


def test_a_ratio_of_sums_is_not_a_mean_of_ratios() -> None:
    """By hand: 1/4 and 3/4 of four; 1/2 and 9/18: (1 + 9) / (2 + 18) against the mean of 1/2 and 1/2."""
    rows = finish(ratio("a", "b", teller=pd.Series([1, 6]), noemer=pd.Series([2, 18])))
    board = text("99001", "99001")

    assert [("99001", Decimal("0.350000"), "berekend")] == outcomes(
        add_up(rows, "verhouding_van_sommen", "bestuur", board)
    )
    mean = add_up(rows, "gemiddelde_van_verhoudingen", "bestuur", board)
    assert [("99001", Decimal("0.416667"), "berekend")] == outcomes(mean)  # (0,5 + 0,333333) / 2
    assert ["statistiek", Decimal(2), "gemiddelde_van_verhoudingen"] == mean.loc[0, ["soort", "n", "methode"]].tolist()


def test_a_sum_without_one_of_its_parts_says_so() -> None:
    """What has no data is not counted as zero: the sum is onvolledig; without any part it says why there is none."""
    rows = finish(
        ratio(
            *"abcde",
            teller=pd.Series([1, None, None, None, None], dtype="Int64"),
            noemer=pd.Series([2, None, None, None, None], dtype="Int64"),
            uitkomst=text("", "ontbreekt", "reeksbreuk", "ontbreekt", "ontbreekt"),
        )
    )

    boards = add_up(rows, "verhouding_van_sommen", "bestuur", text("99001", "99001", "99002", "99002", "99003"))
    expected = [
        ("99001", Decimal("0.5"), "onvolledig"),
        ("99002", None, "reeksbreuk"),
        ("99003", None, "ontbreekt"),
    ]
    assert expected == outcomes(boards)
    above = add_up(boards, "verhouding_van_sommen", "swv", text("VO9901", "VO9901", "VO9901"))
    assert [("VO9901", Decimal("0.5"), "onvolledig")] == outcomes(above)


def test_a_sum_that_lacks_a_part_says_so_beside_what_else_it_is() -> None:
    """By hand: 1 to 4 of 8, nothing of nothing, and 2 of 4, each beside a school without data; up to the SWV too."""
    rows = finish(
        ratio(
            *"abcdef",
            teller=pd.Series([1, None, 0, None, 2, None], dtype="Int64"),
            teller_max=pd.Series([4, None, 0, None, 2, None], dtype="Int64"),
            noemer=pd.Series([8, None, 0, None, 4, None], dtype="Int64"),
            uitkomst=text("", "ontbreekt", "", "reeksbreuk", "", "ontbreekt"),
        )
    )

    boards = add_up(rows, "verhouding_van_sommen", "bestuur", text(*(["1"] * 2 + ["2"] * 2 + ["3"] * 2)))
    expected = [
        ("1", None, "gemaskeerd_onvolledig"),
        ("2", None, "noemer_nul_onvolledig"),
        ("3", Decimal("0.5"), "onvolledig"),
    ]
    assert expected == outcomes(boards)
    assert [Decimal(1), Decimal(4)] == boards.loc[0, ["teller", "teller_max"]].tolist()
    for board, uitkomst in (("1", "gemaskeerd_onvolledig"), ("2", "noemer_nul_onvolledig")):
        alone = boards[boards["sleutel"] == board].reset_index(drop=True)
        above = add_up(alone, "verhouding_van_sommen", "swv", text("VO9901"))
        assert [("VO9901", None, uitkomst)] == outcomes(above)
    assert set(UITKOMSTEN) >= set(boards["uitkomst"])


def test_masked_counts_add_up_to_an_interval() -> None:
    """By hand: 1 to 4 and 7 are 8 to 11; 7 and 5 are 12, a number; the parts are kept apart."""
    rows = finish(
        count(
            *"abcd",
            teller=pd.Series([1, 7, 7, 5]),
            teller_max=pd.Series([4, 7, 7, 5]),
            onderdeel=text("x", "x", "y", "y"),
        )
    )
    total = add_up(rows, "som", "swv", text(*["VO9901"] * 4))

    assert [("VO9901", None, "gemaskeerd"), ("VO9901", Decimal(12), "berekend")] == outcomes(total)
    assert [Decimal(8), Decimal(11)] == total.loc[0, ["teller", "teller_max"]].tolist()
    assert ["x", "y"] == total["onderdeel"].tolist()


def test_the_least_certain_status_counts() -> None:
    """A provisional part makes a provisional sum; a school without a board is in no sum of boards."""
    rows = finish(count(*"abc", waarde=pd.Series([1, 2, 4]), status=text("definitief", "voorlopig", "geschat")))
    total = add_up(rows, "som", "bestuur", text("99001", "99001", ""))

    assert [("99001", Decimal(3), "berekend")] == outcomes(total)
    assert ["voorlopig"] == total["status"].tolist()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_sums_do_not_depend_on_the_way(data: st.DataObject) -> None:
    """Schools to boards to SWV, or schools to SWV at once, in any order: the same tellers and noemers."""
    many = data.draw(st.integers(1, 12))
    low = data.draw(st.lists(st.integers(0, 9), min_size=many, max_size=many))
    more = data.draw(st.lists(st.integers(0, 3), min_size=many, max_size=many))
    boards = data.draw(st.lists(st.sampled_from(["1", "2", "3"]), min_size=many, max_size=many))
    rows = finish(
        ratio(
            *[f"s{i:02}" for i in range(many)],
            teller=pd.Series(low),
            teller_max=pd.Series(low) + pd.Series(more),
            noemer=pd.Series(low) + 12,
        )
    )
    above = add_up(rows, "verhouding_van_sommen", "bestuur", text(*boards))
    mixed = rows.sample(frac=1, random_state=1)

    at_once = add_up(mixed, "verhouding_van_sommen", "swv", text(*["VO9901"] * many).set_axis(mixed.index))
    in_steps = add_up(above, "verhouding_van_sommen", "swv", text(*["VO9901"] * len(above)))
    assert in_steps.to_csv() == at_once.to_csv()
    assert [sum(low), sum(low) + sum(more), sum(low) + 12 * many] == [
        int(v) for v in at_once.loc[0, ["teller", "teller_max", "noemer"]]
    ]
    assert list(GEGEVEN) == list(at_once.columns)


def test_schools_without_an_address_list_have_no_board() -> None:
    """An address list that is not loaded is an empty table: sums of boards are left out, that of the SWV is there."""
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "swv": "VO9901", "aandeel": "1"}),
            "vestiging": pd.DataFrame({name: pd.Series(dtype="str") for name in ("vestiging", "bestuur", "gemeente")}),
        },
        regio="VO9901",
        schooljaar="2016/17",
    )
    shares = evolve(
        RATIO,
        bereken=lambda *_: ratio("90AA00"),
        leest=(),
        hoger=("bestuur", "gemeente", "swv"),
    )
    stamp = {"run_id": "0", "scenario": "plan", "regio": "VO9901", "schooljaar": "2016/17"}
    ((rows, (status,)),) = settle(
        [measure([Registered(shares, "proef", "test", "0")], view, Grootboek(empty_lines(), {}), stamp)]
    )

    assert ("gelukt", "") == (status.status, status.melding)
    assert ["swv", "vestiging"] == rows["niveau"].tolist()


def of_swv(indicator: str, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    return finish(rows.assign(regio=rows["sleutel"], indicator=indicator)).assign(
        run_id="0", scenario="plan", schooljaar=year, plugin="proef"
    )


def test_swvs_add_up_per_class() -> None:
    """By hand: 1/4 + 2/4 in low, 3/4 in high, the fourth SWV has no class; a class of another year does not count.

    The fifth is in low without a number: the sum of low says that it lacks one.
    """
    codes = [f"VO990{n}" for n in range(1, 6)]
    label = {"VO9901": "low", "VO9902": "low", "VO9903": "high", "VO9905": "low"}
    numbers = ratio(*codes[:4], niveau="swv")
    nothing = metingen(
        text(codes[4]),
        soort="verhouding",
        niveau="swv",
        peildatum=DAY,
        eenheid="aandeel",
        grondslag="leerlingen",
        uitkomst="ontbreekt",
    )

    def classes(told: dict[str, str]) -> pd.DataFrame:
        keys = text(*told)
        return metingen(
            keys,
            soort="klasse",
            niveau="swv",
            peildatum=DAY,
            eenheid="procent",
            grondslag="budget",
            waarde=1,
            klasse=keys.map(told),
        )

    all_of_them = pd.concat(
        [
            of_swv("proef", "2016/17", pd.concat([numbers, nothing], ignore_index=True)),
            of_swv("soort_swv", "2016/17", classes(label)),
            of_swv("soort_swv", "2015/16", classes({"VO9904": "low"})),
        ],
        ignore_index=True,
    )
    found = measure_regios(evolve(RATIO, per_klasse=("soort_swv",)), all_of_them, "2016/17")

    assert [
        ("klasse", "soort_swv=high", 3, 4, "berekend"),
        ("klasse", "soort_swv=low", 3, 8, "onvolledig"),
    ] == found[["niveau", "sleutel", "teller", "noemer", "uitkomst"]].apply(tuple, axis=1).tolist()
    assert [Decimal("0.75"), Decimal("0.375")] == found["waarde"].tolist()


@pytest.mark.parametrize(
    "changed", [{"aggregatie": "geen"}, {"over": "scenario"}, {"over": "regios", "uit": ("deelname",), "leest": ()}]
)
def test_classes_need_a_rule_and_metingen_of_swvs(changed: dict[str, object]) -> None:
    """What is not added up, or is not of one SWV and year, has no classes."""
    with pytest.raises(ValueError, match="per_klasse needs an aggregatie that adds up, and over = 'regiojaar'"):
        evolve(RATIO, per_klasse=("soort_swv",), **changed)
