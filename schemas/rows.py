"""One model per article-level table of derived rows, and the base class of all rows.

Offsets are Unicode code points into the article's body, end exclusive; `text` is always the body's text at
the row's offsets (for a quote: at its parts' offsets).
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from schemas.markers import LongOrNone, LongText
from schemas.vocabulary import (
    ChangeKind,
    Channel,
    DateBasis,
    EntityKind,
    FigureKind,
    FigureModality,
    FigureModifier,
    FigureRole,
    FigureScope,
    Gender,
    Grain,
    MentionType,
    Polarity,
    QuoteKind,
    QuoteModality,
    Section,
    SourceClass,
    SpeakerKind,
    TimexMod,
    TimexType,
)

_three_decimals = AfterValidator(partial(round, ndigits=3))  # without a frame of Python's: most rows have several
Confidence = Annotated[float, Field(ge=0, le=1), _three_decimals]
"""A probability, rounded to three decimals, so that the same row has the same bytes on every run."""

Chance = Confidence | None
"""A probability that is NULL where there is nothing to be right about."""

ArticleId = Annotated[str, Field(description="The article that the row comes from")]
StartChar = Annotated[int, Field(description="Offset of the first character in the body, code points", ge=0)]
EndChar = Annotated[int, Field(description="Offset behind the last character in the body, code points", ge=0)]
Text = Annotated[str, Field(description="The body's text from start_char to end_char")]
ParagraphIndex = Annotated[int, Field(description="Index of the paragraph in its article, from 0", ge=0)]
SectionOf = Annotated[Section, Field(description="Section of the paragraph that holds the row")]


class Row(BaseModel):
    """One row of a table; field order is column order, every field has a description."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most programs use few tables

    def like(self, **changes: object) -> Self:
        """A row with some other values, which nothing checks: a tenth of the time, for the thousands of a table."""
        made = type(self).__new__(type(self))
        object.__setattr__(made, "__dict__", self.__dict__ | changes)
        object.__setattr__(made, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


class ArticleRow(Row):
    """A row that comes from one article. Each model says where among its columns the article's id stands."""

    if TYPE_CHECKING:
        article_id: ArticleId


class Placed(ArticleRow):
    """A row that points at a place in its article's body. Each model says where the offsets stand."""

    if TYPE_CHECKING:
        start_char: StartChar
        end_char: EndChar


class DeriveFailure(ArticleRow):
    """A step of an article's derivation that failed: its rows are missing, those of other steps are there."""

    article_id: ArticleId
    step: str = Field(
        description="The step: sections, annotate, dates, entities, quotes, figures, polls, places, relations, rows, "
        "annotations"
    )
    exception: str = Field(description="Type of the exception; CpuLimitError: the article took more time than it may")
    place: str = Field(description="File and line in onrecord's code; never text")
    extractor_version: str = Field(description="Version of the extractors that failed")


class ArticleRevision(ArticleRow):
    """A revision of an article that was ever seen, the current one included."""

    article_id: ArticleId
    revision: int = Field(description="Number of the revision, from 1", ge=1)
    content_hash: str = Field(description="content_hash of this revision")
    change_kind: ChangeKind = Field(description="new, text (the body changed) or metadata")
    seen_at: AwareDatetime = Field(description="When the load began that brought it")
    headline: str | None = Field(description="Headline of this revision")
    body: LongText = Field(description="Body of this revision")
    input_uri: str | None = Field(default=None, description="File that brought it, as in articles")
    input_sha256: str | None = Field(default=None, description="Hash of that file, as in articles")
    record_index: LongOrNone = Field(default=None, description="Place of its record in that file, as in articles")
    reader: str | None = Field(default=None, description="Reader that read it, as in articles")


class Paragraph(Placed):
    """A block of the body, in the order of the text."""

    article_id: ArticleId
    paragraph: ParagraphIndex
    start_char: StartChar
    end_char: EndChar
    section: Section = Field(description="What the block is to the article; only body text is searched for quotes")


class ArticleEntity(ArticleRow):
    """A person, organisation, place or other named thing, as one article knows it."""

    article_id: ArticleId
    entity_id: str = Field(
        description="Hash of kind and normalised fullest name, or of the seeds' reference id; key within the article"
    )
    name: str = Field(description="Fullest form in the article, without title and determiner")
    kind: EntityKind = Field(description="What it is, in the kinds of OntoNotes")
    aliases: tuple[str, ...] = Field(description="Other names that the article uses for it, sorted")
    title: str | None = Field(description="Title or position, as said in the article")
    affiliation: str | None = Field(description="Organisation or place it belongs to, as said in the article")
    gender_evidence: str | None = Field(
        description="What the article says that bears on gender: title:Mrs, pronoun:she …; no claim beyond that"
    )
    n_mentions: int = Field(description="Mentions of any type in headline, body and captions", ge=0)
    salience: Confidence = Field(description="How central it is to the article, 0 to 1")
    external_id: str | None = Field(
        default=None, description="Wikidata id, where the article leaves little doubt; NULL: see entity_candidates"
    )
    external_score: float | None = Field(default=None, description="Chance that external_id is right, by its rivals")


class EntityCandidate(ArticleRow):
    """What an entity of an article may be, where the article does not say which: up to five, from one chance in 20."""

    article_id: ArticleId
    entity_id: str = Field(description="The entity in article_entities, whose external_id is NULL")
    external_id: str = Field(description="Wikidata id of the candidate")
    name: str = Field(description="Its English label")
    kind: EntityKind = Field(description="What it is")
    score: Confidence = Field(description="Chance that the entity is it; what is missing to 1 is for none of them")


PlacePrecision = Literal["country", "region", "town"]


class ArticlePlace(ArticleRow):
    """A place that an article names and that is known on the map, with how much of the article happens there."""

    article_id: ArticleId
    entity_id: str = Field(description="The place in article_entities")
    external_id: str = Field(description="Its Wikidata id")
    name: str = Field(description="Its English label")
    country: str | None = Field(description="ISO 3166-1 alpha-2 code of the country that it is or lies in")
    latitude: float = Field(description="Degrees north (WGS 84) of its middle", ge=-90, le=90)
    longitude: float = Field(description="Degrees east of its middle", ge=-180, le=180)
    precision: PlacePrecision = Field(description="What the spot is the middle of: country, region or town")
    rule: str = Field(description="The best that speaks for it: dateline, event (what is told happens in it), mention")
    score: Confidence = Field(description="How much speaks for it as the scene, 0 to 1; above .5 it is likely one")


class EntityRelation(Placed):
    """A relation of two entities that an article says in so many words."""

    relation_id: str = Field(description="Hash of table, article, offsets, relation and entities")
    article_id: ArticleId
    subject_entity_id: str = Field(description="Who, in article_entities")
    relation: Literal["kin", "spokesperson_of", "member_of", "head_of", "employee_of", "located_in"] = Field(
        description="kin, spokesperson_of, member_of, head_of, employee_of or located_in; kin goes both ways"
    )
    object_entity_id: str = Field(description="Of whom or what, in article_entities")
    said: str = Field(description="The word that says it: brother, spokesman, chief executive; a comma for located_in")
    text: Text
    start_char: StartChar
    end_char: EndChar
    confidence: Confidence = Field(description="Chance that the relation is right; an assumption until it is measured")


class Mention(Placed):
    """A place in the text that names, or stands for, an entity."""

    mention_id: str = Field(description="Hash of table, article and offsets")
    article_id: ArticleId
    entity_id: str | None = Field(description="The entity in article_entities; NULL where it is not known")
    kind: EntityKind = Field(description="What is named, in the kinds of OntoNotes")
    mention_type: MentionType = Field(description="name, nominal (the prime minister) or pronoun")
    text: Text
    start_char: StartChar
    end_char: EndChar
    sentence: int = Field(description="Index of the sentence in its article, from 0", ge=0)
    paragraph: ParagraphIndex
    section: SectionOf
    rule: str = Field(description="The sieve that joined it to its entity")
    confidence: Confidence = Field(description="Chance that span and entity are right")


class Quote(Placed):
    """An utterance of one speaker: direct, indirect or mixed, in one or more parts."""

    quote_id: str = Field(description="Hash of table, article and the parts' offsets")
    article_id: ArticleId
    kind: QuoteKind = Field(
        description="direct: all inside quotation marks; mixed: a reported clause with marked words; indirect: without"
    )
    text: str = Field(description="The parts' texts, joined by ' … '")
    words: str = Field(
        description="text to read and paste: no comma, dash or conjunction at its ends, no that in front of a clause"
    )
    start_char: Annotated[int, Field(description="Offset of the first part's first character", ge=0)]
    end_char: Annotated[int, Field(description="Offset behind the last part's last character", ge=0)]
    n_parts: int = Field(description="Contiguous pieces that the utterance consists of", ge=1)
    speaker_entity_id: str | None = Field(description="The speaker in article_entities; NULL where not known")
    speaker_entity_ids: tuple[str, ...] = Field(
        description="All speakers in article_entities, in the order of the text: two for Smith and Jones said"
    )
    speaker_name: str | None = Field(description="The speaker's fullest name in the article")
    speaker_text: str | None = Field(description="The words that name the speaker at this place")
    speaker_start: int | None = Field(description="Offset of speaker_text")
    speaker_end: int | None = Field(description="Offset behind speaker_text")
    speaker_kind: SpeakerKind | None = Field(description="What the speaker is; unnamed: two officials, a spokesman …")
    speaker_title: str | None = Field(description="The speaker's title as said at this place, else in the article")
    speaker_affiliation: str | None = Field(
        description="The speaker's affiliation as said at this place, else in the article"
    )
    speaker_gender: Gender | None = Field(description="m or f, by the gender_evidence in article_entities; else NULL")
    cue_text: str | None = Field(description="The words that report the speech: said, according to")
    cue_lemma: str | None = Field(description="Lemma of the cue: say, according to")
    cue_start: int | None = Field(description="Offset of cue_text")
    cue_end: int | None = Field(description="Offset behind cue_text")
    polarity: Polarity | None = Field(description="What the speaker does with the words, by the cue's seed entry")
    modality: QuoteModality | None = Field(description="How the saying itself is presented: would say, did not say")
    addressee_text: str | None = Field(description="The words that name to whom it was said")
    addressee_entity_id: str | None = Field(description="The addressee in article_entities")
    venue_text: str | None = Field(description="The words that say where it was said")
    channel: Channel | None = Field(description="How it was said, as far as the words tell: interview, statement …")
    reported_by_text: str | None = Field(description="Where it was said first: NBC, a statement, Twitter")
    reported_by_start: int | None = Field(description="Offset of reported_by_text")
    reported_by_end: int | None = Field(description="Offset behind reported_by_text")
    reported_by_entity_id: str | None = Field(description="Who reported it, in article_entities")
    on_behalf_of_entity_id: str | None = Field(description="For whom the speaker speaks, in article_entities")
    source_description: str | None = Field(description="How an unnamed source is described: two senior officials")
    source_start: int | None = Field(description="Offset of source_description")
    source_end: int | None = Field(description="Offset behind source_description")
    source_class: SourceClass | None = Field(description="What the unnamed source is by that: official, police …")
    anonymity_reason: str | None = Field(description="Why the source is not named, in the article's words")
    anonymity_start: int | None = Field(description="Offset of anonymity_reason")
    anonymity_end: int | None = Field(description="Offset behind anonymity_reason")
    said_from: date | None = Field(description="First day on which it may have been said")
    said_to: date | None = Field(description="Last day on which it may have been said")
    parent_quote_id: str | None = Field(description="The quote that this one stands in")
    paragraph: ParagraphIndex
    section: SectionOf
    rule: str = Field(description="The rule that found the speaker")
    confidence: Confidence = Field(description="Chance that span and speaker are right")
    span_confidence: Confidence = Field(description="Chance that the span is right")


class QuotePart(Placed):
    """A contiguous piece of an utterance, quotation marks excluded."""

    quote_id: str = Field(description="The quote that it belongs to")
    article_id: ArticleId
    part: int = Field(description="Index in the quote, from 0", ge=0)
    start_char: StartChar
    end_char: EndChar
    text: Text


class Figure(Placed):
    """A quantity that the article states, with the interval that its words commit to."""

    figure_id: str = Field(description="Hash of table, article and offsets")
    article_id: ArticleId
    text: Text
    start_char: StartChar
    end_char: EndChar
    kind: FigureKind = Field(description="count, money, percent …; label: a number that names something (S&P 500)")
    value: float | None = Field(description="The number in base magnitude (1.2bn is 1.2e9); NULL where vague")
    low: float | None = Field(description="Lower end of the closed interval that the words assert; NULL if open")
    high: float | None = Field(description="Upper end of the closed interval that the words assert; NULL if open")
    modifier: FigureModifier = Field(description="exact, approx, at_least, more_than, at_most, less_than, …")
    approx: bool = Field(description="Whether the words call it approximate")
    sig_digits: int | None = Field(description="Significant digits written")
    unit: str | None = Field(
        description="ISO 4217 for money, UCUM for physical units, percent, percentage_point, basis_point, 1"
    )
    unit_text: str | None = Field(description="The unit's words or sign in the text")
    per_unit: str | None = Field(description="Denominator of a rate ($70 a barrel), UCUM or the noun's lemma")
    unit_assumed: bool = Field(
        description="Whether an ambiguous unit (a bare $, ton) was read by the outlet's country; crowns or pesos by "
        "the one country named, else they have no unit"
    )
    value_si: float | None = Field(description="Value in SI units, for physical units only")
    unit_si: str | None = Field(description="UCUM code of value_si's unit")
    numerator: float | None = Field(description="First number of a ratio, score or vote")
    denominator: float | None = Field(description="Second number of a ratio, score or vote")
    role: FigureRole | None = Field(
        description="Part it plays in a change or a sum: level, delta, from, to, part, whole"
    )
    direction: int | None = Field(description="+1 rose, -1 fell, 0 unchanged", ge=-1, le=1)
    group_id: str | None = Field(description="Figures of one statement (from, to, delta; parts of a whole) share it")
    counted: str | None = Field(description="The noun phrase counted, as said: U.S. troops; of a label its name: S&P")
    counted_lemma: str | None = Field(description="Lemma of its head: troop")
    topic: str | None = Field(
        description="What is told of what is counted or measured, if it is one of figure_topics: death, arrest, …"
    )
    scope: FigureScope | None = Field(description="more (another 12), so_far (a total up to now); else NULL")
    measure: str | None = Field(description="The attribute measured (unemployment rate); never a person, body or place")
    predicate: str | None = Field(
        description="Lemma of the verb that governs it, else of what is said of its subject (94 percent full)"
    )
    entity_id: str | None = Field(description="Whose figure it is, in article_entities")
    owner_confidence: Chance = Field(description="Chance that entity_id is right; NULL without one")
    place_entity_id: str | None = Field(description="Where it holds, in article_entities")
    place_confidence: Chance = Field(description="Chance that place_entity_id is right; NULL without one")
    quote_id: str | None = Field(description="The quote that it stands in")
    poll_id: str | None = Field(default=None, description="The poll that it answers, in polls")
    in_quote: bool = Field(description="Whether it stands between quotation marks")
    claimant_entity_id: str | None = Field(
        description="Who says so: speaker of the quote around it, else who puts, counts or names it"
    )
    claimant_confidence: Chance = Field(description="Chance that claimant_entity_id is right; NULL without one")
    holds_from: date | None = Field(description="First day for which it holds")
    holds_to: date | None = Field(description="Last day for which it holds")
    period_confidence: Chance = Field(description="Chance that the days are right; NULL without them")
    modality: FigureModality = Field(description="asserted, forecast, target, hypothetical or denied")
    modality_confidence: Confidence = Field(description="Chance that modality is right")
    checks_failed: tuple[str, ...] = Field(description="Self-checks over its group that failed; lowers confidence")
    sentence_start: int = Field(description="Offset of its sentence's first character in the body", ge=0)
    sentence_end: int = Field(description="Offset behind its sentence's last character in the body", ge=0)
    paragraph: ParagraphIndex
    section: SectionOf
    rule: str = Field(description="The rule that read it")
    confidence: Confidence = Field(description="Chance that value and unit are right")


class Poll(Placed):
    """An opinion poll or survey that the article tells of; its answers are the figures with its `poll_id`."""

    poll_id: str = Field(description="Hash of table, article and offsets")
    article_id: ArticleId
    text: Text
    start_char: StartChar
    end_char: EndChar
    pollster_text: str | None = Field(description="Who asked, as said: Ipsos; an outlet where only it is named")
    pollster_entity_id: str | None = Field(description="Who asked, in article_entities")
    sponsor_text: str | None = Field(description="For whom or at whose cost, as said: CNN in a CNN/ORC poll")
    sponsor_entity_id: str | None = Field(description="For whom, in article_entities")
    population: str | None = Field(description="Who was asked, as said: likely voters")
    sample_size: int | None = Field(description="How many were asked", ge=0)
    margin: float | None = Field(description="Margin of error either way, in percentage points")
    field_from: date | None = Field(description="First day of asking")
    field_to: date | None = Field(description="Last day of asking")
    n_answers: int = Field(description="How many figures of the article are its answers", ge=0)
    paragraph: ParagraphIndex
    section: SectionOf
    confidence: Confidence = Field(description="Chance that it is a poll with these details, by how much is told of it")


class TimeExpression(Placed):
    """A time expression, in the terms of TIMEX3 (ISO-TimeML) and ISO 8601-2."""

    date_id: str = Field(description="Hash of table, article and offsets")
    article_id: ArticleId
    text: Text
    start_char: StartChar
    end_char: EndChar
    timex_type: TimexType = Field(description="DATE, TIME, DURATION or SET")
    timex_value: str | None = Field(description="TIMEX3 value: 2021-12-31, P3D, XXXX-WXX-1; NULL where unresolved")
    timex_mod: TimexMod | None = Field(description="TIMEX3 modifier: START, MID, END, APPROX, …")
    edtf: str | None = Field(description="ISO 8601-2 (EDTF) form, where it has one")
    start_date: date | None = Field(description="First day that timex_value covers, whatever the modifier")
    end_date: date | None = Field(description="Last day that timex_value covers, inclusive")
    start_ts: AwareDatetime | None = Field(description="Instant of a time of day; UTC where the zone is unknown")
    grain: Grain | None = Field(description="Unit that it is exact to")
    basis: DateBasis = Field(description="What it was resolved by: explicit, publication, narrative; none: unresolved")
    quote_id: str | None = Field(description="The quote that it stands in")
    in_quote: bool = Field(description="Whether it stands between quotation marks")
    paragraph: ParagraphIndex
    section: SectionOf
    rule: str = Field(description="The rule that read it")
    confidence: Confidence = Field(description="Chance that type and value are right")
