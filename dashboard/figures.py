"""Draw figures that need no script: the bar that shows how many insights each side has."""

from collections.abc import Sequence

from markupsafe import Markup

from graph.answers import Side

_WIDTH = 680
_GAP = 3


def stance_bar(sides: Sequence[Side]) -> Markup:
    """Return an inline SVG in which each side is as long as its share of the insights.

    The colours are classes of the style sheet around it, with fallbacks for readers that drop it.

    Parameters
    ----------
    sides : sequence of Side
        In the order in which they are drawn.
    """
    total = sum(side.insights for side in sides)
    if total == 0:
        return Markup("")
    room = _WIDTH - _GAP * (len(sides) - 1)
    parts, left = [], 0.0
    for side in sides:
        width = room * side.insights / total
        parts.append(
            Markup('<rect class="bar-{}" x="{:.1f}" y="0" width="{:.1f}" height="10" rx="2" fill="{}"/>').format(
                side_class(side.letter), left, width, _FALLBACK[side_class(side.letter)]
            )
        )
        left += width + _GAP
    label = " to ".join(f"{side.insights} on side {side.letter}" for side in sides)
    return Markup(
        '<svg class="bar" viewBox="0 0 {} 10" width="100%" height="10" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(_WIDTH, f"Insights: {label}", Markup("").join(parts))


def side_class(letter: str | None) -> str:
    """Return the name of a side's colour; two colours mean sides, all others are grey.

    Examples
    --------
    >>> [side_class(letter) for letter in ("A", "B", "C", None)]
    ['a', 'b', 'n', 'n']
    """
    return {"A": "a", "B": "b"}.get(letter or "", "n")


_FALLBACK = {"a": "#2563a8", "b": "#c2570c", "n": "#6b7280"}
