"""The claim encoder as PyTorch trains it: one pass over a text, then one small reading per view and candidate."""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

VECTOR = 128
_OUTPUTS = {"polarity": 3, "modality": 5}


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; `relative` is MPNet's position bias, without which it is BERT."""

    vocabulary: int
    width: int
    inner: int
    layers: int
    heads: int
    positions: int
    relative: bool
    epsilon: float
    pad: int


class Places(NamedTuple):
    """Candidates: the text of each (C,), and which of its tokens are evidence and actor, (C, T) each."""

    owner: Tensor
    span: Tensor
    actor: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.out = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states after this layer."""
        size, length, width = states.shape
        split = (size, length, self.heads, width // self.heads)
        q, k, v = (part(states).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
        mixed = self.dropout(scores.softmax(-1).to(v.dtype)) @ v
        states = self.norm1(states + self.dropout(self.out(mixed.transpose(1, 2).reshape(size, length, width))))
        return self.norm2(states + self.dropout(self.down(F.gelu(self.up(states)))))


class Encoder(nn.Module):
    """BERT or MPNet; returns the states after every layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.dropout = nn.Dropout(0.1)
        if shape.relative:
            self.distances = nn.Embedding(32, shape.heads)

    def forward(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states of tokens after every layer."""
        return self.run(self.words(ids), mask)

    def run(self, words: Tensor, mask: Tensor) -> list[Tensor]:
        """Do the same from word vectors on."""
        return self.through(self.layers, self.start(words), mask)

    def start(self, words: Tensor) -> Tensor:
        """Return what the first layer reads: words with their places."""
        places = torch.arange(words.shape[1], device=words.device)
        return self.dropout(self.norm(words + self.places(places + (2 if self.shape.relative else 0))))

    def through(self, layers: Iterable[nn.Module], states: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states after each of some layers."""
        bias = (mask[:, None, None, :] - 1.0) * 1e4
        if self.shape.relative:
            places = torch.arange(states.shape[1], device=states.device)
            bias = bias + self.distances(_buckets(places)).permute(2, 0, 1)[None]
        found = []
        for layer in layers:
            states = layer(states, bias)
            found.append(states)
        return found


class View(nn.Module):
    """What one task sees of a candidate: its span, its actor, and what both ask of the whole text."""

    def __init__(self, width: int, layers: int, heads: int = 6, size: int = 64) -> None:
        super().__init__()
        self.heads, self.size = heads, size
        self.mix = nn.Parameter(torch.linspace(-2.0, 0.0, layers))
        self.ask = nn.Linear(2 * width, heads * size)
        self.key, self.value = nn.Linear(width, heads * size), nn.Linear(width, heads * size)
        self.role = nn.Parameter(torch.zeros(2, heads))

    def mixed(self, found: list[Tensor]) -> Tensor:
        """Return the states that this view looks at, a mixture of the last layers."""
        weights = self.mix.softmax(0)
        return sum(weight * part for weight, part in zip(weights, found[-len(weights) :], strict=True))

    def forward(self, found: list[Tensor], owner: Tensor, mask: Tensor, span: Tensor, actor: Tensor) -> Tensor:
        """Return what this view sees of each candidate, (C, size)."""
        return self.look(self.mixed(found), owner, mask, span, actor)

    def look(self, states: Tensor, owner: Tensor, mask: Tensor, span: Tensor, actor: Tensor) -> Tensor:
        """Do the same from mixed states on."""
        own = states[owner]
        about = torch.cat([_mean(own, span), _mean(own, actor)], 1)
        split = (owner.shape[0], -1, self.heads, self.size)
        query = self.ask(about[:, None]).view(split[0], self.heads, 1, self.size)
        key = self.key(states)[owner].view(split).transpose(1, 2)
        value = self.value(states)[owner].view(split).transpose(1, 2)
        scores = (query @ key.transpose(-1, -2) / math.sqrt(self.size)).squeeze(2).float()
        scores = scores + self.role[0][None, :, None] * span[:, None] + self.role[1][None, :, None] * actor[:, None]
        scores = scores + (mask[owner][:, None] - 1.0) * 1e4
        read = (scores.softmax(-1).to(value.dtype)[:, :, None] @ value).reshape(split[0], -1)
        return torch.cat([about, read], 1)

    def look_at_one(self, states: Tensor, span: Tensor, actor: Tensor) -> Tensor:
        """Do the same for candidates (C, T) of one text (T, W) without padding, nothing of which is copied for each."""
        about = torch.cat([_share(span) @ states, _share(actor) @ states], 1)
        query = self.ask(about).view(-1, self.heads, self.size).transpose(0, 1)
        key, value = (part(states).view(-1, self.heads, self.size).transpose(0, 1) for part in (self.key, self.value))
        scores = query @ key.transpose(1, 2) / math.sqrt(self.size)
        scores = scores + self.role[0][:, None, None] * span[None] + self.role[1][:, None, None] * actor[None]
        read = (scores.softmax(-1) @ value).transpose(0, 1).reshape(-1, self.heads * self.size)
        return torch.cat([about, read], 1)


class ClaimNet(nn.Module):
    """Encoder; a view each for where claims are and whose, for the judgement and for the move; their heads."""

    def __init__(self, shape: Shape, mixed: int = 4) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.find, self.judge, self.move = (View(shape.width, mixed) for _ in range(3))
        size = 2 * shape.width + self.judge.heads * self.judge.size
        self.place, self.whose, self.inner = _inner(size), _inner(size), _inner(size)
        self.worth, self.actor = nn.Linear(256, 1), nn.Linear(256, 1)
        self.heads = nn.ModuleDict({name: nn.Linear(256, number) for name, number in _OUTPUTS.items()})
        self.vector = nn.Linear(size, VECTOR)
        with torch.no_grad():
            nn.init.orthogonal_(self.vector.weight[:, : shape.width])
            self.vector.weight[:, shape.width :].mul_(0.1)
            self.vector.bias.zero_()

    def worths(self, found: list[Tensor], mask: Tensor, places: Places) -> Tensor:
        """Return how much speaks for a claim at each span (C,), whoever it is about."""
        seen = self.find(found, places.owner, mask, places.span, places.span)
        return self.worth(self.place(seen)).float().squeeze(1)

    def actors(self, found: list[Tensor], mask: Tensor, places: Places) -> Tensor:
        """Return how much speaks for a claim at each span being about each actor (C,)."""
        seen = self.find(found, places.owner, mask, places.span, places.actor)
        return self.actor(self.whose(seen)).float().squeeze(1)

    def judgement(self, found: list[Tensor], mask: Tensor, places: Places) -> tuple[Tensor, Tensor]:
        """Return scores for polarity (C, 3) and modality (C, 5)."""
        inner = self.inner(self.judge(found, places.owner, mask, places.span, places.actor))
        return self.heads["polarity"](inner).float(), self.heads["modality"](inner).float()

    def choosing(self) -> list[nn.Module]:
        """Return the parts that say where claims are and whose."""
        return [self.find, self.place, self.whose, self.worth, self.actor]

    def moves(self, found: list[Tensor], mask: Tensor, places: Places) -> Tensor:
        """Return strategy vectors of unit length."""
        seen = self.move(found, places.owner, mask, places.span, places.actor)
        return F.normalize(self.vector(seen).float(), dim=1)


def _inner(size: int) -> nn.Sequential:
    return nn.Sequential(nn.LayerNorm(size), nn.Dropout(0.1), nn.Linear(size, 256), nn.GELU(), nn.Dropout(0.1))


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    return (_share(mask).to(states.dtype)[:, None] @ states).squeeze(1)


def _share(mask: Tensor) -> Tensor:
    """Return how much each token counts in the mean over a mask."""
    return mask / mask.sum(1, keepdim=True).clamp(min=1.0)


def _buckets(places: Tensor) -> Tensor:
    """MPNet's buckets of the distance between two tokens."""
    apart = places[:, None] - places[None]
    half = (apart < 0).long() * 16
    apart = apart.abs()
    far = 8 + (torch.log(apart.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return half + torch.where(apart < 8, apart, far.clamp(max=15))


def from_pretrained(folder: Path, layers: int | None = None) -> ClaimNet:
    """Return the net on a published sentence encoder, cut to its first `layers` where given."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    weights = {
        k.removeprefix("mpnet.").removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()
    }
    relative = config["model_type"] == "mpnet"
    shape = Shape(
        vocabulary=config["vocab_size"],
        width=config["hidden_size"],
        inner=config["intermediate_size"],
        layers=layers or config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        positions=config["max_position_embeddings"],
        relative=relative,
        epsilon=config["layer_norm_eps"],
        pad=config["pad_token_id"],
    )
    net = ClaimNet(shape)
    net.encoder.load_state_dict(_renamed(weights, shape))
    return net


def _renamed(weights: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    places = weights["embeddings.position_embeddings.weight"]
    if not shape.relative:
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
    found = {"words.weight": weights["embeddings.word_embeddings.weight"], "places.weight": places}
    names = {"norm": "embeddings.LayerNorm"}
    inside = (
        "attn.q attn.k attn.v attn.o LayerNorm"
        if shape.relative
        else ("self.query self.key self.value output.dense output.LayerNorm")
    )
    for i in range(shape.layers):
        old = [f"attention.{name}" for name in inside.split()]
        old += ["intermediate.dense", "output.dense", "output.LayerNorm"]
        for new, name in zip(("query", "key", "value", "out", "norm1", "up", "down", "norm2"), old, strict=True):
            names[f"layers.{i}.{new}"] = f"encoder.layer.{i}.{name}"
    for new, name in names.items():
        for kind in ("weight", "bias"):
            found[f"{new}.{kind}"] = weights[f"{name}.{kind}"]
    if shape.relative:
        found["distances.weight"] = weights["encoder.relative_attention_bias.weight"]
    return found


def save(net: ClaimNet, path: Path) -> None:
    """Write weights and shape."""
    torch.save({"shape": asdict(net.shape), "weights": net.state_dict()}, path)


def load(path: Path) -> ClaimNet:
    """Read what `save` wrote."""
    found = torch.load(path, weights_only=True)
    net = ClaimNet(Shape(**found["shape"]))
    net.load_state_dict(found["weights"])
    net.eval()
    return net
