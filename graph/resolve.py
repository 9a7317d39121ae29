"""Decide which entity a name means, and which entities act as one.

A name alone decides its entity: the curated alias file first, else the name without what
names carry by custom ("the", "Inc", "Group", "'s"). So no order of reading can show.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import networkx as nx

from graph import ids
from graph.files import data_path
from graph.models import Claim, ContextClaim, Entity, Insight, TieKind
from graph.store import Tie

_LEGAL = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "llp",
        "lp",
        "plc",
        "ag",
        "se",
        "sa",
        "nv",
        "bv",
        "gmbh",
        "ab",
        "oy",
        "oyj",
        "asa",
        "as",
        "spa",
        "srl",
        "sarl",
        "kk",
        "kgaa",
        "pte",
        "pty",
    ]
)
_GENERIC = frozenset(
    ["group", "groups", "holdings", "holding", "labs", "lab", "laboratories", "technologies", "technology", "ai"]
)
_LEADING = frozenset(["the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "dame"])
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,()\"“”]+")


class _Link(StrEnum):
    SAME = "same entity"
    PART = "part of"
    LEADS = "leads"


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """Why two entities count as one actor: `kind` is "same entity", "part of" or "leads"."""

    kind: str
    reason: str
    evidence: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """Return what a name comes to without articles, titles, possessives and legal or generic endings.

    Examples
    --------
    >>> name_key("The Tessera Labs, Inc.") == name_key("Tessera's")
    True
    >>> name_key("Holdings")
    'holdings'
    """
    return " ".join(_bare(token) for token in _core(name))


def display_name(name: str) -> str:
    """Return the part of a name that identifies its bearer, in the case it was written in.

    Examples
    --------
    >>> display_name("the Tessera Group's")
    'Tessera'
    """
    return " ".join(_core(name)) or ids.normal_text(name)


def _core(name: str) -> list[str]:
    tokens = [_POSSESSIVE.sub("", token).rstrip(".;:") for token in _TOKEN.findall(ids.normal_text(name))]
    tokens = [token for token in tokens if token]
    while len(tokens) > 1 and _bare(tokens[0]) in _LEADING:
        tokens.pop(0)
    while len(tokens) > 1 and _bare(tokens[-1]) in _LEGAL | _GENERIC:
        tokens.pop()
    return tokens


def _bare(word: str) -> str:
    # Letters that a full stop kept apart may become one, so the form is settled last.
    return "and" if word == "&" else unicodedata.normalize("NFC", word.casefold().replace(".", "").replace("’", "'"))


class Resolver:
    """Knows the curated names; everything else follows from the name itself."""

    def __init__(self, curated: Iterable[Entity], ties: Iterable[Tie]) -> None:
        self._by_key: dict[str, Entity] = {}
        for entity in curated:
            for name in (entity.name, *entity.aliases):
                self._by_key.setdefault(name_key(name), entity)
        self._ties = tuple(ties)

    def entity(self, name: str) -> Entity:
        """Return the entity that `name` means."""
        key = name_key(name)
        known = self._by_key.get(key)
        if known is not None:
            return known
        shown, written = display_name(name), ids.normal_text(name)
        return Entity(id=ids.entity_id(key), name=shown, aliases=() if shown == written else (written,))

    def curated_ties(self) -> list[Tie]:
        """Return the ties of the curated file, in its order."""
        return list(self._ties)

    def context(self, claim: Claim, insight: Insight) -> ContextClaim:
        """Set a claim among who said it, when, and the entities it names."""
        return ContextClaim(
            claim=claim,
            source=insight.source.name,
            speaker=insight.speaker,
            published=insight.published,
            actor_id=self.entity(claim.actor).id,
            target_ids=tuple(self.entity(name).id for name in claim.targets),
            holder_id=self.entity(claim.holder).id if claim.holder else None,
        )


def load_resolver() -> Resolver:
    """Build a resolver from the shipped files ``aliases/aliases.csv`` and ``aliases/ties.csv``."""
    return read_resolver(data_path("aliases", "aliases.csv"), data_path("aliases", "ties.csv"))


def read_resolver(aliases: Path, ties: Path) -> Resolver:
    """Build a resolver from a file of names and a file of ties; `data/aliases/README.md` has the columns."""
    curated = [
        Entity(
            id=ids.entity_id(name_key(row["name"])),
            name=row["name"],
            kind=row["kind"],
            aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        )
        for row in _rows(aliases)
    ]
    names = Resolver(curated, ())
    return Resolver(curated, [_tie(row, names) for row in _rows(ties)])


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _tie(row: Mapping[str, str], names: Resolver) -> Tie:
    kind = TieKind(row["kind"])
    child, parent = row["child"], row["parent"]
    says = f"{child} is part of {parent}." if kind is TieKind.PART_OF else f"{parent} leads {child}."
    return Tie(
        kind=kind,
        child=names.entity(child).id,
        parent=names.entity(parent).id,
        evidence=says,
        since=row["since"] or None,
        until=row["until"] or None,
        child_name=child,
        parent_name=parent,
    )


class Families:
    """Which entities act as one, from PART_OF (transitive) and LEADS (one step) ties.

    A part meets its wholes and their other levels, but not its siblings; a leader meets each
    organisation led and what is part of it or it is part of, and never links two of them.
    """

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._part_of: nx.DiGraph[str] = nx.DiGraph()
        self._leads: nx.DiGraph[str] = nx.DiGraph()
        # Sorted, so that of several ties between two entities the same one is quoted each time.
        for tie in sorted(ties, key=lambda tie: (tie.insight_id or "", tie.evidence, tie.since or ""), reverse=True):
            if tie.child == tie.parent:
                continue
            graph, ends = (
                (self._part_of, (tie.child, tie.parent))
                if tie.kind is TieKind.PART_OF
                else (self._leads, (tie.parent, tie.child))
            )
            graph.add_edge(*ends, evidence=tie.evidence)
        self._lines: dict[str, frozenset[str]] = {}

    def family(self, entity_id: str) -> frozenset[str]:
        """Return the ids of every entity whose claims may meet those of `entity_id`, itself included."""
        own = self._line(entity_id)
        led = {member for organisation in self._led(entity_id) for member in self._line(organisation)}
        leaders = {leader for member in own for leader in self._leaders(member)}
        return frozenset(own | led | leaders)

    def link(self, a: str, b: str) -> FamilyLink | None:
        """Return why `a` and `b` count as one actor, or None."""
        if a == b:
            return FamilyLink(_Link.SAME, "Both name the same actor.")
        if b in self._line(a):
            return FamilyLink(_Link.PART, "One is part of the other.", self._path_evidence(a, b))
        for leader, other in ((a, b), (b, a)):
            for organisation in self._led(leader):
                if other in self._line(organisation):
                    says = (str(self._leads.edges[leader, organisation]["evidence"]),)
                    return FamilyLink(
                        _Link.LEADS, "One leads the other.", says + self._path_evidence(organisation, other)
                    )
        return None

    def root(self, entity_id: str) -> str:
        """Return the entity at the top of what `entity_id` is part of; the smallest id of several."""
        if entity_id not in self._part_of:
            return entity_id
        above = {entity_id} | nx.descendants(self._part_of, entity_id)
        tops = [member for member in above if nx.descendants(self._part_of, member) - {member} == set()]
        # Texts that say "A is part of B" and "B is part of A" leave no top: then any of them, but always the same.
        return min(tops or above)

    def _line(self, entity_id: str) -> frozenset[str]:
        """Wholes above, parts below, and itself."""
        if entity_id not in self._lines:
            line = {entity_id}
            if entity_id in self._part_of:
                line |= nx.descendants(self._part_of, entity_id) | nx.ancestors(self._part_of, entity_id)
            self._lines[entity_id] = frozenset(line)
        return self._lines[entity_id]

    def _led(self, leader: str) -> list[str]:
        return sorted(self._leads.successors(leader)) if leader in self._leads else []

    def _leaders(self, organisation: str) -> list[str]:
        return sorted(self._leads.predecessors(organisation)) if organisation in self._leads else []

    def _path_evidence(self, a: str, b: str) -> tuple[str, ...]:
        if a == b:
            return ()
        start, end = (a, b) if nx.has_path(self._part_of, a, b) else (b, a)
        path = nx.shortest_path(self._part_of, start, end)
        return tuple(str(self._part_of.edges[edge]["evidence"]) for edge in pairwise(path))
