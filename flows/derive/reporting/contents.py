"""What a verb of saying takes: a clause, an infinitive, a noun phrase, what stands behind its preposition.

What each verb may take comes from `seeds/reference/cues.csv`; what the sentence has to look like for it is here.
"""

from collections.abc import Iterator

from flows.derive.reporting.complements import clause_without_head, complement, phrase_behind
from flows.derive.reporting.edges import (
    FINITE,
    INTRODUCE,
    case_of,
    closes_mark,
    introducers,
    is_edge,
    is_finite,
    opens_mark,
)
from flows.derive.reporting.frames import frame_of, speaker_of
from flows.derive.text.cues import CueEntry, nouns
from flows.derive.text.people import can_speak
from flows.derive.text.subjects import agents_behind_marks, is_asked, is_passive, phrase_tokens, subject_of
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_ASKING = words_of("asking_verb")
"""With an infinitive and nobody asked they tell of a wish, not of words: *asked not to be named*."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_HOW = frozenset({"how", "why"})
_INTRODUCED = frozenset({"that", "whether", "if"})
_TOLD_OF = frozenset({"inform", "tell", "remind", "assure", "notify", "warn"})
"""Verbs with which somebody is told *of* something."""
_FEWEST = 3
"""Tokens of *not to go*, the shortest clause that a listener may stand before."""
_REASONS = frozenset({"for", "as"})
_CONTENT_CASES = frozenset({"for", "as", "of", "to", "with", "against", "from"})
_APART = frozenset({"obl:unmarked", "advmod", "parataxis", "conj"})
_APPEALING = frozenset({"appeal", "call"})
_WORDS_ALONE = frozenset({"quote"})
_WHEN = frozenset({"at", "within", "in", "on", "during", "after", "before"})
_OCCASIONS = words_of("occasion_noun") | words_of("weekday")
_PREPOSITIONS = ("for", "on", "of", "against", "with", "about", "out")


def contents_of(tokens: Tokens, verb: int, entry: CueEntry) -> Iterator[tuple[str, list[range]]]:
    """What a verb reports, the surest form first."""
    active = not is_passive(tokens, verb)
    clause = _reported_clause(tokens, verb, entry)
    to_do = bool(clause) and tokens.lower[clause[0].start] == "to"
    yield "clause", _with_asked(tokens, verb, clause) if to_do and entry.polarity != "promises" else clause
    heads = [child for child in tokens.dependents(verb, "xcomp") if _takes(tokens, child, entry.takes)]
    heads = heads or _appealed(tokens, verb, entry)
    content = complement(tokens, verb, heads)
    yield "infinitive", content if entry.polarity == "promises" else _with_asked(tokens, verb, content)
    for preposition in _PREPOSITIONS:
        if preposition in entry.takes:
            yield "oblique", _behind_preposition(tokens, verb, preposition)
    if "naming" in entry.takes and (active or tokens.dependents(verb, "obl:agent")) and _names(tokens, verb):
        yield "naming", _named(tokens, verb) if active else _named_by(tokens, verb)
    if "as" in entry.takes:
        yield "as", _called_as(tokens, verb)
    if "np" in entry.takes and active:
        heads = [child for child in tokens.dependents(verb, "obj") if _tells(tokens.lemmas[child])]
        yield "object", complement(tokens, verb, heads)
    if "theme" in entry.takes and active:
        yield "object", _theme(tokens, verb)


def _tells(lemma: str) -> bool:
    """Whether a noun is for what is said in a clause (*the claim*), not for words on paper (*the letter*)."""
    entry = nouns().get(lemma)
    return entry is not None and not entry.takes <= _WORDS_ALONE


def _appealed(tokens: Tokens, verb: int, entry: CueEntry) -> list[int]:
    """*appealed to the youths to stay at home*: the infinitive, where whom it is for stands behind *to*."""
    if entry.lemma not in _APPEALING or not _listeners(tokens, verb):
        return []
    return [
        child for child in tokens.dependents(verb, "advcl") if child > verb and introducers(tokens, child) == {"to"}
    ]


def _listeners(tokens: Tokens, verb: int) -> list[int]:
    return [child for child in tokens.dependents(verb, "obl") if child > verb and case_of(tokens, child) == "to"]


def _with_asked(tokens: Tokens, verb: int, content: list[range]) -> list[range]:
    """*urged members to stay at home*: from the members on, as in *called on members to …*; a pronoun is left out."""
    asked = tokens.dependents(verb, "obj", "iobj") or _listeners(tokens, verb)
    asked = [child for child in asked if tokens.upos[child] in _NOUNS]
    if not content or not asked or not verb < asked[0] < content[0].start:
        return content
    return [range(phrase_tokens(tokens, asked[0]).start, content[0].stop), *content[1:]]


def _without_listener(tokens: Tokens, content: list[range]) -> list[range]:
    """*told them not to go*, where the tree takes the listener for the clause's subject: without the pronoun."""
    if not content or len(content[0]) < _FEWEST or tokens.upos[content[0].start] != "PRON":
        return content
    first = content[0]
    words = tokens.lower[first.start + 1 : first.start + 3]
    if words[0] in {"of", "about"} and tokens.lower[first.start] not in words_of("nominative"):
        return [range(first.start + 2, first.stop), *content[1:]]
    return (
        [range(first.start + 1, first.stop), *content[1:]]
        if words in (["not", "to"], ["never", "to"]) or words[0] == "to"
        else content
    )


