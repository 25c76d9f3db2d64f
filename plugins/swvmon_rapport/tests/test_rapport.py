"""The report tells what the ledger and the metingen tell, and nothing of it can act."""

from __future__ import annotations

import re

import attrs
import pandas as pd
import pytest

from swvmon import SwvmonError

KWAAD = (
    "<script>window.gehackt=1</script>",
    "\"><img src=x onerror='window.gehackt=1'>",
    '=HYPERLINK("http://kwaad.example")',
    "\u202egnihcstard\u2066 {{ 7*7 }}",
    "n" * 300,
)
"""What a name could be: script, markup, a formula, marks that turn text around, a long word."""


def lines_of(inhoud, scenario="plan"):
    return inhoud.boekingen[inhoud.boekingen["scenario"] == scenario]


def received(lines, account):
    """What an account got, worked apart from the code: a sum over its own lines."""
    return int(lines.loc[lines["naar"] == account, "bedrag_cent"].sum()) - int(
        lines.loc[lines["van"] == account, "bedrag_cent"].sum()
    )


def test_amount_of_each_school(inhoud, rapport, read_html):
    """The table of schools has every school of the ledger with the sum of its lines, and the pupils of its meting."""
    page, lines = read_html(rapport.read_text("utf-8")), lines_of(inhoud)
    schools = sorted({v for v in lines["vestiging"] if v})
    measured = inhoud.metingen.query(
        "indicator == 'bedrag_per_leerling' and niveau == 'vestiging' and scenario == 'plan'"
    )
    pupils = dict(zip(measured["sleutel"], measured["noemer"], strict=True))
    per_pupil = dict(zip(measured["sleutel"], measured["waarde"], strict=True))
    expected = [(v, str(received(lines, f"vestiging:{v}")), pupils[v], per_pupil[v]) for v in schools]

    told = sorted(
        (r["School"], r["Bedrag 2019/20"], r["Leerlingen"], r["Per leerling"])
        for r in page.tabellen["budget-per-school"]
    )
    assert expected == told


def test_amount_of_each_board(inhoud, rapport, read_html):
    """The table of boards has the sum of the lines of its schools; together what schools got."""
    page, lines = read_html(rapport.read_text("utf-8")), lines_of(inhoud)
    boards = {}
    for line in lines.to_dict("records"):
        for side, sign in (("naar", 1), ("van", -1)):
            if line[side].startswith("vestiging:"):
                name = f"Bestuur {line['bestuur']}"
                boards[name] = boards.get(name, 0) + sign * line["bedrag_cent"]

    told = {r["Bestuur"]: int(r["Bedrag 2019/20"]) for r in page.tabellen["budget-per-bestuur"]}
    assert boards == told
    assert str(sum(boards.values())) == page.kengetallen["naar scholen en besturen"]


def test_lines_of_each_school(inhoud, rapport, read_html):
    """The page of a school has each of its lines once, in order and signed, and their sum."""
    page, lines = read_html(rapport.read_text("utf-8")), lines_of(inhoud)
    for school in sorted({v for v in lines["vestiging"] if v}):
        account = f"vestiging:{school}"
        mine = lines[(lines["naar"] == account) | (lines["van"] == account)].sort_values("volgnummer")
        expected = [str(c if n == account else -c) for c, n in zip(mine["bedrag_cent"], mine["naar"], strict=True)] + [
            str(received(lines, account))
        ]

        assert expected == [r["Bedrag"] for r in page.tabellen[school, "2019/20"]]


def test_flows_and_balances(inhoud, rapport, read_html):
    """The flows are the lines, net per pair; the balances open with the plan and change by the lines."""
    page, lines = read_html(rapport.read_text("utf-8")), lines_of(inhoud)
    from_rijk = sum(int(r["Bedrag"]) for r in page.tabellen["geldstromen"] if r["Van"].startswith("Rijk"))
    saldi = {r["Rekening"]: (r["Begin"], r["Verandering"], r["Eind"]) for r in page.tabellen["saldi"]}

    assert -received(lines, "rijk:zwaar") == from_rijk == int(page.kengetallen["van het rijk"])
    # the plan opens with a reserve of 150,000 euro, and nothing is booked to it
    assert ("15000000", "0", "15000000") == saldi["Reserve"]
    assert str(received(lines, "swv:budget")) == saldi["Budget samenwerkingsverband"][1]


def test_effect_of_a_scenario(inhoud, rapport, read_html):
    """The differences per school are those that the run measured as herverdeeleffect, and those of boards too."""
    page = read_html(rapport.read_text("utf-8"))
    for table, column, indicator, niveau in (
        ("herverdeling-per-school", "School", "herverdeeleffect", "vestiging"),
        ("herverdeling-per-bestuur", "Bestuur", "herverdeeleffect_bestuur", "bestuur"),
    ):
        rows = inhoud.metingen[(inhoud.metingen["indicator"] == indicator) & (inhoud.metingen["niveau"] == niveau)]
        expected = dict(zip(rows["sleutel"], rows["waarde"], strict=True))

        told = {r[column].removeprefix("Bestuur "): r["Verschil"] for r in page.tabellen[table]}
        assert expected == told


