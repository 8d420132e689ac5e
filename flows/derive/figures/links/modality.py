"""Whether a figure is asserted: by the mood of its clause and of those that govern it, never by words near it."""

from itertools import pairwise
from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.links.holding import is_person
from flows.derive.text.clauses import Tense, helpers_of, is_negated, predicate_over, tense_of
from flows.derive.text.people import is_somebody
from flows.derive.text.signs import CLAUSE_ENDS
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import FigureModality, FigureRole
from seeds.quantities import clause_words, words_of_figures
from seeds.word_classes import words_of

_WORDS = clause_words()
_WANTS, _EXPECTS, _DENIES = _WORDS["wants"], _WORDS["expects"], _WORDS["denies"]
_WANTED, _EXPECTED = _WORDS["wanted"], _WORDS["expected"]
_WANTED_ADJECTIVES, _EXPECTED_ADJECTIVES = _WORDS["wanted_adjective"], _WORDS["expected_adjective"]
_POSSIBLE, _OBLIGED, _SEES = _WORDS["possible"], _WORDS["obliged"], _WORDS["sees"]
_DOUBTS, _WILL = _WORDS["doubts"], words_of("future_auxiliary")
_PLANS = words_of_figures("plan_noun")
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "csubj", "csubj:pass"})
_LOOSE = frozenset({"advcl", "conj", "parataxis", "acl:relcl"})
_ATTRIBUTE = frozenset({"amod", "compound"})
_ARGUMENTS = frozenset({"obj", "nsubj", "nsubj:pass", "xcomp"})
_IS = frozenset({"is", "are", "was", "were", "'s", "'re"})
_ABOUT = frozenset({"over", "about", "against", "regarding", "concerning", "despite", "after", "because"})
_STATE_LENGTHS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade", "century"})
_ASKING = frozenset({"promise", "pledge", "seek", "request", "demand", "propose", "want", "recommend"})
_SETS = frozenset({"to", "at", "from", "by"})
_THREATS = frozenset({"face", "carry", "punishable"})
_PENALTIES = words_of_figures("penalty_noun")
_FRONT, _BEHIND = (
    5,
    5,
)  # words on either side of a penalty's figure: *a maximum statutory penalty of*, *years in prison*
_CLOSE = 3  # words in front: *not only*, and an adverb
_CASE = 2  # a preposition and an article
_ADDRESSING = frozenset({"ask", "urge", "request", "call", "require"})
_KNOWN = frozenset({"the", "these", "those", "our", "their", "its", "his", "her", "'s"})
_WHOEVER = frozenset({"someone", "anyone", "those", "family", "families", "household", "households"})
_EXPECTED_TO = frozenset({"expect", "project", "predict", "forecast", "anticipate"})
_PROOFS = frozenset({"evidence", "proof", "sign", "indication"})
_HIGHEST = 6  # bounds the walk, should the tree be a circle


class Mood(NamedTuple):
    """A modality and what told of it."""

    modality: FigureModality
    how: str


_PLAIN = Mood("asserted", "plain")


def mood_of(tokens: Tokens, anchor: Anchor, role: FigureRole | None) -> Mood:
    """The modality of a figure; what a change starts from is there already, unless it is denied."""
    mood = _by_noun(tokens, anchor) or _by_clause(tokens, anchor) or _PLAIN
    return _PLAIN if role == "from" and mood.modality != "denied" else mood


