"""The plan as it is saved beside the plan as it stands on the page: per school year the SWV, boards and schools."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import PlanError, SwvmonError, format_euro
from swvmon_rapport.web.knoppen import Knop, overschrijf, vind_knoppen

if TYPE_CHECKING:
    from swvmon import Regiojaar, Rekenaar

_OF_CHOICE = re.compile(r"(?:line \d+: )?step '([^']+)': ([\w-]+)(?:\.([^:]+))?: (.*)", re.DOTALL)
KAN_NIET = "Met deze keuze kan het plan niet worden doorgerekend"


@frozen(eq=False)
class Rekenblad:
    """A plan with what can be moved and what it gives as it is saved.

    Attributes:
        rekenaar: the plan.
        knoppen: what can be moved.
        opgeslagen: the region-years of the plan.
    """

    rekenaar: Rekenaar
    knoppen: list[Knop]
    opgeslagen: tuple[Regiojaar, ...]

    @classmethod
    def of(cls, rekenaar: Rekenaar) -> Rekenblad:
        """Compute the plan as it is saved.

        Raises:
            SwvmonError: it cannot be computed, or a step of it fails.
        """
        saved = rekenaar.compute()
        for jaar in saved:
            for status in jaar.statussen:
                if status.status == "mislukt":
                    raise SwvmonError(f"{rekenaar.plan.bron}: step {status.onderdeel!r} failed: {status.melding}")
        return cls(rekenaar, vind_knoppen(rekenaar), saved)

    def lees(self, teksten: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """Values by id of their knop, and what is wrong with the others, in Dutch."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for knop in self.knoppen:
            if knop.id in teksten:
                try:
                    values[knop.id] = knop.lees(teksten[knop.id])
                except ValueError as error:
                    wrong[knop.id] = str(error)
        return values, wrong

    def reken(self, teksten: Mapping[str, str]) -> dict[str, Any]:
        """Compute what stands on the page.

        Args:
            teksten: text of each field by id.

        Returns:
            Either `fouten` (message by id of a knop, and under an empty id what is about no knop in particular), or
            `jaren` with rows in euros as text and in eurocents.
        """
        values, wrong = self.lees(teksten)
        if wrong:
            return {"fouten": wrong}
        try:
            now = self.rekenaar.compute(overschrijf(self.rekenaar, self.knoppen, values))
        except PlanError as error:
            return {"fouten": self._told(error.problems)}
        except SwvmonError as error:
            return {"fouten": {"": f"{KAN_NIET}: {error}"}}
        failed = [s for jaar in now for s in jaar.statussen if s.status == "mislukt"]
        if failed:
            return {"fouten": {"": f"{KAN_NIET}; stap {failed[0].onderdeel}: {failed[0].melding}"}}
        return {"jaren": [_year(a, b) for a, b in zip(self.opgeslagen, now, strict=True)]}

    def _told(self, problems: list[str]) -> dict[str, str]:
        """What models say of choices, at the knop that they are about."""
        told: dict[str, str] = {}
        for problem in problems:
            match = _OF_CHOICE.fullmatch(problem)
            places = [k for k in self.knoppen if match and (k.stap, k.sleutel[0]) == (match[1], match[2])]
            member = [k for k in places if match and k.sleutel[1:] == (match[3],)]
            place = (member or places)[0].id if places else ""
            text = match[4] if match and places else problem
            told[place] = f"{told[place]} {text}" if place in told else f"{KAN_NIET}: {text}"
        return told


def _year(saved: Regiojaar, now: Regiojaar) -> dict[str, Any]:
    return {
        "schooljaar": str(saved.schooljaar),
        "delen": [
            {"titel": "Samenwerkingsverband", "kop": "Rekening", "rijen": _rows(_swv(saved), _swv(now))},
            {"titel": "Besturen", "kop": "Bestuur", "rijen": _rows(_boards(saved), _boards(now))},
            {"titel": "Scholen", "kop": "Vestiging", "rijen": _rows(_schools(saved), _schools(now))},
        ],
    }


def _rows(saved: dict[str, int], now: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for key in sorted({*saved, *now}):
        before, after = saved.get(key, 0), now.get(key, 0)
        change = after - before
        sign = "+" if change > 0 else ""
        rows.append(
            {
                "naam": key,
                "opgeslagen_cent": before,
                "nu_cent": after,
                "opgeslagen": format_euro(before),
                "nu": format_euro(after),
                "verschil": f"{sign}{format_euro(change)}" if change else "geen",
            }
        )
    return rows


def _swv(jaar: Regiojaar) -> dict[str, int]:
    """What all schools got, and what the accounts of the SWV hold, eurocents."""
    left = {account: saldo for account, saldo in jaar.ledger.saldi().items() if account.startswith("swv:")}
    return {"alle scholen samen": sum(_schools(jaar).values()), **left}


def _schools(jaar: Regiojaar) -> dict[str, int]:
    kind = "vestiging:"
    return {a.removeprefix(kind): s for a, s in jaar.ledger.saldi().items() if a.startswith(kind)}


def _boards(jaar: Regiojaar) -> dict[str, int]:
    """What the schools of each board got, net, eurocents."""
    lines = jaar.ledger.regels
    boards: dict[str, int] = {}
    for side, sign in (("naar", 1), ("van", -1)):
        mine = lines[lines[side].str.startswith("vestiging:")]
        for board, cents in mine.groupby("bestuur")["bedrag_cent"].sum().items():
            name = str(board) or "bestuur onbekend"
            boards[name] = boards.get(name, 0) + sign * int(cents)
    return boards
