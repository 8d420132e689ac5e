"""From a raw record to an article: what passes is normalised as documented, what does not says why."""

from datetime import UTC, date, datetime

import pytest

from flows.validate.article import ValidationSettings, to_article
from schemas.article import Article, RawArticle
from schemas.errors import RecordError
from schemas.ids import article_id, hash_id, hash_text

SETTINGS = ValidationSettings(source_id="wire")


def article(**fields: object) -> Article:
    """The article of a record with these fields."""
    return to_article(RawArticle.model_validate({"text": "Words.", **fields}), SETTINGS)


def refusal(**fields: object) -> tuple[str, str]:
    """The code and path that a record with these fields is refused with."""
    with pytest.raises(RecordError) as caught:
        article(**fields)
    return caught.value.code, caught.value.path


def test_a_record_with_text_alone_is_an_article() -> None:
    """Everything else is unknown, and stays so."""
    found = article()
    assert (found.external_id, found.url, found.canonical_url, found.headline, found.byline) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert (found.published_at, found.published_tz, found.published_precision) == (None, None, None)
    assert (found.published_month, found.pub_status, found.derivable, found.word_count) == (
        "unknown",
        "usable",
        True,
        1,
    )
    assert found.article_id == article_id("wire", found.content_hash)
    assert found.dup_group_id == hash_text("Words.")


def test_the_id_prefers_what_the_source_gave() -> None:
    """external_id, else canonical_url, else content_hash; the source is part of it."""
    url = "https://Example.com:443/a?utm_source=x#top"
    assert article(id=7, url=url).article_id == article_id("wire", "7")
    assert article(id="", url=url).article_id == article_id("wire", "https://example.com/a")
    other = to_article(RawArticle(text="Words.", id="7"), ValidationSettings(source_id="other"))
    assert other.article_id != article(id=7).article_id


def test_the_content_hash_covers_what_a_revision_is() -> None:
    """Address and id can change without a new revision; the documented tuple is hashed."""
    fields = {"headline": " H ", "byline": "A", "publisher": "P", "published_at": "2021-07-26T10:00:00+02:00"}
    found = article(**fields)
    expected = hash_id("H", ("A",), "Words.", "P", "2021-07-26T08:00:00+00:00", "+02:00", "second", "en", "usable")
    assert found.content_hash == expected == article(**fields, id="x", url="https://a.org").content_hash
    assert article(**{**fields, "headline": "h"}).content_hash != expected


def test_the_body_keeps_every_character_but_three_kinds() -> None:
    """CRLF and CR become LF; NUL and unpaired surrogates U+FFFD; a surrogate pair is its character."""
    assert (
        article(text=" a\r\nb\rc\0d\ud800e\ud83d\ude00\u200b\u00a0 \n").body
        == " a\nb\nc\ufffdd\ufffde😀\u200b\u00a0 \n"
    )


@pytest.mark.parametrize("text", ["", " \r\n\t", "\u200b\ufeff", "\0\0"])
def test_a_text_without_visible_characters_is_refused(text: str) -> None:
    """Nothing could be derived from it, and nobody meant it."""
    assert refusal(text=text) == ("empty_body", "text")


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"text": None}, "missing_text", "text"),
        ({"text": 5}, "wrong_type", "text"),
        ({"text": ["a"]}, "wrong_type", "text"),
        ({"headline": {"a": 1}}, "wrong_type", "headline"),
        ({"byline": [1]}, "wrong_type", "byline"),
        ({"id": True}, "wrong_type", "id"),
        ({"id": 1.5}, "wrong_type", "id"),
        ({"id": 1e30}, "wrong_type", "id"),
        ({"id": float("nan")}, "wrong_type", "id"),
        ({"url": 1}, "wrong_type", "url"),
        ({"url": "https://a.org/" + "x" * 9000}, "field_too_long", "url"),
        ({"headline": "x" * 9000}, "field_too_long", "headline"),
        ({"byline": ["a"] * 1001}, "field_too_long", "byline"),
        ({"lang": "English!"}, "bad_lang", "lang"),
        ({"pub_status": "gone"}, "bad_pub_status", "pub_status"),
        ({"published_at": "soon"}, "bad_date", "published_at"),
        ({"published_at": [2021]}, "bad_date", "published_at"),
        ({"updated_at": "soon"}, "bad_date", "updated_at"),
        ({"published_at": "2021", "published_precision": "day"}, "bad_precision", "published_precision"),
        ({"published_at": "2021", "published_precision": 1}, "bad_precision", "published_precision"),
    ],
)
def test_a_bad_field_refuses_the_record(fields: dict[str, object], code: str, path: str) -> None:
    """The code says what is wrong, the path where."""
    assert refusal(**fields) == (code, path)


def test_limits_are_settings() -> None:
    """A body at the limit passes, one character more does not."""
    settings = ValidationSettings(max_body_chars=5)
    assert to_article(RawArticle(text="12345"), settings).word_count == 1
    with pytest.raises(RecordError, match="5 characters"):
        to_article(RawArticle(text="123456"), settings)


def test_messages_hold_no_text() -> None:
    """Prefect stores messages, and terminals show them."""
    for fields in ({"text": {"secret": 1}}, {"published_at": "secret"}, {"lang": "secret!"}, {"byline": ["secret", 1]}):
        with pytest.raises(RecordError) as caught:
            article(**fields)
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None


def test_a_given_language_wins() -> None:
    """Tags are cut to their language; no confidence, as nothing was detected."""
    german = "Der Minister sagte am Montag, er werde das Gesetz nicht unterschreiben. " * 5
    assert (article(text=german, lang="en-US").lang, article(lang="eng").lang, article(lang="pt_BR").lang) == (
        "en",
        "en",
        "pt",
    )
    found = article(text=german, lang="")
    assert found.lang == "de"
    assert found.lang_confidence is not None
    assert not found.derivable


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Der Minister sagte nein.", "en"),
        ("¡No! – 12,5 %", "en"),
        ("Министр заявил, что реформа необходима.", "ru"),
        ("大臣は月曜日に記者会見で述べた。", "ja"),
        ("The minister said on Monday that he would not sign the bill, whatever the party wanted. " * 4, "en"),
        ("THE MINISTER SAID ON MONDAY THAT HE WOULD NOT SIGN THE BILL, WHATEVER THE PARTY WANTED. " * 4, "en"),
        ("Le ministre a déclaré lundi qu'il ne signerait pas la loi, quoi que veuille le parti. " * 4, "fr"),
    ],
)
def test_language_is_detected(text: str, lang: str) -> None:
    """Under 200 letters only the script tells; beyond, the detector."""
    assert article(text=text).lang == lang


def test_the_day_is_as_written_at_the_source() -> None:
    """Late on the 26th in New York is the 27th in UTC; the day stays the 26th."""
    found = article(published_at="2021-07-26T23:30:00-04:00")
    assert found.published_at == datetime(2021, 7, 27, 3, 30, tzinfo=UTC)
    assert (found.published_date, found.published_tz, found.published_month) == (date(2021, 7, 26), "-04:00", "2021-07")


def test_statuses_are_those_of_iptc() -> None:
    """NewsML-G2 writes stat: before them; a withheld article derives nothing."""
    assert article(pub_status="stat:Withheld").pub_status == "withheld"
    assert article(pub_status="cancelled").pub_status == "canceled"
    assert not article(pub_status="withheld").derivable
