"""The event plot and the scatter, as SVG; altair is imported only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import SwvmonError
from swvmon_effectmeting.uitkomst import Gebeurtenissen

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon_effectmeting.analyse import Uitslag


def event_rows(gebeurtenissen: Gebeurtenissen) -> pd.DataFrame:
    """The data of an event plot: moment, waarde, onder, boven; the last period before the start is 0 by definition."""
    import pandas as pd

    rows = [(int(s.naam[1:]), s.waarde, s.onder, s.boven) for s in gebeurtenissen.schattingen]
    frame = pd.DataFrame([*rows, (-1, 0.0, 0.0, 0.0)], columns=["moment", "waarde", "onder", "boven"])
    return frame.sort_values("moment", ignore_index=True)


def as_svg(uitslagen: Sequence[Uitslag]) -> str:
    """One drawing with an event plot or a scatter per estimate that has one.

    Raises:
        SwvmonError: altair is not installed, or there is nothing to draw.
    """
    try:
        import altair
        import vl_convert
    except ImportError:
        raise SwvmonError('a figure needs altair; install it with: pip install "swvmon[rapport]"') from None
    charts = [chart for u in uitslagen if (chart := _chart(altair, u)) is not None]
    if not charts:
        raise SwvmonError("there is nothing to draw: no estimate has periods around a start, or points")
    svg: str = vl_convert.vegalite_to_svg(altair.vconcat(*charts).to_json())
    return svg


def _chart(altair: Any, uitslag: Uitslag) -> Any:
    title = f"{uitslag.uitkomst}: {uitslag.onderwerp}"
    if uitslag.punten is not None:
        points = uitslag.punten.reset_index(drop=True)
        base = altair.Chart(points, title=title)
        return base.mark_point().encode(x=altair.X("x", title="verklarend"), y=altair.Y("y", title=uitslag.uitkomst))
    if not isinstance(uitslag.gebeurtenissen, Gebeurtenissen):
        return None
    base = altair.Chart(event_rows(uitslag.gebeurtenissen), title=title)
    moment = altair.X("moment:Q", title="perioden sinds het begin", axis=altair.Axis(tickMinStep=1))
    zero = base.mark_rule(strokeDash=[4, 4]).encode(y=altair.datum(0))
    bars = base.mark_rule().encode(x=moment, y=altair.Y("onder", title="effect (95 %-interval)"), y2="boven")
    return zero + bars + base.mark_point(filled=True).encode(x=moment, y="waarde")
