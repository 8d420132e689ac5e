-- Who publishes: each outlet, and its words.
SELECT DISTINCT
    publisher AS outlet,
    fold(publisher) AS outlet_folded
FROM articles
WHERE publisher IS NOT NULL
