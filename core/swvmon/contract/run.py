"""What the run hooks are told."""

from __future__ import annotations

from attrs import frozen


@frozen
class RunBericht:
    """A run that starts.

    Attributes:
        run_id: hash of its manifest.
        regios: SWV codes.
        schooljaren: school years, written 2019/20.
        scenarios: names; the plan itself is the scenario ``plan``.
    """

    run_id: str
    regios: tuple[str, ...]
    schooljaren: tuple[str, ...]
    scenarios: tuple[str, ...]


@frozen
class RegiojaarUitkomst:
    """How one region-year fared.

    Attributes:
        scenario: name of the scenario.
        regio: SWV code.
        schooljaar: school year.
        status: gelukt or mislukt.
        totalen_cent: net change per kind of account (rijk, swv, vestiging, bestuur, duo), eurocents.
    """

    scenario: str
    regio: str
    schooljaar: str
    status: str
    totalen_cent: dict[str, int]


@frozen
class RunUitkomst:
    """A run that is done.

    Attributes:
        delen: the region-years, in order.
    """

    delen: tuple[RegiojaarUitkomst, ...]
