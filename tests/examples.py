"""How many examples a property test tries: a quarter in `make test`, all of them in `make fuzz`.

`make test` is run with every change, and shows what a change breaks; `make fuzz` (the profile `fuzz`) looks for what
was broken all along, for as long as it is told.
"""

from hypothesis import settings

_WHOLE = 100
"""Examples of a test that says nothing else, in `make fuzz`; Hypothesis' own number."""
_SHARE = 4


def register_profiles() -> None:
    """Make the profiles known to Hypothesis, and take that of `make test`; how long an example takes is for `bench`."""
    settings.register_profile("onrecord", settings(), deadline=None, max_examples=_WHOLE // _SHARE)
    settings.register_profile("fuzz", settings(), deadline=None, max_examples=_WHOLE)
    settings.load_profile("onrecord")


def examples(count: int) -> int:
    """Of so many examples in `make fuzz`, those of the profile in force; five at least."""
    return max(5, count * settings().max_examples // _WHOLE)
