"""What a marked stretch takes from the text around it: the rest of its clause, and a speaker from further away."""

from collections.abc import Iterator
from itertools import pairwise

from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.speakers import Attribution, name_label
from flows.derive.quotes.utterances import Piece, is_fragment
from flows.derive.reporting.frames import speaker_of
from flows.derive.text.annotation import Span
from flows.derive.text.clauses import is_negated
from flows.derive.text.cues import verb_at
from flows.derive.text.document import Document
from flows.derive.text.people import can_speak, is_somebody
from flows.derive.text.signs import CLAUSE_ENDS, INNER_SUBJECTS
from flows.derive.text.subjects import char_span, phrase_tokens, subject_of
from flows.derive.text.tokens import LONGEST_SENTENCE, Tokens
from schemas.rows import Paragraph

_STOPS = CLAUSE_ENDS | {":"}
_CLAUSAL = frozenset({"clause", "that", "infinitive"})
_FINITE = frozenset({"clause", "that"})
"""What a cue takes that holds more than an infinitive: *offers funds to “hub” firms* is a deed."""
_SPEAKING_KINDS = frozenset({"PERSON"})
_BACK = 3
"""Sentences in which the last subject may speak, the quote's own among them: assumed."""
_CUE_AND_COMMA = 2
"""Tokens from a cue to the end of what introduces a quote: the cue and its comma."""
_CLOSE = 9
"""Tokens from the cue to the colon before a quotation that stands alone (*added in a letter :*): assumed."""


def mixed_span(tokens: Tokens, piece: Piece, by: Attribution) -> Span | None:
    """The reported clause that a marked fragment stands in (*said it was "a bad day"*); None if there is none."""
    if by.cue is None or by.entry is None or not by.entry.takes & _CLAUSAL or not is_fragment(tokens.body, piece):
        return None
    inside = tokens.within((piece.marked.outer_start, piece.marked.outer_end))
    if not inside:
        return None
    if by.cue.start >= inside.stop:
        return _fronted(tokens, piece, inside.start)
    start = _clause_start(tokens, by, inside.start)
    if start is None:
        return None
    if not by.entry.takes & _FINITE and tokens.lower[start] != "to":
        return None
    span = (tokens.starts[start], _clause_end(tokens, piece))
    return span if _is_told(tokens, by, span) else None


def _is_told(tokens: Tokens, by: Attribution, span: Span) -> bool:
    """Whether words that hold a fragment are a clause: *charged a breach by the “dumping” of oil* is a deed.

    A cue that takes noun phrases tells with them too.
    """
    if by.entry is None or not tokens.has_syntax or by.entry.polarity != "accuses":
        return True
    return any(tokens.upos[token] in {"VERB", "AUX"} for token in tokens.within(span))


def _clause_start(tokens: Tokens, by: Attribution, first: int) -> int | None:
    """Where the clause between a cue and a fragment begins; None if the fragment is all that is reported."""
    start = by.cue.stop if by.cue else first
    if tokens.words[first - 1] in {":", ","}:
        return None
    that = next(
        (token for token in range(start, first) if tokens.lower[token] == "that" and tokens.deprel[token] == "mark"),
        None,
    )
    start = start if that is None else that
    while start < first and _hangs_on(tokens, start, by):
        start += 1
    told = any(tokens.words[token][0].isalnum() for token in range(start, first))
    clausal = by.entry is not None and bool(by.entry.takes & {"clause", "infinitive"})
    return start if told and (clausal or that is not None) and tokens.upos[start] != "ADP" else None


def _clause_end(tokens: Tokens, piece: Piece) -> int:
    """Where the clause ends that a fragment stands in: at the next comma or stop behind it."""
    end = piece.marked.outer_end
    if tokens.body[piece.marked.end - 1] in ",.!?;":
        return end
    for token in tokens.within((end, piece.neighbours[1])):
        if tokens.words[token] in _STOPS or tokens.words[token] == ",":
            break
        end = tokens.ends[token]
    return end


def _hangs_on(tokens: Tokens, token: int, by: Attribution) -> bool:
    """Whether a token before the clause is still the cue's own: addressee, adverb."""
    object_first = by.entry is not None and "object" in by.entry.takes
    relation = tokens.deprel[token]
    return tokens.heads[token] == by.verb and (relation == "advmod" or (relation in {"obj", "iobj"} and object_first))


def _fronted(tokens: Tokens, piece: Piece, first: int) -> Span | None:
    """From the sentence's beginning to the fragment's end, where a cue follows the fragment."""
    sentence = tokens.sentence_tokens(tokens.sentence[first])
    start = first
    low = max(sentence.start, tokens.within((piece.neighbours[0], piece.marked.outer_start)).start)
    while start > low and tokens.words[start - 1] not in _STOPS:
        start -= 1
    words = [token for token in range(start, first) if tokens.words[token][0].isalnum()]
    ended = tokens.body[piece.marked.end - 1] == ","
    return (tokens.starts[start], piece.marked.outer_end) if words and ended else None


def introduction(document: Document, tokens: Tokens, piece: Piece, mentions: Mentions) -> Attribution | None:
    """The speaker that the text before names: it ends in a colon, in this paragraph or the one before."""
    before = document.body[piece.neighbours[0] : piece.marked.outer_start].rstrip()
    end = piece.neighbours[0] + len(before)
    if not before.endswith(":"):
        previous = piece.paragraph.paragraph - 1
        if before or previous < 0:
            return None
        end = document.paragraphs[previous].end_char
        if document.body[end - 1] not in {":", ","}:
            return None
    run = tokens.sentence_tokens(tokens.sentence_at(end - 1))
    run = range(run.start, min(run.stop, tokens.within((end - 1, end)).stop))[-LONGEST_SENTENCE:]
    label = name_label(tokens, run[:-1]) if document.body[end - 1] == ":" else None
    if label is not None:
        return Attribution(None, None, label, "label")
    announced = _announced(tokens, run)
    if document.body[end - 1] == ",":
        return announced if announced is not None and announced.verb == run.stop - _CUE_AND_COMMA else None
    return announced or _subject_in(tokens, run, mentions, "introduced")


