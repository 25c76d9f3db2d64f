"""The pupils of a synthetic country, from one 1 October to the next.

How many come in and how many are there is settled per SWV from the margins; who it is, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, field

from swvmon import apportion
from swvmon_synthetisch.gebied import BAO, HO, IN_PO, MBO, PRO, SBO, SO, VO, VSO, Gebied
from swvmon_synthetisch.marges import EERSTE_JAAR, Marges

if TYPE_CHECKING:
    import numpy as np

GEEN = -1
"""No school, no category yet, or no level."""
VMBO, HAVO, VWO = range(3)
NIVEAUS = ("vmbo", "havo", "vwo")
EXAMENJAAR = (4, 5, 6)
OUDSTE = {SBO: 14, SO: 14, VSO: 20}
"""From this age on nobody is in the type."""
COLUMNS = {
    "nummer": "int64",
    "leeftijd": "int8",
    "soort": "int8",
    "gebied": "int16",
    "school": "int32",
    "categorie": "int8",
    "niveau": "int8",
    "leerjaar": "int8",
    "geslaagd": "bool",
    "rugzak": "bool",
    "nieuw": "bool",
}


@define(eq=False)
class Land:
    """All pupils on 1 October of a year, as columns of equal length (`COLUMNS`).

    Who is `nieuw` was somewhere else a year before, and is not moved again in that year.
    """

    gebied: Gebied
    rng: np.random.Generator
    jaar: int = EERSTE_JAAR
    kolom: dict[str, np.ndarray] = field(factory=dict)
    instroom: dict[tuple[int, int], int] = field(factory=dict)
    """New pupils of the year by type and where they were; `GEEN` is no education."""
    uitgedeeld: int = 0

    @property
    def marges(self) -> Marges:
        """The margins."""
        return self.gebied.marges

    def count(self, mask: np.ndarray, *, vo: bool = False) -> np.ndarray:
        """Pupils per area."""
        import numpy as np

        homes = self.kolom["gebied"][mask]
        sector = "vo" if vo else "po"
        return np.bincount(
            self.gebied.vo_van(homes) if vo else homes, minlength=len(self.gebied.aandeel[sector])
        ).astype("int64")

    def start(self) -> None:
        """The pupils of the first year."""
        import numpy as np

        po, rng = self.marges.po, self.rng
        vo = self.marges.leerlingen - po
        ages = [4 + rng.integers(0, 8, po), 12 + rng.choice(6, vo, p=[0.19, 0.19, 0.19, 0.18, 0.15, 0.10])]
        self._new(np.concatenate(ages), BAO, rng.choice(len(self.gebied.gewicht), po + vo, p=self.gebied.gewicht))
        self._to_vo(np.arange(po, po + vo))
        level, age = self.kolom["niveau"], self.kolom["leeftijd"]
        self.kolom["leerjaar"] = np.where(level > GEEN, np.minimum(age - 11, np.array(EXAMENJAAR)[level]), 0).astype(
            "int8"
        )
        self.kolom["rugzak"] = rng.random(po + vo) < self.marges.aanname("rugzak_in_2013")
        for soort in (SBO, SO):
            grow = self._targets(soort)
            bao = np.flatnonzero((self.kolom["soort"] == BAO) & (self.kolom["leeftijd"] > 4))
            key = rng.random(len(bao)) - self.kolom["leeftijd"][bao] / 40  # somewhat older than the others
            self._move(self._pick(bao, grow, key), soort)
        grow = self._targets(VSO)
        self._move(self._pick(np.flatnonzero(self.kolom["soort"] == VO), grow, vo=True), VSO)
        self._settle_year()

    def years(self, number: int) -> Iterator[Land]:
        """Each year in turn; what is handed over changes with the next one."""
        self.start()
        yield self
        for _ in range(number - 1):
            self._advance()
            yield self

    # --- one year on

    def _advance(self) -> None:
        import numpy as np

        self.jaar += 1
        self.instroom = {}
        kind = self.kolom["soort"]
        self._keep((kind != MBO) & (kind != HO))
        self.kolom["leeftijd"] += 1
        self.kolom["nieuw"][:] = False
        self._leave_vo()
        self.kolom["leerjaar"][self.kolom["soort"] == VO] += 1
        self._relocate()
        twelve = (self.kolom["soort"] == BAO) & (self.kolom["leeftijd"] >= 12)
        self._to_vo(np.flatnonzero(twelve))
        for soort in (SBO, SO):
            self._refresh(soort)
        self._refresh_vso()
        self._enter()
        self._settle_year()

    def _leave_vo(self) -> None:
        """Who has a diploma goes on; who failed stays a year, and stops at nineteen."""
        import numpy as np

        kind, age, level = self.kolom["soort"], self.kolom["leeftijd"], self.kolom["niveau"]
        passed = (kind == VO) & self.kolom["geslaagd"]
        self.kolom["soort"][passed] = np.where(level[passed] == VMBO, MBO, HO)
        self.kolom["leerjaar"][(kind == VO) & (self.kolom["leerjaar"] >= np.array(EXAMENJAAR)[level])] -= 1
        draw = self.rng.random(len(kind))
        pro = (kind == PRO) & ((age >= 18) | ((age >= 16) & (draw < 0.4)))
        self.kolom["soort"][pro & (draw < 0.6)] = MBO
        self.kolom["school"][np.isin(self.kolom["soort"], (MBO, HO))] = GEEN
        self._keep(~((kind == VO) & (age >= 19)) & ~(pro & (draw >= 0.6)))

    def _relocate(self) -> None:
        import numpy as np

        draw = self.rng.random(len(self.kolom["soort"]))
        there = np.isin(self.kolom["soort"], (BAO, VO))
        moves = np.flatnonzero(there & (draw < self.marges.aanname("verhuist")))
        self.kolom["gebied"][moves] = self.rng.choice(len(self.gebied.gewicht), len(moves), p=self.gebied.gewicht)
        limit = self.marges.aanname("verhuist") + self.marges.aanname("wisselt_school")
        self._place(np.flatnonzero(there & (draw < limit)))

    def _refresh(self, soort: int) -> None:
        """Leave and enter sbo or so: as many come in as published, and each SWV has what its share asks."""
        import numpy as np

        other = SO if soort == SBO else SBO
        geen, bao, elders = self.marges.instroom("so" if soort == SO else "sbo", self.jaar)
        target = self._targets(soort)
        stay, gone = self._stayers(soort, target, geen + bao + elders)
        self._onward(gone, soort)
        need = target - self.count(self._among(stay))
        slots = self.rng.permutation(np.repeat(np.arange(len(need)), np.maximum(need, 0)))
        self._new(self.rng.integers(4, 6, min(geen, len(slots))), soort, slots[:geen])
        self.instroom[soort, GEEN] = min(geen, len(slots))
        for source, part in ((other, slots[geen : geen + elders]), (BAO, slots[geen + elders :])):
            ages = (5, 10) if source == BAO else (5, 11)
            kinds, age = self.kolom["soort"], self.kolom["leeftijd"]
            able = np.flatnonzero((kinds == source) & ~self.kolom["nieuw"] & (age >= ages[0]) & (age <= ages[1]))
            chosen = self._pick(able, np.bincount(part, minlength=len(need)))
            self.instroom[soort, source] = len(chosen)
            self._move(chosen, soort)

    def _refresh_vso(self) -> None:
        """Pupils of so and sbo have come in already; those of vo fill up."""
        import numpy as np

        target = self._targets(VSO)
        stay, gone = self._stayers(VSO, target, 0, vo=True)
        self._onward(gone, VSO)
        need = target - self.count(self._among(stay), vo=True)
        kinds, age = self.kolom["soort"], self.kolom["leeftijd"]
        able = np.flatnonzero((kinds == VO) & ~self.kolom["nieuw"] & (age >= 12) & (age <= 16))
        self._move(self._pick(able, np.maximum(need, 0), vo=True), VSO)

    def _stayers(
        self, soort: int, target: np.ndarray, instroom: int, *, vo: bool = False
    ) -> tuple[np.ndarray, np.ndarray]:
        """Who stays and who leaves: the oldest first, in each SWV so many that the inflow fits."""
        import numpy as np
        import pandas as pd

        members = np.flatnonzero(self.kolom["soort"] == soort)
        age = self.kolom["leeftijd"][members]
        old = age >= OUDSTE[soort]
        there = self.count(self._among(members[~old]), vo=vo)
        leave = np.maximum(there - target, 0)
        if vo:  # about four in ten of the oldest pupils leave by themselves
            grown = (age >= 17) & ~old
            leave = np.maximum(leave, (self.count(self._among(members[grown]), vo=vo) * 0.45).astype("int64"))
        extra = int(there.sum() + instroom - target.sum() - leave.sum())
        if extra > 0 and (there - leave).sum() > 0:
            leave += apportion(min(extra, int((there - leave).sum())), pd.Series(there - leave)).to_numpy()
        young = members[~old]
        key = self.rng.random(len(young)) * 2 - self.kolom["leeftijd"][young]
        gone = np.concatenate([members[old], self._pick(young, leave, key, vo=vo)])
        return np.setdiff1d(members, gone), gone

    def _onward(self, gone: np.ndarray, soort: int) -> None:
        """Where those who leave sbo, so or vso go; the shares are assumptions."""
        import numpy as np

        age, draw = self.kolom["leeftijd"][gone], self.rng.random(len(gone))
        if soort == VSO:
            to = np.select([draw < 0.35, draw < 0.75, draw < 0.85], [GEEN, MBO, VO], PRO)
            to = np.where((age >= 16) & (to >= VO) & (to <= PRO), GEEN, to)
        elif soort == SO:
            to = np.select([draw < 0.80, draw < 0.90, draw < 0.96], [VSO, VO, PRO], GEEN)
        else:
            to = np.select([draw < 0.55, draw < 0.93, draw < 0.99], [VO, PRO, VSO], GEEN)
        to = np.where((soort != VSO) & (age < 12), np.where(draw < 0.95, BAO, GEEN), to)
        for kind in (BAO, PRO, VSO, MBO):
            self._move(gone[to == kind], kind)
        self._to_vo(gone[to == VO], only_vo=True)
        self.kolom["soort"][gone[to == GEEN]] = GEEN

    def _enter(self) -> None:
        """Four-year-olds fill up to the number of pupils of the country."""
        import numpy as np

        self._keep(self.kolom["soort"] != GEEN)
        funded = int((self.kolom["soort"] < MBO).sum())
        number = max(self.marges.leerlingen - funded, 0)
        homes = self.rng.choice(len(self.gebied.gewicht), number, p=self.gebied.gewicht)
        self._new(np.full(number, 4), BAO, homes)

    def _settle_year(self) -> None:
        """Give categories, and diplomas at the end of the school year."""
        import numpy as np

        kind = self.kolom["soort"]
        self.kolom["categorie"][~np.isin(kind, (SO, VSO))] = GEEN
        for soort, name in ((SO, "so"), (VSO, "vso")):
            members = np.flatnonzero(kind == soort)
            if soort == SO:
                per_area = self._without_tlv(self.count(np.isin(kind, IN_PO)))
                free = self._pick(members, per_area, self._prefer(members, 0))
                self.kolom["categorie"][free] = 0
                members = np.setdiff1d(members, free)
            for categorie, number in zip((3, 2), self.marges.categorie(name, self.jaar)[:0:-1], strict=True):
                chosen = members[np.argsort(self._prefer(members, categorie), kind="stable")[:number]]
                self.kolom["categorie"][chosen] = categorie
                members = np.setdiff1d(members, chosen)
            self.kolom["categorie"][members] = 1
        last = self.kolom["leerjaar"] >= np.array(EXAMENJAAR)[self.kolom["niveau"]]
        draw = self.rng.random(len(kind)) < self.marges.aanname("diploma_in_examenjaar")
        self.kolom["geslaagd"] = (kind == VO) & last & draw

    # --- margins per area

    def _targets(self, soort: int) -> np.ndarray:
        """Pupils of a type per area, adding up to the country."""
        import numpy as np
        import pandas as pd

        kind = self.kolom["soort"]
        if soort == SBO:
            weight = self.gebied.sbo * self.count(np.isin(kind, IN_PO))
            total = self.marges.stand_2023("sbo") + self.marges.instroom("so", self.jaar)[2]  # who then go to so
            return apportion(total, pd.Series((weight * 1000).astype("int64"))).to_numpy()
        sector = "po" if soort == SO else "vo"
        of_sector = np.isin(kind, IN_PO) if soort == SO else (kind >= VO) & (kind <= VSO)
        pupils = self.count(of_sector, vo=soort == VSO)
        weight = (self.gebied.spread(sector, self.jaar) * pupils * 1000).astype("int64")
        total = sum(self.marges.categorie("so" if soort == SO else "vso", self.jaar))
        with_tlv = apportion(total, pd.Series(weight)).to_numpy()
        return with_tlv + (self._without_tlv(pupils) if soort == SO else 0)

    def _without_tlv(self, pupils: np.ndarray) -> np.ndarray:
        import pandas as pd

        number = min(self.marges.zonder_tlv(), int(pupils.sum()))
        return apportion(number, pd.Series(pupils)).to_numpy()

    # --- columns

    def _among(self, rows: np.ndarray) -> np.ndarray:
        import numpy as np

        mask = np.zeros(len(self.kolom["soort"]), "bool")
        mask[rows] = True
        return mask

    def _prefer(self, rows: np.ndarray, categorie: int) -> np.ndarray:
        """A key that puts who has a category already before who is new, and those before who has another one."""
        import numpy as np

        has = self.kolom["categorie"][rows]
        rank = np.select([has == categorie, has == GEEN], [0.0, 1.0], 2.0)
        key: np.ndarray = rank + self.rng.random(len(rows))
        return key

    def _pick(
        self, rows: np.ndarray, per_area: np.ndarray, key: np.ndarray | None = None, *, vo: bool = False
    ) -> np.ndarray:
        """So many rows of each area, those with the lowest key first; fewer where there are not so many."""
        import numpy as np

        home = self.kolom["gebied"][rows]
        area = self.gebied.vo_van(home) if vo else home.astype("int64")
        order = np.lexsort((self.rng.random(len(rows)) if key is None else key, area))
        ranked = area[order]
        place = np.arange(len(rows)) - np.searchsorted(ranked, ranked)
        chosen: np.ndarray = rows[order[place < per_area[ranked]]]
        return chosen

    def _move(self, rows: np.ndarray, soort: int) -> None:
        self.kolom["soort"][rows] = soort
        self.kolom["nieuw"][rows] = True
        self.kolom["categorie"][rows] = GEEN
        if soort != VO:
            self.kolom["niveau"][rows] = GEEN
            self.kolom["leerjaar"][rows] = 0
        self._place(rows)

    def _to_vo(self, rows: np.ndarray, *, only_vo: bool = False) -> None:
        """To the first year of vo, with a level; some to pro."""
        import numpy as np

        shares = self.marges.aanname("niveau")
        to_pro = self.rng.random(len(rows)) < (0 if only_vo else self.marges.aanname("pro_van_brugklas"))
        self._move(rows[to_pro], PRO)
        rest = rows[~to_pro]
        self.kolom["niveau"][rest] = self.rng.choice(3, len(rest), p=[shares[name] for name in NIVEAUS])
        self.kolom["leerjaar"][rest] = np.clip(self.kolom["leeftijd"][rest] - 11, 1, 3)
        self._move(rest, VO)

    def _place(self, rows: np.ndarray) -> None:
        """A school of the type in the area, each as likely."""
        import numpy as np

        kind, home = self.kolom["soort"][rows].astype("int64"), self.kolom["gebied"][rows]
        area = np.where(kind >= VO, self.gebied.vo_van(home), home)
        inside = kind < MBO
        kind, area = np.where(inside, kind, 0), np.where(inside, area, 0)
        number = (self.rng.random(len(rows)) * self.gebied.aantal[kind, area]).astype("int64")
        self.kolom["school"][rows] = np.where(inside, self.gebied.eerste[kind, area] + number, GEEN)

    def _new(self, ages: np.ndarray, soort: int, homes: np.ndarray) -> None:
        """Append pupils who were not there before."""
        import numpy as np

        fresh: dict[str, Any] = {
            "nummer": self.uitgedeeld + np.arange(len(ages)),
            "leeftijd": ages,
            "soort": soort,
            "gebied": homes,
        }
        fresh |= {
            "school": GEEN,
            "categorie": GEEN,
            "niveau": GEEN,
            "leerjaar": 0,
            "geslaagd": False,
            "rugzak": False,
            "nieuw": True,
        }
        old = self.kolom or {name: np.zeros(0, kind) for name, kind in COLUMNS.items()}
        self.kolom = {
            name: np.concatenate([old[name], np.broadcast_to(fresh[name], len(ages)).astype(kind)])
            for name, kind in COLUMNS.items()
        }
        self.uitgedeeld += len(ages)
        self._place(np.arange(len(old["soort"]), len(self.kolom["soort"])))

    def _keep(self, mask: np.ndarray) -> None:
        self.kolom = {name: values[mask] for name, values in self.kolom.items()}
