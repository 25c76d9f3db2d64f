"""The panel: from a file, or from the metingen of a stored run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import SwvmonError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def read_panel(path: Path) -> pd.DataFrame:
    """A panel from a CSV or Parquet file.

    A CSV is in UTF-8; with semicolons between columns numbers have a decimal comma, with commas a decimal point.

    Raises:
        SwvmonError: it cannot be read, or has no rows.
    """
    import pandas as pd

    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            frame = pd.read_parquet(path)
        else:
            with path.open(encoding="utf-8-sig") as stream:
                semicolons = ";" in stream.readline()
            frame = pd.read_csv(path, sep=";" if semicolons else ",", decimal="," if semicolons else ".")
    except OSError as error:
        raise SwvmonError(f"{path}: cannot be read ({error.strerror or error})") from None
    except (ValueError, ArithmeticError) as error:  # pandas, pyarrow and codecs raise kinds of ValueError
        raise SwvmonError(f"{path}: is no panel: {error}") from None
    if frame.empty:
        raise SwvmonError(f"{path}: has no rows")
    return frame


def from_metingen(metingen: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """A panel from metingen: a row per SWV and school year, a column per indicator, and per ``indicator:onderdeel``.

    Values that the run could not compute, or that are masked, are empty.

    Args:
        metingen: those of a run.
        scenario: the scenario of which to take them.

    Raises:
        SwvmonError: there is none of an SWV.
    """
    import pandas as pd

    rows = metingen[(metingen["niveau"] == "swv") & (metingen["scenario"] == scenario)]
    if rows.empty:
        raise SwvmonError(f"the run has no metingen of SWV's in scenario {scenario!r}; run it for all SWV's: --all")
    part = rows["onderdeel"].astype("str")
    name = rows["indicator"].astype("str") + (":" + part).where(part != "", "")
    computed = rows["uitkomst"] == "berekend"
    value = pd.to_numeric(rows["waarde"].astype("object").where(computed), errors="raise").astype("float64")
    keyed = pd.DataFrame(
        {"swv": rows["sleutel"].astype("str"), "schooljaar": rows["schooljaar"].astype("str"), "n": name, "v": value}
    )
    wide = keyed.pivot(index=["swv", "schooljaar"], columns="n", values="v").reset_index()
    return wide.rename_axis(columns=None)


def select(frame: pd.DataFrame, waar: dict[str, str]) -> pd.DataFrame:
    """The rows in which columns hold some texts.

    Raises:
        SwvmonError: a column is not there, or no row is left.
    """
    for column, text in waar.items():
        if column not in frame.columns:
            raise SwvmonError(f"waar: the panel has no column {column!r}; it has {', '.join(map(str, frame.columns))}")
        frame = frame[frame[column].astype("str") == text]
    if frame.empty:
        raise SwvmonError(f"no row of the panel fits waar = {waar}")
    return frame
