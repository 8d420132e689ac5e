"""Reporting clauses by syntax: a cue, whose it is, and what it reports.

What a cue takes comes from `seeds/reference/cues.csv`; what the sentence has to look like for each is here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.derive.complements import clause_without_head, complement, phrase_behind
from flows.derive.cues import CueEntry, nouns, phrases, verb_at
from flows.derive.edges import closes_mark, opens_mark
from flows.derive.frames import frame_of, speaker_of
from flows.derive.fronted import fronted
from flows.derive.sources import according
from flows.derive.subjects import is_asked, is_passive, subject_of
from flows.derive.tokens import Tokens
from seeds.word_classes import words_of

_VOICING = words_of("voicing_verb")
_ASKING = words_of("asking_verb")
"""With an infinitive and nobody asked they tell of a wish, not of words: *asked not to be named*."""
_UNSAID = frozenset({"csubj", "acl", "advcl", "ccomp"})
"""Relations of an infinitive that nobody is said to carry out: *it is easy for them to say that …*."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_INTRODUCED = frozenset({"that", "whether", "if"})
_FEWEST = 3
_REASONS = frozenset({"for", "as"})
_CONTENT_CASES = frozenset({"for", "as", "of", "to", "with", "against", "from"})
_APART = frozenset({"obl:unmarked", "advmod", "parataxis", "conj"})
_PREPOSITIONS = ("for", "on", "of", "against", "with", "about", "out")


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting clause: cue tokens, seed entry, head of the speaker's phrase, the content's pieces in tokens."""

    cue: range
    entry: CueEntry
    speaker: int | None
    content: list[range]
    form: str
    verb: int
    addressee: int | None = None


def find_reports(tokens: Tokens) -> list[Report]:
    """All reporting clauses, in the order of their cues; none without syntax."""
    if not tokens.has_syntax:
        return []
    found: dict[int, Report] = {}
    said: set[int] = set()
    for token, lemma in enumerate(tokens.lemmas):
        if not _may_report(tokens, token, lemma):
            continue
        for report in _reports_at(tokens, token, lemma, said):
            found.setdefault(report.verb, report)
    return _with_speakers_of_joined(tokens, [found[verb] for verb in sorted(found)])


def _with_speakers_of_joined(tokens: Tokens, reports: list[Report]) -> list[Report]:
    """*Roe says X and said Y*: a joined verb of saying without a subject has the speaker of the one before."""
    last: dict[int, Report] = {}
    found = []
    for report in reports:
        before = last.get(tokens.sentence[report.verb])
        if before is not None and _shares_speaker(tokens, report, before):
            found.append(replace(report, speaker=before.speaker))
        else:
            found.append(report)
        last[tokens.sentence[report.verb]] = found[-1]
    return found


def _may_report(tokens: Tokens, token: int, lemma: str) -> bool:
    known = lemma in nouns() or verb_at(tokens, token) is not None or tokens.lower[token] == "according"
    return known and tokens.parsed(token)


def _shares_speaker(tokens: Tokens, report: Report, before: Report) -> bool:
    if report.form != "clause" or before.content[-1].stop > report.verb or tokens.dependents(report.verb, "nsubj"):
        return False
    participle = tokens.lower[report.verb].endswith("ing") and before.form == "fronted"
    return participle or tokens.deprel[report.verb] == "conj"


def _reports_at(tokens: Tokens, token: int, lemma: str, said: set[int]) -> Iterator[Report]:
    tag = tokens.upos[token]
    entry = verb_at(tokens, token) if tag == "VERB" and token not in said else None
    if entry is not None:
        yield from _by_verb(tokens, token, entry, said)
    elif tag == "NOUN" and lemma in nouns():
        yield from _by_noun(tokens, token, nouns()[lemma])
    elif tokens.lower[token] == "according":
        found = according(tokens, token)
        if found is not None:
            cue = range(token, token + 2)
            yield Report(cue, phrases()["according to"], found[0], found[1], "according", token)


def _by_verb(tokens: Tokens, verb: int, entry: CueEntry, said: set[int]) -> Iterator[Report]:
    if entry.polarity == "declines":
        yield from _declined(tokens, verb, entry, said)
        return
    if entry.takes & {"clause", "quote"} and not is_passive(tokens, verb):
        content = fronted(tokens, frame_of(tokens, verb))
        if content and _has_speaker(tokens, verb):
            yield _report(tokens, verb, entry, content, "fronted" if "clause" in entry.takes else "tag")
            return
    for form, content in _contents(tokens, verb, entry):
        if content and not _is_unsaid(tokens, verb, form):
            yield _report(tokens, verb, entry, content, form)
            return


def _is_unsaid(tokens: Tokens, verb: int, form: str) -> bool:
    """Whether nobody is reported to say what a verb takes in this form; *urged her to apologise for it* is unsaid."""
    if form == "oblique":
        return "to" in _marks(tokens, verb) and tokens.deprel[verb] != "conj"
    return form in {"clause", "infinitive"} and _nobody_says(tokens, verb, form)


def _nobody_says(tokens: Tokens, verb: int, form: str) -> bool:
    """*It goes without saying that*, *worth noting that*, *let us say*: nobody is reported to say it."""
    speaker = speaker_of(tokens, verb)
    if "to" in _marks(tokens, verb) and tokens.deprel[verb] in _UNSAID:
        return True
    if speaker is None:
        return form == "infinitive" or not is_passive(tokens, verb)
    return tokens.deprel[speaker] == "expl" or (tokens.lower[speaker] == "it" and tokens.heads[speaker] != verb)


def _has_speaker(tokens: Tokens, verb: int) -> bool:
    frame = frame_of(tokens, verb)
    return frame.subject is not None or frame.inverted


def _declined(tokens: Tokens, verb: int, entry: CueEntry, said: set[int]) -> Iterator[Report]:
    """What was declined to be said: the complement of the saying, else the cue phrase itself."""
    saying = [child for child in tokens.dependents(verb, "xcomp") if child > verb and verb_at(tokens, child)]
    if not saying:
        return
    said.add(saying[0])
    heads = [child for child in tokens.dependents(saying[0], "ccomp", "obj", "obl", "xcomp") if child > saying[0]]
    nominal = heads and all(tokens.deprel[head] in {"obj", "obl"} for head in heads)
    behind = phrase_behind(tokens, saying[0], saying[0] + 1) if nominal else []
    content = behind or complement(tokens, saying[0], heads)
    phrase = [range(verb, saying[0] + 1)]
    report = _report(tokens, verb, entry, content or phrase, "declined")
    yield replace(report, cue=phrase[0]) if content else report


def _contents(tokens: Tokens, verb: int, entry: CueEntry) -> Iterator[tuple[str, list[range]]]:
    """What a verb reports, the surest form first."""
    active = not is_passive(tokens, verb)
    yield "clause", _reported_clause(tokens, verb, entry)
    heads = [child for child in tokens.dependents(verb, "xcomp") if _takes(tokens, child, entry.takes)]
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
        heads = [child for child in tokens.dependents(verb, "obj") if tokens.lemmas[child] in nouns()]
        yield "object", complement(tokens, verb, heads)
    if "theme" in entry.takes and active:
        yield "object", _theme(tokens, verb)


def _with_asked(tokens: Tokens, verb: int, content: list[range]) -> list[range]:
    """*urged members to stay at home*: from the members on, as in *called on members to …*; a pronoun is left out."""
    asked = [child for child in tokens.dependents(verb, "obj", "iobj") if tokens.upos[child] in _NOUNS]
    if not content or not asked or not verb < asked[0] < content[0].start:
        return content
    return [range(min(tokens.subtree(asked[0])[0], asked[0]), content[0].stop), *content[1:]]


def _without_listener(tokens: Tokens, content: list[range]) -> list[range]:
    """*told them not to go*, where the tree takes the listener for the clause's subject: without the pronoun."""
    if not content or len(content[0]) < _FEWEST or tokens.upos[content[0].start] != "PRON":
        return content
    first = content[0]
    words = tokens.lower[first.start + 1 : first.start + 3]
    return (
        [range(first.start + 1, first.stop), *content[1:]]
        if words in (["not", "to"], ["never", "to"]) or words[0] == "to"
        else content
    )


