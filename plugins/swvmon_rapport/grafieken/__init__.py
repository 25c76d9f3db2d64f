"""Pictures of a report: a figure becomes an SVG that needs nothing, and where it is a chart its Vega-Lite too.

Which columns a figure has, by its `soort`:

- balken: `wie`, `cent` (length of the bar), `tekst` (beside it); a row each, drawn in this order;
- lijn: `wie` (a line each), `schooljaar`, `cent`, `tekst`;
- strip: `wie` (a row of marks each), `soort`, `waarde` (share), `tekst`;
- stroom: `van`, `naar`, `bedrag_cent`.

No colour stands for good or bad.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from swvmon_rapport.sectie import Figuur

ONZICHTBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that are not seen, and could turn around or hide the text after them."""


@frozen(eq=False)
class Plaat:
    """A drawn figure: the SVG, and the Vega-Lite that it was made from (none of a stroom)."""

    svg: str
    vega_lite: dict[str, Any] | None


def visible(text: str) -> str:
    """Text in which marks that are not seen stand by their code, such as [U+202E]."""
    return ONZICHTBAAR.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def draw(figuur: Figuur) -> Plaat:
    """Draw a figure.

    Raises:
        SwvmonError: altair or vl-convert is not installed.
    """
    rows = figuur.rijen.copy()
    for name in rows.columns.intersection(["wie", "tekst", "soort", "van", "naar"]):
        rows[name] = rows[name].astype("str").map(visible)
    if figuur.soort == "stroom":
        from swvmon_rapport.grafieken.stroom import draw as draw_flow

        return Plaat(draw_flow(rows), None)
    from swvmon_rapport.grafieken import vega

    chart = {"balken": vega.bars, "lijn": vega.line, "strip": vega.strip}[figuur.soort](rows)
    return Plaat(vega.to_svg(chart), chart)
