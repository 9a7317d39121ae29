"""The things that Faultline speaks of: insights, claims, entities, relations, debates."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from graph import ids

UnitInterval = Annotated[float, Field(ge=0, le=1)]


class Polarity(IntEnum):
    """What the voice of a claim makes of the actor's move."""

    NEGATIVE = -1
    NEUTRAL = 0
    POSITIVE = 1


class Modality(StrEnum):
    """How the claim is put forward; ``DENIED``: the text says that the move is not so."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    PREDICTED = "predicted"
    DENIED = "denied"
    REPORTED = "reported"


class RelationType(StrEnum):
    """How two claims stand to each other."""

    CONTRADICTS = "CONTRADICTS"
    AGREES_WITH = "AGREES_WITH"
    SUPERSEDES = "SUPERSEDES"


class Facet(StrEnum):
    """What two claims agree or split on (the labelling guide's ``kind``)."""

    STANCE = "stance"
    FACT = "fact"
    NUMBER = "number"
    UPDATE = "update"


class TieKind(StrEnum):
    """How two entities hang together; PART_OF is transitive, LEADS is not."""

    PART_OF = "PART_OF"
    LEADS = "LEADS"


class ReviewStatus(StrEnum):
    """What the reviewers' last decisions say of a relation."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    DISPUTED = "disputed"


class Model(BaseModel):
    """Base of all domain objects: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """A publisher or podcast. A digest that names no origins is one source."""

    name: str = Field(min_length=1)
    kind: str = "unknown"

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.source_id(self.name)


class Insight(Model):
    """A short paragraph from a source, as it was read.

    Attributes
    ----------
    published
        ISO date (``2026-11-24``), or None where the input does not say.
    read_at
        UTC time of the first reading; set once.
    text
        Stored in NFC with one blank between words; evidence offsets count its code points.
    """

    source: Source
    text: str = Field(min_length=1)
    external_id: str | None = None
    episode: str | None = None
    speaker: str | None = None
    published: str | None = None
    url: str | None = None
    read_at: datetime | None = None
    source_file: str | None = None

    @field_validator("text")
    @classmethod
    def _one_blank_between_words(cls, value: str) -> str:
        # What an id is made of is what is stored: texts that share an id share all offsets.
        return ids.normal_text(value)

    @field_validator("published")
    @classmethod
    def _is_iso_date(cls, value: str | None) -> str | None:
        return None if value is None else date.fromisoformat(value).isoformat()

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.insight_id(self.source.id, self.text)

    @property
    def week(self) -> str | None:
        """ISO week of publication, such as ``2026-W47``."""
        return ids.iso_week(self.published)


class Quantity(Model):
    """A figure: ``value * scale`` in `unit`; `low` and `high` bound a range, in the same scale."""

    value: float
    unit: str
    scale: float = 1
    what: str = ""
    low: float | None = None
    high: float | None = None
    at: str | None = None

    @property
    def amount(self) -> float:
        """The figure in base units, such as dollars."""
        return self.value * self.scale


class Claim(Model):
    """One assertion of an insight: who acts, what they do, what the text makes of it.

    Attributes
    ----------
    actor
        Name of who acts, as the insight itself gives it in full ("Tessera Labs" for "It").
    actor_mention, mention_start
        Exact substring of the insight that names the actor, and its offset (code points).
    strategy_text
        What the actor does or pursues, a short verb phrase in base form.
    stance
        What the text makes of it in 1-6 words; None where it is merely reported.
    evidence, start, end
        Exact substring ``insight.text[start:end]`` that carries the claim.
    holder
        Who voices it, where the text names somebody other than the source.
    targets
        Names of other entities that the evidence mentions.
    vector, vector_model
        Unit-length strategy vector (at most 128 numbers) and what made it.
    """

    insight_id: str
    extracted_by: str
    actor: str = Field(min_length=1)
    actor_mention: str = Field(min_length=1)
    mention_start: int = Field(ge=0)
    strategy_text: str
    polarity: Polarity
    modality: Modality
    evidence: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    stance: str | None = None
    holder: str | None = None
    confidence: UnitInterval = 1.0
    quantities: tuple[Quantity, ...] = ()
    targets: tuple[str, ...] = ()
    vector: tuple[float, ...] | None = None
    vector_model: str | None = None
    time_offset: float | None = None

    @model_validator(mode="after")
    def _span_is_as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.evidence):
            raise ValueError(
                f"evidence is {len(self.evidence)} characters long, its span [{self.start}, {self.end}) is not"
            )
        return self

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.claim_id(self.insight_id, self.extracted_by, self.start, self.end, self.mention_start)


