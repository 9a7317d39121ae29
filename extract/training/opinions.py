"""Make the opinion lexicon from the one that comes with VADER.

    python -m extract.training.opinions --lexicon vader_lexicon.txt

The file lies in the package ``vaderSentiment`` (MIT licence). Kept are plain lower-case words of three letters or more;
their mean rating, from -4 to 4, becomes a leaning from -1 to 1.

References
----------
Hutto, C.J. and Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
Text. ICWSM-14.
"""

import argparse
import re
from pathlib import Path

from extract.local.linear import LinearModel
from graph.files import data_path

_PLAIN = re.compile(r"[a-z]{3,}")


def read_leanings(path: Path) -> dict[str, float]:
    """Return each plain word's leaning, from -1 to 1."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip())
    return {row[0]: round(float(row[1]) / 4, 3) for row in rows if _PLAIN.fullmatch(row[0])}


def main() -> None:
    """Write ``data/models/opinions.v1.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon", type=Path, required=True)
    leanings = read_leanings(parser.parse_args().lexicon)
    model = LinearModel(("leaning",), (0.0,), {word: (leaning,) for word, leaning in leanings.items()})
    model.write(data_path("models") / "opinions.v1.json")
    print(len(leanings), "words")


if __name__ == "__main__":
    main()
