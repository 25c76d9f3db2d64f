"""The sections of a report of one region, in order."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from swvmon_rapport import zinnen
from swvmon_rapport.gegevens import PLAN, SAMEN, balances, effects, flows, pupils
from swvmon_rapport.sectie import (
    AANDEEL,
    AANTAL,
    BEDRAG,
    CENT,
    SCHOOL,
    VERSCHIL,
    Figuur,
    Kengetal,
    Kolom,
    Sectie,
    Tabel,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from swvmon_rapport.gegevens import Gegevens

BUREN = "vergelijkbare_verbanden"
"""Indicator that names the SWV's nearest to each, in a run of every SWV."""
UITERSTEN = 12
"""Bars at each end, where there are more than twice as many."""


def sections(gegevens: Gegevens) -> list[Sectie]:
    """All sections, but the pages of schools."""
    made = (samenvatting, geldstroom, budget, per_leerling, reserve, deelname, verevening, wat_als, verantwoording, weg)
    return [section for make in made for section in [make(gegevens)] if section is not None]


def samenvatting(gegevens: Gegevens) -> Sectie:
    """What a director should know first."""
    net = flows(gegevens, PLAN, gegevens.jaar)
    boards = net["naar"].str.startswith("bestuur:"), net["van"].str.startswith("bestuur:")
    rijk = net["van"].str.startswith("rijk:"), net["naar"].str.startswith("rijk:")
    figures = [
        _money("van het rijk", _net(net, rijk)),
        _money("naar scholen en besturen", _net(net, boards)),
        _money("erbij op eigen rekeningen", int(_of_year(balances(gegevens), gegevens)["mutatie_cent"].sum())),
    ]
    whole = _of_year(pupils(gegevens, "swv"), gegevens)["per_leerling_cent"].dropna()
    if len(whole):
        per_pupil = zinnen.geld(zinnen.hele_cent(whole.iloc[0]))
        figures.append(Kengetal("per leerling, gemiddeld", per_pupil, str(whole.iloc[0])))
    return Sectie("samenvatting", "Samenvatting", zinnen.summary(gegevens), figures)


def _money(what: str, cent: int) -> Kengetal:
    return Kengetal(what, zinnen.geld(cent), str(cent))


def _net(net: pd.DataFrame, sides: tuple[pd.Series, pd.Series]) -> int:
    return int(net.loc[sides[0], "bedrag_cent"].sum() - net.loc[sides[1], "bedrag_cent"].sum())


def _of_year(rows: pd.DataFrame, gegevens: Gegevens) -> pd.DataFrame:
    return rows[rows["schooljaar"] == gegevens.jaar]


def geldstroom(gegevens: Gegevens) -> Sectie:
    """Where the money comes from and goes to."""
    import pandas as pd

    years = gegevens.schooljaren[::-1]
    moved = {year: _named_flows(gegevens, year) for year in years}
    pictures = [
        Figuur(
            f"geldstroom-{year[:4]}",
            f"Geldstroom in {year}",
            "stroom",
            rows,
            "Hoe breder een band, hoe meer geld. De bedragen staan in de tabel hieronder.",
        )
        for year, rows in moved.items()
        if len(rows)
    ]
    every = pd.concat([rows.assign(schooljaar=year) for year, rows in moved.items()], ignore_index=True)
    columns = [
        Kolom("van", "Van"),
        Kolom("naar", "Naar"),
        Kolom("schooljaar", "Schooljaar"),
        Kolom("bedrag_cent", "Bedrag", BEDRAG),
    ]
    return Sectie(
        "geldstroom",
        "Waar komt het geld vandaan en waar gaat het heen?",
        [
            zinnen.STROMEN,
        ],
        figuren=pictures,
        tabellen=[Tabel("geldstromen", "Alle geldstromen", columns, every, dicht=True)],
    )


def _named_flows(gegevens: Gegevens, schooljaar: str) -> pd.DataFrame:
    """The flows of a school year by the plan, accounts in words; of a board that is told in part it says so."""
    part = ", een deel" if gegevens.deels(schooljaar) else ""

    def named(account: str) -> str:
        alone = account.startswith("bestuur:") and account != f"bestuur:{SAMEN}"
        return zinnen.rekening(account) + (part if alone else "")

    rows = flows(gegevens, PLAN, schooljaar)
    return rows.assign(van=rows["van"].map(named), naar=rows["naar"].map(named))


