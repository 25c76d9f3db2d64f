"""The ledger: who paid whom, how much, by which rule, from which number.

A line moves `bedrag_cent` > 0 from account `van` to account `naar`. A balance is what came in minus what went out.
Amounts are never recomputed: "why this amount?" is a selection of lines.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from swvmon.arrow import repeated_text, stacked
from swvmon.codes import BESTUUR, VESTIGING
from swvmon.contract.uitkomst import Bevinding
from swvmon.errors import ContractViolation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import numpy as np
    import pandas as pd

REKENING = re.compile(
    r"rijk:[a-z_]+(:[a-z_]+)*"
    r"|swv:(licht|zwaar)(:(personeel|materieel))?"
    r"|swv:(budget|organisatie)"
    r"|swv:reserve(:[a-z0-9_]+)?"
    r"|swv:voorziening:[a-z0-9_]+"
    r"|swv:deelregio:[a-z0-9_]+"
    r"|swv:(innovatie|frictie)"
    r"|duo:(so|vso|sbo)"
    rf"|vestiging:{VESTIGING}"
    rf"|bestuur:{BESTUUR}"
)
"""The accounts there are (docs/grootboek.md). The leaf is the vestiging; its board is an attribute of the line."""


@frozen
class Boeking:
    """One ledger line; its fields are the columns of `boekingen.csv`, in this order.

    Attributes:
        run_id: the run.
        scenario: name of the scenario; ``plan`` is the plan itself.
        regio: SWV code.
        schooljaar: school year that is computed, such as 2019/20.
        periode_van: first day to which the amount belongs.
        periode_tot: last day.
        volgnummer: number of the line in its region-year, from 1.
        stap: step of the keten that booked it.
        model: its verdeelmodel.
        plugin: the plugin that brought the model.
        van: account that pays.
        naar: account that receives.
        bedrag_cent: eurocents, above zero.
        hoeveelheid: how many units; missing where the amount is no product.
        eenheid: what is counted.
        tarief: euros per unit.
        pot: the pot from which is paid, where an account holds several.
        bruto_netto: bruto (before doorbetaling) or netto.
        status: definitief, voorlopig or aanname.
        bestuur: board of the school, five digits.
        vestiging: the school.
        grondslag: the rule and its place, in Dutch.
        toelichting: one Dutch sentence for the reader.
        parameters: ids of the numbers used, separated by spaces.
        corrigeert: number of the line that this one corrects.
    """

    run_id: str
    scenario: str
    regio: str
    schooljaar: str
    periode_van: date
    periode_tot: date
    volgnummer: int
    stap: str
    model: str
    plugin: str
    van: str
    naar: str
    bedrag_cent: int
    hoeveelheid: Decimal | None
    eenheid: str
    tarief: Decimal | None
    pot: str
    bruto_netto: str
    status: str
    bestuur: str
    vestiging: str
    grondslag: str
    toelichting: str
    parameters: str
    corrigeert: int | None


KOLOMMEN = tuple(f.name for f in attrs.fields(Boeking))
"""Columns of a stored line, in the order of `boekingen.csv`."""

GEGEVEN = ("periode_van", "periode_tot", *KOLOMMEN[KOLOMMEN.index("van") :])
"""Columns that a verdeelmodel gives; the engine adds the others and the numbering."""

STATUSSEN = ("definitief", "voorlopig", "aanname")


def boekingen(  # noqa: PLR0913 - a ledger line has these columns; all are keywords
    regels: pd.DataFrame | int = 1,
    *,
    van: pd.Series | str,
    naar: pd.Series | str,
    eenheid: pd.Series | str = "",
    hoeveelheid: pd.Series | Decimal | int | None = None,
    tarief: pd.Series | Decimal | int | None = None,
    bedrag_cent: pd.Series | int | None = None,
    grondslag: pd.Series | str,
    toelichting: pd.Series | str,
    parameters: pd.Series | str = "",
    status: str = "definitief",
    pot: str = "",
    bruto_netto: str = "netto",
    corrigeert: pd.Series | None = None,
) -> pd.DataFrame:
    """Write ledger lines, one for each row of a frame.

    The amount is hoeveelheid x tarief, each line rounded half up, unless `bedrag_cent` is given; lines of zero are
    left out. Columns `vestiging`, `bestuur`, `periode_van` and `periode_tot` come from the frame where it has them.

    Args:
        regels: the frame whose rows become lines, or a number of lines.
        van: account that pays, one for all or a column on the index of the frame.
        naar: account that receives, likewise.
        eenheid: what `hoeveelheid` counts, such as ``leerling``.
        hoeveelheid: exact decimals or whole numbers.
        tarief: euros per unit.
        bedrag_cent: eurocents, where the amount is not a product.
        grondslag: short ground in Dutch: the rule and its place, such as ``R2 Tabel 3``.
        toelichting: one Dutch sentence for the reader of the line.
        parameters: ids of the numbers used, separated by spaces; a group's id stands for its members.
        status: definitief, voorlopig or aanname.
        pot: the pot from which is paid, where an account holds several.
        bruto_netto: bruto (before doorbetaling) or netto.
        corrigeert: number of the line that each line corrects.

    Returns:
        A frame with the columns `GEGEVEN`; `bedrag_cent` int64 > 0, `hoeveelheid` and `tarief` exact decimals.

    Raises:
        ContractViolation: no amount can be made, or it is not a whole number of eurocents.
    """
    import numpy as np
    import pandas as pd

    from swvmon.geld import amounts_cent, exact, repeated

    index = pd.RangeIndex(regels) if isinstance(regels, int) else regels.index
    own = {} if isinstance(regels, int) else {n: regels[n] for n in _OF_THE_FRAME if n in regels.columns}

    def column(value: Any) -> Any:
        if isinstance(value, pd.Series):
            return (value if value.index is index else value.reindex(index)).array
        return repeated_text(value, len(index)) if isinstance(value, str) else np.full(len(index), value)

    def exact_column(value: pd.Series | Decimal | int | None) -> pd.Series:
        return exact(value.reindex(index)) if isinstance(value, pd.Series) else repeated(value, index)

    quantity = exact_column(hoeveelheid)
    if bedrag_cent is None:
        if hoeveelheid is None or tarief is None:
            raise ContractViolation("a line needs bedrag_cent, or hoeveelheid and tarief")
        bedrag_cent = amounts_cent(quantity, tarief)
    cents = _whole_cents(pd.Series(column(bedrag_cent), dtype=None if len(index) else "int64"))
    lines = pd.DataFrame(
        {
            "periode_van": column(own.get("periode_van")),
            "periode_tot": column(own.get("periode_tot")),
            "van": column(van),
            "naar": column(naar),
            "bedrag_cent": cents,
            "hoeveelheid": quantity.array,
            "eenheid": column(eenheid),
            "tarief": exact_column(tarief).array,
            "pot": column(pot),
            "bruto_netto": column(bruto_netto),
            "status": column(status),
            "bestuur": column(own.get("bestuur", "")),
            "vestiging": column(own.get("vestiging", "")),
            "grondslag": column(grondslag),
            "toelichting": column(toelichting),
            "parameters": column(parameters),
            "corrigeert": _numbers(None if corrigeert is None else column(corrigeert), len(index)),
        },
        copy=False,
    )
    booked = cents != 0
    return lines if booked.all() else lines[booked].reset_index(drop=True)


_OF_THE_FRAME = ("periode_van", "periode_tot", "bestuur", "vestiging")
"""Columns that lines take over from the frame whose rows they are."""


def _whole_cents(values: pd.Series) -> np.ndarray[Any, Any]:
    """Eurocents as int64; what is not a whole number of them is refused, never cut off."""
    import pandas as pd

    if len(values) and pd.api.types.is_float_dtype(values.dtype):
        raise ContractViolation("bedrag_cent is a column of floats, which are not exact; hand in whole eurocents")
    whole = values.astype("int64")
    if not pd.api.types.is_integer_dtype(values.dtype) and (parts := values[whole != values]).size:
        raise ContractViolation(f"bedrag_cent {parts.iloc[0]} is not a whole number of eurocents")
    return whole.to_numpy()


def _numbers(values: Any, length: int) -> Any:
    """Numbers of lines as Int64; missing on each where none are given."""
    import numpy as np
    import pandas as pd

    if values is None:
        return pd.arrays.IntegerArray(np.ones(length, dtype="int64"), np.ones(length, dtype="bool"))
    return pd.Series(values).astype("Int64").array


def empty_lines() -> pd.DataFrame:
    """No lines, with the columns and dtypes of `boekingen`; a fresh frame."""
    return _no_lines().copy(deep=False)


@cache
def _no_lines() -> pd.DataFrame:
    return boekingen(0, van="", naar="", bedrag_cent=0, grondslag="", toelichting="")


@frozen(eq=False)
class Grootboek:
    """The ledger so far, read-only: what a step of a keten sees of the steps before it.

    Attributes:
        opening: opening balances per account, eurocents.
        regios: the SWV's, where it is that of many at once (`join`); else none.
    """

    _regels: pd.DataFrame | Callable[[], pd.DataFrame] = field(repr=False)
    opening: dict[str, int] = field(factory=dict)
    _saldi: Mapping[str, int] | None = field(default=None, repr=False)
    regios: tuple[str, ...] = ()

    @property
    def regels(self) -> pd.DataFrame:
        """All lines so far, columns `KOLOMMEN`; a fresh frame that may be changed without harm."""
        return self._lines.copy(deep=False)

    @property
    def _lines(self) -> pd.DataFrame:
        """The lines; where they are handed over as a function, that makes them once, when they are first asked for."""
        return self._regels() if callable(self._regels) else self._regels

    @property
    def volgend_nummer(self) -> int:
        """The number that the first line of the running step will get.

        Raises:
            ContractViolation: it is the ledger of many SWV's, each of which numbers its own lines.
        """
        if self.regios:
            raise ContractViolation("each SWV numbers its own lines: this ledger is that of many at once")
        return len(self._lines) + 1

    def saldo(self, rekening: str) -> int:
        """Balance of one account in eurocents: opening + in - out; zero for an account without lines.

        Raises:
            ContractViolation: it is the ledger of many SWV's, and the account does not say of which it is.
        """
        if self.regios and not rekening.endswith(tuple(f"|{regio}" for regio in self.regios)):
            raise ContractViolation(f"{rekening} of which SWV? This ledger is that of many at once: {rekening}|SWV")
        return (self.saldi() if self._saldi is None else self._saldi).get(rekening, 0)

    def saldi(self) -> dict[str, int]:
        """Balances of all accounts in eurocents, sorted by account."""
        balances = after(self.opening, moved(self._lines)) if self._saldi is None else self._saldi
        return {account: balances[account] for account in sorted(balances)}

    def per_vestiging(self, stappen: Collection[str] = ()) -> pd.Series:
        """What each vestiging received, net, in eurocents; index = vestiging, sorted.

        Args:
            stappen: only by these steps, opening balances left out; empty: by all so far, opening balances included.
        """
        import pandas as pd

        if not stappen:
            saldi = {a.removeprefix("vestiging:"): s for a, s in self.saldi().items() if a.startswith("vestiging:")}
            return pd.Series(saldi, dtype="int64").rename_axis("vestiging")
        lines = self._lines[["stap", "van", "naar", "vestiging", "bedrag_cent"]]
        lines = lines[lines["stap"].isin(stappen) & (lines["vestiging"] != "")]
        received = lines["naar"].str.startswith("vestiging:")
        net = (
            lines["bedrag_cent"]
            .where(received, -lines["bedrag_cent"])
            .where(received | lines["van"].str.startswith("vestiging:"), 0)
        )
        return net.groupby(lines["vestiging"]).sum().astype("int64")

    def silent(self, stappen: Collection[str]) -> tuple[Bevinding, ...]:
        """A finding for each of these steps that booked nothing so far, of many SWV's for each of them."""
        lines = self._lines
        behind = [f"|{regio}" for regio in self.regios] or [""]
        ends = lines["van"].str[-len(behind[0]) :] if self.regios else lines["van"].str[:0]
        pairs = lines[["stap"]].assign(wie=ends).drop_duplicates()
        booked = set(zip(pairs["stap"], pairs["wie"], strict=True))
        text = "Stap {} boekte niets: er was geen geld, of de stap staat later in de keten."
        return tuple(
            Bevinding("stap_zonder_regels", "waarschuwing", f"{stap}{end}", text.format(stap))
            for end in behind
            for stap in sorted(set(stappen))
            if (stap, end) not in booked
        )

    def boeking(self, volgnummer: int) -> Boeking:
        """One line.

        Raises:
            KeyError: no line has this number.
        """
        match = self._lines[self._lines["volgnummer"] == volgnummer]
        if match.empty:
            raise KeyError(volgnummer)
        row = match.reindex(columns=list(KOLOMMEN)).astype("object")
        return Boeking(*row.where(row.notna(), None).iloc[0])


