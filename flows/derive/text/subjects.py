"""Who does what a verb says, by the dependency tree: subjects, agents, antecedents, and their noun phrases."""

from flows.derive.text.annotation import Span
from flows.derive.text.people import can_speak
from flows.derive.text.signs import ACTIVE_SUBJECTS, TYPED_DASHES
from flows.derive.text.tokens import Tokens
from seeds.people import title_words
from seeds.word_classes import words_of

_RELATIVES = words_of("relative_pronoun")
_INSIDE = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "fixed",
        "case",
        "cc",
        "cc:preconj",
        "conj",
        "goeswith",
        "advmod",
    }
)
_OF_THINGS = frozenset({"that", "which"})
_SENT = frozenset({"to", "for", "from"})
"""Before whom a paper goes to or comes from."""
_WITHIN_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PART", "CCONJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_DEEPEST = 8
"""Steps up a tree: a bound on following heads, which stand in a circle where a tree is broken."""
_NEAR = 3
"""Tokens between a noun and its apposition without a comma: *the poet Jane Roe*; beyond, it is another phrase."""
_FARTHEST_ANTECEDENT = 9
"""Tokens before *that* or *who* in which a nearer antecedent is looked for than the tree's: assumed."""
_AGE_BEFORE_OLD = 4
"""Tokens of *29-year-* before *old*."""
_SHORTEST_SOURCE = 3
"""Words of *according to ecologist* before a name."""
_SHORTEST_RATIO = 2
"""Tokens of *two in* before a number."""
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_MARKS = frozenset({"“", "”", '"', "‘", "’", "''", "``"})


def subject_of(tokens: Tokens, verb: int) -> int | None:
    """The head of the noun phrase that acts: subject, agent of a passive, antecedent, or a governor's subject."""
    for _ in range(_DEEPEST):
        own = _own_subject(tokens, verb)
        if own is not None:
            return own
        if is_passive(tokens, verb) or tokens.heads[verb] < 0:
            return None
        governor, relation = tokens.heads[verb], tokens.deprel[verb]
        if relation.startswith("acl") and not _is_perceived(tokens, verb, governor):
            above = _verb_above(tokens, governor) if _is_set_off(tokens, verb) else -1
            if above < 0:
                return governor if tokens.upos[governor] in _NOMINAL else None
            verb = above
            continue
        if relation not in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "acl"}:
            return _behind_participle(tokens, verb)
        passive = tokens.dependents(governor, "nsubj:pass")
        if passive and relation != "conj":
            return _antecedent(tokens, passive[0], governor)
        verb = governor
    return None


def _is_perceived(tokens: Tokens, verb: int, governor: int) -> bool:
    """*Roe was heard on a microphone telling Holm …*: a participle that hangs on a verb is its subject's."""
    return tokens.upos[governor] == "VERB" and tokens.lower[verb].endswith("ing") and tokens.deprel[verb] == "acl"


def _behind_participle(tokens: Tokens, verb: int) -> int | None:
    """*Claiming that …, Roe left*: who left, where the tree takes what is claimed for a subject."""
    clausal = tokens.deprel[verb] == "csubj" and tokens.lower[verb].endswith("ing")
    return next(iter(tokens.dependents(tokens.heads[verb], "nsubj")), None) if clausal else None


def _is_set_off(tokens: Tokens, verb: int) -> bool:
    """*She left after the debate, saying …*: a participle behind a comma tells of the whole clause."""
    return tokens.lower[verb].endswith("ing") and verb > 0 and tokens.words[verb - 1] == ","


def _verb_above(tokens: Tokens, token: int) -> int:
    """The nearest verb that a token hangs on; -1 if there is none."""
    for _ in range(_DEEPEST):
        if token < 0 or tokens.upos[token] == "VERB":
            return token
        token = tokens.heads[token]
    return -1


def _own_subject(tokens: Tokens, verb: int) -> int | None:
    """The verb's subject, or the agent of a passive."""
    if is_passive(tokens, verb):
        agents = tokens.dependents(verb, "obl:agent") or agents_behind_marks(tokens, verb)
        return agents[0] if agents else None
    subjects = tokens.dependents(verb, *ACTIVE_SUBJECTS) or tokens.dependents(verb, "nsubj:pass")
    before = _outside_dashes(tokens, [subject for subject in subjects if subject < verb], verb)
    if tokens.lower[verb].endswith("ing") and not tokens.dependents(verb, "aux"):
        subjects = before
    return _antecedent(tokens, (before or subjects)[-1], verb) if subjects else None


def agents_behind_marks(tokens: Tokens, verb: int) -> list[int]:
    """*was described as “mad” by the police*: the police, where the tree hangs them on the marked words."""
    named = tokens.dependents(verb, "xcomp", "obl", "advcl")
    inner = [one for child in named for one in tokens.dependents(child, "obl", "nmod", "obl:agent")]
    return [one for one in inner for case in tokens.dependents(one, "case") if _ends_marks(tokens, case)]


