"""Who says a marked stretch: the cue beside it and the words that name the speaker.

Sieves, from sure to unsure; the one that fits is the quote's `rule`. With syntax the speaker is the cue's subject,
without it the noun phrase beside the cue.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flows.derive.quotes.utterances import Piece
from flows.derive.reporting.edges import RELATIVES
from flows.derive.reporting.frames import frame_of, passed_on, speaker_of, subject_outside
from flows.derive.text.annotation import Span
from flows.derive.text.cues import CueEntry, phrases, verb_at, verb_forms
from flows.derive.text.signs import CLAUSE_ENDS, TYPED_DASHES
from flows.derive.text.subjects import char_span, head_of, is_passive, phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from seeds.people import title_words
from seeds.word_classes import words_of

_DASHES = TYPED_DASHES | {"~"}
_SENTENCE_ENDS = frozenset({".", "…"})
_CLAUSAL_TAGS = frozenset({"VERB", "AUX", "SCONJ", "PART"})
_OCCASIONS = words_of("occasion") - {"as"}
_LONGEST_SETTING = 5
"""Words behind a cue that say when or where, in a tag that is a sentence by itself."""
_FROM = frozenset({"and", "this", "from", "then", "more"})
_PRONOUNS = words_of("speaker_pronoun")
_DETERMINERS = words_of("determiner")
_FARTHEST = 40
"""Tokens beside a stretch in which its cue is looked for: a bound for lists and tables without stops."""
_NO_WORDS = frozenset({"infinitive", "for", "on", "against", "object"})
"""What cues take that no marked words are: *appealed to voters*."""
_SUBJECT_REACH = 14
"""Tokens between a cue and its subject where no tree tells it, titles and appositions among them: assumed."""
_LONGEST_NOUN = 6
"""Tokens of an unnamed speaker, *the* among them, where no tree tells it: assumed."""
_IN_THE = 2
"""Tokens of *in the*, before *words of*."""
_LONGEST_TAG = 8
"""Tokens of a tag that ends in its cue (*, the former mayor of Harn notes*): assumed."""
_LABEL_REACH = 8
"""Tokens of a label before its colon, or of a signature behind its dash, name and post together: assumed."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What reports an utterance: cue tokens and entry, the speaker's head and span, the rule that found them."""

    cue: range | None
    entry: CueEntry | None
    speaker: Span | None
    rule: str
    head: int | None = None
    verb: int | None = None
    addressee: int | None = None


class Window:
    """The text beside a marked stretch, up to the end of its sentence, in tokens."""

    def __init__(self, tokens: Tokens, piece: Piece) -> None:
        left = tokens.within((piece.neighbours[0], piece.marked.outer_start))
        right = tokens.within((piece.marked.outer_end, piece.neighbours[1]))
        self.before = _from_last_stop(tokens, left)
        self.after = _own_tag(tokens, piece, _to_first_stop(tokens, right))


def _from_last_stop(tokens: Tokens, window: range) -> range:
    start = max(window.start, window.stop - _FARTHEST)
    for token in range(window.stop - 1, start - 1, -1):
        if tokens.words[token] in CLAUSE_ENDS:
            return range(token + 1, window.stop)
    return range(start, window.stop)


def _to_first_stop(tokens: Tokens, window: range) -> range:
    if _is_footnote(tokens, window):
        return range(window.start, window.start)
    stop = min(window.stop, window.start + _FARTHEST)
    for token in range(window.start, stop):
        if tokens.words[token] in CLAUSE_ENDS:
            return range(window.start, token)
    return range(window.start, stop)


def _is_footnote(tokens: Tokens, window: range) -> bool:
    """*“… presents.”3 As the largest ones …*: whether the number of a note, glued to the marks, ends the sentence."""
    number = window.start
    if len(window) < len(("3", "As")) or not tokens.words[number].isdecimal():
        return False
    glued = tokens.ends[number - 1] == tokens.starts[number]
    return glued and tokens.words[number + 1][:1].isupper()


