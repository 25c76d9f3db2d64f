"""What plugins and core agree on: ledger lines, views, models, indicators and metingen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.contract.databron import Databron, Dataset, Leverperiode
from swvmon.contract.gepubliceerd import Gepubliceerd
from swvmon.contract.grootboek import GEGEVEN, KOLOMMEN, REKENING, Grootboek, boekingen, empty_lines
from swvmon.contract.indicator import Indicator
from swvmon.contract.meting import GEGEVEN as METING_GEGEVEN
from swvmon.contract.meting import metingen
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.uitkomst import Bevinding, Uitkomst
from swvmon.contract.verdeelmodel import GeenKeuzes, Regime, Verdeelmodel
from swvmon.errors import ContractViolation, MissingData
from swvmon.geld import exact
from swvmon.perioden import Periode, Schooljaar

untimed = settings(deadline=None)  # a busy machine is not a fault
EXACT_DTYPE = "decimal128(24, 6)[pyarrow]"
YEAR = Schooljaar(2015).periode


def kalenderjaar(year: int) -> Periode:
    return Periode(date(year, 1, 1), date(year, 12, 31))


# --- ledger lines ------------------------------------------------------------------------------------------------


def schools() -> pd.DataFrame:
    """Two schools of SPOW 2023 and one without pupils; their amounts per pupil are published."""
    return pd.DataFrame(
        {
            "vestiging": ["20AB00", "20AB01", "20AC00"],
            "bestuur": ["12345", "12345", "54321"],
            "leerlingen": [250, 0, 80],
        },
        index=[7, 8, 9],
    )


def booked(**changes: object) -> pd.DataFrame:
    regels = schools()
    given_keywords = {
        "van": "swv:licht",
        "naar": "vestiging:" + regels["vestiging"],
        "eenheid": "leerling",
        "hoeveelheid": regels["leerlingen"],
        "tarief": pd.Series([Decimal(176), Decimal(176), Decimal(99)], index=regels.index),
        "grondslag": "ondersteuningsplan",
        "toelichting": "bedrag per leerling",
    }
    return boekingen(regels, **(given_keywords | changes))


def test_boekingen_multiplies_and_leaves_zero_out() -> None:
    """250 x 176 = 44.000 and 80 x 99 = 7.920 (published, SPOW 2023); the school without pupils has no line."""
    lines = booked()

    expected = [("vestiging:20AB00", 4400000, "12345"), ("vestiging:20AC00", 792000, "54321")]
    assert expected == list(lines[["naar", "bedrag_cent", "bestuur"]].itertuples(index=False, name=None))
    assert [0, 1] == list(lines.index)


def test_boekingen_columns_and_dtypes() -> None:
    """All columns of a line in their order, with dtypes that hold money exactly, also where no line is left."""
    for lines in (booked(), booked(hoeveelheid=0), empty_lines()):
        dtypes = lines.dtypes.astype(str)

        assert list(GEGEVEN) == list(lines.columns)
        assert {"int64": ["bedrag_cent"], EXACT_DTYPE: ["hoeveelheid", "tarief"], "Int64": ["corrigeert"]} == {
            kind: list(dtypes[dtypes == kind].index) for kind in ("int64", EXACT_DTYPE, "Int64")
        }


def test_boekingen_rounds_each_line() -> None:
    """Half a cent per line goes up in each line (worked by hand): 3 x 0.5 cent books 3 cents."""
    lines = booked(hoeveelheid=1, tarief=Decimal("0.005"))

    assert [1, 1, 1] == lines["bedrag_cent"].tolist()


def test_boekingen_takes_an_amount_as_it_is() -> None:
    """A given amount is not recomputed from hoeveelheid and tarief, which stay on the line as explanation."""
    lines = booked(bedrag_cent=pd.Series([3, 1, 2], index=[9, 7, 8]))

    assert [1, 2, 3] == lines["bedrag_cent"].tolist()
    assert [250, 0, 80] == lines["hoeveelheid"].tolist()


def test_boekingen_without_a_frame() -> None:
    """A number of lines may stand for the frame: one lump sum is one line (worked by hand)."""
    lines = boekingen(van="rijk:zwaar", naar="swv:zwaar", bedrag_cent=100, grondslag="wet", toelichting="som")

    assert [("rijk:zwaar", "swv:zwaar", 100, "", "netto", "definitief")] == list(
        lines[["van", "naar", "bedrag_cent", "vestiging", "bruto_netto", "status"]].itertuples(index=False, name=None)
    )


def test_boekingen_takes_periods_from_the_frame() -> None:
    """A frame with periods gives each line its own; without, they are left for the engine to fill."""
    regels = schools().assign(periode_van=date(2022, 8, 1), periode_tot=date(2022, 12, 31))
    line = {"van": "swv:licht", "naar": "swv:budget", "bedrag_cent": 1, "grondslag": "x", "toelichting": "x"}

    assert {date(2022, 12, 31)} == set(boekingen(regels, **line)["periode_tot"])
    assert {None} == set(boekingen(schools(), **line)["periode_tot"])


@pytest.mark.parametrize("missing", ["hoeveelheid", "tarief"])
def test_boekingen_needs_an_amount_or_its_factors(missing: str) -> None:
    """A line without bedrag_cent needs both hoeveelheid and tarief."""
    with pytest.raises(ContractViolation, match="needs bedrag_cent, or hoeveelheid and tarief"):
        booked(**{missing: None})


def test_boekingen_leaves_its_input_alone() -> None:
    """The frame that is handed in is not changed."""
    regels = schools()
    boekingen(regels, van="a", naar="b", bedrag_cent=regels["leerlingen"], grondslag="x", toelichting="x")

    pd.testing.assert_frame_equal(schools(), regels)


# --- ledger ------------------------------------------------------------------------------------------------------


def ledger() -> Grootboek:
    """Three lines: 1.000,00 from the rijk, 600,00 to one school, of which 50,01 goes back."""
    rows = [
        (1, "rijk:zwaar", "swv:zwaar", 100000),
        (2, "swv:zwaar", "vestiging:20AB00", 60000),
        (3, "vestiging:20AB00", "swv:zwaar", 5001),
    ]
    return Grootboek(
        pd.DataFrame(rows, columns=["volgnummer", "van", "naar", "bedrag_cent"]), {"swv:reserve": 700, "swv:zwaar": 1}
    )


def test_saldi() -> None:
    """Opening + in - out per account, sorted (worked by hand): 0,01 + 1.000,00 - 600,00 + 50,01 = 450,02."""
    expected = {"rijk:zwaar": -100000, "swv:reserve": 700, "swv:zwaar": 45002, "vestiging:20AB00": 54999}

    actual = ledger().saldi()

    assert list(expected.items()) == list(actual.items())
    assert {int} == {type(amount) for amount in actual.values()}


def test_saldo_of_one_account() -> None:
    """The balance of an account, and zero where nothing was ever booked."""
    assert [45002, 700, 0] == [ledger().saldo(a) for a in ("swv:zwaar", "swv:reserve", "swv:licht")]


def test_saldi_of_an_empty_ledger() -> None:
    """Without lines the balances are the opening balances."""
    assert {"swv:reserve": 700} == Grootboek(empty_lines(), {"swv:reserve": 700}).saldi()


accounts = st.sampled_from(["rijk:zwaar", "swv:zwaar", "swv:licht", "vestiging:20AB00"])
moves = st.lists(st.tuples(accounts, accounts, st.integers(1, 10**11)), max_size=20)


@untimed
@given(moves, st.dictionaries(accounts, st.integers(0, 10**11)))
def test_moving_money_makes_none(rows: list[tuple[str, str, int]], opening: dict[str, int]) -> None:
    """Whatever is booked, the balances together stay what they were at the start."""
    grootboek = Grootboek(pd.DataFrame(rows, columns=["van", "naar", "bedrag_cent"]), opening)

    assert sum(opening.values()) == sum(grootboek.saldi().values())


def test_per_vestiging_and_numbering() -> None:
    """What a school has net (600,00 - 50,01), the next number, and a line by its number (worked by hand)."""
    grootboek = ledger()

    assert ({"20AB00": 54999}, "vestiging") == (
        grootboek.per_vestiging().to_dict(),
        grootboek.per_vestiging().index.name,
    )
    assert 4 == grootboek.volgend_nummer
    assert 5001 == grootboek.boeking(3).bedrag_cent
    with pytest.raises(KeyError):
        grootboek.boeking(4)


def test_ledger_is_read_only() -> None:
    """A frame of lines that is handed out may be changed; the ledger stays as it was."""
    grootboek = ledger()
    before = grootboek.saldi()
    lines = grootboek.regels
    lines.loc[0, "bedrag_cent"] = 0
    lines["erbij"] = 1
    lines.pop("van")

    assert before == grootboek.saldi()
    assert ["volgnummer", "van", "naar", "bedrag_cent"] == list(grootboek.regels.columns)


def test_stored_line_has_the_columns_of_the_contract() -> None:
    """The order of `boekingen.csv`, as settled with its readers."""
    settled = (
        "run_id scenario regio schooljaar periode_van periode_tot volgnummer stap model plugin van naar "
        "bedrag_cent hoeveelheid eenheid tarief pot bruto_netto status bestuur vestiging "
        "grondslag toelichting parameters corrigeert"
    )

    assert tuple(settled.split()) == KOLOMMEN


@pytest.mark.parametrize(
    "account",
    [
        "rijk:zwaar",
        "rijk:lichte_ondersteuning:lwoo",
        "swv:licht",
        "swv:zwaar:materieel",
        "swv:licht:personeel",
        "swv:budget",
        "swv:reserve",
        "swv:reserve:groei_2024",
        "swv:voorziening:jubilea",
        "swv:organisatie",
        "duo:so",
        "duo:vso",
        "duo:sbo",
        "vestiging:20AB00",
        "bestuur:12345",
    ],
)
def test_accounts_of_the_contract(account: str) -> None:
    """Every kind of account of the contract is known."""
    assert REKENING.fullmatch(account)


@pytest.mark.parametrize(
    "account",
    [
        "",
        "rijk",
        "rijk:",
        "rijk:Zwaar",
        "swv",
        "swv:zwaar:overig",
        "swv:reserve:",
        "swv:voorziening",
        "duo:bao",
        "vestiging:20ab00",
        "vestiging:20AB",
        "vestiging:20AB000",
        "bestuur:1234",
        "bestuur:20AB00",
        "swv:licht ",
        "swv:licht\n",
        "school:20AB00",
    ],
)
def test_other_accounts_are_unknown(account: str) -> None:
    """Misspelt accounts, the wrong case, trailing blanks and other depths are not accounts."""
    assert not REKENING.fullmatch(account)


# --- views -------------------------------------------------------------------------------------------------------


def view(**changes: object) -> Momentopname:
    tables = {
        Leest("leerlingen", "1-10 t-1"): pd.DataFrame({"vestiging": ["20AB00", "20AC00"], "aantal": [250, 80]}),
        Leest("adressen"): pd.DataFrame({"vestiging": ["20AB00"], "plaats": ["Zevenhuizen"]}),
    }
    fields = {"regio": "VO2806", "sector": "vo", "schooljaar": Schooljaar(2015), "periode": YEAR, "tabellen": tables}
    return Momentopname(**(fields | changes))


def test_momentopname_gives_declared_tables() -> None:
    """A table is found by its name and telmoment; the keys are listed sorted."""
    assert [250, 80] == view().tabel("leerlingen", "1-10 t-1")["aantal"].tolist()
    assert ["Zevenhuizen"] == view().tabel("adressen")["plaats"].tolist()
    assert (Leest("adressen"), Leest("leerlingen", "1-10 t-1")) == view().sleutels


@pytest.mark.parametrize(("naam", "moment"), [("tlv", ""), ("leerlingen", ""), ("leerlingen", "1-2 t")])
def test_momentopname_refuses_what_was_not_declared(naam: str, moment: str) -> None:
    """An undeclared table, or one at another moment, is refused; the message lists what was declared."""
    with pytest.raises(ContractViolation, match="declared: adressen, leerlingen 1-10 t-1") as caught:
        view().tabel(naam, moment)

    assert repr(naam) in str(caught.value)


def test_momentopname_hands_out_fresh_frames() -> None:
    """What a plugin does to its frame, the next one does not see."""
    momentopname = view()
    expected = view().tabel("leerlingen", "1-10 t-1")

    mine = momentopname.tabel("leerlingen", "1-10 t-1")
    mine.loc[0, "aantal"] = 0
    mine["aantal"] += 1
    mine["erbij"] = "x"
    mine.pop("vestiging")
    mine.columns = ["a", "b"]

    pd.testing.assert_frame_equal(expected, momentopname.tabel("leerlingen", "1-10 t-1"))


def test_values_of_a_handed_out_frame_are_locked() -> None:
    """Writing through to the numbers beneath a column is refused by pandas."""
    numbers = view().tabel("leerlingen", "1-10 t-1")["aantal"].to_numpy()

    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 0


def test_momentopname_narrowed_to_what_is_read() -> None:
    """`only` leaves the tables of one step; what the step did not declare can no longer be read."""
    narrowed = view().only((Leest("adressen"), Leest("tlv")))

    assert (Leest("adressen"),) == narrowed.sleutels
    with pytest.raises(ContractViolation, match=r"declared: adressen$"):
        narrowed.tabel("leerlingen", "1-10 t-1")


def test_momentopname_extended_by_a_step() -> None:
    """A table of an earlier step replaces that table, at that moment, for later steps; the view before it stays."""
    before = view()
    corrected = pd.DataFrame({"vestiging": ["20AB00"], "aantal": [240]})

    after = before.extended({"leerlingen 1-10 t-1": corrected, "nieuw": corrected})

    assert [240] == after.tabel("leerlingen", "1-10 t-1")["aantal"].tolist()
    assert [240] == after.tabel("nieuw")["aantal"].tolist()
    assert {*before.sleutels, Leest("nieuw")} == set(after.sleutels)
    assert [250, 80] == before.tabel("leerlingen", "1-10 t-1")["aantal"].tolist()


def test_momentopname_during_a_part_of_the_year() -> None:
    """A view of a part has other days and the same school year and tables."""
    autumn = Periode(date(2015, 8, 1), date(2015, 12, 31))

    part = view().during(autumn)

    assert (autumn, Schooljaar(2015), view().sleutels) == (part.periode, part.schooljaar, part.sleutels)


def test_former_year() -> None:
    """The former year's view and ledger are handed out where they are; else the message says which year to run."""
    former = (view(schooljaar=Schooljaar(2014)), ledger())

    assert former == view(vorig=former).vorig()
    with pytest.raises(MissingData, match="VO2806 2015/16: the closed ledger of 2014/15 is needed"):
        view().vorig()


