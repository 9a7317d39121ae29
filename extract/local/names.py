"""Find the runs of words that spell a name: what a tagger or a list knows, what is written like a name, coinages."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.local.gazetteer import Gazetteer
from extract.local.nouns import ACRONYMS, MOVE, ORGANISATION, is_group
from extract.local.vocabulary import Everyday

_ENTITY_KINDS = {
    "ORG": "org",
    "PERSON": "person",
    "GPE": "place",
    "NORP": "group",
    "FAC": "org",
    "LOC": "place",
    "PRODUCT": "product",
    "WORK_OF_ART": "product",
    "LAW": "product",
    "EVENT": "product",
}
_ODD_CASE = re.compile(
    r"^(?:[a-z]+[A-Z]\w*|\w*[a-z][A-Z]\w*|[a-z]\d+[a-z]|\d+[A-Z][a-z]\w+|\w+\.(?:com|ai|io|co|net|org))$"
)
_MONTHS_AND_DAYS = frozenset([
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Christmas", "Easter",
])  # fmt: skip
_LIMITS = {"det", "amod", "compound", "nummod", "poss", "nmod"}
_FINITE = {"VBZ", "MD"}
_BETWEEN_TWO = frozenset([
    "alliance", "battle", "case", "combination", "dispute", "feud", "fight", "lawsuit", "meeting", "pact", "rivalry", "row",
    "spat", "summit", "talk", "tie", "trial", "truce", "war",
])  # fmt: skip
_BETWEEN_NAMES = {"into", "to", "from", "with", "by", "over", "against", "than"}
_PREFIXES = frozenset([
    "post", "pre", "anti", "pro", "non", "mid", "ex", "cross", "trans", "inter", "all", "multi", "half", "self", "co",
    "un", "re", "early", "late", "semi", "neo", "east", "west", "north", "south", "then", "now",
])  # fmt: skip


def name_runs(doc: Doc, gazetteer: Gazetteer, everyday: Everyday) -> Iterator[tuple[int, int, str]]:
    """Yield first and last token (exclusive) of each name, with the best guess of its kind."""
    labels = _Labels(doc)
    labels.add_entities()
    labels.add_listed(gazetteer, everyday)
    labels.add_written(everyday)
    labels.join_hyphens(everyday)
    labels.join_endings()
    return labels.runs()


class _Labels:
    """What each token of a text is in a name: its kind ("" for none), and whether it goes with the token before."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.kind = ["" for _ in doc]
        self.joined = [False] * len(doc)
        self.opens = [False] * len(doc)
        """Where a listed name begins."""

    def add_entities(self) -> None:
        """Take over what the tagger has found."""
        for entity in self.doc.ents:
            kind = _ENTITY_KINDS.get(entity.label_)
            start, end = _trim_entity(entity)
            if kind and any(_has_capital(token) and not token.is_stop for token in self.doc[start:end]):
                for i in range(start, end):
                    self.kind[i] = self.kind[i] or kind
                    self.joined[i] = i > start
                for i in range(start + 1, end - 1):
                    if self._divides(start, i):
                        self.kind[i], self.joined[i], self.joined[i + 1] = "", False, False

    def add_listed(self, gazetteer: Gazetteer, everyday: Everyday) -> None:
        """Take over names that a list knows; they outrank the tagger's."""
        for hit in gazetteer.find(self.doc):
            if hit.listed.name.endswith("'s") and hit.start and self.doc[hit.start - 1].tag_ == "NNP":
                continue  # "Ann Lowe's forecast"
            if (
                not hit.listed.is_word
                or hit.end - hit.start > 1
                or _is_nameish(self.doc, self.doc[hit.start], everyday)
            ):
                self.opens[hit.start] = True
                for i in range(hit.start, hit.end):
                    self.kind[i] = hit.listed.kind
                    self.joined[i] = i > hit.start
                if hit.end < len(self.doc):
                    self.joined[hit.end] = self.joined[hit.end] and not self.kind[hit.end]

    def add_written(self, everyday: Everyday) -> None:
        """Take what is written like a name for one, and no month or day."""
        for token in self.doc:
            if token.text in _MONTHS_AND_DAYS and self.doc[token.i - 1 : token.i + 1].text != f"The {token.text}":
                self.kind[token.i] = ""
            elif not self.kind[token.i] and _is_nameish(self.doc, token, everyday):
                self.kind[token.i] = "unknown"
            if self.opens[token.i] and token.i and self._only_stands_before(token.i - 1, everyday):
                self.kind[token.i - 1], self.joined[token.i] = "", False

    def join_hyphens(self, everyday: Everyday) -> None:
        """Read "Take-Two" and "Ko-fi" as one name, but not "US-China" or "the Musk-Altman feud"."""
        for i in range(1, len(self.doc) - 1):
            left, hyphen, right = self.doc[i - 1], self.doc[i], self.doc[i + 1]
            if hyphen.text != "-" or left.whitespace_ or hyphen.whitespace_ or self.joined[i + 1]:
                continue
            if self._is_one_name(left, right, everyday):
                kind = self.kind[i - 1] or self.kind[i + 1] or "unknown"
                self.kind[i - 1] = self.kind[i] = self.kind[i + 1] = kind
                self.joined[i] = self.joined[i + 1] = True

    def join_endings(self) -> None:
        """Read the "'s" of "Levi's has cut prices" as part of the name, for nothing follows that could be owned."""
        doc = self.doc
        for i in range(1, len(doc) - 1):
            if self.kind[i - 1] and doc[i].lower_ in {"'s", "’s"} and not self.joined[i] and not self.opens[i - 1]:
                bare = any(t.text == doc[i - 1].text and doc[t.i + 1 : t.i + 2].text not in {"'s", "’s"} for t in doc)
                if doc[i].tag_ == "POS" and doc[i + 1].tag_ in _FINITE and not bare:
                    self.kind[i], self.joined[i] = self.kind[i - 1], True

    def runs(self) -> Iterator[tuple[int, int, str]]:
        """Yield the names, in order."""
        i = 0
        while i < len(self.doc):
            is_alone = i + 1 == len(self.doc) or not self.joined[i + 1]
            if not self.kind[i] or (self.doc[i].text in ACRONYMS and is_alone):
                i += 1
                continue
            start = i
            i += 1
            while i < len(self.doc) and self._continues(i):
                i += 1
            # What stands behind a hyphen may have turned out to be a name of its own.
            end = i - 1 if self.doc[i - 1].text == "-" else i
            if self.doc[start].text not in _MONTHS_AND_DAYS and not _only_acronyms(self.doc[start:end]):
                yield start, end, self._kind_of(start, end)

    def _continues(self, i: int) -> bool:
        if self.joined[i]:
            return True
        before, token = self.doc[i - 1], self.doc[i]
        if token.is_punct or "POS" in (token.tag_, before.tag_):
            return False
        if self.opens[i] and self.kind[i - 1] in {"place", "country"}:
            return False  # "In the United States T-Mobile leads"
        return bool(self.kind[i]) and _has_capital(token) and _has_capital(before) and token.text not in ACRONYMS

    def _kind_of(self, start: int, end: int) -> str:
        kind = next((kind for kind in self.kind[start:end] if kind != "unknown"), "unknown")
        if kind in {"person", "unknown"} and end - start == 1 and _looks_like_company(self.doc[start]):
            return "org"
        return kind

    def _only_stands_before(self, i: int, everyday: Everyday) -> bool:
        """Whether a word has its capital from the sentence that it opens: the "Hosting" of "Hosting Microsoft's games"."""
        token = self.doc[i]
        return (
            bool(self.kind[i])
            and not self.opens[i]
            and _starts_sentence(self.doc, token)
            and token.text.endswith("ing")
            and everyday.knows(token.text)
        )

    def _divides(self, start: int, i: int) -> bool:
        """Whether a tagged name is two: an owner and what it owns, one "into" another, "Corvex and Birch" apart elsewhere."""
        token, end = self.doc[i], i + 1
        if token.tag_ == "POS" or token.text in _BETWEEN_NAMES:
            return True
        if token.text != "and" or i - start > 1:
            return False
        listed = start > 0 and self.doc[start - 1].lower_ in {"like", "as", "between", "both"}
        return listed or self._stands_apart(self.doc[start], self.doc[end])

    def _is_one_name(self, left: Token, right: Token, everyday: Everyday) -> bool:
        if not _has_capital(left) or {left.text, right.text} & ACRONYMS or left.lower_ in _PREFIXES:
            return False
        is_coined = right.tag_ == "NNP" or not everyday.knows(right.text)
        is_written = _has_capital(right) or (bool(self.kind[left.i]) and is_coined)
        both_known = all(self.opens[t.i] or self.kind[t.i] in {"place", "country", "group"} for t in (left, right))
        is_pair = any(t.tag_ in {"NN", "NNS"} and t.lemma_ in MOVE | _BETWEEN_TWO for t in self.doc[right.i + 1 :][:1])
        return is_written and not (both_known or is_pair or self._stands_apart(left, right))

    def _stands_apart(self, left: Token, right: Token) -> bool:
        """Whether the text has one of two words elsewhere as well, so that it is a name without the other."""
        return any(t.text in {left.text, right.text} and t.i not in {left.i, right.i} for t in self.doc)


