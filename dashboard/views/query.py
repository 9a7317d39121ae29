"""The named queries as forms, their answers as tables, and the Cypher behind them."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import downloads, work_pages
from dashboard.kept import kept
from dashboard.words import counted
from graph.errors import QueryError, StoreError
from graph.queries import NamedQuery, Parameter, load_query, query_names
from graph.store import GraphStore

_ROWS = 1_000
_MOST_ROWS = 100_000


def show(store: GraphStore) -> None:
    """Show the page."""
    work_pages.style()
    st.header("Query")
    known = {name: load_query(name) for name in query_names()}
    titles = {name: f"{query.title} ({name})" for name, query in known.items()}
    name = work_pages.choice(
        "Question", titles, key="query", start=None, placeholder="What do you want to know of the graph?"
    )
    if name is None:
        st.text("Choose a question. Each is a Cypher query; on the command line, “faultline query” lists them too.")
        st.dataframe([_in_list(query) for query in known.values()], hide_index=True, key="questions")
        return
    if name not in known:
        st.text("There is no question of this name. Choose another.")
        return
    query = known[name]
    given = _ask(query)
    if given is not None:
        _answer(store, query, given)
    _cypher(query, given, store.url)


def _in_list(query: NamedQuery) -> dict[str, str]:
    asks_for = ", ".join(f"{one.name} ({one.meaning})" for one in query.parameters)
    return {"question": query.title, "name": query.name, "asks for": asks_for}


def _ask(query: NamedQuery) -> dict[str, Any] | None:
    """Return a value for every parameter; None as long as one is missing."""
    if not query.parameters:
        return {}
    with st.form(f"form {query.name}", border=False, enter_to_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            texts = {parameter.name: _field(query, parameter) for parameter in query.parameters}
        st.form_submit_button("Ask", type="primary")
    if any(not text.strip() for text in texts.values()):
        st.text("Fill in " + " and ".join(f"“{name}”" for name, text in texts.items() if not text.strip()) + ".")
        return None
    try:
        return {parameter.name: parameter.read(texts[parameter.name]) for parameter in query.parameters}
    except QueryError as error:
        st.text(str(error))
        return None


def _field(query: NamedQuery, parameter: Parameter) -> str:
    text = st.text_input(
        f"{parameter.name}: {parameter.meaning}",
        value="" if parameter.default is None else str(parameter.default),
        key=f"{query.name}.{parameter.name}",
        bind="query-params",
        placeholder="several, with commas between" if parameter.type == "texts" else parameter.type,
        max_chars=10_000,
        width=360,
    )
    return text or ""


def _cypher(query: NamedQuery, given: Mapping[str, Any] | None, url: str) -> None:
    closed = st.expander("View as Cypher", key=f"cypher of {query.name}", on_change="rerun")
    if not closed.open:  # what colours code takes a browser longer than the answer
        return
    with closed:
        st.code(query.cypher, language="cypher")
        if given:
            st.json(dict(given), expanded=True)
        words = ["faultline", "query", query.name, "--store", url]
        for name, value in (given or {}).items():
            words += ["--param", f"{name}={','.join(value) if isinstance(value, list) else value}"]
        st.code(shlex.join(words), language="bash", wrap_lines=True)


def _answer(store: GraphStore, query: NamedQuery, given: Mapping[str, Any]) -> None:
    try:
        # One row more than are shown, to know whether there are more.
        columns, rows = kept(store, _rows, query.name, given, limit=_ROWS + 1)
    except StoreError as error:
        st.text(str(error))
        return
    if not rows:
        st.text("The graph holds nothing that answers this." if given else "The graph holds none of this yet.")
        return
    more = len(rows) > _ROWS
    st.text(f"The first {_ROWS:,} rows; the files have all." if more else counted(len(rows), "row"))
    table = {column: [_shown(row[place]) for row in rows[:_ROWS]] for place, column in enumerate(columns)}
    st.dataframe(table, hide_index=True, key=f"rows of {query.name}")
    with st.container(horizontal=True):
        for form, write, mime in (
            ("CSV", downloads.as_csv, "text/csv"),
            ("JSON", downloads.as_json, "application/json"),
        ):
            st.download_button(
                f"Download {form}",
                _file(store, query, given, write),
                file_name=f"{query.name}.{form.lower()}",
                mime=mime,
                key=f"download {form}",
                on_click="ignore",
            )


def _rows(store: GraphStore, name: str, given: Mapping[str, Any], *, limit: int) -> tuple[list[str], list[list[Any]]]:
    return store.read_only(load_query(name).cypher, given, limit=limit)


def _file(
    store: GraphStore,
    query: NamedQuery,
    given: Mapping[str, Any],
    write: Callable[[Sequence[Mapping[str, Any]]], bytes],
) -> Callable[[], bytes]:
    """Return a function that makes the file when somebody asks for it."""

    def make() -> bytes:
        columns, rows = _rows(store, query.name, given, limit=_MOST_ROWS)
        return write([dict(zip(columns, map(_shown, row), strict=True)) for row in rows])

    return make


def _shown(value: Any) -> Any:
    """Return a value as one cell shows it: lists and objects as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
