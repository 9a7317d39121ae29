"""Settle whether a name is a person's or an organisation's, from the text's own evidence."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.local.actors import Mention, is_name

_COMPANY_WORDS = frozenset([
    "Labs", "Lab", "Bank", "Networks", "Systems", "Group", "Holdings", "Inc", "Inc.", "Corp", "Corp.", "Ltd", "Ltd.",
    "plc", "Technologies", "Technology", "Energy", "Power", "Motors", "Capital", "Partners", "Ventures", "Bio", "Health",
    "Pharma", "Therapeutics", "Robotics", "Semiconductor", "Airlines", "Airways", "Studios", "Studio", "Media", "Games",
    "Entertainment", "Pictures", "Foods", "Brands", "Financial", "Insurance", "Telecom", "Aerospace", "Industries",
    "Software", "Logistics", "Cloud", "University", "Institute", "Commission", "Council", "Authority", "Agency",
    "Ministry", "Union", "League", "Association", "Court", "Treasury", "Foundation", "Company", "Co", "Co.", "AI",
])  # fmt: skip
_TITLES = frozenset([
    "ceo", "chief", "executive", "chairman", "chairwoman", "chair", "founder", "co-founder", "president", "boss",
    "minister", "director", "analyst", "economist", "professor", "senator", "officer", "governor", "mr", "mrs", "ms",
    "dr", "mr.", "mrs.", "ms.", "dr.", "secretary", "commissioner", "mayor", "judge", "veteran", "investor",
])  # fmt: skip
_SPEECH = frozenset([
    "say", "argue", "tell", "insist", "write", "think", "believe", "claim", "warn", "concede", "reckon", "contend",
    "note", "joke", "ask", "reply", "call", "credit", "praise", "doubt", "predict", "admit", "explain", "promise",
])  # fmt: skip


def settle_kinds(doc: Doc, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions with better kinds: entity taggers take unknown companies for people and the reverse.

    A word such as "Labs" makes an organisation; a title beside it ("chief executive Ann Lee") or two words that
    the tagger calls a person make a person; one word alone is a person only as the surname of one, with a
    title, or where it speaks.
    """
    first = tuple(_settle(doc, mention) for mention in mentions)
    people = {m.name for m in first if m.kind == "person"}
    surnames = {name.split()[-1] for name in people if " " in name}
    return tuple(replace(m, kind="person") if m.name in surnames and is_name(m) else m for m in first)


def names_company(name: str) -> bool:
    """Say whether a name ends in a word such as "Labs" that only organisations bear."""
    return name.rsplit(maxsplit=1)[-1] in _COMPANY_WORDS


def _settle(doc: Doc, mention: Mention) -> Mention:
    words = mention.name.split()
    if not is_name(mention) or mention.kind in {"group", "product"}:
        return mention
    if names_company(mention.name):
        return replace(mention, kind="org")
    if mention.kind == "org" and len(words) == 1:
        return mention
    head = doc[mention.root]
    if len(words) in {2, 3} and all(word[0].isupper() for word in words) and _has_title(doc, mention):
        return replace(mention, kind="person")
    if mention.kind == "person" and len(words) == 1 and not (_has_title(doc, mention) or _speaks(head)):
        return replace(mention, kind="unknown")
    return mention


def _has_title(doc: Doc, mention: Mention) -> bool:
    """A title right before the name, or behind a comma right after it."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    before = doc[span.start - 1].lower_ if span.start else ""
    after = [token.lower_ for token in doc[span.end : span.end + 4]]
    return before in _TITLES or (after[:1] == [","] and any(word in _TITLES for word in after[1:]))


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_ in _SPEECH
