"""The placements: at which tariff, and whether the referring school or the SWV bears them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Bevinding, SwvmonError, amounts_cent, exact, resolve_masked

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname
    from swvmon_verwijzer_betaalt.keuzes import Keuzes


def plaatsingen(momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """Placements of the chosen kinds, added up per referring school and tariff.

    Returns:
        Columns `verwijzer`, `soort`, `sleutel` (of the tariff), `vrij` (the SWV bears it), `buiten` (referred from
        outside the region), `swv`, `aantal` (int64), `tarief` (exact decimals) and `kosten_cent` (int64), sorted.

    Raises:
        SwvmonError: a placement has no tariff, or a count is masked and the plan does not say what it counts for.
    """
    import pandas as pd

    counts = momentopname.tabel("tlv_telling", keuzes.telmoment)
    counts = counts[counts["soort"].isin(keuzes.soorten)].reset_index(drop=True)
    verwijzer = momentopname.coded(counts, "verwijzer")
    schools = pd.Index(momentopname.tabel("aansluiting")["vestiging"])
    known = schools.get_indexer(verwijzer) >= 0  # `isin` of texts makes each text anew, at every call
    spared = counts["grond"].isin(keuzes.vrijgestelde_gronden) | counts["categorie"].isin(
        [str(categorie) for categorie in keuzes.vrijgestelde_categorieen]
    )
    rows = counts.assign(
        verwijzer=verwijzer,
        swv=momentopname.swv_of(counts),
        aantal=resolve_masked(counts, keuzes.gemaskeerd_als),
        sleutel=_tariff_keys(counts, keuzes),
        vrij=~known | spared,
        buiten=~known & (counts["verwijzer"] != ""),
    )
    grouped = rows.groupby(["verwijzer", "soort", "sleutel", "vrij", "buiten", "swv"])["aantal"].sum().reset_index()
    tariff = exact(grouped["sleutel"].map(keuzes.tarief_euro).astype("object"))
    return grouped.assign(tarief=tariff, kosten_cent=amounts_cent(grouped["aantal"], tariff))


def _tariff_keys(counts: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    """The key of the tariff of each row: with age group and category where the plan has it so, else the wider one."""
    soort = counts["soort"]
    age, category = (
        ("_" + counts[column]).where(counts[column] != "", "") for column in ("leeftijdsgroep", "categorie")
    )
    key = (soort + age + category).where(lambda keys: keys.isin(list(keuzes.tarief_euro)), "")
    for wider in (soort + category, soort + age, soort):
        key = key.where(key != "", wider.where(wider.isin(list(keuzes.tarief_euro)), ""))
    if (key == "").any():
        missing = sorted(set((soort + age + category)[key == ""]))
        raise SwvmonError(f"tarief_euro has no tariff for placements {', '.join(missing)}")
    return key


def unknown_grounds(momentopname: Momentopname, keuzes: Keuzes) -> tuple[Bevinding, ...]:
    """A finding for each exempt ground that no placement has, of whatever kind: it exempts nobody, or is misspelt."""
    counts = momentopname.tabel("tlv_telling", keuzes.telmoment)
    if counts.empty:
        return ()
    known = sorted(set(counts["grond"]) - {""})
    told = f"wel: {', '.join(known)}" if known else "de telling heeft geen gronden"
    return tuple(
        Bevinding(
            "grond_komt_niet_voor",
            "waarschuwing",
            grond,
            f"Geen plaatsing heeft de vrijgestelde grond {grond} ({told}): de vrijstelling geldt voor niemand.",
        )
        for grond in sorted(set(keuzes.vrijgestelde_gronden) - set(known))
    )