def _looks_like_company(token: Token) -> bool:
    """A single odd-cased name, or one that "its" refers to, is no person."""
    return bool(_ODD_CASE.match(token.text)) or (token.text.isupper() and len(token.text) > 1)


def _trim_entity(entity: Span) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and (entity.doc[start].pos_ in {"DET", "PUNCT"} or entity.doc[start].is_quote):
        start += 1
    while end > start and (entity.doc[end - 1].tag_ == "POS" or entity.doc[end - 1].is_punct):
        end -= 1
    return start, end


def _has_capital(token: Token) -> bool:
    return token.text != token.lower_


def _is_nameish(doc: Doc, token: Token, everyday: Everyday) -> bool:
    if (
        token.pos_ == "PRON"
        or token.text in {"I"} | _MONTHS_AND_DAYS | ACRONYMS
        or not any(letter.isalpha() for letter in token.text)
    ):
        return False
    if _ODD_CASE.match(token.text):
        return True
    if not _has_capital(token):
        return _is_coinage(doc, token, everyday)
    if _starts_sentence(doc, token):
        is_proper = token.tag_ in {"NNP", "NNPS"} and not token.is_stop
        return is_proper or _recurs(doc, token) or not everyday.knows(token.text) or _acts(token)
    return token.tag_ not in {"PRP", "PRP$", "DT", "IN", "CC", "MD", "WP", "WRB", "TO", "CD"} and len(token) > 1


