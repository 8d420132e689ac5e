"""Lines that open with their speaker and a colon: headlines (*Roe: Tax must fall*), transcripts (*ROE: …*)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from flows.derive.quotes.mentions import Mentions
from flows.derive.text.annotation import Span
from flows.derive.text.cues import verb_at
from flows.derive.text.document import Document
from flows.derive.text.signs import SUBJECTS
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention, Paragraph
from seeds.people import title_words
from seeds.word_classes import words_of

_TRANSCRIPT = re.compile(r"([A-Z][A-Z.'’ -]{1,40}[A-Z.]):\s+(?=\S)")
_INTERVIEW = re.compile(r"([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4}):\s+(?=\S)")
_DOUBLED = re.compile(r"\(\(([A-Z][^()\n]{1,40})\)\)\s*:?\s*(?=\S)")
"""*((Jane Roe)) I think …*: a turn in the marks of a wiki."""
_LETTER = re.compile(r"([QA])[:.]\s+(?=\S)")
_ASKED = re.compile(r"(Q)\s+(?=[A-Z“\"])")
"""*Q Mr. President, will you …?*: a reporter's turn in the talks of the White House."""
_HEADLINE = re.compile(r"([^:“”\"]{2,50}):\s+(?=\S)")
_TOPIC = re.compile(r"(?i)(?:what|who|why|how|when|where|which)\b")
_FEWEST_TURNS = 2
"""Turns of a transcript: one line with a colon is a heading."""
_EARLY = 4
"""Paragraphs of the body in which the first turn of a talk stands that is told in full: assumed."""
_TURNS_OF_TALK = 3
"""Turns of a talk that is told in full: assumed."""
_HIGHEST = 4
"""Steps up a tree to the verb that a name speaks by: assumed, of *the head of the office of Roe*."""
_FEWEST_WORDS = 3
"""Words behind a headline's colon from which they are said: *Roe: Star of 1988* is a title of two parts. Assumed."""
_DEMANDS = frozenset({"no", "not", "yes", "more", "less", "enough", "why"})
"""What a headline without a verb says something with: *Roe: No new taxes*."""
_LONGEST_HEADLINE = 20  # words: a longer first line is a paragraph
_ENDED = frozenset('.!?”"…)')
_APART = 4
"""Paragraphs from one turn of a dialogue to the next."""
_DOCUMENTS = words_of("document_noun")
_ROLES = words_of("turn_role")
_OFFICES = frozenset({"office", "rank", "honorific"})
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line's words behind its label, the label's span, and the rule that read it."""

    words: Span
    label: Span
    paragraph: Paragraph
    rule: str


def labelled_lines(document: Document, mentions: Sequence[Mention]) -> Iterator[Labelled]:
    """Headlines that name their speaker, and the turns of a transcript if there are several."""
    places = Mentions(mentions)
    for paragraph in document.paragraphs:
        if paragraph.section == "headline":
            yield from _headline(document.tokens, paragraph, places)
    answers = _lines(document, _INTERVIEW)
    turns = _turns(document, places, answers)
    yield from turns
    if not turns and document.paragraphs and len(answers) <= 1 and _heads_text(document, document.paragraphs[0]):
        yield from _headline(document.tokens, document.paragraphs[0], places)


def _turns(document: Document, places: Mentions, answers: Sequence[Labelled]) -> Sequence[Labelled]:
    """The turns of a text that is a talk or holds one; none where lines with a colon are something else."""
    body = document.body
    turns, doubled = _lines(document, _TRANSCRIPT), _lines(document, _DOUBLED)
    if _is_transcript(body, turns, places):
        return _in_full(document, turns)
    if doubled:
        mixed = _in_order([*doubled, *answers])
        several = len({body[slice(*turn.label)] for turn in doubled}) > 1
        found = mixed if _is_dialogue(body, mixed) else doubled if several else ()
        return tuple(_gone_on(document, found))
    if _is_dialogue(body, answers) or _is_answered(body, answers, places):
        return answers
    letters = _lines(document, _LETTER)
    return letters if [body[slice(*turn.label)] for turn in letters[:_FEWEST_TURNS]] == ["Q", "A"] else ()


def _in_full(document: Document, turns: Sequence[Labelled]) -> Sequence[Labelled]:
    """The turns of a transcript; with what reporters ask and what goes on in further paragraphs, where it is all."""
    if not _is_official(document, turns):
        return turns
    return tuple(_gone_on(document, _in_order([*turns, *_lines(document, _ASKED)])))


def _lines(document: Document, form: re.Pattern[str]) -> list[Labelled]:
    """The lines of the body with a label of a form."""
    body = [paragraph for paragraph in document.paragraphs if paragraph.section == "body"]
    return [line for paragraph in body for line in _read(document.body, paragraph, form, "transcript")]


def _in_order(turns: Sequence[Labelled]) -> list[Labelled]:
    return sorted(turns, key=lambda turn: turn.words)


def _is_official(document: Document, turns: Sequence[Labelled]) -> bool:
    """Whether a whole text is what was said, by two or more, one by office: *THE PRESIDENT: …*, *MODERATOR: …*.

    An article that holds a few turns of a talk goes on in its own words between them.
    """
    body = [paragraph.paragraph for paragraph in document.paragraphs if paragraph.section == "body"]
    labels = {document.body[slice(*turn.label)] for turn in turns}
    words = {word for label in labels for word in label.casefold().removeprefix("the ").split()}
    early = turns[0].paragraph.paragraph in body[:_EARLY]
    return early and len(turns) >= _TURNS_OF_TALK and any(_is_office(word) or _is_role(word) for word in words)


def _gone_on(document: Document, turns: Sequence[Labelled]) -> Iterator[Labelled]:
    """The turns of a talk, each with the paragraphs up to the next one, which bear no label."""
    for turn, following in zip_longest(turns, turns[1:]):
        yield turn
        stop = following.paragraph.paragraph if following is not None else turn.paragraph.paragraph
        for paragraph in document.paragraphs[turn.paragraph.paragraph + 1 : stop]:
            staged = document.body.startswith(("(", "["), paragraph.start_char)  # *(Applause.)*
            if paragraph.section == "body" and document.body[paragraph.end_char - 1] in _ENDED and not staged:
                yield Labelled((paragraph.start_char, paragraph.end_char), turn.label, paragraph, turn.rule)


def _is_transcript(body: str, turns: Sequence[Labelled], places: Mentions) -> bool:
    """Whether capitals before colons are who speaks, not the headings of a document's sections: *NEXT STEPS: …*.

    All name somebody; or one does, and somebody's turn comes again.
    """
    told = [_names_speaker(body, turn.label, places) for turn in turns]
    names = {body[slice(*turn.label)] for turn in turns}
    return len(turns) >= _FEWEST_TURNS and (all(told) or (any(told) and 1 < len(names) < len(turns)))


def _names_speaker(body: str, label: Span, places: Mentions) -> bool:
    """Whether a label has a person's name, the word of an office or role, or a part in a talk (*MODERATOR*)."""
    words = body[slice(*label)].casefold().removeprefix("the ").split()
    named = any(row.kind == "PERSON" for row in places.within(label))
    return named or any(_is_office(word) for word in (words[0], words[-1])) or any(_is_role(word) for word in words)


