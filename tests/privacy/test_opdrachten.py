"""The option `--openbaar` on the command line: no suppressed value reaches a file, the screen or JSON."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from privacy_tabellen import JAAR, REGIO, frame, lines, meting, school

from swvmon.cli import main
from swvmon.privacy import openbaar
from swvmon.store import Store
from swvmon.store.runs import NewRegiojaar

RUN = "ab" * 8
SECRET = 3_717_17
"""Eurocents that stand on a line about three pupils, and nowhere else."""


@pytest.fixture
def swvmon(monkeypatch, capsys, tmp_path):
    """Run `swvmon ARGS` in a folder whose database holds one run with a small group."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SWVMON_DB", raising=False)
    rows = [
        {"vestiging": school(0), "bestuur": "10001", "bedrag_cent": SECRET, "hoeveelheid": 3, "eenheid": "arrangement"},
        {"vestiging": school(1), "bestuur": "10001", "bedrag_cent": 400_00, "hoeveelheid": 8, "eenheid": "arrangement"},
        {"vestiging": school(0), "bestuur": "10001", "bedrag_cent": 77_00, "hoeveelheid": 11, "eenheid": "leerling"},
    ]
    for number, row in enumerate(rows):
        row |= {"stap": ("arrangementen", "arrangementen", "budget")[number]}
    metingen = frame([meting("vestiging", school(n), waarde=v) for n, v in enumerate((3, 20, 30))])
    manifest = {"manifest": 1, "regio": REGIO, "plan": "geheim = 3", "leveringen": [], "schooljaren": [JAAR]}
    with Store.open("sqlite:///swvmon.db", create=True) as store:
        store.start_run(RUN, json.dumps(manifest))
        tables = {"boeking": lines(rows), "meting": metingen}
        stamped = {name: table.assign(run_id=RUN) for name, table in tables.items()}
        store.add_regiojaar(NewRegiojaar(RUN, "plan", REGIO, JAAR, "gelukt", "0" * 64), stamped)
        store.finish_run(RUN)

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["swvmon", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        return stop.value.code or 0, said.out, said.err

    return call


def test_a_public_export_has_no_suppressed_value(swvmon, tmp_path):
    """The files, and what is withheld: 3 (small) and 20 (the smallest other would not be needed without a total)."""
    code, _, _ = swvmon("export", "laatste", "uit", "--openbaar")

    assert 0 == code
    folder = tmp_path / "uit"
    names = {path.name for path in folder.iterdir()}
    assert {"boekingen.csv", "metingen.csv", "onderdrukt.csv", "manifest.json", "OPENBAAR.txt"} == names
    assert "geheim" not in (folder / "manifest.json").read_text("utf-8")
    told = pd.read_csv(folder / "boekingen.csv", dtype="str")
    assert str(SECRET) not in set(told["bedrag_cent"])
    assert SECRET + 400_00 + 77_00 == told["bedrag_cent"].astype(int).sum()
    values = pd.read_csv(folder / "metingen.csv", dtype="str").set_index("sleutel")["waarde"]
    assert {school(1): "20", school(2): "30"} == values.dropna().to_dict()
    why = pd.read_csv(folder / "onderdrukt.csv", dtype="str").fillna("")
    assert {("boeking", "10001", "samengenomen"), ("meting", school(0), "primair")} == set(
        why[["tabel", "sleutel", "reden"]].itertuples(index=False, name=None)
    )


def test_the_export_for_internal_use_is_whole(swvmon, tmp_path):
    """The database keeps full values: without --openbaar they are there."""
    swvmon("export", "laatste", "uit")

    assert str(SECRET) in (tmp_path / "uit" / "boekingen.csv").read_text("utf-8")


def test_both_audiences_do_not_share_a_folder(swvmon):
    """A folder with the notice of the one refuses the other."""
    swvmon("export", "laatste", "uit")

    code, _, error = swvmon("export", "laatste", "uit", "--openbaar")

    assert 2 == code
    assert "holds an export for internal use" in error


def test_two_public_exports_are_the_same(swvmon, tmp_path):
    """Byte for byte."""
    for name in ("een", "twee"):
        swvmon("export", "laatste", name, "--openbaar")

    for path in (tmp_path / "een").iterdir():
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_public_explanation_has_no_suppressed_line_and_no_total(swvmon, form):
    """The line of three pupils is not there, nor its sum with the other line; the other line is."""
    code, out, _ = swvmon("explain", "laatste", school(0), "--openbaar", *form)

    assert 0 == code
    for cents in (SECRET, SECRET + 77_00):
        assert str(cents) not in out
        assert f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,")) not in out
    assert "arrangementen" in out
    assert ("7700" if form else "77,00") in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--minimum", "10"), "--minimum goes with --openbaar"),
        (("--openbaar", "--minimum", "3"), "a minimum is 5 or more, found 3"),
        (("--openbaar", "--minimum", "veel"), "--minimum veel: write it like 10"),
    ],
)
def test_a_minimum_that_cannot_be(swvmon, arguments, message):
    """Refused with what to do."""
    code, _, error = swvmon("export", "laatste", "uit", *arguments)

    assert 2 == code
    assert message in error


def _kept():
    with Store.open("sqlite:///swvmon.db") as store:
        return [(row.minimum, dict(row.per_indicator)) for row in store.openbaarmakingen(RUN)], store.onderdrukt(RUN)


def test_what_was_withheld_is_kept_without_values(swvmon):
    """The first export keeps its rule and its gaps; the second adds nothing."""
    for name in ("een", "twee"):
        swvmon("export", "laatste", name, "--openbaar")

    rules, gaps = _kept()
    assert [(5, {})] == rules
    assert [(school(0), "waarde", "primair")] == list(gaps[["sleutel", "veld", "reden"]].itertuples(index=False))


def test_a_later_export_withholds_what_an_earlier_one_did(swvmon, tmp_path, monkeypatch):
    """What the first chose stays withheld, also where it would be chosen otherwise now: the 30 of a tampered choice."""
    real = openbaar.suppress
    monkeypatch.setattr(
        openbaar,
        "suppress",
        lambda s, ook=(), *_: real(s, [*ook, s.number((REGIO, "vestiging", school(2)), 30).echt]),
    )
    swvmon("export", "laatste", "een", "--openbaar")
    monkeypatch.setattr(openbaar, "suppress", real)

    for minimum in ("5", "10"):
        swvmon("export", "laatste", minimum, "--openbaar", "--minimum", minimum, "--motor", "gulzig")
        values = pd.read_csv(tmp_path / minimum / "metingen.csv", dtype="str").set_index("sleutel")["waarde"]
        assert {school(1): "20"} == values.dropna().to_dict()
    assert [(5, {}), (10, {})] == _kept()[0]


def test_a_lower_minimum_than_before_is_refused(swvmon):
    """What was published with 10 may not be published with 5, nor without the higher minimum of an indicator."""
    swvmon("export", "laatste", "een", "--openbaar", "--minimum", "10", "--minimum", "deelname=25")

    code, _, error = swvmon("export", "laatste", "twee", "--openbaar", "--minimum", "10")

    assert 2 == code
    assert "was published with a higher minimum" in error
    assert "--minimum 10 --minimum deelname=25" in error
