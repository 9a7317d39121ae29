"""What is said to the model: one versioned file for each kind of request."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Self

import jinja2


@dataclass(frozen=True)
class Prompt:
    """A prompt in two parts: what is asked (`system`), and the material (`user`).

    Attributes
    ----------
    name, version
        Of the file ``<name>.v<version>.jinja``; a prompt that comes to mean something else gets a new version.
    """

    name: str
    version: str
    source: str

    @classmethod
    def load(cls, name: str, version: int) -> Self:
        """Read ``<name>.v<version>.jinja``."""
        return cls(name, str(version), files(__name__).joinpath(f"{name}.v{version}.jinja").read_text("utf-8"))

    @cached_property
    def _template(self) -> jinja2.Template:
        # Plain text for a model, never shown in a browser: escaping would change the words to be quoted.
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701
        return environment.from_string(self.source)

    def messages(self, values: Mapping[str, Any]) -> list[dict[str, str]]:
        """Return the two messages; untrusted text stands in the user's part alone."""
        context = self._template.new_context(dict(values))
        return [
            {"role": role, "content": "".join(self._template.blocks[role](context)).strip()}
            for role in ("system", "user")
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
