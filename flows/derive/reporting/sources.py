"""*According to X*: what X is the source of, by place in the sentence."""

from flows.derive.reporting.bounds import sentence_around
from flows.derive.reporting.edges import FINITE, INTRODUCE, PHRASE_TAGS, RELATIVES, SUBJECTS, has_clause, trimmed
from flows.derive.text.people import can_speak, is_somebody
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_WEEKDAYS = words_of("weekday")
_CORE = frozenset({"obj", "iobj", "ccomp", "xcomp"})
_BEHIND_COMMA = 2
"""Tokens from a noun to the word behind its comma."""
_ESTIMATES = words_of("estimate_noun")
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_YEAR = 4
"""Digits of a year."""
_DESCRIBED = ("det", "amod", "compound", "nmod", "nmod:poss", "nummod", "acl", "acl:relcl", "appos", "conj", "flat")


def according(tokens: Tokens, token: int) -> tuple[int, list[range]] | None:
    """The head of X and what it is the source of: the sentence behind it where it opens one, else what stands before.

    None if nothing of the kind stands at the token.
    """
    if token + 2 >= len(tokens) or tokens.lower[token + 1] != "to":
        return None
    sentence = sentence_around(tokens, token)
    if token + 2 >= sentence.stop:
        return None
    source = _source(tokens, token, sentence)
    if tokens.lower[source] in RELATIVES:
        return _in_relative_clause(tokens, token, source, sentence)
    if not _tells(tokens, source):
        return None
    first = next((one for one in sentence if tokens.words[one][0].isalnum()), token)
    top = token if tokens.deprel[token] != "case" else source
    behind = _behind_source(tokens, token, source, sentence)
    named = _names_source(tokens, source, behind)
    if token == first or (tokens.heads[top] > source and not named) or _goes_before(tokens, token, behind, sentence):
        content = [*_begun(tokens, range(sentence.start, token), behind[0]), *behind] if behind else []
    else:
        begun = range(_behind_comparison(tokens, range(sentence.start, token)), token)
        content = trimmed(tokens, [begun, *_rest(tokens, token, source, sentence)])
    short = len(content) == 1 and len(content[0]) == 1
    return (source, content) if content and not short else None


def _behind_comparison(tokens: Tokens, begun: range) -> int:
    """*Sales were 12, compared with an estimate of 14, according to Roe*: where the source's own part begins."""
    for token in begun[1:]:
        if tokens.lower[token] not in {"compared", "versus", "against"} or tokens.words[token - 1] != ",":
            continue
        own = range(token + 1 + (tokens.lower[token] == "compared"), begun.stop)
        told = any(tokens.lemmas[one] in _ESTIMATES for one in own)
        return own.start if told and not any(tokens.upos[one] in FINITE for one in own) else begun.start
    return begun.start


def _goes_before(tokens: Tokens, token: int, behind: list[range], sentence: range) -> bool:
    """*In the long run, according to Roe, the goal is X*: whether what stands before the source is no clause itself."""
    begun = range(sentence.start, token)
    clause = bool(behind) and any(tokens.deprel[one] in SUBJECTS for one in behind[0])
    verbal = any(tokens.upos[one] in FINITE for one in begun)
    acts = bool(behind) and tokens.upos[behind[0].start] in FINITE
    told = acts or (clause and has_clause(tokens, behind[0]))
    return told and not verbal and tokens.words[token - 1] == ","


def _names_source(tokens: Tokens, source: int, behind: list[range]) -> bool:
    """*according to the organiser Clean Rivers*: whether what stands behind is the source's own name and no clause."""
    alone = len(behind) == 1 and behind[0].start == source + 1 and tokens.upos[source + 1] == "PROPN"
    return alone and not any(tokens.upos[one] in FINITE for one in behind[0])


def _in_relative_clause(tokens: Tokens, token: int, pronoun: int, sentence: range) -> tuple[int, list[range]] | None:
    """*a report according to which the mill was sold*: the report, and what stands behind *which*."""
    behind = trimmed(tokens, [range(pronoun + 1, sentence.stop)])
    nouns = (one for one in range(token - 1, sentence.start - 1, -1) if tokens.upos[one] in {"NOUN", "PROPN"})
    source = next(nouns, None)
    return (source, behind) if source is not None and behind and _tells(tokens, source) else None