def test_deelname(inhoud, rapport, read_html):
    """Deelname is the meting: teller, noemer and value of the SWV; alone in a run, it is compared with nothing."""
    page = read_html(rapport.read_text("utf-8"))
    row = inhoud.metingen.query("indicator == 'deelname_pro' and niveau == 'swv' and scenario == 'plan'").iloc[0]
    [told] = page.tabellen["deelname"]

    assert [row["teller"], row["noemer"], row["waarde"]] == [told["Leerlingen"], told["Van"], told["VO9901"]]
    assert "geen ander samenwerkingsverband" in page.tekst


def test_every_source_is_told(inhoud, rapport, read_html):
    """Each plugin, levering, number and finding of the run stands in the report."""
    page = read_html(rapport.read_text("utf-8"))
    manifest = inhoud.manifest

    assert [p["inhoud_sha256"] for p in manifest["plugins"]] == [r["Inhoud sha256"] for r in page.tabellen["plugins"]]
    assert [v["sha256"] for v in manifest["leveringen"]] == [r["Sha256"] for r in page.tabellen["leveringen"]]
    assert set(inhoud.parameters["parameter"]) == {r["Parameter"] for r in page.tabellen["gebruikte-getallen"]}
    assert set(inhoud.bevindingen["tekst"]) == {r["Tekst"] for r in page.tabellen["bevindingen"]}


def test_needs_no_network_and_is_small(rapport, read_html):
    """Nothing is fetched: no element has an address but within the page or in itself; the file is below 3 MB."""
    page = read_html(rapport.read_text("utf-8"))
    addresses = [a.get(n) for _, a in page.elementen for n in ("src", "href", "data", "action", "srcset") if a.get(n)]

    assert [] == [a for a in addresses if not a.startswith(("#", "data:"))]
    assert [] == [tag for tag, _ in page.elementen if tag in {"iframe", "object", "embed", "form", "base"}]
    assert rapport.stat().st_size < 3_000_000


def test_same_run_same_bytes(gegevens, rapport):
    """A report is a function of the run: made again, it is the same."""
    from swvmon_rapport.html.pagina import render

    assert rapport.read_text("utf-8") == render(gegevens)


def hostile(inhoud):
    """The run with names, sentences, sources and scenarios that try to act."""

    def spoiled(frame, *columns):
        return frame.assign(
            **{c: [f"{KWAAD[n % len(KWAAD)]}{text}" for n, text in enumerate(frame[c].astype(str))] for c in columns}
        )

    name = {"zware-populatie": KWAAD[0]}
    frames = {
        f.name: getattr(inhoud, f.name).assign(scenario=lambda rows: rows["scenario"].replace(name))
        for f in attrs.fields(type(inhoud))
        if isinstance(getattr(inhoud, f.name), pd.DataFrame) and "scenario" in getattr(inhoud, f.name)
    }
    frames["boekingen"] = spoiled(frames["boekingen"], "grondslag", "toelichting", "eenheid", "status")
    frames["scholen"] = spoiled(frames["scholen"], "naam", "gemeentenaam")
    frames["bevindingen"] = spoiled(frames["bevindingen"], "tekst", "sleutel")
    frames["parameters"] = spoiled(frames["parameters"], "bron", "eenheid")
    frames["pluginstatus"] = spoiled(frames["pluginstatus"].assign(status="mislukt"), "melding")
    plan = inhoud.manifest["plan"].replace("Samenwerkingsverband Waterhoven", f"{KWAAD[0]} Waterhoven")
    return attrs.evolve(inhoud, **frames, manifest={**inhoud.manifest, "plan": plan})


@pytest.mark.parametrize("limit", [10**9, 0], ids=["written out", "compressed"])
def test_hostile_text_stays_text(inhoud, rapport, read_html, monkeypatch, limit):
    """Whatever names and sentences hold, the page has the elements of the report alone, and shows the text."""
    from swvmon_rapport.gegevens import choose_region
    from swvmon_rapport.html import pagina

    monkeypatch.setattr(pagina, "UITGESCHREVEN", limit)
    html = pagina.render(choose_region(hostile(inhoud)))
    page, clean = read_html(html), read_html(rapport.read_text("utf-8"))
    written = page.elementen if limit else None

    assert [] == [a for _, a in page.elementen if any(name.startswith("on") for name in a)]
    assert {tag for tag, _ in page.elementen} <= {tag for tag, _ in clean.elementen}
    assert 3 + (not limit) == sum(tag == "script" for tag, _ in page.elementen)
    assert "<script>window.gehackt=1</script> Waterhoven" in page.tekst
    assert written is None or KWAAD[2] in page.tekst
    assert "\u202e" not in html
    assert "\u2066" not in html
    assert "[U+202E]gnihcstard[U+2066] {{ 7*7 }}" in page.tekst


