"""Enrolments of pupils: Parquet per school year beside the database, and DuckDB over it.

The database knows each file as a levering (dataset `inschrijving`) with its fingerprint; it holds no pupil.
"""
