"""Write choices as a scenario into the plan file: its comments and layout stay, and it is whole or not written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from swvmon import SwvmonError, whole_file

if TYPE_CHECKING:
    from swvmon import Rekenaar

NAAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60


def bewaar(
    rekenaar: Rekenaar, naam: str, keuzes: Mapping[str, Mapping[str, Any]], pad: Path, *, kopie: bool
) -> Rekenaar:
    """Add a scenario to a plan file, or replace the one of that name.

    Args:
        rekenaar: the plan, with the text that the file should still have.
        naam: name of the scenario.
        keuzes: choices by step.
        pad: the file.
        kopie: make the file, with the text of the plan and the scenario; it may not be there.

    Raises:
        SwvmonError: the name is none, nothing differs, the file changed or cannot be written, or the scenario cannot
            run; in Dutch. The file is then as it was.

    Returns:
        The plan as it now is in the file.
    """
    if not NAAM.fullmatch(naam) or len(naam) > LONGEST:
        raise SwvmonError("Geef het scenario een naam van kleine letters, cijfers en streepjes, zoals meer-budget.")
    if naam == "plan" or naam in rekenaar.plan.sweeps:
        raise SwvmonError(f"'{naam}' is al de naam van iets anders in het plan; kies een andere naam.")
    if not keuzes:
        raise SwvmonError("Er is niets anders dan in het plan; er valt geen scenario te bewaren.")
    if kopie and pad.exists():
        raise SwvmonError(f"{pad} bestaat al en wordt niet vervangen; start opnieuw om dat plan te gebruiken.")
    if not kopie and _read(pad) != rekenaar.plan.tekst:
        raise SwvmonError(f"{pad} is intussen door iets anders veranderd; start opnieuw om dat plan te gebruiken.")
    text = with_scenario(rekenaar.plan.tekst, naam, _sourced(rekenaar, keuzes))
    try:
        changed = rekenaar.with_text(text, str(pad))
        changed.scenario(naam)
    except SwvmonError as error:
        raise SwvmonError(f"Dit scenario kan niet in het plan: {error}") from error
    _write(pad, text)
    return changed


def with_scenario(tekst: str, naam: str, keuzes: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a plan with a scenario added or replaced; everything else as it was.

    Raises:
        SwvmonError: the text cannot be changed without touching something else.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    new = tomlkit.table(is_super_table=True)
    for step, choices in keuzes.items():
        table = tomlkit.table()
        for key, value in choices.items():
            table.add(tomlkit.key(key), _item(value))
        new.add(tomlkit.key(step), table)
    wanted: dict[str, Any] = tomllib.loads(tekst, parse_float=Decimal)
    there = naam in wanted.get("scenario", {})
    wanted.setdefault("scenario", {})[naam] = {step: dict(choices) for step, choices in keuzes.items()}
    try:
        if there:
            document = tomlkit.parse(tekst)
            del document["scenario"][naam]
            tekst = tomlkit.dumps(document)
        outer = tomlkit.table(is_super_table=True)
        outer.add(tomlkit.key(naam), new)
        added = tomlkit.dumps({"scenario": outer})
        changed = f"{tekst.rstrip()}\n\n{added.strip()}\n"
        found = tomllib.loads(changed, parse_float=Decimal)
    except (TOMLKitError, tomllib.TOMLDecodeError) as error:
        raise SwvmonError(f"Het plan kan niet worden aangevuld zonder iets anders te raken: {error}") from error
    if found != wanted:
        raise SwvmonError("Het plan kan niet worden aangevuld zonder iets anders te raken; schrijf het scenario zelf.")
    return changed


def _item(value: Any) -> Any:
    """A TOML value with the number as it is spelled: no float comes near."""
    import tomlkit

    if isinstance(value, Decimal):
        return tomlkit.value(format(value, "f"))
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, inner in value.items():
            table.add(tomlkit.key(key), _item(inner))
        return table
    return tomlkit.item(value)


def _sourced(rekenaar: Rekenaar, keuzes: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The choices, in which members of a table that did not change keep the source that the plan gives them."""
    steps = {stap.stap: stap for stap in rekenaar.plan.steps()}

    def kept(step: str, key: str, member: str, value: Any) -> Any:
        source = steps[step].herkomst.get((key, member))
        before = steps[step].keuzes.get(key)
        same = isinstance(before, dict) and before.get(member) == value
        return {"waarde": value, "bron": source.bron, "status": source.status} if source and same else value

    return {
        step: {
            key: {m: kept(step, key, m, v) for m, v in value.items()} if isinstance(value, Mapping) else value
            for key, value in choices.items()
        }
        for step, choices in keuzes.items()
    }


def _read(pad: Path) -> str:
    try:
        return pad.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SwvmonError(f"{pad} kan niet worden gelezen: {error}") from None


def _write(pad: Path, tekst: str) -> None:
    """Write the plan, with the line ends that it has."""
    try:
        ends = "\r\n" if pad.exists() and b"\r\n" in pad.read_bytes() else "\n"
        with whole_file(pad) as hidden:
            hidden.write_text(tekst, "utf-8", newline=ends)
    except OSError as error:
        raise SwvmonError(f"{pad} kan niet worden geschreven: {error.strerror or error}") from None