def _by_noun(tokens: Tokens, anchor: Anchor) -> Mood | None:
    """*a target of 3 percent*, *a plan to hire 500*, *a proposed $5 million cut*."""
    if any("-" in word for word in tokens.words[anchor.first : anchor.last + 1]):
        return None  # a *three-step* plan has three
    above = tokens.heads[anchor.top]
    nouns = {*anchor.nouns, above} if tokens.deprel[anchor.top] in {"nmod", "appos", "compound"} else set(anchor.nouns)
    if _is_maximum(tokens, anchor):
        return Mood("hypothetical", "noun")
    for noun in nouns - {-1}:
        words = {tokens.lower[at] for at in tokens.dependents(noun, *_ATTRIBUTE)}
        if words & _WANTED_ADJECTIVES or (tokens.lemmas[noun] in _WANTED and noun == above):
            return Mood("target", "noun")
        if words & _EXPECTED_ADJECTIVES or (tokens.lemmas[noun] in _EXPECTED and noun == above):
            return Mood("forecast", "noun")
    return next(filter(None, (_by_relative(tokens, noun) for noun in {anchor.top, *anchor.nouns} - {-1})), None)


def _by_relative(tokens: Tokens, noun: int) -> Mood | None:
    """*The $2 billion that donors promised*, *the $60 million sought*: what a relative clause wants or expects."""
    if is_somebody(tokens, noun):
        return None  # *40 voters asked* by the pollster
    for verb in tokens.dependents(noun, "acl:relcl", "acl"):
        plain = tokens.upos[verb] == "VERB" and not _is_infinitive(tokens, verb)
        objects = [at for at in tokens.dependents(verb, "obj", "xcomp", "ccomp") if tokens.upos[at] != "PRON"]
        own = not objects or tokens.deprel[verb] == "acl"
        if plain and own and tokens.lemmas[verb] in _ASKING and not tokens.lower[verb].endswith("ing"):
            return Mood("target", "noun")
    return None


def _is_maximum(tokens: Tokens, anchor: Anchor) -> bool:
    """*Faces up to 20 years in prison*, *a maximum penalty of $5,000*: what the law allows is not yet so."""
    near = tokens.lemmas[max(0, anchor.first - _FRONT) : anchor.last + _BEHIND]
    if not any(lemma in _PENALTIES for lemma in near):
        return False
    above = anchor.predicate
    threat = above is not None and tokens.lemmas[above] in _THREATS and tokens.lower[above] != "facing"
    return threat or "maximum" in tokens.lower[max(0, anchor.first - _FRONT) : anchor.first]


def _by_clause(tokens: Tokens, anchor: Anchor) -> Mood | None:
    """The mood of the figure's own clause, then of the clauses above as far as they govern it.

    What is only set beside a clause is not denied with it: *are not open, leaving 4,000 without a bed*.
    """
    predicate = anchor.predicate
    own, loose, known = True, False, _is_known(tokens, anchor)
    if any(exists(tokens, anchor) for exists in _EXISTING):
        return None
    if predicate is not None and _is_unproven(tokens, predicate):
        return Mood("denied", "governor")
    for _ in range(_HIGHEST):
        if predicate is None:
            return None
        mood = _of_predicate(tokens, predicate, anchor if own else None)
        if mood is not None:
            return None if mood.modality == "denied" and (loose or (known and not own)) else mood
        loose = loose or tokens.deprel[predicate] in _LOOSE - {"conj"}
        predicate = _governor(tokens, predicate)
        own = False
    return None


def _is_known(tokens: Tokens, anchor: Anchor) -> bool:
    """*Denies that the two blasts are linked*: of those spoken of already only what is told of them is denied."""
    noun = anchor.counted if anchor.counted is not None else anchor.top
    return any(tokens.lower[at] in {"the", "these", "those"} for at in tokens.dependents(noun, "det"))


def _is_given(tokens: Tokens, anchor: Anchor) -> bool:
    """*Wants talks about 26 captives*: what a clause is but about is there, whatever is asked for.

    So is a payment of $3 million that somebody must pay *in connection with*.
    """
    argument, noun = anchor.argument, anchor.top if anchor.counted is None else anchor.counted
    if any(tokens.lower[at] == "like" for at in tokens.dependents(noun, "case")):
        return True  # the ban will, *like a dozen other bans*, close them
    if argument is None or tokens.deprel[argument] != "obl":
        return False
    if argument not in {anchor.top, anchor.counted}:
        return "connection" in {tokens.lower[at] for at in (argument, *tokens.dependents(argument, "case"))}
    cases = {tokens.lower[at] for at in tokens.dependents(argument, "case")}
    return bool(cases & _ABOUT) or not _ABOUT.isdisjoint(tokens.lower[max(0, anchor.first - _CASE) : anchor.last])


