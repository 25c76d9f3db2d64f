"""Primary education. Law until 2023: WPO (BWBR0003420) art. 118 and 132; from 2023: one amount per kalenderjaar."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import Bevinding, Momentopname, SwvmonError, Uitkomst, exact, format_decimal, multiply, peildatum
from swvmon_rijksbekostiging.post import Berekening, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from swvmon_rijksbekostiging.keuzes import Keuzes

MINSTENS = 1
"""Sum of the school weights from which schoolmaatschappelijk werk is paid (BWBR0037032 art. 23)."""


def tot_2023(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Licht for pupils of basisscholen, zwaar for those of sbo too: personnel, and the calendar parts of material."""
    rijk = Berekening(momentopname, keuzes)
    lines = [
        rijk.per_schooljaar("licht:personeel", "bao", keuzes.licht_po_personeel_euro),
        *rijk.per_kalenderjaar("licht:materieel", "bao", keuzes.licht_po_materieel_euro),
        rijk.per_schooljaar("zwaar:personeel", "bao_sbo", keuzes.zwaar_po_personeel_euro),
        *rijk.per_kalenderjaar("zwaar:materieel", "bao_sbo", keuzes.zwaar_po_materieel_euro),
    ]
    if not keuzes.schoolgewicht_kenmerk:
        return Uitkomst(tuple(lines))
    work, findings = schoolmaatschappelijk_werk(rijk)
    return Uitkomst((*lines, *work), bevindingen=findings)


def vanaf_2023(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Licht and zwaar, one amount each; that zwaar counts sbo pupils as before is assumed."""
    rijk = Berekening(momentopname, keuzes)
    return Uitkomst(
        (
            *rijk.per_kalenderjaar("licht", "bao", keuzes.licht_po_euro),
            *rijk.per_kalenderjaar("zwaar", "bao_sbo", keuzes.zwaar_po_euro, zeker=False),
        )
    )


def schoolmaatschappelijk_werk(rijk: Berekening) -> tuple[tuple[pd.DataFrame, ...], tuple[Bevinding, ...]]:
    """An amount per schoolgewicht, where the weights of the region add up to one or more."""
    weights = school_weights(rijk.momentopname, rijk.keuzes.schoolgewicht_kenmerk)
    findings = tuple(_without_weight(rijk, weights))
    total = sum(multiply(weights["gewicht"], weights["aandeel"]), Decimal(0))
    if total < MINSTENS:
        text = (
            f"De schoolgewichten tellen op tot {format_decimal(total)}, minder dan {MINSTENS}: "
            "geen schoolmaatschappelijk werk."
        )
        return (), (*findings, Bevinding("schoolgewicht_te_laag", "info", rijk.momentopname.regio, text))
    post = Post(
        van="rijk:licht",
        naar="swv:licht:personeel",
        aantal=total,
        eenheid="schoolgewicht",
        jaardeel=rijk.momentopname.schooljaardeel(),
        tarief=rijk.keuzes.schoolmaatschappelijk_werk_euro,
        grondslag="schoolmaatschappelijk werk po",
        toelichting="Som van de schoolgewichten × bedrag per schoolgewicht.",
    )
    return (post.regel(),), findings


def school_weights(momentopname: Momentopname, kenmerk: str) -> pd.DataFrame:
    """The schools of the region with `aandeel` and the `gewicht` that holds in the schooljaar; missing where none does.

    Raises:
        SwvmonError: a weight is no number, or a school has two in one schooljaar.
    """
    rows, year = momentopname.tabel("kenmerk"), momentopname.schooljaar.periode
    last = rows["geldig_tot"].astype("object").where(rows["geldig_tot"].notna(), year.tot)
    named = (rows["niveau"] == "vestiging") & (rows["kenmerk"] == kenmerk)
    rows = rows[named & (rows["geldig_van"] <= year.tot) & (last >= year.van)]
    schools = momentopname.tabel("aansluiting")[["vestiging", "aandeel"]].sort_values("vestiging", ignore_index=True)
    rows = rows[rows["code"].isin(schools["vestiging"])]
    if strange := sorted(rows.loc[~rows["waarde"].str.fullmatch(r"\d+(\.\d+)?"), "code"]):
        raise SwvmonError(f"kenmerk {kenmerk!r} of {strange[0]} is not a number of zero or more, such as 12 or 12.5")
    if twice := sorted(rows.loc[rows["code"].duplicated(), "code"]):
        raise SwvmonError(f"kenmerk {kenmerk!r} has two values for {twice[0]} in {momentopname.schooljaar}: keep one")
    weights = rows.set_index("code")["waarde"].reindex(schools["vestiging"]).set_axis(schools.index)
    return schools.assign(
        aandeel=exact(schools["aandeel"]), gewicht=exact(weights.where(weights.notna(), "0")), bekend=weights.notna()
    )


def _without_weight(rijk: Berekening, weights: pd.DataFrame) -> Iterator[Bevinding]:
    """A finding for each school with pupils of a basisschool and no weight."""
    day = peildatum("po", "licht:personeel", rijk.momentopname.periode)
    counts = rijk.momentopname.tabel("leerlingen_po", rijk.momentopname.telmoment("leerlingen_po", day))
    basisscholen = counts.loc[counts["soort"] == "bao", "vestiging"]
    for school in weights.loc[~weights["bekend"] & weights["vestiging"].isin(basisscholen), "vestiging"]:
        text = f"Het schoolgewicht van {school} is niet geladen; het telt als nul."
        yield Bevinding("schoolgewicht_onbekend", "waarschuwing", school, text)
