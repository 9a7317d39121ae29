"""Make the files of ``data/models/claim_encoder.v3`` out of a trained net: small, and the same in every batch.

Run: ``python -m extract.training.encoder.export --data ../shared --base FOLDER --trained DIR --out DIR``.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from extract.training.encoder.network import ClaimNet, load
from extract.training.encoder.quantise import quantised

_MOST_IN_ONE = 44_000_000
"""Weights in one file, a byte each; a larger net is read in two."""
_LONGEST = 192
"""Tokens that are read at once; a longer text is read around its candidate."""


class Reading(nn.Module):
    """Some layers of the net; the table of words lies in a file of its own."""

    def __init__(self, net: ClaimNet, first: int, last: int) -> None:
        super().__init__()
        self.net, self.first, self.last = net, first, last

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return the states after these layers; after the last ones those that the three views look at, (N, T, W)."""
        encoder = self.net.encoder
        begun = encoder.start(states) if self.first == 0 else states
        found = encoder.through(encoder.layers[self.first : self.last], begun, mask)
        if self.last < len(encoder.layers):
            return (found[-1],)
        return tuple(view.mixed(found) for view in (self.net.find, self.net.judge, self.net.move))


class Finding(nn.Module):
    """How much speaks for a claim at spans of one text."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, find: Tensor, span: Tensor) -> Tensor:
        """Return scores (C,) for spans (C, T) of a text (1, T, W)."""
        return self.net.worth(self.net.place(self.net.find.look_at_one(find[0], span, span))).reshape(-1)


class Judging(nn.Module):
    """Actor, judgement and move of candidates of one text."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, find: Tensor, judge: Tensor, move: Tensor, span: Tensor, actor: Tensor) -> tuple[Tensor, ...]:
        """Return scores for actor (C,), polarity (C, 3), modality (C, 5), and vectors (C, 128)."""
        whose = self.net.actor(self.net.whose(self.net.find.look_at_one(find[0], span, actor)))
        inner = self.net.inner(self.net.judge.look_at_one(judge[0], span, actor))
        vector = self.net.vector(self.net.move.look_at_one(move[0], span, actor))
        scores = (self.net.heads[name](inner) for name in ("polarity", "modality"))
        return whose.reshape(-1), *scores, F.normalize(vector, dim=1)


