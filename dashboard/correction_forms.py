"""Ask what is wrong with a claim, an actor, a move or a source, and keep the answer as a correction."""

from collections.abc import Callable

import streamlit as st

from dashboard import components, correcting, reviewing, work_pages
from dashboard.words import counted
from graph.answers import Quote
from graph.changes import (
    JUDGED,
    Change,
    DeleteSource,
    FixActor,
    FixPolarity,
    MergeActors,
    MergeStrategies,
    RejectClaim,
    RenameSource,
    SplitActor,
    Withdraw,
)
from graph.corrections import Listed, corrections, passage, split_off
from graph.ego import actor_named, strategies_of
from graph.errors import FaultlineError
from graph.ids import normal_name
from graph.models import Polarity
from graph.questions import actors, sources
from graph.quotes import load_quotes
from graph.review_queue import Queued
from graph.store import GraphStore
from graph.wording import clipped

_SHOWN = 50
_MOST_CLAIMS = 200

_CLAIM_KINDS = (
    "The text makes no such claim",
    "Somebody else acts",
    "The text judges the move otherwise",
    "Both quotes speak of one move",
    "This quote speaks of another move than the rest",
)


def beside_pair(store: GraphStore, item: Queued) -> None:
    """Offer to correct one of the two claims of a pair."""
    with st.expander("Something else is wrong: correct a claim"):
        quotes = dict(zip(item.letters, (item.pair.a, item.pair.b), strict=True))
        if len(quotes) < 2:  # both on one side: by place, then
            quotes = {"first": item.pair.a, "second": item.pair.b}
        which = st.radio(
            "Claim",
            list(quotes),
            format_func=lambda letter: f"{letter}: {clipped(quotes[letter].evidence)}",
            key="correct_which",
        )
        kind = st.selectbox("What is wrong", _CLAIM_KINDS, key="correct_claim_kind")
        quote = quotes[which]
        other = next(one for one in quotes.values() if one != quote)
        _ask_and_keep(store, f"claim {kind}", lambda: _claim_change(store, kind, quote, other))


def _claim_change(store: GraphStore, kind: str, quote: Quote, other: Quote) -> Callable[[], Change] | None:
    """Ask for what the kind needs; return what makes the change, None as long as something is missing."""
    if kind == _CLAIM_KINDS[0]:
        return lambda: RejectClaim(claim=passage(store, quote.claim_id))
    if kind == _CLAIM_KINDS[1]:
        actor = st.text_input("Who acts", key="correct_actor", max_chars=300)
        named = normal_name(actor or "")
        return (lambda: FixActor(claim=passage(store, quote.claim_id), actor=actor)) if named else None
    if kind == _CLAIM_KINDS[2]:
        others = [polarity for polarity in Polarity if polarity is not quote.polarity]
        polarity = st.radio("The text", others, format_func=JUDGED.__getitem__, key="correct_polarity")
        return lambda: FixPolarity(claim=passage(store, quote.claim_id), polarity=polarity)
    if kind == _CLAIM_KINDS[3]:
        return lambda: MergeStrategies(one=passage(store, quote.claim_id), other=passage(store, other.claim_id))
    return lambda: split_off(store, [quote.claim_id])


def whole(store: GraphStore) -> None:
    """Show forms for actors, moves and sources, and all corrections so far."""
    known = actors(store)
    kinds = {
        "Two names mean one actor": lambda: _merge_actors(known),
        "A name means an actor of its own": lambda: _split_actor(known),
        "Two moves of an actor are one": lambda: _merge_moves(store, known),
        "One move of an actor is two": lambda: _split_move(store, known),
        "A source has another name": lambda: _rename_source(store),
        "A source should be left out": lambda: _delete_source(store),
    }
    st.text("Corrections are kept beside what was read, and apply to whatever is read later. Each can be withdrawn.")
    kind = st.selectbox("What is wrong", list(kinds), key="correct_kind")
    _ask_and_keep(store, kind, kinds[kind])
    _listed(store)


def _merge_actors(known: list[str]) -> Callable[[], Change] | None:
    with st.container(horizontal=True):
        name = _named("This name", known, key="merge_name")
        into = _named("means", known, key="merge_into")
    if not name or not into or normal_name(name) == normal_name(into):
        return None
    return lambda: MergeActors(name=name, into=into)


def _split_actor(known: list[str]) -> Callable[[], Change] | None:
    name = _named("This name", known, key="split_name")
    return (lambda: SplitActor(name=name)) if name else None


