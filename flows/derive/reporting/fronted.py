"""Reported clauses that their reporting clause follows or cuts: *X, he said*; *X, he said, Y*; *as he said, X*."""

from flows.derive.reporting.edges import (
    FINITE,
    INTRODUCE,
    MARKS,
    RELATIVES,
    SUBJECTS,
    has_clause,
    introducers,
    opens_mark,
    trimmed,
)
from flows.derive.reporting.frames import Frame
from flows.derive.reporting.narrated import is_narrated
from flows.derive.text.cues import verb_at, verb_forms
from flows.derive.text.people import can_speak
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_FEWEST_WORDS = 3
"""Words before *, he said* that are a clause; fewer open one: *On Monday, he said*."""
_LONGEST_FRAME = 6
"""Tokens from the cue to the comma behind it, over which *and* goes on with what is said: assumed."""
_SHORTEST_SPEECH = 7
"""Tokens within marks behind a listener from which they are no name of a programme: assumed."""
_AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "is", "are", "will", "would"})
_ADVERBIAL = frozenset({"ADP", "SCONJ", "ADV"})
_OPENING = 3
"""Tokens within which a sentence's first clause says that it is none by itself."""
_SUBORDINATE = words_of("subordinator")
_GOING_ON = words_of("clause_continuation")
_PROMPTED = words_of("prompted")
_OCCASIONS = words_of("occasion")


def fronted(tokens: Tokens, frame: Frame) -> list[range]:
    """The pieces of a clause that its reporting clause follows or cuts; empty if it is no such clause."""
    of_another = _relative(tokens, frame) or _is_of_noun(tokens, frame)
    if _reports_rightward(tokens, frame) or of_another or "that" in introducers(tokens, frame.verb):
        return []
    phrased = _marked_behind(tokens, frame)
    if phrased is not None:
        return [phrased]
    if _introduces_marks(tokens, frame):
        return _half_marked(tokens, frame)
    joint = range(frame.sentence.start, frame.start - 1)
    opens = all(tokens.upos[token] in {"CCONJ", "PUNCT"} for token in joint)
    if opens and "as" in {
        tokens.lower[frame.start],
        *tokens.lower[max(frame.start - 1, frame.sentence.start) : frame.start],
    }:
        right = range(frame.stop + 1, frame.sentence.stop)
        return trimmed(tokens, [right]) if has_clause(tokens, right) else []
    before = _left_of(tokens, frame)
    if before is None:
        return []
    return _in_relative_clause(tokens, frame, before) or _around(tokens, frame, before)


def _around(tokens: Tokens, frame: Frame, before: int) -> list[range]:
    """What stands before a reporting clause, and behind it if the clause goes on there."""
    left = _behind_semicolon(tokens, frame, range(frame.sentence.start, before))
    main = _main_clause_behind(tokens, frame, left)
    if main is not None:
        return trimmed(tokens, [left, main])
    if _is_cut(tokens, frame, left):
        return [*trimmed(tokens, [left]), *trimmed(tokens, [range(frame.stop + 1, frame.sentence.stop)])]
    if has_clause(tokens, left, frame.verb) or _is_tag(tokens, frame, left):
        more = _going_on(tokens, frame)
        return trimmed(tokens, [left, more] if more else [left])
    goes_on = frame.stop < frame.sentence.stop and tokens.words[frame.stop] == "," and not frame.inverted
    right = range(frame.stop + 1, frame.sentence.stop)
    marked = right.start < right.stop and (tokens.words[right.start] in MARKS or _says_on(tokens, right.start))
    if (
        not goes_on
        or marked
        or not (has_clause(tokens, right) or _has_predicate(tokens, left, _over_adverbs(tokens, right)))
    ):
        return []
    if not _is_bare_noun(tokens, left):
        return trimmed(tokens, [left, right])
    return [*trimmed(tokens, [left]), *trimmed(tokens, [right])]


def _is_cut(tokens: Tokens, frame: Frame, left: range) -> bool:
    """*they had, his father says, paid a smuggler*: whether the clause is cut between its auxiliary and its verb."""
    if not left or frame.stop + 1 >= frame.sentence.stop or tokens.words[frame.stop] != "," or frame.inverted:
        return False
    return tokens.lower[left[-1]] in _AUXILIARIES and tokens.upos[frame.stop + 1] == "VERB"


