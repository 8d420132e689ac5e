"""Who the words that name a speaker stand for: entity, name, kind, title and affiliation as said there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.derive.names.people import gender_told
from flows.derive.quotes.bodies import body_meant
from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.speakers import Attribution
from flows.derive.text.annotation import Span
from flows.derive.text.people import is_somebody
from flows.derive.text.subjects import phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.rows import ArticleEntity, Mention
from schemas.vocabulary import Gender, SpeakerKind
from seeds.people import title_words
from seeds.word_classes import words_of

_KINDS: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "organisation",
}
"""A building that speaks is the office in it: *Downing Street*, *the Kremlin*."""
_TOGETHER = frozenset({"they", "both"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OF_ALL = ("s", "sh", "ch", "ese")
"""How a word for a people or its members ends: *the Democrats*, *the British*, *the French*, *the Chinese*."""
_TWO_REACH = 2
"""Sentences before *they* in which two persons may be told of together."""
_LIKELY = 0.5
"""How likely a pronoun must be to stand for its entity for that to be named as the speaker."""
_DETERMINERS = words_of("determiner")
_DOCUMENTS = words_of("document_noun")
_BODIES = words_of("body_noun")
_PERSONAL = words_of("speaker_pronoun")
_ONE = frozenset({"he", "she", "i", "who"})
_INDEFINITE = words_of("indefinite")
_POSSESSIVE = frozenset({"'s", "'"})
_COMMA_AND_NAME = 2  # tokens: a comma and a name
_LONGEST_TITLE = 4  # tokens: a comma and up to three words of a title before a name (*, Chief Justice Jane Roe*)
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
    gender: Gender | None = None
    entity_ids: tuple[str, ...] = ()
    """The speaker and all who speak along, in the order of the text."""


def describe_speaker(
    tokens: Tokens,
    by: Attribution,
    mention: Mention | None,
    mentions: Mentions,
    entities: Mapping[str, ArticleEntity],
) -> Speaker:
    """Everything about the speaker that the text gives; unnamed sources have a kind and no name.

    `mention` is what `speaker_mention` gives.
    """
    if by.speaker is None:
        return Speaker()
    words = tokens.body[slice(*by.speaker)]
    entity = entities.get(mention.entity_id) if mention and mention.entity_id else None
    nobody = by.rule == "transcript" and (mention is None or mention.kind != "PERSON")
    bearer = _bearer(words, mentions, entities) if nobody else None
    if by.rule == "transcript" and bearer is None and (_is_outlet(words) or (mention is not None and nobody)):
        return Speaker(name=words, kind="organisation" if _is_outlet(words) else "person")
    if bearer is not None:
        told = gender_told(bearer.gender_evidence)
        own = (bearer.entity_id,)
        return Speaker(*own, bearer.name, "person", bearer.title, bearer.affiliation, told, own)
    both = _two_before(tokens, by.head, mentions) if mention is None and by.head is not None else ()
    if both and entities.get(both[0]) is not None:
        return Speaker(both[0], entities[both[0]].name, "person", entity_ids=both)
    unsure = mention is not None and mention.mention_type == "pronoun" and mention.confidence < _LIKELY
    if mention is None or entity is None or unsure:
        return Speaker(name=_proper_name(tokens, by), kind=_unnamed_kind(tokens, by))
    kind = "group" if mention.kind == "NORP" else _KINDS.get(entity.kind, "organisation")
    title = _local_title(tokens, by.speaker, mention) or entity.title
    joint = _joint(tokens, by.head, entity.entity_id, mentions) if by.head is not None else (entity.entity_id,)
    gender = gender_told(entity.gender_evidence)
    return Speaker(entity.entity_id, entity.name, kind, title, entity.affiliation, gender, joint)


def _bearer(label: str, mentions: Mentions, entities: Mapping[str, ArticleEntity]) -> ArticleEntity | None:
    """*MINISTER KING*: the one person of the article whose surname stands in a label behind words of titles alone."""
    *titles, surname = label.casefold().split() or [""]
    if not titles or not all(word in title_words() for word in titles):
        return None
    named = mentions.bearer(surname)
    return entities.get(named.entity_id) if named is not None and named.entity_id is not None else None


def _is_outlet(label: str) -> bool:
    """Whether a label of an interview names a newspaper or station: *Basin Herald: Will you resign?*."""
    return bool(set(label.lower().split()) & words_of("outlet_word"))


def _joint(tokens: Tokens, head: int, first: str, mentions: Mentions) -> tuple[str, ...]:
    """The entities of *Smith, Jones and Brown said*: the speaker's, and those of the nouns joined to its head."""
    found = [first]
    members = [child for child in tokens.dependents(head, "conj") if tokens.upos[child] in _NOMINAL]
    for member in members:
        joints = tokens.dependents(member, "cc")
        mention = mentions.at(tokens.starts[member]) or _apposed(tokens, member, mentions)
        if mention is None or not mention.entity_id or mention.entity_id in found:
            continue
        one_name = joints and mention.start_char < tokens.starts[joints[0]]  # Fire and Rescue
        if not one_name and "or" not in {tokens.lower[cc] for cc in joints}:
            found.append(mention.entity_id)
    return tuple(found)


