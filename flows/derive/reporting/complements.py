"""Reported clauses behind their verb or noun: where they begin and end.

The tree says what belongs to what; commas, *that* and word order overrule it where they leave no doubt, since a
parser errs most at the far ends of long sentences.
"""

from flows.derive.reporting.bounds import sentence_around
from flows.derive.reporting.edges import (
    EDGES,
    FINITE,
    INTRODUCE,
    MARKS,
    PHRASE_TAGS,
    RELATIVES,
    SUBJECTS,
    case_of,
    has_clause,
    is_edge,
    is_finite,
    opens_mark,
    trimmed,
)
from flows.derive.reporting.frames import Frame, frame_of
from flows.derive.reporting.narrated import (
    REMARKING,
    SETTING,
    adds,
    cites_source,
    contradicts,
    even_if,
    is_narrated,
    remarks,
    reverses,
)
from flows.derive.text.cues import nouns, verb_at, verb_forms
from flows.derive.text.people import is_somebody
from flows.derive.text.signs import TYPED_DASHES
from flows.derive.text.subjects import is_passive, phrase_tokens
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_CONCEDE = words_of("concessive")
_JOIN = words_of("conjunction")
_MODALS = words_of("modal_auxiliary")
_NOMINATIVE = words_of("nominative")
_GOVERNING = frozenset({"of", "for", "against"})
_CUTTING = frozenset({"conj", "advcl"})
"""Relations of what a reporter adds behind a clause."""
_APART = frozenset({"conj", "cc", "parataxis", "punct", "advcl"})
_CLAUSE_OPENERS = frozenset({"PRON", "DET", "PROPN", "NOUN", "SCONJ", "NUM", "ADJ"})
_THAT_REACH = 14
"""Tokens from a verb to its *that*, listener, place and day among them: assumed."""
_PLACE_REACH = 8  # tokens of *in a statement to the Harn Times*: assumed
_COMPANION_REACH = 8
_OCCASION_REACH = 9
"""Tokens of *at a press conference yesterday morning*: assumed."""
_OCCASIONS = frozenset({"conference", "interview", "statement", "briefing", "speech", "letter", "email", "hearing"})
_VERDICT_REACH = 4
"""Tokens from the article to the noun that sums a clause up: *, a widely shared claim*."""
_BEHIND_THAT = 2
"""Tokens from a noun to the relative clause behind its *that*."""
_OWN_CLAUSE = (*SUBJECTS, "aux", "mark", "aux:pass")
_PAST = ("ed", "said", "told", "wrote")
_LISTENERS = frozenset({"them", "him", "us", "me"})
"""Pronouns that no clause begins with: *informing them of it*."""
_TOLD_TO = frozenset({"tell", "inform", "remind", "assure", "notify"})
"""Verbs with which whom it is told is never left out."""
_LISTENER_REACH = 24
"""Tokens of a listener with what is told of him: *a young woman who said that some people might not vote*."""
_OPENERS = frozenset({"that", "how", "why", "whether"})
_PLACES = words_of("venue_preposition")
_SUMMING = words_of("summing_noun")
_DAYS = words_of("weekday") | words_of("day_adverb") | {"earlier", "later", "previously", "afterwards"}
_SCENES = words_of("scene_verb")
_ASPECTS = frozenset({"begin", "continue", "go"})
"""Verbs that report beside marks alone, and elsewhere tell of the time of what is said."""
_PHRASES = frozenset({"DET", "PRON", "PROPN"})
_GLOSSING = frozenset({"meaning", "referring", "alluding", "adding"})
_MUTE = (["elaborating"], ["explaining"], ["specifying"], ["saying"], ["naming"], ["providing"], ["giving"])
"""What somebody did not do who said something: *said he was ill without elaborating*."""
_PREDICATES = frozenset({"VERB", "ADJ", "ADV", "NUM", "NOUN", "DET"})
_FOLLOWED = words_of("consequence_participle")