def budget(gegevens: Gegevens) -> Sectie:
    """What each board and school gets."""
    boards = _wide(gegevens, gegevens.besturen, ["bestuur"])
    last = _of_year(gegevens.besturen[gegevens.besturen["scenario"] == PLAN], gegevens)
    boards = boards.merge(last[["bestuur", "scholen"]], on="bestuur", how="left")
    boards = boards.assign(naam=boards["bestuur"].map(zinnen.bestuur))
    schools = _wide(gegevens, gegevens.scholen, ["vestiging"])
    known = gegevens.scholen[gegevens.scholen["scenario"] == PLAN].sort_values("schooljaar")
    known = known.drop_duplicates("vestiging", keep="last")[["vestiging", "naam", "bestuur", "gemeente"]]
    measured = _of_year(pupils(gegevens, "vestiging"), gegevens).rename(columns={"sleutel": "vestiging"})
    schools = schools.merge(known, on="vestiging").merge(
        measured[["vestiging", "leerlingen", "per_leerling_cent"]], on="vestiging", how="left"
    )
    per_pupil = [Kolom("leerlingen", "Leerlingen", AANTAL), Kolom("per_leerling_cent", "Per leerling", CENT)]
    years = [Kolom(year, f"Bedrag {year}", BEDRAG) for year in gegevens.schooljaren]
    named = schools.assign(wie=_names(schools))
    return Sectie(
        "budget",
        "Wat krijgt elk bestuur en elke school?",
        [
            zinnen.BEDRAGEN,
        ],
        figuren=[
            *_bars(
                "besturen",
                f"Bedrag per bestuur in {gegevens.jaar}",
                boards[boards["bestuur"] != SAMEN].assign(wie=lambda rows: rows["naam"]),
                gegevens.jaar,
            ),
            *_bars("scholen", f"Bedrag per school in {gegevens.jaar}", named, gegevens.jaar),
        ],
        tabellen=[
            Tabel(
                "budget-per-bestuur",
                "Bedrag per bestuur",
                [Kolom("naam", "Bestuur"), Kolom("scholen", "Scholen", AANTAL), *years],
                boards,
            ),
            Tabel(
                "budget-per-school",
                "Bedrag per school",
                [
                    Kolom("vestiging", "School", SCHOOL),
                    Kolom("bestuur", "Bestuur"),
                    Kolom("gemeente", "Gemeente"),
                    *years,
                    *(per_pupil if len(measured) else []),
                ],
                schools,
            ),
        ],
    )


def _wide(gegevens: Gegevens, rijen: pd.DataFrame, sleutel: list[str]) -> pd.DataFrame:
    """A row for each key with an amount per school year of the plan, the highest of the last year first."""
    plan = rijen[rijen["scenario"] == PLAN]
    wide = plan.pivot_table("bedrag_cent", sleutel, "schooljaar", aggfunc="first", dropna=False).reset_index()
    wide = wide.reindex(columns=[*sleutel, *gegevens.schooljaren])
    wide = wide.astype(dict.fromkeys(gegevens.schooljaren, "Int64"))
    return wide.sort_values([gegevens.jaar, *sleutel], ascending=[False, *[True] * len(sleutel)], ignore_index=True)


def _names(rows: pd.DataFrame) -> list[str]:
    return [zinnen.school_kort(v, n) for v, n in zip(rows["vestiging"], rows["naam"], strict=True)]


def _bars(naam: str, titel: str, rows: pd.DataFrame, column: str, *, changes: bool = False) -> list[Figuur]:
    """Bars from high to low of the column `wie`, without zeros; of many the highest and the lowest."""
    known = rows[rows[column].notna() & (rows[column] != 0)]
    known = known.sort_values([column, "wie"], ascending=[False, True], ignore_index=True)
    if known.empty:
        return []
    some = f"Van hoog naar laag, van {known['wie'].iloc[0]} tot {known['wie'].iloc[-1]}."
    if len(known) > 2 * UITERSTEN:
        middle = (known.index >= UITERSTEN) & (known.index < len(known) - UITERSTEN)
        known = known[~middle]
        titel += f": de {UITERSTEN} hoogste en de {UITERSTEN} laagste"
    cents = [zinnen.hele_cent(str(v)) for v in known[column]]
    told = zinnen.verschil if changes else zinnen.geld
    drawn = known[["wie"]].assign(cent=cents, tekst=[told(c) for c in cents])
    return [Figuur(naam, titel, "balken", drawn, some)]


