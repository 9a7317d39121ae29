"""Name the pages that others can link to; the start of the page sets them once a run."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_KEY = "faultline pages"


def set_pages(pages: dict[str, StreamlitPage]) -> None:
    """Keep the pages of this run for `page`."""
    st.session_state[_KEY] = pages


def page(name: str) -> StreamlitPage:
    """Return a page to link to, such as ``debate``, for ``st.page_link`` and ``st.switch_page``.

    Raises
    ------
    KeyError
        If there is no such page; `has_page` says so beforehand.
    """
    pages: dict[str, StreamlitPage] = st.session_state[_KEY]
    return pages[name]


def has_page(name: str) -> bool:
    """Return whether this page is in the navigation now."""
    return name in st.session_state.get(_KEY, {})