def complement(tokens: Tokens, verb: int, heads: list[int]) -> list[range]:
    """The clause behind a verb, given the heads of what the verb takes: joined, grown over loose ends, cut."""
    heads = [head for head in heads if head > verb]
    if not heads:
        return []
    opener = tokens.heads[heads[0]]
    if tokens.deprel[heads[0]].endswith(":relcl") and verb < opener < heads[0] and tokens.lower[opener] in _OPENERS:
        return _clause_from(tokens, verb, heads, opener)  # *explained why it was late*, hung on *why* as on a noun
    listener = listener_before(tokens, verb, heads[0])
    start = max(min(tokens.subtree(heads[0])[0], heads[0]), verb + 1)
    if listener is not None:
        start = max(phrase_tokens(tokens, listener).stop, start)
        return _clause_from(tokens, verb, heads, _behind_named(tokens, verb, start, heads[0]))
    start = _behind_place(tokens, verb, behind_day(tokens, _start_of(tokens, verb, start, heads[0])))
    start = _behind_occasion(tokens, start, heads[0])
    start = _behind_named(tokens, verb, start, heads[0])
    start += start in heads and _ends_name(tokens, verb, start)
    return _clause_from(tokens, verb, heads, start)


def _behind_named(tokens: Tokens, verb: int, start: int, head: int) -> int:
    """*told broadcaster TVN talks had failed*: where the clause begins behind whom it was told, if a name ends there.

    Somebody is always told; where the clause seems to begin at once the first words are whom.
    """
    if tokens.lemmas[verb] not in _TOLD_TO or is_passive(tokens, verb):
        return start
    if start == verb + 1 and (shown := _behind_listener(tokens, start)):
        return shown
    capitals = tokens.upos[start - 1] == "PROPN" and tokens.words[start][0].isupper()
    if capitals and not _NOMINATIVE.isdisjoint(tokens.lower[start + 1 : start + 2]):
        return start + 1
    named_thing = tokens.upos[start] == "PROPN" and tokens.upos[start - 1] == "NOUN"
    if start != verb + 1 and (not named_thing or is_somebody(tokens, start - 1)):
        return start
    for token in range(start, head - 1):
        if tokens.upos[token] not in PHRASE_TAGS | {"PUNCT", "VERB"} or tokens.lower[token] in INTRODUCE:
            break
        behind = tokens.words[token + 1]
        named = tokens.upos[token] == "PROPN" and tokens.words[token][0].isupper()
        if named and behind[0].islower() and tokens.upos[token + 1] in PHRASE_TAGS - {"PROPN"}:
            return token + 1
    return start


def _behind_listener(tokens: Tokens, start: int) -> int:
    """*told the Harn Post last week she was glad*, *told a man who asked that it was over*: where the clause begins.

    0 where words alone don't show it: no *that*, *how* or pronoun for a subject stands behind a noun phrase, or a mark
    behind its comma.
    """
    if tokens.upos[start] not in PHRASE_TAGS - {"PRON"}:
        return 0
    if tokens.words[start].isupper() and tokens.upos[start] == "PROPN" and _name_acts(tokens, start + 1):
        return start + 1
    described = False
    for token in range(start + 1, min(start + _LISTENER_REACH, sentence_around(tokens, start).stop)):
        before = tokens.lower[token - 1]
        described = described or tokens.lower[token] in RELATIVES - {"that"}
        opens = tokens.lower[token] in _OPENERS and tokens.upos[token] != "DET" and tokens.upos[token - 1] != "ADP"
        if opens or (tokens.words[token] in MARKS and before == ","):
            return token
        if tokens.lower[token] in _NOMINATIVE and not described and tokens.upos[token - 1] not in {"ADP", "SCONJ"}:
            return token
        if tokens.upos[token] in FINITE and tokens.deprel[token] != "amod" and not described:
            return 0
    return 0


def _name_acts(tokens: Tokens, first: int) -> bool:
    """*told NPR Hanna bin Roe had left*: whether a name and a finite verb follow a body's letters."""
    at = first
    while at + 1 < len(tokens) and tokens.upos[at] == "PROPN":
        at += 1
    return first < at and tokens.upos[at] in FINITE and not tokens.words[first].isupper()


def _ends_name(tokens: Tokens, verb: int, token: int) -> bool:
    """*told The Harn Post it was over*: whether a word is the end of a name, which the tree takes for a verb."""
    name = tokens.upos[token - 1] == "PROPN" and token - 1 > verb and tokens.upos[token] == "VERB"
    return name and tokens.words[token][0].isupper() and tokens.words[token + 1 : token + 2] != [","]