def per_leerling(gegevens: Gegevens) -> Sectie:
    """The amount per pupil."""
    measured = _of_year(pupils(gegevens, "vestiging"), gegevens)
    if measured.empty:
        return Sectie("per-leerling", "Bedrag per leerling", [zinnen.GEEN_LEERLINGEN])
    names = gegevens.scholen.drop_duplicates("vestiging", keep="last").set_index("vestiging")["naam"]
    named = measured.assign(vestiging=measured["sleutel"], naam=names.reindex(measured["sleutel"]).fillna("").array)
    drawn = named.assign(
        wie=_names(named),
        cent=named["per_leerling_cent"].map(zinnen.hele_cent, na_action="ignore").astype("Int64"),
    )
    boards = _of_year(pupils(gegevens, "bestuur"), gegevens)
    boards = boards.assign(naam=boards["sleutel"].map(zinnen.bestuur))
    columns = [
        Kolom("naam", "Bestuur"),
        Kolom("bedrag_cent", "Bedrag", BEDRAG),
        Kolom("leerlingen", "Leerlingen", AANTAL),
        Kolom("per_leerling_cent", "Per leerling", CENT),
    ]
    return Sectie(
        "per-leerling",
        "Bedrag per leerling",
        [
            zinnen.PER_LEERLING,
            *_equality(gegevens),
        ],
        figuren=_bars("per-leerling-scholen", f"Bedrag per leerling in {gegevens.jaar}", drawn, "cent"),
        tabellen=[Tabel("per-leerling-per-bestuur", "Bedrag per leerling, per bestuur", columns, boards)],
    )


def _equality(gegevens: Gegevens) -> list[str]:
    """What the run measured of how equal it is."""
    rows = _of_year(gegevens.metingen("gini_leerling", "swv"), gegevens)
    values = [value for value in rows["waarde"] if isinstance(value, str)]
    return [
        f"De ongelijkheid van het bedrag per leerling (Gini) is {zinnen.getal(value)}; bij 0 is het overal gelijk."
        for value in values
    ]


def reserve(gegevens: Gegevens) -> Sectie:
    """The balances over the years, and the reserves that the run measured."""
    import pandas as pd

    saldi = balances(gegevens)
    saldi = saldi.assign(naam=saldi["rekening"].map(zinnen.rekening))
    path = [
        frame[frame["rekening"].str.startswith("swv:reserve") & frame["eind_cent"].notna()].assign(scenario=name)
        for name in gegevens.scenarios
        for frame in [balances(gegevens, name)]
    ]
    line = pd.concat(path, ignore_index=True).groupby(["scenario", "schooljaar"], as_index=False)["eind_cent"].sum()
    line = line.assign(
        wie=["Regioplan" if s == PLAN else s for s in line["scenario"]],
        tekst=[zinnen.geld(c) for c in line["eind_cent"]],
        cent=line["eind_cent"],
    )
    columns = [
        Kolom("naam", "Rekening"),
        Kolom("schooljaar", "Schooljaar"),
        Kolom("begin_cent", "Begin", BEDRAG),
        Kolom("mutatie_cent", "Verandering", VERSCHIL),
        Kolom("eind_cent", "Eind", BEDRAG),
    ]
    several = line["schooljaar"].nunique() > 1
    return Sectie(
        "reserve",
        "Hoe loopt de reserve?",
        [
            *(
                []
                if several
                else ["Deze run telt één schooljaar, of geen reserve; een verloop is er pas bij meer jaren."]
            ),
            *_measured_reserves(gegevens),
        ],
        figuren=[
            Figuur(
                "reserve-verloop",
                "Reserves aan het eind van het schooljaar",
                "lijn",
                line[["wie", "schooljaar", "cent", "tekst"]],
                "Een lijn voor het regioplan en elk scenario. De bedragen van het regioplan staan in de tabel.",
            )
        ]
        if several
        else [],
        tabellen=[Tabel("saldi", "Rekeningen van het samenwerkingsverband", columns, saldi)],
    )


def _measured_reserves(gegevens: Gegevens) -> list[str]:
    told = []
    for name in ("eigen_vermogen", "mogelijk_bovenmatig"):
        for row in gegevens.metingen(name, "swv").to_dict("records"):
            if isinstance(row["waarde"], str):
                amount = zinnen.geld(zinnen.hele_cent(row["waarde"]))
                told.append(f"{gegevens.titel(name)} op {_day(row['peildatum'])}: {amount}.")
    return told


