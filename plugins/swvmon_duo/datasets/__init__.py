"""The files of DUO and OCW: one module per kind of file, each with its `DATASET` or `DATASETS`."""
