"""Open one page of the whole as its address does, and read what it shows."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.store import GraphStore

# The whole page starts on its overview; a test opens another page of it by what the address would do.
SCRIPT = """
import streamlit as st
from dashboard import app, components, links
from dashboard.views import {name}

def other():
    pass

components.style()
others = ("overview", "debate", "actors", "sources", "map", "debates", "graph", "review", "query", "add")
pages = {{name: st.Page(other, title=name, url_path=name) for name in others if name != "{name}"}}
pages["{name}"] = st.Page(lambda: {name}.show(app._store()), title="{name}", url_path="{name}", default=True)
links.set_pages(pages)
st.navigation(list(pages.values())).run()
"""


def page(name: str, store: GraphStore | Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """Open a page; `address` is what stands in the address bar."""
    monkeypatch.setenv("FAULTLINE_STORE", str(store) if isinstance(store, Path) else store.url)
    app = AppTest.from_string(SCRIPT.format(name=name), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def texts(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.text]


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.button if button.label == label)
    button.click().run()
    assert not app.exception
    return app
