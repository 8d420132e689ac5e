"""What tables and records of strangers write for a value: words for none, lists printed as text, wrapped types."""

import ast
import json
from collections.abc import Mapping

_NONE = frozenset({"nan", "nat", "null", "none", "n/a", "na", "<na>", "undefined", "\\n", "[]", "{}", "-"})
"""What programs print where there is nothing: pandas, JavaScript, SQL; lower case."""
_WRAPPED = ("$oid", "$date", "$numberLong", "$numberInt", "$numberDouble")
"""Extended JSON (MongoDB): `{"$date": "2026-05-05T10:00:00Z"}`."""
_LONGEST_LIST = 2_000
"""Characters of a printed list that is looked at: names of authors."""
_LINE = ("text", "content", "value", "paragraph")
"""Keys under which an object in a list of paragraphs has its words."""


def unwrapped(value: object) -> object:
    """A value without the type that extended JSON writes around it."""
    for _ in range(2):  # {"$date": {"$numberLong": "…"}}
        if not (isinstance(value, Mapping) and len(value) == 1):
            break
        key = next(iter(value))
        if key not in _WRAPPED:
            break
        value = value[key]
    return value


def given(value: object) -> object:
    """A value; None for what stands for none."""
    return None if isinstance(value, str) and value.strip().casefold() in _NONE else value


def listed(value: object) -> object:
    """The list that a text prints, *['Ann Lee', 'Bo Roe']*; else the value itself."""
    if not isinstance(value, str) or not (value.startswith("[") and value.endswith("]")) or len(value) > _LONGEST_LIST:
        return value
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return value


def joined(value: object) -> object:
    """A text that comes as a list of paragraphs, a paragraph a line; else the value itself."""
    if not isinstance(value, list) or not value:
        return value
    lines = [
        next((one[key] for key in _LINE if key in one), None) if isinstance(one, Mapping) else one for one in value
    ]
    return "\n".join(str(line) for line in lines) if all(isinstance(line, str) for line in lines) else value
