"""Strippenkaart: a school asks specialists of the SWV with strips of a card (R0 L831-833)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import Bevinding, Schooljaar, boekingen, grenzen, with_board
from swvmon_basismodellen.voorziening import NAAM

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


def _by_year(owner: object, attribute: Any, table: dict[str, dict[str, int]]) -> None:
    for year, used in table.items():
        grenzen.schooljaar(owner, attribute, year)
        grenzen.per_school(grenzen.not_negative)(owner, attribute, used)


@frozen(kw_only=True)
class Strippenkaart:
    """The cards and what was used of them.

    Attributes:
        voorziening: provision whose specialists come; it is paid for each strip that is used.
        prijs_per_strip_euro: euros per strip.
        strippen_per_vestiging: strips on the card of each school, in each school year.
        gebruikt_per_vestiging: strips that each school used, in every school year of the run.
        gebruikt_per_schooljaar: instead: these by school year; in a year that is not named none were used.
    """

    voorziening: str = field(validator=validators.matches_re(NAAM))
    prijs_per_strip_euro: Decimal = field(validator=grenzen.not_negative)
    strippen_per_vestiging: dict[str, int] = field(validator=grenzen.per_school(grenzen.not_negative))
    gebruikt_per_vestiging: dict[str, int] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    gebruikt_per_schooljaar: dict[str, dict[str, int]] = field(factory=dict, validator=_by_year)

    def __attrs_post_init__(self) -> None:
        if self.gebruikt_per_vestiging and self.gebruikt_per_schooljaar:
            raise ValueError("strippenkaart: give one of gebruikt_per_vestiging and gebruikt_per_schooljaar")

    def used_in(self, year: Schooljaar) -> dict[str, int]:
        """Strips that each school used in a school year."""
        by_year = {Schooljaar.parse(text): used for text, used in self.gebruikt_per_schooljaar.items()}
        return by_year.get(year, self.gebruikt_per_vestiging)


def book(kaart: Strippenkaart, momentopname: Momentopname, van: str) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Strips used x price, in kind: paid to the provision. What goes beyond the card is cut, with a finding."""
    import pandas as pd

    used = pd.Series(kaart.used_in(momentopname.schooljaar), dtype="int64").sort_index()
    card = pd.Series(kaart.strippen_per_vestiging, dtype="int64").reindex(used.index, fill_value=0)
    rows = pd.DataFrame({"vestiging": used.index.astype("str"), "gebruikt": used.to_numpy(), "kaart": card.to_numpy()})
    rows["geboekt"] = rows["gebruikt"].clip(upper=rows["kaart"])
    lines = boekingen(
        with_board(rows, momentopname),
        van=van,
        naar=f"swv:voorziening:{kaart.voorziening}",
        hoeveelheid=rows["geboekt"],
        eenheid="strip",
        tarief=kaart.prijs_per_strip_euro,
        grondslag="strippenkaart (R0 L831)",
        toelichting="Gebruikte strippen van "
        + rows["vestiging"]
        + ", van een kaart met "
        + rows["kaart"].astype("str")
        + ".",
        parameters="basismodellen.strippenkaart.prijs_per_strip_euro",
    )
    cut = rows[rows["geboekt"] < rows["gebruikt"]]
    columns = ("vestiging", "gebruikt", "kaart", "geboekt")
    return lines, tuple(
        Bevinding(
            "strippenkaart_op",
            "waarschuwing",
            school,
            f"{strips} {'strip' if strips == 1 else 'strippen'} gebruikt van een kaart met {there}: {booked} geboekt.",
        )
        for school, strips, there, booked in zip(*(cut[c].tolist() for c in columns), strict=True)
    )
