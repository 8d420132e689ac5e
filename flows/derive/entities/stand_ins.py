"""What stands for a named entity without its name: titles, ages, nouns of its class, pronouns."""

import re
from collections.abc import Mapping, Sequence

from flows.derive.entities.ages import age_nominals
from flows.derive.entities.attributes import Attributes
from flows.derive.entities.binding import marked_tokens
from flows.derive.entities.candidates import Candidate
from flows.derive.entities.classes import class_nominals, classes_of
from flows.derive.entities.pronouns import resolve
from flows.derive.entities.titles import title_nominals
from flows.derive.names.cluster import Cluster, Place
from flows.derive.names.find import Name
from flows.derive.names.people import gender_evidence, titles_of
from flows.derive.text.document import Document
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens

NOMINAL_CONFIDENCE = {"title": 0.7, "age": 0.8, "class_noun": 0.7}
"""The rules for nominals, and how far each is trusted."""
_OFFICE_OF = re.compile(
    r"\b[Tt]he ((?:[A-Za-z-]+ ){0,2}[A-Za-z-]+) of (?:the )?[A-Z][^\s,;]*(?: [A-Z][^\s,;]*){0,3}, $"
)
_LONGEST_OFFICE = 80
"""Characters of an office with its place before a name."""
_CLASSED = frozenset({"ORG", "FAC", "LOC", "GPE"})


def stand_ins(
    document: Document, names: Sequence[Name], clusters: Sequence[Cluster], said: Mapping[int, Attributes]
) -> list[Place]:
    """The nominals and pronouns of a document; `said` are the attributes of persons, by cluster."""
    tokens = document.tokens
    places, named = nominals(document, names, clusters, said)
    found = resolve(tokens, candidates_of(document, names, clusters), named, marks_of(document))
    for one in found:
        span = tokens.starts[one.token], tokens.ends[one.token]
        places.append(Place(*span, one.cluster, clusters[one.cluster].kind, "pronoun", one.rule, round(one.chance, 3)))
    return places


def candidates_of(document: Document, names: Sequence[Name], clusters: Sequence[Cluster]) -> list[Candidate]:
    """The named entities that a pronoun may stand for, with the gender that their names tell."""
    return [
        Candidate(
            number,
            person=cluster.kind == "PERSON",
            gender=gender_evidence(document.body, names, cluster)[0],
            body=cluster.kind == "ORG",
        )
        for number, cluster in enumerate(clusters)
    ]


def marks_of(document: Document) -> list[range]:
    """The tokens of the outermost marked stretches of a document, in the order of the text."""
    return marked_tokens(document.tokens, (one for outer, _ in document.marked for one in outer))


def nominals(
    document: Document, names: Sequence[Name], clusters: Sequence[Cluster], said: Mapping[int, Attributes]
) -> tuple[list[Place], dict[int, int]]:
    """What stands for a name without being one or a pronoun; and who stands at a token, by name or by these."""
    tokens = document.tokens
    owner = {member: number for number, cluster in enumerate(clusters) for member in cluster.members}
    named = {head_of(tokens, (names[member].start, names[member].end)): number for member, number in owner.items()}
    return list(_nominals(tokens, names, clusters, said, named, owner)), named


def _nominals(
    tokens: Tokens,
    names: Sequence[Name],
    clusters: Sequence[Cluster],
    said: Mapping[int, Attributes],
    named: dict[int, int],
    owner: Mapping[int, int],
) -> list[Place]:
    """The nominals; their heads are entered into `named`."""
    people = [number for number, cluster in enumerate(clusters) if cluster.kind == "PERSON"]
    titles = {number: _titles(tokens.body, names, clusters[number], said[number]) for number in people}
    classes = {
        number: found
        for number, cluster in enumerate(clusters)
        if cluster.kind in _CLASSED and (found := classes_of(tokens, names, cluster.members))
    }
    spans = [
        ("title", (tokens.starts[run.start], tokens.ends[run.stop - 1]), number)
        for run, number in title_nominals(tokens, titles, named)
    ]
    spans += [("age", span, number) for span, number in age_nominals(tokens, names, owner, people)]
    spans += [
        ("class_noun", (tokens.starts[run.start], tokens.ends[run.stop - 1]), number)
        for run, number in class_nominals(tokens, classes, named)
    ]
    places = []
    for rule, span, number in spans:
        if tokens.sentence_at(span[0]) != tokens.sentence_at(span[1] - 1):
            continue  # *the* at the end of one paragraph and *bank* at the head of the next are no phrase
        named.setdefault(head_of(tokens, span), number)
        places.append(Place(*span, number, clusters[number].kind, "nominal", rule, NOMINAL_CONFIDENCE[rule]))
    return places


def _titles(body: str, names: Sequence[Name], cluster: Cluster, said: Attributes) -> list[str]:
    titles = [*titles_of(body, names, cluster), *_offices_before(body, names, cluster)]
    return [*titles, said.title] if said.title and said.title not in titles else titles


def _offices_before(body: str, names: Sequence[Name], cluster: Cluster) -> list[str]:
    """*The prime minister of Norland, Dana Holt,*: the office."""
    starts = (names[member].start for member in cluster.members)
    found = (_OFFICE_OF.search(body, max(start - _LONGEST_OFFICE, 0), start) for start in starts)
    return [one[1] for one in found if one is not None]
