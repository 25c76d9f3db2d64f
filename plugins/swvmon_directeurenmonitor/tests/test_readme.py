"""The worked example of the README; its numbers are worked by hand there."""

import shlex


def test_every_command_prints_what_the_readme_says(geladen, opdrachten):
    """By hand, and regression for the form: each prints the lines beneath it; `...` stands for lines left out."""
    for command, *expected in opdrachten:
        _, out = geladen(*shlex.split(command.removeprefix("$ swvmon ")))
        printed = [line.rstrip() for line in out.rstrip().splitlines()]
        shown = [line.rstrip() for line in expected if line != "..."]
        if "..." in expected:
            printed = printed[-len(shown) :]

        assert shown == printed
