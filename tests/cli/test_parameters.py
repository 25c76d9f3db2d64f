"""`swvmon parameters check`: gaps, ends, uncertain values, and identities between published numbers."""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib import invalidate_caches
from importlib.metadata import entry_points

import pytest

from swvmon.hooks import discovery

CARD = """
naam = "proef"
versie = "1.0"
hook_api = 1
titel = "Proef"
beschrijving = "Getallen om te toetsen."
licentie = "MIT"
soorten = ["verdeelmodel"]
sectoren = ["po"]
"""


def series(name, *values):
    """A parameter with values of (amount, first year, last year, status)."""
    rows = ", ".join(
        f'{{ waarde = {amount}, van = "{first}", tot = "{last}", bron = "L2 art. 15", status = "{status}", '
        f"opgehaald = 2026-11-22 }}"
        for amount, first, last, status in values
    )
    return f'[{name}]\ntitel = "Bedrag"\neenheid = "euro"\nper = "schooljaar"\nwaarden = [{rows}]\n'


def year(amount, schooljaar, status="vastgesteld"):
    return amount, schooljaar, schooljaar, status


SOM = (
    '[[identiteit]]\ntitel = "basis + ondersteuning"\nbron = "L2 tabel 1"\n'
    'som = ["basis", "extra"]\ngelijk_aan = "samen"\n'
)
FORMATIE = (
    '[[identiteit]]\ntitel = "één gemiddelde last"\nbron = "L2 tabel 1"\nfactoren = { klein = 0.25, groot = 0.75 }\n'
)


@pytest.fixture
def check(swvmon, tmp_path, monkeypatch):
    """Ship parameter files in a plugin `proef`, beside no others, and check them."""

    def run(*texts, dag="2016-01-01"):
        package = tmp_path / "swvmon_proef"
        (package / "parameters").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "swvmon.toml").write_text(CARD, "utf-8")
        (package / "parameters" / "alles.toml").write_text("\n".join(texts), "utf-8")
        info = tmp_path / "swvmon_proef-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: swvmon-proef\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text("[swvmon]\nproef = swvmon_proef\n", "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        invalidate_caches()
        assert any(point.name == "proef" for point in entry_points(group=discovery.GROUP))
        said = swvmon("--allow-plugin", "proef", "parameters", "check", "--json", "--dag", dag)
        words = swvmon("--allow-plugin", "proef", "parameters", "check", "--dag", dag)
        assert "swvmon_proef" not in sys.modules
        assert said.code == words.code
        return said.code, json.loads(said.out), words.out

    return run


def test_sum_that_holds(check):
    """Published (Regeling vaststelling bedragen): 2.986,87 + 4.268,84 = 7.255,71 and 2.880,94 + 4.117,44 = 6.998,38."""
    code, told, words = check(
        series("basis", year(2880.94, "2014/15"), year(2986.87, "2015/16")),
        series("extra", year(4117.44, "2014/15"), year(4268.84, "2015/16")),
        series("samen", year(6998.38, "2014/15"), year(7255.71, "2015/16")),
        SOM,
    )

    assert 0 == code
    assert ["2880.94 + 4117.44 = 6998.38", "2986.87 + 4268.84 = 7255.71"] == [
        part["tekst"] for part in told["identiteiten"][0]["perioden"]
    ]
    assert "proef: basis + ondersteuning: 2014-08-01 t/m 2015-07-31: 2880.94 + 4117.44 = 6998.38" in words
    assert words.endswith("1 of 1 identities hold; 0 faults\n")


def test_sum_that_is_a_cent_off(check):
    """Worked by hand: one cent more in one year fails that year alone, and exits 2."""
    code, told, words = check(
        series("basis", year(2880.94, "2014/15"), year(2986.88, "2015/16")),
        series("extra", year(4117.44, "2014/15"), year(4268.84, "2015/16")),
        series("samen", year(6998.38, "2014/15"), year(7255.71, "2015/16")),
        SOM,
    )

    assert (2, False) == (code, told["identiteiten"][0]["klopt"])
    assert [True, False] == [part["klopt"] for part in told["identiteiten"][0]["perioden"]]
    assert "! proef: basis + ondersteuning: 2015-08-01 t/m 2016-07-31: 2986.88 + 4268.84 ≠ 7255.71" in words


def test_periods_are_cut_where_one_number_changes(check):
    """Worked by hand: a sum that stands for two years is tried in each, where its parts change; other years are not."""
    _, told, _ = check(
        series("basis", year(1, "2013/14"), year(10, "2014/15"), year(20, "2015/16")),
        series("extra", year(20, "2014/15"), year(10, "2015/16")),
        series("samen", (30, "2014/15", "2015/16", "vastgesteld")),
        SOM,
    )

    assert [("2014-08-01", "2015-07-31", True), ("2015-08-01", "2016-07-31", True)] == [
        (part["van"], part["tot"], part["klopt"]) for part in told["identiteiten"][0]["perioden"]
    ]


