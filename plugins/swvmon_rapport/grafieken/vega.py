"""Charts by Altair: bars, lines and marks; drawn offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import SwvmonError

if TYPE_CHECKING:
    import pandas as pd

BREED = 260
"""Width of the plot without its labels, pixels: small enough to be read on a phone."""
NAMEN, LETTER = 195, 9.8
"""Room for names, and for a letter of an amount, pixels: letters of a reader's machine may be wider than ours."""
RIJ = 27
"""Height of a bar with its gap, pixels."""
BLAUW, ORANJE, GRIJS, INKT = "#1f5a92", "#b35a00", "#8c9aa6", "#1b1b1b"
"""Of amounts above and below zero, of others, and of text: told apart in print and by who sees few colours too."""
ANDER, GELIJK, LAND = "Ander verband", "Vergelijkbaar verband", "Landelijk"
"""What a mark of a strip stands for, besides this SWV."""
_TEKST = "Arial, Helvetica, sans-serif"
_WANT = 'a report needs altair and vl-convert: pip install "swvmon[rapport]"'


def bars(rows: pd.DataFrame) -> dict[str, Any]:
    """Lying bars with the amount at their end; from zero, to both sides where there are amounts below it."""
    alt = _altair()
    cents = [int(cent) for cent in rows["cent"]]
    data = rows[["wie", "tekst"]].assign(euro=[cent / 100 for cent in cents], onder=[cent < 0 for cent in cents])
    low, high = min(0, *cents), max(0, *cents)
    sides = [low < 0, high > 0 or low == 0]
    amount = min(LETTER * max(map(len, rows["tekst"])) + 14, 0.8 * BREED / sum(sides))
    room = amount / BREED * (high - low or 100) / (1 - sum(sides) * amount / BREED)  # for the text beside the bar
    scale = alt.Scale(domain=[(low - room * sides[0]) / 100, (high + room * sides[1]) / 100], nice=False)
    axis = alt.Axis(labelLimit=NAMEN - 10, minExtent=NAMEN, ticks=False, domain=False)
    names = alt.Y("wie:N", sort=None, title=None, axis=axis)
    base = alt.Chart(data).encode(
        x=alt.X("euro:Q", scale=scale, axis=None), y=names, tooltip=_told({"wie": "Wie", "tekst": "Bedrag"})
    )
    colour = alt.when("datum.onder").then(alt.value(ORANJE)).otherwise(alt.value(BLAUW))
    drawn = base.mark_bar(height=RIJ - 8).encode(color=colour)
    labels = [
        base.transform_filter(f"datum.onder == {side}")
        .mark_text(align=align, dx=dx, fontSize=15, color=INKT)
        .encode(text="tekst:N")
        for side, align, dx in (("false", "left", 5), ("true", "right", -5))
    ]
    return _finished(alt.layer(drawn, *labels), height=RIJ * rows["wie"].nunique())


