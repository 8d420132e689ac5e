"""Reporting clauses in their sentences: where they begin and end, who stands before the verb, what is inverted.

The tree says what belongs to what; commas and word order overrule it where they leave no doubt.
"""

from dataclasses import dataclass

from flows.derive.reporting.bounds import sentence_around
from flows.derive.reporting.edges import EDGES, MARKS, PHRASE_TAGS, SUBJECTS, closes_mark, is_edge, opens_mark
from flows.derive.text.cues import verb_at
from flows.derive.text.people import can_speak, is_somebody
from flows.derive.text.signs import TYPED_DASHES
from flows.derive.text.subjects import is_passive, phrase_tokens, subject_of
from flows.derive.text.tokens import Tokens
from seeds.people import title_words
from seeds.word_classes import words_of

_HIGHEST = 8
"""Steps up a tree: a bound on following heads, which stand in a circle where a tree is broken."""
_ENDS = EDGES | MARKS
_LEADING = words_of("leading_verb")
_WEEKDAYS = words_of("weekday")
_LETTERS = words_of("letter_noun")
_ISSUED = frozenset({"statement", "tweet", "letter", "release", "message"})
_GIVING_OUT = frozenset({"release", "issue", "publish", "send", "write", "post", "tweet", "sign"})
_PASSING = frozenset({"quote", "cite", "hear", "overhear", "record", "film"})
"""Verbs that tell of another's saying without *as*: *was heard telling her*."""
_WARNED = frozenset({"warned", "warns", "cautioned", "cautions", "advised", "advises"})
"""Said to somebody, or of what will be."""
_OCCASIONS = words_of("staged_occasion")
_MODALS = words_of("modal_auxiliary")
_LETTER_REACH = 24
"""Words between a letter and what it urges."""
_LONGEST_TITLE = 5
"""Tokens of a post before its name (*former deputy prime minister*): assumed."""
_LONGEST_CUT = 7
"""Tokens before a name over which a phrase is taken that the tree cut: assumed."""
_SOMEONE = frozenset({"someone", "somebody", "one", "another", "others"})
_COMMA_AND_NAME = 3
"""Tokens from a possessive's mark to the name behind its noun: *'s rector, Lee*."""
_IN_PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "DET"})
_NAMING = PHRASE_TAGS - {"PRON"} | {"ADP", "PART"}
_TITLING = frozenset({"NOUN", "ADJ"})
_LONGEST_ASIDE = 8
"""Tokens of a bracket behind a name (*(D-Vt., a former judge)*): assumed."""
_HANGING = ("obl", "nmod", "conj", "obj")
"""Relations of a name that stands within a phrase before the subject."""


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
    return tokens.once(_frame, verb)


def _frame(tokens: Tokens, verb: int) -> Frame:
    sentence = sentence_around(tokens, verb)
    named = [_over_dateline(tokens, child) for child in tokens.dependents(verb, "nsubj")]
    subjects = [child for child in named if child in sentence]
    subjects = [child for child in subjects if not _speech_between(tokens, child, verb)]
    own = [child for child in subjects if child < verb]
    left = own or _nominal_before(tokens, verb, sentence) or _opening_name(tokens, verb, sentence)
    left = [_open_apposition(tokens, _name_before(tokens, left[-1], verb), verb)] if left else left
    start = phrase_tokens(tokens, left[-1]).start if left else verb
    before = [phrase_tokens(tokens, one) for one in own[:-1]]
    start = next((phrase.start for phrase in before if phrase.stop == start), start)
    while start > sentence.start and tokens.heads[start - 1] == verb and tokens.deprel[start - 1] in {"advmod", "aux"}:
        start -= 1
    start = _over_titles(tokens, start, sentence) if own else start
    ends = _ends_in_name(tokens, verb, sentence)
    behind = ends or any(child > verb for child in subjects) or _name_follows(tokens, verb, sentence)
    entry = verb_at(tokens, verb)
    tells = entry is not None and "object" in entry.takes and not ends
    inverted = not left and behind and not tells and not tokens.lower[verb].endswith("ing")
    return Frame(sentence, verb, start, _stop_of(tokens, verb, sentence), inverted, left[-1] if left else None)


