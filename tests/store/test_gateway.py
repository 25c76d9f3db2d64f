"""The gateway: what a frame must be, and which rows of it are refused, with which code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_data import begrotingen, kenmerken, uitkomst, vestigingen

from swvmon.contract.databron import AFKEURING_KOLOMMEN
from swvmon.errors import ContractViolation
from swvmon.geld import canonical
from swvmon.schema import BRONTABELLEN, UITKOMSTTABELLEN
from swvmon.store import REASONS, afkeuring, gateway
from swvmon.store.conform import conform
from swvmon.store.declared import table

VSV = [c.naam for c in table("vsv").columns if c.kind == "int" and c.naam != "regel"]


def refuse(name: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[list[object]]]:
    rows, refused = gateway.accept(table(name), frame, f"plugin test, table {name}")
    return rows, refused[list(AFKEURING_KOLOMMEN)].values.tolist()


def vsv(**changed: object) -> pd.DataFrame:
    frame = pd.DataFrame({"regel": [2, 3], "vestiging": ["00AA00", "01AA00"], "swv": "VO2806"} | dict.fromkeys(VSV, 1))
    return frame.assign(**changed)


@pytest.mark.parametrize(
    ("name", "frame", "expected"),
    [
        (
            "vsv",
            vsv(vsv_mbo_min=[1, -1]),
            [3, "vsv_mbo_min", "negatief_aantal", "-1", "a whole number from 0 to 2147483647"],
        ),
        ("vsv", vsv(vsv_mbo_max=[1, 2**31]), [3, "vsv_mbo_max", "buiten_bereik", "2147483648"]),
        ("vsv", vsv(vsv_mbo_max=pd.array([1, None], dtype="Int64")), [3, "vsv_mbo_max", "ontbreekt", ""]),
        ("vsv", vsv(swv=["VO2806", None]), [3, "swv", "ontbreekt", "", "text like (PO|VO)[0-9]{4}"]),
        ("vsv", vsv(swv=["VO2806", "VO28061"]), [3, "swv", "ongeldige_waarde", "VO28061"]),
        ("vsv", vsv(swv=["VO2806", "VO2806\n"]), [3, "swv", "ongeldige_waarde", "VO2806\n"]),
        ("vsv", vsv(swv=["VO2806", "x" * 50]), [3, "swv", "ongeldige_waarde", "x" * 40]),
        ("vsv", vsv(vestiging="00AA00"), [3, "vestiging", "dubbele_sleutel", "00AA00", "each key once"]),
        ("kenmerk", kenmerken(2, waarde=["a", "b\0c"]), [3, "waarde", "ongeldige_waarde", "b\0c", "text"]),
        ("kenmerk", kenmerken(2, geldig_van=[date(2019, 1, 1), None]), [3, "geldig_van", "ontbreekt", "", "a date"]),
        (
            "begroting",
            begrotingen([1, 2]).assign(kalenderjaar=[2019, 1999]),
            [3, "kalenderjaar", "buiten_bereik", "1999"],
        ),
    ],
)
def test_faults_of_a_row(name: str, frame: pd.DataFrame, expected: list[object]) -> None:
    """The second row is refused with line, column, code and what was found; the first stands; worked by hand."""
    rows, refused = refuse(name, frame)
    assert rows["regel"].tolist() == [2]
    assert [row[: len(expected)] for row in refused] == [expected]
    assert expected[2] in REASONS


def test_every_fault_of_a_row_is_told() -> None:
    """Two bad columns in one row are two afkeuringen of one line."""
    rows, refused = refuse("vsv", vsv(vsv_mbo_min=[-1, 1], vsv_mbo_max=[-2, 1]))
    assert len(rows) == 1
    assert [r[:3] for r in refused] == [[2, "vsv_mbo_min", "negatief_aantal"], [2, "vsv_mbo_max", "negatief_aantal"]]


def test_the_first_good_row_of_a_key_stays() -> None:
    """A row that is refused for something else does not make a later one a double."""
    rows, refused = refuse("vsv", vsv(vestiging="00AA00", vsv_mbo_min=[-1, 1]))
    assert rows["regel"].tolist() == [3]
    assert [r[2] for r in refused] == ["negatief_aantal"]


def test_case_rows_show_no_values() -> None:
    """What stands in a row about a pupil is not repeated: nine digits may be the number of a person."""
    frame = pd.DataFrame(
        {"regel": [2], "pseudoniem": "123456782", "sleutel_vingerafdruk": "c" * 16, "swv": "VO2806", "soort": "vso"}
    ).assign(geldig_van=date(2019, 8, 1), geldig_tot=date(2020, 7, 31))
    _, refused = refuse("tlv", frame)
    assert refused == [[2, "pseudoniem", "ongeldige_waarde", "9 characters", "text like [0-9a-f]{64}"]]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (
            vestigingen().assign(extra=1),
            "plugin test, table vestiging_in_telling: unknown column extra; known: regel, vest",
        ),
        (vestigingen().drop(columns="vestiging"), "lacks column vestiging"),
        (vestigingen().assign(regel=2), "column regel must give each row its own line"),
        (vestigingen().assign(regel=[0, 1, 2]), "column regel must give each row its own line"),
        (vestigingen().assign(naam=1), "column naam has int64, expected text"),
        (vestigingen().assign(naam=[1, "a", "b"]), "column naam has object, expected text"),
        (vestigingen().assign(regel=[1.0, 2.0, 3.0]), "column regel has float64, expected whole numbers"),
        (pd.concat([vestigingen(), vestigingen()[["regel"]]], axis=1), "a column occurs twice"),
    ],
)
def test_faults_of_a_frame_are_the_plugins(frame: pd.DataFrame, message: str) -> None:
    """A frame that does not have the shape of the table is refused as a whole, and says whose it is."""
    with pytest.raises(ContractViolation, match=message):
        refuse("vestiging_in_telling", frame)


def test_one_line_of_a_file_may_become_several_rows() -> None:
    """A column per year: rows share their line, the year tells them apart; the same year twice is refused."""
    counts = {"vestiging": "99ZZ00", "soort": "bao", "kalenderjaar": [2015, 2016], "aantal_min": 5, "aantal_max": 5}
    frame = pd.DataFrame({"regel": 2, **counts})
    rows, refused = refuse("leerlingen_historisch", frame)
    assert ([2015, 2016], []) == (rows["kalenderjaar"].tolist(), refused)
    rows, refused = refuse("leerlingen_historisch", frame.assign(aantal_min=[5, 0]))
    assert ([2015], [2]) == (rows["kalenderjaar"].tolist(), [row[0] for row in refused])
    with pytest.raises(ContractViolation, match="its own line in the file, from 1, each kalenderjaar once per line"):
        refuse("leerlingen_historisch", frame.assign(kalenderjaar=2015))


def test_dates_must_be_dates() -> None:
    """Text or a time of day is not a date; whole days as timestamps are."""
    for bad in ("2019-10-01", 20191001, pd.Timestamp("2019-10-01 12:00")):
        with pytest.raises(ContractViolation, match=r"column geldig_van has .*, expected dates"):
            refuse("kenmerk", kenmerken(geldig_van=bad))
    rows, _ = refuse("kenmerk", kenmerken(geldig_van=pd.Timestamp("2019-10-01")))
    assert rows["geldig_van"].tolist() == [date(2019, 10, 1)] * 3


def test_dtypes_that_mean_the_same_are_taken() -> None:
    """Narrow, boxed and categorical columns come out with the dtypes of the table; the frame given is not changed."""
    frame = kenmerken(
        3, code=pd.Series(["a", "b", "c"], dtype="category"), waarde=np.array(["x", "y", "z"], dtype=object)
    )
    frame = frame.assign(regel=pd.array([5, 6, 7], dtype="int16")).set_index("kenmerk", drop=False)
    before = frame.copy()
    rows = conform(table("kenmerk"), frame, "x")
    assert [str(d) for d in rows.dtypes] == ["int64", "str", "str", "str", "str", "object", "object"]
    assert rows["geldig_tot"].tolist() == [None, None, None]
    assert list(rows.index) == [0, 1, 2]
    pd.testing.assert_frame_equal(frame, before)


def test_every_table_has_a_schema() -> None:
    """Each column of each table becomes a pandera column with its check: none is written unseen."""
    for name in [*BRONTABELLEN, *UITKOMSTTABELLEN]:
        declared = gateway.declared_schema(table(name))
        assert list(declared.columns) == table(name).names
        assert all(declared.columns[c.naam].checks for c in table(name).columns if c.kind != "date")


def test_patterns_are_read_from_the_classes() -> None:
    """SQLModel keeps `regex` where pydantic does not look; this fails when a release moves it."""
    patterns = {c.naam: c.pattern for c in table("tlv").columns}
    assert patterns["pseudoniem"] == "[0-9a-f]{64}"
    assert patterns["soort"] == "so|vso|sbo|pro"


@given(st.lists(st.decimals(min_value=-(10**15), max_value=10**15, places=6) | st.none(), min_size=1))
def test_columns_of_decimals_are_spelled_as_one_by_one(numbers: list[Decimal | None]) -> None:
    """The spelling of a whole column is that of `swvmon.geld.canonical`."""
    from swvmon import exact

    frame = uitkomst(len(numbers))["boeking"].assign(hoeveelheid=exact(pd.Series(numbers, dtype=object)))
    frame = frame.assign(run_id="0" * 16, scenario="b", regio="VO2806", schooljaar="2019/20")
    rows = conform(table("boeking"), frame, "x")
    expected = [None if n is None else canonical(n) for n in numbers]
    assert [None if pd.isna(v) else v for v in rows["hoeveelheid"]] == expected


def test_afkeuringen_of_a_plugin_are_checked() -> None:
    """Other columns, a line below one or a code with capitals are refused."""
    good = pd.DataFrame([[2, "A", "code", "x" * 99, "y"]], columns=list(AFKEURING_KOLOMMEN))
    assert afkeuring.combine("x", good, [])["gevonden"].tolist() == ["x" * 40]
    for bad in (good.drop(columns="code"), good.assign(regel=0), good.assign(regel=None), good.assign(code="Fout!")):
        with pytest.raises(ContractViolation):
            afkeuring.combine("x", bad, [])
