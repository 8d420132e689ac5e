-- Forms that no item has any more.
SELECT DISTINCT form
FROM {what}_left ANTI JOIN internal.{what}_forms USING (form)
