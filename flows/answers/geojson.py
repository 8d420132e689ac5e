"""Where the news happens, as GeoJSON (RFC 7946): what every map program opens."""

from typing import Any

import duckdb

_PLACES = """
SELECT name, country, admin1, latitude, longitude, precision, population, external_id, n_articles, first_seen, last_seen
FROM places_in_the_news
"""


def feature_collection(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The places of the view `places_in_the_news` as points: longitude first, WGS 84; most articles first.

    Args:
        connection: to a news.duckdb.
    """
    found = connection.execute(_PLACES)
    names = [column[0] for column in found.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in found.fetchall())
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    point = [round(float(row.pop(name)), 4) for name in ("longitude", "latitude")]
    for name in ("first_seen", "last_seen"):
        row[name] = row[name].isoformat() if row[name] else None
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": row}
