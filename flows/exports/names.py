"""Identifiers of what is exported: URNs of our own, since articles and rows have no address of ours."""

from typing import Final

WIKIDATA: Final = "http://www.wikidata.org/entity/"


def urn(kind: str, key: str) -> str:
    """`urn:onrecord:quote:KEY`."""
    return f"urn:onrecord:{kind}:{key}"


def wikidata(external_id: str | None) -> str | None:
    """The address of a Wikidata entity; None for ids of another kind."""
    return f"{WIKIDATA}{external_id}" if external_id and external_id[0] == "Q" and external_id[1:].isdigit() else None
