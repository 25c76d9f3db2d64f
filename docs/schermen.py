"""Make the pictures of the site from the fictional region: `python docs/schermen.py`.

Runs the region with its scenario in a temporary folder, writes the report, opens the live page, and takes PNG's of both
in `docs/_build/schermen`. Needs playwright and a Chromium of this machine; without one the site goes without.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENS = Path(__file__).parent / "_build" / "schermen"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWVMON = str(Path(sys.executable).with_name("swvmon"))
YEAR = ("VO9901", "--schooljaar", "2019/20")


def main() -> None:
    """Replace the pictures, or tell why there are none."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no screens: none of {', '.join(BROWSERS)} is on this machine; the site is built without them")
        return
    from playwright.sync_api import sync_playwright

    SCREENS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        region = Path(folder) / "waterhoven"
        swvmon(Path(folder), "demo", region.name)
        swvmon(region, "load", "data")
        swvmon(region, "run", *YEAR, "--scenario", "zware-populatie")
        swvmon(region, "report", "laatste", "-o", "rapport.html")
        opened = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1100, "height": 705}, locale="nl-NL", color_scheme="light")
        take_report(page, (region / "rapport.html").as_uri())
        with served(region) as address:
            take_live_page(page, address)
        opened.close()


def swvmon(folder: Path, *words: str) -> None:
    """Run a command of swvmon in a folder; its output is told where it fails."""
    done = subprocess.run([SWVMON, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"swvmon {' '.join(words)}: exit {done.returncode}\n{done.stdout.decode()}")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the live page of the region, for as long as it is needed."""
    command = [SWVMON, "serve", *YEAR]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            yield next(line.split()[1] for line in server.stdout or () if line.startswith("open "))
        finally:
            server.terminate()


def take_report(page: Page, address: str) -> None:
    """Its first screen, the money flow, and the page of one school."""
    page.goto(address)
    page.screenshot(path=SCREENS / "rapport.png")
    page.add_style_tag(content="section { padding: 1rem }")  # some white around what is cut out
    page.locator("#geldstroom").screenshot(path=SCREENS / "geldstroom.png")
    page.goto(f"{address}#school-90AA00")
    page.locator("#school-90AA00").screenshot(path=SCREENS / "school.png")


def take_live_page(page: Page, address: str) -> None:
    """The live page after a choice was moved."""
    from playwright.sync_api import expect

    stand = page.locator("#stand")
    page.goto(address)
    expect(stand).to_contain_text("verschil met het plan: geen", timeout=60_000)
    page.get_by_label("Bandpositie, standaard", exact=True).fill("0,6")
    expect(stand).not_to_contain_text("geen", timeout=60_000)
    expect(page.locator("#uitkomst")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    page.screenshot(path=SCREENS / "live.png")


if __name__ == "__main__":
    main()