def _over_titles(tokens: Tokens, start: int, sentence: range) -> int:
    """*…, Roe's longtime confident Jan Stone stated*: where the phrase begins that the tree cut before the name."""
    if start <= sentence.start or tokens.upos[start] != "PROPN" or tokens.upos[start - 1] not in _TITLING:
        return start
    for at in range(start - 1, max(start - _LONGEST_CUT, sentence.start) - 1, -1):
        if tokens.words[at] == ",":
            return at + 1
        if tokens.upos[at] not in PHRASE_TAGS and tokens.lower[at] not in {"'s", "'", "longtime", "then"}:
            break
    return start


def _stop_of(tokens: Tokens, verb: int, sentence: range) -> int:
    """Where a comma, stop or mark ends the reporting clause behind its verb."""
    words = tokens.words
    for token in range(verb + 1, sentence.stop):
        if words[token] in _ENDS and (words[token] in MARKS or is_edge(tokens, token)):
            return token
    return max(sentence.stop, verb + 1)


def speaker_of(tokens: Tokens, verb: int) -> int | None:
    """The head of the noun phrase that says: the subject; behind an inverted verb the noun there, whatever the tree."""
    return tokens.once(_speaker, verb)


def _speaker(tokens: Tokens, verb: int) -> int | None:
    """The same, where no weekday and no owner beside another speaks."""
    head = _warner(tokens, verb) or _between_mark_and_verb(tokens, verb) or _speaker_of(tokens, verb)
    if head is None or _disagrees(tokens, head, verb):
        return None
    head = _behind_today(tokens, _over_dateline(tokens, head), verb)
    return _before_weekday(tokens, head) if tokens.lower[head] in _WEEKDAYS else _told_by(tokens, head, verb)


def _between_mark_and_verb(tokens: Tokens, verb: int) -> int | None:
    """*he was told of 36, while Governor Jan Lee indicated …*: Lee, where the tree has the verb without subject."""
    if tokens.upos[verb - 1 : verb] != ["PROPN"] or tokens.dependents(verb, *SUBJECTS):
        return None
    at = verb - 1
    while at > 0 and tokens.upos[at - 1] in _IN_PHRASE:
        at -= 1
    marked = at > 0 and tokens.upos[at - 1] == "SCONJ" and tokens.heads[at - 1] == verb
    return _top_within(tokens, verb - 1, range(at, verb)) if marked else None


def _told_by(tokens: Tokens, head: int, verb: int) -> int:
    """The same, where a pronoun, a number or a thing is no speaker beside whom it stands for or is told by."""
    if tokens.lower[head] == "who" and tokens.words[head - 1] == "," and tokens.upos[head - 2] in {"PROPN", "NOUN"}:
        return _top_within(tokens, head - 2, range(sentence_around(tokens, verb).start, head - 1))
    if tokens.upos[head] == "NUM" and head > 0 and tokens.upos[head - 1] == "PROPN" and head < verb:
        return head - 1
    if not can_speak(tokens, head) and (described := _described_by(tokens, head, verb)) is not None:
        return described
    return _at_place(tokens, head) or _owned_along(tokens, head)


def _over_dateline(tokens: Tokens, head: int) -> int:
    """*HARN - Representative Jan Lee is pleased to …*: Lee, where the tree takes the place for part of the name.

    So it is with *Port Harn – Mayor Jan Lee said* where a sentence opens with it and no other dash follows.
    """
    opens = tokens.sentence_tokens(tokens.sentence[head]).start == head and tokens.upos[head] == "PROPN"
    names = tokens.dependents(head, "flat", "appos") if tokens.words[head].isupper() or opens else []
    for name in names:
        dashes = [one for one in range(head + 1, name) if tokens.words[one] in TYPED_DASHES and is_edge(tokens, one)]
        named = tokens.upos[name] == "PROPN" and not TYPED_DASHES.intersection(tokens.words[name + 1 : name + 2])
        if dashes and (tokens.words[head].isupper() or (named and dashes[-1] == phrase_tokens(tokens, name).start - 1)):
            return name
    return head


