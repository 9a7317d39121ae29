"""Find who is named in a text: mentions of organisations, people, groups, products and places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that may act, as one place in the text names it.

    Attributes
    ----------
    name
        Canonical within the insight: the antecedent's name for "It", without article or possessive.
    text, start, end
        Exact substring of the text, and its offsets (code points).
    kind
        "org", "person", "group", "product", "place" or "unknown".
    root
        Index of the token that heads the mention.
    """

    name: str
    text: str
    start: int
    end: int
    kind: str
    root: int
