"""Which names of an article are one person: surnames, given names, initials, misspellings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.cluster import Cluster, Moves, normalised, parts_of, suffix_of, surname
from flows.derive.names.find import Name
from flows.derive.names.misspellings import merge_misspelt
from seeds.holders import office_of_state
from seeds.knowledge import Knowledge
from seeds.people import Gender, gender_of_given_name, pronouns, same_given, title_in_full, title_words
from seeds.rows import RelationNoun

_NEARBY, _NEXT_NAMES = 200, 8
"""Characters, and names, behind a name in which pronouns speak for its gender."""
_ENOUGH, _NEARLY_ALL = 4, 0.9
"""Pronouns that must stand behind somebody's names before they speak, and the share that must agree: assumed; a
pronoun or two may be another's."""
_WELL_KNOWN = 75
"""Prominence from which a head of state or government is meant wherever the title stands before the surname."""
_WORD = re.compile(r"[^\W\d_]+")
_KIN_REACH = 50
"""Characters before a name within which it is said whose relative it names."""
_OWNERS = "[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur"
_FIRST_SURNAME = -2
"""Where the first of two surnames stands: *Montalvo* is short for *Ricardo Montalvo Nieves*."""
_MOST_BEARERS = 64
"""Bearers of one surname that are looked at, which keeps the time linear."""


def merge_people(
    body: str, names: Sequence[Name], clusters: list[Cluster], knowledge: Knowledge | None = None
) -> list[Cluster]:
    """Surnames and given names join the one full name that they can stand for.

    *President Roe* is not Ann Roe if the lists know one who held that office, and no Ann.
    """
    people = [cluster for cluster in clusters if cluster.kind == "PERSON"]
    people.sort(key=lambda one: (-len(parts_of(one.key)), not genders(body, names, one.members), one.members[0]))
    alone = {one.key: len(one.members) for one in people if len(parts_of(one.key)) == 1}
    full: dict[str, list[Cluster]] = defaultdict(list)
    gone: set[int] = set()
    for cluster in people:
        parts = parts_of(cluster.key)
        bearers = full.get(parts[-1] if parts else "", [])[:_MOST_BEARERS]
        targets = [one for one in bearers if _fits(parts, parts_of(one.key)) and _one_generation(cluster, one)]
        if targets and len(parts) == 1 and knowledge:
            given = _givens_of_holders(body, names, cluster, knowledge)
            targets = [one for one in targets if not given or parts_of(one.key)[0] in given]
        target = _choose(body, names, cluster, targets, alone) if targets else None
        if target is None:
            for part in set(parts):
                full[part].append(cluster)
            continue
        for member in cluster.members:
            target.add(member, "person_part")
        gone.add(id(cluster))
    rest = [cluster for cluster in clusters if id(cluster) not in gone]
    rest = _merge_bracketed(body, names, rest)
    rest = merge_misspelt(rest, lambda members: genders(body, names, members))
    return _merge_titles(body, names, rest)


def _givens_of_holders(body: str, names: Sequence[Name], cluster: Cluster, knowledge: Knowledge) -> set[str]:
    """The given names of those well known who held the office of state that is said before a surname."""
    offices = {office for title in titles_of(body, names, cluster) if (office := office_of_state(title))}
    holders = (one for office in offices for one in knowledge.holders(cluster.key, office))
    known = [parts_of(one.name)[0] for one in holders if one.prominence >= _WELL_KNOWN]
    return {given for one in known for given in same_given(one)}


def without_titles_alone(body: str, names: Sequence[Name]) -> list[Name]:
    """The names but for titles that nobody bears in the article: *the President* of whom no name is said."""
    people = [name for name in names if name.kind == "PERSON"]
    alone = {id(name) for name in people if name.title[0] == name.title[1] and _is_title(name.text(body))}
    if not alone:
        return list(names)
    titles = (body[slice(*name.title)] for name in people if id(name) not in alone)
    full = (name.text(body) for name in people if id(name) not in alone)
    known = {word for text in (*titles, *full) for word in text.casefold().split()}
    return [name for name in names if id(name) not in alone or name.text(body).casefold().rpartition(" ")[2] in known]


