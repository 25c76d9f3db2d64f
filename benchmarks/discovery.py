"""What 10 and 50 installed plugins cost a command, against one."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import Figure, in_turn, process, python, timed

CARD = """\
naam = "{naam}"
versie = "1.0"
hook_api = 1
titel = "Proef {naam}"
beschrijving = "Boekt niets."
licentie = "MIT"
soorten = ["verdeelmodel"]
sectoren = ["vo"]
verdeelmodellen = ["{naam}"]
"""
CODE = '''\
"""A model that books nothing."""

from swvmon import Uitkomst, Verdeelmodel, hookimpl


@hookimpl
def swvmon_register_verdeelmodellen(register):
    """Offer the model."""
    register(Verdeelmodel("{naam}", "Proef", "proef", ("vo",), verdeel=lambda view, ledger, choices: Uitkomst()))
'''


def install(site: Path, many: int) -> Path:
    """Write distributions as an installer leaves them: a package with its card, and its metadata."""
    for number in range(many):
        naam = f"proef_{number:02}"
        package, info = site / f"swvmon_{naam}", site / f"swvmon_{naam}-1.0.dist-info"
        package.mkdir(parents=True)
        info.mkdir()
        (package / "__init__.py").write_text(CODE.format(naam=naam), "utf-8")
        (package / "swvmon.toml").write_text(CARD.format(naam=naam), "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: swvmon-{naam}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[swvmon]\n{naam} = swvmon_{naam}\n", "utf-8")
    return site


def measure(work: Path, rounds: int) -> list[Figure]:
    """`swvmon plugins list` with 10 and 50 more plugins than those that are shipped, against 1 more."""
    sites = {many: install(work / f"site_{many}", many) for many in (1, 10, 50)}

    def listing(many: int) -> list[str]:
        return python(
            f"import sys; sys.path.insert(0, {str(sites[many])!r}); sys.argv = ['swvmon', 'plugins', 'list']; "
            "from swvmon.cli import main; main()"
        )

    figures = []
    for many in (10, 50):
        pairs = in_turn(
            rounds,
            lambda _, many=many: process(listing(many), work),
            lambda _: process(listing(1), work),
            lambda: work,
        )
        figures.append(timed(f"`swvmon plugins list` with {many} more plugins, process", "with 1 more", pairs))
    return figures
