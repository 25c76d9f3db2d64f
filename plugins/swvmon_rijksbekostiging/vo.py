"""Secondary education.

Law: WVO (BWBR0002399) art. 85b and 89a until 2023; WVO 2020 (BWBR0044212) art. 5.13 and 5.15 from 2023.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from swvmon import Jaardeel, Momentopname, Uitkomst, format_decimal, peildatum
from swvmon_rijksbekostiging.post import Berekening, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from swvmon_rijksbekostiging.keuzes import Keuzes


def tot_2023(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Zwaar: personnel, and the calendar parts of material. Licht as the later law has it, which is assumed."""
    rijk = Berekening(momentopname, keuzes)
    return Uitkomst(
        (
            rijk.per_schooljaar("zwaar:personeel", "alle", keuzes.zwaar_vo_personeel_euro),
            *rijk.per_kalenderjaar("zwaar:materieel", "alle", keuzes.zwaar_vo_materieel_euro),
            *licht(rijk, zeker=False),
        )
    )


def vanaf_2023(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Zwaar, one amount; licht."""
    rijk = Berekening(momentopname, keuzes)
    return Uitkomst((*rijk.per_kalenderjaar("zwaar", "alle", keuzes.zwaar_vo_euro), *licht(rijk, zeker=True)))


def licht(rijk: Berekening, *, zeker: bool) -> Iterator[pd.DataFrame]:
    """Lichte ondersteuning, where the plan tells the shares of 2012 (WVO 2020 art. 5.13)."""
    if rijk.keuzes.has_licht_vo:
        for part in rijk.momentopname.kalenderdelen():
            for post in licht_posten(rijk, part):
                yield evolve(post, zeker=zeker).regel()


def licht_posten(rijk: Berekening, jaardeel: Jaardeel) -> Iterator[Post]:
    """Paid by the shares of 2012 and per pupil (lid 1-5); withheld for the pupils with lwoo and in pro (lid 6-7)."""
    keuzes = rijk.keuzes
    day = peildatum("vo", "licht", jaardeel.dagen)
    pupils, without_pro, without_both = (
        rijk.leerlingen(day, basis) for basis in ("alle", "zonder_pro", "zonder_lwoo_pro")
    )
    for soort, naam, percentage, counted, tarief in (
        ("lwoo", "met lwoo", keuzes.percentage_lwoo_2012, without_pro - without_both, keuzes.licht_vo_lwoo_euro),
        ("pro", "in het praktijkonderwijs", keuzes.percentage_pro_2012, pupils - without_pro, keuzes.licht_vo_pro_euro),
    ):
        share = percentage or Decimal(0)
        yield Post(
            van="rijk:licht",
            naar="swv:licht",
            aantal=pupils * share / 100,
            eenheid=f"leerling {soort} naar het aandeel van 2012",
            jaardeel=jaardeel,
            tarief=tarief,
            grondslag=f"lichte ondersteuning vo, {soort}",
            toelichting=f"{format_decimal(share)} % (op 1-10-2012) van de leerlingen op {day:%d-%m-%Y} × bedrag.",
            parameters=f"rijksbekostiging.percentage_{soort}_2012",
        )
        yield Post(
            van="swv:licht",
            naar=f"rijk:{soort}",
            aantal=counted,
            eenheid=f"leerling {soort}",
            jaardeel=jaardeel,
            tarief=tarief,
            grondslag=f"lichte ondersteuning vo, inhouding {soort}",
            toelichting=f"Leerlingen {naam} op {day:%d-%m-%Y} × bedrag, dat het rijk aan hun school betaalt.",
        )
    regio = rijk.post("licht", "alle", jaardeel, keuzes.licht_vo_regio_euro)
    yield evolve(regio, grondslag="lichte ondersteuning vo, regionale ondersteuning")
