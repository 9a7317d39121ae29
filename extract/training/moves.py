"""Choose where two claims begin to count as one move, and write the same-move model.

    python -m extract.training.moves data/gold/train/t6 data/gold/train/t9 [--bias -5 --write]

The model is one slope on the cosine of the claim encoder's vectors, a little off for actors that are not
the same entity, and a bias. Printed: what relations the local engine finds in each labelled folder, everything
predicted, under several biases; the folders should be ones that the encoder was not trained on. A bias
nearer to 0 finds more relations and more false ones. -5 (a cosine of .5 scores .5) was chosen because a
false contradiction costs a reader more than a missed one.
"""

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.claims import make_engine
from extract.evaluate import evaluate
from graph.files import data_path
from graph.relate import LocalJudge
from graph.settings import Settings, load_settings
from graph.strategies import MoveModel

SLOPE, KIN, OTHER = 10.0, -0.5, -0.5
BIASES = (-6.0, -5.0, -4.0, -3.2)


def measure(folder: Path, bias: float, settings: Settings) -> dict[str, Any]:
    """Return the scorer's result for a folder under a bias."""
    judge = LocalJudge(MoveModel(SLOPE, KIN, OTHER, bias))
    with tempfile.TemporaryDirectory() as out:
        engine = replace(make_engine(settings), judge=judge)
        return evaluate(folder, settings=settings, out=Path(out), engine=engine).scores


def main() -> None:
    """Print the table, and write the model when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--bias", type=float, default=-5.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    for folder in options.folders:
        for bias in BIASES:
            found = measure(folder, bias, settings)
            figures = [
                f"{kind} P {found[kind]['precision']:.2f} R {found[kind]['recall']:.2f} F1 {found[kind]['f1']:.2f}"
                for kind in ("contradicts", "agrees", "supersedes")
            ]
            print(folder.name, bias, *figures, flush=True)
    if options.write:
        model = {"vector_cosine": SLOPE, "kin_actor": KIN, "other_actor": OTHER, "bias": options.bias}
        data_path("models", "moves.v1.json").write_text(json.dumps(model, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