def _day(day: object) -> str:
    year, month, date = str(day)[:10].split("-")
    return f"{date}-{month}-{year}"


def deelname(gegevens: Gegevens) -> Sectie | None:
    """Taking part in special education, against other SWV's and the country."""
    import pandas as pd

    mine = gegevens.inhoud.metingen
    mine = mine[mine["indicator"].str.startswith("deelname_") & (mine["scenario"] == PLAN) & (mine["niveau"] == "swv")]
    mine = mine[mine["onderdeel"] == ""]
    if mine.empty:
        return None
    others = gegevens.landelijk
    others = others[others["indicator"].isin(set(mine["indicator"])) & (others["scenario"] == PLAN)]
    others = others[(others["onderdeel"] == "") & others["schooljaar"].isin(set(mine["schooljaar"]))]
    key = ["indicator", "schooljaar", "peildatum"]
    peers = others[(others["niveau"] == "swv") & others["waarde"].notna()]
    each = peers["waarde"].map(Decimal).astype(object).groupby([peers[c] for c in key])
    country = others[others["niveau"] == "landelijk"][[*key, "waarde"]].rename(columns={"waarde": "landelijk"})
    rows = mine[[*key, "teller", "noemer", "waarde", "uitkomst"]].merge(country, on=key, how="left")
    spread = pd.DataFrame(
        {
            "laagste": each.min().astype("str"),
            "hoogste": each.max().astype("str"),
            "verbanden": each.count(),
        }
    ).reset_index()
    named, ground = _comparable(gegevens)
    near = peers[peers["sleutel"].isin(named)]
    middle = near["waarde"].map(Decimal).astype(object).groupby([near[c] for c in key]).agg(median).astype("str")
    rows = rows.merge(spread, on=key, how="left").merge(
        middle.rename("vergelijkbaar").reset_index(), on=key, how="left"
    )
    rows = rows.sort_values(key, ignore_index=True)
    rows = rows.assign(naam=rows["indicator"].map(gegevens.titel), dag=rows["peildatum"].map(_day))
    columns = [
        Kolom("naam", "Wat"),
        Kolom("dag", "Peildatum"),
        Kolom("teller", "Leerlingen", AANTAL),
        Kolom("noemer", "Van", AANTAL),
        Kolom("waarde", gegevens.regio, AANDEEL),
        Kolom("uitkomst", "Uitkomst"),
        Kolom("landelijk", "Landelijk", AANDEEL),
        Kolom("laagste", "Laagste", AANDEEL),
        Kolom("hoogste", "Hoogste", AANDEEL),
        Kolom("verbanden", "Andere verbanden", AANTAL),
        *([Kolom("vergelijkbaar", "Vergelijkbaar (mediaan)", AANDEEL)] if len(near) else []),
    ]
    compared = bool(len(spread))
    alone = "In deze run staat geen ander samenwerkingsverband, dus is er niets om mee te vergelijken."
    return Sectie(
        "deelname",
        "Deelname",
        [
            zinnen.DEELNAME,
            *([] if compared else [alone]),
            *([f"Vergelijkbare verbanden in {gegevens.jaar}: {', '.join(named)} ({ground})."] if len(near) else []),
        ],
        figuren=_strip(gegevens, rows, others, named),
        tabellen=[Tabel("deelname", "Deelname", columns if compared else columns[:6], rows)],
    )


def _comparable(gegevens: Gegevens) -> tuple[list[str], str]:
    """The SWV's nearest to this one by what an indicator measured, the nearest first, and the features it used."""
    rows = gegevens.landelijk
    rows = rows[(rows["indicator"] == BUREN) & (rows["sleutel"] == gegevens.regio) & (rows["scenario"] == PLAN)]
    rows = rows[(rows["schooljaar"] == gegevens.jaar) & (rows["klasse"] != "")].sort_values("onderdeel")
    return list(rows["klasse"]), rows["grondslag"].iloc[0] if len(rows) else ""