def _is_there(tokens: Tokens, anchor: Anchor) -> bool:
    """*The $400 million expansion* will create jobs, aid will reach *the millions who live there*: so already."""
    above = tokens.heads[anchor.top]
    attribute = tokens.deprel[anchor.top] in {"compound", "nmod:desc"} and above >= 0 and not anchor.holds(above)
    if attribute and anchor.counted is None and (_is_definite(tokens, above) or _is_done(tokens, above)):
        return True
    noun = anchor.counted
    if noun is None or not any(_is_definite(tokens, at) for at in {noun, anchor.top}):
        return False
    return any(tense_of(tokens, verb) is Tense.PRESENT for verb in tokens.dependents(noun, "acl:relcl"))


def _is_done(tokens: Tokens, noun: int) -> bool:
    """*Thanks to a $38 million loan made by the bank*: what has been made, and not what is sought or needed."""
    return any(
        tense_of(tokens, verb) is Tense.PAST and tokens.lemmas[verb] not in _ASKING | _WANTS | _EXPECTS
        for verb in tokens.dependents(noun, "acl")
        if not tokens.lower[verb].endswith("ing") and not _is_infinitive(tokens, verb)
    )


def _is_spoken_of(tokens: Tokens, anchor: Anchor) -> bool:
    """*Will help the two leaders*, *among the 16*: a number with *the* is of what is there, whatever becomes of it."""
    noun = anchor.counted if anchor.counted is not None else anchor.top
    if anchor.counted is None and not (tokens.upos[anchor.top] == "NUM" or tokens.words[anchor.top].isdecimal()):
        return False
    known = anchor.first > 0 and tokens.lower[anchor.first - 1] in _KNOWN
    told = [tense_of(tokens, verb) for verb in tokens.dependents(noun, "acl:relcl")]
    return known and Tense.FUTURE not in told and Tense.MODAL not in told


def _is_since_when(tokens: Tokens, anchor: Anchor) -> bool:
    """*Will meet for the first time in four years*: so long it has not been."""
    return tokens.lower[max(0, anchor.first - _CASE) : anchor.first] in (["time", "in"], ["time", "since"])


def _is_offset(tokens: Tokens, anchor: Anchor) -> bool:
    """*Was trying to land five minutes after take-off*: when it was so."""
    behind = anchor.last + 1
    counted = behind < len(tokens) and tokens.lower[behind] in {"after", "before", "ago", "earlier"}
    return counted and tokens.lemmas[anchor.last] in _STATE_LENGTHS


def _is_instead(tokens: Tokens, anchor: Anchor) -> bool:
    """*Was not $5 million but $3 million*."""
    return tokens.lower[anchor.first - 1] == "but" if anchor.first else False


def _is_far_below(tokens: Tokens, anchor: Anchor) -> bool:
    """*Part of a 50-year plan*, *the legacy of a 600-ship navy*: what a noun deep in the clause is like is so."""
    above = tokens.heads[anchor.top]
    hyphened = any("-" in word for word in tokens.words[anchor.first : anchor.last + 1])
    return hyphened and above >= 0 and tokens.deprel[above] in {"nmod", "appos"}


def _is_age_of_some(tokens: Tokens, anchor: Anchor) -> bool:
    """*All children under age five*, *every four-year-old*: of whom is spoken, and nothing that is to come."""
    front = tokens.lower[max(0, anchor.first - _CASE) : anchor.first]
    aged = "age" in front or "aged" in front or "ages" in front
    return aged and anchor.argument is not None and anchor.argument not in {anchor.top, *anchor.nouns}


