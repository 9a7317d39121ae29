"""What every store can do, and how one is opened from an address."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self

from graph.errors import StoreError
from graph.models import (
    ContextClaim,
    Debate,
    Entity,
    Extraction,
    Insight,
    Relation,
    Source,
    Strategy,
    TieKind,
)
from graph.settings import load_settings

SCHEMA_VERSION = 3

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two entities, with the words that say so.

    `insight_id` is None where the curated file says it; the names are those in the text or the file.
    """

    kind: TieKind
    child: str
    parent: str
    evidence: str
    insight_id: str | None = None
    since: str | None = None
    until: str | None = None
    child_name: str = ""
    parent_name: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """How the names in one claim resolve: entity ids for its actor, targets and holder."""

    claim_id: str
    actor: str
    targets: tuple[tuple[str, str], ...] = ()  # (name in the text, entity id)
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The words under which a claim's move is looked up, and whether it says that nobody else makes it."""

    claim_id: str
    words: frozenset[str]
    excludes: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction adds. Writing the same batch twice changes nothing.

    `strategies` and `debates` replace whatever strategies and debates their members,
    and the claims in `settled`, were in before. `originals` holds, by the id of an extraction whose
    claims were corrected, what had been read.
    """

    insights: Sequence[Insight] = ()
    extractions: Sequence[Extraction] = ()
    originals: Mapping[str, Extraction] = field(default_factory=dict)
    entities: Sequence[Entity] = ()
    names: Sequence[Names] = ()
    wordings: Sequence[Wording] = ()
    ties: Sequence[Tie] = ()
    relations: Sequence[Relation] = ()
    settled: Collection[str] = field(default_factory=tuple)
    strategies: Sequence[Strategy] = ()
    debates: Sequence[Debate] = ()


class Reader(Protocol):
    """Questions that the pipeline asks of a store, inside or outside a transaction."""

    def query(self, name: str, /, **parameters: Any) -> list[Row]:
        """Answer the named query `name` from ``graph/cypher/``; rows in the query's order."""

    def active_extractions(self, insight_ids: Collection[str]) -> dict[str, str]:
        """Map each insight that has been read to the ``extracted_by`` of its active reading."""

    def fetch_bucket(self, entity_ids: Collection[str]) -> list[ContextClaim]:
        """Return the claims whose actor or one of whose targets is among `entity_ids`."""

    def fetch_rivals(self, *, making: Collection[str], excluding: Collection[str]) -> list[ContextClaim]:
        """Return claims that make a move with a word of `making`, or exclude others from one of `excluding`."""

    def fetch_claims(self, claim_ids: Collection[str]) -> list[ContextClaim]:
        """Return these claims; ids that are not stored are left out."""

    def fetch_claims_of_move(self, claim_id: str) -> list[ContextClaim]:
        """Return the claims of the move that a claim speaks of; without vectors, targets, holders and figures."""

    def fetch_companions(self, claim_ids: Collection[str]) -> set[str]:
        """Return the ids of all claims that are stored as speaking of one move with one of these."""

    def fetch_relations(self, claim_ids: Collection[str]) -> list[Relation]:
        """Return the relations with at least one end among `claim_ids`."""

    def fetch_insights(self, insight_ids: Collection[str]) -> list[Insight]:
        """Return these insights as stored; ids that are not stored are left out."""

    def fetch_insight_claims(self, insight_ids: Collection[str]) -> list[ContextClaim]:
        """Return the claims of the active reading of each of these insights."""

    def fetch_reviews(self) -> list[Row]:
        """Return all reviews, oldest first (fields of ``graph.reviews.Review``)."""

    def fetch_originals(self, insight_ids: Collection[str]) -> dict[str, Extraction]:
        """Map those of these insights whose reading was corrected to what had been read."""

    def fetch_source(self, source_id: str) -> Source | None:
        """Return a source under the name it was read with, None where there is none of that id."""

    def fetch_corrections(self) -> list[Row]:
        """Return all corrections, oldest first (fields of ``graph.corrected.Correction``)."""

    def fetch_ties(self) -> list[Tie]:
        """Return all ties between entities."""

    def fetch_entities(self, entity_ids: Collection[str]) -> list[Entity]:
        """Return these entities with their aliases."""


