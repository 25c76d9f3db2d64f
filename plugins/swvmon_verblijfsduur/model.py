"""Verblijfsduur: how many TLV's there will be, from who stays, who leaves and who comes in (R0 L902-919)."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    SCHOLEN,
    Bevinding,
    Leest,
    MissingData,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    count_pupils,
    half_up,
    resolve_masked,
)
from swvmon_verblijfsduur.cohorten import forecast
from swvmon_verblijfsduur.keuzes import Groep, Keuzes

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

TABEL = "tlv_telling"
SLEUTEL = ("swv", "soort", "leeftijdsgroep", "categorie", "verwijzer", "school", "grond")


@frozen
class Raming:
    """The forecast of one group.

    Attributes:
        groep: the group.
        rijen: which rows of the first count are of the group.
        aantallen: pupils at the first count and at each count after it.
        instroom: pupils who came in before each count after the first.
    """

    groep: Groep
    rijen: pd.Series
    aantallen: list[int]
    instroom: list[int]


def reads(keuzes: Keuzes, sector: str, dag: str) -> tuple[Leest, ...]:
    """The count of TLV's at t-1, which only the first year must have, and the pupils where inflow depends on them."""
    pupils = (*SCHOLEN, *keuzes.counts(sector)) if keuzes.by_pupils else ()
    return (Leest(TABEL, f"{dag} t-1", verplicht=False), *pupils)


def verdeel(momentopname: Momentopname, _grootboek: Grootboek, keuzes: Keuzes, dag: str) -> Uitkomst:
    """Forecast the count of TLV's on the next counting date; books nothing.

    The first school year of a run starts from its count at t-1. Each later year starts there too and goes one year
    further, so that nothing but that first count has to be kept from year to year.

    Raises:
        MissingData: the first year has no count of TLV's.
        SwvmonError: a count is masked and the plan does not say what it counts for.
    """
    years = _years(momentopname, Leest(TABEL, f"{dag} t-1"))
    first = years[0].tabel(TABEL, f"{dag} t-1")
    if first.empty:
        day = Leest(TABEL, f"{dag} t-1").peildatum(years[0].schooljaar)
        raise MissingData(f"{momentopname.regio} {years[0].schooljaar}: no TLV's counted on {day}: load {TABEL} first")
    counted = first[[c for c in SLEUTEL if c in first]].assign(aantal=resolve_masked(first, keuzes.gemaskeerd_als))
    made = [_forecast(groep, counted, years, keuzes) for groep in keuzes.groepen]
    tables = {f"{dag} t": _table(counted, made, len(years), momentopname.regio)}
    if len(years) > 1:
        tables[f"{dag} t-1"] = _table(counted, made, len(years) - 1, momentopname.regio)
    forecast_day = str(Leest(TABEL, f"{dag} t").peildatum(momentopname.schooljaar))
    findings = (*(_told(raming, forecast_day) for raming in made), *_without_rule(counted, made))
    return Uitkomst(tabellen={f"{TABEL} {moment}": table for moment, table in tables.items()}, bevindingen=findings)


def _years(momentopname: Momentopname, count: Leest) -> list[Momentopname]:
    """The view of each school year of the run that has the count, up to and including this one."""
    years = [momentopname]
    while True:
        try:
            former = years[0].vorig()[0]
        except MissingData:
            return years
        if count not in former.sleutels:
            return years
        years.insert(0, former)


def _forecast(groep: Groep, counted: pd.DataFrame, years: list[Momentopname], keuzes: Keuzes) -> Raming:
    mine = counted["soort"] == groep.soort
    if groep.categorie:
        mine &= counted["categorie"] == groep.categorie
    inflow = [_inflow(groep, view, keuzes) for view in years]
    return Raming(groep, mine, forecast(groep, int(counted.loc[mine, "aantal"].sum()), inflow), inflow)


