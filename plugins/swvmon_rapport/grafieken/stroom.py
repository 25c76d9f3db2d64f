"""A Sankey diagram of money: who pays left, who receives right; the width of a band is the amount.

What goes around in a circle is settled first. An account that keeps a part gets a node for it (*blijft staan*), one
that gives more than it got a node for the rest (*stond er al*), so that at every node in between as much comes in as
goes out.
"""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from attrs import define, field
from markupsafe import escape

from swvmon import format_euro

if TYPE_CHECKING:
    import pandas as pd

BREED, HOOG, BALK, RAND = 760, 330, 12, 175
"""Width of the picture, height of all the money, width of a node and room for text at the right, pixels."""
REGEL, LETTERS = 15, 24
"""Height of a line of text, pixels, and its length in letters; a name has two lines at most."""
ONTVANGERS = 14
"""Receivers that have a node of their own; the smallest of more are drawn together."""
BLAUW, BAND, INKT = "#1f5a92", "#9dbbd6", "#1b1b1b"

Stromen = dict[tuple[str, str], int]
"""(van, naar) -> eurocents, above zero."""


@define
class Knoop:
    """A node: its column, its amount in eurocents and where it stands, pixels."""

    naam: str
    kolom: int
    bedrag_cent: int
    y: float = 0
    uit_y: float = field(default=0)
    in_y: float = field(default=0)


def settle(rows: pd.DataFrame) -> Stromen:
    """Bands without circles: of each circle the smallest amount is taken off, which leaves every balance as it is.

    Args:
        rows: columns van, naar and bedrag_cent.
    """
    bands: Stromen = {}
    for payer, receiver, cent in rows[["van", "naar", "bedrag_cent"]].itertuples(index=False):
        if payer != receiver:
            bands[payer, receiver] = bands.get((payer, receiver), 0) + int(cent)
    while circle := _circle(bands):
        least = min(bands[band] for band in circle)
        bands = {band: cent - least * (band in circle) for band, cent in bands.items()}
        bands = {band: cent for band, cent in bands.items() if cent}
    return bands


def _circle(bands: Stromen) -> list[tuple[str, str]]:
    """The bands of a circle; none where there is no circle."""
    after: dict[str, list[str]] = {}
    for payer, receiver in sorted(bands):
        after.setdefault(payer, []).append(receiver)
    done: set[str] = set()

    def walk(node: str, path: list[str]) -> list[str]:
        for following in after.get(node, []):
            if following in path:
                return [*path[path.index(following) :], following]
            if following not in done and (found := walk(following, [*path, following])):
                return found
        done.add(node)
        return []

    for start in sorted(after):
        if start not in done and (found := walk(start, [start])):
            return list(pairwise(found))
    return []


def balance(bands: Stromen) -> Stromen:
    """The bands, with what nodes in between keep or had already."""
    full = dict(bands)
    for node in {n for _, n in bands} & {n for n, _ in bands}:
        left = sum(c for (_, n), c in bands.items() if n == node) - sum(c for (n, _), c in bands.items() if n == node)
        if left > 0:
            full[node, f"Blijft staan: {node}"] = left
        elif left < 0:
            full[f"Stond er al: {node}", node] = -left
    return full


def gather(bands: Stromen) -> Stromen:
    """The bands, with the smallest receivers and payers of more than `ONTVANGERS` taken together."""
    renamed = bands
    for end, other, who in ((1, 0, "ontvangers"), (0, 1, "betalers")):
        amounts: dict[str, int] = {}
        for band, cent in bands.items():
            if not any(pair[other] == band[end] for pair in bands):
                amounts[band[end]] = amounts.get(band[end], 0) + cent
        small = sorted(amounts, key=lambda n: (-amounts[n], n))[ONTVANGERS - 1 :]
        if len(small) > 1:
            label = f"Overige {who} ({len(small)})"
            moved: Stromen = {}
            for band, cent in renamed.items():
                pair = (label if band[0] in small else band[0], label if band[1] in small else band[1])
                moved[pair] = moved.get(pair, 0) + cent
            renamed = moved
    return renamed


