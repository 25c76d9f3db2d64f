"""Trekkingsrecht: a school may draw up to an amount per pupil, for what it says it needs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon import Bevinding, amounts_cent, boekingen, format_euro, grenzen, to_cent, with_board

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


@frozen(kw_only=True)
class Opname:
    """One draw.

    Attributes:
        vestiging: the school that draws.
        bedrag_euro: what it draws.
        doel: what for.
    """

    vestiging: str = field(validator=grenzen.school)
    bedrag_euro: Decimal = field(validator=grenzen.euros)
    doel: str = ""


@frozen(kw_only=True)
class Trekkingsrecht:
    """The right and the draws.

    Attributes:
        bedrag_per_leerling_euro: euros per pupil that a school may draw in the schooljaar.
        opnames: the draws, in the order in which they came.
    """

    bedrag_per_leerling_euro: Decimal = field(validator=grenzen.not_negative)
    opnames: tuple[Opname, ...] = ()


def book(
    recht: Trekkingsrecht, pupils: pd.DataFrame, momentopname: Momentopname, van: str
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Each draw as far as the right of its school goes; what goes beyond is cut, with a finding.

    Args:
        recht: the right and the draws.
        pupils: columns `vestiging` and `aantal`.
        momentopname: for the boards.
        van: account that pays.
    """
    import pandas as pd

    right = amounts_cent(pupils["aantal"], recht.bedrag_per_leerling_euro).set_axis(pupils["vestiging"])
    draws = pd.DataFrame(
        {
            "vestiging": [o.vestiging for o in recht.opnames],
            "gevraagd_cent": [to_cent(o.bedrag_euro) for o in recht.opnames],
            "doel": [o.doel.strip() or "niet genoemd" for o in recht.opnames],
        }
    ).astype({"vestiging": "str", "gevraagd_cent": "int64", "doel": "str"})
    draws["recht_cent"] = right.reindex(draws["vestiging"], fill_value=0).to_numpy()
    asked = draws["gevraagd_cent"]
    before = asked.groupby(draws["vestiging"]).cumsum() - asked
    draws["geboekt_cent"] = asked.clip(upper=(draws["recht_cent"] - before).clip(lower=0))
    lines = boekingen(
        with_board(draws, momentopname),
        van=van,
        naar="vestiging:" + draws["vestiging"],
        bedrag_cent=draws["geboekt_cent"],
        grondslag="trekkingsrecht (expertisemodel)",
        toelichting="Opname op een trekkingsrecht van "
        + draws["recht_cent"].map(format_euro).astype("str")
        + ", doel: "
        + draws["doel"]
        + ".",
        parameters="basismodellen.trekkingsrecht.bedrag_per_leerling_euro",
    )
    return lines, tuple(
        Bevinding(
            "trekkingsrecht_op",
            "waarschuwing",
            row.vestiging,
            f"Opname van {format_euro(row.gevraagd_cent)} op een recht van {format_euro(row.recht_cent)}: "
            f"{format_euro(row.geboekt_cent)} geboekt.",
        )
        for row in draws[draws["geboekt_cent"] < asked].itertuples()
    )
