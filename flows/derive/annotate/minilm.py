"""The default annotator: one encoder, several heads, embedded; the same article gives the same annotation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.calibration import calibrated
from flows.derive.annotate.encoder import ROOT, Encoder, Scored, Window
from flows.derive.annotate.gazetteer import NamedText, NameSpan
from flows.derive.annotate.lemmas import Lemmatizer, read_lemma_table
from flows.derive.annotate.name_edges import trimmed
from flows.derive.annotate.name_repair import mended
from flows.derive.annotate.pieces import WordPieces
from flows.derive.annotate.segments import PieceCounts, Segment, pack, segments
from flows.derive.annotate.stitching import mend_tags, mend_trees
from flows.derive.annotate.tagging import decode_tags, kind_confidence, name_spans
from flows.derive.annotate.token_table import NO_HEAD, TokenTable, read_tokens, table_of
from flows.derive.annotate.trees import decode_heads
from flows.derive.text.annotation import Annotation, Codes, Floats, Ints, Span
from seeds.annotator_files import ANNOTATOR, annotator_version

RULE_BONUS = 1.5
"""What the log-odds of a sentence's beginning gain where full stop and capital say so too."""
_DECIMALS = 5
"""Of a name's raw score: most names lie above .99, and what they are worth still differs there."""
_REVISION = 2
"""To be raised whenever the code of the annotator changes what it says."""


class _Pieces:
    """The pieces of all words of an article in a row, and the case of each."""

    def __init__(self, looked_up: list[tuple[tuple[int, ...], int]], counts: PieceCounts) -> None:
        self.sums = counts.sums
        self.pieces = list(chain.from_iterable([ids for ids, _ in looked_up]))
        self.cases = list(chain.from_iterable([(case,) * len(ids) for ids, case in looked_up]))


class MiniLmAnnotator:
    """Tokens, sentences, syntax and names by the shipped model."""

    def __init__(self, folder: Path = ANNOTATOR, threads: int = 1, *, calibrate: bool = True) -> None:
        """`calibrate`: whether a name's score says how often such names are right, or is the network's own."""
        self._calibrate = calibrate
        self._encoder = Encoder(folder, threads)
        self._pieces = WordPieces(folder / "tokenizer.json")
        self._lemmatizer = Lemmatizer(read_lemma_table(folder / "lemmas.csv"))
        self._version = f"minilm-{_REVISION}-{annotator_version(folder)}"

    @property
    def version(self) -> str:
        """Name, revision of the code and hash of the model's files and word lists."""
        return self._version

    def annotate(self, body: str, paragraphs: Sequence[Span]) -> Annotation:
        """Annotate the given character ranges of `body` (ascending, free of overlap)."""
        return self._annotate(read_tokens(body, paragraphs))

    def annotate_tokens(self, body: str, starts: Ints, ends: Ints, bounds: Sequence[int]) -> Annotation:
        """Annotate tokens that somebody else has cut; `bounds` as each paragraph's first token, then their number."""
        return self._annotate(table_of(body, starts, ends, list(bounds)))

    def _annotate(self, article: TokenTable) -> Annotation:
        self._score(article)
        if article.overlaps:
            mend_trees(article.begins, article.heads, article.deprel)
        return self._annotation(article)

    def _score(self, article: TokenTable) -> None:
        looked_up = self._pieces.look_up(article.words)
        counts = PieceCounts([0, *accumulate([len(ids) for ids, _ in looked_up])])
        groups = list(pack(segments(article.words, article.bounds, counts), counts))
        flat = _Pieces(looked_up, counts)
        windows = [self._window(group, flat) for group in groups]
        for scored in self._encoder.scores(windows):
            self._take(article, groups, scored)

    def _window(self, group: list[Segment], flat: _Pieces) -> Window:
        window = Window([self._pieces.begin], [0], [])
        for segment in group:
            begin, end = flat.sums[segment.first], flat.sums[segment.last]
            shift = len(window.pieces) - begin
            window.first += [place + shift for place in flat.sums[segment.first : segment.last]]
            window.pieces += flat.pieces[begin:end]
            window.cases += flat.cases[begin:end]
            window.pieces.append(self._pieces.separator)
            window.cases.append(0)
        return window

    def _take(self, article: TokenTable, groups: list[list[Segment]], scored: Scored) -> None:
        """Decode a batch and put what is kept of it in its place."""
        places = [_places(groups[index]) for index in scored.order]
        _take_tags(article, places, scored)
        dependents, heads_of = [], []
        for row, place in enumerate(places):
            count, kept = len(place.tokens), place.kept
            tokens = place.tokens[kept]
            starts = scored.starts[row, :count] + RULE_BONUS * article.rule_begins[place.tokens]
            begins = (starts > 0) | place.segment_first
            article.begins[tokens] |= begins[kept]
            heads = decode_heads(scored.arcs[row, :count], np.cumsum(begins).astype(np.int32))
            article.heads[tokens] = np.where(heads < 0, NO_HEAD, place.tokens[heads])[kept]
            article.overlaps |= place.overlaps
            dependents.append(scored.label_dependent[row, :count][kept])
            heads_of.append(scored.label_head[row, heads + 1][kept])
        found = self._encoder.relations(np.concatenate(dependents), np.concatenate(heads_of))
        tokens = np.concatenate([place.tokens[place.kept] for place in places])
        article.deprel[tokens] = np.where(article.heads[tokens] == NO_HEAD, ROOT, found)

    def _annotation(self, article: TokenTable) -> Annotation:
        name_starts, name_ends, kinds, scores = _names(article)
        first = np.flatnonzero(article.begins).astype(np.int32)
        return Annotation(
            starts=article.starts,
            ends=article.ends,
            sentence_first=first,
            sentence_paragraph=(np.searchsorted(article.bounds[:-1], first, side="right") - 1).astype(np.int32),
            upos=article.upos,
            heads=article.heads,
            deprel=article.deprel,
            lemmas=self._lemmatizer.lemmas(article.words, article.upos.tolist()),
            name_starts=name_starts,
            name_ends=name_ends,
            name_kind=kinds,
            name_score=calibrated(scores) if self._calibrate else scores,
        )


