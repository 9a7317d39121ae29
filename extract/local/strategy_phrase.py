"""Write what the actor does as a short verb phrase in base form, in the text's own words."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.local.scope import Scope

_LONGEST = 11
_PASSED_OVER = frozenset({
    "plan", "want", "intend", "aim", "hope", "expect", "agree", "decide", "try", "begin", "start", "continue",
    "move", "seek", "refuse", "prepare", "need", "go", "have", "be", "use", "stop", "keep", "insist", "say",
    "tell", "announce", "choose", "promise", "vow", "pledge",
})  # fmt: skip
_CARRIERS = frozenset({
    "move", "decision", "plan", "bid", "push", "effort", "attempt", "offer", "pledge", "vow", "promise",
    "willingness", "refusal", "choice", "deal",
})  # fmt: skip
_OBJECTS = frozenset({"dobj", "prt", "dative", "oprd", "attr", "acomp", "prep", "agent", "xcomp", "pobj"})
_DROPPED = frozenset({
    "acl", "advcl", "advmod", "appos", "aux", "auxpass", "cc", "ccomp", "conj", "intj", "mark", "meta", "neg",
    "npadvmod", "nsubj", "nsubjpass", "parataxis", "preconj", "punct", "relcl",
})  # fmt: skip
_DEVERBAL = {
    "purchase": "buy", "acquisition": "acquire", "sale": "sell", "launch": "launch", "exit": "exit from",
    "return": "return", "retreat": "retreat", "expansion": "expand", "investment": "invest", "closure":
    "close", "rollout": "roll out", "withdrawal": "withdraw", "switch": "switch", "shift": "shift", "pivot":
    "pivot", "ban": "ban", "price": "set price", "takeover": "take over", "bet": "bet", "cut": "cut",
    "partnership": "partner", "merger": "merge", "entry": "enter",
}  # fmt: skip


def strategy_phrase(scope: Scope) -> str:
    """Return what the actor does according to the claim in `scope`; never empty.

    Examples
    --------
    "Orchard's move to sell its compute capacity is bold" gives "sell its compute capacity".
    """
    span = scope.span
    for verb in _verbs(scope):
        phrase = _phrase(verb, scope)
        if phrase.count(" ") or verb.dep_ == "ROOT":
            return phrase
    nominal = _nominal(scope)
    if nominal:
        return nominal
    kept = [
        t for t in span if (not t.is_punct or t.text == "-") and t.i not in scope.actor and not _marks_owner(t, scope)
    ]
    return _join(_ended(_cut(kept))) or span.text


def _marks_owner(token: Token, scope: Scope) -> bool:
    return token.tag_ == "POS" and token.i - 1 in scope.actor


def _verbs(scope: Scope) -> Iterator[Token]:
    """Yield the verbs that may be the move: what the actor is subject of, what its move is "to", then the main verb."""
    span = scope.span
    inside = range(span.start, span.end)
    for token in span:  # "By halving the price, Orchard bought volume": the move is what it did, not what it got
        if token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.lower_ == "by":
            yield _move(token, inside)
    for token in span:
        if token.dep_ in {"nsubj", "csubj"} and scope.actor & {t.i for t in token.subtree} and token.head.i in inside:
            if token.i in scope.actor and token.head.pos_ == "VERB":
                yield _move(token.head, inside)
            carried = _carried(token, inside)
            if carried is not None:
                yield carried
    for token in span:
        carried = _carried(token, inside)
        if carried is not None:
            yield carried
    for token in span:  # "Licensing one from outside is ...", "By halving the price, ..."
        if token.tag_ == "VBG" and token.dep_ in {"csubj", "pcomp", "advcl", "nsubj"}:
            yield _move(token, inside)
    root = span.root
    if root.pos_ == "VERB":
        yield _move(root, inside)
    yield from (t for t in span if t.pos_ == "VERB" and any(c.dep_ == "dobj" for c in t.children))


def _carried(noun: Token, inside: range) -> Token | None:
    """Return the verb in "the move to sell", "its decision to leave"."""
    if noun.lemma_.lower() not in _CARRIERS or noun.i not in inside:
        return None
    verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.pos_ == "VERB" and c.tag_ == "VB"), None)
    return verb if verb is not None and verb.i in inside else None


def _move(verb: Token, inside: range) -> Token:
    """Step from "plans to sell" and "has begun selling" to "sell"."""
    for _ in range(3):
        if verb.lemma_.lower() not in _PASSED_OVER:
            break
        inner = next(
            (c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" and c.i in inside), None
        )
        if inner is None or any(c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"} for c in inner.children):
            break
        verb = inner
    return verb


def _phrase(verb: Token, scope: Scope) -> str:
    kept = [verb]
    for child in verb.children:
        if child.i > verb.i and child.dep_ in _OBJECTS:
            kept += list(_trimmed(child))
        elif child.dep_ == "prt":
            kept.append(child)
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if passive is not None and passive.pos_ != "PRON":
        kept += [t for t in _trimmed(passive) if t.lower_ not in {"which", "that", "who"}]
    words = [
        t
        for t in sorted(set(_with_hyphens(kept)), key=lambda t: (t.i != verb.i, t.i))
        if scope.span.start <= t.i < scope.span.end and not _quotes(t)
    ]
    return _join(_ended(_cut(words)))


def _quotes(token: Token) -> bool:
    """Whether a sign is a quotation mark, which the parser takes for a possessive behind "service'"."""
    return token.is_quote and not (token.tag_ == "POS" and token.nbor(-1).lower_.endswith("s"))


def _with_hyphens(kept: list[Token]) -> Iterator[Token]:
    """Yield tokens with what hyphens tie to them: "linked" with "AI-"."""
    for token in kept:
        yield token
        for step in (-1, 1):
            place = token.i + step
            while 0 < place < len(token.doc) - 1 and _glued(token.doc, min(place, place - step)):
                yield token.doc[place]
                place += step


def _glued(doc: Doc, place: int) -> bool:
    """Whether nothing but a hyphen stands between the word at a place and the next, or one of the two is the hyphen."""
    return not doc[place].whitespace_ and "-" in (doc[place].text, doc[place + 1].text)


def _cut(words: list[Token], most: int = _LONGEST) -> list[Token]:
    """Return the first words, and the rest of the last one: "60%", "mid-size"."""
    while most < len(words) and words[most].i == words[most - 1].i + 1 and not words[most - 1].whitespace_:
        most += 1
    return words[:most]


def _trimmed(token: Token) -> Iterator[Token]:
    """Yield a phrase without its relative clauses and asides."""
    yield token
    for child in token.children:
        if child.tag_ == "TO" and token.dep_ == "xcomp":  # "learn to run"
            yield child
        elif child.dep_ not in _DROPPED or (child.dep_ == "advmod" and child.i < token.i and token.pos_ == "ADJ"):
            yield from _trimmed(child)


def _ended(words: list[Token]) -> list[Token]:
    """Drop words that cannot end a phrase."""
    while (
        len(words) > 1
        and words[-1].pos_ in {"ADP", "DET", "CCONJ", "PUNCT", "PART", "SCONJ"}
        and words[-1].dep_ != "prt"
    ):
        words = words[:-1]
    return words


def _nominal(scope: Scope) -> str:
    """Return a move that stands as a noun: "Orchard's purchase of Elm" is "buy Elm", "its $80 price" "set price"."""
    for token in scope.span:
        base = _DEVERBAL.get(token.lemma_.lower())
        if base is None or token.pos_ != "NOUN":
            continue
        rest: list[Token] = []
        for child in token.children:
            if child.dep_ == "prep" and child.i > token.i:
                inner = list(_trimmed(child))
                rest += inner[1:] if child.lower_ == "of" else inner
        before = [t for t in token.lefts if t.dep_ in {"compound", "nmod", "nummod", "amod"} and t.i not in scope.actor]
        if base == "set price":
            said = [t for b in before for t in b.subtree] + [token] + sorted(rest, key=lambda t: t.i)
            return _join(said, first="charge a" if token.tag_ == "NN" else "charge")
        if rest:
            return _join(_cut(sorted(rest, key=lambda t: t.i), _LONGEST - 1), first=base)
    return ""


def _join(words: list[Token], *, first: str | None = None) -> str:
    """Put words together; the leading verb in base form, hyphens and currency signs closed up."""
    text = ""
    for k, token in enumerate(words):
        leads = k == 0 and first is None and token.pos_ in {"VERB", "AUX"}
        follows = k + 1 < len(words) and words[k + 1].i == token.i + 1
        space = token.whitespace_ if follows else " "
        text += (token.lemma_.lower() if leads else _inside(token)) + (" " if leads else space)
    return " ".join(f"{first or ''} {text}".split())


def _inside(token: Token) -> str:
    """Return a word as it is written inside a sentence."""
    return token.text if not token.is_sent_start or token.pos_ == "PROPN" or token.text.isupper() else token.lower_
