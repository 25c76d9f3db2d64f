"""`swvmon effect` as a user has it: files in, words or JSON out, faults told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from swvmon import SwvmonError
from swvmon_effectmeting.analyse import analyse
from swvmon_effectmeting.cli import cmd
from swvmon_effectmeting.invoer import from_metingen, read_panel
from swvmon_effectmeting.specificatie import Specificatie, read_specification

DID = 'methode = "did"\nuitkomst = ["deelname", "leeg"]\ntijd = "jaar"\nbehandeling = "begin"\ncluster = "regio"\n'


@pytest.fixture
def folder(tmp_path, frame):
    """A folder with a panel, in which one outcome is empty."""
    frame.assign(leeg=np.nan).to_csv(tmp_path / "paneel.csv", index=False)
    return tmp_path


@pytest.fixture
def effect(folder):
    """Call the command with a specification; gives what it prints."""

    def call(spec, *options):
        (folder / "spec.toml").write_text(spec, "utf-8")
        done = CliRunner().invoke(cmd, [str(folder / "spec.toml"), *options])
        if done.exception:
            raise done.exception
        return done.output

    return call


def test_json(effect, folder, frame, read):
    """The numbers are those of the library, unrounded; an outcome that is not there has a code and no number."""
    from swvmon_effectmeting.did import did

    full, empty = json.loads(effect(DID + 'correctie = "holm"', "--paneel", str(folder / "paneel.csv"), "--json"))
    found = did(read(frame))

    assert found.waarde == pytest.approx(full["schatting"]["waarde"], abs=1e-12)
    assert found.p == pytest.approx(full["p_gecorrigeerd"], rel=1e-9)
    assert {"uitkomst": "leeg", "onderwerp": "effect", "geen_uitkomst": "uitkomst_ontbreekt"} == {
        key: empty[key] for key in ("uitkomst", "onderwerp", "geen_uitkomst")
    }
    assert "schatting" not in empty
    assert {"naam", "f", "teller", "noemer", "p"} == set(full["voortrend"])
    assert 7 == len(full["perioden"])


def test_parquet_and_csv_are_the_same(folder, frame):
    """A panel from Parquet, from CSV with commas and from CSV with semicolons and decimal commas."""
    frame.to_parquet(folder / "paneel.parquet")
    frame.to_csv(folder / "nl.csv", index=False, sep=";", decimal=",", encoding="utf-8-sig")
    comma, semicolon, parquet = (read_panel(folder / name) for name in ("paneel.csv", "nl.csv", "paneel.parquet"))

    for other in (semicolon, parquet):
        assert comma["deelname"].tolist() == pytest.approx(other["deelname"].tolist(), abs=1e-12)
        assert comma["swv"].tolist() == other["swv"].tolist()


def test_many_outcomes_are_corrected(frame):
    """Worked by hand: with six outcomes p is multiplied by six, and the smallest effect grows."""
    random = np.random.default_rng(9)
    names = tuple(f"ruis{at}" for at in range(5))
    more = frame.assign(**{name: random.normal(size=len(frame)) for name in names})
    spec = {"methode": "did", "tijd": "jaar", "behandeling": "begin", "cluster": "regio"}
    plain = analyse(more, Specificatie(uitkomst=("deelname", *names), **spec))
    corrected = analyse(more, Specificatie(uitkomst=("deelname", *names), correctie="bonferroni", **spec))

    assert [min(1, 6 * u.schatting.p) for u in plain] == pytest.approx([u.p_gecorrigeerd for u in corrected])
    assert all(after.kleinste > before.kleinste for before, after in zip(plain, corrected, strict=True))


def test_a_trend_before_takes_the_star_away(frame):
    """Planted: treated units that already rose before the start have a small p and no support."""
    spec = Specificatie("did", ("deelname",), tijd="jaar", behandeling="begin", cluster="regio")
    jump, trend = (frame["jaar"] >= 2014), 0.5 * (frame["jaar"] - 2014)
    (before,), (after,) = (
        analyse(frame.assign(deelname=frame["deelname"] + more * frame["begin"].notna()), spec)
        for more in (jump, trend)
    )

    assert ("steun", True) == (before.oordeel.code, before.oordeel.ster)
    assert after.schatting.p < 0.05
    assert ("steun_vervalt", False) == (after.oordeel.code, after.oordeel.ster)
    assert "De groepen liepen voor het begin al uiteen" in after.oordeel.tekst


def test_a_bootstrap_that_disagrees_takes_the_star_away(frame):
    """By hand: of 2^10 patterns no p below 2/1024 comes out, so at 0,001 nothing stands however small the other p."""
    strong = frame.assign(deelname=frame["deelname"] + 50 * (frame["jaar"] >= 2014) * frame["begin"].notna())
    spec = {"methode": "did", "uitkomst": ("deelname",), "tijd": "jaar", "behandeling": "begin", "cluster": "regio"}
    (found,) = analyse(strong, Specificatie(**spec, trekkingen=1024, grens_p=0.001))

    assert found.schatting.p < 1e-6
    assert 2 / 1024 == found.bootstrap.p
    assert "steun_vervalt" == found.oordeel.code
    assert "De wild bootstrap" in found.oordeel.tekst


def test_rows_can_be_chosen(effect, folder, frame):
    """`waar` takes the rows that hold a text; none left is an error."""
    spec = 'methode = "its"\nuitkomst = ["deelname"]\ntijd = "jaar"\nvanaf = "2014"\nwaar = { regio = "r3" }\n'
    found = json.loads(effect(spec, "--paneel", str(folder / "paneel.csv"), "--json"))
    mean = frame[frame["regio"] == "r3"].groupby("jaar")["deelname"].mean()

    assert ["niveau", "helling"] == [part["onderwerp"] for part in found]
    before = np.polyfit(range(-4, 0), mean[:4], 1)
    after = np.polyfit(range(4), mean[4:], 1)
    assert (after - before)[::-1] == pytest.approx([part["schatting"]["waarde"] for part in found], abs=1e-9)
    with pytest.raises(SwvmonError, match="no row of the panel fits waar"):
        effect(spec.replace("r3", "r99"), "--paneel", str(folder / "paneel.csv"))


def test_correlation_over_the_same_units(frame):
    """A unit without a number is refused, or left out and told; x is its last value up to the last period."""
    wide = frame.pivot(index="swv", columns="jaar", values="deelname")
    x = pd.Series(np.arange(20) ** 1.5, index=wide.index)
    panel = frame.assign(x=frame["swv"].map(x).where(frame["jaar"] == 2011))
    spec = {"methode": "samenhang", "uitkomst": ("deelname",), "tijd": "jaar", "verklarend": "x"}
    spans = (("2010", "2013"), ("2017",))
    change, level, difference = analyse(panel, Specificatie(**spec, perioden=spans))

    assert np.corrcoef(x, wide[2013] - wide[2010])[0, 1] == pytest.approx(change.schatting.waarde)
    assert np.corrcoef(x, wide[2017])[0, 1] == pytest.approx(level.schatting.waarde)
    assert level.schatting.waarde - change.schatting.waarde == pytest.approx(difference.schatting.waarde)
    assert ["2010 naar 2013", "2017", "2017 tegen 2010 naar 2013"] == [u.onderwerp for u in (change, level, difference)]
    holes = panel[(panel["swv"] != "VO9904") | (panel["jaar"] != 2017)]
    assert {"ontbrekende_jaren"} == {u.schatting.code for u in analyse(holes, Specificatie(**spec, perioden=spans))}
    kept = analyse(holes, Specificatie(**spec, perioden=spans, onvolledig="eenheden_weglaten"))
    assert [19, 19, 19] == [u.schatting.n for u in kept]
    assert ("1 eenheden missen een getal en tellen niet mee.",) == kept[0].opmerkingen


@pytest.mark.parametrize(
    ("change", "incomplete", "code"),
    [
        ({"deelname": np.nan}, "weigeren", "uitkomst_ontbreekt"),
        ({"deelname": np.inf}, "weigeren", "uitkomst_ontbreekt"),
        ({"x": np.nan}, "weigeren", "ontbrekende_jaren"),
        ({"x": np.nan}, "eenheden_weglaten", "te_weinig_waarnemingen"),
        ({"x": 1.0}, "weigeren", "geen_variatie"),
    ],
)
def test_no_correlation(frame, change, incomplete, code):
    """An outcome or explaining number that is not there, or the same everywhere, gives a reason for every period."""
    panel = frame.assign(x=frame["deelname"] ** 2).assign(**change)
    spec = {"methode": "samenhang", "uitkomst": ("deelname",), "tijd": "jaar", "verklarend": "x"}
    found = analyse(panel, Specificatie(**spec, perioden=(("2010", "2013"), ("2017",)), onvolledig=incomplete))

    assert {code} == {u.schatting.code for u in found}
    assert {None} == {u.oordeel for u in found}


def test_explaining_number_after_the_period(frame):
    """A number that is first known after the last period explains nothing in it."""
    panel = frame.assign(x=frame["deelname"].where(frame["jaar"] == 2017))[frame["jaar"] > 2010]
    later = panel[(panel["jaar"] < 2016) | (panel["jaar"] == 2017)]
    spec = {"methode": "samenhang", "uitkomst": ("deelname",), "tijd": "jaar", "verklarend": "x"}
    (found,) = analyse(later, Specificatie(**spec, perioden=(("2005",),)))

    assert "uitkomst_ontbreekt" == found.schatting.code


def test_metingen_of_a_run():
    """A row per SWV and school year, a column per indicator and part; masked is empty, other levels are left out."""
    rows = [
        ("swv", "plan", "VO9901", "2018/19", "deelname", "", "berekend", "0.031"),
        ("swv", "plan", "VO9901", "2018/19", "deelname", "vso", "berekend", "0.02"),
        ("swv", "plan", "VO9902", "2018/19", "deelname", "", "gemaskeerd", None),
        ("swv", "anders", "VO9901", "2018/19", "deelname", "", "berekend", "0.9"),
        ("vestiging", "plan", "99AB00", "2018/19", "deelname", "", "berekend", "0.5"),
    ]
    names = ["niveau", "scenario", "sleutel", "schooljaar", "indicator", "onderdeel", "uitkomst", "waarde"]
    panel = from_metingen(pd.DataFrame(rows, columns=names), "plan")

    assert ["swv", "schooljaar", "deelname", "deelname:vso"] == panel.columns.tolist()
    assert [["VO9901", "2018/19", 0.031, 0.02]] == panel[panel["swv"] == "VO9901"].to_numpy().tolist()
    assert ["VO9901", "VO9902"] == panel["swv"].tolist()
    assert panel.loc[panel["swv"] == "VO9902", "deelname"].isna().all()
    with pytest.raises(SwvmonError, match="no metingen of SWV's in scenario 'x'"):
        from_metingen(pd.DataFrame(rows, columns=names), "x")


def test_run_as_source(effect, monkeypatch):
    """The run, database and scenario that are named are read; two SWV's are too few for a correlation, and told so."""
    asked = []
    rows = [("swv", "s2", f"VO990{at}", "2018/19", name, "", "berekend", "0.1") for at in (1, 2) for name in ("a", "b")]
    names = ["niveau", "scenario", "sleutel", "schooljaar", "indicator", "onderdeel", "uitkomst", "waarde"]

    def read_run(database, run):
        asked.append((database, run))
        return SimpleNamespace(metingen=pd.DataFrame(rows, columns=names))

    monkeypatch.setattr("swvmon.read_run", read_run, raising=False)
    spec = 'methode = "samenhang"\nuitkomst = ["a"]\nverklarend = "b"\nperioden = [["2018/19"]]\n'
    printed = effect(spec, "--run", "laatste", "--db", "sqlite:///x.db", "--scenario", "s2")

    assert [("sqlite:///x.db", "laatste")] == asked
    assert "geen uitkomst (te_weinig_waarnemingen): Er zijn te weinig waarnemingen. Er zijn er 2" in printed


