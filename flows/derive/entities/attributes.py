"""What an article says a person is: titles before the name, appositions, *is* clauses; and of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.derive.entities.offices import field_begin, rank_begin, title_begin
from flows.derive.names.find import Name
from flows.derive.text.subjects import head_of, phrase_tokens
from flows.derive.text.tokens import Tokens
from seeds.people import title_words
from seeds.word_classes import words_of

_DETERMINERS = words_of("determiner")
_BELONGING = words_of("belonging_preposition")
_OWNING_KINDS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
_LONGEST_TITLE = 8  # words: assumed, longer runs are clauses
_LONGEST_OFFICE = 4
"""Words of the second of two offices: *Chief Executive Officer*; assumed."""
_LONGEST_FIELD = 8
"""Words of the field of an office, with who it is of: *of Sales and Marketing for …*; assumed."""
_AND = frozenset({"and", "&"})
_OF_OFFICES = frozenset({"ADJ", "NOUN", "PROPN"})
_OF_FIELDS = frozenset({"ADJ", "NOUN", "PROPN", "ADP", "DET", "CCONJ"})
_BEFORE_OWNER = words_of("belonging_preposition") | {"the"}
_OFFICES = frozenset({"office", "rank", "role"})
_BEHIND_LISTED = ([","], [";"], ["of"], ["for"], ["at"])
_BEFORE_FIELD = (["for"], ["of"], ["to"])
_IN_FIELD = frozenset({"the", "and", "&"})
_NO_TITLE = words_of("untitled_noun")
_NAMING = words_of("naming_verb")
_PRAISE = words_of("praising_adjective")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’", "his", "her", "its", "their", "our", "my"})
"""What the owner in front of a title ends with: it is no part of the title."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """Title and affiliation as said; None where the article says none."""

    title: str | None = None
    affiliation: str | None = None


class AttributeReader:
    """Reads titles and affiliations of one document's persons."""

    def __init__(self, tokens: Tokens, names: Sequence[Name]) -> None:
        self._tokens = tokens
        self._named = {head_of(tokens, (name.start, name.end)): name for name in names}
        self._inside = {token for name in names for token in tokens.within((name.start, name.end))}
        self._starts = {name.start: name for name in self._named.values()}
        self._last = {tokens.token_at(name.end - 1) for name in names if name.kind == "PERSON"}
        """The last words of persons' names, behind which titles begin: *Hon. Ann Roe MP*."""

    def read(self, members: Iterable[Name]) -> Attributes:
        """The first title and affiliation that go with any of a person's names, titles before the name first."""
        title = affiliation = None
        for name in members:
            found = self._before(name)
            title, affiliation = title or found.title, affiliation or found.affiliation
        if title and affiliation and office_of(title, "") == title:
            return Attributes(title, affiliation)
        for name in members:
            found = self._beside(name)
            title, affiliation = office_of(title, found.title), affiliation or found.affiliation
        return Attributes(title, affiliation)

    def _text(self, start: int, stop: int) -> str:
        tokens = self._tokens
        return " ".join(tokens.body[tokens.starts[start] : tokens.ends[stop - 1]].split())

    def _before(self, name: Name) -> Attributes:
        """*Iraqi Prime Minister Roe*, *CNN's Jane Roe*: title, and the owner named right before it."""
        tokens = self._tokens
        has_title = name.title[0] < name.title[1]
        inside = tokens.within((name.title[0] if has_title else name.start, name.end))
        if not inside:
            return Attributes(self._title_from(name.title[0], name) if has_title else None)
        first = title_begin(tokens, inside, self._inside) if has_title else inside.start
        title = self._title_from(tokens.starts[first], name) if has_title else None
        if first == 0:
            return Attributes(title)
        before = first - 1
        if tokens.lower[before] in {"'s", "'"} and before > 0:
            before -= 1
        elif title is None:
            return Attributes(self._with_field(first))
        owner = self._named.get(before)
        if owner is None or tokens.starts[first] - owner.end > len("’s ") or not _owns(owner):
            return Attributes(title)
        if _is_apart(tokens.body, owner, tokens.starts[first]):
            return Attributes(title)
        served = tokens.token_at(owner.start)
        ranked = rank_begin(tokens, served) if title else served
        if ranked < served:
            title = self._title_from(tokens.starts[ranked], name)
        return Attributes(title, owner.text(tokens.body))

    def _title_from(self, start: int, name: Name) -> str:
        """The title of a name from an offset on, as the article has it."""
        return " ".join(self._tokens.body[start : name.title[1]].split())

    def _with_field(self, first: int) -> str | None:
        """*Vice President of Sales Ann Roe*: the office before a name; *friend of victim Ann Roe* is none."""
        begin = field_begin(self._tokens, first, self._inside)
        if begin is None or _names_a_person(self._tokens, first - 1):
            return None
        return self._text(begin, first)

    def _beside(self, name: Name) -> Attributes:
        """*Jane Roe, an expert at the Institute*; *the prosecutor, Jane Roe*; *Jane Roe is the director of …*."""
        tokens = self._tokens
        head = head_of(tokens, (name.start, name.end))
        behind = (*tokens.dependents(head, "appos"), *tokens.dependents(head, "nmod:desc"))
        nouns = [child for child in behind if child > head and self._says_what(child)]
        governor, relation = tokens.heads[head], tokens.deprel[head]
        if governor >= 0 and tokens.upos[governor] == "NOUN":
            office = tokens.lower[governor] in title_words()
            copula = office and relation == "nsubj" and bool(tokens.dependents(governor, "cop"))
            nouns += [governor] if relation in {"appos", "flat"} or copula else []
        nouns += self._holder(governor) if relation == "appos" else []
        nouns += self._in_front(head)
        nouns += self._named_to(governor, relation)
        people = [noun for noun in nouns if _names_a_person(tokens, noun) and not self._is_before_another(noun, name)]
        return self._of_noun(people[0]) if people else self._listed_behind(name)

    def _listed_behind(self, name: Name) -> Attributes:
        """*Mr Shen Heting, President, Tarrow Mining*: an office between marks, as lists have it."""
        tokens = self._tokens
        first = tokens.token_at(name.end - 1) + 2
        if tokens.words[first - 1 : first] != [","]:
            return Attributes()
        stop = first
        while stop < min(first + _LONGEST_OFFICE, len(tokens)) and tokens.lower[stop] in title_words():
            stop += 1
        offices = {title_words()[word].kind for word in tokens.lower[first:stop][-1:]}
        if not offices <= _OFFICES or stop == first or tokens.words[stop : stop + 1] not in _BEHIND_LISTED:
            return Attributes()
        owner = self._starts.get(tokens.starts[stop + 1]) if stop + 1 < len(tokens) else None
        last = self._field_behind(stop - 1) + 1
        return Attributes(
            self._text(first, max(stop, last)), owner.text(tokens.body) if owner and _owns(owner) else None
        )

    def _is_before_another(self, noun: int, name: Name) -> bool:
        """*Ann Roe, press secretary Tom Poe*: a noun right before another person's name is that person's."""
        tokens = self._tokens
        for token in range(noun + 1, min(noun + 1 + _LONGEST_OFFICE, len(tokens))):
            behind = self._starts.get(tokens.starts[token])
            if behind is not None:
                return behind.kind == "PERSON" and behind.start != name.start
            if tokens.upos[token] not in _OF_OFFICES:
                return False
        return False

    def _holder(self, field: int) -> list[int]:
        """*the Minister for the Environment, Jane Roe*: who holds the field that the tree puts beside the name."""
        tokens = self._tokens
        if field >= 0 and tokens.lower[field] in words_of("portfolio_holder") and field not in self._inside:
            return [field]  # written as a name
        holder = tokens.heads[field] if field >= 0 and tokens.deprel[field] == "nmod" else -1
        return [holder] if holder >= 0 and tokens.lower[holder] in words_of("portfolio_holder") else []

    def _in_front(self, head: int) -> list[int]:
        """*Harriers guard Jane Roe*, *retired judge Dame Jane Roe*: the noun before a name that describes it."""
        tokens = self._tokens
        before = [child for child in tokens.dependents(head, "nmod:desc") if child < head]
        return [child for child in before if tokens.upos[child] == "NOUN"][-1:]

    def _says_what(self, token: int) -> bool:
        """A noun, or an office that is written as a name: *Ann Roe, President of Tessaly Foods*."""
        tokens = self._tokens
        office = tokens.upos[token] == "PROPN" and tokens.lower[token] in title_words() and token not in self._named
        return office or tokens.upos[token] == "NOUN"

    def _named_to(self, verb: int, relation: str) -> list[int]:
        """*Jane Roe was named minister*, *became minister*: the office, if the person is the one who gets it."""
        tokens = self._tokens
        if verb < 0 or tokens.lemmas[verb] not in _NAMING:
            return []
        gets = relation == ("nsubj" if tokens.lemmas[verb] == "become" else "nsubj:pass") or relation == "obj"
        return [child for child in tokens.dependents(verb, "xcomp") if gets and tokens.upos[child] in {"NOUN", "PROPN"}]

    def _of_noun(self, noun: int) -> Attributes:
        tokens = self._tokens
        phrase = phrase_tokens(tokens, noun)
        owners = [
            token for token in range(phrase.start, noun) if tokens.lower[token] in _POSSESSIVES or token in self._last
        ]
        start = owners[-1] + 1 if owners else phrase.start
        while start < noun and (tokens.lower[start] in _DETERMINERS or tokens.upos[start] == "PUNCT"):
            start += 1
        while start < noun and tokens.upos[start] == "CCONJ":
            start += 1
        while start > 0 and start < noun and tokens.starts[start] == tokens.ends[start - 1]:
            start -= 1
        told = tokens.lemmas[noun] not in _NO_TITLE and noun - start < _LONGEST_TITLE
        told = told and _PRAISE.isdisjoint(tokens.lower[start:noun])  # *a true expert* is no title
        last = self._last_office(noun)
        title = _not_formerly(self._text(start, self._field_behind(last) + 1)) if told else None
        owner = self._affiliation(noun) or self._affiliation(last) or (self._owner_behind(last) if told else None)
        return Attributes(title, owner)

    def _last_office(self, noun: int) -> int:
        """*President and Chief Executive Officer*: the second office of somebody who holds two."""
        tokens = self._tokens
        if noun + 2 >= len(tokens) or tokens.lower[noun + 1] not in _AND:
            return noun
        for token in range(noun + 2, min(noun + 2 + _LONGEST_OFFICE, len(tokens))):
            if token in self._named or tokens.upos[token] not in _OF_OFFICES:
                return noun
            office = tokens.lower[token] in title_words() and tokens.upos[token] != "ADJ"
            if office and not (token + 1 < len(tokens) and tokens.lower[token + 1] in title_words()):
                return token
        return noun

    def _field_behind(self, office: int) -> int:
        """The last word of what an office is for, which is nobody: *Minister for the Environment*."""
        tokens = self._tokens
        holds = words_of("portfolio_holder") if tokens.lower[office] != "assistant" else frozenset({"assistant"})
        if tokens.lower[office] not in holds or tokens.lower[office + 1 : office + 2] not in _BEFORE_FIELD:
            return office
        last = office
        for token in range(office + 2, min(office + 1 + _LONGEST_FIELD, len(tokens))):
            if tokens.starts[token] in self._starts:
                return office
            if tokens.words[token][:1].isupper() and tokens.upos[token] != "PUNCT":
                last = token
            elif tokens.lower[token] not in _IN_FIELD:
                break
        return last

    def _owner_behind(self, office: int) -> str | None:
        """*Vice President of Sales for Tessaly Foods*: who is named behind the field of an office."""
        tokens = self._tokens
        for token in range(office + 1, min(office + 1 + _LONGEST_FIELD, len(tokens))):
            owner = self._starts.get(tokens.starts[token])
            if owner is not None:
                return owner.text(tokens.body) if _owns(owner) and tokens.lower[token - 1] in _BEFORE_OWNER else None
            if tokens.upos[token] not in _OF_FIELDS:
                return None
        return None

    def _affiliation(self, noun: int) -> str | None:
        tokens = self._tokens
        ranked = [child for form in ("nmod", "nmod:poss", "compound") for child in tokens.dependents(noun, form)]
        for child in ranked:
            owner = self._named.get(child)
            cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
            if owner is not None and _owns(owner) and (not cases or cases & _BELONGING):
                return owner.text(tokens.body)
        return None


