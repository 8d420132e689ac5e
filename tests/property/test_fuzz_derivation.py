"""The derivation under spoiled articles: rows that point at their text come out, never an exception.

`make fuzz` runs this with fresh examples; `python -m tests.property.test_fuzz_derivation MINUTES` takes so many CPU
minutes, and counts. What is spoiled are the golden passages: cut, spliced into one another, and full of odd characters,
enormous numbers, marks that nothing closes, and dates that no calendar has.
"""

import json
import random
import sys
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.derive.annotate.choose import annotator_for
from flows.derive.pipeline import Derived, derive
from flows.validate.article import ValidationSettings, to_article
from schemas.article import RawArticle
from schemas.errors import RecordError
from tests import strategies

_GOLDEN = Path(__file__).parents[1] / "golden"
_NUMBERS = ("9" * 400, "1e999", "-0", "0", "1/0", "½", "٣٤", "十億", "$999,999,999,999,999,999", "1,2,3,4", "٪",
            "1.2.3.4", "100 percent of 0", "a trillion trillion trillion", "£-5bn", "one hundred million thousand",
            "M$", "between 9 and 1", "up 50 % from 0 %", "1000000th", "-40 C", "half a half")  # fmt: skip
_DATES = ("31 February 2021", "May 0, 0000", "the 12th of the month", "99/99/9999", "Monday 13:61", "1 January 9999",
          "1 January 0001", "next century", "ten billion years ago", "Feb. 29, 1900", "10000-01-01",
          "since yesterday's tomorrow", "Easter 99999", "the 999th of May", "1987-",
          "in 20 2020")  # fmt: skip
_PIECES = (*strategies.ODD, *strategies.MARKS, *strategies.ENDS, *strategies.CUES, *strategies.NAMES,
           *strategies.PRONOUNS, *_NUMBERS, *_DATES, "(", ")", "[sic]", "…", "\u0301", "\u202e", "\U000e0041", "ﬁ",
           "'s", "\n> ", "\n- ", "Q: ", "POLL: ", "-", "/", "@a", "#b", "https://a.example/x?y=“z”")  # fmt: skip
_DAYS = ("2021-02-03T04:05:06Z", "1600-01-01", "2199-12-31T23:59:59Z", "2020-02-29", None)


@cache
def passages() -> tuple[str, ...]:
    """The texts of the golden passages of every layer."""
    lines = (line for path in sorted(_GOLDEN.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    texts = (json.loads(line).get("text") for line in lines)
    return tuple(text for text in texts if isinstance(text, str) and text)


def spoiled(chance: random.Random) -> str:
    """One to four passages with one to twelve changes: a piece put in, often many times over, a cut, a copy, a case."""
    text = "\n\n".join(chance.choices(passages(), k=chance.randint(1, 4)))
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randint(0, len(text)), chance.choice((1, 2, 8, 40))
        match chance.randint(0, 7):
            case 0 | 1 | 2:
                text = text[:at] + chance.choice(_PIECES) * chance.choice((1, 1, 1, 1, 2, 30)) + text[at:]
            case 3:
                space = text.find(" ", at)
                text = text if space < 0 else f"{text[:space]} {chance.choice(_PIECES)}{text[space:]}"
            case 4:
                text = text[:at] + text[at + length :]
            case 5:
                back = chance.randint(0, len(text))
                text = text[:back] + text[at : at + length] + text[back:]
            case 6:
                text = text[:at] + text[at : at + length].swapcase() + text[at + length :]
            case _:
                text = text[:at] + chance.choice(_PIECES) + text[at + length :]
    return text


def check(text: str, day: str | None) -> Derived | None:
    """Derive as a load does, but let what goes wrong be seen; None of a text that is no article."""
    try:
        article = to_article(RawArticle(text=text, lang="en", published_at=day), ValidationSettings())
    except RecordError:
        return None
    return derive(article, annotator_for("simple", threads=1))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.sampled_from(_DAYS))
def test_spoiled_articles(chance: random.Random, day: str | None) -> None:
    """No text makes a step of the derivation fail, or a row point elsewhere."""
    check(spoiled(chance), day)


def test_passages_are_articles() -> None:
    """What nothing is derived from would fuzz nothing."""
    derived = check(next(text for text in passages() if "said" in text and "”" in text), _DAYS[0])
    assert derived
    assert derived.rows["quotes"]


@pytest.mark.parametrize("day", _DAYS)
def test_dates_at_the_ends_of_the_calendar(day: str | None) -> None:
    """Days that no calendar has, told from the first day that an article may be of to the last."""
    assert check(" ".join(f"It was sold {one}." for one in (*_DATES, "last year", "in ten years")), day)


def main(minutes: float, seed: int) -> None:
    """Fuzz for so many CPU minutes; print how often, what went wrong where, and the slowest text for its length."""
    chance, told, slowest = random.Random(seed), Counter[str](), (0.0, "")  # noqa: S311  # no secret
    runs, end = 0, time.process_time() + minutes * 60
    while time.process_time() < end:
        text, day, start = spoiled(chance), chance.choice(_DAYS), time.process_time()
        try:
            told["articles"] += check(text, day) is not None
        except Exception as error:  # noqa: BLE001  # what is looked for
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__} {Path(place.filename).name}:{place.lineno}"
            if name not in told:
                print(f"{name}: {error}\n{day} {text!r}", flush=True)  # noqa: T201  # what is looked for
            told[name] += 1
        slowest = max(slowest, ((time.process_time() - start) / (len(text) + 1_000), text))
        runs += 1
    print(f"seed {seed}: {runs:,} executions, {dict(told)}")  # noqa: T201
    print(f"slowest: {slowest[0] * 1e6:.0f} µs a character: {slowest[1][:300]!r}")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32))