def listener_before(tokens: Tokens, verb: int, head: int) -> int | None:
    """*told the judge the firm had lied*: the judge, where the tree takes both for subjects of the clause."""
    entry = verb_at(tokens, verb)
    subjects = [child for child in tokens.dependents(head, "nsubj", "nsubj:pass") if verb < child < head]
    if entry is None or "object" not in entry.takes or len(subjects) <= 1:
        return None
    first, second = (phrase_tokens(tokens, child) for child in subjects[:2])
    marked = first.stop < second.start and tokens.words[first.stop] in MARKS
    return subjects[0] if first.start == verb + 1 and first.stop == second.start - marked else None


def _behind_place(tokens: Tokens, verb: int, start: int) -> int:
    """*said in a statement it was …*: where the clause begins behind the place of saying."""
    if start != verb + 1 or not (tokens.lower[start] in _PLACES or tokens.upos[start] == "ADP"):
        return start
    if tokens.upos[tokens.heads[start]] in FINITE and tokens.heads[start] != verb:
        return start
    for token in range(start + 1, min(start + _PLACE_REACH, len(tokens))):
        if tokens.lower[token] in _NOMINATIVE:
            return token
        if tokens.upos[token] in FINITE or is_edge(tokens, token):
            break
    return start


def _behind_occasion(tokens: Tokens, start: int, head: int) -> int:
    """*said at a press conference on Monday the law should change*: where the subject begins behind an occasion."""
    subject = next((child for child in tokens.dependents(head, *SUBJECTS) if start < child < head), None)
    if subject is None or tokens.upos[start] != "ADP":
        return start
    first = phrase_tokens(tokens, subject).start
    between = range(start + 1, first)
    told = any(tokens.lemmas[token] in words_of("staged_occasion") | _OCCASIONS for token in between)
    plain = all(tokens.upos[token] not in FINITE and not is_edge(tokens, token) for token in between)
    return first if told and plain and len(between) <= _OCCASION_REACH else start


def phrase_behind(tokens: Tokens, verb: int, start: int, stop: int | None = None) -> list[range]:
    """All that hangs on a verb behind a token: what *called* or *called for* say, whatever the tree calls it.

    It ends before `stop` at the latest.
    """
    heads = [child for child in tokens.children[verb] if child >= start and _is_own(tokens, child, start)]
    found = _clause_from(tokens, verb, heads, start, clause=False) if heads else []
    return found if stop is None else trimmed(tokens, [range(run.start, min(run.stop, stop)) for run in found])


def _is_own(tokens: Tokens, child: int, start: int) -> bool:
    """Whether a dependent belongs to what stands from a token on: also a gerund that a preposition there governs."""
    marks = tokens.dependents(child, "mark")
    later = tokens.lower[child].endswith("ing") and any(tokens.lower[mark] in _GOVERNING for mark in marks)
    named = case_of(tokens, child) == "as"
    gerund = tokens.deprel[child] in {"advcl", "ccomp"} and (start - 1 in marks or later or named)
    return gerund or tokens.deprel[child] not in _APART


def clause_without_head(tokens: Tokens, verb: int) -> list[range]:
    """The clause that words alone show behind a verb: *that* with no other verb before it, or a subject and a verb."""
    frame = frame_of(tokens, verb)
    if _is_gapped(tokens, frame):
        return _clause_from(tokens, verb, [verb + 1], verb + 1)
    return _opened_clause(tokens, verb, frame)


def _opened_clause(tokens: Tokens, verb: int, frame: Frame) -> list[range]:
    """The same where no pronoun before the verb is the clause's subject."""
    sentence = frame.sentence
    if frame.inverted or (tokens.upos[verb] == "VERB" and _after_mark(tokens, frame)):
        return []
    that = _that_after(tokens, verb, sentence)
    start = that or behind_day(tokens, verb + 1)
    if start >= sentence.stop or not (tokens.upos[start] in _CLAUSE_OPENERS or tokens.lower[start] in INTRODUCE):
        return []
    if _opens_no_clause(tokens, verb, start, that):
        return []
    finite = [token for token in range(start, sentence.stop) if tokens.upos[token] in FINITE]
    if not finite or not has_clause(tokens, range(start + (tokens.lower[start] == "that"), sentence.stop)):
        return []
    if that is None and _is_next_deed(tokens, verb, finite[0]):
        return []
    predicate = next((token for token in finite if tokens.deprel[token] != "amod"), finite[0])
    start = _behind_named(tokens, verb, start, predicate)
    return _clause_from(tokens, verb, finite[:1] if start <= finite[0] else [predicate], start)


