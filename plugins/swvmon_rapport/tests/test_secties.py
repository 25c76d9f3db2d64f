"""Sections that the fictional region has nothing for: verevening, reserves over years, deelname against others."""

from __future__ import annotations

import attrs
import pandas as pd
import pytest

from swvmon_rapport import secties
from swvmon_rapport.gegevens import choose_region
from swvmon_rapport.grafieken import draw


@pytest.fixture(scope="module")
def verlengd(inhoud):
    """The run with a year after it: verevening in both years, money to and from the reserve, other SWV's beside it."""
    lines = inhoud.boekingen
    first = lines[(lines["scenario"] == "plan") & (lines["volgnummer"] == 1)]
    zwaar, pot = "rijk:verevening", "swv:zwaar:personeel"
    booked = [  # volgnummer, schooljaar, van, naar, cent
        (901, "2019/20", zwaar, pot, 30_000),
        (902, "2019/20", pot, zwaar, 5_000),
        (901, "2020/21", pot, zwaar, 10_000),
        (902, "2020/21", "swv:reserve", "swv:budget", 4_000_000),
    ]
    more = [first.assign(volgnummer=n, schooljaar=j, van=v, naar=w, bedrag_cent=c) for n, j, v, w, c in booked]
    mine = inhoud.metingen.query("indicator == 'deelname_pro' and niveau == 'swv' and scenario == 'plan'")
    others = [
        mine.assign(regio=r, niveau=n, sleutel=r, waarde=w)
        for r, n, w in (("VO9902", "swv", "0.02"), ("VO9903", "swv", "0.1"), ("VO", "landelijk", "0.03"))
    ]
    parts = inhoud.delen
    grown = attrs.evolve(
        inhoud,
        boekingen=pd.concat([lines, *more], ignore_index=True),
        metingen=pd.concat([inhoud.metingen, *others], ignore_index=True),
        delen=pd.concat([parts, parts.assign(schooljaar="2020/21")], ignore_index=True),
    )
    return choose_region(grown)


def test_verevening_per_year(verlengd):
    """Per school year what came in less what went out: 300 less 50 euro, then 100 taken (worked by hand)."""
    [table] = secties.verevening(verlengd).tabellen

    assert [("2019/20", 25_000), ("2020/21", -10_000)] == list(
        table.rijen[["schooljaar", "cent"]].itertuples(index=False, name=None)
    )


def test_reserve_over_years(verlengd):
    """The reserve opens with 150,000 euro; after two years 110,000 is left by the plan, 150,000 in the scenario."""
    [figure] = secties.reserve(verlengd).figuren

    assert [
        ("Regioplan", "2019/20", 15_000_000),
        ("Regioplan", "2020/21", 11_000_000),
        ("zware-populatie", "2019/20", 15_000_000),
        ("zware-populatie", "2020/21", 15_000_000),
    ] == list(figure.rijen[["wie", "schooljaar", "cent"]].itertuples(index=False, name=None))
    assert "<svg" in draw(figure).svg


def test_deelname_against_others(verlengd):
    """Beside the own share stand that of the country, and the lowest and highest of the two others (by hand)."""
    [row] = secties.deelname(verlengd).tabellen[0].rijen.to_dict("records")

    assert ["0.03", "0.02", "0.1", 2] == [row[c] for c in ("landelijk", "laagste", "hoogste", "verbanden")]


@pytest.fixture
def met_buren(verlengd):
    """The last school year with deelname, in which VO9903 and VO9902 are named as those nearest to this SWV."""
    one_year = attrs.evolve(verlengd.inhoud, delen=verlengd.inhoud.delen.query("schooljaar == '2019/20'"))
    named = verlengd.landelijk.query("niveau == 'landelijk'").assign(
        indicator="vergelijkbare_verbanden",
        niveau="swv",
        sleutel="VO9901",
        grondslag="kenmerken: gemeenten",
        waarde="1",
    )
    rows = [named.assign(onderdeel=str(n), klasse=k) for n, k in enumerate(("VO9903", "VO9902"), 1)]
    alle = pd.concat([verlengd.landelijk, *rows], ignore_index=True)
    return attrs.evolve(choose_region(one_year), landelijk=alle)


def test_deelname_beside_comparable_swvs(met_buren):
    """They are named, the nearest first, with their median: half of 0.02 and 0.1 together (by hand)."""
    section = secties.deelname(met_buren)
    [row] = section.tabellen[0].rijen.to_dict("records")

    assert "0.06" == row["vergelijkbaar"]
    assert "Vergelijkbaar (mediaan)" == section.tabellen[0].kolommen[-1].kop
    assert "Vergelijkbare verbanden in 2019/20: VO9903, VO9902 (kenmerken: gemeenten)." == section.alineas[-1]
    [figure] = section.figuren
    marks = ["Landelijk", "VO9901", "Vergelijkbaar verband", "Vergelijkbaar verband"]
    assert marks == sorted(figure.rijen["soort"])
    assert "<svg" in draw(figure).svg


def test_strip_shows_every_swv(verlengd):
    """In the last school year that has deelname each SWV has a mark, and so has the country."""
    one_year = attrs.evolve(verlengd.inhoud, delen=verlengd.inhoud.delen.query("schooljaar == '2019/20'"))
    region = attrs.evolve(choose_region(one_year), landelijk=verlengd.landelijk)
    [figure] = secties.deelname(region).figuren

    assert ["Ander verband", "Ander verband", "Landelijk", "VO9901"] == sorted(figure.rijen["soort"])
    assert "4,53%" in draw(figure).svg


def test_nothing_to_tell_is_no_section(gegevens):
    """Without verevening there is no such section; without the indicator the section tells how to get it."""
    without = gegevens.inhoud.metingen.query("indicator != 'bedrag_per_leerling'")
    region = choose_region(attrs.evolve(gegevens.inhoud, metingen=without))

    assert secties.verevening(region) is None
    assert "Zet bedrag_per_leerling onder indicatoren in het regioplan" in secties.per_leerling(region).alineas[0]


def test_a_failed_year_is_told(gegevens):
    """A region-year that failed is named at the top: its amounts are not all there."""
    from swvmon_rapport.html.pagina import render

    failed = gegevens.inhoud.delen.assign(status="mislukt")
    html = render(choose_region(attrs.evolve(gegevens.inhoud, delen=failed)))

    assert "de berekening van 2019/20 is mislukt" in html
