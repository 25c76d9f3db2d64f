"""What a ledger line must be before it is booked, and which balances may not be."""

from __future__ import annotations

from fnmatch import fnmatchcase
from hashlib import sha256
from typing import TYPE_CHECKING

from swvmon.contract.grootboek import REKENING, STATUSSEN, Grootboek
from swvmon.errors import ContractViolation, Overspent
from swvmon.geld import amounts_cent, format_euro

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname
    from swvmon.perioden import Periode


LEAVES = ("vestiging:", "bestuur:")
TEXTS = ("van", "naar", "eenheid", "pot", "bestuur", "vestiging", "grondslag", "toelichting", "parameters")


def check_lines(lines: pd.DataFrame, periode: Periode, booked: int) -> None:
    """Refuse lines that are no lines.

    Args:
        lines: columns `GEGEVEN`, as a model handed them.
        periode: the days of the call.
        booked: how many lines there are before these.

    Raises:
        ContractViolation: names the first line that is wrong and why.
    """
    if lines.empty:
        return
    for column in TEXTS:
        _refuse(lines, lines[column].isna(), f"has no {column}; leave it empty where there is none")
    leaf = lines["naar"].where(lines["naar"].str.startswith("vestiging:"), lines["van"])
    of_school = leaf.str.startswith("vestiging:")
    amounts = lines["bedrag_cent"]
    product = lines["hoeveelheid"].notna() & lines["tarief"].notna()
    known = lines["van"].str.fullmatch(REKENING) & lines["naar"].str.fullmatch(REKENING)
    _refuse(lines, ~known, "names an account that does not exist (docs/grootboek.md)")
    _refuse(lines, amounts <= 0, "is not above zero; a correction is a line the other way")
    _refuse(lines, lines["van"] == lines["naar"], "pays an account from itself")
    leaves = lines["van"].str.startswith(LEAVES) & lines["naar"].str.startswith(LEAVES)
    _refuse(lines, leaves, "goes from school to school; book two lines, through an account of the SWV")
    _refuse(lines, ~lines["status"].isin(STATUSSEN), f"has a status other than {', '.join(STATUSSEN)}")
    _refuse(lines, ~lines["bruto_netto"].isin(("bruto", "netto")), "says neither bruto nor netto")
    _refuse(lines, of_school & (leaf != "vestiging:" + lines["vestiging"]), "has a vestiging other than its account")
    _refuse(lines, lines["grondslag"].str.strip() == "", "has no grondslag")
    _refuse(lines, lines["toelichting"].str.strip() == "", "has no toelichting")
    van = lines["periode_van"].where(lines["periode_van"].notna(), periode.van)
    tot = lines["periode_tot"].where(lines["periode_tot"].notna(), periode.tot)
    outside = (van < periode.van) | (tot > periode.tot) | (van > tot)
    _refuse(lines, outside.astype(bool), f"lies outside {periode}")
    priced = lines[product]
    if len(priced):
        off = amounts_cent(priced["hoeveelheid"], priced["tarief"]) != priced["bedrag_cent"]
        _refuse(priced, off, "is not hoeveelheid x tarief, rounded half up")
    numbers = lines["corrigeert"]
    later = numbers.notna() & (numbers.fillna(0) >= booked + 1 + numbers.index.to_series())
    _refuse(lines, later.astype(bool), "corrects a line that is not before it")


def check_balances(ledger: Grootboek, mag_rood: tuple[str, ...]) -> None:
    """Refuse a balance below zero, except of the rijk and of accounts that the plan lists under `mag_rood`.

    Raises:
        Overspent: names the accounts and by how much.
    """
    red = {
        account: saldo
        for account, saldo in ledger.saldi().items()
        if saldo < 0 and not account.startswith("rijk:") and not any(fnmatchcase(account, p) for p in mag_rood)
    }
    if red:
        accounts = ", ".join(f"{account} at {format_euro(saldo)}" for account, saldo in red.items())
        raise Overspent(f"leaves {accounts}; raise the budget, or list the account under grootboek.mag_rood")


def fingerprint(view: Momentopname) -> str:
    """A hash of all tables of a view, to see that a model leaves its input as it was."""
    import pandas as pd

    digest = sha256()
    for key in view.sleutels:
        frame = view.tabel(key.tabel, key.moment)
        digest.update(repr((key, list(frame.columns))).encode())
        index = frame.index
        plain = isinstance(index, pd.RangeIndex)
        digest.update(repr(index).encode() if plain else pd.util.hash_pandas_object(index).to_numpy().tobytes())
        for content in _contents(frame):
            digest.update(content)
    return digest.hexdigest()


def _contents(frame: pd.DataFrame) -> Iterator[bytes]:
    """The values of a frame: those of numpy and Arrow as they are, far faster than a hash of each; others hashed."""
    import pandas as pd
    import pyarrow as pa

    plain: list[pa.Array] = []
    for place in range(frame.shape[1]):
        column = frame.iloc[:, place]
        if column.dtype == "str" or pd.api.types.is_numeric_dtype(column.dtype):
            values = pa.array(column.array)
            plain.append(values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values)
        else:
            yield pd.util.hash_pandas_object(column, index=False).to_numpy().tobytes()
    yield pa.record_batch(plain, names=[""] * len(plain)).serialize().to_pybytes()


def _refuse(lines: pd.DataFrame, wrong: pd.Series, text: str) -> None:
    if wrong.any():
        line = lines[wrong].iloc[0]
        amount = format_euro(int(line["bedrag_cent"]))
        raise ContractViolation(f"line {line['van']} -> {line['naar']} of {amount} {text}")