def _behind_today(tokens: Tokens, head: int, verb: int) -> int:
    """*Harn, NL Today, Mayor Jan Lee announced*: Lee, where the tree takes the place for who announces."""
    first = tokens.sentence_tokens(tokens.sentence[head]).start
    if head != first or tokens.upos[head] != "PROPN" or tokens.words[head + 1] != ",":
        return head
    reach = range(head + 2, min(head + _LONGEST_TITLE, verb))
    today = next((token for token in reach if tokens.lower[token] == "today"), None)
    if today is None or tokens.words[today + 1] != ",":
        return head
    behind = range(today + 2, verb)
    name = (token for token in behind if tokens.upos[token] == "PROPN" and tokens.deprel[token] != "nmod:desc")
    found = next(name, None)
    return head if found is None else _top_within(tokens, found, behind)


def _disagrees(tokens: Tokens, head: int, verb: int) -> bool:
    """*Roe and Poe signed a pact, which …; confirms that …*: a verb of one thing, whose subject two are taken for."""
    single = tokens.lower[verb] == tokens.lemmas[verb] + "s" and not tokens.dependents(verb, *SUBJECTS)
    joints = [cc for child in tokens.dependents(head, "conj") for cc in tokens.dependents(child, "cc")]
    if single and tokens.lower[head] in {"i", "we", "you", "they"}:
        return True
    return single and head < verb and any(tokens.lower[cc] == "and" for cc in joints)


def _described_by(tokens: Tokens, head: int, verb: int) -> int | None:
    """*…, though a person who was in the room says that …*: the person, where the tree takes a thing for the subject.

    No comma stands between the person and the verb, and the thing stands before the person.
    """
    for token in range(verb - 1, head, -1):
        if is_edge(tokens, token) or tokens.words[token] in MARKS:
            return None
        if tokens.lower[token] == "who" and tokens.upos[token - 1] == "NOUN" and can_speak(tokens, token - 1):
            return token - 1 if token - 1 > head else None
    return None


def _at_place(tokens: Tokens, head: int) -> int | None:
    """*the University of Harn, Port Elm's rector, Jan Lee*: the rector, where the tree ends the owner at its comma."""
    at = phrase_tokens(tokens, head).stop
    if at >= len(tokens) or tokens.words[at] != ",":
        return None
    first = at = at + 1
    while at < len(tokens) and tokens.upos[at] == "PROPN":
        at += 1
    if first == at or at + _COMMA_AND_NAME + 1 >= len(tokens) or tokens.lower[at] not in {"'s", "’s"}:
        return None
    named = tokens.words[at + 2] == "," and tokens.upos[at + 3] == "PROPN"
    return at + 1 if named and tokens.upos[at + 1] == "NOUN" and is_somebody(tokens, at + 1) else None


def _owned_along(tokens: Tokens, head: int) -> int:
    """*Baran and Wasim's mother*: the mother, where the tree takes Baran for the head."""
    if tokens.upos[head] != "PROPN":
        return head
    for child in tokens.dependents(head, "conj"):
        owners = tokens.dependents(child, "nmod:poss") if tokens.upos[child] == "NOUN" else []
        if any(tokens.upos[owner] == "PROPN" and owner > head for owner in owners):
            return child
    return head


def _speaker_of(tokens: Tokens, verb: int) -> int | None:
    """The same as the tree and the words around the verb have it."""
    head = subject_of(tokens, verb)
    frame = frame_of(tokens, verb)
    own = [child for child in tokens.dependents(verb, "nsubj") if child in frame.sentence]
    if own and frame.subject is None and _is_accused(tokens, verb, own[0]):
        return speaker_of(tokens, tokens.heads[verb])
    joined = _joined_to(tokens, verb, head) if head is not None and not own else None
    if joined is not None:
        return speaker_of(tokens, joined)
    other = _led(tokens, verb)
    other = _shown(tokens, verb) if other is None else other
    other = _accompanying(tokens, verb) if other is None and not own else other
    other = _letter_of(tokens, verb) if other is None else other
    other = _issuer(tokens, verb) if other is None and not own else other
    other = _host(tokens, verb) if other is None and not own else other
    other = _behind_marks(tokens, verb, head, own) if other is None and frame.inverted else other
    if other is not None:
        return other
    taken = frame.subject is not None and head != frame.subject and tokens.lower[frame.subject] in {"that", "which"}
    relative = taken or tokens.deprel[verb] == "acl:relcl"
    if frame.subject is not None and not relative and not is_passive(tokens, verb):
        return frame.subject
    if not frame.inverted or any(not _speech_between(tokens, child, verb) for child in own):
        return head
    reach = range(verb + 1, frame.stop)
    nominal = next((token for token in reach if tokens.upos[token] in {"NOUN", "PROPN", "PRON"}), None)
    return head if nominal is None else _top_within(tokens, nominal, reach)


