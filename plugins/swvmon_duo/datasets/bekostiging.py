"""Material and personnel funding of primary schools (DUO), per institution; the files tell the day of their count.

Amounts are written 40.010,00. The files are published without a line end after the last row; their last value is an
amount with two decimals, so that one that was cut off does not pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Bevinding, Dataset, Kolom, Leesresultaat, format_euro, read_table
from swvmon_duo.koppen import BESTUUR, BRIN, PEILDATUM
from swvmon_duo.tellingen import filled, one_day, told_by_peildatum

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop

LEERLINGEN = (
    "totaal_aantal_leerlingen",
    "aantal_leerlingen_4_tot_en_met_7_jaar",
    "aantal_leerlingen_8_jaar_en_ouder",
)


@frozen
class Bekostigingslijst:
    """One of the lists.

    Attributes:
        soort: personeel or materieel.
        grootheden: numbers on which the funding rests.
        posten: amounts that are no sum.
        totalen: sums, each with the posts that it adds up.
    """

    soort: str
    grootheden: tuple[str, ...]
    posten: tuple[str, ...]
    totalen: dict[str, tuple[str, ...]]

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """All columns that are read; amounts may be empty."""
        return (
            PEILDATUM,
            BRIN,
            BESTUUR,
            *(Kolom(name, (name,), "decimaal_komma", gevuld=False) for name in self.grootheden),
            *(Kolom(name, (name,), "bedrag") for name in (*self.posten, *self.totalen)),
        )

    def herken(self, kop: Kop) -> bool:
        """The columns, up to two missing (reading says which)."""
        return len(kop.lacks(self.kolommen)) <= 2

    def lees(self, bestand: Bestand) -> Leesresultaat:
        """Fill `bekostiging` and `bekostiging_grondslag`, and tell which totals are no sum of their posts."""
        tabel = read_table(bestand, self.kolommen, open_slot=True)
        rijen = one_day(bestand, tabel.rijen).assign(soort=self.soort)
        keys = ["regel", "brin", "soort"]
        posten = [*self.posten, *self.totalen]
        tabellen = {
            "bekostiging": _long(rijen, [*keys, "bestuur"], posten, "post", "bedrag_cent"),
            "bekostiging_grondslag": _long(rijen, keys, list(self.grootheden), "grootheid", "waarde"),
        }
        return Leesresultaat(tabellen, tabel.afkeuringen, tabel.rijen_gelezen, self._odd(rijen))

    def _odd(self, rijen: pd.DataFrame) -> tuple[Bevinding, ...]:
        return tuple(
            Bevinding(
                "bekostiging_telt_niet_op",
                "waarschuwing",
                str(brin),
                f"{totaal} van {brin} verschilt {format_euro(int(difference))} van de som van zijn posten.",
            )
            for totaal, posten in self.totalen.items()
            for brin, difference in (
                (rijen[list(posten)].sum(axis=1) - rijen[totaal])
                .set_axis(rijen["brin"])
                .loc[lambda rest: rest != 0]
                .items()
            )
        )

    def dataset(self, naam: str, titel: str) -> Dataset:
        """The dataset of this list."""
        tabellen = ("bekostiging", "bekostiging_grondslag")
        return Dataset(naam, titel, tabellen, "peildatum", self.herken, self.lees, told_by_peildatum)


def _long(rijen: pd.DataFrame, keys: list[str], kolommen: list[str], naam: str, waarde: str) -> pd.DataFrame:
    """A row per value that is there, with the name of its column."""
    import numpy as np
    import pandas as pd

    row, column = filled(rijen, kolommen)
    every = pd.concat([rijen[name] for name in kolommen], ignore_index=True)
    values = every.take(column * len(rijen) + row).reset_index(drop=True)
    names = pd.Series(np.array(kolommen)[column], dtype="str")
    return rijen[keys].take(row).reset_index(drop=True).assign(**{naam: names, waarde: values})


_MATERIEEL = ("groepsafhankelijke_mi", "leerlingafhankelijke_mi", "aanvullende_mi")
_FORMATIE = (
    "onderbouw",
    "bovenbouw",
    "kleine_scholen_toeslag",
    "drievierde_opslag_nevenvestigingen",
    "zeer_kleine_scholen_toeslag",
    "bestrijding_onderwijsachterstanden",
    "directietoeslag",
)
_OVERIG = ("impulsgebieden", "personeels_en_arbeidsmarktbeleid", "prestatiebox")
DATASETS = (
    Bekostigingslijst(
        "materieel", (*LEERLINGEN, "aantal_groepen", "schoolgewicht"), _MATERIEEL, {"totaal_mi": _MATERIEEL}
    ).dataset("duo_bo_materieel", "01. Materiele instandhouding bo"),
    Bekostigingslijst(
        "personeel",
        (*LEERLINGEN, "schoolgewicht", "gemiddelde_gewogen_leeftijd", "aantal_gewichtenleerlingen_in_impulsgebied"),
        (*_FORMATIE, *_OVERIG),
        {"totaal_personele_bekostiging": _FORMATIE, "totaal": ("totaal_personele_bekostiging", *_OVERIG)},
    ).dataset("duo_bo_personeel", "03. Personele bekostiging bo"),
)
