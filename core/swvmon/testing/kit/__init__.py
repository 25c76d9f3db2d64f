"""The conformance kit: what the core and others may count on, tried on one plugin."""
