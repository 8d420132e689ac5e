"""The headline of a page: what most places that tell of it agree on, without the site's name behind it."""

import re
from collections.abc import Collection, Iterable, Sequence

_SUFFIX = re.compile(r"\s+(?:[|•·»]|-{1,2}|–|—|::?)\s+")
_PREFIX = re.compile(rf"{_SUFFIX.pattern}|:\s+")
"""What parts a site's name or section before a title from it."""
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3
"""What is left of a title must be a headline; of *News - The Site* nothing is."""
_LONGEST_SITE = 6
"""Words of what may be a site's name or section behind a title."""
_WEIGHTS = {"json-ld": 1.0, "meta": 1.0, "microdata": 0.6, "h1": 0.5, "heading": 0.4, "title": 0.3}
"""How much each place's word counts, tried on 51 pages of 30 outlets: what is written for machines is kept as it was,
a heading is changed through the day, a title is made for search engines; `heading`, what the page shows of a title, is
assumed to be a little less than an h1."""

Candidate = tuple[str, str]
"""Where it stands (`h1`, `meta:og:title` …), and the text."""


def best_headline(candidates: Sequence[Candidate], sites: Iterable[str]) -> Candidate | None:
    """The candidate that the weightiest places agree on, the first of equals; None of none.

    Candidates agree where they are equal but for case, marks and a site's name behind them.
    """
    outlets = {_key(site) for site in sites} - {""}
    others = {_key(text) for _, text in candidates}
    cleaned = [(place, without_site(text, outlets, others)) for place, text in candidates]
    weights: dict[str, dict[str, float]] = {}
    for place, text in cleaned:
        family = place.partition(":")[0]
        heard = weights.setdefault(_key(text), {})
        heard[family] = _WEIGHTS.get(family, 0.0)
    sums = {key: sum(heard.values()) for key, heard in weights.items() if key}
    if not sums:
        return None
    top = max(sums.values())
    return next((place, text) for place, text in cleaned if sums.get(_key(text)) == top)


def without_site(title: str, outlets: set[str], told: Collection[str] = frozenset()) -> str:
    """A title without *- The Site* or *| Section | The Site* behind it.

    A part is taken off where it names an outlet, or where what stands before it is what another place gives (`told`,
    without case and marks).
    """
    parts = list(_SUFFIX.finditer(title))
    for cut in parts:
        head, tail = title[: cut.start()].strip(), title[cut.end() :]
        if _key(head) in told or (_names_site(tail, outlets) and len(_WORD.findall(head)) >= _FEWEST_WORDS):
            return head
    for cut in _PREFIX.finditer(title):
        tail = _key(title[cut.end() :])
        if tail in told and tail not in outlets and len(_WORD.findall(title[: cut.start()])) <= _LONGEST_SITE:
            return title[cut.end() :].strip()
    return title.strip()


def parts_of(title: str) -> list[str]:
    """What may be a title without what stands before or behind it."""
    before = [title[: cut.start()].strip() for cut in _SUFFIX.finditer(title)]
    behind = [title[cut.end() :].strip() for cut in _PREFIX.finditer(title)]
    return before + behind


def site_behind(title: str) -> list[str]:
    """The last part of a title, if it may be a site's name."""
    parts = _SUFFIX.split(title)
    name = parts[-1].strip() if len(parts) > 1 else ""
    short = 0 < len(_WORD.findall(name)) < _LONGEST_SITE and "." not in name
    return [name] if short else []


def _names_site(tail: str, outlets: set[str]) -> bool:
    last = _SUFFIX.split(tail)[-1]
    key = _key(last)
    joined = key.replace(" ", "")
    if len(_WORD.findall(last)) > _LONGEST_SITE:
        return False
    return any(
        key == outlet or joined == outlet.replace(" ", "") or key in outlet or outlet in key for outlet in outlets
    )


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("'", "").replace("’", ""))).removeprefix("the ")
