"""Of what SWV's load about themselves, each SWV has its own newest: two of them do not shadow each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from store_data import levering, none, sha

from swvmon.errors import UsageError
from swvmon.run.verschil import as_records, compare_leveringen
from swvmon.store import Store
from swvmon.store.leveringen import per_swv

DAY = date(2019, 10, 1)


def begroting(amounts: dict[str, int]) -> pd.DataFrame:
    """A row of table `begroting` per SWV."""
    regels = range(2, len(amounts) + 2)
    fixed = {"kalenderjaar": 2019, "post": "personeel"}
    return pd.DataFrame({"regel": regels, "swv": list(amounts), **fixed, "bedrag_cent": list(amounts.values())})


def add(store: Store, name: str, amounts: dict[str, int], **changed: Any) -> int:
    new = levering(name, dataset="swv_begroting", **changed)
    return store.add_levering(new, {"begroting": begroting(amounts)}, none()).id


def read(store: Store, swv: str | None = None) -> dict[str, int]:
    """What is chosen, by SWV."""
    chosen = store.choose("begroting", None, DAY, swv)
    swvs = {c.id: c.swvs for c in chosen if c.swvs is not None}
    rows = store.read("begroting", [c.id for c in chosen], None, swvs)
    assert not rows.duplicated(["swv", "kalenderjaar", "post"]).any()
    return dict(zip(rows["swv"], rows["bedrag_cent"], strict=True))


def test_two_swvs_stand_side_by_side(store: Store) -> None:
    """Each loaded its own; neither hides the other, and neither is 'beside' the other."""
    first, second = add(store, "a", {"VO2806": 1}), add(store, "b", {"VO2807": 2})
    assert {"VO2806": 1, "VO2807": 2} == read(store)
    assert {"VO2807": 2} == read(store, "VO2807")
    assert {} == read(store, "PO2807")
    chosen = store.choose("begroting", None, DAY)
    assert [(first, (), None), (second, (), None)] == [(c.id, c.naast, c.swvs) for c in chosen]
    assert [(first, (), ("VO2806",))] == [
        (c.id, c.naast, c.swvs) for c in store.choose("begroting", None, DAY, "VO2806")
    ]


def test_the_best_wins_for_each_swv(store: Store) -> None:
    """By hand: a newer one of VO2806 alone, a provisional one of VO2807; the rest stays with the first."""
    first = add(store, "all", {"VO2806": 1, "VO2807": 2, "VO2808": 3})
    second = add(store, "own", {"VO2806": 10})
    third = add(store, "early", {"VO2807": 20}, status="voorlopig")
    assert {"VO2806": 10, "VO2807": 2, "VO2808": 3} == read(store)
    assert [(first, (third,), ("VO2807", "VO2808")), (second, (first,), None)] == [
        (c.id, c.naast, c.swvs) for c in store.choose("begroting", None, DAY)
    ]
    store.withdraw(second)
    assert {"VO2806": 1, "VO2807": 2, "VO2808": 3} == read(store)


def test_the_day_is_weighed_per_swv(store: Store) -> None:
    """By hand: of VO2806 the latest before the day, of VO2807 only a later one is there."""
    add(store, "2018", {"VO2806": 1}, peildatum=date(2018, 1, 1))
    add(store, "2019", {"VO2806": 2}, peildatum=date(2019, 1, 1))
    add(store, "2020", {"VO2806": 3, "VO2807": 4}, peildatum=date(2020, 1, 1))
    assert {"VO2806": 2, "VO2807": 4} == read(store)


@pytest.mark.parametrize(
    ("tabel", "own"),
    [
        ("begroting", True),
        ("tlv_telling", True),
        ("aansluiting", True),
        ("tlv", True),
        ("swv", False),  # a list of them: who is not in the newest is gone
        ("vsv", False),
        ("leerlingen_bron", False),
        ("enquete_antwoord", False),  # an answer may be of no SWV
        ("geen_tabel", False),
    ],
)
def test_which_tables_swvs_fill_themselves(tabel: str, own: bool) -> None:
    """By hand: an SWV in the key beside something else, or rows about persons that an SWV must have."""
    assert own == per_swv(tabel)


def lwoo(**counts: int) -> pd.DataFrame:
    """A row of table `leerlingen_lwoo` per location: their last two letters and number."""
    schools = [f"99{name.upper()}" for name in counts]
    numbers = list(counts.values())
    return pd.DataFrame(
        {"regel": range(2, len(schools) + 2), "vestiging": schools, "aantal_min": numbers, "aantal_max": numbers}
    )


def add_other(store: Store, name: str, tabel: str, frame: pd.DataFrame, **changed: Any) -> int:
    new = levering(name, dataset=f"swv_{tabel}", **changed)
    return store.add_levering(new, {tabel: frame}, none()).id


def test_leveringen_about_other_schools_stand_side_by_side(store: Store) -> None:
    """By hand: two SWV's with schools of their own; a newer file of the first replaces its older one as a whole."""
    first = add_other(store, "a", "leerlingen_lwoo", lwoo(aa00=1, ab00=2))
    second = add_other(store, "b", "leerlingen_lwoo", lwoo(ba00=3))
    assert [(first, ()), (second, ())] == [(c.id, c.naast) for c in store.choose("leerlingen_lwoo", DAY, DAY)]
    third = add_other(store, "c", "leerlingen_lwoo", lwoo(aa00=10))
    chosen = store.choose("leerlingen_lwoo", DAY, DAY)
    assert [(second, ()), (third, (first,))] == [(c.id, c.naast) for c in chosen]
    rows = store.read("leerlingen_lwoo", [c.id for c in chosen])
    assert [["99AA00", 10], ["99BA00", 3]] == rows[["vestiging", "aantal_min"]].to_numpy().tolist()


