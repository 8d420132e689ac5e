-- The forms that have them now.
SELECT shingle, form, size FROM near_before ANTI JOIN gone USING (form)
UNION ALL
SELECT unnest(shingles), form, size FROM fresh
