"""The fence: code runs, and what it touches beside its input is refused and told.

Files, sockets and processes are seen by an audit hook; clock, environment and random numbers are replaced. A call
counts where a frame of the plugin made it; imports do not count, and the plugin may read the files of its own package.
Libraries that reach the system without Python's audit events (DuckDB, the C++ of Arrow) are not seen.
"""

from __future__ import annotations

import datetime
import os
import random
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

TOETSEN = ("bestanden", "netwerk", "processen", "klok", "omgeving", "toeval")
"""Checks that the fence decides."""

_FILES = ("open", "os.", "shutil.", "tempfile.", "glob.", "sqlite3.", "ctypes.dlopen", "pathlib.")
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.")
_PROCESSES = ("subprocess.", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.")
_SURROUNDINGS = ("socket.gethostname", "os.putenv", "os.unsetenv")
_HARMLESS = ("os.fspath",)

_IMPORTING = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>", "<frozen zipimport>")
_CORE = str(Path(__file__).parents[2]) + os.sep
_KIT = str(Path(__file__).parent) + os.sep
_LIBRARIES = tuple(sysconfig.get_path(name) + os.sep for name in ("stdlib", "purelib", "platlib"))
_BETWEEN = tuple(
    os.sep + name
    for name in ("os.py", "_collections_abc.py", "posixpath.py", "genericpath.py", "pathlib.py", "locale.py")
)
"""Modules through which a plugin asks for its surroundings."""


class Geweigerd(PermissionError):
    """The fence refused a call; a file or socket that is not there looks the same to the code."""


@frozen
class Wereld:
    """What the code sees of the world outside.

    Attributes:
        nu: the clock, UTC.
        omgeving: the environment.
        zaad: seed of all random numbers.
    """

    nu: datetime.datetime = datetime.datetime(2001, 2, 3, 4, 5, 6, tzinfo=datetime.UTC)
    omgeving: str = "een"
    zaad: int = 1


@define(eq=False)
class Scherm:
    """The fence around one plugin.

    Attributes:
        wortels: its code: a file, or a folder.
        toegestaan: files that it is handed.
        gezien: what it touched: the check that it breaks, and what it did where.
    """

    wortels: tuple[str, ...]
    toegestaan: tuple[str, ...] = ()
    gezien: list[tuple[str, str]] = field(factory=list)

    @contextmanager
    def around(self, wereld: Wereld) -> Iterator[None]:
        """Put the fence up for a while."""
        _listen()
        with ExitStack() as stack:
            stack.enter_context(_clock(self, wereld))
            stack.enter_context(_environment(self, wereld))
            stack.enter_context(_chance(wereld))
            _active.append(self)
            try:
                yield
            finally:
                _active.remove(self)

    def event(self, name: str, args: tuple[Any, ...]) -> None:
        """Refuse what an audit event tells, where the plugin did it."""
        check = _check_of(name)
        if not check or not (where := self.culprit(through_core=True)):
            return
        target = args[0] if args else ""
        if check == "bestanden" and self._may_read(name, target, args):
            return
        told = repr(str(target))[:80] if isinstance(target, (str, bytes, os.PathLike)) else ""
        self.note(check, f"{name}({told}) in {where}")
        raise Geweigerd(f"refused by the kit: {name}({told})")

    def note(self, check: str, text: str) -> None:
        """Remember what was touched, once."""
        if (check, text) not in self.gezien:
            self.gezien.append((check, text))

    def culprit(self, *, through_core: bool = False, direct: bool = False) -> str:
        """The place in the plugin that made the call; empty where something else did.

        Args:
            through_core: whether calls that the plugin makes through swvmon count.
            direct: whether only calls that the plugin makes itself count.
        """
        frame = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file in _IMPORTING:
                return ""
            if any(file == root or file.startswith(root + os.sep) for root in self.wortels):
                return f"{Path(file).name}:{frame.f_lineno}"
            ours = file.startswith(_CORE) and not through_core
            if not file.startswith(_KIT) and (ours or (direct and not file.endswith(_BETWEEN))):
                return ""
            frame = frame.f_back  # type: ignore[assignment]
        return ""

    def _may_read(self, name: str, target: object, args: tuple[Any, ...]) -> bool:
        if isinstance(target, int):
            return True
        if not isinstance(target, (str, bytes, os.PathLike)):
            return False
        path = os.path.abspath(os.fsdecode(target))  # noqa: PTH100 - a Path would look at the disk
        reads = name in ("os.listdir", "os.scandir") or (
            name == "open" and not (set(str(args[1] or "r")) & set("wax+")) and not _writes(args)
        )
        own = tuple(root + os.sep for root in self.wortels if not root.endswith(".py"))
        return reads and (path in self.toegestaan or (path + os.sep).startswith((*own, _CORE, *_LIBRARIES)))


_active: list[Scherm] = []
_listening: list[bool] = []


def _listen() -> None:
    if not _listening:
        _listening.append(True)
        sys.addaudithook(_hook)


def _hook(name: str, args: tuple[Any, ...]) -> None:
    if _active and ("." in name or name == "open"):
        scherm = _active.pop()  # what the fence does itself is not seen
        try:
            scherm.event(name, args)
        finally:
            _active.append(scherm)


def _check_of(name: str) -> str:
    if name.startswith(_SURROUNDINGS):
        return "omgeving"
    if name.startswith(_PROCESSES):
        return "processen"
    if name.startswith(_NETWORK):
        return "netwerk"
    return "bestanden" if name.startswith(_FILES) and name not in _HARMLESS else ""


def _writes(args: tuple[Any, ...]) -> bool:
    flags = args[2] if len(args) > 2 and isinstance(args[2], int) else 0
    return args[1] is None and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


@contextmanager
def _replaced(pairs: Iterable[tuple[Any, str, Any]], scherm: Scherm) -> Iterator[None]:
    """Replace attributes, and in the plugin's modules every name that stands for what is replaced."""
    swaps = [(owner, name, getattr(owner, name), new) for owner, name, new in pairs]
    by_id = {id(old): new for _, _, old, new in swaps}
    done: list[tuple[Any, str, Any]] = []
    for module in list(sys.modules.values()):
        file = str(getattr(module, "__file__", "") or "")
        if any(file == root or file.startswith(root + os.sep) for root in scherm.wortels):
            done += [(module, name, value) for name, value in vars(module).items() if id(value) in by_id]
    for module, name, value in done:
        setattr(module, name, by_id[id(value)])
    for owner, name, _, new in swaps:
        setattr(owner, name, new)
    known = set(sys.modules)
    try:
        yield
    finally:
        for owner, name, old, _ in swaps:
            setattr(owner, name, old)
        _put_back([module for key, module in sys.modules.items() if key not in known], swaps)
        for module, name, value in done:
            setattr(module, name, value)


def _put_back(modules: Iterable[Any], swaps: Iterable[tuple[Any, str, Any, Any]]) -> None:
    """Modules that were first imported behind the fence took what was replaced: give them the real thing."""
    real = {id(new): old for _, _, old, new in swaps}
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) in real:
                setattr(module, name, real[id(value)])


