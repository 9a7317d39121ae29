"""The page: started by ``faultline dashboard`` or ``streamlit run dashboard/app.py``.

Each module in ``dashboard/views/`` is one page. It has a function ``show(store: GraphStore) -> None`` that
is called on every run of its page with the open store, for reading only. It finds other pages with
``dashboard.links.page("debate")``, and keeps what it shows in the address (``bind="query-params"`` or
``st.query_params``). It is imported when it is first shown; a module that is not there is not in the
navigation.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import components
from dashboard.links import set_pages
from dashboard.login import may_enter
from graph.errors import FaultlineError, StoreUnreachable
from graph.settings import load_settings
from graph.store import GraphStore, open_store


class _View(NamedTuple):
    name: str
    title: str
    writes: bool = False
    hidden: bool = False


_VIEWS = (
    _View("overview", "Overview"),
    _View("debates", "Debates"),
    _View("map", "Map"),
    _View("sources", "Sources"),
    _View("actors", "Actors"),
    _View("graph", "Graph"),
    _View("review", "Review", writes=True),
    _View("add", "Add", writes=True),
    _View("query", "Query"),
    # A page of its own, for a link within one page would not show in the address bar.
    _View("debate", "Debate", hidden=True),
)


def main(first: str = "overview") -> None:
    """Open the store and show the page that the address asks for; `first` is that of the bare address."""
    pages = {view.name: _page(view, first) for view in _VIEWS if _offered(view)}
    set_pages(pages)
    asked = st.navigation(list(pages.values()), position="top")
    st.set_page_config(page_title=f"{asked.title} · Faultline", page_icon="↔️", layout="wide")
    components.style()
    if may_enter():
        asked.run()


def _offered(view: _View) -> bool:
    if view.writes and load_settings().read_only:
        return False
    return find_spec(f"dashboard.views.{view.name}") is not None


def _page(view: _View, first: str) -> StreamlitPage:
    return st.Page(
        _showing(view.name),
        title=view.title,
        url_path=view.name,
        default=view.name == first,
        visibility="hidden" if view.hidden else "visible",
    )


def _showing(name: str) -> Callable[[], None]:
    def show() -> None:
        # Reports and feeds link to the bare address: /?debate=...
        shown = "debate" if name == "overview" and st.query_params.get("debate") else name
        import_module(f"dashboard.views.{shown}").show(_store())

    return show


def _store() -> GraphStore:
    """Return the open store, or say how to get one and stop."""
    try:
        return _open(load_settings().store)
    except StoreUnreachable as error:
        _stop("There is no store to look at", error, "faultline run FILE")
    except FaultlineError as error:
        _stop("The store cannot be opened", error, "faultline doctor")


def _stop(title: str, error: FaultlineError, command: str) -> NoReturn:
    st.header(title)
    components.empty(str(error), command)
    st.stop()


# One handle for all readers; it opens the file anew by itself when a run has changed it.
@st.cache_resource(on_release=lambda store: store.close(), max_entries=2, show_spinner=False)
def _open(url: str) -> GraphStore:
    return open_store(url, read_only=True)


if __name__ == "__main__":
    main()
