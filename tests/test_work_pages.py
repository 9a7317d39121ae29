"""Review, Add, Query and Graph answer from a real store, and show hostile text as text."""

from pathlib import Path

import pytest
from filelock import FileLock
from hostile import HOSTILE, Tags, write_split
from labelled_graph import write_labelled
from opened_page import html, page, press, texts
from streamlit.testing.v1 import AppTest

from dashboard import reviewing
from graph.embedded_store import EmbeddedStore
from graph.models import ReviewStatus
from graph.neo4j_store import Neo4jStore
from graph.questions import contradictions, counts, debates
from graph.review_queue import next_in_queue, progress
from graph.store import GraphStore


def empty_store(tmp_path: Path) -> Path:
    path = tmp_path / "empty.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
    return path


# Review


def test_a_decision_changes_the_counts_at_once_and_undo_takes_it_back(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_labelled(store, "seed")
    total = progress(store).total
    first = next_in_queue(store)
    assert first is not None
    app = page("review", store, monkeypatch)
    assert f"0 of {total} contradictions reviewed" in app.get("progress")[0].proto.text
    app.text_input(key="reviewer").set_value("Ann")
    app.text_input(key="note").set_value("they speak of one deal")
    press(app, "Confirm")
    assert f"1 of {total} contradictions reviewed" in app.get("progress")[0].proto.text
    assert app.text_input(key="note").value == ""
    assert progress(store).confirmed == 1
    (review,) = store.fetch_reviews()
    assert (review["reviewer"], review["note"]) == ("Ann", "they speak of one deal")
    press(press(app, "Dismiss"), "Undo")
    assert (progress(store).confirmed, progress(store).dismissed) == (1, 0)
    assert app.query_params["relation"]


def test_a_dismissed_contradiction_leaves_its_debate(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", name="Northwind")
    assert len(debates(embedded_store)) == 1
    app = page("review", embedded_store, monkeypatch)
    app.text_input(key="reviewer").set_value("Ann")
    press(app, "Dismiss")
    assert debates(embedded_store) == []
    assert any("Every contradiction has been reviewed" in text for text in texts(app))


def test_skipping_decides_nothing_and_comes_back(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", name="Northwind")
    app = press(page("review", embedded_store, monkeypatch), "Skip")
    assert progress(embedded_store).open == 1
    assert "Only those that you skipped are left." in texts(app)
    assert "Northwind wins." in html(press(app, "Bring the skipped ones back"))


def test_a_decision_without_a_name_is_not_kept(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", name="Northwind")
    app = page("review", embedded_store, monkeypatch)
    app.text_input(key="reviewer").set_value("  ")
    press(app, "Confirm")
    assert any("needs a name" in text for text in texts(app))
    assert embedded_store.fetch_reviews() == []


def test_a_decision_that_cannot_be_stored_is_told_and_its_pair_comes_back(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_labelled(embedded_store, "seed")
    monkeypatch.setattr(reviewing, "open_store", lambda url: EmbeddedStore(url, lock_seconds=0.1))
    app = page("review", embedded_store, monkeypatch)
    app.text_input(key="reviewer").set_value("Ann")
    pair = html(app)
    with FileLock(f"{embedded_store.url}.lock"):
        press(app, "Dismiss")
    assert any("Another run is writing to this store" in text for text in texts(app))
    assert html(app) == pair
    assert embedded_store.fetch_reviews() == []
    press(app, "Dismiss")
    assert html(app) != pair
    assert progress(embedded_store).dismissed == 1


def test_a_pair_has_its_address(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labelled(embedded_store, "seed")
    for pair in contradictions(embedded_store)[:3]:
        shown = html(page("review", embedded_store, monkeypatch, relation=pair.relation_id))
        assert f"<bdi>{pair.a.actor} · " in shown
        assert shown.count("<mark>") == 2
    app = page("review", embedded_store, monkeypatch, relation="<b>~gone")
    assert any("No contradiction has this address" in text for text in texts(app))


def test_disagreeing_reviewers_are_shown(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", name="Northwind")
    app = page("review", embedded_store, monkeypatch, task="Disagreements")
    assert any("Nobody has reviewed anything yet" in text for text in texts(app))
    for reviewer, label, status in (("Ann", "Confirm", "open"), ("Bob", "Dismiss", "confirmed")):
        app = page("review", embedded_store, monkeypatch, status=status)
        app.text_input(key="reviewer").set_value(reviewer)
        press(app, label)
    assert contradictions(embedded_store)[0].status is ReviewStatus.DISPUTED
    shown = html(page("review", embedded_store, monkeypatch, task="Disagreements"))
    assert "Ann</b>: confirmed" in shown
    assert "Bob</b>: dismissed" in shown
    assert "decided alike on 0 of 1" in shown


# Add


def test_a_pasted_insight_is_shown_with_its_claim_before_it_is_stored(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page("add", embedded_store, monkeypatch)
    app.text_area(key="pasted").set_value(
        "Northwind is leasing its spare servers to rivals, a clear win for the company."
    )
    app.text_input(key="source_name").set_value("The Daily")
    press(app, "Find claims")
    assert "<mark><sup>1</sup>" in html(app)
    assert counts(embedded_store).insights == 0
    press(app, "Store 1 insight")
    assert counts(embedded_store).claims >= 1
    assert any(text.startswith("Stored 1 insight with") for text in texts(app))


def test_finding_nothing_to_read_says_so(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(page("add", embedded_store, monkeypatch), "Find claims")
    assert any("There is nothing to read yet" in text for text in texts(app))


# Query


def test_a_named_query_answers_from_its_address(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labelled(store, "seed", source_kind="digest")
    app = page("query", store, monkeypatch, query="source_list")
    assert list(app.dataframe[0].value["insights"]) == [11]
    assert not app.code
    app.session_state["cypher of source_list"] = True  # opened
    app.run()
    assert "MATCH" in app.code[0].value
    assert f"faultline query source_list --store {store.url}" in app.code[1].value


def test_a_query_asks_for_what_its_header_names(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_split(store, "Northwind wins.", "Northwind loses.", days=("2026-11-02", "2026-11-03"), name="Northwind")
    app = page("query", store, monkeypatch, query="claims_of_week")
    assert "Fill in “week”." in texts(app)
    app.text_input(key="claims_of_week.week").set_value("2026-W45")
    press(app, "Ask")
    assert len(app.dataframe[0].value) == 2
    app.text_input(key="claims_of_week.week").set_value("x'}) DETACH DELETE n //")
    press(app, "Ask")
    assert any("nothing that answers this" in text for text in texts(app))
    assert counts(store).claims == 2


def test_a_value_of_the_wrong_type_is_said(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("query", embedded_store, monkeypatch, query="review_queue")
    app.text_input(key="review_queue.limit").set_value("many")
    press(app, "Ask")
    assert any("'many' is not of type integer" in text for text in texts(app))


def test_an_unknown_question_is_said(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("query", embedded_store, monkeypatch, query="../schema/neo4j")
    assert any("no question of this name" in text for text in texts(app))


# Graph


def test_the_graph_opens_at_its_address_and_grows(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labelled(store, "seed")
    debate = debates(store)[0]
    app = page("graph", store, monkeypatch, about="debate", debate=debate.id, steps="1")
    assert debate.question in texts(app)
    nodes = app.selectbox(key="open_node").options
    side = next(place for place, option in enumerate(nodes) if option.startswith("side A"))
    app.selectbox(key="open_node").select_index(side).run()
    assert len(app.selectbox(key="open_node").options) > len(nodes)
    assert app.query_params["open"]
    press(app, "Close all")
    assert len(app.selectbox(key="open_node").options) == len(nodes)


def test_somebody_unknown_is_said(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labelled(embedded_store, "seed")
    app = page("graph", embedded_store, monkeypatch, actor="nobody at all")
    assert any("does not hold this now" in text for text in texts(app))


# All


@pytest.mark.parametrize(
    ("name", "words", "command"),
    [("review", "nothing to review", "faultline run FILE"), ("graph", "nothing to draw", "faultline run FILE")],
)
def test_an_empty_page_says_what_to_do(
    name: str, words: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(name, empty_store(tmp_path), monkeypatch)
    assert any(words in text for text in texts(app))
    assert app.code[0].value.startswith(command)


@pytest.mark.parametrize("name", ["review", "add"])
def test_a_page_that_writes_refuses_where_only_reading_is_allowed(
    name: str, embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", name="Northwind")
    monkeypatch.setenv("FAULTLINE_READ_ONLY", "1")
    app = page(name, embedded_store, monkeypatch)
    assert any("for reading only" in text for text in texts(app))
    assert not app.button


@pytest.fixture
def hostile_store(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        for number, text in enumerate(HOSTILE):
            days = ("2026-11-02", "2026-11-03")
            write_split(
                store, f"{text} {number}", f"{text} {number} not", days=days, name=f"{text[:50].strip()} {number}"
            )
    return path


def tags_of(app: AppTest) -> set[str]:
    tags = Tags(html(app)).seen
    assert "javascript:alert" not in "".join(str(attrs) for _, attrs in tags)
    assert not any("evil" in str(attrs) or "onerror" in attrs or "onload" in attrs for _, attrs in tags)
    return {tag for tag, _ in tags}


def test_hostile_text_adds_no_tag_to_the_queue(hostile_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("review", hostile_store, monkeypatch)
    plain = {
        "article",
        "b",
        "bdi",
        "blockquote",
        "cite",
        "footer",
        "h2",
        "mark",
        "p",
        "section",
        "span",
        "div",
        "style",
    }
    for number, text in enumerate(HOSTILE):
        app.text_input(key="reviewer").set_value(text[:150])
        app.text_input(key="note").set_value(text[:1500])
        assert tags_of(press(app, "Confirm" if number % 2 else "Skip")) <= plain
    app = page("review", hostile_store, monkeypatch, status="confirmed")
    for _ in range(len(HOSTILE) // 2 - 1):
        assert tags_of(app) <= plain | {"ul", "li"}
        press(app, "Skip")


def test_hostile_text_adds_no_tag_to_graph_and_query(hostile_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(hostile_store, read_only=True) as store:
        found = debates(store)
    assert len(found) == len(HOSTILE)
    for debate in found:
        app = page("graph", hostile_store, monkeypatch, about="debate", debate=debate.id)
        assert tags_of(app) <= {"p", "span", "style"}
        assert not app.markdown
    for name in ("contradiction_list", "source_list", "debate_list"):
        app = page("query", hostile_store, monkeypatch, query=name)
        assert len(app.dataframe[0].value) >= len(HOSTILE)
        assert tags_of(app) <= {"style"}


def test_hostile_text_adds_no_tag_to_what_was_found(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page("add", embedded_store, monkeypatch)
    app.text_area(key="pasted").set_value("\n\n".join(f"Northwind says {text} is a win." for text in HOSTILE))
    app.text_input(key="source_name").set_value("<script>alert(1)</script>")
    press(app, "Find claims")
    plain = {"article", "b", "bdi", "br", "cite", "div", "li", "mark", "ol", "p", "span", "style", "sup", "ul"}
    assert {tag for tag, _ in Tags(html(app)).seen} <= plain


def test_the_pages_work_on_neo4j(neo4j_store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("add", neo4j_store, monkeypatch)
    app.text_area(key="pasted").set_value(
        "Northwind is leasing its spare servers to rivals, a clear win for the company."
    )
    press(press(app, "Find claims"), "Store 1 insight")
    assert counts(neo4j_store).insights == 1
