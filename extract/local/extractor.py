"""The local engine: read insights into claims with spaCy and small readable models, without a network."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from extract.claims import Skipped
from extract.local.actors import Mention, is_name
from extract.local.candidates import Passage, nearest_mention
from extract.local.encoder import ClaimEncoder, Encoded, EncoderInput
from extract.local.parse import PassageParser
from extract.local.reading import read_claim
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
                (insight, passage, self.runs(insight, passage))
                for insight, passage in zip(batch, passages, strict=True)
            ]
            # One pass of the encoder for the whole batch: a text is read once, whatever the number of places in it.
            encoded = iter(
                self._tools.encoder.read(
                    [
                        _place(passage, run, nearest_mention(passage, run.segment, name))
                        for _, passage, runs in found
                        for run in runs
                        for name in passage.names
                    ]
                )
            )
            for insight, passage, runs in found:
                claims: list[Claim] = []
                for run in runs:
                    readings = {name: next(encoded) for name in passage.names}
                    worth = {name: reading.worth for name, reading in readings.items()}
                    claims += [
                        self._claim(insight, passage, candidate, readings[candidate.mention.name])
                        for candidate in self._tools.worthiness.candidates(passage, run, worth)
                    ]
                ties = find_ties(passage.doc, passage.mentions, insight.id)
                yield Extraction(insight_id=insight.id, extracted_by=self.name, claims=tuple(claims), ties=ties)

    def runs(self, insight: Insight, passage: Passage) -> list[Run]:  # noqa: ARG002 - what measures the engine overrides this
        """Return where the claims of a parsed insight are."""
        return self._tools.worthiness.runs(passage)

    @cached_property
    def _tools(self) -> "_Tools":
        return _Tools(PassageParser.load(self.spacy_model), Worthiness.load(), ClaimEncoder.load())

    def _claim(self, insight: Insight, passage: Passage, candidate: Candidate, encoded: Encoded) -> Claim:
        span, mention = candidate.segment.span(passage.doc), candidate.mention
        reading = read_claim(passage.doc, span, mention, polarity=encoded.polarity)
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


def _place(passage: Passage, run: Run, mention: Mention) -> EncoderInput:
    span = run.segment.span(passage.doc)
    return EncoderInput(passage.doc.text, span=(span.start_char, span.end_char), actor=(mention.start, mention.end))


def _targets(passage: Passage, candidate: Candidate) -> tuple[str, ...]:
    """Name the others in the evidence, in order."""
    segment = candidate.segment
    names = [m.name for m in passage.mentions if segment.start <= m.root < segment.end and is_name(m)]
    return tuple(dict.fromkeys(name for name in names if name != candidate.mention.name))
