"""Find the data files that Faultline ships, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the path of a shipped file below ``data/``.

    A wheel carries them in ``graph/data``; a checkout has them at its top level.

    Raises
    ------
    FileNotFoundError
        If neither has the file; the installation is broken.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"data/{'/'.join(parts)} is missing. Install Faultline again.")
