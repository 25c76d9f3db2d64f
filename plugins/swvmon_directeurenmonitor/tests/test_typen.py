"""Types that are there are found and told to be stable; where there are none, that is what is told."""

import numpy as np
import pandas as pd
import pytest

from swvmon import SwvmonError
from swvmon_directeurenmonitor.typen import (
    BEREKEND,
    EEN_KLASSE,
    GEEN_VARIATIE,
    NIET_STABIEL,
    TE_WEINIG,
    adjusted_rand,
    find_types,
)


def features(**columns):
    many = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=[f"r{i:02}" for i in range(many)])


def test_three_types_that_are_there_are_found():
    """By hand: 7 around 9, 6 around 2 and 5 around 5 on the first feature are the types, the lowest first."""
    first = [9.0 + 0.1 * i for i in range(7)] + [2.0 + 0.1 * i for i in range(6)] + [5.0 + 0.1 * i for i in range(5)]
    made = find_types(features(plaats=first, post=[60 - 5 * x for x in first], vast=[1] * 18), 3, 0.75)

    assert (18, ("plaats", "post"), BEREKEND) == (made.n, made.kenmerken, made.uitkomst)
    assert [3] * 7 + [1] * 6 + [2] * 5 == made.klasse.to_list()
    assert [2.25, 5.2, 9.3] == made.gemiddelden["plaats"].round(9).to_list()
    assert 1 == made.stabiliteit


def test_who_lacks_a_feature_has_no_type():
    """By hand: of eleven one has no second feature, and the order of rows does not matter."""
    first = [1.0] * 5 + [9.0] * 5 + [9.0]
    frame = features(a=first, b=[1.0, 2, 1, 2, 1, 8, 9, 8, 9, 8, np.nan])
    made = find_types(frame.sample(frac=1, random_state=3), 2, 0.5)

    assert (10, [1] * 5 + [2] * 5) == (made.n, made.klasse.to_list())
    assert "r10" not in made.klasse


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (features(a=[1.0, 2, 3]), TE_WEINIG),
        (features(a=[np.nan] * 20), TE_WEINIG),
        (features(a=[4.0] * 20), GEEN_VARIATIE),
        (features(a=[1.0] * 10 + [2.0] * 10), EEN_KLASSE),
    ],
)
def test_no_types(frame, told):
    """Too few, nobody with all features, no variation, and two different respondents for three types: no type."""
    made = find_types(frame, 3, 0.75)

    assert (None, None, None, told) == (made.klasse, made.gemiddelden, made.stabiliteit, made.uitkomst)


def test_noise_is_not_stable():
    """Points without structure are divided otherwise by samples: no type is told, the stability is."""
    draw = np.random.Generator(np.random.PCG64(5))
    made = find_types(features(**{name: draw.random(40) for name in "abcd"}), 4, 0.75)

    assert (None, None, NIET_STABIEL) == (made.klasse, made.gemiddelden, made.uitkomst)
    assert 0 < made.stabiliteit < 0.75


def test_one_type_is_refused():
    """One class is no typology."""
    with pytest.raises(SwvmonError, match="two classes or more, found 1"):
        find_types(features(a=[1.0, 2]), 1, 0.75)


@pytest.mark.parametrize(
    ("een", "ander", "index"),
    [
        ([1, 1, 2, 2], [2, 2, 1, 1], 1.0),
        ([1, 1, 2, 2], [1, 2, 1, 2], -0.5),
        ([1, 1, 1], [1, 1, 1], 1.0),
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7),
    ],
)
def test_adjusted_rand(een, ander, index):
    """By hand: names do not matter; of 0,0,1,1 and 0,0,1,2 one pair agrees, 2 x 1 / 6 is expected and 1,5 the most."""
    assert index == pytest.approx(adjusted_rand(een, ander))
