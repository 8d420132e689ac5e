"""What the command is asked for is one of two things, and kinds are those that it knows."""

import click
import pytest

from flows.commands.validate import validate


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Give --sample N"),
        (["--sample", "5", "--score", "x.json"], "Give --sample N"),
        (["second.json", "--sample", "5"], "Give --sample N"),
        (["--sample", "0"], "not in the range"),
        (["--sample", "5", "--of", "quotes,verbs"], "name some of quotes,figures,entities,dates"),
    ],
)
def test_wrong_usage(arguments: list[str], told: str) -> None:
    """Nothing is opened or written."""
    with pytest.raises(click.UsageError) as raised:
        validate.main(arguments, standalone_mode=False)
    assert told in raised.value.message


def test_kinds_are_taken_once_in_their_order() -> None:
    """Whatever order they are named in: the sample would be another else."""
    context = validate.make_context("validate", ["--sample", "5", "--of", "dates, quotes,dates"])
    assert context.params["kinds"] == ("quotes", "dates")