def line(rows: pd.DataFrame) -> dict[str, Any]:
    """A line for each `wie`, its name at the end; amounts at the points of the first one."""
    alt = _altair()
    data = rows[["wie", "schooljaar", "tekst"]].assign(euro=[int(cent) / 100 for cent in rows["cent"]])
    base = alt.Chart(data).encode(
        x=alt.X("schooljaar:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("euro:Q", title="euro", axis=alt.Axis(tickCount=5, labelExpr=_DUTCH)),
        strokeDash=alt.StrokeDash("wie:N", legend=alt.Legend(title=None, orient="bottom", columns=2, labelLimit=NAMEN)),
        shape=alt.Shape("wie:N", legend=None),
        tooltip=_told({"wie": "Wie", "schooljaar": "Schooljaar", "tekst": "Bedrag"}),
    )
    drawn = base.mark_line(color=BLAUW), base.mark_point(color=BLAUW, filled=True, size=60)
    return _finished(alt.layer(*drawn), height=220, width=380)


def fan(rows: pd.DataFrame) -> dict[str, Any]:
    """Balances that may turn out otherwise: half of the paths in the dark band, nine in ten within the light one.

    Args:
        rows: `schooljaar`, and in eurocents `p5_cent`, `p25_cent`, `p50_cent`, `p75_cent`, `p95_cent` (percentiles of
            the paths) and `zonder_spreiding_cent`.
    """
    alt = _altair()
    names = {"p5": "laag", "p25": "midden_laag", "p50": "midden", "p75": "midden_hoog", "p95": "hoog"}
    names["zonder_spreiding"] = "vast"
    data = rows[["schooljaar"]].assign(**{to: rows[f"{name}_cent"] / 100 for name, to in names.items()})
    base = alt.Chart(data).encode(x=alt.X("schooljaar:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)))
    axis = alt.Y("laag:Q", title="euro", axis=alt.Axis(tickCount=5, labelExpr=_DUTCH))
    layers = [
        base.mark_area(color=BLAUW, opacity=0.2).encode(y=axis, y2="hoog:Q"),
        base.mark_area(color=BLAUW, opacity=0.35).encode(y="midden_laag:Q", y2="midden_hoog:Q"),
        base.mark_rule(color=BLAUW, strokeWidth=1).encode(y="laag:Q", y2="hoog:Q"),  # a single year has no area
        base.mark_line(color=BLAUW, point=True).encode(y="midden:Q"),
        base.mark_line(color=INKT, strokeDash=[5, 4], point=alt.OverlayMarkDef(color=INKT)).encode(y="vast:Q"),
        alt.Chart(data.head(1)).mark_rule(color=GRIJS).encode(y=alt.datum(0)),
    ]
    return _finished(alt.layer(*layers), height=240, width=420)


def strip(rows: pd.DataFrame) -> dict[str, Any]:
    """A row of marks for each `wie`: others dashes, longer for those alike; the country a diamond, this SWV a dot."""
    alt = _altair()
    data = rows[["wie", "soort", "tekst"]].assign(deel=[float(share) for share in rows["waarde"]])
    axis = alt.Axis(labelExpr=_PERCENT, tickCount=5, grid=False)
    base = alt.Chart(data).encode(
        x=alt.X("deel:Q", title=None, axis=axis),
        y=alt.Y("wie:N", sort=None, axis=None),
        tooltip=_told({"wie": "Wat", "soort": "Wie", "tekst": "Deelname"}),
    )
    other, near, country = (alt.datum.soort == soort for soort in (ANDER, GELIJK, LAND))
    names = base.mark_text(align="left", dy=-32, fontSize=15, fontWeight="bold", color=INKT)
    layers = [
        names.transform_aggregate(deel="count()", groupby=["wie"]).encode(x=alt.value(0), text="wie:N", tooltip=[]),
        base.transform_filter(other).mark_tick(color=GRIJS, thickness=1.5, height=18),
        base.transform_filter(near).mark_tick(color=INKT, thickness=2, height=32),
    ]
    for who, shape, colour, dy in ((country, "diamond", ORANJE, 20), (~other & ~near & ~country, "circle", BLAUW, -16)):
        chosen = base.transform_filter(who)
        layers += [
            chosen.mark_point(filled=True, opacity=1, size=150, shape=shape, color=colour),
            chosen.mark_text(dy=dy, fontSize=15, color=INKT).encode(text="tekst:N"),
        ]
    return _finished(alt.layer(*layers), height=84 * rows["wie"].nunique(), width=NAMEN + BREED)


_DUTCH = "replace(format(datum.value, ',.0f'), /,/g, '.')"
_PERCENT = "replace(format(datum.value * 100, '.1f'), '.', ',') + '%'"


def to_svg(chart: dict[str, Any]) -> str:
    """The chart as SVG, without a browser and without the network."""
    try:
        import vl_convert
    except ImportError:
        raise SwvmonError(_WANT) from None
    return str(vl_convert.vegalite_to_svg(chart))


def bundle() -> str:
    """JavaScript of Vega, Vega-Lite and Vega-Embed, some 0.9 MB; it sets `window.vegaEmbed`."""
    try:
        import vl_convert
    except ImportError:
        raise SwvmonError(_WANT) from None
    return str(vl_convert.javascript_bundle())  # type: ignore[call-arg] # the stub wants what may be left out


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise SwvmonError(_WANT) from None
    altair.data_transformers.disable_max_rows()
    return altair


def _told(fields: dict[str, str]) -> list[Any]:
    alt = _altair()
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in fields.items()]


def _finished(chart: Any, *, height: int, width: int = BREED) -> dict[str, Any]:
    """As Vega-Lite, in the letters of the report; names that screen readers would read twice are left out."""
    alt = _altair()
    letters = {"labelFont": _TEKST, "labelFontSize": 15, "titleFont": _TEKST, "titleFontSize": 14, "labelColor": INKT}
    done = chart.properties(
        width=width, height=height, background="white", padding={"left": 2, "top": 5, "right": 12, "bottom": 5}
    ).configure(
        aria=False,
        font=_TEKST,
        axis=alt.AxisConfig(**letters),
        legend=alt.LegendConfig(**letters),
        view=alt.ViewConfig(stroke=None),
    )
    return dict(done.to_dict())
