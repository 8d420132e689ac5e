"""stories and story_articles: articles of several outlets about one event, kept in step with the articles.

What is compared of an article says `story_words`, how articles join says `story_groups`. Words weigh by how rare they
are among the articles of their day, beside how rare they are in news (TF-IDF: Salton and Buckley 1988, "Term-weighting
approaches in automatic text retrieval"); likeness is the cosine. Copies of one text (`article_copies`) are one voice:
the first of them is compared.

The tables are functions of the set of articles. What a day's articles join depends on that day, and on the WINDOW_DAYS
before it: a load runs the days anew whose articles came or went, those whose window has one of them, and so on while
stories change. Weights are whole numbers, so that no order of sums shows.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.corpus.story_groups import LEAST, WINDOW_DAYS, Joined, Likeness, Stories, Text
from warehouse.corpus.story_words import BEGINNING, RARE, known_words, story_functions
from warehouse.disk.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection

TEXTS_AT_ONCE: Final = 2_000
"""Articles whose days are run together; a day is never cut."""

BESIDE: Final = 200
"""Articles of news at large that stand beside those of a day, so that of two articles every word is not common."""

MOST_TEXTS: Final = 300
"""A word that more articles of a day have proposes no pair: it would be millions, and tells next to nothing."""

_STATE: Final = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    """CREATE TABLE IF NOT EXISTS internal.story_texts (
        article_id VARCHAR, voice VARCHAR, day INTEGER, printed_at TIMESTAMPTZ, outlet VARCHAR,
        words UINTEGER[], weights UTINYINT[]
    )""",
    "COMMENT ON TABLE internal.story_texts IS 'What of each dated article is compared with those of other outlets.'",
    """CREATE TABLE IF NOT EXISTS internal.story_joined
    (article_id VARCHAR, story_id VARCHAR, first_day INTEGER, similarity DOUBLE)""",
    "COMMENT ON TABLE internal.story_joined IS 'Whose story each article joined that did not begin one.'",
    "CREATE OR REPLACE TEMP TABLE story_days (day INTEGER)",
    "CREATE OR REPLACE TEMP TABLE story_gone (article_id VARCHAR)",
    "CREATE OR REPLACE TEMP TABLE story_affected (story_id VARCHAR)",
)
_LEAVE: Final = (
    "INSERT INTO story_gone SELECT article_id FROM {leaving}",
    "INSERT INTO story_days SELECT day FROM internal.story_texts SEMI JOIN {leaving} USING (article_id)",
    """CREATE OR REPLACE TEMP TABLE story_of_leaving AS
    SELECT unnest([article_id, voice]) AS article_id
    FROM internal.story_texts SEMI JOIN {leaving} USING (article_id)""",
    "INSERT INTO story_affected SELECT article_id FROM story_of_leaving",
    """INSERT INTO story_affected
    SELECT story_id FROM internal.story_joined SEMI JOIN story_of_leaving USING (article_id)""",
    "DELETE FROM internal.story_texts WHERE article_id IN (SELECT article_id FROM {leaving})",
    "DELETE FROM internal.story_joined WHERE article_id IN (SELECT article_id FROM {leaving})",
)
_BEGIN: Final = (
    "DELETE FROM internal.story_texts",
    "DELETE FROM internal.story_joined",
    "DELETE FROM stories",
    "DELETE FROM story_articles",
)
_COME: Final = (
    "INSERT INTO internal.story_texts FROM story_new ORDER BY day, article_id",
    "INSERT INTO story_days SELECT day FROM story_new",
)
_TURN: Final = (
    """CREATE OR REPLACE TEMP TABLE story_of_turned AS
    SELECT unnest([article_id, old_voice, voice]) AS article_id FROM story_turned""",
    "INSERT INTO story_gone SELECT article_id FROM story_turned",
    "INSERT INTO story_days SELECT day FROM internal.story_texts SEMI JOIN story_of_turned USING (article_id)",
    "INSERT INTO story_affected SELECT article_id FROM story_of_turned",
    """INSERT INTO story_affected
    SELECT story_id FROM internal.story_joined SEMI JOIN story_of_turned USING (article_id)""",
    """UPDATE internal.story_texts SET voice = turned.voice
    FROM story_turned AS turned WHERE story_texts.article_id = turned.article_id""",
    """DELETE FROM internal.story_joined
    WHERE article_id IN (SELECT article_id FROM story_turned WHERE voice <> article_id)""",
)
_RUN: Final = (
    "INSERT INTO story_affected SELECT article_id FROM story_near WHERE day IN (SELECT unnest($days))",
    "INSERT INTO story_affected SELECT story_id FROM internal.story_joined SEMI JOIN story_was USING (article_id)",
    "DELETE FROM internal.story_joined WHERE article_id IN (SELECT article_id FROM story_was)",
    "INSERT INTO internal.story_joined FROM story_is ORDER BY article_id",
    "INSERT INTO story_affected SELECT story_id FROM story_is",
)
_GROUP: Final = (
    "DELETE FROM story_articles WHERE article_id IN (SELECT article_id FROM story_gone)",
    "DELETE FROM story_articles WHERE story_id IN (SELECT story_id FROM story_affected)",
    "DELETE FROM stories WHERE story_id IN (SELECT story_id FROM story_affected)",
)
_JOINED: Final = pa.schema(
    [("article_id", pa.string()), ("story_id", pa.string()), ("first_day", pa.int32()), ("similarity", pa.float64())]
)


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note of which days and stories the articles in `leaving` were; call it before their rows are deleted."""
    for statement in _STATE:
        connection.execute(statement)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        _leave(connection, "leaving")
        connection.unregister("leaving")