@dataclass(frozen=True, slots=True)
class _Places:
    tokens: NDArray[np.int64]
    kept: NDArray[np.bool_]
    segment_first: NDArray[np.bool_]
    overlaps: bool


def _places(group: list[Segment]) -> _Places:
    """Which tokens the words of a window are, which of them count, and where a segment begins."""
    tokens = np.concatenate([np.arange(segment.first, segment.last) for segment in group])
    kept = np.ones(len(tokens), np.bool_)
    firsts = np.zeros(len(tokens), np.bool_)
    offset = 0
    for segment in group:
        firsts[offset] = True
        kept[offset : offset + segment.keep_first - segment.first] = False
        kept[offset + segment.keep_last - segment.first : offset + segment.last - segment.first] = False
        offset += segment.last - segment.first
    return _Places(tokens, kept, firsts, not bool(kept.all()))


def _take_tags(article: TokenTable, places: list[_Places], scored: Scored) -> None:
    """Put names' tags and parts of speech in their places."""
    may_continue = np.zeros(scored.names.shape[:2], np.bool_)
    for row, place in enumerate(places):
        may_continue[row, : len(place.tokens)] = article.may_continue[place.tokens]
    tags = decode_tags(scored.names, may_continue)
    for row, place in enumerate(places):
        count, kept = len(place.tokens), place.kept
        tokens = place.tokens[kept]
        article.tags[tokens] = tags[row, :count][kept]
        article.confidence[tokens] = kind_confidence(scored.names[row, :count], tags[row, :count])[kept]
        article.upos[tokens] = scored.upos[row, :count].argmax(axis=1)[kept]


def _names(article: TokenTable) -> tuple[Ints, Ints, Codes, Floats]:
    firsts, lasts, kinds = name_spans(mend_tags(article.tags, article.may_continue))
    found: list[NameSpan] = []
    for first, last, kind in zip(firsts.tolist(), lasts.tolist(), kinds.tolist(), strict=True):
        core = trimmed(article.words[first:last], kind)
        if core is not None:
            score = float(article.confidence[first + core[0] : first + core[1]].min())
            found.append(NameSpan(first + core[0], first + core[1], kind, round(score, _DECIMALS)))
    names = mended(found, NamedText(article.words, article.upos.tolist(), article.may_continue.tolist()))
    return (
        article.starts[[name.first for name in names]],
        article.ends[[name.last - 1 for name in names]],
        np.array([name.kind for name in names], np.uint8),
        np.array([name.score for name in names], np.float32),
    )
