"""A fictional region with every table, at every telmoment that a model asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from swvmon.contract.grootboek import KOLOMMEN, Grootboek, boekingen
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.geld import canonical
from swvmon.perioden import Schooljaar
from swvmon.testing.fictief import CODES, COHORT, SCHOLEN, STROMEN, VERBLIJF, ZONDER_VERWIJZER, School, Tlv

if TYPE_CHECKING:
    import pandas as pd

GETELD = (
    "eindscores",
    "leerlingen_lwoo",
    "leerlingen_po",
    "leerlingen_vo",
    "stroom_telling",
    "tlv_telling",
    "verblijf_telling",
)
"""Tables with rows that are read at a telmoment; one without rows is there at each telmoment and without."""

PER_LEERLING_EURO = {"po": 212, "vo": 187}
"""What the schools got in the former year, made up: euros per pupil."""

_LEEFTIJDEN = ("jonger", *(str(age) for age in range(4, 25)), "ouder")
_EXTRA = ("91GG00", "91HH00", "91JJ00")
_START = 2015


@frozen
class Omvang:
    """How a region differs from the standard one.

    Attributes:
        schaal: by how much all counts and amounts are multiplied.
        leerlingen_procent: pupils of a school, percent of the standard number; 100 where not named.
        tlv_procent: pupils with a TLV, percent of the standard number.
        besturen: another board of a school.
        extra_scholen: how many schools there are beside the standard ones, 0 to 3.
    """

    schaal: int = 1
    leerlingen_procent: Mapping[str, int] = field(factory=dict)
    tlv_procent: int = 100
    besturen: Mapping[str, str] = field(factory=dict)
    extra_scholen: int = 0


def make_regio(  # noqa: PLR0913 - one keyword for each way in which regions differ
    sector: str,
    *,
    schooljaar: str = "2015/16",
    schaal: int = 1,
    leerlingen_procent: Mapping[str, int] | None = None,
    tlv_procent: int = 100,
    besturen: Mapping[str, str] | None = None,
    extra_scholen: int = 0,
) -> Momentopname:
    """A fictional region, with the former school year and its closed ledger.

    Numbers differ per school and year and are always the same. vo: 90AA00 (pro), 90BB00 (vmbo), 90BB01 (mavo and havo,
    with a bridge class), 90CC00 (havo and vwo, some at a vavo), 90DD00 (gymnasium) and 90EE00 (vmbo to vwo, with a
    bridge class, three quarters in the region). po: 80AA00, 80BB00 and 80CC00 (bao, the last for three quarters in the
    region), 80DD00 (sbo), 80EE00 (so) and 80FF00 (so and vso).

    Args:
        sector: po or vo.
        schooljaar: school year.
        schaal: by how much all counts and amounts are multiplied.
        leerlingen_procent: pupils of a school, percent of the standard number; 100 where not named.
        tlv_procent: pupils with a TLV, percent of the standard number.
        besturen: another board of a school.
        extra_scholen: how many schools there are beside the standard ones, 0 to 3.

    Returns:
        A view that makes a table when it is read. Counted tables are there at every telmoment.
    """
    omvang = Omvang(schaal, leerlingen_procent or {}, tlv_procent, besturen or {}, extra_scholen)
    year = Schooljaar.parse(schooljaar)
    view, former = (_view(sector, y, omvang) for y in (year, year.shift(-1)))
    return view.after(former, former_ledger(former))


def former_ledger(former: Momentopname) -> Grootboek:
    """A closed ledger: what the rijk paid, what DUO withheld, and an amount per pupil for each school."""
    import pandas as pd

    count, boards = Leest(f"leerlingen_{former.sector}", "1-10 t"), Leest("vestiging")
    view = former.only((count, boards))  # so that no more tables are made than these
    pupils = view.tabel(count.tabel, count.moment).groupby("vestiging", as_index=False)["aantal_min"].sum()
    schools = pupils.merge(view.tabel(boards.tabel)[["vestiging", "bestuur"]], on="vestiging")
    total = int(schools["aantal_min"].sum()) * PER_LEERLING_EURO[former.sector] * 100
    special = "vso" if former.sector == "vo" else "so"

    posts = pd.DataFrame(
        [
            ("rijk:licht", "swv:licht", total, "Lichte ondersteuning."),
            ("rijk:zwaar", "swv:zwaar", 2 * total, "Zware ondersteuning."),
            ("swv:zwaar", f"duo:{special}", total, "Doorbetaling."),
            ("swv:licht", "swv:budget", total, "Samenvoegen."),
            ("swv:zwaar", "swv:budget", total, "Samenvoegen."),
        ],
        columns=["van", "naar", "bedrag_cent", "toelichting"],
    )
    lines = [
        boekingen(
            posts,
            van=posts["van"],
            naar=posts["naar"],
            bedrag_cent=posts["bedrag_cent"],
            grondslag="fictief",
            toelichting=posts["toelichting"],
        ),
        boekingen(
            schools,
            van="swv:budget",
            naar="vestiging:" + schools["vestiging"],
            hoeveelheid=schools["aantal_min"],
            eenheid="leerling",
            tarief=PER_LEERLING_EURO[former.sector],
            grondslag="fictief",
            toelichting="Bedrag per leerling.",
        ),
    ]
    frame = pd.concat(lines, ignore_index=True)
    year = former.schooljaar.periode
    stamp = {"run_id": "0" * 16, "scenario": "plan", "regio": former.regio, "schooljaar": str(former.schooljaar)}
    names = {"stap": "schoolmodel", "model": "schoolmodel", "plugin": "basismodellen"}
    frame = frame.assign(
        **stamp, **names, periode_van=year.van, periode_tot=year.tot, volgnummer=range(1, len(frame) + 1)
    )
    return Grootboek(frame[list(KOLOMMEN)])


def _view(sector: str, schooljaar: Schooljaar, omvang: Omvang) -> Momentopname:
    tables = Tabellen(sector, schooljaar, omvang)
    return Momentopname(CODES[sector], sector, schooljaar, schooljaar.periode, tables)


@define(eq=False)
class Tabellen(Mapping[Leest, "pd.DataFrame"]):
    """The tables of a region, each made when it is first read."""

    sector: str
    schooljaar: Schooljaar
    omvang: Omvang
    _made: dict[Leest, pd.DataFrame] = field(factory=dict)

    def __getitem__(self, leest: Leest) -> pd.DataFrame:
        if leest not in self:
            raise KeyError(leest)
        if leest not in self._made:
            self._made[leest] = self._make(leest)
        return self._made[leest]

    def __contains__(self, leest: object) -> bool:
        if not isinstance(leest, Leest) or leest.tabel not in _known_tables():
            return False
        return leest.tabel not in _ROWS or bool(leest.moment) == (leest.tabel in GETELD)

    def __iter__(self) -> Iterator[Leest]:
        for name in _known_tables():
            if name not in GETELD:
                yield Leest(name)
                continue
            for shift in range(-6, 2):
                years = f"{shift:+d}" if shift else ""
                yield from (Leest(name, f"{day} t{years}") for day in ("1-10", "1-2"))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def scholen(self) -> tuple[School, ...]:
        """The schools as they are in this region."""
        own = SCHOLEN[self.sector]
        extra = zip(_EXTRA[: self.omvang.extra_scholen], own, strict=False)
        more = tuple(evolve(like, vestiging=code, groei_procent=0) for code, like in extra)
        return tuple(
            evolve(school, bestuur=self.omvang.besturen.get(school.vestiging, school.bestuur))
            for school in (*own, *more)
        )

    def _make(self, leest: Leest) -> pd.DataFrame:
        rows = _ROWS.get(leest.tabel)
        if rows is None:
            return table_rows(leest.tabel, [])
        day = leest.peildatum(self.schooljaar) or date(self.schooljaar.start, 10, 1)
        return table_rows(leest.tabel, rows(self, day))

    def count(self, standard: int, school: School | None, day: date, number: int, procent: int) -> int:
        """A count on a day: it changes over the years as its school does, and a little up and down."""
        years = day.year - _START + (0 if day.month == 10 else -1)
        trend = 100 + max(-60, min(60, (school.groei_procent if school else 0) * years))
        wobble = (7 * number + 3 * years + day.month) % 5 - 2
        percent = max(0, trend + wobble) * procent
        return (standard * percent + 5000) // 10_000 * self.omvang.schaal

    def pupils(self, standard: int, school: School, day: date, number: int) -> int:
        """Pupils of one row."""
        return self.count(standard, school, day, number, self.omvang.leerlingen_procent.get(school.vestiging, 100))


Rows = Callable[[Tabellen, date], Iterable[Mapping[str, Any]]]


def _leerlingen_vo(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen if region.sector == "vo" else ():
        for number, group in enumerate(school.groepen):
            pupils = region.pupils(group.aantal, school, day, number)
            first, last = group.jaren
            cells = 2 * (last - first + 1)
            parts = [pupils // cells + (place < pupils % cells) for place in range(cells)]
            names = [f"leerjaar_{j}_{g}" for j in range(1, 7) for g in ("man", "vrouw")]
            yield {
                **dict.fromkeys(names, 0),
                **dict(zip(names[2 * (first - 1) : 2 * last], parts, strict=True)),
                "vestiging": school.vestiging,
                "onderwijstype": group.soort,
                "elementcode": group.elementcode,
                "opleidingsnaam": group.soort,
                "richting": group.richting,
                "fase": group.fase,
                "aantal_min": pupils,
                "aantal_max": pupils,
            }


def _leerlingen_po(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen if region.sector == "po" else ():
        for number, group in enumerate(school.groepen):
            pupils = region.pupils(group.aantal, school, day, number)
            first, last = group.jaren
            ages = last - first + 1
            parts = [pupils // ages + (place < pupils % ages) for place in range(ages)]
            yield {
                **{f"leeftijd_{age}": 0 for age in _LEEFTIJDEN},
                **{f"leeftijd_{age}": part for age, part in zip(range(first, last + 1), parts, strict=True)},
                "vestiging": school.vestiging,
                "soort": group.soort,
                "cluster": group.cluster,
                "aantal_min": pupils,
                "aantal_max": pupils,
            }


def _leerlingen_lwoo(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen:
        if school.lwoo:
            pupils = region.pupils(school.lwoo, school, day, 9)
            yield {"vestiging": school.vestiging, "aantal_min": pupils, "aantal_max": pupils}


def _tlv_telling(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    placed: list[tuple[School | None, Tlv]] = [(school, tlv) for school in region.scholen for tlv in school.tlv]
    placed += [(None, tlv) for tlv in ZONDER_VERWIJZER[region.sector]]
    for number, (school, tlv) in enumerate(placed):
        pupils = region.count(tlv.aantal, school, day, number, region.omvang.tlv_procent)
        yield {
            "swv": CODES[region.sector],
            "soort": tlv.soort,
            "leeftijdsgroep": tlv.leeftijdsgroep,
            "categorie": tlv.categorie,
            "verwijzer": school.vestiging if school else "",
            "school": tlv.school,
            "grond": tlv.grond,
            "aantal_min": pupils,
            "aantal_max": pupils,
        }


def _stroom_telling(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    """The same pupils leave as arrive: nobody moves to another region."""
    for number, stroom in enumerate(STROMEN[region.sector]):
        for kant in ("vertrek", "aankomst"):
            for cohort, standard in (("", stroom.aantal), (COHORT, stroom.uit_cohort)):
                pupils = region.count(standard, None, day, number, 100)
                yield {
                    "swv": CODES[region.sector],
                    "kant": kant,
                    "vanaf": day.replace(year=day.year - 1),
                    "van": stroom.van,
                    "naar": stroom.naar,
                    "leeftijd": stroom.leeftijd,
                    "cohort": cohort,
                    "aantal_min": pupils,
                    "aantal_max": pupils,
                }


def _verblijf_telling(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    for number, (soort, times, standard) in enumerate(VERBLIJF[region.sector]):
        pupils = region.count(standard, None, day, number, 100)
        yield {
            "swv": CODES[region.sector],
            "soort": soort,
            "inschrijvingen": times,
            "aantal_min": pupils,
            "aantal_max": pupils,
        }


def _eindscores(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    """Of each primary school the last year: who made one of two tests, who was exempt, and all with a few beside."""
    for school in region.scholen if region.sector == "po" else ():
        soort, standard = school.groepen[0].soort, school.groepen[0].aantal
        if soort not in {"bao", "sbo"}:
            continue
        parts = (
            ("cet", standard // 20, "534.8"),
            ("iep", standard // 30, "79.6"),
            ("ontheffing", standard // 60, None),
        )
        counts = [region.pupils(part, school, day, number) for number, (_, part, _) in enumerate(parts)]
        everyone = sum(counts) + region.pupils(standard // 80, school, day, len(parts))
        told = [(name, pupils, mean) for (name, _, mean), pupils in zip(parts, counts, strict=True)]
        for onderdeel, pupils, mean in (*told, ("leerjaar_8", everyone, None)):
            yield {
                "vestiging": school.vestiging,
                "soort": soort,
                "onderdeel": onderdeel,
                "aantal_min": pupils,
                "aantal_max": pupils,
                "gemiddelde": mean,
            }


def _aansluiting(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen:
        yield {
            "vestiging": school.vestiging,
            "swv": CODES[region.sector],
            "schooljaar": str(region.schooljaar),
            "aandeel": school.aandeel,
        }


def _vestiging(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen:
        yield {
            "vestiging": school.vestiging,
            "brin": school.vestiging[:4],
            "sector": region.sector,
            "naam": f"School {school.vestiging}",
            "bestuur": school.bestuur,
            "plaats": "FICTIEDORP",
        }


def _bestuur(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
    for board in sorted({school.bestuur for school in region.scholen}):
        yield {"bestuur": board, "naam": f"Bestuur {board}", "plaats": "FICTIEDORP"}


def _kenmerk(region: Tabellen, day: date) -> Iterator[Mapping[str, Any]]:
    for school in region.scholen:
        score = canonical(Decimal(school.achterstandsscore) * region.omvang.schaal)
        for name, value in (("achterstandsscore", score), ("schoolgewicht", school.schoolgewicht)):
            yield {
                "niveau": "vestiging",
                "code": school.vestiging,
                "kenmerk": name,
                "waarde": value,
                "geldig_van": day,
            }


def _verevening(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
    for part, cents in (("materieel", -1_250_050), ("personeel", -18_400_075)):
        yield {
            "swv": CODES[region.sector],
            "onderdeel": part,
            "schooljaar": str(region.schooljaar),
            "correctie_wettelijk_cent": cents * region.omvang.schaal,
        }


def _posten(posts: Mapping[str, int], name: str) -> Rows:
    def rows(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
        for year in range(region.schooljaar.start - 2, region.schooljaar.start + 2):
            for post, cents in sorted(posts.items()):
                amount = (cents + 1_000_00 * (year - _START)) * region.omvang.schaal
                yield {"swv": CODES[region.sector], "kalenderjaar": year, name: post, "bedrag_cent": amount}

    return rows


def _swv(region: Tabellen, _day: date) -> Iterator[Mapping[str, Any]]:
    yield {"swv": CODES[region.sector], "naam": "Samenwerkingsverband Fictiedorp", "plaats": "FICTIEDORP"}


_BEGROTING = {"lichte_ondersteuning": 250_000_00, "organisatie": 90_000_00, "zware_ondersteuning": 610_000_00}

_ROWS: dict[str, Rows] = {
    "aansluiting": _aansluiting,
    "begroting": _posten(_BEGROTING, "post"),
    "bestuur": _bestuur,
    "eindscores": _eindscores,
    "kenmerk": _kenmerk,
    "leerlingen_lwoo": _leerlingen_lwoo,
    "leerlingen_po": _leerlingen_po,
    "leerlingen_vo": _leerlingen_vo,
    "realisatie": _posten({post: cents - 7_500_00 for post, cents in _BEGROTING.items()}, "post"),
    "reserve": _posten({"algemeen": 320_000_00, "bestemd": 80_000_00}, "doel"),
    "stroom_telling": _stroom_telling,
    "swv": _swv,
    "tlv_telling": _tlv_telling,
    "verblijf_telling": _verblijf_telling,
    "verevening": _verevening,
    "vestiging": _vestiging,
}
"""Rows of a table; the other tables of the schema are there without rows."""


@cache
def _known_tables() -> tuple[str, ...]:
    from swvmon.schema import BRONTABELLEN

    return tuple(sorted(BRONTABELLEN))


def schema_frame(tabel: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with the columns that a levering has: those of the schema, and the number of each row in `regel`."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    filled = [{str(name): value for name, value in row.items() if value is not None} for row in rows]
    return table_rows(tabel, filled).assign(regel=range(1, len(frame) + 1))


def table_rows(tabel: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as the store hands them out: the columns of the schema, sorted by key."""
    import pandas as pd

    from swvmon.schema import BRONTABELLEN

    table = BRONTABELLEN[tabel]
    fields = {name: f for name, f in table.model_fields.items() if name not in {"levering_id", "regel"}}
    given = list(rows)
    columns = {}
    for name, info in fields.items():
        kind: Any = info.annotation
        optional = kind not in {int, str, date}
        empty = None if optional else {int: 0, str: ""}.get(kind) if info.is_required() else info.default
        values = [row.get(name, empty) for row in given]
        dtype = "object" if "date" in str(kind) else "str" if "str" in str(kind) else "Int64" if optional else "int64"
        columns[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns).sort_values(list(table.sleutel), ignore_index=True)
