"""Whether an article tells of a time long before its publication, so that its dates follow each other."""

import re
from datetime import date

_YEAR = re.compile(r"(?:1(?<![\w$,.-]1)[0-9]{3}|2(?<![\w$,.-]2)0[0-9]{2})(?!\w)")
"""The digit before what stands before it: a search for a digit is quick."""
_NEWS = re.compile(
    r"(?<!\w)(?:today|yesterday|tomorrow|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:last|next|this) (?:week|month|year))(?!\w)"
)
_FEW = 8  # assumed: fewer years are named by the way
_NOW = 3  # assumed: whoever names the year of publication once for three that are gone tells of now
_SHARE = 4  # assumed: years to one word that counts from today


def tells_of_the_past(body: str, published: date | None) -> bool:
    """True where years are named often, most of them gone, and words that count from today hardly ever."""
    years = [int(match.group()) for match in _YEAR.finditer(body)]
    gone = sum(1 for year in years if published is None or year < published.year)
    now = sum(1 for year in years if published is not None and year == published.year)
    if gone < _FEW or gone * 2 <= len(years) or now * _NOW >= gone:
        return False
    return len(years) > _SHARE * sum(1 for _ in _NEWS.finditer(body))