def texts_came(connection: Connection, *, everything: bool) -> None:
    """Read what is compared of the articles in `copy_wanted`, while `copy_texts` has their words.

    Args:
        connection: to the database.
        everything: those are all articles, and what was known is to be forgotten.
    """
    if everything:
        _execute(connection, _BEGIN)
    _leave(connection, "copy_wanted")
    with story_functions(connection):
        query = f"CREATE OR REPLACE TEMP TABLE story_new AS {read_sql('stories', 'came').text}"
        connection.execute(query, {"beginning": BEGINNING})
    _execute(connection, _COME)


def after_rows_came(connection: Connection) -> None:
    """Bring the stories in step with the articles that came and left, when `article_copies` is."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE story_turned AS {read_sql('stories', 'turned').text}")
    _execute(connection, _TURN)
    waiting = _ahead(connection, _days(connection, "SELECT DISTINCT day FROM story_days"))
    connection.register("story_shares", known_words())
    while waiting:
        run = _first_of(connection, waiting)
        changed = _run(connection, run)
        waiting = (waiting - set(run)) | (_ahead(connection, changed) - changed - set(run))
    connection.unregister("story_shares")
    _execute(connection, _GROUP)
    for table in ("story_articles", "stories"):
        connection.execute(f"INSERT INTO {table} BY NAME {read_sql('stories', table).text}")


def _leave(connection: Connection, leaving: str) -> None:
    _execute(connection, tuple(statement.format(leaving=leaving) for statement in _LEAVE))


def _days(connection: Connection, query: str, parameters: dict[str, object] | None = None) -> set[int]:
    return {day for (day,) in connection.execute(query, parameters or {}).fetchall()}


def _ahead(connection: Connection, days: set[int]) -> set[int]:
    """Those days, and the days whose window has one of them, as far as there are articles of them."""
    ahead = sorted({day + more for day in days for more in range(WINDOW_DAYS + 1)})
    return _days(
        connection, "SELECT DISTINCT day FROM internal.story_texts WHERE day IN (SELECT unnest($days))", {"days": ahead}
    )


def _first_of(connection: Connection, waiting: set[int]) -> list[int]:
    """The first of the waiting days, as many as are run together."""
    query = (
        "SELECT day, count(*) FROM internal.story_texts WHERE day IN (SELECT unnest($days)) GROUP BY day ORDER BY day"
    )
    run: list[int] = []
    texts = 0
    for day, count in connection.execute(query, {"days": sorted(waiting)}).fetchall():
        if run and texts + count > TEXTS_AT_ONCE:
            break
        run.append(day)
        texts += count
    return run


def _run(connection: Connection, run: list[int]) -> set[int]:
    """Let the articles of some days join stories anew; return the days of those that are of other ones than before."""
    near = sorted({day - less for day in run for less in range(WINDOW_DAYS + 1)})
    for name, parameters in (("near", {"days": near}), ("weights", {"beside": BESIDE, "rare": RARE})):
        query = read_sql("stories", name).text
        connection.execute(f"CREATE OR REPLACE TEMP TABLE story_{name} AS {query}", parameters)
    told = connection.execute("SELECT article_id, day, outlet FROM story_near ORDER BY place").fetchall()
    texts = [Text(*row) for row in told]
    query = "SELECT * FROM internal.story_joined SEMI JOIN story_near USING (article_id)"
    before = {article_id: Joined(*rest) for article_id, *rest in connection.execute(query).fetchall()}
    wanted = set(run)
    places = [place for place, text in enumerate(texts) if text.day in wanted]
    joined = Stories(texts, before).place(places, _likenesses(connection, run))
    changed = {
        texts[place] for place in places if before.get(texts[place].article_id) != joined.get(texts[place].article_id)
    }
    _write(connection, run, [text.article_id for text in changed], joined)
    return {text.day for text in changed}


def _likenesses(connection: Connection, run: list[int]) -> Mapping[int, Sequence[Likeness]]:
    """How like the texts of some days are to earlier ones, by their places."""
    limits = {"days": run, "window": WINDOW_DAYS, "most": MOST_TEXTS, "least": LEAST}
    found: dict[int, list[Likeness]] = {}
    for later, *told in connection.execute(read_sql("stories", "likenesses").text, limits).fetchall():
        found.setdefault(later, []).append(Likeness(*told))
    return found


def _write(connection: Connection, run: list[int], changed: list[str], joined: Mapping[str, Joined]) -> None:
    """Keep what the articles of some days joined, and note the stories that have them or had them."""
    rows = [
        (one, joined[one].story_id, joined[one].first_day, joined[one].similarity) for one in changed if one in joined
    ]
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    connection.register("story_was", pa.table({"article_id": pa.array(changed, pa.string())}))
    connection.register(
        "story_is", pa.table([pa.array(c, f.type) for c, f in zip(columns, _JOINED, strict=True)], _JOINED)
    )
    for statement in _RUN:
        connection.execute(statement, {"days": run} if "$days" in statement else {})
    connection.unregister("story_was")
    connection.unregister("story_is")


def _execute(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)
