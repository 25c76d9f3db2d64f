"""What the sheets hold, and by which formulas they hang together.

Lines are read from the run. What is told of schools, boards and accounts is a sum over the sheet of lines; beside it
stands what the run itself has, as a plain number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon_rapport import zinnen
from swvmon_rapport.gegevens import accounts, board_keys, carries
from swvmon_rapport.werkboek.blad import (
    FOUT,
    GOED,
    NIET_GETOOND,
    Formule,
    Kolom,
    column,
    number,
    plek,
)
from swvmon_rapport.werkboek.kolommen import (
    BESTUREN,
    CONTROLE,
    GETALLEN,
    METINGEN,
    PARAMETERS,
    REGELS,
    REKENINGEN,
    SCHOLEN,
)
from swvmon_rapport.werkboek.koppeling import are_products, count_still, named_parameters, tariff_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon_rapport.gegevens import Gegevens

    Cellen = dict[str, list[object]]

PARAMETER, PRODUCT, VAST = "via Parameters", "hoeveelheid × tarief", "vast bedrag"
"""How the amount of a line comes about in the workbook."""
_DECIMALS = 9
"""Places of a product in euros before it is rounded to cents: takes off what the binary product is beside it."""
_BLADEN = {"Regels": REGELS, "Scholen": SCHOLEN, "Besturen": BESTUREN, "Rekeningen": REKENINGEN}
"""Sheets of which the amounts are compared with the run."""


class Rijen:
    """The rows of each sheet of a region, in the order of its columns.

    Attributes:
        named: the numbers of the run, with the names of their cells.
        tariefcel: of each line the name of the cell that is its tariff, or empty.
        rekent: of each line how its amount comes about: PARAMETER, PRODUCT or VAST.
        rekeningen: `swvmon_rapport.gegevens.accounts`.
    """

    def __init__(self, gegevens: Gegevens) -> None:
        inhoud = gegevens.inhoud
        self.gegevens = gegevens
        self.named = named_parameters(inhoud.parameters)
        product = are_products(inhoud.boekingen)
        self.tariefcel = tariff_names(inhoud.boekingen, self.named).where(product, "")
        self.rekent = self.tariefcel.map(lambda name: PARAMETER if name else PRODUCT).where(product, VAST)
        self.rekeningen = accounts(gegevens)

    def parameters(self) -> list[list[object]]:
        """The numbers of the steps, and how many lines follow each."""
        live = self.tariefcel.value_counts()
        rows = self.named
        still = count_still(self.gegevens.inhoud.boekingen, self.named, self.tariefcel)
        cells: Cellen = {
            "waarde": [_cell(w) for w in rows["waarde"]],
            "rekent": [int(live.get(name, 0)) for name in rows["naam"]],
            "vast": [still.get(name, 0) for name in rows["naam"]],
        }
        return _rows(rows, PARAMETERS, cells)

    def lines(self) -> list[list[object]]:
        """Every ledger line; a product is a formula, and a tariff that is one number leads to its cell."""
        lines = self.gegevens.inhoud.boekingen
        parts = self._parts(lines)
        sides = {}
        for side in ("van", "naar"):
            sides[f"sleutel_{side}"] = lines[side].astype("str") + " " + parts
            board = board_keys(lines, side)
            sides[f"bestuur_{side}"] = ("bestuur:" + board + " " + parts).where(board.notna(), "")
        cent = [int(c) for c in lines["bedrag_cent"]]
        letters = {n: column(REGELS, n) for n in ("hoeveelheid", "tarief", "bedrag", "run")}
        product = "ROUND(ROUND({hoeveelheid}{row}*{tarief}{row}," + f"{_DECIMALS}),2)"
        cells: Cellen = {
            "hoeveelheid": [_cell(v) for v in lines["hoeveelheid"]],
            "tarief": [
                Formule(name, float(str(value))) if name else _cell(value)
                for name, value in zip(self.tariefcel, lines["tarief"], strict=True)
            ],
            "bedrag": [
                _euro(c) if kind == VAST else Formule(product.format(row=row, **letters), _euro(c))
                for row, (c, kind) in enumerate(zip(cent, self.rekent, strict=True), start=2)
            ],
            "run": [_euro(c) for c in cent],
            "verschil": [_difference(REGELS, row) for row in range(2, len(cent) + 2)],
        }
        return _rows(lines.assign(**sides, deel=parts, rekent=self.rekent), REGELS, cells)

    def schools(self) -> list[list[object]]:
        """What each school got; told as not told where the run does not tell."""
        rows = self.gegevens.scholen
        parts = self._parts(rows)
        keyed = rows.assign(deel=parts, sleutel="vestiging:" + rows["vestiging"] + " " + parts)
        return _rows(keyed, SCHOLEN, self._sums(keyed, SCHOLEN, "sleutel"))

    def boards(self) -> list[list[object]]:
        """What each board got, with its schools."""
        rows = self.gegevens.besturen
        parts = self._parts(rows)
        keyed = rows.assign(
            deel=parts, sleutel="bestuur:" + rows["bestuur"] + " " + parts, naam=rows["bestuur"].map(zinnen.bestuur)
        )
        return _rows(keyed, BESTUREN, self._sums(keyed, BESTUREN, "bestuur"))

    def accounts(self) -> list[list[object]]:
        """What each account but those of schools got, and the balances of the SWV."""
        rows = self.rekeningen
        parts = self._parts(rows)
        keyed = rows.assign(
            deel=self._kind(rows) + " " + parts,
            sleutel=rows["rekening"] + " " + parts,
            naam=rows["rekening"].map(zinnen.rekening),
            bedrag_cent=rows["mutatie_cent"],
        )
        before: dict[tuple[str, str], int] = {}
        begin: list[object] = []
        eind: list[object] = []
        letters = {n: column(REKENINGEN, n) for n in ("begin", "bedrag", "eind")}
        for row, (scenario, account, first, last) in enumerate(
            zip(rows["scenario"], rows["rekening"], rows["begin_cent"], rows["eind_cent"], strict=True), start=2
        ):
            if zinnen.missing(first):
                told_here = NIET_GETOOND if account.startswith("swv:") else None
                begin.append(told_here)
                eind.append(told_here)
                continue
            earlier = before.get((scenario, account))
            cell: object = _euro(first)
            if earlier is not None and carries(account):
                cell = Formule(f"{letters['eind']}{earlier}", _euro(first))
            begin.append(cell)
            eind.append(Formule(f"ROUND({letters['begin']}{row}+{letters['bedrag']}{row},2)", _euro(last)))
            before[scenario, account] = row
        return _rows(keyed, REKENINGEN, {**self._sums(keyed, REKENINGEN, "sleutel"), "begin": begin, "eind": eind})

    def checks(self) -> list[list[object]]:
        """Whether money is conserved, and whether every total is still that of the run."""
        rows: list[list[object]] = []
        for name, columns in _BLADEN.items():
            place = plek(name, columns, "verschil", self._counts()[name])
            other = Formule(f'COUNTIF({place},"<>0")-COUNTBLANK({place})', 0)
            rows.append([f"{name}: aantal bedragen dat afwijkt van de run", "", "", other, 0])
        for scenario, schooljaar in self._years():
            rows += [[what, scenario, schooljaar, *sides] for what, *sides in self._checks(scenario, schooljaar)]
        letters = {n: column(CONTROLE, n) for n in ("uitkomst", "moet", "verschil", "oordeel")}
        told: list[list[object]] = []
        for row, cells in enumerate(rows, start=3):
            difference = Formule(f"ROUND({letters['uitkomst']}{row}-{letters['moet']}{row},2)", 0)
            word = Formule(f'IF({letters["verschil"]}{row}=0,"{GOED}","{FOUT}")', GOED)
            told.append([*cells, difference, word] if cells[3] is not None else [*cells, None, "niet te controleren"])
        span = f"{letters['oordeel']}3:{letters['oordeel']}{len(told) + 2}"
        whole = Formule(f'IF(COUNTIF({span},"{FOUT}")=0,"{GOED}","{FOUT}")', GOED)
        return [["Alles bij elkaar", "", "", None, None, None, whole], *told]

    def metingen(self) -> list[list[object]]:
        """Every meting, as it is stored."""
        rows = self.gegevens.inhoud.metingen
        exact: Cellen = {name: [_cell(v) for v in rows[name]] for name in GETALLEN}
        return _rows(rows.assign(titel=rows["indicator"].map(self.gegevens.titel)), METINGEN, exact)

    def _checks(self, scenario: str, schooljaar: str) -> list[tuple[str, object, object]]:
        """Totals of a scenario and school year: what they are here, and what they must be."""
        part = self._part(scenario, schooljaar)
        lines = self.gegevens.regels(scenario, schooljaar)
        total = _euro(lines["bedrag_cent"].sum())
        checks: list[tuple[str, object, object]] = [
            ("Som van alle regels", Formule(self._sum("Regels", "bedrag", part), total), total)
        ]
        for name, frame in (("Scholen", self.gegevens.scholen), ("Besturen", self.gegevens.besturen)):
            mine = frame[(frame["scenario"] == scenario) & (frame["schooljaar"] == schooljaar)]
            amount = _euro(mine["bedrag_cent"].sum())
            checks.append((f"{name}: som", Formule(self._sum(name, "bedrag", part), amount), amount))
        checks.append(self._conserved(scenario, schooljaar))
        return checks

    def _conserved(self, scenario: str, schooljaar: str) -> tuple[str, object, object]:
        """What was there and came in, against what went to schools, boards and DUO and what is left."""
        part = self._part(scenario, schooljaar)
        told = self.gegevens.scholen
        told = told[(told["scenario"] == scenario) & (told["schooljaar"] == schooljaar)]
        what = "Behoud: beginsaldi + van het rijk = scholen + besturen + DUO + eindsaldi"
        if told["bedrag_cent"].isna().any():
            return what, None, None
        rows = self.rekeningen
        rows = rows[(rows["scenario"] == scenario) & (rows["schooljaar"] == schooljaar)]
        kinds = self._kind(rows)
        ends = bool(rows.loc[kinds == "swv", "eind_cent"].notna().all())
        came = f"-{self._sum('Rekeningen', 'bedrag', f'rijk {part}')}"
        went = [self._sum("Scholen", "bedrag", part)]
        went += [self._sum("Rekeningen", "bedrag", f"{kind} {part}") for kind in ("bestuur", "duo", "samen")]
        went.append(self._sum("Rekeningen", "eind" if ends else "bedrag", f"swv {part}"))
        begin = int(rows["begin_cent"].sum()) if ends else 0
        if ends:
            came = f"{self._sum('Rekeningen', 'begin', f'swv {part}')}{came}"
        value = _euro(begin - int(rows.loc[kinds == "rijk", "mutatie_cent"].sum()))
        return what, Formule(f"ROUND({came},2)", value), Formule(f"ROUND({'+'.join(went)},2)", value)

    def _sums(self, rows: pd.DataFrame, kolommen: Sequence[Kolom], soort: str) -> Cellen:
        """Of each row the sum over the lines of their key, what the run has, and the difference."""
        count = self._counts()["Regels"]
        amounts = plek("Regels", REGELS, "bedrag", count)
        sides = [plek("Regels", REGELS, f"{soort}_{side}", count) for side in ("naar", "van")]
        letter = column(kolommen, "sleutel")
        cells: Cellen = {"bedrag": [], "run": [], "verschil": []}
        for row, cent in enumerate(rows["bedrag_cent"], start=2):
            if zinnen.missing(cent):
                told: tuple[object, ...] = (NIET_GETOOND, None, None)
            else:
                got, gave = (f"SUMIFS({amounts},{side},{letter}{row})" for side in sides)
                amount = _euro(cent)
                told = (Formule(f"ROUND({got}-{gave},2)", amount), amount, _difference(kolommen, row))
            for column_cells, cell in zip(cells.values(), told, strict=True):
                column_cells.append(cell)
        return cells

    def _counts(self) -> dict[str, int]:
        return {
            "Regels": len(self.gegevens.inhoud.boekingen),
            "Scholen": len(self.gegevens.scholen),
            "Besturen": len(self.gegevens.besturen),
            "Rekeningen": len(self.rekeningen),
        }

    def _sum(self, blad: str, naam: str, deel: str) -> str:
        columns, count = _BLADEN[blad], self._counts()[blad]
        return f'ROUND(SUMIFS({plek(blad, columns, naam, count)},{plek(blad, columns, "deel", count)},"{deel}"),2)'

    def _years(self) -> list[tuple[str, str]]:
        return [(s, j) for s in self.gegevens.scenarios for j in self.gegevens.schooljaren]

    def _part(self, scenario: str, schooljaar: str) -> str:
        # by number: a name could hold what a criterion reads as a sign, and no criterion tells capitals apart
        return f"jaar {schooljaar} s{self.gegevens.scenarios.index(scenario)}"

    def _parts(self, rows: pd.DataFrame) -> pd.Series:
        numbers = {name: f"s{place}" for place, name in enumerate(self.gegevens.scenarios)}
        return "jaar " + rows["schooljaar"].astype("str") + " " + rows["scenario"].map(numbers)

    @staticmethod
    def _kind(rows: pd.DataFrame) -> pd.Series:
        return rows["rekening"].str.partition(":")[0]


def _rows(frame: pd.DataFrame, kolommen: Sequence[Kolom], cells: Cellen) -> list[list[object]]:
    """Rows of cells; columns that are not in `cells` are those of the frame."""
    columns = (cells[k.naam] if k.naam in cells else frame[k.naam].tolist() for k in kolommen)
    return [list(row) for row in zip(*columns, strict=True)]


def _cell(value: object) -> object:
    """A stored number as number, else as it is."""
    found = number(value)
    return value if found is None else found


def _euro(cent: float) -> float:
    """Whole eurocents in euros: the nearest number that a cell can hold."""
    return int(cent) / 100


def _difference(kolommen: Sequence[Kolom], row: int) -> Formule:
    return Formule(f"ROUND({column(kolommen, 'bedrag')}{row}-{column(kolommen, 'run')}{row},2)", 0)