def _opens_no_clause(tokens: Tokens, verb: int, start: int, that: int | None) -> bool:
    """Whether the word behind a verb without *that* is its object, a listener, or tells when something was done."""
    if ":" in tokens.words[start + 1 : start + 3]:
        return True  # *said it best: “…”*
    felt = tokens.upos[start] == "ADJ" and tokens.deprel[start] == "xcomp"
    if that is None and (_is_object(tokens, verb, start) or tokens.lower[start] in SETTING | _LISTENERS or felt):
        return True
    return start == verb + 1 and bool(tokens.dependents(verb, "obj")) and tokens.lower[start] not in _NOMINATIVE


def _is_next_deed(tokens: Tokens, verb: int, finite: int) -> bool:
    """*declaring it “a great night” and said …*: whether a verb behind *and* goes on what the reporting verb is in."""
    joined = tokens.deprel[finite] == "conj" and tokens.heads[finite] <= verb and tokens.upos[finite] == "VERB"
    return joined and bool(tokens.dependents(finite, "cc")) and not tokens.dependents(finite, *SUBJECTS)


def _is_gapped(tokens: Tokens, frame: Frame) -> bool:
    """*a tax that Holt said would ruin the mills*: a finite verb right behind, whose subject the pronoun before is."""
    verb, first = frame.verb, frame.verb + 1
    if first >= frame.sentence.stop or not tokens.deprel[verb].startswith("acl") or frame.subject is None:
        return False
    relative = frame.start > frame.sentence.start and tokens.lower[frame.start - 1] in RELATIVES
    return relative and is_finite(tokens, first) and frame.subject < verb


def behind_day(tokens: Tokens, start: int) -> int:
    """*revealed Tuesday the drug was found*: where a clause begins behind the day of the saying."""
    behind = start + 1 < len(tokens) and tokens.lower[start] in _DAYS and not is_edge(tokens, start + 1)
    return start + 1 if behind and (tokens.upos[start + 1] in _PHRASES or tokens.lower[start + 1] == "that") else start


def _is_object(tokens: Tokens, verb: int, start: int) -> bool:
    """*tell it differently*, *tells him less than …*, *denied this and said …*: a thing told, or whom it is told to.

    It is no subject of a clause where *and* and a verb, an adverb or a comparison stands behind it.
    """
    if tokens.heads[start] != verb and tokens.heads[tokens.heads[start]] != verb:
        return False
    phrase = next((one for one in tokens.dependents(verb, "obj", "iobj") if start in phrase_tokens(tokens, one)), None)
    if phrase is None or phrase_tokens(tokens, phrase).start != start:
        return False
    behind = phrase_tokens(tokens, phrase).stop
    if behind + 1 >= len(tokens):
        return True
    if tokens.words[behind] == "," and tokens.lower[behind + 1] in RELATIVES:
        return True
    joined = tokens.upos[behind] == "CCONJ" and tokens.heads[behind + 1] == verb and tokens.deprel[behind + 1] == "conj"
    return joined or (tokens.heads[behind] == verb and tokens.deprel[behind] == "advmod")


def _after_mark(tokens: Tokens, frame: Frame) -> bool:
    """Whether a quotation mark closes right before the reporting clause."""
    return frame.start > frame.sentence.start and tokens.words[frame.start - 1] in MARKS


def _that_after(tokens: Tokens, verb: int, sentence: range) -> int | None:
    for token in range(verb + 1, min(sentence.stop, verb + _THAT_REACH)):
        if tokens.lower[token] == "that" and tokens.upos[token] == "SCONJ":
            return None if _is_of_noun(tokens, verb, token) else token
        if tokens.upos[token] in FINITE:
            return None
    return None


def _is_of_noun(tokens: Tokens, verb: int, that: int) -> bool:
    """*responded to accusations that he had lied*: whether a clause tells of a noun: *outlined steps that …*."""
    head = tokens.heads[that]
    noun = tokens.heads[head] if head >= 0 and tokens.deprel[head].startswith("acl") else -1
    if noun <= verb or tokens.heads[noun] != verb:
        return False
    if tokens.lemmas[noun] in nouns():
        return case_of(tokens, noun) == "to"
    entry, several = verb_at(tokens, verb), tokens.lower[noun] != tokens.lemmas[noun]
    done = entry is not None and "object" not in entry.takes and not is_somebody(tokens, noun)
    return done and several and tokens.deprel[noun] == "obj" and noun + 1 == that


