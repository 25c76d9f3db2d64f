"""The mixes of R2 Tabel 2: money follows pupils, provisions or arrangementen, and stops without the model."""

from __future__ import annotations

import pytest

SCHOOL = ["mix-school", "mix-school-expertise", "mix-school-leerling", "mix-school-expertise-leerling"]
EXPERTISE = ["mix-expertise", "mix-school-expertise", "mix-expertise-leerling", "mix-school-expertise-leerling"]
LEERLING = ["mix-leerling", "mix-school-leerling", "mix-expertise-leerling", "mix-school-expertise-leerling"]
PLAATSEN, ARRANGEMENT = "plaatsen = { waarde = 16", '"90AA00", soort = "licht", aantal = 6'


def gains(before, after) -> dict[str, int]:
    """What each school got more, eurocents."""
    former, later = before.schools(), after.schools()
    return {school: later.get(school, 0) - former.get(school, 0) for school in sorted({*former, *later})}


def test_the_mixes_are_the_seven_of_the_table(regels) -> None:
    """Published (R2 Tabel 2, L378-385): three models alone and the four named combinations of them."""
    named = {
        frozenset({"school"}),
        frozenset({"expertise"}),
        frozenset({"leerling"}),
        frozenset({"school", "expertise"}),
    }
    named |= {frozenset(x.split("/")) for x in ("school/leerling", "expertise/leerling", "school/expertise/leerling")}
    plans = {*SCHOOL, *EXPERTISE, *LEERLING}
    used = {
        name: frozenset(s.model.removesuffix("model") for s in regels.plan(name).steps()) - {"rijksbekostiging"}
        for name in plans
    }

    assert named == set(used.values())
    assert {name: frozenset(name.split("-")[1:]) for name in plans} == used


@pytest.mark.parametrize("name", SCHOOL)
def test_money_follows_pupils(name: str, regels) -> None:
    """Pupils more at one school: it gains, all others lose as much together (R2 L356-357)."""

    def grow(frame):
        first = (frame["vestiging"] == "90DD00") & ~frame["vestiging"].duplicated()
        return frame.assign(**{c: frame[c] + 100 * first for c in ("aantal_min", "aantal_max")})

    def behaviour(text: str) -> None:
        change = gains(regels.one(text), regels.one(text, change={"leerlingen_vo 1-10 t-1": grow}))
        assert change["90DD00"] > 0
        assert all(cents < 0 for school, cents in change.items() if school != "90DD00")
        assert 0 == sum(change.values())

    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(regels.without(name, "schoolmodel"))


@pytest.mark.parametrize("name", EXPERTISE)
def test_money_follows_provisions(name: str, regels) -> None:
    """Four places more cost four tariffs; who pays is what is left: the schools by pupils, or else the budget."""

    def behaviour(text: str) -> None:
        before, after = regels.one(text), regels.one(text.replace(PLAATSEN, "plaatsen = { waarde = 20"))
        account = "swv:voorziening:tussenvoorziening"
        assert 4 * 9_000_00 == after.ledger.saldo(account) - before.ledger.saldo(account)
        paid = sum(gains(before, after).values()) if name in SCHOOL else 0
        left = after.ledger.saldo("swv:budget") - before.ledger.saldo("swv:budget")
        assert (-4 * 9_000_00, 0) == ((paid, left) if name in SCHOOL else (left, paid))

    assert PLAATSEN in regels.text(name)
    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(regels.without(name, "expertisemodel"))


@pytest.mark.parametrize("name", LEERLING)
def test_money_follows_arrangementen(name: str, regels) -> None:
    """Two arrangementen more at one school: it gains, and where the rest goes by pupils the others pay for it."""

    def behaviour(text: str) -> None:
        more = text.replace(ARRANGEMENT, ARRANGEMENT.replace("6", "8"))
        change = gains(regels.one(text), regels.one(more))
        others = [cents for school, cents in change.items() if school != "90AA00"]
        assert 0 < change.get("90AA00", 0) <= 2 * 3_000_00
        assert all(cents < 0 for cents in others) if name in SCHOOL else {0} == set(others)
        assert (0 if name in SCHOOL else 2 * 3_000_00) == sum(change.values())

    assert ARRANGEMENT in regels.text(name)
    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(regels.without(name, "leerlingmodel"))
