"""Put answers on the page. All text from outside goes through templates that escape it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from jinja2 import Environment
from streamlit.delta_generator import DeltaGenerator

from dashboard.colours import DARK, LIGHT, Colours
from dashboard.links import page
from dashboard.templating import html_templates
from dashboard.words import day
from graph.actor_profile import FamilyTie, StatedFigure
from graph.answers import Contradiction, Counts, DebateAnswer, DebateCard, DebateLine, Quote, SourceAnswer
from graph.blind_spots import BlindActor, BlindDebate
from graph.models import Quantity
from graph.news import Movement, News
from graph.source_profile import SourcePair
from graph.stances import Tally
from graph.store import GraphStore

if TYPE_CHECKING:  # importing it takes as long as the rest of the page
    from dashboard.charts import Drawing

_STYLE = Path(__file__).resolve().parent / "style.css"


def style() -> None:
    """Load the style sheet; once at the top of every page."""
    st.html(_STYLE)


def counts_line(counts: Counts, movement: Movement | None, *, unnamed: bool) -> None:
    """Say how much there is and what the latest week brought; `unnamed`: a digest counts as one source."""
    _show("counts", counts=counts, movement=movement, unnamed=unnamed)


def debate_card(debate: DebateCard) -> None:
    """Show a debate in short: who, what, the bar, and the strongest quote of both sides."""
    _show("card", debate=debate)


def debate_row(debate: DebateLine) -> None:
    """Show a debate in a list: who, what, the bar, and how the sides are called."""
    _show("row", debate=debate)


def debate_list(debates: Iterable[DebateLine]) -> None:
    """Show debates in short, each with a link to the whole."""
    for debate in debates:
        with st.container(gap="xxsmall"):
            debate_row(debate)
            open_debate(debate.id)


def open_debate(debate_id: str) -> None:
    """Link to a debate."""
    st.page_link(page("debate"), label="Open debate →", query_params={"debate": debate_id})


def debate_whole(debate: DebateAnswer) -> None:
    """Show the question and the quotes of all sides next to each other."""
    _show("debate", debate=debate)


def reasons(debate: DebateAnswer) -> None:
    """Show why each pair contradicts, and how to review it."""
    _show("reasons", debate=debate)


def quotes(shown: Sequence[Quote]) -> None:
    """Show quotes that take no side."""
    _show("quotes", quotes=shown)


def changed_minds(pairs: Sequence[Contradiction]) -> None:
    """Show what was said before and what is said now."""
    _show("changes", pairs=pairs)


def contradictions(pairs: Sequence[Contradiction]) -> None:
    """Show pairs of quotes next to each other, with the reason."""
    _show("pairs", pairs=pairs, sides=("A", "B"))


def news_line(news: News) -> None:
    """Say how much came in since the last visit."""
    moment = datetime.fromisoformat(news.since)
    _show("news", news=news, since=f"{day(moment.date().isoformat())}, {moment:%H:%M} UTC")


def blind_spots(actors: Sequence[BlindActor], debates: Sequence[BlindDebate]) -> None:
    """Show what only one side or one source speaks of."""
    _show("blind", actors=actors, debates=debates)


def source_table(sources: Sequence[SourceAnswer]) -> None:
    """Show sources with what each brings."""
    _show("sources", sources=sources)


def source_agreement(name: str, pairs: Sequence[SourcePair]) -> None:
    """Show how often a source agrees with each other one, and how often not."""
    _show("others", others=[(pair.b if pair.a == name else pair.a, pair) for pair in pairs])


def tally_table(tallies: Sequence[Tally], *, what: str, caption: str, most: int = 15) -> None:
    """Show how often each thing is praised, blamed and reported; the first `most` of them."""
    _show("tallies", tallies=tallies[:most], what=what, caption=caption, more=max(0, len(tallies) - most))


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Show what is known of something, a line each."""
    _show("facts", facts=pairs)


def family(ties: Sequence[FamilyTie]) -> None:
    """Show who belongs to an actor, and to whom it belongs."""
    _show("family", ties=ties)


def stated_figures(found: Sequence[StatedFigure]) -> None:
    """Show the figures that are claimed about an actor, and which of them differ."""
    _show("stated_figures", figures=found)


def room_for_chart(library: Literal["vega", "echarts"]) -> DeltaGenerator:
    """Return a place for a chart; a browser fetches what draws it while the store is still asked what to draw."""
    place = st.container()
    if f"{library} fetched" in st.session_state:
        return place
    st.session_state[f"{library} fetched"] = True
    # Later runs put the chart where this one does, or the browser would draw it anew each time.
    place = place.empty()
    if library == "vega":
        place.vega_lite_chart({"mark": "point", "data": {"values": []}}, height=40)
    else:
        place.echarts_chart({"series": []}, height=40)
    return place


def chart(
    drawing: "Drawing",
    *,
    alt: str,
    key: str | None = None,
    on_select: bool = False,
    wide: bool = False,
    place: DeltaGenerator | None = None,
) -> Any:
    """Show a chart with its meaning in words, in its `place` where it has one; returns what is selected in it.

    A `wide` one keeps its width, and is moved sideways on a phone.
    """
    return (place or st).altair_chart(
        drawing, key=key, on_select="rerun" if on_select else "ignore", alt=alt, width="content" if wide else "stretch"
    )


def colours() -> Colours:
    """Return the colours that can be read on the reader's background."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def figures(debate: DebateAnswer) -> None:
    """Show the figures that quotes in the debate give, side by side; nothing where there are none."""
    found = list(_figures(debate))
    if found:
        st.subheader("Figures")
        _show("figures", figures=found)


def empty(message: str, command: str) -> None:
    """Say that there is nothing, and what to do next."""
    st.text(message)
    st.code(command, language=None)


def unread(store: GraphStore, words: str) -> None:
    """Say that there is nothing yet, in `words`, and how to read something into the store."""
    empty(f"{words} Read something first:", f"faultline run FILE --store {store.url}")


def _figures(debate: DebateAnswer) -> Iterator[tuple[str, Quantity, Quote]]:
    for side in debate.sides:
        for quote in side.quotes:
            for quantity in quote.quantities:
                yield side.letter, quantity, quote
    for quote in debate.neutral:
        for quantity in quote.quantities:
            yield "", quantity, quote


def _show(template: str, **answers: Any) -> None:
    st.html(_templates().get_template(f"{template}.html.jinja").render(**answers))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return html_templates()
