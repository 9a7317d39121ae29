"""What is said to the model: one versioned file for each kind of request."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Self

import jinja2

_ROLES = {"system": "system", "example": "user", "answer": "assistant", "user": "user"}


@dataclass(frozen=True)
class Prompt:
    """A prompt in parts: what is asked (`system`), the material (`user`), before it perhaps an example with its answer.

    Attributes
    ----------
    name, version
        Of the file ``<name>.v<version>.jinja``; a prompt that comes to mean something else gets a new version.
    """

    name: str
    version: str
    source: str

    @classmethod
    def load(cls, name: str, version: int | str) -> Self:
        """Read ``<name>.v<version>.jinja``."""
        return cls(name, str(version), files(__name__).joinpath(f"{name}.v{version}.jinja").read_text("utf-8"))

    @cached_property
    def _template(self) -> jinja2.Template:
        # Plain text for a model, never shown in a browser: escaping would change the words to be quoted.
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701
        return environment.from_string(self.source)

    def messages(self, values: Mapping[str, Any]) -> list[dict[str, str]]:
        """Return the messages; untrusted text stands in the last one alone."""
        context = self._template.new_context(dict(values))
        return [
            {"role": role, "content": "".join(self._template.blocks[block](context)).strip()}
            for block, role in _ROLES.items()
            if block in self._template.blocks
        ]


def mark_for(*texts: str) -> str:
    """Return a code that stands in the markers around untrusted texts.

    It is a hash of the texts, so that no text can know the code that closes it.

    Examples
    --------
    >>> len(mark_for("one", "two")), mark_for("one") == mark_for("one")
    (10, True)
    """
    return hashlib.sha256("\x1f".join(texts).encode("utf-8")).hexdigest()[:10]
