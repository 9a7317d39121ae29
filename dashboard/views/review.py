"""The queue of contradictions that a person should look at, and what reviewers made of the others."""

import streamlit as st

from dashboard import components, correction_forms, reviewing, work_pages
from dashboard.kept import kept
from dashboard.links import page
from dashboard.review_visit import Visit
from dashboard.words import counted
from graph.errors import FaultlineError
from graph.models import ReviewStatus
from graph.questions import least_certain
from graph.review_queue import Progress, Queued, disagreements, in_queue, next_in_queue, progress
from graph.reviews import Decision
from graph.store import GraphStore

_TASKS = ("Queue", "Disagreements", "Corrections")
_STATUSES = [status.value for status in ReviewStatus]
_SHOWN = 50


def show(store: GraphStore) -> None:
    """Show the page."""
    if work_pages.refused_read_only("Review"):
        return
    work_pages.style()
    st.header("Review")
    with st.container(horizontal=True):
        task = st.segmented_control(
            "What to do",
            _TASKS,
            default=_TASKS[0],
            required=True,
            key="task",
            bind="query-params",
            label_visibility="collapsed",
        )
        status = _ask_status() if task == "Queue" else None
    if task == "Corrections":
        work_pages.said()
        _ask_reviewer(note=False)
        correction_forms.whole(store)
    elif status is None:
        _disagreements(store)
    else:
        _queue(store, status)


def _queue(store: GraphStore, status: ReviewStatus) -> None:
    visit = _visit()
    if visit.failed is not None:
        st.query_params["relation"], why = visit.failed
        visit.failed = None
        work_pages.say(why)
    above = st.container()
    item = _pair(store, status)
    visit.settle()
    if visit.failed is not None:
        st.rerun()
    done = kept(store, progress)
    if done.total:
        with above:
            _progress(done)
        if item is None:
            _nothing_left(status)
            _ask_reviewer()
            _undo_button(store)
    else:
        components.empty(
            "There is nothing to review: no two claims contradict each other. Read more sources:",
            f"faultline run FILE --store {store.url}",
        )


def _pair(store: GraphStore, status: ReviewStatus) -> Queued | None:
    """Show the next pair, with all that a reviewer needs to decide on it."""
    item = _item(store, status)
    work_pages.said()
    if item is not None:
        work_pages.show("review_pair", item=item)
        _ask_reviewer()
        _buttons(store, item)
        correction_forms.beside_pair(store, item)
    return item


def _progress(done: Progress) -> None:
    parts = [f"{done.decided:,} of {counted(done.total, 'contradiction')} reviewed"]
    parts += [f"{getattr(done, name):,} {name}" for name in _STATUSES]
    skipped = len(_visit().skipped())
    if skipped:
        parts.append(f"{skipped:,} skipped in this visit")
    st.progress(done.decided / done.total, text=" · ".join(parts))


def _ask_status() -> ReviewStatus:
    status = st.segmented_control(
        "Which",
        _STATUSES,
        default=ReviewStatus.OPEN.value,
        required=True,
        key="status",
        bind="query-params",
        label_visibility="collapsed",
    )
    return ReviewStatus(status)


def _item(store: GraphStore, status: ReviewStatus) -> Queued | None:
    """Return the pair that the address names, else the next in the queue."""
    asked = st.query_params.get("relation")
    if asked:
        found = in_queue(store, asked)
        if found is not None:
            return found
        st.text("No contradiction has this address now. The next one in the queue:")
    return _next(store, status)


def _next(store: GraphStore, status: ReviewStatus) -> Queued | None:
    """Return the next pair with a status that is not behind the reader."""
    passed = _visit().passed()
    if status is not ReviewStatus.OPEN:
        return next_in_queue(store, status=status, passed=passed)
    # The queue is all contradictions in order: it is asked for anew only when those that it named are passed.
    for _ in range(2):
        for relation_id in st.session_state.setdefault("waiting", ()):
            found = None if relation_id in passed else in_queue(store, relation_id)
            # Somebody else may have decided on it.
            if found is not None and found.pair.status is status:
                return found
        st.session_state["waiting"] = least_certain(store, status, leaving_out=passed)
    return None


