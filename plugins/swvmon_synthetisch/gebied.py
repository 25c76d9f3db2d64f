"""SWV's, boards and schools: made-up codes, none of which is in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon_synthetisch.marges import Marges

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SOORTEN = ("bao", "sbo", "so", "vo", "pro", "vso", "mbo", "ho")
BAO, SBO, SO, VO, PRO, VSO, MBO, HO = range(8)
IN_PO, IN_VO = (BAO, SBO, SO), (VO, PRO, VSO)
FIRST_PC4 = 1001
KLASSEN = ((-35.0, -20.0), (-20.0, 0.0), (0.0, 20.0), (20.0, 35.0))
"""Percentages of verevening within the classes of R0 Tabel 2-1; the outer bounds are ours."""


@frozen(eq=False)
class Gebied:
    """Where pupils live and go to school.

    A pupil lives in a po area; the vo area follows from it.

    Attributes:
        gewicht: share of the pupils of the country per po area.
        aandeel: per sector and area the place in the spread of the share in (v)so, as standard deviations.
        sbo: per po area the weight of sbo.
        verevening: per sector and area the percentage of verevening.
        eerste: per type of education and area its first school; one area of the other sector is never asked for.
        aantal: number of schools, likewise.
    """

    marges: Marges
    gewicht: np.ndarray
    aandeel: dict[str, np.ndarray]
    sbo: np.ndarray
    verevening: dict[str, np.ndarray]
    eerste: np.ndarray
    aantal: np.ndarray
    _codes: dict[str, list[str]] = field(factory=dict)

    def codes(self, sector: str) -> list[str]:
        """The SWV's of a sector, by number of their area."""
        return self._codes.setdefault(
            sector, [f"{sector.upper()}{8001 + number}" for number in range(len(self.aandeel[sector]))]
        )

    def vo_van(self, po: np.ndarray) -> np.ndarray:
        """The vo area of a po area."""
        return po.astype("int64") * len(self.aandeel["vo"]) // len(self.aandeel["po"])

    def spread(self, sector: str, jaar: int) -> np.ndarray:
        """Percentage of pupils in so or vso per area in a year."""
        wanted, place = self.marges.spreiding(sector, jaar), self.aandeel[sector]
        return _fit(place, wanted)

    def postcodes(self) -> pd.DataFrame:
        """The SWV's of each postcode area: `pc4`, `po_swv`, `vo_swv`; a po area has one."""
        import numpy as np
        import pandas as pd

        po, vo = self.codes("po"), self.codes("vo")
        areas = np.arange(len(po))
        return pd.DataFrame(
            {
                "pc4": [str(FIRST_PC4 + number) for number in areas],
                "po_swv": po,
                "vo_swv": [vo[number] for number in self.vo_van(areas)],
            }
        )

    def vestigingen(self) -> pd.DataFrame:
        """All schools: number, `vestiging`, `soort`, `swv`, `sector`, `bestuur`, `pc4`."""
        import numpy as np
        import pandas as pd

        areas = self.postcodes()
        parts = []
        for soort in range(6):
            sector = "po" if soort in IN_PO else "vo"
            pc4 = areas.groupby(f"{sector}_swv")["pc4"].first()
            for gebied, code in enumerate(self.codes(sector)):
                first, number = self.eerste[soort, gebied], self.aantal[soort, gebied]
                board = 80_000 + np.arange(number) % 7 + 10 * gebied + 1_000 * (sector == "vo")
                parts.append(
                    pd.DataFrame(
                        {
                            "nummer": np.arange(first, first + number),
                            "soort": SOORTEN[soort],
                            "swv": code,
                            "sector": sector,
                            "bestuur": board.astype(str),
                            "pc4": pc4[code],
                        }
                    )
                )
        schools = pd.concat(parts, ignore_index=True).sort_values("nummer", ignore_index=True)
        return schools.assign(vestiging=vestigingcodes(len(schools)))


