"""The laws that a verdeelmodel keeps (docs/wetten.md), as checks that a test calls.

Each law is a function ``law(model, voorbeeld, parameters, regio=None)``. It raises `AssertionError` where the law does
not hold, naming model, law, what was expected and what was found, and `NietVanToepassing` where the law says nothing.
On another region than the standard one a model may refuse the data on purpose: then a law says nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from swvmon.contract import verdeelmodel
from swvmon.contract.budget import Budget
from swvmon.errors import SwvmonError
from swvmon.geld import format_euro, to_cent
from swvmon.hooks.registry import Registered
from swvmon.run.lines import check_balances, fingerprint
from swvmon.testing.omvormen import one_more, scaled, shuffled, with_double, with_twin, without_money
from swvmon.testing.proef import WRITES, Mislukt, NietVanToepassing, Proef, digest, make_proef

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.parameter import Parameter
    from swvmon.contract.verdeelmodel import Verdeelmodel, Voorbeeld

NUMBERING = ("volgnummer", "corrigeert")
"""Columns that depend on the order in which lines are booked."""

VARIANTEN: tuple[dict[str, Any], ...] = (
    {},
    {"leerlingen_procent": {"90BB00": 37, "90BB01": 141, "80AA00": 37, "80BB00": 141}, "extra_scholen": 1},
    {"leerlingen_procent": {"90CC00": 73, "90EE00": 209, "80CC00": 209, "80DD00": 73}, "tlv_procent": 167},
)
"""Regions on which a law must hold for an exemption to be needless."""


class Wet(Protocol):
    """A law as a test calls it."""

    def __call__(
        self,
        model: Registered[Verdeelmodel] | Verdeelmodel,
        voorbeeld: Voorbeeld,
        parameters: Iterable[Parameter] = (),
        *,
        regio: Momentopname | None = None,
        grondig: bool = True,
    ) -> None:
        """Raise `AssertionError` where the law does not hold for a model on an example."""


def _law(check: Callable[[Proef], None]) -> Wet:
    """Turn a check of a `Proef` into a law, which names the model and itself in what it raises."""

    @wraps(check)
    def law(
        model: Registered[Verdeelmodel] | Verdeelmodel,
        voorbeeld: Voorbeeld,
        parameters: Iterable[Parameter] = (),
        *,
        regio: Momentopname | None = None,
        grondig: bool = True,
    ) -> None:
        proef = make_proef(model, voorbeeld, parameters, regio, grondig=grondig)
        try:
            check(proef)
        except AssertionError as error:
            if regio is not None and isinstance(error, Mislukt) and error.geweigerd and _refuses(proef):
                raise NietVanToepassing(str(error)) from None
            text = f"model {proef.naam}, law {check.__name__}: {error}; on {proef.tell()}"
            raise AssertionError(text) from None

    return law


def _refuses(proef: Proef) -> bool:
    """Whether the model refuses the region as it was drawn, not only what a law made of it."""
    try:
        proef.ran()
    except Mislukt as error:
        return error.geweigerd
    return False


@_law
def behoud(proef: Proef) -> None:
    """Money in = money out + what is kept; nothing is booked twice, no budget is exceeded, no account is red."""
    ledger = proef.reken()
    lines, saldi = ledger.regels, ledger.saldi()
    _conserved(proef, lines, saldi)
    check_balances(saldi, proef.voorbeeld.mag_rood)
    told = lines.drop(columns=list(NUMBERING))
    twice = told[told.astype("str").duplicated()]
    if len(twice):
        line = twice.iloc[0]
        raise AssertionError(
            f"expected each line once, found {line['van']} -> {line['naar']} of "
            f"{format_euro(int(line['bedrag_cent']))} ({line['grondslag']}: {line['toelichting']}) twice"
        )
    _within_budget(proef, ledger)


@_law
def volgorde(proef: Proef) -> None:
    """The order of rows in the tables, and of schools in the choices, changes no line."""
    expected = _sorted_lines(proef.reken())
    for order in (_turned, _mixed)[: 2 if proef.grondig else 1]:
        found = _sorted_lines(shuffled(proef, order).reken())
        if expected != found:
            lost, new = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
            raise AssertionError(
                f"expected the same lines with the rows of the tables in another order; lost {_first(lost)}, "
                f"new {_first(new)}"
            )


@_law
def schaal(proef: Proef) -> None:
    """Twice the pupils, twice the money: every account gets twice as much, within one cent per rounded line."""
    base, twice = proef.reken(), scaled(proef, 2).reken()
    _same(
        {account: 2 * cents for account, cents in _changes(base).items()},
        _changes(twice),
        _touched(base, twice),
        "with twice the pupils and twice the money",
    )


@_law
def samenvoegen(proef: Proef) -> None:
    """Two schools that are the same, merged into one: it gets what the two got, and the others what they had."""
    for school in _unnamed_schools(proef):
        twin = f"{school[:4]}9{school[5]}"
        apart, merged = with_twin(proef, school, twin).reken(), with_double(proef, school).reken()
        expected, touched = dict(_changes(apart)), _touched(apart, merged)
        for amounts in (expected, touched):
            amounts[f"vestiging:{school}"] = sum(amounts.pop(f"vestiging:{name}", 0) for name in (school, twin))
        _same(expected, _changes(merged), touched, f"with {school} and its twin merged into one school")


@_law
def meer_leerlingen(proef: Proef) -> None:
    """One pupil more in a school never lowers its share of what the schools get, within one cent per line."""
    before = proef.reken()
    base = _per_school(before)
    if sum(base.values()) <= 0:
        raise NietVanToepassing(f"{proef.naam} divides nothing over schools")
    tabel, rows = _counted_rows(proef)
    for row in rows:
        after = one_more(proef, tabel, row).reken()
        _share_not_lower(row, base, _per_school(after), _touched(before, after))


def _share_not_lower(row: dict[str, str], base: dict[str, int], more: dict[str, int], touched: dict[str, int]) -> None:
    school = row["vestiging"]
    total, new_total = sum(base.values()), sum(more.values())
    got, gets = base.get(school, 0), more.get(school, 0)
    expected = Fraction(got, total) * new_total
    if gets + touched.get(f"vestiging:{school}", 0) < expected:
        kind = " ".join(value for key, value in row.items() if key != "vestiging" and value)
        raise AssertionError(
            f"expected {school} to keep at least its share, {format_euro(int(expected))} of {format_euro(new_total)}, "
            f"with one pupil more ({kind}), found {format_euro(gets)}"
        )


@_law
def nulbudget(proef: Proef) -> None:
    """Without money nothing is booked: what the model divides is zero, and there are no balances."""
    named = {path.partition(".")[0] for path in proef.model.value.verdeelt} & set(proef.keuzes)
    if not named:
        raise NietVanToepassing(f"{proef.naam} names no choice of this example under `verdeelt`")
    poor = without_money(proef)
    binding, step = poor.binding()
    try:
        binding.reads(step, poor.view.schooljaar)
    except SwvmonError as error:
        raise NietVanToepassing(f"{proef.naam} refuses a plan with zero: {error}") from None
    lines = poor.reken().regels
    if len(lines):
        line = lines.iloc[0]
        raise AssertionError(
            f"expected no line with {', '.join(sorted(named))} at zero and no balances, found {len(lines)}: "
            f"{line['van']} -> {line['naar']} of {format_euro(int(line['bedrag_cent']))} ({line['grondslag']})"
        )


@_law
def invoer_ongewijzigd(proef: Proef) -> None:
    """The model leaves its input as it is: tables, former year, ledgers and choices."""
    chain = proef.start()
    former, ledger = chain.view.vorig()
    choices = repr(proef.keuzes)

    def state() -> dict[str, str]:
        tables = {
            f"table {key.tabel} {key.moment}{where}".strip(): fingerprint(view.only((key,)))
            for view, where in ((chain.view, ""), (former, " of the former year"))
            for key in view.sleutels
        }
        return {**tables, "the former year's ledger": ledger.regels.to_csv(), "the choices": repr(proef.keuzes)}

    before = state()
    chain.run()
    after = state()
    if changed := [name for name, value in before.items() if after[name] != value]:
        raise AssertionError(f"expected the input as it was, found {', '.join(changed)} changed")
    if chain.failed and WRITES in chain.statussen[0].melding:
        raise AssertionError(f"expected the input as it was, found: {chain.statussen[0].melding}")
    if choices != repr(proef.keuzes):
        raise AssertionError("expected the choices as they were, found them changed")
    if chain.failed:
        raise AssertionError(f"the model fails: {chain.statussen[0].melding}")


@_law
def herhaalbaar(proef: Proef) -> None:
    """The same input gives the same bytes: again, and in a process with another hash seed, locale and timezone."""
    from swvmon.testing.elders import digest_elsewhere

    first, again = digest(proef.ran()), digest(proef.ran())
    if first != again:
        raise AssertionError("expected the same bytes from the same input, found others at the second call")
    if first != digest_elsewhere(proef):
        raise AssertionError(
            "expected the same bytes in a process with another hash seed, locale and timezone, found others: look for "
            "sets, for the clock and for texts made by the locale"
        )


WETTEN: dict[str, Wet] = {
    "behoud": behoud,
    "herhaalbaar": herhaalbaar,
    "invoer_ongewijzigd": invoer_ongewijzigd,
    "meer_leerlingen": meer_leerlingen,
    "nulbudget": nulbudget,
    "samenvoegen": samenvoegen,
    "schaal": schaal,
    "volgorde": volgorde,
}
"""The laws by name."""

PER_REGIO = ("behoud", "meer_leerlingen", "samenvoegen", "schaal", "volgorde")
"""Laws for which other regions than the standard one are worth trying."""

assert set(WETTEN) == set(verdeelmodel.WETTEN)  # noqa: S101 - a law without a check would never be seen


def assert_wet(
    wet: str,
    model: Registered[Verdeelmodel] | Verdeelmodel,
    parameters: Iterable[Parameter] = (),
    *,
    regio: Momentopname | None = None,
) -> str:
    """Demand one law of a model on all its examples.

    Args:
        wet: name of the law.
        model: the model.
        parameters: its dated parameters, usually ``read_parameters("my_package")``.
        regio: another region than the standard one; examples of another sector or school year are passed over.

    Returns:
        Why the law says nothing about the model (an exemption, or nothing to judge); empty where it holds.

    Raises:
        AssertionError: the law does not hold; or it is exempted and does hold; or the model has no examples.
    """
    rule = model.value if isinstance(model, Registered) else model
    known = tuple(parameters)
    if not rule.voorbeelden:
        raise AssertionError(
            f"model {rule.naam} has no voorbeelden, so that no law can be tried: add to its Verdeelmodel "
            f'voorbeelden=(Voorbeeld(sector="{rule.sectoren[0]}", keuzes={{...}}, schooljaar="2015/16", '
            'opening_euro={"swv:budget": ...}),), choices with which it runs on the region of swvmon.testing.make_regio'
        )
    if wet in rule.uitzonderingen:
        return _needed_exemption(wet, model, rule, known)
    silent = [_try(wet, model, example, known, regio) for example in rule.voorbeelden if _fits(example, regio)]
    return silent[0] if silent and all(silent) else ""


def assert_wetten(model: Registered[Verdeelmodel] | Verdeelmodel, parameters: Iterable[Parameter] = ()) -> None:
    """Demand all laws of a model, on all its examples.

    Raises:
        AssertionError: names every law that does not hold, and every exemption that is needless.
    """
    known, broken = tuple(parameters), []
    for wet in WETTEN:
        try:
            assert_wet(wet, model, known)
        except AssertionError as error:
            broken.append(str(error))
    if broken:
        raise AssertionError("\n".join(dict.fromkeys(broken)))


def _fits(example: Voorbeeld, regio: Momentopname | None) -> bool:
    return regio is None or (example.sector, example.schooljaar) == (regio.sector, str(regio.schooljaar))


def _try(
    wet: str,
    model: Registered[Verdeelmodel] | Verdeelmodel,
    example: Voorbeeld,
    parameters: tuple[Parameter, ...],
    regio: Momentopname | None,
) -> str:
    try:
        WETTEN[wet](model, example, parameters, regio=regio, grondig=regio is None)
    except NietVanToepassing as reason:
        return str(reason)
    return ""


def _needed_exemption(
    wet: str,
    model: Registered[Verdeelmodel] | Verdeelmodel,
    rule: Verdeelmodel,
    parameters: tuple[Parameter, ...],
) -> str:
    """The reason of an exemption, when the law indeed does not hold."""
    from swvmon.testing.regio import make_regio

    for example in rule.voorbeelden:
        for variant in VARIANTEN if wet in PER_REGIO else ({},):
            regio = make_regio(example.sector, schooljaar=example.schooljaar, **variant)
            try:
                WETTEN[wet](model, example, parameters, regio=regio)
            except AssertionError:
                return rule.uitzonderingen[wet]
            except NietVanToepassing:
                continue
    raise AssertionError(
        f"model {rule.naam}, law {wet}: uitzondering niet nodig: the law holds on all its voorbeelden. Leave the "
        f"exemption out, or add a voorbeeld that shows why it is there ({rule.uitzonderingen[wet]})"
    )


def _conserved(proef: Proef, lines: pd.DataFrame, saldi: dict[str, int]) -> None:
    """Opening balances + what the rijk pays = what schools, boards and duo get + what the SWV has at the end."""
    from_rijk = to_rijk = given = back = 0
    outside = ("vestiging:", "bestuur:", "duo:")
    for van, naar, cents in lines[["van", "naar", "bedrag_cent"]].itertuples(index=False):
        from_rijk += int(cents) if van.startswith("rijk:") else 0
        to_rijk += int(cents) if naar.startswith("rijk:") else 0
        given += int(cents) if naar.startswith(outside) else 0
        back += int(cents) if van.startswith(outside) else 0
    opening = sum(c for a, c in proef.opening_cent.items() if a.startswith("swv:"))
    kept = sum(cents for account, cents in saldi.items() if account.startswith("swv:"))
    came, went = opening + from_rijk - to_rijk, given - back + kept
    if came != went:
        raise AssertionError(
            f"expected opening balances and what the rijk pays ({format_euro(came)}) to be what is paid out and kept, "
            f"found {format_euro(went)}"
        )


def _within_budget(proef: Proef, ledger: Grootboek) -> None:
    """What accounts gain is at most the budget, what the rijk pays and what schools give back."""
    binding, step = proef.binding()
    periode = proef.view.schooljaar.periode
    parts = proef.model.value.parts(proef.view.sector, periode)
    keuzes = binding.keuzes(step, parts[0][0])[0]
    names = {"budget_euro", "budget_aandeel"} & set(proef.model.value.verdeelt)
    if isinstance(keuzes, Budget) and names and keuzes.has_budget:
        budget = keuzes.budget_cent(type(ledger)(ledger.regels.iloc[:0], dict(proef.opening_cent)))
    elif "budget_euro" in names and getattr(keuzes, "budget_euro", None) is not None:
        budget = to_cent(keuzes.budget_euro)
    else:
        return
    changes = _changes(ledger)
    gained = sum(max(0, cents) for account, cents in changes.items() if not account.startswith("rijk:"))
    others = sum(max(0, -cents) for account, cents in changes.items() if not account.startswith("swv:"))
    most = budget * len(parts) + others
    if gained > most:
        raise AssertionError(f"expected at most {format_euro(most)} to be divided, found {format_euro(gained)}")


def _changes(ledger: Grootboek) -> dict[str, int]:
    """What the model changed on each account, eurocents."""
    saldi = ledger.saldi()
    return {account: cents - ledger.opening.get(account, 0) for account, cents in saldi.items()}


def _per_school(ledger: Grootboek) -> dict[str, int]:
    return {a.removeprefix("vestiging:"): c for a, c in _changes(ledger).items() if a.startswith("vestiging:")}


def _touched(*ledgers: Grootboek) -> dict[str, int]:
    """How many lines there are on each account: each was rounded once."""
    counts: dict[str, int] = {}
    for ledger in ledgers:
        for column in ("van", "naar"):
            for account, many in ledger.regels[column].value_counts().items():
                counts[str(account)] = counts.get(str(account), 0) + int(many)
    return counts


def _same(expected: dict[str, int], found: dict[str, int], lines: dict[str, int], when: str) -> None:
    for account in sorted({*expected, *found}, key=lambda a: (a.startswith("swv:"), a)):
        want, have = expected.get(account, 0), found.get(account, 0)
        if abs(want - have) > lines.get(account, 0):
            raise AssertionError(
                f"expected {account} to change by {format_euro(want)} {when}, found {format_euro(have)} "
                f"({lines.get(account, 0)} rounded lines)"
            )


def _sorted_lines(ledger: Grootboek) -> list[str]:
    lines = ledger.regels
    told = lines.drop(columns=list(NUMBERING)).assign(corrigeert=lines["corrigeert"].notna())
    return sorted(" | ".join(map(str, row)) for row in told.astype("str").itertuples(index=False, name=None))


def _turned(many: int) -> list[int]:
    return list(range(many))[::-1]


def _mixed(many: int) -> list[int]:
    return sorted(range(many), key=lambda row: (row * 7919 + 13) % 101)


def _first(lines: list[str]) -> str:
    return f"{lines[0]!r}" if lines else "none"


def _unnamed_schools(proef: Proef) -> list[str]:
    """Schools that no choice names, since a twin would have no choices: the first and the last, or one in between."""
    if "aansluiting" not in {key.tabel for key in proef.view.sleutels}:
        raise NietVanToepassing(f"{proef.naam} does not look at schools")
    choices = repr(proef.keuzes)
    schools = proef.view.tabel("aansluiting").sort_values("vestiging")["vestiging"]
    unnamed = [str(school) for school in schools if school not in choices]
    if not unnamed:
        raise AssertionError("every school is named in the choices: give a voorbeeld that leaves one out")
    return sorted({unnamed[0], unnamed[-1]}) if proef.grondig else unnamed[len(unnamed) // 2 :][:1]


def _counted_rows(proef: Proef) -> tuple[str, list[dict[str, str]]]:
    """A row of the count of pupils for each school, by key; one row where the law is tried on many regions."""
    tabel = f"leerlingen_{proef.view.sector}"
    key = {"po": ["vestiging", "soort", "cluster"], "vo": ["vestiging", "onderwijstype", "elementcode"]}
    moments = [leest.moment for leest in proef.view.sleutels if leest.tabel == tabel]
    if not moments:
        raise NietVanToepassing(f"{proef.naam} does not look at pupils")
    counts = proef.view.tabel(tabel, moments[0])
    schools = [part[key[proef.view.sector]].to_dict("records") for _, part in counts.groupby("vestiging")]
    chosen = [school[number % len(school)] for number, school in enumerate(schools)]
    rows = [{str(column): str(value) for column, value in row.items()} for row in chosen]
    if not proef.grondig:
        rows = [rows[int(counts["aantal_min"].sum()) % len(rows)]]
    return tabel, rows
