"""Cases in YAML: what goes in and what should come out, written by who checks the money."""
