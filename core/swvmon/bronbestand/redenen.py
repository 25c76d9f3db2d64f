"""Why a row was rejected: stable reason codes with their meaning (docs/afkeuringen.md is made from `REDENEN`)."""

from __future__ import annotations

REDENEN: dict[str, str] = {
    "aantal_kolommen": "the row has fewer or more cells than the header",
    "afgebroken": "the last line has no line end where the other lines have one: the file may be cut off",
    "geen_geheel_getal": "a count is not a whole number and not a masked one (`<5`)",
    "negatief_aantal": "a count is below zero",
    "ongeldig_bestuur": "a board number is not five digits",
    "ongeldig_swv": "an SWV code is not PO or VO and four digits",
    "ongeldige_brin": "a BRIN is not two digits and two capitals",
    "ongeldige_gemeente": "a municipality code is not a number of at most four digits",
    "ongeldige_pc4": "a postcode area is not four digits, the first not 0",
    "ongeldige_postcode": "a postcode is not four digits and two capitals",
    "ongeldige_vestiging": "a location is not 20AB00, 00 or 0, or does not belong to the BRIN of its row",
    "ontbreekt": "a value that is needed is empty",
}
"""Codes that reading a file gives, sorted; storing adds its own."""
