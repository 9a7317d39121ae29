"""What a person corrects on the page changes what is shown, and can be withdrawn."""

import pytest
from hostile import HOSTILE, Tags
from labelled_graph import write_labelled
from opened_page import html, page, press, texts
from streamlit.testing.v1 import AppTest

from graph.changes import Correction, DeleteSource, FixPolarity, MergeActors, RejectClaim, RenameSource, SplitActor
from graph.embedded_store import EmbeddedStore
from graph.models import Polarity
from graph.questions import actors, counts, sources
from graph.review_queue import next_in_queue
from graph.reviews import Passage
from graph.store import GraphStore

MERGE = "Two names mean one actor"
RENAME = "A source has another name"
DELETE = "A source should be left out"


def opened(store: GraphStore, monkeypatch: pytest.MonkeyPatch, kind: str, reviewer: str = "Ann") -> AppTest:
    app = page("review", store, monkeypatch, task="Corrections")
    app.text_input(key="reviewer").set_value(reviewer)
    app.selectbox(key="correct_kind").select(kind).run()
    return app


def made(store: GraphStore) -> list[Correction]:
    return [Correction.model_validate(row) for row in store.fetch_corrections()]


@pytest.fixture
def labelled(store: GraphStore) -> GraphStore:
    write_labelled(store, "seed")
    return store


def test_a_renamed_source_has_its_new_name_at_once(labelled: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    old = sources(labelled)[0].name
    app = opened(labelled, monkeypatch, RENAME)
    app.selectbox(key="rename_source").select(old)
    app.text_input(key="rename_to").set_value("The Morning Letter").run()
    press(app, "Keep correction")
    assert "The Morning Letter" in {source.name for source in sources(labelled)}
    assert f"the source “{old}” is called “The Morning Letter”" in html(app)
    (kept,) = made(labelled)
    assert (kept.author, kept.change) == ("Ann", RenameSource(source=old, name="The Morning Letter"))


def test_a_source_is_left_out_only_when_somebody_is_sure(labelled: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    name = sources(labelled)[0].name
    app = opened(labelled, monkeypatch, DELETE)
    button = next(button for button in app.button if button.label == "Keep correction")
    assert button.disabled
    app.checkbox[0].check().run()
    press(app, "Keep correction")
    assert counts(labelled).claims == 0
    assert [kept.change for kept in made(labelled)] == [DeleteSource(source=name)]


def test_merged_names_are_one_actor_until_that_is_withdrawn(
    labelled: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(actors(labelled))
    name, into = sorted(before)[:2]
    app = opened(labelled, monkeypatch, MERGE)
    app.selectbox(key="merge_name").select(name)
    app.selectbox(key="merge_into").select(into).run()
    press(app, "Keep correction")
    assert [kept.change for kept in made(labelled)] == [MergeActors(name=name, into=into)]
    assert name not in actors(labelled)
    app = opened(labelled, monkeypatch, MERGE, reviewer="Bob")
    app.selectbox(key="withdraw").select_index(0).run()
    press(app, "Withdraw it")
    assert "withdrawn" in html(app)
    assert made(labelled)[-1].author == "Bob"


def test_a_claim_beside_its_pair_is_rejected(labelled: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    item = next_in_queue(labelled)
    assert item is not None
    before = counts(labelled).claims
    app = page("review", labelled, monkeypatch)
    app.text_input(key="reviewer").set_value("Ann")
    app.selectbox(key="correct_claim_kind").select("The text makes no such claim").run()
    press(app, "Keep correction")
    assert counts(labelled).claims == before - 1
    assert isinstance(made(labelled)[0].change, RejectClaim)
    assert any("Kept: the text makes no such claim" in text for text in texts(app))
    after = next_in_queue(labelled)
    assert after is not None
    assert after.pair.relation_id != item.pair.relation_id


def test_a_polarity_beside_its_pair_is_fixed(labelled: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    item = next_in_queue(labelled)
    assert item is not None
    app = page("review", labelled, monkeypatch)
    app.text_input(key="reviewer").set_value("Ann")
    app.selectbox(key="correct_claim_kind").select("The text judges the move otherwise").run()
    app.radio(key="correct_polarity").set_value(Polarity.NEUTRAL).run()
    press(app, "Keep correction")
    change = made(labelled)[0].change
    assert isinstance(change, FixPolarity)
    (claim,) = labelled.fetch_claims([item.pair.a.claim_id])
    assert claim.claim.polarity is Polarity.NEUTRAL


def test_a_correction_without_a_name_is_not_kept(
    embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_labelled(embedded_store, "seed")
    app = opened(embedded_store, monkeypatch, "A name means an actor of its own", reviewer=" ")
    app.selectbox(key="split_name").select_index(0).run()
    press(app, "Keep correction")
    assert made(embedded_store) == []
    assert any("needs the name" in text for text in texts(app))


def test_hostile_names_add_no_tag_to_the_list(embedded_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labelled(embedded_store, "seed")
    source = sources(embedded_store)[0].name
    for text in HOSTILE[:6]:
        app = opened(embedded_store, monkeypatch, RENAME, reviewer=text)
        app.text_input(key="rename_to").set_value(text[:150])
        app.text_input(key="correct_note").set_value(text).run()
        press(app, "Keep correction")
        assert {tag for tag, _ in Tags(html(app)).seen} <= {"ul", "li", "bdi", "span", "style"}
    assert len(made(embedded_store)) == 6
    assert source not in {one.name for one in sources(embedded_store)}


def test_every_kind_of_correction_is_said_in_words() -> None:
    said = Passage(
        insight_id="i", start=0, end=4, evidence="Acme", actor="Acme", actor_id="a", strategy_text="x", extracted_by="l"
    )
    assert FixPolarity(claim=said, polarity=Polarity.NEGATIVE).says == "the text speaks against the move: “Acme”"
    assert SplitActor(name="Acme").says == "“Acme” is an actor of its own"
