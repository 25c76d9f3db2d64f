"""From enrolments to outcomes: each indicator against pandas that looks at the pupils themselves."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from swvmon import metingen
from swvmon.testing import count_over, make_momentopname, measure_regios
from swvmon.testing import measure as run_alone
from swvmon_stromen.categorie import PER_CATEGORIE
from swvmon_stromen.cohort import COHORT
from swvmon_stromen.instroom import INSTROOM
from swvmon_stromen.microtellingen import CATEGORIEEN, STROMEN, VERBLIJF
from swvmon_stromen.uitstroom import UITSTROOM
from swvmon_stromen.verblijfsduur import VERBLIJFSDUUR

DAYS = [date(year, 10, 1) for year in (2017, 2018, 2019)]
ALLE = {i.naam: i for i in (*INSTROOM, *UITSTROOM, *PER_CATEGORIE, *COHORT, VERBLIJFSDUUR)}
REGULAR, SPECIAL = ["bao", "vo"], ["so", "sbo", "vso", "pro"]
OF_SECTOR = {"PO": ["bao", "sbo", "so"], "VO": ["vo", "pro", "vso"]}


@pytest.fixture(scope="module")
def pupils():
    """Enrolments of 500 drawn pupils of two SWV's of each sector; the same person may be in both sectors."""
    rng = np.random.default_rng(11)
    found = {}
    for day in DAYS:
        there = np.flatnonzero(rng.random(500) < 0.8)
        kinds = rng.choice(["bao", "sbo", "so", "vo", "pro", "vso", "mbo"], len(there))
        sector = np.where(np.isin(kinds, OF_SECTOR["PO"]), "PO", "VO")
        swv = pd.Series(sector).str.cat(rng.choice(["8001", "8002"], len(there)))
        found[day] = pd.DataFrame(
            {
                "leerling": there,
                "swv": np.where(kinds == "mbo", "", swv),
                "soort": kinds,
                "leeftijd": rng.integers(4, 13, len(there)),
                "categorie": np.where(np.isin(kinds, ["so", "vso"]), rng.integers(0, 4, len(there)), 0),
                "cohort": np.where(there % 4 == 0, "lgf_2013", ""),
            }
        )
    return found


@pytest.fixture(scope="module")
def tables(pupils):
    """The three tables of the whole country."""
    return {(t.levert, "1-10 t"): count_over(t, pupils, DAYS[-1]) for t in (STROMEN, CATEGORIEEN, VERBLIJF)}


def view(tables, swv):
    return make_momentopname({key: rows[rows["swv"] == swv] for key, rows in tables.items()}, regio=swv)


def told(indicator, momentopname):
    rows = run_alone(indicator, momentopname)
    assert not {"ontbreekt", "gemaskeerd"} & set(rows["uitkomst"])
    numbers = rows[["teller", "noemer", "waarde"]].astype("object").where(rows[["teller", "noemer", "waarde"]].notna())
    teller = numbers["teller"].where(numbers["teller"].notna(), numbers["waarde"])
    noemer = numbers["noemer"].where(numbers["noemer"].notna(), 0)
    return {part: (int(t), int(n)) for part, t, n in zip(rows["onderdeel"], teller, noemer, strict=True)}


