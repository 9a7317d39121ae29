"""The local engine: read insights into claims with spaCy and small readable models, without a network."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from extract.claims import Skipped
from extract.local.actors import Mention, is_name
from extract.local.candidates import Passage, nearest_mention
from extract.local.encoder import ClaimEncoder, Encoded, EncoderInput
from extract.local.parse import PassageParser
from extract.local.reading import ClaimReader
from extract.local.stance import StancePhrase
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
    """

    name = "local.v1"

    def __init__(self, spacy_model: str) -> None:
        self.spacy_model = spacy_model

    def extract(self, insights: Iterable[Insight]) -> Iterator[Extraction | Skipped]:
        """Yield one result for each insight, in order."""
        remaining = iter(insights)
        while batch := list(islice(remaining, _BATCH)):
            passages = self._tools.parser.parse(insight.text for insight in batch)
            found = [
                _Read(insight, passage, [self._place(passage, run) for run in self.runs(insight, passage)])
                for insight, passage in zip(batch, passages, strict=True)
            ]
            # One pass of the encoder for the whole batch: a text is read once, whatever the number of places in it.
            inputs = [place for read in found for run in read.places for place in run.inputs(read.passage)]
            encoded = iter(self._tools.encoder.read(inputs))
            for read in found:
                claims = [claim for place in read.places for claim in self._claims(read, place, encoded)]
                ties = find_ties(read.passage.doc, read.passage.mentions, read.insight.id)
                yield Extraction(insight_id=read.insight.id, extracted_by=self.name, claims=tuple(claims), ties=ties)

    def runs(self, insight: Insight, passage: Passage) -> list[Run]:  # noqa: ARG002 - what measures the engine overrides this
        """Return where the claims of a parsed insight are."""
        return self._tools.worthiness.runs(passage)

    @cached_property
    def _tools(self) -> "_Tools":
        return _Tools(PassageParser.load(self.spacy_model), Worthiness.load(), ClaimEncoder.load(), ClaimReader.load())

    def _place(self, passage: Passage, run: Run) -> "_Place":
        mentions = {name: nearest_mention(passage, run.segment, name) for name in passage.names}
        odds = self._tools.worthiness.odds(passage, run)
        likeliest = mentions[max(odds, key=lambda name: (odds[name], -passage.names.index(name)))]
        phrases = self._tools.reader.phrases(passage.doc, run.segment.span(passage.doc), likeliest)
        return _Place(run, mentions, odds, likeliest, tuple(phrases))

    def _claims(self, read: "_Read", place: "_Place", encoded: Iterator[Encoded]) -> Iterator[Claim]:
        readings = {name: next(encoded) for name in place.mentions}
        leanings = {
            phrase: round(reading.polarity[1] - reading.polarity[-1], 4)
            for phrase, reading in zip(place.phrases, islice(encoded, len(place.phrases)), strict=True)
        }
        worth = {name: reading.worth for name, reading in readings.items()}
        for candidate in self._tools.worthiness.candidates(read.passage, place.run, place.odds, worth):
            yield self._claim(read.insight, read.passage, candidate, readings[candidate.mention.name], leanings)

    def _claim(
        self,
        insight: Insight,
        passage: Passage,
        candidate: Candidate,
        encoded: Encoded,
        leanings: Mapping[StancePhrase, float],
    ) -> Claim:
        span, mention = candidate.segment.span(passage.doc), candidate.mention
        reading = self._tools.reader.read(passage.doc, span, mention, polarity=encoded.polarity, leanings=leanings)
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
            vector_model=self._tools.encoder.name,
        )


@dataclass(frozen=True, slots=True)
class _Tools:
    parser: PassageParser
    worthiness: Worthiness
    encoder: ClaimEncoder
    reader: ClaimReader


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of clauses with all that the encoder is asked about it."""

    run: Run
    mentions: Mapping[str, Mention]
    odds: Mapping[str, float]
    likeliest: Mention
    phrases: tuple[StancePhrase, ...]

    def inputs(self, passage: Passage) -> list[EncoderInput]:
        """Return the run about each actor, then each phrase that may carry its judgement."""
        span = self.run.segment.span(passage.doc)
        places = [(span.start_char, span.end_char, mention) for mention in self.mentions.values()]
        places += [(phrase.start, phrase.end, self.likeliest) for phrase in self.phrases]
        return [
            EncoderInput(passage.doc.text, span=(start, end), actor=(actor.start, actor.end))
            for start, end, actor in places
        ]


@dataclass(frozen=True, slots=True)
class _Read:
    insight: Insight
    passage: Passage
    places: list[_Place]


def _targets(passage: Passage, candidate: Candidate) -> tuple[str, ...]:
    """Name the others in the evidence, in order."""
    segment = candidate.segment
    names = [m.name for m in passage.mentions if segment.start <= m.root < segment.end and is_name(m)]
    return tuple(dict.fromkeys(name for name in names if name != candidate.mention.name))
