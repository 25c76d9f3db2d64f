"""Why a row was rejected: stable reason codes with their meaning (docs/afkeuringen.md is made from `REDENEN`)."""

from __future__ import annotations

REDENEN: dict[str, str] = {
    "aantal_kolommen": "the row has fewer or more cells than the header",
    "afgebroken": "the last line has no line end where the other lines have one: the file may be cut off",
    "burgerservicenummer": "a number of nine digits that can be a citizen number stands where none belongs",
    "geen_bedrag": "an amount is not written as the publisher writes amounts",
    "geen_decimaal_getal": "a number is not written with the decimal sign of the publisher",
    "geen_geheel_getal": "a count is not a whole number and not a masked one (`<5`)",
    "negatief_aantal": "a count is below zero",
    "ongeldig_aandeel": "a share is not a number above 0 and up to 1, with at most six decimals",
    "ongeldig_bestuur": "a board number is not five digits",
    "ongeldig_jaar": "a year is not four digits",
    "ongeldig_schooljaar": "a school year is not written like 2019/20",
    "ongeldig_swv": "an SWV code is not PO or VO and four digits",
    "ongeldige_brin": "a BRIN is not two digits and two capitals",
    "ongeldige_code": "a code has other signs than lower case letters, digits and _",
    "ongeldige_datum": "a day is not written as 20161001 or 1-10-2016, or is not in the calendar",
    "ongeldige_gemeente": "a municipality code is not a number of at most four digits",
    "ongeldige_identificatie": "a person is not a number or code of at most 40 characters without spaces",
    "ongeldige_pc4": "a postcode area is not four digits, the first not 0",
    "ongeldige_postcode": "a postcode is not four digits and two capitals",
    "ongeldige_tekst": "a text is longer than 80 characters, starts like a formula or cannot be printed",
    "ongeldige_vestiging": "a location is not 20AB00, 00 or 0, or does not belong to the BRIN of its row",
    "ongeldige_waarde": "the text is not one of the choices of the column",
    "ontbreekt": "a value that is needed is empty",
}
"""Codes that reading a file gives, sorted; storing adds its own."""
