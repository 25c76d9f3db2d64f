"""What a region plan chooses about the money of the rijk; names carry their unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen, validators

from swvmon import Parameter, Periode, Telling, dated, grenzen

TOT_2023 = Periode(date(2014, 8, 1), date(2022, 12, 31))
"""Personnel per schooljaar, material per kalenderjaar."""

VANAF_2023 = Periode(date(2023, 1, 1), date(2999, 12, 31))
"""One amount per kalenderjaar."""

BUDGET, LWOO, GEWICHT = "budget_euro", "percentage_lwoo_2012", "schoolgewicht_kenmerk"


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        budget_euro: the budget as an amount, where a plan has no tariffs; booked net in `swv:budget`.
        vavo_aandeel: part of a pupil placed at a vavo that is funded (Vensters, Aantal leerlingen vo: half).
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        percentage_lwoo_2012: vo: pupils with lwoo, percent of all pupils of the region on 1 October 2012. With it and
            the next the lichte ondersteuning is booked.
        percentage_pro_2012: vo: pupils in praktijkonderwijs, likewise.
        schoolgewicht_kenmerk: po: name of the kenmerk that tells the schoolgewicht of each school. With it the
            schoolmaatschappelijk werk is booked.
        licht_po_personeel_euro: euros per pupil of a basisschool per schooljaar, until 2023.
        licht_po_materieel_euro: euros per pupil of a basisschool per kalenderjaar, until 2023.
        schoolmaatschappelijk_werk_euro: euros per schoolgewicht per schooljaar, until 2023.
        zwaar_po_personeel_euro: euros per pupil of bao and sbo per schooljaar, until 2023.
        zwaar_po_materieel_euro: euros per pupil of bao and sbo per kalenderjaar, until 2023.
        licht_po_euro: euros per pupil of a basisschool per kalenderjaar, from 2023.
        zwaar_po_euro: euros per pupil of bao and sbo per kalenderjaar, from 2023.
        zwaar_vo_personeel_euro: euros per pupil per schooljaar, until 2023.
        zwaar_vo_materieel_euro: euros per pupil per kalenderjaar, until 2023.
        zwaar_vo_euro: euros per pupil per kalenderjaar, from 2023.
        licht_vo_lwoo_euro: euros per pupil with lwoo per kalenderjaar, paid by the share of 2012, withheld by count.
        licht_vo_pro_euro: euros per pupil in praktijkonderwijs per kalenderjaar, likewise.
        licht_vo_regio_euro: euros per pupil per kalenderjaar for regionale ondersteuning.
    """

    budget_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=grenzen.share)
    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))
    percentage_lwoo_2012: Decimal | None = field(default=None, validator=validators.optional(grenzen.percentage))
    percentage_pro_2012: Decimal | None = field(default=None, validator=validators.optional(grenzen.percentage))
    schoolgewicht_kenmerk: str = ""
    licht_po_personeel_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=TOT_2023)
    licht_po_materieel_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=TOT_2023)
    schoolmaatschappelijk_werk_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=TOT_2023, only_with=GEWICHT)
    zwaar_po_personeel_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=TOT_2023)
    zwaar_po_materieel_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=TOT_2023)
    licht_po_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=VANAF_2023)
    zwaar_po_euro: Parameter = dated(unless=BUDGET, sector="po", geldig=VANAF_2023)
    zwaar_vo_personeel_euro: Parameter = dated(unless=BUDGET, sector="vo", geldig=TOT_2023)
    zwaar_vo_materieel_euro: Parameter = dated(unless=BUDGET, sector="vo", geldig=TOT_2023)
    zwaar_vo_euro: Parameter = dated(unless=BUDGET, sector="vo", geldig=VANAF_2023)
    licht_vo_lwoo_euro: Parameter = dated(unless=BUDGET, sector="vo", only_with=LWOO)
    licht_vo_pro_euro: Parameter = dated(unless=BUDGET, sector="vo", only_with=LWOO)
    licht_vo_regio_euro: Parameter = dated(unless=BUDGET, sector="vo", only_with=LWOO)

    def __attrs_post_init__(self) -> None:
        if (self.percentage_lwoo_2012 is None) != (self.percentage_pro_2012 is None):
            raise ValueError(
                "percentage_lwoo_2012 and percentage_pro_2012 belong together; write 0 where there were none"
            )
        if self.budget_euro is not None and (self.has_licht_vo or self.schoolgewicht_kenmerk):
            raise ValueError(
                "with budget_euro nothing is computed: leave percentage_lwoo_2012, percentage_pro_2012 and "
                "schoolgewicht_kenmerk out"
            )

    @property
    def has_licht_vo(self) -> bool:
        """Whether the plan tells the shares of 2012."""
        return self.percentage_lwoo_2012 is not None

    def telling(self, basis: str) -> Telling:
        """How pupils are counted, for one base."""
        return Telling(basis=basis, vavo_aandeel=self.vavo_aandeel, gemaskeerd_als=self.gemaskeerd_als)
