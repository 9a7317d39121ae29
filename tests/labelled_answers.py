"""Answers of the scripted model that say what the labelled sets say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripted_model import Asked

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
_POLARITY = {1: "positive", 0: "neutral", -1: "negative"}


class Labels:
    """Answers as a perfect reader would: what the labelled sets say."""

    def __init__(self, *folders: str) -> None:
        self._claims: dict[str, list[dict[str, Any]]] = {}
        self._relations: dict[tuple[str, str], dict[str, Any]] = {}
        for folder in folders:
            texts = {row["id"]: " ".join(row["text"].split()) for row in _rows(folder, "insights")}
            for text in texts.values():
                self._claims.setdefault(text, [])
            for row in _rows(folder, "claims"):
                self._claims[texts[row["insight"]]].append(row)
            for row in _rows(folder, "relations"):
                self._relations[row["a"], row["b"]] = row

    @property
    def texts(self) -> list[str]:
        return list(self._claims)

    def __call__(self, asked: Asked) -> Any:
        if asked.kind == "claims":
            return {"insights": [{"insight": n, "claims": self.claims(text)} for n, text in asked.insights.items()]}
        if asked.kind == "repair":
            return {"items": [{"item": n, "claim": None} for n in asked.items]}
        return self._verdicts(asked)

    def claims(self, text: str) -> list[dict[str, Any]]:
        """Return the labelled claims of a text in the form that is asked for."""
        return [as_claim(row) for row in self._claims[text]]

    def _verdicts(self, asked: Asked) -> dict[str, Any]:
        known = {(row["evidence"], row["strategy"]): row["id"] for rows in self._claims.values() for row in rows}
        ids = {number: known.get((claim["evidence"], claim["strategy"]), "") for number, claim in asked.claims.items()}
        related, unrelated = [], []
        for number, (a, b) in asked.pairs.items():
            row = self._relations.get((ids[a], ids[b])) or self._relations.get((ids[b], ids[a]))
            if row is None:
                unrelated.append(number)
                continue
            quotes = {"first_quote": asked.claims[a]["evidence"], "second_quote": asked.claims[b]["evidence"]}
            verdict = {"relation": row["relation"], "facet": row["kind"], "reason": row["why"]}
            related.append({"pair": number, "reasoning": "as labelled", **quotes, **verdict})
        return {"related": related, "unrelated": unrelated}


def as_claim(row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a labelled claim in the form that the model is asked for."""
    claim = {name: row[name] for name in ("actor", "actor_mention", "strategy", "stance", "modality", "holder")}
    claim |= {"reasoning": "as labelled", "quote": row["evidence"], "polarity": _POLARITY[row["polarity"]]}
    return claim | {"quantities": row["quantities"], "targets": []} | changes


def _rows(folder: str, what: str) -> Iterator[dict[str, Any]]:
    for line in (GOLD / folder / f"{what}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)
