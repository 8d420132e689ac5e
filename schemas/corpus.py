"""Corpus-level tables: small, computed from article-level rows, the same whatever the order of loads."""

from datetime import date
from typing import Annotated

from pydantic import Field

from schemas.rows import ArticleId, Confidence, ParagraphIndex, Row
from schemas.vocabulary import EntityKind


class Entity(Row):
    """A person, organisation, place or other named thing across articles."""

    canonical_id: str = Field(description="Key across articles")
    name: str = Field(description="Its commonest full name")
    kind: EntityKind = Field(description="What it is, in the kinds of OntoNotes")
    aliases: tuple[str, ...] = Field(description="Other names seen, sorted")
    external_id: str | None = Field(description="Wikidata id where the seeds give one, or the alias table's id")
    n_articles: int = Field(description="Articles that have it", ge=0)
    first_seen: date | None = Field(description="Day of the first dated article that has it")
    last_seen: date | None = Field(description="Day of the last dated article that has it")


class EntityLink(Row):
    """Which entity of the corpus an article's entity is, in a month."""

    entity_id: str = Field(description="entity_id of article_entities")
    published_month: str = Field(description="Month in which the link holds: 2026-11, or unknown")
    article_id: str | None = Field(description="NULL: the month's default, which a row with an article overrides")
    canonical_id: str = Field(description="The entity in entities")
    rule: str = Field(description="The rule that joined them, as in README")
    confidence: Confidence = Field(description="Chance that the link is right; an assumption until it is measured")


class Place(Row):
    """Where an entity of the corpus lies."""

    canonical_id: str = Field(description="The place in entities")
    external_id: str = Field(description="Its Wikidata id")
    latitude: float = Field(description="Degrees north (WGS 84) of its middle", ge=-90, le=90)
    longitude: float = Field(description="Degrees east of its middle", ge=-180, le=180)
    country: str | None = Field(description="ISO 3166-1 alpha-2 code of the country that it is or lies in")
    admin1: str | None = Field(description="The state that it lies in, for towns of the United States; NULL: not known")
    population: int | None = Field(description="People who live there, as the sources have it; NULL: not known", ge=0)
    geonames_id: int | None = Field(description="Its id in GeoNames, where that is known")
    precision: str = Field(description="What the spot is the middle of: country, region or town")


class EntityTitle(Row):
    """What articles call a person, and when."""

    canonical_id: str = Field(description="The person in entities")
    title: str = Field(description="Title or position, as most articles write it")
    affiliation: str | None = Field(description="Organisation or place that it belongs to, as said")
    first_seen: date | None = Field(description="Day of the first dated article that says it")
    last_seen: date | None = Field(description="Day of the last dated article that says it")
    n_articles: int = Field(description="Articles that say it", ge=1)


Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class EntityAlias(Row):
    """A row of the user's alias table in force."""

    name: str = Field(description="The entity's canonical name", min_length=1)
    alias: str = Field(description="Another name of it", min_length=1)
    kind: EntityKind | None = Field(description="Kind of the names meant; NULL: any")
    external_id: str | None = Field(description="The entity's id elsewhere, such as a Wikidata id")
    holds_from: Month | None = Field(description="First month of publication in which the alias holds; NULL: any")
    holds_to: Month | None = Field(description="Last month of publication in which the alias holds; NULL: any")


class ArticleCopy(Row):
    """An article that shares most of its text with others: wire copy, a local edition, an update under a new id.

    A group is a longest text, and texts of whose runs of four words three in five, or more, stand in it. Paragraphs
    that an outlet prints day after day are no part of a text; after a pause of two weeks a text begins another group,
    unless it is the same word for word. Of a text its first 10,000 characters count. Case, accents and punctuation make
    no difference.
    Method and sources: `warehouse/corpus/article_copies.py`.
    """

    article_id: ArticleId
    group_id: str = Field(description="Articles of one text share it: a hash of the longest one's words")
    similarity: float = Field(
        description="Resemblance (Jaccard) to the longest text that holds it, by runs", gt=0, le=1
    )
    shared: float = Field(description="Share of this article's text, by runs, that stands in the longest", ge=0.6, le=1)
    is_first: bool = Field(description="Whether it came first of its group: the earliest dated, then the smallest id")


class Story(Row):
    """An event that several outlets tell, within days.

    Articles join by the likeness of their beginnings: names, words and figures that are rare on their day. A story has
    two texts or more (copies of one text are one), of two outlets or more; undated articles have none, nor have those
    that say too little. It goes on for a week at most; what is told later begins another one. What is one event for one
    reader is two for another: take a story for what to read together, not for a fact. An id stays while a story grows;
    one that is gone, since an earlier article came, stands in the view merged_stories.
    Method, sources and how often it was right: `warehouse/corpus/stories.py`, `warehouse/SCALE.md`.
    """

    story_id: str = Field(description="The article_id of its first article, by day and instant of publication")
    first_date: date = Field(description="Day of its first article")
    last_date: date = Field(description="Day of its last article")
    n_articles: int = Field(description="Articles that tell it", ge=2)
    n_texts: int = Field(description="The same, copies of one text (article_copies) counted once", ge=2)
    n_outlets: int = Field(
        description="Outlets that print them: publishers, or hosts of addresses where none is named", ge=2
    )


class StoryArticle(Row):
    """An article of a story."""

    article_id: ArticleId
    story_id: str = Field(description="The story in stories")
    similarity: float = Field(
        description="Mean likeness (cosine) to the story's articles of the three days before it; 1: it is the first; "
        "of a copy that of its text",
        gt=0,
        le=1,
    )
    copy_of: str | None = Field(
        description="The article of the story of which it is a copy (article_copies); NULL: it has a text of its own"
    )


class RecurringParagraph(Row):
    """A paragraph that its outlet prints day after day: a slogan, an invitation, a note on how it works.

    The same words, letter by letter, stand in body text of one publisher (articles without one count as of one) on five
    days of publication or more; looked at are the first 10,000 characters of a body. A true paragraph of a story that
    goes on for so long is among them, which is why nothing is deleted: views of quotes and figures count what stands in
    such paragraphs once, where it came first. Rows in `quotes`, `figures` and `mentions` stay as they are.
    Method: `warehouse/corpus/article_copies.py`.
    """

    article_id: ArticleId
    paragraph: ParagraphIndex
    words_id: str = Field(description="Paragraphs of one publisher and the same words share it: a hash of both")
    is_first: bool = Field(
        description="Whether it came first of those: of usable articles the earliest dated, then the smallest id"
    )


class QuoteRepeat(Row):
    """A quote whose words stand in other articles too.

    A group is a longest quote and quotes whose words stand in it: the same but for a word in five at most, or a piece
    of it. Quotes of less than eight words (36 letters) join only the same speaker's, very short ones none. Case,
    accents, punctuation, contractions and an editor's brackets make no difference; numbers, negations and days do.
    Method and sources: `warehouse/corpus/quote_repeats.py`.
    """

    quote_id: str = Field(description="The quote in quotes")
    repeat_id: Annotated[str, Field(description="Quotes of the same words share it: a hash of the longest one's words")]
    similarity: float = Field(
        description="Share of this quote's words that stand, in runs, in the group's longest quote: 0.8 to 1",
        ge=0.8,
        le=1,
    )
