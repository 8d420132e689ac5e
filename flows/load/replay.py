"""Replay: open rejects, mended or not, become the input of a load again."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from flows.load.plan import Plan
from flows.load.rejects import payload_of, replay_slice
from schemas.errors import InputError
from schemas.ledger import Reject


def by_source(rejects: Sequence[Reject]) -> list[list[Reject]]:
    """The rejects by source and mapping, each group a load of its own, in the order of their positions."""
    ordered = sorted(rejects, key=lambda one: (*_source(one), one.input_uri, one.record_index, one.reject_id))
    return [list(group) for _, group in groupby(ordered, key=_source)]


def _source(reject: Reject) -> tuple[str, str]:
    return reject.source_id, reject.mapping or "{}"


def plan_replay(rejects: Sequence[Reject], folder: Path, mended: Path | None) -> Plan:
    """Write the payloads into `folder` and return the plan that reads them under their old addresses.

    Raises:
        InputError: a payload was too long to be kept, and no mended one is given.
    """
    digest = hashlib.sha256()
    slices = []
    for number, reject in enumerate(rejects):
        payload = mended.read_bytes() if mended else _kept(reject)
        path = folder / f"{number:06d}"
        path.write_bytes(payload)
        digest.update(f"{reject.input_uri}\n{reject.record_index}\n".encode() + hashlib.sha256(payload).digest())
        slices.append(replay_slice(reject, path))
    return Plan((tuple(slices),), f"{len(rejects)} rejects", digest.hexdigest())


def _kept(reject: Reject) -> bytes:
    payload = payload_of(reject)
    if payload is None:
        raise InputError(
            f"reject {reject.reject_id}: its payload of {reject.payload_bytes:,} bytes was not kept; "
            f"load {reject.input_uri} again, or give the mended record with --payload"
        )
    return payload
