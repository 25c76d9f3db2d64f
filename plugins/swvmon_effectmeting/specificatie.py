"""What to analyse: a TOML file that names the method, the columns and the bounds."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import StructureError, SwvmonError, structure
from swvmon_effectmeting.paneel import ONVOLLEDIG, WEIGEREN
from swvmon_effectmeting.toets import CORRECTIES

if TYPE_CHECKING:
    from pathlib import Path

METHODEN = ("did", "gespreid", "its", "samenhang")


@frozen
class Specificatie:
    """An analysis.

    Attributes:
        methode: one of `METHODEN`.
        uitkomst: columns of the outcomes.
        eenheid: column of the unit.
        tijd: column of the period.
        behandeling: column of the start of each unit, or with `vanaf` of 0 and 1; of `did` and `gespreid`.
        vanaf: the start, for `its`, and for `did` where `behandeling` is 0 or 1.
        cluster: column of the cluster; empty: the unit.
        waar: only rows in which these columns hold these texts.
        onvolledig: what to do with units that lack a period, ``weigeren`` or ``eenheden_weglaten``.
        grens_p: below which p counts.
        correctie: for the number of estimates that are judged, one of `CORRECTIES`.
        trekkingen: draws of the wild bootstrap of `did`; 0: none.
        zaad: their seed.
        vertragingen: over how many periods the errors of `its` may be correlated.
        verklarend: column that the outcomes are correlated with, of `samenhang`.
        perioden: one or two of them, of `samenhang`: one period (the level) or two (the change between them).
    """

    methode: str = field(validator=validators.in_(METHODEN))
    uitkomst: tuple[str, ...] = field(validator=validators.min_len(1))
    eenheid: str = "swv"
    tijd: str = "schooljaar"
    behandeling: str = ""
    vanaf: str = ""
    cluster: str = ""
    waar: dict[str, str] = field(factory=dict)
    onvolledig: str = field(default=WEIGEREN, validator=validators.in_(ONVOLLEDIG))
    grens_p: Decimal = field(default=Decimal("0.05"), validator=[validators.gt(Decimal(0)), validators.lt(Decimal(1))])
    correctie: str = field(default="geen", validator=validators.in_(tuple(CORRECTIES)))
    trekkingen: int = field(default=0, validator=validators.ge(0))
    zaad: int = field(default=1, validator=validators.ge(0))
    vertragingen: int = field(default=0, validator=validators.ge(0))
    verklarend: str = ""
    perioden: tuple[tuple[str, ...], ...] = ()


NODIG = {
    "did": ("behandeling",),
    "gespreid": ("behandeling",),
    "its": ("vanaf",),
    "samenhang": ("verklarend", "perioden"),
}
"""Keys that a method needs."""

ALLEEN = {
    "trekkingen": ("did",),
    "vertragingen": ("its",),
    "verklarend": ("samenhang",),
    "perioden": ("samenhang",),
    "vanaf": ("did", "its"),
    "behandeling": ("did", "gespreid"),
    "cluster": ("did", "gespreid"),
}
"""Keys that belong to some methods; elsewhere they would do nothing, and are refused."""


def read_specification(path: Path) -> Specificatie:
    """Read a specification.

    Raises:
        SwvmonError: the file cannot be read, or keys lack, are unknown or do not go together; all at once.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except OSError as error:
        raise SwvmonError(f"{path}: cannot be read ({error.strerror})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SwvmonError(f"{path}: is no TOML in UTF-8: {error}") from None
    try:
        made = structure(values, Specificatie)
    except StructureError as error:
        problems = [f"{'.'.join(map(str, where))}: {text}" for where, text in error.problems]
    else:
        problems = [
            f"{name}: methode {made.methode} needs it" for name in NODIG[made.methode] if not getattr(made, name)
        ]
        problems += [
            f"{name}: belongs to methode {' and '.join(methods)}, not to {made.methode}"
            for name, methods in ALLEEN.items()
            if name in values and made.methode not in methods
        ]
        if not all(1 <= len(p) <= 2 for p in made.perioden) or len(made.perioden) > 2:
            problems.append("perioden: one or two, each of one period or of a first and a last one")
    if problems:
        raise SwvmonError(
            "\n".join([f"{path}: {len(problems)} problem{'s' * (len(problems) > 1)}", *map("  {}".format, problems)])
        )
    return made
