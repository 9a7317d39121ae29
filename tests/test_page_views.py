"""The page answers from a real store, and shows hostile text as text."""

from pathlib import Path

import pytest
from hostile import HOSTILE, Tags, write_split
from labelled_graph import write_labelled
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from graph.answers import Filters
from graph.embedded_store import EmbeddedStore
from graph.models import Facet
from graph.questions import debates

APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"


def page(store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """Run the page on a store; `address` is what stands in the address bar."""
    monkeypatch.setenv("FAULTLINE_STORE", str(store))
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    path = tmp_path / "digest.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        write_labelled(store, "seed", source_kind="digest")
    return path


def test_the_overview_counts_and_shows_both_sides(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = html(page(digest, monkeypatch))
    assert '<dt>insights</dt><dd class="amount">11</dd>' in shown
    assert "ceding the AI race" in shown
    assert "an admission" in shown
    assert "it does not say who said what" in shown


def test_a_debate_has_its_address(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(digest, read_only=True) as store:
        debate = debates(store, Filters(facet=Facet.STANCE))[0]
    for pair in (debate.contradictions[0], debate.contradictions[-1]):
        shown = html(page(digest, monkeypatch, debate=pair.relation_id))
        assert "<b>Split:</b> what it means." in shown
        assert f"<mark>{escape(debate.sides[0].quotes[0].evidence)}</mark>" in shown
        assert f"faultline review {pair.relation_id} confirm" in shown


def test_an_unknown_debate_says_what_to_do(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(digest, monkeypatch, debate="<script>alert(1)</script>")
    assert not app.exception
    assert app.header[0].value == "No debate holds this address now"
    assert app.code[0].value == "faultline contradictions"


def test_a_missing_store_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(tmp_path / "none.lbug", monkeypatch)
    assert not app.exception
    assert app.header[0].value == "There is no store to look at"
    assert app.code[0].value.startswith("faultline run")


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(tmp_path / "empty.lbug") as store:
        store.ensure_schema()
    app = page(tmp_path / "empty.lbug", monkeypatch)
    assert not app.exception
    assert app.header[0].value == "Nothing has been read yet"
    assert app.code[0].value.startswith("faultline run FILE")


def test_the_page_sees_what_a_run_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        write_split(store, "Northwind wins.", "Northwind loses.", name="Northwind")
    app = page(path, monkeypatch)
    assert '<dt>insights</dt><dd class="amount">2</dd>' in html(app)
    with EmbeddedStore(path) as store:
        write_split(store, "Southwind wins.", "Southwind loses.", name="Southwind")
    assert '<dt>insights</dt><dd class="amount">4</dd>' in html(app.run())


def test_hostile_text_adds_no_tag_to_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for number, text in enumerate(("Northwind wins.", *HOSTILE)):
        path = tmp_path / f"{number}.lbug"
        with EmbeddedStore(path) as store:
            store.ensure_schema()
            debate = write_split(store, text, f"{text} not", days=("2026-11-02", "2026-11-03"), name=text[:60].strip())
        for shown in (html(page(path, monkeypatch)), html(page(path, monkeypatch, debate=debate))):
            assert "javascript:alert" not in "".join(str(attrs) for _, attrs in Tags(shown).seen)
            seen.append([tag for tag, _ in Tags(shown).seen])
    plain = seen[:2]
    assert all(tags == plain[number % 2] for number, tags in enumerate(seen))
