"""The live page in a real browser: a slider moved by keyboard, the amounts, saving, and what axe says of it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright", reason="needs playwright")
pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
pytest.importorskip("uvicorn", reason="needs swvmon[web]")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from swvmon import format_euro
from swvmon_rapport.web.app import make_app
from swvmon_rapport.web.cli import hosts
from swvmon_rapport.web.rekenen import Rekenblad

TOKEN = "geheim-van-de-proef"  # noqa: S105 - of the test
PATIENCE = 60_000
"""Milliseconds; the page answers in a second, a busy machine in more."""


@pytest.fixture(scope="module")
def served(regio, tmp_path_factory) -> Iterator[tuple[str, Any]]:
    """The page of a plan file of its own: its address with the token, and the file."""
    plan = tmp_path_factory.mktemp("pagina") / "VO9901.toml"
    plan.write_text(regio.plan.read_text("utf-8"), "utf-8")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # from now on who connects waits until the server is there
        port = listening.getsockname()[1]
        app = make_app(Rekenblad.of(regio.open(plan)), TOKEN, hosts("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{port}/?token={TOKEN}", plan
        server.should_exit = True
        thread.join()


@pytest.fixture
def opened(browser, served) -> Iterator[tuple[Page, list[str]]]:
    """The page as it is when it has computed the plan, and what its console and its requests to elsewhere told."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda r: told.append(r.url) if not r.url.startswith(served[0].partition("?")[0]) else None)
    page.goto(served[0])
    expect(page.locator("#stand")).to_contain_text("verschil met het plan: geen", timeout=PATIENCE)
    yield page, told
    context.close()


def amounts(page: Page, title: str) -> dict[str, str]:
    """What stands under *Nu*, by row."""
    found = page.locator("table").filter(has_text=title).locator("tbody tr")
    return {row.locator("th").inner_text(): row.locator("td").nth(1).inner_text() for row in found.all()}


def test_a_slider_by_keyboard_gives_what_run_gives(opened, served, regio) -> None:
    """Keys on the slider change the amounts to those of `swvmon run` with the scenario that is then saved."""
    page, told = opened
    _, plan = served

    page.get_by_label("Schuif voor Bandpositie, standaard").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Bandpositie, standaard", exact=True)).to_have_value("0,6")
    expect(page.locator("#stand")).not_to_contain_text("geen", timeout=PATIENCE)
    expect(page.locator("#uitkomst")).not_to_have_attribute("aria-busy", "true", timeout=PATIENCE)
    shown = amounts(page, "Besturen")
    page.get_by_label("Naam, zoals meer-budget").fill("hoger")
    page.get_by_role("button", name="Bewaar in het plan").press("Enter")
    expect(page.locator("#bewaard")).to_contain_text("Scenario hoger is bewaard", timeout=PATIENCE)

    _, run = regio.opdracht(
        *(
            "run",
            "VO9901",
            "--schooljaar",
            "2019/20",
            "--plan",
            plan,
            "--scenario",
            "hoger",
            "--json",
            "--db",
            regio.url,
        )
    )
    boards = json.loads(run)["delen"][1]["per_bestuur_cent"]
    assert {board: format_euro(cents) for board, cents in boards.items()} == shown
    assert [] == told


def test_a_slip_is_told_at_its_field_and_taken_back(opened) -> None:
    """The field is marked and described by the words; the amounts stay; the button brings the plan back."""
    page, told = opened
    before = amounts(page, "Scholen")
    field = page.get_by_label("Bandpositie, standaard", exact=True)

    field.fill("twee")
    expect(field).to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
    expect(field).to_have_accessible_description(
        "In het plan: 0,5; minstens 0; hoogstens 1 'twee' is geen getal; schrijf het als 1250 of 0,5."
    )
    assert before == amounts(page, "Scholen")
    page.get_by_role("button", name="Terug naar het plan").click()
    expect(field).not_to_have_attribute("aria-invalid", "true", timeout=PATIENCE)

    expect(field).to_have_value("0,5")
    assert [] == told


@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing_and_a_phone_shows_it_all(opened, width: int) -> None:
    """No rule of WCAG A or AA is broken, with all parts open; the page is never wider than the screen."""
    page, told = opened
    page.set_viewport_size({"width": width, "height": 900})
    for summary in page.locator("summary").all():
        summary.click()

    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )

    assert [] == [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]]
    assert len(found.response["passes"]) > 20
    assert width >= page.evaluate("document.documentElement.scrollWidth")
    assert [] == told
