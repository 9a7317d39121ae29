"""Draw the chart of the most contested actors: as SVG that needs no script, and as PNG for mail."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.report.weekly import actor_words
from dashboard.safe import visible
from dashboard.words import counted
from graph.week_answers import ActorTally

WIDTH = 480
_ROW = 52
_TOP = 28
_NAME_LETTERS = 40
_NUMBER_FITS = 20
# The sides' colours: what speaks for an actor stands where side A stands.
_PARTS = (("positive", "a", "#2563a8"), ("neutral", "n", "#6b7280"), ("negative", "b", "#c2570c"))
_LEGEND = (("a", "#2563a8", "judged well"), ("n", "#6b7280", "only reported"), ("b", "#c2570c", "judged badly"))
_FONT = "Liberation Sans, DejaVu Sans, Noto Sans, Arial, sans-serif"


def actor_chart(actors: Sequence[ActorTally]) -> Markup:
    """Return an inline SVG with a bar for each actor: insights that judge it well, badly, or only report.

    Parameters
    ----------
    actors : sequence of ActorTally
        From top to bottom; without any, nothing is drawn.
    """
    if not actors:
        return Markup("")
    most = max(actor.positive + actor.negative + actor.neutral for actor in actors) or 1
    rows = Markup("").join(_row(actor, _TOP + number * _ROW, most) for number, actor in enumerate(actors))
    label = "Insights on the most contested actors. " + ". ".join(visible(actor_words(actor)) for actor in actors)
    height = _TOP + len(actors) * _ROW
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'role="img" aria-label="{2}" font-family="{3}" font-size="14">{4}{5}</svg>'
    ).format(WIDTH, height, label, _FONT, _legend(), rows)


def as_png(svg: Markup) -> bytes:
    """Return an SVG as PNG on white, twice as large for sharp screens."""
    import vl_convert  # noqa: PLC0415 - 40 MB that only a mail needs

    return vl_convert.svg_to_png(str(svg).replace("<svg ", '<svg style="background: #ffffff" ', 1), scale=2)


def _legend() -> Markup:
    parts, left = [], 0
    for name, colour, words in _LEGEND:
        parts.append(
            Markup(
                '<rect class="fill-{}" x="{}" y="6" width="11" height="11" rx="2" fill="{}"/>'
                '<text class="soft" x="{}" y="16" fill="#5a616b">{}</text>'
            ).format(name, left, colour, left + 17, words)
        )
        left += 130
    return Markup("").join(parts)


def _row(actor: ActorTally, top: int, most: int) -> Markup:
    parts = [
        Markup('<text class="ink" x="0" y="{}" fill="#1a1d21">{}</text>').format(top + 16, _short(actor.name)),
        Markup('<text class="soft" x="{}" y="{}" text-anchor="end" fill="#5a616b">{}</text>').format(
            WIDTH, top + 16, counted(actor.contradictions, "contradiction")
        ),
    ]
    left = 0.0
    for field, name, colour in _PARTS:
        number = getattr(actor, field)
        if not number:
            continue
        width = WIDTH * number / most
        parts.append(
            Markup('<rect class="fill-{}" x="{:.1f}" y="{}" width="{:.1f}" height="18" rx="2" fill="{}"/>').format(
                name, left, top + 22, max(width - 2, 1), colour
            )
        )
        if width > _NUMBER_FITS:
            parts.append(
                Markup('<text class="on-fill" x="{:.1f}" y="{}" text-anchor="middle" fill="#ffffff">{}</text>').format(
                    left + width / 2 - 1, top + 36, number
                )
            )
        left += width
    return Markup("").join(parts)


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _NAME_LETTERS else shown[: _NAME_LETTERS - 1].rstrip() + "…"
