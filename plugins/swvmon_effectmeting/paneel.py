"""A panel: one row per unit and period, checked before anything is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon import Schooljaar, SwvmonError
from swvmon_effectmeting.uitkomst import GeenUitkomst

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NOOIT = 10**6
"""The start of a unit that never starts, so that it lies after every period."""

WEIGEREN = "weigeren"
WEGLATEN = "eenheden_weglaten"
ONVOLLEDIG = (WEIGEREN, WEGLATEN)
MOST_PERIODS = 1000
"""More is a slip: a date written as a number, or a unit in the column of the period."""

MINSTE_CLUSTERS = 6
"""With five clusters the signs of a wild bootstrap have 2^5 patterns, half of them mirrored: no p below 0,0625."""
PER_KANT = 2
"""Of one treated cluster (or one untreated) nobody can tell chance from effect."""


@frozen
class Kolommen:
    """Names of the columns of a panel.

    Attributes:
        uitkomst: the outcome, a number.
        eenheid: the unit, such as an SWV.
        tijd: the period: a whole number, or a school year such as 2014/15.
        behandeling: the period in which the unit starts (empty: never), or with `vanaf` 0 and 1; empty: none.
        cluster: the cluster; empty: the unit itself.
        vanaf: the period in which all units with 1 start; None where `behandeling` holds the period itself.
    """

    uitkomst: str
    eenheid: str
    tijd: str
    behandeling: str = ""
    cluster: str = ""
    vanaf: int | str | None = None


@frozen
class Paneel:
    """A complete panel: every unit has every period once, with an outcome.

    Attributes:
        uitkomst: float per row.
        eenheid: code 0.. per row.
        tijd: period per row, a whole number; of a school year the year in which it starts.
        begin: period in which the unit of the row starts, `NOOIT` where it never does.
        cluster: code 0.. per row.
        schooljaren: whether periods are school years.
        weggelaten: units left out since they were incomplete.
    """

    uitkomst: np.ndarray = field(repr=False)
    eenheid: np.ndarray = field(repr=False)
    tijd: np.ndarray = field(repr=False)
    begin: np.ndarray = field(repr=False)
    cluster: np.ndarray = field(repr=False)
    schooljaren: bool = False
    weggelaten: int = 0

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return int(self.cluster.max()) + 1

    def frame(self, **more: np.ndarray) -> pd.DataFrame:
        """The panel as a frame with columns y, u, t, g, and more."""
        import pandas as pd

        columns = {"y": self.uitkomst, "u": self.eenheid, "t": self.tijd, "g": self.cluster}
        return pd.DataFrame(columns | more, copy=False)


def make_paneel(frame: pd.DataFrame, kolommen: Kolommen, onvolledig: str = WEIGEREN) -> Paneel | GeenUitkomst:
    """Check a frame and make a panel of it.

    Args:
        frame: one row per unit and period; a missing row and an empty outcome are the same.
        kolommen: names of its columns.
        onvolledig: what to do where a unit lacks a period: ``weigeren`` gives no outcome, ``eenheden_weglaten``
            leaves the unit out.

    Raises:
        SwvmonError: a column is not there, holds something else, or a unit has two rows for one period.
    """
    import numpy as np
    import pandas as pd

    cells = _read(frame, kolommen)
    units, periods, outcome, names = cells.eenheid, cells.tijd, cells.waarde, cells.namen
    known = np.isfinite(outcome)
    if not known.any():
        return GeenUitkomst("uitkomst_ontbreekt")
    start = _start(frame, kolommen, units, names)
    clusters = _clusters(frame, kolommen, units, names)
    whole = np.bincount(units[known], minlength=len(names)) == cells.perioden
    if not whole.all() and onvolledig == WEIGEREN:
        return GeenUitkomst("ontbrekende_jaren", _told(cells, known))
    if not whole.any():
        return GeenUitkomst("ontbrekende_jaren", "Geen enkele eenheid heeft alle perioden.")
    left_out = int((~whole).sum())
    if left_out:
        keep = whole[units]
        units, periods, start, outcome = units[keep], periods[keep], start[keep], outcome[keep]
        units, clusters = pd.factorize(units)[0], pd.factorize(clusters[keep])[0]
    if np.ptp(outcome) == 0:
        return GeenUitkomst("geen_variatie", "De uitkomst is overal gelijk.")
    return Paneel(outcome, units, periods, start, clusters, cells.schooljaren, left_out)


def per_unit(frame: pd.DataFrame, kolom: str, eenheid: str, tijd: str) -> pd.DataFrame:
    """The numbers of a column with a row per unit and a column per period; empty where there is none.

    Raises:
        SwvmonError: as `make_paneel`.
    """
    import numpy as np
    import pandas as pd

    cells = _read(frame, Kolommen(kolom, eenheid, tijd))
    finite = np.where(np.isfinite(cells.waarde), cells.waarde, np.nan)
    return pd.DataFrame({"u": cells.namen[cells.eenheid], "t": cells.tijd, "y": finite}).pivot(
        index="u", columns="t", values="y"
    )


def check_groups(paneel: Paneel) -> GeenUitkomst | None:
    """Whether treated and untreated clusters, and periods before and after, are enough to compare; None if so."""
    import numpy as np

    ever = paneel.begin < NOOIT
    sides = [len(np.unique(paneel.cluster[side])) for side in (ever, ~ever)]
    counted = (
        f"Met behandeling {sides[0]}, zonder {sides[1]}; nodig zijn er {PER_KANT} per kant en "
        f"{MINSTE_CLUSTERS} in totaal."
    )
    starts = paneel.begin[ever]
    checks = (
        (paneel.clusters == 1, GeenUitkomst("een_cluster")),
        (not ever.any(), GeenUitkomst("geen_variatie", "Geen enkele eenheid begint.")),
        (ever.all(), GeenUitkomst("geen_vergelijking")),
        (paneel.clusters < MINSTE_CLUSTERS or min(sides) < PER_KANT, GeenUitkomst("te_weinig_groepen", counted)),
        (
            (starts <= paneel.tijd.min()).any(),
            GeenUitkomst("geen_voorperiode", "Een eenheid begint in of voor de eerste periode."),
        ),
        (
            (starts > paneel.tijd.max()).any(),
            GeenUitkomst("geen_naperiode", "Een eenheid begint na de laatste periode."),
        ),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def period(value: Any, kolom: str) -> int:
    """A period as a whole number; of a school year the year in which it starts.

    Raises:
        SwvmonError: it is neither.
    """
    if isinstance(value, str) and "/" in value:
        try:
            return Schooljaar.parse(value).start
        except ValueError as error:
            raise SwvmonError(f"column {kolom!r}: {error}") from None
    try:
        whole = int(value)
        if whole == float(value):
            return whole
    except (TypeError, ValueError):
        pass
    raise SwvmonError(f"column {kolom!r}: {value!r} is no period; write a whole number or a school year like 2014/15")


@frozen
class _Cellen:
    """Rows of a frame that are one per unit and period: codes and names of units, periods, values."""

    eenheid: np.ndarray
    namen: Any
    tijd: np.ndarray
    waarde: np.ndarray
    schooljaren: bool

    @property
    def eerste(self) -> int:
        return int(self.tijd.min())

    @property
    def perioden(self) -> int:
        """Periods from the first up to and including the last, also those that nobody has."""
        return int(self.tijd.max()) - self.eerste + 1

    @property
    def plaats(self) -> np.ndarray:
        """Number of the cell of each row: unit by unit, period by period."""
        places: np.ndarray = self.eenheid * self.perioden + (self.tijd - self.eerste)
        return places

    def label(self, plaats: int) -> str:
        """Unit and period of a cell, for a reader."""
        unit, at = divmod(plaats, self.perioden)
        start = at + self.eerste
        return f"{self.namen[unit]} in {Schooljaar(start) if self.schooljaren else start}"


def _read(frame: pd.DataFrame, kolommen: Kolommen) -> _Cellen:
    import numpy as np
    import pandas as pd

    named = (kolommen.uitkomst, kolommen.eenheid, kolommen.tijd, kolommen.behandeling, kolommen.cluster)
    for name in filter(None, named):
        if name not in frame.columns:
            raise SwvmonError(f"the panel has no column {name!r}; it has {', '.join(map(str, frame.columns))}")
    values = _numbers(frame, kolommen.uitkomst)
    periods, school = _periods(frame[kolommen.tijd], kolommen.tijd)
    units, names = pd.factorize(frame[kolommen.eenheid])
    if (units < 0).any():
        raise SwvmonError(f"column {kolommen.eenheid!r} has rows without a unit; leave them out or name the unit")
    cells = _Cellen(units, names, periods, values, school)
    if cells.perioden > MOST_PERIODS:
        raise SwvmonError(
            f"column {kolommen.tijd!r} runs from {cells.eerste} to {cells.eerste + cells.perioden - 1}; "
            f"a panel has {MOST_PERIODS} periods at most"
        )
    per_cell = np.bincount(cells.plaats)
    if per_cell.max() > 1:
        at = int(per_cell.argmax())
        raise SwvmonError(f"{per_cell[at]} rows are about {cells.label(at)}; a panel has one row per unit and period")
    return cells


def _numbers(frame: pd.DataFrame, kolom: str) -> np.ndarray:
    import numpy as np
    import pandas as pd

    column = frame[kolom]
    if pd.api.types.is_float_dtype(column.dtype) and isinstance(column.dtype, np.dtype):
        return column.to_numpy(dtype="float64")
    try:
        return pd.to_numeric(column).to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise SwvmonError(f"column {kolom!r} must hold numbers with a decimal point: {error}") from None


def _periods(column: pd.Series, kolom: str) -> tuple[np.ndarray, bool]:
    """Periods as whole numbers, and whether they are school years."""
    import numpy as np
    import pandas as pd

    if pd.api.types.is_integer_dtype(column.dtype) and not column.hasnans:
        return column.to_numpy(dtype="int64"), False
    codes, values = pd.factorize(column, use_na_sentinel=False)
    numbers = np.array([period(value, kolom) for value in values], dtype="int64")
    return numbers[codes], any("/" in str(value) for value in values)


def _start(frame: pd.DataFrame, kolommen: Kolommen, units: np.ndarray, names: Any) -> np.ndarray:
    """Per row the period in which its unit starts."""
    import numpy as np
    import pandas as pd

    if not kolommen.behandeling:
        return np.full(len(frame), NOOIT)
    codes, values = pd.factorize(frame[kolommen.behandeling], use_na_sentinel=False)
    if kolommen.vanaf is None:
        begins = [NOOIT if pd.isna(v) or v == "" else period(v, kolommen.behandeling) for v in values]
    else:
        vanaf = period(kolommen.vanaf, "vanaf")
        groups = {0: NOOIT, 1: vanaf, "0": NOOIT, "1": vanaf}
        unknown = [v for v in values if pd.isna(v) or v not in groups]
        if unknown:
            raise SwvmonError(
                f"column {kolommen.behandeling!r}: with vanaf it holds 0 (never starts) and 1, not {unknown[0]}"
            )
        begins = [groups[v] for v in values]
    start = np.array(begins, dtype="int64")[codes]
    _constant(start, units, names, kolommen.behandeling)
    return start


def _clusters(frame: pd.DataFrame, kolommen: Kolommen, units: np.ndarray, names: Any) -> np.ndarray:
    import pandas as pd

    if kolommen.cluster in ("", kolommen.eenheid):
        return units
    codes, _ = pd.factorize(frame[kolommen.cluster])
    if (codes < 0).any():
        raise SwvmonError(f"column {kolommen.cluster!r} has rows without a cluster; name the cluster of every unit")
    _constant(codes, units, names, kolommen.cluster)
    return codes


def _constant(values: np.ndarray, units: np.ndarray, names: Any, kolom: str) -> None:
    """Refuse a column that changes within a unit."""
    import numpy as np

    first = np.zeros(len(names), dtype="int64")
    first[units[::-1]] = values[::-1]
    changed = first[units] != values
    if changed.any():
        unit = names[units[int(changed.argmax())]]
        raise SwvmonError(f"column {kolom!r} changes within unit {unit}; it must be the same in all its rows")


def _told(cells: _Cellen, known: np.ndarray) -> str:
    """How many cells lack, and the first of them."""
    import numpy as np

    have = np.zeros(len(cells.namen) * cells.perioden, dtype=bool)
    have[cells.plaats[known]] = True
    holes = np.flatnonzero(~have)
    incomplete = len(np.unique(holes // cells.perioden))
    return (
        f"{incomplete} van de {len(cells.namen)} eenheden missen samen {len(holes)} van de {len(have)} perioden, "
        f"zoals {cells.label(int(holes[0]))}."
    )
