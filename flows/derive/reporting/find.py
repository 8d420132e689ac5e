"""Reporting clauses by syntax: a cue, whose it is, and what it reports."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.derive.reporting.bounds import sentence_around
from flows.derive.reporting.complements import complement, listener_before, phrase_behind
from flows.derive.reporting.contents import behind_adjective, contents_of
from flows.derive.reporting.declines import kept_silent, whether_clause
from flows.derive.reporting.edges import FINITE, MARKS, case_of, introducers, is_edge
from flows.derive.reporting.frames import frame_of, named_between_marks, passed_on, speaker_of
from flows.derive.reporting.fronted import fronted
from flows.derive.reporting.headings import within_heading
from flows.derive.reporting.nouns import companion, told_by_noun
from flows.derive.reporting.sources import according
from flows.derive.text.clauses import is_negated
from flows.derive.text.cues import CueEntry, nouns, phrases, verb_at, verb_forms, verbs
from flows.derive.text.people import can_speak, is_somebody
from flows.derive.text.subjects import is_asked, is_passive, subject_of
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_WITHHELD = words_of("withheld_verb")
_NEGATION = words_of("negation")
_GIVING = words_of("comment_giver")
_UNSAID = frozenset({"csubj", "acl", "advcl", "ccomp"})
"""Relations of an infinitive that nobody is said to carry out: *it is easy for them to say that …*."""


_NEED_SPEAKER = frozenset({"oblique", "object", "infinitive"})
"""Forms of content that tell nothing where nobody is said to speak: *was accused of*, *had been praised*."""


_SHOWING = words_of("showing_verb")
_NEVER_SAID = frozenset({"tell", "remind", "prove", "demonstrate", "guarantee"})
"""What *it* does where it is no body's pronoun."""
_PROVING = frozenset({"demonstrate", "prove"})
"""What persons do by deeds: *we have demonstrated that it can be done*."""
_STRESSING = frozenset({"underline", "underscore"})
"""What persons say and things only show: *the attack underlines the need to act*."""
_MOST_JOINED = 4
"""Verbs that are stepped over to the first of a list: a bound, as lists are rarely longer."""
_NEEDING = frozenset({"need", "have", "want", "like"})
"""Governors of what has not been told yet: *none of us needs to be told that …*."""
_SOMETHING = frozenset({"something", "anything", "nothing", "everything", "much", "more", "lot"})
"""What one may have to say: *if I have something to say I will comment*."""
_LOOKING = frozenset({"observe", "notice", "find", "learn"})
"""What one may do without a word: *by observing the area turned brown*."""
_EVERYBODY = frozenset({"everyone", "everybody", "anyone", "anybody"})
_RULING = frozenset({"order", "direct", "command", "instruct"})
"""What a document does that makes a rule, where *a letter urging them to go* tells what it says."""
_NAMES = frozenset({"PROPN", "PRON", "DET", "CCONJ", "PUNCT", "NUM"})
_NOT_DONE = _NEGATION | words_of("modal_auxiliary") | {"to"}
_NOMINAL = frozenset({"object", "oblique"})
_READING = frozenset({"obtain", "publish", "read", "review", "see", "view"})
"""What is done to a paper by who tells of it."""
_TELLING = frozenset({"VERB", "AUX", "ADP", "SCONJ"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_BARE = 2
"""Words of content up to which a noun phrase without a preposition or verb tells nothing."""


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
    for token in _may_report(tokens):
        for report in _reports_at(tokens, token, tokens.lemmas[token], said):
            found.setdefault(report.verb, report)
    reports = [found[verb] for verb in sorted(found)]
    return _with_speakers_of_joined(tokens, _without_tags(tokens, reports))


def _without_tags(tokens: Tokens, reports: list[Report]) -> list[Report]:
    """*He does not know that it failed, warned Roe*: what is said within a report ends before the tag of that report.

    Of *she did not say that it failed, as papers reported* the papers reported that it failed.
    """
    found = {report.verb: report for report in reports}
    beside: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        beside[tokens.sentence[report.verb]].append(report)
    for tag in reports:
        others = beside[tokens.sentence[tag.verb]] if tag.form == "fronted" else ()
        for ended in filter(None, (_before_tag(one, tag) for one in others)):
            found[ended.verb] = ended
            if "as" in tokens.lower[ended.content[-1].stop : tag.verb] and is_negated(tokens, ended.verb):
                found[tag.verb] = replace(tag, content=ended.content)
    return list(found.values())


def _before_tag(one: Report, tag: Report) -> Report | None:
    """A report whose cue lies in what a tag reports, and whose words run over the tag; without the tag's clause."""
    if one is tag or not _lies_in(one, tag):
        return None
    if one.content[-1].stop <= tag.verb:
        return one if one.content[-1].stop == tag.content[-1].stop else None
    piece = next(piece for piece in tag.content if one.verb in piece)
    last = next((part for part in one.content if tag.verb in part), None)
    if last is None or not last.start < piece.stop < last.stop:
        return None
    kept = [part for part in one.content if part.stop <= last.start]
    return replace(one, content=[*kept, range(last.start, piece.stop)])


def _with_speakers_of_joined(tokens: Tokens, reports: list[Report]) -> list[Report]:
    """*Roe says X and said Y*: a joined verb of saying without a subject has the speaker of the one before."""
    last: dict[int, Report] = {}
    found = []
    for report in reports:
        before = last.get(tokens.sentence[report.verb])
        if before is not None and (_shares_speaker(tokens, report, before) or _trails(tokens, report, before)):
            found.append(replace(report, speaker=before.speaker))
        else:
            found.append(report)
        if before is None or not _lies_in(report, before):
            last[tokens.sentence[report.verb]] = found[-1]
    return found


def _trails(tokens: Tokens, report: Report, before: Report) -> bool:
    """*Roe said Hale had lied, adding that …*: a participle behind a comma is Roe's, though the tree gives it to Hale.

    So it is where what the tree takes for its subject is part of what Roe said.
    """
    verb = report.verb
    if not tokens.lower[verb].endswith("ing") or tokens.upos[verb] != "VERB" or tokens.dependents(verb, "nsubj", "aux"):
        return False
    apart = verb - 1
    while apart > before.verb and tokens.upos[apart] == "ADV":
        apart -= 1
    own = report.speaker is not None and not any(report.speaker in piece for piece in before.content)
    set_off = is_edge(tokens, apart) or tokens.words[apart] in MARKS
    return set_off and not own and before.verb < verb and not _lies_in(report, before)


def _lies_in(report: Report, before: Report) -> bool:
    """Whether a report's cue is part of what another reports."""
    return any(report.verb in piece for piece in before.content)


def _may_report(tokens: Tokens) -> list[int]:
    """The verbs and nouns that the seeds know, and *according*: by sets of words alone, since every token is asked."""
    lemmas, forms = _reporting_lemmas(), verb_forms()
    columns = zip(tokens.upos, tokens.lower, tokens.lemmas, strict=True)
    known = [
        token
        for token, (tag, word, lemma) in enumerate(columns)
        if (tag == "VERB" and (word in forms or lemma in lemmas[tag]))
        or (tag == "NOUN" and (lemma in lemmas[tag] or (lemma.endswith("ing") and lemma in forms)))
        or word == "according"
    ]
    return [token for token in known if tokens.parsed(token) and not _is_of_word(tokens, token)]


def _is_of_word(tokens: Tokens, token: int) -> bool:
    """*Senate-confirmed officials*, *Qabos bin Said, the sultan*: a part of a word, or of a name."""
    if token == 0 or tokens.upos[token] != "VERB":
        return False
    joined = tokens.words[token - 1] == "-" and tokens.starts[token] == tokens.ends[token - 1]
    behind = tokens.words[token + 1 : token + 2]
    ends = behind in ([","], ["."], ["'s"]) or tokens.upos[token + 1 : token + 2] in (["VERB"], ["AUX"])
    named = tokens.words[token] == "Said" and tokens.upos[token - 1] == "PROPN" and ends
    return named or (joined and tokens.ends[token - 2] == tokens.starts[token - 1])


@lru_cache(maxsize=1)
def _reporting_lemmas() -> dict[str, frozenset[str]]:
    return {"VERB": frozenset(verbs()) | _GIVING, "NOUN": frozenset(nouns())}


def _shares_speaker(tokens: Tokens, report: Report, before: Report) -> bool:
    if report.form != "clause" or before.content[-1].stop > report.verb or tokens.dependents(report.verb, "nsubj"):
        return False
    if is_passive(tokens, report.verb):
        return False  # *Roe said she met Hale and was told that …*: Roe listened
    participle = tokens.lower[report.verb].endswith("ing") and before.form == "fronted"
    return participle or (tokens.deprel[report.verb] == "conj" and not _joins_another(tokens, report, before))


def _joins_another(tokens: Tokens, report: Report, before: Report) -> bool:
    """*While Hale argued that …, Roe rose and said*: whether the verb that a verb is joined to has its own subject."""
    joined = tokens.heads[report.verb]
    told = any(joined in piece for piece in before.content)
    return joined > before.verb and not told and bool(tokens.dependents(joined, "nsubj"))


def _reports_at(tokens: Tokens, token: int, lemma: str, said: set[int]) -> Iterator[Report]:
    tag = tokens.upos[token]
    silent = kept_silent(tokens, token)
    if silent is not None:
        declined, speaker, content = silent
        yield Report(range(token, token + 1), declined, speaker, content, "declined", token)
        return
    entry = verb_at(tokens, token) if tag == "VERB" and token not in said else None
    if entry is not None and passed_on(tokens, token) < 0:
        yield from _by_verb(tokens, token, entry, said)
    elif tag == "NOUN" and (beside := companion(tokens, token)) is not None:
        yield Report(range(token, token + 1), beside[0], beside[1], beside[2], "clause", token)
    elif tag == "NOUN" and lemma in nouns():
        told = told_by_noun(tokens, token, nouns()[lemma])
        if told is not None and told[0] is not None:
            yield Report(range(token, token + 1), nouns()[lemma], told[0], told[1], "noun", token)
    elif tokens.lower[token] == "according":
        found = according(tokens, token)
        if found is not None:
            said.add(found[0])
            cue = range(token, token + 2)
            yield Report(cue, phrases()["according to"], found[0], found[1], "according", token)


def _by_verb(tokens: Tokens, verb: int, entry: CueEntry, said: set[int]) -> Iterator[Report]:
    if entry.polarity == "declines":
        yield from _declined(tokens, verb, entry, said)
        return
    pointed_out = "out" in entry.takes and verb + 1 < len(tokens) and tokens.lower[verb + 1] == "out"
    told = bool(entry.takes & {"clause", "quote"}) or pointed_out
    if told and not is_passive(tokens, verb) and not _is_bare_participle(tokens, verb):
        content = fronted(tokens, frame_of(tokens, verb))
        if content and _has_speaker(tokens, verb):
            form = "fronted" if "clause" in entry.takes or pointed_out else "tag"
            report = _report(tokens, verb, entry, content, form)
            if not _is_evidence(tokens, report):
                yield report
            return
    between = named_between_marks(tokens, verb, sentence_around(tokens, verb))
    for form, content in () if between else contents_of(tokens, verb, entry):
        if content and not (_is_unsaid(tokens, verb, form) or _is_beside(tokens, verb, content)):
            report = _report(tokens, verb, entry, within_heading(tokens, verb, entry, content), form)
            if _is_said(tokens, report):
                yield report
            return


def _is_bare_participle(tokens: Tokens, verb: int) -> bool:
    """*a plan written by Roe*, *…, keep a fleet, …*: a participle or infinitive, which ends no clause."""
    if tokens.deprel[verb] == "acl" and tokens.dependents(verb, "obl:agent"):
        return True
    if frame_of(tokens, verb).inverted and tokens.lower[verb] == tokens.lemmas[verb]:
        head = speaker_of(tokens, verb)
        return head is not None and tokens.upos[head] == "NOUN" and tokens.lower[head] == tokens.lemmas[head]
    return tokens.lower[verb].endswith("ing") and not tokens.dependents(verb, "aux")


def _is_said(tokens: Tokens, report: Report) -> bool:
    """Whether a report has somebody or a document that says it, and something said: no rule, no evidence, no deed."""
    form = report.form
    if form in _NEED_SPEAKER and report.speaker is None and is_passive(tokens, report.verb):
        return False
    if not report.content or (form == "infinitive" and _is_rule(tokens, report)) or _is_evidence(tokens, report):
        return False
    if _is_common(tokens, report):
        return False
    return not (form in _NOMINAL and _tells_nothing(tokens, report))


def _is_evidence(tokens: Tokens, report: Report) -> bool:
    """*The bones suggest that …*, *it reminds me that …*: what a thing shows, which is no document, nobody says."""
    thought = report.entry.polarity == "thinks"
    if report.entry.lemma in _PROVING and report.speaker is not None:
        papers = words_of("document_noun") | words_of("recording_noun")
        return tokens.lemmas[report.speaker] not in papers
    if report.speaker is None or not (report.entry.lemma in _SHOWING or thought):
        return report.speaker is not None and report.entry.lemma in _STRESSING and not can_speak(tokens, report.speaker)
    head = report.speaker
    shown = report.entry.lemma in _SHOWING and _things_show(tokens, report.verb)
    papers = words_of("document_noun") | words_of("recording_noun")
    if shown and tokens.lemmas[head] not in papers:
        return True
    named = tokens.words[head][0].isupper() and head > 0 and tokens.sentence[head - 1] == tokens.sentence[head]
    if tokens.upos[head] not in {"NOUN", "PRON", "DET"} or named or can_speak(tokens, head):
        return False
    if tokens.lower[head] == "it":
        return report.entry.lemma in _NEVER_SAID
    return tokens.lemmas[head] not in papers and tokens.lower[head] not in papers


def _things_show(tokens: Tokens, verb: int) -> bool:
    """*an attack by a gang that shows that …*: whether *that* or *which*, nobody, is a verb's subject."""
    subjects = tokens.dependents(verb, "nsubj")
    return tokens.deprel[verb] == "acl:relcl" and any(tokens.lower[one] in {"that", "which"} for one in subjects)


def _is_common(tokens: Tokens, report: Report) -> bool:
    """*Everyone agrees that …*, *those who believe that …*: what the reporter takes for known, and nobody said."""
    if report.speaker is None or report.entry.polarity not in {"agrees", "thinks"}:
        return False
    word = tokens.lower[report.speaker]
    if word == "people" and "the" in tokens.lower[max(report.speaker - 2, 0) : report.speaker]:
        return True
    return word in _EVERYBODY or (word == "those" and tokens.heads[report.verb] == report.speaker)


def _is_rule(tokens: Tokens, report: Report) -> bool:
    """*The decree orders shops to close*, *it threatens to sink*: what a thing demands or may do is nobody's words."""
    if report.speaker is None:
        return False
    if report.entry.lemma == "threaten":
        return not is_somebody(tokens, report.speaker)
    if report.entry.polarity not in {"demands", "asks"}:
        return False
    ruled = report.entry.lemma in _RULING and tokens.lemmas[report.speaker] in words_of("document_noun")
    return ruled or not can_speak(tokens, report.speaker)


def _tells_nothing(tokens: Tokens, report: Report) -> bool:
    """Whether a noun phrase is no content: nobody who can speak, or a name of something where words would be told."""
    if report.speaker is None:
        return report.entry.polarity == "thanks" or tokens.deprel[report.verb] == "acl"
    inside = [token for piece in report.content for token in piece]
    marked = any(tokens.words[token] in MARKS for token in inside[:-1])
    if not can_speak(tokens, report.speaker) or marked:
        return not marked
    if "telling" in report.entry.takes or _is_trailing(tokens, report):
        named = "marked" in report.entry.takes and report.form == "object"
        return named or not any(tokens.upos[token] in FINITE for token in inside)
    if all(tokens.upos[token] in _NAMES for token in inside):
        return report.entry.polarity != "denies"
    if {tokens.lower[one] for one in tokens.dependents(report.verb, "advmod", "aux")} & _NEGATION:
        return True
    told = report.entry.polarity in {"denies", "accuses", "demands"} or report.entry.lemma == "call"
    return _is_single(tokens, report, inside) if told else _is_bare(tokens, inside)


def _is_trailing(tokens: Tokens, report: Report) -> bool:
    """*posted a picture, announcing a return*: whether a participle with a noun tells what a deed meant."""
    participle = tokens.lower[report.verb].endswith("ing") and tokens.deprel[report.verb] in {"advcl", "acl"}
    return participle and report.form == "object"


def _is_single(tokens: Tokens, report: Report, inside: list[int]) -> bool:
    """*called for a debate*, *rejected the letter*: one noun that is no noun of saying, and nothing said of it."""
    if report.entry.polarity == "accuses" or report.entry.lemma == "deny":
        return False
    if any(tokens.upos[token] in _TELLING for token in inside):
        return False
    content = [token for token in inside if tokens.upos[token] in _CONTENT]
    return len(content) == 1 and tokens.lemmas[content[0]] not in nouns()


def _is_bare(tokens: Tokens, inside: list[int]) -> bool:
    """*announced the new stadium*: a name of something, not what is said of it."""
    if any(tokens.upos[token] in _TELLING for token in inside):
        told = any(tokens.upos[token] in {"VERB", "AUX", "SCONJ"} for token in inside)
        return not told and tokens.upos[inside[0]] not in {"DET", "PRON", "PROPN", "NUM"}
    return sum(tokens.upos[token] in _CONTENT for token in inside) <= _BARE


def _is_beside(tokens: Tokens, verb: int, content: list[range]) -> bool:
    """Whether a clause is only compared with, or tells of the paper: *told them in an e-mail that we have read*."""
    first, last = content[0].start, content[-1][-1]
    paper = tokens.lower[first] == "that" and tokens.lemmas[first - 1] in words_of("document_noun")
    read = tokens.lemmas[last] in _READING and not set(tokens.dependents(last, "obj", "ccomp")) - {first}
    return (paper and read) or _is_compared(tokens, verb, content)


def _is_compared(tokens: Tokens, verb: int, content: list[range]) -> bool:
    """*as bad as the critics thought it would be*, *more than they say it is*: nothing is told but a measure."""
    marks = introducers(tokens, verb)
    return "than" in marks or ("as" in marks and tokens.upos[content[-1][-1]] == "AUX")


def _is_unsaid(tokens: Tokens, verb: int, form: str) -> bool:
    """Whether nobody is reported to say what a verb takes in this form; *urged her to apologise for it* is unsaid."""
    if form == "naming" and introducers(tokens, verb) == {"to"} and tokens.upos[tokens.heads[verb]] == "ADJ":
        return True
    if form == "oblique":
        begun = tokens.lemmas[tokens.heads[verb]] in words_of("begun_governor")
        return "to" in introducers(tokens, verb) and tokens.deprel[verb] != "conj" and not begun
    return form in {"clause", "infinitive"} and _nobody_says(tokens, verb, form)


def _nobody_says(tokens: Tokens, verb: int, form: str) -> bool:
    """*It goes without saying that*, *worth noting that*, *let us say*: nobody is reported to say it."""
    speaker = speaker_of(tokens, verb)
    first = _first_joined(tokens, verb)
    if first != verb and tokens.deprel[first] == "acl" and "to" in introducers(tokens, first):
        return True
    if tokens.lemmas[verb] in _LOOKING and introducers(tokens, verb) == {"by"}:
        return not any("that" in introducers(tokens, child) for child in tokens.dependents(verb, "ccomp"))
    if tokens.lower[verb].endswith("ing") and _is_listed(tokens, verb):
        return True
    infinitive = "to" in introducers(tokens, verb) and not tokens.lower[verb].endswith("ing")
    if infinitive and _is_left_to_say(tokens, verb):
        return True
    if speaker is None:
        able = any(tokens.lower[aux] in {"can", "may"} for aux in tokens.dependents(verb, "aux"))
        return form == "infinitive" or able or not is_passive(tokens, verb)
    return tokens.deprel[speaker] == "expl" or (tokens.lower[speaker] == "it" and tokens.heads[speaker] != verb)


def _is_listed(tokens: Tokens, verb: int) -> bool:
    """*; learning that it leaked*, *without specifying if it is*, *by showing that we can*: no saying told."""
    shown = tokens.lemmas[verb] == "show" and introducers(tokens, verb) == {"by"}
    unsaid = tokens.lower[verb - 1 : verb + 1] == ["without", "specifying"]
    return shown or unsaid or tokens.words[verb - 1] in {";", ")", "•"}


def _is_left_to_say(tokens: Tokens, verb: int) -> bool:
    """*to say it is easy*, *nobody needs to be told*, *if I have something to say*: an infinitive that nobody did."""
    needed = is_passive(tokens, verb) and tokens.lemmas[tokens.heads[verb]] in _NEEDING
    unsaid = tokens.deprel[verb] in _UNSAID and not _done_to_say(tokens, verb)
    return needed or unsaid or tokens.lower[verb - 2] in _SOMETHING


def _first_joined(tokens: Tokens, verb: int) -> int:
    """*to override it and determine that …*: the first verb of those that are joined, where the verb has no subject."""
    for _ in range(_MOST_JOINED):
        if tokens.deprel[verb] != "conj" or tokens.dependents(verb, "nsubj") or tokens.heads[verb] < 0:
            break
        verb = tokens.heads[verb]
    return verb


def _done_to_say(tokens: Tokens, verb: int) -> bool:
    """*rang reporters to say that …*, *used the hour to warn that …*: who did so said it, if it was done."""
    governor = tokens.heads[verb]
    if tokens.deprel[verb] != "advcl" or not 0 <= governor < verb or tokens.upos[governor] != "VERB":
        return False
    done = tokens.lower[governor] != tokens.lemmas[governor] and not tokens.lower[governor].endswith("ing")
    if tokens.lemmas[governor] == "go" and tokens.lower[verb - 2] == "on":
        return True
    denied = {tokens.lower[one] for one in tokens.dependents(governor, "aux", "advmod", "mark")}
    means = [child for child in tokens.dependents(governor, "obj", "obl") if governor < child < verb]
    return done and bool(means) and not denied & _NOT_DONE and subject_of(tokens, governor) is not None


def _has_speaker(tokens: Tokens, verb: int) -> bool:
    frame = frame_of(tokens, verb)
    return frame.subject is not None or frame.inverted


def _is_listener(tokens: Tokens, saying: int, child: int) -> bool:
    """*refused to speak to reporters*, *would not say on Monday*: nothing of what was left unsaid."""
    spoken = tokens.lemmas[saying] in {"speak", "talk", "respond", "reply"} and case_of(tokens, child) in {"to", "with"}
    return spoken or tokens.lower[child] in words_of("weekday")


def _declined(tokens: Tokens, verb: int, entry: CueEntry, said: set[int]) -> Iterator[Report]:
    """What was declined to be said: the complement of the saying, else the cue phrase itself."""
    saying = [child for child in tokens.dependents(verb, "xcomp") if child > verb and tokens.lemmas[child] in _WITHHELD]
    punished = "for" in introducers(tokens, verb) and tokens.lower[verb].endswith("ing")
    if not saying or punished or speaker_of(tokens, verb) is None:
        return
    said.add(saying[0])
    heads = [child for child in tokens.dependents(saying[0], "ccomp", "obj", "obl", "xcomp") if child > saying[0]]
    heads = [child for child in heads if not _is_listener(tokens, saying[0], child)]
    heads += whether_clause(tokens, saying[0])
    nominal = heads and all(tokens.deprel[head] in {"obj", "obl"} for head in heads)
    behind = phrase_behind(tokens, saying[0], saying[0] + 1) if nominal else []
    content = behind or complement(tokens, saying[0], heads)
    phrase = [range(verb, saying[0] + 1)]
    report = _report(tokens, verb, entry, content or phrase, "declined")
    yield replace(report, cue=phrase[0]) if content else report


def _report(tokens: Tokens, verb: int, entry: CueEntry, content: list[range], form: str) -> Report:
    run = range(verb, verb + 1)
    done_to = "object" in entry.takes or form in {"naming", "as"}
    if done_to and is_asked(tokens, verb):
        return Report(run, entry, None, content, form, verb, _asked_one(tokens, verb, entry))
    speaker, told = speaker_of(tokens, verb), _addressee(tokens, verb, entry)
    return Report(run, entry, speaker, content, form, verb, told if told != speaker else None)


def _asked_one(tokens: Tokens, verb: int, entry: CueEntry) -> int | None:
    """*Asked whether he would run, Roe said …*: Roe."""
    governor = tokens.heads[verb]
    if "object" not in entry.takes or governor < 0:
        return None
    return governor if tokens.deprel[verb] == "acl" else subject_of(tokens, governor)


def _addressee(tokens: Tokens, verb: int, entry: CueEntry) -> int | None:
    """*told reporters*, *was told*, *said to his aides*."""
    if "object" in entry.takes:
        heads = tokens.dependents(verb, "ccomp")
        told = listener_before(tokens, verb, heads[0]) if heads else None
        listeners = tokens.dependents(verb, "iobj", "obj", "nsubj:pass") if told is None else [told]
        listeners = listeners or behind_adjective(tokens, verb)
        behind = [child for child in tokens.dependents(verb, "nsubj") if child > verb]
        return next(iter(listeners or (behind if speaker_of(tokens, verb) not in behind else [])), None)
    if "to" in entry.takes:
        return next((child for child in tokens.dependents(verb, "obl") if case_of(tokens, child) == "to"), None)
    return None
