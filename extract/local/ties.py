"""Read from a text who belongs to whom (PART_OF) and who leads what (LEADS)."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.local.actors import Mention, is_name
from extract.local.kinds import names_company
from extract.local.text import text_of
from graph.models import NamedTie, TieKind

_MERGING = frozenset(["fold", "merge", "absorb", "integrate", "roll", "tuck"])
_UNITS = frozenset(["unit", "subsidiary", "division", "arm", "brand", "offshoot", "affiliate"])
_PARENTS = frozenset(["parent", "owner"])
_HEADS = frozenset(
    ["ceo", "chief", "boss", "chairman", "chairwoman", "chair", "founder", "co-founder", "president", "head"]
)
_OWNED = frozenset(["company", "firm", "lab", "startup", "start-up", "group", "carmaker"])


def find_ties(doc: Doc, mentions: Sequence[Mention], insight_id: str | None = None) -> tuple[NamedTie, ...]:
    """Return the ties that the text states in so many words, each with those words as evidence.

    Investment, partnership and shared ownership are no ties.
    """
    reader = _TieReader(doc, mentions, insight_id)
    found = {(tie.kind, tie.child, tie.parent): tie for tie in reversed([*reader.ties()]) if tie.child != tie.parent}
    return tuple(found[key] for key in sorted(found))


class _TieReader:
    def __init__(self, doc: Doc, mentions: Sequence[Mention], insight_id: str | None) -> None:
        self._doc, self._insight_id = doc, insight_id
        self._named = [m for m in mentions if is_name(m)]
        self._at = {i: m for m in self._named for i in range(m.root, m.root + 1)}

    def ties(self) -> Iterator[NamedTie]:
        yield from self._mergers()
        yield from self._appositions()
        yield from self._possessives()
        yield from self._titles()

    def _tie(self, kind: TieKind, child: Mention, parent: Mention) -> NamedTie:
        start, end = min(child.start, parent.start), max(child.end, parent.end)
        evidence = text_of(self._doc)[start:end]
        return NamedTie(kind=kind, child=child.name, parent=parent.name, evidence=evidence, insight_id=self._insight_id)

    def _mergers(self) -> Iterator[NamedTie]:
        """Find mergers: "is folding X into Y"."""
        for verb in self._doc:
            if verb.lemma_ in _MERGING and verb.pos_ == "VERB" and not _is_denied(verb):
                child = next((self._at.get(c.i) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
                into = [c for c in verb.subtree if c.lower_ == "into"]
                parent = next((self._at.get(c.i) for p in into[:1] for c in p.children if c.dep_ == "pobj"), None)
                if child and parent and "person" not in {child.kind, parent.kind}:
                    yield self._tie(TieKind.PART_OF, child, parent)

    def _appositions(self) -> Iterator[NamedTie]:
        """Find "X, a unit of Y" and "X (parent of Y)"."""
        for token in self._doc:
            if token.dep_ != "appos" or token.lemma_ not in _UNITS | _PARENTS:
                continue
            first = self._at.get(token.head.i)
            of = [c for c in token.children if c.lower_ == "of"]
            second = next((self._at.get(c.i) for p in of for c in p.children if c.dep_ == "pobj"), None)
            if first and second and "person" not in {first.kind, second.kind}:
                child, parent = (first, second) if token.lemma_ in _UNITS else (second, first)
                yield self._tie(TieKind.PART_OF, child, parent)

    def _possessives(self) -> Iterator[NamedTie]:
        """Find "Ann Lee's Acme" (led by) and "Acme's Widget" (part of); nothing stands between the two names."""
        for owner, owned in zip(self._named, self._named[1:], strict=False):
            between = text_of(self._doc)[owner.end : owned.start].replace("’", "'").split()
            has_possessive = between[:1] in (["'s"], ["'"]) and set(between[1:]) <= _OWNED
            if not has_possessive or owned.kind in {"place", "group"} or not self._heads_a_phrase(owned):
                continue
            if owner.kind == "person" and owned.kind == "org":
                yield self._tie(TieKind.LEADS, owned, owner)
            elif _is_surely_org(owner) and owned.kind in {"org", "product"}:
                yield self._tie(TieKind.PART_OF, owned, owner)

    def _heads_a_phrase(self, mention: Mention) -> bool:
        """Not the "Lumen" of "Corvex's Lumen models", which names what the models are called."""
        token = self._doc[mention.root]
        return token.dep_ not in {"compound", "amod", "nmod"} and token.tag_ != "JJ"

    def _titles(self) -> Iterator[NamedTie]:
        """Find "Acme chief executive Ann Lee", "Ann Lee, chief executive of Acme", "Acme's founder, Ann Lee"."""
        for token in self._doc:
            if token.lower_ not in _HEADS:
                continue
            near = [m for m in self._named if abs(m.root - token.i) <= 6 and self._same_sentence(m, token)]
            people = [m for m in near if m.kind == "person" and self._only_title_between(m, token)]
            firms = [m for m in near if m.kind == "org" and self._only_title_between(m, token)]
            if len(people) == 1 and len(firms) == 1:
                yield self._tie(TieKind.LEADS, firms[0], people[0])

    def _same_sentence(self, mention: Mention, token: Token) -> bool:
        return bool(self._doc[mention.root].sent.start == token.sent.start)

    def _only_title_between(self, mention: Mention, token: Token) -> bool:
        a, b = sorted((mention.root, token.i))
        allowed = _HEADS | {
            "executive",
            "officer",
            "of",
            "the",
            "'s",
            "’s",
            ",",
            "and",
            "at",
            "'",
            "its",
            "technology",
            "-",
        }
        return all(t.lower_ in allowed or (t.dep_ == "compound" and t.ent_type_) for t in self._doc[a + 1 : b])


def _is_surely_org(mention: Mention) -> bool:
    """Not two plain words, which may be a person whom the tagger took for an organisation."""
    words = mention.name.split()
    return mention.kind == "org" and (len(words) == 1 or names_company(mention.name))


def _is_denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