def office_of(title: str | None, other: str | None) -> str | None:
    """The first title that is told; an honorific gives way to an office, and *director* to *flight director*."""
    if title is None or other is None:
        return title or other
    kinds = {entry.kind for word in title.casefold().split() if (entry := title_words().get(word))}
    return other if _is_part_of(title, other) or kinds <= {"honorific", "modifier"} else title


def _not_formerly(title: str) -> str:
    """*formerly the president* was a former one."""
    return f"former {title.removeprefix('formerly ').removeprefix('the ')}" if title.startswith("formerly ") else title


def _is_part_of(title: str, other: str) -> bool:
    """Whether a title is the end or beginning of another, of which the rest names nobody: *flight director*."""
    before, found, behind = f" {other} ".casefold().partition(f" {title} ".casefold())
    first = other[: len(before)].split()
    known = title_words().keys() | words_of("common_body_word")
    told = all(word.islower() or word.casefold() in known for word in first)
    goes_on = behind.split()[:1] in (*_BEFORE_FIELD, ["and"], [])
    return bool(found) and told and goes_on and bool(before.strip() or behind.strip())


def _is_apart(body: str, name: Name, title: int) -> bool:
    """*WASHINGTON Attorney General Roe*: a place in capitals at the head of a line, or in another, has no officers."""
    shouted = name.kind in {"GPE", "ORG"} and len(name.text(body)) > len("D.C.") and name.text(body).isupper()
    return "\n" in body[name.end : title] or (shouted and body[name.start - 1 : name.start] in {"", "\n"})


def _owns(name: Name) -> bool:
    return name.kind in _OWNING_KINDS


def _names_a_person(tokens: Tokens, noun: int) -> bool:
    """Whether a singular noun says what a person is, by the lists or by its ending (*developer*, not *trail*)."""
    word = tokens.lower[noun]
    if word in title_words() or word in words_of("person_noun"):
        return True
    singular = tokens.lemmas[noun] == word
    return singular and word.rpartition("-")[2].endswith(tuple(words_of("person_ending")))
