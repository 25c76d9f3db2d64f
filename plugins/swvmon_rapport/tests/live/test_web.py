"""The live page: who gets in, what it computes, what it says of a slip, and what it saves."""

from __future__ import annotations

import asyncio
import json
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs swvmon[web]")
pytest.importorskip("tomlkit", reason="needs swvmon[web]")

from attrs import evolve, field, frozen, validators
from starlette.testclient import TestClient

from swvmon import SwvmonError, grenzen
from swvmon_rapport.web.app import Werk, make_app
from swvmon_rapport.web.bewaren import with_scenario
from swvmon_rapport.web.cli import check_host, hosts
from swvmon_rapport.web.getal import read_number, write_number
from swvmon_rapport.web.knoppen import limits
from swvmon_rapport.web.rekenen import Rekenblad
from swvmon_rapport.web.wacht import HEADERS, LARGEST

TOKEN = "geheim-van-de-proef"  # noqa: S105 - of the test
HOST = "127.0.0.1:8000"


@pytest.fixture(scope="session")
def blad(regio) -> Rekenblad:
    return Rekenblad.of(regio.open())


def client(blad: Rekenblad, host: str = HOST) -> TestClient:
    return TestClient(make_app(blad, TOKEN, hosts("127.0.0.1", 8000)), f"http://{host}", follow_redirects=False)


@pytest.fixture
def page(blad) -> TestClient:
    """A browser that opened the address that swvmon told."""
    made = client(blad)
    made.get(f"/?token={TOKEN}")
    return made


def knop(blad: Rekenblad, stap: str, *sleutel: str) -> str:
    return next(k.id for k in blad.knoppen if (k.stap, k.sleutel) == (stap, sleutel))


def rows(answer: dict[str, Any], deel: int) -> dict[str, int]:
    (jaar,) = answer["jaren"]
    return {rij["naam"]: rij["nu_cent"] for rij in jaar["delen"][deel]["rijen"]}


# --- who gets in


def test_the_token_opens_the_page_once_and_stays_in_a_cookie(blad) -> None:
    """The address with the token leads to one without; the cookie is for this site only and no script reads it."""
    browser = client(blad)

    first = browser.get(f"/?token={TOKEN}")

    assert (303, "/") == (first.status_code, first.headers["location"])
    assert f"swvmon={TOKEN}; HttpOnly; Path=/; SameSite=strict" == first.headers["set-cookie"]
    assert 200 == browser.get("/").status_code


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=anders", f"/reken?token={TOKEN[:-1]}", "/pagina.js", "/x"])
def test_without_the_token_nothing_is_told(blad, path: str) -> None:
    """Every path is refused, in words, with the same headers."""
    answer = client(blad).get(path)

    assert (403, "Geen toegang: open het adres dat swvmon bij het starten noemde.") == (answer.status_code, answer.text)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("host", ["elders.example:8000", "127.0.0.1:8001", "127.0.0.1"])
def test_another_name_for_this_machine_is_refused(blad, host: str) -> None:
    """A site that points its own name at this machine gets nothing, with the token or without."""
    assert 400 == client(blad, host).get(f"/?token={TOKEN}").status_code
    assert 303 == client(blad, "localhost:8000").get(f"/?token={TOKEN}").status_code


@pytest.mark.parametrize("path", ["/reken", "/bewaar"])
def test_a_request_that_the_page_does_not_send_is_refused(page, path: str) -> None:
    """From another site, as a form, too large, unreadable, and as a GET: each refused by its own code."""
    sent = json.dumps({"waarden": {}, "naam": "x"})
    kind = {"Content-Type": "application/json"}

    assert 403 == page.post(path, content=sent, headers={**kind, "Origin": "http://elders.example"}).status_code
    assert 415 == page.post(path, data={"waarden": "{}"}).status_code
    assert 413 == page.post(path, content=b" " * (LARGEST + 1), headers=kind).status_code
    assert 413 == page.post(path, content=iter([sent.encode()]), headers=kind).status_code
    for wrong in ("", "[]", "{}", '{"waarden": []}', '{"waarden": {"k0": 1}}', "[" * 9999):
        assert 400 == page.post(path, content=wrong, headers=kind).status_code
    assert 405 == page.get(path).status_code
    assert 400 == page.post("/bewaar", json={"waarden": {}}).status_code


