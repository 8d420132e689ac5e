"""Finding the article that a person means."""

from typing import Final

import duckdb

from flows.terminal import safe
from schemas.errors import InputError

_NAMED: Final = "article_id = $word OR external_id = $word OR url = $word OR canonical_url = $word"
_BEGUN: Final = "starts_with(article_id, lower($word))"
_LISTED: Final = 10
"""Candidates that an ambiguous word lists."""


def find_article(con: duckdb.DuckDBPyConnection, word: str) -> str:
    """The article_id of the article whose id, external_id or address `word` is, else whose id begins with it.

    Raises:
        InputError: no article is meant, or several are; the message lists them by id, source and day.
    """
    found = _candidates(con, _NAMED, word) or _candidates(con, _BEGUN, word)
    if not word or not found:
        raise InputError(
            f"article {safe(word, 80)!r}: there is none of that id, external id or address; "
            "the view current_articles lists them: onrecord sql 'FROM current_articles'"
        )
    if len(found) > 1:
        listed = "; ".join(f"{article_id} ({safe(source, 40)}, {day})" for article_id, source, day in found[:_LISTED])
        more = f"; and {len(found) - _LISTED:,} more" if len(found) > _LISTED else ""
        raise InputError(f"article {safe(word, 80)!r}: {len(found):,} are meant: {listed}{more}; give one's article_id")
    return str(found[0][0])


def _candidates(con: duckdb.DuckDBPyConnection, condition: str, word: str) -> list[tuple[str, str, str]]:
    query = f"""
        SELECT article_id, source_id, coalesce(published_date::VARCHAR, 'undated')
        FROM articles WHERE {condition} ORDER BY published_date NULLS LAST, article_id
    """  # noqa: S608  # one of the two conditions above; the word is bound
    return con.execute(query, {"word": word}).fetchall()
