"""The local engine: read insights into claims with spaCy and small readable models, without a network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from extract.claims import Skipped
from extract.local.actors import Mention, is_name
from extract.local.candidates import Passage, nearest_mention
from extract.local.encoder import ClaimEncoder, Encoded, Offsets, Opening, OpenText
from extract.local.parse import PassageParser
from extract.local.reading import ClaimReader
from extract.local.segments import segments
from extract.local.stance import StancePhrase
from extract.local.text import text_of
from extract.local.ties import find_ties
from extract.local.worthiness import Candidate, Run, Worthiness
from graph.models import Claim, Extraction, Insight

_BATCH = 64


class LocalExtractor:
    """Reads claims out of insights; what it finds in one depends on that insight alone.

    Parameters
    ----------
    spacy_model
        Name of an installed spaCy pipeline with tagger, parser, lemmatiser and entities. It is loaded
        with the first insight.
    reader : ClaimReader, optional
        Models of what a claim says, else those that ship with Faultline.
    encoder : ClaimEncoder, optional
        Stands in for the one that ships.
    """

    name = "local.v1"

    def __init__(
        self, spacy_model: str, reader: ClaimReader | None = None, encoder: ClaimEncoder | None = None
    ) -> None:
        self.spacy_model = spacy_model
        self._reader, self._encoder = reader, encoder
        self._ahead: dict[str, Opening] = {}

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        """Yield one result for each insight, in order."""
        remaining = iter(insights)
        batch = list(islice(remaining, _BATCH))
        openings = self._openings(batch)
        while batch:
            # The encoder reads the next batch while this one is parsed and asked about: it has most of the work.
            following = list(islice(remaining, _BATCH))
            coming = self._openings(following)
            passages = list(self._tools.parser.parse(insight.text for insight in batch))
            for insight, passage, opening in zip(batch, passages, openings, strict=True):
                claims = self._claims(insight, passage, opening.wait())
                ties = find_ties(passage.doc, passage.mentions, insight.id)
                yield Extraction(insight_id=insight.id, extracted_by=self.name, claims=tuple(claims), ties=ties)
            batch, openings = following, coming

    def begin(self, insights: Sequence[Insight]) -> None:
        """Start on insights that `extract` will be asked for next, beside what the caller does meanwhile."""
        self._ahead = {}
        for batch in (insights[:_BATCH], insights[_BATCH : 2 * _BATCH]):
            texts = [insight.text for insight in batch]
            self._ahead |= zip(texts, self._tools.encoder.begin(texts), strict=True)

    def runs(self, insight: Insight, passage: Passage, text: OpenText) -> list[Run]:  # noqa: ARG002 - what measures the engine overrides this
        """Return where the claims of a parsed insight are."""
        found = segments(passage.doc)
        spans = [(span.start_char, span.end_char) for span in (segment.span(passage.doc) for segment in found)]
        return self._tools.worthiness.runs(passage, found, self._tools.encoder.worths(text, spans))

    @cached_property
    def _tools(self) -> "_Tools":
        reader = self._reader or ClaimReader.load()
        encoder = self._encoder or ClaimEncoder.load()
        return _Tools(PassageParser.load(self.spacy_model), Worthiness.load(), encoder, reader)

    def _openings(self, batch: Sequence[Insight]) -> list[Opening]:
        texts = [insight.text for insight in batch]
        begun = {text: self._ahead.pop(text) for text in texts if text in self._ahead}
        new = [text for text in texts if text not in begun]
        begun |= zip(new, self._tools.encoder.begin(new), strict=True)
        return [begun[text] for text in texts]

    def _claims(self, insight: Insight, passage: Passage, text: OpenText) -> Iterator[Claim]:
        """Ask the encoder about all runs at once: each mention, and each phrase that may carry the judgement."""
        questions = [self._question(passage, run) for run in self.runs(insight, passage, text)]
        answers = iter(self._tools.encoder.judge(text, [place for question in questions for place in question.places]))
        for question in questions:
            readings = dict(zip(question.mentions, answers, strict=False))
            leanings = {
                phrase: round(reading.polarity[1] - reading.polarity[-1], 4)
                for phrase, reading in zip(question.phrases, answers, strict=False)
            }
            whole = next(answers).polarity
            said = {mention: reading.actor for mention, reading in readings.items()}
            for candidate in self._tools.worthiness.candidates(passage, question.run, question.odds, said):
                yield self._claim(insight, passage, candidate, readings[candidate.mention], whole, leanings)

    def _question(self, passage: Passage, run: Run) -> "_Question":
        odds = self._tools.worthiness.odds(passage, run)
        name = max(odds, key=lambda name: (odds[name], -passage.names.index(name)))
        likeliest = nearest_mention(passage, run.segment, name)
        span = run.segment.span(passage.doc)
        phrases = self._tools.reader.phrases(passage.doc, span, likeliest)
        mentions = passage.mentions if len(passage.names) > 1 else (likeliest,)
        whole = (0, len(text_of(passage.doc)))
        return _Question(run, (span.start_char, span.end_char), whole, odds, likeliest, mentions, tuple(phrases))

    def _claim(
        self,
        insight: Insight,
        passage: Passage,
        candidate: Candidate,
        encoded: Encoded,
        whole: Mapping[int, float],
        leanings: Mapping[StancePhrase, float],
    ) -> Claim:
        span, mention = candidate.segment.span(passage.doc), candidate.mention
        reading = self._tools.reader.read(
            passage.doc, span, mention, polarity=encoded.polarity, whole=whole, leanings=leanings
        )
        return Claim(
            insight_id=insight.id,
            extracted_by=self.name,
            actor=mention.name,
            actor_mention=mention.text,
            mention_start=mention.start,
            strategy_text=reading.strategy_text,
            stance=reading.stance,
            polarity=reading.polarity,
            modality=reading.modality,
            holder=reading.holder,
            quantities=reading.quantities,
            evidence=span.text,
            start=span.start_char,
            end=span.end_char,
            confidence=round(candidate.confidence * reading.confidence, 4),
            targets=_targets(passage, candidate),
            vector=encoded.vector,
            vector_model=self._tools.encoder.vector_model,
        )


@dataclass(frozen=True, slots=True)
class _Tools:
    parser: PassageParser
    worthiness: Worthiness
    encoder: ClaimEncoder
    reader: ClaimReader


@dataclass(frozen=True, slots=True)
class _Question:
    """What the encoder is asked about a run of clauses: its actor, who may be any mention, and its judgement."""

    run: Run
    span: Offsets
    whole: Offsets
    odds: Mapping[str, float]
    likeliest: Mention
    mentions: tuple[Mention, ...]
    phrases: tuple[StancePhrase, ...]

    @property
    def places(self) -> list[tuple[Offsets, Offsets]]:
        """Evidence and actor of each mention, then of each phrase, then of the whole text."""
        asked = [(self.span, (mention.start, mention.end)) for mention in self.mentions]
        actor = (self.likeliest.start, self.likeliest.end)
        return asked + [(place, actor) for place in (*((p.start, p.end) for p in self.phrases), self.whole)]


def _targets(passage: Passage, candidate: Candidate) -> tuple[str, ...]:
    """Name the others in the evidence, in order."""
    segment = candidate.segment
    names = [m.name for m in passage.mentions if segment.start <= m.root < segment.end and is_name(m)]
    return tuple(dict.fromkeys(name for name in names if name != candidate.mention.name))
