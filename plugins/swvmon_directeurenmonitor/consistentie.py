"""Whether the printed figures of a report agree with each other: shares, sums, tests, text against table.

Every check takes the numbers as they are printed, and allows for their rounding: a number printed in two decimals can
be anything that rounds half up to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import frozen

from swvmon import SwvmonError, format_decimal, half_up
from swvmon_directeurenmonitor.statistiek import p_of_f

KLOPT, AFRONDING, FOUT, ONBEPAALD = "klopt", "klopt binnen afronding", "fout", "niet te bepalen"
OORDELEN = (KLOPT, AFRONDING, FOUT, ONBEPAALD)
"""Verdicts: the figures agree; they do where each was rounded by itself; they do not; nothing can be said."""

Oordeel = tuple[str, str]
Getallen = Mapping[str, Any]


@frozen
class Uitslag:
    """The verdict on one check.

    Attributes:
        naam: name of the check.
        soort: kind of check.
        bron: report and line.
        oordeel: one of `OORDELEN`.
        uitleg: what was found, in Dutch.
    """

    naam: str
    soort: str
    bron: str
    oordeel: str
    uitleg: str


@frozen
class Soort:
    """A kind of check.

    Attributes:
        nodig: keys that it needs.
        mag: keys that it may have.
        toets: the check.
    """

    nodig: tuple[str, ...]
    mag: tuple[str, ...]
    toets: Callable[[Getallen], Oordeel]


def check_file(path: Path) -> list[Uitslag]:
    """Check a file; its format is in docs/consistentie.md.

    Raises:
        SwvmonError: it cannot be read, or a check is not as it should be; names the check and the key.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SwvmonError(f"{path}: cannot be read as TOML: {error}") from None
    strange = sorted(set(content) - {"rapport", "toets"})
    if strange:
        raise SwvmonError(f"{path}: unknown key {strange[0]!r}; a file has rapport and [toets.NAME] tables")
    checks = content.get("toets")
    if not isinstance(checks, dict) or not checks:
        raise SwvmonError(f"{path}: there is no check; write [toets.NAME] tables")
    return [_one(str(path), naam, told) for naam, told in checks.items()]


def _one(file: str, naam: str, told: Any) -> Uitslag:
    place = f"{file}: toets {naam}"
    if not isinstance(told, dict):
        raise SwvmonError(f"{place}: expected a table, found {told!r}")
    soort = told.get("soort")
    if soort not in SOORTEN:
        raise SwvmonError(f"{place}: soort is {soort!r}; one of {', '.join(SOORTEN)}")
    kind = SOORTEN[soort]
    given = {key: value for key, value in told.items() if key not in ("soort", "bron")}
    for key in kind.nodig:
        if key not in given:
            raise SwvmonError(f"{place}: key {key!r} is missing; a check {soort!r} needs {', '.join(kind.nodig)}")
    for key in given:
        if key not in (*kind.nodig, *kind.mag):
            raise SwvmonError(f"{place}: unknown key {key!r}; it may have {', '.join((*kind.nodig, *kind.mag))}")
    try:
        oordeel, uitleg = kind.toets(given)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise SwvmonError(f"{place}: a value is not what a check {soort!r} takes: {error}") from None
    return Uitslag(naam, soort, str(told.get("bron", "")), oordeel, uitleg)


# --- the kinds


def _share(told: Getallen) -> Oordeel:
    """A percentage beside its counts; without the numerator whether any count can give it."""
    printed, n = _number(told["gedrukt"]), _whole(told["noemer"])
    places = _places(printed)
    if n == 0:
        return ONBEPAALD, "de noemer is 0"
    if "teller" in told:
        teller = _number(told["teller"])
        ours = half_up(Decimal(100) * teller / n, places)
        if ours == printed:
            return KLOPT, f"{_nl(teller)} van {n} is {_nl(ours)} %"
        return FOUT, f"{_nl(teller)} van {n} is {_nl(ours)} %, gedrukt is {_nl(printed)} %"
    near = [count for count in range(n + 1) if half_up(Decimal(100 * count) / n, places) == printed]
    if near:
        return KLOPT, f"{near[0]} van {n} geeft {_nl(printed)} %"
    return FOUT, f"geen aantal van {n} geeft {_nl(printed)} %"


def _sum(told: Getallen) -> Oordeel:
    """Parts and their total: equal, or as far apart as rounding each by itself can bring them.

    `afgerond` says what was rounded: niets, the delen (with a total that is exact, such as 100 %), or alles.
    """
    parts, total = [_number(part) for part in _list(told["delen"])], _number(told["totaal"])
    rounded = told.get("afgerond", "niets")
    if rounded not in ("niets", "delen", "alles"):
        raise ValueError(f"afgerond is {rounded!r}; one of niets, delen, alles")
    found = sum(parts, Decimal(0))
    text = f"de delen tellen op tot {_nl(found)}, gedrukt is {_nl(total)}"
    if found == total:
        return KLOPT, text
    if rounded == "niets":
        return FOUT, text
    low, high = (sum(ends, Fraction(0)) for ends in zip(*map(_interval, parts), strict=True))
    floor, ceiling = _interval(total) if rounded == "alles" else (Fraction(total), Fraction(total))
    return (AFRONDING if low <= ceiling and floor < high else FOUT), text


