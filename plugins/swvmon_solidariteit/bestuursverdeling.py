"""Bestuursverdeling: a board shifts money between its own schools (R0 L819-822, L1495-1497)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Eenmalig,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    check_schools,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    step_names,
    to_cent,
    with_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Verschuiving(Eenmalig):
    """One move, in one school year or in each of them.

    Attributes:
        van: school that gives.
        naar: school that gets; of the same board.
        bedrag_euro: the amount.
        reden: why, for the reader.
    """

    van: str = field(validator=grenzen.school)
    naar: str = field(validator=grenzen.school)
    bedrag_euro: Decimal = field(validator=grenzen.euros)
    reden: str = ""

    def __attrs_post_init__(self) -> None:
        if self.van == self.naar:
            raise ValueError(f"verschuivingen: {self.van} gives to itself")


@frozen(kw_only=True)
class Sleutel:
    """A key of a board of its own.

    Attributes:
        bestuur: the board, five digits.
        gewicht_per_vestiging: weight of each of its schools; a school that is not named has none.
    """

    bestuur: str = field(validator=validators.matches_re(r"[0-9]{5}"))
    gewicht_per_vestiging: dict[str, Decimal] = field(validator=grenzen.per_school(grenzen.not_negative))


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        via: account of the SWV through which the money goes; it ends there as it began.
        verschuivingen: moves of an amount from school to school.
        sleutels: boards that divide by a key of their own what their schools got.
        stappen: steps of the keten whose amounts are divided again by `sleutels`; empty: all that schools got so far.
    """

    via: str = field(default="swv:budget", validator=grenzen.swv_account)
    verschuivingen: tuple[Verschuiving, ...] = ()
    sleutels: tuple[Sleutel, ...] = ()
    stappen: tuple[str, ...] = step_names()

    def __attrs_post_init__(self) -> None:
        if not self.verschuivingen and not self.sleutels:
            raise ValueError("nothing to shift: give verschuivingen or sleutels")
        if self.stappen and not self.sleutels:
            raise ValueError("stappen needs sleutels, the key by which their amounts are divided again")
        boards = Counter(s.bestuur for s in self.sleutels)
        if double := sorted(b for b, times in boards.items() if times > 1):
            raise ValueError(f"sleutels has board {', '.join(double)} more than once")


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Divide again by the keys of the boards, then book the moves; each goes through the account `via`.

    Raises:
        SwvmonError: a school is not of the region or of that board, its board is not known, or there is nothing that
            can be divided again.
    """
    lines = [line for s in keuzes.sleutels for line in _by_key(momentopname, grootboek, s, keuzes)]
    lines += _moves(momentopname, keuzes)
    return Uitkomst(tuple(lines), bevindingen=grootboek.silent(keuzes.stappen))


def _by_key(momentopname: Momentopname, grootboek: Grootboek, sleutel: Sleutel, keuzes: Keuzes) -> list[pd.DataFrame]:
    import pandas as pd

    weights = sleutel.gewicht_per_vestiging
    check_schools(momentopname, f"sleutels of board {sleutel.bestuur}", weights)
    schools = with_board(momentopname.tabel("aansluiting")[["vestiging"]].drop_duplicates(), momentopname)
    own = schools[schools["bestuur"] == sleutel.bestuur].sort_values("vestiging", ignore_index=True)
    if strange := sorted(set(weights) - set(own["vestiging"])):
        raise SwvmonError(f"{', '.join(strange)} is not a school of board {sleutel.bestuur}")
    had = grootboek.per_vestiging(keuzes.stappen)
    got = had.reindex(own["vestiging"], fill_value=0).astype("int64")
    total = int(got.sum())
    if total < 0:
        raise SwvmonError(f"the schools of board {sleutel.bestuur} paid more than they got: nothing to divide again")
    key = exact(pd.Series(weights, dtype="object").reindex(own["vestiging"], fill_value=0))
    if total and not key.gt(0).any():
        raise SwvmonError(f"sleutels: board {sleutel.bestuur} gives none of its schools a weight")
    per_school = pd.DataFrame({"gewicht": key, "nu": got, "eigen": apportion(total, key)}).set_axis(own.index)
    text = (
        f"Bestuur {sleutel.bestuur} verdeelt met een eigen sleutel wat zijn scholen kregen ({format_euro(total)}): "
        "gewicht "
        + per_school["gewicht"].map(format_decimal).astype("str")
        + f" van {format_decimal(sum(key, Decimal(0)))} is "
        + per_school["eigen"].map(format_euro).astype("str")
        + ", in plaats van "
        + per_school["nu"].map(format_euro).astype("str")
        + "."
    )
    change = per_school["eigen"] - per_school["nu"]
    return [_gives(own, -change, keuzes.via, text, "sleutels"), _gets(own, change, keuzes.via, text, "sleutels")]


def _moves(momentopname: Momentopname, keuzes: Keuzes) -> list[pd.DataFrame]:
    import pandas as pd

    moves = [m for m in keuzes.verschuivingen if m.counts_in(momentopname.schooljaar)]
    check_schools(momentopname, "verschuivingen", {s for m in moves for s in (m.van, m.naar)})
    sides = []
    for side in ("van", "naar"):
        named = pd.DataFrame({"vestiging": pd.Series([getattr(m, side) for m in moves], dtype="str")})
        sides.append(with_board(named, momentopname))
    giver, getter = sides
    for move, one, other in zip(moves, giver["bestuur"], getter["bestuur"], strict=True):
        if not one or one != other:
            boards = f"{one or 'unknown'} and {other or 'unknown'}"
            raise SwvmonError(f"verschuivingen: {move.van} and {move.naar} are not of one known board ({boards})")
    cents = pd.Series([to_cent(m.bedrag_euro) for m in moves], dtype="int64")
    text = pd.Series(
        [f"Verschuiving van {m.van} naar {m.naar}{': ' if m.reden else ''}{m.reden}." for m in moves], dtype="str"
    )
    return [
        _gives(giver, cents, keuzes.via, text, "verschuivingen"),
        _gets(getter, cents, keuzes.via, text, "verschuivingen"),
    ]


def _gives(schools: pd.DataFrame, cents: pd.Series, via: str, text: pd.Series | str, numbers: str) -> pd.DataFrame:
    """Lines from the schools to the account of the SWV, for amounts above zero."""
    return boekingen(
        schools,
        van="vestiging:" + schools["vestiging"],
        naar=via,
        bedrag_cent=cents.clip(lower=0),
        grondslag="verdeling binnen het bestuur (R0 L819-822)",
        toelichting=text,
        parameters=f"solidariteit.{numbers}",
    )


def _gets(schools: pd.DataFrame, cents: pd.Series, via: str, text: pd.Series | str, numbers: str) -> pd.DataFrame:
    """Lines from the account of the SWV to the schools, for amounts above zero."""
    return boekingen(
        schools,
        van=via,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=cents.clip(lower=0),
        grondslag="verdeling binnen het bestuur (R0 L819-822)",
        toelichting=text,
        parameters=f"solidariteit.{numbers}",
    )


BESTUURSVERDELING = Verdeelmodel(
    naam="bestuursverdeling",
    titel="Verdeling binnen een bestuur",
    bron="R0 L819-822, L1495-1497",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=SCHOLEN,
    uitzonderingen={
        "schaal": "verschuivingen zijn bedragen van het regioplan en hangen niet van leerlingen af",
    },
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={"verschuivingen": [{"van": one, "naar": other, "bedrag_euro": 4_000, "reden": "een groep meer"}]},
            opening_euro={f"vestiging:{one}": 30_000, f"vestiging:{other}": 10_000},
        )
        for sector, one, other in (("po", "80AA00", "80BB00"), ("vo", "90AA00", "90BB00"))
    ),
)
