"""Leveringen: whole, once, with what was refused beside what was accepted."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest
from store_data import begrotingen, kenmerken, levering, none, vestigingen

from swvmon.errors import ContractViolation, FileFault
from swvmon.store import Store, leveringen
from swvmon.store.state import dump

TEL = date(2019, 10, 1)


def test_good_rows_and_refused_rows_are_written_together(store: Store) -> None:
    """A line with a bad code is refused with its place, and the others stand; worked by hand."""
    frame = vestigingen(4, vestiging=["00AA00", "0AA00", "01AA00", "00AA00"])
    read = pd.DataFrame({"regel": [9], "kolom": "NAAM", "code": "onleesbaar", "gevonden": "?", "verwacht": "text"})

    result = store.add_levering(levering(rijen_gelezen=10), {"vestiging_in_telling": frame}, read)

    assert (result.existing, result.rijen_gelezen, result.rijen_geaccepteerd, result.rijen_afgekeurd) == (
        False,
        10,
        7,
        3,
    )
    assert result.tabellen == {"vestiging_in_telling": 2}
    refused = store.afkeuringen(result.id)
    assert refused[["volgnummer", "regel", "kolom", "code", "gevonden"]].values.tolist() == [
        [1, 3, "vestiging", "ongeldige_waarde", "0AA00"],
        [2, 5, "vestiging", "dubbele_sleutel", "00AA00"],
        [3, 9, "NAAM", "onleesbaar", "?"],
    ]
    assert store.read("vestiging_in_telling", [result.id])["vestiging"].tolist() == ["00AA00", "01AA00"]


def test_rows_of_some_schools(store: Store) -> None:
    """Only the rows of the schools asked for, in the order of all; a table without schools is given whole."""
    tabellen = {"vestiging_in_telling": vestigingen(4), "kenmerk": kenmerken(3)}
    ids = [store.add_levering(levering(), tabellen, none()).id]

    every = store.read("vestiging_in_telling", ids)
    some = store.read("vestiging_in_telling", ids, {"02AA00", "00AA00", "99ZZ99"})

    pd.testing.assert_frame_equal(some, every[every["vestiging"].isin(["00AA00", "02AA00"])].reset_index(drop=True))
    assert (2, 0) == (len(some), len(store.read("vestiging_in_telling", ids, [])))
    assert 3 == len(store.read("kenmerk", ids, ["00AA00"]))


def test_loading_twice_changes_nothing(store: Store) -> None:
    """The same fingerprint gives the same levering; the rows that come with it are not even looked at."""
    first = store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    before = store.dump()

    again = store.add_levering(levering(), {"kenmerk": kenmerken(5)}, none())

    assert (first.existing, again.existing) == (False, True)
    assert (again.id, again.tabellen, again.rijen_gelezen) == (first.id, {"kenmerk": 3}, 100_000)
    assert store.dump() == before
    assert store.find_levering(levering().vingerafdruk) == first.id
    assert store.find_levering("0" * 64) is None


def test_another_process_was_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the same file was written between looking and writing, that one counts."""
    first = store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    answers = iter([None])
    real = leveringen.find
    monkeypatch.setattr(leveringen, "find", lambda engine, print_: next(answers, real(engine, print_)))

    again = store.add_levering(levering(), {"kenmerk": kenmerken()}, none())

    assert (again.existing, again.id) == (True, first.id)
    assert store.row_counts()["kenmerk"] == 3


def test_strict_refuses_the_file(store: Store) -> None:
    """With strict, one refused row refuses the file, and nothing is written."""
    before = store.dump()
    with pytest.raises(FileFault, match=r"a\.csv: 1 line was rejected and nothing was written; the first is line 3"):
        store.add_levering(
            levering(), {"vestiging_in_telling": vestigingen(2, vestiging=["00AA00", "x"])}, none(), strict=True
        )
    assert store.dump() == before


