"""Read candidates with the shipped claim encoder: is it a claim, how does it judge, how is it put, which move is it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from graph.files import data_path

Floats = NDArray[np.float32]
_POLARITIES = (-1, 0, 1)
_TEXTS = 8
"""Texts a run: 1.6 times as fast as one by one on 2 cores; more gain nothing."""
_MODALITIES = ("asserted", "hedged", "predicted", "denied", "reported")


@dataclass(frozen=True, slots=True)
class EncoderInput:
    """A place in a text that may carry a claim.

    Attributes
    ----------
    text
        The whole insight, for judgement often stands outside the evidence.
    span, actor
        Offsets (code points, end exclusive) of the evidence and of the actor's mention.
    """

    text: str
    span: tuple[int, int]
    actor: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of a candidate; every number is rounded to four digits.

    Attributes
    ----------
    worth
        Probability that it is a claim.
    polarity
        Probability of -1, 0 and 1.
    modality
        Probability of each modality by its name.
    vector
        Strategy vector of unit length: claims on one move lie together, however they judge it.
    """

    worth: float
    polarity: Mapping[int, float]
    modality: Mapping[str, float]
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The tokens of a text that are read at once, and the candidates that lie in them."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    rows: tuple[int, ...]


@dataclass(frozen=True)
class ClaimEncoder:
    """The claim encoder on onnxruntime; a reading depends on its own text only, never on its batch.

    Examples
    --------
    >>> encoder = ClaimEncoder.load()
    >>> text = "Acme is renting out its spare computers, which is a brilliant move."
    >>> reading, = encoder.read([EncoderInput(text, span=(0, len(text)), actor=(0, 4))])
    >>> len(reading.vector), max(reading.polarity, key=reading.polarity.__getitem__)
    (128, 1)
    """

    name: str
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    words: NDArray[np.int8]
    scales: Floats
    longest: int
    temperatures: Mapping[str, float]
    same_move: float

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> Self:
        """Load the encoder that ships with Faultline, or the one in `folder`."""
        folder = folder or data_path("models", "claim_encoder.v1")
        config = json.loads((folder / "config.json").read_text("utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        with np.load(folder / "words.npz", allow_pickle=False) as table:
            words, scales = table["words"], table["scales"]
        return cls(
            name=config["name"],
            session=onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"]),
            tokenizer=tokenizer,
            words=words,
            scales=scales,
            longest=config["longest"],
            temperatures=config["temperatures"],
            same_move=config["same_move"],
        )

    def read(self, items: Sequence[EncoderInput]) -> list[Encoded]:
        """Return one reading for each item, in order.

        Each text is read once, whatever the number of its candidates, together with a few of its length. Weights
        alone are quantised, so no digit of a reading depends on what is read beside it.
        """
        readings: dict[int, Encoded] = {}
        pieces = sorted(self._pieces(items), key=lambda piece: len(piece.ids))
        for start in range(0, len(pieces), _TEXTS):
            readings.update(self._run(pieces[start : start + _TEXTS], items))
        return [readings[row] for row in range(len(items))]

    def _pieces(self, items: Sequence[EncoderInput]) -> list[_Piece]:
        """Tokenize each distinct text; one that is too long is cut to what surrounds each candidate."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(items):
            rows[item.text].append(row)
        found = []
        for coded, own in zip(self.tokenizer.encode_batch(list(rows)), rows.values(), strict=True):
            ids, offsets = tuple(coded.ids), tuple(coded.offsets)
            windows: dict[int, list[int]] = defaultdict(list)
            for row in own:
                windows[self._window(offsets, items[row])].append(row)
            for start, inside in windows.items():
                end = start + self.longest
                found.append(_Piece(ids[start:end], offsets[start:end], tuple(inside)))
        return found

    def _window(self, offsets: tuple[tuple[int, int], ...], item: EncoderInput) -> int:
        if len(offsets) <= self.longest:
            return 0
        first = next((t for t, (start, end) in enumerate(offsets) if end > item.span[0] and end > start), 0)
        return max(0, min(first - self.longest // 4, len(offsets) - self.longest))

    def _run(self, pieces: Sequence[_Piece], items: Sequence[EncoderInput]) -> dict[int, Encoded]:
        length = max(len(piece.ids) for piece in pieces)
        ids = np.zeros((len(pieces), length), dtype=np.int64)
        mask = np.zeros((len(pieces), length), dtype=np.float32)
        spans, actors, owner, rows = [], [], [], []
        for number, piece in enumerate(pieces):
            ids[number, : len(piece.ids)] = piece.ids
            mask[number, : len(piece.ids)] = 1.0
            for row in piece.rows:
                rows.append(row)
                owner.append(number)
                spans.append(_covered(piece.offsets, items[row].span, length))
                actors.append(_covered(piece.offsets, items[row].actor, length))
        words = self.words[ids].astype(np.float32) * self.scales[ids][..., None]
        worth, polarity, modality, vectors = self.session.run(
            ["worth", "polarity", "modality", "vector"],
            {
                "words": words,
                "mask": mask,
                "owner": np.array(owner, dtype=np.int64),
                "span": np.stack(spans),
                "actor": np.stack(actors),
            },
        )
        worth = 1 / (1 + np.exp(-worth.astype(np.float64) / self.temperatures["worth"]))
        polarity = _softmax(polarity / self.temperatures["polarity"])
        modality = _softmax(modality / self.temperatures["modality"])
        return {
            row: Encoded(
                worth=round(float(worth[i]), 4),
                polarity=dict(zip(_POLARITIES, _rounded(polarity[i]), strict=True)),
                modality=dict(zip(_MODALITIES, _rounded(modality[i]), strict=True)),
                vector=_rounded(vectors[i]),
            )
            for i, row in enumerate(rows)
        }


def _covered(offsets: Sequence[tuple[int, int]], place: tuple[int, int], length: int) -> Floats:
    """Return 1 for the tokens that lie in a stretch of the text, 0 for the others."""
    found = np.zeros(length, dtype=np.float32)
    for t, (start, end) in enumerate(offsets):
        found[t] = start < place[1] and end > place[0] and end > start
    return found


def _softmax(scores: Floats) -> NDArray[np.float64]:
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _rounded(numbers: NDArray[np.float64]) -> tuple[float, ...]:
    # Adding zero turns -0.0 into 0.0: the two are equal, and a graph should not tell them apart.
    return tuple(round(float(number), 4) + 0.0 for number in numbers)