def with_own_titles(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; no title holds words of the name before it: *House* of *White House press secretary Ann Roe*."""
    found: list[Name] = []
    for name in names:
        start, end = name.title
        if not found or not found[-1].start < start < found[-1].end <= end:
            found.append(name)
            continue
        own = body[found[-1].end : end].lstrip()
        found.append(replace(name, title=(end - len(own), end)))
    return found


def _is_title(text: str) -> bool:
    """Whether a name is of title words alone."""
    entries = [title_words().get(word) for word in text.casefold().split()]
    return all(entries) and any(entry.kind != "modifier" for entry in entries if entry)


def _merge_bracketed(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
    """*Anne of Velm (Anne Dora Maria; born …)*: a person's full name in brackets right behind the name in use."""
    moves = Moves(clusters)
    home = {member: cluster for cluster in clusters if cluster.kind == "PERSON" for member in cluster.members}
    for member, cluster in home.items():
        other = home.get(member + 1)
        if other is None or other is cluster or body[names[member].end : names[member + 1].start] != " (":
            continue
        same = parts_of(names[member].text(body))[:1] == parts_of(names[member + 1].text(body))[:1]
        if same and body[names[member + 1].end : names[member + 1].end + 1] in {")", ";", ","}:
            moves.join(other, cluster, "alias")
    return [cluster for cluster in clusters if id(cluster) not in moves.gone]


def _merge_titles(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
    """A title that stands as a name (*the Tsar*) goes with who bears it (*Tsar Peter*), of several the one in focus."""
    moves = Moves(clusters)
    people = [cluster for cluster in clusters if cluster.kind == "PERSON"]
    bearers: dict[str, dict[int, Cluster]] = defaultdict(dict)
    for cluster in people:
        for word in " ".join(titles_of(body, names, cluster)).casefold().split():
            bearers[word][id(cluster)] = cluster
    for cluster in people:
        entry = title_words().get(cluster.key)
        if entry is not None and entry.kind != "modifier":
            moves.share_out(cluster, bearers[cluster.key].values(), "title")
    return [cluster for cluster in clusters if id(cluster) not in moves.gone]


def _one_generation(one: Cluster, other: Cluster) -> bool:
    """Whether full names have the same suffix: *Donald Roe Jr.* is not *Donald Roe*; a surname may be either's."""
    suffixes = suffix_of(one.key), suffix_of(other.key)
    alone = 1 in {len(parts_of(one.key)), len(parts_of(other.key))} and not all(suffixes)
    return alone or suffixes[0] == suffixes[1]


def _fits(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a person of the long name may be called by the short one, or by the same with the surname first."""
    if len(short) == len(long) == 2 and short[0] == long[1] and short[1] == long[0]:  # noqa: PLR2004
        return True
    if len(short) == 1 or surname(short) == " ".join(short):
        alone = len(short) == 1 and short[0] in {long[0], *long[_FIRST_SURNAME:-1]}
        return " ".join(short) == surname(long) or short[-1] == long[-1] or alone
    if len(short) == len(long) - 1 == 2 and short == long[:2]:  # noqa: PLR2004
        return True  # *Leila Haddad*, now *Haddad-Moreau*
    if short[0] == long[0] and short[-1] == long[_FIRST_SURNAME] and len(long) > len(short) + 1:
        return True  # *Pedro Moreno* is *Pedro R. Moreno Urrutia*
    return short[-1] == long[-1] and _initials_fit(short[:-1], long[:-1])


def _initials_fit(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(_same_or_initial(part, other) for other in rest) for part in short)


def _same_or_initial(part: str, other: str) -> bool:
    return other in same_given(part) or (1 in {len(part), len(other)} and part[0] == other[0])


def _gender_nearby(body: str, names: Sequence[Name], members: Sequence[int]) -> set[str]:
    """The gender of nearly all third-person pronouns right behind the names, before another person is named.

    *President Roe said he would go* is not Michelle Roe.
    """
    seen: Counter[str] = Counter()
    for member in members[:_MOST_BEARERS]:
        start = names[member].end
        following = (name.start for name in names[member + 1 : member + 1 + _NEXT_NAMES] if name.kind == "PERSON")
        stop = min(next(following, start + _NEARBY), start + _NEARBY)
        for word in _WORD.findall(body, start, stop):
            entry = pronouns().get(word.casefold())
            if entry is not None and entry.gender in {"m", "f"}:
                seen[entry.gender or ""] += 1
    best = seen.most_common(1)
    sure = bool(best) and best[0][1] >= _ENOUGH and best[0][1] >= _NEARLY_ALL * seen.total()
    return {best[0][0]} if sure else set()


def genders(body: str, names: Sequence[Name], members: Iterable[int]) -> set[str]:
    """The genders that titles, and where there are none given names, speak for."""
    members = list(members)
    words = (body[slice(*names[member].title)].casefold().split() for member in members)
    entries = (title_words().get(word) for title in words for word in title)
    by_title = {entry.gender for entry in entries if entry and entry.gender}
    given = (normalised(names[member].text(body)).split() for member in members)
    by_name = {gender_of_given_name().get(parts[0]) for parts in given if len(parts) > 1}
    return {gender for gender in by_title or by_name if gender}


def _choose(
    body: str, names: Sequence[Name], cluster: Cluster, targets: list[Cluster], alone: Mapping[str, int]
) -> Cluster | None:
    """The full name meant: genders must agree, a surname goes before a given name, the nearest full name first.

    A surname by itself is that of the person whom the article is about, not of *her daughter, Amy Roe*, nor of a boy
    who is called by his given name more often: `alone` says how often each name of one word stands there.

    *President Roe* goes with *Mr. Roe* if the only full name is Michelle Roe's.
    """
    gender = genders(body, names, cluster.members) or _gender_nearby(body, names, cluster.members)
    agreeing = [one for one in targets if len(gender | genders(body, names, one.members)) <= 1]
    first = cluster.members[0]
    parts = parts_of(cluster.key)
    titled = any(names[member].title[0] < names[member].title[1] for member in cluster.members[:1])
    offices = offices_of(body, names, cluster.members)

    def rank(one: Cluster) -> tuple[bool, bool, bool, bool, bool, bool, int]:
        before = [member for member in one.members if member < first]
        by_surname = " ".join(parts) == surname(parts_of(one.key))
        same = one.key == cluster.key
        relative = not titled and by_surname and len(parts) == 1 and _is_relative(body, names[one.members[0]])
        return (
            not same,
            not by_surname,
            bool(offices) and offices.isdisjoint(offices_of(body, names, one.members)),
            not before,
            by_surname and len(parts) == 1 and alone.get(parts_of(one.key)[0], 0) > len(cluster.members),
            relative,
            abs(first - (max(before) if before else one.members[0])),
        )

    return min(agreeing, key=rank, default=None)


def offices_of(body: str, names: Sequence[Name], members: Iterable[int]) -> set[str]:
    """The offices and ranks that are said before the names, each by its last word: *mayor*, *senator*."""
    last = (body[slice(*names[member].title)].casefold().split()[-1:] for member in members)
    told = (word for words in last for word in words if word in title_words())
    return {title_in_full().get(word, word) for word in told if title_words()[word].kind in {"office", "rank"}}


def _is_relative(body: str, name: Name) -> bool:
    """*her daughter, Amy Roe*, *Amy Roe, his wife*: whether a name is told of as that of somebody's relative."""
    before = body[max(name.start - _KIN_REACH, 0) : name.start]
    return _kin_before().search(before) is not None or _kin_behind().match(body, name.end) is not None


@lru_cache(maxsize=1)
def _kin_before() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{_OWNERS})|['’]s?) (?:[\w-]+ ){{0,2}}(?:{_kin()}),? (?:\w+\. )?$")


@lru_cache(maxsize=1)
def _kin_behind() -> re.Pattern[str]:
    return re.compile(rf", (?:{_OWNERS}|(?:[A-Z][\w.-]+ ){{0,2}}[A-Z][\w-]+['’]s?) (?:[\w-]+ ){{0,2}}(?:{_kin()})\b")


def _kin() -> str:
    return (
        "(?:great-)*(?:" + "|".join(re.escape(row.word) for row in RelationNoun.rows() if row.relation == "kin") + ")"
    )


def titles_of(body: str, names: Sequence[Name], cluster: Cluster) -> list[str]:
    """The titles said before its names, in the order of the text."""
    titles = (" ".join(body[slice(*names[member].title)].split()) for member in cluster.members)
    return [title for title in titles if title]


def gender_evidence(body: str, names: Sequence[Name], cluster: Cluster) -> tuple[Gender | None, str | None]:
    """What titles, else the given name, say, and the words that say it."""
    if cluster.kind != "PERSON":
        return None, None
    for title in titles_of(body, names, cluster):
        for word in title.split():
            entry = title_words().get(word.casefold())
            if entry and entry.gender:
                return entry.gender, f"title:{word}"
    for member in cluster.members:
        words = names[member].text(body).split()
        gender = gender_of_given_name().get(words[0].casefold()) if len(words) > 1 else None
        if gender:
            return gender, f"given_name:{words[0]}"
    return None, None


def gender_told(evidence: str | None) -> Gender | None:
    """The gender that an entity's `gender_evidence` speaks for."""
    kind, _, word = (evidence or "").partition(":")
    if kind == "title":
        entry = title_words().get(word.casefold())
        return entry.gender if entry else None
    return gender_of_given_name().get(word.casefold()) if kind == "given_name" else None