def _without_told(tokens: Tokens, verb: int, content: list[range]) -> list[range]:
    """*informed all governors of the date*, *told the crowd of his plans*: without whom somebody tells."""
    told = tokens.dependents(verb, "obj", "iobj") if tokens.lemmas[verb] in _TOLD_OF and content else []
    if not told or content[0].start != verb + 1 or not can_speak(tokens, told[0]) or told[0] not in content[0]:
        return content
    for token in range(told[0] + 1, content[0].stop - 1):
        if tokens.upos[token] in FINITE:
            break
        if tokens.lower[token] in {"of", "about"} and tokens.heads[token] in range(token, content[0].stop):
            return [range(token + 1, content[0].stop), *content[1:]]
    return content


def _theme(tokens: Tokens, verb: int) -> list[range]:
    """*announced the closure*, *praised the plan for its courage*: the noun phrase that is told of."""
    heads = [child for child in tokens.dependents(verb, "obj") if child > verb and tokens.upos[child] in _NOUNS]
    own = tokens.dependents(verb, "nsubj") or tokens.deprel[verb] == "conj" or tokens.lower[verb].endswith("ing")
    if not heads or not own or introducers(tokens, verb):
        return []
    setting = [child for child in tokens.children[verb] if child > heads[0] and _is_setting(tokens, child)]
    setting += [child for child in tokens.dependents(heads[0], "nmod") if _is_occasion(tokens, child)]
    stop = min((tokens.subtree(child)[0] for child in setting), default=len(tokens))
    return phrase_behind(tokens, verb, min(tokens.subtree(heads[0])[0], heads[0]), stop)


def _is_setting(tokens: Tokens, child: int) -> bool:
    """Whether a dependent says when, where or in what words the verb's subject spoke: nothing of what it told of."""
    if tokens.deprel[child] == "obl":
        return case_of(tokens, child) not in _CONTENT_CASES
    return tokens.deprel[child] in _APART or (
        tokens.deprel[child] == "advcl" and not introducers(tokens, child) & _REASONS
    )


def _is_occasion(tokens: Tokens, child: int) -> bool:
    """*at a meeting*, *within an hour*, *in a statement on Monday*: when or where a thing was told of."""
    return case_of(tokens, child) in _WHEN and tokens.lemmas[child] in _OCCASIONS


def _names(tokens: Tokens, verb: int) -> bool:
    """Whether a verb calls one thing another: by the tree, or by marks around the name."""
    if subject_of(tokens, verb) is None or is_asked(tokens, verb):
        return False
    stop = frame_of(tokens, verb).stop
    marked = stop < len(tokens) and opens_mark(tokens, stop)
    names = [child for child in tokens.dependents(verb, "xcomp", "ccomp") if "to" not in introducers(tokens, child)]
    named = len(tokens.dependents(verb, "obj", "iobj")) > 1
    return marked or named or bool(names and tokens.dependents(verb, "obj", "iobj", "nsubj:pass"))


def _reported_clause(tokens: Tokens, verb: int, entry: CueEntry) -> list[range]:
    open_ones = [child for child in tokens.dependents(verb, "xcomp") if introducers(tokens, child) & _INTRODUCED]
    heads = sorted([*tokens.dependents(verb, "ccomp"), *open_ones, *_free_clauses(tokens, verb)])
    heads = heads or _asked_clause(tokens, verb, entry)
    heads = [head for head in heads if not _is_made(tokens, verb, head, entry)]
    if entry.lemma == "agree":
        heads = [head for head in heads if "on" not in introducers(tokens, head)]
    if "clause" in entry.takes:
        found = _without_told(tokens, verb, _without_listener(tokens, complement(tokens, verb, heads)))
        if found and (_is_aside(tokens, found[0].start) or _is_verbless(tokens, found) or _is_to(tokens, verb, found)):
            return []
        if found and _goes_on(tokens, verb, found[0].start):
            return []
        if found or heads or is_passive(tokens, verb) or introducers(tokens, verb) == {"as"}:
            return found
        bare = clause_without_head(tokens, verb)
        return bare if entry.lemma != "ask" or _asks(tokens, bare) else []
    introduced = "that" in entry.takes and any("that" in introducers(tokens, head) for head in heads)
    introduced = introduced or ("how" in entry.takes and any(_tells_how(tokens, head) for head in heads))
    introduced = introduced or ("finite" in entry.takes and any(_is_whole(tokens, head) for head in heads))
    return complement(tokens, verb, heads) if introduced else []