def layout(bands: Stromen) -> tuple[dict[str, Knoop], float, float]:
    """Nodes with their place, pixels per eurocent, and the height of the picture."""
    names = sorted({name for band in bands for name in band})
    column = dict.fromkeys(names, 0)
    for _ in names:  # the longest way to a node is never longer than the number of nodes
        for payer, receiver in bands:
            column[receiver] = max(column[receiver], column[payer] + 1)
    last = max(column.values())
    paying = {payer for payer, _ in bands}
    nodes = {
        name: Knoop(
            name,
            column[name] if name in paying else last,
            max(sum(c for band, c in bands.items() if band[end] == name) for end in (0, 1)),
        )
        for name in names
    }
    for payer, receiver in bands:  # a source stands just before the first that it pays
        if not any(pair[1] == payer for pair in bands):
            first = min(nodes[r].kolom for p, r in bands if p == payer)
            nodes[payer].kolom = max(0, min(nodes[receiver].kolom, first) - 1)
    scale = HOOG / max(1, *(_total(nodes, n) for n in range(last + 1)))
    height = 0.0
    for number in range(last + 1):
        y = 0.0
        for node in sorted((n for n in nodes.values() if n.kolom == number), key=lambda n: _order(n, bands, nodes)):
            slot = max(node.bedrag_cent * scale, REGEL * len(_label(node)))
            node.y = y + (slot - node.bedrag_cent * scale) / 2
            node.uit_y = node.in_y = node.y
            y += slot + 6
        height = max(height, y)
    return nodes, scale, height


def _label(node: Knoop) -> list[str]:
    """The name of a node in lines, then its amount."""
    lines = wrap(node.naam, LETTERS, max_lines=2, placeholder="…") or [node.naam[:LETTERS]]
    return [*lines, format_euro(node.bedrag_cent)]


def _total(nodes: dict[str, Knoop], column: int) -> int:
    return sum(node.bedrag_cent for node in nodes.values() if node.kolom == column)


def _order(node: Knoop, bands: Stromen, nodes: dict[str, Knoop]) -> tuple[float, int, str]:
    """By the middle of those that pay it, then from large to small; what stays behind comes last."""
    before = [(nodes[payer].y, cent) for (payer, receiver), cent in bands.items() if receiver == node.naam]
    weight = sum(cent for _, cent in before)
    middle = sum(y * cent for y, cent in before) / weight if weight else 0
    return (middle + 1e6 * node.naam.startswith("Blijft staan: "), -node.bedrag_cent, node.naam)


def draw(rows: pd.DataFrame) -> str:
    """The diagram as SVG.

    Args:
        rows: columns van, naar and bedrag_cent (eurocents, above zero).
    """
    bands = gather(balance(settle(rows)))
    nodes, scale, height = layout(bands)
    last = max(node.kolom for node in nodes.values())
    step = (BREED - RAND - BALK) / last
    paths, bars, texts = [], [], []
    for (payer, receiver), cent in sorted(bands.items(), key=lambda b: (nodes[b[0][0]].y, nodes[b[0][1]].y)):
        left, right, width = nodes[payer], nodes[receiver], max(cent * scale, 0.5)
        x0, x1 = left.kolom * step + BALK, right.kolom * step
        y0, y1, middle = left.uit_y + width / 2, right.in_y + width / 2, (x0 + x1) / 2
        left.uit_y += width
        right.in_y += width
        curve = f"M{x0:.1f},{y0:.1f}C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        paths.append(f'<path d="{curve}" stroke-width="{width:.1f}"/>')
    for node in nodes.values():
        x, high = node.kolom * step, max(node.bedrag_cent * scale, 1)
        bars.append(f'<rect x="{x:.1f}" y="{node.y:.1f}" width="{BALK}" height="{high:.1f}"/>')
        lines = _label(node)
        y = node.y + high / 2 - REGEL * (len(lines) / 2 - 0.75)
        texts += [
            f'<text x="{x + BALK + 5:.1f}" y="{y + REGEL * number:.1f}">{escape(line)}</text>'
            for number, line in enumerate(lines)
        ]
    size = f'width="{BREED}" height="{height:.0f}"'
    letters = f'font-family="Arial, Helvetica, sans-serif" font-size="13" fill="{INKT}"'
    halo = 'stroke="white" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREED} {height:.0f}" {size}>'
        f'<rect {size} fill="white"/>'
        f'<g fill="none" stroke="{BAND}" stroke-opacity="0.6">{"".join(paths)}</g>'
        f'<g fill="{BLAUW}">{"".join(bars)}</g>'
        f"<g {letters} {halo}>{''.join(texts)}</g>"
        "</svg>"
    )
