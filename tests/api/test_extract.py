"""`onrecord.extract`: the rows of `onrecord extract`, typed, as Arrow, as data frames, and marked in a notebook."""

import html
import re
from datetime import UTC, datetime

import onrecord
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from flows.validate.article import ValidationSettings, to_article
from schemas.article import RawArticle
from schemas.tables import BY_NAME

TEXT = "“We sold 12 boats,” Ann Lee said on Tuesday. <script>alert(1)</script> She paid $3 million."
RECORDS = [
    {"id": "one", "text": TEXT, "published_at": "2026-05-14"},
    {"id": "two", "text": "Police in Ely said 3 people were hurt."},
]


@pytest.fixture(scope="module")
def found() -> onrecord.Extraction:
    """Two articles, read by rule."""
    return onrecord.extract(RECORDS, annotator="simple")


def test_the_rows_are_those_of_the_command(found: onrecord.Extraction) -> None:
    """An article has the same rows and ids from `onrecord extract`."""
    for record, one in zip(RECORDS, found, strict=True):
        article = to_article(RawArticle.model_validate(record), ValidationSettings())
        told = extract_article(article, annotator_for("simple"))
        for name in ("mentions", "figures", "dates"):
            assert told[name] == one.to_dicts(name)
        assert told["entities"] == one.to_dicts("article_entities")
        assert [quote["quote_id"] for quote in told["quotes"]] == [quote.quote_id for quote in one.quotes]
        assert told["article_id"] == one.articles[0].article_id


def test_offsets_hold(found: onrecord.Extraction) -> None:
    """`body[start_char:end_char] == text` for what the rows say."""
    bodies = {article.article_id: article.body for article in found.articles}
    rows = [row for table in ("mentions", "quote_parts", "figures", "dates") for row in found.to_dicts(table)]
    assert len(rows) > 6
    assert all(bodies[row["article_id"]][row["start_char"] : row["end_char"]] == row["text"] for row in rows)


@pytest.mark.parametrize("table", ["articles", *(name for name, table in BY_NAME.items() if table.level == "article")])
def test_tables_have_the_types_of_the_warehouse(found: onrecord.Extraction, table: str) -> None:
    """Each table has its columns and Arrow types, but for load_id; also where it is empty."""
    if table == "article_revisions":
        return
    known = BY_NAME[table].arrow_schema
    made = found.to_arrow(table).schema
    assert made.names == [name for name in known.names if name != "load_id"]
    assert all(made.field(name).type == known.field(name).type for name in made.names)


def test_data_frames_keep_types(found: onrecord.Extraction) -> None:
    """Polars and pandas have the values, days stay days, lists lists and NULL NULL."""
    arrow = found.to_arrow("dates")
    assert found.to_polars("dates").schema["start_date"] == pl.Date
    assert found.to_polars("articles").schema["byline"] == pl.List(pl.String)
    frame = found.to_pandas("dates")
    assert frame["start_date"].dtype == pd.ArrowDtype(pa.date32())
    assert [None if pd.isna(day) else day for day in frame["start_date"]] == arrow["start_date"].to_pylist()
    assert set(found.tables()) == {"articles", *(name for name in found.tables() if name != "articles")}


def test_a_day_holds_for_those_without_one() -> None:
    """`published_at` is a default, as text, day or instant."""
    for day in ("2026-05-14", datetime(2026, 5, 14, 12, tzinfo=UTC)):
        made = onrecord.extract([{"text": TEXT}, RECORDS[0] | {"published_at": "2020-01-01"}], published_at=day)
        assert [str(article.published_date) for article in made.articles] == ["2026-05-14", "2020-01-01"]


def test_an_article_goes_in_again(found: onrecord.Extraction) -> None:
    """What an extraction holds is an `Article`, and gives the same rows."""
    again = onrecord.extract(found.articles, annotator="simple")
    assert again.tables() == found.tables()
    assert isinstance(found.articles[0], onrecord.Article)


def test_what_can_not_pass_ends_nothing() -> None:
    """Of many, each that can't pass is named by place and reason; one alone raises; nothing says its text."""
    given = ["", {"text": 7}, 5, {"text": TEXT, "published_at": "someday SECRET"}, *RECORDS, RECORDS[0]]
    made = onrecord.extract(given, annotator="simple")  # type: ignore[arg-type]  # what a caller may do
    codes = [(one.index, one.code) for one in made.refused]
    assert codes == [(0, "empty_body"), (1, "wrong_type"), (2, "not_an_object"), (3, "bad_date")]
    assert (len(made), made.repeated) == (2, (6,))
    assert "SECRET" not in repr(made) + repr(made.refused)
    with pytest.raises(onrecord.RecordError, match="no visible character"):
        onrecord.extract(" ")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: onrecord.extract("Text.", annotator="gpt"), onrecord.SettingsError),
        (lambda: onrecord.extract(3), onrecord.InputError),  # type: ignore[arg-type]  # what a caller may do
        (lambda: onrecord.extract("Text.", annotator="simple").to_arrow("loads"), onrecord.SettingsError),
    ],
)
def test_what_makes_no_sense_is_an_error_of_ours(call: object, error: type[Exception]) -> None:
    """It is raised at once, and derives from OnrecordError."""
    assert callable(call)
    with pytest.raises(error) as raised:
        call()
    assert isinstance(raised.value, onrecord.OnrecordError)


def test_a_notebook_shows_the_marked_text(found: onrecord.Extraction) -> None:
    """A frame an article, its page whole within an attribute, no markup of the text, nothing loaded from elsewhere."""
    shown = found._repr_html_()
    pages = [html.unescape(page) for page in re.findall(r'srcdoc="([^"]*)"', shown)]
    assert len(pages) == 2
    assert "<script>alert" not in shown
    assert "<script>alert" not in pages[0]
    assert "&lt;script&gt;alert(" in pages[0]
    assert 'class="' in pages[0]
    assert "Ann Lee" in pages[0]
    assert all("allow-same-origin" not in tag for tag in re.findall(r"<iframe[^>]*", shown))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', pages[0])


def test_a_notebook_shows_not_everything() -> None:
    """Of many articles the first few, and how many more there are."""
    many = onrecord.extract(
        [f"Ann Lee sold {number} boats in Ely, she said." for number in range(5)], annotator="simple"
    )
    assert many._repr_html_().count("<iframe") == 3
    assert "and 2 more articles" in many._repr_html_()
