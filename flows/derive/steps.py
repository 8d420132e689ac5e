"""The steps of one article's derivation, each guarded apart: what fails costs its own rows, never the article's others.

A failure says step, type of the exception and place in the code, never text.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from flows.derive.cpu_limit import CpuLimitError
from schemas.article import Article
from schemas.errors import place_in_code
from schemas.rows import DeriveFailure

T = TypeVar("T")


class Steps(Protocol):
    """What runs the steps of an article."""

    def run(self, step: str, call: Callable[[], T], otherwise: T) -> T:
        """What `call` returns; where it fails, `otherwise`, if failures are forgiven."""


class StrictSteps:
    """Lets every exception out: for tests, and for whoever would rather have no rows than some."""

    def run(self, step: str, call: Callable[[], T], otherwise: T) -> T:
        """What `call` returns."""
        del step, otherwise
        return call()


class GuardedSteps:
    """Keeps an exception as a row of `derive_failures`; once its CPU time is spent, no step begins."""

    def __init__(self, article: Article, extractor_version: Callable[[], str]) -> None:
        self.failures: list[DeriveFailure] = []
        self._article = article
        self._version = extractor_version
        self._spent = False

    def run(self, step: str, call: Callable[[], T], otherwise: T) -> T:
        """What `call` returns, or `otherwise` where it fails or the article's time is spent."""
        if self._spent:
            return otherwise
        try:
            return call()
        except Exception as error:  # noqa: BLE001  # whatever a text provokes must not cost other texts anything
            self._spent = isinstance(error, CpuLimitError)
            self.failures.append(self._failure(step, error))
            return otherwise

    def _failure(self, step: str, error: Exception) -> DeriveFailure:
        return DeriveFailure(
            article_id=self._article.article_id,
            step=step,
            exception=type(error).__name__,
            place=place_in_code(error),
            extractor_version=self._version(),
        )
