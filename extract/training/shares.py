"""Fit how much the linear models and the claim encoder say on what is a claim and on whom it is about.

Run: ``python -m extract.training.shares --data data/gold/train --left-out t6 t9``. The left-out sets are those that the
encoder has not been trained on; the linear models are trained anew without them, so both sides speak on unseen text.
It prints the numbers that `extract.local.worthiness` holds, and what each threshold finds.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from extract.local.actor_signs import actor_features
from extract.local.actors import Mention
from extract.local.claim_signs import segment_features
from extract.local.encoder import ClaimEncoder, OpenText
from extract.local.segments import Segment
from extract.local.worthiness import Candidate, Worthiness, log_odds, shares
from extract.training.measure import match, overlap, same_actor
from extract.training.worthiness import Example, read_examples, records, share_of_run, train

Row = tuple[tuple[float, ...], bool, float]
"""What both sides say, whether it is right, and how much the row weighs."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A labelled insight as the encoder has read it."""

    example: Example
    text: OpenText
    worths: tuple[float, ...]


def opened(encoder: ClaimEncoder, examples: Sequence[Example]) -> Iterator[Opened]:
    """Read labelled insights with the encoder."""
    for example, text in zip(examples, encoder.open([e.passage.doc.text for e in examples]), strict=True):
        yield Opened(example, text, tuple(encoder.worths(text, [_place(example, run) for run in example.runs])))


def run_rows(model: Worthiness, found: Iterable[Opened]) -> Iterator[Row]:
    """Yield what both sides say on each run of clauses being a claim."""
    for one in found:
        example = one.example
        for run, worth in zip(example.runs, one.worths, strict=True):
            said = (log_odds(model.claim.probabilities(segment_features(example.passage, run))["yes"]), worth)
            share = share_of_run(example, run)
            yield from ((said, right, weight) for right, weight in ((True, share), (False, 1 - share)) if weight)


def actor_rows(model: Worthiness, encoder: ClaimEncoder, found: Iterable[Opened]) -> Iterator[Row]:
    """Yield what both sides say on each labelled claim being about each actor of its text."""
    for one in found:
        example, passage = one.example, one.example.passage
        for label in example.labels:
            run = max(example.runs, key=lambda r: overlap(label["evidence"], _text(example, r)), default=None)
            if run is None or len(passage.names) < 2:
                continue
            likely = shares(_said(encoder, one, run))
            for name in passage.names:
                own = [m for m in passage.mentions if m.name == name]
                right = any(same_actor(label, {"actor": m.name, "actor_mention": m.text}) for m in own)
                linear = model.actor.probabilities(actor_features(passage, run, name))["yes"]
                yield (log_odds(linear), log_odds(likely[name])), right, 1.0


def fit(rows: Iterable[Row]) -> tuple[float, ...]:
    """Return the weight of each side, and the bias, under which the right answers are likeliest."""
    said, right, weights = zip(*rows, strict=True)
    fitted = LogisticRegression(C=100.0, max_iter=500).fit(np.array(said), right, sample_weight=weights)
    return tuple(round(float(number), 2) for number in (*fitted.coef_[0], fitted.intercept_[0]))


def _said(encoder: ClaimEncoder, one: Opened, run: Segment) -> dict[Mention, float]:
    mentions = one.example.passage.mentions
    place = _place(one.example, run)
    read = encoder.judge(one.text, [(place, (m.start, m.end)) for m in mentions])
    return {mention: reading.actor for mention, reading in zip(mentions, read, strict=True)}


def _place(example: Example, run: Segment) -> tuple[int, int]:
    span = run.span(example.passage.doc)
    return span.start_char, span.end_char


def _text(example: Example, run: Segment) -> str:
    return str(run.span(example.passage.doc).text)


def _candidates(model: Worthiness, encoder: ClaimEncoder, one: Opened, threshold: float) -> Iterator[Candidate]:
    passage = one.example.passage
    for run in model.runs(passage, one.example.runs, one.worths, threshold=threshold):
        yield from model.candidates(passage, run, model.odds(passage, run), _said(encoder, one, run.segment))


def _thresholds(model: Worthiness, encoder: ClaimEncoder, found: Sequence[Opened]) -> None:
    """Print what the product finds at each threshold, with the shares that it holds."""
    labels = [label for one in found for label in one.example.labels]
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45):
        predicted = [row for one in found for row in records(one.example, _candidates(model, encoder, one, threshold))]
        print(f"threshold {threshold:.2f}: {match(labels, predicted)}")


def main() -> None:
    """Fit on the left-out sets, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--left-out", nargs="+", default=["t6", "t9"])
    parser.add_argument("--model", type=Path, help="folder of the encoder, else the shipped one")
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="folders to measure the thresholds on as well")
    arguments = parser.parse_args()
    encoder = ClaimEncoder.load(arguments.model)
    examples = read_examples(sorted(path.parent for path in arguments.data.glob("*/claims.jsonl")))
    model = train([e for e in examples if e.group not in arguments.left_out])
    found = list(opened(encoder, [e for e in examples if e.group in arguments.left_out]))
    print("runs   linear, encoder, bias:", fit(run_rows(model, found)))
    print("actors linear, encoder, bias:", fit(actor_rows(model, encoder, found)))
    _thresholds(model, encoder, found)
    for folder in arguments.also:
        print(folder.name)
        _thresholds(train(examples), encoder, list(opened(encoder, read_examples([folder]))))


if __name__ == "__main__":
    main()
