"""Where the news happens as GeoJSON: read back by another library, the spot where the place is."""

import json
from pathlib import Path

import duckdb

from flows.answers.geojson import feature_collection

_TABLE = """
CREATE TABLE places_in_the_news AS
SELECT 'Harn' AS name, 'GB' AS country, NULL AS admin1, 51.5 AS latitude, -0.25 AS longitude, 'town' AS precision,
    12 AS population, 'Q1' AS external_id, 3 AS n_articles, DATE '2024-03-05' AS first_seen, NULL::DATE AS last_seen
"""


def test_a_place_is_a_point_with_longitude_first(tmp_path: Path) -> None:
    """The file is plain JSON, days are ISO strings, what is not known is null."""
    with duckdb.connect() as connection:
        connection.execute(_TABLE)
        collection = feature_collection(connection)
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    (feature,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.25, 51.5]}
    assert feature["properties"]["n_articles"] == 3
    assert feature["properties"]["first_seen"] == "2024-03-05"
    assert feature["properties"]["last_seen"] is None
