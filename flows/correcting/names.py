"""Names as annotated: mentions that are no names of the annotation go, missing ones come, with their entities."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flows.correcting.places import paragraph_at
from schemas.article import Article
from schemas.ids import hash_id, row_id
from schemas.rows import ArticleEntity, ArticleRow, Mention

RULE: Final = "annotated"
_COUNTED: Final = ("headline", "body", "caption")
Span = tuple[int, int]
Rows = Mapping[str, Sequence[ArticleRow]]


def with_names(article: Article, rows: Rows, names: Mapping[Span, str]) -> Rows:
    """The rows with the names of an annotation, and entities counted anew."""
    entities = [row for row in rows["article_entities"] if isinstance(row, ArticleEntity)]
    mentions = [row for row in rows["mentions"] if isinstance(row, Mention)]
    kept = [row for row in (_kept(one, names) for one in mentions) if row is not None]
    there = {(row.start_char, row.end_char) for row in kept if row.mention_type == "name"}
    for span, kind in sorted(names.items()):
        if span not in there and (mention := _added(article, rows, entities, span, kind)):
            kept.append(mention)
    counted = list(_counted(entities, kept, _named({**rows, "mentions": kept})))
    return {**rows, "article_entities": counted, "mentions": kept}


def _kept(mention: Mention, names: Mapping[Span, str]) -> Mention | None:
    if mention.mention_type != "name":
        return mention
    if names.get((mention.start_char, mention.end_char)) != mention.kind:
        return None
    return mention.model_copy(update={"rule": RULE, "confidence": 1.0})


def _added(article: Article, rows: Rows, entities: list[ArticleEntity], span: Span, kind: str) -> Mention | None:
    paragraph = paragraph_at(rows, span)
    if paragraph is None:
        return None
    text = article.body[span[0] : span[1]]
    entity = _entity(article, entities, text, kind)
    return Mention.model_validate(
        {
            "mention_id": row_id("mentions", article.article_id, *span),
            "article_id": article.article_id,
            "entity_id": entity.entity_id,
            "kind": kind,
            "mention_type": "name",
            "text": text,
            "start_char": span[0],
            "end_char": span[1],
            "sentence": _sentence(rows, span),
            "paragraph": paragraph.paragraph,
            "section": paragraph.section,
            "rule": RULE,
            "confidence": 1.0,
        }
    )


def _sentence(rows: Rows, span: Span) -> int:
    """The sentence of the mention before, as nearly as rows tell."""
    before = [row for row in rows["mentions"] if isinstance(row, Mention) and row.start_char <= span[0]]
    return max(before, key=lambda row: row.start_char).sentence if before else 0


def _entity(article: Article, entities: list[ArticleEntity], text: str, kind: str) -> ArticleEntity:
    """The entity of this kind that has the name, else a new one."""
    wanted = " ".join(text.casefold().split())
    for entity in entities:
        if entity.kind == kind and wanted in {name.casefold() for name in (entity.name, *entity.aliases)}:
            return entity
    made = ArticleEntity.model_validate(
        {
            "article_id": article.article_id,
            "entity_id": hash_id("entity", kind, wanted),
            "name": " ".join(text.split()),
            "kind": kind,
            "aliases": (),
            "title": None,
            "affiliation": None,
            "gender_evidence": None,
            "n_mentions": 1,
            "salience": 0.0,
        }
    )
    entities.append(made)
    return made


def _named(rows: Rows) -> set[str]:
    """Every entity that a row names."""
    return {value for table, members in rows.items() if table != "article_entities" for value in _ids(members)}


def _ids(members: Sequence[ArticleRow]) -> Iterator[str]:
    for row in members:
        for name in type(row).model_fields:
            value = getattr(row, name) if name.endswith(("entity_id", "entity_ids")) else None
            yield from (value,) if isinstance(value, str) else value or ()


def _counted(
    entities: Sequence[ArticleEntity], mentions: Sequence[Mention], named: set[str]
) -> Iterator[ArticleEntity]:
    for entity in entities:
        own = [one for one in mentions if one.entity_id == entity.entity_id and one.section in _COUNTED]
        if entity.entity_id in named:
            yield entity.model_copy(update={"n_mentions": len(own)})