def test_momentopname_knows_two_sectors() -> None:
    """A view of another sector than po or vo cannot be made."""
    with pytest.raises(ValueError, match="'sector' must be in"):
        view(sector="mbo")


def test_leest_gives_its_peildatum() -> None:
    """A counted table has a date in a school year (worked by hand); a table that holds as it stands has none."""
    assert date(2014, 10, 1) == Leest("leerlingen", "1-10 t-1").peildatum(Schooljaar(2015))
    assert Leest("adressen").peildatum(Schooljaar(2015)) is None
    assert Leest("adressen").verplicht


@pytest.mark.parametrize("tabel", ["Leerlingen", "", "1cijfer", "leer-lingen"])
def test_leest_refuses_other_names(tabel: str) -> None:
    """Table names are lower case words."""
    with pytest.raises(ValueError, match="'tabel' must match"):
        Leest(tabel)


# --- models ------------------------------------------------------------------------------------------------------


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


@untimed
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


# --- findings, outcomes, indicators, sources, figures ------------------------------------------------------------


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


def indicator(**changes: object) -> Indicator:
    fields = {
        "naam": "deelname",
        "titel": "Deelname",
        "definitie": "leerlingen vso over alle leerlingen",
        "bron": "CBS",
        "soort": "verhouding",
        "aggregatie": "verhouding_van_sommen",
        "sectoren": ("vo",),
        "bereken": lambda _momentopname, _grootboek: pd.DataFrame(),
    }
    return Indicator(**(fields | changes))