def _own_tag(tokens: Tokens, piece: Piece, after: range) -> range:
    """What follows a stretch, if it still belongs to it: a sentence of its own behind a full stop does not.

    *“… since May.” Tarr nodded and left* is no tag; *“… since May.” Tarr said* and *“… since May.” said Tarr* are.
    """
    ended = tokens.body[piece.marked.end - 1 : piece.marked.end] in _SENTENCE_ENDS
    if not ended or not after or not tokens.words[after[0]][0].isupper():
        return after
    cue = _first_cue(tokens, after)
    if cue is None:
        return range(after.start, after.start)
    entry = verb_forms().get(tokens.lower[cue]) or verb_at(tokens, cue)
    if entry is None or "clause" not in entry.takes:
        return range(after.start, after.start)
    behind = range(cue + 1, after.stop)
    ends = not behind or tokens.words[behind[0]] == ","
    settled = ends or (len(behind) <= _LONGEST_SETTING and all(tokens.upos[one] not in _CLAUSAL_TAGS for one in behind))
    return after if settled else range(after.start, after.start)


def attribute(tokens: Tokens, piece: Piece, mentions: Sequence[Mention]) -> Attribution | None:
    """The cue beside a marked stretch and its speaker; None if nothing beside it reports."""
    if piece.label is not None:
        return Attribution(None, None, piece.label, "transcript")
    window = Window(tokens, piece)
    label = _opening_label(tokens, piece, window)
    if label is not None:
        return Attribution(None, None, label, "label")
    companion = _companion(tokens, window.before)
    if companion is not None:
        return companion
    after = _cue_behind(tokens, window)
    before = _first_cue(tokens, reversed(window.before))
    comma = tokens.body[piece.marked.end - 1 : piece.marked.end] == ","
    introduced = bool(window.before) and tokens.words[window.before[-1]] in {":", ","}
    if after is not None and before is not None and _stands_beside(tokens, before, after, window):
        after = None
    if after is not None and (comma or before is None or not introduced):
        return outside_marks(tokens, _by_cue(tokens, after, window.after, mentions, "after"), _inside(tokens, piece))
    if before is not None:
        by = _by_cue(tokens, before, window.before, mentions, "before")
        tells = not introduced and _tells_of_speaker(tokens, by, _inside(tokens, piece))
        return None if tells else outside_marks(tokens, by, _inside(tokens, piece))
    return _by_source(tokens, window) or _by_label(tokens, window, mentions) or _by_signature(tokens, piece, mentions)


def _cue_behind(tokens: Tokens, window: Window) -> int | None:
    """The cue behind a stretch that reports it, the one that is passed on where one is."""
    after = _first_cue(tokens, window.after)
    if after is None:
        return _bare_cue(tokens, window.after)
    if _tells_of_another(tokens, after):
        return None
    passed = passed_on(tokens, after)
    return passed if passed in window.after else after


def _stands_beside(tokens: Tokens, before: int, after: int, window: Window) -> bool:
    """*She added “…,” pointing at the hill, as some records suggest*: whether a cue is nearer than the one behind.

    It stands right before the mark, and more than the speaker stands between the mark and the other.
    """
    if before != window.before[-1] or not tokens.parsed(after):
        return False
    words = (token for token in window.after if tokens.upos[token] not in {"PUNCT", "ADV"})
    return frame_of(tokens, after).start > next(words, after)


def _tells_of_speaker(tokens: Tokens, by: Attribution, inside: range) -> bool:
    """*“…,” said Jane Roe, a baker at the “old” mill*: whether marked words behind a verb describe who says."""
    if by.head is None or by.verb is None or not by.verb < by.head < inside.start:
        return False
    behind = range(by.head + 1, inside.start)
    told = any(tokens.words[one - 1] == "," and tokens.lower[one] in RELATIVES for one in behind)
    return told or inside.start in tokens.subtree(by.head)


def _companion(tokens: Tokens, before: range) -> Attribution | None:
    """*…, with its chairman warning of “…”*: the participle's own subject, whatever the tree makes of the two."""
    for token in reversed(before):
        if tokens.lower[token] == "with" and token > before.start and tokens.words[token - 1] == ",":
            behind = range(token + 2, before.stop)
            cue = next(
                (one for one in behind if tokens.lower[one].endswith("ing") and verb_forms().get(tokens.lower[one])),
                None,
            )
            if cue is None or any(tokens.upos[one] in {"VERB", "AUX"} for one in range(token + 1, cue)):
                return None
            span = char_span(tokens, range(token + 1, cue))
            entry = verb_forms()[tokens.lower[cue]]
            return Attribution(range(cue, cue + 1), entry, span, "before_subject", cue - 1, cue)
    return None


def _inside(tokens: Tokens, piece: Piece) -> range:
    return tokens.within((piece.marked.outer_start, piece.marked.outer_end))


