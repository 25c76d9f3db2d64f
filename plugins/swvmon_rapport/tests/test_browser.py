"""The report in a real browser: it loads, sorts, opens a school, prints, is used without a mouse, and is accessible."""

from __future__ import annotations

import pytest


@pytest.fixture
def open_page(browser):
    """Open a file, of a width in pixels, without network; the page has `fouten`: what the console and scripts said."""
    contexts = []

    def opened(path, width=1200, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.fouten = []
        page.on("console", lambda message: page.fouten.append(message.text))
        page.on("pageerror", lambda error: page.fouten.append(str(error)))
        page.on("request", lambda request: page.fouten.extend([request.url] * request.url.startswith("http")))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def compressed(gegevens, tmp_path_factory):
    """The same report with the pages of schools compressed, as where there are many."""
    from swvmon_rapport.html import pagina

    path = tmp_path_factory.mktemp("ingepakt") / "rapport.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagina, "UITGESCHREVEN", 0)
        patch.setattr(pagina, "RIJEN", 0)
        path.write_text(pagina.render(gegevens), "utf-8")
    return path


def column(page, table, heading):
    """The exact values, or the texts, of a column from top to bottom."""
    return page.evaluate(
        """([table, heading]) => {
            const t = document.querySelector(`table[data-tabel="${table}"]`);
            const n = [...t.tHead.rows[0].cells].findIndex((c) => c.textContent.trim() === heading);
            return [...t.tBodies[0].rows].map((r) => r.cells[n].dataset.waarde ?? r.cells[n].textContent.trim());
        }""",
        [table, heading],
    )


@pytest.mark.parametrize("kind", ["rapport", "compressed"])
def test_sorts_by_number_and_by_text(open_page, request, kind):
    """A heading sorts: amounts from high to low by their cents, then the other way; names by the alphabet."""
    page = open_page(request.getfixturevalue(kind))
    page.locator("table[data-tabel=budget-per-school] tbody tr").first.wait_for()
    heading = page.get_by_role("table").locator("[data-kolom=per_leerling_cent] button").first
    assert 7 == len(column(page, "budget-per-school", "School"))
    values = [float(v) for v in column(page, "budget-per-school", "Per leerling")]
    heading.click()
    assert sorted(values, reverse=True) == [float(v) for v in column(page, "budget-per-school", "Per leerling")]
    heading.click()
    assert sorted(values) == [float(v) for v in column(page, "budget-per-school", "Per leerling")]
    assert "ascending" == page.locator("[aria-sort]").get_attribute("aria-sort")
    page.locator("table[data-tabel=budget-per-school] [data-kolom=gemeente] button").click()
    assert ["DUINRADE"] * 3 + ["WATERHOVEN"] * 4 == column(page, "budget-per-school", "Gemeente")
    assert [] == page.fouten


@pytest.mark.parametrize("kind", ["rapport", "compressed"])
def test_opens_the_page_of_a_school(open_page, request, kind):
    """A link in the table, an address and the list each show the one school, written out or compressed."""
    path = request.getfixturevalue(kind)
    page = open_page(path)
    page.locator("a[href='#school-90BB00']").first.click()
    page.locator("#school-90BB00.open").wait_for()
    page.select_option("#kies-school", "90DD00")
    page.locator("#school-90DD00.open").wait_for()

    assert ["school-90DD00"] == page.evaluate("[...document.querySelectorAll('.school.open')].map((e) => e.id)")
    assert [] == page.fouten


def test_without_a_mouse(open_page, rapport):
    """By keyboard alone: the first tab skips to the content, Enter sorts, and a link opens a school that gets focus."""
    page = open_page(rapport)
    page.keyboard.press("Tab")
    assert "Naar de inhoud" == page.evaluate("document.activeElement.textContent")
    page.locator("table[data-tabel=budget-per-school] [data-kolom=leerlingen] button").focus()
    page.keyboard.press("Enter")
    assert ["1064", "888", "692"] == column(page, "budget-per-school", "Leerlingen")[:3]  # regression
    page.locator("table[data-tabel=budget-per-school] a").first.focus()
    page.keyboard.press("Enter")
    page.locator(".school.open").wait_for()
    assert "school-90EE00" == page.evaluate("document.activeElement.id")
    outline = page.evaluate(
        "(document.querySelector('#kies-school').focus(), getComputedStyle(document.activeElement).outlineStyle)"
    )
    assert "none" != outline


@pytest.mark.parametrize(("width", "pointed"), [(1200, False), (360, False), (360, True)])
def test_accessible(open_page, rapport, width, pointed):
    """axe-core finds no violation of WCAG 2.2 A or AA, with a school open and all folded parts unfolded.

    Also where somebody pointed at every chart, which then gets the values at the pointer.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page = open_page(rapport, width)
    page.locator("a[href='#school-90BB00']").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    if pointed:
        page.evaluate("document.querySelectorAll('figure').forEach((f) => f.dispatchEvent(new Event('pointerenter')))")
        page.wait_for_function("!document.querySelector('figure[data-wijsbaar=bezig]')")
        assert page.locator("figure[data-wijsbaar=ja]").count() > 3
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response

    assert [] == [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]]
    assert len(found["passes"]) > 20  # it looked


def test_fits_a_phone(open_page, rapport):
    """On a phone of 360 pixels the page does not scroll sideways; wide tables scroll within themselves."""
    page = open_page(rapport, 360, is_mobile=True, has_touch=True)

    assert 360 == page.evaluate("document.documentElement.scrollWidth")


def test_points_at_a_chart(open_page, rapport):
    """Who points at a chart gets the same chart drawn by Vega, in place of the SVG; without network or error."""
    page = open_page(rapport)
    figure = page.locator("figure.balken").first
    figure.hover()
    page.locator("figure[data-wijsbaar=ja]").wait_for(timeout=30_000)

    assert (1, 0) == (figure.locator("svg").count(), figure.locator("img:visible").count())
    assert [] == page.fouten


def test_without_script(open_page, rapport):
    """Without JavaScript every school is there to read, and every chart is an image."""
    page = open_page(rapport, java_script_enabled=False)

    assert (7, 7) == (page.locator(".school:visible").count(), page.locator(".school").count())
    assert page.locator("figure img:visible").count() == page.locator("figure").count() > 0


def test_prints_on_a4_and_says_confidential_on_each_page(open_page, rapport, tmp_path):
    """Every printed page is A4 and says that it is confidential; of one school only that school is printed."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    page = open_page(rapport)
    page.pdf(path=tmp_path / "heel.pdf", prefer_css_page_size=True)
    page.locator("a[href='#school-90BB00']").first.click()
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Druk deze school af").click()
    page.pdf(path=tmp_path / "school.pdf", prefer_css_page_size=True)

    def pages(name):
        with pdfium.PdfDocument(tmp_path / name) as document:
            texts = [sheet.get_textpage().get_text_range() for sheet in document]
            return texts, {tuple(round(side) for side in sheet.get_size()) for sheet in document}

    for name in ("heel.pdf", "school.pdf"):
        texts, sizes = pages(name)
        assert {(595, 842)} == sizes  # A4 in points
        assert [] == [text for text in texts if "Vertrouwelijk: alleen voor intern gebruik" not in text]
    assert "Vmbo Het Gilde" in texts[0]
    assert len(texts) < len(pages("heel.pdf")[0])
    assert "Verantwoording" not in "".join(texts)
