"""The kit as test classes: one line in the tests of a plugin runs every check, each as a test of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import frozen

from swvmon.hooks.discovery import PluginChoice
from swvmon.testing.kit.onderwerp import Onderwerp, find
from swvmon.testing.kit.oordeel import checks_of, judge
from swvmon.testing.kit.toets import FOUT, NVT, ONTHEVEN

if TYPE_CHECKING:
    import pandas as pd

K = TypeVar("K", bound="type[Conformiteit]")

LEAST = 10
"""Characters of a reason: a sentence, not a word."""


@frozen
class Ontheffing:
    """Why a check does not hold.

    Attributes:
        merk: notimpl, notyet or never.
        reden: the reason.
    """

    merk: str
    reden: str


class Conformiteit:
    """What the three test classes share; use `VerdeelmodelConformiteit` and its fellows.

    Attributes:
        plugins_dir: folder of single-file plugins, where the plugin is one.
        tabellen: tables that replace those of the fictional region, by name, or by name and telmoment
            (``tlv_telling 1-10 t``).
        bestanden: folder with a small file per dataset; by default ``voorbeelden`` beside the code.
    """

    soort: ClassVar[str] = ""
    veld: ClassVar[str] = ""
    plugins_dir: ClassVar[str | Path] = ""
    tabellen: ClassVar[Mapping[str, pd.DataFrame]] = {}
    bestanden: ClassVar[Path | None] = None
    ontheffingen: ClassVar[Mapping[str, Ontheffing]] = {}
    _gevonden: ClassVar[Onderwerp | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        ours = not cls.soort or cls.__module__ == __name__
        changed = [n for n in vars(cls) if n.removeprefix("test_") in checks_of(cls.soort)]
        if changed and not ours:
            raise TypeError(
                f"{cls.__name__} replaces check {changed[0]}: a check is only relaxed by @notimpl, @notyet or @never "
                "with a reason"
            )

    @classmethod
    def onderwerp(cls) -> Onderwerp:
        """What is judged, looked up once."""
        if cls.__dict__.get("_gevonden") is None:
            naam = getattr(cls, cls.veld, "")
            if not naam:
                raise AssertionError(f'{cls.__name__} names nothing: add {cls.veld} = "..."')
            keuze = PluginChoice((str(cls.plugins_dir),) if cls.plugins_dir else ())
            cls._gevonden = find(cls.soort, naam, keuze, tabellen=cls.tabellen, bestanden=cls.bestanden)
        return cls._gevonden  # type: ignore[return-value]


def _test(naam: str, uitleg: str) -> Callable[[Conformiteit], None]:
    def test(self: Conformiteit) -> None:
        import pytest

        __tracebackhide__ = True
        check = checks_of(self.soort)[naam]
        found = judge(self.onderwerp(), check)
        exempt = self.ontheffingen.get(naam)
        if found.uitkomst == FOUT and exempt is None:
            pytest.fail(f"{self.soort} {found.naam}, check {naam}: {found.tekst}", pytrace=False)
        if found.uitkomst == FOUT and exempt is not None:
            pytest.xfail(f"{exempt.merk}: {exempt.reden}")
        if exempt is not None:
            told = "it holds" if found.uitkomst != NVT else f"it says nothing: {found.tekst}"
            mark = f"is marked {exempt.merk} ({exempt.reden})"
            pytest.fail(
                f"{self.soort} {found.naam}, check {naam} {mark} and {told}: take the marker away", pytrace=False
            )
        if found.uitkomst in (NVT, ONTHEVEN):
            pytest.skip(found.tekst)

    test.__name__ = f"test_{naam}"
    test.__doc__ = f"{uitleg}."
    return test


def _with_checks(cls: K) -> K:
    for check in checks_of(cls.soort).values():
        setattr(cls, f"test_{check.naam}", _test(check.naam, check.uitleg))
    return cls


@_with_checks
class VerdeelmodelConformiteit(Conformiteit):
    """Every check of a verdeelmodel (docs/kit.md) as a test; a subclass says which model.

    Attributes:
        model: name of the model, as region plans name it.
    """

    soort = "verdeelmodel"
    veld = "model"
    model: ClassVar[str] = ""


@_with_checks
class IndicatorConformiteit(Conformiteit):
    """Every check of an indicator (docs/kit.md) as a test; a subclass says which.

    Attributes:
        indicator: its name.
    """

    soort = "indicator"
    veld = "indicator"
    indicator: ClassVar[str] = ""


@_with_checks
class DatabronConformiteit(Conformiteit):
    """Every check of a databron (docs/kit.md) as a test; a subclass says which.

    Attributes:
        databron: its name.
    """

    soort = "databron"
    veld = "databron"
    databron: ClassVar[str] = ""


def _relax(merk: str, naam: str, reden: str) -> Callable[[K], K]:
    def relax(cls: K) -> K:
        if naam not in checks_of(cls.soort):
            from difflib import get_close_matches

            close = get_close_matches(naam, checks_of(cls.soort), n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise ValueError(f"{cls.__name__}: {naam!r} is no check of kind {cls.soort}{hint}")
        if len(reden) < LEAST:
            raise ValueError(f"{cls.__name__}: say in a sentence why check {naam!r} does not hold, not {reden!r}")
        cls.ontheffingen = {**cls.ontheffingen, naam: Ontheffing(merk, reden)}
        return cls

    return relax


def notimpl(toets: str, reden: str) -> Callable[[K], K]:
    """Mark a check that the plugin does not keep yet: it is still to be written.

    Args:
        toets: name of the check.
        reden: why, in a sentence; the test fails once the check holds.
    """
    return _relax("notimpl", toets, reden)


def notyet(toets: str, reden: str) -> Callable[[K], K]:
    """Mark a check that the plugin cannot keep yet, because of swvmon or of another package.

    Args:
        toets: name of the check.
        reden: what must change there; the test fails once the check holds.
    """
    return _relax("notyet", toets, reden)


def never(toets: str, reden: str) -> Callable[[K], K]:
    """Mark a check that goes against what the rule is.

    Args:
        toets: name of the check.
        reden: why it never will hold; the test fails once the check holds.
    """
    return _relax("never", toets, reden)
