"""One indicator alone, as a run would compute, check, divide and add it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.grootboek import Grootboek, empty_lines
from swvmon.contract.indicator import REGIOS, SCENARIO
from swvmon.hooks.registry import Registered
from swvmon.perioden import Schooljaar
from swvmon.run.measure import measure as measure_region
from swvmon.run.measure import measure_sector, settle

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.indicator import Indicator
    from swvmon.contract.momentopname import Momentopname
    from swvmon.run.chain import Status


def measure(
    indicator: Indicator,
    momentopname: Momentopname,
    grootboek: Grootboek | None = None,
    *,
    van: Grootboek | None = None,
) -> pd.DataFrame:
    """Run an indicator on one region and school year; it sees only the tables that it names.

    Args:
        indicator: over ``regiojaar`` or ``scenario``.
        momentopname: the tables; with `aansluiting` and `vestiging` the core adds up to boards and gemeenten too.
        grootboek: the closed ledger, of the scenario where there is one; left out, a ledger without lines.
        van: the ledger of the plan itself, for ``scenario``.

    Returns:
        The metingen of all its levels as a run keeps them, but those of the country, which are of a run of all SWV's.

    Raises:
        AssertionError: it raised, or the core refuses what it handed back; with the message that a run would show.
    """
    if indicator.over == REGIOS:
        raise AssertionError(f"indicator {indicator.naam} compares regions: use measure_regios")
    if (van is None) == (indicator.over == SCENARIO):
        raise AssertionError(
            f"indicator {indicator.naam} is over {indicator.over!r}: {SCENARIO!r} and van need each other"
        )
    stamp = _stamp(momentopname.regio, momentopname.schooljaar, "plan" if van is None else "proef")
    ledger = Grootboek(empty_lines()) if grootboek is None else grootboek
    ((rows, statussen),) = settle([measure_region((_registered(indicator),), momentopname, ledger, stamp, van)])
    return _told(indicator, rows, statussen)


def measure_regios(indicator: Indicator, metingen: pd.DataFrame, schooljaar: str, *uit: Indicator) -> pd.DataFrame:
    """Run an indicator that compares the SWV's of a sector, or add up one of them for the country.

    Args:
        indicator: the indicator.
        metingen: those of the SWV's, of this school year and earlier ones, as `measure` gives them, in one frame.
        schooljaar: the school year.
        uit: other indicators whose metingen are in the frame; needed only where the country is added up of them.

    Returns:
        Its metingen of the sector as a run keeps them.

    Raises:
        AssertionError: as `measure`, or the metingen are of no SWV or of both sectors.
    """
    sectors = {str(regio)[:2] for regio in metingen["regio"]}
    if len(sectors) != 1:
        raise AssertionError(f"metingen are of sectors {', '.join(sorted(sectors)) or 'none'}; a run has one")
    year = Schooljaar.parse(schooljaar)
    known = [_registered(each) for each in (indicator, *uit)]
    rows, statussen = measure_sector(known, metingen, year, _stamp(sectors.pop(), year, "plan"))
    return _told(indicator, rows, statussen)


def _registered(indicator: Indicator) -> Registered[Indicator]:
    return Registered(indicator, "test", "test", "0")


def _stamp(regio: str, schooljaar: Schooljaar, scenario: str) -> dict[str, str]:
    return {"run_id": "0" * 16, "scenario": scenario, "regio": regio, "schooljaar": str(schooljaar)}


def _told(indicator: Indicator, rows: pd.DataFrame, statussen: list[Status]) -> pd.DataFrame:
    if failed := next((status for status in statussen if status.status != "gelukt"), None):
        raise AssertionError(f"indicator {failed.onderdeel} failed: {failed.melding}")
    return rows[rows["indicator"] == indicator.naam].reset_index(drop=True)
