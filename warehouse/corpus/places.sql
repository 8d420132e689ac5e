-- Where the touched entities of the corpus lie that are places and known on the map.
SELECT
    canonical_id,
    known.external_id,
    latitude,
    longitude,
    country,
    admin1,
    population,
    geonames_id,
    precision
FROM (SELECT canonical_id FROM entities SEMI JOIN touched_canonicals USING (canonical_id) WHERE kind IN ('GPE', 'LOC', 'FAC'))
JOIN known_beforehand AS known USING (canonical_id)
WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND known.external_id IS NOT NULL
