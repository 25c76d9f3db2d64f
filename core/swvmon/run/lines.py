"""What a ledger line must be before it is booked, and which balances may not be."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import TYPE_CHECKING

from swvmon.arrow import in_one_piece
from swvmon.contract.grootboek import REKENING, STATUSSEN
from swvmon.errors import ContractViolation, Overspent
from swvmon.geld import amounts_cent, format_euro

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from swvmon.contract.momentopname import Leest, Momentopname
    from swvmon.perioden import Periode


SCHOOL = "vestiging:"
LEAVES = (SCHOOL, "bestuur:")
TEXTS = ("van", "naar", "eenheid", "pot", "bestuur", "vestiging", "grondslag", "toelichting", "parameters")
READ = ("van", "naar", "vestiging", "grondslag", "toelichting")
"""Of these each text is looked at."""


def check_lines(lines: pd.DataFrame, periode: Periode, volgnummers: Sequence[int]) -> None:
    """Refuse lines that are no lines.

    Args:
        lines: columns `GEGEVEN`, as a model handed them.
        periode: the days of the call.
        volgnummers: the number that each of them gets in its region-year.

    Raises:
        ContractViolation: names the first line that is wrong and why.
    """
    if lines.empty:
        return
    # plain lists: a step mostly books few lines, and seventeen questions to pandas cost 20 ms however few there are
    texts = {}
    for column in TEXTS:
        values = lines[column].array
        texts[column] = values.tolist() if values.dtype != "str" or column in READ else []
        wrong = values.isna() if values.dtype == "str" else (not isinstance(v, str) for v in texts[column])
        _refuse(lines, wrong, f"has no {column}; leave it empty where there is none")
    van, naar, schools = texts["van"], texts["naar"], texts["vestiging"]
    pairs = list(zip(van, naar, strict=True))
    unknown = {account for account in {*van, *naar} if not REKENING.fullmatch(account)}
    _refuse(
        lines,
        (v in unknown or n in unknown for v, n in pairs),
        "names an account that does not exist (docs/grootboek.md)",
    )
    _refuse(
        lines,
        (v <= 0 for v in lines["bedrag_cent"].tolist()),
        "is not above zero; a correction is a line the other way",
    )
    _refuse(lines, (v == n for v, n in pairs), "pays an account from itself")
    leaves = (v.startswith(LEAVES) and n.startswith(LEAVES) for v, n in pairs)
    _refuse(lines, leaves, "goes from school to school; book two lines, through an account of the SWV")
    _refuse(
        lines, (v not in STATUSSEN for v in lines["status"].tolist()), f"has a status other than {', '.join(STATUSSEN)}"
    )
    _refuse(lines, (v not in {"bruto", "netto"} for v in lines["bruto_netto"].tolist()), "says neither bruto nor netto")
    of_school = (n if n.startswith(SCHOOL) else v for v, n in pairs)
    strange = (leaf.startswith(SCHOOL) and leaf != SCHOOL + own for leaf, own in zip(of_school, schools, strict=True))
    _refuse(lines, strange, "has a vestiging other than its account")
    for column in ("grondslag", "toelichting"):
        _refuse(lines, (not v.strip() for v in texts[column]), f"has no {column}")
    _refuse(lines, _outside(lines, periode), f"lies outside {periode}")
    product = (lines["hoeveelheid"].notna() & lines["tarief"].notna()).to_numpy()
    if product.any():
        priced = lines[product]
        off = amounts_cent(priced["hoeveelheid"], priced["tarief"]) != priced["bedrag_cent"]
        _refuse(priced, off, "is not hoeveelheid x tarief, rounded half up")
    corrected = zip(lines["corrigeert"].tolist(), volgnummers, strict=True)
    later = (isinstance(number, int) and number >= own for number, own in corrected)
    _refuse(lines, later, "corrects a line that is not before it")


def _outside(lines: pd.DataFrame, periode: Periode) -> Iterator[bool]:
    """Whether the days of a line are no days of the call; a line without days has those of the call."""
    for van, tot in zip(lines["periode_van"], lines["periode_tot"], strict=True):
        first = van if isinstance(van, date) else periode.van
        last = tot if isinstance(tot, date) else periode.tot
        yield first < periode.van or last > periode.tot or first > last


def check_balances(saldi: Mapping[str, int], mag_rood: tuple[str, ...]) -> None:
    """Refuse a balance below zero, except of the rijk and of accounts that the plan lists under `mag_rood`.

    Args:
        saldi: balances per account, eurocents.
        mag_rood: patterns of accounts that may go below zero.

    Raises:
        Overspent: names the accounts and by how much.
    """
    red = {
        account: saldo
        for account, saldo in sorted(saldi.items())
        if saldo < 0 and not account.startswith("rijk:") and not any(fnmatchcase(account, p) for p in mag_rood)
    }
    if red:
        accounts = ", ".join(f"{account} at {format_euro(saldo)}" for account, saldo in red.items())
        raise Overspent(f"leaves {accounts}; raise the budget, or list the account under grootboek.mag_rood")


def keep(view: Momentopname) -> dict[Leest, pd.DataFrame]:
    """Copies of the tables of a view, to see by `is_kept` that a model leaves its input as it was."""
    return {key: view.tabel(key.tabel, key.moment).copy() for key in view.sleutels}


def is_kept(view: Momentopname, kept: Mapping[Leest, pd.DataFrame]) -> bool:
    """Whether the tables of a view are what `keep` copied."""
    return all(view.tabel(key.tabel, key.moment).equals(before) for key, before in kept.items())


def fingerprint(view: Momentopname) -> str:
    """A hash of all tables of a view."""
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
            plain.append(in_one_piece(column))
        else:
            yield pd.util.hash_pandas_object(column, index=False).to_numpy().tobytes()
    yield pa.record_batch(plain, names=[""] * len(plain)).serialize().to_pybytes()


def _refuse(lines: pd.DataFrame, wrong: Iterable[bool], text: str) -> None:
    place = next((place for place, found in enumerate(wrong) if found), None)
    if place is not None:
        line = lines.iloc[place]
        amount = format_euro(int(line["bedrag_cent"]))
        raise ContractViolation(f"line {line['van']} -> {line['naar']} of {amount} {text}")
