"""StatLine: a table is fetched only when asked, saved as one file, and read back with each figure in its own state."""

import pytest

from swvmon import Bestand, SwvmonError
from swvmon_cbs import momentopname, swvmon_register_databronnen
from swvmon_cbs.statline import tabellen

from .conftest import ANSWERS, OBSERVATIONS, SERVICE

ROWS = [
    ("85490NED", "M1_1", "RegioS=GM0363", "2022SJ00", "120", "aantal", "definitief"),
    ("85490NED", "M2", "RegioS=GM0363", "2023SJ00", "33.25", "%", "voorlopig"),
    ("85490NED", "M1_1", "RegioS=GM9", "2022SJ00", None, "aantal", "geheim"),
    ("85490NED", "M1_1", "RegioS=GM8", "2022SJ00", None, "aantal", "onmogelijk"),
    ("85490NED", "M2", "RegioS=GM8", "2023SJ00", None, "%", "onbekend"),
]
"""The observations of the made-up table as rows of `statline`, worked by hand."""
COLUMNS = ("tabel", "maat", "dimensies", "periode", "waarde", "eenheid", "status")


def databron():
    found = []
    swvmon_register_databronnen(found.append)
    return found[0]


def snapshot(**anders):
    whole = {
        "tabel": "85490NED",
        "Properties": ANSWERS["/Properties"],
        "Dimensions": ANSWERS["/Dimensions"],
        "MeasureCodes": ANSWERS["/MeasureCodes"],
        "Codes": {"RegioS": ANSWERS["/RegioSCodes"], "Perioden": ANSWERS["/PeriodenCodes"]},
        "Observations": OBSERVATIONS,
    }
    return whole | anders


def claims(kop):
    return [dataset.naam for dataset in databron().datasets if dataset.herken(kop)]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_fetch_save_and_load(form, service, swvmon, tmp_path):
    """Page after page into one file, and from there into `statline`: the same rows from both forms."""
    path = tmp_path / f"tabel.{form}"
    assert (0, f"wrote {path}; load it with: swvmon load {path}\n") == swvmon(
        "statline", "85490NED", "-o", path, "--online"
    )
    assert [f"{SERVICE}/Observations?$skip=2", f"{SERVICE}/Observations?$skip=4"] == [
        url.replace("%24", "$") for url in service.asked if "skip" in url
    ]
    code, shown = swvmon("load", path)
    assert (0, True) == (code, "cbs_statline_85490ned  stand 2026-08-02  5 rows read, 5 accepted" in shown)
    assert ROWS == swvmon.rows("statline", "tabel", *COLUMNS[1:])
    assert ("geeft reden 'Vervallen' voor ontbrekende cijfers; die tellen als onbekend" in shown) is (form == "json")


def test_without_online_nothing_is_fetched(service, swvmon, tmp_path):
    """The network is never used unasked."""
    code, shown = swvmon("statline", "85490NED", "-o", tmp_path / "a.json")
    assert (2, []) == (code, service.asked)
    assert "fetching 85490NED needs the network, which swvmon never uses unasked; add --online" in shown
    assert not (tmp_path / "a.json").exists()


def test_cache(service, swvmon, tmp_path):
    """A table that did not change is fetched once; one that changed is fetched again."""
    fetch = ("statline", "85490NED", "--online", "--cache", tmp_path / "cache", "-o")
    swvmon(*fetch, tmp_path / "a.json")
    first = len(service.asked)
    swvmon(*fetch, tmp_path / "b.json")
    assert [f"{SERVICE}/Properties"] == service.asked[first:]
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    service.answers["/Properties"] = ANSWERS["/Properties"] | {"Modified": "2026-09-01T00:00:00"}
    swvmon(*fetch, tmp_path / "c.json")
    assert first + 1 + first == len(service.asked)
    assert 2 == len(list((tmp_path / "cache").iterdir()))
    service.answers["/Properties"] = {"Title": "x"}
    assert "does not tell when table 85490NED changed" in swvmon(*fetch, tmp_path / "d.json")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("../etc", "-o", "a.json", "--online"), "is no number of a StatLine table"),
        (("85490NED", "-o", "a.txt", "--online"), "give a name that ends in .json or .csv"),
        (("99999NED", "-o", "a.json", "--online"), "Properties: is not there; is the number of the table right?"),
    ],
)
@pytest.mark.usefixtures("service")
def test_what_the_user_can_mend(words, message, swvmon, tmp_path):
    """One line, exit 2, and no file."""
    words = [tmp_path / word if word.startswith("a.") else word for word in words]
    code, shown = swvmon("statline", *words)
    assert (2, True) == (code, message in shown)
    assert not list(tmp_path.glob("a.*"))


def test_a_service_that_misbehaves(service, swvmon, tmp_path):
    """Another address, a failure, no JSON, no list and a strange dimension are refused; no file is left."""
    httpx = pytest.importorskip("httpx")
    fetch = ("statline", "85490NED", "--online", "-o", tmp_path / "a.json")

    def refused(**answers):
        before = dict(service.answers)
        service.answers.update({key if key == "next" else f"/{key}": value for key, value in answers.items()})
        code, shown = swvmon(*fetch)
        service.answers.clear()
        service.answers.update(before)
        assert 2 == code
        assert not (tmp_path / "a.json").exists()
        return shown

    assert "sends on to 'https://elders.example/Observations', another place" in refused(
        next="https://elders.example/Observations"
    )
    assert "answers 503; try again later" in refused(Dimensions=httpx.Response(503))
    assert "gives no JSON object" in refused(Dimensions=httpx.Response(200, text="<html>"))
    assert "gives no list of rows" in refused(Dimensions={"value": 3})
    assert "names a dimension ['../x'] that is none" in refused(Dimensions=[{"Identifier": "../x"}])


