"""Texts that try to be something else than text, a split made of them, and the tags that come out."""

from datetime import datetime
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
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object>",
    "<embed src=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example>",
    "<form action=https://evil.example><input name=q><button>go</button></form>",
    "<details open ontoggle=alert(1)>",
    "<video src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<img src='https://evil.example/p.png' width=1>",
    "<a href=https://evil.example>click</a>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style='background:url(https://evil.example/p.png)'>x</div>",
    "<template><script>alert(1)</script></template>",
    "<!-- comment --><b>bold</b><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<ScRiPt SRC=//evil.example/x.js></sCrIpT>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    'x" style="position:fixed',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "[a](data:text/html;base64,PHNjcmlwdD4=) and [b](<javascript:alert(1)>)",
    "![](https://evil.example/a.png 'title') and ![x][ref]",
    "[![x](https://evil.example/a.png)](https://evil.example)",
    "| a | b |\n|---|---|\n| [x](javascript:alert(1)) | y |",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\ncode\n~~~",
    "- [ ] task\n* item\n+ item",
    "&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;",
    "&amp;lt;script&amp;gt; &quot;&apos;&nbsp;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003e and \\x3cscript\\x3e",
    "${7*7} #{7*7} <%= 7*7 %> {% raw %}{{x}}{% endraw %}",
    "{{ ''.__class__.__mro__ }} {{ config }}",
    ":material/delete: :rainbow[x] :blue-background[y] $$\\sum$$ :sunglasses:",
    '=HYPERLINK("https://evil.example","x") @SUM(1) +1 -1',
    "MATCH (n) DETACH DELETE n // RETURN 1",
    "x'}) DETACH DELETE n WITH 1 AS a MATCH (n {id: 'x",
    "abc\u0000def\u0007ghi\u001b[31mred\u001b[0m",
    "\u2028line\u2029paragraph\u0085next",
    "Z\u0351\u036b\u0343a\u0329\u032bl\u0348g\u0347o with marks",
    "\ud83d\ude00 family \U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea".encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16"),
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd mixed with latin",
    "../../etc/passwd ..\\..\\windows C:\\x /dev/null",
    "null None NaN undefined true -0 1e309",
    "a" + " b" * 1500,
)


def write_split(
    store: GraphStore,
    text_a: str,
    text_b: str,
    *,
    days: tuple[str | None, str | None] = (None, None),
    name: str = "S",
    found_at: datetime | None = None,
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
    relation = a_relation(a=claims[0].id, b=claims[1].id, reason=text_a[:500], found_at=found_at)
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