def _theme(tokens: Tokens, verb: int) -> list[range]:
    """*announced the closure*, *praised the plan for its courage*: the noun phrase that is told of."""
    heads = [child for child in tokens.dependents(verb, "obj") if child > verb and tokens.upos[child] in _NOUNS]
    own = tokens.dependents(verb, "nsubj") or tokens.deprel[verb] == "conj" or tokens.lower[verb].endswith("ing")
    if not heads or not own or _marks(tokens, verb):
        return []
    setting = (child for child in tokens.children[verb] if child > heads[0] and _is_setting(tokens, child))
    stop = next((tokens.subtree(child)[0] for child in setting), len(tokens))
    return phrase_behind(tokens, verb, min(tokens.subtree(heads[0])[0], heads[0]), stop)


def _is_setting(tokens: Tokens, child: int) -> bool:
    """Whether a dependent says when, where or in what words the verb's subject spoke: nothing of what it told of."""
    if tokens.deprel[child] == "obl":
        return _case(tokens, child) not in _CONTENT_CASES
    return tokens.deprel[child] in _APART or (tokens.deprel[child] == "advcl" and not _marks(tokens, child) & _REASONS)


def _names(tokens: Tokens, verb: int) -> bool:
    """Whether a verb calls one thing another: by the tree, or by marks around the name."""
    if subject_of(tokens, verb) is None or is_asked(tokens, verb):
        return False
    stop = frame_of(tokens, verb).stop
    marked = stop < len(tokens) and opens_mark(tokens, stop)
    names = [child for child in tokens.dependents(verb, "xcomp", "ccomp") if "to" not in _marks(tokens, child)]
    return marked or bool(names and tokens.dependents(verb, "obj", "nsubj:pass"))


