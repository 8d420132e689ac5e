"""Quotes of an article: utterances with their parts, speakers, cues, addressees, time and place of saying."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.quotes.assembly import find_utterances
from flows.derive.quotes.behalf import on_behalf_of
from flows.derive.quotes.circumstances import addressee_of, said_between, venue_of
from flows.derive.quotes.confidence import Shown, quote_confidence
from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.modality import modality_of
from flows.derive.quotes.origin import origin_of
from flows.derive.quotes.reported import Utterance
from flows.derive.quotes.speaker_rows import Speaker, describe_speaker, speaker_mention
from flows.derive.quotes.speakers import Attribution
from flows.derive.quotes.unnamed import Unnamed, unnamed_source
from flows.derive.quotes.utterances import marked_paragraphs
from flows.derive.quotes.wording import readable
from flows.derive.text.annotation import Span
from flows.derive.text.cues import nouns
from flows.derive.text.document import Document
from flows.derive.text.subjects import char_span
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.ids import row_id
from schemas.rows import ArticleEntity, Mention, Quote, QuotePart
from seeds.word_classes import words_of

_LAYERS = frozenset({"clause", "fronted", "according", "transcript", "tag"})
"""Rules of a report that may be passed on within another."""
_DESCRIBED = frozenset({"unnamed", "organisation", "group"})
"""Kinds of speakers whose description says what they are where no name does."""
_REPORTS = frozenset({"clause", "infinitive", "oblique", "object", "fronted", "according"})
_MINDS = frozenset({"think", "believe", "feel", "know", "assume"})
_ANY = ("a ", "an ", "any", "someone", "somebody")
_TURNS = frozenset({"introduced", "transcript"})
"""Rules of whole lines and paragraphs, in which a speaker may be named again."""


def find_quotes(
    document: Document,
    entities: Sequence[ArticleEntity],
    mentions: Sequence[Mention],
    dates: Sequence[TimeSpan],
) -> tuple[list[Quote], list[QuotePart]]:
    """The quotes of an article and their parts, in the order of the text; none from links and boilerplate."""
    rows = _Rows(document, entities, mentions, dates)
    utterances = rows.layers(_distinct(find_utterances(document, mentions)))
    parents = _parents(utterances)
    quotes: list[Quote] = []
    parts: list[QuotePart] = []
    for one, parent in zip(utterances, parents, strict=True):
        quote = rows.quote(one, utterances[parent] if parent is not None else None)
        quotes.append(quote)
        parts += rows.parts(quote, one.parts)
    quotes.sort(key=lambda row: (row.start_char, row.end_char, row.quote_id))
    parts.sort(key=lambda row: (row.start_char, row.quote_id, row.part))
    return quotes, parts


def _distinct(utterances: Sequence[Utterance]) -> list[Utterance]:
    """One utterance for each set of parts, the first found; parts ascending."""
    found: dict[tuple[Span, ...], Utterance] = {}
    for one in utterances:
        found.setdefault(tuple(one.parts), one)
    return list(found.values())


def _parents(utterances: Sequence[Utterance]) -> list[int | None]:
    """For each utterance (in the order of the text) the smallest one whose single part holds it and its cue."""
    parents: list[int | None] = []
    open_ones: list[int] = []
    for index, one in enumerate(utterances):
        start, end = one.parts[0][0], one.parts[-1][1]
        while open_ones and utterances[open_ones[-1]].parts[-1][1] < end:
            open_ones.pop()
        around = (other for other in reversed(open_ones) if _holds(utterances[other], start, end))
        parents.append(next(around, None))
        open_ones.append(index)
    return parents


def _holds(outer: Utterance, start: int, end: int) -> bool:
    return any(part[0] <= start and end <= part[1] and part != (start, end) for part in outer.parts)


def _is_nominal(tokens: Tokens, by: Attribution, one: Utterance) -> bool:
    """*announced the allocation of funds*, *thanked them for coming*: a thing is told of, no clause."""
    if by.verb is None or by.entry is None or one.kind == "direct":
        return False
    if by.rule == "oblique":
        return one.kind == "indirect" and (by.entry.polarity == "thanks" or by.entry.lemma == "praise")
    if by.rule != "object" or (one.kind == "mixed" and by.entry.lemma != "announce"):
        return False
    return not any(_tells(tokens, noun) for noun in tokens.dependents(by.verb, "obj"))


def _tells(tokens: Tokens, noun: int) -> bool:
    """*announced plans to close it*, *denied claims that …*: a noun of saying or planning with its clause."""
    if tokens.lemmas[noun] not in nouns() and tokens.lemmas[noun] not in words_of("planning_noun"):
        return False
    clauses = tokens.dependents(noun, "acl", "acl:relcl")
    return any(tokens.lower[mark] in {"to", "that"} for child in clauses for mark in tokens.dependents(child, "mark"))


def _without_own_word(one: Utterance) -> Attribution:
    """The attribution, without a speaker that stands within the words: *state that there is no such thing*."""
    by = one.attribution
    inside = by.speaker is not None and any(start <= by.speaker[0] < end for start, end in one.parts)
    return replace(by, speaker=None, head=None) if inside else by


def _is_any(tokens: Tokens, by: Attribution) -> bool:
    """*a leader who thinks that he is above the law*: whoever does, and nobody of whom it is told."""
    relative = by.verb is not None and tokens.deprel[by.verb] == "acl:relcl" and tokens.lemmas[by.verb] in _MINDS
    return relative and by.speaker is not None and tokens.body[slice(*by.speaker)].lower().startswith(_ANY)


class _Rows:
    """Makes rows of one document's utterances."""

    def __init__(
        self,
        document: Document,
        entities: Sequence[ArticleEntity],
        mentions: Sequence[Mention],
        dates: Sequence[TimeSpan],
    ) -> None:
        self.document, self.body = document, document.body
        self.article_id = document.article.article_id
        self.tokens: Tokens = document.tokens
        self.entities = {row.entity_id: row for row in entities}
        self.mentions, self.dates = Mentions(mentions), dates
        self.marked = [
            (piece.marked.start, piece.marked.end) for one in document.once(marked_paragraphs) for piece in one.pieces
        ]

    def layers(self, utterances: Sequence[Utterance]) -> list[Utterance]:
        """The utterances without those that tell nothing beside the one around them (see `_passes_on`)."""
        utterances = [one for one in utterances if not self._addresses_reader(one)]
        parents = _parents(utterances)
        return [
            one
            for one, parent in zip(utterances, parents, strict=True)
            if parent is None or self._passes_on(one, utterances[parent])
        ]

    def _addresses_reader(self, one: Utterance) -> bool:
        """*You agree that we may …*, *we promise to delete your data*: the page speaks to its reader, outside marks."""
        by, tokens = one.attribution, self.tokens
        if one.kind == "direct" or by.verb is None or by.head is None or by.rule not in _REPORTS:
            return False
        if self.marked_at(tokens.starts[by.verb]):
            return False
        sentence = tokens.sentence_tokens(tokens.sentence[by.verb])
        words = " ".join(tokens.lower[sentence.start : sentence.stop])
        if tokens.lower[by.head] == "you" or any(phrase in words for phrase in words_of("page_instruction")):
            return True
        inside = tokens.within((one.parts[0][0], one.parts[-1][1]))
        told = any(tokens.lower[token] in {"you", "your"} for token in inside)
        return tokens.lower[by.head] == "we" and told

    def marked_at(self, char: int) -> bool:
        """Whether a character stands between quotation marks."""
        return any(start <= char < end for start, end in self.marked)

    def _passes_on(self, one: Utterance, parent: Utterance) -> bool:
        """Whether a report within another is a layer of its own: somebody else's saying, passed on.

        *She said she thinks X* is one utterance, hers; *she said Roe told her X* is two.
        """
        by, entry = one.attribution, one.attribution.entry
        asked = by.rule == "clause" and entry is not None and entry.polarity == "asks"
        if by.rule not in _LAYERS or (by.speaker is None and not asked):
            return False
        if entry is not None and "clause" not in entry.takes and by.rule == "clause":
            return False
        inner, outer = (speaker_mention(self.tokens, each, self.mentions) for each in (by, parent.attribution))
        if entry is not None and entry.polarity == "thinks" and (inner is None or inner.mention_type != "name"):
            return False
        own_turn = parent.attribution.rule in _TURNS
        return own_turn or inner is None or outer is None or inner.entity_id != outer.entity_id

    def _named(self, one: Utterance, by: Attribution) -> Mention | None:
        """The mention that names the speaker; none that stands in the words: *according to the suit, Roe lied*."""
        found = speaker_mention(self.tokens, by, self.mentions)
        if found is None or any(start <= found.start_char < end for start, end in one.parts):
            return None
        return self.mentions.bearer(found.text, found.entity_id) if self._names_by_given(found, one) else found

    def _names_by_given(self, surname: Mention, one: Utterance) -> bool:
        """*“Erma kept the home fires,” Byrd said of his wife*: who is told of by a given name there is another Byrd."""
        if surname.kind != "PERSON" or surname.mention_type != "name" or " " in surname.text:
            return False
        told = (row for part in one.parts for row in self.mentions.within(part))
        names = [row for row in told if row.entity_id == surname.entity_id and row.mention_type == "name"]
        return any(surname.text not in row.text for row in names)

    def quote_id(self, one: Utterance) -> str:
        """Hash of table, article and the parts' offsets."""
        return row_id("quotes", self.article_id, *(edge for part in one.parts for edge in part))

    def quote(self, one: Utterance, parent: Utterance | None) -> Quote:
        """The row of an utterance."""
        by, tokens = _without_own_word(one), self.tokens
        named = self._named(one, by)
        speaker: Speaker = describe_speaker(tokens, by, named, self.mentions, self.entities)
        cue = char_span(tokens, by.cue) if by.cue is not None else None
        addressee = addressee_of(tokens, by)
        listener = self.mentions.at(tokens.starts[by.addressee]) if by.addressee is not None else None
        if addressee and listener:
            addressee = min(addressee[0], listener.start_char), max(addressee[1], listener.end_char)
        venue = venue_of(tokens, by, one.parts, self.dates)
        modality = modality_of(tokens, by, one.parts)
        latest = None if modality == "future" else self.document.article.published_date
        said_from, said_to = said_between(tokens, by, one.parts, self.dates, latest)
        texts = [self.body[start:end] for start, end in one.parts]
        lemma, polarity = (by.entry.lemma, by.entry.polarity) if by.entry else (None, None)
        shown = Shown(
            one.kind,
            by.rule,
            one.parts,
            cue,
            lemma,
            polarity,
            by.speaker,
            parent is not None,
            by is not one.attribution or (polarity == "thinks" and (modality == "conditional" or _is_any(tokens, by))),
            _is_nominal(tokens, by, one),
        )
        origin = origin_of(tokens, by, one.parts, self.mentions, listener)
        source = unnamed_source(tokens, by) if speaker.kind in _DESCRIBED and speaker.name is None else Unnamed()
        span_confidence, confidence = quote_confidence(self.body, shown, named)
        return Quote(
            quote_id=self.quote_id(one),
            article_id=self.article_id,
            kind=one.kind,
            text=" … ".join(texts),
            words=readable(texts, one.kind),
            start_char=one.parts[0][0],
            end_char=one.parts[-1][1],
            n_parts=len(one.parts),
            speaker_entity_id=speaker.entity_id,
            speaker_entity_ids=speaker.entity_ids,
            speaker_name=speaker.name,
            speaker_text=self._words(by.speaker),
            speaker_start=by.speaker[0] if by.speaker else None,
            speaker_end=by.speaker[1] if by.speaker else None,
            speaker_kind=speaker.kind,
            speaker_title=speaker.title,
            speaker_affiliation=speaker.affiliation,
            speaker_gender=speaker.gender,
            cue_text=self._words(cue),
            cue_lemma=lemma,
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            polarity=polarity,
            modality=modality,
            addressee_text=self._words(addressee),
            addressee_entity_id=listener.entity_id if listener else None,
            venue_text=self._words(venue),
            channel=origin.channel,
            reported_by_text=self._words(origin.reported_by),
            reported_by_start=origin.reported_by[0] if origin.reported_by else None,
            reported_by_end=origin.reported_by[1] if origin.reported_by else None,
            reported_by_entity_id=origin.entity_id,
            on_behalf_of_entity_id=on_behalf_of(tokens, by, self.mentions),
            source_description=self._words(source.description),
            source_start=source.description[0] if source.description else None,
            source_end=source.description[1] if source.description else None,
            source_class=source.source_class,
            anonymity_reason=self._words(source.reason),
            anonymity_start=source.reason[0] if source.reason else None,
            anonymity_end=source.reason[1] if source.reason else None,
            said_from=said_from,
            said_to=said_to,
            parent_quote_id=self.quote_id(parent) if parent else None,
            paragraph=one.paragraph.paragraph,
            section=one.paragraph.section,
            rule=by.rule,
            confidence=confidence,
            span_confidence=span_confidence,
        )

    def _words(self, span: Span | None) -> str | None:
        return self.body[slice(*span)] if span else None

    def parts(self, quote: Quote, spans: Sequence[Span]) -> list[QuotePart]:
        """The rows of a quote's parts."""
        return [
            QuotePart(
                quote_id=quote.quote_id,
                article_id=quote.article_id,
                part=index,
                start_char=start,
                end_char=end,
                text=self.body[start:end],
            )
            for index, (start, end) in enumerate(spans)
        ]