@pytest.mark.parametrize(
    ("small", "large", "holds"),
    [
        (100.01, 300.02, True),  # one cost: 400,02 gives 100,005 (100,01) and 300,015 (300,02)
        (100.00, 300.02, False),  # 100,00 wants a cost below 400,02, and 300,02 one of at least 400,02
        (100.00, 300.01, True),
        (100.01, 300.01, False),  # 100,01 wants a cost of at least 400,02, and 300,01 one below 400,02
    ],
)
def test_amounts_of_one_mean_cost(check, small, large, holds):
    """Worked by hand: a half cent is rounded up, so that an upper end is not itself a possible cost."""
    code, told, _ = check(
        series("klein", year(f"{small:.2f}", "2015/16")), series("groot", year(f"{large:.2f}", "2015/16")), FORMATIE
    )

    assert (0 if holds else 2, holds) == (code, told["identiteiten"][0]["klopt"])


def test_ids_with_points_and_a_whole_id(check):
    """An id of a group may stand without quotes, and with the plugin's name before it."""
    text = (
        '[[identiteit]]\ntitel = "één last"\nbron = "L2 tabel 1"\nfactoren = { tlv.laag = 1, "proef.tlv.hoog" = 2 }\n'
    )
    code, told, _ = check(series("tlv.laag", year(5, "2015/16")), series("tlv.hoog", year(10, "2015/16")), text)

    assert (0, True) == (code, told["identiteiten"][0]["klopt"])


@pytest.mark.parametrize(
    ("identity", "message"),
    [
        (SOM, "identiteit 'basis + ondersteuning' of proef: there is no parameter 'extra'"),
        (SOM.replace("extra", "later"), "there is no day on which basis, later, samen all have a value"),
        (SOM.replace("som =", "sum ="), "swvmon_proef/parameters/alles.toml: identiteit: unknown key 'sum'"),
        (SOM.replace('bron = "L2 tabel 1"\n', ""), "identiteit: lacks bron"),
        (SOM.replace('gelijk_aan = "samen"\n', ""), "give `som` with `gelijk_aan`, or `factoren`"),
        (SOM.replace(', "extra"', ""), "needs two parameters or more: one alone always holds"),
        (FORMATIE.replace("0.25", '"0.25"'), "factoren: klein is not a number"),
        (FORMATIE.replace("0.25", "0"), "factoren: klein must be above zero"),
        (SOM.replace("[[identiteit]]", "[identiteit]"), "write [[identiteit]], with two brackets"),
    ],
)
def test_an_identity_that_can_never_fail_is_a_fault(check, identity, message):
    """A misspelt id or key, or an identity without a day to try, exits 2 and says what is wrong."""
    code, _, words = check(
        series("basis", year(1, "2015/16")),
        series("samen", year(1, "2015/16")),
        series("later", year(1, "2019/20")),
        identity,
    )

    assert 2 == code
    assert message in words


def test_gaps_ends_and_uncertain_values(check):
    """Worked by hand: a year without value, a series that ended the day before, and counts by status; exit 0."""
    code, told, words = check(
        series("met_gat", year(1, "2013/14", "voorlopig"), year(2, "2015/16", "aanname"), year(3, "2012/13")),
        series("open", (1, "2014/15", "open", "aanname")),
        dag="2016-08-01",
    )

    assert 0 == code
    assert [
        {
            "id": "proef.met_gat",
            "waarden": 3,
            "gaten": [{"van": "2014-08-01", "tot": "2015-07-31"}],
            "tot": "2016-07-31",
            "afgelopen": True,
            "voorlopig": 1,
            "aanname": 1,
        },
        {
            "id": "proef.open",
            "waarden": 1,
            "gaten": [],
            "tot": "2999-12-31",
            "afgelopen": False,
            "voorlopig": 0,
            "aanname": 1,
        },
    ] == told["parameters"]
    assert [
        "proef.met_gat: no value from 2014-08-01 t/m 2015-07-31",
        "proef.met_gat: ended on 2016-07-31",
        "proef.met_gat: 1 of 3 values voorlopig",
        "proef.met_gat: 1 of 3 values aanname",
        "proef.open: 1 of 1 values aanname",
    ] == words.splitlines()[:-1]
    assert "2 parameters: 1 gaps, 1 ended before 2016-08-01, 1 values voorlopig, 2 aanname" in words


def test_a_series_that_ends_today_has_not_ended(check):
    """The last day counts."""
    _, told, _ = check(series("bedrag", year(1, "2015/16")), dag="2016-07-31")

    assert [False] == [row["afgelopen"] for row in told["parameters"]]


def test_two_values_on_one_day(check):
    """An overlap is a fault, exit 2."""
    code, told, words = check(series("dubbel", (1, "2014/15", "2015/16", "vastgesteld"), year(2, "2015/16")))

    assert 2 == code
    assert ["swvmon_proef/parameters/alles.toml: proef.dubbel: two values hold on 2015-08-01"] == told["fouten"]
    assert "! swvmon_proef/parameters/alles.toml: proef.dubbel: two values hold on 2015-08-01" in words


def test_what_is_shipped_holds(swvmon):
    """Every shipped parameter file can be read, and every shipped identity holds."""
    said = swvmon("parameters", "check")

    assert (0, "") == (said.code, said.err), said.out
    assert f"ended before {date.today()}" in said.out  # noqa: DTZ011 - or a day later, at midnight


def test_the_list_is_as_before(swvmon):
    """`swvmon parameters` lists, with its options; identities are no parameters."""
    rows = json.loads(swvmon("parameters", "--plugin", "swvzhw", "--json").out)

    assert [] == rows["fouten"]
    assert {"swvzhw"} == {row["id"].split(".")[0] for row in rows["parameters"]}
    assert not [row for row in rows["parameters"] if "identiteit" in row["id"]]