def _behind_semicolon(tokens: Tokens, frame: Frame, left: range) -> range:
    """*One man was ill; his death, they said, had another cause*: from the subject on that the verb behind has."""
    stops = [token for token in left if tokens.words[token] == ";" or _joins_clauses(tokens, left, token)]
    right = range(frame.stop + 1, frame.sentence.stop)
    if not stops or not right or tokens.words[frame.stop] != ",":
        return left
    begun = range(stops[-1] + 1, left.stop)
    return begun if _has_predicate(tokens, _over_adverbs(tokens, begun), _over_adverbs(tokens, right)) else left


def _joins_clauses(tokens: Tokens, left: range, token: int) -> bool:
    """*Sales fell, and a loss, they said, may follow*: whether a comma and *and* stand behind a whole clause."""
    joint = tokens.upos[token] == "CCONJ" and token > left.start + 1 and tokens.words[token - 1] == ","
    return joint and has_clause(tokens, range(left.start, token - 1))


def _over_adverbs(tokens: Tokens, run: range) -> range:
    while run and tokens.upos[run.start] == "ADV":
        run = run[1:]
    return run


def _main_clause_behind(tokens: Tokens, frame: Frame, left: range) -> range | None:
    """*Even if the mill closes, Roe said, the town will pay*: what stands before hangs on a clause behind."""
    verb = _subordinate(tokens, left)
    right = range(frame.stop + 1, frame.sentence.stop)
    if (
        verb is None
        or not right
        or tokens.words[frame.stop] != ","
        or frame.inverted
        or tokens.words[right[0]] in MARKS
    ):
        return None
    own = set(tokens.subtree(verb))
    apart = any(tokens.upos[token] in FINITE and token not in own for token in left)
    joined = tokens.lower[right[0]] in {"and", "but", "as", "who", "which", "adding"}
    finite = any(tokens.upos[token] in FINITE for token in right)
    return right if finite and not apart and not joined else None


def _subordinate(tokens: Tokens, left: range) -> int | None:
    """The verb of a subordinate clause that a stretch opens with."""
    for token in left[:_OPENING]:
        if tokens.lower[token] in _SUBORDINATE and tokens.deprel[token] in {"mark", "advmod"}:
            head = tokens.heads[token]
            return head if head in left and head > token else None
        if tokens.upos[token] not in {"ADV", "CCONJ", "PUNCT"}:
            break
    return None


def _in_relative_clause(tokens: Tokens, frame: Frame, comma: int) -> list[range]:
    """*the park, which, she said, is full on Sundays*: what is said of the park, from *which* on."""
    pronoun = comma - 1
    relative = tokens.lower[pronoun] in RELATIVES and tokens.upos[pronoun] == "PRON" and tokens.words[comma] == ","
    if not relative or frame.stop + 1 >= frame.sentence.stop or tokens.words[frame.stop] != ",":
        return []
    predicate = tokens.heads[pronoun]
    stop = max(tokens.subtree(predicate)[-1], frame.stop) + 1 if predicate >= 0 else frame.sentence.stop
    said = trimmed(tokens, [range(frame.stop + 1, min(stop, frame.sentence.stop))])
    return [range(pronoun, comma), *said] if said else []


def _has_predicate(tokens: Tokens, left: range, right: range) -> bool:
    """*The plan, he said, is dead*: a noun phrase before, its verb behind the reporting clause."""
    return (
        bool(left) and _is_bare_noun(tokens, left) and right.start < right.stop and tokens.upos[right.start] in FINITE
    )


def _is_bare_noun(tokens: Tokens, left: range) -> bool:
    """Whether a noun phrase without a verb stands there."""
    nominal = not any(tokens.upos[token] in FINITE for token in left)
    named = any(tokens.upos[token] in {"NOUN", "PROPN", "PRON"} for token in left)
    return nominal and named and tokens.upos[left.start] not in _ADVERBIAL


