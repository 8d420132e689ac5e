-- Forms that no quote has any more.
SELECT DISTINCT form
FROM left_quotes ANTI JOIN internal.quote_forms USING (form)