class Leerlingen:
    """The pupils of an SWV, one row each with where they were and are; and what indicators should say of them."""

    def __init__(self, pupils, swv) -> None:
        both = pupils[DAYS[1]].merge(pupils[DAYS[2]], on="leerling", how="outer", suffixes=("_van", "_naar"))
        both["van"], both["naar"] = both["soort_van"].fillna("uit"), both["soort_naar"].fillna("uit")
        both["lgf"] = both["cohort_van"].fillna(both["cohort_naar"]) == "lgf_2013"
        self.had, self.has = both[both["swv_van"] == swv], both[both["swv_naar"] == swv]
        self.found: dict[tuple[str, str], tuple[int, int]] = {}

    def put(self, naam, part, teller, noemer) -> None:
        self.found[naam, part] = (len(teller), len(noemer))

    def together(self) -> None:
        """Regular and special education as a whole, and the same of the cohort."""
        had, lgf, has_lgf = self.had, self.had[self.had["lgf"]], self.has[self.has["lgf"]]
        self.put("instroom_niet_regulier", "", went(had, REGULAR, SPECIAL), were(had, REGULAR))
        self.put("instroom_niet_regulier_van_allen", "", went(had, REGULAR, SPECIAL), were(had, REGULAR + SPECIAL))
        self.put("uitstroom_niet_regulier", "", went(had, SPECIAL, REGULAR), were(had, SPECIAL))
        self.put("lgf_cohort_instroom", "", went(lgf, REGULAR, SPECIAL), were(lgf, REGULAR))
        self.put("lgf_cohort_uitstroom", "", went(lgf, SPECIAL, REGULAR), were(lgf, SPECIAL))
        self.put("lgf_cohort_aandeel", "", are(has_lgf, SPECIAL), are(has_lgf, REGULAR + SPECIAL))

    def out_of(self, soort, bestemmingen, terug, verder) -> None:
        """Who left a type."""
        stock = were(self.had, [soort])
        gone = stock[stock["naar"] != soort]
        self.put("stand_en_uitstroom", f"{soort} stand", stock, [])
        self.put("stand_en_uitstroom", f"{soort} uitstroom", gone, [])
        self.put("uitstroom_van_stand", soort, gone, stock)
        parts = {naar: are(gone, [naar]) for naar in bestemmingen}
        for part, rows in (parts | {"overig": gone[~gone["naar"].isin(bestemmingen)]}).items():
            self.put("uitstroom_van_stand", f"{soort}>{part}", rows, stock)
            self.put("uitstroom_bestemming", f"{soort}>{part}", rows, gone)
        self.put("terugstroom", f"{soort}>{terug}", are(gone, [terug]), stock)
        for naar in verder:
            self.put("doorstroom", f"{soort}>{naar}", are(gone, [naar]), stock)

    def into(self, soort, herkomsten) -> None:
        """Who is new in a type."""
        stock = are(self.has, [soort])
        new = stock[stock["van"] != soort]
        self.put("instroom_herkomst", soort, new, stock)
        for van in herkomsten:
            self.put("instroom_herkomst", f"{soort}<{van}", were(new, [van]), stock)
        self.put("instroom_herkomst", f"{soort}<overig", new[~new["van"].isin(herkomsten)], stock)
        for part, first, last in (("4-5", 4, 5), ("7-10", 7, 10)) if soort == "sbo" else ():
            self.put("instroom_sbo_leeftijd", part, new[new["leeftijd_naar"].between(first, last)], [])

    def categories(self, soort, terug) -> None:
        """Out of and into a type by category."""
        for number in (1, 2, 3):
            part = f"{soort} categorie {number}"
            stock = were(self.had[self.had["categorie_van"] == number], [soort])
            here = are(self.has[self.has["categorie_naar"] == number], [soort])
            self.put("uitstroom_categorie", part, stock[stock["naar"] != soort], stock)
            self.put("terugstroom_categorie", part, are(stock, [terug]), stock)
            self.put("instroom_categorie", part, here[here["van"] != soort], here)

    def stays(self, every) -> None:
        """Enrolments of those who are in a type now."""
        for soort in SPECIAL:
            here = are(self.has, [soort])["leerling"]
            if len(here):
                self.put("verblijfsduur", soort, every[every["leerling"].isin(here) & (every["soort"] == soort)], here)


def went(rows, van, naar):
    return rows[rows["van"].isin(van) & rows["naar"].isin(naar)]


def were(rows, van):
    return rows[rows["van"].isin(van)]


def are(rows, naar):
    return rows[rows["naar"].isin(naar)]


def from_pupils(pupils, swv):
    """What each indicator should say of an SWV: teller and noemer by name and part."""
    told = Leerlingen(pupils, swv)
    told.together()
    told.stays(pd.concat(pupils.values()))
    if swv.startswith("PO"):
        told.out_of("sbo", ["vo", "pro", "so", "vso"], "bao", ["vo", "pro", "vso"])
        told.out_of("so", ["vso", "vo", "pro", "sbo", "bao", "uit"], "bao", ["vo", "pro", "vso"])
        told.into("sbo", ["bao", "uit"])
        told.into("so", ["bao", "uit"])
        told.categories("so", "bao")
    else:
        told.out_of("vso", ["uit", "mbo", "vo", "ho", "pro"], "vo", ["mbo", "ho"])
        told.into("vso", ["vo", "so", "sbo", "uit"])
        told.categories("vso", "vo")
    return told.found


