"""Diplomas by age, counted from enrolments under a pseudonym."""

from __future__ import annotations

from swvmon import Microtelling

DIPLOMAS = Microtelling(
    naam="diplomas",
    titel="Leerlingen van 15, 16 en 17 jaar met een diploma of op een hoger niveau",
    levert="diploma_telling",
    leest=("nu",),
    sql="""
WITH leerlingen AS (
    SELECT
        swv, leeftijd,
        CASE leeftijd
            WHEN 15 THEN
                diploma = 'vmbo'
                OR (niveau = 'havo' AND leerjaar IN (4, 5))
                OR (niveau = 'vwo' AND leerjaar IN (4, 5, 6))
            WHEN 16 THEN diploma = 'havo' OR (niveau = 'vwo' AND leerjaar IN (5, 6))
            WHEN 17 THEN diploma = 'vwo'
        END AS telt
    FROM nu
    WHERE swv <> '' AND soort IN ('vo', 'pro', 'vso') AND leeftijd BETWEEN 15 AND 17
)
SELECT
    swv, leeftijd::INTEGER AS leeftijd,
    count(*) AS leerlingen_min, count(*) AS leerlingen_max,
    count(*) FILTER (telt) AS diploma_of_hoger_min, count(*) FILTER (telt) AS diploma_of_hoger_max
FROM leerlingen
GROUP BY ALL
""",
)
"""What R1 counts (L536-541). Of 15: a vmbo diploma in the school year, or havo 4-5 or vwo 4-6; of 16: a havo diploma,
or vwo 5-6; of 17: a vwo diploma.

R1 leaves open, and this count takes: the diploma that is named and no other (who has a higher one was on the higher
track, and counts for that; a pupil of 16 with a vmbo diploma does not count); track and year on the same 1 October as
the age; the SWV that pays on that day; every pupil of the age in vo, pro and vso as the base, so that who went on to
mbo or ho is not in it. A note of R1 (L218-220) says "enrolled in havo or vwo" without the years.
"""
