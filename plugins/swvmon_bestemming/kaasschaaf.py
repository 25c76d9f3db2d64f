"""Kaasschaaf: a flat percentage off named posts (R0 L2869)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    divide_over_schools,
    format_decimal,
    format_euro,
    grenzen,
    half_up,
    step_names,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        percentage: what comes off, 0 to 100.
        stappen: earlier steps of the keten; what they paid to schools is cut.
        rekeningen: accounts of the SWV; what they hold is cut.
        naar: account that receives what comes off.
    """

    percentage: Decimal = field(validator=grenzen.percentage)
    stappen: tuple[str, ...] = step_names()
    rekeningen: tuple[str, ...] = field(default=(), validator=validators.deep_iterable(grenzen.swv_account))
    naar: str = field(default="swv:budget", validator=grenzen.swv_account)

    def __attrs_post_init__(self) -> None:
        if not self.stappen and not self.rekeningen:
            raise ValueError("nothing to cut: give stappen, rekeningen or both")
        for name in ("stappen", "rekeningen"):
            values = getattr(self, name)
            if double := sorted({v for v in values if values.count(v) > 1}):
                raise ValueError(f"{name} has {', '.join(double)} more than once")
        if self.naar in self.rekeningen:
            raise ValueError(f"rekeningen has {self.naar}, the account that receives what comes off")


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Take the percentage off what the schools got by the steps, then off what the accounts hold."""
    schools = _schools(momentopname, grootboek, keuzes)
    accounts = _accounts(grootboek, keuzes)
    return Uitkomst((schools, accounts), bevindingen=(*grootboek.silent(keuzes.stappen), *without_board(schools)))


def received(momentopname: Momentopname, grootboek: Grootboek, stappen: tuple[str, ...]) -> pd.DataFrame:
    """What each school of the region got by these steps, net of what they took back.

    Returns:
        One row per vestiging that got more than nothing, sorted: `vestiging`, `bedrag_cent` and `corrigeert`: the
        number of the line, where one line paid it all.
    """
    import pandas as pd

    lines = grootboek.regels[["stap", "volgnummer", "van", "naar", "vestiging", "bedrag_cent"]]
    lines = lines[lines["stap"].isin(stappen)]
    back = lines["van"].str.startswith("vestiging:")
    lines = lines.assign(bedrag_cent=lines["bedrag_cent"].where(~back, -lines["bedrag_cent"]))
    lines = lines[back | lines["naar"].str.startswith("vestiging:")]
    own = pd.Index(momentopname.tabel("aansluiting")["vestiging"])
    lines = lines[own.get_indexer(lines["vestiging"]) >= 0]
    of_school = lines.groupby("vestiging")
    got = of_school["bedrag_cent"].sum()
    single = of_school["volgnummer"].min().astype("Int64").where(of_school.size() == 1)
    return got[got > 0].to_frame().assign(corrigeert=single).reset_index()


def _schools(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> pd.DataFrame:
    """One line per school; the total of the SWV is rounded half up and divided to the cent."""
    import pandas as pd

    got = received(momentopname, grootboek, keuzes.stappen)
    taken = pd.Series(0, index=got.index, dtype="int64")
    for _, rows in got.groupby(momentopname.swv_of(got)):
        total = _cut(int(rows["bedrag_cent"].sum()), keuzes)
        taken[rows.index] = divide_over_schools(total, rows, "bedrag_cent")
    steps = ", ".join(sorted(keuzes.stappen))
    return boekingen(
        with_board(got, momentopname),
        van="vestiging:" + got["vestiging"],
        naar=keuzes.naar,
        bedrag_cent=taken,
        grondslag="kaasschaaf (R0 L2869)",
        toelichting=f"Korting van {format_decimal(keuzes.percentage)}% op "
        + got["bedrag_cent"].map(format_euro).astype("str")
        + f" van {steps}.",
        parameters="bestemming.percentage",
        corrigeert=got["corrigeert"],
    )


def _accounts(grootboek: Grootboek, keuzes: Keuzes) -> pd.DataFrame:
    """One line per account that holds money, each rounded half up."""
    import pandas as pd

    held = pd.Series([max(0, grootboek.saldo(account)) for account in keuzes.rekeningen], dtype="int64")
    accounts = pd.DataFrame({"rekening": pd.Series(keuzes.rekeningen, dtype="str")})
    return boekingen(
        accounts,
        van=accounts["rekening"],
        naar=keuzes.naar,
        bedrag_cent=held.map(lambda cents: _cut(cents, keuzes)).astype("int64"),
        grondslag="kaasschaaf (R0 L2869)",
        toelichting=f"Korting van {format_decimal(keuzes.percentage)}% op "
        + held.map(format_euro).astype("str")
        + " op "
        + accounts["rekening"]
        + ".",
        parameters="bestemming.percentage",
    )


def of_steps(keuzes: Keuzes) -> bool:
    """Whether only what schools got is cut, and no account of the SWV."""
    return not keuzes.rekeningen


def _cut(cents: int, keuzes: Keuzes) -> int:
    return int(half_up(cents * keuzes.percentage / 100))


KAASSCHAAF = Verdeelmodel(
    naam="kaasschaaf",
    titel="Kaasschaaf: een vast percentage van posten af",
    bron="R0 L2869",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=SCHOLEN,
    samen=of_steps,
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={"percentage": 3, "rekeningen": ["swv:organisatie", "swv:voorziening:plusklas"]},
            opening_euro={"swv:organisatie": 60_000, "swv:voorziening:plusklas": 90_000},
        )
        for sector in ("po", "vo")
    ),
)
