"""Run the indicators of one region-year: each apart, its metingen checked, ratios divided here and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon.contract.meting import GEGEVEN, KOLOMMEN, NIVEAUS, SOORTEN, STATUSSEN
from swvmon.errors import ContractViolation, SwvmonError
from swvmon.geld import DECIMALS, exact, half_up
from swvmon.run.chain import Status

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.indicator import Indicator
    from swvmon.contract.momentopname import Momentopname
    from swvmon.hooks.registry import Registered

_NEEDS = {
    "verhouding": ("teller", "noemer"),
    "aantal": ("waarde",),
    "bedrag_cent": ("waarde",),
    "statistiek": ("waarde", "n"),
    "klasse": ("waarde",),
}


def measure(
    indicatoren: tuple[Registered[Indicator], ...], view: Momentopname, ledger: Grootboek, stamp: dict[str, str]
) -> tuple[pd.DataFrame, list[Status]]:
    """Compute all indicators; one that fails or breaks the contract is named, the others go on.

    Returns:
        All metingen, columns `swvmon.contract.meting.KOLOMMEN`, and how each indicator fared.
    """
    import pandas as pd

    frames: list[pd.DataFrame] = []
    statussen: list[Status] = []
    for registered in indicatoren:
        indicator = registered.value
        status, text = "gelukt", ""
        try:
            part = view.only(tuple(t for t in view.sleutels if (t.tabel, t.moment) in _reads(indicator)))
            rows = _checked(indicator, indicator.bereken(part, ledger))
            text = "" if len(rows) else "no metingen: the data that it needs is not loaded or empty"
            frames.append(rows.assign(**stamp, indicator=indicator.naam, plugin=registered.plugin)[list(KOLOMMEN)])
        except Exception as error:  # an indicator may raise anything; it is named and the others go on
            status = "mislukt"
            text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
        statussen.append(
            Status(
                indicator.naam,
                "indicator",
                registered.plugin,
                registered.distribution,
                registered.versie,
                status,
                " ".join(text.split()),
            )
        )
    filled = [frame for frame in frames if len(frame)]
    empty = pd.DataFrame(columns=list(KOLOMMEN))
    return (pd.concat(filled, ignore_index=True) if filled else empty), statussen


def _reads(indicator: Indicator) -> set[tuple[str, str]]:
    return {(t.tabel, t.moment) for t in indicator.leest}


def _checked(indicator: Indicator, rows: object) -> pd.DataFrame:
    """Refuse metingen that are none; divide the ratios."""
    import pandas as pd

    if not isinstance(rows, pd.DataFrame) or list(rows.columns) != list(GEGEVEN):
        raise ContractViolation("handed back something else than swvmon.metingen makes")
    if rows.empty:
        return rows
    kinds = set(rows["soort"])
    if kinds != {indicator.soort} or not kinds <= set(SOORTEN):
        raise ContractViolation(f"handed back soort {', '.join(sorted(kinds))}, registered as {indicator.soort}")
    if wrong := set(rows["niveau"]) - set(NIVEAUS):
        raise ContractViolation(f"unknown niveau {min(wrong)!r}; one of {', '.join(NIVEAUS)}")
    if wrong := set(rows["status"]) - set(STATUSSEN):
        raise ContractViolation(f"unknown status {min(wrong)!r}; one of {', '.join(STATUSSEN)}")
    doubles = rows.duplicated(["niveau", "sleutel", "peildatum"])
    if doubles.any():
        raise ContractViolation(f"two metingen for {rows.loc[doubles, 'sleutel'].iloc[0]!r}")
    for column in _NEEDS[indicator.soort]:
        if rows[column].isna().any():
            key = rows.loc[rows[column].isna(), "sleutel"].iloc[0]
            raise ContractViolation(f"{key!r} has no {column}, which a {indicator.soort} needs")
    if indicator.soort == "verhouding" and rows["waarde"].notna().any():
        raise ContractViolation("hands in a waarde beside teller and noemer; the core divides")
    return _divided(rows) if indicator.soort == "verhouding" else rows


def _divided(rows: pd.DataFrame) -> pd.DataFrame:
    """Fill in `waarde`, six places half up; empty where the noemer is zero or either is an interval."""
    import pandas as pd

    certain = (rows["teller"] == rows["teller_max"]) & (rows["noemer"] == rows["noemer_max"]) & (rows["noemer"] != 0)
    quotients = [
        half_up(Decimal(t) / Decimal(n), DECIMALS) if sure else None
        for t, n, sure in zip(rows["teller"], rows["noemer"], certain, strict=True)
    ]
    return rows.assign(waarde=exact(pd.Series(quotients, index=rows.index, dtype="object")))