@contextmanager
def _clock(scherm: Scherm, wereld: Wereld) -> Iterator[None]:
    import pandas as pd

    seconds = wereld.nu.timestamp()

    def told(name: str, real: Callable[..., Any], fake: Callable[..., Any], free: int = 0) -> Callable[..., Any]:
        """A function of the clock; with more than `free` arguments it only converts."""

        def ask(*args: Any, **kwargs: Any) -> Any:
            where = scherm.culprit(direct=True) if scherm in _active and len(args) <= free else ""
            if not where:
                return real(*args, **kwargs)
            scherm.note("klok", f"{name}() in {where}")
            return fake(*args, **kwargs)

        return ask

    pairs: list[tuple[Any, str, Any]] = []
    plain = {"time": lambda: seconds, "time_ns": lambda: int(seconds) * 10**9}
    plain |= dict.fromkeys(("monotonic", "perf_counter", "process_time"), lambda: seconds)
    for name, fake in plain.items():
        pairs.append((time, name, told(f"time.{name}", getattr(time, name), fake)))
    for name in ("localtime", "gmtime", "ctime"):
        real = getattr(time, name)
        pairs.append((time, name, told(f"time.{name}", real, lambda real=real: real(seconds))))
    strftime, gmtime = time.strftime, time.gmtime
    pairs.append((time, "strftime", told("time.strftime", strftime, lambda f: strftime(f, gmtime(seconds)), 1)))
    date, moment = datetime.date, datetime.datetime
    day = _fake_class("date", date, today=told("date.today", date.today, wereld.nu.date))

    def now(tz: Any = None) -> datetime.datetime:
        return wereld.nu.astimezone(tz) if tz else wereld.nu.replace(tzinfo=None)

    instant = _fake_class(
        "datetime",
        moment,
        now=told("datetime.now", moment.now, now, 1),
        today=told("datetime.today", moment.today, now),
        utcnow=told("datetime.utcnow", lambda: moment.now(datetime.UTC).replace(tzinfo=None), now),
    )
    pairs += [(datetime, "date", day), (datetime, "datetime", instant)]
    stamp = pd.Timestamp
    for name in ("now", "today", "utcnow"):
        fake_stamp = told(f"Timestamp.{name}", getattr(stamp, name), lambda tz=None: stamp(now(tz)), 1)
        pairs.append((stamp, name, staticmethod(fake_stamp)))
    with _replaced(pairs, scherm):
        yield


