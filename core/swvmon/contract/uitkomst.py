"""What a step or an indicator hands back beside its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen, validators

if TYPE_CHECKING:
    import pandas as pd

ERNST = ("info", "waarschuwing", "fout")


@frozen(order=True)
class Bevinding:
    """Something a person should know: a school without an address, a request without ground, an old list used.

    Attributes:
        code: stable reason code, such as ``vestiging_zonder_adres`` (docs/bevindingen.md).
        ernst: info, waarschuwing or fout.
        sleutel: what it is about: a vestiging, a table; never a pupil.
        tekst: one Dutch sentence: what was found and what was done about it.
    """

    code: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    ernst: str = field(validator=validators.in_(ERNST))
    sleutel: str
    tekst: str = field(validator=validators.min_len(5))


@frozen(eq=False)
class Uitkomst:
    """The outcome of one step of a keten.

    Attributes:
        boekingen: frames made by `swvmon.boekingen`, in the order in which the rule books them.
        tabellen: tables that replace or extend tables for later steps only, by name, or by name and telmoment
            (``leerlingen_vo 1-10 t``).
        bevindingen: what a person should know.
    """

    boekingen: tuple[pd.DataFrame, ...] = ()
    tabellen: dict[str, pd.DataFrame] = field(factory=dict)
    bevindingen: tuple[Bevinding, ...] = ()