def _before_weekday(tokens: Tokens, day: int) -> int | None:
    """*the leader of the crew held in Harn Friday said*: the first noun of what ends in the day, if it can speak."""
    start = sentence_around(tokens, day).start
    for token in range(day - 1, start - 1, -1):
        if is_edge(tokens, token) or tokens.words[token] in MARKS:
            start = token + 1
            break
    nominal = (token for token in range(start, day) if tokens.upos[token] in {"NOUN", "PROPN", "PRON"})
    head = next(
        (token for token in nominal if tokens.deprel[token] not in {"compound", "nmod:poss", "nmod:desc"}), None
    )
    return head if head is not None and can_speak(tokens, head) else None


def _is_accused(tokens: Tokens, verb: int, noun: int) -> bool:
    """*X called it mad, accused the union of …*: a noun behind a verb of a row is no subject."""
    entry = verb_at(tokens, verb)
    in_row = tokens.deprel[verb] in {"parataxis", "conj"} and 0 <= tokens.heads[verb] < verb
    tells = entry is not None and "object" in entry.takes
    return tells and in_row and noun > verb and tokens.words[verb - 1] == ","


def _joined_to(tokens: Tokens, verb: int, head: int) -> int | None:
    """The verb whose speaker a joined verb has, where what the tree takes for its subject is none.

    *said the deal was rotten and accused the bank of greed*: the deal accuses nobody, who said so does.
    """
    told = tokens.heads[verb]
    if tokens.deprel[verb] != "conj" or told < 0:
        return None
    if told < head < verb:
        return told
    said = tokens.heads[told]
    reported = tokens.deprel[told] == "ccomp" and said >= 0 and verb_at(tokens, said) is not None
    return said if reported and (not is_somebody(tokens, head) or breaks_off(tokens, told, verb)) else None


def breaks_off(tokens: Tokens, told: int, verb: int) -> bool:
    """*said she would vote against it and called on …*: a past form that no *would* before it can go on to."""
    past = tokens.lower[verb] != tokens.lemmas[verb] and not tokens.lower[verb].endswith("ing")
    bare = not tokens.dependents(told, "aux:pass") and not tokens.dependents(verb, "aux", "aux:pass")
    aux = [tokens.lower[one] for one in tokens.dependents(told, "aux")]
    return past and bare and len(aux) == 1 and aux[0] in _MODALS


def passed_on(tokens: Tokens, verb: int) -> int:
    """*the agency quoted Roe as saying*, *he was heard telling her*: the saying that a verb passes on; -1 if none."""
    for child in tokens.dependents(verb, "advcl", "xcomp", "ccomp", "acl"):
        entry = verb_at(tokens, child) if child > verb and tokens.lower[child].endswith("ing") else None
        heard = tokens.lower[child - 1] == "as" or tokens.lemmas[verb] in _PASSING
        if entry is not None and heard and "clause" in entry.takes:
            return child
    return -1


def _led(tokens: Tokens, verb: int) -> int | None:
    """*It led the institute to conclude …*, *quoted Roe as saying …*: who is led to say it, or told of as saying it."""
    governor = tokens.heads[verb]
    if governor < 0 or tokens.deprel[verb] not in {"xcomp", "advcl"}:
        return None
    if tokens.lower[verb - 1] == "to" and tokens.lemmas[governor] in _LEADING:
        objects = [child for child in tokens.dependents(governor, "obj", "iobj") if child < verb]
    elif tokens.lower[verb].endswith("ing") and _is_quoted(tokens, verb, governor):
        objects = [*tokens.dependents(governor, "obj", "iobj", "nsubj"), *tokens.dependents(verb, "obj", "iobj")]
        objects = [child for child in objects if governor < child < verb]
    else:
        objects = []
    return objects[0] if objects else None