def _two_before(tokens: Tokens, head: int, mentions: Mentions) -> tuple[str, ...]:
    """*Jan Vos and Lea Holm landed. They said …*: persons who are together the last subject before *they*."""
    if tokens.lower[head] not in _TOGETHER:
        return ()
    sentence = tokens.sentence[head]
    for token in range(head - 1, tokens.sentence_tokens(max(sentence - _TWO_REACH, 0)).start - 1, -1):
        if tokens.deprel[token] not in _SUBJECTS:
            continue
        members = [token, *tokens.dependents(token, "conj")]
        named = [mentions.at(tokens.starts[one]) or _named_beside(tokens, one, mentions) for one in members]
        people = [one.entity_id for one in named if one is not None and one.kind == "PERSON" and one.entity_id]
        if len(people) > 1:
            return tuple(dict.fromkeys(people)) if len(people) == len(named) else ()
        if tokens.lower[token] not in _TOGETHER and tokens.upos[token] in {"NOUN", "PROPN"}:
            return ()
    return ()


def speaker_mention(tokens: Tokens, by: Attribution, mentions: Mentions) -> Mention | None:
    """The mention that names the speaker: at the phrase's head, else beside it; never one that only modifies it.

    *The Roe campaign*, *Roe's aide*, *an aide to Roe* are not Roe, and *one Democrat* is nobody named.
    """
    named = _named_by_head(tokens, by, by.speaker, mentions) if by.speaker else None
    return named and ((by.speaker and _behind_offices(tokens, by.head, by.speaker, named, mentions)) or named)


def _named_by_head(tokens: Tokens, by: Attribution, words: Span, mentions: Mentions) -> Mention | None:
    """The same, an office that was taken for a name among them."""
    if by.head is None:
        inside = [row for row in mentions.within(words) if _ends_phrase(tokens, row, words)]
        return next((row for row in inside if row.kind == "PERSON"), inside[0] if inside else None)
    at_head = mentions.at(tokens.starts[by.head])
    of_group = at_head is not None and at_head.kind == "NORP"
    if of_group and (_is_one_of_many(tokens, by.head) or _is_that_one(tokens, by.head)):
        return _apposed(tokens, by.head, mentions)
    if at_head is not None and by.head == tokens.within((at_head.start_char, at_head.end_char))[-1]:
        return at_head
    beside = _named_beside(tokens, by.head, mentions) or _apposed(tokens, by.head, mentions)
    if beside is not None:
        return beside
    behind = _named_behind(tokens, words, mentions) if is_somebody(tokens, by.head) else None
    return at_head or behind or _named_last(tokens, by, mentions) or body_meant(tokens, by.head, mentions)


def _ends_phrase(tokens: Tokens, row: Mention, phrase: Span) -> bool:
    """Whether a name is no modifier of a noun behind it (*Roe's aide*, *the Roe campaign*)."""
    behind = tokens.within((row.end_char, phrase[1]))
    return not behind or (tokens.lower[behind[0]] not in _POSSESSIVE and tokens.upos[behind[0]] != "NOUN")


