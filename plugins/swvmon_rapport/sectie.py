"""What a section of a report is made of: sentences, key figures, pictures and tables, without a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

TEKST, SCHOOL, BEDRAG, VERSCHIL, AANTAL, AANDEEL, CENT = (
    *("tekst", "school", "bedrag_cent", "verschil_cent", "aantal", "aandeel", "cent"),
)
"""Kinds of a column: text; a vestiging with a page of its own; eurocents; a change in eurocents; a number; a share
(0-1); eurocents with places, such as an amount per pupil."""
GETALLEN = frozenset({BEDRAG, VERSCHIL, AANTAL, AANDEEL, CENT})
"""Kinds that are numbers."""


@frozen
class Kolom:
    """A column: the name in the frame, the heading in Dutch, and one of the kinds above."""

    naam: str
    kop: str
    soort: str = TEKST


@frozen(eq=False)
class Tabel:
    """A table.

    Attributes:
        naam: lower case with hyphens, unique in a report.
        titel: Dutch.
        kolommen: what is shown; the first column tells what a row is about.
        rijen: a row each, with these columns.
        dicht: shown folded; for what is looked up.
    """

    naam: str
    titel: str
    kolommen: Sequence[Kolom]
    rijen: pd.DataFrame
    dicht: bool = False


@frozen(eq=False)
class Figuur:
    """A picture.

    Attributes:
        naam: lower case with hyphens, unique in a report.
        titel: Dutch: what one sees.
        soort: balken, lijn, strip or stroom; `swvmon_rapport.grafieken` tells which columns each takes.
        rijen: what is drawn.
        uitleg: Dutch, what a reader who cannot see it should know.
    """

    naam: str
    titel: str
    soort: str
    rijen: pd.DataFrame
    uitleg: str


@frozen
class Kengetal:
    """A figure that stands out: what it is in Dutch, the figure as text, and exactly."""

    wat: str
    tekst: str
    waarde: str


@frozen(eq=False)
class Sectie:
    """A section.

    Attributes:
        naam: lower case with hyphens, unique in a report.
        titel: Dutch.
        alineas: Dutch sentences.
        kengetallen: figures that stand out.
        figuren: pictures.
        tabellen: tables.
    """

    naam: str
    titel: str
    alineas: Sequence[str] = ()
    kengetallen: Sequence[Kengetal] = ()
    figuren: Sequence[Figuur] = ()
    tabellen: Sequence[Tabel] = ()
