"""The file that a judge saves: the sample without its text, and a judgement for each row that was judged."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.judging.kinds import KINDS, KindName
from schemas.errors import InputError

FORMAT: Final = "onrecord-judged"
VERSION: Final = 1
_LARGEST: Final = 64_000_000
"""Bytes; a judgement takes some 300, so this is a sample of 200,000."""
_PLAIN: Final = re.compile(r"[a-z_0-9.]+")
Verdict = Literal["right", "attributes", "wrong", "unsure"]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stratum(_Part):
    """Rows of a kind and band of confidence: how many the store has, and how many were drawn."""

    kind: KindName
    band: str = Field(max_length=20)
    in_store: Count
    drawn: Count


class Drawn(_Part):
    """A row of the sample; `has` are the attributes that have a value, known once its article was read."""

    row_id: str = Field(min_length=1, max_length=100)
    article_id: str = Field(max_length=2000)
    kind: KindName
    band: str = Field(max_length=20)
    confidence: float = Field(ge=0, le=1)
    rule: str = Field(max_length=200)
    outlet: str = Field(max_length=2000)
    has: tuple[str, ...] = ()


class Sample(_Part):
    """What was drawn, from which snapshot, how: enough to weigh the judgements back to the store."""

    sample_id: str = Field(min_length=1, max_length=100)
    snapshot_id: str = Field(max_length=200)
    seed: int
    conditions: tuple[str, ...]
    strata: tuple[Stratum, ...]
    rows: tuple[Drawn, ...]

    @model_validator(mode="after")
    def _rows_of_strata(self) -> Self:
        """Each row lies in a stratum, once, and each stratum has the rows that it says."""
        drawn = {(one.kind, one.band): one.drawn for one in self.strata}
        found = dict.fromkeys(drawn, 0)
        for row in self.rows:
            if (row.kind, row.band) not in found or not set(row.has) <= set(KINDS[row.kind].attributes):
                raise ValueError("a row lies in no stratum, or has an attribute that its kind lacks")
            found[row.kind, row.band] += 1
        if found != drawn or len(drawn) != len(self.strata) or len({row.row_id for row in self.rows}) != len(self.rows):
            raise ValueError("the rows are not those that the strata count")
        if any(one.drawn > one.in_store for one in self.strata):
            raise ValueError("more rows drawn of a stratum than there are")
        return self


class Judgement(_Part):
    """What a judge says of a row.

    `wrong`: the row should not be there at all; `attributes`: it should, but those named are wrong or missing.
    """

    verdict: Verdict
    wrong: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_attributes(self) -> Self:
        if bool(self.wrong) != (self.verdict == "attributes"):
            raise ValueError("attributes are named exactly where the verdict is 'attributes'")
        return self


class Judged(_Part):
    """A judge's file."""

    format: Literal["onrecord-judged"]
    version: Literal[1]
    judge: str = Field(min_length=1, max_length=100)
    sample: Sample
    judgements: Mapping[str, Judgement]

    @model_validator(mode="after")
    def _of_the_sample(self) -> Self:
        kinds = {row.row_id: row.kind for row in self.sample.rows}
        for row_id, judgement in self.judgements.items():
            if row_id not in kinds or not set(judgement.wrong) <= set(KINDS[kinds[row_id]].attributes):
                raise ValueError("a judgement is of a row, or an attribute, that the sample lacks")
        return self


def read_judged(path: Path) -> Judged:
    """The judgements in a file that the page saved, or that Label Studio exported.

    Raises:
        InputError: it can't be read, is no such file, or says what its own sample contradicts.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: larger than {_LARGEST // 1_000_000} MB; give the file that the page saved")
        content = path.read_bytes()
        if content.lstrip()[:1] == b"[":
            return Judged.model_validate(_of_label_studio(path, content))
        return Judged.model_validate_json(content)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); give the file that the page saved") from error
    except ValidationError as error:
        raise InputError(f"{path}: {_first(error)}; give the file that the page of --sample saved") from None


def _of_label_studio(path: Path, content: bytes) -> object:
    from flows.judging.tasks import judged_in  # noqa: PLC0415  # tasks are made of samples, which are defined here

    try:
        return judged_in(orjson.loads(content))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError(
            f"{path}: not a file of judgements, nor Label Studio's export of tasks ({type(error).__name__}); export "
            "as JSON"
        ) from None


def _first(error: ValidationError) -> str:
    """Place and kind of the first error, without a word of the file's text."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if found["type"] == "json_invalid":
        return "no JSON"
    place = ".".join(str(part) for part in found["loc"])
    where = place if _PLAIN.fullmatch(place) else "in a judgement" if place else "as a whole"
    told = found["msg"].removeprefix("Value error, ") if found["type"] == "value_error" else found["type"]
    return f"not a file of judgements ({where}: {told})"
