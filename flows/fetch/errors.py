"""Why an address was not fetched."""


class FetchError(Exception):
    """An address could not be fetched; the message says why, without anything that came from there."""


class UnreachableError(FetchError):
    """A host gives no answer, or says that it can't now: it is left alone for a while."""


class LostError(FetchError):
    """No later try would fetch the address."""


class RefusedError(LostError):
    """An address is not fetched, whatever would answer."""
