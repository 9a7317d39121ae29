"""Every page answers from a real store, keeps its state in the address, and shows hostile text as text."""

import csv
import io
import re
from importlib import import_module
from pathlib import Path

import pytest
import streamlit as st
from hostile import HOSTILE, Tags, write_split
from labelled_graph import write_labelled
from streamlit.testing.v1 import AppTest

from dashboard.downloads import as_csv, as_json, debate_rows
from graph import questions
from graph.actor_profile import actor_tallies
from graph.debate_index import Wanted, choices, debate_index
from graph.embedded_store import EmbeddedStore
from graph.ids import normal_text

PAGES = ["overview", "debates", "map", "sources", "actors"]
EMPTY = {
    "overview": "Nothing has been read yet",
    "debates": "Debates",
    "map": "Map",
    "sources": "Sources",
    "actors": "Actors",
}


def shown(name: str, store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """Run one page on a store; `address` is what stands in the address bar."""
    monkeypatch.setenv("FAULTLINE_STORE", str(store))
    app = AppTest.from_string(f"from dashboard.app import main\nmain(first={name!r})", default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style"))


def said(app: AppTest) -> str:
    """Everything that a page says, outside of HTML."""
    kinds = (app.text, app.caption, app.subheader, app.header, app.code)
    return "\n".join(str(element.value) for elements in kinds for element in elements)


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        write_labelled(store, "dev")
    return path


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_store_says_what_to_do_next(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(tmp_path / "empty.lbug") as store:
        store.ensure_schema()
    app = shown(name, tmp_path / "empty.lbug", monkeypatch)
    assert not app.exception
    assert app.header[0].value == EMPTY[name]
    assert app.code[0].value.startswith("faultline run FILE")


@pytest.mark.parametrize("name", [*PAGES, "debate"])
def test_a_missing_store_is_told_in_plain_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(name, tmp_path / "none.lbug", monkeypatch)
    assert not app.exception
    assert app.header[0].value == "There is no store to look at"


def test_the_overview_shows_what_the_latest_week_brought(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("overview", weekly, monkeypatch)
    with EmbeddedStore(weekly, read_only=True) as store:
        total = questions.counts(store)
    assert f'<dd class="amount">{total.claims:,}</dd>' in html(app)
    assert "week before" in html(app)
    assert html(app).count("fl card") == 5
    assert "Blind spots" in said(app)


def test_news_since_a_day_in_the_address_are_shown(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown("overview", weekly, monkeypatch, since="2026-11-01")
    assert "insights</b> read" in html(before) or "insights read" in html(before)
    after = shown("overview", weekly, monkeypatch, since="2030-01-01")
    assert "0 insights read, 0 contradictions found" in html(after)


@pytest.mark.parametrize("since", ["yesterday", "2026-99-99", "<script>", ""])
def test_an_unreadable_day_is_no_visit(since: str, weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "cookies", {})  # AppTest's own are mocks
    app = shown("overview", weekly, monkeypatch, since=since)
    assert "insights read" not in html(app)


def test_a_search_on_the_overview_leads_to_the_list(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("overview", weekly, monkeypatch)
    app.text_input(key="search everywhere").set_value("model").run()
    assert not app.exception
    assert app.header[0].value == "Debates"


def test_choices_show_how_many_debates_they_leave(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("debates", weekly, monkeypatch)
    with EmbeddedStore(weekly, read_only=True) as store:
        heads = debate_index(store)
    source, count = next(iter(choices(heads, Wanted())["source"].items()))
    assert f"{source} ({count:,})" in app.selectbox(key="asked source").options
    app.selectbox(key="asked source").select(source).run()
    assert f"{count} debate" in said(app)
    assert app.query_params["source"] in (source, [source])


def test_a_permalink_shows_the_same_list_again(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("debates", weekly, monkeypatch, facet="number", sort="insights")
    assert app.selectbox(key="asked facet").value == "number"
    assert app.selectbox(key="asked sort").value == "insights"
    assert "split on meaning" not in html(app)
    assert html(app) == html(shown("debates", weekly, monkeypatch, facet="number", sort="insights"))


@pytest.mark.parametrize(
    "address",
    [{"page": "99999999999"}, {"page": "-1"}, {"page": "٣"}, {"sort": "<b>"}, {"size": "x"}, {"quotes": "0"}],
    ids=str,
)
@pytest.mark.parametrize("name", ["debates", "map"])
def test_nonsense_in_the_address_falls_back(
    name: str, address: dict[str, str], weekly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert html(shown(name, weekly, monkeypatch, **address)) or name == "map"


def test_pages_of_the_list_hold_every_debate_once(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        total = len(debate_index(store))
    seen = 0
    for number in range(1, -(-total // 10) + 1):
        seen += html(shown("debates", weekly, monkeypatch, page=str(number))).count("fl card")
    assert seen == total


def test_the_next_page_is_a_button_away(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("debates", weekly, monkeypatch)
    first = html(app)
    next(button for button in app.button if button.label.startswith("Next")).click().run()
    assert html(app) != first
    assert "Page 2 of" in said(app)


def test_a_list_that_fits_nothing_says_so_and_starts_again(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("debates", weekly, monkeypatch, text="no such words in it")
    assert "No debate fits" in said(app)
    app.button[0].click().run()
    assert html(app).count("fl card") == 10


def test_a_map_cell_in_the_address_shows_what_is_said(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        head = debate_index(store)[0]
    app = shown("map", weekly, monkeypatch, actor=head.actors[0], move=head.moves[0])
    assert "What is said" in said(app)
    assert "<mark>" in html(app)
    assert "fl card" in html(app)
    nothing = shown("map", weekly, monkeypatch, actor=head.actors[0], move="no such move")
    assert "Nothing is known of this actor and this move together" in said(nothing)


def test_an_address_of_a_contradiction_says_which_debate_it_is_merged_into(
    weekly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        whole = next(debate for debate in questions.debates(store) if debate.pairs > 1)
    other = next(pair for pair in whole.contradictions if pair.relation_id != whole.id)
    app = shown("debate", weekly, monkeypatch, debate=other.relation_id)
    assert "merged into this one" in said(app)
    assert other.a.evidence.split()[0] in html(app)
    assert "merged into" not in said(shown("debate", weekly, monkeypatch, debate=whole.id))


def test_an_insight_stands_once_on_a_side_with_all_that_it_claims(
    weekly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        whole = questions.debates(store)
    several = [debate for debate in whole if any(side.claims > side.insights for side in debate.sides)]
    assert several
    for debate in several:
        page = html(shown("debate", weekly, monkeypatch, debate=debate.id)).partition('class="columns"')[2]
        page = page.partition("</article>")[0]
        assert page.count("<blockquote") == sum(side.insights for side in debate.sides)


def test_a_source_has_a_profile(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        source = questions.sources(store)[0]
    app = shown("sources", weekly, monkeypatch, source=source.name)
    for title in ("Whom it speaks of", "Which sources it agrees with", "Strongest contradictions"):
        assert title in said(app)
    assert "<mark>" in html(app)
    assert "no source of this name" in said(shown("sources", weekly, monkeypatch, source="Nobody's Weekly"))


def test_an_actor_has_a_profile(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown("actors", weekly, monkeypatch, actor="Microsoft")
    for title in ("Family", "Moves", "Stance over time", "Debates", "Figures claimed"):
        assert title in said(app)
    assert "Nobody goes by this name" in said(shown("actors", weekly, monkeypatch, actor="Nobody"))


def test_conflicting_figures_are_marked(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        debates = [debate for debate in questions.debates(store) if debate.facet == "number"]
    assert "differs from" in html(shown("actors", weekly, monkeypatch, actor=debates[0].quotes[0].actor))


def test_a_debate_shows_when_its_sides_spoke(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        debate = questions.debates(store)[0]
    app = shown("debate", weekly, monkeypatch, debate=debate.id)
    assert app.get("vega_lite_chart")
    for side in debate.sides:
        for quote in side.quotes:
            assert f"confidence {quote.confidence:.2f}" in html(app)


def test_what_is_shown_can_be_taken_away(weekly: Path) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        debate = questions.debates(store)[0]
    rows = list(csv.DictReader(io.StringIO(as_csv(debate_rows(debate)).decode("utf-8-sig"))))
    assert len(rows) == len(debate.quotes) + len(debate.neutral)
    assert {row["evidence"] for row in rows if row["side"] == "A"} == {
        quote.evidence for quote in debate.sides[0].quotes
    }
    assert as_json(debate_rows(debate)).startswith(b"[")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.startswith(("=", "-", "+", "@"))] + ["=1+1", "@x"])
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    cell = next(csv.reader(io.StringIO(as_csv([{"text": text}]).decode("utf-8-sig").split("\n", 1)[1])))[0]
    assert cell == f"'{text}"


def test_read_only_hides_what_writes(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        debate = questions.debates(store)[0]
    open_to_all = shown("debate", weekly, monkeypatch, debate=debate.id)
    assert any("Review it" in link.proto.label for link in open_to_all.get("page_link"))
    monkeypatch.setenv("FAULTLINE_READ_ONLY", "1")
    app = shown("debate", weekly, monkeypatch, debate=debate.id)
    assert not any("Review it" in link.proto.label for link in app.get("page_link"))


def test_nobody_enters_without_login_where_it_is_set_up(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLINE_STORE", str(weekly))
    app = AppTest.from_string("from dashboard.app import main\nmain()", default_timeout=60)
    app.secrets["auth"] = {"redirect_uri": "http://127.0.0.1:8501/oauth2callback", "cookie_secret": "x" * 40}
    app.run()
    assert not app.exception
    assert app.header[0].value in {"Please log in", "Login is set up, but cannot work"}
    assert html(app) == ""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A store in which every text, name, label and reason is hostile; and its debates."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.lbug"
    with EmbeddedStore(path) as store:
        store.ensure_schema()
        found = [
            write_split(
                store,
                text,
                f"{text} not",
                days=("2026-11-02", "2026-11-03"),
                name=normal_text(text)[:60].strip() or "x",
            )
            for text in HOSTILE
        ]
    return path, found


# What our own templates are made of; nothing else may come out of a text.
TAGS = {
    "article",
    "header",
    "footer",
    "section",
    "div",
    "span",
    "p",
    "br",
    "h1",
    "h2",
    "h3",
    "b",
    "q",
    "bdi",
    "code",
    "a",
}
TAGS |= {"blockquote", "cite", "mark", "ul", "ol", "li", "dl", "dt", "dd"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "dir", "role", "aria-label", "style", "scope", "tabindex", "href", "target", "rel"}


def assert_only_text(app: AppTest) -> None:
    for tag, attributes in Tags(html(app)).seen:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        assert (attributes.get("style") or "flex-grow: 0").startswith("flex-grow: ")
        assert re.match(r"https://|(actors|sources|debate)\?", attributes.get("href") or "https://")
    # These are read as Markdown: nothing from outside may be in them.
    for element in (*app.markdown, *app.caption, *app.subheader, *app.header):
        assert not any(mark in str(element.value) for mark in ("evil", "alert(", "<", "!["))
    for element in app.get("page_link"):
        assert "→" in element.proto.label or "←" in element.proto.label


@pytest.mark.parametrize("name", PAGES)
def test_hostile_texts_are_text_on_every_page(
    name: str, hostile: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = hostile
    assert_only_text(shown(name, path, monkeypatch, since="2020-01-01"))


def test_hostile_texts_are_text_in_every_list(hostile: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    path, found = hostile
    for number in range(1, -(-len(found) // 10) + 1):
        assert_only_text(shown("debates", path, monkeypatch, page=str(number)))


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_debate_actor_and_source_are_text(
    number: int, hostile: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, found = hostile
    with EmbeddedStore(path, read_only=True) as store:
        debate = questions.debate(store, found[number])
    assert debate is not None
    assert_only_text(shown("debate", path, monkeypatch, debate=debate.id))
    assert_only_text(shown("actors", path, monkeypatch, actor=debate.actor))
    if number % 4 == 0:  # these two put a text through the same templates
        assert_only_text(shown("sources", path, monkeypatch, source=debate.quotes[0].source))
        assert_only_text(shown("map", path, monkeypatch, actor=debate.actor, move=debate.strategy))
        assert_only_text(shown("map", path, monkeypatch, picture="sources"))
        assert_only_text(shown("debate", path, monkeypatch, debate=debate.contradictions[-1].relation_id))


def test_hostile_words_in_the_address_are_text(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in HOSTILE[::9]:
        for name, field in (("debates", "text"), ("debates", "actor"), ("actors", "actor"), ("sources", "source")):
            assert_only_text(shown(name, weekly, monkeypatch, **{field: text}))


def test_every_actor_of_a_store_can_be_opened(weekly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedStore(weekly, read_only=True) as store:
        names = [tally.name for tally in actor_tallies(store)]
    for name in names[:15]:
        assert not shown("actors", weekly, monkeypatch, actor=name).exception


def test_pages_are_modules_with_a_show_function() -> None:
    for name in [*PAGES, "debate"]:
        assert callable(import_module(f"dashboard.views.{name}").show)
