"""Draw the charts of the page: when sides spoke, who makes which moves, which sources agree.

Colours mean sides and nothing else; a sign or a number always stands beside them.
"""

from collections.abc import Sequence

import altair as alt

from dashboard.colours import LIGHT, Colours
from dashboard.safe import visible
from graph.source_profile import SourcePair
from graph.stances import MoveMap, Tally
from graph.stands import Stand
from graph.timeline import Moment
from graph.wording import clipped, gerund

Drawing = alt.LayerChart | alt.FacetChart


_ROW = 30
_COLUMN = 48
_MOVE_LABELS = 310
_ROW_NAME = 46
_DEBATE_LABELS = 380
_SOURCE_LABELS = 160
_LABELS = 190  # slanted names above the squares and the legend below take part in the height


def when_sides_spoke(moments: Sequence[Moment], colours: Colours) -> Drawing:
    """Return a dot for each day on which a side spoke: side A above the line, the others below."""
    letters = sorted({moment.letter for moment in moments})
    rows = [{"day": moment.day, "side": moment.letter, "insights": moment.insights} for moment in moments]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "yearmonthdate(day):T",
            title=None,
            scale=alt.Scale(padding=24),
            axis=alt.Axis(grid=False, tickCount=6, labelOverlap=True),
        ),
        y=alt.Y("side:N", sort=letters, title=None, axis=alt.Axis(labelFontWeight="bold", labelFontSize=13)),
    )
    dots = base.mark_circle(opacity=0.85).encode(
        size=alt.Size("insights:Q", scale=alt.Scale(range=[90, 600], domainMin=1), legend=None),
        color=alt.Color("side:N", scale=alt.Scale(domain=letters, range=_sides(letters, colours)), legend=None),
        tooltip=["day:T", "side:N", "insights:Q"],
    )
    return alt.layer(dots).properties(height=max(110, 46 * len(letters)))


def move_label(shown: MoveMap, move: str) -> str:
    """Return what a row of the map is called."""
    others = len(shown.alike[move]) - 1
    return visible(clipped(gerund(move), length=_ROW_NAME)) + (f" (+{others} alike)" if others else "")


def moves_of_actors(shown: MoveMap, colours: Colours) -> Drawing:
    """Return the map: a row for each move, a column for each actor; the selection is called ``cell``."""
    labels = {move: move_label(shown, move) for move in shown.moves}
    rows = [
        {
            "actor": visible(cell.actor),
            "move": labels[cell.name],
            "net": cell.net,
            "n": cell.claims,
            "words": _signs(cell),
            "praise": cell.praise,
            "blame": cell.blame,
            "reported": cell.neutral,
        }
        for cell in shown.cells
    ]
    picked = alt.selection_point(name="cell", fields=["actor", "move"], on="click", clear="dblclick")
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "actor:N",
            sort=[visible(name) for name in shown.actors],
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=110, labelOverlap=False),
        ),
        y=alt.Y(
            "move:N",
            sort=list(labels.values()),
            title=None,
            axis=_row_names(_MOVE_LABELS),
        ),
    )
    squares = base.mark_rect(cornerRadius=2, cursor="pointer").encode(
        color=alt.Color(
            "net:Q",
            scale=alt.Scale(domain=[-1, 0, 1], range=[colours.b, _wash(colours), colours.a], interpolate="rgb"),
            legend=alt.Legend(
                title="blamed to praised",
                orient="bottom",
                direction="horizontal",
                gradientLength=160,
                values=[-1, 0, 1],
            ),
        ),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.35)),
        tooltip=["actor:N", "move:N", "praise:Q", "blame:Q", "reported:Q"],
    )
    strong = "abs(datum.net) > 0.55"
    words = base.mark_text(fontSize=11).encode(
        text="words:N",
        color=alt.condition(strong, alt.value(colours.paper), alt.value(colours.ink)),
    )
    return alt.layer(squares.add_params(picked), words).properties(
        height=_ROW * len(shown.moves) + _LABELS, width=_MOVE_LABELS + _COLUMN * len(shown.actors)
    )


