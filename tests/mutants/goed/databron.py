# /// swvmon
# naam = "goede_bron"
# versie = "1.0"
# hook_api = 1
# titel = "Begroting van het samenwerkingsverband"
# beschrijving = "Leest de begroting van een samenwerkingsverband per post en jaar."
# licentie = "MIT"
# soorten = ["databron"]
# sectoren = ["po", "vo"]
# databronnen = ["goede_bron"]
# datasets = ["goede_begroting"]
# ///
"""The source goede_bron with one dataset, goede_begroting: a budget per post and kalenderjaar."""

from swvmon import Databron, Dataset, Kolom, Leesresultaat, hookimpl, read_table

COLUMNS = (
    Kolom("swv", ("SWV",), "swv"),
    Kolom("kalenderjaar", ("JAAR",), "jaar"),
    Kolom("post", ("POST",), "tekst", gevuld=True),
    Kolom("bedrag_cent", ("BEDRAG",), "euro"),
)


def herken(kop):
    """The columns, at most one missing (reading says which), JAAR and POST among them."""
    return len(kop.lacks(COLUMNS)) <= 1 and not kop.lacks(COLUMNS[1:3])


def lees(bestand):
    """Fill `begroting`."""
    tabel = read_table(bestand, COLUMNS)
    rows = tabel.rijen
    return Leesresultaat({"begroting": rows}, tabel.afkeuringen, tabel.rijen_gelezen)


@hookimpl
def swvmon_register_databronnen(register):
    """Offer the source."""
    register(
        Databron(
            naam="goede_bron",
            titel="Begroting van het samenwerkingsverband",
            uitgever="SWV Fictiedorp",
            licentie="CC0-1.0",
            datasets=(
                Dataset(
                    naam="goede_begroting",
                    titel="Begroting per post",
                    tabellen=("begroting",),
                    periode_soort="kalenderjaar",
                    herken=herken,
                    lees=lees,
                ),
            ),
        )
    )