def _clause_from(tokens: Tokens, verb: int, heads: list[int], start: int, *, clause: bool = True) -> list[range]:
    """From `start` to the end of what hangs on the heads; a clause goes on at least to its finite verb."""
    last = min(sentence_around(tokens, verb).stop, _main_predicate(tokens, verb))
    own = _own_tokens(tokens, verb, heads)
    stop = start
    finite = not clause or _is_gerund(tokens, heads, start) or tokens.lower[start : start + 2] == ["not", "to"]
    while stop < last and (
        stop in own or _goes_on_to(tokens, stop) or _carries_on(tokens, verb, stop, clause=clause) or not finite
    ):
        finite = finite or is_finite(tokens, stop) or tokens.lower[start] in {"to", "as"}
        stop += 1
    stop = _over_predicate(tokens, range(start, stop), last) if clause else stop
    run = range(start, _cut(tokens, heads, range(start, stop)))
    if clause and run and _is_deed(tokens, run):
        return []
    run = run if clause else range(start, _before_deed(tokens, run))
    return trimmed(tokens, [range(start, _before_remark(tokens, run))])


def _goes_on_to(tokens: Tokens, token: int) -> bool:
    """*called on Harn to answer and draw up a plan*: an infinitive that is joined to one with *to*, and its *and*."""
    joined = tokens.heads[token] if tokens.lower[token] == "and" else token
    if joined < 0 or tokens.deprel[joined] != "conj" or tokens.lower[joined] != tokens.lemmas[joined]:
        return False
    first = tokens.heads[joined]
    plain = tokens.upos[joined] == "VERB" and not tokens.dependents(joined, *SUBJECTS, "aux")
    return plain and 0 < first < joined and tokens.lower[first - 1] == "to" and tokens.upos[first] == "VERB"


def _over_predicate(tokens: Tokens, run: range, last: int) -> int:
    """*that the deficit will be* | *far lower than that*: up to the next comma, where it would end in an auxiliary."""
    stop = run.stop
    if not run or stop >= last or tokens.upos[stop - 1] != "AUX" or tokens.upos[stop] not in _PREDICATES:
        return stop
    while stop < last and not is_edge(tokens, stop) and tokens.words[stop] not in MARKS:
        stop += 1
    return stop


def _is_gerund(tokens: Tokens, heads: list[int], start: int) -> bool:
    """*admitted leaving the door open*: a clause that no finite verb is to be looked for in."""
    return start in heads and tokens.upos[start] == "VERB" and tokens.lower[start].endswith("ing")


def _main_predicate(tokens: Tokens, verb: int) -> int:
    """*A report that said the wards were full was kept secret*: where the predicate begins that the report has.

    Also where the main clause begins that a reporting clause opens: *When Roe says it “will pay,” she is wrong*.
    """
    noun = tokens.heads[verb]
    if tokens.deprel[verb] == "advcl" and noun > verb:
        subjects = [min(tokens.subtree(one)) for one in tokens.dependents(noun, *SUBJECTS) if one > verb]
        return min([one for one in subjects if one > verb], default=len(tokens))
    if tokens.deprel[verb] != "acl:relcl" or noun < 0 or tokens.deprel[noun] not in SUBJECTS:
        return len(tokens)
    predicate = tokens.heads[noun]
    if predicate <= verb:
        return len(tokens)
    return min([predicate, *(one for one in tokens.dependents(predicate, "aux", "aux:pass", "cop") if one > verb)])


def _before_deed(tokens: Tokens, run: range) -> int:
    """Where a noun phrase ends before what its speaker did: *called for calm, holding up a flag*."""
    for token in run[1:]:
        deed = tokens.lower[token].endswith("ing") and tokens.words[token - 1] == "," and _is_done(tokens, token)
        if deed and tokens.deprel[token] in {"advcl", "acl", "parataxis"}:
            return token - 1
    return run.stop


def _is_done(tokens: Tokens, token: int) -> bool:
    """Whether a form in -ing is a verb, or taken for a noun where it warns *of* something."""
    behind = tokens.lower[token + 1 : token + 2]
    return tokens.upos[token] == "VERB" or (tokens.lower[token] in verb_forms() and behind in (["of"], ["that"]))


