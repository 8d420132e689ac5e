"""GeoJSON (RFC 7946): where the news happens, a point a place, longitude first, WGS 84."""

from typing import IO, Any, Final

import duckdb
import orjson

from flows.exports.selected import Selected

_PLACES: Final = """
SELECT p.external_id, any_value(p.name) AS name, any_value(p.country) AS country, any_value(p.precision) AS precision,
    any_value(p.longitude) AS longitude, any_value(p.latitude) AS latitude, count(DISTINCT article_id) AS n_articles,
    min(published_date) AS first_seen, max(published_date) AS last_seen, max(p.score) AS score
FROM article_places AS p JOIN ({articles}) USING (article_id)
GROUP BY p.external_id ORDER BY n_articles DESC, p.external_id
"""


def write_places(file: IO[bytes], con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    """Write a FeatureCollection of the places of the articles; return how many."""
    found = con.execute(_PLACES.format(articles=selected.query("article_id, published_date")), selected.parameters)
    names = [column[0] for column in found.description or ()]
    count = 0
    file.write(b'{"type":"FeatureCollection","features":[')
    for row in found.fetchall():
        feature = _feature(dict(zip(names, row, strict=True)))
        file.write((b",\n" if count else b"\n") + orjson.dumps(feature))
        count += 1
    file.write(b"\n]}\n")
    return count


def _feature(row: dict[str, Any]) -> dict[str, object]:
    point = [round(float(row.pop(name)), 4) for name in ("longitude", "latitude")]
    return {
        "type": "Feature",
        "id": row["external_id"],
        "geometry": {"type": "Point", "coordinates": point},
        "properties": row,
    }
