"""Row models of the reference tables, and the list of them that a test holds against the folder."""

import sys
from typing import Annotated, Literal

from pydantic import Field

from schemas.vocabulary import Channel, EntityKind, Polarity, Section, SourceClass
from seeds import quantities
from seeds.reference import SeedRow
from seeds.token_forms import FormKind

KindSignal = Literal[
    "head", "opening", "ending", "before", "of", "owns", "behind", "is", "has", "does", "suffers", "article"
]
SectionMatch = Literal["start", "end", "whole", "anywhere", "together", "word", "box", "button"]


class SectionCue(SeedRow, table="section_cues"):
    """Words that give a paragraph's section away.

    `match` says where they stand: at the start or end of the block, anywhere, as the whole block (but for
    punctuation); `together`: all of some words with ` + ` between them, anywhere; `word`: a block of such words and
    numbers alone is of this section; `box`: the heading of a box of a page whose text is; `button`: what a button
    of such a box says. Lower case, plain apostrophes.
    """

    section: Section
    match: SectionMatch
    cue: str


class PromptWeight(SeedRow, table="prompt_weights"):
    """How much a turn of words speaks for a block that asks something of an outlet's readers, by hand.

    `phrase`: what such a block says; `act`: what it asks for and others ask for, too; `speech`: what reports say;
    `address`: whom it speaks to; `opening`: how it begins; `form`: what else speaks for or against it.
    Lower case, plain apostrophes, words parted by blanks.
    """

    feature: Literal["phrase", "act", "speech", "address", "opening", "form"]
    words: str
    weight: float


class StandfirstWeight(SeedRow, table="standfirst_weights"):
    """How much a feature of a line between a page's heading and its text speaks for a standfirst, by hand."""

    feature: str
    weight: float


class FurnitureWeight(SeedRow, table="furniture_weights"):
    """How much a block's form, or a word of the names of the box around it, speaks for furniture, by hand.

    `outlet`: words of many outlets' names that are none by themselves.
    """

    feature: Literal["form", "name", "outlet"]
    words: str
    weight: float


class ColumnName(SeedRow, table="column_names"):
    """A name under which tables and records give a field: letters and digits alone, lower case; the best come first."""

    field: str
    name: str


class PageField(SeedRow, table="page_fields"):
    """A name under which pages give a field of an article, and the place that has it; the best of a place first."""

    field: str
    place: Literal["meta", "tracker", "itemprop", "json-ld", "class"]
    name: str


class BylineWord(SeedRow, table="byline_words"):
    """Words in bylines: those that lead one in, what its people are (role), and what is no person (outlet).

    `other`: leads in who did not write it: photographers, illustrators, those who helped. `newsroom`: what the authors'
    lines at the end of a text say that they are. `user`: accounts that programs come with. Lower case.
    """

    kind: Literal["lead", "other", "role", "outlet", "newsroom", "user"]
    form: str


class PageClass(SeedRow, table="page_classes"):
    """A class or id, of blank-separated words, that says which section what stands below it belongs to."""

    section: Section
    words: str


class CountryForm(SeedRow, table="countries"):
    """A name of a country or territory, by ISO 3166-1 code; names from CLDR, the rest compiled for this project."""

    code: str
    form: str
    form_kind: Literal["name", "alias", "demonym"]
    wikidata: str | None


class KnownEntityForm(SeedRow, table="known_entities"):
    """A form of an entity other than a country: a state, a city, an organisation, by Wikidata id.

    One row for each form; the row of form_kind `name` is the canonical form. A form may stand under several ids.
    `common`: a form that bodies of many countries have (*Senate*), which is this one where its country is meant.
    The ids are Wikidata's (CC0), read from published lists: states and provinces from `rigour` 2.6.1 (MIT),
    compared with `country-coder` 5.6.1 (ISC), as are the ids of countries.csv; US bodies, companies and some
    cities by label from `name-suggestion-index` 8.0 (BSD-3-Clause); international bodies from OpenSanctions'
    list of them (MIT); capitals and large cities from public tables that were compared with each other. Forms are
    compiled for this project.
    """

    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]
    kind: EntityKind
    form: str
    form_kind: Literal["name", "alias", "acronym", "common"]


