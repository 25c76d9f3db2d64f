"""Region plans: one TOML file per SWV says which models run, in which order, with which choices."""
