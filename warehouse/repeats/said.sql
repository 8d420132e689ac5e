-- Words and speaker of the forms to compare, from one of their quotes.
WITH compared AS (
    SELECT form FROM candidates
    UNION
    SELECT longer FROM candidates
),
example AS (
    SELECT form, min(item_id) AS quote_id
    FROM internal.quote_forms SEMI JOIN compared USING (form)
    GROUP BY form
)
SELECT form, read_said(text, kind, speaker_name) AS said
FROM example JOIN quotes USING (quote_id)
