"""A provision that the SWV runs or pays: places, staff, or days of work in the schools."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import amount_cent, boekingen, format_decimal, format_euro, grenzen, with_board

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

NAAM = r"[a-z0-9_]+"
EENHEDEN = {"plaatsen": "plaats", "fte": "fte", "dagdelen_per_vestiging": "dagdeel"}
MEERVOUD = {"plaats": "plaatsen", "fte": "fte"}


@frozen(kw_only=True)
class Voorziening:
    """One provision: one of plaatsen, fte or dagdelen_per_vestiging, times a tariff.

    Attributes:
        naam: name of its account, ``swv:voorziening:NAAM``.
        plaatsen: places, over the whole school year.
        fte: staff, over the whole school year.
        dagdelen_per_vestiging: half days of work per school, in kind: paid to the provision, not to the school.
        tarief_euro: euros per place or fte per schooljaar, or per dagdeel.
        tarief_vanaf_januari_euro: the tariff of the second kalenderjaar; then August to December is 5/12 of
            `tarief_euro`, January to July 7/12 of this one.
        host: vestiging that runs the provision and is paid instead.
        toegang: how a pupil comes in, for the reader.
    """

    naam: str = field(validator=validators.matches_re(NAAM))
    plaatsen: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    fte: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    dagdelen_per_vestiging: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    tarief_euro: Decimal = field(validator=grenzen.not_negative)
    tarief_vanaf_januari_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    host: str | None = field(default=None, validator=validators.optional(grenzen.school))
    toegang: str = ""

    def __attrs_post_init__(self) -> None:
        given = [name for name in ("plaatsen", "fte") if getattr(self, name) is not None]
        given += ["dagdelen_per_vestiging"] if self.dagdelen_per_vestiging else []
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(f"{self.naam}: give one of plaatsen, fte or dagdelen_per_vestiging; found {found}")
        if self.dagdelen_per_vestiging and (self.host or self.tarief_vanaf_januari_euro is not None):
            raise ValueError(f"{self.naam}: dagdelen_per_vestiging goes without host and tarief_vanaf_januari_euro")

    @property
    def aantal(self) -> Decimal:
        """Places or fte."""
        return self.plaatsen or self.fte or Decimal(0)

    @property
    def same_everywhere(self) -> bool:
        """Whether it is booked as one line that names no school."""
        return self.host is None and not self.dagdelen_per_vestiging and self.tarief_vanaf_januari_euro is None

    @property
    def eenheid(self) -> str:
        """What the tariff is for."""
        return next(unit for name, unit in EENHEDEN.items() if getattr(self, name) not in ({}, None))


def book(voorziening: Voorziening, momentopname: Momentopname, van: str) -> pd.DataFrame:
    """The lines of one provision; one that names no school and has one tariff also for many SWV's at once."""
    import pandas as pd

    if voorziening.dagdelen_per_vestiging:
        return _in_kind(voorziening, momentopname, van)
    if voorziening.tarief_vanaf_januari_euro is not None:
        return _two_tariffs(voorziening, momentopname, van)
    accounts = pd.Series(list(momentopname.rekeningen(van).values()), dtype="str")
    return boekingen(
        _payee(voorziening, momentopname, len(accounts)),
        van=accounts,
        naar=_account(voorziening),
        hoeveelheid=voorziening.aantal,
        eenheid=voorziening.eenheid,
        tarief=voorziening.tarief_euro,
        grondslag="voorziening (expertisemodel)",
        toelichting=_sentence(voorziening, "heel het schooljaar"),
        parameters="basismodellen.voorzieningen",
    )


def _two_tariffs(voorziening: Voorziening, momentopname: Momentopname, van: str) -> pd.DataFrame:
    """One line per calendar part, each at its own tariff and rounded half up."""
    import pandas as pd

    parts = momentopname.schooljaar.kalenderdelen()
    tariffs = [voorziening.tarief_euro, voorziening.tarief_vanaf_januari_euro or Decimal(0)]
    cents = [amount_cent(voorziening.aantal, tariff, part) for (_, part, _), tariff in zip(parts, tariffs, strict=True)]
    texts = [
        _sentence(voorziening, f"{part} van {format_euro(amount_cent(tariff))} (tarief {year})")
        for (year, part, _), tariff in zip(parts, tariffs, strict=True)
    ]
    rows = _payee(voorziening, momentopname, 2).assign(
        periode_van=[days.van for *_, days in parts], periode_tot=[days.tot for *_, days in parts]
    )
    return boekingen(
        rows,
        van=van,
        naar=_account(voorziening),
        bedrag_cent=pd.Series(cents),
        hoeveelheid=voorziening.aantal,
        eenheid=voorziening.eenheid,
        grondslag="voorziening, twee tariefjaren (expertisemodel)",
        toelichting=pd.Series(texts),
        parameters="basismodellen.voorzieningen",
    )


def _in_kind(voorziening: Voorziening, momentopname: Momentopname, van: str) -> pd.DataFrame:
    """One line per school: the school gets the work, the provision the money."""
    import pandas as pd

    days = voorziening.dagdelen_per_vestiging
    rows = pd.DataFrame({"vestiging": sorted(days)}).astype({"vestiging": "str"})
    return boekingen(
        with_board(rows, momentopname),
        van=van,
        naar=_account(voorziening),
        hoeveelheid=rows["vestiging"].map(days).astype("object"),
        eenheid=voorziening.eenheid,
        tarief=voorziening.tarief_euro,
        grondslag="inzet in natura (expertisemodel)",
        toelichting=f"Inzet van {voorziening.naam} op " + rows["vestiging"] + ", in natura.",
        parameters="basismodellen.voorzieningen",
    )


def _payee(voorziening: Voorziening, momentopname: Momentopname, count: int) -> pd.DataFrame:
    import pandas as pd

    if voorziening.host is None:
        return pd.DataFrame(index=range(count))
    return with_board(pd.DataFrame({"vestiging": [voorziening.host] * count}), momentopname)


def _account(voorziening: Voorziening) -> str:
    return f"vestiging:{voorziening.host}" if voorziening.host else f"swv:voorziening:{voorziening.naam}"


def _sentence(voorziening: Voorziening, when: str) -> str:
    access = f" Toegang: {voorziening.toegang}." if voorziening.toegang else ""
    one = voorziening.eenheid
    units = f"{format_decimal(voorziening.aantal)} {one if voorziening.aantal == 1 else MEERVOUD[one]}"
    return f"Voorziening {voorziening.naam}: {units}, {when}.{access}"
