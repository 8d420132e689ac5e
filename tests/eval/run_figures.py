"""Dates and figures of a gold file, as `onrecord extract` writes them: `run_figures.py GOLD [ANNOTATOR] > PRED`."""

import sys
from datetime import date
from pathlib import Path

import orjson

from flows.derive.annotate import SIMPLE, annotator_for
from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows
from flows.derive.figures.find import find_figures
from tests.eval.documents import document_of


def main(path: str, annotator: str = SIMPLE) -> None:
    """Print one line of predictions an article; `annotator` as `annotator_for` takes it."""
    for line in Path(path).read_bytes().splitlines():
        record = orjson.loads(line)
        published = record.get("published_at")
        day = date.fromisoformat(published[:10]) if published else None
        doc = document_of(record["text"], day, record["id"], annotator_for(annotator))
        times = find_dates(doc)
        dates = date_rows(doc, times)
        figures = [row.model_dump(mode="json") for row in find_figures(doc, times)]
        rows = {"id": record["id"], "dates": [row.model_dump(mode="json") for row in dates], "figures": figures}
        sys.stdout.buffer.write(orjson.dumps(rows) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
