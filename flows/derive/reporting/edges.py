"""What ends a clause and what makes one: commas and stops, quotation marks, subjects and finite verbs."""

from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

EDGES = frozenset({",", ".", "!", "?", ";", ":", "-", "–", "—", "―", "--", "...", "…"})
MARKS = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’", "«", "»"})
FINITE = frozenset({"VERB", "AUX"})
PHRASE_TAGS = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "expl", "csubj")
RELATIVES = words_of("relative_pronoun")
INTRODUCE = words_of("complementizer")


def is_edge(tokens: Tokens, token: int) -> bool:
    """Whether a token ends a clause: a comma, stop or dash, but no hyphen within a word."""
    if tokens.words[token] not in EDGES:
        return False
    hyphen = tokens.words[token] == "-" and token > 0 and tokens.starts[token] == tokens.ends[token - 1]
    return not hyphen


def opens_mark(tokens: Tokens, token: int) -> bool:
    """Whether a token is a quotation mark with a blank before it."""
    return tokens.words[token] in MARKS and token > 0 and tokens.ends[token - 1] < tokens.starts[token]


def closes_mark(tokens: Tokens, token: int) -> bool:
    """Whether a token is a quotation mark with a blank behind it and none before it."""
    apart = token + 1 < len(tokens) and tokens.ends[token] < tokens.starts[token + 1]
    return tokens.words[token] in MARKS and apart and not opens_mark(tokens, token)


def is_finite(tokens: Tokens, token: int) -> bool:
    """Whether a verb form may carry a clause: no participle in -ing, no infinitive."""
    bare = tokens.lower[token].endswith("ing") or tokens.lower[token - 1] == "to"
    return tokens.upos[token] in FINITE and not bare


def trimmed(tokens: Tokens, pieces: list[range]) -> list[range]:
    """The pieces without stops and commas at their ends, opening conjunctions kept; those without words dropped."""
    found = []
    for piece in pieces:
        start, stop = piece.start, piece.stop
        while start < stop and (is_edge(tokens, start) or closes_mark(tokens, start)):
            start += 1
        while stop > start and (is_edge(tokens, stop - 1) or opens_mark(tokens, stop - 1)):
            stop -= 1
        words = (token for token in range(start, stop) if _says_something(tokens, token))
        if next(words, None) is not None and (len(pieces) == 1 or next(words, None) is not None):
            found.append(range(start, stop))
    return found


def _says_something(tokens: Tokens, token: int) -> bool:
    return tokens.words[token][0].isalnum() and tokens.lower[token] not in RELATIVES


def has_clause(tokens: Tokens, run: range, cue: int = -1) -> bool:
    """Whether a stretch holds a finite clause of its own: a subject (not the cue's) and a verb, no subordinator."""
    subjects = [token for token in run if tokens.deprel[token] in SUBJECTS and tokens.lower[token] not in RELATIVES]
    subjects = [token for token in subjects if tokens.heads[token] != cue]
    verbs_here = any(tokens.upos[token] in FINITE for token in run)
    subordinate = run.start < run.stop and tokens.upos[run.start] == "SCONJ"
    return bool(subjects) and verbs_here and not (subordinate and len(subjects) == 1)


def introducers(tokens: Tokens, child: int) -> set[str]:
    """The words that introduce a clause: that, to, as, if."""
    return {tokens.lower[mark] for mark in tokens.dependents(child, "mark")}


def case_of(tokens: Tokens, noun: int) -> str:
    """The preposition (or the word that introduces it as a clause, *as* with any tag) before a noun; empty if none."""
    cases = tokens.dependents(noun, "case", "mark")
    cases += [child for child in tokens.dependents(noun, "advmod") if tokens.lower[child] == "as" and not cases]
    return tokens.lower[cases[0]] if cases else ""
