"""What the first sheet tells: whose run this is, who may see it, and how to read and change the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon_rapport import zinnen

if TYPE_CHECKING:
    from swvmon_rapport.gegevens import Gegevens

_READ = (
    ("Parameters", "Elk getal dat de stappen gebruikten, met bron en status. De kolom Waarde mag u veranderen."),
    (
        "Regels",
        (
            "Elke boeking. Waar de regel hoeveelheid × tarief is, is het bedrag een formule, afgerond op hele centen. "
            "Staat het tarief als getal op het blad Parameters, dan verwijst de cel daarnaar ('via Parameters')."
        ),
    ),
    ("Scholen en Besturen", "Wat elke school en elk bestuur ontving, min wat zij terugbetaalden: een som over Regels."),
    ("Rekeningen", "Van elke rekening de verandering; van die van het samenwerkingsverband ook begin- en eindsaldo."),
    ("Controle", "Of het geld behouden blijft, en of elk totaal nog dat van de run is: 'klopt' of 'wijkt af'."),
    ("Metingen", "Wat de indicatoren maten. Deze getallen rekenen niet mee."),
)
_CHANGE = (
    (
        "Iets veranderen",
        (
            "Verander een waarde op het blad Parameters. De regels die ernaar verwijzen veranderen mee, en ook "
            "scholen, besturen en rekeningen. De kolom 'In de run' blijft staan, dus het blad Controle zegt dan "
            "'wijkt af'. Het behoud moet blijven kloppen."
        ),
    ),
    (
        "Wat niet meerekent",
        (
            "Een 'vast bedrag' verandert niet mee: een correctie, een restbedrag, of wat een stap van een saldo "
            "overmaakt. Het blad Parameters zegt per getal hoeveel regels meerekenen en hoeveel het noemen en niet "
            "meerekenen. Is dat laatste niet 0, of rekent er geen regel mee, laat de gevolgen dan uitrekenen als "
            "scenario, met swvmon run. Doe dat ook voordat u besluit: een stap die een saldo verdeelt, rekent alleen "
            "daar opnieuw."
        ),
    ),
    ("Grijze kolommen", "De sleutels rechts op de bladen zijn alleen voor de formules. Ze worden niet afgedrukt."),
)


def explanation(gegevens: Gegevens) -> list[tuple[str, str]]:
    """Lines of the first sheet: what they are about, and a Dutch text."""
    inhoud, manifest = gegevens.inhoud, gegevens.inhoud.manifest
    versions = {"swvmon": manifest.get("swvmon"), "Python": manifest.get("python"), **manifest.get("pakketten", {})}
    plugins = [f"{p['naam']} {p['versie']}" for p in manifest.get("plugins", [])]
    data = sorted({f"{v['dataset']} ({v['periode']}, {v['sha256'][:12]})" for v in manifest.get("leveringen", [])})
    audience = (
        ("Doelgroep", f"openbaar. {zinnen.WEGGELATEN} Het plan en de getallen ervan staan er niet in.")
        if gegevens.openbaar
        else ("Doelgroep", f"vertrouwelijk. {zinnen.INTERN}")
    )
    failed = ", ".join(f"{scenario} {year}" for scenario, year in gegevens.mislukt)
    return [
        ("Run", inhoud.run_id),
        audience,
        *([("Let op", f"Deze delen mislukten, en hun regels zijn niet alle regels: {failed}.")] if failed else []),
        ("Regio", f"{gegevens.regio} {gegevens.naam}".strip()),
        ("Schooljaren", ", ".join(gegevens.schooljaren)),
        ("Scenario's", ", ".join(gegevens.scenarios)),
        ("Bedragen", "In euro's, op de cent gelijk aan het grootboek van de run."),
        *_READ,
        *_CHANGE,
        ("Uitgerekend met", ", ".join(f"{name} {version}" for name, version in versions.items() if version)),
        *([("Plugins", ", ".join(plugins))] if plugins else []),
        *([("Gegevens", "; ".join(data))] if data else []),
    ]
