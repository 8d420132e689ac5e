"""Who the words that name a speaker stand for: entity, name, kind, title and affiliation as said there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.speakers import Attribution
from flows.derive.text.annotation import Span
from flows.derive.text.tokens import Tokens
from schemas.rows import ArticleEntity, Mention
from schemas.vocabulary import SpeakerKind
from seeds.people import title_words
from seeds.word_classes import words_of

_KINDS: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_DETERMINERS = words_of("determiner")
_DOCUMENTS = words_of("document_noun")
_PERSONAL = words_of("speaker_pronoun")
_COMMA_AND_NAME = 2
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAMING = ("appos", "flat", "nmod:desc", "compound", "nmod")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as a quote's row has it."""

    entity_id: str | None = None
    name: str | None = None
    kind: SpeakerKind | None = None
    title: str | None = None
    affiliation: str | None = None
    entity_ids: tuple[str, ...] = ()
    """The speaker and all who speak along, in the order of the text."""


def describe_speaker(
    tokens: Tokens, by: Attribution, mentions: Mentions, entities: Mapping[str, ArticleEntity]
) -> Speaker:
    """Everything about the speaker that the text gives; unnamed sources have a kind and no name."""
    if by.speaker is None:
        return Speaker()
    mention = speaker_mention(tokens, by, mentions)
    entity = entities.get(mention.entity_id) if mention and mention.entity_id else None
    if mention is None or entity is None:
        return Speaker(name=_proper_name(tokens, by), kind=_unnamed_kind(tokens, by))
    kind = "group" if mention.kind == "NORP" else _KINDS.get(entity.kind, "organisation")
    title = _local_title(tokens, by.speaker, mention) or entity.title
    joint = _joint(tokens, by.head, entity.entity_id, mentions) if by.head is not None else (entity.entity_id,)
    return Speaker(entity.entity_id, entity.name, kind, title, entity.affiliation, joint)


def _joint(tokens: Tokens, head: int, first: str, mentions: Mentions) -> tuple[str, ...]:
    """The entities of *Smith, Jones and Brown said*: the speaker's, and those of the nouns joined to its head."""
    found = [first]
    members = [child for child in tokens.dependents(head, "conj") if tokens.upos[child] in _NOMINAL]
    for member in members:
        joints = {tokens.lower[cc] for cc in tokens.dependents(member, "cc")}
        mention = mentions.at(tokens.starts[member])
        if mention is not None and mention.entity_id and mention.entity_id not in found and "or" not in joints:
            found.append(mention.entity_id)
    return tuple(found)


def speaker_mention(tokens: Tokens, by: Attribution, mentions: Mentions) -> Mention | None:
    """The mention that names the speaker: at the phrase's head, else as an apposition to it, else within it."""
    if by.speaker is None:
        return None
    if by.head is None:
        inside = mentions.within(by.speaker)
        return next((row for row in inside if row.kind == "PERSON"), inside[0] if inside else None)
    at_head = mentions.at(tokens.starts[by.head])
    if at_head is not None and by.head == tokens.within((at_head.start_char, at_head.end_char))[-1]:
        return at_head
    for child in tokens.dependents(by.head, *_NAMING):
        named = mentions.at(tokens.starts[child])
        cased = tokens.dependents(child, "case")
        if named is not None and named.kind == "PERSON" and not cased:
            return named
    apposed = _apposed(tokens, by.head, mentions)
    if apposed is not None:
        return apposed
    return at_head or _named_behind(tokens, by.speaker, mentions) or _named_last(by.speaker, mentions)


def _apposed(tokens: Tokens, head: int, mentions: Mentions) -> Mention | None:
    """*The operator, Acme Harbours, said*, *the mediator, retired judge Jane Roe, said*: the name set off by commas."""
    if tokens.lemmas[head] in title_words():
        return None
    for child in tokens.dependents(head, "appos"):
        if child > head + 1 and tokens.words[head + 1] == ",":
            nouns = [child, *tokens.dependents(child, "appos", "flat", "nmod:desc")]
            named = [mentions.at(tokens.starts[noun]) for noun in nouns]
            found = [row for row in named if row is not None and row.mention_type == "name"]
            return next((row for row in found if row.kind in {"PERSON", "ORG"}), None)
    return None


def _named_last(span: Span, mentions: Mentions) -> Mention | None:
    """The person whose name ends a phrase."""
    inside = mentions.within(span)
    return next((row for row in inside if row.kind == "PERSON" and row.end_char == span[1]), None)


def _named_behind(tokens: Tokens, span: Span, mentions: Mentions) -> Mention | None:
    """*the team's coach, Jane Roe,*, *ambassador to Rome Jane Roe*: the person named right behind the phrase."""
    behind = tokens.within((span[1], len(tokens.body)))
    if len(behind) < _COMMA_AND_NAME:
        return None
    if tokens.words[behind[0]] != ",":
        named = mentions.at(tokens.starts[behind[0]])
        return named if named and named.kind == "PERSON" and named.mention_type == "name" else None
    named = mentions.at(tokens.starts[behind[1]])
    if named is None or named.kind != "PERSON" or named.mention_type != "name":
        return None
    return named if tokens.body[named.end_char : named.end_char + 1] in {",", "."} else None


def _proper_name(tokens: Tokens, by: Attribution) -> str | None:
    """The proper nouns around the head, where no name was found."""
    if by.head is None or tokens.upos[by.head] != "PROPN":
        return None
    run = [token for token in tokens.within(by.speaker or (0, 0)) if tokens.upos[token] == "PROPN"]
    start = stop = by.head
    while start - 1 in run:
        start -= 1
    while stop + 1 in run:
        stop += 1
    while start < stop and tokens.lower[start] in title_words():
        start += 1
    return tokens.body[tokens.starts[start] : tokens.ends[stop]]


def _unnamed_kind(tokens: Tokens, by: Attribution) -> SpeakerKind | None:
    if by.head is None:
        return "unnamed"
    if tokens.upos[by.head] == "PROPN":
        return "person"
    if tokens.lower[by.head] in _PERSONAL:
        return "unnamed" if tokens.lower[by.head] in {"he", "she", "i", "who"} else "group"
    return "document" if tokens.lemmas[by.head] in _DOCUMENTS else "unnamed"


def _local_title(tokens: Tokens, span: Span, mention: Mention) -> str | None:
    """What stands before the name in the speaker's phrase, without the determiner: *press secretary*."""
    inside = tokens.within((span[0], mention.start_char))
    before = [token for token in inside if tokens.ends[token] <= mention.start_char]
    while before and tokens.lower[before[0]] in _DETERMINERS:
        before = before[1:]
    while before and tokens.upos[before[-1]] == "PUNCT":
        before = before[:-1]
    titled = any(tokens.lower[token] in title_words() for token in before)
    if mention.kind != "PERSON" or not titled or any(tokens.lower[token] == "and" for token in before):
        return None
    return tokens.body[tokens.starts[before[0]] : tokens.ends[before[-1]]]
