"""Ask a process with another hash seed, locale and timezone: for the outcome of a model, or what a plugin touches.

The input goes there as the example and its parameters; the other process makes the region itself.
"""

from __future__ import annotations

import base64
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from attrs import frozen

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry, Registered
from swvmon.testing.proef import Proef, digest, make_proef

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from swvmon.contract.parameter import Parameter
    from swvmon.contract.verdeelmodel import Verdeelmodel, Voorbeeld

ELSEWHERE = {"LANG": "tr_TR.UTF-8", "LC_ALL": "C", "TZ": "XXX-14"}
_BEGIN = "swvmon digests: "
_known: dict[str, list[str]] = {}
_standing: list[Ander] = []


class Vraag(Protocol):
    """What is asked of the other process; it goes there by pickle."""

    def answer(self) -> Any:
        """The answer, worked out there."""


@frozen
class Opdracht:
    """What the other process needs: where the model is found, and what to run it on.

    Attributes:
        plugin: the plugin that registers the model; empty where the model is an attribute of a module.
        folder: folder of a single-file plugin.
        module: name of the module.
        bestand: its file.
        naam: name of the model, or of the attribute.
        parameters: dated parameters.
        voorbeelden: the examples.
    """

    plugin: str
    folder: str
    module: str
    bestand: str
    naam: str
    parameters: tuple[Parameter, ...]
    voorbeelden: tuple[Voorbeeld, ...]

    @property
    def sleutel(self) -> str:
        """What tells two of these apart."""
        return repr((self.plugin, self.module, self.bestand, self.naam, self.parameters, self.voorbeelden))

    def answer(self) -> list[str]:
        """The digest of each example, or what the model raised."""
        return digests(_find(self), self.voorbeelden, self.parameters)


def digest_elsewhere(proef: Proef) -> str:
    """The digest of an example of a model in the other process; the standard region only."""
    task = _task(proef.model, tuple(proef.parameters.values()))
    if task.sleutel not in _known:
        prepare([(proef.model, tuple(proef.parameters.values()))])
    examples = list(task.voorbeelden)
    return _known[task.sleutel][examples.index(proef.voorbeeld)]


def prepare(models: Iterable[tuple[Registered[Verdeelmodel], tuple[Parameter, ...]]]) -> None:
    """Ask for the digests of many models at once: a process takes longer to start than all of them to run.

    Raises:
        AssertionError: the other process cannot find a model, or stopped.
    """
    tasks = [_task(model, parameters) for model, parameters in models]
    for task, answer in zip(tasks, ask(tasks), strict=True):
        _known[task.sleutel] = answer


def remember(model: Registered[Verdeelmodel], parameters: tuple[Parameter, ...], answer: list[str]) -> None:
    """Keep the digests of a model that the other process found on its own."""
    _known[_task(model, parameters).sleutel] = answer


@contextmanager
def standing() -> Iterator[None]:
    """Let one process answer all that is asked for a while; only for plugins whose code stays as it is meanwhile."""
    other = Ander.start()
    _standing.append(other)
    try:
        yield
    finally:
        _standing.remove(other)
        other.stop()


def ask(questions: Sequence[Vraag]) -> list[Any]:
    """Let the other process answer questions, in one go.

    Raises:
        AssertionError: the other process stopped.
    """
    if _standing and _standing[-1].proces.poll() is None:
        return _standing[-1].answers(questions)
    other = Ander.start()
    try:
        return other.answers(questions)
    finally:
        other.stop()


