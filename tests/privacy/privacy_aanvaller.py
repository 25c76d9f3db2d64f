"""An attacker: all that is published and all sums that everybody knows, as linear programs on scipy's HiGHS.

He shares no code with what he attacks: he reads the published metingen and `onderdrukt`, and knows which school is of
which board, that counts are not below zero, that a part is at most the whole, and what the reasons mean.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

TIGHT = 1.0
"""A number whose lowest and highest are nearer than this is worked out: one whole number is left."""
FAR = 1e4


class Aanvaller:
    """Sets up the sums of a publication, and solves them."""

    def __init__(self, metingen, onderdrukt, plaats, minimum=5):
        self.names, self.place = [], {}
        self.low, self.high = [], []
        self.sums = []
        self.wanted = defaultdict(list)
        self.minimum = minimum
        records = metingen.astype(object).where(metingen.notna(), None).to_dict("records")
        self.reasons = {
            (r.regio, r.onderwerp, r.niveau, r.sleutel, r.onderdeel, field): r.reden
            for r in onderdrukt.itertuples()
            for field in r.velden.split()
        }
        tables = defaultdict(list)
        for row in records:
            tables[row["regio"], row["indicator"]].append(row)
            self._read(row)
        for (regio, _), rows in tables.items():
            self._add_up(rows, {k[2:]: v for k, v in plaats.items() if k[0] == regio})

    def _number(self, row, field):
        key = (row["regio"], row["indicator"], row["niveau"], row["sleutel"], row["onderdeel"], field)
        if key not in self.place:
            self.place[key] = len(self.names)
            self.names.append(key)
            self.low.append(0.0)
            self.high.append(FAR)
        return self.place[key]

    @staticmethod
    def _fields(row):
        return ("teller", "noemer") if row["soort"] == "verhouding" else ("waarde",)

    def _read(self, row):
        for field in self._fields(row):
            n = self._number(row, field)
            if row[field] is not None:
                self.low[n] = self.high[n] = float(row[field])
                continue
            self.wanted[row["regio"]].append(n)
            reason = self.reasons[self.names[n]]  # every gap is told
            if reason == "primair":
                self.low[n], self.high[n] = 1.0, self.minimum - 1.0
            else:
                self.low[n] = {"secundair": float(self.minimum), "primair of secundair": 1.0}[reason]
        if row["soort"] == "verhouding":
            t, n, rest = (self._number(row, f) for f in ("teller", "noemer", "rest"))
            self.sums.append({t: 1.0, rest: 1.0, n: -1.0})
            assert (row["waarde"] is None) or None not in {row["teller"], row["noemer"]}

    def _add_up(self, rows, plaats):
        at = defaultdict(list)
        for row in rows:
            at[row["niveau"], row["onderdeel"]].append(row)
        for row in rows:
            niveau, sleutel, onderdeel = row["niveau"], row["sleutel"], row["onderdeel"]
            for below in {"swv": ("vestiging", "bestuur", "gemeente")}.get(niveau, ("vestiging",)):
                children = [
                    r for r in at[below, onderdeel] if niveau == "swv" or plaats.get((niveau, r["sleutel"])) == sleutel
                ]
                for field in self._fields(row) if children and niveau != "vestiging" else ():
                    self._sum(self._number(row, field), [self._number(c, field) for c in children])
            parts = [r for (lv, o), found in at.items() for r in found if (lv, r["sleutel"]) == (niveau, sleutel) and o]
            if not onderdeel and parts:
                first = self._fields(row)[0]
                self._sum(self._number(row, first), [self._number(p, first) for p in parts])
                for part in parts if "noemer" in self._fields(row) else ():
                    self._sum(self._number(row, "noemer"), [self._number(part, "noemer")])

    def _sum(self, whole, parts):
        terms = {whole: -1.0}
        for part in parts:
            terms[part] = terms.get(part, 0.0) + 1.0
        self.sums.append(terms)

    def worked_out(self):
        """Names of withheld numbers of which less than two whole numbers are left."""
        of_region = defaultdict(list)
        for terms in self.sums:
            of_region[self.names[next(iter(terms))][0]].append(terms)
        return [name for regio, wanted in self.wanted.items() for name in self._region(wanted, of_region[regio])]

    def _region(self, wanted, sums):
        """Ask for the lowest and highest of each; each answer is a possible world, and what differs is not known."""
        mine = sorted({n for terms in sums for n in terms} | set(wanted))
        place = {n: i for i, n in enumerate(mine)}
        entries = [(r, place[n], f) for r, terms in enumerate(sums) for n, f in terms.items()]
        r, n, f = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((f, (r, n)), shape=(len(sums), len(mine))) if sums else None
        bounds = Bounds(np.array(self.low)[mine], np.array(self.high)[mine])
        rules = LinearConstraint(matrix, 0, 0) if sums else None
        least, most = np.full(len(mine), np.inf), np.full(len(mine), -np.inf)
        for number in wanted:
            for sign in (1.0, -1.0):
                i = place[number]
                if most[i] - least[i] >= TIGHT - 1e-6:
                    break
                goal = np.zeros(len(mine))
                goal[i] = sign
                done = milp(goal, constraints=rules, bounds=bounds)  # no whole numbers asked: a linear program
                assert done.status == 0, done.message  # the true numbers are always an answer
                least, most = np.minimum(least, done.x), np.maximum(most, done.x)
        return [self.names[n] for n in wanted if most[place[n]] - least[place[n]] < TIGHT - 1e-6]