@pytest.mark.parametrize(
    "changes",
    [{"soort": "percentage"}, {"aggregatie": "?"}, {"sectoren": ("mbo",)}, {"naam": "Deelname"}, {"definitie": "kort"}],
)
def test_indicator_is_validated(changes: dict[str, object]) -> None:
    """A percentage is no kind of meting; names, sectors and definitions are checked."""
    good = indicator()

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        attrs.evolve(good, **changes)


@pytest.mark.parametrize("changes", [{"naam": "DUO tlv"}, {"periode_soort": "maand"}])
def test_dataset_is_validated(changes: dict[str, str]) -> None:
    """A dataset has a plain name and a known kind of period."""
    fields = {
        "naam": "duo_tlv",
        "titel": "TLV",
        "tabellen": ("tlv",),
        "periode_soort": "peildatum",
        "herken": lambda _kop: True,
        "lees": lambda _bestand: None,
    }

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        Dataset(**(fields | changes))


def test_dataset_without_period_in_its_content() -> None:
    """A dataset that says nothing about its period has none: it is never guessed."""
    dataset = Dataset("duo_tlv", "TLV", ("tlv",), "peildatum", lambda _kop: True, lambda _bestand: None)

    assert dataset.periode(None) is None
    assert () == Databron("duo", "DUO", "DUO", "CC0", (dataset,)).afleidingen


