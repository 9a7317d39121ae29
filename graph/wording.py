"""Put moves, sides and counts into words that read right in a sentence."""

from collections.abc import Sequence

_VOWELS = frozenset("aeiou")
_NOT_VERBS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "no", "not", "more", "less", "by", "with", "in", "on", "at", "as"}
    | {"for", "from", "of", "to", "and", "or", "but", "if", "that", "this", "which", "who", "what", "how", "when"}
    | {"can", "could", "may", "might", "must", "shall", "should", "will", "would", "only", "just", "even", "still"}
    | {"these", "those", "there", "it", "he", "she", "they", "we", "you", "nobody", "nothing", "such", "so", "than"}
)
_LONGEST_PHRASE = 70


def gerund(phrase: str) -> str:
    """Return a verb phrase in base form as a name for the move.

    Examples
    --------
    >>> gerund("rent out compute"), gerund("cut jobs"), gerund("lease servers"), gerund("AI sales")
    ('renting out compute', 'cutting jobs', 'leasing servers', 'AI sales')
    >>> gerund("will not sell"), gerund("not sell")
    ('will not sell', 'not selling')
    """
    if phrase.startswith("not "):
        return f"not {gerund(phrase.removeprefix('not '))}"
    first, _, rest = phrase.partition(" ")
    return f"{_ing(first)} {rest}".strip() if _may_be_base_form(first) else phrase


def _may_be_base_form(word: str) -> bool:
    # A phrase that is no verb phrase is left as it is: better a plain name than "barelying".
    if not (word.isalpha() and word.islower()) or word in _NOT_VERBS or word.endswith(("ly", "ed")):
        return False
    return not word.endswith("s") or word.endswith(("ss", "us"))


def _ing(verb: str) -> str:
    if verb.endswith("ing") and len(verb) > 5:
        return verb
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and len(verb) > 2:
        return f"{verb[:-1]}ing"
    if _doubles(verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


def _doubles(verb: str) -> bool:
    # cut -> cutting, stop -> stopping; but open, enter, show, fix do not double.
    vowels = [place for place, letter in enumerate(verb) if letter in _VOWELS]
    return len(verb) > 2 and vowels == [len(verb) - 2] and verb[-1] not in "wxy"


def clipped(text: str, *, length: int = _LONGEST_PHRASE) -> str:
    """Return `text` without its full stop, cut at a word where it is long.

    Examples
    --------
    >>> clipped("a steady income."), clipped("one two three", length=8)
    ('a steady income', 'one two …')
    """
    text = text.strip().rstrip(".,;:")
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def title(actor: str, move: str) -> str:
    """Name what a debate is about: who acts, and the move.

    Examples
    --------
    >>> title("Acme", "rent out servers")
    'Acme · renting out servers'
    """
    return f"{actor} · {clipped(gerund(move))}"


def question(actor: str, move: str, sides: Sequence[tuple[str, int]]) -> str:
    """Ask which side is right; `sides` are labels with their number of insights.

    Examples
    --------
    >>> question("Acme", "rent out servers", [("a sure win", 5), ("giving up", 1)])
    'Acme · renting out servers: a sure win (5 insights) or giving up (1)?'
    """
    counted = [f"{label} ({count}{_unit(count) if place == 0 else ''})" for place, (label, count) in enumerate(sides)]
    *most, last = counted
    listed = f"{', '.join(most)} or {last}" if most else last
    return f"{title(actor, move)}: {listed}?"


def _unit(count: int) -> str:
    return " insight" if count == 1 else " insights"
