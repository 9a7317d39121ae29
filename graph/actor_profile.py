"""Answer who an actor is, what it does, and what is made of it.

Each part is a question of its own, so that a page can show the first before the last is asked.
"""

from collections import defaultdict

from graph.answers import DebateLine, Quote
from graph.debate_lines import debate_lines
from graph.ids import normal_name
from graph.models import Model, Quantity
from graph.quotes import load_quotes
from graph.stances import Tally, tallies
from graph.store import Reader


class FamilyTie(Model):
    """How somebody belongs to an actor, with the words that say so.

    Attributes
    ----------
    tie
        "part of", "owns", "leads" or "led by", seen from the actor.
    """

    tie: str
    name: str
    evidence: str
    since: str | None = None
    until: str | None = None


class StatedFigure(Model):
    """A figure that a quote gives; `conflicts` are relations to quotes that give another."""

    quantity: Quantity
    quote: Quote
    conflicts: tuple[str, ...]


class ActorProfile(Model):
    """An actor: its names, its family, its moves, and how it is judged from week to week.

    Attributes
    ----------
    weeks
        By ISO week, oldest first; a tally without a name is of undated insights.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    family: tuple[FamilyTie, ...]
    moves: tuple[Tally, ...]
    weeks: tuple[Tally, ...]


def actor_tallies(store: Reader) -> tuple[Tally, ...]:
    """Return all actors, the most spoken of first."""
    return tallies(store.query("actor_counts"), by="actor")


def actor_profile(store: Reader, name: str) -> ActorProfile | None:
    """Return the profile of who goes by `name`; None if nobody does."""
    named = store.query("actor_named", name=normal_name(name), alias=name.strip())
    if not named:
        return None
    # Somebody's own name beats another's byname.
    entity = min(named, key=lambda row: (row["name"] != name, normal_name(row["name"]) != normal_name(name), row["id"]))
    identity = entity["id"]
    return ActorProfile(
        id=identity,
        name=entity["name"],
        kind=entity["kind"],
        aliases=tuple(sorted(set(entity["aliases"] or ()) - {entity["name"]})),
        family=_family(store, identity),
        moves=tallies(store.query("actor_moves", id=identity), by="move"),
        weeks=tuple(sorted(tallies(store.query("actor_weeks", id=identity), by="week"), key=lambda tally: tally.name)),
    )


def actor_debates(store: Reader, identity: str, *, most: int = 10) -> tuple[DebateLine, ...]:
    """Return the hottest debates about the actor with this id."""
    return tuple(debate_lines(store, [row["id"] for row in store.query("actor_debates", id=identity, most=most)]))


def actor_figures(store: Reader, identity: str) -> tuple[StatedFigure, ...]:
    """Return the figures that are claimed about the actor with this id, latest first."""
    conflicts: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.query("actor_conflicts", id=identity):
        conflicts[row["claim"]].add(row["relation"])
    latest = [row["claim"] for row in store.query("actor_figures", id=identity)]
    quotes = load_quotes(store, {*latest, *conflicts})
    shown = [quotes[claim] for claim in dict.fromkeys([*sorted(conflicts), *latest]) if claim in quotes]
    shown.sort(key=lambda quote: (quote.published or "", quote.claim_id), reverse=True)
    return tuple(
        StatedFigure(quantity=quantity, quote=quote, conflicts=tuple(sorted(conflicts[quote.claim_id])))
        for quote in shown
        for quantity in quote.quantities
    )


def _family(store: Reader, identity: str) -> tuple[FamilyTie, ...]:
    ties = {
        (row["tie"], row["name"]): FamilyTie(**{**row, "evidence": row["evidence"] or ""})
        for row in store.query("actor_ties", id=identity)
    }
    return tuple(ties[key] for key in sorted(ties))