def test_the_page_brings_all_that_it_needs(page) -> None:
    """Its own style, script and icon, every answer with the policy that forbids any other."""
    text = page.get("/").text

    for path, kind in (("/pagina.css", "text/css"), ("/pagina.js", "text/javascript"), ("/icoon.svg", "image/svg+xml")):
        answer = page.get(path)
        assert (200, True) == (answer.status_code, answer.headers["content-type"].startswith(kind))
        assert HEADERS["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]
        assert f'"{path}"' in text
    assert [] == [part for part in text.split('"') if part.startswith(("http:", "https:", "//"))]


def test_names_of_a_plan_are_text_on_the_page(regio, blad) -> None:
    """What a plan says is shown, never run."""
    named = evolve(blad.rekenaar, plan=evolve(blad.rekenaar.plan, naam="<script>alert(1)</script>"))
    browser = client(evolve(blad, rekenaar=named))
    browser.get(f"/?token={TOKEN}")

    text = browser.get("/").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;: wat als?" in text


# --- what it computes


def test_the_page_gives_what_run_gives_and_stores_nothing(regio, tmp_path) -> None:
    """Moved choices give the amounts of `swvmon run` with a scenario of these choices, to the cent; no run is kept."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(
        regio.plan.read_text("utf-8")
        + '[scenario.proef.swvzhw]\nbandpositie = { standaard = 0.65, "90AA00" = 0.8, "90DD00" = 0 }\n'
        + 'maatwerk_reserve_euro = 2_500\nbrugklas = "gelijk"\n',
        "utf-8",
    )
    _, told = regio.opdracht(
        *(
            "run",
            "VO9901",
            "--schooljaar",
            "2019/20",
            "--plan",
            plan,
            "--scenario",
            "proef",
            "--json",
            "--db",
            regio.url,
        )
    )
    saved, expected = json.loads(told)["delen"]
    blad = Rekenblad.of(regio.open(plan))
    browser = client(blad)
    browser.get(f"/?token={TOKEN}")
    before = regio.runs()
    moved = {
        knop(blad, "swvzhw", "bandpositie", "standaard"): "0,65",
        knop(blad, "swvzhw", "bandpositie", "90DD00"): "0",
        knop(blad, "swvzhw", "maatwerk_reserve_euro"): "2.500,00",
        knop(blad, "swvzhw", "brugklas"): "gelijk",
    }

    answer = browser.post("/reken", json={"waarden": moved}).json()

    assert expected["per_bestuur_cent"] == rows(answer, 1)
    assert expected["saldi_cent"] == {n: c for n, c in rows(answer, 0).items() if n.startswith("swv:")}
    assert (
        expected["totalen_cent"]["vestiging"] == rows(answer, 0)["alle scholen samen"] == sum(rows(answer, 2).values())
    )
    boards = answer["jaren"][0]["delen"][1]["rijen"]
    assert saved["per_bestuur_cent"] == {rij["naam"]: rij["opgeslagen_cent"] for rij in boards}
    assert saved["per_bestuur_cent"] != expected["per_bestuur_cent"]
    assert before == regio.runs()


def test_without_a_change_nothing_differs(blad, page) -> None:
    """All fields as they were filled in give the plan: no difference anywhere."""
    answer = page.post("/reken", json={"waarden": {k.id: k.waarde for k in blad.knoppen}}).json()

    found = {rij["verschil"] for deel in answer["jaren"][0]["delen"] for rij in deel["rijen"]}
    assert {"geen"} == found


@pytest.mark.parametrize(
    ("sleutel", "tekst", "fout"),
    [
        (("budget_euro",), "veel", "'veel' is geen getal; schrijf het als 1250 of 0,5."),
        (("budget_euro",), "-1", "-1 kan niet: het is minstens 0."),
        (("bandpositie", "standaard"), "1,01", "1,01 kan niet: het is minstens 0 en hoogstens 1."),
        (("brugklas",), "anders", "Kies een van: naar_bovenbouw, gelijk."),
        (("verhoog_tarief",), "true", "Kies een van: nee, ja."),
        (
            ("budget_euro",),
            "0,005",
            "0,005 kan niet bij deze keuze: schrijf hele centen.",
        ),
    ],
)
def test_a_slip_is_told_in_words_at_its_field(blad, page, sleutel, tekst, fout) -> None:
    """What cannot be is told beside its own field, and nothing is computed."""
    place = knop(blad, "swvzhw", *sleutel)

    answer = page.post("/reken", json={"waarden": {place: tekst}})

    assert (200, {place: fout}) == (answer.status_code, answer.json()["fouten"])


def test_a_chain_that_fails_is_told_in_words(regio, tmp_path) -> None:
    """Choices with which a step fails give its words, not amounts; a plan that fails itself is not opened."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(
        'indicatoren = []\n[regio]\ncode = "VO9901"\n[grootboek.opening_euro]\n"swv:budget" = 1000\n'
        '[[keten]]\nmodel = "bestemming"\n'
        'posten = [{ naar = "swv:organisatie", omschrijving = "kantoor", rest = true }]\n'
        '[[keten]]\nmodel = "rijksbekostiging"\nbudget_euro = 10\n'
        '[[keten]]\nmodel = "schoolmodel"\nbudget_euro = 10\n',
        "utf-8",
    )
    blad = Rekenblad.of(regio.open(plan))

    answer = blad.reken({knop(blad, "schoolmodel", "budget_euro"): "5000"})

    assert [""] == list(answer["fouten"])
    assert answer["fouten"][""].startswith("Met deze keuze kan het plan niet worden doorgerekend; stap schoolmodel: ")
    plan.write_text(
        plan.read_text("utf-8").replace('schoolmodel"\nbudget_euro = 10', 'schoolmodel"\nbudget_euro = 5000')
    )
    with pytest.raises(SwvmonError, match="step 'schoolmodel' failed"):
        Rekenblad.of(regio.open(plan))


