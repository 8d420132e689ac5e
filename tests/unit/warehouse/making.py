"""Small, consistent articles with rows in every table, staged and loaded as a flow does it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from schemas.article import StoredArticle, month_of
from schemas.ids import hash_id, hash_text, row_id
from schemas.ledger import Load, Reject
from schemas.rows import (
    ArticleEntity,
    ArticlePlace,
    ArticleRevision,
    EntityCandidate,
    EntityRelation,
    Figure,
    Mention,
    Paragraph,
    Poll,
    Quote,
    QuotePart,
    TimeExpression,
)
from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES
from warehouse.disk.duck import Settings
from warehouse.parquet.staging import REPLACED_SCHEMA, staged_schema
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.snapshot.steps import Listener
from warehouse.store.read import connect
from warehouse.store.store import Snapshot, Store

WORDS = "We sold 12 boats"
Leaving = dict[str, str | bool]


@dataclass
class Case:
    """An article and its rows, by table; a test may change a row to plant an error."""

    month: str
    rows: dict[str, list[BaseModel]] = field(default_factory=dict)

    @property
    def article(self) -> StoredArticle:
        """The article itself."""
        (article,) = self.rows["articles"]
        assert isinstance(article, StoredArticle)
        return article

    def change(self, table: str, number: int = 0, /, **values: object) -> None:
        """Give one row of a table other values."""
        self.rows[table][number] = self.rows[table][number].model_copy(update=values)


def case(number: int, *, day: date | None = date(2024, 3, 5), revision: int = 1, words: str = WORDS) -> Case:
    """Article `number`, which quotes Ann Lee with `words`; another revision has another text."""
    body = f'Ann Lee said "{words}" on Monday — dépôt 🚢 no. {number}, revision {revision}.\n\nPort of Ely reports.'
    article = hash_id("making", number)
    ann, ely = hash_id("PERSON", "ann lee"), hash_id("GPE", "ely")
    made = Case(month_of(day))
    made.rows = {
        "articles": [_article(article, number, body, day, revision)],
        "article_revisions": [_revision(article, body, revision)],
        "paragraphs": _paragraphs(article, body),
        "article_entities": [_entity(article, ann, "Ann Lee", "PERSON"), _entity(article, ely, "Ely", "GPE")],
        "entity_candidates": [_candidate(article, ely, "Ely", number) for number in (1, 2)],
        "article_places": [_place(article, ely, "Ely")],
        "entity_relations": [_relation(article, ann, ely, body)],
        "mentions": [_mention(article, ann, "Ann Lee", "PERSON", body), _mention(article, ely, "Ely", "GPE", body)],
        "quotes": [_quote(article, ann, words, body)],
        "quote_parts": [_part(article, words, body)],
        "figures": [_figure(article, ann, words, body)],
        "polls": [_poll(article, ely, body)],
        "dates": [_date(article, body)],
    }
    return made


def cases(count: int, *, start: int = 0, months: int = 3) -> list[Case]:
    """`count` articles spread over `months` months and, every seventh, no date."""
    days = [None if n % 7 == 6 else date(2024, 1 + n % months, 1 + n % 28) for n in range(start, start + count)]
    return [case(n, day=day) for n, day in enumerate(days, start)]


def stage(
    store: Store,
    load_id: str,
    loaded: Sequence[Case],
    *,
    leaving: Sequence[Leaving] = (),
    files: int = 1,
) -> Path:
    """Write a staging folder with the rows of `loaded` in `files` files, and the articles that leave."""
    folder = store.staging(load_id)
    for number in range(files):
        for name in loaded[0].rows if loaded else ():
            _write_rows(folder / "rows" / name / f"{number:03d}.parquet", name, loaded[number::files], load_id)
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(leaving), schema=REPLACED_SCHEMA), folder / "replaced.parquet")
    return folder


def begin(store: Store, load_id: str, new: int, *, rejected: int = 0, began: datetime | None = None) -> Load:
    """Begin a load in the ledger and return it with its final counts."""
    load = Load(
        load_id=load_id,
        flow="ingest",
        flow_run_id=None,
        previous_load_id=store.ledger.last_finished(),
        started_at=began or datetime.now(UTC),
        finished_at=None,
        status="running",
        error_message=None,
        input_uri="made",
        input_sha256=hash_text(load_id),
        code_version="0",
        schema_version=1,
        extractor_version="0",
        rows_in=new + rejected,
        rows_ok=new,
        rows_unchanged=0,
        rows_duplicate=0,
        rows_rejected=rejected,
    )
    store.ledger.begin_load(load)
    return load


def run(  # noqa: PLR0913 - each with a default is a matter of its own
    store: Store,
    load_id: str,
    loaded: Sequence[Case] = (),
    *,
    leaving: Sequence[Leaving] = (),
    on_step: Listener | None = None,
    files: int = 1,
    database: str | None = None,
) -> Snapshot:
    """Load articles from beginning to end, as a flow does."""
    with store.lock("test"):
        recover(store)
        load = begin(store, load_id, sum(len(made.rows["article_revisions"]) for made in loaded))
        staging = stage(store, load_id, loaded, leaving=leaving, files=files)
        return commit(store, load, staging, on_step=on_step, settings=Settings(database=database))


def replaced(made: Case) -> Leaving:
    """Say that the rows of an article leave, but for its revisions."""
    return {"article_id": made.article.article_id, "published_month": made.month, "erased": False}


def erased(made: Case) -> Leaving:
    """Say that all rows of an article leave."""
    return replaced(made) | {"erased": True}


def rows_of(snapshot: Snapshot, query: str) -> list[tuple[object, ...]]:
    """What a query finds in a snapshot's news.duckdb."""
    with connect(snapshot) as connection:
        return connection.execute(query).fetchall()


