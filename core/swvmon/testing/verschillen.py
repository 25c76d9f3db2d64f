"""Two outcomes must be the same; else the differences per school, board and step, as `swvmon compare` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from swvmon.contract.grootboek import KOLOMMEN as BOEKING
from swvmon.contract.grootboek import Grootboek, empty_lines
from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.run.execute import RunResult
from swvmon.run.regiojaar import Regiojaar
from swvmon.testing.uitvoeren import Proefrun
from swvmon.vergelijk.verschil import compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from swvmon.vergelijk.kant import Uitkomsten

GEBRUIK = (
    *("regio", "schooljaar", "stap", "parameter", "periode_van", "periode_tot", "waarde", "eenheid", "bron", "status"),
)


def assert_same(a: Any, b: Any, *, tolerantie_euro: Any = 0, alles: bool = False) -> None:
    """Two outcomes have the same amounts and metingen; steps and lines tell where they differ.

    Args:
        a: what is expected: a `Proefrun`, a run of the engine, a `Grootboek`, or a frame of ledger lines or metingen.
        b: what came out, likewise.
        tolerantie_euro: what an amount may differ, int or Decimal.
        alles: tell every difference, not the first of each part.

    Raises:
        AssertionError: they differ; tells per school, board and step how, in euros.
        TypeError: something else was handed in.
    """
    from swvmon.geld import to_cent
    from swvmon.vergelijk.tekst import as_text

    __tracebackhide__ = True
    left, right = outcomes(a), outcomes(b)
    found = compare(left, right, tolerantie_cent=to_cent(tolerantie_euro))
    if not found.gelijk:
        raise AssertionError(f"the outcomes differ\n\n{as_text('verwacht', 'uitkomst', found, everything=alles)}")


def outcomes(wat: Any) -> Uitkomsten:
    """What came out, in the form in which runs are compared."""
    import pandas as pd

    if isinstance(wat, Proefrun):
        return _of_parts(wat.delen)
    if isinstance(wat, RunResult):
        return outcomes(Proefrun(wat))
    if isinstance(wat, Grootboek):
        return _made(wat.regels, opening_cent=dict(wat.opening))
    if isinstance(wat, pd.DataFrame) and set(BOEKING) <= set(wat.columns):
        return _made(wat)
    if isinstance(wat, pd.DataFrame) and set(METING) <= set(wat.columns):
        return _made(empty_lines(), wat)
    what = f"a frame with columns {', '.join(map(str, wat.columns))}" if hasattr(wat, "columns") else repr(wat)
    raise TypeError(f"expected a run, a Grootboek, or a frame of ledger lines or metingen, found {what}")


def _of_parts(delen: Iterable[Regiojaar]) -> Uitkomsten:
    import pandas as pd

    from swvmon.run.keep import uses

    parts = list(delen)
    used = [{"regio": d.plan.code, "schooljaar": str(d.schooljaar), **use} for d in parts for use in uses(d)]
    made = _made(
        pd.concat([d.ledger.regels for d in parts], ignore_index=True),
        pd.concat([d.metingen for d in parts], ignore_index=True),
        pd.DataFrame(used, columns=list(GEBRUIK)),
        dict(parts[0].ledger.opening),
    )
    places = frozenset((d.plan.code, str(d.schooljaar)) for d in parts)
    asked = frozenset(s.onderdeel for d in parts for s in d.statussen if s.soort == "indicator")
    return evolve(made, regiojaren=places, gevraagd=asked)


def _made(
    regels: pd.DataFrame,
    metingen: pd.DataFrame | None = None,
    gebruik: pd.DataFrame | None = None,
    opening_cent: dict[str, int] | None = None,
) -> Uitkomsten:
    import pandas as pd

    from swvmon.vergelijk.kant import Uitkomsten

    lines = regels if set(BOEKING) <= set(regels.columns) else pd.DataFrame(columns=list(BOEKING))
    measured = pd.DataFrame(columns=list(METING)) if metingen is None else metingen
    rows = pd.concat([f[["regio", "schooljaar"]] for f in (lines, measured)]).drop_duplicates()
    return Uitkomsten(
        regiojaren=frozenset(zip(rows["regio"], rows["schooljaar"], strict=True)),
        boekingen=lines,
        metingen=measured,
        gebruik=pd.DataFrame(columns=list(GEBRUIK)) if gebruik is None else gebruik,
        gevraagd=frozenset(measured["indicator"]),
        opening_cent=opening_cent or {},
    )
