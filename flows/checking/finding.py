"""What is said of a place in a draft, how grave it is, and the stored article that it was compared with."""

from dataclasses import asdict, dataclass
from typing import Any, Final

ALL_SEVERITIES: Final = ("ok", "note", "warning", "error")
"""From what agrees to what can hardly be meant."""

_SEVERITY: Final = {
    ("quote", "verbatim"): "ok",
    ("quote", "shortened"): "warning",
    ("quote", "altered"): "error",
    ("quote", "other_speaker"): "error",
    ("quote", "turned"): "warning",
    ("quote", "paraphrase"): "note",
    ("quote", "not_found"): "note",
    ("figure", "same"): "ok",
    ("figure", "superseded"): "warning",
    ("figure", "contradicted"): "warning",
    ("figure", "magnitude"): "error",
    ("figure", "unit"): "error",
    ("name", "spelling"): "warning",
    ("name", "former"): "warning",
    ("name", "dead"): "warning",
    ("name", "title"): "note",
    ("name", "affiliation"): "note",
    ("date", "weekday"): "error",
    ("date", "relative"): "error",
}
"""A words-for-words fault is an error, what may have changed since a warning; what a store lacks is no fault at all."""


@dataclass(frozen=True, slots=True)
class Source:
    """The stored place that a draft was compared with.

    Attributes:
        article_id: its article; `onrecord show` shows it.
        published: day of its publication in ISO 8601; None where it is not known.
        publisher: its outlet.
        url: its address.
        speaker: who says it there, for quotes.
        words: its words there.
    """

    article_id: str
    published: str | None
    publisher: str | None
    url: str | None
    speaker: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of a draft.

    Attributes:
        about: quote, figure, name or date.
        verdict: what is said of it: verbatim, altered, contradicted …
        text: the draft's words.
        start_char: their offset in the draft's body as read, in code points.
        end_char: the offset behind them.
        told: what was found, in a sentence.
        source: what it was compared with; None where nothing was, or needed to be.
    """

    about: str
    verdict: str
    text: str
    start_char: int
    end_char: int
    told: str
    source: Source | None = None

    @property
    def severity(self) -> str:
        """One of ALL_SEVERITIES."""
        return _SEVERITY[self.about, self.verdict]

    def as_dict(self) -> dict[str, Any]:
        """The finding in plain JSON types."""
        return {"severity": self.severity} | asdict(self)


def at_least(finding: Finding, severity: str) -> bool:
    """Whether a finding is as grave as `severity`, or graver."""
    return ALL_SEVERITIES.index(finding.severity) >= ALL_SEVERITIES.index(severity)
