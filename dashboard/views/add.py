"""Paste or upload insights, see the claims in them, and store them."""

import threading
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import adding, reviewing, work_pages
from dashboard.links import page
from dashboard.spans import numbered
from dashboard.words import counted
from extract.claims import ClaimExtractor, make_extractor
from extract.readers.formats import suffixes
from graph.errors import FaultlineError
from graph.settings import load_settings
from graph.store import GraphStore

_MEGABYTES = 5
_ON_A_PAGE = 20
_DEBATES = 5


@dataclass(frozen=True, slots=True)
class _Engine:
    """The one engine of all visitors, used by one at a time."""

    extractor: ClaimExtractor
    turn: threading.Lock


def show(store: GraphStore) -> None:
    """Show the page."""
    if work_pages.refused_read_only("Add"):
        return
    work_pages.style()
    st.header("Add insights")
    st.text("Paste paragraphs from a newsletter or podcast. You see what is found in them before anything is stored.")
    _stored(store)
    _ask(store)
    work_pages.said()
    preview: adding.Preview | None = st.session_state.get("preview")
    if preview is not None:
        _preview(store, preview)


def _ask(store: GraphStore) -> None:
    with st.form("add", border=False):
        text = st.text_area(
            "Insights",
            key="pasted",
            height=180,
            max_chars=200_000,
            placeholder="One insight a line, or paragraphs with an empty line between. JSON lines and CSV work too.",
        )
        files = st.file_uploader(
            "Or files",
            type=[suffix.removeprefix(".") for suffix in suffixes()],
            accept_multiple_files=True,
            max_upload_size=_MEGABYTES,
        )
        with st.container(horizontal=True):
            source = st.text_input(
                "Source", key="source_name", max_chars=200, placeholder="who published it, if the text does not say"
            )
            published = st.date_input("Published", value=None, key="published_on", max_value=date.today())
        asked = st.form_submit_button("Find claims", type="primary")
    if not asked:
        return
    documents = [adding.Document(file.name, file.getvalue()) for file in files]
    if text and text.strip():
        documents.insert(0, adding.Document(adding.PASTED, text.encode("utf-8", "replace")))
    st.session_state.pop("preview", None)
    st.session_state.pop("stored", None)
    if not documents:
        work_pages.say("There is nothing to read yet. Paste a text, or choose a file.")
        return
    day = published.isoformat() if isinstance(published, date) else None
    _read(store, documents, source=(source or "").strip() or None, published=day)


def _read(store: GraphStore, documents: list[adding.Document], *, source: str | None, published: str | None) -> None:
    bar = st.progress(0.0, text="Loading the engine")
    settings = load_settings()
    try:
        engine = _engine(settings.engine, settings.model_dump_json())
        with engine.turn:
            st.session_state["preview"] = adding.find_claims(
                documents,
                source=source,
                published=published,
                extractor=engine.extractor,
                store=store,
                progress=lambda done, of: bar.progress(done / of, text=f"Read {done} of {counted(of, 'insight')}"),
            )
    except FaultlineError as error:
        work_pages.say(reviewing.plain_words(error))
    bar.empty()


# The engine takes seconds to load: once for all, and only when this page reads something.
@st.cache_resource(show_spinner=False, max_entries=1)
def _engine(name: str, _settings_are: str) -> _Engine:
    return _Engine(make_extractor(name, settings=load_settings()), threading.Lock())


def _preview(store: GraphStore, preview: adding.Preview) -> None:
    if preview.notices:
        work_pages.show("notices", notices=preview.notices)
    if not preview.readings:
        st.text("No insight was found in this. An insight is a short paragraph of plain words.")
        return
    parts = [counted(preview.new, "new insight"), counted(preview.claims, "claim")]
    if preview.without_claim:
        parts.append(f"{counted(preview.without_claim, 'line')} without a claim")
    if preview.known:
        parts.append(f"{preview.known} in the store already")
    work_pages.line(parts)
    with st.container(horizontal=True):
        st.button(
            _what_to_store(preview),
            type="primary",
            on_click=_keep,
            args=(store.url,),
            key="keep",
        )
        st.button("Discard", on_click=_discard, key="discard")
    pages = -(-len(preview.readings) // _ON_A_PAGE)
    number = st.pagination(pages, key="found_page") if pages > 1 else 1
    first = (number - 1) * _ON_A_PAGE
    work_pages.show(
        "found",
        readings=preview.readings[first : first + _ON_A_PAGE],
        numbered=lambda reading: numbered(reading.insight.text, _spans(reading)),
    )


def _what_to_store(preview: adding.Preview) -> str:
    if preview.new:
        return f"Store {counted(preview.new, 'insight')}"
    return f"Store {counted(preview.without_claim, 'line')}" if preview.without_claim else "Store dates and names"


def _spans(reading: adding.Reading) -> list[tuple[int, int]]:
    return [(claim.start, claim.end) for claim in reading.extraction.claims] if reading.extraction else []


def _keep(url: str) -> None:
    preview: adding.Preview = st.session_state["preview"]
    try:
        st.session_state["stored"] = adding.keep(preview, url, rules=work_pages.rules())
    except FaultlineError as error:
        work_pages.say(reviewing.plain_words(error))
        return
    _discard()


def _discard() -> None:
    del st.session_state["preview"]
    st.session_state["pasted"] = ""


def _stored(store: GraphStore) -> None:
    """Say what the last storing brought, with links to the debates that it touched."""
    stored = st.session_state.get("stored")
    if stored is None:
        return
    touched = sorted(stored.debate_ids)
    with st.container(border=True, key="stored"):
        st.text(
            f"Stored {counted(stored.insights, 'insight')} with {counted(stored.claims, 'claim')}. "
            + (f"{counted(len(touched), 'debate')} new or changed:" if touched else "No debate has changed.")
        )
        for row in store.query("debate_questions", debates=touched)[:_DEBATES] if touched else []:
            st.text(row["question"])
            st.page_link(page("debate"), label="Open debate →", query_params={"debate": row["debate"]})
        if len(touched) > _DEBATES:
            st.page_link(page("overview"), label=f"and {len(touched) - _DEBATES} more →")
