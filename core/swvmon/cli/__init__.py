"""The command line: one command per file, imported when it is invoked.

A user error is one line and exit code 2, a failed plugin 3; a bug keeps its traceback.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from swvmon.errors import PluginFault, SwvmonError
from swvmon.hooks.discovery import PluginChoice

CORE_COMMANDS = {
    "compare": ("swvmon.cli.compare:cmd", "Show how the outcome of one run or scenario differs from another."),
    "db": ("swvmon.cli.db:cmd", "Create, upgrade and inspect the database."),
    "demo": ("swvmon.cli.demo:cmd", "Write the fictional region to a folder, to play with."),
    "explain": ("swvmon.cli.explain:cmd", "Show the lines that make up the amount of a school."),
    "export": ("swvmon.cli.export:cmd", "Write the canonical result of a run as CSV or Parquet."),
    "indicatoren": ("swvmon.cli.indicatoren:cmd", "List and show the definitions that measure."),
    "init": ("swvmon.cli.init:cmd", "Create the database."),
    "leveringen": ("swvmon.cli.leveringen:cmd", "List what was loaded and what was rejected."),
    "load": ("swvmon.cli.load:cmd", "Load files and folders of data that others publish."),
    "matrix": ("swvmon.cli.matrix:cmd", "Divide the same money with every model, side by side."),
    "micro": ("swvmon.cli.micro:cmd", "Count over enrolments of pupils, and check them."),
    "parameters": ("swvmon.cli.parameters:cmd", "List dated parameters with unit, period and source."),
    "plan": ("swvmon.cli.plan:cmd", "List and check region plans."),
    "plugins": ("swvmon.cli.plugins:cmd", "List and show the installed plugins."),
    "run": ("swvmon.cli.run:cmd", "Compute the division of a region in a school year."),
}
RESERVED = frozenset(CORE_COMMANDS)
"""Names that no plugin may claim."""


class LazyGroup(click.Group):
    """Commands by name and import path: core's from a table, plugins' from their cards."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102
        return sorted({*CORE_COMMANDS, *self._plugin_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        known = CORE_COMMANDS.get(cmd_name) or self._plugin_commands(ctx).get(cmd_name)
        if known is None:
            return None
        module, _, attribute = known[0].partition(":")
        try:
            return getattr(import_module(module), attribute)  # type: ignore[no-any-return]
        except Exception as error:
            if cmd_name in CORE_COMMANDS:
                raise
            raise PluginFault(
                f"command {cmd_name!r} of a plugin cannot be imported from {known[0]}: {error}"
            ) from error

    def resolve_command(  # noqa: D102
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: D102
        core = [(name, text) for name, (_, text) in sorted(CORE_COMMANDS.items())]
        with formatter.section("Commands"):
            formatter.write_dl(core)
        if extra := [(name, text) for name, (_, text) in sorted(self._plugin_commands(ctx).items())]:
            with formatter.section("Commands of plugins"):
                formatter.write_dl(extra)

    @staticmethod
    def _plugin_commands(ctx: click.Context) -> dict[str, tuple[str, str]]:
        from swvmon.hooks.discovery import discover

        # the options are eager: the callback that fills ctx.obj runs only after the command is looked up
        said = [tuple(ctx.params.get(name) or ()) for name in ("dirs", "allow", "deny")]
        found = discover(PluginChoice(*said))
        return {c.naam: (c.import_path, c.help) for c in found.commands(RESERVED)}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--plugins-dir",
    "dirs",
    multiple=True,
    is_eager=True,
    metavar="DIR",
    help="Also use the single-file plugins in DIR.",
)
@click.option(
    "--allow-plugin",
    "allow",
    multiple=True,
    is_eager=True,
    metavar="NAME",
    help="Use only these plugins; may be repeated.",
)
@click.option(
    "--deny-plugin",
    "deny",
    multiple=True,
    is_eager=True,
    metavar="NAME",
    help="Leave a plugin (NAME or NAME@DISTRIBUTION) out.",
)
@click.version_option(package_name="swvmon", prog_name="swvmon")
@click.pass_context
def swvmon(ctx: click.Context, dirs: tuple[str, ...], allow: tuple[str, ...], deny: tuple[str, ...]) -> None:
    """Compute, monitor and explain how a samenwerkingsverband divides its money."""
    ctx.obj = PluginChoice(dirs, allow, deny)


def main() -> None:
    """Entry point of the console script."""
    try:
        code = swvmon.main(standalone_mode=False)
    except SwvmonError as error:
        click.echo(f"swvmon: {error}", err=True)
        sys.exit(error.exit_code)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "swvmon"
        click.echo(f"swvmon: {error.format_message()} See `{where} --help`.", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"swvmon: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("swvmon: aborted", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