def test_figure(effect, folder):
    """An event plot as SVG, with the outcome and all eight periods; skipped where altair is not installed."""
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    effect(DID, "--paneel", str(folder / "paneel.csv"), "--figuur", str(folder / "plot.svg"))
    svg = (folder / "plot.svg").read_text("utf-8")

    assert svg.startswith("<svg")
    assert "deelname: effect" in svg
    assert 8 == len(re.findall('aria-roledescription="point"', svg))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ('methode = "did"', "1 problem\n  uitkomst: is missing"),
        ('methode = "dit"\nuitkomst = ["a"]', "1 problem\n  methode: "),
        (DID + "trekingen = 9", "1 problem\n  trekingen: unknown key; did you mean 'trekkingen'?"),
        (
            'methode = "its"\nuitkomst = ["a"]\ntrekkingen = 9',
            "2 problems\n  vanaf: methode its needs it\n  trekkingen: ",
        ),
        ('methode = "samenhang"\nuitkomst = ["a"]\nverklarend = "x"\nperioden = [[]]', "1 problem\n  perioden: "),
        (DID + "grens_p = 1.5", "1 problem\n  grens_p: "),
        ("methode = ", "is no TOML in UTF-8"),
    ],
)
def test_faults_of_a_specification(tmp_path, spec, message):
    """All faults are told at once, with the key."""
    path = tmp_path / "spec.toml"
    path.write_text(spec, "utf-8")
    with pytest.raises(SwvmonError) as told:
        read_specification(path)

    assert str(told.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("weg.csv", None, "cannot be read (No such file or directory)"),
        ("leeg.csv", b"swv,jaar\n", "has no rows"),
        ("niets.csv", b"", "is no panel"),
        ("latin.csv", "swv,naam\nVO9901,Friesl\xe2n\n".encode("latin-1"), "is no panel"),
        ("kapot.parquet", b"PAR1", "is no panel"),
    ],
)
def test_faults_of_a_file(tmp_path, name, content, message):
    """A file that is not there, is empty or is something else is named."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SwvmonError) as told:
        read_panel(path)

    assert str(told.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize("options", [[], ["--paneel", "a.csv", "--run", "laatste"]])
def test_one_source_of_data(effect, options):
    """Neither a panel nor a run, or both, is an error."""
    with pytest.raises(SwvmonError, match="give the data: either --paneel FILE or --run RUN"):
        effect(DID, *options)


def test_help_and_reading_import_no_statistics():
    """Told by `sys.modules`: help, specifications and published figures import none of the heavy packages."""
    code = (
        "import sys\nimport swvmon_effectmeting.cli, swvmon_effectmeting.specificatie\n"
        "from swvmon_effectmeting import swvmon_register_gepubliceerd\n"
        "figures = []\nswvmon_register_gepubliceerd(figures.append)\n"
        "[f.bereken() for f in figures if f.bereken]\n"
        "print([m for m in ('pandas', 'scipy', 'statsmodels', 'pyfixest', 'altair') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()
