"""Finding plugins: from wheels, editable installs and single files, by their cards, without importing any."""

from __future__ import annotations

import json
import re

import pytest

HEAVY = ["numpy", "pandas", "pandera", "pyarrow", "pydantic", "sqlalchemy", "sqlmodel"]

MODULES = """\
heavy = set(json.loads(sys.argv[2]))
tops = {m.partition(".")[0] for m in sys.modules}
answer = sorted(t for t in tops if t in heavy or t.startswith("swvmon_"))
"""


# --- what discovery costs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "from swvmon.hooks.discovery import discover\nfound = discover()",
        "from swvmon.hooks.registry import PluginRegistry\nfound = PluginRegistry().discovery",
    ],
    ids=["discover", "PluginRegistry"],
)
def test_finding_plugins_imports_none(site, plugin, good, code: str) -> None:
    """Neither discovery nor making a registry imports a plugin, shipped or not, or a data library."""
    site.install(good, plugin("proef_stuk", code="raise SystemExit('imported')"))
    check = "names = {p.naam for p in found.plugins}\nassert {'proef_goed', 'proef_stuk'} <= names, names\n"

    assert [] == site.ask(f"{code}\n{check}{MODULES}", json.dumps(HEAVY))


HELP = """\
import contextlib, io
from swvmon.cli import swvmon
shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    swvmon.main(["--help"], prog_name="swvmon", standalone_mode=False)
assert "Commands:" in shown.getvalue()
"""


def test_help_imports_no_plugin_of_fifty(site, card) -> None:
    """With fifty installed plugins, that stop the interpreter when imported, `--help` lists their commands lightly."""
    commands = [f"proef-{i:02d}" for i in range(50)]
    for i, command in enumerate(commands):
        package = site.folder / f"swvmon_proef_{i:02d}"
        package.mkdir()
        (package / "__init__.py").write_text("raise SystemExit('imported')\n", "utf-8")
        row = f'[[commando]]\nnaam = "{command}"\nhelp = "Proef {i}."\nimport = "{package.name}:cmd"\n'
        (package / "swvmon.toml").write_text(card(f"proef_{i:02d}", row), "utf-8")
        info = site.folder / f"{package.name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.name}\nVersion: 1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[swvmon]\nproef_{i:02d} = {package.name}\n", "utf-8")

    listed = site.cli("--help").stdout

    assert [] == [c for c in commands if not re.search(rf"{c} +Proef", listed)]
    assert [] == site.ask(HELP + MODULES, json.dumps(HEAVY))


# --- choosing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({}, ["proef_a", "proef_b", "proef_c"]),
        ({"allow": ("proef_b",)}, ["proef_b"]),
        ({"allow": ("proef_b", "proef_c"), "deny": ("proef_c",)}, ["proef_b"]),
        ({"deny": ("proef_a",)}, ["proef_b", "proef_c"]),
        ({"deny": ("proef_a@swvmon-proef-a",)}, ["proef_b", "proef_c"]),
        ({"deny": ("proef_a@swvmon-proef-b",)}, ["proef_a", "proef_b", "proef_c"]),
    ],
)
def test_allowing_and_denying_decide_what_is_imported(
    site, plugin, choice: dict[str, tuple[str, ...]], kept: list[str]
) -> None:
    """What may not run is not imported and not reported as a fault; results come sorted."""
    site.install(*(plugin(f"proef_{x}") for x in "cab"))

    answer = site.register(**choice)

    assert kept == [name for name, *_ in answer.things]
    assert ([f"swvmon_{name}" for name in kept], []) == (answer.imported, answer.refused)


def test_a_denied_plugin_is_not_judged(site, plugin, good) -> None:
    """Denying a plugin with a broken card silences its refusal."""
    answer = site.install(good, plugin("proef_stuk", kaart=None)).register(deny=("proef_stuk",))

    assert [] == answer.refused


# --- editable installs -------------------------------------------------------------------------------------------


def test_an_editable_install_is_found(site, plugin, good_model) -> None:
    """An editable distribution leaves only a `.pth` in the site folder; its card is read beside its sources."""
    site.install(plugin("proef_goed", editable=True))

    answer = site.register()

    assert not (site.folder / "swvmon_proef_goed").exists()
    assert len(list(site.folder.glob("*.pth"))) == 1
    assert ([good_model], []) == (answer.things, answer.refused)


# --- single files ------------------------------------------------------------------------------------------------


