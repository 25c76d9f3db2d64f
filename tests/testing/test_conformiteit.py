"""The kit as test classes: run by pytest on a plugin, relaxed only by a marker that fails once it is needless."""

from __future__ import annotations

from pathlib import Path

import pytest

from swvmon.testing import DatabronConformiteit, IndicatorConformiteit, VerdeelmodelConformiteit, never, notimpl, notyet
from swvmon.testing.kit.oordeel import checks_of

GOOD = Path(__file__).parents[1] / "mutants" / "goed"


class TestGoedeBron(DatabronConformiteit):
    """Every check holds."""

    plugins_dir = GOOD
    databron = "goede_bron"


class TestGoedeIndicator(IndicatorConformiteit):
    """Every check holds."""

    plugins_dir = GOOD
    indicator = "goede_indicator"


def outcome_of(cls, name):
    """What one test of a class comes to: passed, failed, xfailed or skipped, with its message."""
    try:
        getattr(cls(), f"test_{name}")()
    except pytest.xfail.Exception as expected:
        return "xfailed", str(expected)
    except pytest.fail.Exception as failed:
        return "failed", str(failed)
    except pytest.skip.Exception as skipped:
        return "skipped", str(skipped)
    return "passed", ""


@pytest.fixture
def engels(tmp_path):
    """The good indicator with an English definition."""
    source = (GOOD / "indicator.py").read_text("utf-8").replace("goede_indicator", "engels")
    (tmp_path / "engels.py").write_text(source.replace("Leerlingen in het", "The number of pupils in the"), "utf-8")
    return type("TestEngels", (IndicatorConformiteit,), {"plugins_dir": tmp_path, "indicator": "engels"})


@pytest.mark.parametrize("soort", [VerdeelmodelConformiteit, IndicatorConformiteit, DatabronConformiteit])
def test_each_check_is_a_test(soort):
    """Each check has a test of its name that says what it guarantees."""
    expected = {f"test_{name}" for name in checks_of(soort.soort)}

    assert expected == {name for name in dir(soort) if name.startswith("test_")}
    assert all(getattr(soort, name).__doc__ for name in expected)


def test_a_check_that_does_not_hold_fails_with_words(engels):
    """The message names thing and check, and what was expected and found."""
    outcome, text = outcome_of(engels, "titels")

    assert "failed" == outcome
    assert text.startswith("indicator engels, check titels: expected definitie in Dutch, found the")


@pytest.mark.parametrize("mark", [notimpl, notyet, never])
def test_a_marked_check_is_expected_to_fail(mark, engels):
    """With a marker the test is an expected failure that tells the reason."""
    relaxed = mark("titels", "de definitie wordt nog vertaald")(engels)

    assert ("xfailed", f"{mark.__name__}: de definitie wordt nog vertaald") == outcome_of(relaxed, "titels")


@pytest.mark.parametrize("mark", [notimpl, notyet, never])
def test_a_needless_marker_fails(mark, engels):
    """A marked check that holds is a fault: the marker goes."""
    relaxed = mark("bronnen", "de bron wordt nog gezocht")(engels)
    outcome, text = outcome_of(relaxed, "bronnen")

    assert "failed" == outcome
    assert text.endswith("(de bron wordt nog gezocht) and it holds: take the marker away")


def test_a_marker_names_a_check_and_a_reason(engels):
    """A misspelt check, and a reason that is none, are refused where the class is made."""
    with pytest.raises(ValueError, match=r"'titel' is no check of kind indicator; did you mean 'titels'\?"):
        notyet("titel", "de definitie wordt nog vertaald")(engels)
    with pytest.raises(ValueError, match="say in a sentence why"):
        never("titels", "daarom")(engels)


def test_a_check_cannot_be_replaced():
    """A class that overrides a check is refused: relaxing is seen, or it is not done."""
    with pytest.raises(TypeError, match="TestStil replaces check test_titels"):
        type("TestStil", (IndicatorConformiteit,), {"test_titels": print})


def test_what_is_not_there_is_told():
    """A name that no plugin offers fails check registratie, and the others say that they cannot tell."""
    cls = type("TestNiets", (VerdeelmodelConformiteit,), {"model": "bestaat_niet"})

    assert "no plugin offers verdeelmodel 'bestaat_niet'" in outcome_of(cls, "registratie")[1]
    assert "skipped" == outcome_of(cls, "behoud")[0]
