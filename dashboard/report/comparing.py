"""Tell two weeks side by side: counts, debates that only one of them has, and actors judged otherwise."""

from dashboard.report.weekly import ReportView
from dashboard.templating import markdown_templates, text_templates
from dashboard.words import counted, split_kind
from graph.week_answers import ActorTally, WeekComparison, WeekDebate

_LISTED = 20


def as_markdown(comparison: WeekComparison) -> str:
    """Return the comparison as Markdown."""
    return markdown_templates().get_template("compare.md.jinja").render(_context(comparison))


def as_text(comparison: WeekComparison) -> str:
    """Return the comparison as plain text."""
    return text_templates().get_template("compare.md.jinja").render(_context(comparison))


def rows(comparison: WeekComparison) -> list[tuple[str, int, int, str]]:
    """Return the counts of both weeks, with the difference and its sign."""
    one, two = comparison.first, comparison.second
    counted_both = (
        ("Insights", one.insights, two.insights),
        ("Sources", one.sources, two.sources),
        ("Claims", one.claims, two.claims),
        ("New contradictions", one.contradictions, two.contradictions),
        ("Debates that became split", len(one.new), len(two.new)),
        ("Debates that grew", len(one.grown), len(two.grown)),
        ("Debates settled", len(one.resolved), len(two.resolved)),
        ("Changed minds and new states", one.changes, two.changes),
        ("Pairs that newly agree", one.agreeing_pairs, two.agreeing_pairs),
        ("Blind spots", len(one.blind_spots), len(two.blind_spots)),
    )
    return [(name, before, after, f"{after - before:+,}") for name, before, after in counted_both]


def _context(comparison: WeekComparison) -> dict[str, object]:
    return {
        "comparison": comparison,
        "rows": rows(comparison),
        "debate_words": _debate_words,
        "both_words": _both_words,
        "judged": _judged,
        "listed": _LISTED,
        "empty": [
            ReportView(week=week, nearby=(), page_url=None).summary[0]
            for week in (comparison.first, comparison.second)
            if not week.insights
        ],
    }


def _debate_words(debate: WeekDebate) -> str:
    sides = " or ".join(f"{side.label} ({side.insights})" for side in debate.sides if side.insights)
    return f"{debate.title} ({split_kind(debate.facet)}): {sides}"


def _both_words(before: WeekDebate, after: WeekDebate) -> str:
    known = {side.position: side.insights for side in before.sides}
    sides = " or ".join(
        f"{side.label} ({known.get(side.position, 0)} → {side.insights})" for side in after.sides if side.insights
    )
    return f"{after.title} ({split_kind(after.facet)}): {sides}"


def _judged(tally: ActorTally) -> str:
    return f"{tally.positive} well, {tally.negative} badly of {counted(tally.insights, 'insight')}"
