"""Which rows of a table of the country are of which region, found in one pass over the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


@frozen(eq=False)
class Places:
    """Places of rows, by region.

    Attributes:
        rijen: places in the table, by region and within it in the order of the table.
        grenzen: per region where its places start and end in `rijen`.
    """

    rijen: Any
    grenzen: dict[str, tuple[int, int]]

    def of(self, regios: Sequence[str]) -> tuple[Any, list[int]]:
        """The places of regions, one after the other, and how many each has."""
        import numpy as np

        bounds = [self.grenzen.get(regio, (0, 0)) for regio in regios]
        rows = np.concatenate([self.rijen[start:stop] for start, stop in bounds])
        return rows, [stop - start for start, stop in bounds]


def places_of_swv(frame: pd.DataFrame) -> Places:
    """Of a table that names the SWV: its rows by SWV."""
    import numpy as np

    codes, names = frame["swv"].factorize()
    return _places(np.arange(len(frame)), codes, names.tolist())


def places_of_schools(frame: pd.DataFrame, schools: pd.DataFrame) -> Places:
    """Of a table that names the vestiging: its rows by the SWV of the vestiging; of a shared one, with each.

    Args:
        frame: column `vestiging`.
        schools: columns `vestiging` and `swv`, no pair twice.
    """
    import numpy as np
    import pandas as pd

    codes, found = frame["vestiging"].factorize()
    names = pd.Index(found)
    by_school = np.argsort(codes, kind="stable")
    stops = np.cumsum(np.bincount(codes[codes >= 0], minlength=len(names))) + (codes < 0).sum()
    starts = np.concatenate([[(codes < 0).sum()], stops[:-1]]) if len(names) else stops
    number = names.get_indexer(pd.Index(schools["vestiging"])) if len(names) else np.full(len(schools), -1)
    there = number >= 0
    swv, regions = schools["swv"].factorize()
    first, many = starts[number[there]], (stops - starts)[number[there]]
    # the rows of each pair of school and region, one pair after the other
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return _places(by_school[np.repeat(first, many) + within], np.repeat(swv[there], many), regions.tolist())


def _places(rows: Any, whose: Any, names: list[Any]) -> Places:
    """Rows with the number of their region, put in order."""
    import numpy as np

    mine = whose >= 0
    rows, whose = rows[mine], whose[mine]
    order = np.lexsort((rows, whose))
    stops = np.cumsum(np.bincount(whose, minlength=len(names))).tolist()
    bounds = zip([0, *stops], stops, strict=False)
    return Places(rows[order], {str(name): bound for name, bound in zip(names, bounds, strict=False)})
