"""How close a synthetic country comes to each published margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field, frozen

from swvmon_synthetisch.gebied import BAO, IN_PO, SBO, SO, VO, VSO, Gebied
from swvmon_synthetisch.leerlingen import GEEN, Land

if TYPE_CHECKING:
    import numpy as np

SOORT = {"sbo": SBO, "so": SO, "vso": VSO}


@frozen
class Marge:
    """One published number and ours.

    Attributes:
        bron: where it is published.
        wat: what it is.
        gepubliceerd: the number, in the size of the synthetic country where it counts pupils.
        gemaakt: ours.
    """

    bron: str
    wat: str
    gepubliceerd: float
    gemaakt: float

    @property
    def verschil(self) -> float:
        """Ours less the published one, as a share of it."""
        return (self.gemaakt - self.gepubliceerd) / self.gepubliceerd if self.gepubliceerd else 0.0


@define
class Verslag:
    """The margins, gathered while the years are made."""

    marges: list[Marge] = field(factory=list)

    def add_gebied(self, gebied: Gebied) -> None:
        """The classes of verevening."""
        import numpy as np

        for sector, classes in gebied.marges.gepubliceerd["r0_tabel_2_1"].items():
            edges = [-np.inf, -20, 0, 20, np.inf]
            made = np.histogram(gebied.verevening[sector], edges)[0]
            for name, wanted, got in zip(("<= -20", "-20..0", "0..20", ">= 20"), classes, made, strict=True):
                self._add("R0 Tabel 2-1", f"SWV's {sector} met verevening {name} %", wanted, got)

    def add_year(self, land: Land) -> None:
        """What is published about a year."""
        self._categories(land)
        self._spread(land)
        self._inflow(land)

    def _categories(self, land: Land) -> None:
        told, year = land.marges.gepubliceerd, str(land.jaar)
        kind, category = land.kolom["soort"], land.kolom["categorie"]
        for name in ("so", "vso"):
            made = [int(((kind == SOORT[name]) & (category == number)).sum()) for number in (1, 2, 3)]
            if year in told["r4_tabel_1"][name]:
                for number, wanted, got in zip((1, 2, 3), told["r4_tabel_1"][name][year], made, strict=True):
                    what = f"leerlingen {name} categorie {number}, {year}"
                    self._add("R4 Tabel 1", what, land.marges.scaled([wanted])[0], got)
            for number, wanted, got in zip((1, 2, 3), told["r0_tabel_4_2"][name].get(year, ()), made, strict=False):
                what = f"procent {name} categorie {number}, {year}"
                self._add("R0 Tabel 4-2", what, wanted, 100 * got / max(sum(made), 1))

    def _spread(self, land: Land) -> None:
        """Unweighted over SWV's; the deviation is that of a sample."""
        import numpy as np

        kind, with_tlv = land.kolom["soort"], land.kolom["categorie"] > 0
        for sector, name in (("po", "so"), ("vo", "vso")):
            told = land.marges.gepubliceerd["r0_tabel_4_1"][sector].get(str(land.jaar))
            if told is None:
                continue
            of_sector = np.isin(kind, IN_PO) if sector == "po" else (kind >= VO) & (kind <= VSO)
            pupils = np.maximum(land.count(of_sector, vo=sector == "vo"), 1)
            share = 100 * land.count(with_tlv & (kind == SOORT[name]), vo=sector == "vo") / pupils
            made = {
                "gemiddelde": share.mean(),
                "standaardafwijking": share.std(ddof=1),
                "minimum": share.min(),
                "maximum": share.max(),
            }
            for which, wanted in told.items():
                self._add("R0 Tabel 4-1", f"procent {name} per SWV, {which}, {land.jaar}", wanted, made[which])

    def _inflow(self, land: Land) -> None:
        told, year = land.marges.gepubliceerd, str(land.jaar)
        for name, table in told["ocw_instroom"].items():
            if year not in table or not land.instroom:
                continue
            for origin, source, wanted in zip(("geen", "bao"), (GEEN, BAO), table[year], strict=True):
                got = land.instroom.get((SOORT[name], source), 0)
                self._add("OCW instroom", f"nieuw in {name} uit {origin}, {year}", land.marges.scaled([wanted])[0], got)
            if year == "2023":
                stock = max(int((land.kolom["soort"] == SOORT[name]).sum()), 1)
                every = sum(number for (kind, _), number in land.instroom.items() if kind == SOORT[name])
                wanted = told["ocw_2023"][name]
                self._add("OCW instroom", f"nieuw in {name}, 2023", land.marges.scaled([wanted["instroom"]])[0], every)
                self._add("OCW instroom", f"nieuw in {name}, procent, 2023", wanted["procent"], 100 * every / stock)

    def _add(self, bron: str, wat: str, wanted: float, got: float | np.floating) -> None:
        self.marges.append(Marge(bron, wat, float(wanted), float(got)))