def _is_coinage(doc: Doc, token: Token, everyday: Everyday) -> bool:
    """A lower-case word that English does not know and that stands like a name ("zlumen has cut prices")."""
    if (
        not token.is_alpha
        or len(token) < 4
        or is_group(token.lower_)
        or everyday.is_empty
        or everyday.knows(token.text)
    ):
        return False
    return any(_stands_like_a_name(other) for other in doc if other.text == token.text)


def _stands_like_a_name(token: Token) -> bool:
    """A word that opens a sentence, or acts or owns without an article, as few words do that can be counted."""
    if token.i == 0 or token.nbor(-1).text in {".", "!", "?"} or token.tag_ == "NNP":
        return True
    # "Soda maker zlumen" is as bare as "zlumen".
    limits = [child for child in token.children if child.dep_ in _LIMITS and child.lower_ not in ORGANISATION]
    is_singular = token.tag_ in {"NN", "JJ", "RB", "VB", "VBP"}
    return not limits and is_singular and token.dep_ in {"nsubj", "nsubjpass", "poss", "dative"}


def _starts_sentence(doc: Doc, token: Token) -> bool:
    return bool(token.is_sent_start) or (token.i > 0 and (doc[token.i - 1].is_quote or doc[token.i - 1].text == ":"))


def _recurs(doc: Doc, token: Token) -> bool:
    """A capital at the start of a sentence is a name's when the word has one elsewhere too."""
    return any(other.text == token.text and not _starts_sentence(doc, other) for other in doc if other.i != token.i)


def _acts(token: Token) -> bool:
    """A capitalised everyday word ("Snap has cut prices") is a name where a verb or its possession follows at once."""
    if token.is_stop or token.tag_ in {"NNS", "VBG", "PRP", "DT", "EX", "WP"} or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    if after.tag_ == "RB" and after.i + 1 < len(token.doc):
        after = after.nbor()
    return after.tag_ in {"VBZ", "VBD", "MD", "POS"}


def _only_acronyms(span: Span) -> bool:
    return all(token.text in ACRONYMS or token.is_punct for token in span)