def test_the_same_table_gives_the_same_bytes():
    """No clock and no order of keys in a snapshot; one observation per line."""
    turned = snapshot(Properties=dict(reversed(ANSWERS["/Properties"].items())))
    assert momentopname.as_json(snapshot()) == momentopname.as_json(turned)
    lines = momentopname.as_json(snapshot()).decode().splitlines()
    assert len(OBSERVATIONS) == sum(line.startswith('{"Id"') for line in lines)


def test_each_table_is_a_dataset_of_its_own(tmp_path):
    """So that a run can read several; a table that is not listed goes to the last one. The card has them all."""
    path = tmp_path / "a.json"
    for tabel, expected in (
        ("85490NED", "cbs_statline_85490ned"),
        ("71478ned", "cbs_statline_71478ned"),
        ("12345", "cbs_statline_overig"),
    ):
        path.write_bytes(momentopname.as_json(snapshot(tabel=tabel)))
        assert [expected] == claims(Bestand.open(path).kop)
    path.write_bytes(momentopname.as_csv(path, momentopname.parse(path, momentopname.as_json(snapshot()))))
    assert ["cbs_statline_85490ned"] == claims(Bestand.open(path).kop)
    path.write_text('{"tabel": "85490NED"}')
    assert [] == claims(Bestand.open(path).kop)
    import tomllib
    from importlib.resources import files

    card = tomllib.loads((files("swvmon_cbs") / "swvmon.toml").read_text("utf-8"))
    assert card["datasets"] == [dataset.naam for dataset in databron().datasets]
    assert len(tabellen()) + 2 == len(card["datasets"])


def test_a_table_without_a_period(tmp_path):
    """The period is empty and the status of a figure is not known."""
    rows = [{"Measure": "M1_1", "Value": 3, "RegioS": "GM1"}]
    path = tmp_path / "a.json"
    path.write_bytes(momentopname.as_json(snapshot(Dimensions=ANSWERS["/Dimensions"][:1], Observations=rows)))
    frame = databron().datasets[-1].lees(Bestand.open(path)).tabellen["statline"]
    assert [("RegioS=GM1", "", "onbekend")] == list(
        frame[["dimensies", "periode", "status"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"swvmon_statline": 1, "tabel": "85490NED", ', "is no JSON"),
        (b'{"swvmon_statline": 2, "tabel": "85490NED"}', "is no StatLine snapshot of version 1"),
        (b'{"swvmon_statline": 1, "tabel": "85490NED"}', "lacks Properties, Dimensions"),
    ],
)
def test_damaged_snapshots(content, message, tmp_path):
    """One line that says what to do."""
    with pytest.raises(SwvmonError, match=message):
        momentopname.parse(tmp_path / "a.json", content)


@pytest.mark.parametrize(
    "part", [{"Observations": []}, {"Observations": [{"Measure": "M2"}]}, {"Dimensions": [{}]}, {"Codes": 3}]
)
def test_snapshots_of_another_form(part, tmp_path):
    """A part that is not what the service gives refuses the file."""
    path = tmp_path / "a.json"
    path.write_bytes(momentopname.as_json(snapshot(**part)))
    with pytest.raises(SwvmonError, match="cannot be read as a StatLine table"):
        databron().datasets[-1].lees(Bestand.open(path))


def test_csv_of_the_publisher_s_habits(tmp_path):
    """A point is secret and an empty cell impossible; a number with a reason why it is missing is rejected."""
    header = ";".join(momentopname.CSV_KOLOMMEN)
    cells = [
        (".", "definitief"),
        ("", "definitief"),
        ("", "geheim"),
        ("7", "geheim"),
        ("-7.5", "voorlopig"),
        ("7,5", "definitief"),
    ]
    lines = [
        f"71478ned;2026-08-02;M1;RegioS=GM{i};2022JJ00;{value};aantal;{state}" for i, (value, state) in enumerate(cells)
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([header, *lines]) + "\n")
    gelezen = databron().datasets[-1].lees(Bestand.open(path))
    frame = gelezen.tabellen["statline"]
    assert ["geheim", "onmogelijk", "geheim", "voorlopig"] == frame["status"].tolist()
    assert [True, True, True, False] == frame["waarde"].isna().tolist()
    assert [(5, "7"), (7, "7,5")] == list(gelezen.afkeuringen[["regel", "gevonden"]].itertuples(index=False, name=None))
    path.write_text("\n".join([header, lines[0], lines[1].replace("71478ned", "85490NED")]) + "\n")
    with pytest.raises(SwvmonError, match="tells of more than one table or version"):
        databron().datasets[-1].lees(Bestand.open(path))


def test_the_registered_publisher():
    """CBS, with the licence of its data; the workbook and the tables."""
    assert ("cbs", "CC-BY-4.0", "cbs_achterstandsscores") == (
        databron().naam,
        databron().licentie,
        databron().datasets[0].naam,
    )
