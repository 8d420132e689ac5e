"""Entities across articles are the same tables, whatever the order and size of loads, revisions and erasures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.corpus import EntityAlias
from tests.examples import examples
from tests.unit.linking.corpus import Corpus, Entity, article
from tests.unit.warehouse.making import Case

PEOPLE = (
    "Joe Biden",
    "Joseph R. Biden Jr.",
    "Biden",
    "Jill Biden",
    "J. Biden",
    "Kim Jong Un",
    "Kim",
    "Sleepy Joe",
    "Fen",
    "Ely",
    "Kim Fen",
)
THINGS = (
    "UN",
    "United Nations",
    "Fen Rivers Board",
    "Fen River Bank",
    "FRB",
    "Fen",
    "Ely",
    "Fen River Bank Ltd.",
    "Kim",
    "Kim Fen",
)
TITLES = (None, "Senator", "farmer", "Mrs.", "Mr.", "former farmer", "Governor")
PLACES = (None, "Ohio", "Texas", "Iraq", "British", "Fen Bank")
DAYS = (None, "2024-01-05", "2024-02-06", "2024-03-07", "2024-12-08", "2025-01-09")
ALIASES = [
    EntityAlias(name="Joe Biden", alias="Sleepy Joe", kind=None, external_id=None, holds_from="2024-02", holds_to=None)
]

person = st.fixed_dictionaries(
    {"name": st.sampled_from(PEOPLE), "title": st.sampled_from(TITLES), "affiliation": st.sampled_from(PLACES)}
)
thing = st.fixed_dictionaries(
    {
        "name": st.sampled_from(THINGS),
        "kind": st.sampled_from(("ORG", "GPE", "NORP")),
        "aliases": st.sets(st.sampled_from(THINGS), max_size=2).map(lambda names: tuple(sorted(names))),
    }
)
entities = st.lists(st.one_of(person, thing), max_size=4, unique_by=lambda one: (one["name"], one.get("kind")))
revision = st.tuples(st.sampled_from(DAYS), entities)


def made(number: int, told: tuple[str | None, list[Entity]]) -> Case:
    """Return an article, with the same id in each of its revisions."""
    return article(number, *told)


def at_once(articles: list[Case]) -> dict[str, list[tuple[object, ...]]]:
    """Return the tables after one load of all articles."""
    corpus = Corpus(ALIASES).load(articles)
    try:
        return corpus.tables()
    finally:
        corpus.close()


@given(first=st.lists(revision, min_size=2, max_size=9), second=st.lists(revision, max_size=4), data=st.data())
@settings(max_examples=examples(15))
def test_loads_revisions_and_erasures(
    first: list[tuple[str | None, list[Entity]]], second: list[tuple[str | None, list[Entity]]], data: st.DataObject
) -> None:
    """Batches in any order, then revisions and erasures, end as one load of what is left does."""
    olds = [made(number, told) for number, told in enumerate(first)]
    order = data.draw(st.permutations(range(len(olds))))
    size = data.draw(st.integers(1, len(olds)))
    corpus = Corpus(ALIASES)
    for start in range(0, len(order), size):
        corpus.load([olds[number] for number in order[start : start + size]])
    news = {number: made(number, told) for number, told in enumerate(second[: len(olds)])}
    gone = data.draw(st.sets(st.sampled_from(range(len(olds))), max_size=3)) - set(news)
    for number, new in news.items():
        corpus.load([new], [olds[number]])
    corpus.load(leaving=[olds[number] for number in gone])
    left = [news.get(number, old) for number, old in enumerate(olds) if number not in gone]
    assert corpus.tables() == at_once(left)
    corpus.close()


@given(articles=st.lists(revision, min_size=1, max_size=9))
@settings(max_examples=examples(10))
def test_every_entity_has_one_link(articles: list[tuple[str | None, list[Entity]]]) -> None:
    """Each entity of an article is linked to an entity that is there, which counts the article once."""
    corpus = Corpus(ALIASES).load([made(number, told) for number, told in enumerate(articles)])
    linked = """
        SELECT ae.article_id, ae.entity_id, coalesce(own.canonical_id, month.canonical_id) AS canonical_id
        FROM article_entities AS ae
        LEFT JOIN entity_links AS own USING (entity_id, published_month, article_id)
        LEFT JOIN entity_links AS month
            ON month.entity_id = ae.entity_id AND month.published_month = ae.published_month
            AND month.article_id IS NULL
    """
    counted = corpus.rows(f"SELECT canonical_id, count(DISTINCT article_id) FROM ({linked}) GROUP BY 1 ORDER BY 1")  # noqa: S608 - a constant
    assert counted == corpus.rows("SELECT canonical_id, n_articles FROM entities ORDER BY 1")
    assert not corpus.rows("FROM entity_links WHERE confidence NOT BETWEEN 0 AND 1")
    corpus.close()
