"""A file of rules: YAML, checked line by line, so that a slip is told where it stands."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemas.errors import InputError, SettingsError

_LARGEST: Final = 1_000_000
"""Bytes of a file of rules; ten thousand names take a third of that."""
_DEEPEST: Final = 8
"""Lists and mappings within one another; the rules need four."""
Name = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\w")]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class _Rule(_Strict):
    name: Name = Field(description="What the rule is called in alerts; each name once")
    confidence: Annotated[float, Field(ge=0, le=1)] = Field(0.5, description="Rows that are less sure raise nothing")


class NamesRule(_Rule):
    """An article names one of them; a name is words of a name or alias, an id is the corpus's or Wikidata's."""

    watch: Literal["names"]
    who: Names


class QuotesRule(_Rule):
    """One of them is quoted, if `about` is there with one of these words."""

    watch: Literal["quotes"]
    who: Names
    about: tuple[Name, ...] = ()


class OutletsRule(_Rule):
    """One of these outlets has an article."""

    watch: Literal["outlets"]
    outlets: Names


class FiguresRule(_Rule):
    """A figure is at or beyond a bound, its unit as in the table `figures`; `counted` and `who` narrow it."""

    watch: Literal["figures"]
    counted: tuple[Name, ...] = ()
    who: tuple[Name, ...] = ()
    unit: Name | None = None
    kind: Name | None = None
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a rule for figures needs at_least or at_most")
        if not (self.counted or self.who or self.unit or self.kind):
            raise ValueError("a rule for figures needs counted, who, unit or kind beside its bound")
        return self


class DisputesRule(_Rule):
    """Two figures can't both be right; `about` (a topic, or words of a sentence) and `who` (the owner) narrow it."""

    watch: Literal["disputes"]
    about: tuple[Name, ...] = ()
    who: tuple[Name, ...] = ()


class WordsRule(_Rule):
    """One of them is quoted with words that are near those of before, and are others."""

    watch: Literal["words"]
    who: Names


Rule = Annotated[
    NamesRule | QuotesRule | OutletsRule | FiguresRule | DisputesRule | WordsRule, Field(discriminator="watch")
]


class Webhook(_Strict):
    """Where alerts are sent: this address alone, by POST, signed if there is a secret; no redirect is followed."""

    url: Annotated[str, Field(max_length=2000, pattern=r"^https?://")]
    secret_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = Field(
        None, description="Environment variable with the secret that bodies are signed with"
    )
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10
    attempts: Annotated[int, Field(ge=1, le=5)] = 3
    allow: tuple[str, ...] = Field((), description="Addresses (IP) of a private network that the host may have")

    @model_validator(mode="after")
    def _without_password(self) -> Self:
        parts = urlsplit(self.url)
        if not parts.hostname or parts.username or parts.password:
            raise ValueError("url: is no address, or has a password in it")
        return self


class WatchList(_Strict):
    """What a file of rules says."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    file: Path | None = Field(None, description="JSON lines that alerts are added to; beside the rules if relative")
    webhook: Webhook | None = None

    @property
    def names(self) -> Sequence[str]:
        """The names of the rules."""
        return [rule.name for rule in self.rules]


def read_rules(path: Path) -> WatchList:
    """Read a file of rules.

    Raises:
        InputError: it can't be read.
        SettingsError: it makes no sense; the message names file and line.
    """
    node = _composed(path, _content(path))
    try:
        rules = WatchList.model_validate(_plain(node))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = tuple(part for part in first["loc"] if part not in _KINDS)
        told = ".".join(map(str, place)) or "the file"
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{path}, line {_line(node, place)}: {told}: {message}; mend it.") from None
    _refuse_twice(path, node, rules)
    return rules.model_copy(update={"file": path.parent / rules.file}) if rules.file else rules


_KINDS: Final = frozenset({"names", "quotes", "outlets", "figures", "disputes", "words"})


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise SettingsError(f"{path}: has more than {_LARGEST:,} bytes; take several files of rules")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}). Check the path and its permissions.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not in UTF-8. Save it in that encoding.") from None


def _composed(path: Path, text: str) -> yaml.Node:
    try:
        _refuse_references(path, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SettingsError(f"{path}, line {line}: is no YAML ({error.problem or error.context}); mend it.") from None
    except yaml.YAMLError:
        raise SettingsError(f"{path}, line 1: is no YAML; it holds characters that are not allowed there.") from None
    if node is None:
        raise SettingsError(f"{path}, line 1: is empty; it must have `rules:` with a rule at least.")
    return node


def _refuse_references(path: Path, text: str) -> None:
    """Refuse aliases (a few lines of them unfold to gigabytes) and depth, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            what = "a reference (*name)" if isinstance(event, yaml.AliasEvent) else "lists within lists"
            raise SettingsError(f"{path}, line {event.start_mark.line + 1}: has {what}, which rules have no use for.")


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401  # what YAML holds
    """What a node says; a number or word that YAML would turn into a day or a truth stays the word it is."""
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    if node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        return _number(node.value)
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _number(text: str) -> object:
    try:
        return json.loads(text.replace("_", ""))
    except ValueError:
        return text


def _line(node: yaml.Node, place: Sequence[int | str]) -> int:
    """The line, from 1, of what lies at a place; of what is missing there, where it would be."""
    for part in place:
        inner = _within(node, part)
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1


def _within(node: yaml.Node, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part] if part < len(node.value) else None
    return None


def _refuse_twice(path: Path, node: yaml.Node, rules: WatchList) -> None:
    for place, name in enumerate(rules.names):
        if name in rules.names[:place]:
            line = _line(node, ("rules", place, "name"))
            raise SettingsError(f"{path}, line {line}: rules.{place}.name: another rule has this name; change one.")
