"""Every error that swvmon raises on purpose: one class per way to recover.

The exit code of the command line is an attribute of the class (`docs/errors.md` has the table):
2, the user can mend it; 3, a plugin failed. Anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

import copyreg
from typing import Any


class SwvmonError(Exception):
    """Something the user can mend; the message says what was found, where, and what to do."""

    exit_code = 2


class UsageError(SwvmonError):
    """The command line asks for something that cannot be: call again, corrected."""


class FileFault(SwvmonError):
    """A file as a whole cannot be used; nothing of it was written. Mend or fetch the file again."""


class PlanError(SwvmonError):
    """A region plan cannot run. Carries all problems found, one line each.

    Attributes:
        problems: the problems, in the order of the plan file.
    """

    def __init__(self, plan: str, problems: list[str]) -> None:
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__("\n".join([f"{plan}: {len(problems)} {noun}", *(f"  {p}" for p in problems)]))

    def __reduce__(self) -> tuple[Any, ...]:
        """Worker processes hand it over: the message is not made again from its parts, which it no longer has."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class MissingParameter(SwvmonError):
    """A dated parameter has no value for the period. Supply it in the plan or in a parameter file."""


class MissingData(SwvmonError):
    """A table that a step needs is not loaded for the period. Load it first."""


class StoreError(SwvmonError):
    """The database cannot be used as it is: not there, not initialised, or of another version."""


class EnvironmentFault(SwvmonError):
    """A version cannot be installed in an environment of its own: name another, or mend what pip says."""


class PluginFault(SwvmonError):
    """A plugin was refused or failed. The message names plugin, distribution and versie."""

    exit_code = 3


class ContractViolation(PluginFault):
    """A plugin handed back what the contract does not allow; nothing of it was booked or stored."""


class Overspent(ContractViolation):
    """A step leaves an account below zero that may not be. Raise the budget, or list it under `grootboek.mag_rood`."""


class NotRepeated(PluginFault):
    """The same manifest gave another result than the run that is stored."""
