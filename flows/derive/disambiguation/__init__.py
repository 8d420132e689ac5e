"""Which entry of what the world knows an article's entity is, by what the article says of it."""

from flows.derive.disambiguation.find import disambiguate
from flows.derive.disambiguation.subject import Candidate, Decision, Subject

__all__ = ["Candidate", "Decision", "Subject", "disambiguate"]