def outside_marks(tokens: Tokens, by: Attribution, inside: range) -> Attribution:
    """An attribution whose speaker is not one of the words that he is said to say: *vowing, “I will fight”*.

    A speaker that the tree finds there gives way to the subject of what governs the cue outside, if there is one.
    """
    if by.head is None or by.verb is None or by.head not in inside or by.verb in inside:
        return by
    head = subject_outside(tokens, by.verb, inside)
    span = char_span(tokens, phrase_tokens(tokens, head)) if head is not None else None
    return replace(by, head=head, speaker=span)


def _first_cue(tokens: Tokens, window: Iterable[int]) -> int | None:
    """The first verb that reports speech; without syntax the first form of one."""
    for token in window:
        if tokens.has_syntax:
            entry = verb_at(tokens, token) if tokens.upos[token] == "VERB" else None
            if entry is None or entry.takes <= _NO_WORDS:
                continue
            if not _points(tokens, token, entry) and not _is_named_so(tokens, token, entry):
                return token
        elif tokens.lower[token] in verb_forms():
            return token
    return None


def _points(tokens: Tokens, token: int, entry: CueEntry) -> bool:
    """*pointing at the hill*: whether a verb that tells with *out* alone stands without it."""
    return entry.takes <= {"out"} and tokens.lower[token + 1 : token + 2] != ["out"]


def _is_named_so(tokens: Tokens, token: int, entry: CueEntry) -> bool:
    """*a new plan called “EASE”*: whether a participle gives a thing its name, and nobody says so."""
    bare = tokens.deprel[token] == "acl" and not tokens.lower[token].endswith("ing")
    return bare and "naming" in entry.takes and not tokens.dependents(token, "obl:agent")


def _tells_of_another(tokens: Tokens, cue: int) -> bool:
    """*“…,” among them the nurse, who tried to warn people*: whether a verb tells of what somebody does elsewhere."""
    if tokens.upos[cue] != "VERB" or not tokens.has_syntax:
        return False
    infinitive = tokens.lower[cue - 1] == "to"
    entry = verb_at(tokens, cue)
    if entry is not None and entry.polarity == "thinks" and "to" in tokens.lower[max(cue - 2, 0) : cue]:
        return True
    taken = any(child > cue for child in tokens.dependents(cue, "obj", "iobj"))
    governor = tokens.heads[cue] if infinitive and tokens.deprel[cue] == "xcomp" else cue
    relative = tokens.deprel[governor] == "acl:relcl" and any(
        tokens.lower[one] in RELATIVES for one in tokens.dependents(governor, "nsubj", "nsubj:pass")
    )
    occasion = any(tokens.lower[one] in _OCCASIONS for one in tokens.dependents(cue, "mark", "advmod"))
    return (infinitive and taken) or relative or (occasion and bool(tokens.dependents(cue, "nsubj")))


def _bare_cue(tokens: Tokens, window: range) -> int | None:
    """A form of a cue verb that ends a short tag behind the stretch, whatever its tag (*, Roe notes*)."""
    if not tokens.has_syntax or not 1 < len(window) <= _LONGEST_TAG:
        return None
    last = window[-1]
    entry = verb_forms().get(tokens.lower[last])
    named = tokens.upos[last - 1] in {"PROPN", "PRON", "NOUN"}
    return last if entry is not None and "clause" in entry.takes and named else None


def _by_cue(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention], side: str) -> Attribution:
    run = range(cue, cue + 1)
    if not tokens.parsed(cue):
        entry = verb_forms().get(tokens.lower[cue]) or verb_at(tokens, cue)
        return Attribution(run, entry, *_beside(tokens, cue, window, mentions, side), verb=cue)
    entry = verb_at(tokens, cue)
    head = speaker_of(tokens, cue)
    if head is None and is_passive(tokens, cue):
        return Attribution(run, entry, None, f"{side}_cue_only", verb=cue)
    if head is None:
        span, rule = _beside(tokens, _over_joined(tokens, cue, window), window, mentions, side)
        return Attribution(run, entry, span, rule, head_of(tokens, span) if span else None, cue)
    inverted = "inverted" if head > cue else "subject"
    return Attribution(run, entry, char_span(tokens, phrase_tokens(tokens, head)), f"{side}_{inverted}", head, cue)


