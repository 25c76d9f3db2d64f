"""A report of the fictional region, read back from its HTML; and a browser to look at it."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser

import pytest
from python_calamine import CalamineWorkbook

from swvmon.testing import make_opdracht

DEMO = 'indicatoren = ["besteding", "deelname_pro", "groei"]'
INDICATOREN = (
    'indicatoren = ["bedrag_per_leerling", "deelname_pro", "gini_leerling", "groei", "herverdeeleffect", '
    '"herverdeeleffect_bestuur"]'
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Pagina(HTMLParser):
    """What an HTML report holds, as a reader's machine sees it.

    Attributes:
        tabellen: name of a table, or (vestiging, schooljaar) of the lines of a school, to its rows; a row is column
            heading to the exact value of a number, else the text.
        kengetallen: what stands out, to its exact value.
        elementen: every element with its attributes.
        tekst: all text outside scripts and styles.
    """

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tabellen, self.kengetallen, self.elementen, self.tekst = {}, {}, [], ""
        self.rijen, self.koppen, self.cel, self.kop, self.buiten = None, [], None, False, ""
        self.feed(html.replace("\N{NO-BREAK SPACE}", " "))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elementen.append((tag, given))
        if tag in {"script", "style"}:
            self.buiten = tag
        if "data-kengetal" in given:
            self.kengetallen[given["data-kengetal"]] = given["data-waarde"]
        if tag == "table":
            name = given.get("data-tabel", (given.get("data-school"), given.get("data-schooljaar")))
            self.rijen, self.koppen = [], []
            self.tabellen[name] = self.rijen
        elif tag in {"thead", "tbody", "tfoot"}:
            self.kop = tag == "thead"
        elif tag == "tr" and not self.kop:
            self.rijen.append({})
        elif tag in {"th", "td"} and self.rijen is not None:
            self.cel = [given.get("data-waarde"), ""]
            if given.get("colspan"):
                self.rijen[-1] |= {self.koppen[n]: "" for n in range(1, int(given["colspan"]))}

    def handle_endtag(self, tag):
        if tag == self.buiten:
            self.buiten = ""
        elif tag in {"th", "td"} and self.cel is not None:
            value, text = self.cel
            if self.kop:
                self.koppen.append(text.strip())
            else:
                name = self.koppen[0] if not self.rijen[-1] else next(k for k in self.koppen if k not in self.rijen[-1])
                self.rijen[-1][name] = text.strip() if value is None else value
            self.cel = None
        elif tag == "table":
            self.rijen = None

    def handle_data(self, data):
        if not self.buiten:
            self.tekst += data
            if self.cel is not None:
                self.cel[1] += data


@pytest.fixture(scope="session")
def read_html():
    """Read an HTML report back."""
    return Pagina


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with a run of the fictional region, plan and scenario, in swvmon.db."""
    folder = tmp_path_factory.mktemp("rapport")
    region = folder / "waterhoven"
    with pytest.MonkeyPatch.context() as patch:
        command = make_opdracht(folder, patch)
        assert 0 == command("demo", region)[0]
        plan = region / "VO9901.toml"
        text = plan.read_text("utf-8").replace(DEMO, INDICATOREN)
        assert INDICATOREN in text
        plan.write_text(text, "utf-8")
        assert 0 == command("load", region / "data")[0]
        run = ("run", "VO9901", "--plan", plan, "--schooljaar", "2019/20")
        assert 0 == command(*run, "--scenario", "plan", "--scenario", "zware-populatie")[0]
    return folder


@pytest.fixture(scope="session")
def database(folder):
    """URL of the database of the run."""
    return f"sqlite:///{folder / 'swvmon.db'}"


@pytest.fixture
def command(folder, tmp_path, monkeypatch):
    """The command line in a folder of its own, on a copy of that database."""
    made = make_opdracht(tmp_path, monkeypatch)
    shutil.copy(folder / "swvmon.db", made.database)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture(scope="session")
def inhoud(database):
    """The run, for internal use."""
    from swvmon import read_run

    return read_run(database, "laatste")


@pytest.fixture(scope="session")
def gegevens(inhoud):
    """Its one region."""
    from swvmon_rapport.gegevens import choose_region

    return choose_region(inhoud)


@pytest.fixture(scope="session")
def rapport(gegevens, tmp_path_factory):
    """The report as a file."""
    from swvmon_rapport.html.pagina import render

    path = tmp_path_factory.mktemp("html") / "rapport.html"
    path.write_text(render(gegevens), "utf-8")
    return path


@pytest.fixture(scope="session")
def werkboek(gegevens, tmp_path_factory):
    """The workbook as a file."""
    from swvmon_rapport.werkboek.boek import as_xlsx

    path = tmp_path_factory.mktemp("werkboek") / "rapport.xlsx"
    path.write_bytes(as_xlsx(gegevens))
    return path


@pytest.fixture(scope="session")
def read_xlsx():
    """Read a workbook back: sheet to rows, a row is column heading to value; prose is rows of two texts."""

    def read(path):
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        prose = sheets.pop("Toelichting")
        tables = {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in sheets.items()}
        return {"Toelichting": prose, **tables}

    return read


@pytest.fixture(scope="module")
def browser():
    """Chromium of this machine, gone after a module, as it keeps an event loop running; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for path in map(shutil.which, CHROMIUM) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
