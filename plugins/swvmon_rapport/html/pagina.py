"""Put a report together: sections, pictures, pages of schools, style and script in one file."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from swvmon import SwvmonError
from swvmon_rapport import zinnen
from swvmon_rapport.gegevens import PLAN
from swvmon_rapport.grafieken import draw, visible
from swvmon_rapport.schoolpagina import school_pages
from swvmon_rapport.sectie import AANDEEL, AANTAL, BEDRAG, CENT, GETALLEN, SCHOOL, VERSCHIL
from swvmon_rapport.secties import sections

if TYPE_CHECKING:
    from jinja2 import Environment

    from swvmon_rapport.gegevens import Gegevens

UITGESCHREVEN = 400_000
"""Characters of all pages of schools together up to which they stand in the file as they are; of more the file has them
compressed, and a browser shows the one that is asked for."""
RIJEN = 500
"""Rows up to which a table is written out; those of a larger one are compressed too."""
VERTROUWELIJK = "Vertrouwelijk: alleen voor intern gebruik"
OPENBAAR = "Openbaar"


def render(gegevens: Gegevens) -> str:
    """The report of a region as HTML.

    Raises:
        SwvmonError: what the extra `rapport` brings is not installed.
    """
    environment = _environment()
    made = sections(gegevens)
    drawn = {figure.naam: draw(figure) for section in made for figure in section.figuren}
    one = environment.get_template("school.html.j2")
    pages = school_pages(gegevens)
    schools = {page.vestiging: one.render(school=page, gegevens=gegevens) for page in pages}
    packed = _packed(json.dumps(schools, ensure_ascii=False)) if _size(schools) > UITGESCHREVEN else ""
    tables = [table for section in made for table in section.tabellen]
    rows = {table.naam: environment.get_template("rijen.html.j2").render(t=table) for table in tables}
    large = [table.naam for table in tables if len(table.rijen) > RIJEN]
    specs = {name: plate.vega_lite for name, plate in drawn.items() if plate.vega_lite is not None}
    return environment.get_template("rapport.html.j2").render(
        gegevens=gegevens,
        secties=made,
        platen={name: _as_data_url(plate.svg) for name, plate in drawn.items()},
        scholen=pages,
        schoolpaginas=[] if packed else list(schools.values()),
        ingepakt=packed,
        rijen=rows,
        rijen_ingepakt={name: _packed(rows[name]) for name in large},
        vega_lite=specs,
        vega=_vega() if specs else "",
        merk=OPENBAAR if gegevens.openbaar else VERTROUWELIJK,
        stijl=_file("rapport.css"),
        script=_file("rapport.js"),
        mislukt=sorted({year for scenario, year in gegevens.mislukt if scenario == PLAN}),
    )


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise SwvmonError('a report needs jinja2: pip install "swvmon[rapport]"') from None
    environment = Environment(
        loader=PackageLoader("swvmon_rapport.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value).replace("€ ", "€\N{NO-BREAK SPACE}") if type(value) is str else value,
    )
    environment.filters |= {
        "bestuur": zinnen.bestuur,
        "cel": _cell,
        "geld": zinnen.geld,
        "verschil": zinnen.verschil,
    }
    environment.tests["getal"] = lambda kind: kind in GETALLEN
    environment.globals |= {"SCHOOL": SCHOOL}
    return environment


def _cell(value: Any, kind: str) -> str:
    """A value as a reader sees it; empty where there is none."""
    if zinnen.missing(value) or value == "":
        return "" if kind not in {BEDRAG, VERSCHIL} else "niet getoond"
    text = str(value)
    if kind == BEDRAG:
        return zinnen.geld(zinnen.hele_cent(text))
    if kind == VERSCHIL:
        return zinnen.verschil(int(text))
    if kind == CENT:
        return zinnen.geld(zinnen.hele_cent(text))
    if kind == AANDEEL:
        return zinnen.procent(text)
    return zinnen.getal(text) if kind == AANTAL else text


def _size(schools: dict[str, str]) -> int:
    return sum(map(len, schools.values()))


def _packed(text: str) -> str:
    return b64encode(zlib.compress(text.encode(), 9)).decode()


@cache
def _vega() -> str:
    from swvmon_rapport.grafieken.vega import bundle

    return _packed(bundle())


def _as_data_url(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _file(name: str) -> str:
    return files("swvmon_rapport.html").joinpath(name).read_text("utf-8")