def _is_one_of_many(tokens: Tokens, head: int) -> bool:
    """*One Democrat*, *a Republican*, *two Germans*: persons of a group, none of them named."""
    first = [tokens.lower[det] for det in tokens.dependents(head, "det", "amod")]
    return bool(tokens.dependents(head, "nummod")) or any(word in _INDEFINITE for word in first)


def _is_that_one(tokens: Tokens, head: int) -> bool:
    """*The Dane*, *the Republican*: one person of a people or party."""
    the = any(tokens.lower[det] == "the" for det in tokens.dependents(head, "det"))
    return the and not tokens.lower[head].endswith(_OF_ALL)


def _named_beside(tokens: Tokens, head: int, mentions: Mentions) -> Mention | None:
    """*Roe's lawyer Jane Poe*, *steel maker Acme*: whose name stands behind the noun, with no preposition."""
    for child in tokens.dependents(head, *_NAMING):
        named = mentions.at(tokens.starts[child])
        if child < head or named is None or tokens.dependents(child, "case"):
            continue
        person = named.kind == "PERSON" and tokens.lemmas[head] not in _DOCUMENTS
        if person or (named.kind == "ORG" and _is_body_by(tokens, head, named)):
            return named
    return None


def _is_body_by(tokens: Tokens, noun: int, named: Mention) -> bool:
    """Whether a noun right before a body's name says what the body is, not who speaks for it."""
    word = tokens.lemmas[noun]
    right_before = noun + 1 < len(tokens) and tokens.starts[noun + 1] == named.start_char
    return right_before and word not in title_words() and word not in words_of("person_noun")


def _apposed(tokens: Tokens, head: int, mentions: Mentions) -> Mention | None:
    """*The operator, Acme Harbours, said*, *the mediator, retired judge Jane Roe, said*: the name set off by commas."""
    child = _set_off(tokens, head)
    if child is None:
        return None
    nouns = [child, *tokens.dependents(child, "appos", "flat", "nmod:desc")]
    named = [mentions.at(tokens.starts[noun]) for noun in nouns]
    found = [row for row in named if row is not None and row.mention_type == "name"]
    person = tokens.lemmas[head] in title_words() and tokens.lemmas[head] not in words_of("owning_noun")
    kinds = {"PERSON"} if person else {"ORG"} if tokens.lemmas[head] in _DOCUMENTS else {"PERSON", "ORG"}
    return next((row for row in found if row.kind in kinds), None)


def _set_off(tokens: Tokens, head: int) -> int | None:
    """The apposition behind a comma, at the head or where its phrase ends: *the owner of the ferry, Acme Lines*."""
    for noun in (head, *tokens.dependents(head, "nmod")):
        for child in tokens.dependents(noun, "appos"):
            own = noun == head and tokens.words[noun + 1] == ","
            apart = tokens.words[phrase_tokens(tokens, child).start - 1] == ","
            if child > noun + 1 and (own or (apart and _owns(tokens, head))):
                return child
    return None


def _owns(tokens: Tokens, head: int) -> bool:
    return tokens.lemmas[head] in words_of("owning_noun")


def _behind_offices(
    tokens: Tokens, head: int | None, words: Span, named: Mention, mentions: Mentions
) -> Mention | None:
    """*Acme COO and Interim CEO, Ben Lee*: the person behind offices that were taken for a name."""
    if head is None or named.text.rsplit(maxsplit=1)[-1].lower() not in title_words():
        return None
    nouns = [head, *tokens.dependents(head, "conj")]
    beside = [mentions.at(tokens.starts[one]) for noun in nouns for one in tokens.dependents(noun, "appos")]
    found = next((row for row in beside if row is not None and row.kind == "PERSON" and row is not named), None)
    return found or _named_behind(tokens, words, mentions)


