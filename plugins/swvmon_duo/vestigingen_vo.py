"""02. Alle vestigingen vo: addresses (DUO). Overwritten each month; the file does not tell its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Kolom, Leesresultaat, read_table

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

BRIN = Kolom("brin", ("BRIN NUMMER", "BRIN_NUMMER", "INSTELLINGSCODE"), "brin")
VESTIGING = Kolom("vestiging", ("VESTIGINGSNUMMER", "VESTIGINGSCODE"), "vestiging")
POSTCODE = Kolom("postcode", ("POSTCODE",), "postcode", gevuld=False)
KOLOMMEN = (
    BRIN,
    VESTIGING,
    Kolom("naam", ("VESTIGINGSNAAM",)),
    Kolom("bestuur", ("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER"), "bestuur", gevuld=False),
    POSTCODE,
    Kolom("plaats", ("PLAATSNAAM",)),
    Kolom("gemeente", ("GEMEENTENUMMER",), "gemeente", gevuld=False),
    Kolom("gemeentenaam", ("GEMEENTENAAM",)),
    Kolom("provincie", ("PROVINCIE",)),
    Kolom("denominatie", ("DENOMINATIE",)),
    Kolom("onderwijsstructuur", ("ONDERWIJSSTRUCTUUR",)),
)


def herken(kop: Kop) -> bool:
    """ONDERWIJSSTRUCTUUR tells vo from po; up to two other columns may be missing (reading says which)."""
    missing = {kolom.naam for kolom in kop.lacks(KOLOMMEN)}
    if "onderwijsstructuur" in missing or "vestiging" in missing or len(missing) > 2:
        return False
    return not kop.rijen or any(value[:4].isdecimal() for value in kop.values(POSTCODE)) or "postcode" in missing


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `vestiging`, sector vo."""
    tabel = read_table(bestand, KOLOMMEN)
    postcode = tabel.rijen["postcode"]
    rijen = tabel.rijen.assign(sector="vo", pc4=postcode.str[:4], postcode=postcode.fillna(""))
    return Leesresultaat({"vestiging": rijen}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="duo_vo_vestigingen",
    titel="02. Alle vestigingen vo",
    tabellen=("vestiging",),
    periode_soort="stand",
    herken=herken,
    lees=lees,
)
