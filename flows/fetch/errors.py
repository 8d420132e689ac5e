"""Why an address was not fetched."""


class FetchError(Exception):
    """An address could not be fetched; the message says why, without anything that came from there."""


class RefusedError(FetchError):
    """An address is not fetched, whatever would answer."""
