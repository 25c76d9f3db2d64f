"""The templates: all that is known about them is here."""

from __future__ import annotations

from attrs import evolve

from swvmon_swvadministratie.sjabloon import Sjabloon, Veld

SWV = Veld("swv", "swv", "samenwerkingsverband", "VO9901")
LEERLING = Veld("leerling", "identificatie", "nummer waaronder u de leerling kent", "L-2016-0042")
VAN = Veld("geldig_van", "dag", "eerste dag", "2016-08-01")
TOT = Veld("geldig_tot", "dag", "laatste dag, meegerekend", "2018-07-31")
KALENDERJAAR = Veld("kalenderjaar", "jaar", "kalenderjaar waarover het bedrag gaat", "2016")
SCHOOLJAAR = Veld("schooljaar", "schooljaar", "schooljaar", "2016/17")
SOORTEN = ("bao", "sbo", "so", "vo", "pro", "vso")
OVERAL = (*SOORTEN, "mbo", "ho", "uit")
GELDIG = (("geldig_van", "geldig_tot"),)


def _school(naam: str, uitleg: str, *, leeg: str | None = None, verplicht: bool = False) -> Veld:
    return Veld(naam, "vestiging", uitleg, "20AB00", verplicht=verplicht, leeg=leeg)


def _keuze(
    naam: str,
    uitleg: str,
    *keuzes: str,
    verplicht: bool = True,
    leeg: str | None = None,
    als_getal: bool = False,
) -> Veld:
    return Veld(naam, "keuze", uitleg, keuzes[0], verplicht=verplicht, keuzes=keuzes, leeg=leeg, als_getal=als_getal)


def _euro(naam: str, uitleg: str, doel: str = "bedrag_cent") -> Veld:
    return Veld(naam, "euro", uitleg, "12500,00", doel=doel)


