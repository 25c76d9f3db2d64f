"""Benchmarks: what swvmon costs, as ratios within one run (docs/performance.md). Run `python -m benchmarks`."""
