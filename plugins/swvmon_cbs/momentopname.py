"""A snapshot of a StatLine table: one file that tells itself what it is, as JSON or as CSV.

The JSON has what the publisher's OData v4 service gives: `Properties`, `Dimensions`, `MeasureCodes`, the codes of each
dimension and `Observations`. The CSV has the rows of table `statline`.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from swvmon import SwvmonError, exact

if TYPE_CHECKING:
    from pathlib import Path

MERK = "swvmon_statline"
"""First key of the JSON, with the version of its form."""
VERSIE = 1
CSV_KOLOMMEN = ("tabel", "gewijzigd", "maat", "dimensies", "periode", "waarde", "eenheid", "status")
PERIODESTATUS = {"definitief": "definitief", "voorlopig": "voorlopig", "nadervoorlopig": "nader_voorlopig"}
ONTBREEKT = {"Impossible": "onmogelijk", "Confidential": "geheim", "Unknown": "onbekend"}
"""Why an observation has no value, by `ValueAttribute`; another one counts as onbekend, and is told."""
DEEL = ("Properties", "Dimensions", "MeasureCodes", "Codes", "Observations")


def as_json(snapshot: dict[str, Any]) -> bytes:
    """The snapshot as UTF-8, one observation per line; the same table gives the same bytes."""

    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    lines = [f'"{MERK}": {VERSIE}', f'"tabel": {text(snapshot["tabel"])}']
    lines += [f'"{part}": {text(snapshot[part])}' for part in DEEL[:-1]]
    observations = ",\n".join(text(row) for row in snapshot["Observations"])
    return ("{" + ",\n".join(lines) + f',\n"Observations": [\n{observations}\n]}}\n').encode()


def parse(pad: Path, content: bytes) -> dict[str, Any]:
    """A snapshot from its JSON; numbers stay text, so that no digit is lost.

    Raises:
        SwvmonError: not JSON, of another version, or a part is missing.
    """
    try:
        snapshot = json.loads(content, parse_float=str, parse_int=str)
    except ValueError as error:
        raise SwvmonError(f"{pad}: is no JSON ({error}); fetch it again") from None
    if not isinstance(snapshot, dict) or snapshot.get(MERK) != str(VERSIE):
        raise SwvmonError(f"{pad}: is no StatLine snapshot of version {VERSIE}; make it with swvmon statline")
    missing = [part for part in ("tabel", *DEEL) if part not in snapshot]
    if missing:
        raise SwvmonError(f"{pad}: lacks {', '.join(missing)}; make it again with swvmon statline")
    return snapshot


def modified(snapshot: dict[str, Any]) -> str:
    """The day on which the publisher changed the table last, as ISO text."""
    return str(snapshot["Properties"].get("Modified") or "")[:10]


def rows(pad: Path, snapshot: dict[str, Any]) -> tuple[pd.DataFrame, list[str]]:
    """The rows of table `statline`, and the names of value attributes that are not known here.

    Raises:
        SwvmonError: a part has another form than OData v4 of the publisher gives.
    """
    try:
        return _rows(snapshot)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise SwvmonError(
            f"{pad}: cannot be read as a StatLine table ({type(error).__name__}: {error}); fetch it again"
        ) from None


def _rows(snapshot: dict[str, Any]) -> tuple[pd.DataFrame, list[str]]:
    given = pd.DataFrame(snapshot["Observations"])
    if given.empty:
        raise ValueError("it has no observations")
    if odd := [v for row in snapshot["Observations"] if not isinstance(v := row.get("Value"), str | None)]:
        raise ValueError(f"{str(odd[0])[:40]} is no figure")  # true would count as 1, and NaN as missing
    kinds = {str(d["Identifier"]): d.get("Kind", "") for d in snapshot["Dimensions"]}
    periods = [naam for naam, kind in kinds.items() if kind == "TimeDimension"]
    units = {str(m["Identifier"]).strip(): str(m.get("Unit") or "").strip() for m in snapshot["MeasureCodes"]}
    codes = {naam: given[naam].astype("str").str.strip() for naam in kinds}
    periode = codes[periods[0]] if periods else pd.Series("", index=given.index, dtype="str")
    maat = given["Measure"].astype("str").str.strip()
    value = given["Value"].astype(object)
    value = value.where(value.notna(), None)
    why = given.get("ValueAttribute", pd.Series("None", index=given.index)).fillna("None").astype("str")
    reason = _mapped(why, ONTBREEKT, "onbekend")
    frame = pd.DataFrame(
        {
            "regel": range(1, len(given) + 1),
            "tabel": str(snapshot["tabel"]),
            "maat": maat,
            "dimensies": _joined({naam: code for naam, code in codes.items() if naam not in periods}, given.index),
            "periode": periode,
            "waarde": exact(value),
            "eenheid": _mapped(maat, units, ""),
            "status": _status(snapshot, periods, periode).where(value.notna(), reason),
        }
    )
    strange = sorted(set(why[value.isna()]) - set(ONTBREEKT))
    return frame, strange


def _joined(codes: dict[str, pd.Series], index: pd.Index) -> pd.Series:
    """Name and code of each dimension, sorted by name."""
    text = pd.Series("", index=index, dtype="str")
    for place, naam in enumerate(sorted(codes)):
        text += ("," if place else "") + naam + "=" + codes[naam]
    return text


def _status(snapshot: dict[str, Any], periods: list[str], periode: pd.Series) -> pd.Series:
    """The status of the period of each observation."""
    listed = snapshot["Codes"].get(periods[0], []) if periods else []
    known = {
        str(code["Identifier"]).strip(): PERIODESTATUS.get(
            str(code.get("Status") or "").lower().replace(" ", ""), "onbekend"
        )
        for code in listed
    }
    return _mapped(periode, known, "onbekend")


def _mapped(values: pd.Series, known: dict[str, str], otherwise: str) -> pd.Series:
    return values.map(known).astype(object).fillna(otherwise).astype("str")


def as_csv(pad: Path, snapshot: dict[str, Any]) -> bytes:
    """The rows of table `statline` as UTF-8 with ; between the cells."""
    frame, _ = rows(pad, snapshot)
    number = frame["waarde"].astype(object).map(_spelled)
    frame = frame.assign(gewijzigd=modified(snapshot), waarde=number)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(CSV_KOLOMMEN)
    writer.writerows(frame[list(CSV_KOLOMMEN)].itertuples(index=False))
    return stream.getvalue().encode()


def _spelled(value: Any) -> str:
    if pd.isna(value):
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
