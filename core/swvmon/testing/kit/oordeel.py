"""The verdict on a plugin: every check of everything that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.testing.kit import algemeen, databron, indicator, verdeelmodel  # noqa: F401 - they declare the checks
from swvmon.testing.kit.buiten import observe
from swvmon.testing.kit.onderwerp import all_of, locate
from swvmon.testing.kit.toets import checks_of, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swvmon.hooks.discovery import Found, PluginChoice
    from swvmon.testing.kit.onderwerp import Onderwerp
    from swvmon.testing.kit.toets import Oordeel

__all__ = ["checks_of", "judge", "judge_all", "judge_plugin"]


def judge_plugin(path_or_name: str, keuze: PluginChoice) -> tuple[Found, list[Oordeel]]:
    """Judge everything that a plugin offers and that the kit can judge.

    Args:
        path_or_name: a single file, the folder of a project (it need not be installed), or the name of a plugin.
        keuze: folders with single files, allow and deny lists.

    Returns:
        The plugin, and what each check found, in the order of docs/kit.md.

    Raises:
        UsageError: there is no such plugin, or the core refuses its card.
    """
    found, keuze, project = locate(path_or_name, keuze)
    return found, judge_all(all_of(found, keuze, project))


def judge_all(onderwerpen: Sequence[Onderwerp]) -> list[Oordeel]:
    """Judge things, of one plugin or of many; what needs another process is done for all at once."""
    observe(onderwerpen)
    return [judge(onderwerp, check) for onderwerp in onderwerpen for check in checks_of(onderwerp.soort).values()]
