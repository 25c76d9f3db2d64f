"""Fetch a StatLine table from the publisher's OData v4 service; only `swvmon statline --online` comes here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import SwvmonError

if TYPE_CHECKING:
    import httpx

DIENST = "https://datasets.cbs.nl/odata/v1/CBS"
BLADZIJDEN = 100_000
"""A service that goes on giving next pages is broken."""


def fetch_properties(client: httpx.Client, tabel: str) -> dict[str, Any]:
    """What the service tells of a table: title, and when it changed last.

    Raises:
        SwvmonError: the table is not there, or the service cannot be reached.
    """
    return _get(client, f"{DIENST}/{tabel}/Properties")


def fetch(client: httpx.Client, tabel: str, properties: dict[str, Any]) -> dict[str, Any]:
    """The whole table as a snapshot.

    Raises:
        SwvmonError: the service cannot be reached, or gives something else than a table.
    """
    dimensions = _all(client, f"{DIENST}/{tabel}/Dimensions")
    names = [str(dimension.get("Identifier") or "") for dimension in dimensions]
    if not all(naam.isidentifier() for naam in names):
        raise SwvmonError(f"{DIENST}/{tabel}: names a dimension {names!r} that is none; the service changed")
    return {
        "tabel": tabel,
        "Properties": {key: value for key, value in properties.items() if not key.startswith("@")},
        "Dimensions": dimensions,
        "MeasureCodes": _all(client, f"{DIENST}/{tabel}/MeasureCodes"),
        "Codes": {naam: _all(client, f"{DIENST}/{tabel}/{naam}Codes") for naam in names},
        "Observations": _all(client, f"{DIENST}/{tabel}/Observations"),
    }


def _all(client: httpx.Client, url: str) -> list[dict[str, Any]]:
    """All rows of a collection, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = url
    for _ in range(BLADZIJDEN):
        page = _get(client, following)
        if not isinstance(page.get("value"), list):
            raise SwvmonError(f"{url}: gives no list of rows; the service changed")
        rows += page["value"]
        following = page.get("@odata.nextLink")
        if following is None:
            return rows
        if not str(following).startswith(f"{DIENST}/"):
            raise SwvmonError(f"{url}: sends on to {str(following)[:80]!r}, another place; nothing was written")
    raise SwvmonError(f"{url}: has more than {BLADZIJDEN} pages; nothing was written")


def _get(client: httpx.Client, url: str | None) -> dict[str, Any]:
    import httpx

    try:
        answer = client.get(str(url), headers={"Accept": "application/json"})
    except httpx.HTTPError as error:
        raise SwvmonError(f"{url}: cannot be reached ({type(error).__name__}); try again later") from None
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise SwvmonError(f"{url}: is not there; is the number of the table right?")
    if answer.status_code != httpx.codes.OK:
        raise SwvmonError(f"{url}: answers {answer.status_code}; try again later")
    try:
        page = answer.json()
    except ValueError:
        page = None
    if not isinstance(page, dict):
        raise SwvmonError(f"{url}: gives no JSON object; the service changed")
    return page