def _is_definite(tokens: Tokens, noun: int) -> bool:
    return bool(tokens.dependents(noun, "nmod:poss")) or any(
        tokens.lower[at] in {"the", "this", "these", "those"} for at in tokens.dependents(noun, "det")
    )


def _describes_somebody(tokens: Tokens, anchor: Anchor) -> bool:
    """*People earning over $100,000 will pay*: what tells who shall do it is so already."""
    predicate, argument = anchor.predicate, anchor.argument
    if argument is not None and argument not in {anchor.top, anchor.counted} and argument not in anchor.nouns:
        who = tokens.deprel[argument] in {"nsubj", "nsubj:pass"} and argument < anchor.first
        if who and _is_one(tokens, argument):
            return True
    above = tokens.heads[predicate] if predicate is not None and tokens.deprel[predicate] == "acl" else -1
    return above >= 0 and _is_one(tokens, above) and predicate is not None and tokens.lower[predicate].endswith("ing")


_EXISTING = (
    *(_is_given, _describes_somebody, _is_there, _is_spoken_of),
    *(_is_since_when, _is_instead, _is_far_below, _is_age_of_some, _is_offset),
)
"""What tells that a figure is so already, whatever its clause wants or denies."""


def _is_one(tokens: Tokens, noun: int) -> bool:
    return is_person(tokens, noun) or tokens.lower[noun] in _WHOEVER


def _is_addressed(tokens: Tokens, anchor: Anchor) -> bool:
    """*Asked six firms for data*, *urged 40 mayors to act*: the people that somebody turns to are there."""
    argument, predicate = anchor.argument, anchor.predicate
    if argument is None or predicate is None or argument != anchor.counted or argument < predicate:
        return False
    if tokens.dependents(predicate, "xcomp", "ccomp"):
        return is_somebody(tokens, argument)
    behind = anchor.last + 1
    return behind < len(tokens) and tokens.lower[behind] in {"for", "about", "whether", "to"}


def _governor(tokens: Tokens, predicate: int) -> int | None:
    """The predicate above whose mood reaches down: over a complement, or to a clause without a time of its own."""
    above, relation = tokens.heads[predicate], tokens.deprel[predicate]
    if above < 0:
        return None
    finite = bool(helpers_of(tokens, predicate)) or predicate in tokens.subjects
    low, high = sorted((predicate, above))
    if any(tokens.words[at] in CLAUSE_ENDS for at in range(low, high)):
        return None  # two sentences that the annotator took for one
    done = relation == "acl" and not tokens.lower[predicate].endswith("ing") and not _is_infinitive(tokens, predicate)
    if done and tokens.upos[above] == "NOUN":
        return above if tokens.lemmas[above] in _WANTED | _EXPECTED else None  # in a letter signed by 23
    if relation in _GOVERNED or (relation in _LOOSE and not finite and _has_no_form(tokens, predicate)):
        noun = tokens.upos[above] == "NOUN" and tokens.lemmas[above] in _WANTED | _EXPECTED
        return above if noun else predicate_over(tokens, above)
    return None


def _is_infinitive(tokens: Tokens, verb: int) -> bool:
    return any(tokens.lower[mark] == "to" for mark in tokens.dependents(verb, "mark"))