def test_pictures_of_hostile_names_are_well_formed():
    """A chart and a stroom show markup as text: the SVG holds no element that a name brought."""
    from xml.etree import ElementTree as ET

    from swvmon_rapport.grafieken import draw
    from swvmon_rapport.sectie import Figuur

    rows = pd.DataFrame({"wie": KWAAD, "cent": range(100, 600, 100), "tekst": "€ 1,00"})
    moved = pd.DataFrame({"van": "rijk", "naar": KWAAD, "bedrag_cent": range(100, 600, 100)})
    for figure in (Figuur("a", "A", "balken", rows, "."), Figuur("b", "B", "stroom", moved, ".")):
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(draw(figure).svg).iter()}  # noqa: S314

        assert tags <= {"svg", "g", "path", "rect", "text", "title", "defs", "clipPath", "line"}


def test_pages_are_compressed_where_they_are_many(gegevens, rapport, monkeypatch):
    """Above the limit the pages of schools stand compressed in the file, each the same as it would be written out."""
    import json
    import zlib
    from base64 import b64decode

    from swvmon_rapport.html import pagina

    whole = rapport.read_text("utf-8")
    monkeypatch.setattr(pagina, "UITGESCHREVEN", 0)
    packed = re.search(r'id="schoolpaginas">([^<]+)<', pagina.render(gegevens))[1]
    pages = json.loads(zlib.decompress(b64decode(packed)))

    assert sorted(gegevens.scholen["vestiging"].unique()) == sorted(pages)
    assert all(html in whole for html in pages.values())


def test_command_writes_the_report(command, tmp_path):
    """`swvmon report RUN -o FILE` writes the file and tells its name; for internal use it says confidential."""
    code, told = command("report", "laatste", "-o", "uit.html")

    assert (0, "uit.html") == (code, told.strip())
    html = (tmp_path / "uit.html").read_text("utf-8")
    assert "Vertrouwelijk: alleen voor intern gebruik" in html
    assert "Schoolbudget naar schoolsoort en bandbreedte" in html  # the title of the model, from its plugin
    assert not list(tmp_path.glob(".uit.html*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "0000"), "0000"),
        (("report", "laatste", "--regio", "VO0000"), "has no region VO0000"),
        (("report", "laatste", "--minimum", "10"), "--minimum goes with --openbaar"),
        (("report", "laatste", "-o", "er/is/niet.html"), "cannot write to"),
    ],
)
def test_what_a_user_can_get_wrong(command, tmp_path, arguments, message):
    """An unknown run, region, option or folder is one line with exit 2, and nothing is written."""
    before = sorted(tmp_path.rglob("*.html"))
    code, told = command(*arguments)

    assert (2, True, 1) == (code, message in told, len(told.strip().splitlines()))
    assert before == sorted(tmp_path.rglob("*.html"))


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    """Where writing fails halfway the file that was there stays, and nothing is left beside it."""
    from swvmon import write_whole

    path = tmp_path / "rapport.html"
    path.write_text("oud", "utf-8")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SwvmonError, match="No space left"):
        write_whole(path, b"nieuw")
    assert ["oud"] == [p.read_text("utf-8") for p in tmp_path.iterdir()]


def test_public_report(command, tmp_path, read_html):
    """For publication: the lines of the public run and no other, no total where lines are taken together, and why."""
    pytest.importorskip("scipy", reason="scipy is not installed: --openbaar needs it")
    from swvmon import Regel, read_run

    code, _ = command("report", "laatste", "--openbaar", "--minimum", "10", "-o", "openbaar.html")
    page = read_html((tmp_path / "openbaar.html").read_text("utf-8"))
    told = read_run(f"sqlite:///{command.database}", "laatste", regel=Regel(10))
    lines = lines_of(told)
    by_school = {v: int((lines["vestiging"] == v).sum()) for v in lines["vestiging"] if v}
    shown = {key[0]: len(rows) for key, rows in page.tabellen.items() if isinstance(key, tuple) and key[0]}

    assert 0 == code
    assert "Vertrouwelijk" not in page.tekst
    assert {"leveringen", "gebruikte-getallen", "bevindingen"}.isdisjoint(page.tabellen)
    assert any(lines["naar"].str.startswith("samen:"))  # else this test would show nothing
    assert by_school == shown
    assert {"niet getoond"} == {r["Bedrag 2019/20"] for r in page.tabellen["budget-per-school"]}
    assert len(told.onderdrukt) == len(page.tabellen["weggelaten"])
    flowed = {r["Naar"] for r in page.tabellen["geldstromen"] if r["Naar"].startswith("Bestuur")}
    assert {"Bestuur 99001, een deel", "Bestuur 99002, een deel", "Bestuur 99003, een deel"} == flowed
    assert "Per school loopt dat" not in page.tekst  # of some schools the amount per pupil is withheld