def _ends_marks(tokens: Tokens, case: int) -> bool:
    return tokens.lower[case] == "by" and tokens.words[case - 1] in _MARKS


def _outside_dashes(tokens: Tokens, subjects: list[int], verb: int) -> list[int]:
    """*The Board - which owns the pier and rents it out - called for X*: without what stands between the dashes."""
    if len(subjects) <= 1 or tokens.words[verb - 1] not in TYPED_DASHES:
        return subjects
    opening = next((one for one in range(subjects[0], verb - 1) if tokens.words[one] in TYPED_DASHES), verb)
    return [subject for subject in subjects if subject < opening] or subjects


def _antecedent(tokens: Tokens, subject: int, verb: int) -> int:
    """What a relative pronoun stands for, else the subject itself."""
    pronoun = tokens.lower[subject] in _RELATIVES and not tokens.words[subject].isupper()
    relative = pronoun and tokens.deprel[verb] == "acl:relcl"
    document = _document_before(tokens, subject) if pronoun and tokens.lower[subject] in _OF_THINGS else None
    if document is not None:
        return document
    if relative and tokens.lower[subject] == "who" and not can_speak(tokens, tokens.heads[verb]):
        return _somebody_before(tokens, subject, tokens.heads[verb])
    return tokens.heads[verb] if relative else subject


def _document_before(tokens: Tokens, pronoun: int) -> int | None:
    """*a letter to the Secretary of State that said*: the letter, whoever the tree gives the clause to."""
    for token in range(pronoun - 1, max(pronoun - _FARTHEST_ANTECEDENT, 1) - 1, -1):
        if tokens.lower[token] in _SENT and tokens.upos[token] == "ADP":
            paper = tokens.lemmas[token - 1] in words_of("document_noun") | words_of("letter_noun")
            return token - 1 if paper and tokens.upos[token - 1] == "NOUN" else None
        if tokens.upos[token] not in _WITHIN_PHRASE:
            return None
    return None


def _somebody_before(tokens: Tokens, pronoun: int, head: int) -> int:
    """*workers from the mill who said*: the nearest noun for somebody before *who*, else what the tree gives it to."""
    for token in range(pronoun - 1, max(pronoun - _FARTHEST_ANTECEDENT, 0) - 1, -1):
        if tokens.words[token] in {".", ";"}:
            break
        own = tokens.upos[token] == "NOUN" and tokens.deprel[token] not in {"compound", "nmod:poss"}
        if own and can_speak(tokens, token):
            return token
    return head


def is_passive(tokens: Tokens, verb: int) -> bool:
    """Whether a verb stands in the passive: with an auxiliary, since a finite verb by itself is active.

    *The ministry - which … - called for a meeting*: a parser may take the far subject for one of a passive.
    """
    below = [tokens.deprel[child] for child in tokens.children[verb]]
    if "aux:pass" in below or not ("nsubj:pass" in below or "csubj:pass" in below):
        return "aux:pass" in below
    torn = tokens.deprel[verb] == "acl" and tokens.heads[verb] > verb
    finite = torn or tokens.deprel[verb] in {"root", "ccomp", "parataxis"}
    return not finite or "aux" in below or "mark" in below


def is_asked(tokens: Tokens, verb: int) -> bool:
    """Whether a participle without subject stands for one to whom it was done: *asked about it, Roe said*."""
    bare = tokens.deprel[verb] in {"advcl", "acl"} and not tokens.dependents(verb, "nsubj", "aux", "mark", "obj")
    return bare and tokens.lower[verb].endswith(("ed", "told"))


def phrase_tokens(tokens: Tokens, head: int) -> range:
    """The noun phrase around a head: titles, modifiers, joint members; no apposition or clause set off by a comma."""
    run = tokens.once(_phrase, head)
    twin = run.start - 1
    titled = tokens.upos[head] == "PROPN" and tokens.upos[max(twin, 0)] in {"PROPN", "NOUN"}
    if twin >= 0 and titled and tokens.words[twin][0].isupper() and _are_twins(tokens, twin, head):
        return range(tokens.once(_phrase, twin).start, run.stop)
    before = _torn_title(tokens, head, run) or _torn_firm(tokens, head, run) or _torn_ratio(tokens, head, run)
    return range(before.start, run.stop) if before else run


def _torn_ratio(tokens: Tokens, head: int, counted: range) -> range | None:
    """*two in three riders*, *about one of every four nurses*: the share before those it is of, torn by the tree."""
    at, whole = head - 1, tokens.upos[head] == "NOUN" and tokens.upos[head - 1] == "NUM"
    at -= whole and tokens.lower[at - 1] == "every"
    if not whole or at < _SHORTEST_RATIO or tokens.lower[at - 1] not in {"in", "of"}:
        return None
    at -= 1 + (tokens.lower[at - 2] == "out")
    if tokens.upos[at - 1] != "NUM" or tokens.sentence[at - 1] != tokens.sentence[head]:
        return None
    start = at - 1 - (at > 1 and tokens.deprel[at - 2] == "advmod" and tokens.heads[at - 2] == at - 1)
    return range(min(start, counted.start), counted.stop)