def _merge_moves(store: GraphStore, known: list[str]) -> Callable[[], Change] | None:
    moves = _moves(store, known)
    if len(moves) < 2:
        return None
    with st.container(horizontal=True):
        one = st.selectbox("This move", list(moves), format_func=moves.__getitem__, key="move_one")
        other = st.selectbox("is", list(moves), format_func=moves.__getitem__, index=1, key="move_other")
    if one == other:
        return None
    first, second = (_claims_of(store, move)[0] for move in (one, other))
    return lambda: MergeStrategies(one=passage(store, first), other=passage(store, second))


def _split_move(store: GraphStore, known: list[str]) -> Callable[[], Change] | None:
    moves = _moves(store, known)
    if not moves:
        return None
    move = st.selectbox("This move", list(moves), format_func=moves.__getitem__, key="move_split")
    quotes = load_quotes(store, _claims_of(store, move)[:_MOST_CLAIMS])
    names = {key: clipped(quote.evidence) for key, quote in quotes.items()}
    out = st.multiselect("These speak of another", list(names), format_func=names.__getitem__, key="move_out")
    return (lambda: split_off(store, out)) if out and len(out) < len(quotes) else None


def _rename_source(store: GraphStore) -> Callable[[], Change] | None:
    with st.container(horizontal=True):
        source = st.selectbox("This source", [one.name for one in sources(store)], key="rename_source")
        name = st.text_input("is called", key="rename_to", max_chars=200)
    return (lambda: RenameSource(source=source, name=name.strip())) if source and name and name.strip() else None


def _delete_source(store: GraphStore) -> Callable[[], Change] | None:
    held = {one.name: one for one in sources(store)}
    name = st.selectbox("This source", list(held), key="delete_source")
    if name is None:
        return None
    sure = st.checkbox(
        f"Yes, leave out {counted(held[name].insights, 'insight')} and {counted(held[name].claims, 'claim')}",
        key=f"sure {name}",
    )
    return (lambda: DeleteSource(source=name)) if sure else None


def _named(label: str, known: list[str], *, key: str) -> str | None:
    return st.selectbox(
        label, known, index=None, placeholder="choose a name, or write one", accept_new_options=True, key=key
    )


def _moves(store: GraphStore, known: list[str]) -> dict[str, str]:
    name = _named("Actor", known, key="moves_of")
    actor = actor_named(store, name) if name else None
    return strategies_of(store, actor) if actor else {}


def _claims_of(store: GraphStore, strategy_id: str) -> list[str]:
    return sorted(row["claim"] for row in store.query("claims_of_strategies", strategies=[strategy_id]))


def _ask_and_keep(store: GraphStore, key: str, ask: Callable[[], Callable[[], Change] | None]) -> None:
    make = ask()
    note = st.text_input("Reason", key="correct_note", max_chars=2000, placeholder="if you like")
    st.button(
        "Keep correction", key=f"keep {key}", disabled=make is None, on_click=_keep, args=(store.url, make, note or "")
    )


def _keep(url: str, make: Callable[[], Change], note: str) -> None:
    try:
        applied = correcting.correct(url, make(), author=work_pages.reviewer(), note=note, rules=work_pages.rules())
    except FaultlineError as error:
        work_pages.say(reviewing.plain_words(error))
        return
    st.session_state["correct_note"] = ""
    work_pages.say(
        f"Kept: {applied.correction.change.says}. {counted(applied.claims, 'claim')} looked at again, "
        f"{counted(len(applied.debate_ids), 'debate')} worked out anew."
    )


def _listed(store: GraphStore) -> None:
    found = [one for one in corrections(store, work_pages.rules()) if not isinstance(one.correction.change, Withdraw)]
    st.subheader(f"Corrections so far ({len(found)})")
    if not found:
        components.empty("Nobody has corrected anything yet. On the command line:", "faultline correct --help")
        return
    latest = found[: -_SHOWN - 1 : -1]
    work_pages.show("corrections", listed=latest)
    _withdraw(store, [one for one in latest if one.standing])


def _withdraw(store: GraphStore, standing: list[Listed]) -> None:
    if not standing:
        return
    words = {one.id: clipped(one.correction.change.says, length=100) for one in standing}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.selectbox(
            "Withdraw", list(words), format_func=words.__getitem__, index=None, placeholder="which", key="withdraw"
        )
        st.button(
            "Withdraw it",
            key="withdraw_it",
            disabled=which is None,
            on_click=_keep,
            args=(store.url, lambda: Withdraw(correction=which or ""), ""),
        )