def _is_role(word: str) -> bool:
    return word.rstrip(".") in _ROLES


def _is_office(word: str) -> bool:
    """*SEN. REID*, *THE PRIME MINISTER*; not what a heading may hold too: *FAIR TRADE*, *THE WAY FORWARD*."""
    entry = title_words().get(word)
    return entry is not None and entry.kind in _OFFICES


def _heads_text(document: Document, paragraph: Paragraph) -> bool:
    """Whether a first line of few words stands where a text without a headline of its own has it."""
    first = paragraph.paragraph == 0 and paragraph.section == "body" and len(document.paragraphs) > 1
    words = document.body[paragraph.start_char : paragraph.end_char].split()
    return first and len(words) <= _LONGEST_HEADLINE and document.paragraphs[1].section == "body"


def _is_dialogue(body: str, turns: Sequence[Labelled]) -> bool:
    """Whether lines with labels are turns: two speakers or more, none far from the next, and one comes again."""
    names = [body[slice(*turn.label)] for turn in turns]
    near = all(other.paragraph.paragraph - one.paragraph.paragraph <= _APART for one, other in pairwise(turns))
    return near and 1 < len(set(names)) < len(names)


def _is_answered(body: str, turns: Sequence[Labelled], places: Mentions) -> bool:
    """Whether one line asks and the next has a person's name for its label: a dialogue of a single question."""
    pair = len(turns) == _FEWEST_TURNS and turns[1].paragraph.paragraph == turns[0].paragraph.paragraph + 1
    return (
        pair
        and body[turns[0].words[1] - 1] == "?"
        and any(row.kind == "PERSON" for row in places.within(turns[1].label))
    )


