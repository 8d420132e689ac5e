"""*The bank*, *it*: the organisation of the article that a noun for a body of persons goes back to."""

from flows.derive.quotes.mentions import Mentions
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from seeds.word_classes import words_of

_BODIES = words_of("body_noun")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def body_meant(tokens: Tokens, head: int, mentions: Mentions) -> Mention | None:
    """The last name of the only organisation named before whose name holds the noun (*the bank*: *Central Bank*).

    *It* goes by the subject of the sentence before, if that is such a noun. None if two organisations fit.
    """
    noun = head if tokens.upos[head] == "NOUN" else _subject_before(tokens, head)
    if noun is None or not _is_definite(tokens, noun):
        return None
    return mentions.only_body(tokens.lemmas[noun], tokens.starts[noun])


def _subject_before(tokens: Tokens, head: int) -> int | None:
    """The subject of the sentence before *it*, in its paragraph, where *it* opens a sentence."""
    sentence = tokens.sentence[head]
    opens = tokens.lower[head] == "it" and sentence > 0 and tokens.sentence_tokens(sentence).start == head
    if not opens or tokens.sentence_paragraph[sentence - 1] != tokens.sentence_paragraph[sentence]:
        return None
    run = tokens.sentence_tokens(sentence - 1)
    return next((one for one in run if tokens.deprel[one] in _SUBJECTS and tokens.upos[one] == "NOUN"), None)


def _is_definite(tokens: Tokens, noun: int) -> bool:
    """Whether a noun is *the* and a body of persons, and nothing more is said of it."""
    modified = tokens.dependents(noun, "amod", "compound", "nmod", "nmod:poss", "appos", "acl:relcl")
    the = [tokens.lower[one] for one in tokens.dependents(noun, "det")] == ["the"]
    return the and not modified and tokens.lower[noun] == tokens.lemmas[noun] and tokens.lemmas[noun] in _BODIES