def _announced(tokens: Tokens, run: range) -> Attribution | None:
    """The last verb of saying in a stretch, with its subject; one that describes a noun only where no other says it."""
    given = _given_out(tokens, run)
    if given is not None:
        return given
    cues = [token for token in reversed(run) if tokens.upos[token] == "VERB" and verb_at(tokens, token) is not None]
    for token in sorted(cues, key=lambda one: tokens.deprel[one] == "acl"):
        head = speaker_of(tokens, token)
        if head is not None:
            span = char_span(tokens, phrase_tokens(tokens, head))
            return Attribution(range(token, token + 1), verb_at(tokens, token), span, "introduced", head, token)
    return None


def _given_out(tokens: Tokens, run: range) -> Attribution | None:
    """*Roe released the following statement on Poe's post threatening Harn:*: Roe, whatever verb stands behind."""
    for token in run:
        noun = tokens.heads[token] if tokens.lower[token] == "following" and tokens.deprel[token] == "amod" else -1
        verb = tokens.heads[noun] if noun > token and tokens.deprel[noun] == "obj" else -1
        head = speaker_of(tokens, verb) if verb >= 0 and tokens.upos[verb] == "VERB" else None
        if head is not None and can_speak(tokens, head):
            return Attribution(None, None, char_span(tokens, phrase_tokens(tokens, head)), "introduced", head)
    return None


def block_quotations(document: Document, tokens: Tokens) -> Iterator[tuple[Paragraph, Attribution]]:
    """Paragraphs behind *The governor added:*, and who says them."""
    for before, paragraph in pairwise(document.paragraphs):
        end = before.end_char
        heading = document.body[paragraph.end_char - 1] == ":" or document.body.startswith("((", paragraph.start_char)
        if document.body[end - 1] != ":" or heading or not paragraph.section == before.section == "body":
            continue
        run = tokens.sentence_tokens(tokens.sentence_at(end - 1))[-LONGEST_SENTENCE:]
        by = _announced(tokens, run)
        verbs = [token for token in run if tokens.upos[token] in {"VERB", "AUX"}]
        thought = by is None or by.entry is None or by.entry.polarity == "thinks"
        if (
            by is None
            or thought
            or is_negated(tokens, verbs[-1])
            or (by.head is not None and _is_that(tokens, by.head))
        ):
            continue
        if by.verb == verbs[-1] and run.stop - verbs[-1] <= _CLOSE:
            yield paragraph, by


def _is_that(tokens: Tokens, head: int) -> bool:
    """*In practice this implies:*, which nobody says."""
    return tokens.lower[head] in {"this", "that", "it", "which", "what"}


def subject_beside(document: Document, tokens: Tokens, piece: Piece, mentions: Mentions) -> Attribution | None:
    """*TVN reported it. Jane Roe posted “…”*: the person who is the subject before a stretch in its own sentence."""
    run = tokens.sentence_tokens(tokens.sentence_at(piece.marked.outer_start))
    start = max(run.start, tokens.within((piece.neighbours[0], len(document.body))).start)
    stop = min(run.stop, tokens.within((piece.marked.outer_start, len(document.body))).start)
    return _subject_in(tokens, range(start, stop)[-LONGEST_SENTENCE:], mentions, "nearest_subject")


def nearest_subject(document: Document, tokens: Tokens, piece: Piece, mentions: Mentions) -> Attribution:
    """The last person who is the subject of a sentence shortly before, in this paragraph."""
    sentence = tokens.sentence_at(piece.marked.outer_start)
    for index in range(sentence, max(sentence - _BACK, -1), -1):
        if tokens.sentence_paragraph[index] < piece.paragraph.paragraph:
            break
        run = tokens.sentence_tokens(index)
        run = range(run.start, min(run.stop, tokens.within((piece.marked.outer_start, len(document.body))).start))
        found = _subject_in(tokens, run[-LONGEST_SENTENCE:], mentions, "nearest_subject")
        if found is not None:
            return found
    return Attribution(None, None, None, "unattributed")


def _subject_in(tokens: Tokens, run: range, mentions: Mentions, rule: str) -> Attribution | None:
    """The subject in a stretch that is a person's name or pronoun: that of its main clause, else the first."""
    subjects = [token for token in run if tokens.deprel[token] in INNER_SUBJECTS]
    main = [token for token in subjects if tokens.heads[tokens.heads[token]] < 0]
    if rule == "introduced" and main and tokens.upos[main[0]] == "NOUN" and is_somebody(tokens, main[0]):
        return Attribution(None, None, char_span(tokens, phrase_tokens(tokens, main[0])), rule, main[0])
    for token in [*main, *subjects]:
        mention = mentions.at(tokens.starts[token])
        if mention is not None and mention.kind in _SPEAKING_KINDS:
            verb = tokens.heads[token]
            head = subject_of(tokens, verb) if verb >= 0 and tokens.deprel[token] == "nsubj" else token
            head = head if head is not None else token
            return Attribution(None, None, char_span(tokens, phrase_tokens(tokens, head)), rule, head)
    return None
