"""One model over 10 000 schools in ten school years: the engine, plain pandas and OpenFisca-Core, same tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.measuring import Figure, Pair, call, timed

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from benchmarks.national import Invoer
    from swvmon import Grootboek

AIM_PLAIN, AIM_OPENFISCA = 1.5, 1.0
OPENING_EURO = 10**11
CENT_PER_AMOUNT, STEPS = 2, 4
"""What OpenFisca may differ: a cent where it rounds each of two amounts, and the float32 error of so many steps."""


def measure(rounds: int) -> list[Figure]:
    """All ways in turn in each round, so that each ratio is of figures that stand next to each other."""
    from benchmarks import plain_schoolmodel
    from benchmarks.national import SCHOOLS, YEARS, make_years

    years = make_years()
    expected = _matrix(plain_schoolmodel.amounts(years))
    _check_engine(divide(years), plain_schoolmodel.lines(years), expected)
    ways: dict[str, tuple[Callable[[], object], float | None]] = {
        "plain pandas, with the same lines": (lambda: plain_schoolmodel.lines(years), AIM_PLAIN),
        "plain pandas, amounts only": (lambda: plain_schoolmodel.amounts(years), None),
    }
    if find_spec("openfisca_core"):
        from benchmarks import openfisca

        system = openfisca.make_system()
        _check_openfisca(openfisca.amounts_euro(system, years), expected)
        ways["OpenFisca-Core, amounts only"] = (lambda: openfisca.amounts_euro(system, years), AIM_OPENFISCA)
    else:
        print("left out: OpenFisca-Core is not installed (dependency group bench)", file=sys.stderr)
    timeable = (lambda: divide(years), *(way for way, _ in ways.values()))
    samples = [[call(way) for way in timeable] for _ in range(rounds + 1)][1:]
    return [
        timed(
            f"schoolmodel, {SCHOOLS} schools × {YEARS} years",
            name,
            [Pair(taken[0], taken[place]) for taken in samples],
            aim,
        )
        for place, (name, (_, aim)) in enumerate(ways.items(), start=1)
    ]


def divide(years: list[Invoer]) -> list[Grootboek]:
    """The model in the engine, year by year, with every check of a run."""
    from benchmarks.national import KENMERK, LEERLING_EURO, VOET_EURO
    from swvmon.testing import apply
    from swvmon_basismodellen.schoolmodel import SCHOOLMODEL

    choices = {
        "vaste_voet_euro": VOET_EURO,
        "bedrag_per_leerling_euro": LEERLING_EURO,
        "gewicht_kenmerk": KENMERK,
    }
    opening = {"swv:budget": OPENING_EURO}
    return [apply(SCHOOLMODEL, year.view, opening_euro=opening, **choices) for year in years]


def _matrix(amounts: pd.DataFrame) -> pd.DataFrame:
    """Eurocents by school year and school."""
    return amounts.pivot_table(index="schooljaar", columns="vestiging", values="bedrag_cent", fill_value=0)


def _check_engine(ledgers: list[Grootboek], lines: pd.DataFrame, expected: pd.DataFrame) -> None:
    """To the cent per school, and line by line: who, how much and in which words."""
    import pandas as pd

    for (schooljaar, row), ledger in zip(expected.iterrows(), ledgers, strict=True):
        received = ledger.per_vestiging().reindex(row.index, fill_value=0)
        assert (received == row).all(), f"the engine and the plain script differ in {schooljaar}"
    columns = ["schooljaar", "van", "naar", "bedrag_cent", "bestuur", "eenheid", "grondslag", "toelichting"]
    order = ["schooljaar", "grondslag", "naar"]
    booked = pd.concat([ledger.regels for ledger in ledgers]).sort_values(order, ignore_index=True)
    ours, plain = booked[columns], lines.sort_values(order, ignore_index=True)[columns]
    different = (ours != plain).any(axis="columns")
    assert not different.any(), f"lines differ: {ours[different].iloc[0].tolist()}, {plain[different].iloc[0].tolist()}"


def _check_openfisca(amounts_euro: np.ndarray, expected: pd.DataFrame) -> None:
    import numpy as np

    exact = expected.to_numpy()
    off = np.abs(amounts_euro.astype("float64") * 100 - exact)
    allowed = CENT_PER_AMOUNT + exact * STEPS * float(np.finfo("float32").eps)
    assert (off <= allowed).all(), f"OpenFisca differs by {off.max():.0f} cent"
