"""An example plan as files of one's own: the plan, and data of the fictional region that it is written for."""

from __future__ import annotations

from pathlib import Path

from swvmon.demo import SCHOOLJAAR_VOORBEELD, write_example_data
from swvmon.errors import UsageError
from swvmon.regioplan.plan import SWV
from swvmon.regioplan.vinden import example
from swvmon.wegschrijven import write_whole


def write_example(name: str, regio: str | None) -> list[str]:
    """Write an example to the working directory.

    Args:
        name: name of the example.
        regio: SWV code for which it is written, without data; None: its fictional region, with data.

    Returns:
        The commands that come next.

    Raises:
        UsageError: no such example, a code of the other sector, or a file that is there already.
    """
    plan = example(name)
    code = regio or plan.code
    if not SWV.fullmatch(code) or code[:2] != plan.code[:2]:
        raise UsageError(
            f"{plan.bron} is for sector {plan.sector}: --regio {code} is not a code like {plan.code[:2]}2806"
        )
    target = Path(f"{code}.toml")
    if target.exists():
        raise UsageError(f"./{target} is there already; nothing is replaced")
    run = f"swvmon run {code} --schooljaar {SCHOOLJAAR_VOORBEELD}"
    if regio:
        write_whole(target, plan.tekst.replace(f'"{plan.code}"', f'"{code}"'), new=True)
        return ["swvmon load PATH", run]
    folder = Path("gegevens")
    write_example_data(plan.sector, folder)
    write_whole(target, plan.tekst, new=True)
    return [f"swvmon load {folder}", run]