def _free_clauses(tokens: Tokens, verb: int) -> list[int]:
    """*described how passengers held on to crates*: the clause, where the tree hangs it on *how* as on a noun."""
    openers = [child for child in tokens.dependents(verb, "obj", "advmod") if tokens.lower[child] in _HOW]
    return [clause for one in openers for clause in tokens.dependents(one, "advcl:relcl", "acl:relcl") if one > verb]


def _tells_how(tokens: Tokens, head: int) -> bool:
    """*described how passengers held on to crates*."""
    above = max(tokens.heads[head], 0)
    free = tokens.deprel[head].endswith(":relcl") and tokens.lower[above] == "how"
    return free or any(tokens.lower[child] == "how" and child < head for child in tokens.dependents(head, "advmod"))


def _is_made(tokens: Tokens, verb: int, head: int, entry: CueEntry) -> bool:
    """*voted to confirm Jane Roe to be secretary*: what somebody is made, nobody told to do it."""
    bare = case_of(tokens, head) == "to" and not entry.takes & {"infinitive", "object"}
    return bare and any(verb < child < head for child in tokens.dependents(verb, "obj", "iobj"))


def _asks(tokens: Tokens, content: list[range]) -> bool:
    """Whether a clause behind *ask* is one that is asked: it opens with *if* or *how*, or somebody is to do it."""
    for token in content[0] if content else ():
        if tokens.upos[token] in FINITE and tokens.lower[token - 1] != "to":
            break
        if (tokens.lower[token] in INTRODUCE and tokens.upos[token] != "DET") or tokens.lower[token] == "to":
            return True
    return False


def _asked_clause(tokens: Tokens, verb: int, entry: CueEntry) -> list[int]:
    """*was asked by a reporter whether …*: the clause, where the tree takes it for an adverbial."""
    if entry.polarity != "asks":
        return []
    clauses = [child for child in tokens.dependents(verb, "advcl") if introducers(tokens, child) & {"whether", "if"}]
    return [child for child in clauses if child > verb and not is_edge(tokens, tokens.subtree(child)[0] - 1)]


def _is_aside(tokens: Tokens, first: int) -> bool:
    """*said, looking at the crowd*, *said in the letter, dated Monday*: what the speaker did, not what he said."""
    doing = tokens.upos[first] == "VERB" and tokens.lower[first].endswith(("ing", "ed"))
    return doing and tokens.words[first - 1] == "," and tokens.deprel[first] != "csubj"


def _is_verbless(tokens: Tokens, content: list[range]) -> bool:
    """*wish her all the best*: whether no word of a clause could be its verb."""
    return not any(tokens.upos[token] in FINITE for piece in content for token in piece)


def _goes_on(tokens: Tokens, verb: int, first: int) -> bool:
    """*the clinic announced today brings the number to 35*: whether a verb behind a participle is its noun's own."""
    single = tokens.upos[first] == "VERB" and tokens.lower[first] == tokens.lemmas[first] + "s"
    return single and not tokens.deprel[verb].startswith("acl")


def _is_to(tokens: Tokens, verb: int, content: list[range]) -> bool:
    """*wrote President Roe thanking him for his help*: whom somebody wrote to, and no clause."""
    finite = any(is_finite(tokens, token) for piece in content for token in piece)
    return tokens.lemmas[verb] == "write" and not finite and tokens.upos[content[0].start] == "PROPN"


def _is_whole(tokens: Tokens, head: int) -> bool:
    """Whether a clause without *that* is one by itself: *a poll found few voters agree*, not *found him asleep*."""
    nouns_before = [child for child in tokens.dependents(head, "obj") if child < head]
    subjects = [*tokens.dependents(head, "nsubj", "nsubj:pass", "expl"), *nouns_before]
    bare = tokens.lower[head].endswith("ing") and not tokens.dependents(head, "aux")
    return bool(subjects) and not bare and not introducers(tokens, head)


