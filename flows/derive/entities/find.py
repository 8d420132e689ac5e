"""Entities of an article and their mentions: names found, joined, described, and what stands for them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.derive.disambiguation import Decision, Subject, disambiguate
from flows.derive.entities.attributes import AttributeReader, Attributes, office_of
from flows.derive.entities.identified import joined_by_id
from flows.derive.entities.stand_ins import stand_ins
from flows.derive.names.cluster import Cluster, Place, name_confidence, normalised
from flows.derive.names.extents import in_full
from flows.derive.names.find import Name, find_names
from flows.derive.names.join import cluster_names
from flows.derive.names.kinds import with_kinds
from flows.derive.names.metonyms import metonyms
from flows.derive.names.people import gender_evidence, titles_of, with_own_titles, without_titles_alone
from flows.derive.names.place_names import told_apart
from flows.derive.names.teams import with_teams
from flows.derive.text.document import Document
from schemas.ids import hash_id, row_id
from schemas.rows import ArticleEntity, EntityCandidate, Mention
from seeds.knowledge import Knowledge
from seeds.people import title_in_full
from seeds.word_classes import words_of

_COUNTED = frozenset({"headline", "body", "caption"})


class Entities(NamedTuple):
    """The rows of an article's entities.

    Attributes:
        entities: by entity_id.
        mentions: in the order of the text.
        candidates: what entities may be that are not surely one, the likeliest first.
    """

    entities: list[ArticleEntity]
    mentions: list[Mention]
    candidates: list[EntityCandidate]


def find_entities(document: Document) -> tuple[list[ArticleEntity], list[Mention]]:
    """The named entities of an article, by entity_id, and all their mentions; ids as what ships knows them."""
    found = describe_entities(document, Knowledge.shipped())
    return found.entities, found.mentions


def describe_entities(document: Document, knowledge: Knowledge) -> Entities:
    """The named entities of an article, their mentions, and what each may be of what `knowledge` has.

    Mentions are found in every paragraph and carry its section; `n_mentions` and `salience` count headline,
    body and captions.
    """
    found = with_kinds(document, in_full(document.tokens, find_names(document)), knowledge)
    borne = without_titles_alone(document.body, found)
    told = told_apart(document.tokens, with_own_titles(document.body, borne))
    names = with_teams(document.body, told)
    clusters = cluster_names(document.body, names, metonyms(document.tokens, names), knowledge)
    reader = AttributeReader(document.tokens, names)
    said, subjects = _described(document.body, names, clusters, reader)
    decisions = disambiguate(document, subjects, knowledge)
    whole, decisions = joined_by_id(clusters, subjects, decisions)
    if len(whole) < len(clusters):
        clusters = whole
        said, subjects = _described(document.body, names, clusters, reader)
    places = _name_places(names, clusters) + stand_ins(document, names, clusters, said)
    places.sort(key=lambda place: (place.start, place.end))
    ids = _entity_ids(document.body, names, clusters)
    mentions = [_mention(document, place, ids[place.cluster]) for place in places]
    rows: dict[str, list[Mention]] = {entity_id: [] for entity_id in ids}
    for row in mentions:
        rows[row.entity_id or ""].append(row)
    entities = [
        _entity(document, names, cluster, rows[entity_id], subject, decision)
        for entity_id, cluster, subject, decision in zip(ids, clusters, subjects, decisions, strict=True)
    ]
    candidates = _candidates(document, zip(ids, decisions, strict=True))
    return Entities(sorted(entities, key=lambda row: row.entity_id), mentions, candidates)


def _described(
    body: str, names: Sequence[Name], clusters: Sequence[Cluster], reader: AttributeReader
) -> tuple[dict[int, Attributes], list[Subject]]:
    """What the article says of its persons, by cluster, and every entity as it is asked about."""
    said = {
        number: reader.read([names[member] for member in cluster.members])
        for number, cluster in enumerate(clusters)
        if cluster.kind == "PERSON"
    }
    return said, [_subject(body, names, one, said.get(number, Attributes())) for number, one in enumerate(clusters)]


def _subject(body: str, names: Sequence[Name], cluster: Cluster, said: Attributes) -> Subject:
    """An entity as what the world knows is asked about it."""
    proper = _proper(names, cluster)
    return Subject(
        kind=cluster.kind,
        name=_full_name(body, names, cluster),
        forms=tuple(dict.fromkeys(" ".join(names[member].text(body).split()) for member in proper)),
        title=_title(titles_of(body, names, cluster), said.title),
        affiliation=said.affiliation,
        reference=cluster.reference,
        spans=tuple((names[member].start, names[member].end) for member in cluster.members),
    )


def _title(before: Sequence[str], said: str | None) -> str | None:
    """The longest title before a name, but for *his brother*; an honorific gives way to an office that is told."""
    kin = words_of("untitled_noun")
    titles = [_of_one(title) for title in before if not (title.islower() and title in kin)]
    said = None if said in kin else said and said.removeprefix("Dear ")  # *Dear Secretary Horn*
    longest = max(titles, key=len, default=None)
    if said and longest and said.endswith(f" {longest}"):
        return said  # *transit director* for *director*
    return office_of(longest, said)


def _of_one(title: str) -> str:
    """A title in the singular: *Sens. Roe and Poe* are a senator each."""
    *rest, last = title.split()
    if last.casefold() not in words_of("plural_title"):
        return title
    one = title_in_full().get(last.casefold(), last)
    return " ".join([*rest, one.capitalize() if rest and rest[0][:1].isupper() else one])


def _candidates(document: Document, decided: Iterable[tuple[str, Decision]]) -> list[EntityCandidate]:
    return [
        EntityCandidate(
            article_id=document.article.article_id,
            entity_id=entity_id,
            external_id=one.entry.external_id,
            name=one.entry.name,
            kind=one.entry.kind,
            score=one.score,
        )
        for entity_id, decision in decided
        if not decision.sure
        for one in decision.candidates
    ]


def _name_places(names: Sequence[Name], clusters: Sequence[Cluster]) -> list[Place]:
    return [
        Place(
            names[member].start,
            names[member].end,
            number,
            "NORP" if cluster.kind == "GPE" and names[member].kind == "NORP" else cluster.kind,
            "name",
            cluster.rules[member],
            name_confidence(cluster.rules[member], names[member].score),
        )
        for number, cluster in enumerate(clusters)
        for member in cluster.members
    ]


def fullest(body: str, names: Sequence[Name], members: Sequence[int]) -> str:
    """The form with the most words, then the longest, then one not all in capitals, then the first."""
    texts = [" ".join(names[member].text(body).split()) for member in members]
    return max(texts, key=lambda text: (len(text.split()), len(text), not text.isupper()))


def _full_name(body: str, names: Sequence[Name], cluster: Cluster) -> str:
    """The fullest form; demonyms and metonyms count only if there is nothing else."""
    return cluster.named or fullest(body, names, _proper(names, cluster))


def _proper(names: Sequence[Name], cluster: Cluster) -> Sequence[int]:
    """The members that name it by its own name: no demonyms, metonyms and titles, unless there is nothing else."""
    proper = [
        member
        for member in cluster.members
        if names[member].kind != "NORP" and cluster.rules[member] not in {"metonym", "title"}
    ]
    return proper or cluster.members


def _entity_ids(body: str, names: Sequence[Name], clusters: Sequence[Cluster]) -> list[str]:
    """Hash of the seeds' reference id, or of kind and fullest name; namesakes in one article get an ordinal."""
    ids: dict[str, None] = {}
    for cluster in clusters:
        key: tuple[str, ...] = (cluster.kind, normalised(_full_name(body, names, cluster)))
        entity_id = hash_id("entity", cluster.reference) if cluster.reference else hash_id("entity", *key)
        ordinal = 1
        while entity_id in ids:
            ordinal += 1
            entity_id = hash_id("entity", *key, ordinal)
        ids[entity_id] = None
    return list(ids)


