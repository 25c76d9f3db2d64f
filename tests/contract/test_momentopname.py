"""What a plugin sees: the tables that it declared, of its region, period and former year."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon.contract.grootboek import Grootboek, empty_lines
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.errors import ContractViolation, MissingData
from swvmon.perioden import Periode, Schooljaar

YEAR = Schooljaar(2015).periode


def view(**changes: object) -> Momentopname:
    tables = {
        Leest("leerlingen", "1-10 t-1"): pd.DataFrame({"vestiging": ["20AB00", "20AC00"], "aantal": [250, 80]}),
        Leest("adressen"): pd.DataFrame({"vestiging": ["20AB00"], "plaats": ["Zevenhuizen"]}),
    }
    fields = {"regio": "VO2806", "sector": "vo", "schooljaar": Schooljaar(2015), "periode": YEAR, "tabellen": tables}
    return Momentopname(**(fields | changes))


def test_momentopname_gives_declared_tables() -> None:
    """A table is found by its name and telmoment; the keys are listed sorted."""
    assert [250, 80] == view().tabel("leerlingen", "1-10 t-1")["aantal"].tolist()
    assert ["Zevenhuizen"] == view().tabel("adressen")["plaats"].tolist()
    assert (Leest("adressen"), Leest("leerlingen", "1-10 t-1")) == view().sleutels


@pytest.mark.parametrize(("naam", "moment"), [("tlv", ""), ("leerlingen", ""), ("leerlingen", "1-2 t")])
def test_momentopname_refuses_what_was_not_declared(naam: str, moment: str) -> None:
    """An undeclared table, or one at another moment, is refused; the message lists what was declared."""
    with pytest.raises(ContractViolation, match="declared: adressen, leerlingen 1-10 t-1") as caught:
        view().tabel(naam, moment)

    assert repr(naam) in str(caught.value)


def test_momentopname_hands_out_fresh_frames() -> None:
    """What a plugin does to its frame, the next one does not see."""
    momentopname = view()
    expected = view().tabel("leerlingen", "1-10 t-1")

    mine = momentopname.tabel("leerlingen", "1-10 t-1")
    mine.loc[0, "aantal"] = 0
    mine["aantal"] += 1
    mine["erbij"] = "x"
    mine.pop("vestiging")
    mine.columns = ["a", "b"]

    pd.testing.assert_frame_equal(expected, momentopname.tabel("leerlingen", "1-10 t-1"))


def test_values_of_a_handed_out_frame_are_locked() -> None:
    """Writing through to the numbers beneath a column is refused by pandas."""
    numbers = view().tabel("leerlingen", "1-10 t-1")["aantal"].to_numpy()

    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 0


def test_momentopname_narrowed_to_what_is_read() -> None:
    """`only` leaves the tables of one step; what the step did not declare can no longer be read."""
    narrowed = view().only((Leest("adressen"), Leest("tlv")))

    assert (Leest("adressen"),) == narrowed.sleutels
    with pytest.raises(ContractViolation, match=r"declared: adressen$"):
        narrowed.tabel("leerlingen", "1-10 t-1")


def test_momentopname_extended_by_a_step() -> None:
    """A table of an earlier step replaces that table, at that moment, for later steps; the view before it stays."""
    before = view()
    corrected = pd.DataFrame({"vestiging": ["20AB00"], "aantal": [240]})

    after = before.extended({"leerlingen 1-10 t-1": corrected, "nieuw": corrected})

    assert [240] == after.tabel("leerlingen", "1-10 t-1")["aantal"].tolist()
    assert [240] == after.tabel("nieuw")["aantal"].tolist()
    assert {*before.sleutels, Leest("nieuw")} == set(after.sleutels)
    assert [250, 80] == before.tabel("leerlingen", "1-10 t-1")["aantal"].tolist()


def test_momentopname_during_a_part_of_the_year() -> None:
    """A view of a part has other days and the same school year and tables."""
    autumn = Periode(date(2015, 8, 1), date(2015, 12, 31))

    part = view().during(autumn)

    assert (autumn, Schooljaar(2015), view().sleutels) == (part.periode, part.schooljaar, part.sleutels)


def test_former_year() -> None:
    """The former year's view and ledger are handed out where they are; else the message says which year to run."""
    former = (view(schooljaar=Schooljaar(2014)), Grootboek(empty_lines()))

    assert former == view(vorig=former).vorig()
    with pytest.raises(MissingData, match="VO2806 2015/16: the closed ledger of 2014/15 is needed"):
        view().vorig()


def test_momentopname_knows_two_sectors() -> None:
    """A view of another sector than po or vo cannot be made."""
    with pytest.raises(ValueError, match="'sector' must be in"):
        view(sector="mbo")


def test_leest_gives_its_peildatum() -> None:
    """A counted table has a date in a school year (worked by hand); a table that holds as it stands has none."""
    assert date(2014, 10, 1) == Leest("leerlingen", "1-10 t-1").peildatum(Schooljaar(2015))
    assert Leest("adressen").peildatum(Schooljaar(2015)) is None
    assert Leest("adressen").verplicht


@pytest.mark.parametrize("tabel", ["Leerlingen", "", "1cijfer", "leer-lingen"])
def test_leest_refuses_other_names(tabel: str) -> None:
    """Table names are lower case words."""
    with pytest.raises(ValueError, match="'tabel' must match"):
        Leest(tabel)
