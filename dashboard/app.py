"""The page: started by ``faultline dashboard`` or ``streamlit run dashboard/app.py``."""

from typing import NoReturn

import streamlit as st

from dashboard import components
from dashboard.views import debate, overview, sources
from graph.errors import FaultlineError, StoreUnreachable
from graph.settings import load_settings
from graph.store import GraphStore, open_store


def main() -> None:
    """Open the store and show the page that the address asks for."""
    st.set_page_config(page_title="Faultline", page_icon="↔️", layout="wide")
    components.style()
    home = st.Page(_home, title="Overview", url_path="overview", default=True)
    # A page of its own, for a link within one page would not show in the address bar.
    whole = st.Page(_debate, title="Debate", url_path="debate", visibility="hidden")
    st.session_state.update(home=home, whole=whole)
    st.navigation([home, st.Page(_sources, title="Sources", url_path="sources"), whole], position="top").run()


def _home() -> None:
    # Reports and feeds link to the bare address: /?debate=...
    if st.query_params.get("debate"):
        _debate()
    else:
        overview.show(_store(), debate_page=st.session_state["whole"])


def _debate() -> None:
    debate.show(_store(), st.query_params.get("debate", ""), home=st.session_state["home"])


def _sources() -> None:
    sources.show(_store())


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