def _is_deed(tokens: Tokens, run: range) -> bool:
    """Whether the only verb of a clause is one within a deed: *told Reuters, asking for patience since he was ill*."""
    finite = next((token for token in run if is_finite(tokens, token)), run.stop)
    commas = [at for at in range(run.start, finite) if tokens.words[at] == ","]
    behind = commas[0] + 1 if len(commas) == 1 and commas[0] + 1 < len(tokens) else None
    deed = behind is not None and tokens.upos[behind] == "VERB" and tokens.lower[behind].endswith("ing")
    return deed and tokens.lower[run.start] not in INTRODUCE


def _before_remark(tokens: Tokens, run: range) -> int:
    """Where a clause ends before what the reporter adds behind the marked words: *“a draw” — a word that he loves*."""
    dashes = [token for token in run if tokens.words[token] in TYPED_DASHES and is_edge(tokens, token)]
    behind = len(dashes) == 1 and dashes[0] > run.start and tokens.words[dashes[0] - 1] in MARKS
    return dashes[0] if behind else run.stop


def _carries_on(tokens: Tokens, verb: int, token: int, *, clause: bool) -> bool:
    """Marks, commas, and words that follow without one though the tree hangs them elsewhere; no verb in a phrase."""
    if tokens.words[token] in EDGES or tokens.words[token] in MARKS:
        return True
    head = tokens.heads[token]
    if tokens.lower[token] in _JOIN:
        return head > token and tokens.upos[head] in PHRASE_TAGS and not tokens.dependents(head, *SUBJECTS, "cop")
    if not clause and is_finite(tokens, token):
        return False
    return tokens.upos[verb] != "NOUN" and not is_edge(tokens, token - 1)


def _start_of(tokens: Tokens, verb: int, start: int, head: int) -> int:
    """Where the clause begins: at its *that*, else right behind the verb and what is said of the saying."""
    if _opens_subject(tokens, verb, head):
        return verb + 1
    for token in range(verb + 1, max(start, head)):
        introduces = tokens.lower[token] in {"that", "if", "whether"} and tokens.upos[token] == "SCONJ"
        if introduces and not tokens.deprel[max(tokens.heads[token], 0)].startswith("acl"):
            return token
        if (tokens.upos[token] == "AUX" or tokens.deprel[token] == "cop") and tokens.words[verb + 1] != ",":
            break
    while start - 1 > verb and _loose(tokens, verb, start - 1, head):
        start -= 1
    entry = verb_at(tokens, verb)
    if entry and "object" not in entry.takes and tokens.lower[verb + 1] in _NOMINATIVE:
        return verb + 1
    objects = [child for child in tokens.dependents(verb, "obj", "nsubj") if child > verb]
    if entry and "object" not in entry.takes and objects and objects[0] < start:
        return max(tokens.subtree(objects[0])[0], verb + 1)
    return start


def _opens_subject(tokens: Tokens, verb: int, head: int) -> bool:
    """*notes older, calmer groups joined*, *admits the knee that he hurt is bad*: whether the clause begins at once."""
    entry, first = verb_at(tokens, verb), verb + 1
    if entry is None or "object" in entry.takes or first >= head:
        return False
    if tokens.deprel[first] == "amod" and tokens.heads[first] == verb and tokens.words[first + 1] == ",":
        return True
    noun = next((token for token in range(first, head) if tokens.upos[token] == "NOUN"), head)
    relative = noun + 1 < head and tokens.lower[noun + 1] == "that" and tokens.upos[first] in {"DET", "PRON"}
    if not relative or tokens.deprel[noun].startswith("obl") or tokens.heads[noun] != verb:
        return False
    copula = [token for token in range(noun + _BEHIND_THAT, len(tokens)) if tokens.upos[token] in FINITE]
    return len(copula) > 1 and tokens.upos[copula[1]] == "AUX" and not tokens.dependents(copula[1], *SUBJECTS)


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
        return tokens.words[_first_word(tokens, child) - 1] not in EDGES
    if relation == "conj" and tokens.dependents(child, *SUBJECTS):
        joint = tokens.dependents(child, "cc")
        if not joint or is_edge(tokens, joint[0] - 1):
            return False
        then = tokens.lower[joint[0]] == "but" and tokens.upos[joint[0] + 1] == "ADV"
        return then or tokens.lower[joint[0]] == "and"
    if relation == "conj" and any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(child, "aux")):
        return True
    introduced = any(tokens.lower[mark] == "that" for mark in tokens.dependents(child, "mark"))
    return relation in {"conj", "ccomp", "parataxis"} and introduced