def test_what_the_newest_left_out_stays_out(store: Store) -> None:
    """By hand: the oldest is about a school that only a replaced one names too; it does not come back."""
    add_other(store, "a", "leerlingen_lwoo", lwoo(ac00=5))
    add_other(store, "b", "leerlingen_lwoo", lwoo(aa00=1, ac00=2))
    newest = add_other(store, "c", "leerlingen_lwoo", lwoo(aa00=3))
    assert [newest] == [c.id for c in store.choose("leerlingen_lwoo", DAY, DAY)]


def test_kenmerken_and_surveys_of_others(store: Store) -> None:
    """A kenmerk is about a code of a niveau; an answer about a survey, a sector and an SWV (or none)."""

    def kenmerk(code: str) -> pd.DataFrame:
        fixed = {"niveau": "swv", "kenmerk": "governance", "waarde": "vereniging", "geldig_van": DAY}
        return pd.DataFrame({"regel": [2], "code": [code], **fixed})

    def answer(enquete: str, swv: str | None) -> pd.DataFrame:
        fixed = {"sleutel_vingerafdruk": "a" * 16, "sector": "vo", "vraag": "v1", "antwoord": "ja"}
        return pd.DataFrame({"regel": [2], "pseudoniem": [sha(enquete)], "enquete": enquete, "swv": swv, **fixed})

    first = add_other(store, "a", "kenmerk", kenmerk("VO2806"), peildatum=date(2018, 10, 1))
    second = add_other(store, "b", "kenmerk", kenmerk("VO2807"))
    assert [first, second] == [c.id for c in store.choose("kenmerk", None, DAY)]
    third = add_other(store, "c", "kenmerk", kenmerk("VO2806"))
    assert [(second, ()), (third, ())] == [(c.id, c.naast) for c in store.choose("kenmerk", None, DAY)]
    ours, theirs = (add_other(store, swv, "enquete_antwoord", answer("e19", swv)) for swv in ("VO2806", "VO2807"))
    open_one = add_other(store, "d", "enquete_antwoord", answer("e19", None))
    again = add_other(store, "e", "enquete_antwoord", answer("e19", None).assign(antwoord="nee"))
    assert [(ours, ()), (theirs, ()), (again, (open_one,))] == [
        (c.id, c.naast) for c in store.choose("enquete_antwoord", None, DAY)
    ]


