-- Forms of items that came or went, and those at either end of a match that did.
SELECT form FROM {what}_left
UNION
SELECT form FROM came
UNION
SELECT form FROM affected
UNION
SELECT longer FROM outdated