@pytest.fixture
def single_file(tmp_path, card, model_code):
    """Write a single-file plugin into a folder, and hand back the folder's name."""

    def write(filename: str, naam: str, source: str | None = None, *, kaart: str | None = None) -> str:
        folder = tmp_path / "losse"
        folder.mkdir(exist_ok=True)
        toml = card(naam, f'verdeelmodellen = ["{naam}"]\n') if kaart is None else kaart
        block = "".join(f"# {line}\n" for line in toml.splitlines())
        text = f"# /// swvmon\n{block}# ///\n{model_code(naam) if source is None else source}"
        (folder / filename).write_text(text, "utf-8")
        return str(folder)

    return write


def test_a_single_file_registers_its_model(site, good, good_model, single_file) -> None:
    """A file in a folder of `--plugins-dir` is a plugin; its file stands for the distribution."""
    folder = single_file("eigen.py", "proef_los")

    answer = site.install(good).register(dirs=(folder,))

    assert [good_model, ("proef_los", "proef_los", "eigen.py", "2024.1")] == answer.things
    assert ["swvmon_file_proef_los", "swvmon_proef_goed"] == answer.imported


def test_single_files_are_allowed_and_denied_like_others(site, single_file) -> None:
    """By name or by NAME@FILE; what is left out does not run."""
    single_file("a.py", "proef_a")
    folder = single_file("b.py", "proef_b")

    denied = [site.register(dirs=(folder,), deny=(text,)).imported for text in ("proef_a", "proef_a@a.py")]

    assert [["swvmon_file_proef_b"]] * 2 == denied
    assert ["swvmon_file_proef_a"] == site.register(dirs=(folder,), allow=("proef_a",)).imported


@pytest.mark.parametrize(
    ("source", "kaart", "code", "fragment"),
    [
        ("raise ValueError('kapot')\n", None, "fout_bij_laden", "ValueError: kapot"),
        (None, 'naam = "proef_los"', "kaart_onleesbaar", "key 'versie' is missing"),
        (None, "naam = ", "kaart_onleesbaar", "Invalid value"),
    ],
)
def test_a_single_file_that_fails_is_named(
    site, good, good_model, single_file, *, source: str | None, kaart: str | None, code: str, fragment: str
) -> None:
    """A file with a broken card or broken code is refused by its file name and leaves no half module behind."""
    folder = single_file("los.py", "proef_los", source, kaart=kaart)

    answer = site.install(good).register(dirs=(folder,))

    assert ([good_model], ["swvmon_proef_goed"]) == (answer.things, answer.imported)
    assert [code] == [r.code for r in answer.refused]
    assert answer.refused[0].distributie.startswith("los.py")
    assert fragment in answer.refused[0].melding


def test_a_file_without_card_and_a_folder_that_is_not_there(site, tmp_path, good, good_model) -> None:
    """A Python file without card block is refused by name, a missing folder too; neither stops the others."""
    (tmp_path / "los.py").write_text("raise SystemExit('imported')\n", "utf-8")
    away = str(tmp_path / "weg")

    answer = site.install(good).register(dirs=(str(tmp_path), away))

    assert [good_model] == answer.things
    assert [("?", away, "geen_map"), ("los", "los.py", "kaart_onleesbaar")] == [r[:3] for r in answer.refused]
    assert answer.refused[1].melding.startswith("no card: expected comment lines between '# /// swvmon' and '# ///'")


def test_a_single_file_and_a_distribution_with_one_name(site, good, single_file) -> None:
    """The name of an installed plugin on a file refuses both, naming both."""
    folder = single_file("eigen.py", "proef_goed")

    answer = site.install(good).register(dirs=(folder,))

    both = "proef_goed (eigen.py 2024.1) and proef_goed (swvmon-proef-goed 1.2)"
    assert ([], []) == (answer.things, answer.imported)
    assert [("proef_goed", both, "dubbele_naam")] == [r[:3] for r in answer.refused]


def test_plugins_dir_on_the_command_line(site, single_file, card) -> None:
    """`--plugins-dir` reads cards of single files: they are listed without running the file."""
    folder = single_file("los.py", "proef_los", "raise SystemExit('imported')\n", kaart=card("proef_los"))

    done = site.cli("--plugins-dir", folder, "plugins", "list")

    assert (0, "") == (done.returncode, done.stderr)
    assert "proef_los" in [line.split()[0] for line in done.stdout.splitlines()]


def test_a_single_file_adds_no_commands(site, single_file, card) -> None:
    """A command is imported by path, which a single file has not: refused with what to do."""
    row = '[[commando]]\nnaam = "proef-los"\nhelp = "Een los commando."\nimport = "elders:cmd"\n'
    folder = single_file("los.py", "proef_los", "", kaart=card("proef_los", row))

    done = site.cli("--plugins-dir", folder, "plugins", "list")

    assert 3 == done.returncode
    assert "a single file cannot add commands; make it a package" in done.stdout