def test_a_fault_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing the second table fails, the levering and the first table are not there either."""
    before = store.dump()
    real = leveringen.bulk.insert

    def fail_at_second(connection: object, tabel: str, *rest: object) -> None:
        if tabel == "vestiging_in_telling":
            raise RuntimeError("pulled the plug")
        real(connection, tabel, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(leveringen.bulk, "insert", fail_at_second)
    tabellen = {"kenmerk": kenmerken(), "vestiging_in_telling": vestigingen()}
    with pytest.raises(RuntimeError, match="pulled the plug"):
        store.add_levering(levering(), tabellen, none())
    monkeypatch.undo()

    assert store.dump() == before
    assert store.add_levering(levering(), tabellen, none()).tabellen == {"kenmerk": 3, "vestiging_in_telling": 3}


def test_more_lines_refused_than_read(store: Store) -> None:
    """A plugin that counts its lines wrong is refused."""
    with pytest.raises(ContractViolation, match="1 lines refused of 0 lines read"):
        store.add_levering(levering(rijen_gelezen=0), {"vestiging_in_telling": vestigingen(1, vestiging="x")}, none())


def test_list_of_leveringen(store: Store) -> None:
    """Every column of the table, in order of loading."""
    store.add_levering(levering("b"), {"kenmerk": kenmerken()}, none())
    store.add_levering(levering("a"), {"kenmerk": kenmerken()}, none())
    found = store.leveringen()
    assert found["bestandsnaam"].tolist() == ["b.csv", "a.csv"]
    assert found["periode_van"].tolist() == [TEL, TEL]
    assert found["periode_exact"].tolist() == [True, True]
    assert isinstance(found["geladen_op"].iloc[0], datetime)


def test_choose_by_peildatum(store: Store) -> None:
    """Of each dataset the newest levering of exactly that counting date; those without rows do not count."""
    rows = {"kenmerk": kenmerken()}
    ids = [
        store.add_levering(levering("oud"), rows, none()).id,
        store.add_levering(levering("nieuw"), rows, none()).id,
        store.add_levering(levering("ander", dataset="een_ander"), rows, none()).id,
        store.add_levering(levering("jaar later", peildatum=date(2020, 10, 1)), rows, none()).id,
        store.add_levering(levering("leeg"), {"kenmerk": kenmerken(0)}, none()).id,
    ]
    chosen = store.choose("kenmerk", TEL, date(2019, 8, 1))
    assert [(c.dataset, c.id) for c in chosen] == [("duo_vsv", ids[1]), ("een_ander", ids[2])]
    assert chosen[0].periode_van == TEL
    assert chosen[0].sha256 == levering("nieuw").sha256
    assert store.choose("kenmerk", date(2018, 10, 1), TEL) == []
    assert store.choose("vestiging", TEL, TEL) == []


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (date(2019, 1, 1), "2019-02"),  # nothing yet: the earliest after it
        (date(2019, 2, 1), "2019-02"),
        (date(2019, 12, 31), "2019-08 opnieuw"),  # two of one day: the one loaded last
        (date(2021, 1, 1), "2020-08"),
    ],
)
def test_choose_a_list_that_stands(store: Store, reference: date, expected: str) -> None:
    """The latest list on or before the day, else the earliest after it; worked by hand."""
    rows = {"kenmerk": kenmerken()}
    for name, day in [
        ("2020-08", date(2020, 8, 1)),
        ("2019-08", date(2019, 8, 1)),
        ("2019-02", date(2019, 2, 1)),
        ("2019-08 opnieuw", date(2019, 8, 1)),
    ]:
        store.add_levering(levering(name, peildatum=day, periode_soort="stand"), rows, none())
    assert [c.bestandsnaam for c in store.choose("kenmerk", None, reference)] == [f"{expected}.csv"]


def test_read_gives_the_dtypes_of_the_schema(store: Store) -> None:
    """Dates as dates, missing dates as None, keys sorted, no technical columns; also where there are no rows."""
    frame = kenmerken(3, code=["00002", "00001", "00003"], geldig_tot=[None, date(2020, 1, 1), None])
    identifier = store.add_levering(levering(), {"kenmerk": frame}, none()).id
    rows = store.read("kenmerk", [identifier])
    assert rows["code"].tolist() == ["00001", "00002", "00003"]
    assert rows["geldig_tot"].tolist() == [date(2020, 1, 1), None, None]
    assert [str(d) for d in rows.dtypes] == ["str", "str", "str", "str", "object", "object"]
    empty = store.read("kenmerk", [])
    assert list(empty.columns) == list(rows.columns)
    assert list(empty.dtypes) == list(rows.dtypes)
    assert empty.empty


def test_nullable_numbers(store: Store) -> None:
    """An Int64 column keeps its missing values, apart from zero."""
    frame = pd.DataFrame(
        {
            "regel": [2, 3],
            "pseudoniem": ["a" * 64, "b" * 64],
            "sleutel_vingerafdruk": "c" * 16,
            "swv": "VO2806",
            "soort": "vso",
            "categorie": pd.array([None, 3], dtype="Int64"),
            "geldig_van": TEL,
            "geldig_tot": TEL,
        }
    )
    identifier = store.add_levering(levering(), {"tlv": frame}, none()).id
    rows = store.read("tlv", [identifier])
    assert rows["categorie"].dtype == "Int64"
    assert rows["categorie"].isna().tolist() == [True, False]
    assert rows["verwijzer"].isna().all()
    assert rows["verwijzer"].dtype == "str"


def test_money_beyond_31_bits(store: Store) -> None:
    """Eurocents of a national budget are exact on both databases: 2^53 + 1 is not a float."""
    bedragen = [2**31, -(2**40), 2**53 + 1, 2**63 - 1, -(2**63)]
    identifier = store.add_levering(levering(), {"begroting": begrotingen(bedragen)}, none()).id
    assert store.read("begroting", [identifier])["bedrag_cent"].tolist() == bedragen


def test_order_does_not_depend_on_the_database(store: Store) -> None:
    """Keys are sorted by code point, whatever the collation of the server."""
    codes = ["b", "A", "a", "B", "é", "_", "-", "10", "9"]
    identifier = store.add_levering(levering(), {"kenmerk": kenmerken(9, code=codes)}, none()).id
    assert store.read("kenmerk", [identifier])["code"].tolist() == sorted(codes)


def test_the_dump_leaves_the_clock_out(store: Store) -> None:
    """The logical content has no column that the clock fills."""
    store.add_levering(levering(), {"kenmerk": kenmerken()}, none())
    assert not any(isinstance(v, datetime) for rows in dump(store._engine).values() for row in rows for v in row)