def where_sources_stand(stands: Sequence[Stand], colours: Colours) -> Drawing:
    """Return a row for each debate, a column for each source: on which side it is; the selection is ``stand``."""
    rows = [
        {
            "debate": stand.debate,
            "title": visible(stand.title),
            "source": visible(stand.source),
            "words": " ".join(
                f"{letter}{number:,}" if number > 1 else letter for letter, number in stand.sides.items()
            ),
            "side": _own_side(stand),
        }
        for stand in stands
    ]
    kinds = ["A", "B", "other", "several"]
    picked = alt.selection_point(name="stand", fields=["debate"], on="click", clear="dblclick")
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "source:N",
            sort=list(dict.fromkeys(row["source"] for row in rows)),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=110, labelOverlap=False),
        ),
        y=alt.Y(
            "title:N",
            sort=list(dict.fromkeys(row["title"] for row in rows)),
            title=None,
            axis=_row_names(_DEBATE_LABELS),
        ),
    )
    squares = base.mark_rect(cornerRadius=2, cursor="pointer").encode(
        color=alt.Color(
            "side:N",
            scale=alt.Scale(domain=kinds, range=[colours.a, colours.b, colours.n, _wash(colours)]),
            legend=None,
        ),
        tooltip=["source:N", "title:N", alt.Tooltip("words:N", title="insights by side")],
    )
    words = base.mark_text(fontSize=11, fontWeight="bold").encode(
        text="words:N",
        color=alt.condition("datum.side === 'several'", alt.value(colours.ink), alt.value(colours.paper)),
    )
    debates, sources = len({row["title"] for row in rows}), len({row["source"] for row in rows})
    return alt.layer(squares.add_params(picked), words).properties(
        height=_ROW * debates + _LABELS - 60, width=_DEBATE_LABELS + _COLUMN * sources
    )


def _own_side(stand: Stand) -> str:
    letters = list(stand.sides)
    if len(letters) > 1:
        return "several"
    return letters[0] if letters[0] in {"A", "B"} else "other"


def stance_over_time(weeks: Sequence[Tally], colours: Colours) -> Drawing:
    """Return bars: above the line how often an actor is praised in a week, below how often blamed."""
    rows = [
        {"week": tally.name, "claims": sign * amount, "n": amount, "judgement": judgement}
        for tally in weeks
        for judgement, amount, sign in (("praised", tally.praise, 1), ("blamed", tally.blame, -1))
        if amount
    ]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("week:O", title=None, axis=alt.Axis(labelAngle=-40, labelOverlap=True)),
            y=alt.Y("claims:Q", title="claims", axis=alt.Axis(format="d", tickMinStep=1)),
            color=alt.Color(
                "judgement:N",
                scale=alt.Scale(domain=["praised", "blamed"], range=[colours.a, colours.b]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=["week:O", "judgement:N", alt.Tooltip("n:Q", title="claims")],
        )
    )
    return alt.layer(bars).properties(height=220)


def sources_agree(pairs: Sequence[SourcePair], names: Sequence[str], colours: Colours) -> Drawing:
    """Return the matrix of sources: in each cell how many pairs of claims agree, and how many do not."""
    rows = [
        {
            "a": visible(a),
            "b": visible(b),
            "share": pair.contradictions / pair.pairs,
            "words": f"{pair.agreements:,} : {pair.contradictions:,}",
            "agree": pair.agreements,
            "contradict": pair.contradictions,
        }
        for pair in pairs
        for a, b in {(pair.a, pair.b), (pair.b, pair.a)}
        if a in names and b in names
    ]
    order = [visible(name) for name in names]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "a:N",
            sort=order,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=110, labelOverlap=False),
        ),
        y=alt.Y("b:N", sort=order, title=None, axis=_row_names(_SOURCE_LABELS)),
    )
    squares = base.mark_rect(cornerRadius=2).encode(
        # Shades of grey: colours mean sides, and a pair of sources is none.
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(domain=[0, 1], range=[_wash(colours), colours.n]),
            legend=alt.Legend(title="share that contradicts", orient="bottom", format="%", gradientLength=160),
        ),
        tooltip=["a:N", "b:N", "agree:Q", "contradict:Q"],
    )
    words = base.mark_text(fontSize=11).encode(
        text="words:N", color=alt.condition("datum.share > 0.6", alt.value(colours.paper), alt.value(colours.ink))
    )
    return alt.layer(squares, words).properties(
        height=_ROW * len(order) + _LABELS, width=_SOURCE_LABELS + _COLUMN * len(order)
    )


def _row_names(width: int) -> alt.Axis:
    """Return the names beside a chart, each in the middle of its row.

    They are clipped where they are too wide, sooner on a phone, so that something of the chart is seen.
    """
    room = alt.ExprRef(f"windowSize()[0] < 600 ? 130 : {width - 10}")
    return alt.Axis(labelLimit=room, labelOverlap=False, labelFlush=False)


def _sides(letters: Sequence[str], colours: Colours) -> list[str]:
    return [{"A": colours.a, "B": colours.b}.get(letter, colours.n) for letter in letters]


def _wash(colours: Colours) -> str:
    return "#eceef1" if colours is LIGHT else "#2b3037"


def _signs(cell: Tally) -> str:
    judged = [f"+{cell.praise:,}" if cell.praise else "", f"−{cell.blame:,}" if cell.blame else ""]
    return " ".join(filter(None, judged)) or f"{cell.neutral:,}"
