"""Dutch words of a report: how numbers, accounts and schools are written, and the sentences of the summary."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from swvmon import format_decimal, format_euro
from swvmon_rapport.gegevens import PLAN, SAMEN, balances, effects, flows, pupils

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_rapport.gegevens import Gegevens

REKENINGEN = {
    "duo:sbo": "DUO: sbo",
    "duo:so": "DUO: so",
    "duo:vso": "DUO: vso",
    "rijk:lwoo": "Rijk: lwoo",
    "rijk:pro": "Rijk: praktijkonderwijs",
    "swv:budget": "Budget samenwerkingsverband",
    "swv:frictie": "Frictiebudget",
    "swv:innovatie": "Innovatiebudget",
    "swv:licht": "Lichte ondersteuning",
    "swv:organisatie": "Eigen organisatie",
    "swv:reserve": "Reserve",
    "swv:zwaar": "Zware ondersteuning",
}
"""Accounts as a board knows them; of others the parts of the name are told."""
SOORTEN = {"deelregio": "Deelregio", "reserve": "Reserve", "rijk": "Rijk", "voorziening": "Voorziening"}
KORT = 12
"""Letters of the name of a school in a picture."""
STROMEN = (
    "Links staat wie betaalt, rechts wie ontvangt. Betaalden twee rekeningen elkaar, dan staat hier het verschil. "
    "Scholen staan samen bij hun bestuur."
)
BEDRAGEN = (
    "Wat een school ontving, min wat zij terugbetaalde. Klik op een kolomkop om te sorteren en op een school om te "
    "zien waarom zij dit bedrag krijgt."
)
PER_LEERLING = (
    "Het bedrag van een school gedeeld door haar leerlingen op 1 oktober. Scholen verschillen: een hoog of laag "
    "bedrag zegt op zichzelf niet dat de verdeling goed of slecht is."
)
DEELNAME = (
    "Welk deel van de leerlingen speciaal (basis)onderwijs of een andere voorziening volgt. Een hoge of lage "
    "deelname is op zichzelf niet goed of slecht."
)
VEREVENING = (
    "De verevening brengt het budget voor zware ondersteuning stap voor stap naar de norm. Een bedrag boven nul "
    "komt bij het budget, een bedrag onder nul gaat eraf. De correctie loopt in vijf jaar af naar nul."
)
INTERN = (
    "Dit rapport is voor intern gebruik: er is niets weggelaten. Publiceer het niet; maak daarvoor een rapport met "
    "--openbaar."
)
WEGGELATEN = (
    "Kleine aantallen leerlingen staan niet in dit rapport, en ook niet wat ze zou verraden. Boekingen over weinig "
    "leerlingen zijn samengenomen met die van andere scholen; die scholen hebben hier geen totaal."
)
GEEN_LEERLINGEN = (
    "Deze run mat geen bedrag per leerling. Zet bedrag_per_leerling onder indicatoren in het regioplan om het te zien."
)


def rekening(naam: str) -> str:
    """An account in words: swv:zwaar:personeel becomes Zware ondersteuning, personeel."""
    if naam in REKENINGEN:
        return REKENINGEN[naam]
    if naam.startswith("bestuur:"):
        return bestuur(naam.removeprefix("bestuur:"))
    first, _, rest = naam.partition(":")
    known = f"{first}:{rest.partition(':')[0]}"
    if known in REKENINGEN:
        return f"{REKENINGEN[known]}, {rest.partition(':')[2].replace('_', ' ')}"
    kind, _, what = (rest if rest.partition(":")[0] in SOORTEN else naam).partition(":")
    return f"{SOORTEN.get(kind, kind)}: {what.replace('_', ' ')}"


def bestuur(nummer: str) -> str:
    """A board in words."""
    if nummer == SAMEN:
        return "Scholen van meer besturen samen"
    return f"Bestuur {nummer}" if nummer else "Bestuur onbekend"


def school(vestiging: str, naam: str) -> str:
    """A school by its name, with its number; by its number alone where no list names it."""
    return f"{naam} ({vestiging})" if naam else vestiging


def school_kort(vestiging: str, naam: str) -> str:
    """A school in a picture: the start of its name, and its number, which no other has."""
    return f"{naam if len(naam) <= KORT else naam[: KORT - 1] + '…'} {vestiging}".lstrip()


def geld(bedrag_cent: object) -> str:
    """Eurocents as euros; told as not told where missing."""
    return "niet getoond" if missing(bedrag_cent) else format_euro(int(str(bedrag_cent)))


def missing(value: object) -> bool:
    """Whether a cell of a frame has nothing: None, NaN or NA."""
    return value is None or str(value) in {"<NA>", "nan"}


def verschil(bedrag_cent: int) -> str:
    """A change in eurocents, with its sign."""
    return f"+{format_euro(bedrag_cent)}" if bedrag_cent > 0 else format_euro(bedrag_cent)


def hele_cent(cent: str) -> int:
    """An amount with places, as the core stores a ratio of money, in whole cents, half up."""
    return int(Decimal(cent).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def procent(aandeel: str) -> str:
    """A share (0-1) as percentage with two places, half up: 0.04534 becomes 4,53%."""
    value = (Decimal(aandeel) * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{value:f}".replace(".", ",") + "%"


def getal(waarde: str) -> str:
    """A number as Dutch readers expect."""
    return format_decimal(Decimal(waarde))


def tarief(euro: Decimal) -> str:
    """An amount per unit in euros, with all its places but idle ones, at least two."""
    whole = euro.quantize(Decimal("0.01"))
    return format_euro(int(whole * 100)) if whole == euro else f"€ {format_decimal(euro)}"


def aantal(number: int, een: str, meer: str) -> str:
    """How many: 1 school, 2 scholen."""
    return f"{getal(str(number))} {een if number == 1 else meer}"


def summary(gegevens: Gegevens) -> list[str]:
    """What a director should know first: sentences about the last school year of the plan, then about the scenarios."""
    return [*_money(gegevens), *_per_pupil(gegevens), *_kept(gegevens), *_certainty(gegevens), *_scenarios(gegevens)]


def _money(gegevens: Gegevens) -> list[str]:
    year = gegevens.jaar
    net = flows(gegevens, PLAN, year)
    if net.empty:
        return [f"In schooljaar {year} is er geen geld geboekt."]
    rijk, duo, board = (_received(net, kind) for kind in ("rijk:", "duo:", "bestuur:"))
    rows = gegevens.scholen.query("scenario == @PLAN and schooljaar == @year")
    boards = set(rows["bestuur"]) - {""}
    told = [f"In schooljaar {year} kreeg het samenwerkingsverband {format_euro(-rijk)} van het rijk."]
    if duo:
        told.append(f"DUO hield {format_euro(duo)} in voor speciaal onderwijs.")
    who = aantal(int((rows["regels"] > 0).sum()), "school", "scholen")
    told.append(
        f"Naar scholen en besturen ging {format_euro(board)}: {who} van {aantal(len(boards), 'bestuur', 'besturen')}."
    )
    return told


def _kept(gegevens: Gegevens) -> list[str]:
    saldi = balances(gegevens)
    saldi = saldi[saldi["schooljaar"] == gegevens.jaar]
    told = []
    change = int(saldi["mutatie_cent"].sum())
    if change >= 0:
        told.append(f"Op de rekeningen van het samenwerkingsverband kwam {format_euro(change)} bij.")
    else:
        told.append(f"Van de rekeningen van het samenwerkingsverband ging {format_euro(-change)} af.")
    if len(saldi) and saldi["eind_cent"].notna().all():
        told.append(f"Aan het eind van het schooljaar staat daar {format_euro(int(saldi['eind_cent'].sum()))}.")
    return told


def _received(net: pd.DataFrame, kind: str) -> int:
    """What accounts of a kind got, net."""
    sides = [int(net.loc[net[side].str.startswith(kind), "bedrag_cent"].sum()) for side in ("naar", "van")]
    return sides[0] - sides[1]


def _per_pupil(gegevens: Gegevens) -> list[str]:
    known = [pupils(gegevens, niveau).query("schooljaar == @gegevens.jaar") for niveau in ("swv", "vestiging")]
    whole, schools = (rows[rows["per_leerling_cent"].notna()] for rows in known)
    some = bool((known[1]["uitkomst"] == "onderdrukt").any())
    told = []
    if len(whole):
        told.append(
            f"Voor scholen is dat gemiddeld {geld(hele_cent(whole['per_leerling_cent'].iloc[0]))} per leerling."
        )
    if len(schools) > 1 and not some:
        cents = schools["per_leerling_cent"].map(hele_cent)
        told.append(f"Per school loopt dat van {geld(cents.min())} tot {geld(cents.max())} per leerling.")
    return told


def _certainty(gegevens: Gegevens) -> list[str]:
    lines = gegevens.regels(PLAN, gegevens.jaar)
    told = []
    for status, word in (("voorlopig", "voorlopig"), ("aanname", "op een aanname gebaseerd")):
        some = int((lines["status"] == status).sum())
        if some:
            told.append(f"Van de {len(lines)} boekingen {'is' if some == 1 else 'zijn'} er {some} {word}.")
    findings = gegevens.inhoud.bevindingen
    serious = int(((findings["scenario"] == PLAN) & (findings["ernst"] != "info")).sum())
    if serious:
        told.append(
            f"Let op: er {'is' if serious == 1 else 'zijn'} {aantal(serious, 'waarschuwing', 'waarschuwingen')}."
        )
    return told


def _scenarios(gegevens: Gegevens) -> list[str]:
    changed = effects(gegevens.scholen, "vestiging").query("schooljaar == @gegevens.jaar")
    return [
        f"Scenario {name}: {winners_and_losers(rows['verschil_cent'])}"
        for name, rows in changed.groupby("scenario", sort=True)
    ]


def winners_and_losers(verschil_cent: pd.Series) -> str:
    """How many gain and lose, and how much together."""
    known = verschil_cent.dropna().astype("int64")
    if len(known) < len(verschil_cent):
        return "niet getoond, omdat regels van scholen zijn samengenomen."
    told = [
        f"{aantal(len(part), 'school krijgt', 'scholen krijgen')} {word} (samen {verschil(int(part.sum()))})"
        for part, word in ((known[known > 0], "meer"), (known[known < 0], "minder"))
        if len(part)
    ]
    same = int((known == 0).sum())
    told += [f"{aantal(same, 'school houdt', 'scholen houden')} hetzelfde"] if same else []
    return f"{', '.join(told)}."
