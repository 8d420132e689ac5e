"""Entities of an article and their mentions: names found, joined, described."""

from collections.abc import Sequence

from flows.derive.clusters import RULES, Cluster, cluster_names, normalised
from flows.derive.document import Document
from flows.derive.names import Name, find_names, title_words
from flows.derive.tokens import tokens_of
from schemas.ids import hash_id, row_id
from schemas.rows import ArticleEntity, Mention, Paragraph

_COUNTED = frozenset({"headline", "body", "caption"})


def find_entities(document: Document) -> tuple[list[ArticleEntity], list[Mention]]:
    """The named entities of an article, by entity_id, and all their mentions, in the order of the text.

    Mentions are found in every paragraph and carry its section; `n_mentions` and `salience` count headline,
    body and captions.
    """
    names = find_names(document)
    clusters = cluster_names(document.body, names)
    entities: dict[str, ArticleEntity] = {}
    mentions: list[Mention] = []
    for cluster in clusters:
        entity_id = _entity_id(document.body, names, cluster, entities)
        rows = [_mention(document, names[member], cluster, member, entity_id) for member in cluster.members]
        entities[entity_id] = _entity(document, names, cluster, entity_id, rows)
        mentions += rows
    mentions.sort(key=lambda row: (row.start_char, row.end_char, row.mention_id))
    return [entities[key] for key in sorted(entities)], mentions


def fullest(body: str, names: Sequence[Name], members: Sequence[int]) -> str:
    """The form with the most words, then the longest, then the first."""
    texts = [" ".join(names[member].text(body).split()) for member in members]
    return max(texts, key=lambda text: (len(text.split()), len(text)))


def _entity_id(body: str, names: Sequence[Name], cluster: Cluster, taken: dict[str, ArticleEntity]) -> str:
    """Hash of the seeds' reference id, or of kind and fullest name; namesakes in one article get an ordinal."""
    if cluster.reference:
        return hash_id("entity", cluster.reference)
    key = (cluster.kind, normalised(fullest(body, names, cluster.members)))
    entity_id, ordinal = hash_id("entity", *key), 1
    while entity_id in taken:
        ordinal += 1
        entity_id = hash_id("entity", *key, ordinal)
    return entity_id


def _paragraph(document: Document, sentence: int) -> Paragraph:
    return document.paragraphs[int(document.annotation.sentence_paragraph[sentence])]


def _mention(document: Document, name: Name, cluster: Cluster, member: int, entity_id: str) -> Mention:
    article_id = document.article.article_id
    sentence = tokens_of(document).sentence_at(name.start)
    paragraph = _paragraph(document, sentence)
    rule = cluster.rules[member]
    return Mention(
        mention_id=row_id("mentions", article_id, name.start, name.end),
        article_id=article_id,
        entity_id=entity_id,
        kind=name.kind if cluster.reference and name.kind == "NORP" else cluster.kind,
        mention_type="name",
        text=name.text(document.body),
        start_char=name.start,
        end_char=name.end,
        sentence=sentence,
        paragraph=paragraph.paragraph,
        section=paragraph.section,
        rule=rule,
        confidence=RULES[rule] * min(1.0, 0.5 + name.score / 2),
    )


def _entity(
    document: Document, names: Sequence[Name], cluster: Cluster, entity_id: str, mentions: Sequence[Mention]
) -> ArticleEntity:
    body = document.body
    proper = [member for member in cluster.members if names[member].kind != "NORP"] or cluster.members
    name = fullest(body, names, proper)
    forms = {" ".join(names[member].text(body).split()) for member in cluster.members}
    counted = [row for row in mentions if row.section in _COUNTED]
    return ArticleEntity(
        article_id=document.article.article_id,
        entity_id=entity_id,
        name=name,
        kind=cluster.kind,
        aliases=tuple(sorted(forms - {name})),
        title=_title(body, names, cluster),
        affiliation=None,
        gender_evidence=_gender_evidence(body, names, cluster),
        n_mentions=len(counted),
        salience=_salience(document, counted),
    )


def _title(body: str, names: Sequence[Name], cluster: Cluster) -> str | None:
    """The longest title said before one of the names."""
    titles = [" ".join(body[slice(*names[member].title)].split()) for member in cluster.members]
    return max(titles, key=len, default="") or None


def _gender_evidence(body: str, names: Sequence[Name], cluster: Cluster) -> str | None:
    for member in cluster.members:
        for word in body[slice(*names[member].title)].split():
            entry = title_words().get(word.casefold())
            if entry and entry.gender:
                return f"title:{word}"
    return None


def _salience(document: Document, mentions: Sequence[Mention]) -> float:
    """Share of the document's salience: how often, how early, and whether the headline has the name."""
    if not mentions:
        return 0.0
    length = max(len(document.body), 1)
    early = 1 - min(row.start_char for row in mentions) / length
    headline = (document.article.headline or "").casefold()
    in_headline = any(row.text.casefold() in headline for row in mentions) if headline else False
    often = 1 - 0.8 ** len(mentions)
    return 0.5 * often + 0.3 * early + 0.2 * in_headline
