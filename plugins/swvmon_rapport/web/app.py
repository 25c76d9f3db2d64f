"""The page and its three requests: compute what stands on it, save it, and the page itself."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define, field
from jinja2 import Environment, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from swvmon import SwvmonError, format_decimal
from swvmon_rapport.web.bewaren import bewaar
from swvmon_rapport.web.getal import read_number
from swvmon_rapport.web.knoppen import Knop, overschrijf
from swvmon_rapport.web.rekenen import Rekenblad
from swvmon_rapport.web.wacht import Wacht

if TYPE_CHECKING:
    from starlette.requests import Request

PACKAGED = "packaged plan "
"""How a plan that is shipped begins its place; it has no file of the user."""
_KINDS = {"pagina.css": "text/css", "pagina.js": "text/javascript", "icoon.svg": "image/svg+xml"}


@define(eq=False)
class Werk:
    """What the page works on: one computation at a time, and of those that wait only the newest.

    Attributes:
        blad: the plan beside what it gives.
        pad: the file of the plan; None for a plan that is shipped.
        gevraagd: number of the newest request.
    """

    blad: Rekenblad
    pad: Path | None
    gevraagd: int = 0
    _bezet: asyncio.Lock = field(factory=asyncio.Lock, repr=False)

    @classmethod
    def of(cls, blad: Rekenblad) -> Werk:
        """Work on a plan where it was found."""
        bron = blad.rekenaar.plan.bron
        return cls(blad, None if bron.startswith(PACKAGED) else Path(bron))

    async def reken(self, teksten: dict[str, str]) -> dict[str, Any] | None:
        """What the page gives; None where something newer was asked meanwhile."""
        self.gevraagd += 1
        mine = self.gevraagd
        async with self._bezet:
            if mine != self.gevraagd:
                return None
            answer = await run_in_threadpool(self.blad.reken, teksten)
        return answer if mine == self.gevraagd else None

    async def bewaar(self, naam: str, teksten: dict[str, str], *, kopie: bool) -> dict[str, Any]:
        """Save what stands on the page as a scenario of the plan."""
        async with self._bezet:
            values, wrong = self.blad.lees(teksten)
            if wrong:
                return {"fouten": wrong}
            rekenaar = self.blad.rekenaar
            if self.pad is None and not kopie:
                told = "Dit plan hoort bij swvmon en wordt niet veranderd; kies om een kopie te schrijven."
                return {"fouten": {"": told}}
            target = self.pad or Path(f"{rekenaar.plan.code}.toml")
            keuzes = overschrijf(rekenaar, self.blad.knoppen, values)
            there = naam in rekenaar.plan.scenarios
            try:
                changed = await run_in_threadpool(bewaar, rekenaar, naam, keuzes, target, kopie=self.pad is None)
            except SwvmonError as error:
                return {"fouten": {"": str(error)}}
            self.blad = attrs.evolve(self.blad, rekenaar=changed)
            self.pad = target
            done = "vervangen" if there else "bewaard"
            return {"bewaard": f"Scenario {naam} is {done} in {target}. Reken het met --scenario {naam}."}


def make_app(blad: Rekenblad, token: str, hosts: frozenset[str], cookie: str = "swvmon") -> Starlette:
    """The application.

    Args:
        blad: the plan.
        token: the secret of this start.
        hosts: names with port by which the page may be asked for.
        cookie: name of the cookie that keeps the token.
    """
    werk = Werk.of(blad)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"decimaal": format_decimal, "toon": _shown}
    template = environment.from_string(_shipped("pagina.html"))

    async def page(_: Request) -> Response:
        plan = werk.blad.rekenaar.plan
        steps: dict[str, list[Any]] = {}
        for knop in werk.blad.knoppen:
            steps.setdefault(knop.stap, []).append(knop)
        titles = {stap.stap: werk.blad.rekenaar.model(stap).titel for stap in plan.steps()}
        jaren = ", ".join(str(jaar) for jaar in werk.blad.rekenaar.schooljaren)
        told = {"plan": plan, "stappen": steps, "titels": titles, "jaren": jaren, "meegeleverd": werk.pad is None}
        return HTMLResponse(template.render(told))

    async def part(request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return Response(_shipped(name), media_type=_KINDS[name])

    async def compute(request: Request) -> Response:
        asked = await _asked(request)
        if asked is None:
            return JSONResponse({"fouten": {"": "Dit verzoek is niet te lezen."}}, 400)
        answer = await werk.reken(asked["waarden"])
        return JSONResponse({"achterhaald": True} if answer is None else answer)

    async def save(request: Request) -> Response:
        asked = await _asked(request)
        if asked is None or not isinstance(asked.get("naam"), str):
            return JSONResponse({"fouten": {"": "Dit verzoek is niet te lezen."}}, 400)
        return JSONResponse(await werk.bewaar(asked["naam"], asked["waarden"], kopie=asked.get("kopie") is True))

    routes = [
        Route("/", page),
        *(Route(f"/{name}", part) for name in _KINDS),
        Route("/reken", compute, methods=["POST"]),
        Route("/bewaar", save, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Wacht, token=token, hosts=hosts, cookie=cookie)])


def _shown(knop: Knop) -> str:
    """What the plan has, for a reader."""
    return knop.waarde if knop.opties else format_decimal(read_number(knop.waarde))


async def _asked(request: Request) -> dict[str, Any] | None:
    """What a request says; None where it is not what the page sends."""
    try:
        asked = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    values = asked.get("waarden") if isinstance(asked, dict) else None
    whole = isinstance(values, dict) and all(isinstance(text, str) for text in values.values())
    return asked if whole else None


def _shipped(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
