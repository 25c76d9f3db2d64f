"""What a plugin gives and gets: models, indicators, sources, the snapshot, the ledger, metingen and parameters."""
