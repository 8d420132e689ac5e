"""The closed vocabularies that columns use, each the field's standard terms where there are any."""

from typing import Literal

Section = Literal["headline", "byline", "dateline", "body", "caption", "related", "correction", "boilerplate"]
EntityKind = Literal[
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
]
MentionType = Literal["name", "nominal", "pronoun"]
QuoteKind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organisation", "place", "group", "unnamed", "document"]
Polarity = Literal[
    "asserts",
    "denies",
    "asks",
    "promises",
    "demands",
    "declines",
    "predicts",
    "thinks",
    "thanks",
    "agrees",
    "accuses",
]
QuoteModality = Literal["asserted", "negated", "conditional", "question", "future", "hearsay"]
Gender = Literal["m", "f"]
Channel = Literal[
    "interview",
    "statement",
    "social_media",
    "speech",
    "press_conference",
    "document",
    "court",
    "broadcast",
    "call",
]
SourceClass = Literal[
    "official",
    "police",
    "military",
    "politician",
    "business",
    "legal",
    "medical",
    "expert",
    "witness",
    "family",
    "citizen",
    "insider",
    "media",
    "religious",
]
FigureKind = Literal[
    "count",
    "money",
    "percent",
    "ratio",
    "multiple",
    "ordinal",
    "age",
    "score",
    "measure",
    "duration",
    "frequency",
    "label",
    "number",
]
FigureModifier = Literal[
    "exact",
    "approx",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "nearly",
    "range",
    "vague",
]
FigureRole = Literal["level", "delta", "from", "to", "part", "whole"]
FigureScope = Literal["more", "so_far"]
FigureModality = Literal["asserted", "forecast", "target", "hypothetical", "denied"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]
Grain = Literal[
    "second",
    "minute",
    "hour",
    "daypart",
    "day",
    "weekend",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "millennium",
]
DateBasis = Literal["explicit", "publication", "narrative", "none"]
Precision = Literal["year", "month", "day", "minute", "second"]
PubStatus = Literal["usable", "withheld", "canceled"]
IdFrom = Literal["field", "path", "url", "content"]
ChangeKind = Literal["new", "text", "metadata"]
LoadStatus = Literal["running", "committed", "unchanged", "failed", "interrupted"]
RejectStatus = Literal["open", "replayed", "dropped", "erased"]
Severity = Literal["blocking", "warning"]
WatchKind = Literal["names", "quotes", "outlets", "figures", "disputes", "words"]