def _is_quoted(tokens: Tokens, verb: int, governor: int) -> bool:
    """*quoted Roe as saying*, *cited Roe saying*: whether a participle is what somebody told of is said to do."""
    if tokens.lower[verb - 1] == "as":
        return True
    return tokens.lemmas[governor] in _PASSING and not tokens.dependents(verb, "mark", "nsubj")


def _accompanying(tokens: Tokens, verb: int) -> int | None:
    """*The lake is deep, with engineers at the board estimating …*: the engineers."""
    marks = [mark for mark in tokens.dependents(verb, "mark") if tokens.lower[mark] == "with" and mark < verb]
    if not marks or not tokens.lower[verb].endswith("ing") or tokens.words[marks[0] - 1] != ",":
        return None
    inside = range(marks[0] + 1, verb)
    first = next((one for one in inside if tokens.upos[one] in {"NOUN", "PROPN", "PRON"}), None)
    head = _top_within(tokens, first, inside) if first is not None else None
    return head if head is not None and can_speak(tokens, head) else None


def _letter_of(tokens: Tokens, verb: int) -> int | None:
    """*Holm sent a letter to the board urging it to …*: who sent it, not the board."""
    if not tokens.lower[verb].endswith("ing") or tokens.dependents(verb, "aux", "mark"):
        return None
    to = None
    for token in range(verb - 1, max(sentence_around(tokens, verb).start, verb - _LETTER_REACH) - 1, -1):
        if tokens.upos[token] == "VERB" and tokens.deprel[token] not in {"compound", "amod"}:
            return None
        to = token if tokens.lower[token] == "to" else to
        if tokens.lemmas[token] in _LETTERS and to is not None:
            sender = tokens.heads[token]
            sent = sender >= 0 and tokens.deprel[token] == "obj" and tokens.upos[sender] == "VERB"
            return subject_of(tokens, sender) if sent else None
    return None


def _issuer(tokens: Tokens, verb: int) -> int | None:
    """*Roe released a statement saying …*: who gave it out."""
    paper, participle = tokens.heads[verb], tokens.lower[verb].endswith("ing")
    if not participle or paper < 0 or tokens.deprel[verb] != "acl" or tokens.lemmas[paper] not in _ISSUED:
        return None
    giving = tokens.heads[paper]
    given = giving >= 0 and tokens.deprel[paper] == "obj" and tokens.lemmas[giving] in _GIVING_OUT
    head = subject_of(tokens, giving) if given else None
    return head if head is not None and can_speak(tokens, head) else None


def _host(tokens: Tokens, verb: int) -> int | None:
    """*Groups held a rally in Harn claiming that …*: the groups, since an occasion says nothing."""
    at = tokens.heads[verb]
    if tokens.deprel[verb] != "acl" or not tokens.lower[verb].endswith("ing"):
        return None
    for _ in range(_HIGHEST):
        if at < 0 or tokens.upos[at] == "VERB":
            break
        if tokens.lemmas[at] in _OCCASIONS and tokens.deprel[at] in {"obj", "obl"}:
            head = subject_of(tokens, tokens.heads[at])
            return head if head is not None and can_speak(tokens, head) else None
        at = tokens.heads[at]
    return None


def _shown(tokens: Tokens, verb: int) -> int | None:
    """*footage of Roe saying …*: whose words the footage shows, where the tree gives the participle to another."""
    if not tokens.lower[verb].endswith("ing") or tokens.dependents(verb, "aux"):
        return None
    head = verb - 1
    for _ in range(_HIGHEST):
        case = tokens.dependents(head, "case")
        if case and tokens.lower[case[0]] == "of" and case[0] < head:
            shows = tokens.lemmas[case[0] - 1] in words_of("recording_noun")
            return head if shows and is_somebody(tokens, head) else None
        if not 0 <= tokens.heads[head] < verb:
            return None
        head = tokens.heads[head]
    return None


