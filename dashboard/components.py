"""Put answers on the page. All text from outside goes through templates that escape it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment

from dashboard.templating import html_templates
from graph.answers import Contradiction, Counts, DebateAnswer, Quote, SourceAnswer
from graph.models import Quantity

_STYLE = Path(__file__).resolve().parent / "style.css"


def style() -> None:
    """Load the style sheet; once at the top of every page."""
    st.html(_STYLE)


def counts_line(counts: Counts, *, unnamed: bool) -> None:
    """Say how much there is; `unnamed` adds that a digest counts as one source."""
    _show("counts", counts=counts, unnamed=unnamed)


def debate_card(debate: DebateAnswer) -> None:
    """Show a debate in short: who, what, the bar, and the strongest quote of both sides."""
    _show("card", debate=debate)


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


def source_table(sources: Sequence[SourceAnswer]) -> None:
    """Show all sources with what each brings."""
    _show("sources", sources=sources)


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