def _read(body: str, paragraph: Paragraph, form: re.Pattern[str], rule: str) -> list[Labelled]:
    match = form.match(body, paragraph.start_char, paragraph.end_char)
    if match is None or match.end() >= paragraph.end_char:
        return []
    end = paragraph.end_char
    while rule == "headline" and body[end - 1] == "." and end - 1 > match.end():
        end -= 1
    return [Labelled((match.end(), end), match.span(1), paragraph, rule)]


def _headline(tokens: Tokens, paragraph: Paragraph, places: Mentions) -> list[Labelled]:
    body = tokens.body
    found = _read(body, paragraph, _HEADLINE, "headline")
    if not found:
        return []
    start, end = found[0].label
    named = [row for row in places.within((start, end)) if row.kind in _SPEAKING and row.end_char == end]
    document = body[start:end].rsplit(maxsplit=1)[-1].casefold() in _DOCUMENTS
    asked = body[found[0].words[1] - 1] == "?" and _TOPIC.match(body, *found[0].words)
    long_enough = len(body[slice(*found[0].words)].split()) >= _FEWEST_WORDS and _tells(tokens, found[0].words)
    told = document or any(row.kind == "PERSON" or _speaks_below(tokens, row, places) for row in named)
    return found if told and long_enough and not asked else []


def _tells(tokens: Tokens, words: Span) -> bool:
    """Whether a verb stands in a line: *Roe: Fuel of the Future* is the title of a speech."""
    inside = tokens.within(words)
    tags = {tokens.upos[token] for token in inside}
    return not tokens.has_syntax or bool(tags & {"VERB", "AUX", "PART"}) or tokens.lower[inside.start] in _DEMANDS


def _speaks_below(tokens: Tokens, label: Mention, places: Mentions) -> bool:
    """Whether a body or place that a headline opens with speaks in the article: *Harn Railway: crew drives train*."""
    if not tokens.has_syntax or label.entity_id is None:
        return True
    own = (row for row in places.within((label.end_char, len(tokens.body))) if row.entity_id == label.entity_id)
    return any(_is_teller(tokens, token) for row in own for token in tokens.within((row.start_char, row.end_char)))


def _is_teller(tokens: Tokens, token: int) -> bool:
    """Whether a token stands for whoever says something: subject of a verb of saying, *according to* it, its noun."""
    at = token
    for _ in range(_HIGHEST):
        head = tokens.heads[at]
        if head < 0:
            return False
        cases = tokens.dependents(at, "case")
        if tokens.deprel[at] in SUBJECTS and verb_at(tokens, head) is not None:
            return True
        if any(
            tokens.lower[case] in {"to", "according"} and "according" in tokens.lower[max(case - 1, 0) : case + 1]
            for case in cases
        ):
            return True
        if tokens.upos[head] in {"VERB", "AUX"}:
            return False
        at = head
    return False
