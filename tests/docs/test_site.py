"""The site: it builds without a warning, has every page, and loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location

import pytest

CSS_LOAD = re.compile(r"@import[^;]*|url\(\s*['\"]?([^'\")]*)")
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def conf(docs):
    """The module `docs/conf.py`."""
    spec = spec_from_file_location("conf_of_site", docs / "conf.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(root, docs, tmp_path_factory):
    """The folder of the site that was built, warnings being errors; skips without Sphinx."""
    for package in ("furo", "myst_parser", "sphinx"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    out = tmp_path_factory.mktemp("site")
    words = [
        "-m",
        "sphinx",
        "--fail-on-warning",
        "--keep-going",
        "--quiet",
        "-d",
        out / "boom",
        "-c",
        docs,
        root,
        out / "site",
    ]
    done = subprocess.run([sys.executable, *map(str, words)], capture_output=True, encoding="utf-8", check=False)
    assert (0, "") == (done.returncode, done.stderr)
    return out / "site"


class Loads(HTMLParser):
    """What a page makes a browser fetch, and the language it says to have."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.language = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang")
        if tag == "link":
            self.addresses.append(given.get("href") or "")
        self.addresses += [given[key] or "" for key in ("src", "srcset", "data", "poster") if key in given]


def test_site_has_every_page(site, root):
    """Each page of docs, each README of a plugin, and the changelog are a page of the site."""
    pages = [
        *root.glob("docs/*.md"),
        *root.glob("plugins/*/README.md"),
        root / "CHANGELOG.md",
        root / "CONTRIBUTING.md",
    ]

    expected = sorted(str(page.relative_to(root).with_suffix(".html")) for page in pages)
    assert expected == sorted(name for name in expected if (site / name).exists())


def test_every_page_is_in_the_contents(site, root, conf):
    """From the front page the sidebar leads to each page of docs."""
    front = (site / "docs" / "index.html").read_text("utf-8")
    sidebar = front[front.index('class="sidebar-tree"') : front.index('class="main"')]

    pages = {page.stem for page in root.glob("docs/*.md")} - {"index"}
    assert set() == pages - set(re.findall(r'href="([\w-]+)\.html"', sidebar))


def test_site_loads_nothing_from_elsewhere(site):
    """No page and no style sheet fetches a font, script, picture or style from another place."""
    found = {}
    for page in site.rglob("*.html"):
        found[page] = [a for a in Loads(page.read_text("utf-8")).addresses if ELSEWHERE.match(a)]
    for sheet in site.rglob("*.css"):
        found[sheet] = [m[0] for m in CSS_LOAD.finditer(sheet.read_text("utf-8")) if ELSEWHERE.match(m[1] or "//")]

    assert {} == {path: addresses for path, addresses in found.items() if addresses}
    assert len(found) > 60


def test_loads_are_seen():
    """What the test above looks for it finds: scripts, pictures, styles and fonts."""
    page = '<html lang="nl"><link href="//a/x.css"><script src="https://a/x.js"></script><img src="x.png"></html>'
    sheet = "@import 'x.css'; a { src: url('https://a/x.woff') } b { src: url(data:font) }"

    assert ["//a/x.css", "https://a/x.js", "x.png"] == Loads(page).addresses
    assert [True, True, False] == [bool(ELSEWHERE.match(m[1] or "//")) for m in CSS_LOAD.finditer(sheet)]


def test_pages_tell_their_language(site):
    """Screen readers read the Dutch pages as Dutch and the others as English."""
    pages = ("gids", "rapport", "index", "hooks")
    languages = [Loads((site / "docs" / f"{page}.html").read_text("utf-8")).language for page in pages]

    assert ["nl", "nl", "en", "en"] == languages


def test_address_of_the_site_leads_to_the_docs(site):
    """Who opens the folder itself is sent to the front page."""
    assert 'url=docs/index.html"' in (site / "index.html").read_text("utf-8")
    assert (site / "docs" / "index.html").exists()


def test_contents_are_the_lists_of_a_map(conf):
    """A list item that starts with a link is an entry under its heading; links in sentences are none."""
    page = "# Map\n\nSee [x](x.md).\n\n## One\n\n- [A](a.md): first\n- [B](../b/README.md)\n- see [C](c.md)\n"

    expected = "\n\n```{toctree}\n:hidden:\n:caption: One\n\n/docs/a\n/b/README\n```"
    assert expected == conf.contents(page, "docs")


def test_a_picture_is_shown_only_where_it_is(conf, tmp_path):
    """Without the pictures of `docs/schermen.py` the page has no broken picture, and nothing in its place."""
    page = "Een.\n\n<!-- scherm: een.png Het eerste scherm -->\n\n<!-- scherm: twee.png Het tweede -->\n"
    (tmp_path / conf.SCREENS).mkdir(parents=True)
    (tmp_path / conf.SCREENS / "een.png").touch()

    expected = f"Een.\n\n![Het eerste scherm]({conf.SCREENS}/een.png)\n\n<!-- scherm: twee.png Het tweede -->\n"
    assert expected == conf.screens(page, tmp_path)


def test_every_picture_of_the_guide_is_made(docs):
    """The pictures that pages ask for are those that the command makes."""
    asked = {name for page in docs.glob("*.md") for name in re.findall(r"<!-- scherm: (\S+)", page.read_text("utf-8"))}

    assert set(re.findall(r'SCREENS / "([\w.]+)"', (docs / "schermen.py").read_text("utf-8"))) == asked


def test_every_plugin_is_listed_by_its_title(root, docs):
    """`docs/meegeleverd.md` has each shipped plugin once, with the title of its card."""
    cards = [(card.parent.name, tomllib.loads(card.read_text("utf-8"))) for card in root.glob("plugins/*/swvmon.toml")]
    expected = sorted(f"- [{card['titel']}](../plugins/{name}/README.md) (`{card['naam']}`)" for name, card in cards)

    page = (docs / "meegeleverd.md").read_text("utf-8")
    assert expected == sorted(line for line in page.splitlines() if line.startswith("- "))
