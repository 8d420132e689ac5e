"""Articles, in the order of their publication, join stories or begin one.

Method: single-pass clustering by publication with a window of time, as in Yang, Pierce and Carbonell 1998, "A study on
retrospective and on-line event detection"; an article joins by its mean likeness to a story's articles of the last
days, so that one article about two events does not tie them. A decision depends on what came earlier alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

WINDOW_DAYS: Final = 3
"""Days between two articles that are compared."""

SPAN_DAYS: Final = 7
"""Days that a story goes on for; what is told later begins another one."""

ALIKE: Final = 0.35
"""Likeness to an article of another outlet from which on an article may join its story. From .3 on 55 of 86 articles
read told the story's event, from .35 on three in four (`warehouse/SCALE.md`)."""

ALIKE_AT_HOME: Final = 0.5
"""The same for its own outlet, whose articles share a style and a subject."""

ALIKE_ON_AVERAGE: Final = 0.2
"""Mean likeness to a story's articles of the window that an article needs."""

ALIKE_BESIDE: Final = 0.15
"""Likeness that is left without the word that two articles share most: one name is not an event."""

LEAST: Final = 0.1
"""Smaller likenesses count as none."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article that is compared: copies of it are not.

    Attributes:
        article_id: its id.
        day: its day of publication, as a number.
        outlet: who printed it.
    """

    article_id: str
    day: int
    outlet: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a text is to an earlier one.

    Attributes:
        earlier: the earlier one's place in the order of publication.
        alike: cosine of both.
        beside: the same without the word that adds most to it.
    """

    earlier: int
    alike: float
    beside: float


@dataclass(frozen=True, slots=True)
class Joined:
    """To which story a text belongs.

    Attributes:
        story_id: the article_id of the story's first text.
        first_day: that one's day.
        similarity: mean likeness to the story's texts of the window as it joined; 1 of the first.
    """

    story_id: str
    first_day: int
    similarity: float


@dataclass
class Stories:
    """Stories as they grow.

    Attributes:
        texts: the texts of some days and of the window before them, in the order of publication.
        joined: what the texts before those days joined, by their article_id; a text that is not in it began a story.
    """

    texts: Sequence[Text]
    joined: Mapping[str, Joined]
    _of: dict[int, Joined] = field(default_factory=dict)
    _members: dict[str, list[int]] = field(default_factory=dict)

    def place(self, places: Iterable[int], alike: Mapping[int, Sequence[Likeness]]) -> dict[str, Joined]:
        """Let the texts of the days join, in order, and return which joined what; the others begin stories.

        Args:
            places: places of those texts in `texts`, ascending.
            alike: likenesses to earlier texts, by the place of the later one.
        """
        wanted = list(places)
        known = set(wanted)
        for place in range(len(self.texts)):
            if place not in known:
                self._note(place, self.joined.get(self.texts[place].article_id))
        found: dict[str, Joined] = {}
        for place in wanted:
            best = self._best(place, alike.get(place, ()))
            self._note(place, best)
            if best is not None:
                found[self.texts[place].article_id] = best
        return found

    def _note(self, place: int, joined: Joined | None) -> None:
        text = self.texts[place]
        self._of[place] = joined or Joined(text.article_id, text.day, 1)
        self._members.setdefault(self._of[place].story_id, []).append(place)

    def _best(self, place: int, likenesses: Sequence[Likeness]) -> Joined | None:
        """The story that a text is most like, of those that it may join."""
        day = self.texts[place].day
        candidates: dict[str, list[Likeness]] = {}
        for one in likenesses:
            candidates.setdefault(self._of[one.earlier].story_id, []).append(one)
        rated = []
        for story_id, found in candidates.items():
            first_day = self._of[found[0].earlier].first_day
            if day - first_day <= SPAN_DAYS and any(self._ties(place, one) for one in found):
                mean = sum(sorted(one.alike for one in found)) / sum(1 for _ in self._current(story_id, place))
                rated.append((round(mean, 3), story_id, first_day))
        if not rated or (best := max(rated))[0] < ALIKE_ON_AVERAGE:
            return None
        return Joined(best[1], best[2], best[0])

    def _ties(self, place: int, one: Likeness) -> bool:
        at_home = self.texts[place].outlet == self.texts[one.earlier].outlet
        return one.alike >= (ALIKE_AT_HOME if at_home else ALIKE) and one.beside >= ALIKE_BESIDE

    def _current(self, story_id: str, place: int) -> Iterator[int]:
        """The texts of a story that an article of this place is compared with."""
        first = self.texts[place].day - WINDOW_DAYS
        return (member for member in self._members[story_id] if member < place and self.texts[member].day >= first)
