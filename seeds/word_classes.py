"""Small closed classes of words, from `reference/word_classes.csv`."""

from functools import lru_cache

from seeds.rows import WordClassName, WordOfClass


@lru_cache(maxsize=256)
def words_of(name: WordClassName) -> frozenset[str]:
    """The words of a class, lower case, apostrophes plain."""
    return frozenset(row.word for row in WordOfClass.rows() if row.name == name)