def _cut(tokens: Tokens, heads: list[int], run: range) -> int:
    """Where the clause ends before what the reporter adds: *and said …*, *, adding that …*, *, though …*."""
    run = range(run.start, _before_sentence(tokens, run))
    inside = {*run, *(tokens.heads[head] for head in heads)}
    for token in run:
        if tokens.upos[token] == "VERB" and _goes_on_reporting(tokens, heads, token, run):
            return _before_joint(tokens, token, run)
        if tokens.words[token] in REMARKING and (cites_source(tokens, token, run) or remarks(tokens, token, run)):
            return token
        if tokens.deprel[token] not in _CUTTING or token in heads or tokens.heads[token] not in inside:
            continue
        if tokens.deprel[token] == "conj" and (_new_report(tokens, token) or _speakers_deed(tokens, token)):
            return _before_joint(tokens, token, run)
        if tokens.deprel[token] == "conj" and (contradicts(tokens, token, run) or adds(tokens, token, run)):
            return tokens.dependents(token, "cc")[0] - 1
        if tokens.deprel[token] == "advcl" and _aside(tokens, token, run):
            first = _first_word(tokens, token)
            return first - 1 if is_edge(tokens, first - 1) else first
    return min(_before_companion(tokens, run), _before_verdict(tokens, run))


def _before_sentence(tokens: Tokens, run: range) -> int:
    """Where a clause ends before a colon and marked words that are a sentence: *is near: “We are working on it”*.

    Behind marked words of its own it goes on with them: *it “must be well done”: “It is late …”*.
    """
    colons = (one for one in run[1:-2] if tokens.words[one] == ":" and opens_mark(tokens, one + 1))
    colons = (one for one in colons if tokens.words[one - 1] not in MARKS)
    colon = next((one for one in colons if tokens.words[one + 2][0].isupper()), None)
    if colon is None:
        return run.stop
    behind = range(colon + 2, run.stop)
    closing = next((one for one in behind if tokens.words[one] in MARKS), run.stop)
    return colon if has_clause(tokens, range(behind.start, closing)) else run.stop


def _speakers_deed(tokens: Tokens, token: int) -> bool:
    """*ruled that he must be returned, and set a date*: a past form behind *must*, *will*, *could* is no part of it."""
    head = tokens.heads[token]
    joint = tokens.dependents(token, "cc")
    against = bool(joint) and tokens.lower[joint[0]] == "but"
    past = (
        tokens.upos[token] == "VERB"
        and (against or tokens.dependents(token, "obj"))
        and not tokens.dependents(token, *_OWN_CLAUSE)
    )
    if not past or not any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(head, "aux")):
        return False
    apart = bool(joint) and tokens.words[joint[0] - 1] == ","
    other_form = tokens.lower[token] != tokens.lemmas[token] and not tokens.lower[token].endswith("ing")
    return apart and (other_form or bool(tokens.dependents(head, "aux:pass")))


def _before_verdict(tokens: Tokens, run: range) -> int:
    """Where a clause ends before what the reporter says of all of it: *, a claim he denies*, *, prompting protests*."""
    marked = 0
    for token in run[1:]:
        marked += tokens.words[token] in MARKS
        glossed = tokens.words[token - 1] in MARKS and tokens.words[token - 2] == "," and not marked % 2
        if glossed and tokens.lower[token] in _GLOSSING and tokens.upos[token] == "VERB":
            return token
        if tokens.lower[token] == "without" and tokens.lower[token + 1 : token + 2] in _MUTE and not marked % 2:
            return token
        if tokens.words[token - 1] != "," or marked % 2:
            continue
        if tokens.lower[token] in _FOLLOWED and tokens.upos[token] == "VERB":
            return token - 1
        nouns = range(token + 1, min(token + _VERDICT_REACH, run.stop))
        summed = next((one for one in nouns if tokens.upos[one] == "NOUN"), None)
        if tokens.lower[token] in {"a", "an"} and summed is not None and tokens.lower[summed] in _SUMMING:
            return (
                token - 1 if all(tokens.upos[one] in {"ADJ", "NOUN"} for one in range(token + 1, summed)) else run.stop
            )
    return run.stop


def _before_companion(tokens: Tokens, run: range) -> int:
    """Where a clause ends before *, with its chairman warning of …*: another's saying, told by the reporter."""
    for token in run[1:]:
        if tokens.lower[token] != "with" or tokens.words[token - 1] != ",":
            continue
        behind = range(token + 2, min(token + _COMPANION_REACH, run.stop))
        if any(tokens.lower[one].endswith("ing") and tokens.lower[one] in verb_forms() for one in behind):
            return token - 1
    return run.stop


