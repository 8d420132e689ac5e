"""Quotes of an article: utterances with their parts, speakers and cues."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.derive.annotation import Span
from flows.derive.document import Document
from flows.derive.speakers import Attribution, attribute
from flows.derive.tokens import Tokens, tokens_of
from flows.derive.utterances import Piece, is_speech, marked_paragraphs
from schemas.ids import row_id
from schemas.rows import ArticleEntity, Mention, Paragraph, Quote, QuotePart, TimeExpression
from schemas.vocabulary import QuoteKind, SpeakerKind

_SPEAKER_KINDS: dict[str, SpeakerKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}
_CONFIDENCE = {"after_subject": 0.8, "after_inverted": 0.8, "before_subject": 0.8, "before_inverted": 0.6}
_SPAN_CONFIDENCE = 0.8


@dataclass(slots=True)
class Utterance:
    """One utterance on its way to a row: its parts' spans, its kind, and what reports it."""

    parts: list[Span]
    kind: QuoteKind
    paragraph: Paragraph
    attribution: Attribution


def find_quotes(
    document: Document,
    entities: Sequence[ArticleEntity],
    mentions: Sequence[Mention],
    dates: Sequence[TimeExpression],
) -> tuple[list[Quote], list[QuotePart]]:
    """The quotes of an article and their parts, in the order of the text; none from links and boilerplate."""
    del dates
    tokens = tokens_of(document)
    utterances = _marked_utterances(document, tokens, mentions)
    by_id = {row.entity_id: row for row in entities}
    quotes: list[Quote] = []
    parts: list[QuotePart] = []
    for one in utterances:
        quote = _quote(document, tokens, one, by_id, mentions)
        quotes.append(quote)
        parts += _parts(document, quote, one.parts)
    quotes.sort(key=lambda row: (row.start_char, row.end_char, row.quote_id))
    parts.sort(key=lambda row: (row.start_char, row.quote_id, row.part))
    return quotes, parts


def _marked_utterances(document: Document, tokens: Tokens, mentions: Sequence[Mention]) -> list[Utterance]:
    """Speech between marks; pieces of one paragraph with one reporting clause are one utterance."""
    found: list[Utterance] = []
    for marked in marked_paragraphs(document):
        last: Utterance | None = None
        for piece in marked.pieces:
            own = attribute(tokens, piece, mentions)
            if not is_speech(document.body, piece, has_cue=own is not None):
                continue
            if last is not None and (own is None or own.cue == last.attribution.cue):
                last.parts.append((piece.marked.start, piece.marked.end))
                continue
            last = Utterance(
                [(piece.marked.start, piece.marked.end)], "direct", piece.paragraph, own or _carried(found, piece)
            )
            found.append(last)
    return found


def _carried(found: Sequence[Utterance], piece: Piece) -> Attribution:
    """A floating quote's speaker is the one before."""
    if found and piece.floating and found[-1].paragraph.paragraph >= piece.paragraph.paragraph - 1:
        return Attribution(None, None, found[-1].attribution.speaker, "floating")
    return Attribution(None, None, None, "unattributed")


def _quote(
    document: Document, tokens: Tokens, one: Utterance, entities: dict[str, ArticleEntity], mentions: Sequence[Mention]
) -> Quote:
    article_id, body, by = document.article.article_id, document.body, one.attribution
    mention = _mention_in(by.speaker, mentions)
    entity = entities.get(mention.entity_id) if mention and mention.entity_id else None
    cue = (tokens.starts[by.cue], tokens.ends[by.cue]) if by.cue is not None else None
    return Quote(
        quote_id=row_id("quotes", article_id, *(edge for part in one.parts for edge in part)),
        article_id=article_id,
        kind=one.kind,
        text=" … ".join(body[start:end] for start, end in one.parts),
        start_char=one.parts[0][0],
        end_char=one.parts[-1][1],
        n_parts=len(one.parts),
        speaker_entity_id=entity.entity_id if entity else None,
        speaker_name=entity.name if entity else None,
        speaker_text=body[slice(*by.speaker)] if by.speaker else None,
        speaker_start=by.speaker[0] if by.speaker else None,
        speaker_end=by.speaker[1] if by.speaker else None,
        speaker_kind=_SPEAKER_KINDS.get(entity.kind, "group") if entity else ("unnamed" if by.speaker else None),
        speaker_title=entity.title if entity else None,
        speaker_affiliation=entity.affiliation if entity else None,
        cue_text=body[slice(*cue)] if cue else None,
        cue_lemma=by.entry.lemma if by.entry else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        polarity=by.entry.polarity if by.entry else None,
        modality="asserted" if by.entry else None,
        addressee_text=None,
        addressee_entity_id=None,
        venue_text=None,
        said_from=None,
        said_to=None,
        parent_quote_id=None,
        paragraph=one.paragraph.paragraph,
        section=one.paragraph.section,
        rule=by.rule,
        confidence=_CONFIDENCE.get(by.rule, 0.4),
        span_confidence=_SPAN_CONFIDENCE,
    )


def _mention_in(span: Span | None, mentions: Sequence[Mention]) -> Mention | None:
    """The first mention in a speaker's span."""
    if span is None:
        return None
    return next((row for row in mentions if span[0] <= row.start_char and row.end_char <= span[1]), None)


def _parts(document: Document, quote: Quote, spans: Sequence[Span]) -> list[QuotePart]:
    return [
        QuotePart(
            quote_id=quote.quote_id,
            article_id=quote.article_id,
            part=index,
            start_char=start,
            end_char=end,
            text=document.body[start:end],
        )
        for index, (start, end) in enumerate(spans)
    ]