def _half_marked(tokens: Tokens, frame: Frame) -> list[range]:
    """*The plan, Roe said, “is dead”*, *It was, he said, “a stone”*: the marks open in the middle of the clause."""
    before = _left_of(tokens, frame)
    if before is None or tokens.words[frame.stop] != ",":
        return []
    left, right = range(frame.sentence.start, before), range(frame.stop + 1, frame.sentence.stop)
    first = next((token for token in right if tokens.words[token][0].isalnum()), None)
    if first is None or not tokens.words[first][0].islower():
        return []
    if tokens.upos[left.start] == "ADP" and not has_clause(tokens, left, frame.verb):
        return []
    begun = trimmed(tokens, [left])
    return [*begun, *trimmed(tokens, [right])] if begun else []


def _introduces_marks(tokens: Tokens, frame: Frame) -> bool:
    """*X, Roe said, "…"*: what is said stands behind, unless marks close before the reporting clause too."""
    behind = frame.stop + (frame.stop < frame.sentence.stop and tokens.words[frame.stop] == ",")
    if behind == frame.stop and frame.stop > frame.verb + 1:
        return _opens_speech(tokens, frame)
    if behind >= frame.sentence.stop or not opens_mark(tokens, behind):
        return False
    return not (frame.start > frame.sentence.start and tokens.words[frame.start - 1] in MARKS)


def _marked_behind(tokens: Tokens, frame: Frame) -> range | None:
    """*so that they have, as Roe says, “room to breathe” at home*: the marked words alone, in another's sentence."""
    first = frame.stop + 1
    between = tokens.lower[frame.start - 1] == "as" and tokens.words[frame.start - 2] == ","
    if not between or first >= frame.sentence.stop or tokens.words[frame.stop] != "," or not opens_mark(tokens, first):
        return None
    behind = range(first + 1, frame.sentence.stop)
    closing = next((token for token in behind if tokens.words[token] in MARKS), None)
    return None if closing is None else range(first, closing + 1)


def _opens_speech(tokens: Tokens, frame: Frame) -> bool:
    """*When asked about it, Roe told the host “No, it was …”*: marks with a capital and more than a title in them."""
    inside = range(frame.stop + 1, min(frame.stop + _SHORTEST_SPEECH, len(tokens)))
    closed = frame.start > frame.sentence.start and tokens.words[frame.start - 1] in MARKS
    begins = bool(inside) and opens_mark(tokens, frame.stop) and tokens.words[inside[0]][0].isupper()
    return begins and not closed and all(tokens.words[token] not in MARKS for token in inside)


def _relative(tokens: Tokens, frame: Frame) -> bool:
    """Whether the reporting clause is a relative clause (*, who said …*)."""
    return any(tokens.lower[token] in RELATIVES for token in range(frame.start, frame.verb))


def _says_on(tokens: Tokens, token: int) -> bool:
    """*Last week Roe wrote to my office, saying: …*: what is said stands behind another verb of saying."""
    return tokens.lower[token].endswith("ing") and tokens.lower[token] in verb_forms()


def _is_of_noun(tokens: Tokens, frame: Frame) -> bool:
    """*Roe said the plan was dead, a claim Poe disputed*: whether the reporting clause tells of the noun before it."""
    noun = tokens.heads[frame.verb]
    if not frame.start - 1 <= noun < frame.verb or tokens.deprel[frame.verb] != "acl:relcl":
        return False
    first = min(tokens.dependents(noun, "det", "amod"), default=noun)
    return first > frame.sentence.start and tokens.words[first - 1] == ","


def _left_of(tokens: Tokens, frame: Frame) -> int | None:
    """Where the text before a reporting clause ends that is set off by a comma or mark; None if there is none."""
    at = frame.start - 1
    if at > frame.sentence.start and tokens.lower[at] == "as":
        at -= 1
    while at > frame.sentence.start and tokens.words[at] in MARKS:
        at -= 1
    if at <= frame.sentence.start or tokens.words[at] not in {",", "-", "–", "—", "--", "?", "!"}:
        return None
    return None if _asks_first(tokens, frame) or _is_asked_of(tokens, frame, at) else at