def _named_last(tokens: Tokens, by: Attribution, mentions: Mentions) -> Mention | None:
    """The person whose name ends a phrase, unless a preposition or possessive ties it to the head."""
    span = by.speaker or (0, 0)
    last = next((row for row in mentions.within(span) if row.kind == "PERSON" and row.end_char == span[1]), None)
    if last is None or by.head is None or tokens.starts[by.head] >= last.start_char:
        return last
    between = tokens.within((tokens.ends[by.head], last.start_char))
    tied = any(tokens.upos[one] in {"ADP", "CCONJ", "VERB"} or tokens.lower[one] in _POSSESSIVE for one in between)
    return None if tied else last


def _named_behind(tokens: Tokens, span: Span, mentions: Mentions) -> Mention | None:
    """*the team's coach, Jane Roe,*, *ambassador to Rome Jane Roe*: the person named right behind the phrase."""
    behind = tokens.within((span[1], len(tokens.body)))
    if len(behind) < _COMMA_AND_NAME:
        return None
    if tokens.words[behind[0]] != ",":
        named = mentions.at(tokens.starts[behind[0]])
        return named if named and named.kind == "PERSON" and named.mention_type == "name" else None
    first = next((token for token in behind[1:_LONGEST_TITLE] if tokens.lower[token] not in title_words()), behind[1])
    named = mentions.at(tokens.starts[first])
    if named is None or named.kind != "PERSON" or named.mention_type != "name":
        return None
    return named if tokens.body[named.end_char : named.end_char + 1] in {",", "."} else None


def _proper_name(tokens: Tokens, by: Attribution) -> str | None:
    """The proper nouns around the head, or set off behind it (*the company, Acme Foods,*), where no name was found."""
    if by.head is None or (_is_one_of_many(tokens, by.head) and tokens.upos[by.head] == "PROPN"):
        return None
    head = _proper_head(tokens, by.head)
    if head is None:
        return None
    start = stop = head
    while start > 0 and tokens.upos[start - 1] == "PROPN" and _adjoins(tokens, start - 1):
        start -= 1
    while stop + 1 < len(tokens) and tokens.upos[stop + 1] == "PROPN" and _adjoins(tokens, stop):
        stop += 1
    while start <= stop and tokens.lower[start] in title_words():
        start += 1
    if start > stop:
        return None
    counted = stop + 1 < len(tokens) and tokens.upos[stop + 1] == "NUM" and _adjoins(tokens, stop)
    return tokens.body[tokens.starts[start] : tokens.ends[stop + counted]]


def _proper_head(tokens: Tokens, head: int) -> int | None:
    """The head if it is a proper noun, else the proper noun set off behind it; not *police in Harn, Texas*."""
    if tokens.upos[head] == "PROPN":
        return head
    named = [child for child in tokens.dependents(head, "appos", "flat") if child > head]
    named = [child for child in named if all(tokens.upos[one] != "ADP" for one in range(head + 1, child))]
    return next((child for child in named if tokens.upos[child] == "PROPN"), None)


def _adjoins(tokens: Tokens, token: int) -> bool:
    """Whether nothing but a blank parts a token from the next one."""
    return tokens.body[tokens.ends[token] : tokens.starts[token + 1]] in {" ", "\u00a0"}


def _unnamed_kind(tokens: Tokens, by: Attribution) -> SpeakerKind:
    """What a speaker is whom no mention names, by the head of its phrase."""
    if by.head is None:
        return "unnamed"
    word, lemma = tokens.lower[by.head], tokens.lemmas[by.head]
    if lemma in _DOCUMENTS or lemma in _BODIES:
        return "document" if lemma in _DOCUMENTS else "organisation"
    if word in _PERSONAL:
        return "unnamed" if word in _ONE else "group"
    if by.head + 1 < len(tokens) and tokens.upos[by.head] == "PROPN" and tokens.upos[by.head + 1] == "NUM":
        return "organisation"
    named = tokens.upos[by.head] == "PROPN" and not _is_one_of_many(tokens, by.head)
    if (
        named
        and word not in title_words()
        and "the" in {tokens.lower[one] for one in tokens.dependents(by.head, "det")}
    ):
        return "organisation"
    return "person" if named else "unnamed"


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