def _fake_class(name: str, real: type, **methods: Callable[..., Any]) -> type:
    """A class that makes and recognises values of the real one, with other methods."""

    class Meta(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real)

        def __subclasscheck__(cls, other: type) -> bool:
            return issubclass(other, real)

    def make(_cls: type, *args: Any, **kwargs: Any) -> Any:
        return real(*args, **kwargs)

    body: dict[str, Any] = {key: staticmethod(value) for key, value in methods.items()}
    return Meta(name, (real,), {"__new__": make, "__module__": "datetime", "__slots__": (), **body})


class _Omgeving(dict[str, str]):
    """An environment that tells who looks at it."""

    def __init__(self, scherm: Scherm, content: dict[str, str]) -> None:
        super().__init__(content)
        self.scherm = scherm

    def _seen(self, key: object = "") -> None:
        if self.scherm in _active and (where := self.scherm.culprit(direct=True)):
            self.scherm.note("omgeving", f"os.environ[{key!r}] in {where}")

    def __getitem__(self, key: str) -> str:
        self._seen(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._seen(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._seen()
        return super().__iter__()

    def get(self, key: str, default: Any = None) -> Any:
        self._seen(key)
        return super().get(key, default)


@contextmanager
def _environment(scherm: Scherm, wereld: Wereld) -> Iterator[None]:
    import locale
    import platform

    def told(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*args: Any, **kwargs: Any) -> Any:
            if scherm in _active and (where := scherm.culprit(direct=True)):
                scherm.note("omgeving", f"{name}() in {where}")
            return real(*args, **kwargs)

        return ask

    names = {
        os: ("getcwd", "getpid", "getlogin", "cpu_count", "uname"),
        locale: (
            "atof",
            "atoi",
            "format_string",
            "getlocale",
            "getpreferredencoding",
            "localeconv",
            "setlocale",
            "str",
        ),
        platform: ("node", "platform", "system"),
    }
    pairs: list[tuple[Any, str, Any]] = [
        (module, name, told(f"{module.__name__}.{name}", getattr(module, name)))
        for module, all_ in names.items()
        for name in all_
        if hasattr(module, name)
    ]
    content = {**os.environ, "USER": wereld.omgeving, "HOME": f"/{wereld.omgeving}"}
    pairs.append((os, "environ", _Omgeving(scherm, content)))
    with _replaced(pairs, scherm):
        yield


@contextmanager
def _chance(wereld: Wereld) -> Iterator[None]:
    """Seed all random numbers, those of the system too."""
    import numpy as np

    source = random.Random(wereld.zaad)  # noqa: S311 - it stands in for the system, and hides nothing
    real, real_random = os.urandom, random._urandom  # type: ignore[attr-defined]
    random.seed(wereld.zaad)
    np.random.seed(wereld.zaad)
    os.urandom = random._urandom = source.randbytes  # type: ignore[attr-defined]
    try:
        yield
    finally:
        os.urandom, random._urandom = real, real_random  # type: ignore[attr-defined]
