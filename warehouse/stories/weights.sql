-- The words of the texts of story_near, with their weights in it: ten thousandths of a vector of length one. How rare a word
-- is, its day says, and $beside articles of news at large beside it.
WITH told AS (
    SELECT place, day, unnest(words) AS word, unnest(weights)::INTEGER AS weight FROM story_near
),
days AS (
    SELECT day, count(*) AS texts FROM story_near GROUP BY day
),
spread AS (
    SELECT day, word, count(*) AS texts FROM told GROUP BY day, word
),
weighed AS (
    SELECT
        t.place,
        t.day,
        t.word,
        spread.texts,
        round(
            10 * t.weight * ln((days.texts + $beside) / (spread.texts + $beside * coalesce(s.share, $rare)))
        )::BIGINT AS weight
    FROM told AS t
    JOIN spread USING (day, word)
    JOIN days USING (day)
    LEFT JOIN story_shares AS s USING (word)
),
lengths AS (
    SELECT place, sqrt(sum(weight * weight)::DOUBLE) AS length FROM weighed GROUP BY place
)
SELECT w.place, w.day, w.word, w.texts, round(10000 * w.weight / lengths.length)::BIGINT AS weight
FROM weighed AS w JOIN lengths USING (place)
WHERE w.weight > 0
