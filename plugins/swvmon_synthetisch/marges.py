"""The published margins, scaled to the size of the synthetic country; what is not published is an assumption."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import field, frozen

EERSTE_JAAR = 2014
"""The first 1 October: the first year of the table with pupils per category (R4 Tabel 1)."""


@cache
def read_marges() -> dict[str, Any]:
    """The file `marges.toml`."""
    import tomllib
    from importlib.resources import files

    found: dict[str, Any] = tomllib.loads((files(__package__) / "marges.toml").read_text("utf-8"))
    return found


@frozen
class Marges:
    """What each year should come to, in pupils of the synthetic country.

    Years that a source does not have get the nearest year that it has (assumption).

    Attributes:
        leerlingen: pupils in po and vo together, the same every year.
    """

    leerlingen: int
    gepubliceerd: dict[str, Any] = field(factory=read_marges, repr=False)

    @property
    def landelijk_po(self) -> float:
        """Pupils in po in the real country: those with a TLV for so over their published percentage, in 2018."""
        return float(sum(self.gepubliceerd["r4_tabel_1"]["so"]["2018"])) / _percent(self, "so", "2018")

    @property
    def landelijk_vo(self) -> float:
        """Pupils in vo in the real country, in the same way, in 2014."""
        return float(sum(self.gepubliceerd["r4_tabel_1"]["vso"]["2014"])) / _percent(self, "vso", "2014")

    @property
    def schaal(self) -> float:
        """Synthetic pupils per real pupil."""
        return self.leerlingen / (self.landelijk_po + self.landelijk_vo)

    @property
    def po(self) -> int:
        """Pupils in po at the start."""
        return round(self.landelijk_po * self.schaal)

    def categorie(self, soort: str, jaar: int) -> list[int]:
        """Pupils with a TLV for so or vso of category 1, 2 and 3 on 1 October."""
        tabel = self.gepubliceerd["r4_tabel_1"][soort]
        if str(jaar) in tabel:
            return self.scaled(tabel[str(jaar)])
        country = self.landelijk_po if soort == "so" else self.landelijk_vo
        total = country * _percent(self, soort, "2019")
        shares = self.gepubliceerd["r0_tabel_4_2"][soort]["2019"]
        return self.scaled([total * share / sum(shares) for share in shares])

    def instroom(self, soort: str, jaar: int) -> list[int]:
        """New in sbo or so on 1 October: from no education, from bao, and from elsewhere."""
        table, last = self.gepubliceerd["ocw_instroom"][soort], self.gepubliceerd["ocw_2023"][soort]["instroom"]
        geen, bao = table[str(min(max(jaar, 2015), 2023))]
        elders = (last / sum(table["2023"]) - 1) * (geen + bao)
        return self.scaled([geen, bao, elders])

    def stand_2023(self, soort: str) -> int:
        """All pupils of sbo or so: the published inflow over the percentage of the stock that it is."""
        told = self.gepubliceerd["ocw_2023"][soort]
        return self.scaled([100 * told["instroom"] / told["procent"]])[0]

    def zonder_tlv(self) -> int:
        """Pupils of so without a TLV of an SWV (clusters 1 and 2): what so has beside those with one."""
        return self.stand_2023("so") - sum(self.categorie("so", 2023))

    def spreiding(self, sector: str, jaar: int) -> dict[str, float]:
        """Mean, standard deviation, least and largest percentage over SWV's; straight lines between the years."""
        first, last = (self.gepubliceerd["r0_tabel_4_1"][sector][year] for year in ("2011", "2019"))
        along = min((jaar - 2011) / 8, 1.0)
        return {name: first[name] + along * (last[name] - first[name]) for name in first}

    def aanname(self, naam: str) -> Any:
        """A number that nobody publishes."""
        return self.gepubliceerd["aanname"][naam]

    def scaled(self, numbers: list[float]) -> list[int]:
        """Numbers of the real country as those of the synthetic one, to whole pupils."""
        return [round(n * self.schaal) for n in numbers]


def _percent(marges: Marges, soort: str, jaar: str) -> float:
    found: float = marges.gepubliceerd["r0_figuur_4_1"][soort][jaar]
    return found / 100
