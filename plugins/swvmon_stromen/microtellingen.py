"""The tables of this plugin counted from enrolments under a pseudonym, instead of by an SWV."""

from __future__ import annotations

from swvmon import Microtelling

STROMEN = Microtelling(
    naam="stromen",
    titel="Stromen tussen onderwijssoorten, van 1 oktober tot 1 oktober",
    levert="stroom_telling",
    leest=("vorig", "nu"),
    sql="""
-- One number in the place of three columns of text: the join carries less and the groups are found sooner. Two places
-- with one number would be counted as one, so that stops it.
WITH plaats AS MATERIALIZED (
    SELECT *, hash(swv, soort, cohort) AS code
    FROM (SELECT DISTINCT swv, soort, cohort FROM vorig UNION SELECT DISTINCT swv, soort, cohort FROM nu)
),
gekoppeld AS MATERIALIZED (
    SELECT v.code AS code_van, n.code AS code_naar, leeftijd, count(*) AS aantal
    FROM (SELECT leerling, hash(swv, soort, cohort) AS code FROM vorig) v
    FULL JOIN (
        SELECT leerling, hash(swv, soort, cohort) AS code, CASE soort WHEN 'sbo' THEN leeftijd END AS leeftijd FROM nu
    ) n USING (leerling)
    GROUP BY ALL
),
paar AS MATERIALIZED (
    SELECT
        v.swv AS swv_van, n.swv AS swv_naar,
        coalesce(v.soort, 'uit') AS van, coalesce(n.soort, 'uit') AS naar,
        coalesce(v.cohort, n.cohort) AS cohort,
        -- an age only where an indicator asks for it: who is new in sbo
        CASE WHEN v.soort IS DISTINCT FROM 'sbo' THEN leeftijd END AS leeftijd,
        aantal
    FROM gekoppeld LEFT JOIN plaats v ON code_van = v.code LEFT JOIN plaats n ON code_naar = n.code
    WHERE (
        SELECT CASE count(DISTINCT code) WHEN count(*) THEN true ELSE error('two places have one hash') END FROM plaats
    )
),
kanten AS (
    SELECT swv_van AS swv, 'vertrek' AS kant, van, naar, NULL AS leeftijd, cohort, aantal FROM paar WHERE swv_van <> ''
    UNION ALL
    SELECT swv_naar, 'aankomst', van, naar, leeftijd, cohort, aantal FROM paar WHERE swv_naar <> ''
),
-- all pupils, and those of a cohort once more
delen AS (
    SELECT swv, kant, van, naar, leeftijd, '' AS cohort, aantal FROM kanten
    UNION ALL
    SELECT swv, kant, van, naar, leeftijd, cohort, aantal FROM kanten WHERE cohort <> ''
),
-- of each type that has pupils on the day of the side there is a row of those who stay, also where nobody does
geheel AS (
    SELECT * FROM delen
    UNION ALL
    SELECT DISTINCT
        swv, kant, CASE kant WHEN 'vertrek' THEN van ELSE naar END, CASE kant WHEN 'vertrek' THEN van ELSE naar END,
        NULL, cohort, 0
    FROM delen
)
SELECT
    swv, kant, dag.vanaf AS vanaf, van, naar, '' AS school, leeftijd::INTEGER AS leeftijd, cohort,
    sum(aantal)::BIGINT AS aantal_min, sum(aantal)::BIGINT AS aantal_max
FROM geheel CROSS JOIN dag
GROUP BY ALL
""",
)

CATEGORIEEN = Microtelling(
    naam="stromen_categorie",
    titel="Stromen uit en naar so en vso naar categorie van de tlv, van 1 oktober tot 1 oktober",
    levert="stroom_categorie_telling",
    leest=("vorig", "nu"),
    sql="""
WITH paar AS MATERIALIZED (
    SELECT
        v.swv AS swv_van, n.swv AS swv_naar,
        coalesce(v.soort, 'uit') AS van, coalesce(n.soort, 'uit') AS naar,
        v.categorie AS categorie_van, n.categorie AS categorie_naar,
        count(*) AS aantal
    FROM vorig v FULL JOIN nu n USING (leerling)
    WHERE v.soort IN ('so', 'vso') OR n.soort IN ('so', 'vso')
    GROUP BY ALL
),
kanten AS (
    SELECT swv_van AS swv, 'vertrek' AS kant, van AS soort, van, naar, categorie_van AS categorie, aantal FROM paar
    UNION ALL
    SELECT swv_naar, 'aankomst', naar, van, naar, categorie_naar, aantal FROM paar
),
delen AS (SELECT * FROM kanten WHERE swv <> '' AND soort IN ('so', 'vso')),
-- of each type that has pupils on the day of the side there is a row of those who stay per category
geheel AS (
    SELECT * FROM delen
    UNION ALL
    SELECT DISTINCT swv, kant, soort, soort, soort, categorieen.categorie, 0
    FROM delen CROSS JOIN (VALUES (1), (2), (3)) AS categorieen (categorie)
)
SELECT
    swv, kant, dag.vanaf AS vanaf, van, naar,
    CASE categorie WHEN 0 THEN '' ELSE categorie::VARCHAR END AS categorie,
    sum(aantal)::BIGINT AS aantal_min, sum(aantal)::BIGINT AS aantal_max
FROM geheel CROSS JOIN dag
GROUP BY ALL
""",
)

VERBLIJF = Microtelling(
    naam="verblijf",
    titel="Inschrijvingen in sbo, so, vso en praktijkonderwijs tot en met nu",
    levert="verblijf_telling",
    leest=("nu", "historie"),
    sql="""
WITH eerder AS (
    SELECT leerling, soort, count(*) AS inschrijvingen
    FROM historie
    WHERE soort IN ('sbo', 'so', 'vso', 'pro')
    GROUP BY ALL
)
SELECT nu.swv, nu.soort, inschrijvingen, count(*) AS aantal_min, count(*) AS aantal_max
FROM nu JOIN eerder USING (leerling, soort)
WHERE nu.swv <> ''
GROUP BY ALL
""",
)
