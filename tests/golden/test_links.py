"""Entities across articles: small corpora, each made for one hard case, are linked as their authors meant it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.corpus import EntityAlias
from tests.unit.linking.corpus import Corpus, article

CASES = [json.loads(line) for line in (Path(__file__).parent / "links.jsonl").read_text(encoding="utf-8").splitlines()]
_LINKED = """
SELECT l.article_id, ae.name, e.canonical_id, e.external_id
FROM article_entities AS ae
JOIN links_of_articles AS l USING (article_id, entity_id)
JOIN entities AS e USING (canonical_id)
"""


def alias(given: dict[str, str]) -> EntityAlias:
    """Return a row of the alias table; what is not given is NULL."""
    return EntityAlias.model_validate(dict.fromkeys(EntityAlias.model_fields) | given)


def linked(case: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Yield what each entity of a case is: `number name`, canonical_id, external_id."""
    made = [article(number, one["day"], one["entities"]) for number, one in enumerate(case["articles"], 1)]
    numbers = {one.article.article_id: number for number, one in enumerate(made, 1)}
    corpus = Corpus([alias(one) for one in case.get("aliases", ())]).load(made[::2]).load(made[1::2])
    if erased := case.get("erased"):
        corpus.load(leaving=[made[number - 1] for number in erased])
    view = Path(__file__).resolve().parents[2] / "warehouse" / "views" / "links_of_articles.sql"
    corpus.rows(f"CREATE OR REPLACE VIEW links_of_articles AS {view.read_text(encoding='utf-8')}")
    for article_id, name, canonical_id, external_id in corpus.rows(_LINKED):
        yield f"{numbers[article_id]} {name}", canonical_id, external_id
    corpus.close()


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_clusters(case: dict[str, Any]) -> None:
    """Entities are one where the case says so, and nowhere else; ids of the seeds and the alias table are there."""
    clusters = defaultdict(list)
    ids = {}
    for place, canonical_id, external_id in linked(case):
        clusters[canonical_id].append(place)
        ids[place] = external_id
    found = sorted(sorted(members) for members in clusters.values() if len(members) > 1)
    assert found == sorted(sorted(members) for members in case["clusters"])
    expected = case.get("external_ids", {})
    assert {place: ids[place] for place in expected} == expected