def _tells(tokens: Tokens, source: int) -> bool:
    """Whether a source tells something: not *according to plan*, a bare noun for neither somebody nor a document."""
    word = tokens.lower[source]
    own = any(tokens.lower[one] == "your" for one in tokens.dependents(source, "nmod:poss"))
    if own or tokens.lemmas[source] in words_of("yardstick_noun"):
        return False
    if tokens.upos[source] != "NOUN" or word != tokens.lemmas[source] or can_speak(tokens, source):
        return True
    goes_on = source + 1 < len(tokens) and tokens.upos[source + 1] in {"NOUN", "PROPN"}
    return goes_on or word in words_of("document_noun") or bool(tokens.dependents(source, *_DESCRIBED))


def _rest(tokens: Tokens, token: int, source: int, sentence: range) -> list[range]:
    """*Roe led, according to Poe, the largest march*, *…, because …*: what of the clause stands behind the source."""
    phrase = [one for one in tokens.subtree(source) if one in sentence and _near(tokens, source, one)]
    stop = max([source, *phrase]) + 1
    if stop < sentence.stop and tokens.upos[stop] in {"ADV", "NUM"} and _hangs_before(tokens, token, stop):
        comma = next((one for one in range(stop, sentence.stop) if tokens.words[one] in {",", ";"}), sentence.stop)
        return [range(stop, comma)] if tokens.words[token - 1] != "," else []
    behind = range(stop + 1, sentence.stop)
    if not behind or tokens.words[stop] != ",":
        return []
    open_end = tokens.words[token - 1] == "," and tokens.upos[token - 2] == "ADP"
    core = open_end or any(
        tokens.deprel[one] in _CORE and sentence.start <= tokens.heads[one] < token for one in behind
    )
    core = core or (
        tokens.words[token - 1] == "," and tokens.upos[token - 2] == "VERB" and tokens.upos[behind[0]] == "DET"
    )
    return [behind] if core or tokens.lower[behind[0]] == "because" else []


def _hangs_before(tokens: Tokens, token: int, behind: int) -> bool:
    """*it lay according to the Times about ten miles off*: whether what stands behind hangs on words before."""
    at = behind
    while tokens.heads[at] > at:
        at = tokens.heads[at]
    return 0 <= tokens.heads[at] < token


def _begun(tokens: Tokens, before: range, behind: range) -> list[range]:
    """*The dam, according to Roe, had cracks*: how the sentence begins; nothing if a word there opens a clause."""
    acts = tokens.upos[behind.start] in FINITE
    runs = [run for run in trimmed(tokens, [before]) if len(run) > 1 or (acts and tokens.upos[run[0]] in _NAMES)]
    opens = runs and (
        tokens.lower[runs[0][-1]] in INTRODUCE | RELATIVES or tokens.upos[runs[0][-1]] in {"SCONJ", "ADP", "CCONJ"}
    )
    return [] if opens else runs


def _source(tokens: Tokens, token: int, sentence: range) -> int:
    """The head of the noun phrase behind *according to*."""
    governor = [tokens.heads[token]] if tokens.deprel[token] == "case" else []
    inner = [child for child in tokens.dependents(token, "obl", "nmod", "obj") if child > token]
    near = range(token + 2, _end_of_phrase(tokens, token + 2, sentence))
    found = next((one for one in [*governor, *inner] if one in near), None)
    if found is not None:
        report = _report_behind(tokens, found, sentence)
        if report is not None:
            return report
        return found + 1 if _is_named_behind(tokens, found, sentence) else found
    at = token + 2
    while at + 1 < sentence.stop and tokens.upos[at] not in {"NOUN", "PROPN", "PRON"}:
        at += 1
    while at + 1 < sentence.stop and tokens.upos[at + 1] in {"NOUN", "PROPN"}:
        at += 1
    return at


def _report_behind(tokens: Tokens, noun: int, sentence: range) -> int | None:
    """*according to the official WHO report*: the report, where the tree takes the word before the body for it."""
    at = noun + 1
    while at < sentence.stop and tokens.words[at].isupper() and tokens.words[at].isalpha():
        at += 1
    named = noun + 1 < at < sentence.stop
    return at if named and tokens.lower[at] in words_of("document_noun") else None


def _is_named_behind(tokens: Tokens, noun: int, sentence: range) -> bool:
    """*according to ecologist Jane Roe*: whether a name right behind a noun is whose it is, and no part of its tree."""
    name = noun + 1
    behind = name < sentence.stop and tokens.upos[noun] == "NOUN" and tokens.upos[name] == "PROPN"
    return behind and tokens.heads[name] != noun and can_speak(tokens, noun) and tokens.lower[name] not in _WEEKDAYS


