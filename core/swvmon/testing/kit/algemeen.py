"""Checks that hold for everything a plugin offers: its card, its words, its sources, its docs, and the fence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from swvmon.testing.kit.buiten import seen
from swvmon.testing.kit.onderwerp import LIJSTEN, Onderwerp, code_paths
from swvmon.testing.kit.toets import ALLE, toets
from swvmon.testing.kit.woorden import english_words
from swvmon.testing.proef import Mislukt, NietVanToepassing, make_proef

if TYPE_CHECKING:
    from swvmon.run.chain import ChainRun

EMPTY = re.compile(r"(?i)\W*(bron|proef|test|todo|tbd|x+|onbekend|n\W*v\W*t|\?*)\W*")
"""What stands where a source should be."""


@toets(*ALLE)
def registratie(onderwerp: Onderwerp) -> None:
    """The core finds the plugin, imports it, and takes what it registers."""
    if onderwerp.ding is None:
        raise AssertionError(f"expected a {onderwerp.soort} {onderwerp.naam!r}, found: {onderwerp.geweigerd}")


@toets(*ALLE)
def kaart(onderwerp: Onderwerp) -> None:
    """The card says what the code says: names, kinds, sectors, datasets and derived tables."""
    card, value = onderwerp.found.card, onderwerp.thing.value
    if onderwerp.geweigerd:
        raise AssertionError(f"expected all that the card lists, found: {onderwerp.geweigerd}")
    wrong = [s for s, lijst in LIJSTEN.items() if bool(getattr(card, lijst)) != (s in card.soorten)]
    if wrong:
        raise AssertionError(f"expected soorten to name what the card lists, found {wrong[0]} in one of the two only")
    if onderwerp.soort == "databron":
        for key, names in (
            ("datasets", {d.naam for d in value.datasets}),
            ("levert", {a.levert for a in value.afleidingen}),
        ):
            said = set(getattr(card, key))
            if missing := names - said:
                raise AssertionError(
                    f"expected the card to list {min(missing)!r} under {key}, found it in the code only"
                )
            if len(card.databronnen) == 1 and said - names:
                raise AssertionError(
                    f"expected the code to have {min(said - names)!r}, found it on the card only ({key})"
                )
    elif missing := set(value.sectoren) - set(card.sectoren):
        raise AssertionError(
            f"expected the card to name sector {min(missing)}, found {', '.join(card.sectoren) or 'none'}"
        )
    if not card.sectoren:
        raise AssertionError("expected the card to name its sectoren, found none")


@toets(*ALLE)
def titels(onderwerp: Onderwerp) -> None:
    """What boards and controllers read is Dutch, and begins with a capital where it is a title."""
    for where, text in _titles(onderwerp):
        if not text.strip() or not (text.lstrip("(")[:1].isupper() or text[0].isdigit()):
            raise AssertionError(f"expected {where} to begin with a capital, found {text!r}")
    for where, text in (*_titles(onderwerp), *_texts(onderwerp)):
        if words := english_words(text):
            raise AssertionError(f"expected {where} in Dutch, found {', '.join(words)} in {text!r}")


@toets(*ALLE)
def bronnen(onderwerp: Onderwerp) -> None:
    """Rule, numbers and lines name a source that can be looked up, and are no more certain than it is."""
    value = onderwerp.thing.value
    told = {"bron": value.bron} if hasattr(value, "bron") else {"uitgever": value.uitgever, "licentie": value.licentie}
    for parameter in onderwerp.parameters:
        told |= {f"the source of {parameter.id}": w.bron for w in parameter.waarden}
    for where, text in told.items():
        if EMPTY.fullmatch(text):
            raise AssertionError(f"expected {where} to say where it is written, found {text!r}")
    if onderwerp.soort == "verdeelmodel":
        for chain in _chains(onderwerp):
            _certain(onderwerp, chain)


@toets(*ALLE)
def documentatie(onderwerp: Onderwerp) -> None:
    """A README (of a single file: docstrings) names the thing, its choices or datasets; the rule has a docstring."""
    value, text = onderwerp.thing.value, _readme(onderwerp)
    names = [onderwerp.naam]
    if onderwerp.soort == "verdeelmodel":
        import attrs

        names += [f.name for f in attrs.fields(value.keuzes)]
        calls = [value.verdeel, *(regime.verdeel for regime in value.regimes)]
    elif onderwerp.soort == "indicator":
        calls = [value.bereken]
    else:
        names += [d.naam for d in value.datasets]
        calls = [call for d in value.datasets for call in (d.herken, d.lees)]
    if missing := [name for name in names if not re.search(rf"\b{re.escape(name)}\b", text)]:
        where = "its docstrings" if onderwerp.found.bestand else "its README.md"
        raise AssertionError(f"expected {missing[0]!r} in {where}, found no such word")
    for call in filter(None, calls):
        target = getattr(call, "func", call)
        if not (getattr(target, "__doc__", None) or "").strip():
            raise AssertionError(
                f"expected {getattr(target, '__name__', target)!s} to say what it does, found no docstring"
            )


def _fenced(naam: str, uitleg: str) -> None:
    def check(onderwerp: Onderwerp) -> None:
        touched = seen(onderwerp).geraakt.get(naam, ())
        if touched:
            raise AssertionError(f"expected its input and nothing else, found {'; '.join(touched[:3])}")

    check.__doc__ = uitleg
    toets(*ALLE, naam=naam)(check)


_fenced("bestanden", "It opens no file beside those that it is handed and those of its own package.")
_fenced("netwerk", "It opens no connection.")
_fenced("processen", "It starts no process.")
_fenced("klok", "It asks no clock: on another day it gives the same.")
_fenced("omgeving", "It looks at no environment variable, locale, folder or machine.")
_fenced("toeval", "It draws no random number: with another seed it gives the same.")


def _titles(onderwerp: Onderwerp) -> list[tuple[str, str]]:
    value = onderwerp.thing.value
    found = [("the title of the card", onderwerp.found.card.titel), ("titel", value.titel)]
    found += [(f"the title of {d.naam}", d.titel) for d in getattr(value, "datasets", ())]
    return found + [(f"the title of {p.id}", p.titel) for p in onderwerp.parameters]


def _texts(onderwerp: Onderwerp) -> Iterator[tuple[str, str]]:
    value = onderwerp.thing.value
    yield "beschrijving of the card", onderwerp.found.card.beschrijving
    if onderwerp.soort == "indicator":
        yield "definitie", value.definitie
        yield "verschil", value.verschil
    if onderwerp.soort != "verdeelmodel":
        return
    for chain in _chains(onderwerp):
        for column in ("grondslag", "toelichting"):
            for text in dict.fromkeys(chain.regels[column]):
                if not str(text).strip():
                    raise AssertionError(f"expected a {column} on every line, found none")
                yield f"{column} of a line", str(text)
        yield from ((f"finding {b.code}", b.tekst) for _, _, b in chain.bevindingen)


@cache
def _chains(onderwerp: Onderwerp) -> tuple[ChainRun, ...]:
    """The examples that run; check contract tells of the others."""
    chains = []
    for example in onderwerp.thing.value.voorbeelden:
        with suppress(Mislukt, NietVanToepassing):
            chains.append(make_proef(onderwerp.thing, example, onderwerp.parameters).ran())
    return tuple(chains)


def _certain(onderwerp: Onderwerp, chain: ChainRun) -> None:
    known = {p.id: p for p in onderwerp.parameters}
    used: dict[str, Any] = {g.parameter: g for g in chain.gebruik}
    choices = _choices(onderwerp, chain)
    lines = chain.regels[chain.regels["parameters"] != ""]
    for text, status in lines[["parameters", "status"]].drop_duplicates().itertuples(index=False):
        for name in text.split():
            told = any(f"{p}.".startswith(f"{name}.") or name.startswith(f"{p}.") for p in (*known, *used))
            if not told and name not in choices:
                raise AssertionError(f"expected lines to name parameters or choices of the plugin, found {name!r}")
            uncertain = [w for w in (known[name].waarden if name in known else ()) if w.status == "aanname"]
            if status == "definitief" and uncertain and len(uncertain) == len(known[name].waarden):
                raise AssertionError(f"expected lines with {name}, an aanname, to be one too, found them definitief")


def _choices(onderwerp: Onderwerp, chain: ChainRun) -> set[str]:
    """Names of the choices as the model got them, also of those that the example leaves as they are by default."""
    import attrs

    plugin, step = onderwerp.found.naam, chain.binding.plan.stappen[0]
    names = set()
    for periode, _ in onderwerp.thing.value.parts(chain.view.sector, chain.view.schooljaar.periode):
        for name, value in attrs.asdict(chain.binding.keuzes(step, periode)[0], recurse=False).items():
            names |= {f"{plugin}.{name}"} | (
                {f"{plugin}.{name}.{key}" for key in value} if isinstance(value, dict) else set()
            )
    return names


def _readme(onderwerp: Onderwerp) -> str:
    found = onderwerp.found
    if found.bestand:
        return _docstrings(code_paths(found)[0].read_text("utf-8"))
    folders = [*code_paths(found), *([onderwerp.project] if onderwerp.project else [])]
    for folder in folders:
        if (folder / "README.md").is_file():
            return (folder / "README.md").read_text("utf-8")
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        text: Any = metadata(found.distributie)
        return str(text.get("Description") or text.get_payload() or "")
    except PackageNotFoundError:
        return ""


def _docstrings(source: str) -> str:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return "\n".join(ast.get_docstring(node) or "" for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))