def _reported_clause(tokens: Tokens, verb: int, entry: CueEntry) -> list[range]:
    open_ones = [child for child in tokens.dependents(verb, "xcomp") if _marks(tokens, child) & _INTRODUCED]
    heads = sorted([*tokens.dependents(verb, "ccomp"), *open_ones])
    if "clause" in entry.takes:
        found = _without_listener(tokens, complement(tokens, verb, heads))
        return found if found or heads or is_passive(tokens, verb) else clause_without_head(tokens, verb)
    introduced = "that" in entry.takes and any("that" in _marks(tokens, head) for head in heads)
    return complement(tokens, verb, heads) if introduced else []


def _called_as(tokens: Tokens, verb: int) -> list[range]:
    """*dismissed the plan as X*: plan and X; of a passive the *as* phrase alone."""
    heads = [child for child in tokens.dependents(verb, "obl", "advcl", "xcomp") if _case(tokens, child) == "as"]
    if not heads:
        return []
    return complement(tokens, verb, heads) if is_passive(tokens, verb) else _named(tokens, verb)


def _behind_preposition(tokens: Tokens, verb: int, preposition: str) -> list[range]:
    """*called for X*, *accused Roe of Y*: all behind the preposition that hangs on the verb."""
    if verb + 1 < len(tokens) and tokens.lower[verb + 1] == preposition:
        return phrase_behind(tokens, verb, verb + 2)
    objects = tokens.dependents(verb, "obj", "iobj")
    inner = [child for noun in objects[:1] for child in tokens.dependents(noun, "acl", "nmod")]
    for child in [*tokens.dependents(verb, "obl", "advcl"), *inner]:
        first = tokens.dependents(child, "case", "mark")
        if child > verb and first and tokens.lower[first[0]] == preposition and verb < first[0]:
            return phrase_behind(tokens, verb, _from_object(tokens, verb, objects, first[0]))
    return []


def _from_object(tokens: Tokens, verb: int, objects: list[int], preposition: int) -> int:
    """*accused the firm of fraud*: from the firm on; a pronoun (*accused it of fraud*) is left out."""
    named = objects and verb < objects[0] < preposition and tokens.upos[objects[0]] in _NOUNS
    return min(tokens.subtree(objects[0])[0], objects[0]) if named else preposition + 1


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