def export(args: argparse.Namespace) -> None:
    """Write the graphs, ``words.npz``, ``tokenizer.json`` and ``config.json``."""
    args.out.mkdir(parents=True, exist_ok=True)
    net = load(args.trained / "model.pt").float().eval()
    net.encoder.places = nn.Embedding.from_pretrained(net.encoder.places.weight[: _LONGEST + 2].clone())
    kept = _trim(args, net)
    table = net.encoder.words.weight.detach().numpy()[kept]
    scales = np.abs(table).max(1) / 127 + 1e-12
    words = np.round(table / scales[:, None]).astype(np.int8)
    np.savez_compressed(args.out / "words.npz", words=words, scales=scales.astype(np.float32))
    parts = _parts(net)
    for name, part in parts.items():
        plain = args.out / "plain.onnx"
        _to_onnx(part, plain)
        onnx.save(quantised(onnx.load(plain)), args.out / f"{name}.onnx")
        for left in args.out.glob("plain.onnx*"):
            left.unlink()
    config = {
        "vector_model": args.out.name,
        "reading": [name for name in parts if name.startswith("reading")],
        "longest": _LONGEST,
        "temperatures": {"polarity": 1.0, "modality": 1.0},
        "same_move": args.same_move,
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    print({path.name: path.stat().st_size for path in sorted(args.out.iterdir())})


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the net as a graph of its own: examples of its inputs, and which of their axes vary."""

    module: nn.Module
    inputs: dict[str, Tensor]
    outputs: tuple[str, ...]
    axes: dict[str, dict[int, str]]


def _parts(net: ClaimNet) -> dict[str, _Part]:
    """Return the net in three: a text is read once, then asked as often as need be."""
    width = net.shape.width
    span, actor = torch.zeros(5, 20), torch.zeros(5, 20)
    span[:, 2:9], actor[:, 1:2] = 1.0, 1.0
    text, batch, rows = {1: "length"}, {0: "texts", 1: "length"}, {0: "candidates", 1: "length"}
    views = ("find", "judge", "move")
    answers = ("whose", "polarity", "modality", "vector")
    states = {name: torch.randn(1, 20, width) for name in views}
    cuts = [0, len(net.encoder.layers)]
    if sum(parameter.numel() for parameter in net.encoder.layers.parameters()) > _MOST_IN_ONE:
        cuts.insert(1, len(net.encoder.layers) // 2)
    reading = {}
    for number, (first, last) in enumerate(pairwise(cuts), 1):
        given = views if last == cuts[-1] else ("passed",)
        reading[f"reading-{number}"] = _Part(
            Reading(net, first, last),
            {"states": torch.randn(3, 20, width), "mask": torch.ones(3, 20)},
            given,
            dict.fromkeys(("states", "mask", *given), batch),
        )
    return {
        **reading,
        "finding": _Part(
            Finding(net),
            {"find": states["find"], "span": span},
            ("worth",),
            {"find": text, "span": rows, "worth": {0: "candidates"}},
        ),
        "judging": _Part(
            Judging(net),
            {**states, "span": span, "actor": actor},
            answers,
            {**dict.fromkeys(views, text), "span": rows, "actor": rows, **{key: {0: "candidates"} for key in answers}},
        ),
    }


def _to_onnx(part: _Part, path: Path) -> None:
    torch.onnx.export(
        part.module.eval(),
        tuple(part.inputs.values()),
        str(path),
        input_names=list(part.inputs),
        output_names=list(part.outputs),
        dynamic_axes=part.axes,
        opset_version=18,
        dynamo=False,
    )


def _trim(args: argparse.Namespace, net: ClaimNet) -> list[int]:
    """Keep the pieces that texts of many kinds use, and all that words can be spelled with; return their old ids."""
    source = json.loads((args.base / "tokenizer.json").read_text("utf-8"))
    vocabulary = source["model"]["vocab"]
    if args.pieces and args.pieces < len(vocabulary):
        tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        tokenizer.no_padding()
        counts: Counter[int] = Counter()
        texts: list[str] = []
        for text in _texts(args.data):
            texts.append(text)
            if len(texts) == 2000:
                counts.update(i for coded in tokenizer.encode_batch(texts) for i in coded.ids)
                texts = []
        counts.update(i for coded in tokenizer.encode_batch(texts) for i in coded.ids)
        needed = {i for piece, i in vocabulary.items() if len(piece.removeprefix("##")) == 1 and piece.isascii()}
        needed |= {token["id"] for token in source["added_tokens"]}
        ranked = sorted(vocabulary.values(), key=lambda i: (i not in needed, -counts[i], i))
        chosen = set(ranked[: args.pieces])
    else:
        chosen = set(vocabulary.values())
    kept = sorted(chosen)
    new = {old: i for i, old in enumerate(kept)}
    source["model"]["vocab"] = {piece: new[i] for piece, i in vocabulary.items() if i in new}
    for token in source["added_tokens"]:
        token["id"] = new[token["id"]]
    for part in (source.get("post_processor") or {}).get("special_tokens", {}).values():
        part["ids"] = [new[i] for i in part["ids"]]
    for end in ("sep", "cls"):
        if end in (source.get("post_processor") or {}):
            piece, old = source["post_processor"][end]
            source["post_processor"][end] = [piece, new[old]]
    source["padding"] = source["truncation"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(source, ensure_ascii=False), "utf-8")
    print(len(kept), "pieces of", len(vocabulary), "in", net.shape.width)
    return kept


def _texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "gold" / "train").glob("*/insights.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield from [json.loads(line)["text"]] * 5
    with lzma.open(data / "training" / "sentiment" / "target_sentiment.jsonl.xz", "rt") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    with lzma.open(data / "training" / "nli" / "train.jsonl.xz", "rt") as lines:
        yield from (" ".join(re.findall(r'": "([^"]{30,})"', line)) for line in lines)
    with lzma.open(data / "training" / "companies" / "sec_company_tickers.json.xz", "rt") as file:
        yield from (row["title"] for row in json.load(file).values())


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "trained", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=0, help="size of the vocabulary; 0 keeps it whole")
    parser.add_argument("--same-move", type=float, default=0.28)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