def vestigingcodes(number: int) -> list[str]:
    """Codes of made-up locations: ten to an institution, from 80AA00 on."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [f"{80 + n // 6760:02d}{letters[n // 260 % 26]}{letters[n // 10 % 26]}{n % 10:02d}" for n in range(number)]


def make_gebied(marges: Marges, rng: np.random.Generator) -> Gebied:
    """Draw the areas and their schools."""
    import numpy as np

    classes = marges.gepubliceerd["r0_tabel_2_1"]
    number = {sector: sum(classes[sector]) for sector in ("po", "vo")}
    gewicht = rng.lognormal(0, marges.aanname("omvang_spreiding"), number["po"])
    gewicht /= gewicht.sum()
    home = np.arange(number["po"]) * number["vo"] // number["po"]
    per_vo = np.bincount(home, gewicht, minlength=number["vo"])
    aandeel = {sector: _placed(marges, sector, weight, rng) for sector, weight in (("po", gewicht), ("vo", per_vo))}
    verevening = {sector: _verevening(aandeel[sector], classes[sector], rng) for sector in aandeel}
    size, wide = marges.aanname("leerlingen_per_school"), max(number.values())
    aantal = np.zeros((6, wide), "int64")
    for soort in range(6):
        weight = gewicht if soort in IN_PO else per_vo
        schools = _pupils(marges, soort) * weight / size[SOORTEN[soort]]
        aantal[soort, : len(weight)] = np.maximum(1, np.round(schools)).astype("int64")
    eerste = (np.cumsum(aantal) - aantal.ravel()).reshape(aantal.shape)
    sbo = rng.lognormal(0, marges.aanname("sbo_spreiding"), number["po"])
    return Gebied(marges, gewicht, aandeel, sbo, verevening, eerste, aantal)


def _pupils(marges: Marges, soort: int) -> float:
    """About how many pupils a type has, for the number of its schools."""
    vo = marges.leerlingen - marges.po
    pupils: dict[int, float] = {
        BAO: marges.po,
        SBO: marges.stand_2023("sbo"),
        SO: marges.stand_2023("so"),
        VO: vo,
        PRO: vo * marges.aanname("pro_van_brugklas"),
        VSO: sum(marges.categorie("vso", 2018)),
    }
    return pupils[soort]


def _placed(marges: Marges, sector: str, weight: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Places in the spread, in such an order that the country as a whole has the published percentage too."""
    import numpy as np

    soort, year = ("so", 2018) if sector == "po" else ("vso", 2014)
    target = marges.gepubliceerd["r0_figuur_4_1"][soort][str(year)]
    places = np.clip(rng.standard_normal(len(weight)), -2, 2)
    orders = [rng.permutation(places) for _ in range(200)]
    return min(orders, key=lambda p: abs(float(np.sum(weight * _fit(p, marges.spreiding(sector, year)))) - target))


def _fit(place: np.ndarray, wanted: dict[str, float]) -> np.ndarray:
    """Numbers in the order of the places with this mean, deviation, least and largest value."""
    import numpy as np

    n = len(place)
    order = np.argsort(place, kind="stable")
    values = np.empty(n)
    values[order[0]], values[order[-1]] = wanted["minimum"], wanted["maximum"]
    inner = order[1:-1]
    ends = values[[order[0], order[-1]]] - wanted["gemiddelde"]
    mean = -ends.sum() / len(inner)
    square = ((n - 1) * wanted["standaardafwijking"] ** 2 - (ends**2).sum()) / len(inner) - mean**2
    z = place[inner] - place[inner].mean()
    values[inner] = wanted["gemiddelde"] + mean + z / z.std() * np.sqrt(square)
    return np.clip(values, wanted["minimum"], wanted["maximum"])


def _verevening(place: np.ndarray, classes: list[int], rng: np.random.Generator) -> np.ndarray:
    """A percentage per area: whoever has most pupils in (v)so loses most; as many areas per class as published."""
    import numpy as np

    percent = np.empty(len(place))
    order = np.argsort(-place, kind="stable")
    start = 0
    for (low, high), number in zip(KLASSEN, classes, strict=True):
        inside = low + (high - low) * (0.05 + 0.9 * rng.random(number))
        percent[order[start : start + number]] = np.round(np.sort(inside), 2)
        start += number
    return percent
