"""Where a reported clause begins and ends: in front of its reporting clause, behind it, or around it.

The tree says what belongs to what; commas, *that* and word order overrule it where they leave no doubt, since a
parser errs most at the far ends of long sentences.
"""

from dataclasses import dataclass

from flows.derive.cues import verbs
from flows.derive.subjects import phrase_tokens
from flows.derive.tokens import Tokens
from seeds.word_classes import words_of

_EDGES = frozenset({",", ".", "!", "?", ";", ":", "-", "–", "—", "--", "...", "…"})
_MARKS = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’", "«", "»"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({"”", "''", "’", "»", '"'})
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "expl", "csubj")
_INTRODUCE = words_of("complementizer")
_CONCEDE = words_of("concessive")
_JOIN = words_of("conjunction")
_RELATIVES = words_of("relative_pronoun")
_PHRASE_TAGS = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
_MODALS = words_of("modal_auxiliary")
_NOMINATIVE = words_of("nominative")
_FINITE = frozenset({"VERB", "AUX"})
_APART = frozenset({"conj", "cc", "parataxis", "punct", "advcl"})
_CLAUSE_OPENERS = frozenset({"PRON", "DET", "PROPN", "NOUN", "SCONJ", "NUM", "ADJ"})
_THAT_REACH = 14
_LONGEST_DATELINE = 16
_DASHES = frozenset({"-", "–", "—", "--", "_"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting clause in its sentence: tokens `start` to `stop`, cue verb included; all ranges end exclusive."""

    sentence: range
    verb: int
    start: int
    stop: int
    inverted: bool
    subject: int | None
    """Head of the noun phrase before the verb, as the tree or else as word order has it."""


def frame_of(tokens: Tokens, verb: int) -> Frame:
    """The reporting clause around a verb, up to the next comma or stop that ends it."""
    sentence = sentence_around(tokens, verb)
    subjects = [child for child in tokens.dependents(verb, "nsubj") if child in sentence]
    left = [child for child in subjects if child < verb] or _nominal_before(tokens, verb, sentence)
    left = [_name_before(tokens, left[-1], sentence)] if left else left
    start = phrase_tokens(tokens, left[-1]).start if left else verb
    while start > sentence.start and tokens.heads[start - 1] == verb and tokens.deprel[start - 1] in {"advmod", "aux"}:
        start -= 1
    behind = any(child > verb for child in subjects) or _name_follows(tokens, verb, sentence)
    entry = verbs().get(tokens.lemmas[verb])
    tells = entry is not None and "object" in entry.takes
    inverted = not left and behind and not tells and not tokens.lower[verb].endswith("ing")
    stop = verb + 1
    while stop < sentence.stop and not is_edge(tokens, stop) and tokens.words[stop] not in _MARKS:
        stop += 1
    return Frame(sentence, verb, start, stop, inverted, left[-1] if left else None)


def _name_before(tokens: Tokens, subject: int, sentence: range) -> int:
    """*Jane Roe, the chair, said*: the name, where the tree takes the apposition for the subject."""
    start = phrase_tokens(tokens, subject).start
    if tokens.upos[subject] != "NOUN" or start - 2 < sentence.start or tokens.words[start - 1] != ",":
        return subject
    name = start - 2
    apart = tokens.upos[name] == "PROPN" and tokens.upos[start] == "DET"
    return name if apart and tokens.deprel[name] not in {"obl", "nmod"} else subject


def sentence_around(tokens: Tokens, token: int) -> range:
    """A token's sentence, cut at stops that the annotator passed over: a quotation mark and a capital follow."""
    sentence = tokens.sentence_tokens(tokens.sentence[token])
    start, stop = _behind_dateline(tokens, sentence, token), sentence.stop
    for at in range(sentence.start + 1, sentence.stop - 1):
        introduces = tokens.words[at] == ":" and at < token
        if (tokens.words[at] in _STOPS or introduces) and _begins_anew(tokens, at + 1, sentence.stop):
            if at < token:
                start = at + 1
            else:
                stop = at + 1
                break
    if start < token and tokens.words[start] in _CLOSING and start + 1 < token:
        start += 1
    return range(start, stop)


def _behind_dateline(tokens: Tokens, sentence: range, token: int) -> int:
    """Where the text begins behind *BAGHDAD (AP) —*."""
    if not (tokens.words[sentence.start].isupper() and len(tokens.words[sentence.start]) > 1):
        return sentence.start
    for at in range(sentence.start + 1, min(sentence.start + _LONGEST_DATELINE, token)):
        if tokens.words[at] in _DASHES and tokens.starts[at] > tokens.ends[at - 1]:
            return at + 1
        if tokens.upos[at] in _FINITE:
            break
    return sentence.start


def _begins_anew(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a sentence begins at a token: a capital behind marks."""
    marked = tokens.words[at] in _MARKS
    while at < stop and tokens.words[at] in _MARKS:
        at += 1
    return marked and at < stop and tokens.words[at][0].isupper()


def _nominal_before(tokens: Tokens, verb: int, sentence: range) -> list[int]:
    """The noun that stands right before a verb, behind a comma or mark and nothing else, where the tree sees none."""
    at = verb - 1
    while at > sentence.start and tokens.upos[at] in {"ADV", "AUX"}:
        at -= 1
    if at < sentence.start or tokens.upos[at] not in {"PROPN", "NOUN", "PRON"}:
        return []
    start = at
    while start > sentence.start and tokens.upos[start - 1] in _PHRASE_TAGS:
        start -= 1
    edge = tokens.words[start - 1] if start > sentence.start else ","
    return [at] if edge in _MARKS or edge in _EDGES else []


def _name_follows(tokens: Tokens, verb: int, sentence: range) -> bool:
    """Whether a name or noun phrase stands right behind the verb with nothing but a stop after it."""
    if verb + 1 >= sentence.stop or tokens.dependents(verb, "obj", "ccomp"):
        return False
    return tokens.upos[verb + 1] in {"PROPN", "DET", "NUM"} and not tokens.dependents(verb, "aux", "mark")


def fronted(tokens: Tokens, frame: Frame) -> list[range]:
    """The pieces of a clause that its reporting clause follows or cuts; empty if it is no such clause."""
    if _reports_rightward(tokens, frame) or _relative(tokens, frame) or _introduces_marks(tokens, frame):
        return []
    if frame.start == frame.sentence.start + 1 and tokens.lower[frame.start - 1] == "as":
        right = range(frame.stop + 1, frame.sentence.stop)
        return trimmed(tokens, [right]) if _has_clause(tokens, right) else []
    before = _left_of(tokens, frame)
    if before is None:
        return []
    left = range(frame.sentence.start, before)
    if _has_clause(tokens, left, frame.verb):
        more = _that_behind(tokens, frame)
        return trimmed(tokens, [left, more] if more else [left])
    goes_on = frame.stop < frame.sentence.stop and tokens.words[frame.stop] == "," and not frame.inverted
    right = range(frame.stop + 1, frame.sentence.stop)
    marked = right.start < right.stop and tokens.words[right.start] in _MARKS
    if not goes_on or marked or not (_has_clause(tokens, right) or _has_predicate(tokens, left, right)):
        return []
    return trimmed(tokens, [left, right])


def _has_predicate(tokens: Tokens, left: range, right: range) -> bool:
    """*The plan, he said, is dead*: a noun phrase before, its verb behind the reporting clause."""
    nominal = not any(tokens.upos[token] in _FINITE for token in left)
    named = any(tokens.upos[token] in {"NOUN", "PROPN", "PRON"} for token in left)
    opens = tokens.upos[left.start] not in {"ADP", "SCONJ", "ADV"}
    return nominal and named and opens and right.start < right.stop and tokens.upos[right.start] in _FINITE


def _introduces_marks(tokens: Tokens, frame: Frame) -> bool:
    """*X, Roe said, "…"*: what is said stands behind, unless marks close before the reporting clause too."""
    behind = frame.stop + (frame.stop < frame.sentence.stop and tokens.words[frame.stop] == ",")
    if behind >= frame.sentence.stop or not _opens(tokens, behind):
        return False
    return not (frame.start > frame.sentence.start and tokens.words[frame.start - 1] in _MARKS)


def _relative(tokens: Tokens, frame: Frame) -> bool:
    """Whether the reporting clause is a relative clause (*, who said …*)."""
    return any(tokens.lower[token] in _RELATIVES for token in range(frame.start, frame.verb))


def _left_of(tokens: Tokens, frame: Frame) -> int | None:
    """Where the text before a reporting clause ends that is set off by a comma or mark; None if there is none."""
    at = frame.start - 1
    if at > frame.sentence.start and tokens.lower[at] == "as":
        at -= 1
    while at > frame.sentence.start and tokens.words[at] in _MARKS:
        at -= 1
    if at <= frame.sentence.start or tokens.words[at] not in {",", "-", "–", "—", "--", "?", "!"}:
        return None
    return at


def _reports_rightward(tokens: Tokens, frame: Frame) -> bool:
    """Whether a clause begins behind the verb before anything ends the reporting clause."""
    behind = range(frame.verb + 1, frame.stop)
    if frame.inverted:
        return False
    if any(tokens.lower[token] in _INTRODUCE for token in behind):
        return True
    taken = {"xcomp", "ccomp"} if "object" in verbs()[tokens.lemmas[frame.verb]].takes else {"xcomp", "ccomp", "obj"}
    if any(tokens.heads[token] == frame.verb and tokens.deprel[token] in taken for token in behind):
        return True
    subjects = [token for token in behind if tokens.deprel[token] in _SUBJECTS and tokens.heads[token] != frame.verb]
    if subjects:
        return True
    return frame.stop < frame.sentence.stop and tokens.lower[frame.stop] == ":"


def _that_behind(tokens: Tokens, frame: Frame) -> range | None:
    """*X, he said, that Y*: the clause goes on with *that*."""
    if frame.stop + 1 < frame.sentence.stop and tokens.lower[frame.stop + 1] == "that":
        return range(frame.stop + 1, frame.sentence.stop)
    return None


def _has_clause(tokens: Tokens, run: range, cue: int = -1) -> bool:
    """Whether a stretch holds a finite clause of its own: a subject (not the cue's) and a verb, no subordinator."""
    subjects = [token for token in run if tokens.deprel[token] in _SUBJECTS and tokens.lower[token] not in _RELATIVES]
    subjects = [token for token in subjects if tokens.heads[token] != cue]
    verbs_here = any(tokens.upos[token] in _FINITE for token in run)
    subordinate = run.start < run.stop and tokens.upos[run.start] == "SCONJ"
    return bool(subjects) and verbs_here and not (subordinate and len(subjects) == 1)


def complement(tokens: Tokens, verb: int, heads: list[int]) -> list[range]:
    """The clause behind a verb, given the heads of what the verb takes: joined, grown over loose ends, cut."""
    heads = [head for head in heads if head > verb]
    if not heads:
        return []
    start = max(min(tokens.subtree(heads[0])[0], heads[0]), verb + 1)
    return _clause_from(tokens, verb, heads, _start_of(tokens, verb, start, heads[0]))


def phrase_behind(tokens: Tokens, verb: int, start: int) -> list[range]:
    """All that hangs on a verb behind a token: what *called* or *called for* say, whatever the tree calls it."""
    heads = [child for child in tokens.children[verb] if child >= start and tokens.deprel[child] not in _APART]
    return _clause_from(tokens, verb, heads, start, clause=False) if heads else []


def clause_without_head(tokens: Tokens, verb: int) -> list[range]:
    """The clause that words alone show behind a verb: *that* with no other verb before it, or a subject and a verb."""
    frame = frame_of(tokens, verb)
    sentence = frame.sentence
    if frame.inverted or (tokens.upos[verb] == "VERB" and _after_mark(tokens, frame)):
        return []
    start = _that_after(tokens, verb, sentence) or verb + 1
    if start >= sentence.stop or not (tokens.upos[start] in _CLAUSE_OPENERS or tokens.lower[start] in _INTRODUCE):
        return []
    if start == verb + 1 and tokens.dependents(verb, "obj") and tokens.lower[start] not in _NOMINATIVE:
        return []
    finite = [token for token in range(start, sentence.stop) if tokens.upos[token] in _FINITE]
    if not finite or not _has_clause(tokens, range(start + (tokens.lower[start] == "that"), sentence.stop)):
        return []
    return _clause_from(tokens, verb, [finite[0]], start)


def _after_mark(tokens: Tokens, frame: Frame) -> bool:
    """Whether a quotation mark closes right before the reporting clause."""
    return frame.start > frame.sentence.start and tokens.words[frame.start - 1] in _MARKS


def _that_after(tokens: Tokens, verb: int, sentence: range) -> int | None:
    for token in range(verb + 1, min(sentence.stop, verb + _THAT_REACH)):
        if tokens.lower[token] == "that" and tokens.upos[token] == "SCONJ":
            return token
        if tokens.upos[token] in _FINITE:
            return None
    return None


def _clause_from(tokens: Tokens, verb: int, heads: list[int], start: int, *, clause: bool = True) -> list[range]:
    """From `start` to the end of what hangs on the heads; a clause goes on at least to its finite verb."""
    sentence = sentence_around(tokens, verb)
    own = _own_tokens(tokens, verb, heads)
    stop = start
    finite = not clause
    while stop < sentence.stop and (stop in own or _carries_on(tokens, verb, stop) or not finite):
        finite = finite or _is_finite(tokens, stop) or tokens.lower[start] in {"to", "as"}
        stop += 1
    return trimmed(tokens, [range(start, _cut(tokens, heads, range(start, stop)))])


def _carries_on(tokens: Tokens, verb: int, token: int) -> bool:
    """Marks, commas, and words that follow without one though the tree hangs them elsewhere."""
    if tokens.words[token] in _EDGES or tokens.words[token] in _MARKS:
        return True
    head = tokens.heads[token]
    if tokens.lower[token] in _JOIN:
        return head > token and tokens.upos[head] in _PHRASE_TAGS and not tokens.dependents(head, *_SUBJECTS, "cop")
    return tokens.upos[verb] != "NOUN" and not is_edge(tokens, token - 1)


def _is_finite(tokens: Tokens, token: int) -> bool:
    """Whether a verb form may carry a clause: no participle in -ing, no infinitive."""
    bare = tokens.lower[token].endswith("ing") or tokens.lower[token - 1] == "to"
    return tokens.upos[token] in _FINITE and not bare


def is_edge(tokens: Tokens, token: int) -> bool:
    """Whether a token ends a clause: a comma, stop or dash, but no hyphen within a word."""
    if tokens.words[token] not in _EDGES:
        return False
    hyphen = tokens.words[token] == "-" and token > 0 and tokens.starts[token] == tokens.ends[token - 1]
    return not hyphen


def _start_of(tokens: Tokens, verb: int, start: int, head: int) -> int:
    """Where the clause begins: at its *that*, else right behind the verb and what is said of the saying."""
    for token in range(verb + 1, max(start, head)):
        if tokens.lower[token] in {"that", "if", "whether"} and tokens.upos[token] == "SCONJ":
            return token
    while start - 1 > verb and _loose(tokens, verb, start - 1, head):
        start -= 1
    entry = verbs().get(tokens.lemmas[verb])
    if entry and "object" not in entry.takes and tokens.lower[verb + 1] in _NOMINATIVE:
        return verb + 1
    objects = tokens.dependents(verb, "obj", "nsubj")
    if entry and "object" not in entry.takes and objects and verb < objects[0] < start:
        return max(tokens.subtree(objects[0])[0], verb + 1)
    return start


def _loose(tokens: Tokens, verb: int, token: int, head: int) -> bool:
    """Whether a token between verb and clause belongs to neither the verb nor anything that hangs on it."""
    for _ in range(len(tokens)):
        if token == head or token < 0:
            return token == head
        if tokens.heads[token] == verb:
            return False
        if token <= verb:
            return False
        token = tokens.heads[token]
    return False


def _own_tokens(tokens: Tokens, verb: int, heads: list[int]) -> set[int]:
    """All that hangs on the clause's heads, and later dependents of the verb that no comma sets off."""
    own = {token for head in heads for token in tokens.subtree(head)}
    for child in tokens.children[verb]:
        if child > heads[0] and child not in own and _joins(tokens, child):
            own.update(tokens.subtree(child))
    return own


def _joins(tokens: Tokens, child: int) -> bool:
    relation = tokens.deprel[child]
    if relation in {"obl", "nmod", "advmod", "advcl", "xcomp", "obl:unmarked"}:
        first = tokens.subtree(child)[0]
        return tokens.words[first - 1] not in _EDGES
    if relation == "conj" and tokens.dependents(child, *_SUBJECTS):
        joint = tokens.dependents(child, "cc")
        return bool(joint) and not is_edge(tokens, joint[0] - 1) and tokens.lower[joint[0]] == "and"
    if relation == "conj" and any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(child, "aux")):
        return True
    introduced = any(tokens.lower[mark] == "that" for mark in tokens.dependents(child, "mark"))
    return relation in {"conj", "ccomp", "parataxis"} and introduced


def _cut(tokens: Tokens, heads: list[int], run: range) -> int:
    """Where the clause ends before what the reporter adds: *and said …*, *, adding that …*, *, though …*."""
    inside = set(run)
    for token in run:
        if token in heads or tokens.heads[token] not in inside:
            continue
        if tokens.deprel[token] == "conj" and _new_report(tokens, token):
            return _before_joint(tokens, token, run)
        if tokens.deprel[token] == "advcl" and _aside(tokens, token, run):
            return tokens.subtree(token)[0] - 1
    return run.stop


def _new_report(tokens: Tokens, token: int) -> bool:
    """A joined verb of saying without a subject of its own: the speaker's next saying."""
    entry = verbs().get(tokens.lemmas[token]) if tokens.upos[token] == "VERB" else None
    if entry is None or entry.polarity == "thinks" or "clause" not in entry.takes:
        return False
    return not tokens.dependents(token, *_SUBJECTS) and not tokens.dependents(token, "aux", "mark")


def _before_joint(tokens: Tokens, token: int, run: range) -> int:
    at = token
    while at > run.start and tokens.lower[at] not in _JOIN and tokens.words[at] != ",":
        at -= 1
    return at if at > run.start else run.stop


def _aside(tokens: Tokens, token: int, run: range) -> bool:
    first = tokens.subtree(token)[0]
    if first <= run.start or tokens.words[first - 1] != ",":
        return False
    return tokens.lower[token].endswith("ing") or tokens.lower[first] in _CONCEDE


def trimmed(tokens: Tokens, pieces: list[range]) -> list[range]:
    """The pieces without stops and commas at their ends, opening conjunctions kept; those without words dropped."""
    found = []
    for piece in pieces:
        start, stop = piece.start, piece.stop
        while start < stop and (is_edge(tokens, start) or _closes(tokens, start)):
            start += 1
        while stop > start and (is_edge(tokens, stop - 1) or _opens(tokens, stop - 1)):
            stop -= 1
        words = sum(_says_something(tokens, token) for token in range(start, stop))
        if words > 1 or (words and len(pieces) == 1):
            found.append(range(start, stop))
    return found


def _opens(tokens: Tokens, token: int) -> bool:
    """Whether a token is a quotation mark with a blank before it."""
    return tokens.words[token] in _MARKS and token > 0 and tokens.ends[token - 1] < tokens.starts[token]


def _closes(tokens: Tokens, token: int) -> bool:
    """Whether a token is a quotation mark with a blank behind it and none before it."""
    apart = token + 1 < len(tokens) and tokens.ends[token] < tokens.starts[token + 1]
    return tokens.words[token] in _MARKS and apart and not _opens(tokens, token)


def _says_something(tokens: Tokens, token: int) -> bool:
    return tokens.words[token][0].isalnum() and tokens.lower[token] not in _RELATIVES