def _f_test(told: Getallen) -> Oordeel:
    """F, degrees of freedom and p; and degrees of freedom against respondents and groups."""
    f, df1, df2 = _number(told["f"]), _whole(told["df1"]), _whole(told["df2"])
    if df1 < 1 or df2 < 1:
        return ONBEPAALD, "een vrijheidsgraad is nul"
    faults = []
    if "n" in told:
        room = _whole(told["n"]) - df1 - 1
        if room != df2:
            faults.append(f"met {told['n']} antwoorden in {df1 + 1} groepen is df2 {room}, gedrukt is {df2}")
    if "p" in told:
        low, high = (p_of_f(max(float(x), 0), df1, df2) for x in reversed(_interval(f)))
        faults += _chance(_number(told["p"]), p_of_f(float(f), df1, df2), low, high, f"F({df1},{df2}) = {_nl(f)}")
    return (FOUT, "; ".join(faults)) if faults else (KLOPT, f"F({df1},{df2}) = {_nl(f)} past bij wat erbij staat")


def _correlation(told: Getallen) -> Oordeel:
    """A correlation, the number of pairs and p."""
    r, n = _number(told["r"]), _whole(told["n"])
    if n < 3 or abs(r) > 1:
        return (FOUT, f"r = {_nl(r)} kan niet") if abs(r) > 1 else (ONBEPAALD, "minder dan drie paren")

    def chance(x: Fraction) -> float:
        size = min(max(float(x), 0.0), 1.0)
        return 0.0 if size == 1 else p_of_f(size * size * (n - 2) / (1 - size * size), 1, n - 2)

    ends = sorted(chance(x) for x in _interval(abs(r)))
    faults = _chance(_number(told["p"]), chance(abs(Fraction(r))), ends[0], ends[1], f"r = {_nl(r)} bij n = {n}")
    return (FOUT, "; ".join(faults)) if faults else (KLOPT, f"r = {_nl(r)} bij n = {n} past bij p = {_nl(told['p'])}")


def _chance(printed: Decimal, ours: float, low: float, high: float, of: str) -> list[str]:
    """What is wrong with a printed p: it must be one that the rounded statistic can have."""
    floor, ceiling = _interval(printed)
    if low <= float(ceiling) and float(floor) <= high:
        return []
    return [f"bij {of} hoort p = {_nl(half_up(Decimal(repr(ours)), 3))}, gedrukt is {_nl(printed)}"]


def _mean(told: Getallen) -> Oordeel:
    """Whether the mean of whole answers, of some or all items, can be what is printed."""
    printed, items = _number(told["gedrukt"]), _whole(told["vragen"])
    low, high, places = _whole(told["laagste"]), _whole(told["hoogste"]), _places(_number(told["gedrukt"]))
    for k in range(items, 0, -1):
        for total in range(k * low, k * high + 1):
            if half_up(Decimal(total) / k, places) == printed:
                return KLOPT, f"{total} gedeeld door {k} is {_nl(printed)}"
    return FOUT, f"geen gemiddelde van 1 tot {items} hele antwoorden van {low} tot {high} is {_nl(printed)}"


def _equal(told: Getallen) -> Oordeel:
    """The same thing in two places."""
    here, there = told["hier"], told["daar"]
    same = here == there
    shown = f"hier {_shown(here)}, daar {_shown(there)}"
    return (KLOPT, shown) if same else (FOUT, shown)


def _range(told: Getallen) -> Oordeel:
    """The lowest and highest that a text names, against the values."""
    values = [_number(value) for value in _list(told["waarden"])]
    if not values:
        return ONBEPAALD, "er zijn geen waarden"
    low, high = _number(told["van"]), _number(told["tot"])
    text = f"de waarden lopen van {_nl(min(values))} tot {_nl(max(values))}, de tekst zegt {_nl(low)} tot {_nl(high)}"
    return (KLOPT if (min(values), max(values)) == (low, high) else FOUT), text


def _among(told: Getallen) -> Oordeel:
    """What is named must be there: a reference to a place, a claim on what was found."""
    named, there = _list(told["genoemd"]), _list(told["aanwezig"])
    lacking = [str(each) for each in named if each not in there]
    if lacking:
        return FOUT, f"genoemd en niet aanwezig: {', '.join(lacking)}"
    return KLOPT, f"aanwezig: {', '.join(map(str, named))}"


SOORTEN = {
    "aandeel": Soort(("gedrukt", "noemer"), ("teller",), _share),
    "som": Soort(("delen", "totaal"), ("afgerond",), _sum),
    "f_toets": Soort(("f", "df1", "df2"), ("p", "n"), _f_test),
    "correlatie": Soort(("r", "n", "p"), (), _correlation),
    "gemiddelde": Soort(("gedrukt", "vragen", "laagste", "hoogste"), (), _mean),
    "gelijk": Soort(("hier", "daar"), (), _equal),
    "bereik": Soort(("van", "tot", "waarden"), (), _range),
    "aanwezig": Soort(("genoemd", "aanwezig"), (), _among),
}
"""Kinds of checks by name."""


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is not a number")
    return Decimal(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is not a whole number of zero or more")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _interval(printed: Decimal) -> tuple[Fraction, Fraction]:
    half = Fraction(1, 2 * 10 ** _places(printed))
    return Fraction(printed) - half, Fraction(printed) + half


def _nl(number: Decimal | int) -> str:
    return format_decimal(Decimal(number))


def _shown(value: Any) -> str:
    return _nl(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else str(value)
