"""The workflow of docs/cli.md is YAML, and its commands and options exist."""

from __future__ import annotations

import shlex

import click
import pytest
from docs_console import blocks


@pytest.fixture
def workflow(docs):
    """The workflow."""
    yaml = pytest.importorskip("yaml")
    (block,) = [b for b in blocks((docs / "cli.md").read_text("utf-8")) if b.language == "yaml"]
    return yaml.safe_load(block.text)


def test_the_commands_of_the_workflow_exist(workflow):
    """Each `swvmon` line of the workflow is parsed by the command itself, with its options."""
    from swvmon.cli import swvmon

    (job,) = workflow["jobs"].values()
    lines = [line.strip() for step in job["steps"] for line in step.get("run", "").splitlines()]
    parsed = {}
    for line in lines:
        if line.startswith("swvmon "):
            name, *words = shlex.split(line.partition(" > ")[0])[1:]
            command = swvmon.get_command(click.Context(swvmon), name)
            parsed[name] = command.make_context(name, words).params

    assert {"init", "load", "compare"} == set(parsed)
    assert ("origin/${{", "VO2806", True, True) == (
        parsed["compare"]["words"][0],
        parsed["compare"]["words"][-1],
        parsed["compare"]["git"],
        parsed["compare"]["markdown"],
    )


def test_the_workflow_has_what_a_comparison_needs(workflow):
    """The whole history is checked out: without it the base is not there."""
    (job,) = workflow["jobs"].values()

    assert {"fetch-depth": 0} == next(
        s["with"] for s in job["steps"] if s.get("uses", "").startswith("actions/checkout")
    )
