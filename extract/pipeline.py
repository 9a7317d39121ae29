"""The main job, and the only file that states the order of its stages.

read -> extract -> resolve -> relate -> debates, in chunks that are stored whole or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice, pairwise
from pathlib import Path

from extract.claims import ClaimExtractor, Engine, Skipped, StartsEarly, make_engine
from extract.labels import write_labels
from extract.readers import Notice, read_inputs
from graph.models import Extraction, Insight
from graph.record import Rules, merge_insights, rank, record, stated_ties
from graph.relate import Judge, LocalJudge, relate
from graph.resolve import Families, load_resolver
from graph.settings import Settings
from graph.store import GraphStore

# A chunk is one transaction: large enough that its fixed cost (above a second where the embedded store writes its
# tables of relations anew) does not show, small enough to hold and to redo.
CHUNK = 500

Progress = Callable[[str, int], None]


@dataclass(slots=True)
class RunSummary:
    """What a run read, found and could not read."""

    insights: int = 0
    new_insights: int = 0
    replaced: int = 0
    claims: int = 0
    without_claim: int = 0
    relations: int = 0
    debate_ids: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    capped: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The figures that the log of runs keeps."""
        names = ("insights", "new_insights", "replaced", "claims", "without_claim", "relations")
        return {name: getattr(self, name) for name in names} | {"debates": len(self.debate_ids)}

    @property
    def problems(self) -> list[Notice]:
        """What was not read or not extracted: a run with problems is done in part."""
        return [notice for notice in self.notices if notice.level == "problem"]


def make_rules(judge: Judge | None = None) -> Rules:
    """Return the rules that resolve names and judge pairs; without `judge`, the local ones."""
    return Rules(resolver=load_resolver(), judge=judge or LocalJudge())


def run(
    inputs: Sequence[str],
    *,
    store: GraphStore,
    settings: Settings,
    source: str | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Read inputs into the graph: new insights only, in chunks that are stored whole.

    Parameters
    ----------
    inputs : sequence of str
        Files, folders, or ``-`` for standard input.
    store : GraphStore
        Open, with its schema in place.
    settings : Settings
    source : str, optional
        Name of the source, for records that do not give one.
    progress : callable, optional
        Called with what is being done and how many insights it was done for.

    Returns
    -------
    RunSummary
    """
    started = datetime.now(UTC)
    engine = make_engine(settings)
    extractor, rules = engine.extractor, make_rules(engine.judge)
    summary = RunSummary()
    tell = progress or (lambda _what, _count: None)
    chunks = _chunks(read_inputs(inputs, source=source, notices=summary.notices))
    for chunk, following in pairwise(chain(chunks, [[]])):
        summary.insights += len(chunk)
        tell("read", len(chunk))
        extractions = _extract(extractor, _unread(chunk, extractor, store), summary)
        tell("extracted", len(chunk))
        if isinstance(extractor, StartsEarly):  # on what comes next, beside the work of the store
            extractor.begin(_unread(following, extractor, store))
        now = datetime.now(UTC)
        stamped = [insight.model_copy(update={"read_at": now}) for insight in chunk]
        recorded = record(stamped, extractions, store=store, rules=rules, now=now)
        tell("stored", len(chunk))
        summary.new_insights += recorded.insights - recorded.replaced
        summary.replaced += recorded.replaced
        summary.claims += recorded.claims
        summary.relations += recorded.relations
        summary.debate_ids |= recorded.debate_ids
        summary.capped += recorded.capped
    summary.notices += engine.notices()
    with store.transaction() as tx:
        tx.add_run(started, summary.counts)
    return summary


def analyse(
    inputs: Sequence[str],
    *,
    settings: Settings,
    out: Path,
    source: str | None = None,
    engine: Engine | None = None,
) -> RunSummary:
    """Do the same without a store: write ``claims.jsonl`` and ``relations.jsonl`` to `out`.

    The files are in the labelling format (``data/gold/GUIDE.md``), with the input's own insight ids.
    `engine` is the one that the settings ask for, unless given.
    """
    engine = engine or make_engine(settings)
    extractor, rules = engine.extractor, make_rules(engine.judge)
    summary = RunSummary()
    insights: dict[str, Insight] = {}
    for insight in read_inputs(inputs, source=source, notices=summary.notices):
        insights[insight.id] = merge_insights(insights[insight.id], insight) if insight.id in insights else insight
    summary.insights = summary.new_insights = len(insights)
    extractions = _extract(extractor, list(insights.values()), summary)
    contexts = [
        rules.resolver.context(claim, insights[extraction.insight_id])
        for extraction in extractions
        for claim in extraction.claims
    ]
    families = Families([*rules.resolver.curated_ties(), *stated_ties(extractions, rules.resolver)])
    relations, report = relate(contexts, [], families=families, judge=rules.judge, words=rules.words)
    summary.claims, summary.relations = len(contexts), len(relations)
    summary.capped += report.capped
    write_labels(out, insights=insights, claims=contexts, relations=relations)
    summary.notices += engine.notices()
    return summary


def _unread(chunk: Sequence[Insight], extractor: ClaimExtractor, store: GraphStore) -> list[Insight]:
    """Return the insights that the store has no reading of, or only one that counts for less."""
    active = store.active_extractions([insight.id for insight in chunk])
    return [insight for insight in chunk if rank(extractor.name) > rank(active.get(insight.id, ""))]


def _extract(extractor: ClaimExtractor, insights: Sequence[Insight], summary: RunSummary) -> list[Extraction]:
    extractions = []
    for insight, result in zip(insights, extractor.extract(insights), strict=True):
        if isinstance(result, Skipped):
            where = insight.source_file or insight.source.name
            summary.notices.append(
                Notice(
                    level="problem", file=where, line=None, message=f"Not extracted: {insight.text[:60]!r}: {result}"
                )
            )
            continue
        extractions.append(result)
        if not result.claims:
            summary.without_claim += 1
    return extractions


def _chunks(insights: Iterable[Insight]) -> Iterator[list[Insight]]:
    stream = iter(insights)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk
