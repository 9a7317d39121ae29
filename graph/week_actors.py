"""Count what a week makes of each actor, and find what only one side or one source tells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from graph.models import Polarity, ReviewStatus
from graph.week_answers import ActorTally, BlindSpot, WeekDebate
from graph.week_facts import WeekClaim, WeekFacts

# Two insights may agree by chance; three that all come from one side are worth a word.
ENOUGH = 3


def actors_of_week(facts: WeekFacts) -> tuple[ActorTally, ...]:
    """Return the actors of a week: most new contradictions first, then those judged both ways most."""
    contradictions: Counter[str] = Counter()
    for pair in facts.contradictions:
        if pair.row["status"] != ReviewStatus.DISMISSED:
            contradictions.update({facts.claims[end].actor for end in pair.ends if end in facts.claims})
    tallies = [_tally(name, claims, contradictions[name]) for name, claims in _by_actor(facts).items()]
    tallies.sort(
        key=lambda one: (-one.contradictions, -min(one.positive, one.negative), -one.positive - one.negative, one.name)
    )
    return tuple(tallies)


def blind_spots(facts: WeekFacts, debates: Iterable[WeekDebate]) -> tuple[BlindSpot, ...]:
    """Return what a week shows from one side only, the most talked about first."""
    spots = [spot for name, claims in _by_actor(facts).items() for spot in _of_actor(name, claims, facts)]
    spots += [spot for debate in debates for spot in _of_debate(debate)]
    spots.sort(key=lambda spot: (-spot.insights, spot.kind, spot.subject))
    return tuple(spots)


def _by_actor(facts: WeekFacts) -> dict[str, list[WeekClaim]]:
    claims: dict[str, list[WeekClaim]] = defaultdict(list)
    for claim in facts.claims.values():
        claims[claim.actor].append(claim)
    return claims


def _tally(name: str, claims: Sequence[WeekClaim], contradictions: int) -> ActorTally:
    judging = {polarity: _insights(claims, polarity) for polarity in Polarity}
    return ActorTally(
        name=name,
        insights=len({claim.insight for claim in claims}),
        sources=len({claim.source for claim in claims}),
        positive=len(judging[Polarity.POSITIVE]),
        negative=len(judging[Polarity.NEGATIVE]),
        # An insight that judges the actor in one claim is no neutral report for another.
        neutral=len(
            judging[Polarity.NEUTRAL] - judging[Polarity.POSITIVE] - judging[Polarity.NEGATIVE],
        ),
        contradictions=contradictions,
    )


def _insights(claims: Sequence[WeekClaim], polarity: Polarity) -> set[str]:
    return {claim.insight for claim in claims if claim.polarity is polarity}


def _of_actor(name: str, claims: Sequence[WeekClaim], facts: WeekFacts) -> list[BlindSpot]:
    spots = []
    insights = {claim.insight for claim in claims}
    sources = {claim.source for claim in claims}
    # Where the whole week has one source, that is no news about an actor.
    several = len({row["source"] for row in facts.insights.values()}) > 1
    if several and len(insights) >= ENOUGH and len(sources) == 1:
        spots.append(BlindSpot(kind="one source", subject=name, insights=len(insights), source=min(sources)))
    good, bad = _insights(claims, Polarity.POSITIVE), _insights(claims, Polarity.NEGATIVE)
    for judging, other, polarity in ((good, bad, Polarity.POSITIVE), (bad, good, Polarity.NEGATIVE)):
        if len(judging) >= ENOUGH and not other:
            spots.append(BlindSpot(kind="one judgement", subject=name, insights=len(judging), polarity=polarity))
    return spots


def _of_debate(debate: WeekDebate) -> list[BlindSpot]:
    """Return the sides that one source alone holds against several; a digest's sources are not known."""
    if not debate.origins_named or max(side.sources for side in debate.sides) < 2:
        return []
    return [
        BlindSpot(
            kind="thin side",
            subject=debate.title,
            insights=sum(other.insights for other in debate.sides),
            letter=side.letter,
            debate=debate.id,
        )
        for side in debate.sides
        if side.sources == 1
    ]