def _strip(gegevens: Gegevens, rows: pd.DataFrame, others: pd.DataFrame, named: Collection[str]) -> list[Figuur]:
    """For each notion of the last school year a row of marks: this SWV, those like it, the others and the country."""
    import pandas as pd

    last = rows[(rows["schooljaar"] == gegevens.jaar) & rows["waarde"].notna()]
    if last.empty or others.empty:
        return []
    around = others[(others["schooljaar"] == gegevens.jaar) & others["waarde"].notna()]
    parts = [
        last.assign(soort=gegevens.regio)[["indicator", "soort", "waarde"]],
        around.assign(
            soort=[
                "Landelijk" if n == "landelijk" else "Vergelijkbaar verband" if swv in named else "Ander verband"
                for n, swv in zip(around["niveau"], around["sleutel"], strict=True)
            ],
        )[["indicator", "soort", "waarde"]],
    ]
    drawn = pd.concat(parts, ignore_index=True)
    drawn = drawn[drawn["indicator"].isin(set(last["indicator"]))]
    drawn = drawn.sort_values("indicator", kind="stable").assign(
        wie=drawn["indicator"].map(gegevens.titel), tekst=drawn["waarde"].map(zinnen.procent)
    )
    near = ", lange streepjes vergelijkbare verbanden" if "Vergelijkbaar verband" in set(drawn["soort"]) else ""
    title = f"Deelname in {gegevens.jaar}: stip {gegevens.regio}, ruit landelijk{near}, streepjes de andere verbanden"
    return [Figuur("deelname-verdeling", title, "strip", drawn, "De waarden staan in de tabel.")]


def verevening(gegevens: Gegevens) -> Sectie | None:
    """The statutory correction per year, as it is booked."""
    import pandas as pd

    lines = gegevens.inhoud.boekingen
    lines = lines[
        (lines["scenario"] == PLAN) & ((lines["van"] == "rijk:verevening") | (lines["naar"] == "rijk:verevening"))
    ]
    if lines.empty:
        return None
    sign = (lines["van"] == "rijk:verevening").astype("int64") * 2 - 1
    per_year = (lines["bedrag_cent"].astype("int64") * sign).groupby(lines["schooljaar"]).sum()
    rows = pd.DataFrame({"schooljaar": gegevens.schooljaren}).assign(
        cent=[int(per_year.get(year, 0)) for year in gegevens.schooljaren]
    )
    drawn = rows.assign(wie=rows["schooljaar"], tekst=[zinnen.verschil(c) for c in rows["cent"]])
    return Sectie(
        "verevening",
        "Verevening per jaar",
        [
            zinnen.VEREVENING,
        ],
        figuren=[
            Figuur("verevening-verloop", "Verevening per schooljaar", "balken", drawn, "De bedragen staan in de tabel.")
        ],
        tabellen=[
            Tabel(
                "verevening",
                "Verevening per schooljaar",
                [Kolom("schooljaar", "Schooljaar"), Kolom("cent", "Verevening", VERSCHIL)],
                rows,
            )
        ],
    )


def wat_als(gegevens: Gegevens) -> Sectie | None:
    """Who gains and who loses in each scenario."""
    others = [name for name in gegevens.scenarios if name != PLAN]
    if not others:
        return None
    names = gegevens.scholen.drop_duplicates("vestiging", keep="last").set_index("vestiging")["naam"]
    changed = _of_year(effects(gegevens.scholen, "vestiging"), gegevens)
    changed = changed.assign(naam=names.reindex(changed["vestiging"]).fillna("").array)
    changed = changed.assign(wie=_names(changed))
    of_boards = _of_year(effects(gegevens.besturen, "bestuur"), gegevens)
    of_boards = of_boards[of_boards["bestuur"] != SAMEN]
    of_boards = of_boards.assign(naam=of_boards["bestuur"].map(zinnen.bestuur))
    figures = [
        figure
        for number, name in enumerate(others, start=1)
        for figure in _bars(
            f"herverdeling-{number}",
            f"Scenario {name}: verschil per school in {gegevens.jaar}",
            changed[changed["scenario"] == name],
            "verschil_cent",
            changes=True,
        )
    ]
    columns = [
        Kolom("scenario", "Scenario"),
        Kolom("plan_cent", "Regioplan", BEDRAG),
        Kolom("scenario_cent", "In het scenario", BEDRAG),
        Kolom("verschil_cent", "Verschil", VERSCHIL),
    ]
    return Sectie(
        "wat-als",
        "Wat als? Het effect van elk scenario",
        [
            "Het verschil is wat een school in het scenario krijgt, min wat zij in het regioplan krijgt.",
            *[
                f"Scenario {name}: {zinnen.winners_and_losers(rows['verschil_cent'])}"
                for name, rows in changed.groupby("scenario", sort=True)
            ],
        ],
        figuren=figures,
        tabellen=[
            Tabel("herverdeling-per-bestuur", "Verschil per bestuur", [Kolom("naam", "Bestuur"), *columns], of_boards),
            Tabel(
                "herverdeling-per-school",
                "Verschil per school",
                [Kolom("vestiging", "School", SCHOOL), *columns],
                changed,
            ),
        ],
    )