def join(ledgers: Mapping[str, Grootboek], regels: Callable[[], pd.DataFrame] | None = None) -> Grootboek:
    """The ledgers of many regions in one, where an indicator is called for all of them at once.

    Args:
        ledgers: per SWV code.
        regels: their lines below each other, where that is quicker than by ledger; of each its `regio` is the SWV.

    Returns:
        Lines and opening balances with the code of the SWV behind each account and vestiging
        (``swv:budget|PO2101``, ``vestiging:20AB00|PO2101``), so that balances of two regions never run together.
    """
    opening = {f"{account}|{regio}": saldo for regio, own in ledgers.items() for account, saldo in own.opening.items()}
    saldi = {f"{account}|{regio}": saldo for regio, own in ledgers.items() for account, saldo in own.saldi().items()}

    def coded() -> pd.DataFrame:
        if regels is None:
            return _coded(*_below(ledgers))
        lines = regels().copy()  # of the caller's own: a model may write into what it sees
        return _coded(lines, lines["regio"])

    return Grootboek(cache(coded), opening, saldi, tuple(ledgers))


def moved(regels: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Of each line the account that pays, the one that receives, and eurocents."""
    columns = (regels[name].tolist() for name in ("van", "naar", "bedrag_cent"))
    return list(zip(*columns, strict=True))


def after(saldi: Mapping[str, int], verplaatst: Sequence[tuple[str, str, int]]) -> dict[str, int]:
    """Balances after some lines, eurocents.

    Args:
        saldi: the balances before them.
        verplaatst: what the lines move, see `moved`.
    """
    balances = dict(saldi)
    for _, naar, cents in verplaatst:
        balances[naar] = balances.get(naar, 0) + cents
    for van, _, cents in verplaatst:
        balances[van] = balances.get(van, 0) - cents
    return balances


def _below(ledgers: Mapping[str, Grootboek]) -> tuple[pd.DataFrame, pd.Series]:
    """The lines of many regions below each other, and the SWV of each line."""
    import pandas as pd

    frames = {regio: lines for regio, ledger in ledgers.items() if len(lines := ledger.regels)}
    if not frames:
        lines = next((own.regels.iloc[:0] for own in ledgers.values()), empty_lines())
        return lines, pd.Series("", index=lines.index, dtype="str")
    lines = stacked(frames.values())
    whose = pd.Series(list(frames), dtype="str").repeat([len(frame) for frame in frames.values()])
    return lines, whose.set_axis(lines.index)


def _coded(lines: pd.DataFrame, whose: pd.Series) -> pd.DataFrame:
    """Lines with the code of their SWV behind each account and vestiging."""
    behind = "|" + whose.astype("str")
    school = lines["vestiging"].astype("str")
    coded = {name: lines[name].astype("str") + behind for name in ("van", "naar")}
    return lines.assign(**coded, vestiging=(school + behind).where(school != "", school))
