"""Loading: a file is written whole with its origin, or not at all; what is wrong with one does not touch the others."""

import os
from datetime import date

import pytest

from swvmon.run.bestanden import find_files, propose
from swvmon.run.load import load_paths

from .conftest import HEADER


def statuses(results):
    return [(os.path.basename(r.pad), r.status, r.exit_code) for r in results]  # noqa: PTH119 - a text


def test_a_folder_with_a_leveringen_toml(store, bronnen, folder, periods):
    """Periods, status and publisher come from the nearest entry; the store keeps them (by hand)."""
    results = load_paths(store, bronnen, [folder])
    assert statuses(results) == [
        ("LEESMIJ.md", "unrecognised", 0),
        ("gebieden_2015-04-23.csv", "loaded", 0),
        ("vsv-2015.csv", "loaded", 0),
    ]
    rows = store.leveringen().set_index("dataset")
    kept = ["periode_soort", "periode_van", "periode_tot", "periode_exact", "status", "uitgever", "licentie", "plugin"]
    assert rows.loc["proef_vsv", kept].tolist() == [
        "kalenderjaar",
        date(2015, 1, 1),
        date(2015, 12, 31),
        True,
        "voorlopig",
        "Iemand",
        "CC0-1.0",
        "proef",
    ]
    assert rows.loc["proef_regio", kept].tolist() == [
        "stand",
        date(2015, 4, 23),
        date(2015, 4, 23),
        False,
        "onbekend",
        "De uitgever",
        "CC0-1.0",
        "proef",
    ]
    assert store.read("vsv", [results[2].levering])[["vestiging", "vsv_mbo_min", "vsv_mbo_max"]].values.tolist() == [
        ["99ZZ00", 1, 4],
        ["99ZZ01", 2, 2],
    ]


def test_loading_twice_changes_nothing(store, bronnen, folder, periods):
    first = load_paths(store, bronnen, [folder])
    before = store.leveringen()
    again = load_paths(store, bronnen, [folder])
    assert [("present", 0)] * 2 == [(r.status, r.exit_code) for r in again[1:]]
    assert [r.levering for r in first] == [r.levering for r in again]
    assert before.equals(store.leveringen())


def test_what_was_loaded_before_is_not_read_again(store, bronnen, folder, periods, make):
    """The fingerprint is enough: the databron is not asked to read the file a second time."""
    file = folder / "vsv-2015.csv"
    load_paths(store, bronnen, [file])
    unread = make.registered(make.dataset("proef_vsv", make.VSV, "vsv", "kalenderjaar", lees=broken))
    assert "present" == load_paths(store, [unread], [file])[0].status


def test_the_same_content_for_another_period_or_status_is_another_levering(store, bronnen, folder, periods):
    """The fingerprint covers dataset, content, period, status and version of the plugin."""
    file = folder / "vsv-2015.csv"
    load_paths(store, bronnen, [file], peildatum=date(2015, 10, 1))
    load_paths(store, bronnen, [file], peildatum=date(2016, 10, 1))
    load_paths(store, bronnen, [file], peildatum=date(2016, 12, 31))
    assert [date(2015, 1, 1), date(2016, 1, 1)] == store.leveringen()["periode_van"].tolist()


def test_the_option_goes_before_the_toml_and_the_content_before_both(store, bronnen, folder, periods, make):
    from swvmon.run.herkomst import leverperiode

    load_paths(store, bronnen, [folder / "vsv-2015.csv"], peildatum=date(2017, 3, 1))
    told = make.dataset(
        "proef_vsv", make.VSV, "vsv", "kalenderjaar", periode=lambda _kop: leverperiode("kalenderjaar", 2014)
    )
    load_paths(store, [make.registered(told)], [folder / "vsv-2015.csv"], peildatum=date(2017, 3, 1))
    assert [date(2017, 1, 1), date(2014, 1, 1)] == store.leveringen()["periode_van"].tolist()


def test_without_a_period_nothing_is_loaded_and_the_name_is_only_proposed(store, bronnen, folder):
    """Exit 2 in one line that says what to do; the period of the name is not used."""
    results = load_paths(store, bronnen, [folder])
    assert [(r.status, r.exit_code) for r in results[1:]] == [("fault", 2)] * 2
    assert (
        "its name looks like 2015-04-23: add --peildatum 2015-04-23, or run `swvmon leveringen schets"
        in results[1].melding
    )
    assert "proef_vsv needs a kalenderjaar and the content does not tell it" in results[2].melding
    assert len(store.leveringen()) == 0


