"""Hooks: what plugins may add, how they are found, and how they are called without harming each other."""