def _mention(document: Document, place: Place, entity_id: str) -> Mention:
    article_id = document.article.article_id
    sentence = document.tokens.sentence_at(place.start)
    paragraph = document.paragraphs[int(document.annotation.sentence_paragraph[sentence])]
    return Mention(
        mention_id=row_id("mentions", article_id, place.start, place.end),
        article_id=article_id,
        entity_id=entity_id,
        kind=place.kind,
        mention_type=place.mention_type,
        text=document.body[place.start : place.end],
        start_char=place.start,
        end_char=place.end,
        sentence=sentence,
        paragraph=paragraph.paragraph,
        section=paragraph.section,
        rule=place.rule,
        confidence=place.confidence,
    )


def _entity(
    document: Document,
    names: Sequence[Name],
    cluster: Cluster,
    mentions: Sequence[Mention],
    subject: Subject,
    decision: Decision,
) -> ArticleEntity:
    body = document.body
    forms = {" ".join(names[member].text(body).split()) for member in cluster.members}
    counted = [row for row in mentions if row.section in _COUNTED]
    return ArticleEntity(
        article_id=document.article.article_id,
        entity_id=mentions[0].entity_id or "",
        name=subject.name,
        kind=cluster.kind,
        aliases=tuple(sorted(forms - {subject.name})),
        title=subject.title,
        affiliation=subject.affiliation,
        gender_evidence=gender_evidence(body, names, cluster)[1],
        n_mentions=len(counted),
        salience=_salience(document, counted),
        external_id=decision.external_id,
        external_score=decision.candidates[0].score if decision.sure else None,
    )


def _salience(document: Document, mentions: Sequence[Mention]) -> float:
    """How often (half), how early (three tenths), and whether the metadata headline has the name (two tenths)."""
    if not mentions:
        return 0.0
    length = max(len(document.body), 1)
    early = 1 - min(row.start_char for row in mentions) / length
    headline = (document.article.headline or "").casefold()
    in_headline = any(row.mention_type == "name" and row.text.casefold() in headline for row in mentions)
    often = 1 - 0.8 ** len(mentions)
    return 0.5 * often + 0.3 * early + 0.2 * in_headline