class UsState(SeedRow, table="us_states"):
    """A state of the United States, and its postal code."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: str


class LinkingWeight(SeedRow, table="linking_weights"):
    """How much a feature speaks for a candidate, in natural logarithms of odds; `none`: for being no candidate."""

    group: Literal["person", "body", "people", "place"]
    feature: str
    weight: float


class WikidataClass(SeedRow, table="wikidata_classes"):
    """A class of Wikidata whose instances news names, or an office that persons hold (P39), in the lists' words."""

    qid: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]
    use: Literal["class", "office"]
    kind: Literal["GPE", "LOC", "FAC", "ORG", "PRODUCT", "PERSON"]
    category: str


class RelationNoun(SeedRow, table="relation_nouns"):
    """A noun, lower case, that says how a person is related to whom or what it belongs to (*spokesman for Acme*)."""

    word: str
    relation: Literal["kin", "spokesperson_of", "member_of", "head_of", "employee_of"]


class ClassNoun(SeedRow, table="class_nouns"):
    """A noun that stands for entities of a class (*the company*), or a word that puts a name that it heads in one."""

    use: Literal["noun", "name_word"]
    word: str
    entity_class: str


class TitleForm(SeedRow, table="title_forms"):
    """An abbreviated title, lower case, and the word in full."""

    abbreviation: str
    word: str


class OfficeHolder(SeedRow, table="office_holders"):
    """A term of a head of state or government, or of a minister whom the press names by title and surname.

    Names, offices and years are public facts; the ids are Wikidata's (CC0). No `last_year`: still in office when the
    list was made.
    """

    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]
    name: str
    surname: str
    office: Literal[
        "president", "vice president", "prime minister", "chancellor", "foreign minister", "secretary of state",
        "defense secretary", "treasury secretary", "attorney general",
    ]  # fmt: skip
    first_year: int
    last_year: int | None


class SeatOfGovernment(SeedRow, table="seats_of_government"):
    """A capital, or another city that the press names for the country's government, by ISO 3166-1 code."""

    code: str
    form: str


class TitleWord(SeedRow, table="person_titles"):
    """A word, lower case, that stands in a title before a person's name; `gender` where the word itself says it.

    A `modifier` alone is no title (*former*, *prime*).
    """

    word: str
    kind: Literal["honorific", "rank", "office", "role", "modifier"]
    gender: Literal["m", "f"] | None


class GivenName(SeedRow, table="given_names"):
    """A given name, lower case, and the gender that most of its bearers in the English-speaking press have."""

    name: str
    gender: Literal["m", "f"]


class Nickname(SeedRow, table="nicknames"):
    """A short form of a given name, lower case; one that stands for several names has a row for each."""

    nickname: str
    name: str


TitleField = Literal["office", "rank", "clergy", "sport", "arts", "private"]


class TitleWordField(SeedRow, table="title_fields"):
    """A word of a title, lower case, that says in which field a person works; words of many fields are left out.

    `office`: elected or state office; `rank`: armed forces and police; `private`: what the press calls those who
    hold no public role.
    """

    word: str
    field: TitleField


class ExcludingFields(SeedRow, table="excluding_fields"):
    """Two fields in which hardly anybody works at one time, so that they speak for two people of one name."""

    field: TitleField
    other: TitleField


class Pronoun(SeedRow, table="pronouns"):
    """A form of a third-person pronoun, lower case; gender n: things, blank: any."""

    form: str
    gender: Literal["m", "f", "n"] | None
    number: Literal["singular", "plural"]


