"""Turn probabilities into log-odds and back."""

import math

_FURTHEST = 30.0


def log_odds(probability: float, *, least: float) -> float:
    """Return the log-odds of a probability, taken to be no nearer to 0 or 1 than `least`.

    Examples
    --------
    >>> log_odds(0.5, least=0.01), log_odds(1.0, least=0.01) == log_odds(0.99, least=0.01)
    (0.0, True)
    """
    inside = min(1 - least, max(least, probability))
    return math.log(inside / (1 - inside))


def probability(log_odds: float) -> float:
    """Return the probability of log-odds.

    Examples
    --------
    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, log_odds))))