def _marks(tokens: Tokens, child: int) -> set[str]:
    """The words that introduce a clause: that, to, as, if."""
    return {tokens.lower[mark] for mark in tokens.dependents(child, "mark")}


def _takes(tokens: Tokens, child: int, takes: frozenset[str]) -> bool:
    if "to" in _marks(tokens, child):
        asked = tokens.lemmas[tokens.heads[child]] in _ASKING and not tokens.dependents(
            tokens.heads[child], "obj", "iobj"
        )
        return "infinitive" in takes and not asked
    return "gerund" in takes and tokens.upos[child] == "VERB" and tokens.lower[child].endswith("ing")


def _by_noun(tokens: Tokens, noun: int, entry: CueEntry) -> Iterator[Report]:
    """*his claim that …*, *their pledge to …*: the owner is the speaker."""
    owners = tokens.dependents(noun, "nmod:poss")
    for child in tokens.dependents(noun, "acl", "ccomp", "acl:relcl"):
        marks = _marks(tokens, child)
        that, to = "that" in marks and "clause" in entry.takes, "to" in marks and "infinitive" in entry.takes
        content = complement(tokens, noun, [child]) if that or (to and owners) else []
        if content:
            yield Report(range(noun, noun + 1), entry, _owner(tokens, noun, owners), content, "noun", noun)
            return
    following = tokens.lower[noun + 1] if noun + 1 < len(tokens) else ""
    if owners and following == "that" and "clause" in entry.takes:
        content = clause_without_head(tokens, noun)
        if content:
            yield Report(range(noun, noun + 1), entry, owners[0], content, "noun", noun)


def _owner(tokens: Tokens, noun: int, owners: list[int]) -> int | None:
    """Whose the noun is: by possessive, by *by* or *from*, or by its verb (*He made the claim that …*)."""
    named = [child for child in tokens.dependents(noun, "compound") if tokens.upos[child] == "PROPN"]
    if owners or named:
        return [*owners, *named][0]
    for child in tokens.dependents(noun, "nmod"):
        if _case(tokens, child) in {"by", "from", "of"}:
            return child
    verb = tokens.heads[noun]
    if verb >= 0 and tokens.deprel[noun] in {"obj", "obl"} and tokens.lemmas[verb] in _VOICING:
        return subject_of(tokens, verb)
    return None


def _case(tokens: Tokens, noun: int) -> str:
    cases = tokens.dependents(noun, "case", "mark")
    return tokens.lower[cases[0]] if cases else ""


def _report(tokens: Tokens, verb: int, entry: CueEntry, content: list[range], form: str) -> Report:
    run = range(verb, verb + 1)
    if entry.takes & {"object", "naming", "as"} and is_asked(tokens, verb):
        return Report(run, entry, None, content, form, verb, _asked_one(tokens, verb, entry))
    return Report(run, entry, speaker_of(tokens, verb), content, form, verb, _addressee(tokens, verb, entry))


def _asked_one(tokens: Tokens, verb: int, entry: CueEntry) -> int | None:
    """*Asked whether he would run, Roe said …*: Roe."""
    governor = tokens.heads[verb]
    if "object" not in entry.takes or governor < 0:
        return None
    return governor if tokens.deprel[verb] == "acl" else subject_of(tokens, governor)


def _addressee(tokens: Tokens, verb: int, entry: CueEntry) -> int | None:
    """*told reporters*, *was told*, *said to his aides*."""
    if "object" in entry.takes:
        listeners = tokens.dependents(verb, "iobj", "obj", "nsubj:pass")
        behind = [child for child in tokens.dependents(verb, "nsubj") if child > verb]
        return next(iter(listeners or (behind if speaker_of(tokens, verb) not in behind else [])), None)
    if "to" in entry.takes:
        return next((child for child in tokens.dependents(verb, "obl") if _case(tokens, child) == "to"), None)
    return None
