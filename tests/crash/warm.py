"""The articles of the random kills; importing this derives one, so that forked processes have seeds and rules."""

from flows.derive.annotate.choose import annotator_for
from flows.derive.extract import extract_article
from flows.validate.article import ValidationSettings, to_article
from schemas.article import RawArticle

_CALM = "A calm sentence about the weather in the north of the country, long enough to be taken for English."


def _record(number: int, said: str = "We sold {} boats in May") -> dict[str, str]:
    text = f"“{said.format(number + 3)},” said Ann Lee of Norvex. {_CALM}"
    day = f"2024-{number % 2 + 1:02d}-02"
    return {"id": f"a{number}", "text": text, "published_at": day, "lang": "en", "unknown": "x" * 2_000}


ARTICLES = [_record(number) for number in range(4)]
CHANGED = [
    *(_record(number, "We never sold {} boats in May") for number in range(2)),
    *(_record(number) for number in range(3, 9)),
    {"id": "bad", "text": "A record that is refused.", "lang": "?!"},
]

extract_article(to_article(RawArticle(**ARTICLES[0]), ValidationSettings()), annotator_for("simple", threads=1))
