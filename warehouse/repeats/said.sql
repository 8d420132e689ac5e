-- Words and speaker of the forms to compare.
SELECT c.form, read_said(q.text, q.kind, q.speaker_name) AS said
FROM compared AS c JOIN quotes AS q ON q.quote_id = c.item_id