def _called_as(tokens: Tokens, verb: int) -> list[range]:
    """*dismissed the plan as X*: plan and X; of a passive the *as* phrase alone."""
    heads = [child for child in tokens.dependents(verb, "obl", "advcl", "xcomp") if case_of(tokens, child) == "as"]
    if not heads:
        return []
    if not is_passive(tokens, verb):
        named = _named(tokens, verb)
        later = [child for child in tokens.dependents(verb, "advcl") if child > heads[0] and _is_when(tokens, child)]
        stop = min((tokens.subtree(child)[0] for child in later), default=len(tokens))
        return [range(run.start, min(run.stop, stop)) for run in named if run.start < stop]
    stop = min((tokens.subtree(one)[0] for one in agents_behind_marks(tokens, verb)), default=len(tokens))
    return [range(run.start, min(run.stop, stop)) for run in complement(tokens, verb, heads) if run.start < stop]


def _is_when(tokens: Tokens, clause: int) -> bool:
    """*described him as a leader when they offered a reward*: whether a clause says when somebody was described so."""
    return any(tokens.lower[child] == "when" for child in tokens.dependents(clause, "advmod", "mark"))


def _behind_preposition(tokens: Tokens, verb: int, preposition: str) -> list[range]:
    """*called for X*, *accused Roe of Y*: all behind the preposition that hangs on the verb."""
    if verb + 1 < len(tokens) and tokens.lower[verb + 1] == preposition:
        if preposition == "with" and tokens.upos[verb + 2 : verb + 3] == ["PROPN"]:
            return []  # *I agree with Roe*: somebody, and nothing that was said
        return phrase_behind(tokens, verb, verb + 2, _before_occasion(tokens, verb))
    objects = tokens.dependents(verb, "obj", "iobj") or [
        noun for noun in tokens.dependents(verb, "nsubj") if noun > verb and speaker_of(tokens, verb) != noun
    ]
    objects = objects or behind_adjective(tokens, verb)
    if preposition == "for" and objects and tokens.lemmas[verb] == "call":
        return []
    if preposition == "on" and (
        objects or any(tokens.upos[one] == "PROPN" for one in tokens.dependents(verb, "xcomp"))
    ):
        return []
    inner = [child for noun in objects[:1] for child in tokens.dependents(noun, "acl", "nmod")]
    for child in [*tokens.dependents(verb, "obl", "advcl", "ccomp"), *inner]:
        first = tokens.dependents(child, "case", "mark")
        if child > verb and first and tokens.lower[first[0]] == preposition and verb < first[0]:
            return phrase_behind(tokens, verb, _from_object(tokens, verb, objects, first[0]))
    return []


def behind_adjective(tokens: Tokens, verb: int) -> list[int]:
    """*accused neighbouring Galania of X*: Galania, where the tree takes the adjective for a verb."""
    taken = [one for one in tokens.dependents(verb, "xcomp") if one == verb + 1 and tokens.lower[one].endswith("ing")]
    return [noun for one in taken for noun in tokens.dependents(one, "obj") if tokens.upos[noun] == "PROPN"]


def _before_occasion(tokens: Tokens, verb: int) -> int | None:
    """*called for more money in a statement on Monday*: where what says how it was called for begins, if it does."""
    named = tokens.dependents(verb, "obl")
    named += [child for one in named for child in tokens.dependents(one, "nmod")]
    return min((tokens.subtree(one)[0] for one in named if one > verb and _is_occasion(tokens, one)), default=None)


def _from_object(tokens: Tokens, verb: int, objects: list[int], preposition: int) -> int:
    """*accused the firm of fraud*: from the firm on; a pronoun (*accused it of fraud*) is left out."""
    named = objects and verb < objects[0] < preposition and tokens.upos[objects[0]] in _NOUNS
    return max(min(tokens.subtree(objects[0])[0], objects[0]), verb + 1) if named else preposition + 1


def _named(tokens: Tokens, verb: int) -> list[range]:
    """*called the plan "mad"*: what is named and what it is called."""
    start = verb + 1
    marked = start < len(tokens) and opens_mark(tokens, start)
    if start >= len(tokens) or (tokens.upos[start] in {"ADP", "ADV", "PART", "PUNCT", "SCONJ"} and not marked):
        return []
    behind = range(start + 1, frame_of(tokens, verb).sentence.stop)
    closing = next((token + 1 for token in behind if closes_mark(tokens, token)), None)
    return phrase_behind(tokens, verb, start, closing if marked else None)


def _named_by(tokens: Tokens, verb: int) -> list[range]:
    """*was called “mad” by critics*: what stands before the agent."""
    agent = tokens.dependents(verb, "obl:agent")[0]
    return phrase_behind(tokens, verb, verb + 1, tokens.subtree(agent)[0])


def _takes(tokens: Tokens, child: int, takes: frozenset[str]) -> bool:
    if "to" in introducers(tokens, child):
        asked = tokens.lemmas[tokens.heads[child]] in _ASKING and not tokens.dependents(
            tokens.heads[child], "obj", "iobj"
        )
        return "infinitive" in takes and not asked
    return "gerund" in takes and tokens.upos[child] == "VERB" and tokens.lower[child].endswith("ing")