def test_a_toml_above_the_named_folder_does_not_count(store, bronnen, folder, periods):
    assert [("gebieden_2015-04-23.csv", "fault", 2)] == statuses(load_paths(store, bronnen, [folder / "sub"]))


def test_an_unrecognised_file_is_an_error_where_it_was_named(store, bronnen, folder, periods):
    """Named: exit 2. In a folder: listed; with strict exit 2."""
    assert [("LEESMIJ.md", "unrecognised", 2)] == statuses(load_paths(store, bronnen, [folder / "LEESMIJ.md"]))
    assert load_paths(store, bronnen, [folder])[0].exit_code == 0
    assert load_paths(store, bronnen, [folder], strict=True)[0].exit_code == 2


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, f"{HEADER}\n".encode(), HEADER.replace("brin", "x").encode()])
def test_a_faulty_file_does_not_touch_the_others(store, bronnen, folder, periods, content):
    """Empty, binary, header only, a column gone: told in one line, and the good file is written."""
    (folder / "a.csv").write_bytes(content)
    results = {os.path.basename(r.pad): r for r in load_paths(store, bronnen, [folder])}  # noqa: PTH119 - a text
    assert results["a.csv"].status in ("fault", "unrecognised")
    assert results["a.csv"].melding.startswith(str(folder / "a.csv"))
    assert "loaded" == results["vsv-2015.csv"].status
    assert 2 == len(store.leveringen())


def test_rejected_rows_are_kept_with_their_reason(store, bronnen, folder, periods):
    """Read = accepted + rejected; the store adds double keys (by hand)."""
    rows = ["VO9999;99ZZ;00;100;5;1;<5;0", "VO9999;99ZZ;01;-1;0;0;0;0", "VO9999;99ZZ;0;100;5;1;1;0", "VO9999;99ZZ;02"]
    (folder / "vsv-2015.csv").write_text("\n".join([HEADER, *rows, ""]))
    result = load_paths(store, bronnen, [folder / "vsv-2015.csv"])[0]
    assert ("loaded", 4, 1, 3) == (result.status, result.gelezen, result.geaccepteerd, result.afgekeurd)
    kept = store.afkeuringen(result.levering)[["regel", "kolom", "code", "gevonden"]]
    assert kept.values.tolist() == [
        [3, "aantal_leerlingen", "negatief_aantal", "-1"],
        [4, "vestiging", "dubbele_sleutel", "99ZZ00"],
        [5, "vestiging", "aantal_kolommen", "3 cells"],
    ]


@pytest.mark.parametrize("row", ["VO9999;99ZZ;01;-1;0;0;0;0", "VO9999;99ZZ;0;100;5;1;1;0"])
def test_strict_writes_nothing_of_a_file_with_rejected_rows(store, bronnen, folder, periods, row):
    """Whether reading (a negative count) or storing (a double key) rejects it."""
    (folder / "vsv-2015.csv").write_text(f"{HEADER}\nVO9999;99ZZ;00;1;0;0;0;0\n{row}\n")
    result = load_paths(store, bronnen, [folder / "vsv-2015.csv"], strict=True)[0]
    assert ("fault", 2) == (result.status, result.exit_code)
    assert 0 == len(store.leveringen())


def test_a_file_that_two_datasets_claim_is_refused_naming_both(store, bronnen, folder, periods, make):
    other = make.registered(make.dataset("ander_vsv", make.VSV, "vsv", "stand"), plugin="ander")
    result = load_paths(store, [*bronnen, other], [folder / "vsv-2015.csv"])[0]
    assert ("fault", 2) == (result.status, result.exit_code)
    assert "proef_vsv of plugin proef (swvmon-proef 1.0) and ander_vsv of plugin ander" in result.melding


def broken(*args):
    raise ZeroDivisionError("stuk")


@pytest.mark.parametrize("what", ["herken", "lees", "periode"])
def test_a_plugin_that_raises_is_named_and_the_others_go_on(  # noqa: PLR0917 - fixtures
    store, folder, periods, bronnen, make, what
):
    """Exit 3 with plugin, distribution, version and dataset; the other dataset is loaded."""
    bad = make.dataset("stuk_vsv", make.VSV, "vsv", "kalenderjaar", **{what: broken})
    good = make.registered(bronnen[0].value.datasets[1])
    results = load_paths(store, [make.registered(bad, plugin="stuk"), good], [folder])
    failed = [r for r in results if r.exit_code == 3]
    assert 1 == len(failed)
    assert f"plugin stuk (swvmon-stuk 1.0) failed in {what} of stuk_vsv: ZeroDivisionError: stuk" in failed[0].melding
    assert ["proef_regio"] == store.leveringen()["dataset"].tolist()


