"""Articles of several outlets about one event are one story; events of one kind, and a topic's later weeks, are not.

`story_articles.json` has articles written apart: the same event told by two or three outlets, two events of one kind in
one week (bridges, earthquakes, mergers, verdicts), a strike over three weeks, one outlet's series, and a day's results.
"""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.warehouse.corpus.telling import Telling, Tellings

_ARTICLES = json.loads((Path(__file__).parent / "story_articles.json").read_text("utf-8"))
_STORIES = sorted({article["story"] for article in _ARTICLES if article["story"]})
_CAPITALS = re.compile(r"(?<=[a-z,;] )[A-Z]\w+(?: [A-Z]\w+)*")
_IMPRINT = "This report is free to read. Write to the desk of {} with what you have seen, heard or photographed."


def _article(number: int, given: dict[str, Any]) -> Telling:
    """An article with its outlet's imprint, which each of its articles has."""
    return Telling(
        number,
        [given["text"], _IMPRINT.format(given["outlet"])],
        publisher=given["outlet"],
        day=date(2024, 5, 1) + timedelta(days=given["day"] - 1),
        headline=given["headline"],
        names=sorted(set(_CAPITALS.findall(given["text"]))),
    )


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """The articles that each one stands in a story with."""
    articles = [_article(number, given) for number, given in enumerate(_ARTICLES)]
    names = {article.article_id: _ARTICLES[article.number]["id"] for article in articles}
    with Tellings() as corpus:
        corpus.load(articles)
        groups = [{names[one] for one in told} for told in corpus.told()]
    return {name: group for group in groups for name in group}


@pytest.mark.parametrize("story", _STORIES)
def test_a_story_has_its_articles_and_no_other(story: str, found: dict[str, set[str]]) -> None:
    """What a reader takes for one event is one story."""
    wanted = {article["id"] for article in _ARTICLES if article["story"] == story}
    assert [found.get(name) for name in sorted(wanted)] == [wanted] * len(wanted)


def test_what_one_outlet_tells_is_no_story(found: dict[str, set[str]]) -> None:
    """An event that one outlet tells, a pattern of results and a day's weather are in no story."""
    alone = {article["id"] for article in _ARTICLES if article["story"] is None}
    assert {name: group for name, group in found.items() if name in alone} == {}
