"""What a school weighs in a key: a number of the plan, or a feature of the school such as its schoolweging."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from swvmon import SwvmonError, Telmoment, exact, feature_numbers, format_decimal, multiply

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

TOEPASSINGEN = {"per_leerling": "leerling", "naar_gewicht": "gewicht"}
"""How a weight counts, with the unit that is divided over."""


class Weging(Protocol):
    """The choices about weights that `weigh` reads."""

    @property
    def telmoment(self) -> str:
        """The counting date, on which a feature must hold."""

    @property
    def gewicht_per_vestiging(self) -> dict[str, Decimal]:
        """Weights that the plan gives; these go before a feature."""

    @property
    def gewicht_kenmerk(self) -> str:
        """Name of the feature; empty: none."""

    @property
    def gewicht_toepassing(self) -> str:
        """A key of `TOEPASSINGEN`."""


def weigh(schools: pd.DataFrame, momentopname: Momentopname, keuzes: Weging) -> pd.DataFrame:
    """Add what each school weighs.

    Args:
        schools: columns `vestiging`, `aandeel` and `aantal`.
        momentopname: table `kenmerk` where a feature is chosen.
        keuzes: the choices.

    Returns:
        The schools with `gewicht`, `gewogen` (pupils x weight, or the weight of the part in the region) and `uitleg`.

    Raises:
        SwvmonError: a school has no weight where each needs one, or a feature that is no number.
    """
    import pandas as pd

    keys = schools["vestiging"]
    weight = _of_schools(keys, pd.Series(keuzes.gewicht_per_vestiging, dtype="object"))
    if keuzes.gewicht_kenmerk:
        day = Telmoment.parse(keuzes.telmoment).on(momentopname.schooljaar)
        told = feature_numbers(momentopname, "vestiging", keuzes.gewicht_kenmerk, day)
        weight = weight.where(weight.notna(), _of_schools(keys, told))
    without = sorted(keys[weight.isna()])
    if without and (keuzes.gewicht_kenmerk or keuzes.gewicht_toepassing == "naar_gewicht"):
        what = f"kenmerk {keuzes.gewicht_kenmerk} on {keuzes.telmoment}" if keuzes.gewicht_kenmerk else "weight"
        raise SwvmonError(
            f"no {what} for {', '.join(without[:5])}: load a value, or give it under gewicht_per_vestiging"
        )
    exact_weight = weight.where(weight.notna(), Decimal(1))
    per_pupil = keuzes.gewicht_toepassing == "per_leerling"
    weighed = multiply(schools["aantal" if per_pupil else "aandeel"], exact_weight)
    return schools.assign(gewicht=exact_weight, gewogen=weighed).assign(uitleg=lambda rows: _explain(rows, keuzes))


def explain_parts(schools: pd.DataFrame, toepassing: str, shared: str) -> pd.Series:
    """What part of an amount each school gets by its weight, in a sentence.

    Args:
        schools: what `weigh` hands back.
        toepassing: how a weight counts, a key of `TOEPASSINGEN`.
        shared: the amount that is divided, in words.
    """
    total = format_decimal(sum(schools["gewogen"], Decimal(0)))
    if toepassing == "per_leerling" and not (schools["gewicht"] != 1).any():
        return _written(schools["gewogen"]) + f" van {total} leerlingen: deel van {shared}."
    unit = " gewogen leerlingen" if toepassing == "per_leerling" else ""
    part = ": " + _written(schools["gewogen"]) + f" van samen {total}{unit}, deel van {shared}."
    return schools["uitleg"].str.removesuffix(".") + part


def _of_schools(keys: pd.Series, values: pd.Series) -> pd.Series:
    return exact(values).reindex(keys).set_axis(keys.index)


def _explain(schools: pd.DataFrame, keuzes: Weging) -> pd.Series:
    texts = schools[["aantal", "aandeel", "gewicht"]].apply(_written)
    named = schools["vestiging"].isin(list(keuzes.gewicht_per_vestiging))
    source = f" ({keuzes.gewicht_kenmerk})" if keuzes.gewicht_kenmerk else ""
    of_feature = texts["gewicht"] + source
    weight = texts["gewicht"].where(named, of_feature)
    if keuzes.gewicht_toepassing == "naar_gewicht":
        part = (" × aandeel " + texts["aandeel"]).where(texts["aandeel"] != "1", "")
        return "Gewicht " + weight + part + "."
    weighted = (" × gewicht " + weight).where((texts["gewicht"] != "1") | bool(source), "")
    pupils = texts["aantal"] + schools["aantal"].eq(1).map({True: " leerling", False: " leerlingen"}).astype("str")
    return pupils + weighted + "."


def _written(numbers: pd.Series) -> pd.Series:
    """Numbers as a reader writes them; each that occurs is written once."""
    import pandas as pd

    codes, distinct = numbers.factorize()
    return pd.Series([format_decimal(number) for number in distinct], dtype="str").take(codes).set_axis(numbers.index)