def verantwoording(gegevens: Gegevens) -> Sectie:
    """Findings, numbers, plugins, data and versions."""
    import pandas as pd

    manifest, inhoud = gegevens.inhoud.manifest, gegevens.inhoud
    versions = {"swvmon": manifest.get("swvmon"), "Python": manifest.get("python"), **manifest.get("pakketten", {})}
    told = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    findings = inhoud.bevindingen[inhoud.bevindingen["scenario"] == PLAN]
    findings = findings[["schooljaar", "ernst", "code", "sleutel", "tekst"]].drop_duplicates()
    numbers = ["parameter", "stap", "periode_van", "periode_tot", "waarde", "eenheid", "bron", "status", "scenario"]
    used = inhoud.parameters[numbers].drop_duplicates()
    used = used.assign(van=used["periode_van"].map(_day), tot=used["periode_tot"].map(_day))
    failed = inhoud.pluginstatus[inhoud.pluginstatus["status"] != "gelukt"]
    leveringen = pd.DataFrame(manifest.get("leveringen", []))
    tables = [
        ("bevindingen", "Bevindingen", ["schooljaar", "ernst", "sleutel", "tekst"], findings, False),
        (
            "mislukt",
            "Wat mislukte",
            ["schooljaar", "scenario", "onderdeel", "soort", "status", "melding"],
            failed,
            False,
        ),
        (
            "gebruikte-getallen",
            "Gebruikte getallen en hun bron",
            ["parameter", "waarde", "eenheid", "van", "tot", "bron", "status", "stap", "scenario"],
            used,
            True,
        ),
        (
            "plugins",
            "Plugins die deze run uitrekenden",
            ["naam", "versie", "distributie", "distributieversie", "inhoud_sha256"],
            pd.DataFrame(manifest.get("plugins", [])),
            True,
        ),
        (
            "leveringen",
            "Gegevens die deze run las",
            ["dataset", "tabel", "schooljaar", "moment", "periode", "status", "sha256"],
            leveringen,
            True,
        ),
    ]
    return Sectie(
        "verantwoording",
        "Verantwoording",
        [
            f"Dit rapport toont run {inhoud.run_id}. Elk bedrag is een boeking of een som van boekingen van die run.",
            f"Uitgerekend met {told}.",
        ],
        tabellen=[
            Tabel(name, title, [Kolom(c, c.replace("_", " ").capitalize()) for c in columns], rows, dicht=closed)
            for name, title, columns, rows, closed in tables
            if len(rows)
        ],
    )


def weg(gegevens: Gegevens) -> Sectie:
    """What is not told, and why."""
    if not gegevens.openbaar:
        rows = gegevens.inhoud.metingen
        masked = int(((rows["uitkomst"] == "gemaskeerd") & (rows["scenario"] == PLAN)).sum())
        bron = f"Van {zinnen.aantal(masked, 'meting', 'metingen')} geeft de bron kleine aantallen niet precies."
        return Sectie(
            "weggelaten",
            "Wat is weggelaten?",
            [
                zinnen.INTERN,
                *([bron] if masked else []),
            ],
        )
    gone = gegevens.inhoud.onderdrukt
    columns = [
        Kolom("tabel", "Soort"),
        *(Kolom(c, c.capitalize()) for c in ("scenario", "schooljaar", "onderwerp", "niveau", "sleutel")),
        *(Kolom(c, c.capitalize()) for c in ("onderdeel", "velden", "reden")),
    ]
    return Sectie(
        "weggelaten",
        "Wat is weggelaten?",
        [
            zinnen.WEGGELATEN,
            f"Er is op {zinnen.aantal(len(gone), 'plek', 'plekken')} iets weggelaten.",
        ],
        tabellen=[Tabel("weggelaten", "Wat is weggelaten en waarom", columns, gone, dicht=True)] if len(gone) else [],
    )