def _nothing_left(status: ReviewStatus) -> None:
    if _visit().skipped():
        st.text("Only those that you skipped are left.")
        st.button("Bring the skipped ones back", on_click=_bring_back, key="bring_back")
    elif status is ReviewStatus.OPEN:
        st.text("Every contradiction has been reviewed. Read more sources, or look at the others above:")
        st.code("faultline run FILE", language=None)
    else:
        st.text(f"No other contradiction is {status.value}.")


def _ask_reviewer(*, note: bool = True) -> None:
    known = work_pages.logged_in_as()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Your name",
            value=known or reviewing.login_name(),
            key="reviewer",
            max_chars=200,
            disabled=bool(known),
            persist_state="session",
            width=240,
        )
        if note:
            st.text_input("Note", key="note", max_chars=2000, placeholder="why, if you like", width=420)


def _buttons(store: GraphStore, item: Queued) -> None:
    relation_id = item.pair.relation_id
    with st.container(horizontal=True, key="decide"):
        st.button("Confirm", shortcut="Y", on_click=_decide, args=(store.url, relation_id, Decision.CONFIRM))
        st.button("Dismiss", shortcut="N", on_click=_decide, args=(store.url, relation_id, Decision.DISMISS))
        st.button("Skip", shortcut="S", on_click=_skip, args=(relation_id,))
        _undo_button(store)
    st.caption("Is this a real contradiction? The least certain come first: score times the lower of both confidences.")
    with st.container(horizontal=True):
        _links(item)
        st.page_link(
            page("query"),
            label="The queue as a table →",
            query_params={"query": "review_queue", "review_queue.status": item.pair.status.value},
        )


def _links(item: Queued) -> None:
    if item.question is not None:
        st.page_link(page("debate"), label="Open the debate →", query_params={"debate": item.pair.relation_id})


def _undo_button(store: GraphStore) -> None:
    st.button("Undo", shortcut="U", on_click=_undo, args=(store.url,), disabled=not _visit().passed())


def _decide(url: str, relation_id: str, decision: Decision) -> None:
    reviewer, note = work_pages.reviewer(), str(st.session_state.get("note", ""))
    if not reviewer:
        work_pages.say("A decision needs a name. Write yours into “Your name”.")
        return
    _visit().decide(url, relation_id, decision, reviewer=reviewer, note=note)
    st.session_state["note"] = ""
    st.query_params.pop("relation", None)


def _skip(relation_id: str) -> None:
    _visit().skip(relation_id)
    st.query_params.pop("relation", None)


def _undo(url: str) -> None:
    try:
        taken_back = _visit().undo(url)
    except FaultlineError as error:
        work_pages.say(reviewing.plain_words(error))
        return
    if taken_back is not None:
        # The pair is looked at again, wherever it stands in the queue.
        st.query_params["relation"] = taken_back


def _bring_back() -> None:
    _visit().bring_back()


def _visit() -> Visit:
    visit: Visit = st.session_state.setdefault("review", Visit())
    return visit


def _disagreements(store: GraphStore) -> None:
    found = disagreements(store, limit=_SHOWN)
    if not found.reviewers and not found.unmatched:
        components.empty(
            "Nobody has reviewed anything yet. Confirm or dismiss a contradiction in the queue, or:",
            "faultline review RELATION confirm",
        )
        return
    st.subheader(f"Disputed ({len(found.disputed)})")
    if not found.disputed:
        st.text("No two reviewers disagree on a contradiction.")
    for item in found.disputed:
        work_pages.show("review_pair", item=item)
        _links(item)
    st.subheader("Reviewers")
    work_pages.show("reviewers", found=found)
    if found.unmatched:
        with st.expander(f"{counted(len(found.unmatched), 'decision')} on what is not in the graph now"):
            st.text("They are kept, and count again when their passages are read again.")
            work_pages.show("unmatched", reviews=found.unmatched[:_SHOWN])
