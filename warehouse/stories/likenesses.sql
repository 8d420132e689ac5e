-- How like the texts of $days are to those of the $window days before them: all in all, and without the word that adds most.
SELECT
    later.place,
    earlier.place,
    sum(later.weight * earlier.weight)::BIGINT / 1e8 AS alike,
    (sum(later.weight * earlier.weight)::BIGINT - max(later.weight * earlier.weight)) / 1e8 AS beside
FROM story_weights AS later
JOIN story_weights AS earlier
    ON earlier.word = later.word AND earlier.place < later.place AND earlier.day >= later.day - $window
WHERE later.day IN (SELECT unnest($days)) AND later.texts <= $most AND earlier.texts <= $most
GROUP BY later.place, earlier.place
HAVING sum(later.weight * earlier.weight) >= $least * 1e8
ORDER BY later.place, earlier.place
