"""Results in Dutch for the screen, and as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from swvmon_effectmeting.tekst import number
from swvmon_effectmeting.uitkomst import Gebeurtenissen, GeenUitkomst

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from swvmon_effectmeting.analyse import Uitslag
    from swvmon_effectmeting.specificatie import Specificatie
    from swvmon_effectmeting.uitkomst import Schatting

CORRECTIE = {
    "geen": "niet gecorrigeerd voor meer toetsen",
    "bonferroni": "gecorrigeerd volgens Bonferroni",
    "holm": "gecorrigeerd volgens Holm",
    "bh": "gecorrigeerd volgens Benjamini-Hochberg",
}


def as_text(uitslagen: Sequence[Uitslag], spec: Specificatie) -> Iterator[str]:
    """Lines for the screen, a block per estimate."""
    for at, uitslag in enumerate(uitslagen):
        if at:
            yield ""
        yield f"{uitslag.uitkomst}: {uitslag.onderwerp}"
        yield from (f"  {line}" for line in _block(uitslag, spec))


def as_values(uitslagen: Sequence[Uitslag]) -> list[dict[str, Any]]:
    """Plain values for programs: numbers are floats, and an estimate that is not there has a code in place of one."""
    return [_values(uitslag) for uitslag in uitslagen]


def _block(uitslag: Uitslag, spec: Specificatie) -> Iterator[str]:
    found = uitslag.schatting
    if isinstance(found, GeenUitkomst):
        yield f"geen uitkomst ({found.code}): {found.uitleg}"
        yield from uitslag.opmerkingen
        return
    star = " *" if uitslag.oordeel and uitslag.oordeel.ster else ""
    yield f"schatting  {number(found.waarde)}{star}; standaardfout {number(found.se)}; {_interval(found)}"
    p = f"p          {number(found.p)}"
    if spec.correctie != "geen" and uitslag.p_gecorrigeerd is not None:
        p += f"; {CORRECTIE[spec.correctie]} {number(uitslag.p_gecorrigeerd)}"
    if uitslag.bootstrap:
        drawn = uitslag.bootstrap
        how = "alle tekenpatronen" if drawn.volledig else f"{len(drawn.getrokken)} trekkingen"
        p += f"; wild bootstrap {number(drawn.p)} ({how})"
    yield p
    clusters = "" if found.clusters is None else f"; clusters {found.clusters}"
    yield f"n          {found.n}{clusters}; vrijheidsgraden {number(found.vrijheidsgraden)}"
    yield f"methode    {found.methode}"
    yield f"           {found.conventie}"
    if uitslag.gebeurtenissen:
        yield from _around(uitslag.gebeurtenissen)
    if uitslag.uitspraak:
        yield f"uitspraak  {uitslag.uitspraak}"
    if uitslag.oordeel:
        yield f"oordeel    {uitslag.oordeel.tekst}"
    yield from (f"let op     {note}" for note in uitslag.opmerkingen)


def _around(around: Gebeurtenissen | GeenUitkomst) -> Iterator[str]:
    if isinstance(around, GeenUitkomst):
        yield f"perioden   {around.uitleg}"
        return
    for at, moment in enumerate(around.schattingen):
        yield f"{'' if at else 'perioden':<10} {moment.naam:>4}  {number(moment.waarde)}; {_interval(moment)}"
    test = around.voortrend
    if isinstance(test, GeenUitkomst):
        yield f"voortrend  niet te toetsen: {test.uitleg}"
    else:
        yield (
            f"voortrend  F({test.teller}, {number(test.noemer)}) = {number(test.f)}, p = {number(test.p)}; "
            "een hoge p bewijst niet dat de trends gelijk waren"
        )


def _interval(found: Schatting) -> str:
    return f"95 %-interval {number(found.onder)} tot {number(found.boven)}"


def _values(uitslag: Uitslag) -> dict[str, Any]:
    found = uitslag.schatting
    told: dict[str, Any] = {"uitkomst": uitslag.uitkomst, "onderwerp": uitslag.onderwerp}
    told |= _reason(found) if isinstance(found, GeenUitkomst) else {"schatting": attrs.asdict(found)}
    if uitslag.oordeel:
        told |= {
            "p_gecorrigeerd": uitslag.p_gecorrigeerd,
            "kleinste_effect": uitslag.kleinste,
            "oordeel": uitslag.oordeel.code,
            "ster": uitslag.oordeel.ster,
            "oordeel_tekst": uitslag.oordeel.tekst,
        }
    if uitslag.bootstrap:
        drawn = uitslag.bootstrap
        told["bootstrap"] = {"p": drawn.p, "trekkingen": len(drawn.getrokken), "volledig": drawn.volledig}
    if isinstance(uitslag.gebeurtenissen, Gebeurtenissen):
        test = uitslag.gebeurtenissen.voortrend
        told["perioden"] = [attrs.asdict(moment) for moment in uitslag.gebeurtenissen.schattingen]
        told["voortrend"] = _reason(test) if isinstance(test, GeenUitkomst) else attrs.asdict(test)
    if uitslag.punten is not None:
        told["punten"] = [[str(unit), float(x), float(y)] for unit, x, y in uitslag.punten.itertuples()]
    if uitslag.uitspraak:
        told["uitspraak"] = uitslag.uitspraak
    return told | {"opmerkingen": list(uitslag.opmerkingen)}


def _reason(reason: GeenUitkomst) -> dict[str, str]:
    return {"geen_uitkomst": reason.code, "uitleg": reason.uitleg}
