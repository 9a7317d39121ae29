"""The local engine: read insights into claims with spaCy and small readable models, without a network."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from extract.claims import Skipped
from extract.local.actors import is_name
from extract.local.candidates import Passage, nearest_mention
from extract.local.encoder import ClaimEncoder, Encoded, OpenText
from extract.local.parse import PassageParser
from extract.local.reading import ClaimReader
from extract.local.segments import segments
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
            passages = list(self._tools.parser.parse(insight.text for insight in batch))
            # The encoder reads each text once; what is asked of a text afterwards costs little.
            texts = self._tools.encoder.open([passage.doc.text for passage in passages])
            for insight, passage, text in zip(batch, passages, texts, strict=True):
                claims = [
                    c for run in self.runs(insight, passage, text) for c in self._claims(insight, passage, text, run)
                ]
                ties = find_ties(passage.doc, passage.mentions, insight.id)
                yield Extraction(insight_id=insight.id, extracted_by=self.name, claims=tuple(claims), ties=ties)

    def runs(self, insight: Insight, passage: Passage, text: OpenText) -> list[Run]:  # noqa: ARG002 - what measures the engine overrides this
        """Return where the claims of a parsed insight are."""
        found = segments(passage.doc)
        spans = [(span.start_char, span.end_char) for span in (segment.span(passage.doc) for segment in found)]
        return self._tools.worthiness.runs(passage, found, self._tools.encoder.worths(text, spans))

    @cached_property
    def _tools(self) -> "_Tools":
        return _Tools(PassageParser.load(self.spacy_model), Worthiness.load(), ClaimEncoder.load(), ClaimReader.load())

    def _claims(self, insight: Insight, passage: Passage, text: OpenText, run: Run) -> Iterator[Claim]:
        """Ask the encoder for a run about each mention, and for each phrase that may carry its judgement."""
        span = run.segment.span(passage.doc)
        odds = self._tools.worthiness.odds(passage, run)
        likeliest = nearest_mention(
            passage, run.segment, max(odds, key=lambda name: (odds[name], -passage.names.index(name)))
        )
        phrases = self._tools.reader.phrases(passage.doc, span, likeliest)
        places = [((span.start_char, span.end_char), (m.start, m.end)) for m in passage.mentions]
        places += [((phrase.start, phrase.end), (likeliest.start, likeliest.end)) for phrase in phrases]
        places.append(((0, len(passage.doc.text)), (likeliest.start, likeliest.end)))
        encoded = self._tools.encoder.judge(text, places)
        readings = dict(zip(passage.mentions, encoded, strict=False))
        leanings = {
            phrase: round(reading.polarity[1] - reading.polarity[-1], 4)
            for phrase, reading in zip(phrases, encoded[len(passage.mentions) : -1], strict=True)
        }
        said = {mention: reading.actor for mention, reading in readings.items()}
        for candidate in self._tools.worthiness.candidates(passage, run, odds, said):
            yield self._claim(insight, passage, candidate, readings[candidate.mention], encoded[-1].polarity, leanings)

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
            vector_model=self._tools.encoder.name,
        )


@dataclass(frozen=True, slots=True)
class _Tools:
    parser: PassageParser
    worthiness: Worthiness
    encoder: ClaimEncoder
    reader: ClaimReader


def _targets(passage: Passage, candidate: Candidate) -> tuple[str, ...]:
    """Name the others in the evidence, in order."""
    segment = candidate.segment
    names = [m.name for m in passage.mentions if segment.start <= m.root < segment.end and is_name(m)]
    return tuple(dict.fromkeys(name for name in names if name != candidate.mention.name))
