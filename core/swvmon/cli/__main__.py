"""`python -m swvmon.cli`."""

from swvmon.cli import main

main()
