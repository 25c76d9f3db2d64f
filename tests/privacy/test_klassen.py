"""SWV's, their classes and the country: who knows all sums cannot work a withheld SWV out."""

from __future__ import annotations

import random

import numpy as np
from privacy_tabellen import frame, lines, meting
from scipy.optimize import Bounds, LinearConstraint, milp

from swvmon.privacy import Regel, publish

MINIMUM, FAR = 5, 1e4
PUBLICATIONS = 40
KNOWN = {"primair": (1, MINIMUM - 1), "secundair": (MINIMUM, FAR), "primair of secundair": (1, FAR)}
"""What a reason tells of a withheld number."""


def drawn(seed):
    """Counts of 2 to 7 SWV's, most of them in one of two classes; what adds up to what."""
    rng = random.Random(seed)  # noqa: S311 - the same numbers every time
    naam, soort = f"deelname{seed}", f"soort{seed}"
    swvs = [f"VO{seed:02}{n:02}" for n in range(rng.randint(2, 7))]
    top = rng.choice([6, 12, 40])
    counts = {swv: rng.randint(0, top) for swv in swvs}
    label = {swv: rng.choice("ab") for swv in swvs if rng.random() < 0.9}
    sums = {f"{soort}={c}": [swv for swv in swvs if label.get(swv) == c] for c in set(label.values())}
    rows = [meting("swv", swv, regio=swv, indicator=naam, waarde=number) for swv, number in counts.items()]
    rows += [
        meting("swv", swv, regio=swv, indicator=soort, soort="klasse", klasse=c, waarde=1) for swv, c in label.items()
    ]
    if rng.random() < 0.7:
        sums["NL"] = swvs
    for key, parts in sums.items():
        niveau = "landelijk" if key == "NL" else "klasse"
        rows.append(meting(niveau, key, regio="VO", indicator=naam, waarde=sum(counts[swv] for swv in parts)))
    return naam, rows, sums


def worked_out(told, naam, sums):
    """How many numbers are withheld, and which of them can have one value only."""
    mine = told.metingen[told.metingen["indicator"] == naam]
    shown = dict(zip(mine["sleutel"], mine["waarde"].astype(object), strict=True))
    why = {r.sleutel: r.reden for r in told.onderdrukt.itertuples() if r.onderwerp == naam}
    ends = [KNOWN[why[key]] if key in why else (float(shown[key]),) * 2 for key in shown]
    place = {key: n for n, key in enumerate(shown)}
    matrix = np.zeros((len(sums), len(shown)))
    for row, (whole, parts) in enumerate(sums.items()):
        matrix[row, [place[part] for part in parts]] = 1
        matrix[row, place[whole]] = -1
    found = []
    for key in why:
        wish = np.zeros(len(shown))
        wish[place[key]] = 1
        low, high = (
            milp(sign * wish, constraints=LinearConstraint(matrix, 0, 0), bounds=Bounds(*zip(*ends, strict=True)))
            for sign in (1, -1)
        )
        assert (0, 0) == (low.status, high.status)  # the true numbers are always an answer
        if -high.fun - low.fun < 1:
            found.append(key)
    return len(why), found


def test_no_swv_follows_from_its_class():
    """40 drawn publications: of no withheld number one whole value is left."""
    publications = [drawn(seed) for seed in range(PUBLICATIONS)]

    told = publish(lines(), frame([row for _, rows, _ in publications for row in rows]), {}, Regel())

    attacked = [worked_out(told, naam, sums) for naam, _, sums in publications]
    assert sum(withheld for withheld, _ in attacked) > PUBLICATIONS  # there was something to attack
    assert [] == [name for _, found in attacked for name in found]