def _has_no_form(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is a participle in -ing or bare: *will hire 300 and close 4*, *hit Haiti, killing 40*."""
    return tokens.lower[verb].endswith("ing") or tokens.lower[verb] == tokens.lemmas[verb]


def _of_predicate(tokens: Tokens, predicate: int, anchor: Anchor | None) -> Mood | None:
    """The mood that a predicate gives: to its own figure, or (`anchor` is None) to the clause that it governs."""
    lemma = tokens.lemmas[predicate]
    if anchor is None or _is_object(tokens, anchor):
        governs = _by_lemma(lemma, noun=tokens.upos[predicate] == "NOUN")
        of_thing = anchor is not None and (lemma in {"try", "need", "require", "commit"} or lemma in _DENIES)
        of_thing = of_thing or (anchor is not None and lemma in _ADDRESSING and _is_addressed(tokens, anchor))
        if governs is not None and not of_thing and not _means_else(tokens, predicate):
            return governs
    if anchor is not None and (of_own := _of_own(tokens, predicate, anchor)) is not None:
        return of_own
    if _is_denied(tokens, predicate, anchor):
        return Mood("denied", "negation")
    if any(tokens.lower[at] in _DOUBTS for at in tokens.dependents(predicate, "mark")):
        return Mood("hypothetical", "doubt")
    return _by_helper(tokens, predicate)


def _of_own(tokens: Tokens, predicate: int, anchor: Anchor) -> Mood | None:
    """The mood that a predicate gives to its own figure by what is expected, set or planned."""
    if _is_expected_to(tokens, predicate, anchor):
        return Mood("forecast", "governor")
    of_object = _by_object(tokens, predicate, anchor)
    planned = of_object is None and _is_planned(tokens, predicate)
    return Mood("target", "plan") if planned else of_object


def _is_expected_to(tokens: Tokens, predicate: int, anchor: Anchor) -> bool:
    """*2,000 people are expected to attend*: how many they will be."""
    argument = anchor.argument
    own = argument is not None and argument in {anchor.top, anchor.counted} and argument < predicate
    return own and tokens.lemmas[predicate] in _EXPECTED_TO and bool(tokens.dependents(predicate, "xcomp"))


def _means_else(tokens: Tokens, predicate: int) -> bool:
    """*Called Nevada for him*, *set aside 4 acres*, *went on to serve*: verbs that expect and want in other phrases."""
    lemma = tokens.lemmas[predicate]
    if lemma == "go":
        return tokens.lower[predicate] != "going"
    if lemma == "set":
        return not tokens.dependents(predicate, "xcomp")
    behind = predicate + 1 + (tokens.upos[predicate + 1 : predicate + 2] == ["ADV"])
    return lemma == "call" and not (behind < len(tokens) and tokens.lower[behind] in {"for", "on", "upon"})


def _by_object(tokens: Tokens, predicate: int, anchor: Anchor) -> Mood | None:
    """*Cut its outlook to $5.10*, *raised the target to 40 percent*: what is set so is but expected or wanted."""
    argument = anchor.argument
    if argument is None or argument not in {anchor.top, *anchor.nouns} or tokens.lower[anchor.first - 1] not in _SETS:
        return None
    for thing in tokens.dependents(predicate, "obj"):
        if thing < argument and (mood := _by_lemma(tokens.lemmas[thing], noun=True)) is not None:
            return mood
    return None


def _is_planned(tokens: Tokens, predicate: int) -> bool:
    """*The bill provides $12 million*: what a plan does in the present is to be done."""
    if tense_of(tokens, predicate) is not Tense.PRESENT or tokens.lemmas[predicate] in {"be", "have"}:
        return False
    if tokens.dependents(predicate, "cop") or tokens.lower[predicate].endswith("ing"):
        return False  # what provisions *are hurting* is hurt
    return any(tokens.lemmas[subject] in _PLANS for subject in tokens.dependents(predicate, "nsubj"))


def _by_lemma(lemma: str, *, noun: bool) -> Mood | None:
    if lemma in _DENIES:
        return Mood("denied", "governor")
    if lemma in (_EXPECTED if noun else _EXPECTS):
        return Mood("forecast", "governor")
    return Mood("target", "governor") if lemma in (_WANTED if noun else _WANTS) else None


def _is_object(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether the figure is in what the verb wants or expects: its object, or what *for* asks for."""
    if anchor.argument is None:
        return False
    relation = tokens.deprel[anchor.argument]
    cases = {tokens.lower[at] for at in tokens.dependents(anchor.argument, "case")}
    return relation in {"obj", "ccomp", "xcomp"} or (relation == "obl" and bool(cases & {"for", "at"}))


def _is_denied(tokens: Tokens, predicate: int, anchor: Anchor | None) -> bool:
    """Whether *not* negates the predicate, and not a bound or a time: *not before 2010*, *no more than 40*."""
    if not is_negated(tokens, predicate) or (anchor is not None and not _is_own(tokens, anchor)):
        return False
    if anchor is not None and _is_how_long(tokens, anchor):
        return False
    front = tokens.lower[max(0, predicate - _CLOSE) : predicate]
    if ("not", "only") in pairwise(front):
        return False
    return anchor is None or not any(
        tokens.lower[at] in {"until", "only", "just"} for at in range(predicate, min(anchor.last + 4, len(tokens)))
    )


def _is_unproven(tokens: Tokens, predicate: int) -> bool:
    """*Nobody believes that it will cost $200 million*, *no evidence was found that 300 voted*."""
    above = tokens.heads[predicate]
    if above < 0 or tokens.deprel[predicate] not in {"ccomp", "acl"}:
        return False
    if any(tokens.lower[at] in {"nobody", "none"} for at in tokens.dependents(above, "nsubj")):
        return True
    proofs = {above, *tokens.dependents(above, "nsubj", "nsubj:pass", "obj")}
    return any(tokens.lemmas[at] in _PROOFS and _is_none(tokens, at) for at in proofs)


def _is_none(tokens: Tokens, noun: int) -> bool:
    return any(tokens.lower[at] == "no" for at in tokens.dependents(noun, "det"))


def _is_how_long(tokens: Tokens, anchor: Anchor) -> bool:
    """*Has not been paid in two years*: so long is it so."""
    argument = anchor.argument
    long = argument is not None and tokens.deprel[argument] in {"obl", "obl:unmarked"}
    return long and tokens.lemmas[anchor.last] in _STATE_LENGTHS


def _is_own(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether the figure is an argument of its predicate, or is said of one, and not deep within another's words."""
    if anchor.argument is None or anchor.argument in {anchor.top, *anchor.nouns}:
        return True
    return tokens.heads[anchor.top] == anchor.argument and tokens.deprel[anchor.argument] in _ARGUMENTS


def _by_helper(tokens: Tokens, predicate: int) -> Mood | None:
    helpers = set(helpers_of(tokens, predicate))
    if helpers & _WILL:
        return Mood("forecast", "auxiliary")
    if helpers & _IS and _is_infinitive(tokens, predicate):
        return Mood("forecast", "auxiliary")  # they *are to hire* 40
    if helpers & _OBLIGED:
        return Mood("target", "auxiliary")
    if helpers & _POSSIBLE:
        return None if "could" in helpers and tokens.lemmas[predicate] in _SEES else Mood("hypothetical", "auxiliary")
    if "would" in helpers or "'d" in helpers:
        return _would(tokens, predicate)
    going = tokens.lower[predicate] == "going" and tokens.dependents(predicate, "xcomp")
    return Mood("forecast", "auxiliary") if going else None


def _would(tokens: Tokens, predicate: int) -> Mood:
    """*said it would hire 500* looks ahead from the past; *would cost 5 million if* is but thought."""
    above = tokens.heads[predicate]
    while above >= 0 and tokens.deprel[predicate] == "conj":
        predicate, above = above, tokens.heads[above]
    told = tokens.deprel[predicate] == "ccomp" and above >= 0 and tense_of(tokens, above) is Tense.PAST
    doubted = any(
        tokens.lower[mark] in _DOUBTS
        for clause in tokens.dependents(predicate, "advcl")
        for mark in tokens.dependents(clause, "mark")
    )
    return Mood("forecast" if told and not doubted else "hypothetical", "auxiliary")
