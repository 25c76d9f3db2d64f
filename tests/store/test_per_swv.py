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
