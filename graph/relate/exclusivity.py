"""Decide whether a claim says that nobody else makes its move, and by which words it meets those who do."""

import re

from graph.models import Claim
from graph.store import Wording
from graph.terms import Lexicon, load_lexicon

WORDS_OF_MOVE = 4
"""Most words by which a move is looked up: the rarest of its strategy phrase."""

_OTHERS_DO_NOT = re.compile(
    # "on the other hand, X cannot" speaks of nobody else; "if nobody else can" does not say so.
    r"\b(?:others?|other (?!hand)\w+|rivals|competitors|peers|neighbou?rs|anyone else)\b[^.;,]{0,20}"
    r"\b(?:cannot|can't|can not|could not|couldn't|are unable to|will never)\b|"
    r"(?<!if )\b(?:nobody|no one|no-one) else "
    r"(?:can|could|does|do|has|had|have|will|would|is|was|may|makes?|offers?)\b|"
    r"\bno (?:other \w+|rival|competitor|peer)s? (?:\w+ ){0,2}?"
    r"(?:can|could|has|have|will|does|do|offers?|is|are|makes?)\b",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"\b(?:only|nobody but|no one but|none but) $", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"^(?:\W+\w+){0,3}?\W+(?:is|are|was|were|be|becomes?|became|remains?|stays?) (?:still )?"
    r"(?:the )?(?:only|sole|lone|alone)\b"
)


def rules_out_others(claim: Claim) -> bool:
    """Tell whether a claim says that others do not or cannot make its move.

    Examples
    --------
    >>> from graph.models import Claim
    >>> text = "a model other companies cannot easily replicate"
    >>> fields = {"actor": "Tessera", "actor_mention": "a", "mention_start": 0, "polarity": 1, "modality": "asserted"}
    >>> words = {"strategy_text": "sell capacity", "evidence": text, "start": 0, "end": len(text)}
    >>> rules_out_others(Claim(insight_id="i", extracted_by="x", **fields, **words))
    True
    """
    return bool(_OTHERS_DO_NOT.search(claim.evidence))


def stands_alone(claim: Claim) -> bool:
    """Tell whether a claim says that its actor is the only one ("only Tessera", "Tessera is the sole")."""
    mention, start = claim.actor_mention, claim.evidence.find(claim.actor_mention)
    while start >= 0:
        before, after = claim.evidence[:start], claim.evidence[start + len(mention) :]
        if _BEFORE_NAME.search(before) or _AFTER_NAME.search(after):
            return True
        start = claim.evidence.find(mention, start + 1)
    return False


def excludes_others(claim: Claim) -> bool:
    """Tell whether a claim says, in either way, that nobody but its actor makes its move."""
    return rules_out_others(claim) or stands_alone(claim)


class MoveWords:
    """Reads the words of moves: a pure function of a claim's own text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, claim: Claim) -> Wording:
        """Return the rarest content words of the strategy phrase, without names of the actor and without verbs.

        Verbs say too little: half of all companies sell something.
        """
        own = self._lexicon.names_in(claim.actor) | self._lexicon.names_in(claim.actor_mention)
        weights = self._lexicon.terms(claim.strategy_text, without=own).weights
        nouns = [term for term in weights if not self._lexicon.is_verb_class(term)]
        rarest = sorted(nouns, key=lambda term: (-weights[term], term))[:WORDS_OF_MOVE]
        return Wording(claim.id, frozenset(rarest), excludes_others(claim))


def load_move_words() -> MoveWords:
    """Read the shipped word weights."""
    return MoveWords(load_lexicon())
