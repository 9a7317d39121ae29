"""Read texts with the shipped claim encoder: where are claims, whom are they about, how do they judge, which move is it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from graph.files import data_path

Floats = NDArray[np.float32]
Offsets = tuple[int, int]
"""Start and end of a stretch of text, in code points, end exclusive."""

_POLARITIES = (-1, 0, 1)
_MODALITIES = ("asserted", "hedged", "predicted", "denied", "reported")
_VIEWS = ("find", "judge", "move")
_TEXTS = 4
"""Texts a run; more gain nothing, and are padded more."""


@dataclass(frozen=True, slots=True)
class EncoderInput:
    """A place in a text that may carry a claim.

    Attributes
    ----------
    text
        The whole insight, for judgement often stands outside the evidence.
    span, actor
        Offsets of the evidence and of the actor's mention.
    """

    text: str
    span: Offsets
    actor: Offsets


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of a candidate; every number is rounded to four digits.

    Attributes
    ----------
    actor
        How much speaks for the claim being about this actor: log-odds against the text's other mentions.
    polarity
        Probability of -1, 0 and 1.
    modality
        Probability of each modality by its name.
    vector
        Strategy vector of unit length: claims on one move lie together, however they judge it.
    """

    actor: float
    polarity: Mapping[int, float]
    modality: Mapping[str, float]
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a text's tokens, `first` being the number of its first one, and what the views see of it."""

    first: int
    offsets: NDArray[np.int64]
    states: Mapping[str, Floats]

    def covered(self, places: Sequence[Offsets]) -> Floats:
        """Return 1 for the tokens that lie in each place, 0 for the others, (C, T)."""
        first, last = np.array(places, dtype=np.int64).reshape(-1, 2).T[:, :, None]
        starts, ends = self.offsets.T
        return np.asarray((starts < last) & (ends > first) & (ends > starts), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Opening:
    """A text that the encoder is about to read, or has read by now."""

    runs: tuple[tuple[int, "Future[list[_Window]]"], ...]

    def wait(self) -> "OpenText":
        """Return the text as it was read, as soon as it was."""
        windows = (run.result()[place] for place, run in self.runs)
        return OpenText(tuple(sorted(windows, key=lambda window: window.first)))


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text as the encoder has read it, of which any number of questions can be asked."""

    windows: tuple[_Window, ...]

    def by_window(self, spans: Sequence[Offsets]) -> Iterable[tuple[_Window, list[int]]]:
        """Group spans, by index, under the window that shows most of what surrounds them."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, (start, end) in enumerate(spans):
            rows[max(range(len(self.windows)), key=lambda w: self._margin(w, start, end))].append(row)
        return [(self.windows[w], own) for w, own in rows.items()]

    def _margin(self, number: int, start: int, end: int) -> int:
        if len(self.windows) == 1:
            return 0
        inside = self.windows[number].offsets[self.windows[number].offsets[:, 1] > 0]
        return int(min(start - inside[0, 0], inside[-1, 1] - end))


@dataclass(frozen=True)
class ClaimEncoder:
    """The claim encoder on onnxruntime; a reading depends on its own text only, never on its batch.

    Attributes
    ----------
    vector_model
        Name of the space that strategy vectors lie in; those of two spaces are never compared.

    Examples
    --------
    >>> encoder = ClaimEncoder.load()
    >>> text = "Acme is renting out its spare computers, which is a brilliant move."
    >>> reading, = encoder.read([EncoderInput(text, span=(0, len(text)), actor=(0, 4))])
    >>> len(reading.vector), max(reading.polarity, key=reading.polarity.__getitem__)
    (128, 1)
    """

    vector_model: str
    sessions: Mapping[str, onnxruntime.InferenceSession]
    reading: tuple[str, ...]
    tokenizer: Tokenizer
    words: NDArray[np.int8]
    scales: Floats
    longest: int
    temperatures: Mapping[str, float]
    same_move: float
    readers: ThreadPoolExecutor

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> Self:
        """Load the encoder that ships with Faultline, or the one in `folder`, to read on so many `threads`."""
        folder = folder or data_path("models", "claim_encoder.v3")
        config = json.loads((folder / "config.json").read_text("utf-8"))
        options = onnxruntime.SessionOptions()
        # A run stays on one thread, and several go on at once: no core waits for another at each layer.
        options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        with np.load(folder / "words.npz", allow_pickle=False) as table:
            words, scales = table["words"], table["scales"]
        sessions = {
            part: onnxruntime.InferenceSession(folder / f"{part}.onnx", options, providers=["CPUExecutionProvider"])
            for part in (*config["reading"], "finding", "judging")
        }
        return cls(
            vector_model=config["vector_model"],
            sessions=sessions,
            reading=tuple(config["reading"]),
            tokenizer=tokenizer,
            words=words,
            scales=scales,
            longest=config["longest"],
            temperatures=config["temperatures"],
            same_move=config["same_move"],
            readers=ThreadPoolExecutor(threads, thread_name_prefix="reader"),
        )

    def open(self, texts: Sequence[str]) -> list[OpenText]:
        """Read each text once.

        Each token is read with a scale of its own, so no digit depends on what is read beside a text. One that is too
        long is read in windows that overlap by half.
        """
        return [opening.wait() for opening in self.begin(texts)]

    def begin(self, texts: Sequence[str]) -> list[Opening]:
        """Read the texts beside whatever the caller does meanwhile, each in a run with a few of its length."""
        coded = self.tokenizer.encode_batch(list(texts))
        pieces = [(t, first) for t, one in enumerate(coded) for first in self._firsts(len(one.ids))]
        pieces.sort(key=lambda piece: min(self.longest, len(coded[piece[0]].ids)))
        runs: dict[int, list[tuple[int, Future[list[_Window]]]]] = defaultdict(list)
        for at in range(0, len(pieces), _TEXTS):
            some = pieces[at : at + _TEXTS]
            run = self.readers.submit(self._windows, [(coded[t], first) for t, first in some])
            for place, (t, _) in enumerate(some):
                runs[t].append((place, run))
        return [Opening(tuple(runs[t])) for t in range(len(coded))]

    def worths(self, text: OpenText, spans: Sequence[Offsets]) -> list[float]:
        """Return for each span of a text the log-odds that it is the evidence of a claim."""
        found: dict[int, float] = {}
        for window, rows in text.by_window(spans):
            states = {"find": window.states["find"]}
            (worth,) = self._answers("finding", states, span=window.covered([spans[row] for row in rows]))
            found.update(zip(rows, _rounded(worth), strict=True))
        return [found[row] for row in range(len(spans))]

    def judge(self, text: OpenText, places: Sequence[tuple[Offsets, Offsets]]) -> list[Encoded]:
        """Return one reading for each span and actor of a text, in order."""
        readings: dict[int, Encoded] = {}
        for window, rows in text.by_window([span for span, _ in places]):
            spans, actors = (window.covered([places[row][end] for row in rows]) for end in (0, 1))
            answers = self._answers("judging", window.states, span=spans, actor=actors)
            readings.update(zip(rows, self._encoded(*answers), strict=True))
        return [readings[row] for row in range(len(places))]

    def _answers(self, part: str, states: Mapping[str, Floats], **places: Floats) -> list[Floats]:
        """Ask a part about places of a text, all at once, for most of the work is done once a call."""
        asked = len(places["span"])
        # One row is summed in another order than several: nobody is asked alone, or company would show.
        rows = {name: np.repeat(place, 2, axis=0) if asked == 1 else place for name, place in places.items()}
        return [answer[:asked] for answer in self.sessions[part].run(None, {**states, **rows})]

    def read(self, items: Sequence[EncoderInput]) -> list[Encoded]:
        """Return one reading for each item, in order; a text that several share is read once."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(items):
            rows[item.text].append(row)
        readings: dict[int, Encoded] = {}
        for text, own in zip(self.open(list(rows)), rows.values(), strict=True):
            found = self.judge(text, [(items[row].span, items[row].actor) for row in own])
            readings.update(zip(own, found, strict=True))
        return [readings[row] for row in range(len(items))]

    def _firsts(self, length: int) -> list[int]:
        """Return where the windows of a text of so many tokens begin."""
        last = max(0, length - self.longest)
        return sorted({*range(0, last, self.longest // 2), last})

    def _windows(self, pieces: Sequence[tuple[Encoding, int]]) -> list[_Window]:
        cut = [slice(first, first + self.longest) for _, first in pieces]
        rows = [coded.ids[part] for (coded, _), part in zip(pieces, cut, strict=True)]
        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros(ids.shape, dtype=np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row)], mask[number, : len(row)] = row, 1.0
        states = [self.words[ids].astype(np.float32) * self.scales[ids][..., None]]
        for part in self.reading:
            states = self.sessions[part].run(None, {"states": states[0], "mask": mask})
        return [
            _Window(
                first=first,
                offsets=np.array(coded.offsets[part], dtype=np.int64),
                states={name: whole[n : n + 1, : len(rows[n])] for name, whole in zip(_VIEWS, states, strict=True)},
            )
            for n, ((coded, first), part) in enumerate(zip(pieces, cut, strict=True))
        ]

    def _encoded(self, actor: Floats, polarity: Floats, modality: Floats, vectors: Floats) -> list[Encoded]:
        signs = _softmax(polarity / self.temperatures["polarity"])
        modes = _softmax(modality / self.temperatures["modality"])
        rows = zip(_rounded(actor), _rounded(signs), _rounded(modes), _rounded(vectors), strict=True)
        return [
            Encoded(
                actor=whose,
                polarity=dict(zip(_POLARITIES, sign, strict=True)),
                modality=dict(zip(_MODALITIES, mode, strict=True)),
                vector=tuple(vector),
            )
            for whose, sign, mode, vector in rows
        ]


def _softmax(scores: Floats) -> NDArray[np.float64]:
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _rounded(numbers: Floats | NDArray[np.float64]) -> Any:
    """Return numbers to four digits, as nested lists of their shape."""
    # Adding zero turns -0.0 into 0.0: the two are equal, and a graph should not tell them apart.
    return (np.rint(numbers.astype(np.float64) * 1e4) / 1e4 + 0.0).tolist()