def test_leverperiode_has_a_known_kind() -> None:
    """Another kind of period than the four is refused."""
    with pytest.raises(ValueError, match="'soort' must be in"):
        Leverperiode("maand", YEAR)


@pytest.mark.parametrize("changes", [{"id": "totaal"}, {"precisie": "ongeveer"}, {"bron": ""}, {"eenheid": ""}])
def test_published_figure_is_validated(changes: dict[str, str]) -> None:
    """A published figure has a namespace, a unit, a source and a known precision."""
    good = Gepubliceerd("proef.totaal", "Totaal", Decimal(1), "euro", "2015/16", "R2 regel 3", "exact")

    with pytest.raises(ValueError, match=f"'{next(iter(changes))}'"):
        attrs.evolve(good, **changes)


def measured(**changes: object) -> pd.DataFrame:
    keys = pd.Series(["20AC00", "20AB00"], index=[5, 3])
    fields = {
        "soort": "verhouding",
        "niveau": "vestiging",
        "peildatum": date(2014, 10, 1),
        "eenheid": "aandeel",
        "grondslag": "leerlingen van de vestiging",
        "teller": pd.Series([1, 4], index=[3, 5]),
        "noemer": 80,
    }
    return metingen(keys, **(fields | changes))


def test_metingen_are_sorted_and_aligned() -> None:
    """Rows come sorted by key, each with its own numerator: values are aligned on the index (worked by hand)."""
    rows = measured()

    assert list(METING_GEGEVEN) == list(rows.columns)
    assert [("20AB00", 1, 80), ("20AC00", 4, 80)] == list(
        rows[["sleutel", "teller", "noemer"]].itertuples(index=False, name=None)
    )


