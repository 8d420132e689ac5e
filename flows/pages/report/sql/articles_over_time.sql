-- Articles by publisher and time, the five publishers with most articles by name. Articles without a date are left out.
WITH selected AS (
    SELECT article_id, coalesce(publisher, 'not named') AS publisher, published_date
    FROM current_articles
    WHERE true -- selection
),
ranked AS (
    SELECT
        publisher,
        row_number() OVER (ORDER BY count(*) DESC, publisher) AS place,
        count(*) OVER () AS publishers
    FROM selected
    GROUP BY publisher
)
SELECT
    date_trunc($grain, s.published_date)::DATE AS since,
    CASE WHEN r.place <= 5 OR r.publishers = 6 THEN s.publisher ELSE 'all others' END AS publisher,
    least(min(r.place), 6) AS place,
    count(*) AS articles
FROM selected AS s
JOIN ranked AS r USING (publisher)
WHERE s.published_date IS NOT NULL
GROUP BY ALL
ORDER BY since, place
