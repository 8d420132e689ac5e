"""FollowTheMoney: persons and organisations across articles, articles, mentions, and who is what to whom.

An entity a line, as `ftm` and Aleph read it. Ids are ours, so that a later export updates what an earlier one brought.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import duckdb

from flows.exports.names import wikidata
from flows.exports.selected import Selected

_SCHEMATA: Final = {"PERSON": "Person", "ORG": "Organization"}
_RELATIONS: Final = {
    "kin": ("Family", "person", "relative"),
    "spokesperson_of": ("Representation", "agent", "client"),
    "member_of": ("Membership", "member", "organization"),
    "head_of": ("Directorship", "director", "organization"),
    "employee_of": ("Employment", "employee", "employer"),
}
"""Relation of `entity_relations` -> FollowTheMoney's schema, an interval, and the properties for its two ends."""
_ENDS: Final = {"Family": ("PERSON", "PERSON"), "Directorship": ("", "ORG"), "Employment": ("PERSON", "ORG")}
"""What the ends of a schema must be, where it wants more than anybody."""

_ENTITIES: Final = """
SELECT DISTINCT e.canonical_id, e.name, e.kind, e.aliases, e.external_id
FROM entities AS e JOIN links_of_articles AS l USING (canonical_id)
WHERE e.kind IN ('PERSON', 'ORG') AND l.article_id IN ({articles}) ORDER BY e.canonical_id
"""
_ARTICLES: Final = """
SELECT article_id, headline, url, publisher, published_date, lang, byline FROM articles
WHERE article_id IN ({articles}) ORDER BY article_id
"""
_MENTIONS: Final = """
SELECT l.article_id, l.canonical_id, ae.name, ae.kind
FROM article_entities AS ae JOIN links_of_articles AS l USING (article_id, entity_id)
JOIN entities AS e USING (canonical_id)
WHERE ae.kind IN ('PERSON', 'ORG') AND e.kind IN ('PERSON', 'ORG') AND article_id IN ({articles})
ORDER BY l.article_id, ae.entity_id
"""
_RELATED: Final = """
SELECT r.relation_id, r.relation, r.said, r.article_id, a.published_date,
    s.canonical_id AS subject, se.kind AS subject_kind, o.canonical_id AS object, oe.kind AS object_kind
FROM entity_relations AS r
JOIN articles AS a ON a.article_id = r.article_id
JOIN links_of_articles AS s ON s.article_id = r.article_id AND s.entity_id = r.subject_entity_id
JOIN links_of_articles AS o ON o.article_id = r.article_id AND o.entity_id = r.object_entity_id
JOIN entities AS se ON se.canonical_id = s.canonical_id
JOIN entities AS oe ON oe.canonical_id = o.canonical_id
WHERE r.article_id IN ({articles}) AND se.kind IN ('PERSON', 'ORG') AND oe.kind IN ('PERSON', 'ORG')
ORDER BY r.relation_id
"""
Row = Mapping[str, Any]


def entities(con: duckdb.DuckDBPyConnection, selected: Selected) -> Iterator[dict[str, object]]:
    """The entities of FollowTheMoney for the articles."""
    for row in _rows(con, _ENTITIES, selected):
        yield _named(row)
    for row in _rows(con, _ARTICLES, selected):
        yield _article(row)
    for row in _rows(con, _MENTIONS, selected):
        yield _mention(row)
    for row in _rows(con, _RELATED, selected):
        if _fits(row):
            yield _relation(row)


def _rows(con: duckdb.DuckDBPyConnection, query: str, selected: Selected) -> Iterator[Row]:
    with con.cursor() as cursor:
        found = cursor.execute(query.format(articles=selected.query("article_id")), dict(selected.parameters) or None)
        names = [column[0] for column in found.description or ()]
        while batch := found.fetchmany(1000):
            yield from (dict(zip(names, row, strict=True)) for row in batch)


def _entity(schema: str, key: str, **properties: object) -> dict[str, object]:
    """An entity: each property a list of texts, none that is empty."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    texts = {name: [str(one) for one in values if one] for name, values in listed.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in texts.items() if values}}


def _named(row: Row) -> dict[str, object]:
    known = row["external_id"] if wikidata(row["external_id"]) else None
    aliases = list(row["aliases"])
    return _entity(
        _SCHEMATA[row["kind"]], f"or-{row['canonical_id']}", name=row["name"], alias=aliases, wikidataId=known
    )


def _article(row: Row) -> dict[str, object]:
    return _entity(
        "Article",
        _article_key(row["article_id"]),
        title=row["headline"],
        sourceUrl=row["url"],
        publisher=row["publisher"],
        date=row["published_date"],
        author=list(row["byline"]),
    )


def _mention(row: Row) -> dict[str, object]:
    return _entity(
        "Mention",
        f"or-m-{row['article_id']}-{row['canonical_id']}",
        document=_article_key(row["article_id"]),
        resolved=f"or-{row['canonical_id']}",
        name=row["name"],
        detectedSchema=_SCHEMATA[row["kind"]],
    )


def _fits(row: Row) -> bool:
    schema = _RELATIONS.get(row["relation"], ("",))[0]
    wanted = _ENDS.get(schema, ("", ""))
    return bool(schema) and all(
        not kind or kind == row[end] for kind, end in zip(wanted, ("subject_kind", "object_kind"), strict=True)
    )


def _relation(row: Row) -> dict[str, object]:
    schema, first, second = _RELATIONS[row["relation"]]
    ends = {first: f"or-{row['subject']}", second: f"or-{row['object']}"}
    said = {"relationship" if schema == "Family" else "role": row["said"]}
    proof = _article_key(row["article_id"])
    return _entity(schema, f"or-r-{row['relation_id']}", **ends, **said, date=row["published_date"], proof=proof)


def _article_key(article_id: str) -> str:
    return f"or-a-{article_id}"
