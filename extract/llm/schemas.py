"""What the model is asked to answer: typed, with the reasoning first, read part by part.

One part that cannot be read becomes `Unreadable`, and the rest of the answer stands.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.json_schema import SkipJsonSchema

MAX_CLAIMS = 10
"""Most claims that one insight may yield, whatever it or the model says."""

MAX_TIES = 4


def _all_required(schema: dict[str, Any]) -> None:
    # We can do without some fields; a small model that may leave one out leaves all of them out.
    schema["required"] = list(schema.get("properties", {}))


_Small = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
"""For a choice of words: "Positive" is no other choice than "positive"."""


class Asked(BaseModel):
    """Base of what is asked for: every field is to be given, in the order of its class."""

    model_config = ConfigDict(json_schema_extra=_all_required)


class Unreadable(BaseModel):
    """A part of an answer that is not of the form asked for, and the sentence that says why."""

    given: Any
    problem: str


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "entry"
    return f"{where}: {first['msg']}."


def _leniently(form: type[BaseModel]) -> BeforeValidator:
    def read(value: Any) -> Any:
        if isinstance(value, Unreadable):
            return value
        try:
            return form.model_validate(value)
        except ValidationError as error:
            return Unreadable(given=value, problem=_problem(error))

    return BeforeValidator(read)


def _missing_is_empty(value: Any) -> Any:
    return value if isinstance(value, list) else []


def _null_is_empty(value: Any) -> Any:
    return [] if value is None else value


_ListOrNone = BeforeValidator(_missing_is_empty)
_ListOrNull = BeforeValidator(_null_is_empty)
"""For what an answer is about: an answer that leaves it out, or gives something else, is to be asked for again."""


class QuantityAnswer(Asked):
    """A figure in a quote."""

    value: float
    unit: str
    scale: float = 1
    what: str = ""


class ClaimAnswer(Asked):
    """One assertion of an insight."""

    reasoning: Annotated[str, Field(json_schema_extra={"maxLength": 400})] = ""
    quote: str
    actor: str
    actor_mention: str
    strategy: str
    stance: str | None = None
    polarity: Annotated[Literal["positive", "neutral", "negative"], _Small]
    modality: Annotated[Literal["asserted", "hedged", "predicted", "denied", "reported"], _Small]
    holder: str | None = None
    quantities: Annotated[
        list[Annotated[QuantityAnswer | SkipJsonSchema[Unreadable], _leniently(QuantityAnswer)]], _ListOrNone
    ] = Field(default_factory=list, json_schema_extra={"maxItems": 6})
    targets: Annotated[list[str], _ListOrNone] = Field(default_factory=list, json_schema_extra={"maxItems": 6})


class TieAnswer(Asked):
    """A tie between two names that an insight states."""

    reasoning: Annotated[str, Field(json_schema_extra={"maxLength": 200})] = ""
    quote: str
    kind: Literal["PART_OF", "LEADS"]
    child: str
    parent: str


class InsightAnswer(Asked):
    """The claims and ties of one insight, by its number."""

    insight: int
    claims: Annotated[
        list[Annotated[ClaimAnswer | SkipJsonSchema[Unreadable], _leniently(ClaimAnswer)]], _ListOrNull
    ] = Field(json_schema_extra={"maxItems": MAX_CLAIMS})
    ties: Annotated[list[Annotated[TieAnswer | SkipJsonSchema[Unreadable], _leniently(TieAnswer)]], _ListOrNone] = (
        Field(default_factory=list, json_schema_extra={"maxItems": MAX_TIES})
    )


class ClaimsAnswer(Asked):
    """The claims of several insights, one entry for each."""

    insights: list[Annotated[InsightAnswer | SkipJsonSchema[Unreadable], _leniently(InsightAnswer)]]


_JUDGED: dict[str, Literal["positive", "neutral", "negative"]] = {
    "good": "positive",
    "plain": "neutral",
    "bad": "negative",
}


class ShortClaim(Asked):
    """A claim as a small model is asked for it."""

    words: Annotated[str, Field(json_schema_extra={"maxLength": 400})]
    who: Annotated[str, Field(json_schema_extra={"maxLength": 80})]
    does: Annotated[str, Field(json_schema_extra={"maxLength": 120})]
    judged: Annotated[Literal["good", "bad", "plain"], _Small]

    def in_full(self) -> ClaimAnswer:
        """Return it with what was not asked left at its plainest."""
        return ClaimAnswer(
            quote=self.words,
            actor=self.who,
            actor_mention=self.who,
            strategy=self.does,
            polarity=_JUDGED[self.judged],
            modality="asserted",
        )


class ShortAnswer(Asked):
    """The claims of one insight, in short."""

    claims: Annotated[list[Annotated[ShortClaim | SkipJsonSchema[Unreadable], _leniently(ShortClaim)]], _ListOrNull] = (
        Field(json_schema_extra={"maxItems": 5})
    )


class RepairedClaim(Asked):
    """A claim that failed a check, corrected; null where the insight does not state it."""

    item: int
    claim: ClaimAnswer | None


class RepairAnswer(Asked):
    """Corrected claims, one entry for each item."""

    items: list[Annotated[RepairedClaim | SkipJsonSchema[Unreadable], _leniently(RepairedClaim)]]


class VerdictAnswer(Asked):
    """How the two claims of one pair stand to each other."""

    pair: int
    reasoning: Annotated[str, Field(json_schema_extra={"maxLength": 300})] = ""
    first_quote: str
    second_quote: str
    relation: Annotated[Literal["contradicts", "agrees", "supersedes", "unrelated"], _Small]
    facet: Annotated[Literal["number", "fact", "stance", "update"], _Small]
    move: Annotated[str, Field(json_schema_extra={"maxLength": 80})] = ""
    reason: str


class VerdictsAnswer(Asked):
    """The related pairs with their verdicts, and the numbers of all others."""

    related: Annotated[
        list[Annotated[VerdictAnswer | SkipJsonSchema[Unreadable], _leniently(VerdictAnswer)]], _ListOrNone
    ] = Field(default_factory=list)
    unrelated: Annotated[list[int], _ListOrNone] = Field(default_factory=list)