def _goes_on_reporting(tokens: Tokens, heads: list[int], token: int, run: range) -> bool:
    """*says he respects her and calls her “…”*: a verb of saying behind *and*, in the form of the reporting one."""
    verb = tokens.heads[heads[0]]
    if token <= run.start or not 0 <= verb < run.start:
        return False
    before = token - 1
    while before > run.start and tokens.upos[before] == "ADV":
        before -= 1
    if tokens.lower[before] != "and":
        return False
    entry = verb_at(tokens, token)
    alone = not tokens.dependents(token, *SUBJECTS, "aux", "mark", "nsubj:pass")
    told = entry is not None and bool(entry.takes & {"clause", "naming"}) and entry.polarity != "thinks"
    marked = sum(tokens.words[one] in MARKS for one in range(run.start, token)) % 2
    narrated = tokens.upos[heads[0]] == "VERB" and not tokens.dependents(heads[0], "aux")
    apart = _in_one_tense(tokens, verb, token) and not (narrated and tokens.lower[token].endswith(_PAST))
    return told and alone and not marked and apart


def _in_one_tense(tokens: Tokens, one: int, other: int) -> bool:
    """Whether two verbs have the ending of the same tense: *says* and *calls*, *said* and *called*."""
    present = [tokens.lower[verb].endswith("s") and tokens.lower[verb] != tokens.lemmas[verb] for verb in (one, other)]
    past = [tokens.lower[verb].endswith(_PAST) for verb in (one, other)]
    return all(present) or all(past)


def _new_report(tokens: Tokens, token: int) -> bool:
    """A joined verb of saying without a subject of its own: the speaker's next saying; none in a row of deeds."""
    entry = verb_at(tokens, token) if tokens.upos[token] == "VERB" else None
    if entry is None or entry.polarity == "thinks":
        return False
    if "clause" not in entry.takes and not (entry.takes & {"object", "naming"} and _of_a_thing(tokens, token)):
        return False
    if any(child < token and tokens.upos[child] == "VERB" for child in tokens.dependents(tokens.heads[token], "conj")):
        return False
    if tokens.lower[token].endswith("ing") and tokens.lower[token - 1] == "and" and tokens.words[token - 2] != ",":
        return False
    return not tokens.dependents(token, *SUBJECTS) and not tokens.dependents(token, "aux", "mark")


def _of_a_thing(tokens: Tokens, token: int) -> bool:
    """*said the deal was rotten and accused the bank*: whether a joined verb would have a subject that can't speak."""
    subjects = tokens.dependents(tokens.heads[token], *SUBJECTS)
    return bool(subjects) and not any(is_somebody(tokens, subject) for subject in subjects)


def _before_joint(tokens: Tokens, token: int, run: range) -> int:
    at = token
    while at > run.start and tokens.lower[at] not in _JOIN and tokens.words[at] != ",":
        at -= 1
    return at if at > run.start else run.stop


def _aside(tokens: Tokens, token: int, run: range) -> bool:
    first = _first_word(tokens, token)
    before = first - 2 if tokens.words[first - 1] in MARKS else first - 1
    if first > run.start and _is_scene(tokens, token, first):
        return True
    if first <= run.start or tokens.words[before] != ",":
        return False
    entry = verb_at(tokens, token) if tokens.lower[token].endswith("ing") else None
    saying = entry is not None and entry.lemma not in _ASPECTS
    told = is_narrated(tokens, token, first) or reverses(tokens, token, first)
    conceded = tokens.lower[first] in _CONCEDE and not even_if(tokens, first)
    return saying or conceded or told


def _is_scene(tokens: Tokens, token: int, first: int) -> bool:
    """*said the talks had failed as he left the hall*: what the speaker did when it was said."""
    who = tokens.dependents(token, "nsubj")
    scene = tokens.lemmas[token] in _SCENES and not tokens.dependents(token, "aux", "aux:pass")
    return scene and tokens.lower[first] == "as" and bool(who) and tokens.lower[who[0]] in {"he", "she", "they"}


def _first_word(tokens: Tokens, head: int) -> int:
    """The first token of what hangs on a head that is no comma or mark."""
    return next(token for token in tokens.subtree(head) if tokens.upos[token] != "PUNCT" or token == head)
