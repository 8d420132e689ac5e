"""What becomes of an article that comes again, changed, moved or copied."""

from pathlib import Path

from tests.flows.loading import CALM, counts, load, rows, tables, write_jsonl

QUOTED = "“We will not go,” said Ann Smith on Monday. " + CALM
CHANGED = "“We will go,” said Ann Smith on Monday. " + CALM


def _store(folder: Path, *loads: list[dict[str, object]]) -> Path:
    """Load lists of records one after the other into a new store."""
    for number, records in enumerate(loads):
        load(folder / "store", write_jsonl(folder / f"load{number}.jsonl", records))
    return folder / "store"


def _one(name: str, text: str) -> list[dict[str, object]]:
    return [{"id": name, "text": text}]


def test_changed_text_is_the_next_revision(tmp_path: Path) -> None:
    """The article's row and derived rows are replaced; both revisions are kept with their texts."""
    store = _store(tmp_path, [{"id": "a", "text": QUOTED}], [{"id": "a", "text": CHANGED}])
    assert rows(store, "SELECT body, revision FROM articles") == [(CHANGED, 2)]
    assert rows(store, "SELECT revision, change_kind, body FROM article_revisions ORDER BY 1") == [
        (1, "new", QUOTED),
        (2, "text", CHANGED),
    ]
    assert rows(store, "SELECT text FROM quotes") == [("We will go,",)]


def test_changed_headline_is_a_metadata_revision(tmp_path: Path) -> None:
    """A revision that leaves the body alone says so."""
    store = _store(tmp_path, [{"id": "a", "text": QUOTED}], [{"id": "a", "text": QUOTED, "headline": "Ann stays"}])
    assert rows(store, "SELECT headline, revision FROM articles") == [("Ann stays", 2)]
    assert rows(store, "SELECT change_kind FROM article_revisions ORDER BY revision") == [("new",), ("metadata",)]


def test_changed_date_moves_all_rows_to_its_month(tmp_path: Path) -> None:
    """A corrected publication date leaves no row behind in the old hive partition."""
    store = _store(
        tmp_path,
        [{"id": "a", "text": QUOTED, "published_at": "2026-10-31"}],
        [{"id": "a", "text": QUOTED, "published_at": "2026-11-01"}],
    )
    for table in ("articles", "paragraphs", "quotes", "quote_parts", "mentions", "dates"):
        assert rows(store, f"SELECT DISTINCT published_month FROM {table}") == [("2026-11",)], table  # noqa: S608
    assert not [path for path in (store / "current").rglob("published_month=2026-10/*") if "revisions" not in str(path)]


def test_there_and_back_again_is_two_revisions_more(tmp_path: Path) -> None:
    """A text that returns to its first wording is a change like any other."""
    store = _store(tmp_path, *[_one("a", text) for text in (QUOTED, CHANGED, QUOTED)])
    assert rows(store, "SELECT body, revision FROM articles") == [(QUOTED, 3)]
    assert rows(store, "SELECT count(*) FROM article_revisions") == [(3,)]


def _versions() -> list[dict[str, object]]:
    """An article three times over, as a feed keeps it: each version with the time of its own."""
    times = {"2026-10-30": QUOTED, "2026-10-31": CHANGED, "2026-11-01": QUOTED + " Corrected."}
    return [{"id": "a", "text": text, "updated_at": f"{day}T08:00:00Z"} for day, text in times.items()]


def test_feed_with_all_versions_again_changes_nothing(tmp_path: Path) -> None:
    """An old version that comes again, and says that it is older, is unchanged: loading a folder twice adds nothing."""
    file = write_jsonl(tmp_path / "feed.jsonl", _versions())
    assert counts(load(tmp_path / "store", file)) == (3, 0, 0, 0)
    before = tables(tmp_path / "store")
    assert counts(load(tmp_path / "store", file)) == (0, 3, 0, 0)
    assert tables(tmp_path / "store") == before
    assert rows(tmp_path / "store", "SELECT revision FROM articles") == [(3,)]


def test_old_version_that_was_never_seen_is_kept(tmp_path: Path) -> None:
    """Nothing is lost: a version that is older, but new to the store, is a revision like any other."""
    new, old = _versions()[1], _versions()[0]
    store = _store(tmp_path, [new], [old])
    assert rows(store, "SELECT revision, body FROM article_revisions ORDER BY 1") == [(1, CHANGED), (2, QUOTED)]


def test_versions_in_one_load_or_many(tmp_path: Path) -> None:
    """Versions in any order, some again: one load of all equals a load of each."""
    first, second, third = _versions()
    untimed = {key: value for key, value in first.items() if key != "updated_at"}
    records = [second, first, second, third, first, untimed, second, third, third, first]
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    one = _store(tmp_path / "one", records)
    many = _store(tmp_path / "many", *[[record] for record in records])
    assert tables(one) == tables(many)


def test_one_load_or_many_give_the_same_tables(tmp_path: Path) -> None:
    """New, changed, copied and repeated records: one load of all equals a load of each, but for load_id."""
    records: list[dict[str, object]] = [
        {"id": "a", "text": QUOTED, "published_at": "2026-10-31"},
        {"id": "b", "text": QUOTED, "published_at": "2026-11-02"},
        {"id": "a", "text": CHANGED, "published_at": "2026-10-31"},
        {"id": "c", "text": CALM},
        {"id": "a", "text": CHANGED, "published_at": "2026-10-31"},
        {"id": "c", "text": CALM, "headline": "Calm"},
        {"id": "a", "text": QUOTED, "published_at": "2026-11-01"},
    ]
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    one = _store(tmp_path / "one", records)
    many = _store(tmp_path / "many", *[[record] for record in records])
    assert tables(one) == tables(many)
    assert rows(one, "SELECT max(revision) FROM articles") == [(3,)]


def test_same_words_under_another_id_are_a_duplicate(tmp_path: Path) -> None:
    """A copy is kept, counted as a duplicate, and linked by dup_group_id; a view shows one of them."""
    first = load(tmp_path / "store", write_jsonl(tmp_path / "1.jsonl", [{"id": "a", "text": QUOTED}]))
    again: list[dict[str, object]] = [{"id": name, "text": QUOTED} for name in ("b", "c", "a")]
    again[0]["publisher"] = "Elsewhere"
    second = load(tmp_path / "store", write_jsonl(tmp_path / "2.jsonl", again))
    assert counts(first) == (1, 0, 0, 0)
    assert counts(second) == (0, 1, 2, 0)
    assert rows(tmp_path / "store", "SELECT count(*), count(DISTINCT dup_group_id) FROM articles") == [(3, 1)]


def test_sources_keep_their_ids_apart(tmp_path: Path) -> None:
    """The same record id at another source is another article."""
    file = write_jsonl(tmp_path / "1.jsonl", [{"id": "a", "text": CALM}])
    load(tmp_path / "store", file, source_id="one")
    load(tmp_path / "store", file, source_id="two")
    assert rows(tmp_path / "store", "SELECT source_id FROM articles ORDER BY 1") == [("one",), ("two",)]
