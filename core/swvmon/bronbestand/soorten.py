"""Kinds of values in a column: how one spelling is read. Called once per distinct spelling, never per row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import frozen

from swvmon.codes import BRIN, SWV, VESTIGING
from swvmon.geld import canonical
from swvmon.perioden import Schooljaar

Ontleed = Callable[[str], "str | int | tuple[int, int]"]


class Misfit(ValueError):
    """A spelling that does not fit its kind; the message is the reason code."""


@frozen
class Soort:
    """A kind of value.

    Attributes:
        verwacht: what is expected, for messages.
        code: reason code of a misfit.
        ontleed: from a stripped, not empty text to its value; raises `Misfit`.
        getal: whether the value is a whole number.
        mag_negen_cijfers: nine digits are no citizen number here, whatever they add up to.
        ineens: the same for many texts at once, an empty one missing; None where one of them may not fit.
    """

    verwacht: str
    code: str
    ontleed: Ontleed
    getal: bool = False
    mag_negen_cijfers: bool = False
    ineens: Callable[[list[str]], list[int | None] | None] | None = None


def _fits(pattern: str, code: str, tidy: Callable[[str], str] = str) -> Ontleed:
    expression = re.compile(pattern)

    def ontleed(text: str) -> str:
        if expression.fullmatch(text) is None:
            raise Misfit(code)
        return tidy(text)

    return ontleed


def _aantal(text: str) -> tuple[int, int]:
    """A count as an interval: `7` is (7, 7) and the mask `<5` is (1, 4)."""
    masked = re.fullmatch(r"<\s*([0-9]{1,3})", text)
    if masked is not None and int(masked[1]) > 1:
        return 1, int(masked[1]) - 1
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text), int(text)
    raise Misfit("negatief_aantal" if re.fullmatch(r"-[0-9]{1,9}", text) else "geen_geheel_getal")


GROOTSTE = 16
"""Characters of an amount without its points and comma; more is no amount, and would not fit in 64 bits as cents."""


def _euro(pattern: str, cents: int) -> Ontleed:
    """An amount as whole eurocents; points between thousands and a decimal comma leave one reading only."""
    expression = re.compile(pattern)

    def ontleed(text: str) -> int:
        digits = text.replace(".", "").replace(",", "")
        if len(digits) > GROOTSTE or expression.fullmatch(text) is None:
            raise Misfit("geen_bedrag")
        return int(digits) * cents

    return ontleed


def _euros(pattern: str, cents: int) -> Callable[[list[str]], list[int | None] | None]:
    """`_euro` for many texts at once: there are hundreds of thousands of distinct amounts in annual accounts."""

    def ineens(texts: list[str]) -> list[int | None] | None:
        import pyarrow as pa
        import pyarrow.compute as pc

        written = pa.array(texts, pa.string())
        if not pc.all(pc.match_substring_regex(written, f"^(?:{pattern})?$")).as_py():
            return None
        digits = pc.replace_substring(pc.replace_substring(written, ".", ""), ",", "")
        if (pc.max(pc.binary_length(digits)).as_py() or 0) > GROOTSTE:
            return None
        digits = pc.if_else(pc.equal(digits, ""), pa.scalar(None, pa.string()), digits)
        amounts: list[int | None] = pc.multiply(pc.cast(digits, pa.int64()), cents).to_pylist()
        return amounts

    return ineens


def _decimal(pattern: str, thousands: str, sign: str) -> Ontleed:
    """An exact decimal as text, with a point, without idle zeros; digits after the sixth are rounded half up."""
    expression = re.compile(pattern)

    def ontleed(text: str) -> str:
        if expression.fullmatch(text) is None:
            raise Misfit("geen_decimaal_getal")
        return canonical(Decimal(text.replace(thousands, "").replace(sign, ".")))

    return ontleed


def _datum(text: str) -> str:
    """A day as ISO text: written 20161001, or 1-10-2016."""
    match = re.fullmatch(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", text)
    match = match or re.fullmatch(r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4})", text)
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat() if match else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> str:
    raise Misfit("ongeldige_datum")


def _jaar(text: str) -> int:
    if re.fullmatch("(19|20)[0-9]{2}", text) is None:
        raise Misfit("ongeldig_jaar")
    return int(text)


def _euro_plain(text: str) -> int:
    """An amount as whole eurocents; without signs between thousands a comma and a point mean the same."""
    match = re.fullmatch(r"(?:€ ?)?(-?[0-9]{1,12})(?:[.,]([0-9]{1,2}))?", text)
    if match is None:
        raise Misfit("geen_bedrag")
    return int(match[1] + (match[2] or "").ljust(2, "0"))


def _dag(text: str) -> str:
    """A day as ISO text: written so, or 1-10-2016. 1/10/2016 has two readings and is refused."""
    return _datum(text.replace("-", "") if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else _with_dashes(text))


def _with_dashes(text: str) -> str:
    return text if "-" in text else _no_day()


def _schooljaar(text: str) -> str:
    try:
        return str(Schooljaar.parse(text))
    except ValueError:
        raise Misfit("ongeldig_schooljaar") from None


def _aandeel(text: str) -> str:
    """A share above 0 and up to 1, as text with a point; more than six decimals would be rounded, and are refused."""
    value = Decimal(text.replace(",", ".")) if re.fullmatch("[01](?:[.,][0-9]{1,6})?", text) else Decimal(0)
    if not 0 < value <= 1:
        raise Misfit("ongeldig_aandeel")
    return canonical(value)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


_HELE_EURO = r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)"
_BEDRAG = _HELE_EURO + ",[0-9]{2}"
SOORTEN: dict[str, Soort] = {
    "aandeel": Soort("a share above 0 and up to 1, like 0,5", "ongeldig_aandeel", _aandeel),
    "aantal": Soort("a whole number, or a masked one such as <5", "geen_geheel_getal", _aantal),
    # 40.010,00 has a decimal comma and 3.403.793 has none: 1.250 could be either, so a dataset says which it writes
    "bedrag": Soort(
        "euros and cents like 40.010,00",
        "geen_bedrag",
        _euro(_BEDRAG, 1),
        getal=True,
        mag_negen_cijfers=True,
        ineens=_euros(_BEDRAG, 1),
    ),
    "benaming": Soort(
        "at most 80 characters", "ongeldige_tekst", _fits(r"(?![=+@])[^\x00-\x1f]{1,80}", "ongeldige_tekst")
    ),
    "bestuur": Soort("five digits", "ongeldig_bestuur", _fits("[0-9]{5}", "ongeldig_bestuur"), mag_negen_cijfers=True),
    "brin": Soort("a BRIN like 20AB", "ongeldige_brin", _fits(BRIN, "ongeldige_brin")),
    "code": Soort("lower case letters, digits and _", "ongeldige_code", _fits("[a-z0-9_]{1,60}", "ongeldige_code")),
    "dag": Soort("a day like 2016-10-01 or 1-10-2016", "ongeldige_datum", _dag),
    "datum": Soort("a day like 20161001 or 1-10-2016", "ongeldige_datum", _datum),
    "decimaal_komma": Soort(
        "a number like 538,25",
        "geen_decimaal_getal",
        _decimal(r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,9})(,[0-9]+)?", ".", ","),
    ),
    "decimaal_punt": Soort("a number like 0.30", "geen_decimaal_getal", _decimal(r"-?[0-9]{1,9}(\.[0-9]+)?", ",", ".")),
    "euro": Soort(
        "euros like 1234,56, without signs between thousands",
        "geen_bedrag",
        _euro_plain,
        getal=True,
        mag_negen_cijfers=True,
    ),
    "gebied_po": Soort(
        "PO and four digits, or words where an area has no SWV",
        "ongeldig_swv",
        _fits("PO[0-9]{4}|[^0-9]+", "ongeldig_swv"),
    ),
    "gebied_vo": Soort(
        "VO and four digits, or words where an area has no SWV",
        "ongeldig_swv",
        _fits("VO[0-9]{4}|[^0-9]+", "ongeldig_swv"),
    ),
    "gemeente": Soort(
        "a municipality code like 0518",
        "ongeldige_gemeente",
        _fits("[0-9]{1,4}", "ongeldige_gemeente", lambda text: text.zfill(4)),
    ),
    "hele_euro": Soort(
        "whole euros like 3.403.793",
        "geen_bedrag",
        _euro(_HELE_EURO, 100),
        getal=True,
        ineens=_euros(_HELE_EURO, 100),
    ),
    # Never shown, whatever is in it: the plugin makes a pseudonym of it. A space means a name, which is none.
    "identificatie": Soort(
        "a number or code of at most 40 characters without spaces",
        "ongeldige_identificatie",
        _fits(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}", "ongeldige_identificatie"),
        mag_negen_cijfers=True,
    ),
    "jaar": Soort("a year of four digits", "ongeldig_jaar", _jaar, getal=True),
    "keuze": Soort("one of the choices", "ongeldige_waarde", str.lower),
    "pc4": Soort("four digits", "ongeldige_pc4", _fits("[1-9][0-9]{3}", "ongeldige_pc4")),
    "postcode": Soort(
        "a postcode like 2511 AB",
        "ongeldige_postcode",
        _fits("[1-9][0-9]{3} ?[A-Z]{2}", "ongeldige_postcode", lambda text: text.replace(" ", "")),
    ),
    "schooljaar": Soort("a school year like 2019/20", "ongeldig_schooljaar", _schooljaar),
    "swv": Soort("PO or VO and four digits", "ongeldig_swv", _fits(SWV, "ongeldig_swv")),
    "tekst": Soort("text", "ontbreekt", _one_line),
    # Publishers write a location in three ways, and the header does not say which (docs: formats, keys): in full, as
    # two digits after the BRIN, or as a number that lost its zero. Two digits are completed with the BRIN of the row.
    "vestiging": Soort(
        "a location like 20AB00, or 00 or 0 after its BRIN",
        "ongeldige_vestiging",
        _fits(f"{VESTIGING}|[0-9]{{1,2}}", "ongeldige_vestiging", lambda text: text.zfill(2)),
    ),
}
"""The kinds by name. `aantal` gives two columns, `<naam>_min` and `<naam>_max`; amounts are whole eurocents and years
whole numbers (Int64); the others give text."""
