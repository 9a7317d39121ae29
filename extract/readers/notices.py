"""What a reader says about its input: what it noticed, and what it could not read."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["notice", "problem"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about an input, with the place it speaks of.

    A ``problem`` means that something was not read, so that the run is done in part; a ``notice``
    is worth knowing and no more.

    Examples
    --------
    >>> print(Notice("problem", "weeks.jsonl", 7, "This is not JSON."))
    weeks.jsonl, line 7: This is not JSON.
    """

    level: Level
    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A notice before it is known which file it belongs to: what a format reports."""

    line: int | None
    message: str
    level: Level = "problem"

    def in_file(self, file: str) -> Notice:
        """Return the notice, with its file."""
        return Notice(self.level, file, self.line, self.message)
