"""From a record as a reader gives it to a valid article, under the id that the settings want."""

from flows.readers.base import Record, Slice
from flows.readers.registry import reader_named
from flows.validate.article import ValidationSettings, keys_of, to_article
from flows.validate.body import storable
from schemas.article import Article, RawArticle
from schemas.errors import RecordError
from schemas.ids import article_id

_STDIN = "-"


def article_of(record: Record, piece: Slice, settings: ValidationSettings) -> Article:
    """The article of a record that stands in `piece`.

    With `id_from` of `path` its id at its source is the file's path below SOURCE; where a file has several records,
    `#` and the record's own id, else its index, follow.

    Raises:
        RecordError: the record can't pass, or two files of a load would be one article.
    """
    if record.raw is None:
        raise record.error or RecordError("unreadable", "", "the reader gave neither a record nor a reason")
    raw = _placed(record.raw, record, piece) if settings.id_from == "path" else record.raw
    article = _traced(to_article(raw, settings), record, piece)
    by_path = settings.id_from in ("field", "path") and (article.external_id or "").partition("#")[0] == piece.uri
    if piece.namesake and by_path:
        raise RecordError("id_collision", "id", _same_name(piece.namesake))
    return article


def _traced(article: Article, record: Record, piece: Slice) -> Article:
    """The article with where it came from."""
    came = {
        "input_uri": storable(record.uri or piece.uri),
        "input_sha256": piece.sha256,
        "record_index": record.index,
        "reader": record.format or piece.format,
    }
    return article.model_copy(update=came)


def possible_ids(record: Record, piece: Slice, source_id: str) -> set[str]:
    """The article ids that a record would have if it passed, whatever they are made of but its content."""
    if record.raw is None:
        return set()
    placed = (record.raw, _placed(record.raw, record, piece))
    return {article_id(source_id, key) for raw in placed for key in keys_of(raw, ValidationSettings(source_id))}


def _placed(raw: RawArticle, record: Record, piece: Slice) -> RawArticle:
    own = int(raw.id) if isinstance(raw.id, float) and raw.id.is_integer() else raw.id
    if piece.uri == _STDIN or not (own is None or isinstance(own, str | int)):
        return raw
    uri = record.uri or piece.uri
    if reader_named(record.format or piece.format).one_record:
        return raw.model_copy(update={"id": uri})
    return raw.model_copy(update={"id": f"{uri}#{record.index if own is None else own}"})


def _same_name(other: str) -> str:
    return (
        f"its path below SOURCE is that of {other}, so it would be taken for a revision of that; "
        "load the folder above both, or each with a --source of its own"
    )