def counts(snapshot: Snapshot) -> dict[str, int]:
    """The number of rows of every article-level and corpus-level table in a snapshot's news.duckdb."""
    tables = [table.name for table in (*ARTICLE_TABLES, *CORPUS_TABLES)]
    found = rows_of(snapshot, f"SELECT {', '.join(f'(SELECT count(*) FROM {name})' for name in tables)}")  # noqa: S608 - names from the registry
    return dict(zip(tables, map(int, map(str, found[0])), strict=True))


def reject(load_id: str, number: int, payload: str = "{") -> Reject:
    """A record that did not pass."""
    return Reject(
        reject_id=hash_id("rejects", load_id, number),
        load_id=load_id,
        input_uri="made.jsonl",
        source_id="made",
        format="jsonl",
        mapping=None,
        record_index=number,
        byte_start=None,
        byte_end=None,
        payload=payload,
        payload_encoding="utf-8",
        payload_bytes=len(payload),
        payload_sha256=hash_text(payload),
        error_code="not_json",
        error_path="",
        error_message="line is no JSON",
        status="open",
    )


def _write_rows(path: Path, table: str, loaded: Sequence[Case], load_id: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [row for made in loaded for row in made.rows[table]]
    months = [made.month for made in loaded for _ in made.rows[table]]
    staged = BY_NAME[table].arrow_table(rows, load_id).append_column("published_month", pa.array(months, pa.string()))
    pq.write_table(staged.cast(staged_schema(BY_NAME[table])), path)


def _article(article: str, number: int, body: str, day: date | None, revision: int) -> StoredArticle:
    return StoredArticle(
        article_id=article,
        source_id="made",
        external_id=str(number),
        url=None,
        canonical_url=None,
        publisher="Fen Gazette",
        headline=f"Boats {number}",
        byline=("A. Writer",),
        body=body,
        lang="en",
        lang_confidence=0.9,
        published_at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC) if day else None,
        published_tz=None,
        published_precision="day" if day else None,
        published_date=day,
        updated_at=None,
        pub_status="usable",
        content_hash=hash_text(body),
        dup_group_id=hash_text(body),
        word_count=len(body.split()),
        revision=revision,
    )


def _revision(article: str, body: str, revision: int) -> ArticleRevision:
    return ArticleRevision(
        article_id=article,
        revision=revision,
        content_hash=hash_text(body),
        change_kind="new" if revision == 1 else "text",
        seen_at=datetime(2026, 1, revision, tzinfo=UTC),
        headline=None,
        body=body,
    )


def _paragraphs(article: str, body: str) -> list[BaseModel]:
    end = body.index("\n\n")
    spans = [(0, end), (end + 2, len(body))]
    return [
        Paragraph(article_id=article, paragraph=n, start_char=start, end_char=stop, section="body")
        for n, (start, stop) in enumerate(spans)
    ]


def _entity(article: str, entity: str, name: str, kind: str) -> ArticleEntity:
    return ArticleEntity.model_validate(
        {
            "article_id": article,
            "entity_id": entity,
            "name": name,
            "kind": kind,
            "aliases": (name.rsplit(maxsplit=1)[-1],),
            "title": None,
            "affiliation": None,
            "gender_evidence": None,
            "n_mentions": 1,
            "salience": 0.5,
        }
    )


def _candidate(article: str, entity: str, name: str, number: int) -> EntityCandidate:
    return EntityCandidate(
        article_id=article, entity_id=entity, external_id=f"Q{number}", name=name, kind="GPE", score=0.4
    )


def _place(article: str, entity: str, name: str) -> ArticlePlace:
    return ArticlePlace(
        article_id=article,
        entity_id=entity,
        external_id="Q1",
        name=name,
        country="GB",
        latitude=52.4,
        longitude=0.26,
        precision="town",
        rule="event",
        score=0.6,
    )


def _relation(article: str, person: str, place: str, body: str) -> EntityRelation:
    start, end = 0, body.index("Ely") + len("Ely")
    return EntityRelation(
        relation_id=hash_id("entity_relations", article, start, end),
        article_id=article,
        subject_entity_id=person,
        relation="member_of",
        object_entity_id=place,
        said="member",
        text=body[start:end],
        start_char=start,
        end_char=end,
        confidence=0.8,
    )