def _over_joined(tokens: Tokens, cue: int, window: range) -> int:
    """*Sinner beat Paul and said …*: the first of joined verbs, before which stands who does both."""
    first = tokens.heads[cue]
    joined = tokens.deprel[cue] == "conj" and window.start < first < cue and tokens.upos[first] == "VERB"
    return first if joined and any(child > first for child in tokens.dependents(first, "obj", "iobj")) else cue


def _beside(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention], side: str) -> tuple[Span | None, str]:
    """The noun phrase before the cue, else the one behind it."""
    speaker = _subject_left(tokens, cue, window, mentions)
    if speaker is not None:
        return speaker, f"{side}_near"
    reach = range(cue + 1, min(window.stop, cue + _SUBJECT_REACH))
    speaker = _titled_behind(tokens, reach, mentions)
    return speaker, f"{side}_near_inverted" if speaker else f"{side}_cue_only"


def _titled_behind(tokens: Tokens, reach: range, mentions: Sequence[Mention]) -> Span | None:
    """The first noun phrase; *Harbour Watch campaigner Jan Lee* is one, up to the person."""
    found = _phrases(tokens, reach, mentions)
    if len(found) < len(("body", "person")):
        return next(iter(found), None)
    between = tokens.within((found[0][1], found[1][0]))
    titled = between and all(tokens.upos[one] in {"NOUN", "ADJ"} and tokens.words[one].islower() for one in between)
    return (found[0][0], found[1][1]) if titled and len(between) <= _LONGEST_NOUN else found[0]


def _by_source(tokens: Tokens, window: Window) -> Attribution | None:
    """*according to X* beside the stretch."""
    for token in [*window.after, *window.before]:
        following = tokens.lower[token + 1] if token + 1 < len(tokens) else ""
        if tokens.lower[token] == "according" and following == "to":
            head = tokens.heads[token] if tokens.deprel[token] == "case" else None
            if head is not None and tokens.lemmas[head] in words_of("yardstick_noun"):
                continue
            return _source(tokens, range(token, token + 2), "according to", head)
        if tokens.lower[token] == "words" and following == "of" and token >= _IN_THE:
            heads = tokens.dependents(token, "nmod")
            return _source(tokens, range(token - _IN_THE, token + 2), "in the words of", heads[0] if heads else None)
        owners = tokens.dependents(token, "nmod:poss") if tokens.lower[token] == "words" else []
        first = tokens.subtree(owners[0])[0] - 1 if owners else -1
        if first >= 0 and tokens.lower[first] == "in":
            return _source(tokens, range(first, token + 1), "in the words of", owners[0])
    return None


def _source(tokens: Tokens, cue: range, phrase: str, head: int | None) -> Attribution:
    span = char_span(tokens, phrase_tokens(tokens, head)) if head is not None and head >= 0 else None
    return Attribution(cue, phrases()[phrase], span, phrase.split(maxsplit=1)[0], head, cue.start)


def _by_label(tokens: Tokens, window: Window, mentions: Sequence[Mention]) -> Attribution | None:
    """*Jane Roe, The Daily: "…"*, *JANE ROE: "…"*: the first name before a colon."""
    if not window.before or tokens.words[window.before[-1]] != ":":
        return None
    reach = range(max(window.before.start, window.before.stop - 1 - _LABEL_REACH), window.before.stop - 1)
    found = _phrases(tokens, reach, mentions)
    told = any(tokens.upos[token] in {"VERB", "AUX"} for token in window.before)
    if (
        told
        and found
        and (_stands_alone(tokens, found[-1], reach) or _ends_in_person(found[-1], reach, tokens, mentions))
    ):
        return Attribution(None, None, found[-1], "label")
    return Attribution(None, None, found[0], "label") if found and not told else None


def _opening_label(tokens: Tokens, piece: Piece, window: Window) -> Span | None:
    """*Judge Morley: “…”*, *More from Jane Roe: “…”*: a name and a colon that open a paragraph or follow a dash."""
    before = window.before
    if not before or tokens.words[before[-1]] != ":" or before[-1] + 1 != _first_inside(tokens, piece):
        return None
    dashes = [one for one in before if tokens.words[one] in _DASHES]
    words = range(dashes[-1] + 1 if dashes else before.start, before.stop - 1)
    opens = words and (bool(dashes) or tokens.starts[words.start] == piece.paragraph.start_char)
    return name_label(tokens, words) if opens else None