def subject_outside(tokens: Tokens, verb: int, inside: range) -> int | None:
    """The subject of the first verb that governs a verb and has one outside a stretch of tokens, else the last one."""
    at = verb
    for _ in range(_HIGHEST):
        own = [child for child in tokens.dependents(at, *SUBJECTS) if child not in inside and child < verb]
        if own:
            return own[-1]
        if tokens.heads[at] < 0 or tokens.heads[at] in inside:
            break
        at = tokens.heads[at]
    before = range(sentence_around(tokens, verb).start, verb)
    return next((one for one in reversed(before) if one not in inside and tokens.deprel[one] in SUBJECTS), None)


def _top_within(tokens: Tokens, token: int, run: range) -> int:
    """The head of the phrase that a token belongs to within a stretch: *speechwriter* of *Roe's speechwriter*."""
    for _ in range(_HIGHEST):
        if tokens.heads[token] not in run or tokens.upos[tokens.heads[token]] == "VERB":
            break
        token = tokens.heads[token]
    return token


def _nominal_before(tokens: Tokens, verb: int, sentence: range) -> list[int]:
    """The noun that stands right before a verb, behind a comma or mark and nothing else, where the tree sees none."""
    at = verb - 1
    while at > sentence.start and (tokens.upos[at] in {"ADV", "AUX"} or tokens.lower[at] in words_of("day_adverb")):
        at -= 1
    if tokens.words[at] == ")":
        at = _before_parenthesis(tokens, at, sentence)
    if tokens.words[at] == "," and at - 1 > sentence.start:
        return _named_apart(tokens, at - 1, sentence)
    if at < sentence.start or tokens.upos[at] not in {"PROPN", "NOUN", "PRON"}:
        return []
    taken = _taken_subject(tokens, verb, at)
    if taken is not None:
        return [taken]
    start = at
    while start > sentence.start and (tokens.upos[start - 1] in PHRASE_TAGS or tokens.lower[start - 1] in {"'s", "'"}):
        start -= 1
    for _ in range(_HIGHEST):
        at = tokens.heads[at] if start <= tokens.heads[at] < verb else at
    edge = tokens.words[start - 1] if start > sentence.start else ","
    return [at] if edge in MARKS or edge in EDGES else []


def _opening_name(tokens: Tokens, verb: int, sentence: range) -> list[int]:
    """*Jane Roe, the chair of the board, called*: a name that opens a sentence, which the tree takes for a setting."""
    for child in tokens.dependents(verb, "obl", "obl:unmarked"):
        opens = child < verb and phrase_tokens(tokens, child).start == sentence.start
        named = tokens.upos[child] == "PROPN" and tokens.lower[child] not in _WEEKDAYS
        if opens and named and not tokens.dependents(child, "case") and tokens.words[verb - 1] == ",":
            return [child] if tokens.dependents(child, "appos") else []
    return []


def _before_parenthesis(tokens: Tokens, at: int, sentence: range) -> int:
    """*Jane Roe (D-Vt.) called*: the name, where the tree hangs it elsewhere."""
    for token in range(at - 1, max(at - _LONGEST_ASIDE, sentence.start), -1):
        if tokens.words[token] == "(":
            return token - 1
    return at


def _named_apart(tokens: Tokens, at: int, sentence: range) -> list[int]:
    """*”, the club's leader, Jane Roe, said*: the noun that the name before the comma stands beside."""
    head = at
    while tokens.deprel[head] in {"flat", "appos", "nmod"} and sentence.start <= tokens.heads[head] < head:
        apart = tokens.deprel[head] == "appos"
        head = tokens.heads[head]
        if apart:
            start = phrase_tokens(tokens, head).start
            edge = tokens.words[start - 1] if start > sentence.start else ","
            return [head] if edge in MARKS or edge in EDGES else []
    return []


def _behind_marks(tokens: Tokens, verb: int, head: int | None, own: list[int]) -> int | None:
    """*“The fires show …,” said the deputy Peter Lyle*: Lyle, where the tree takes the fires for a subject too."""
    behind = [child for child in own if child > verb]
    return behind[-1] if behind and head is not None and _is_marked(tokens, head, verb) else None