def _inflow(groep: Groep, view: Momentopname, keuzes: Keuzes) -> int:
    """Pupils who come in before the count of a school year."""
    if str(view.schooljaar) in groep.instroom_per_schooljaar:
        return groep.instroom_per_schooljaar[str(view.schooljaar)]
    if groep.instroom_aandeel is None:
        return groep.instroom_aantal or 0
    pupils = Decimal(str(count_pupils(view, keuzes)["aantal"].sum()))
    return int(half_up(pupils * groep.instroom_aandeel))


def _table(counted: pd.DataFrame, made: list[Raming], year: int, regio: str) -> pd.DataFrame:
    """The count after so many years; a group keeps its proportions between rows of the first count."""
    import pandas as pd

    parts = [counted[_of_no_group(counted, made)]]
    for raming in made:
        rows, number = counted[raming.rijen], raming.aantallen[year]
        if not raming.aantallen[0]:
            new = {"swv": regio, "soort": raming.groep.soort, "categorie": raming.groep.categorie, "aantal": 1}
            rows = pd.DataFrame([dict.fromkeys(counted, "") | new])[list(counted)].astype(counted.dtypes.to_dict())
        parts.append(rows.assign(aantal=apportion(number, rows["aantal"])))
    table = pd.concat(parts, ignore_index=True)
    table = table[table["aantal"] > 0].rename(columns={"aantal": "aantal_min"})
    keys = [c for c in SLEUTEL if c in table]
    return table.assign(aantal_max=table["aantal_min"]).sort_values(keys, ignore_index=True)


def _of_no_group(counted: pd.DataFrame, made: list[Raming]) -> pd.Series:
    rest = counted["aantal"] >= 0
    for raming in made:
        rest &= ~raming.rijen
    return rest


def _told(raming: Raming, day: str) -> Bevinding:
    before, after = raming.aantallen[-2:]
    entered = raming.instroom[-1]
    coming = "aanmelding" if entered == 1 else "aanmeldingen"
    text = f"{raming.groep.naam}: van {before} naar {_leerlingen(after)} op {day}, bij {entered} {coming}."
    return Bevinding("tlv_geraamd", "info", raming.groep.naam, text)


def _without_rule(counted: pd.DataFrame, made: list[Raming]) -> tuple[Bevinding, ...]:
    rest = counted[_of_no_group(counted, made)]
    per_kind = {str(kind): int(n) for kind, n in rest.groupby("soort")["aantal"].sum().items()}
    texts = {kind: f"{_leerlingen(n)} {'blijft' if n == 1 else 'blijven'} zoals geteld" for kind, n in per_kind.items()}
    return tuple(
        Bevinding("tlv_zonder_verblijfsregel", "info", kind, f"{kind}: {text}.") for kind, text in texts.items()
    )


def _leerlingen(number: int) -> str:
    return f"{number} {'leerling' if number == 1 else 'leerlingen'}"


def _model(naam: str, dag: str, on: str) -> Verdeelmodel:
    return Verdeelmodel(
        naam=naam,
        titel=f"Verblijfsduur: raming van het aantal TLV's op {on}",
        bron="R0 L902-919",
        sectoren=("po", "vo"),
        keuzes=Keuzes,
        heel_gebied=True,
        verdeel=partial(verdeel, dag=dag),
        leest=partial(reads, dag=dag),
        levert=(f"{TABEL} {dag} t-1", f"{TABEL} {dag} t"),
        voorbeelden=tuple(
            Voorbeeld(
                sector=sector,
                keuzes={
                    "groepen": [
                        {"soort": soort, "niveaus": [{"naam": "alle", "jaren": jaren}], "instroom_aantal": instroom}
                    ],
                    "gemaskeerd_als": "minimum",
                },
            )
            for sector, soort, jaren, instroom in (("po", "so", 8, 2), ("vo", "vso", 5, 3))
        ),
    )


VERBLIJFSDUUR = _model("verblijfsduur", "1-10", "1 oktober")
VERBLIJFSDUUR_FEBRUARI = _model("verblijfsduur_februari", "1-2", "1 februari")