def _is_asked_of(tokens: Tokens, frame: Frame, comma: int) -> bool:
    """*Mr. President, did they agree to it?*: whoever is spoken to before a question is no words."""
    asked = tokens.words[frame.sentence.stop - 1].startswith("?")
    return asked and not any(tokens.upos[token] in FINITE for token in range(frame.sentence.start, comma))


def _asks_first(tokens: Tokens, frame: Frame) -> bool:
    """*Asked about the plan, Roe said …*: a sentence that opens with how the speaker came to speak."""
    first = frame.sentence.start
    while first < frame.verb and tokens.upos[first] in {"PUNCT", "ADV"}:
        first += 1
    return tokens.lower[first] in _PROMPTED and tokens.upos[first] == "VERB"


def _reports_rightward(tokens: Tokens, frame: Frame) -> bool:
    """Whether a clause begins behind the verb before anything ends the reporting clause."""
    behind = range(frame.verb + 1, frame.stop)
    if frame.inverted:
        return False
    if any(tokens.lower[token] in INTRODUCE for token in behind):
        return True
    entry = verb_at(tokens, frame.verb)
    taken = {"xcomp", "ccomp"} if entry and "object" in entry.takes else {"xcomp", "ccomp", "obj"}
    if any(tokens.heads[token] == frame.verb and tokens.deprel[token] in taken for token in behind):
        return True
    if entry is not None and entry.polarity == "demands" and _orders_thing(tokens, frame.verb):
        return True
    subjects = [token for token in behind if tokens.deprel[token] in SUBJECTS and tokens.heads[token] != frame.verb]
    subjects = [token for token in subjects if not _is_occasion(tokens, tokens.heads[token], frame.verb)]
    if subjects:
        return True
    return frame.stop < frame.sentence.stop and tokens.lower[frame.stop] == ":"


def _orders_thing(tokens: Tokens, verb: int) -> bool:
    """*the shop ordered extra stock*: a thing, which nobody is told."""
    things = (child for child in tokens.dependents(verb, "obj") if child > verb)
    return any(tokens.upos[thing] == "NOUN" and not can_speak(tokens, thing) for thing in things)


def _is_occasion(tokens: Tokens, head: int, verb: int) -> bool:
    """*X, he said as he left*: whether a clause behind the verb says when or why it was said, not what.

    So it is too where the tree hangs it on what was said, which stands before the verb.
    """
    governor = tokens.heads[head]
    said = 0 <= governor < verb and tokens.heads[governor] == verb and tokens.deprel[governor] == "ccomp"
    occasion = tokens.deprel[head] == "advcl" and (governor == verb or said)
    return occasion and any(tokens.lower[mark] in _OCCASIONS for mark in tokens.dependents(head, "mark", "advmod"))


def _is_tag(tokens: Tokens, frame: Frame, left: range) -> bool:
    """Whether a sentence ends in a reporting clause that reports nothing behind it: what stands before is reported."""
    last = all(tokens.upos[token] == "PUNCT" for token in range(frame.stop, frame.sentence.stop))
    words = sum(tokens.words[token][0].isalnum() for token in left)
    if tokens.lower[left[-1]] in {"ago", "earlier", "later"}:
        return False
    return last and frame.subject is not None and words >= _FEWEST_WORDS and tokens.upos[left.start] not in _ADVERBIAL


def _going_on(tokens: Tokens, frame: Frame) -> range | None:
    """*X, he said, that Y*, *X, he said, until Y*: the clause goes on behind a reporting clause of few words."""
    right = range(frame.stop + 1, frame.sentence.stop)
    if not right or tokens.words[frame.stop] != ",":
        return None
    first = right.start
    if tokens.lower[first] == "that":
        return right
    clause = next(
        (one for one in right if tokens.deprel[one] == "advcl" and tokens.subtree(one)[0] <= right.start), None
    )
    if clause is not None and is_narrated(tokens, clause, first):
        return None
    joined = tokens.lower[first] == "and" and frame.stop - frame.verb <= _LONGEST_FRAME
    short = not frame.inverted and frame.stop - frame.verb == 1
    return right if joined or (short and tokens.lower[first] in _GOING_ON) else None
