"""Measure an engine against labelled insights with the scorer that stands beside them."""

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.claims import Engine, make_engine
from extract.diagnosis import Diagnosis, diagnose
from extract.pipeline import analyse
from extract.readers import Notice, read_inputs
from extract.training.measure import read_lines
from graph.errors import UsageError
from graph.files import data_path
from graph.models import ContextClaim, Relation
from graph.relate.blocking import BlockingReport
from graph.relate.judge import ChoosesPairs, Judge, Pair
from graph.resolve import Families
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scorer's result, and what it does not show.

    Attributes
    ----------
    never_asked
        Labelled pairs that no judge ever saw, as rows of ``relations.jsonl``: what blocking loses.
    notices
        What the engine says of itself.
    diagnosis
        Where it goes wrong.
    """

    scores: dict[str, Any]
    never_asked: list[dict[str, Any]]
    notices: list[Notice]
    diagnosis: Diagnosis


def evaluate(
    gold_dir: Path, *, settings: Settings, out: Path, oracles: Sequence[str] = (), engine: Engine | None = None
) -> Evaluation:
    """Read the insights of a labelled folder and score what is found.

    Parameters
    ----------
    gold_dir : Path
        Folder with ``insights.jsonl``, ``claims.jsonl`` and ``relations.jsonl``.
    settings : Settings
    out : Path
        Folder that the predicted claims and relations are written to, in the labelling format.
    oracles : sequence of str
        Stages of the local engine to answer from the labels: ``spans``, ``actor``, ``polarity``, ``move``.
        What is gained shows what the stage loses.
    engine : Engine, optional
        Stands in for the one of the settings.

    Returns
    -------
    Evaluation
        With the scorer's result: a mapping from measure to a figure, or to precision, recall and F1.

    Raises
    ------
    UsageError
        If the folder is not a labelled one, or there is no such stage.
    """
    missing = [name for name in ("insights", "claims", "relations") if not (gold_dir / f"{name}.jsonl").is_file()]
    if missing:
        raise UsageError(f"{gold_dir} is not a labelled folder: {missing[0]}.jsonl is missing.")
    source = str(gold_dir / "insights.jsonl")
    if oracles:
        engine = _oracle(gold_dir, source, settings, oracles)
    engine = engine or make_engine(settings)
    heard = _Listening(engine.judge.name, engine.judge)
    summary = analyse([source], settings=settings, out=out, engine=replace(engine, judge=heard))
    scorer = load_scorer()
    names = {insight.id: insight.external_id or insight.id for insight in read_inputs([source], notices=[])}
    never = list(_never_seen(gold_dir, heard.pairs, names, scorer))
    return Evaluation(scorer.score(gold_dir, out), never, summary.notices, diagnose(gold_dir, out, scorer))


def _oracle(gold_dir: Path, source: str, settings: Settings, stages: Sequence[str]) -> Engine:
    """Return the local engine with some stages answered from the labels."""
    from extract.oracle import STAGES, Labels, OracleExtractor, oracle_judge  # noqa: PLC0415 - spaCy takes a second

    for stage in stages:
        if stage not in STAGES:
            raise UsageError(f"There is no stage called {stage!r}. Labels can stand in for {', '.join(STAGES)}.")
    engine = make_engine(settings)
    if settings.engine != "local":
        raise UsageError("Labels can stand in for stages of the local engine only. Leave out --engine.")
    labels = Labels(read_lines(gold_dir / "claims.jsonl"), read_lines(gold_dir / "relations.jsonl"))
    insights = {insight.id: insight for insight in read_inputs([source], notices=[])}
    judge = oracle_judge(labels, insights) if "move" in stages else engine.judge
    return replace(engine, extractor=OracleExtractor(settings.spacy_model, labels, stages), judge=judge)


@dataclass
class _Listening:
    """A judge that notes the pairs that it is given."""

    name: str
    judge_of: Judge
    pairs: list[Pair] = field(default_factory=list)

    def candidates(
        self, new: Sequence[ContextClaim], others: Sequence[ContextClaim]
    ) -> tuple[list[Pair], BlockingReport] | None:
        return self.judge_of.candidates(new, others) if isinstance(self.judge_of, ChoosesPairs) else None

    def judge(self, pairs: Sequence[Pair], *, families: Families) -> list[Relation | None]:
        self.pairs += pairs
        return self.judge_of.judge(pairs, families=families)


def _never_seen(
    gold_dir: Path, pairs: Sequence[Pair], names: dict[str, str], scorer: ModuleType
) -> Iterator[dict[str, Any]]:
    """Yield the labelled pairs of which no pair that was judged says the same, by the scorer's own matching."""
    contexts = {context.id: context for pair in pairs for context in pair}
    said = [
        {
            "id": context.id,
            "insight": names[context.claim.insight_id],
            "evidence": context.claim.evidence,
            "actor": context.claim.actor,
            "actor_mention": context.claim.actor_mention,
        }
        for context in contexts.values()
    ]
    labelled = read_lines(gold_dir / "claims.jsonl")
    exactly = {_words_of(found): found["id"] for found in said}
    same = {gold["id"]: found["id"] for gold, found in scorer.match_claims(labelled, said)}
    same |= {gold["id"]: exactly[_words_of(gold)] for gold in labelled if _words_of(gold) in exactly}
    seen = {frozenset((a.id, b.id)) for a, b in pairs}
    for row in read_lines(gold_dir / "relations.jsonl"):
        if frozenset((same.get(row["a"]), same.get(row["b"]))) not in seen:
            yield row


def _words_of(claim: Mapping[str, Any]) -> tuple[str, ...]:
    return claim["insight"], claim["evidence"], claim["actor"], claim["actor_mention"]


def load_scorer() -> ModuleType:
    """Load the scorer that travels with the labelled sets."""
    # The scorer is a script that travels with the labels; it is the judge, so it is not copied into the package.
    spec = importlib.util.spec_from_file_location("faultline_scorer", data_path("gold", "score.py"))
    if spec is None or spec.loader is None:
        raise UsageError("data/gold/score.py cannot be loaded. Run this in a checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