def test_one_at_a_time_and_the_newest_wins() -> None:
    """Of requests that come while one is computed only the newest is computed; the others hear that they are late."""
    started, finish, asked = threading.Event(), threading.Event(), []

    class Blad:
        def reken(self, teksten: dict[str, str]) -> dict[str, str]:
            asked.append(teksten["n"])
            started.set()
            assert finish.wait(10)
            return teksten

    async def burst() -> list[Any]:
        werk = Werk(Blad(), None)  # type: ignore[arg-type] - only what a computation asks of it
        first = asyncio.create_task(werk.reken({"n": "1"}))
        await asyncio.to_thread(started.wait, 10)
        later = [asyncio.create_task(werk.reken({"n": n})) for n in "23"]
        await asyncio.sleep(0)
        finish.set()
        return await asyncio.gather(first, *later)

    assert [None, None, {"n": "3"}] == asyncio.run(burst())
    assert ["1", "3"] == asked


# --- what it saves


@pytest.fixture
def own(regio, tmp_path, blad) -> tuple[TestClient, Rekenblad, Path]:
    """A page on a plan file of one's own."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(regio.plan.read_text("utf-8"), "utf-8")
    mine = evolve(blad, rekenaar=regio.open(plan))
    browser = client(mine)
    browser.get(f"/?token={TOKEN}")
    return browser, mine, plan


def test_a_scenario_is_added_and_replaced_in_the_plan(own, regio) -> None:
    """The file keeps every line, gets the scenario behind them, and `run` gives what the page showed."""
    browser, blad, plan = own
    before = plan.read_text("utf-8")
    place = knop(blad, "swvzhw", "bandpositie", "standaard")

    first = browser.post("/bewaar", json={"naam": "lager", "waarden": {place: "0,4"}})
    second = browser.post("/bewaar", json={"naam": "lager", "waarden": {place: "0,35"}})

    assert (200, f"Scenario lager is bewaard in {plan}. Reken het met --scenario lager.") == (
        first.status_code,
        first.json()["bewaard"],
    )
    assert f"Scenario lager is vervangen in {plan}. Reken het met --scenario lager." == second.json()["bewaard"]
    assert (
        before + "\n[scenario.lager.swvzhw]\nbandpositie = {standaard = 0.35, 90AA00 = 0.8, 90DD00 = 0.25}\n"
        == plan.read_text("utf-8")
    )
    shown = browser.post("/reken", json={"waarden": {place: "0,35"}}).json()
    _, told = regio.opdracht(
        *(
            "run",
            "VO9901",
            "--schooljaar",
            "2019/20",
            "--plan",
            plan,
            "--scenario",
            "lager",
            "--json",
            "--db",
            regio.url,
        )
    )
    assert json.loads(told)["delen"][1]["per_bestuur_cent"] == rows(shown, 1)


@pytest.mark.parametrize("naam", ["", "plan", "Lager", "a b", "a/b", "x" * 61, "é", "-a"])
def test_a_name_that_is_none_is_refused(own, naam: str) -> None:
    """Only small letters, digits and dashes; the file stays as it was."""
    browser, blad, plan = own
    before = plan.read_bytes()

    answer = browser.post("/bewaar", json={"naam": naam, "waarden": {knop(blad, "swvzhw", "budget_euro"): "1"}})

    assert (200, [""], before) == (answer.status_code, list(answer.json()["fouten"]), plan.read_bytes())


def test_what_cannot_be_saved_leaves_the_file_as_it_was(own, monkeypatch) -> None:
    """No change, a slip, a file that changed meanwhile, a disk that refuses: told, and nothing half written."""
    browser, blad, plan = own
    before, budget = plan.read_bytes(), knop(blad, "swvzhw", "budget_euro")

    def told(waarde: str) -> dict[str, str]:
        found: dict[str, str] = browser.post("/bewaar", json={"naam": "x", "waarden": {budget: waarde}}).json()[
            "fouten"
        ]
        return found

    assert {"": "Er is niets anders dan in het plan; er valt geen scenario te bewaren."} == told("320.000")
    assert {budget: "-1 kan niet: het is minstens 0."} == told("-1")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert {"": f"{plan} kan niet worden geschreven: No space left on device"} == told("1")
    assert (before, ["VO9901.toml"]) == (plan.read_bytes(), [p.name for p in plan.parent.iterdir()])
    plan.write_text("# anders\n" + before.decode(), "utf-8")
    assert "is intussen door iets anders veranderd" in told("1")[""]
    assert b"# anders\n" + before == plan.read_bytes()


def test_a_packaged_plan_is_copied_only_when_asked(regio, blad, tmp_path, monkeypatch) -> None:
    """A plan that is shipped is never written; on request a copy is, which the page goes on with."""
    monkeypatch.chdir(tmp_path)
    shipped = evolve(blad.rekenaar, plan=evolve(blad.rekenaar.plan, bron="packaged plan VO9901"))
    browser = client(evolve(blad, rekenaar=shipped))
    browser.get(f"/?token={TOKEN}")
    asked = {"naam": "een", "waarden": {knop(blad, "swvzhw", "budget_euro"): "300000"}}

    assert "wordt niet veranderd" in browser.post("/bewaar", json=asked).json()["fouten"][""]
    assert [] == list(tmp_path.iterdir())
    assert 'id="kopie"' in browser.get("/").text
    assert "bewaard in VO9901.toml" in browser.post("/bewaar", json={**asked, "kopie": True}).json()["bewaard"]
    assert "bewaard in VO9901.toml" in browser.post("/bewaar", json={**asked, "naam": "twee"}).json()["bewaard"]
    assert 'id="kopie"' not in browser.get("/").text
    text = (tmp_path / "VO9901.toml").read_text("utf-8")
    assert text.startswith(blad.rekenaar.plan.tekst)
    assert {"een", "twee", "zware-populatie"} == set(regio.open(tmp_path / "VO9901.toml").plan.scenarios)


def test_members_that_did_not_change_keep_their_source() -> None:
    """Comments between scenarios stay, exact numbers stay exact, a sourced member is written with its source.

    Worked by hand.
    """
    text = "# kop\n[scenario.a.s]\nx = 1 # een\n\n[scenario.b.s]\ny = { z = 2 }\n# slot\n"

    expected = (
        "# kop\n[scenario.b.s]\ny = { z = 2 }\n# slot\n\n[scenario.a.s]\n"
        'y = {z = 0.10, 90AA00 = {waarde = 1.5, bron = "besluit", status = "aanname"}}\n'
    )
    sourced = {"waarde": Decimal("1.5"), "bron": "besluit", "status": "aanname"}
    assert expected == with_scenario(text, "a", {"s": {"y": {"z": Decimal("0.10"), "90AA00": sourced}}})


# --- numbers, limits, addresses


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("1.500", "1500"),
        ("1.500,25", "1500.25"),
        ("1500,25", "1500.25"),
        (" € 12 ", "12"),
        ("\N{MINUS SIGN}3", "-3"),
        ("1.234.567", "1234567"),
        ("12.34,5", None),
        ("1,2,3", None),
        ("1e5", None),
        ("NaN", None),
        ("", None),
        ("٣", None),
        ("1" * 13, None),
    ],
)
def test_numbers_are_read_as_a_dutch_reader_means_them(tekst: str, getal: str | None) -> None:
    """A comma is decimal, points group thousands; a point that groups nothing is decimal; the rest is refused."""
    if getal is None:
        with pytest.raises(ValueError, match="is geen getal"):
            read_number(tekst)
    else:
        assert Decimal(getal) == read_number(tekst) == read_number(write_number(read_number(tekst)))


@frozen
class Grenzen:
    """Choices with each kind of limit."""

    aandeel: Decimal = field(validator=grenzen.share)
    percentage: Decimal = field(validator=grenzen.percentage)
    euro: Decimal = field(validator=grenzen.euros)
    maanden: int = field(validator=[validators.ge(1), validators.le(12)])
    vrij: Decimal = field(validator=validators.instance_of(Decimal))


@pytest.mark.parametrize(
    ("naam", "waarde", "expected"),
    [
        ("aandeel", Decimal("0.5"), (0, 1)),
        ("aandeel", Decimal("0.333"), (0, 1)),
        ("percentage", Decimal(100), (0, 100)),
        ("euro", Decimal(0), (0, None)),
        ("maanden", 3, (1, 12)),
        ("vrij", Decimal(7), (None, None)),
    ],
)
def test_limits_are_those_of_the_validator(
    naam: str, waarde: Decimal | int, expected: tuple[int | None, int | None]
) -> None:
    """The page knows the limits that a plan is checked by, whoever wrote the validator."""
    attribute = getattr(Grenzen.__attrs_attrs__, naam)

    def takes(candidate: Any) -> bool:
        try:
            attribute.validator(None, attribute, candidate)
        except ValueError:
            return False
        return True

    assert expected == limits(waarde, takes, whole=isinstance(waarde, int))


@pytest.mark.parametrize(
    ("host", "netwerk", "address"),
    [
        ("127.0.0.1", False, "127.0.0.1"),
        ("localhost", False, "127.0.0.1"),
        ("::1", False, "::1"),
        ("192.168.1.5", True, "192.168.1.5"),
        ("192.168.1.5", False, None),
        ("0.0.0.0", True, None),  # noqa: S104 - it is refused
        ("::", True, None),
        ("swv.example", True, None),
    ],
)
def test_only_this_machine_unless_asked(host: str, netwerk: bool, address: str | None) -> None:
    """Another address needs --netwerk; one that stands for all of them, or a name, is refused."""
    if address is None:
        with pytest.raises(SwvmonError, match="--host"):
            check_host(host, netwerk=netwerk)
    else:
        assert address == check_host(host, netwerk=netwerk)


def test_a_name_of_another_machine_is_no_name_of_ours() -> None:
    """`localhost` is a name of this machine's own address only."""
    assert {"127.0.0.1:1", "localhost:1"} == hosts("127.0.0.1", 1)
    assert {"[::1]:1", "localhost:1"} == hosts("[::1]", 1)
    assert {"192.168.1.5:1"} == hosts("192.168.1.5", 1)
