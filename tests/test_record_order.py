"""The same inputs give the same graph: whole or in parts, in any order, once or twice."""

import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.claims import ClaimExtractor, Skipped, make_extractor
from extract.pipeline import make_rules
from extract.readers import read_inputs
from graph.models import Extraction, Insight
from graph.record import forget, record
from graph.settings import load_settings
from graph.store import GraphStore, open_store

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
NEVER_COMPARED = {"found_at", "read_at", "source_file"}


@cache
def extractor() -> ClaimExtractor:
    return make_extractor("local", settings=load_settings())


@cache
def thirty_insights() -> tuple[Insight, ...]:
    insights = [*read_inputs([str(SAMPLE / "daily-digest.txt"), str(SAMPLE / "weeks.jsonl")], source=None, notices=[])]
    digest = [insight for insight in insights if insight.published is None]
    dated = [insight for insight in insights if insight.published is not None]
    # Those that speak of the same few actors, so that there is much to relate.
    talkative = sorted(
        dated, key=lambda insight: (-sum(insight.source.name == other.source.name for other in dated), insight.id)
    )
    return tuple([*digest, *talkative][:30])


@cache
def readings() -> dict[str, Extraction]:
    found = {}
    for insight, result in zip(thirty_insights(), extractor().extract(thirty_insights()), strict=True):
        assert not isinstance(result, Skipped)
        found[insight.id] = result
    return found


def write(store: GraphStore, insights: Iterable[Insight]) -> None:
    chosen = list(insights)
    now = datetime.now(UTC)
    record(
        [insight.model_copy(update={"read_at": now}) for insight in chosen],
        [readings()[insight.id] for insight in chosen],
        store=store,
        rules=make_rules(),
        now=now,
    )


def graph_of(store: GraphStore) -> list[str]:
    rows = []
    for table, row in store.export_rows():
        kept = {key: value for key, value in row.items() if key not in NEVER_COMPARED}
        rows.append(json.dumps([table, kept], sort_keys=True, default=str))
    return sorted(rows)


def graph_after(batches: Sequence[Sequence[Insight]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "graph.lbug")) as store:
        store.ensure_schema()
        for batch in batches:
            write(store, batch)
        return graph_of(store)


@cache
def graph_in_one_go() -> list[str]:
    return graph_after([thirty_insights()])


def test_the_sample_holds_something_to_compare() -> None:
    tables = {json.loads(row)[0] for row in graph_in_one_go()}
    assert {"Claim", "CONTRADICTS", "Debate", "Position", "Strategy"} <= tables


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), parts=st.integers(1, 4))
def test_thirty_insights_in_any_order_and_one_to_four_batches_give_one_graph(seed: int, parts: int) -> None:
    shuffled = list(thirty_insights())
    random.Random(seed).shuffle(shuffled)
    batches = [shuffled[start::parts] for start in range(parts)]
    assert graph_after(batches) == graph_in_one_go()


def test_reading_twice_changes_nothing(store: GraphStore) -> None:
    write(store, thirty_insights())
    once = graph_of(store)
    write(store, thirty_insights())
    assert graph_of(store) == once


def test_two_halves_in_either_order_give_the_graph_of_the_whole(store: GraphStore) -> None:
    write(store, thirty_insights()[15:])
    write(store, thirty_insights()[:15])
    assert graph_of(store) == graph_in_one_go()


def test_deleting_a_source_leaves_the_graph_of_the_others(store: GraphStore) -> None:
    unwanted = thirty_insights()[0].source.name
    write(store, [insight for insight in thirty_insights() if insight.source.name != unwanted])
    without = graph_of(store)
    write(store, [insight for insight in thirty_insights() if insight.source.name == unwanted])
    assert graph_of(store) == graph_in_one_go() != without
    assert forget(unwanted, store=store, rules=make_rules()) > 0
    assert graph_of(store) == without


@pytest.mark.parametrize("first_date", ["2026-09-01", "2026-11-01"])
def test_an_insight_read_with_two_dates_keeps_the_earlier_whichever_came_first(
    store: GraphStore, first_date: str
) -> None:
    insight = thirty_insights()[-1]
    other_date = "2026-11-01" if first_date == "2026-09-01" else "2026-09-01"
    write(store, [insight.model_copy(update={"published": first_date})])
    write(store, [insight.model_copy(update={"published": other_date})])
    assert [stored.published for stored in store.fetch_insights([insight.id])] == ["2026-09-01"]
