"""`swvmon serve`: the live page of a region, on this machine only."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from pathlib import Path

import click

from swvmon import PluginChoice, SwvmonError, db_option, read_years, span_option, year_option

LOOPBACK = "127.0.0.1"


@click.command("serve", short_help="Open a live page on which the choices of a plan are moved.")
@click.argument("regio")
@year_option
@span_option
@click.option(
    "--plan", "plan", type=click.Path(path_type=Path), help="Region plan; else ./REGIO.toml, else a packaged one."
)
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on; another needs --netwerk.")
@click.option(
    "--poort", type=click.IntRange(0, 65535), default=0, show_default=True, help="Port; 0 takes one that is free."
)
@click.option("--netwerk", is_flag=True, help="Let other machines in; the traffic is not encrypted.")
@db_option
@click.pass_obj
def cmd(  # noqa: PLR0913 - options are arguments
    choice: PluginChoice,
    *,
    regio: str,
    schooljaren: tuple[str, ...],
    span: str | None,
    plan: Path | None,
    host: str,
    poort: int,
    netwerk: bool,
    db: str,
) -> int:
    """Serve a page on which the choices of REGIO's plan are moved and the division is computed again.

    Nothing is stored but what is saved as a scenario in the plan file. Stop with Ctrl-C.
    """
    address = check_host(host, netwerk=netwerk)
    try:
        import uvicorn

        from swvmon_rapport.web.app import make_app
    except ModuleNotFoundError as error:
        raise SwvmonError(f"{error.name} is not installed; install it with: pip install 'swvmon[web]'") from None
    from swvmon import Rekenaar
    from swvmon_rapport.web.rekenen import Rekenblad

    rekenaar = Rekenaar.open(choice, db, regio, read_years(schooljaren, span), plan)
    click.echo(f"plan: {rekenaar.plan.bron}")
    blad = Rekenblad.of(rekenaar)
    if address != LOOPBACK:
        click.echo("warning: other machines can reach this page, and the traffic is not encrypted", err=True)
    with _listen(address, poort) as listening:
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(32)
        shown = f"[{address}]" if ":" in address else address
        app = make_app(blad, token, hosts(shown, port), f"swvmon_{port}")
        click.echo(f"open http://{shown}:{port}/?token={token}")
        click.echo("stop with Ctrl-C")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws="none")
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def check_host(host: str, *, netwerk: bool) -> str:
    """The address to listen on.

    Raises:
        SwvmonError: it is none, stands for all of them, or is not of this machine alone while that was not asked.
    """
    try:
        address = ipaddress.ip_address(LOOPBACK if host == "localhost" else host)
    except ValueError:
        raise SwvmonError(f"--host {host!r} is not an address; write one like {LOOPBACK}") from None
    if address.is_unspecified:
        raise SwvmonError(f"--host {host} stands for every address; name the one that others use for this machine")
    if not address.is_loopback and not netwerk:
        raise SwvmonError(f"--host {host} lets other machines in; give --netwerk too if you mean that")
    return str(address)


def hosts(shown: str, port: int) -> frozenset[str]:
    """Names with port by which the page may be asked for."""
    names = {shown, "localhost"} if ipaddress.ip_address(shown.strip("[]")).is_loopback else {shown}
    return frozenset(f"{name}:{port}" for name in names)


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen()  # who opens the printed address at once waits, and is not refused
    except OSError as error:
        listening.close()
        raise SwvmonError(f"cannot listen on {address} port {port}: {error.strerror}") from None
    return listening
