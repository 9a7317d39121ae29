"""Give a claim's move as 128 numbers, so that claims about one move lie close to each other.

Random indexing: every word has a fixed sparse random vector, made from a hash of the word, and a text
is the weighted sum of its words' vectors. It needs no training, a new word changes no other vector,
and the angle between two sums stays close to the angle between the full word vectors.

References
----------
P. Kanerva, J. Kristoferson, A. Holst (2000). Random indexing of text samples for latent semantic
analysis. CogSci. M. Sahlgren (2005). An introduction to random indexing.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from graph.terms import Lexicon, load_lexicon

DIMENSIONS = 128
_NONZERO = 8
_EVIDENCE_SHARE = 0.5


class MoveVectorizer:
    """Turns what a claim says the actor does into a unit vector.

    Examples
    --------
    >>> vectorizer = MoveVectorizer()
    >>> rent = vectorizer.vector("rent out servers", "Acme is renting out its servers", "Acme")
    >>> lease = vectorizer.vector("lease servers", "Acme leases servers to rivals", "Acme")
    >>> sue = vectorizer.vector("sue a regulator", "Acme is suing the regulator", "Acme")
    >>> similarity(rent, lease) > 0.5 > similarity(rent, sue)
    True
    """

    name = "random-indexing.v1"

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()

    def vector(self, strategy_text: str, evidence: str, actor: str) -> tuple[float, ...]:
        """Return 128 numbers of unit length, rounded to 4 digits; all zero where no word says anything.

        The actor's own name is left out: that all claims about one actor share it says nothing.
        """
        own = self._lexicon.names_in(actor)
        weights: dict[str, float] = {}
        for text, share in ((strategy_text, 1.0), (evidence, _EVIDENCE_SHARE)):
            for term, weight in self._lexicon.terms(text, without=own).weights.items():
                weights[term] = weights.get(term, 0.0) + share * weight
        return _unit(_sum(weights))


def similarity(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Return the cosine of two unit vectors, rounded to 4 digits."""
    return round(float(np.dot(np.asarray(a), np.asarray(b))), 4)


def _sum(weights: Mapping[str, float]) -> np.ndarray:
    total = np.zeros(DIMENSIONS)
    for term in sorted(weights):
        for place, sign in _index_vector(term):
            total[place] += sign * weights[term]
    return total


def _index_vector(term: str) -> list[tuple[int, int]]:
    # 16 bits a place: seven choose the dimension, one more the sign.
    digest = hashlib.sha256(term.encode("utf-8")).digest()
    pairs = zip(digest[0 : 2 * _NONZERO : 2], digest[1 : 2 * _NONZERO : 2], strict=True)
    return [(place % DIMENSIONS, 1 if sign & 1 else -1) for place, sign in pairs]


def _unit(total: np.ndarray) -> tuple[float, ...]:
    length = float(np.linalg.norm(total))
    return tuple(round(float(number), 4) for number in (total / length if length else total))
