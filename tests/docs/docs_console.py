"""Execute the console blocks of a page, in order, in one folder.

A block marked ``console`` has commands, on lines that start with ``$ ``, each followed by what it prints. A line
``...`` alone stands for any number of lines. A block marked ``python``, ``toml`` or ``yaml`` whose first line is a
comment with a path is written to that file. Without network: ``pip install FOLDER`` builds the wheel of the folder with
hatchling and unpacks it in a folder on the path, which is what installing it without its dependencies comes to.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# ([\w./-]+\.(?:py|toml|csv|yaml))")
ANY = "..."


class Block(NamedTuple):
    """A fenced block: its language, its text and the line of the page on which the text starts."""

    language: str
    text: str
    line: int


class Command(NamedTuple):
    """A command with the lines that it should print, and the line of the page on which it stands."""

    text: str
    expected: list[str]
    line: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(m[1], m[2], page.count("\n", 0, m.start(2)) + 1) for m in FENCE.finditer(page)]


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        if line.startswith("$ "):
            found.append(Command(line.removeprefix("$ "), [], number))
        else:
            found[-1].expected.append(line)
    return found


def matches(expected: list[str], actual: list[str]) -> bool:
    """Whether printed lines are as expected; ``...`` stands for any number of lines."""
    if not expected:
        return not actual
    if expected[0] == ANY:
        return any(matches(expected[1:], actual[n:]) for n in range(len(actual) + 1))
    return bool(actual) and expected[0].rstrip() == actual[0].rstrip() and matches(expected[1:], actual[1:])


class Shell:
    """The folder in which the blocks of one page are executed, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "werk"
        self.installed = folder / "pakketten"
        self.folder.mkdir()
        self.installed.mkdir()
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SWVMON_", "PYTEST_", "COV_"))}
        self.environment = kept | {
            "COLUMNS": "100",
            "HOME": str(folder),
            "NO_COLOR": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.installed),
            "PYTHONUTF8": "1",
        }

    def write(self, block: Block) -> None:
        """Write a block to the file that its first line names, if it names one."""
        if named := FILE.fullmatch(block.text.partition("\n")[0]):
            path = self.folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")

    def run(self, text: str) -> list[str]:
        """Run a command and give what it prints, errors too, as lines without empty ones at the end."""
        words = shlex.split(text)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
            return []
        if words[:2] == ["pip", "install"]:
            return self._install(self.folder / words[2])
        if words[0] == "pytest":
            words = [sys.executable, "-m", *words, "-p", "no:cacheprovider"]
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return done.stdout.rstrip().splitlines()

    def _install(self, project: Path) -> list[str]:
        target = self.folder.parent / "wheels"
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
            cwd=project,
            env=self.environment,
            capture_output=True,
            check=True,
        )
        wheel = max(target.glob("*.whl"), key=lambda path: path.stat().st_mtime_ns)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(self.installed)
        return [f"Successfully installed {wheel.name}"]


def differences(page: Path, folder: Path) -> list[str]:
    """Run a page; where a command prints something else than the page says, name the line and show both."""
    shell = Shell(folder)
    found = []
    for block in blocks(page.read_text("utf-8")):
        if block.language in {"python", "toml", "yaml"}:
            shell.write(block)
        elif block.language == "console":
            for command in commands(block):
                actual = shell.run(command.text)
                while command.expected and not command.expected[-1]:
                    command.expected.pop()
                if not matches(command.expected, actual):
                    shown = "\n".join(["expected:", *command.expected, "printed:", *actual])
                    found.append(f"{page.name}:{command.line}: $ {command.text}\n{shown}")
    return found