@pytest.mark.parametrize(
    ("lees", "message"),
    [(lambda _bestand: None, "expected a Leesresultaat"), (lambda _bestand: _other_table(), "table swv, which")],
)
def test_a_plugin_that_hands_back_something_else_is_named(  # noqa: PLR0917 - fixtures
    store, folder, periods, make, lees, message
):
    bad = make.registered(make.dataset("stuk_vsv", make.VSV, "vsv", "kalenderjaar", lees=lees))
    result = load_paths(store, [bad], [folder / "vsv-2015.csv"])[0]
    assert ("plugin fault", 3) == (result.status, result.exit_code)
    assert message in result.melding


def test_a_frame_of_another_shape_is_the_plugins_fault(store, folder, periods, bronnen, make):
    """What the store refuses about the columns is not the user's to mend: exit 3, nothing written."""
    import attrs

    good = bronnen[0].value.datasets[0]

    def lees(bestand):
        gelezen = good.lees(bestand)
        return attrs.evolve(gelezen, tabellen={"vsv": gelezen.tabellen["vsv"].assign(erbij=1)})

    bad = make.registered(make.dataset("stuk_vsv", make.VSV, "vsv", "kalenderjaar", lees=lees))
    result = load_paths(store, [bad], [folder / "vsv-2015.csv"])[0]
    assert ("plugin fault", 3) == (result.status, result.exit_code)
    assert "erbij" in result.melding
    assert 0 == len(store.leveringen())


def _other_table():
    import pandas as pd

    from swvmon.contract.databron import Leesresultaat

    return Leesresultaat({"swv": pd.DataFrame()}, pd.DataFrame(), 0)


def test_links_out_of_the_folder_are_refused(store, bronnen, folder, periods, tmp_path):
    """Also a link to a folder and one to nothing; a link inside the folder is the same file once more."""
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "vsv.csv").write_text(f"{HEADER}\nVO9999;99ZZ;07;1;0;0;0;0\n")
    (folder / "a.csv").symlink_to(tmp_path / "elders" / "vsv.csv")
    (folder / "b").symlink_to(tmp_path / "elders")
    (folder / "c.csv").symlink_to(folder / "c.csv")
    (folder / "sub" / "d.csv").symlink_to(folder / "sub" / "gebieden_2015-04-23.csv")
    results = {os.path.basename(r.pad): r for r in load_paths(store, bronnen, [folder])}  # noqa: PTH119 - a text
    for name in ("a.csv", "b", "c.csv"):
        assert ("fault", 2) == (results[name].status, results[name].exit_code)
        assert "leads out of" in results[name].melding
    assert {"loaded", "present"} == {results[n].status for n in ("d.csv", "gebieden_2015-04-23.csv")}
    assert 2 == len(store.leveringen())


def test_hidden_folders_are_not_entered_and_order_is_that_of_the_names(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x;y\n")
    (folder / ".verborgen").write_text("x;y\n")
    names = [k.pad.relative_to(folder).as_posix() for k in find_files([folder])]
    assert [".verborgen", "LEESMIJ.md", "sub/gebieden_2015-04-23.csv", "vsv-2015.csv"] == names


@pytest.mark.parametrize(
    ("path", "soort", "expected"),
    [
        ("leerlingen-vo-2019.csv", "peildatum", "2019-10-01"),
        ("01.-leerlingen-2016-2017.csv", "peildatum", "2016-10-01"),
        ("leerlingen_20201001.csv", "peildatum", "2020-10-01"),
        ("vsv-per-swv-2015.csv", "kalenderjaar", "2015-01-01"),
        ("bekostiging-2015-2016.csv", "schooljaar", "2015-08-01"),
        ("pc4_swv_2015-04-23.csv", "stand", "2015-04-23"),
        ("2020-12/alle-vestigingen-vo.csv", "stand", "2020-12-01"),
        ("2020-99/alle-vestigingen-vo.csv", "stand", None),
        ("alle-vestigingen-vo.csv", "stand", None),
        ("123420195678.csv", "peildatum", None),
    ],
)
def test_what_a_name_suggests(path, soort, expected):
    """By hand; a bare year is no stand."""
    from pathlib import Path

    guess = propose(Path("map") / path, soort)
    assert expected == (guess and guess.dagen.van.isoformat())


def test_progress_is_told_per_file(store, bronnen, folder, periods):
    told = []
    load_paths(store, bronnen, [folder], on_progress=lambda *step: told.append(step))
    assert [(0, 3, "LEESMIJ.md"), (1, 3, "gebieden_2015-04-23.csv"), (2, 3, "vsv-2015.csv")] == told
