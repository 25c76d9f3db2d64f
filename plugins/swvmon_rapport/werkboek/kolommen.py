"""The columns of each sheet."""

from __future__ import annotations

from swvmon_rapport.werkboek.blad import DAG, EURO, GETAL, OORDEEL, TARIEF, Kolom

_DEEL = (Kolom("scenario", "Scenario"), Kolom("schooljaar", "Schooljaar", breedte=10))
_TOETS = (
    Kolom("bedrag", "Bedrag (€)", EURO),
    Kolom("run", "In de run (€)", EURO),
    Kolom("verschil", "Verschil (€)", EURO, 11),
)
_SLEUTELS = (Kolom("sleutel", "Sleutel", kaal=True, breedte=24), Kolom("deel", "Sleutel deel", kaal=True, breedte=18))
PARAMETERS = (
    Kolom("parameter", "Parameter", breedte=44),
    Kolom("stap", "Stap", breedte=18),
    Kolom("waarde", "Waarde", GETAL),
    Kolom("eenheid", "Eenheid", breedte=28),
    Kolom("periode_van", "Van", DAG, 11),
    Kolom("periode_tot", "Tot en met", DAG, 11),
    Kolom("bron", "Bron", breedte=32),
    Kolom("status", "Status", breedte=12),
    Kolom("scenario", "Scenario"),
    Kolom("rekent", "Regels die meerekenen", GETAL, 12),
    Kolom("vast", "Regels die dit getal noemen en niet meerekenen", GETAL, 16),
    Kolom("naam", "Naam van de cel", breedte=44),
)
REGELS = (
    *_DEEL,
    Kolom("volgnummer", "Regel", GETAL, 7),
    Kolom("periode_van", "Van", DAG, 11),
    Kolom("periode_tot", "Tot en met", DAG, 11),
    Kolom("stap", "Stap", breedte=16),
    Kolom("van", "Van rekening", breedte=20),
    Kolom("naar", "Naar rekening", breedte=20),
    Kolom("hoeveelheid", "Hoeveelheid", GETAL, 12),
    Kolom("eenheid", "Eenheid", breedte=22),
    Kolom("tarief", "Tarief (€)", TARIEF, 12),
    *_TOETS,
    Kolom("rekent", "Hoe het bedrag ontstaat", breedte=18),
    Kolom("status", "Status", breedte=11),
    Kolom("bestuur", "Bestuur", breedte=9),
    Kolom("vestiging", "Vestiging", breedte=10),
    Kolom("grondslag", "Grondslag", breedte=32),
    Kolom("toelichting", "Toelichting", breedte=44),
    Kolom("parameters", "Parameters", breedte=32),
    Kolom("pot", "Pot"),
    Kolom("bruto_netto", "Bruto of netto", breedte=9),
    Kolom("corrigeert", "Corrigeert regel", GETAL, 10),
    Kolom("model", "Model", breedte=16),
    Kolom("plugin", "Plugin", breedte=16),
    Kolom("sleutel_van", "Sleutel van", kaal=True, breedte=24),
    Kolom("sleutel_naar", "Sleutel naar", kaal=True, breedte=24),
    Kolom("bestuur_van", "Sleutel bestuur van", kaal=True, breedte=24),
    Kolom("bestuur_naar", "Sleutel bestuur naar", kaal=True, breedte=24),
    Kolom("deel", "Sleutel deel", kaal=True, breedte=18),
)
SCHOLEN = (
    *_DEEL,
    Kolom("vestiging", "Vestiging", breedte=10),
    Kolom("naam", "Naam", breedte=40),
    Kolom("bestuur", "Bestuur", breedte=9),
    Kolom("gemeente", "Gemeente", breedte=20),
    *_TOETS,
    *_SLEUTELS,
)
BESTUREN = (
    *_DEEL,
    Kolom("bestuur", "Nummer", breedte=9),
    Kolom("naam", "Bestuur", breedte=32),
    Kolom("scholen", "Scholen", GETAL, 9),
    *_TOETS,
    *_SLEUTELS,
)
REKENINGEN = (
    *_DEEL,
    Kolom("rekening", "Rekening", breedte=24),
    Kolom("naam", "Omschrijving", breedte=36),
    Kolom("begin", "Begin (€)", EURO),
    Kolom("bedrag", "Verandering (€)", EURO),
    Kolom("eind", "Eind (€)", EURO),
    *_TOETS[1:],
    *_SLEUTELS,
)
CONTROLE = (
    Kolom("wat", "Controle", breedte=64),
    *_DEEL,
    Kolom("uitkomst", "Uitkomst", EURO, 16),
    Kolom("moet", "Moet zijn", EURO, 16),
    Kolom("verschil", "Verschil", EURO, 12),
    Kolom("oordeel", "Oordeel", OORDEEL, 12),
)
_METING = (
    *("schooljaar", "scenario", "indicator", "titel", "niveau", "sleutel", "onderdeel", "peildatum"),
    *("teller", "teller_max", "noemer", "noemer_max", "waarde", "eenheid", "n", "methode", "klasse", "soort"),
    *("grondslag", "status", "uitkomst"),
)
GETALLEN = ("teller", "teller_max", "noemer", "noemer_max", "waarde", "n")
"""Columns of metingen that hold numbers."""
METINGEN = tuple(
    Kolom(
        naam,
        naam.replace("_", " ").capitalize(),
        GETAL if naam in GETALLEN else DAG if naam == "peildatum" else "tekst",
        36 if naam in {"titel", "grondslag"} else 18 if naam in {"indicator", "eenheid"} else 12,
    )
    for naam in _METING
)
