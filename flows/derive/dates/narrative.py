"""Whether an article tells of a time long before its publication, so that its dates follow each other."""

import re
from datetime import date

_YEAR = re.compile(r"(?<![\w$,.-])1[0-9]{3}(?!\w)|(?<![\w$,.-])20[0-9]{2}(?!\w)")
_NEWS = re.compile(
    r"(?<!\w)(?:today|yesterday|tomorrow|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:last|next|this) (?:week|month|year))(?!\w)"
)
_FEW = 8
_SHARE = 4


def tells_of_the_past(body: str, published: date | None) -> bool:
    """True where years are named often, most of them gone, and words that count from today hardly ever."""
    years = [int(match.group()) for match in _YEAR.finditer(body)]
    gone = sum(1 for year in years if published is None or year < published.year)
    near = sum(1 for _ in _NEWS.finditer(body))
    return gone >= _FEW and gone * 2 > len(years) and len(years) > _SHARE * near
