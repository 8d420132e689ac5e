-- What figures of different words are about alike: 17 people *killed*, 14 *deaths* and a *death toll* of 19 are all about
-- deaths. A row holds for figures that count its noun (with its predicate, if it has one) or that measure its measure.
-- Short by intent: only words that say the same of every article.
WITH people (noun) AS (
    VALUES
    ('people'), ('person'), ('man'), ('woman'), ('child'), ('boy'), ('girl'), ('civilian'), ('villager'), ('resident'),
    ('passenger'), ('worker'), ('soldier'), ('student'), ('pupil'), ('miner'), ('migrant'), ('protester'), ('patient')
),

workers (noun) AS (
    VALUES
    ('worker'), ('dockworker'), ('employee'), ('member'), ('miner'), ('driver'), ('nurse'), ('doctor'), ('teacher'),
    ('pilot'), ('railwayman'), ('steelworker'), ('autoworker')
),

said (about, predicate) AS (
    VALUES
    ('death', 'kill'), ('death', 'die'), ('death', 'drown'), ('death', 'perish'), ('death', 'dead'),
    ('injury', 'injure'), ('injury', 'wound'), ('injury', 'hurt'),
    ('missing', 'miss'), ('missing', 'missing')
)

SELECT said.about, people.noun, said.predicate, NULL::VARCHAR AS measure FROM said CROSS JOIN people
UNION ALL
SELECT 'striker', workers.noun, stops.predicate, NULL
FROM workers CROSS JOIN (VALUES ('strike'), ('stop'), ('walk')) AS stops (predicate)
UNION ALL
VALUES
('death', 'death', NULL, NULL), ('death', 'fatality', NULL, NULL), ('injury', 'injury', NULL, NULL),
('striker', 'striker', NULL, NULL), ('death', NULL, NULL, 'death toll'), ('death', NULL, NULL, 'number of deaths')
ORDER BY ALL