class Transaction(Reader, Protocol):
    """One atomic change. Holds the store's write lock until it ends."""

    def write(self, batch: Batch) -> None:
        """Add `batch`; nothing of it is visible to others before the transaction commits."""

    def remove_extractions(self, insight_ids: Collection[str]) -> set[str]:
        """Take the readings of these insights out, with their claims and relations.

        Returns the ids of claims outside them that shared a relation, strategy or debate with one
        that is gone: these have to be settled again.
        """

    def remove_source(self, source_id: str) -> set[str]:
        """Take a source out with its insights and claims; returns the ids of claims to settle again.

        Entities that nothing names any more go too. Reviews stay.
        """

    def remove_relations(self, relation_ids: Collection[str]) -> None:
        """Take these relations out; their claims stay."""

    def replace_debates(self, replaced: Sequence[Debate], debates: Sequence[Debate]) -> None:
        """Put `debates` in the place of `replaced`, as they are stored; a side is known by its id, of its members."""

    def remove_ties(self, ties: Collection[Tie]) -> None:
        """Take these ties out; their entities stay as long as something names them."""

    def add_review(self, row: Mapping[str, Any]) -> None:
        """Append a review (fields of ``graph.reviews.Review``); reviews are never changed."""

    def add_correction(self, row: Mapping[str, Any]) -> None:
        """Append a correction (fields of ``graph.corrected.Correction``); corrections are never changed."""

    def add_run(self, started: datetime, counts: Mapping[str, int]) -> None:
        """Log a run that has ended; the log is no part of an export."""

    def name_sources(self, names: Mapping[str, str]) -> None:
        """Give these sources, by id, the names that corrections give them."""


class GraphStore(Reader, Protocol):
    """A claim graph in a database. Use it as a context manager."""

    url: str

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc_info: object) -> None: ...

    def close(self) -> None:
        """Let go of the database; closing twice is allowed."""

    def refresh(self) -> bool:
        """See what others have written since; return whether there may be something new.

        Every read does so by itself: a caller needs this to know that what it keeps is stale.
        """

    def ensure_schema(self) -> None:
        """Make constraints, tables and indexes where they are missing.

        Raises
        ------
        SchemaTooNew
            If a newer Faultline wrote the store.
        """

    def require_schema(self) -> None:
        """Make sure that the store can be read as it is.

        Raises
        ------
        SchemaTooOld, SchemaTooNew
            If an older or a newer Faultline wrote it.
        """

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Begin a change; commits when the block ends, rolls back when it raises.

        Raises
        ------
        StoreBusy
            If another process is still writing after ten seconds (embedded store).
        """

    def read_only(self, cypher: str, parameters: Mapping[str, Any], *, limit: int) -> tuple[list[str], list[list[Any]]]:
        """Run a researcher's read-only Cypher; returns column names and at most `limit` rows.

        Raises
        ------
        QueryError
            If it is malformed or would write.
        """

    def export_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield every node and edge as ``(table, row)``, in a stable order.

        Two stores that hold the same graph yield the same, leaving out ``found_at``, ``read_at``,
        ``source_file`` and the log of runs.
        """

    def meta(self) -> Row:
        """Return the schema version and the number of nodes and edges of each kind."""


def open_store(url: str, *, read_only: bool = False) -> GraphStore:
    """Open the store at `url`.

    Parameters
    ----------
    url : str
        ``neo4j://``, ``bolt://`` (with ``+s`` or ``+ssc`` for TLS) for a Neo4j server; anything
        else is the path of an embedded store, made when it is missing.
    read_only : bool
        Open the embedded store without the write lock; it has to exist.

    Raises
    ------
    StoreUnreachable
        If no server answers, or an embedded store is missing in read-only mode.
    SchemaTooOld, SchemaTooNew
        If another Faultline wrote what is to be read only.
    """
    store = _opened(url, read_only=read_only)
    if read_only:
        try:
            store.require_schema()
        except StoreError:
            store.close()
            raise
    return store


def _opened(url: str, *, read_only: bool) -> GraphStore:
    # Drivers are heavy and optional at this point: only the one asked for is imported.
    if url.split("://", maxsplit=1)[0].split("+", maxsplit=1)[0] in {"neo4j", "bolt"}:
        from graph.neo4j_store import Neo4jStore  # noqa: PLC0415

        settings = load_settings()
        password = settings.neo4j_password
        return Neo4jStore(
            url,
            username=settings.neo4j_username,
            password=None if password is None else password.get_secret_value(),
            database=settings.neo4j_database,
        )
    from graph.embedded_store import EmbeddedStore  # noqa: PLC0415

    return EmbeddedStore(url, read_only=read_only)