class Entity(Model):
    """Somebody or something that acts, under all the names it was seen with."""

    id: str
    name: str
    kind: str = "unknown"
    aliases: tuple[str, ...] = ()


class NamedTie(Model):
    """A tie between two names as a text or the curated file states it: `child` under `parent`.

    For LEADS, `child` is the organisation led and `parent` the person who leads it.
    """

    kind: TieKind
    child: str
    parent: str
    evidence: str
    insight_id: str | None = None
    since: str | None = None
    until: str | None = None


class Extraction(Model):
    """One reading of an insight: written even for no claims, so that it is not read twice."""

    insight_id: str
    extracted_by: str
    claims: tuple[Claim, ...] = ()
    ties: tuple[NamedTie, ...] = ()

    @cached_property
    def id(self) -> str:
        """Content id."""
        return ids.extraction_id(self.insight_id, self.extracted_by)


class ContextClaim(Model):
    """A claim with what a verdict needs to know around it: who said it, when, about whom.

    Attributes
    ----------
    actor_id, target_ids, holder_id
        Entities that the names in the claim resolve to.
    """

    claim: Claim
    source: str
    speaker: str | None
    published: str | None
    actor_id: str
    target_ids: tuple[str, ...] = ()
    holder_id: str | None = None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def voice(self) -> str:
        """Who says so: the holder, else the speaker, else the source."""
        return self.claim.holder or self.speaker or self.source


class Relation(Model):
    """Two claims that agree, contradict each other, or of which `a` replaces `b`.

    For symmetric types `a` is the smaller id; a SUPERSEDES runs from the later to the earlier.

    Attributes
    ----------
    move
        What the judge calls the move that both speak of; empty where it gives no name.
    """

    a: str
    b: str
    type: RelationType
    facet: Facet
    score: UnitInterval
    reason: str = Field(min_length=1)
    judged_by: str
    status: ReviewStatus = ReviewStatus.OPEN
    found_at: datetime | None = None
    move: str = ""

    @model_validator(mode="after")
    def _ends_are_in_order(self) -> Self:
        if self.a == self.b:
            raise ValueError("a claim cannot relate to itself")
        if self.type is not RelationType.SUPERSEDES and self.a > self.b:
            raise ValueError("a symmetric relation is stored from the smaller id to the larger")
        return self

    @property
    def id(self) -> str:
        """``<smaller claim id>~<larger claim id>``."""
        return ids.relation_id(self.a, self.b)


class Strategy(Model):
    """A move under one name: the claims of one actor family that speak of the same thing."""

    id: str
    name: str
    members: tuple[str, ...]


class Position(Model):
    """One side of a debate: the claims that hold it, and a label taken from one of them."""

    id: str
    label: str
    polarity: Polarity
    members: tuple[str, ...]


class Debate(Model):
    """A question on which claims split, by one facet.

    Attributes
    ----------
    id
        The smallest id among its contradictions.
    opened, changed
        ISO dates from which both sides were there, and of the latest claim; None if undated.
    heat
        How contested it is: high where many insights split evenly; `graph.debates.heat` defines it.
    """

    id: str
    facet: Facet
    question: str
    positions: tuple[Position, ...]
    entity_ids: tuple[str, ...]
    strategy_ids: tuple[str, ...]
    heat: Annotated[float, Field(ge=0)]
    opened: str | None = None
    changed: str | None = None


def by_id(claims: Sequence[ContextClaim]) -> dict[str, ContextClaim]:
    """Index claims by id."""
    return {claim.id: claim for claim in claims}
