"""Lines as in tables, bylines and results, which no training corpus has, made from templates and known names."""

from collections.abc import Mapping, Sequence

import numpy as np

from flows.derive.annotate.tags import begin_tag, inside_tag
from flows.training.augment import Random
from flows.training.corpora import Sentence
from seeds.rows import CountryForm, TrainingTemplate

Pool = Sequence[tuple[str, ...]]
_KINDS = {"person": "PERSON", "surname": "PERSON", "country": "GPE", "city": "GPE", "club": "ORG", "org": "ORG"}
_LETTERS = "ABCDEFGHJKLMNOPRSTW"
_OUTSIDE_BIT = 1
_WITH_INITIAL = 0.3


class Templates:
    """Fills the templates with names of the corpora and numbers."""

    def __init__(self, names: Mapping[str, Pool]) -> None:
        rows = CountryForm.rows()
        countries = sorted({tuple(row.form.split()) for row in rows if row.form_kind == "name"})
        known = set(countries)
        cities = [name for name in names["GPE"] if name not in known and len(name) <= 2]  # noqa: PLR2004
        people = [name for name in names["PERSON"] if len(name) > 1]
        pools: dict[str, Pool] = {
            "person": people,
            "surname": sorted({name[-1:] for name in people if name[-1].isalpha()}),
            "country": countries,
            "city": cities,
            "club": [*cities, *(name for name in names["ORG"] if len(name) <= 2)],  # noqa: PLR2004
            "org": names["ORG"],
        }
        self._pools = {slot: pool or countries for slot, pool in pools.items()}
        self._templates = [row.template.split() for row in TrainingTemplate.rows()]

    def documents(self, count: int, random: Random) -> list[list[Sentence]]:
        """`count` documents of three to ten lines of one template each."""
        return [self._document(random) for _ in range(count)]

    def _document(self, random: Random) -> list[Sentence]:
        template = self._templates[random.integers(len(self._templates))]
        return [self._line(template, random) for _ in range(random.integers(3, 11))]

    def _line(self, template: Sequence[str], random: Random) -> Sentence:
        words: list[str] = []
        bits: list[int] = []
        for slot in template:
            name = slot.strip("{}")
            kind = _KINDS.get(name.lower()) if slot.startswith("{") else None
            new = self._filled(name, random) if slot.startswith("{") else [slot]
            words += new
            inside = [_OUTSIDE_BIT if kind is None else 1 << inside_tag(kind)] * len(new)
            bits += inside if kind is None else [1 << begin_tag(kind), *inside[1:]]
        return Sentence(words=words, doc="templates", allowed=np.array(bits, np.int32))

    def _filled(self, name: str, random: Random) -> list[str]:
        pool = self._pools.get(name.lower())
        if pool is not None:
            chosen = list(pool[int(random.integers(len(pool)))])
            if name == "surname" and random.random() < _WITH_INITIAL:
                chosen.insert(0, f"{_LETTERS[random.integers(len(_LETTERS))]}.")
            return [word.upper() for word in chosen] if name.isupper() else chosen
        return [_number(name, random)]


def _number(name: str, random: Random) -> str:
    minutes, seconds, hundredths = random.integers((10, 10, 10), (60, 60, 100))
    letter = _LETTERS[random.integers(len(_LETTERS))]
    made = {
        "time": f"{minutes}:{seconds}.{hundredths}" if random.random() < 0.5 else f"{seconds}.{hundredths}",  # noqa: PLR2004
        "set": f"{random.integers(0, 8)}-{random.integers(0, 8)}",
        "year": str(random.integers(1990, 2026)),
        "letter": letter,
    }
    return made.get(name, str(random.integers(0, 100)))
