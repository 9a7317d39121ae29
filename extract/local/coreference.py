"""Find who a pronoun, a description ("the company") or a short name stands for in its insight."""

import re

from spacy.tokens import Doc

from extract.local.actors import Mention, acts_by_position, in_brackets, is_name, is_pronoun, renamed
from extract.local.kinds import settle_kinds
from extract.local.nouns import ORGANISATION, PERSON

_PERSON_PRONOUNS = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_PLURAL_PRONOUNS = frozenset(["they", "them", "their", "themselves"])
_DEFINITE = frozenset(["the", "this", "that", "its", "his", "her", "their", "a", "an"])
_ROLES = {"nsubj": 3, "nsubjpass": 3, "poss": 2, "csubj": 2, "agent": 1, "ROOT": 1}


def resolve(doc: Doc, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions under the names of those they stand for.

    Short names take the longest form in the insight ("Corvex" is "Corvex Labs"); pronouns and definite
    descriptions take the last fitting actor, subjects before others; whoever cannot be found keeps its words.
    """
    mentions = settle_kinds(doc, mentions)
    full = _full_names(mentions)
    done: list[Mention] = []
    for mention in mentions:
        if is_name(mention):
            done.append(renamed(mention, full.get(mention.name, mention.name), _best_kind(mention, mentions, full)))
            continue
        antecedent = _antecedent(doc, mention, done) or _subject_ahead(doc, mention, mentions)
        if antecedent:
            done.append(renamed(mention, antecedent.name, antecedent.kind))
        else:
            done.append(_owned(doc, mention, done))
    return tuple(done)


def _full_names(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Short form to the longest name that stands before it and contains it, or whose initials it spells.

    A text gives the full form first ("Corvex Labs ... Corvex"); a longer name that comes later is
    another thing ("Acme is launching Acme Cloud"). A person's surname may come first.
    """
    firsts: dict[str, int] = {}
    for mention in mentions:
        if is_name(mention):
            firsts.setdefault(mention.name, mention.start)
    people = {m.name for m in mentions if m.kind == "person"}
    names = sorted(firsts, key=lambda name: (-len(name), name))
    found: dict[str, str] = {}
    for name in names:
        for longer in names:
            stands_before = firsts[longer] < firsts[name] or longer in people
            if len(longer) > len(name) and stands_before and (_is_part(name, longer) or _initials(longer) == name):
                found[name] = longer
                break
    return found


def _is_part(short: str, long: str) -> bool:
    words, all_words = short.split(), long.split()
    return all_words[: len(words)] == words or (len(words) == 1 and all_words[-1] == short and len(all_words) == 2)


def _initials(name: str) -> str:
    letters = [word[0] for word in re.findall(r"[A-Za-z]\w*", name) if word[0].isupper()]
    return "".join(letters) if len(letters) > 1 else ""


def _best_kind(mention: Mention, mentions: tuple[Mention, ...], full: dict[str, str]) -> str:
    if mention.kind != "unknown":
        return mention.kind
    name = full.get(mention.name, mention.name)
    return next((m.kind for m in mentions if m.name in {name, mention.name} and m.kind != "unknown"), "unknown")


def _antecedent(doc: Doc, mention: Mention, before: list[Mention]) -> Mention | None:
    wanted = _wanted_kinds(doc, mention)
    if not wanted:
        return None
    fitting = [m for m in before if m.kind in wanted and not (is_pronoun(m) and m.name.lower() == m.text.lower())]
    if not fitting:
        return None
    return max(fitting, key=lambda m: (_salience(doc, m, mention, before), m.start))


def _wanted_kinds(doc: Doc, mention: Mention) -> set[str]:
    word = mention.text.lower()
    if word in _PERSON_PRONOUNS:
        return {"person"}
    if word in _PLURAL_PRONOUNS:
        return {"group", "org", "unknown", "place"}
    if is_pronoun(mention):
        return {"org", "unknown", "place", "product"}
    words = re.findall(r"[\w’'-]+", word)
    head = doc[mention.root]
    if (
        words[0] not in _DEFINITE
        or len(words) > 3
        or head.tag_ in {"NNS", "NNPS"}
        or words[0] in {"its", "his", "her", "their"}
    ):
        return set()
    if head.lemma_.lower() in PERSON and head.lemma_.lower() not in ORGANISATION:
        return {"person"}
    return {"org", "unknown", "product"} if mention.kind == "org" else set()


def _subject_ahead(doc: Doc, mention: Mention, mentions: tuple[Mention, ...]) -> Mention | None:
    """The owner of "By renting out its servers, Acme ...": a pronoun before any name is the subject's that follows."""
    if not is_pronoun(mention):
        return None
    wanted = _wanted_kinds(doc, mention)
    end = doc[mention.root].sent.end
    ahead = [m for m in mentions if mention.root < m.root < end and m.kind in wanted and is_name(m)]
    return next((m for m in ahead if acts_by_position(doc, m)), None)


def _salience(doc: Doc, candidate: Mention, mention: Mention, before: list[Mention]) -> float:
    token = doc[candidate.root]
    while token.dep_ in {"conj", "appos"} and token.head != token:
        token = token.head
    score = 3.0 if acts_by_position(doc, candidate) else float(_ROLES.get(token.dep_, 0))
    score += 0.5 * sum(m.name == candidate.name for m in before)
    score += 1.0 if candidate.kind == "org" else 0.0
    score -= 2.0 if in_brackets(doc, candidate) else 0.0
    score -= 1.5 if candidate.text.lower().startswith(("a ", "an ", "no ", "every ")) else 0.0
    # "They" are a group sooner than the last of its examples.
    score += 2.0 if candidate.kind == "group" and mention.text.lower() in _PLURAL_PRONOUNS else 0.0
    sentences = [s.start for s in doc.sents]
    here = sum(start <= mention.root for start in sentences)
    there = sum(start <= candidate.root for start in sentences)
    return score - 0.5 * (here - there)


def _owned(doc: Doc, mention: Mention, before: list[Mention]) -> Mention:
    """Read "its suppliers" as "Corvex Labs's suppliers"; an unresolved mention stays as it is."""
    first, _, rest = mention.text.partition(" ")
    if first.lower() not in {"its", "his", "her", "their"} or not rest:
        return mention
    start = doc.char_span(mention.start, mention.start + len(first))
    pronoun = Mention(
        first, first, mention.start, mention.start + len(first), "unknown", start[0].i if start else mention.root
    )
    owner = _antecedent(doc, pronoun, before)
    if owner is None:
        return mention
    possessive = owner.name if owner.name.endswith(("'s", "’s")) else f"{owner.name}'s"
    return renamed(mention, f"{possessive} {rest}", mention.kind)
