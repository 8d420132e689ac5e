"""From the command line's options to a flow's settings."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from flows.readers.mapping import parse_mapping
from schemas.errors import SettingsError

Model = TypeVar("Model", bound=BaseModel)


def settings_of(model: type[Model], options: Mapping[str, object]) -> Model:
    """The settings that the given options say; the rest keeps its defaults.

    Raises:
        SettingsError: an option has a value that makes no sense.
    """
    values = {name: value for name, value in options.items() if value is not None}
    if isinstance(mapping := values.pop("mapping", None), str):
        values["mapping"] = parse_mapping(mapping)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}; see --help") from None


@contextmanager
def standard_input(sources: Sequence[str]) -> Iterator[Path | None]:
    """Copy standard input to a file if it is a source: a load reads its inputs twice, to hash and to parse them."""
    if "-" not in sources:
        yield None
        return
    with tempfile.NamedTemporaryFile(prefix="onrecord-") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
        file.flush()
        yield Path(file.name)