def _is_marked(tokens: Tokens, token: int, verb: int) -> bool:
    """Whether a token before a verb is part of the marked words there: one mark stands between the two."""
    return token < verb and sum(tokens.words[one] in MARKS for one in range(token + 1, verb)) % 2 == 1


def _speech_between(tokens: Tokens, subject: int, verb: int) -> bool:
    """Whether a quotation ends between a noun and a verb: the noun is part of what is said."""
    between = range(subject + 1, verb)
    return any(
        tokens.words[token] in MARKS and (is_edge(tokens, token - 1) or is_edge(tokens, token + 1)) for token in between
    )


def _open_apposition(tokens: Tokens, subject: int, verb: int) -> int:
    """*The court, Judge Roe wrote, “can't …”*: a name that no comma parts from the verb is the subject itself."""
    alone = not tokens.dependents(subject, "flat") and len(tokens.dependents(subject, "appos")) == 1
    parenthesis = alone and verb + 1 < len(tokens) and tokens.words[verb + 1] == ","
    if tokens.upos[subject] != "NOUN" and not parenthesis:
        return subject
    for child in tokens.dependents(subject, "appos"):
        phrase = phrase_tokens(tokens, child)
        between = all(tokens.upos[one] in {"ADV", "AUX"} for one in range(phrase.stop, verb))
        if tokens.upos[child] == "PROPN" and between and tokens.words[phrase.start - 1] == ",":
            return child
    return subject


def _taken_subject(tokens: Tokens, verb: int, at: int) -> int | None:
    """The subject before a verb that the tree gives to another one: *Critics in Rome say the plan, …, has failed*."""
    head = at
    for _ in range(_HIGHEST):
        if tokens.deprel[head] in SUBJECTS and (tokens.heads[head] > verb or _set_off(tokens, head)):
            return head
        if not 0 <= tokens.heads[head] < verb:
            return None
        head = tokens.heads[head]
    return None


def _set_off(tokens: Tokens, head: int) -> bool:
    """Whether a comma or mark stands right before a noun phrase."""
    before = phrase_tokens(tokens, head).start - 1
    return before >= 0 and (tokens.words[before] in EDGES or tokens.words[before] in MARKS)


def _name_before(tokens: Tokens, subject: int, verb: int) -> int:
    """*Jane Roe, the chair, said*: the name, where the tree takes the apposition for the subject.

    Not in *in a letter to Jane Roe, the chair said*: no comma parts the noun from its verb, or the name hangs on more.
    """
    phrase = phrase_tokens(tokens, subject)
    name = phrase.start - 2
    first = sentence_around(tokens, verb).start
    if tokens.upos[subject] != "NOUN" or name < first or tokens.words[phrase.start - 1] != ",":
        return subject
    post = tokens.lemmas[subject] in title_words() or tokens.lemmas[subject] in words_of("person_noun")
    if tokens.upos[name] != "PROPN" or not (tokens.upos[phrase.start] == "DET" or (post and phrase.start == subject)):
        return subject
    while tokens.deprel[name] in {"flat", "compound", "appos"} and tokens.heads[name] >= first:
        name = tokens.heads[name]
    own = tokens.heads[name] == verb and tokens.deprel[name] == "nsubj"
    apart = _comma_before(tokens, verb) and not tokens.deprel[name].startswith(_HANGING)
    return name if own or apart else subject


def _comma_before(tokens: Tokens, verb: int) -> bool:
    """Whether a comma stands before a verb and its adverbs and auxiliaries."""
    at = verb - 1
    while at > 0 and tokens.upos[at] in {"ADV", "AUX"}:
        at -= 1
    return tokens.words[at] == ","


