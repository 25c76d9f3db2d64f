"""An analysis as specified: every estimate with its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from swvmon_effectmeting.invoer import select
from swvmon_effectmeting.paneel import WEIGEREN, Kolommen, Paneel, make_paneel, per_unit, period
from swvmon_effectmeting.tekst import number
from swvmon_effectmeting.toets import Oordeel, correct, judge, smallest_effect
from swvmon_effectmeting.uitkomst import Gebeurtenissen, GeenUitkomst, Schatting

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from swvmon_effectmeting.bootstrap import Bootstrap
    from swvmon_effectmeting.samenhang import Verandering
    from swvmon_effectmeting.specificatie import Specificatie

VOORTREND_GRENS = 0.05
"""Below this p of the test of the periods before, no effect is told; a smaller bound would let more pass."""


@frozen
class Uitslag:
    """What came of one estimate.

    Attributes:
        uitkomst: the outcome.
        onderwerp: what of it was estimated: effect, niveau, helling, or the period of a correlation.
        schatting: the estimate, or why there is none.
        p_gecorrigeerd: its p-value after correction for the number of estimates.
        kleinste: the smallest effect that could have been found.
        oordeel: the verdict.
        bootstrap: the wild bootstrap, where it was asked for.
        gebeurtenissen: the periods around the start, of `did` and `gespreid`.
        punten: the two numbers of each unit, of a correlation.
        verandering: the two correlations of which it is the difference.
        uitspraak: what may be said of them.
        opmerkingen: what a reader must know besides, in Dutch.
    """

    uitkomst: str
    onderwerp: str
    schatting: Schatting | GeenUitkomst
    p_gecorrigeerd: float | None = None
    kleinste: float | None = None
    oordeel: Oordeel | None = None
    bootstrap: Bootstrap | None = None
    gebeurtenissen: Gebeurtenissen | GeenUitkomst | None = None
    punten: pd.DataFrame | None = None
    verandering: Verandering | None = None
    uitspraak: str = ""
    opmerkingen: tuple[str, ...] = ()


def analyse(frame: pd.DataFrame, spec: Specificatie) -> list[Uitslag]:
    """Estimate and judge all that a specification asks for.

    Args:
        frame: the panel, one row per unit and period.
        spec: the specification.

    Raises:
        SwvmonError: the panel does not fit the specification, or a package is not installed.
    """
    rows = select(frame, spec.waar)
    how = {"did": _differences, "gespreid": _differences, "its": _interruptions, "samenhang": _correlations}
    return _judged([found for name in spec.uitkomst for found in how[spec.methode](rows, name, spec)], spec)


def _differences(frame: pd.DataFrame, uitkomst: str, spec: Specificatie) -> Iterator[Uitslag]:
    """One effect, with the periods around the start."""
    import numpy as np

    from swvmon_effectmeting import did
    from swvmon_effectmeting.bootstrap import wild_bootstrap

    paneel = _paneel(frame, uitkomst, spec)
    if isinstance(paneel, GeenUitkomst):
        yield Uitslag(uitkomst, "effect", paneel)
        return
    drawn = None
    if spec.methode == "gespreid":
        found = did.staggered(paneel)
    else:
        model = did.treated_since(paneel)
        if isinstance(model, GeenUitkomst):
            found = model
        else:
            found = model.combine("effect", np.ones(1), did.DID)
            if spec.trekkingen:
                drawn = wild_bootstrap(model.y, model.x[:, 0], paneel.cluster, spec.trekkingen, spec.zaad)
    around = None if isinstance(found, GeenUitkomst) else did.around_start(paneel)
    yield Uitslag(uitkomst, "effect", found, bootstrap=drawn, gebeurtenissen=around, opmerkingen=_left_out(paneel))


def _interruptions(frame: pd.DataFrame, uitkomst: str, spec: Specificatie) -> Iterator[Uitslag]:
    """A jump and a bend."""
    from swvmon_effectmeting.its import interruption

    paneel = _paneel(frame, uitkomst, spec)
    if isinstance(paneel, GeenUitkomst):
        yield Uitslag(uitkomst, "niveau", paneel)
        return
    found = interruption(paneel, period(spec.vanaf, "vanaf"), spec.vertragingen)
    if isinstance(found, GeenUitkomst):
        yield Uitslag(uitkomst, "niveau", found)
        return
    notes = ("Er is geen vergelijkingsgroep: wat op dat moment nog meer veranderde, zit mee in de schatting.",)
    for part in (found.niveau, found.helling):
        yield Uitslag(uitkomst, part.naam, part, opmerkingen=(*_left_out(paneel), *notes))


def _correlations(frame: pd.DataFrame, uitkomst: str, spec: Specificatie) -> Iterator[Uitslag]:
    """The correlation of each period, and of two the difference, all over the same units."""
    from swvmon_effectmeting import samenhang

    points = change_per_unit(frame, uitkomst, spec)
    labels = [" naar ".join(span) for span in spec.perioden]
    whole = points.dropna()
    lacking = len(points) - len(whole)
    notes = (f"{lacking} eenheden missen een getal en tellen niet mee.",) if lacking else ()
    if points[labels].isna().all(axis=None):
        yield from (Uitslag(uitkomst, label, GeenUitkomst("uitkomst_ontbreekt")) for label in labels)
        return
    if lacking and spec.onvolledig == WEIGEREN:
        reason = GeenUitkomst("ontbrekende_jaren", f"{lacking} van de {len(points)} eenheden missen een getal.")
        yield from (Uitslag(uitkomst, label, reason) for label in labels)
        return
    x, columns = whole["x"].to_numpy(), [whole[label].to_numpy() for label in labels]
    for label, column in zip(labels, columns, strict=True):
        drawn = whole[["x", label]].rename(columns={label: "y"})
        yield Uitslag(uitkomst, label, samenhang.correlation(x, column), punten=drawn, opmerkingen=notes)
    if len(columns) == 2:
        change = samenhang.compare(x, columns[0], columns[1])
        label = f"{labels[1]} tegen {labels[0]}"
        if isinstance(change, GeenUitkomst):
            yield Uitslag(uitkomst, label, change, opmerkingen=notes)
        else:
            yield Uitslag(uitkomst, label, change.verschil, verandering=change, opmerkingen=notes)


def change_per_unit(frame: pd.DataFrame, uitkomst: str, spec: Specificatie) -> pd.DataFrame:
    """Per unit the explaining number (x) and per span of `perioden` the level or the change of an outcome.

    The explaining number is that of the last period of the last span in which the unit has one.
    """
    import pandas as pd

    outcome, explaining = (per_unit(frame, name, spec.eenheid, spec.tijd) for name in (uitkomst, spec.verklarend))
    spans = [[period(text, "perioden") for text in span] for span in spec.perioden]
    columns = {}
    for label, span in zip(spec.perioden, spans, strict=True):
        level = outcome.reindex(columns=range(min(span), max(span) + 1))
        columns[" naar ".join(label)] = level[span[-1]] - level[span[0]] if len(span) == 2 else level[span[0]]
    last = spans[-1][-1]
    upto = explaining.reindex(columns=range(min(last, int(explaining.columns.min())), last + 1))
    columns["x"] = upto.T.ffill().T.iloc[:, -1]
    return pd.DataFrame(columns)


def _judged(found: list[Uitslag], spec: Specificatie) -> list[Uitslag]:
    """Add corrected p-values and verdicts."""
    count = sum(isinstance(u.schatting, Schatting) for u in found)
    single = float(spec.grens_p) / (1 if spec.correctie == "geen" else max(1, count))
    corrected = iter(correct([u.schatting.p for u in found if isinstance(u.schatting, Schatting)], spec.correctie))
    return [
        _with_verdict(u, u.schatting, next(corrected), single, spec) if isinstance(u.schatting, Schatting) else u
        for u in found
    ]


def _with_verdict(uitslag: Uitslag, schatting: Schatting, p: float, single: float, spec: Specificatie) -> Uitslag:
    """An estimate judged by its corrected p; `single` is the bound that one estimate must pass on its own."""
    from swvmon_effectmeting.samenhang import smallest_correlation, statement

    change, bound = uitslag.verandering, float(spec.grens_p)
    if schatting.naam == "r":
        what, smallest = "samenhang", smallest_correlation(schatting.n, single)
    else:
        what = "verschil" if change else {"its": "verandering"}.get(spec.methode, "effect")
        smallest = smallest_effect(schatting.se, schatting.vrijheidsgraden, single)
    verdict = judge(p, bound, wat=what, kleinste=smallest, bezwaren=_objections(uitslag, single))
    said = statement(change.eerst.waarde, change.later.waarde, p, bound) if change else ""
    return evolve(uitslag, p_gecorrigeerd=p, kleinste=smallest, oordeel=verdict, uitspraak=said)


def _objections(uitslag: Uitslag, grens: float) -> list[str]:
    """What stands in the way of calling the estimate an effect."""
    told = []
    around, drawn = uitslag.gebeurtenissen, uitslag.bootstrap
    if isinstance(around, Gebeurtenissen) and not isinstance(around.voortrend, GeenUitkomst):
        before = around.voortrend
        if before.p < VOORTREND_GRENS:
            told.append(f"De groepen liepen voor het begin al uiteen (p = {number(before.p)}).")
    if drawn is not None and drawn.p >= grens:
        told.append(f"De wild bootstrap, die met weinig clusters rekening houdt, geeft p = {number(drawn.p)}.")
    return told


def _paneel(frame: pd.DataFrame, uitkomst: str, spec: Specificatie) -> Paneel | GeenUitkomst:
    treated = spec.methode in ("did", "gespreid")
    kolommen = Kolommen(
        uitkomst,
        spec.eenheid,
        spec.tijd,
        spec.behandeling,
        spec.cluster,
        spec.vanaf if treated and spec.vanaf else None,
    )
    return make_paneel(frame, kolommen, spec.onvolledig)


def _left_out(paneel: Paneel) -> tuple[str, ...]:
    count = paneel.weggelaten
    return (f"{count} eenheden missen een periode en zijn weggelaten.",) if count else ()
