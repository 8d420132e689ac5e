SELECT date_trunc('month', date) AS month, speaker, count(*) AS quotes
FROM {{ source('news', 'who_said_what') }}
WHERE speaker IS NOT NULL
GROUP BY ALL
