"""Runs: bind a plan to plugins, take the snapshot, run the keten, measure, store, and repeat."""
