"""What stands for a named entity without its name: titles, ages, nouns of its class, pronouns."""

from collections.abc import Mapping, Sequence

from flows.derive.entities.ages import age_nominals
from flows.derive.entities.attributes import Attributes
from flows.derive.entities.binding import quoted_tokens
from flows.derive.entities.classes import class_nominals, classes_of
from flows.derive.entities.pronouns import Candidate, resolve
from flows.derive.entities.titles import title_nominals
from flows.derive.names.cluster import Cluster, Place
from flows.derive.names.find import Name
from flows.derive.names.people import gender_evidence, titles_of
from flows.derive.text.document import Document
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens, tokens_of

_SURE_MARGIN = 1.5
_PRONOUN_CONFIDENCE = (0.6, 0.75, 0.9)
NOMINAL_CONFIDENCE = {"title": 0.7, "age": 0.8, "class_noun": 0.7}
"""The rules for nominals, and how far each is trusted."""
_CLASSED = frozenset({"ORG", "FAC", "LOC", "GPE"})


def stand_ins(
    document: Document, names: Sequence[Name], clusters: Sequence[Cluster], said: Mapping[int, Attributes]
) -> list[Place]:
    """The nominals and pronouns of a document; `said` are the attributes of persons, by cluster."""
    tokens = tokens_of(document)
    owner = {member: number for number, cluster in enumerate(clusters) for member in cluster.members}
    named = {head_of(tokens, (names[member].start, names[member].end)): number for member, number in owner.items()}
    places = list(_nominals(tokens, names, clusters, said, named, owner))
    candidates = [
        Candidate(
            number,
            person=cluster.kind == "PERSON",
            gender=gender_evidence(tokens.body, names, cluster)[0],
            body=cluster.kind == "ORG",
        )
        for number, cluster in enumerate(clusters)
    ]
    quoted = quoted_tokens(tokens, [(row.start_char, row.end_char) for row in document.paragraphs])
    for one in resolve(tokens, candidates, named, quoted):
        span = tokens.starts[one.token], tokens.ends[one.token]
        confidence = _pronoun_confidence(one.margin)
        places.append(Place(*span, one.cluster, clusters[one.cluster].kind, "pronoun", "pronoun", confidence))
    return places


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
    titles = titles_of(body, names, cluster)
    return [*titles, said.title] if said.title and said.title not in titles else titles


def _pronoun_confidence(margin: float) -> float:
    low, middle, high = _PRONOUN_CONFIDENCE
    return high if margin >= _SURE_MARGIN else middle if margin >= _SURE_MARGIN / 3 else low
