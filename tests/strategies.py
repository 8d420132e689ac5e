"""Hypothesis strategies that several tests share; a strategy that a second test needs moves here.

Texts of articles are such as validation lets through: line ends are LF, something in them is visible.
"""

from hypothesis import strategies as st

from flows.validate.body import normalize_body

ODD = (
    "\u00a0",
    "\u200b",
    "\u202e",
    "e\u0301",
    "👩‍👩‍👧",
    "🙂",
    "𝔘",
    "ß",
    "İ",
    "\ufeff",
    "\u2028",
    "\t",
    "—",
    "6'2\"",
    "’90s",
)
"""Characters on which code that counts bytes, UTF-16 units, glyphs or capitals goes wrong."""
MARKS = ("“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„", "‚", "‹", "›", "＂", '"""')
"""Quotation marks, single and double, of every style that is read."""
ENDS = ("\n", "\n\n", ". ", ", ", "? ", ": ", " ")
"""What ends words, sentences and paragraphs."""
CUES = ("said", "says", "told", "called", "according to", "declined to say", "asked", "claim", "that", ", she added")
"""Words that report."""
NAMES = (
    "Jane Roe",
    "Roe",
    "Mr. Roe",
    "President Ali al-Roe",
    "J. K. Roe",
    "Roe Energy",
    "Bank of Roe",
    "the bank",
    "the president",
    "the minister",
    "the 45-year-old",
    "U.S.",
    "United States",
    "American",
    "Georgia",
    "North Korea",
    "Washington",
    "WHO",
    "Roe Medical Alliance (RMA)",
    "RMA",
)
"""Names of people, organisations and places that share words, and what stands in for them."""
PRONOUNS = ("he", "She", "they", "it", "himself", "his", "we", "who")
VISIBLE = st.characters(categories=("L", "N"))
"""Letters and numbers of all scripts."""


def pieces(*groups: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One of the pieces of these groups."""
    return st.sampled_from([piece for group in groups for piece in group])


def mixed(piece: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """Up to `most` pieces in a row, with blanks between them or run together."""
    return st.lists(piece, max_size=most).map(" ".join) | st.lists(piece, max_size=most).map("".join)


def bodies(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts as articles have them: a letter or number is added, and line ends are made LF, as validation does."""
    return st.tuples(text, VISIBLE).map(lambda parts: normalize_body("".join(parts)))
