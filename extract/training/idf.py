"""Count in how many texts each folded word stands, and write the table of word weights.

    python -m extract.training.idf --data DIR --gold data/gold/train --out data/models/idf.v1.json

DIR holds ``sentiment/target_sentiment.jsonl.xz``: news and reviews under MIT, ODC-BY and Apache-2.0.
Only counts leave this recipe, no text.
"""

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

from graph.terms import Lexicon

MIN_TEXTS = 3


def texts(data: Path, gold: Path) -> Iterator[str]:
    """Yield every distinct text that is counted."""
    seen: set[str] = set()
    with lzma.open(data / "sentiment" / "target_sentiment.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    for folder in sorted(gold.iterdir()):
        for line in (folder / "insights.jsonl").read_text("utf-8").splitlines():
            # Business talk is what this is used on: it counts five times, lest "compute" look rare.
            rows.extend([f"{json.loads(line)['text']} {' ' * copy}" for copy in range(5)])
    for text in rows:
        if text not in seen:
            seen.add(text)
            yield text


def table(data: Path, gold: Path) -> dict[str, object]:
    """Return the table that ships: idf by folded word, and the weight of a word never seen."""
    lexicon = Lexicon({}, unseen=1.0)
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(data, gold):
        total += 1
        counts.update(lexicon.terms(text).weights.keys())
    idf = {term: round(log(total / count), 3) for term, count in sorted(counts.items()) if count >= MIN_TEXTS}
    return {"version": 1, "texts": total, "unseen": round(log(total / (MIN_TEXTS - 1)), 3), "idf": idf}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    made = table(args.data, args.gold)
    args.out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{args.out}: {made['texts']} texts")


if __name__ == "__main__":
    main()
