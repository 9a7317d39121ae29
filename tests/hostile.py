"""Texts that try to be something else than text, a split made of them, and the tags that come out."""

from html.parser import HTMLParser

from builders import a_batch, a_claim, a_relation, an_insight

from graph.ids import entity_id
from graph.models import Debate, Facet, Polarity, Position, Strategy
from graph.store import GraphStore

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.example/p.png)",
    "[ref]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/path and www.evil.example and me@evil.example",
    "# heading\n\n---\n\n> quote\n\n- item\n\n1. one",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} {# x #}",
    "</blockquote></main><style>*{display:none}</style>",
    "`code` **bold** __under__ ~~gone~~ $x^2$ :red[red] :skull: | a | b |",
    "\u202egnorw eht si siht\u202c \u2066x\u2069 \u200bzero \ufeffbom",
    "w" * 4000,
    "\"'; DROP TABLE Claim; // ` \\",
)


def write_split(
    store: GraphStore,
    text_a: str,
    text_b: str,
    *,
    days: tuple[str | None, str | None] = (None, None),
    name: str = "S",
) -> str:
    """Store two insights that judge one move in opposite ways; return the relation's id."""
    insights = [
        an_insight(text=text, source=f"{name} {number}", published=day, url="javascript:alert(1)", speaker=name)
        for number, (text, day) in enumerate(zip((text_a, text_b), days, strict=True))
    ]
    claims = [
        a_claim(insight=insight, actor=name, strategy_text=text_a[:300], stance=text_b[:50], polarity=polarity)
        for insight, polarity in zip(insights, (1, -1), strict=True)
    ]
    relation = a_relation(a=claims[0].id, b=claims[1].id, reason=text_a[:500])
    positions = tuple(
        Position(id=f"position {claim.id}", label=text_b[:80], polarity=Polarity(claim.polarity), members=(claim.id,))
        for claim in claims
    )
    strategy = Strategy(id=f"strategy {relation.id}", name=text_a[:80], members=tuple(claim.id for claim in claims))
    debate = Debate(
        id=relation.id,
        facet=Facet.STANCE,
        question=text_a[:200],
        positions=positions,
        entity_ids=(entity_id(name),),
        strategy_ids=(strategy.id,),
        heat=0.5,
    )
    with store.transaction() as tx:
        tx.write(
            a_batch(insights=insights, claims=claims, relations=[relation], strategies=[strategy], debates=[debate])
        )
    return relation.id


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