def name_label(tokens: Tokens, words: range) -> Span | None:
    """*Judge Morley*, *And from Jane Roe*: the name, if the words of a label are nothing but one."""
    while words and tokens.lower[words[0]] in _FROM:
        words = words[1:]
    if not words or len(words) > _LABEL_REACH:
        return None
    plain = all(tokens.upos[one] not in {"VERB", "AUX", "PUNCT", "ADP"} for one in words)
    named = all(tokens.words[one][0].isupper() for one in words)
    return char_span(tokens, words) if plain and named else None


def _first_inside(tokens: Tokens, piece: Piece) -> int:
    """The first token of a stretch, its mark counted in."""
    return tokens.within((piece.marked.outer_start, piece.marked.outer_end)).start


def _stands_alone(tokens: Tokens, phrase: Span, reach: range) -> bool:
    """*… – Jane Roe: “…”*: whether a name stands between a dash and the end of what is looked at."""
    inside = tokens.within(phrase)
    return inside.stop == reach.stop and inside.start > 0 and tokens.words[inside.start - 1] in _DASHES


def _ends_in_person(phrase: Span, reach: range, tokens: Tokens, mentions: Sequence[Mention]) -> bool:
    """*… does not surprise pollster Jane Roe: “…”*: whether a person's name ends what stands before the colon."""
    at = bisect_left(mentions, phrase[0], key=lambda row: row.start_char)
    person = at < len(mentions) and mentions[at].kind == "PERSON" and mentions[at].mention_type == "name"
    return person and tokens.within(phrase).stop == reach.stop


def _by_signature(tokens: Tokens, piece: Piece, mentions: Sequence[Mention]) -> Attribution | None:
    """*"…" — Jane Roe*: a dash and a name behind the stretch, and little else in the paragraph."""
    behind = tokens.within((piece.marked.outer_end, piece.paragraph.end_char))
    if not 1 < len(behind) <= _LABEL_REACH or tokens.words[behind[0]] not in _DASHES:
        return None
    found = _phrases(tokens, range(behind[0] + 1, behind.stop), mentions)
    words = range(behind[0] + 1, behind.stop)
    if not found and all(tokens.words[token][0].isupper() or not tokens.words[token].isalpha() for token in words):
        found = [(tokens.starts[words.start], tokens.ends[words.stop - 1])]
    return Attribution(None, None, _with_title(tokens, found[0], words), "signature") if found else None


def _with_title(tokens: Tokens, name: Span, words: range) -> Span:
    """*-Commissioner Jane Roe*: a name with the title between the dash and it."""
    before = [token for token in words if tokens.starts[token] < name[0]]
    titled = before and all(tokens.lower[token] in title_words() for token in before)
    return (tokens.starts[before[0]], name[1]) if titled else name


def _subject_left(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention]) -> Span | None:
    """The last noun phrase before the cue; the first one if a comma stands right before the cue."""
    reach = range(max(window.start, cue - _SUBJECT_REACH), cue)
    found = _phrases(tokens, reach, mentions)
    if not found:
        return None
    return found[0] if tokens.words[cue - 1] == "," else found[-1]


def _phrases(tokens: Tokens, reach: range, mentions: Sequence[Mention]) -> list[Span]:
    """Names with their titles, pronouns, and determiners with the words up to the next small word or mark."""
    found: list[Span] = []
    token = reach.start
    while token < reach.stop:
        span = _mention_at(tokens, token, mentions) or _pronoun_or_noun(tokens, token, reach)
        if span is None:
            token += 1
            continue
        found.append(span)
        while token < reach.stop and tokens.starts[token] < span[1]:
            token += 1
    return found


def _mention_at(tokens: Tokens, token: int, mentions: Sequence[Mention]) -> Span | None:
    at = bisect_left(mentions, tokens.starts[token], key=lambda row: row.start_char)
    if at < len(mentions) and mentions[at].start_char < tokens.ends[token]:
        return mentions[at].start_char, mentions[at].end_char
    return None


def _pronoun_or_noun(tokens: Tokens, token: int, reach: range) -> Span | None:
    if tokens.lower[token] in _PRONOUNS:
        return tokens.starts[token], tokens.ends[token]
    if tokens.lower[token] not in _DETERMINERS:
        return None
    stop = token + 1
    while (
        stop < min(reach.stop, token + _LONGEST_NOUN) and tokens.words[stop].isalpha() and tokens.words[stop].islower()
    ):
        stop += 1
    return (tokens.starts[token], tokens.ends[stop - 1]) if stop > token + 1 else None