class NameWord(SeedRow, table="name_words"):
    """A word, lower case, that tells what kind of name it stands in; `opener`: opens sentences, rarely names."""

    word: str
    kind: Literal["ORG", "LOC", "opener"]


class KindEvidence(SeedRow, table="kind_evidence"):
    """How much a sign in or around a name speaks for a kind, in units of log odds; `word` is lower case.

    `signal` says where the word stands: head (the noun that the name is headed by), opening (its first word), ending
    (the last letters of a single word), before (right in front), of (the noun whose *of*, *at*, *between* or *with* it
    stands behind), owns (what is its own: *X's army*), behind (right behind, in lower case), is (what it is said to
    be), has (the lemma of what it is said to have), does (the verb that it is the subject of), suffers (the object);
    article: what the rest of the article says.
    """

    signal: KindSignal
    word: str
    kind: EntityKind
    weight: float


class Cue(SeedRow, table="cues"):
    """A word or phrase that reports speech or thought.

    `takes`, blank-separated, is what may hold the content: clause, that (a clause with the word *that*), finite (a
    whole clause without it), how (one with *how*), infinitive, gerund, np (a cue noun as object), quote (marked words
    only), as (*dismissed it as*), naming (*called it*), for/on/of/against/with/about/out (the preposition or particle
    before it), theme (a noun phrase as object), object (the addressee is the object), to (the addressee follows *to*),
    +back (it reports with this particle behind it only), -guilty (it reports nothing with this word behind it),
    telling (a noun phrase behind it counts only if a verb or marks stand in it: *praised him for being calm*),
    marked (a noun phrase as object counts only with marks in it). silence: with a negation it tells that a comment
    was declined; silence:request if what was not answered is a request, silence:passive for *could not be reached*,
    silence:would for *would not discuss*.
    `forms`: inflected forms that the regular rules don't give, blank-separated.
    """

    lemma: str
    part: Literal["verb", "noun", "phrase"]
    polarity: Polarity
    takes: str
    forms: str | None


WordClassName = Literal[
    "maker",
    "native_noun",
    "maker_part",
    "rank_before_owner",
    "estimate_noun",
    "heard_governor",
    "club_word",
    "sense_turner",
    "region_noun",
    "state_office",
    "town_head",
    "staged_occasion",
    "reigning_title",
    "courtesy_beginning",
    "past_office",
    "compass_word",
    "match_verb",
    "body_of_town",
    "team_nickname",
    "team_role",
    "settler_people",
    "noun_between_states",
    "house_noun",
    "lower_level",
    "unit_noun",
    "common_body_word",
    "common_term",
    "portfolio_noun",
    "name_particle",
    "name_suffix",
    "name_joiner",
    "name_link",
    "person_ending",
    "thing_noun",
    "owning_noun",
    "yardstick_noun",
    "day_adverb",
    "planning_noun",
    "person_noun",
    "class_before_firm",
    "company_class",
    "percent_word",
    "disease_noun",
    "field_noun",
    "led_noun",
    "holder_of_field",
    "portfolio_holder",
    "chamber_noun",
    "institution_noun",
    "plural_title",
    "state_noun",
    "storm_noun",
    "naming_verb",
    "office_alone",
    "office_of_country",
    "taxon_ending",
    "lone_noun",
    "postnominal",
    "division_noun",
    "people_ending",
    "place_opening",
    "place_preposition",
    "personal_verb",
    "government_verb",
    "government_object_verb",
    "relation_preposition",
    "company_noun",
    "name_article",
    "family_name_first",
    "company_form",
    "past_modifier",
    "byline_joiner",
    "speaker_pronoun",
    "determiner",
    "relative_pronoun",
    "own_pronoun",
    "untitled_noun",
    "praising_adjective",
    "hyphen_suffix",
    "modal_auxiliary",
    "asking_verb",
    "clause_continuation",
    "sure_cue",
    "voicing_verb",
    "belonging_preposition",
    "nominative",
    "venue_preposition",
    "conditional_auxiliary",
    "founded_noun",
    "future_auxiliary",
    "negation",
    "document_noun",
    "subordinator",
    "weekday",
    "poll_noun",
    "poll_adjective",
    "poll_verb",
    "poll_population",
    "pollster",
    "complementizer",
    "concessive",
    "conjunction",
    "occasion",
    "indefinite",
    "hearsay",
    "unless_marker",
    "wished_governor",
    "planned_governor",
    "unsaid_governor",
    "no_subject",
    "body_noun",
    "request_noun",
    "comment_giver",
    "prompted",
    "male_noun",
    "female_noun",
    "outlet_noun",
    "outlet_word",
    "speaking_for",
    "channel_verb",
    "leading_verb",
    "page_instruction",
    "speaking_noun",
    "begun_governor",
    "recording_noun",
    "withheld_verb",
    "summing_noun",
    "consequence_participle",
    "showing_verb",
    "letter_noun",
    "scene_verb",
    "occasion_noun",
    "turn_role",
]