def _torn_title(tokens: Tokens, head: int, name: range) -> range | None:
    """*according to ecologist Jane Roe*: the noun's phrase before a name, which the tree tore from it.

    So it is with *according to Ambassador to Peru Jane Roe*, where the tree hangs the country on the name.
    """
    if tokens.upos[head] != "PROPN" or name.start < _SHORTEST_SOURCE:
        return None
    post = tokens.upos[name.start] == "ADP" and tokens.lower[name.start - 1] in title_words()
    if not post and tokens.upos[name.start - 1] != "NOUN":
        return None
    run = tokens.once(_phrase, name.start - 1)
    opened = run.stop == name.start and tokens.lower[max(run.start - 2, 0) : run.start] == ["according", "to"]
    return run if opened else None


def _torn_firm(tokens: Tokens, head: int, form: range) -> range | None:
    """*Vantor, Inc. said*: the firm's phrase before its legal form, which a comma parts from it."""
    at = form.start - 2
    if at < 0 or len(form) > 1 or tokens.words[at + 1] != "," or not tokens.words[at][0].isupper():
        return None
    legal = tokens.lower[head].strip(".") in words_of("company_form")
    return tokens.once(_phrase, at) if legal and tokens.sentence[at] == tokens.sentence[head] else None


def _phrase(tokens: Tokens, head: int) -> range:
    found, children = {head}, tokens.children
    stack = [head]
    while stack:
        for child in children[stack.pop()]:
            if child not in found and _belongs(tokens, child, head):
                found.add(child)
                stack.append(child)
    return _run_around(tokens, found, head)


def _are_twins(tokens: Tokens, one: int, other: int) -> bool:
    """Whether two names side by side are both the subject of one verb: title and name, which the tree tore apart."""
    subjects = tokens.deprel[one] == tokens.deprel[other] == "nsubj"
    return subjects and tokens.heads[one] == tokens.heads[other]


def _belongs(tokens: Tokens, child: int, head: int) -> bool:
    relation, governor = tokens.deprel[child], tokens.heads[child]
    if relation == "appos":
        return abs(child - governor) <= _NEAR and not _comma_between(tokens, child, governor)
    if relation == "case" and child < head and (governor == head or tokens.lower[child] == "according"):
        return False
    if relation == "conj":
        return tokens.upos[child] in {"NOUN", "PROPN", "PRON"}
    if relation == "nmod" and tokens.lower[child] in _DAY_PARTS and tokens.lower[child - 1] in words_of("weekday"):
        return False
    if (relation == "amod" and child > governor) or (relation == "advmod" and tokens.lower[child] == "as"):
        return False
    return relation in _INSIDE


def _comma_between(tokens: Tokens, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(tokens.words[token] in {",", ";", "(", ":"} for token in range(low + 1, high))


def _run_around(tokens: Tokens, found: set[int], head: int) -> range:
    """The stretch of tokens around the head without holes, but for hyphens, quotation marks and the like."""
    start = stop = head
    while start - 1 in found or (start - 2 in found and _small(tokens, start - 1)):
        start -= 1 if start - 1 in found else 2
    while stop + 1 in found or (stop + 2 in found and _small(tokens, stop + 1) and tokens.upos[stop + 2] != "NUM"):
        stop += 1 if stop + 1 in found else 2
    return range(_over_age(tokens, _over_nickname(tokens, start, head), head), stop + 1)


def _over_age(tokens: Tokens, start: int, head: int) -> int:
    """*the 29-year-old*: where the phrase begins, however the tree breaks it at its hyphens."""
    first = head - _AGE_BEFORE_OLD
    if tokens.lower[head] != "old" or start < head or first < 1 or tokens.words[head - 1] != "-":
        return start
    return first - (tokens.upos[first - 1] == "DET") if tokens.lower[head - 2] == "year" else start


def _over_nickname(tokens: Tokens, start: int, head: int) -> int:
    """*Michael “Shorty” Barnes*: where a name begins that the tree breaks at the marks of a nickname."""
    name = tokens.upos[head] == "PROPN"
    while name and start > 1 and tokens.words[start - 1] in _MARKS and tokens.upos[start - 2] == "PROPN":
        start -= 2
    return start


def _small(tokens: Tokens, token: int) -> bool:
    return tokens.upos[token] == "PUNCT" and tokens.words[token] not in {";", ":", "—", "–"}


def char_span(tokens: Tokens, run: range) -> Span:
    """The characters of a stretch of tokens."""
    return tokens.starts[run.start], tokens.ends[run.stop - 1]


def head_of(tokens: Tokens, span: Span) -> int:
    """The token of a span that governs the rest of it: its head lies outside; the last one where syntax is unknown."""
    inside = tokens.within(span)
    for token in inside:
        if tokens.heads[token] >= 0 and tokens.heads[token] not in inside:
            return token
    return inside[-1] if inside else 0