def _mention(article: str, entity: str, name: str, kind: str, body: str) -> Mention:
    start = body.index(name)
    return Mention.model_validate(
        {
            "mention_id": row_id("mentions", article, start),
            "article_id": article,
            "entity_id": entity,
            "kind": kind,
            "mention_type": "name",
            "text": name,
            "start_char": start,
            "end_char": start + len(name),
            "sentence": 0,
            "paragraph": 0 if start < body.index("\n\n") else 1,
            "section": "body",
            "rule": "name",
            "confidence": 0.9,
        }
    )


def _quote(article: str, speaker: str, words: str, body: str) -> Quote:
    start = body.index(words)
    return Quote(
        quote_id=row_id("quotes", article, start),
        article_id=article,
        kind="direct",
        text=words,
        words=words.rstrip(","),
        start_char=start,
        end_char=start + len(words),
        n_parts=1,
        speaker_entity_id=speaker,
        speaker_entity_ids=(speaker,),
        speaker_name="Ann Lee",
        speaker_text="Ann Lee",
        speaker_start=0,
        speaker_end=7,
        speaker_kind="person",
        speaker_title=None,
        speaker_affiliation=None,
        speaker_gender=None,
        cue_text="said",
        cue_lemma="say",
        cue_start=8,
        cue_end=12,
        polarity="asserts",
        modality="asserted",
        addressee_text=None,
        addressee_entity_id=None,
        venue_text=None,
        channel=None,
        reported_by_text=None,
        reported_by_start=None,
        reported_by_end=None,
        reported_by_entity_id=None,
        on_behalf_of_entity_id=None,
        source_description=None,
        source_start=None,
        source_end=None,
        source_class=None,
        anonymity_reason=None,
        anonymity_start=None,
        anonymity_end=None,
        said_from=date(2024, 3, 4),
        said_to=date(2024, 3, 4),
        parent_quote_id=None,
        paragraph=0,
        section="body",
        rule="nearest_cue",
        confidence=0.8,
        span_confidence=0.9,
    )


def _part(article: str, words: str, body: str) -> QuotePart:
    start = body.index(words)
    return QuotePart(
        quote_id=row_id("quotes", article, start),
        article_id=article,
        part=0,
        start_char=start,
        end_char=start + len(words),
        text=words,
    )


def _figure(article: str, entity: str, words: str, body: str) -> Figure:
    text = next((word for word in words.split() if word.isdigit()), words.split(maxsplit=1)[0])
    start = body.index(text, body.index(words))
    return Figure(
        figure_id=row_id("figures", article, start),
        article_id=article,
        text=text,
        start_char=start,
        end_char=start + len(text),
        kind="count",
        value=12.0,
        low=12.0,
        high=12.0,
        modifier="exact",
        approx=False,
        sig_digits=2,
        unit="1",
        unit_text=None,
        per_unit=None,
        unit_assumed=False,
        value_si=None,
        unit_si=None,
        numerator=None,
        denominator=None,
        role="level",
        direction=None,
        group_id=None,
        counted="boats",
        counted_lemma="boat",
        measure=None,
        topic=None,
        scope=None,
        predicate="sell",
        entity_id=entity,
        owner_confidence=0.9,
        place_entity_id=None,
        place_confidence=None,
        quote_id=row_id("quotes", article, body.index(words)),
        in_quote=True,
        claimant_entity_id=entity,
        claimant_confidence=0.9,
        holds_from=date(2024, 3, 1),
        holds_to=date(2024, 3, 4),
        period_confidence=0.9,
        modality="asserted",
        modality_confidence=0.9,
        sentence_start=0,
        sentence_end=len(body),
        checks_failed=(),
        paragraph=0,
        section="body",
        rule="count",
        confidence=0.9,
    )


def _poll(article: str, entity: str, body: str) -> Poll:
    start = body.index("Port of Ely")
    return Poll(
        poll_id=row_id("polls", article, start),
        article_id=article,
        text="Port of Ely",
        start_char=start,
        end_char=start + len("Port of Ely"),
        pollster_text="Ely",
        pollster_entity_id=entity,
        sponsor_text=None,
        sponsor_entity_id=None,
        population="adults",
        sample_size=1001,
        margin=3.5,
        field_from=date(2024, 3, 1),
        field_to=date(2024, 3, 4),
        n_answers=0,
        paragraph=1,
        section="body",
        confidence=0.9,
    )


def _date(article: str, body: str) -> TimeExpression:
    start = body.index("Monday")
    return TimeExpression(
        date_id=row_id("dates", article, start),
        article_id=article,
        text="Monday",
        start_char=start,
        end_char=start + len("Monday"),
        timex_type="DATE",
        timex_value="2024-03-04",
        timex_mod=None,
        edtf="2024-03-04",
        start_date=date(2024, 3, 4),
        end_date=date(2024, 3, 4),
        start_ts=None,
        grain="day",
        basis="publication",
        quote_id=None,
        in_quote=False,
        paragraph=0,
        section="body",
        rule="weekday",
        confidence=0.9,
    )
