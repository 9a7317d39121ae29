# ruff: noqa: S311 - random draws, no secrets
"""Measure what becomes of a labelled folder when its actors bear names that nobody has seen.

    python -m extract.training.names data/gold/dev data/gold/train/t6 data/gold/train/t9 [--kinds lower brand]

Every actor that is labelled by name gets an invented one of one kind, the same throughout the folder; no shipped list
holds it. Printed for each kind: the share of the places of these names that are found with their exact bounds, and the
F1 of claims and of contradictions by the scorer, everything predicted. The row "as labelled" has the true names.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from extract.evaluate import evaluate
from extract.local.parse import PassageParser
from extract.training.measure import Record, read_lines
from graph.ids import normal_text
from graph.settings import Settings, load_settings

_FILES = ("insights", "claims", "relations")
_BARE = re.compile(r"(?:(?:the|an?)\s+)?(.+?)(?:['’]s?)?", re.IGNORECASE | re.DOTALL)
_OPENINGS = ("Vel", "Tar", "Bro", "Kin", "Mun", "Ost", "Quel", "Sar", "Dro", "Fen", "Gal", "Hux", "Jor", "Lum", "Pra")
_CLOSINGS = ("mora", "nix", "dane", "vik", "tello", "sby", "rion", "quist", "pado", "wen", "zara", "lock", "funda")
_SYLLABLES = ("fi", "zu", "bro", "kwa", "vu", "plo", "xi", "dro")
_WORDS = (
    "Lantern", "Ripple", "Anchor", "Harvest", "Summit", "Mosaic", "Ramp", "Notion", "Copper", "Beacon", "Thread",
    "Orchard", "Signal", "Drift", "Kettle", "Compass", "Marble", "Quarry", "Willow", "Bridge", "Current", "Garden",
    "Hinge", "Island", "Ladder", "Meadow", "Needle", "Parcel", "Ribbon", "Saddle", "Timber", "Velvet", "Wagon",
    "Candle", "Acorn", "Bishop", "Cabin", "Dagger", "Ember", "Falcon", "Glacier", "Hammer", "Ivory", "Jigsaw", "Kernel",
    "Lemon", "Magnet", "Nectar", "Oyster", "Pepper", "Quilt", "Rocket", "Sparrow", "Tulip", "Umbrella",
)  # fmt: skip
_SECONDS = ("Harbor", "Foods", "Labs", "Networks", "Street", "Motors", "Health", "Point", "Studios", "Grid")


def _coined(rng: random.Random) -> str:
    return rng.choice(_OPENINGS) + rng.choice(_CLOSINGS)


Kind = Callable[[random.Random], str]
KINDS: Mapping[str, Kind] = {
    "one word": _coined,
    "two words": lambda rng: f"{_coined(rng)} {rng.choice(_SECONDS)}",
    "everyday word": lambda rng: rng.choice(_WORDS),
    "small first letter": lambda rng: rng.choice("aeix") + _coined(rng),
    "capital inside": lambda rng: _coined(rng) + rng.choice(_CLOSINGS).capitalize(),
    "all capitals": lambda rng: _coined(rng).upper(),
    "all small": lambda rng: _coined(rng).lower(),
    "with a figure": lambda rng: rng.choice(
        [f"{_coined(rng)}{rng.randint(2, 9)}", f"{rng.randint(2, 99)}{_coined(rng)}"]
    ),
    "with a hyphen": lambda rng: f"{_coined(rng)}-{rng.choice([_coined(rng), rng.choice(_SYLLABLES)])}",
    "with an ampersand": lambda rng: f"{_coined(rng)} & {_coined(rng)}",
    "with an apostrophe": lambda rng: f"{_coined(rng)}'s",
    "with a dot": lambda rng: f"{_coined(rng)}.{rng.choice(['ai', 'io', 'com'])}",
}
"""How a name of each kind is made."""


class Found(NamedTuple):
    """Share of the places of names that are found, F1 of claims and of contradictions; 0 to 1."""

    names: float
    claims: float
    contradicts: float


def named_actors(folder: Path) -> list[str]:
    """Return the actors that a folder labels by a name which its texts hold, in order of appearance."""
    claims = read_lines(folder / "claims.jsonl")
    return list(dict.fromkeys(c["actor"] for c in claims if c["actor"] == c["actor_mention"] and _is_name(c["actor"])))


def rename(folder: Path, names: Mapping[str, str], out: Path) -> None:
    """Write a labelled folder anew, its actors under other names."""
    spelled = _pattern(names)

    def renamed(value: object) -> object:
        return spelled.sub(lambda match: names[match[0]], value) if isinstance(value, str) else value

    keys = {"text", "actor", "actor_mention", "evidence"}
    for name in _FILES:
        rows = read_lines(folder / f"{name}.jsonl")
        lines = [json.dumps({k: renamed(v) if k in keys else v for k, v in row.items()}) for row in rows]
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def measure(folder: Path, names: set[str], parser: PassageParser, settings: Settings) -> Found:
    """Read a labelled folder with the local engine."""
    with tempfile.TemporaryDirectory() as out:
        scores = evaluate(folder, settings=settings, out=Path(out)).scores
    found = list(_places(read_lines(folder / "insights.jsonl"), names, parser))
    return Found(mean(found), scores["claims"]["f1"], scores["contradicts"]["f1"])


def _places(insights: Sequence[Record], names: set[str], parser: PassageParser) -> Iterator[bool]:
    """Say of each place that spells one of the names whether a mention has its bounds, "the" and "'s" aside."""
    spelled = _pattern(names)
    texts = [normal_text(insight["text"]) for insight in insights]
    for text, passage in zip(texts, parser.parse(texts), strict=True):
        found = {
            (mention.start + match.start(1), mention.start + match.end(part))
            for mention in passage.mentions
            if (match := _BARE.fullmatch(mention.text))
            for part in (0, 1)
        }
        for match in spelled.finditer(text):
            yield match.span() in found


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")


def _is_name(actor: str) -> bool:
    return all(word[:1].isupper() or any(letter.isupper() for letter in word) for word in actor.split())


def _drawn(kind: Kind, actors: list[str], seed: int) -> dict[str, str]:
    """Give each actor a name of its own; where a kind runs out, the rest keep theirs."""
    rng, names, taken = random.Random(seed), {}, set(actors)
    for actor in actors:
        new = next((name for name in (kind(rng) for _ in range(200)) if name not in taken), None)
        if new is not None:
            names[actor] = new
            taken.add(new)
    return names


def main() -> None:
    """Print a line for each folder and kind of name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    settings, passages = load_settings(), PassageParser.load(load_settings().spacy_model)
    for folder in options.folders:
        actors = named_actors(folder)
        true = measure(folder, set(actors), passages, settings)
        print(f"{folder.name}, {len(actors)} names as labelled:", _line(true), flush=True)
        for kind in options.kinds:
            names = _drawn(KINDS[kind], actors, options.seed)
            with tempfile.TemporaryDirectory() as place:
                rename(folder, names, Path(place))
                print(
                    f"{folder.name}, {kind}:",
                    _line(measure(Path(place), set(names.values()), passages, settings)),
                    flush=True,
                )


def _line(found: Found) -> str:
    return f"names {found.names:.3f}, claims F1 {found.claims:.3f}, contradicts F1 {found.contradicts:.3f}"


if __name__ == "__main__":
    main()
