"""Everything public is in the docs: hooks, commands, errors, codes, tables, keys, dependencies."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import attrs
import click
import pytest

CODE = re.compile(r"^\| `([a-z][a-z0-9_]*)` \|", re.MULTILINE)


def section(page, heading):
    """The text of a page from a heading to the next one of the same or a higher level."""
    level = heading.split(" ")[0]
    text = page.read_text("utf-8")
    start = text.index(f"\n{heading}\n") + 1
    following = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(text, start + len(heading))
    return text[start : following.start() if following else len(text)]


def sources():
    """Syntax trees of the core and of the shipped plugins, tests left out, by path."""
    root = Path(__file__).parents[2]
    plugins = [p.parent.name for p in root.glob("plugins/*/swvmon.toml")]
    for package in ("swvmon", *plugins):
        folder = Path(next(iter(find_spec(package).submodule_search_locations)))
        for path in sorted(folder.rglob("*.py")):
            if "tests" not in path.relative_to(folder).parts:
                yield path, ast.parse(path.read_text("utf-8"))


def calls(name):
    """Calls of a function or class by its bare name, in all sources."""
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def literals(name, position, keyword):
    """Texts that calls of a name hand over at a position or by keyword; a call with anything else is an error."""
    found = set()
    for node in calls(name):
        given = {k.arg: k.value for k in node.keywords}
        value = node.args[position] if len(node.args) > position else given[keyword]
        options = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        found |= {ast.literal_eval(option) for option in options}
    return found


# --- hooks


def test_every_hook_has_its_exact_signature(docs):
    """Each hook of the specs is a heading with its signature, and the page has no others."""
    from swvmon.hooks import specs

    signatures = []
    for owner in (specs.RegistrarHooks, specs.RunHooks):
        for name, function in vars(owner).items():
            if name.startswith("swvmon_"):
                text = str(inspect.signature(function)).replace("'", "").replace("(self, ", "(").replace("(self)", "()")
                signatures.append(f"### `{name}{text}`")
    page = (docs / "hooks.md").read_text("utf-8")

    assert signatures == [line for line in page.splitlines() if line.startswith("### ")]


# --- the command line


def walk(command, path, context):
    """A command and those beneath it, with the words that invoke them."""
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            yield from walk(inner, f"{path} {name}", click.Context(inner, parent=context, info_name=name))


def commands():
    """Every command of the core."""
    from swvmon.cli import swvmon
    from swvmon.hooks.discovery import PluginChoice

    context = click.Context(swvmon, info_name="swvmon", obj=PluginChoice(allow=("none",)))
    return [pytest.param(path, command, id=path) for path, command, _ in walk(swvmon, "swvmon", context)]


def heading_of(path, page):
    """The heading of a command, which may go on with its arguments."""
    return next(
        (line for line in page.splitlines() if re.fullmatch(rf"#+ `{re.escape(path)}(?: [\[A-Z][^`]*)?`", line)), None
    )


@pytest.mark.parametrize(("path", "command"), commands())
def test_every_command_and_option_is_documented(path, command, docs):
    """A command has a heading, with all its arguments in it and all its options beneath it."""
    page = docs / "cli.md"
    heading = heading_of(path, page.read_text("utf-8"))

    assert heading is not None, f"docs/cli.md has no heading for {path}"
    text = section(page, heading)
    options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
    assert [] == [option for option in options if f"`{option}" not in text]
    arguments = [p.human_readable_name for p in command.params if isinstance(p, click.Argument)]
    assert [] == [a for a in arguments if a.upper().strip("[].") not in heading.upper()]


def test_no_command_or_option_is_made_up(docs):
    """What cli.md calls a command or an option is one."""
    page = (docs / "cli.md").read_text("utf-8")
    real = {param.values[0]: param.values[1] for param in commands()}
    headed = {
        " ".join(re.findall(r"^[a-z ]+", h)[0].split()) for h in re.findall(r"^#+ `(swvmon[^`]*)`", page, re.MULTILINE)
    }
    options = {o for command in real.values() for p in command.params if isinstance(p, click.Option) for o in p.opts}

    assert set(real) == headed
    assert set() == set(re.findall(r"`(--[a-z-]+)", page)) - options - {"--help"}


# --- errors


def test_every_error_class_and_exit_code(docs):
    """errors.md has each class with its exit code, and no others."""
    from swvmon import errors

    classes = {n: c.exit_code for n, c in vars(errors).items() if inspect.isclass(c) and issubclass(c, Exception)}
    page = docs / "errors.md"
    rows = re.findall(r"^\| `([A-Z]\w+)` \| (\d) \|", section(page, "## Classes"), re.MULTILINE)

    assert classes == {name: int(code) for name, code in rows}
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", section(page, "## Exit codes"), re.MULTILINE)}
    assert {0, 130, *classes.values()} == codes


# --- codes


def test_reason_codes_of_reading(docs):
    """afkeuringen.md has each code that reading a file gives."""
    from swvmon.bronbestand import REDENEN

    assert sorted(REDENEN) == CODE.findall(section(docs / "afkeuringen.md", "## While reading a file"))


def test_reason_codes_of_storing(docs):
    """afkeuringen.md has each code that storing gives."""
    from swvmon.store import REASONS

    assert sorted(REASONS) == CODE.findall(section(docs / "afkeuringen.md", "## While storing"))


def test_reason_codes_of_plugins(docs):
    """afkeuringen.md has each code that shipped plugins assign to rows (`assign(..., code="...")`)."""
    given = {
        ast.literal_eval(keyword.value)
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "assign"
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }

    assert sorted(given) == CODE.findall(section(docs / "afkeuringen.md", "## Of shipped plugins"))


def test_finding_codes(docs):
    """bevindingen.md has each code that a `Bevinding(...)` in the core or in a shipped plugin has."""
    found = literals("Bevinding", 0, "code")

    assert sorted(found) == CODE.findall((docs / "bevindingen.md").read_text("utf-8"))


def test_finding_severities(docs):
    """bevindingen.md gives each code the severity that the code gives."""
    real = {ast.literal_eval(n.args[0]): ast.literal_eval(n.args[1]) for n in calls("Bevinding")}
    page = (docs / "bevindingen.md").read_text("utf-8")

    assert real == dict(re.findall(r"^\| `([a-z_]+)` \| (\w+) \|", page, re.MULTILINE))


def test_refusal_codes(docs):
    """plugins-afgewezen.md has each code of a `Refused(...)`, those chosen just before it included."""
    from swvmon.hooks import registry

    texts = set(re.findall(r'code = "(\w+)" if .* else "(\w+)"', inspect.getsource(registry))[0])
    for node in calls("Refused"):
        if isinstance(node.args[2], ast.Constant):
            texts.add(node.args[2].value)

    assert sorted(texts) == CODE.findall((docs / "plugins-afgewezen.md").read_text("utf-8"))


# --- tables


def test_every_table_and_column(docs):
    """schema.md has each table as a heading and each of its columns as a row, in order; and no others."""
    from swvmon.schema import metadata

    page = docs / "schema.md"
    headed = re.findall(r"^### `(\w+)`$", page.read_text("utf-8"), re.MULTILINE)

    assert sorted(metadata.tables) == sorted(headed)
    for name, table in metadata.tables.items():
        rows = CODE.findall(section(page, f"### `{name}`"))
        assert [c.name for c in table.columns] == rows, name


def test_keys_of_tables(docs):
    """schema.md gives each table its key, and says which columns may be empty."""
    from swvmon.schema import BRONTABELLEN, metadata

    for name, table in metadata.tables.items():
        key = BRONTABELLEN[name].sleutel if name in BRONTABELLEN else [c.name for c in table.primary_key]
        text = section(docs / "schema.md", f"### `{name}`")
        assert f"Key: {', '.join(f'`{k}`' for k in key)}." in text
        empty = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (yes|no) \|", text, re.MULTILINE))
        assert {c.name: "yes" if c.nullable else "no" for c in table.columns} == empty


# --- the plan and the card


def test_every_key_of_a_plan(docs):
    """regioplan.md has each key that a plan may have."""
    from swvmon.regioplan import plan

    page = docs / "regioplan.md"
    text = page.read_text("utf-8")
    headings = {"regio": "### `[regio]`", "grootboek": "### `[grootboek]`", "parameter": "### `[[parameter]]`"}

    for field in attrs.fields(plan._Document):
        assert re.search(rf"^### `\[*{field.name}\b", text, re.MULTILINE), field.name
    for kind, heading in headings.items():
        keys = [f.name for f in attrs.fields(getattr(plan, f"_{kind.capitalize()}"))]
        assert [] == [key for key in keys if f"`{key}`" not in section(page, heading)]
    step = section(page, "### `[[keten]]`")
    assert [] == [key for key in ("model", "stap", "keten", "vestigingen") if f"`{key}`" not in step]
    sourced = section(page, "## Sourced values")
    assert [] == [key for key in ("waarde", "bron", "status") if key not in sourced]


def test_every_key_of_the_card(docs):
    """kaart.md has each key of the card, says which are required, and has no others."""
    from swvmon.hooks import card

    text = (docs / "kaart.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", text, re.MULTILINE))

    expected = dict.fromkeys(card._REQUIRED, "yes") | dict.fromkeys((*card._LISTS, *card._OPTIONAL), "no")
    assert expected == rows
    assert [] == [soort for soort in card.SOORTEN if f"`{soort}`" not in text]
    assert ["naam", "help", "import"] == CODE.findall(section(docs / "kaart.md", "## Commands"))


# --- the ledger


def test_every_column_and_status_of_a_line(docs):
    """grootboek.md has each column and status of a line, and each named rounding."""
    from swvmon.contract.grootboek import KOLOMMEN, STATUSSEN
    from swvmon.geld import ROUNDINGS

    text = (docs / "grootboek.md").read_text("utf-8")

    assert [] == [name for name in (*KOLOMMEN, *STATUSSEN, *ROUNDINGS) if f"`{name}`" not in text]


def test_accounts_of_the_page_are_accounts(docs):
    """The accounts that grootboek.md names exist."""
    from swvmon.contract.grootboek import REKENING

    lines = section(docs / "grootboek.md", "## Accounts").splitlines()
    table = "\n".join(line for line in lines if line.startswith("|"))
    found = re.findall(r"`((?:rijk|swv|duo|vestiging|bestuur):[^`]+)`", table)
    named = [account.replace("…", "zwaar").replace("DOEL", "innovatie").replace("NAAM", "opdc") for account in found]

    assert len(named) > 10
    assert [] == [account for account in named if not REKENING.fullmatch(account)]


# --- the conformance kit


def test_every_check_of_the_kit(docs):
    """kit.md has each check with the kinds that it judges and what it guarantees, and no others."""
    from swvmon.testing.kit.oordeel import checks_of
    from swvmon.testing.kit.toets import ALLE

    rows = re.findall(
        r"^\| `(\w+)` \| ([\w, ]+) \| (.+)\. \|$", section(docs / "kit.md", "## The checks"), re.MULTILINE
    )
    told = {
        (name, kind): text for name, kinds, text in rows for kind in (ALLE if kinds == "all" else kinds.split(", "))
    }
    checks = {(c.naam, soort): c.uitleg.replace("``", "`") for soort in ALLE for c in checks_of(soort).values()}

    assert checks == told


def test_every_attribute_and_marker_of_the_kit(docs):
    """kit.md has what a test class may set, and each marker."""
    from swvmon.testing import DatabronConformiteit, IndicatorConformiteit, VerdeelmodelConformiteit

    text = (docs / "kit.md").read_text("utf-8")
    names = {k.veld for k in (DatabronConformiteit, IndicatorConformiteit, VerdeelmodelConformiteit)}

    assert [] == [n for n in (*names, "plugins_dir", "tabellen", "bestanden") if f"`{n}`" not in text]
    assert ["notimpl", "notyet", "never"] == CODE.findall(section(docs / "kit.md", "## Relaxing a check"))


# --- dependencies


def test_every_dependency(docs, root):
    """dependencies.md has each package of pyproject.toml under its heading, and no others."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    name = re.compile(r"[A-Za-z0-9_-]+")
    page = docs / "dependencies.md"

    def packages(rows):
        return [name.match(row)[0] for row in rows if isinstance(row, str)]

    needed = re.findall(r"^\| `([\w-]+)` \|", section(page, "## Needed to run"), re.MULTILINE)
    assert packages(project["project"]["dependencies"]) == needed
    pair = re.compile(r"^\| `([\w-]+)` \| `([\w-]+)` \|", re.MULTILINE)
    for heading, groups in (
        ("## Extras", project["project"]["optional-dependencies"]),
        ("## For development", project["dependency-groups"]),
    ):
        expected = [(group, package) for group, rows in groups.items() for package in packages(rows)]
        assert sorted(expected) == sorted(pair.findall(section(page, heading)))