def _name_follows(tokens: Tokens, verb: int, sentence: range) -> bool:
    """Whether a name or noun phrase stands right behind the verb with nothing but a stop after it."""
    if named_between_marks(tokens, verb, sentence) or _somebody_follows(tokens, verb, sentence):
        return True
    titled = verb + 1 < sentence.stop and _opens_title(tokens, verb + 1)
    taken = [child for child in tokens.dependents(verb, "obj", "ccomp") if child > verb + titled]
    if verb + 1 >= sentence.stop or tokens.deprel[verb + 1] in {"obl:unmarked", "obl"}:
        return False
    if taken and not (
        _is_named(tokens, taken[0], verb) and (is_edge(tokens, verb - 1) or closes_mark(tokens, verb - 1))
    ):
        return False
    if tokens.dependents(verb, "aux", "mark"):
        return False
    owned = tokens.deprel[verb + 1] == "nmod:poss"
    return (
        titled or owned or tokens.upos[verb + 1] in {"PROPN", "DET", "NUM"} or _titled_name(tokens, verb + 1, sentence)
    )


def _somebody_follows(tokens: Tokens, verb: int, sentence: range) -> bool:
    """*“Louder,” shouted someone from the back*: whom nobody shouted, though the tree has it so."""
    marked = verb - 1 >= sentence.start and tokens.words[verb - 1] in MARKS and verb + 1 < sentence.stop
    return marked and tokens.lower[verb + 1] in _SOMEONE


def _ends_in_name(tokens: Tokens, verb: int, sentence: range) -> bool:
    """*The dam will fail, warned Carl Bost, an engineer*: a name alone behind such a verb is who warns, not whom.

    Behind it the sentence ends, or what the named one is stands between it and the end. So it is with any verb right
    behind marked words, where a body and an office may stand before the name: *“Why?” asked Harn spokesman Jan Cole.*
    """
    marked = verb > 0 and tokens.words[verb - 1] in MARKS and closes_mark(tokens, verb - 1)
    if not marked and (tokens.lower[verb] not in _WARNED or tokens.words[verb - 1] != ","):
        return False
    at = verb + 1
    while at < sentence.stop and (tokens.upos[at] == "PROPN" or (marked and tokens.upos[at] in _TITLING)):
        at += 1
    if tokens.upos[at - 1] != "PROPN":
        return False
    ends = at >= sentence.stop or tokens.words[at] == "."
    told = at + 1 < sentence.stop and tokens.words[at] == "," and tokens.upos[at + 1] in {"DET", "NOUN", "PRON"}
    return at > verb + 1 and (ends or told)


def _warner(tokens: Tokens, verb: int) -> int | None:
    """The name that an inverted verb ends in which the tree takes for whom was warned."""
    frame = frame_of(tokens, verb)
    if not frame.inverted or tokens.dependents(verb, "nsubj") or not _ends_in_name(tokens, verb, frame.sentence):
        return None
    return _top_within(tokens, verb + 1, range(verb + 1, frame.stop))


def _opens_title(tokens: Tokens, token: int) -> bool:
    """*announced Acting Director Jane Roe*: a word of a title with a capital, which the tree takes for a verb."""
    titled = tokens.upos[token] == "VERB" and tokens.lower[token] in title_words()
    return titled and tokens.words[token][0].isupper() and is_edge(tokens, token - 2)


def named_between_marks(tokens: Tokens, verb: int, sentence: range) -> bool:
    """*“Mak Lin,” said the cook Roe, “is mad.”*: whether who says and a comma are all up to the next marks."""
    if tokens.words[verb - 1] not in MARKS or not closes_mark(tokens, verb - 1):
        return False
    at = verb + 1
    while at < sentence.stop and tokens.upos[at] in _NAMING:
        at += 1
    behind = at > verb + 1 and at + 1 < sentence.stop and tokens.words[at] == ","
    return behind and opens_mark(tokens, at + 1) and tokens.upos[at - 1] in {"PROPN", "NOUN"}


def _is_named(tokens: Tokens, noun: int, verb: int) -> bool:
    """Whether a noun phrase right behind a verb names somebody."""
    phrase = phrase_tokens(tokens, noun)
    return phrase.start == verb + 1 and any(tokens.upos[token] == "PROPN" for token in phrase)


def _titled_name(tokens: Tokens, start: int, sentence: range) -> bool:
    """Whether a name stands at a token, behind nothing but adjectives and nouns: *former chancellor Jane Roe*."""
    at = start
    while at < min(sentence.stop, start + _LONGEST_TITLE) and tokens.upos[at] in {"ADJ", "NOUN"}:
        at += 1
    return at < sentence.stop and tokens.upos[at] == "PROPN"
