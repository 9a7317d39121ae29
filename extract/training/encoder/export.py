"""Make the files of ``data/models/claim_encoder.v1`` out of a trained net: small, and the same in every batch.

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
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from tokenizers import Tokenizer
from torch import Tensor, nn

from extract.training.encoder.network import ClaimNet, load

_LONGEST = 192
"""Tokens that are read at once; a longer text is read around its candidate."""


class Exported(nn.Module):
    """The net from word vectors on; their table lies in a file of its own."""

    def __init__(self, net: ClaimNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, words: Tensor, mask: Tensor, owner: Tensor, span: Tensor, actor: Tensor) -> tuple[Tensor, ...]:
        """Return worth, polarity, modality and vectors."""
        return self.net.read(self.net.encoder.run(words, mask), mask, owner, span, actor)


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
    plain = args.out / "plain.onnx"
    _to_onnx(net, plain)
    _quantise(plain, args.out / "model.onnx", args.bits, args.block)
    for left in args.out.glob("plain.onnx*"):
        left.unlink()
    config = {
        "name": "claim_encoder.v1",
        "longest": _LONGEST,
        "temperatures": dict(zip(("worth", "polarity", "modality"), args.temperatures, strict=True)),
        "same_move": args.same_move,
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    print({path.name: path.stat().st_size for path in sorted(args.out.iterdir())})


def _to_onnx(net: ClaimNet, path: Path) -> None:
    width = net.shape.width
    mask, span, actor = torch.ones(3, 20), torch.zeros(5, 20), torch.zeros(5, 20)
    span[:, 2:9], actor[:, 1:2] = 1.0, 1.0
    inputs = (torch.randn(3, 20, width), mask, torch.tensor([0, 0, 1, 2, 2]), span, actor)
    names = ["words", "mask", "owner", "span", "actor"]
    axes = {
        "words": {0: "texts", 1: "length"},
        "mask": {0: "texts", 1: "length"},
        "owner": {0: "candidates"},
        "span": {0: "candidates", 1: "length"},
        "actor": {0: "candidates", 1: "length"},
    }
    outputs = ["worth", "polarity", "modality", "vector"]
    torch.onnx.export(
        Exported(net),
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes={**axes, **{name: {0: "candidates"} for name in outputs}},
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
    parser.add_argument("--temperatures", type=float, nargs=3, default=[1.0, 1.0, 1.0])
    parser.add_argument("--same-move", type=float, default=0.5)
    export(parser.parse_args())


if __name__ == "__main__":
    main()
