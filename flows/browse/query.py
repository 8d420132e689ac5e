"""What the search box says: words, phrases and fields, each a term with the characters that it was written with.

The language is small, and what is none of it is explained, never guessed at:

    breskov troops          both words, in any order; case, accents and punctuation do not matter
    "not one soldier"       these words in this order
    troop*                  words that begin so
    -denied                 without it; goes before a phrase or a field too
    speaker:breskov         a field; several of one field mean any of them, different fields all of them
    speaker:="Anton Breskov"   the value as a whole, not words of it
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from schemas.errors import TerminalError

FIELDS: Final = {
    "speaker": "who said or claims it: words of a name, an alias, a description",
    "about": "whom or what it names: words of a name or alias, or words of a quote",
    "outlet": "who published it: words of its name",
    "since": "published on this day or later: 2026, 2026-07 or 2026-07-14",
    "until": "published on this day or earlier",
    "kind": "direct, mixed or indirect; count, money, percent …; person, org, gpe …",
    "polarity": "what the speaker does: asserts, denies, promises, demands …",
    "value": "a figure: value:>1000, value:<=2.5m, value:10..20",
    "unit": "its unit: USD, percent, km …",
    "confidence": "how sure: confidence:>=.9",
    "is": "said or unsaid (denied, hypothetical), sure (.9 or more, and said), unsure (below .5), named or unnamed",
}
"""Each field, and what its value may be."""
LONGEST: Final = 500
"""Characters of a query: more than a person types, and too few to keep the machine busy."""
_MOST: Final = 30
"""Terms of a query, likewise."""
_TERM: Final = re.compile(
    r"""(?P<source>
        (?P<minus>-)?
        (?:(?P<field>[^\W\d_]+):(?P<exact>=)?)?
        (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|(?<=[:=-]))
    )""",
    re.VERBOSE,
)
_TYPOGRAPHIC: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})


class QueryError(TerminalError):
    """A query that can't be read; the message says why and what to write, in words for who typed it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A condition of a query.

    Attributes:
        source: the characters of the query that say it.
        field: the field that it is on; empty for words.
        value: what it wants, as written, without quotation marks.
        negated: whether hits must not have it.
        exact: whether the value must be all of the field.
        prefix: whether words need only begin so.
    """

    source: str
    field: str
    value: str
    negated: bool = False
    exact: bool = False
    prefix: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a query, in their order; none of an empty one.

    Raises:
        QueryError: it is too long, a quotation mark is not closed, or there is no such field.
    """
    if len(text) > LONGEST:
        raise QueryError(f"The query has {len(text):,} characters; {LONGEST} are the most that is read. Ask for less.")
    text = _printable(text.translate(_TYPOGRAPHIC))
    if text.count('"') % 2:
        raise QueryError('A quotation mark is not closed: write "these words" with one on either side.')
    terms = tuple(map(_term, _TERM.finditer(text)))
    if len(terms) > _MOST:
        raise QueryError(f"The query has {len(terms)} terms; {_MOST} are the most that is read. Ask for less.")
    return terms


def quoted(value: str) -> str:
    """A value as it is written in a query: in quotation marks, which it can't hold itself."""
    return '"' + " ".join(value.replace('"', " ").split()) + '"'


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)


def _term(found: re.Match[str]) -> Term:
    field, value = (found["field"] or "").lower(), found["phrase"]
    if value is None:
        value = found["word"] or ""
    if field and field not in FIELDS:
        raise QueryError(
            f"There is no field “{field}:”. Fields are {', '.join(FIELDS)}; "
            "to look for words with a colon, put them between quotation marks."
        )
    if not any(unicodedata.category(letter)[0] in "LN" for letter in value):
        where = f"Behind “{field}:” stands no value" if field else f"“{found['source']}” has no letter and no digit"
        raise QueryError(f"{where}: write {field + ':' if field else ''}something to look for.")
    prefix = not field and found["phrase"] is None and value.endswith("*")
    return Term(found["source"], field, value, bool(found["minus"]), bool(found["exact"]), prefix)
