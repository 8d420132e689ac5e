"""Asking a warehouse: `Store` for questions without SQL, `connect` for those in SQL."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Self

import duckdb

from flows.answers.questions import figures_question, quotes_question
from flows.pages.article.find import find_article
from flows.pages.article.rows import fetch_articles
from flows.pages.report.selection import MARK, Selection
from onrecord.extraction import Extraction
from schemas.errors import SettingsError, StoreError
from warehouse.store.read import connect as opened
from warehouse.store.store import Store as Folder

Day = date | datetime | str
_ARTICLES = f"SELECT * FROM current_articles WHERE {MARK} ORDER BY published_at NULLS LAST, article_id"  # noqa: S608  # a mark of ours


def connect(warehouse: str | os.PathLike[str]) -> duckdb.DuckDBPyConnection:
    """Open the current snapshot of a warehouse, to read it and nothing else: no other file, no network.

    It stays as it is while the connection is open, whatever is loaded meanwhile.

    Args:
        warehouse: folder of the store.

    Raises:
        StoreError: there is no store, or nothing was loaded yet.
    """
    return opened(Folder.open(Path(warehouse), create=False))


class Store:
    """A warehouse's current snapshot, to be asked; use it as a context manager, or `close` it.

    Answers are relations of DuckDB (`.df()`, `.pl()`, `.to_arrow_table()`, `.filter(…)`, `.limit(…)`): nothing is
    read before it is wanted. What was loaded later is seen by a new `Store`.

    Attributes:
        connection: the DuckDB connection behind it, for SQL of your own.
        snapshot_id: the snapshot that it reads.
    """

    def __init__(self, warehouse: str | os.PathLike[str]) -> None:
        folder = Folder.open(Path(warehouse), create=False)
        snapshot = folder.current()
        if snapshot is None:
            raise StoreError(f"{warehouse}: nothing is published here yet; `onrecord.load(SOURCE, …)` does that")
        self.snapshot_id = snapshot.snapshot_id
        self.connection = opened(snapshot)

    def quotes(  # a filter each
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        kind: str | None = None,
        confidence: float | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Who said what, when and where, each with its article and its offsets.

        Args:
            speaker: said by somebody of this name: words of a name or alias, whatever their case and accents.
            about: with these words, or with a mention of somebody of this name.
            since: in articles published on this day or later; a date, or ISO 8601.
            until: in articles published on this day or earlier.
            kind: direct, indirect or mixed.
            confidence: at least this sure, 0 to 1.

        Raises:
            SettingsError: a day is none.
        """
        question = quotes_question(
            {
                "speaker": speaker,
                "about": about,
                "since": _day(since),
                "until": _day(until),
                "kind": kind,
                "confidence": confidence,
            }
        )
        return self._asked(question.sql, question.parameters)

    def figures(  # noqa: PLR0913  # a filter each
        self,
        *,
        counted: str | None = None,
        unit: str | None = None,
        owner: str | None = None,
        claimant: str | None = None,
        kind: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        confidence: float | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """What was counted or measured, of whom, when, and who says so.

        Args:
            counted: of what: words of the noun counted, or of the attribute measured.
            unit: unit as in the table figures (USD, km, percent), or as in the text.
            owner: whose: words of a name or alias.
            claimant: claimed by: words of a name or alias.
            kind: count, money, percent, length …: a kind of the table figures.
            since: in articles published on this day or later; a date, or ISO 8601.
            until: in articles published on this day or earlier.
            confidence: at least this sure, 0 to 1.

        Raises:
            SettingsError: a day is none.
        """
        question = figures_question(
            {
                "counted": counted,
                "unit": unit,
                "owner": owner,
                "claimant": claimant,
                "kind": kind,
                "since": _day(since),
                "until": _day(until),
                "confidence": confidence,
            }
        )
        return self._asked(question.sql, question.parameters)

    def articles(self, *, since: Day | None = None, until: Day | None = None, **where: str) -> duckdb.DuckDBPyRelation:
        """The articles, one for each that say the same words, in the order of their publication.

        Args:
            since: published on this day or later; a date, or ISO 8601.
            until: published on this day or earlier.
            where: `publisher`, `source`, `author`, `lang` or `entity`, each with the value wanted.

        Raises:
            SettingsError: there is no such field, or a day is none.
        """
        selection = Selection.parse(_day(since), _day(until), [f"{name}={value}" for name, value in where.items()])
        return self._asked(selection.applied(_ARTICLES), selection.parameters())

    def sql(self, query: str, **parameters: object) -> duckdb.DuckDBPyRelation:
        """Ask in SQL; `$name` in the query is the parameter of that name.

        Raises:
            SettingsError: DuckDB refuses the statement; its message quotes the statement, never an article.
        """
        return self._asked(query, parameters)

    def article(self, word: str) -> Extraction:
        """One article with its stored rows; a notebook shows its marked text.

        Args:
            word: an article_id or the beginning of one, an external id or a url.

        Raises:
            InputError: no article is meant, or several are.
        """
        rows = next(fetch_articles(self.connection, [find_article(self.connection, word)]))
        extraction = Extraction()
        layers = {"paragraphs": rows.paragraphs, "article_entities": rows.entities, "mentions": rows.mentions}
        layers |= {"quotes": rows.quotes, "quote_parts": rows.parts, "figures": rows.figures, "dates": rows.dates}
        extraction.add(rows.article, layers)
        return extraction

    def close(self) -> None:
        """Let go of the snapshot; relations can't be read any more."""
        self.connection.close()

    def _asked(self, sql: str, parameters: Mapping[str, object]) -> duckdb.DuckDBPyRelation:
        try:
            found = self.connection.sql(sql, params=dict(parameters) or None)
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
            raise SettingsError(f"the query: {error}") from None
        except duckdb.Error as error:
            raise SettingsError(f"the query: refused ({type(error).__name__})") from None
        if found is None:
            raise SettingsError("the query: has no result; ask with SELECT or FROM")
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _day(given: Day | None) -> date | None:
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    if isinstance(given, datetime):
        return given.date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise SettingsError(f"day {given!r}: is none; write YYYY-MM-DD") from None