_ALLE = (
    Sjabloon(
        "aansluiting",
        "Aansluiting van scholen",
        "Een rij per vestiging, samenwerkingsverband en schooljaar; gaat voor op wat uit adressen wordt afgeleid.",
        "aansluiting",
        "schooljaar",
        (
            _school("vestiging", "schoolvestiging", verplicht=True),
            SWV,
            SCHOOLJAAR,
            Veld("aandeel", "aandeel", "deel van de vestiging dat hoort bij het swv; leeg is 1", "1", False, leeg="1"),
        ),
    ),
    Sjabloon(
        "arrangementen",
        "Toegekende arrangementen",
        "Een rij per toegekend arrangement, zoals de administratie die op één dag kent.",
        "arrangement",
        "stand",
        (
            SWV,
            evolve(LEERLING, uitleg="nummer van de leerling; bij een groep een code van de groep"),
            _school("vestiging", "school van de leerling", verplicht=True),
            _keuze("soort", "soort arrangement", "individueel", "groep"),
            _euro("bedrag_euro", "toegekend bedrag"),
            VAN,
            TOT,
        ),
        GELDIG,
    ),
    Sjabloon(
        "begroting",
        "Begroting",
        "Een rij per post en kalenderjaar; meer kalenderjaren mogen in één bestand.",
        "begroting",
        "kalenderjaar",
        (
            SWV,
            KALENDERJAAR,
            Veld("post", "benaming", "begrotingspost", "Arrangementen"),
            _euro("begroot_euro", "bedrag"),
        ),
    ),
    Sjabloon(
        "enquete",
        "Antwoorden op een enquête",
        "Een rij per respondent en beantwoorde vraag, met codes uit het codeboek; geen open antwoorden.",
        "enquete_antwoord",
        "peildatum",
        (
            Veld("respondent", "identificatie", "nummer van de respondent", "R017"),
            Veld("enquete", "code", "welke enquête", "directeuren_2016"),
            _keuze("sector", "sector van de respondent", "po", "vo"),
            evolve(SWV, verplicht=False, uitleg="samenwerkingsverband van de respondent; leeg laten mag"),
            Veld("vraag", "code", "vraag, zo nodig met het onderdeel erachter", "v12_a"),
            Veld("antwoord", "code", "antwoord als code", "4"),
        ),
    ),
    Sjabloon(
        "kenmerken",
        "Kenmerken",
        "Een rij per kenmerk: van een vestiging, een bestuur, een gemeente of het samenwerkingsverband zelf.",
        "kenmerk",
        "stand",
        (
            _keuze("niveau", "waarvan het een kenmerk is", "vestiging", "bestuur", "swv", "gemeente"),
            Veld("code", "benaming", "code daarvan: 20AB00, 12345, VO9901 of 0518", "20AB00"),
            Veld("kenmerk", "code", "naam van het kenmerk", "deelregio"),
            Veld("waarde", "benaming", "waarde van het kenmerk", "noord"),
            VAN,
            evolve(TOT, verplicht=False, uitleg="laatste dag, meegerekend; leeg als het nog geldt"),
        ),
        GELDIG,
    ),
    Sjabloon(
        "lwoo",
        "Leerlingen met leerwegondersteunend onderwijs",
        "Een rij per vestiging, op een teldatum.",
        "leerlingen_lwoo",
        "peildatum",
        (
            _school("vestiging", "schoolvestiging", verplicht=True),
            Veld("aantal_lwoo", "aantal", "leerlingen met lwoo", "37", doel="aantal"),
        ),
    ),
    Sjabloon(
        "realisatie",
        "Realisatie",
        "Een rij per post en kalenderjaar; meer kalenderjaren mogen in één bestand.",
        "realisatie",
        "kalenderjaar",
        (
            SWV,
            KALENDERJAAR,
            Veld("post", "benaming", "post, als in de begroting", "Arrangementen"),
            _euro("gerealiseerd_euro", "bedrag"),
        ),
    ),
    Sjabloon(
        "reserve",
        "Reserves",
        "Een rij per reserve aan het eind van een kalenderjaar; meer kalenderjaren mogen in één bestand.",
        "reserve",
        "kalenderjaar",
        (
            SWV,
            KALENDERJAAR,
            Veld("doel", "benaming", "doel; leeg is algemeen", "algemeen", verplicht=False, leeg="algemeen"),
            _euro("stand_euro", "stand op 31 december"),
        ),
    ),
    Sjabloon(
        "stromen",
        "Getelde stromen tussen onderwijssoorten",
        "Een rij per groep leerlingen die op de eerste dag in de ene en op de teldatum in de andere soort zitten. "
        "Bevat geen leerlingen. Geef ook een rij voor wie blijft (van en naar gelijk), ook als dat er nul zijn.",
        "stroom_telling",
        "peildatum",
        (
            SWV,
            _keuze(
                "kant",
                "vertrek: leerlingen die het swv op de eerste dag had; aankomst: die het op de teldatum heeft",
                "vertrek",
                "aankomst",
            ),
            Veld("vanaf", "dag", "eerste dag, een jaar voor de teldatum", "2015-10-01"),
            _keuze("van", "onderwijs op de eerste dag; vo is zonder pro, uit is niet in het onderwijs", *OVERAL),
            _keuze("naar", "onderwijs op de teldatum", *OVERAL),
            _school("school", "school op de dag van de kant", leeg=""),
            Veld(
                "leeftijd",
                "keuze",
                "leeftijd op de dag van de kant",
                "8",
                verplicht=False,
                keuzes=tuple(str(jaren) for jaren in range(2, 26)),
                als_getal=True,
            ),
            Veld(
                "cohort",
                "code",
                "groep die wordt gevolgd, zoals lgf_2013; leeg voor alle leerlingen, ook die van een groep",
                "lgf_2013",
                verplicht=False,
                leeg="",
            ),
            Veld("aantal", "aantal", "leerlingen", "12"),
        ),
    ),
    Sjabloon(
        "thuiszitters",
        "Thuiszitters en verzuim",
        "Een rij per leerling en aaneengesloten tijd, zoals de administratie die op één dag kent.",
        "thuiszitter",
        "stand",
        (
            SWV,
            LEERLING,
            _keuze(
                "soort",
                "absoluut: niet ingeschreven; relatief: ingeschreven en zonder geldige reden afwezig; vrijstelling_5a: "
                "vrijgesteld op grond van art. 5 onder a Leerplichtwet",
                "absoluut",
                "relatief",
                "vrijstelling_5a",
            ),
            _school("vestiging", "school waar de leerling staat ingeschreven"),
            Veld("begin", "dag", "eerste dag", "2016-09-12"),
            Veld("einde", "dag", "laatste dag, meegerekend; leeg als het nog duurt", "2016-11-04", verplicht=False),
        ),
        (("begin", "einde"),),
    ),
    Sjabloon(
        "tlv",
        "Toelaatbaarheidsverklaringen",
        "Een rij per afgegeven toelaatbaarheidsverklaring, zoals de administratie die op één dag kent.",
        "tlv",
        "stand",
        (
            SWV,
            LEERLING,
            _keuze("soort", "onderwijs waarvoor", "so", "vso", "sbo", "pro"),
            _keuze(
                "categorie",
                "1 laag, 2 midden, 3 hoog; leeg voor sbo en pro",
                "1",
                "2",
                "3",
                verplicht=False,
                als_getal=True,
            ),
            _school("verwijzer", "school die verwees"),
            _school("plaatsing", "school van plaatsing"),
            Veld("ontvangen_op", "dag", "dag waarop de aanvraag is ontvangen", "2016-05-09", verplicht=False),
            Veld("compleet_op", "dag", "dag waarop de aanvraag compleet was", "2016-05-23", verplicht=False),
            Veld("afgegeven_op", "dag", "dag van afgifte", "2016-06-20", verplicht=False),
            VAN,
            TOT,
        ),
        (("ontvangen_op", "compleet_op"), ("compleet_op", "afgegeven_op"), *GELDIG),
    ),
    Sjabloon(
        "tlv_telling",
        "Getelde toelaatbaarheidsverklaringen",
        "Een rij per groep leerlingen die op de teldatum met een TLV van het swv zijn geplaatst. "
        "Bevat geen leerlingen; laat leeg wat u niet uitsplitst.",
        "tlv_telling",
        "peildatum",
        (
            SWV,
            _keuze("soort", "onderwijs", "so", "vso", "sbo"),
            _keuze("leeftijdsgroep", "alleen voor so", "jonger_8", "vanaf_8", verplicht=False, leeg=""),
            _keuze("categorie", "1 laag, 2 midden, 3 hoog; leeg voor sbo", "1", "2", "3", verplicht=False, leeg=""),
            _school("verwijzer", "school die verwees", leeg=""),
            _school("school", "school van plaatsing", leeg=""),
            Veld(
                "grond",
                "code",
                "grond waarop het samenwerkingsverband de kosten zelf draagt; leeg als die er niet is",
                "emb",
                verplicht=False,
                leeg="",
            ),
            Veld("aantal", "aantal", "leerlingen", "12"),
        ),
    ),
    Sjabloon(
        "verblijfsduur",
        "Getelde verblijfsduur",
        "Een rij per groep leerlingen van een onderwijssoort naar het aantal keren dat zij er op 1 oktober stonden "
        "ingeschreven, nu meegerekend. Bevat geen leerlingen.",
        "verblijf_telling",
        "peildatum",
        (
            SWV,
            _keuze("soort", "onderwijs waarin de leerlingen nu zitten; vo is zonder pro", *SOORTEN),
            Veld(
                "inschrijvingen",
                "keuze",
                "keren op 1 oktober ingeschreven; jaren elders tellen niet, jaren voor een onderbreking wel",
                "3",
                keuzes=tuple(str(keren) for keren in range(1, 21)),
                als_getal=True,
            ),
            Veld("aantal_leerlingen", "aantal", "leerlingen met dat aantal keren", "12", doel="aantal"),
        ),
    ),
    Sjabloon(
        "verevening",
        "Verevening",
        "Een rij per onderdeel en schooljaar: de wettelijke correctie, boven nul waar het swv er geld bij krijgt.",
        "verevening",
        "schooljaar",
        (
            SWV,
            _keuze("onderdeel", "waarop de correctie rust", "personeel", "materieel"),
            SCHOOLJAAR,
            _euro("correctie_wettelijk_euro", "wettelijke correctie", "correctie_wettelijk_cent"),
        ),
    ),
)

SJABLONEN: dict[str, Sjabloon] = {sjabloon.naam: sjabloon for sjabloon in _ALLE}
"""The templates by name, sorted."""
