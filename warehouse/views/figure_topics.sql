-- What figures of different words are about alike, and how a count of it goes on: 17 people *killed*, 14 *deaths* and a
-- *death toll* of 19 are all about deaths, which are added to until all is known. `course`: grows, falls, or holds where
-- two numbers for one time can't both be right. seeds/reference/figure_topics.csv says which words are of a topic.
SELECT about, course
FROM (
    VALUES
    ('abducted', 'grows'),
    ('arrest', 'grows'),
    ('crowd', 'holds'),
    ('damaged', 'grows'),
    ('death', 'grows'),
    ('destroyed', 'grows'),
    ('displaced', 'grows'),
    ('hostage', 'falls'),
    ('infected', 'grows'),
    ('injury', 'grows'),
    ('job_cut', 'holds'),
    ('missing', 'falls'),
    ('price_paid', 'holds'),
    ('released', 'grows'),
    ('shots', 'holds'),
    ('striker', 'holds')
) AS topics (about, course)
ORDER BY about
