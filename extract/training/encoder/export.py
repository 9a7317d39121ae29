"""Make the files of ``data/models/claim_encoder.v2`` out of a trained net: small, and the same in every batch.

    python -m extract.training.encoder.export --data ../shared --base FOLDER --trained DIR --out DIR [--bits 4]

Only weights are quantised, in blocks (MatMulNBits, computed in float32). With quantised activations (accuracy level 4)
the last digit of a sum, which differs by batch, grew to .006 of a probability.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from extract.training.encoder.network import ClaimNet, load

_LONGEST = 192
"""Tokens that are read at once; a longer text is read around its candidate."""


class Reading(nn.Module):
    """The net from word vectors to what its views look at; the table of words lies in a file of its own."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return the states that the three views look at, (N, T, W) each."""
        found = self.net.encoder.run(words, mask)
        return tuple(view.mixed(found) for view in (self.net.find, self.net.judge, self.net.move))


class Finding(nn.Module):
    """How much speaks for a claim at spans of one text."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, find: Tensor, span: Tensor) -> Tensor:
        """Return scores (C,) for spans (C, T) of a text (1, T, W)."""
        mask, owner = torch.ones_like(find[:, :, 0]), torch.zeros_like(span[:, 0]).long()
        seen = self.net.find.look(find, owner, mask, span, span)
        # One row a candidate: the shape of a product decides how it is summed, and no digit may depend on company.
        return self.net.worth(self.net.place(seen[:, None])).reshape(-1)


class Judging(nn.Module):
    """Actor, judgement and move of candidates of one text."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, find: Tensor, judge: Tensor, move: Tensor, span: Tensor, actor: Tensor) -> tuple[Tensor, ...]:
        """Return scores for actor (C,), polarity (C, 3), modality (C, 5), and vectors (C, 128)."""
        mask, owner = torch.ones_like(judge[:, :, 0]), torch.zeros_like(span[:, 0]).long()
        whose = self.net.actor(self.net.whose(self.net.find.look(find, owner, mask, span, actor)[:, None]))
        inner = self.net.inner(self.net.judge.look(judge, owner, mask, span, actor)[:, None]).squeeze(1)
        vector = self.net.vector(self.net.move.look(move, owner, mask, span, actor)[:, None]).squeeze(1)
        scores = (self.net.heads[name](inner) for name in ("polarity", "modality"))
        return whose.reshape(-1), *scores, F.normalize(vector, dim=1)


def export(args: argparse.Namespace) -> None:
    """Write ``model.onnx``, ``words.npz``, ``tokenizer.json`` and ``config.json``."""
    args.out.mkdir(parents=True, exist_ok=True)
    net = load(args.trained / "model.pt").float().eval()
    net.encoder.places = nn.Embedding.from_pretrained(net.encoder.places.weight[: _LONGEST + 2].clone())
    kept = _trim(args, net)
    table = net.encoder.words.weight.detach().numpy()[kept]
    scales = np.abs(table).max(1) / 127 + 1e-12
    words = np.round(table / scales[:, None]).astype(np.int8)
    np.savez_compressed(args.out / "words.npz", words=words, scales=scales.astype(np.float32))
    for name, part in _parts(net).items():
        plain = args.out / "plain.onnx"
        _to_onnx(part, plain)
        _quantise(plain, args.out / f"{name}.onnx", args.bits, args.block)
        for left in args.out.glob("plain.onnx*"):
            left.unlink()
    config = {
        "name": "claim_encoder.v2",
        "longest": _LONGEST,
        "temperatures": dict(zip(("polarity", "modality"), args.temperatures, strict=True)),
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
    return {
        "reading": _Part(
            Reading(net),
            {"words": torch.randn(3, 20, width), "mask": torch.ones(3, 20)},
            views,
            dict.fromkeys(("words", "mask", *views), batch),
        ),
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


def _quantise(plain: Path, out: Path, bits: int, block: int) -> None:
    model = onnx.load(plain)
    config = DefaultWeightOnlyQuantConfig(block_size=block, is_symmetric=True, accuracy_level=1, bits=bits)
    quantizer = MatMulNBitsQuantizer(model, algo_config=config)
    quantizer.process()
    onnx.save(quantizer.model.model, out)


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
    parser.add_argument("--bits", type=int, default=4)
    parser.add_argument("--block", type=int, default=64)
    parser.add_argument("--pieces", type=int, default=0, help="size of the vocabulary; 0 keeps it whole")
    parser.add_argument("--temperatures", type=float, nargs=2, default=[1.0, 1.0])
    parser.add_argument("--same-move", type=float, default=0.5)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
