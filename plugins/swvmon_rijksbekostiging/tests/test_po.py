"""What the rijk pays for primary education; expected numbers are law x counts, worked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import read_parameters
from swvmon.testing import apply, assert_conserved
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING

PARAMETERS = read_parameters("swvmon_rijksbekostiging")
BEFORE = {"80AA00": {"bao": 9_600, "so": 30}, "80DD00": {"sbo": 400}}
NOW = {"80AA00": {"bao": 9_480, "so": 40}, "80DD00": {"sbo": 420}}
TWO = {"1-10 t-1": BEFORE, "1-10 t": NOW}

LICHT_PERSONEEL, LICHT_2015, LICHT_2016 = 1_503_456_00, 29_720_00, 41_143_20
ZWAAR_PERSONEEL, ZWAAR_2015, ZWAAR_2016 = 3_188_300_00, 125_041_67, 176_946_00


def weights(**waarden: str) -> pd.DataFrame:
    """Table kenmerk with the schoolgewicht of schools, from 1 October 2014."""
    codes = [f"80{code}" for code in waarden]
    rows = pd.DataFrame({"code": codes, "waarde": list(waarden.values())}, dtype="str")
    rows = rows.assign(niveau="vestiging", kenmerk="schoolgewicht")
    return rows.assign(geldig_van=date(2014, 10, 1), geldig_tot=None)


def booked(ledger):
    """Account, eurocents and days of each line."""
    return [tuple(r) for r in ledger.regels[["naar", "bedrag_cent", "periode_van", "periode_tot"]].to_numpy()]


def test_2015_16_by_law(region) -> None:
    """Law: licht counts 9,600 and 9,480 pupils of basisscholen, zwaar 10,000 and 9,900 with sbo, so pupils never count.

    The gross zware personnel is published (funding rules section 7 nr 7: 10,000 x 318.83). By hand: 9,600 x 156.61;
    9,600 x 5/12 x 7.43; 9,480 x 7/12 x 7.44; 10,000 x 5/12 x 30.01 = 125,041.666...; 9,900 x 7/12 x 30.64.
    """
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2015/16", TWO), parameters=PARAMETERS)

    year, autumn, spring = (
        (date(2015, 8, 1), date(2016, 7, 31)),
        (date(2015, 8, 1), date(2015, 12, 31)),
        (date(2016, 1, 1), date(2016, 7, 31)),
    )
    assert [
        ("swv:licht:personeel", LICHT_PERSONEEL, *year),
        ("swv:licht:materieel", LICHT_2015, *autumn),
        ("swv:licht:materieel", LICHT_2016, *spring),
        ("swv:zwaar:personeel", ZWAAR_PERSONEEL, *year),
        ("swv:zwaar:materieel", ZWAAR_2015, *autumn),
        ("swv:zwaar:materieel", ZWAAR_2016, *spring),
    ] == booked(ledger)
    assert_conserved(
        ledger,
        rijk_cent=LICHT_PERSONEEL + LICHT_2015 + LICHT_2016 + ZWAAR_PERSONEEL + ZWAAR_2015 + ZWAAR_2016,
        uit_cent=0,
    )


def test_what_a_line_tells(region) -> None:
    """Law, unit, quantity, tariff, ground and status of the first part of material, for the reader of the line."""
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2015/16", TWO), parameters=PARAMETERS)
    line = ledger.boeking(2)

    assert ("rijk:licht", "4000", "7.43") == (line.van, f"{line.hoeveelheid:f}".split(".")[0], f"{line.tarief:.2f}")
    assert "leerling × deel van het kalenderjaar" == line.eenheid
    assert "lichte ondersteuning po, materieel (BWBR0035617 bijlage 3)" == line.grondslag
    assert "Leerlingen op 01-10-2014 × bedrag per leerling." == line.toelichting
    assert ("definitief", "bruto") == (line.status, line.bruto_netto)


def test_transition_year(region) -> None:
    """Law: 2014/15 pays 16,61 per pupil, and 0,26 for 5/12 until 31 December 2014; licht runs as always.

    By hand: 9,600 x 151.06; 9,600 x 5/12 x 7.48; 9,480 x 7/12 x 7.43; 10,000 x 16.61; 10,000 x 5/12 x 0.26 =
    1,083.33; 9,900 x 7/12 x 30.01.
    """
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2014/15", TWO), parameters=PARAMETERS)

    expected = [1_450_176_00, 29_920_00, 41_087_90, 166_100_00, 1_083_33, 173_307_75]
    assert expected == ledger.regels["bedrag_cent"].tolist()


@pytest.mark.parametrize(("schooljaar", "cents"), [("2015/16", 75_03), ("2014/15", 65)])
def test_half_a_cent_goes_up(region, schooljaar: str, cents: int) -> None:
    """Law ("rekenkundig"): 6 x 5/12 x 30.01 = 75.025 is 75.03 euro, and 6 x 5/12 x 0.26 = 0.65 stays as it is."""
    few = {"80AA00": {"bao": 6}}
    ledger = apply(RIJKSBEKOSTIGING, region("po", schooljaar, {"1-10 t-1": few, "1-10 t": {}}), parameters=PARAMETERS)

    assert cents == ledger.saldo("swv:zwaar:materieel")


def test_school_of_two_swvs(region) -> None:
    """By hand: three quarters of 9,600 pupils x 156.61 = 1,127,592.00 euro."""
    view = region("po", "2015/16", TWO, aandeel={"80AA00": "0.75"})

    assert 1_127_592_00 == apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS).saldo("swv:licht:personeel")


@pytest.mark.parametrize(("choice", "pupils"), [("minimum", 101), ("maximum", 104)])
def test_masked_counts(region, choice: str, pupils: int) -> None:
    """A masked count of 1 to 4 beside 100 pupils counts for the end that the plan chooses; by hand x 318.83."""
    rows = pd.DataFrame({"vestiging": ["80AA00", "80DD00"], "soort": ["bao", "sbo"]})
    masked = rows.assign(aantal_min=[100, 1], aantal_max=[100, 4])
    view = region("po", "2015/16", TWO, tables={("leerlingen_po", "1-10 t-1"): masked})

    ledger = apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS, gemaskeerd_als=choice)

    assert pupils * 318_83 == ledger.saldo("swv:zwaar:personeel")
    with pytest.raises(AssertionError, match=r"1 counts are masked by the publisher .*gemaskeerd_als"):
        apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS)


def test_region_without_pupils(region) -> None:
    """No schools, or schools without pupils: no line, and no error."""
    for counts in ({"1-10 t-1": {}, "1-10 t": {}}, {"1-10 t-1": {"80AA00": {"bao": 0}}, "1-10 t": {}}):
        kenmerken = {"kenmerk": weights()}
        view = region("po", "2015/16", counts, tables=kenmerken)
        ledger = apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS, schoolgewicht_kenmerk="schoolgewicht")

        assert 0 == len(ledger.regels)


@pytest.mark.parametrize(
    ("first", "second", "cents"), [("0.5", "0.5", 111_96), ("0.5", "0.4", 0), ("12", "3.5", 1_735_38)]
)
def test_schoolmaatschappelijk_werk(region, first: str, second: str, cents: int) -> None:
    """Law (BWBR0037118 art. 20): 111.96 per schoolgewicht, from a sum of 1. By hand: 15.5 x 111.96 = 1,735.38."""
    kenmerk = {"kenmerk": weights(AA00=first, DD00=second)}
    view = region("po", "2015/16", TWO, tables=kenmerk)
    ledger = apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS, schoolgewicht_kenmerk="schoolgewicht")

    assert LICHT_PERSONEEL + cents == ledger.saldo("swv:licht:personeel")


def test_school_weights_of_another_year_school_and_region(region) -> None:
    """What ended before the school year, is another kenmerk or of another school does not count; by hand."""
    rows = weights(AA00="20", ZZ00="9")
    old = weights(AA00="7").assign(geldig_tot=date(2015, 7, 31))
    later = weights(AA00="7").assign(geldig_van=date(2016, 8, 1))
    other = weights(AA00="7").assign(kenmerk="achterstandsscore")
    board = weights(AA00="7").assign(niveau="bestuur")
    view = region(
        "po",
        "2015/16",
        TWO,
        aandeel={"80AA00": "0.5"},
        tables={"kenmerk": pd.concat([rows, old, later, other, board], ignore_index=True)},
    )

    ledger = apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS, schoolgewicht_kenmerk="schoolgewicht")

    assert LICHT_PERSONEEL // 2 + 10 * 111_96 == ledger.saldo("swv:licht:personeel")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (weights(AA00="veel"), "kenmerk 'schoolgewicht' of 80AA00 is not a number of zero or more"),
        (weights(AA00="-3"), "kenmerk 'schoolgewicht' of 80AA00 is not a number of zero or more"),
        (pd.concat([weights(AA00="1")] * 2), "kenmerk 'schoolgewicht' has two values for 80AA00 in 2015/16: keep one"),
    ],
)
def test_impossible_school_weights_are_refused(region, rows: pd.DataFrame, message: str) -> None:
    """The message names kenmerk and school."""
    view = region("po", "2015/16", TWO, tables={"kenmerk": rows})

    with pytest.raises(AssertionError, match=message):
        apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS, schoolgewicht_kenmerk="schoolgewicht")


def test_school_weight_findings(region) -> None:
    """A basisschool without weight is named (sbo has none), and a sum below 1 is told."""
    from swvmon_rijksbekostiging.po import schoolmaatschappelijk_werk
    from swvmon_rijksbekostiging.post import Berekening

    class Choices:
        schoolgewicht_kenmerk = "schoolgewicht"

    view = region("po", "2015/16", TWO, tables={"kenmerk": weights()})
    lines, findings = schoolmaatschappelijk_werk(Berekening(view, Choices()))

    assert () == lines
    assert [("schoolgewicht_onbekend", "80AA00"), ("schoolgewicht_te_laag", "PO9901")] == [
        (f.code, f.sleutel) for f in findings
    ]


def test_choices_of_the_other_sector_are_refused(region) -> None:
    """The shares of 2012 say nothing in po."""
    shares = {"percentage_lwoo_2012": 10, "percentage_pro_2012": 3}

    with pytest.raises(AssertionError, match="percentage_lwoo_2012 says nothing in po: leave it out"):
        apply(RIJKSBEKOSTIGING, region("po", "2015/16", TWO), parameters=PARAMETERS, **shares)
