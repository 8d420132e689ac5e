"""*According to X*: what X is the source of, by place in the sentence."""

from flows.derive.reporting.bounds import sentence_around
from flows.derive.reporting.edges import INTRODUCE, RELATIVES, trimmed
from flows.derive.text.tokens import Tokens


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
    first = next((one for one in sentence if tokens.words[one][0].isalnum()), token)
    top = token if tokens.deprel[token] != "case" else source
    if token == first or tokens.heads[top] > source:
        behind = _behind_source(tokens, token, source, sentence)
        content = [*_begun(tokens, range(sentence.start, token)), *behind] if behind else []
    else:
        content = trimmed(tokens, [range(sentence.start, token), *_reason(tokens, source, sentence)])
    return (source, content) if content else None


def _reason(tokens: Tokens, source: int, sentence: range) -> list[range]:
    """*The fire spread, according to Roe, because the doors stood open*: why, which the source tells too."""
    phrase = [one for one in tokens.subtree(source) if one in sentence and _near(tokens, source, one)]
    stop = max([source, *phrase]) + 1
    behind = range(stop + 1, sentence.stop)
    return [behind] if behind and tokens.words[stop] == "," and tokens.lower[behind[0]] == "because" else []


def _begun(tokens: Tokens, before: range) -> list[range]:
    """*The dam, according to Roe, had cracks*: how the sentence begins; nothing if a word there opens a clause."""
    runs = [run for run in trimmed(tokens, [before]) if len(run) > 1]
    opens = runs and (
        tokens.lower[runs[0][-1]] in INTRODUCE | RELATIVES or tokens.upos[runs[0][-1]] in {"SCONJ", "ADP"}
    )
    return [] if opens else runs


def _source(tokens: Tokens, token: int, sentence: range) -> int:
    """The head of the noun phrase behind *according to*."""
    if tokens.deprel[token] == "case" and tokens.heads[token] > token:
        return tokens.heads[token]
    inner = [child for child in tokens.dependents(token, "obl", "nmod", "obj") if child > token]
    if inner:
        return inner[0]
    at = token + 2
    while at + 1 < sentence.stop and tokens.upos[at] not in {"NOUN", "PROPN", "PRON"}:
        at += 1
    while at + 1 < sentence.stop and tokens.upos[at + 1] in {"NOUN", "PROPN"}:
        at += 1
    return at


def _behind_source(tokens: Tokens, token: int, source: int, sentence: range) -> list[range]:
    """The sentence behind *According to X,*: from the comma that the source's phrase ends at."""
    phrase = {one for one in tokens.subtree(source) if one in sentence}
    stop = max([source, token + 1, *[one for one in phrase if _near(tokens, source, one)]]) + 1
    for at in range(stop, sentence.stop):
        if tokens.words[at] == ",":
            stop = at + 1
            if at + 1 not in phrase:
                break
        if tokens.deprel[at].startswith("nsubj") and at not in phrase:
            break
    return trimmed(tokens, [range(stop, sentence.stop)])


def _near(tokens: Tokens, source: int, token: int) -> bool:
    """Whether no comma stands between a source and a token of its phrase."""
    return token > source and not any(tokens.words[one] == "," for one in range(source, token + 1))
