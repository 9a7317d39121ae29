"""Put what the pages for work need on them: pairs to review, claims found in a text, keys of a graph."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment

from dashboard.templating import html_templates
from graph.record import Rules
from graph.settings import load_settings

_STYLE = Path(__file__).resolve().parent / "work.css"
_SAID = "said to the reader"


def style() -> None:
    """Load the style sheet of these pages; once at the top of each, after the common one."""
    st.html(_STYLE)


def show(template: str, **answers: Any) -> None:
    """Show a template; whatever it is given is escaped."""
    st.html(_templates().get_template(f"{template}.html.jinja").render(**answers))


def line(parts: Sequence[str]) -> None:
    """Show a few facts on one line, as plain text."""
    show("line", parts=parts)


def choice(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    start: int | None = 0,
    on_change: Callable[[], None] | None = None,
    **how: Any,
) -> str | None:
    """Ask for one of `options` (value to words) and keep its value in the address, under `key`.

    A widget that is bound to the address would put the words there, which are no permalink.
    """
    values = list(options)
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        values, options = [asked, *values], {asked: asked, **options}

    def keep() -> None:
        chosen = st.session_state.get(f"choice {key}")
        if chosen is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = chosen
        if on_change:
            on_change()

    return st.selectbox(
        label,
        values,
        index=values.index(asked) if asked is not None else start,
        format_func=lambda value: options.get(value, value),
        key=f"choice {key}",
        on_change=keep,
        **how,
    )


def refused_read_only(title: str) -> bool:
    """Say that nothing can be changed here, where that is so; return whether it is."""
    if not load_settings().read_only:
        return False
    st.header(title)
    st.text("This page is for reading only (FAULTLINE_READ_ONLY). Somebody who may write can use:")
    st.code("FAULTLINE_READ_ONLY=0 faultline dashboard", language=None)
    return True


def logged_in_as() -> str:
    """Return who is logged in; empty where nobody is, or no login is set up."""
    user = st.user.to_dict() if st.user.get("is_logged_in") else {}
    return str(user.get("email") or user.get("name") or "")


def reviewer() -> str:
    """Return in whose name a decision is kept: who is logged in, else the name in the field ``reviewer``."""
    return logged_in_as() or str(st.session_state.get("reviewer", "")).strip()


def say(message: str) -> None:
    """Keep a message for the place where `said` shows it, in this run or the next."""
    st.session_state[_SAID] = message


def said() -> None:
    """Show what `say` was told last, once."""
    message = st.session_state.pop(_SAID, None)
    if message:
        with st.container(border=True, key="said"):
            st.text(message)


@st.cache_resource(show_spinner=False)
def rules() -> Rules:
    """Return the rules that resolve names and judge pairs, loaded once."""
    from extract.pipeline import make_rules  # noqa: PLC0415 - the models only when something is written

    return make_rules()


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return html_templates()