class PronounWeight(SeedRow, table="pronoun_weights"):
    """How much a feature of a candidate speaks for it as a pronoun's entity, in units of log odds."""

    feature: str
    weight: float


class ChannelWord(SeedRow, table="channel_words"):
    """A noun, verb or name, lower case, that says how something was said: *in a statement*, *on Facebook*."""

    word: str
    channel: Channel


class SourceWord(SeedRow, table="source_words"):
    """A noun, lower case, that says what an unnamed source is: as the head of its phrase, or as what modifies it.

    A modifier goes before the head: *a police spokesman* is police.
    """

    word: str
    source_class: SourceClass
    use: Literal["head", "modifier"]


class QuoteTerm(SeedRow, table="quote_terms"):
    """What a quote shows of itself, and how much that speaks for its span, and for span and speaker, in log odds."""

    term: str
    span: float
    both: float


class WordOfClass(SeedRow, table="word_classes"):
    """A word, lower case, of a small closed class."""

    name: WordClassName
    word: str


class TokenForm(SeedRow, table="token_forms"):
    """A word form that the tokenizer treats apart; see `seeds/token_forms.py`."""

    kind: FormKind
    form: str


class KnownName(SeedRow, table="known_names"):
    """A name of a state, region, body or agency that is of one kind wherever it stands alone."""

    form: str
    kind: Literal["GPE", "LOC", "ORG", "FAC"]


class NorpForm(SeedRow, table="norp_forms"):
    """A word for a people, faith, party or other group; training marks it even where a corpus does not."""

    form: str


class TrainingKinds(SeedRow, table="training_kinds"):
    """Which kinds of name a corpus's own kind may stand for, blank-separated; O: no name, *: any or none.

    `words`: names of one word, of many, or any; with `raw_kind` O: capitalised words outside names.
    """

    corpus: str
    raw_kind: str
    words: Literal["any", "one", "many", "capital"]
    kinds: str


class NameCalibration(SeedRow, table="name_calibration"):
    """How often names of the annotator's raw `score` are right; rows ascend, lines are straight between them."""

    score: float
    right: float


class TrainingTemplate(SeedRow, table="training_templates"):
    """A line as in tables, bylines and results: words and slots for names and numbers, blank-separated."""

    template: str


class RejectCode(SeedRow, table="reject_codes"):
    """A reason for which a record is refused, and the field that it is about."""

    code: str
    path: str | None
    meaning: str


class TrackingParameter(SeedRow, table="tracking_parameters"):
    """A query parameter that says nothing about the page, and who uses it."""

    parameter: str
    used_by: str


ROW_MODELS: dict[str, type[SeedRow]] = {
    model.table: model
    for module in (quantities, sys.modules[__name__])
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, SeedRow) and model is not SeedRow
}
"""The row model of each CSV under `seeds/reference/`, by its name without `.csv`."""
