"""Fit the same-move model on the labelled training sets, and write its weights.

    python -m extract.training.moves --gold data/gold/train --out data/models/moves.v1.json

Needs scikit-learn (a development dependency). Each labelled claim is read twice: with the annotator's
strategy phrase, and with its evidence in that place, for an extractor's phrase lies between the two.
Printed: F1 of each set under weights fitted on the others.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from graph.models import Claim, ContextClaim, Insight, Modality, Polarity, Quantity, Source
from graph.resolve import Families, Resolver, load_resolver
from graph.strategies import FEATURES, MoveModel
from graph.terms import load_lexicon
from graph.vectors import MoveVectorizer

_NAME = re.compile(r"\b[A-Z][\w&’'-]*(?:\s+[A-Z0-9][\w&’'-]*)*")


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Labelled claims as the judge sees them; `label_ids` maps a claim's id to the label's."""

    claims: list[ContextClaim]
    label_ids: dict[str, str]
    related: frozenset[frozenset[str]]
    families: Families


def read_set(folder: Path, *, phrases: bool, resolver: Resolver, vectorizer: MoveVectorizer) -> LabelledSet:
    """Read a labelled folder; with `phrases` the annotator's strategy phrase is used, else the evidence."""
    insights = {row["id"]: _insight(row) for row in rows(folder / "insights.jsonl")}
    labels = rows(folder / "claims.jsonl")
    known = {label["actor"] for label in labels}
    claims: list[ContextClaim] = []
    label_ids: dict[str, str] = {}
    for label in labels:
        insight = insights[label["insight"]]
        claim = _claim(label, insight, known, phrases=phrases, vectorizer=vectorizer, taken=label_ids)
        label_ids[claim.id] = label["id"]
        claims.append(resolver.context(claim, insight))
    related = frozenset(frozenset((row["a"], row["b"])) for row in rows(folder / "relations.jsonl"))
    return LabelledSet(claims, label_ids, related, Families(resolver.curated_ties()))


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _insight(row: dict[str, Any]) -> Insight:
    known = {name: row[name] for name in ("text", "published", "speaker", "episode")}
    return Insight(source=Source(name=row["source"]), external_id=row["id"], **known)


def _claim(
    label: dict[str, Any],
    insight: Insight,
    known: set[str],
    *,
    phrases: bool,
    vectorizer: MoveVectorizer,
    taken: dict[str, str],
) -> Claim:
    evidence, actor = label["evidence"], label["actor"]
    start = insight.text.index(evidence)
    strategy = label["strategy"] if phrases else evidence
    claim = Claim(
        insight_id=insight.id,
        extracted_by="labels",
        actor=actor,
        actor_mention=label["actor_mention"],
        mention_start=max(0, insight.text.find(label["actor_mention"])),
        strategy_text=strategy,
        stance=label["stance"],
        polarity=Polarity(label["polarity"]),
        modality=Modality(label["modality"]),
        holder=label["holder"],
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        quantities=tuple(_quantity(row) for row in label["quantities"]),
        targets=names_in(evidence, known=known, actor=actor),
        vector=vectorizer.vector(strategy, evidence, actor),
        vector_model=vectorizer.name,
    )
    while claim.id in taken:  # annotators may record two claims of one actor on one span
        claim = Claim.model_validate(claim.model_dump() | {"mention_start": claim.mention_start + 1})
    return claim


def _quantity(row: dict[str, Any]) -> Quantity:
    return Quantity(value=row["value"], unit=row["unit"] or "", scale=row.get("scale") or 1, what=row.get("what") or "")


def names_in(evidence: str, *, known: set[str], actor: str) -> tuple[str, ...]:
    """Return capitalised names in `evidence` other than the actor's, in order.

    Labels hold no targets, so this stands in for the extractor's.
    """
    found: dict[str, None] = {}
    for match in _NAME.finditer(evidence):
        name = re.sub(r"['’]s?$", "", match.group())
        opens_sentence = match.start() == 0 and " " not in name and name not in known
        if len(name) > 1 and name != actor and not opens_sentence:
            found[name] = None
    return tuple(found)


def pairs(labelled: LabelledSet, model: MoveModel) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield features and label of every pair that blocking could bring together."""
    moves = [model.move(context) for context in labelled.claims]
    for a, b in combinations(moves, 2):
        x, y = a.context, b.context
        if x.claim.insight_id == y.claim.insight_id and x.voice == y.voice:
            continue
        link = labelled.families.link(x.actor_id, y.actor_id)
        named = {x.actor_id, *x.target_ids} & {y.actor_id, *y.target_ids}
        if link is None and not named:
            continue
        pair = frozenset((labelled.label_ids[x.id], labelled.label_ids[y.id]))
        yield model.features(a, b, link), pair in labelled.related


def main() -> None:
    """Cross-validate by set, then fit on all sets and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    lexicon = load_lexicon()
    resolver, vectorizer, model = load_resolver(), MoveVectorizer(lexicon), MoveModel(lexicon, {}, 0.0)
    groups: list[tuple[str, np.ndarray, np.ndarray]] = []
    for folder in sorted(args.gold.iterdir()):
        for phrases in (True, False):
            labelled = read_set(folder, phrases=phrases, resolver=resolver, vectorizer=vectorizer)
            features, labels = zip(*pairs(labelled, model), strict=True)
            groups.append((folder.name, np.array(features), np.array(labels)))
    for name in sorted({group for group, _, _ in groups}):
        fitted = _fit([group for group in groups if group[0] != name])
        held_out = [group for group in groups if group[0] == name]
        print(name, *(f"{_f1(fitted, features, labels):.3f}" for _, features, labels in held_out))
    fitted = _fit(groups)
    weights = {name: round(float(weight), 3) for name, weight in zip(FEATURES, fitted.coef_[0], strict=True)}
    stored = {"version": 1, "weights": weights, "bias": round(float(fitted.intercept_[0]), 3)}
    args.out.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _fit(groups: Sequence[tuple[str, np.ndarray, np.ndarray]]) -> Any:
    features = np.vstack([features for _, features, _ in groups])
    labels = np.hstack([labels for _, _, labels in groups])
    return LogisticRegression(C=1.0, max_iter=2000).fit(features, labels)


def _f1(fitted: Any, features: np.ndarray, labels: np.ndarray) -> float:
    found = fitted.predict_proba(features)[:, 1] >= 0.35
    return float(2 * (found & labels).sum() / max(1, found.sum() + labels.sum()))


if __name__ == "__main__":
    main()
