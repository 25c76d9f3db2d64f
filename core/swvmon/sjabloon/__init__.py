"""The template of a plugin distribution, and making and updating one from it."""
