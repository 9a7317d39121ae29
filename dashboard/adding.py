"""Read what somebody pasted or uploaded, show what is in it, and store it in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice

from extract.claims import ClaimExtractor, Skipped
from extract.readers import Notice, read_stream
from graph.models import Extraction, Insight
from graph.record import Recorded, Rules, merge_insights, rank, record
from graph.store import GraphStore, open_store

MOST = 500
"""Insights that can be looked at and stored at a time; more of them are a task for the command."""

PASTED = "pasted"
"""Source of pasted text that nobody gave a source."""


@dataclass(frozen=True, slots=True)
class Document:
    """A pasted text or an uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """An insight with the claims found in it.

    Attributes
    ----------
    extraction
        None where the insight was read before (`known`), or could not be (`skipped` says why).
    """

    insight: Insight
    extraction: Extraction | None = None
    known: bool = False
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be stored, with what was noticed on the way."""

    readings: tuple[Reading, ...]
    notices: tuple[Notice, ...]

    @property
    def claims(self) -> int:
        """Claims that would be new."""
        return sum(len(reading.extraction.claims) for reading in self.readings if reading.extraction)

    @property
    def new(self) -> int:
        """Insights that would be new; what makes no claim, such as a tagline, is none."""
        return sum(bool(reading.extraction and reading.extraction.claims) for reading in self.readings)

    @property
    def without_claim(self) -> int:
        """New lines that make no claim."""
        return sum(bool(reading.extraction and not reading.extraction.claims) for reading in self.readings)

    @property
    def known(self) -> int:
        """Insights that the store has already."""
        return sum(reading.known for reading in self.readings)


def find_claims(
    documents: Sequence[Document],
    *,
    source: str | None,
    published: str | None,
    extractor: ClaimExtractor,
    store: GraphStore,
    progress: Callable[[int, int], object] | None = None,
) -> Preview:
    """Read documents and find their claims; nothing is stored.

    Parameters
    ----------
    documents : sequence of Document
    source : str or None
        For records that name none.
    published : str or None
        ISO date for insights that have none.
    extractor : ClaimExtractor
    store : GraphStore
        Asked which insights it has already.
    progress : callable, optional
        Called with how many insights were read, and of how many.
    """
    notices: list[Notice] = []
    insights = _insights(documents, source, published, notices)
    active = store.active_extractions(list(insights))
    unread = [insight for id_, insight in insights.items() if rank(extractor.name) > rank(active.get(id_, ""))]
    results: dict[str, Extraction | Skipped] = {}
    for insight, result in zip(unread, extractor.extract(unread), strict=True):
        results[insight.id] = result
        if progress:
            progress(len(results), len(unread))
    return Preview(tuple(_reading(insight, results.get(id_)) for id_, insight in insights.items()), tuple(notices))


def keep(preview: Preview, url: str, *, rules: Rules) -> Recorded:
    """Store what was looked at, in one transaction.

    Raises
    ------
    StoreBusy
        If another run is still writing after ten seconds; nothing was stored then.
    """
    now = datetime.now(UTC)
    readable = [reading for reading in preview.readings if not reading.skipped]
    insights = [reading.insight.model_copy(update={"read_at": now}) for reading in readable]
    extractions = [reading.extraction for reading in readable if reading.extraction]
    with open_store(url) as store:
        store.ensure_schema()
        done = record(insights, extractions, store=store, rules=rules, now=now)
    # What makes no claim is kept, and is no insight.
    return replace(done, insights=max(0, done.insights - preview.without_claim))


def _insights(
    documents: Sequence[Document], source: str | None, published: str | None, notices: list[Notice]
) -> dict[str, Insight]:
    insights: dict[str, Insight] = {}
    for document in documents:
        stream = read_stream(BytesIO(document.content), name=document.name, source=source, notices=notices)
        for insight in islice(stream, MOST + 1):
            dated = insight if insight.published else insight.model_copy(update={"published": published})
            both = merge_insights(insights[dated.id], dated) if dated.id in insights else dated
            if both.id not in insights and len(insights) == MOST:
                message = f"Only the first {MOST} insights are read here. Read the rest with: faultline run FILE"
                notices.append(Notice("problem", document.name, None, message))
                return insights
            insights[both.id] = both
    return insights


def _reading(insight: Insight, result: Extraction | Skipped | None) -> Reading:
    if isinstance(result, Skipped):
        return Reading(insight, skipped=str(result) or "the engine could not read it")
    return Reading(insight, extraction=result, known=result is None)