def test_metingen_carry_intervals() -> None:
    """A masked "<5" is 1 to 4; where nothing is masked both ends are the same; other numbers are missing."""
    rows = measured(teller_max=pd.Series([4, 4], index=[3, 5]))

    assert ([1, 4], [4, 4]) == (rows["teller"].tolist(), rows["teller_max"].tolist())
    assert rows["noemer"].tolist() == rows["noemer_max"].tolist()
    assert [True, True] == rows["waarde"].isna().tolist()
    assert {EXACT_DTYPE} == set(
        rows[["teller", "teller_max", "noemer", "noemer_max", "waarde", "n"]].dtypes.astype(str)
    )


def test_metingen_take_no_floats() -> None:
    """A ready-made share is refused: the core divides."""
    with pytest.raises(TypeError, match="not exact"):
        measured(soort="aantal", waarde=exact([1, 2]).astype("float64").set_axis([3, 5]))


@pytest.mark.parametrize(
    ("cents", "message"),
    [
        (pd.Series([10.5]), "a column of floats, which are not exact"),
        (pd.Series([10.0]), "a column of floats"),
        (pd.Series([Decimal("10.5")], dtype="object"), "10.5 is not a whole number of eurocents"),
        (exact(pd.Series([Decimal("10.5")], dtype="object")), "10.5[0]* is not a whole number of eurocents"),
    ],
)
def test_a_part_of_a_cent_is_refused_not_cut_off(cents, message):
    """A float, or half a cent, never becomes another amount in silence."""
    line = {"van": "swv:budget", "naar": "bestuur:99001", "grondslag": "proef", "toelichting": "Proef."}

    with pytest.raises(ContractViolation, match=message):
        boekingen(pd.DataFrame(index=[0]), bedrag_cent=cents, **line)
    whole = boekingen(pd.DataFrame(index=[0]), bedrag_cent=exact(pd.Series([Decimal("10.0")], dtype="object")), **line)
    assert [10] == whole["bedrag_cent"].tolist()