def test_a_levering_with_the_same_rows_is_not_beside_another(store: Store) -> None:
    """The text and the table of one regulation tell the same, whatever their lines; one row or cell more does not."""
    areas = {"pc4": ["1234", "1235"], "po_swv": ["PO2806", None], "vo_swv": "VO2806"}
    text = pd.DataFrame({"regel": [20, 21], **areas})
    first = add_other(store, "text", "regio_indeling", text)
    second = add_other(store, "table", "regio_indeling", text.assign(regel=[3, 2])[["regel", *areas]])
    assert [(second, ())] == [(c.id, c.naast) for c in store.choose("regio_indeling", None, DAY)]
    third = add_other(store, "other", "regio_indeling", text.assign(po_swv=["PO2806", "PO2807"]))
    assert [(third, (first, second))] == [(c.id, c.naast) for c in store.choose("regio_indeling", None, DAY)]
    fourth = add_other(store, "less", "regio_indeling", text.iloc[:1])
    assert [(fourth, (first, second, third))] == [(c.id, c.naast) for c in store.choose("regio_indeling", None, DAY)]


def persons(key: str, **changed: Any) -> pd.DataFrame:
    fixed = {"swv": "VO2806", "soort": "vso", "geldig_van": DAY, "geldig_tot": date(2020, 7, 31)}
    frame = pd.DataFrame({"regel": [2, 3], "pseudoniem": [sha("a"), sha("b")], "sleutel_vingerafdruk": key * 16})
    return frame.assign(**(fixed | changed))


def test_a_difference_in_persons_is_only_counted(store: Store) -> None:
    """Two rows, one with another end: the number is told and no row; under another key they cannot be matched."""
    ids = [
        store.add_levering(levering(name, dataset="swv_tlv"), {"tlv": frame}, none()).id
        for name, frame in (
            ("a", persons("a")),
            ("b", persons("a", geldig_tot=[date(2020, 7, 31), date(2021, 7, 31)])),
            ("c", persons("c")),
        )
    ]
    (found,) = compare_leveringen(store, ids[0], ids[1])
    assert (True, 1, 1, []) == (found.gevoelig, found.rijen_gewijzigd, found.rijen_gelijk, as_records(found))
    with pytest.raises(UsageError, match="were made with different keys"):
        compare_leveringen(store, ids[0], ids[2])


def test_an_empty_cell_differs_from_every_value(store: Store) -> None:
    """Empty equals empty, and not zero; both directions are changes."""
    ids = [
        store.add_levering(levering(name, dataset="swv_tlv"), {"vestiging_in_telling": frame}, none()).id
        for name, frame in (
            ("a", pd.DataFrame({"regel": [2, 3, 4], "vestiging": ["00AA00", "00AA01", "00AA02"], "pc4": PC4[0]})),
            ("b", pd.DataFrame({"regel": [2, 3, 4], "vestiging": ["00AA00", "00AA01", "00AA02"], "pc4": PC4[1]})),
        )
    ]
    (found,) = compare_leveringen(store, *ids)
    changes = [(r["sleutel"]["vestiging"], r["wijzigingen"]) for r in as_records(found)]
    assert [("00AA01", {"pc4": [None, "1234"]}), ("00AA02", {"pc4": ["1234", None]})] == changes


PC4 = ([None, None, "1234"], [None, "1234", None])


def test_rows_of_an_swv_without_a_school_are_read(store: Store) -> None:
    """A pupil without a school (absolute absence) is of the SWV; a list of its schools does not lose the row."""
    rows = pd.DataFrame(
        {
            "regel": [2, 3],
            "pseudoniem": ["a" * 64, "b" * 64],
            "sleutel_vingerafdruk": "c" * 16,
            "swv": "VO2806",
            "soort": ["absoluut", "relatief"],
            "vestiging": pd.Series([None, "90AA00"], dtype="str"),
            "begin": date(2019, 9, 2),
        }
    )
    number = store.add_levering(levering("a", dataset="thuiszitters"), {"thuiszitter": rows}, none()).id

    assert ["absoluut", "relatief"] == store.read("thuiszitter", [number], ["90AA00"])["soort"].tolist()