@frozen(eq=False)
class Ander:
    """The other process.

    Attributes:
        proces: the process; it reads questions, one line each time, until there are no more.
        fouten: what it writes to stderr.
    """

    proces: subprocess.Popen[str]
    fouten: IO[str]

    @classmethod
    def start(cls) -> Ander:
        """Start a process with another hash seed, locale and timezone."""
        seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
        errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - `stop` closes it
        process = subprocess.Popen(
            [sys.executable, "-m", "swvmon.testing.elders"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **ELSEWHERE, "PYTHONHASHSEED": seed},
            text=True,
        )
        return cls(process, errors)

    def answers(self, questions: Sequence[Vraag]) -> list[Any]:
        """Its answers, in the order of the questions.

        Raises:
            AssertionError: it stopped; tells what it wrote last.
        """
        assert self.proces.stdin is not None  # noqa: S101 - for mypy: both are pipes
        assert self.proces.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError):  # reading says that it stopped
            self.proces.stdin.write(f"{_packed(sys.path)} {_packed(list(questions))}\n")
            self.proces.stdin.flush()
        for line in self.proces.stdout:
            if line.startswith(_BEGIN):
                answers: list[Any] = _unpacked(line.removeprefix(_BEGIN))
                return answers
        self.proces.wait()
        self.fouten.seek(0)
        raise AssertionError(f"the other process stopped: {self.fouten.read()[-2000:]}")

    def stop(self) -> None:
        """Ask nothing any more, and wait until it ended."""
        with suppress(BrokenPipeError):
            self.proces.communicate()
        self.fouten.close()


def _packed(thing: object) -> str:
    return base64.b64encode(pickle.dumps(thing)).decode()


def _unpacked(text: str) -> Any:
    return pickle.loads(base64.b64decode(text))  # noqa: S301 - between this process and its own child


def digests(
    model: Registered[Verdeelmodel], voorbeelden: Iterable[Voorbeeld], parameters: tuple[Parameter, ...]
) -> list[str]:
    """The digest of each example, or what the model raised."""
    answers = []
    for example in voorbeelden:
        try:
            answers.append(digest(make_proef(model, example, parameters).ran()))
        except Exception as error:  # whatever a model raises; the process that asked compares
            answers.append(f"{type(error).__name__}: {error}")
    return answers


def _task(model: Registered[Verdeelmodel], parameters: tuple[Parameter, ...]) -> Opdracht:
    examples = tuple(model.value.voorbeelden)
    if model.distribution == "test":
        module, name = _attribute(model.value)
        return Opdracht("", "", module, str(sys.modules[module].__file__), name, parameters, examples)
    single = sys.modules.get(f"swvmon_file_{model.plugin}")
    folder = str(Path(str(single.__file__)).parent) if single else ""
    return Opdracht(model.plugin, folder, "", "", model.value.naam, parameters, examples)


def _attribute(model: Verdeelmodel) -> tuple[str, str]:
    """Where a model that no plugin registered is kept."""
    for module, content in sorted(sys.modules.items()):
        for name, value in sorted(vars(content).items()) if hasattr(content, "__file__") else ():
            if value is model and module != "__main__":
                return module, name
    raise AssertionError(
        f"model {model.naam} is not an attribute of a module, so that no other process can find it: write it down as "
        f"{model.naam.upper()} = Verdeelmodel(...) outside a function"
    )


def _find(task: Opdracht) -> Any:
    if task.plugin:
        registry = PluginRegistry(discover(PluginChoice((task.folder,) if task.folder else ())))
        found = registry.register("verdeelmodellen", [task.plugin])
        return next(model for model in found if model.value.naam == task.naam)
    return getattr(_module(task), task.naam)


def _module(task: Opdracht) -> Any:
    from importlib import import_module
    from importlib.util import module_from_spec, spec_from_file_location

    try:
        return import_module(task.module)
    except ImportError:
        spec = spec_from_file_location(task.module, task.bestand)
        if spec is None or spec.loader is None:
            raise
        module = sys.modules[task.module] = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def main() -> None:
    """Read questions, write the answers, until there are no more."""
    for line in sys.stdin:
        path, questions = line.split()
        sys.path[:] = _unpacked(path)
        asked: list[Vraag] = _unpacked(questions)
        answers = [question.answer() for question in asked]
        sys.stdout.write(f"\n{_BEGIN}{_packed(answers)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