@pytest.mark.parametrize("swv", ["PO8001", "PO8002", "VO8001", "VO8002"])
def test_every_indicator_is_that_of_the_pupils(pupils, tables, swv):
    """Counted by SQL, measured by the indicator: the numbers of plain pandas over the pupils, part by part."""
    seen = view(tables, swv)
    measured = {
        (naam, part): numbers
        for naam, indicator in ALLE.items()
        if swv[:2].lower() in indicator.sectoren
        for part, numbers in told(indicator, seen).items()
    }

    assert from_pupils(pupils, swv) == measured


def classes(label):
    keys = pd.Series(list(label), dtype="str")
    return metingen(
        keys,
        soort="klasse",
        niveau="swv",
        peildatum=DAYS[-1],
        eenheid="procent",
        grondslag="budget",
        waarde=1,
        klasse=keys.map(label),
    )


@pytest.mark.parametrize("naam", [naam for naam, i in ALLE.items() if i.per_klasse and "po" in i.sectoren])
def test_a_class_is_the_sum_of_its_swvs(pupils, tables, naam):
    """Both SWV's of po in one class are all pupils of both: the sum of what pandas counts of each."""
    stamp = {"run_id": "0", "scenario": "plan", "schooljaar": "2019/20", "plugin": "proef"}
    swvs = ["PO8001", "PO8002"]
    rows = [run_alone(ALLE[naam], view(tables, swv)).assign(regio=swv) for swv in swvs]
    label = classes(dict.fromkeys(swvs, "negatief")).assign(indicator="vereveningsklasse_10", uitkomst="berekend")
    rows.append(label.assign(regio=label["sleutel"], **stamp))

    found = measure_regios(ALLE[naam], pd.concat(rows, ignore_index=True), "2019/20")
    found = found[found["niveau"] == "klasse"]

    one, other = ({k: v for k, v in from_pupils(pupils, swv).items() if k[0] == naam} for swv in swvs)
    wanted = {part: tuple(a + b for a, b in zip(one[naam, part], other[naam, part], strict=True)) for _, part in one}
    teller = found["teller"].where(found["teller"].notna(), found["waarde"])
    noemer = found["noemer"].astype("object").where(found["noemer"].notna(), 0)
    assert {"vereveningsklasse_10=negatief"} == set(found["sleutel"])
    assert wanted == {p: (int(t), int(n)) for p, t, n in zip(found["onderdeel"], teller, noemer, strict=True)}


def test_pupils_of_categories_worked_by_hand():
    """Worked by hand.

    Of three in so with category 1 one went to bao, one is in category 3 now and one stays; one with category 2 left
    for vso, paid by the SWV of vo with category 2; one without a TLV went to bao; one comes from bao into category 3.
    """
    before = pd.DataFrame(
        {"leerling": range(6), "swv": "PO8001", "soort": [*["so"] * 5, "bao"], "categorie": [1, 1, 1, 2, 0, 0]}
    )
    now = pd.DataFrame(
        {
            "leerling": range(6),
            "swv": ["PO8001", "PO8001", "PO8001", "VO8001", "PO8001", "PO8001"],
            "soort": ["bao", "so", "so", "vso", "bao", "so"],
            "categorie": [0, 3, 1, 2, 0, 3],
        }
    )
    rows = count_over(CATEGORIEEN, {DAYS[1]: before, DAYS[2]: now}, DAYS[2])
    po = make_momentopname({("stroom_categorie_telling", "1-10 t"): rows[rows["swv"] == "PO8001"]}, regio="PO8001")
    vo = make_momentopname({("stroom_categorie_telling", "1-10 t"): rows[rows["swv"] == "VO8001"]}, regio="VO8001")

    def of(soort, *numbers):
        return {f"{soort} categorie {n}": pair for n, pair in enumerate(numbers, 1)}

    assert of("so", (1, 3), (1, 1), (0, 0)) == told(ALLE["uitstroom_categorie"], po)
    assert of("so", (1, 3), (0, 1), (0, 0)) == told(ALLE["terugstroom_categorie"], po)
    assert of("so", (0, 1), (0, 0), (1, 2)) == told(ALLE["instroom_categorie"], po)
    assert of("vso", (0, 0), (1, 1), (0, 0)) == told(ALLE["instroom_categorie"], vo)
    assert {"ontbreekt"} == set(run_alone(ALLE["uitstroom_categorie"], vo)["uitkomst"])
