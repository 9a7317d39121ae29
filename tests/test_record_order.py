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
from graph.changes import (
    Change,
    FixActor,
    FixPolarity,
    MergeActors,
    MergeStrategies,
    RejectClaim,
    RenameSource,
    SplitActor,
)
from graph.corrections import correct, passage
from graph.models import Extraction, Insight, Polarity
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


@cache
def some_corrections() -> tuple[Change, ...]:
    """What a person might say of the sample: of claims, of actors and of a source, each about what is really there."""
    claims = sorted((claim for one in readings().values() for claim in one.claims), key=lambda claim: claim.id)
    actors = sorted({claim.actor for claim in claims}, key=lambda name: (-sum(c.actor == name for c in claims), name))
    judged = [claim for claim in claims if claim.polarity]
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "graph.lbug")) as store:
        store.ensure_schema()
        write(store, thirty_insights())
        first, second, third, fourth = (passage(store, claim.id) for claim in judged[:4])
    return (
        RejectClaim(claim=first),
        FixPolarity(claim=second, polarity=Polarity.NEUTRAL),
        FixActor(claim=third, actor=actors[0]),
        MergeActors(name=actors[1], into=actors[0]),
        MergeStrategies(one=second, other=fourth),
        SplitActor(name=actors[2]),
        RenameSource(source=thirty_insights()[-1].source.name, name="Another Name"),
    )


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1))
def test_corrections_among_readings_in_any_order_give_one_graph(seed: int) -> None:
    chance = random.Random(seed)
    chosen = chance.sample(list(enumerate(some_corrections())), k=3)
    shuffled = chance.sample(thirty_insights(), k=30)
    steps: list[Sequence[Insight] | tuple[int, Change]] = [shuffled[:12], shuffled[12:], *chosen]
    chance.shuffle(steps)
    in_turn = [shuffled, *sorted(chosen, key=lambda one: one[0])]
    assert corrected_graph(steps) == corrected_graph(in_turn) != graph_in_one_go()


def corrected_graph(steps: Sequence[Sequence[Insight] | tuple[int, Change]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "graph.lbug")) as store:
        store.ensure_schema()
        for step in steps:
            if isinstance(step, tuple):
                at = datetime(2026, 11, 24, 12, step[0], tzinfo=UTC)
                correct(store, step[1], rules=make_rules(), author="Ann", at=at)
            else:
                write(store, step)
        return graph_of(store)


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
