"""Models as they are registered: their rules over time, what they read and deliver, and what they hand back."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.uitkomst import Bevinding, Uitkomst
from swvmon.contract.verdeelmodel import GeenKeuzes, Regime, Verdeelmodel
from swvmon.perioden import Periode, Schooljaar

YEAR = Schooljaar(2015).periode


def kalenderjaar(year: int) -> Periode:
    return Periode(date(year, 1, 1), date(year, 12, 31))


def old_rule(momentopname: Momentopname, grootboek: Grootboek, keuzes: object) -> Uitkomst:
    return Uitkomst()


def new_rule(momentopname: Momentopname, grootboek: Grootboek, keuzes: object) -> Uitkomst:
    return Uitkomst()


BEFORE = Periode(date(2015, 8, 1), date(2022, 12, 31))
AFTER = Periode(date(2023, 1, 1), date(2999, 12, 31))


def model(**changes: object) -> Verdeelmodel:
    return Verdeelmodel(**({"naam": "proef", "titel": "Proef", "bron": "R2", "sectoren": ("po", "vo")} | changes))


def test_a_model_for_all_periods_has_one_part() -> None:
    """A rule without regimes holds for the whole period, in both sectors."""
    assert [(YEAR, old_rule)] == model(verdeel=old_rule).parts("po", YEAR)


def test_a_school_year_is_split_at_a_regime_border() -> None:
    """2022/23 is computed by the old rule up to 31 December and by the new one from 1 January (worked by hand)."""
    split = model(
        regimes=(Regime("vo", AFTER, new_rule), Regime("vo", BEFORE, old_rule), Regime("po", BEFORE, new_rule))
    )

    assert [
        (Periode(date(2022, 8, 1), date(2022, 12, 31)), old_rule),
        (Periode(date(2023, 1, 1), date(2023, 7, 31)), new_rule),
    ] == split.parts("vo", Schooljaar(2022).periode)
    assert [(YEAR, old_rule)] == split.parts("vo", YEAR)


@pytest.mark.parametrize(
    ("regimes", "message"),
    [
        ((Regime("vo", kalenderjaar(2015), old_rule),), "no rule for sector vo up to 2016-07-31"),
        ((Regime("vo", kalenderjaar(2016), old_rule),), "a gap before 2016-01-01 for sector vo"),
        (
            (Regime("vo", Periode(YEAR.van, date(2015, 11, 30)), old_rule), Regime("vo", kalenderjaar(2016), new_rule)),
            "a gap before 2016-01-01 for sector vo",
        ),
        ((Regime("vo", YEAR, old_rule), Regime("vo", kalenderjaar(2016), new_rule)), "two rules on 2016-01-01"),
        ((Regime("vo", YEAR, old_rule), Regime("vo", YEAR, new_rule)), "two rules on 2015-08-01"),
        ((Regime("po", YEAR, old_rule),), "no rule for sector vo up to 2016-07-31"),
    ],
    ids=["gap at the end", "gap at the start", "gap inside", "overlap", "twice", "other sector"],
)
def test_gaps_and_overlaps_are_refused(regimes: tuple[Regime, ...], message: str) -> None:
    """A day without rule, or with two, is an error that names model, sector and day."""
    with pytest.raises(ValueError, match=f"model proef has .*{message}"):
        model(regimes=regimes).parts("vo", YEAR)


cuts = st.lists(st.integers(1, 364), unique=True, max_size=6).map(sorted)


@settings(deadline=None)  # a busy machine is not a fault
@given(cuts)
def test_parts_cover_the_period_once(cut_days: list[int]) -> None:
    """However many regimes a year has, its parts follow each other from the first day to the last."""
    first = YEAR.van.toordinal()
    starts = [date.fromordinal(first + d) for d in (0, *cut_days)]
    ends = [*(date.fromordinal(s.toordinal() - 1) for s in starts[1:]), YEAR.tot]
    periods = [Periode(s, e) for s, e in zip(starts, ends, strict=True)]

    parts = model(regimes=tuple(Regime("vo", p, old_rule) for p in reversed(periods))).parts("vo", YEAR)

    assert periods == [p for p, _ in parts]


@pytest.mark.parametrize(
    "rules", [{}, {"verdeel": old_rule, "regimes": (Regime("vo", YEAR, old_rule),)}], ids=["none", "both"]
)
def test_a_model_has_one_kind_of_rule(rules: dict[str, object]) -> None:
    """A model has a rule for all periods or rules per regime: not neither, not both."""
    with pytest.raises(ValueError, match="proef: give either verdeel or regimes"):
        model(**rules)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"naam": "Proef"}, "'naam' must match"),
        ({"titel": "P"}, "'titel'"),
        ({"bron": ""}, "'bron'"),
        ({"sectoren": ("mbo",)}, "'sectoren' must be in"),
        ({"keuzes": dict}, "keuzes must be an attrs class"),
    ],
)
def test_models_are_validated(changes: dict[str, object], message: str) -> None:
    """A model with an impossible field is refused where it is made."""
    with pytest.raises(ValueError, match=message):
        model(verdeel=old_rule, **changes)


def test_tables_of_a_model_may_follow_from_choices() -> None:
    """`leest` is a tuple, or a function from the choices and the sector."""
    fixed = model(verdeel=old_rule, leest=(Leest("tlv"),))
    chosen = model(verdeel=old_rule, leest=lambda keuzes, sector: (Leest(f"{keuzes}_{sector}"),))

    days = Schooljaar(2019).periode
    assert (Leest("tlv"),) == fixed.tables(GeenKeuzes(), "po", days)
    assert (Leest("leerlingen_po"),) == chosen.tables("leerlingen", "po", days)


def test_a_regime_reads_its_own_tables() -> None:
    """The tables of the rules that hold in the period, beside those of the model; each once."""
    before = Regime("po", Periode(date(2014, 8, 1), date(2022, 12, 31)), old_rule, (Leest("tlv"), Leest("swv")))
    after = Regime("po", Periode(date(2023, 1, 1), date(2999, 12, 31)), old_rule, lambda _k, sector: (Leest(sector),))
    both = model(sectoren=("po",), regimes=(before, after), leest=(Leest("swv"),))

    assert (Leest("swv"), Leest("tlv")) == both.tables(None, "po", Schooljaar(2021).periode)
    assert (Leest("swv"), Leest("tlv"), Leest("po")) == both.tables(None, "po", Schooljaar(2022).periode)
    assert (Leest("swv"),) == both.tables(None, "vo", Schooljaar(2022).periode)


def test_a_model_delivers_a_table_or_one_telmoment_of_it() -> None:
    """`levert` names a table or a table at a telmoment, or is a function from the choices and the sector."""
    one = model(verdeel=old_rule, levert=("tlv_telling 1-10 t", "swv"))

    asked = (Leest("tlv_telling", "1-10 t"), Leest("tlv_telling", "1-10 t-1"), Leest("swv"), Leest("swv", "1-10 t"))
    assert [True, False, True, True] == [one.delivers(table, None, "po") for table in asked]
    chosen = model(verdeel=old_rule, levert=lambda keuzes, sector: (keuzes, sector))
    assert [True, True, False] == [chosen.delivers(Leest(t), "tlv", "vo") for t in ("tlv", "vo", "po")]


@pytest.mark.parametrize(
    ("exempt", "text"),
    [
        ({"zwaartekracht": "die geldt hier niet"}, "'zwaartekracht' is not a law"),
        ({"schaal": "nee"}, "say in a sentence why"),
    ],
)
def test_exemptions_name_a_law_and_a_reason(exempt: dict[str, str], text: str) -> None:
    """A law that does not exist, or a reason of one word, is refused where the model is made."""
    with pytest.raises(ValueError, match=text):
        model(verdeel=old_rule, uitzonderingen=exempt)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": "Vestiging zonder adres"}, "'code' must match"),
        ({"ernst": "erg"}, "'ernst' must be in"),
        ({"tekst": "?"}, "'tekst'"),
    ],
)
def test_bevinding_is_validated(changes: dict[str, str], message: str) -> None:
    """A finding has a stable code, a known gravity and a sentence."""
    good = Bevinding("vestiging_zonder_adres", "waarschuwing", "20AB00", "Vestiging 20AB00 heeft geen adres.")

    with pytest.raises(ValueError, match=message):
        attrs.evolve(good, **changes)


def test_uitkomst_of_nothing() -> None:
    """A step that has nothing to book hands back an outcome without lines, tables and findings; none is shared."""
    assert ((), {}, ()) == (Uitkomst().boekingen, Uitkomst().tabellen, Uitkomst().bevindingen)
    assert Uitkomst().tabellen is not Uitkomst().tabellen
