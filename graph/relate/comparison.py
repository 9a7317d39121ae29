"""What a rule sees of a pair of claims, and what it may answer."""

from dataclasses import dataclass

from graph.models import Claim, ContextClaim, Facet, Polarity, RelationType
from graph.resolve import FamilyLink

QUOTE_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims, why their actors count as one (None where they do not), and how alike their moves are.

    Attributes
    ----------
    move : float
        How likely the two speak of one move, 0 to 1.
    """

    a: ContextClaim
    b: ContextClaim
    link: FamilyLink | None
    move: float

    @property
    def contexts(self) -> tuple[ContextClaim, ContextClaim]:
        """The two claims with what is around them."""
        return self.a, self.b

    @property
    def claims(self) -> tuple[Claim, Claim]:
        """The two claims."""
        return self.a.claim, self.b.claim

    @property
    def one_insight(self) -> bool:
        """Whether both stand in the same insight."""
        return self.a.claim.insight_id == self.b.claim.insight_id

    @property
    def one_voice(self) -> bool:
        """Whether the same holder, speaker or source says both."""
        return self.a.voice.casefold() == self.b.voice.casefold()

    @property
    def in_time(self) -> tuple[ContextClaim, ContextClaim] | None:
        """The later and the earlier claim, where both dates are known and differ."""
        a, b = self.contexts
        if a.published is None or b.published is None or a.published == b.published:
            return None
        return (a, b) if a.published > b.published else (b, a)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule proposes; `later` is the claim that replaces the other, for SUPERSEDES alone."""

    type: RelationType
    facet: Facet
    reason: str
    later: ContextClaim | None = None

    def ends(self, comparison: Comparison) -> tuple[ContextClaim, ContextClaim]:
        """Return the two claims as a relation runs: from the later one where one replaces the other."""
        a, b = comparison.contexts
        return (b, a) if self.later is not None and self.later.id == b.id else (a, b)


def quoted(context: ContextClaim) -> str:
    """Return a claim's words in quotation marks, cut at a word where they are long.

    A reason is one sentence: what the sources wrote stands in it as they wrote it.
    """
    text = context.claim.evidence
    if len(text) > QUOTE_LENGTH:
        text = text[:QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"“{text.rstrip('.')}”"


def judgement(claim: Claim) -> str:
    """Return how a claim judges its move, in words."""
    word = {Polarity.POSITIVE: "well", Polarity.NEGATIVE: "poorly", Polarity.NEUTRAL: "neutrally"}[claim.polarity]
    return f"{word} ({claim.stance})" if claim.stance else word
