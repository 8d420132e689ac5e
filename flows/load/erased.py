"""Articles that were erased do not come back with the next load of the file that holds them."""

from dataclasses import replace

import duckdb

from flows.load.job import Job
from flows.load.parse import RejectFile, records_of
from flows.load.staged import batch_of, first_seq
from flows.readers.base import Payload
from schemas.errors import RecordError

_ERASED = "SELECT seq FROM incoming WHERE article_id IN (SELECT article_id FROM news.erasures) ORDER BY seq"


def refuse_erased(con: duckdb.DuckDBPyConnection, job: Job, *, has_news: bool) -> int:
    """Delete the records of erased articles from the table `incoming`, write their rejects, return how many they were.

    The rejects tell the place of a record and nothing of it. With the setting `restore_erased` they pass.
    """
    if not has_news or job.settings.restore_erased:
        return 0
    wanted = {row[0] for row in con.execute(_ERASED).fetchall()}
    if wanted:
        con.execute("DELETE FROM incoming WHERE seq IN (SELECT unnest(?))", [sorted(wanted)])
        _write_rejects(job, wanted)
    return len(wanted)


def _write_rejects(job: Job, wanted: set[int]) -> None:
    error = RecordError("erased", "", "the article was erased from this store; --restore-erased lets it in again")
    with RejectFile(job, "erased") as rejects:
        for number in sorted({batch_of(seq) for seq in wanted}):
            for seq, (piece, record) in enumerate(records_of(job, number), first_seq(number)):
                if seq in wanted:
                    place = replace(record, payload=Payload(None, 0), raw=None, error=error)
                    rejects.add(piece, place, error)
