"""What a levering changed against another of the same dataset: rows added, removed and changed, by the table's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.store import Store

TOEGEVOEGD, VERVALLEN, GEWIJZIGD = "added", "removed", "changed"
VINGERAFDRUK = "sleutel_vingerafdruk"
"""The column that tells with which key the pseudonyms of a row were made."""


@frozen(eq=False)
class Tabelverschil:
    """How a table of one levering differs from that of another.

    Attributes:
        tabel: name of the table.
        sleutel: columns by which rows were matched.
        toegevoegd: rows that only the newer has, sorted by key.
        vervallen: rows that only the older has, sorted by key.
        gewijzigd: a row for each value that changed: the key, `kolom`, `oud`, `nieuw`; sorted by key and column.
        rijen_gewijzigd: rows of both in which a value changed.
        rijen_gelijk: rows of both in which nothing changed.
        gevoelig: rows are about one person each, so that only numbers of rows may be shown.
    """

    tabel: str
    sleutel: tuple[str, ...]
    toegevoegd: pd.DataFrame = field(repr=False)
    vervallen: pd.DataFrame = field(repr=False)
    gewijzigd: pd.DataFrame = field(repr=False)
    rijen_gewijzigd: int
    rijen_gelijk: int
    gevoelig: bool

    @property
    def verschilt(self) -> bool:
        """Whether any row differs."""
        return bool(len(self.toegevoegd) or len(self.vervallen) or self.rijen_gewijzigd)


def compare_leveringen(store: Store, oud: int, nieuw: int, tabel: str | None = None) -> list[Tabelverschil]:
    """Compare two leveringen of one dataset.

    Args:
        store: the database.
        oud: number of the levering from which is compared.
        nieuw: number of the levering to which.
        tabel: only this table; None: all tables that either filled.

    Returns:
        One per table, sorted by name.

    Raises:
        UsageError: they are not of one dataset, neither filled the table, or their pseudonyms were made with different
            keys.
        StoreError: one of them is not there.
    """
    filled = sorted({**store.loaded(oud).tabellen, **store.loaded(nieuw).tabellen})
    known = store.leveringen().set_index("id")
    left, right = known.loc[oud], known.loc[nieuw]
    if left["dataset"] != right["dataset"]:
        raise UsageError(
            f"levering {oud} is of {left['dataset']} and levering {nieuw} of {right['dataset']}; "
            "only leveringen of one dataset can be compared"
        )
    if tabel is not None and tabel not in filled:
        raise UsageError(f"leveringen {oud} and {nieuw} filled no table {tabel!r}; they filled: {', '.join(filled)}")
    return [_compare(store, name, oud, nieuw) for name in ([tabel] if tabel else filled)]


def _compare(store: Store, tabel: str, oud: int, nieuw: int) -> Tabelverschil:
    import pandas as pd

    from swvmon.store.declared import table

    declared = table(tabel)
    key = list(declared.sleutel)
    left, right = store.read(tabel, [oud]), store.read(tabel, [nieuw])
    if declared.case_rows:
        _refuse_other_keys(tabel, oud, left, nieuw, right)
    places = (
        left[key]
        .reset_index(names="links")
        .merge(right[key].reset_index(names="rechts"), on=key, how="outer", indicator="waar")
    )
    both = places[places["waar"] == "both"]
    before = left.loc[both["links"].astype("int64")].reset_index(drop=True)
    after = right.loc[both["rechts"].astype("int64")].reset_index(drop=True)
    parts = [_changed(before, after, key, name) for name in left.columns if name not in key]
    columns = [*key, "kolom", "oud", "nieuw"]
    changed = pd.concat(parts).sort_index(kind="stable") if parts else pd.DataFrame(columns=columns)
    rows = int(changed.index.nunique())
    return Tabelverschil(
        tabel,
        tuple(key),
        right.loc[places.loc[places["waar"] == "right_only", "rechts"].astype("int64")].reset_index(drop=True),
        left.loc[places.loc[places["waar"] == "left_only", "links"].astype("int64")].reset_index(drop=True),
        changed[columns].reset_index(drop=True),
        rows,
        len(both) - rows,
        declared.case_rows,
    )


def _changed(before: pd.DataFrame, after: pd.DataFrame, key: list[str], naam: str) -> pd.DataFrame:
    """The rows in which a column differs; an empty cell equals an empty cell and nothing else."""
    old, new = before[naam].astype(object), after[naam].astype(object)
    empty = old.isna() & new.isna()
    differs = ~(empty | (old.where(old.notna(), None) == new.where(new.notna(), None)))
    return before.loc[differs, key].assign(kolom=naam, oud=old[differs], nieuw=new[differs])


def _refuse_other_keys(tabel: str, oud: int, left: pd.DataFrame, nieuw: int, right: pd.DataFrame) -> None:
    """Under another key a person has another pseudonym: nobody would be the same."""
    keys = [set(frame[VINGERAFDRUK]) for frame in (left, right)]
    if all(keys) and keys[0] != keys[1]:
        raise UsageError(
            f"the pseudonyms in {tabel} of levering {oud} and of levering {nieuw} were made with different keys; they "
            "cannot be matched. Load the older file again with the key of now"
        )


def as_records(verschil: Tabelverschil) -> list[dict[str, Any]]:
    """The differences one by one: `soort`, `sleutel`, and `rij` or `wijzigingen` (column to old and new value).

    Empty for a table whose rows are about one person each.
    """
    if verschil.gevoelig:
        return []
    key = list(verschil.sleutel)
    found: list[dict[str, Any]] = []
    for soort, frame in ((VERVALLEN, verschil.vervallen), (TOEGEVOEGD, verschil.toegevoegd)):
        for row in _plain(frame):
            rest = {name: value for name, value in row.items() if name not in key}
            found.append({"soort": soort, "sleutel": {name: row[name] for name in key}, "rij": rest})
    changes: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in _plain(verschil.gewijzigd):
        place = {name: row[name] for name in key}
        entry: dict[str, Any] = {"soort": GEWIJZIGD, "sleutel": place, "wijzigingen": {}}
        entry = changes.setdefault(tuple(place.values()), entry)
        entry["wijzigingen"][row["kolom"]] = [row["oud"], row["nieuw"]]
    return [*changes.values(), *found]


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as values for JSON: an empty cell None, a date as text."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(k): v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]
