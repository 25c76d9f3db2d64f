"""The database: one file of SQLite, or a PostgreSQL server, behind one class.

Names are loaded when they are first used, so that a command that needs no database never imports SQLAlchemy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swvmon.store.afkeuring import REASONS
    from swvmon.store.leveringen import ChosenLevering, LeveringResult, NewLevering
    from swvmon.store.openbaarmaking import OpenbaarmakingRow
    from swvmon.store.runs import NewRegiojaar, RunRow
    from swvmon.store.store import Store

_HOME = {
    "REASONS": "afkeuring",
    "ChosenLevering": "leveringen",
    "LeveringResult": "leveringen",
    "NewLevering": "leveringen",
    "NewRegiojaar": "runs",
    "OpenbaarmakingRow": "openbaarmaking",
    "RunRow": "runs",
    "Store": "store",
}

__all__ = [
    "REASONS",
    "ChosenLevering",
    "LeveringResult",
    "NewLevering",
    "NewRegiojaar",
    "OpenbaarmakingRow",
    "RunRow",
    "Store",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'swvmon.store' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"swvmon.store.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