def _end_of_phrase(tokens: Tokens, start: int, sentence: range) -> int:
    """Where the source's noun phrase ends at the latest: at a comma, a subject's pronoun or a finite verb."""
    for token in range(start + 1, sentence.stop):
        nominative = tokens.lower[token] in words_of("nominative")
        if (
            (tokens.words[token] == "," and not _is_date(tokens, token))
            or nominative
            or (tokens.upos[token] in FINITE and tokens.deprel[token] != "amod" and _governs(tokens, token, start))
        ):
            return token
    return sentence.stop


def _is_date(tokens: Tokens, comma: int) -> bool:
    """*a March 14, 2019 report*: whether a comma stands between a day and its year."""
    year = tokens.words[comma + 1] if comma + 1 < len(tokens) else ""
    return tokens.words[comma - 1].isdigit() and year.isdigit() and len(year) == _YEAR


def _governs(tokens: Tokens, verb: int, start: int) -> bool:
    """Whether a verb is no part of a noun phrase that begins at a token: it does not hang on one of its words."""
    return not start <= tokens.heads[verb] < verb


def _behind_source(tokens: Tokens, token: int, source: int, sentence: range) -> list[range]:
    """The sentence behind *According to X,*: from the comma that the source's phrase ends at."""
    phrase = {one for one in tokens.subtree(source) if one in sentence} | set(_set_off_name(tokens, source, sentence))
    stop = max([source, token + 1, *[one for one in phrase if _near(tokens, source, one)]]) + 1
    filed = _behind_filing(tokens, source, sentence)
    if filed:
        return trimmed(tokens, [range(filed, sentence.stop)])
    clauseless = tokens.deprel[source] == "root"
    for at in range(stop, sentence.stop):
        if tokens.words[at] == ",":
            stop = at + 1
            if at + 1 not in phrase or _is_aged(tokens, at + 1) or (clauseless and _begins_clause(tokens, at + 1)):
                break
        if tokens.deprel[at].startswith("nsubj") and at not in phrase:
            break
    return trimmed(tokens, [range(stop, sentence.stop)])


def _begins_clause(tokens: Tokens, first: int) -> bool:
    """*According to the suit filed in Harn, the owners planned, …*: an apposition with a verb, where no verb leads."""
    head = tokens.heads[first] if tokens.upos[first] == "DET" else first
    return any(tokens.upos[one] == "VERB" and not tokens.lower[one].endswith("ing") for one in _followers(tokens, head))


def _followers(tokens: Tokens, head: int) -> range:
    """The three tokens behind a noun and what is joined to it."""
    last = max([head, *tokens.dependents(head, "conj")])
    return range(last + 1, min(last + 2, len(tokens)))


def _is_aged(tokens: Tokens, name: int) -> bool:
    """*…, Jane Roe, 39, was a baker*: whether a name with an age begins at a token, and so what the source says."""
    at = name
    while at + _BEHIND_COMMA < len(tokens) and tokens.upos[at] == "PROPN":
        at += 1
    return at > name and tokens.words[at] == "," and tokens.words[at + 1].isdigit() and tokens.words[at + 2] == ","


def _behind_filing(tokens: Tokens, source: int, sentence: range) -> int:
    """*According to the suit, filed in Harn on May 3, 2019, the firm …*: the comma before what the suit says."""
    filed = source + _BEHIND_COMMA
    if filed >= sentence.stop or tokens.words[filed - 1] != "," or tokens.upos[filed] != "VERB":
        return 0
    if tokens.lower[filed].endswith("ing") or tokens.deprel[filed] not in {"acl", "advcl"}:
        return 0
    for at in range(filed + 1, sentence.stop - 1):
        if tokens.words[at] == "," and tokens.upos[at + 1] in PHRASE_TAGS - {"NUM"}:
            return at
    return 0


def _set_off_name(tokens: Tokens, source: int, sentence: range) -> range:
    """*According to his wife, Ida, the man …*: the name between commas behind one person, where the tree has it not."""
    start = stop = source + 2
    single = tokens.upos[source] == "NOUN" and tokens.lower[source] == tokens.lemmas[source]
    if not single or tokens.words[source + 1 : source + 2] != [","] or not is_somebody(tokens, source):
        return range(0)
    while stop < sentence.stop and tokens.upos[stop] == "PROPN":
        stop += 1
    named = start < stop < sentence.stop and tokens.words[stop] == ","
    return range(start, stop) if named and tokens.heads[start] != source else range(0)


def _near(tokens: Tokens, source: int, token: int) -> bool:
    """Whether no comma stands between a source and a token of its phrase."""
    return token > source and not any(tokens.words[one] == "," for one in range(source, token + 1))
