"""Load the named Cypher queries: one question a file, a header that says what it asks and takes.

A file opens with comment lines. The first is the title, every ``// $name type: meaning`` line is
one parameter, and other comment lines go on explaining::

    // Claims about one actor, newest first.
    // $entity_id text: id of the actor
    // $limit integer = 50: at most this many rows
    MATCH (claim:Claim)-[:ACTOR]->(actor:Entity {id: $entity_id}) ...

Files directly in ``graph/cypher/`` answer people's questions. The folders below it hold what the
stores themselves run, under names such as ``read/claims``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import QueryError

_FOLDER = Path(__file__).resolve().parent / "cypher"
_NAME = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?")
_PARAMETER = re.compile(r"\$(?P<name>\w+)\s+(?P<type>\w+)(?:\s*=\s*(?P<default>[^:]*?))?\s*:\s*(?P<meaning>.+)")
_PLACEHOLDER = re.compile(r"\$(\w+)")

# What a parameter may be, and how its text on the command line is read.
_TYPES: Mapping[str, type] = {"text": str, "integer": int, "number": float, "texts": list, "rows": list}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query; `default` is None where it has to be given."""

    name: str
    type: str
    meaning: str
    default: Any = None

    def read(self, text: str) -> Any:
        """Turn what stands on a command line into a value of the parameter's type.

        Raises
        ------
        QueryError
            If it is not of that type.

        Examples
        --------
        >>> Parameter("limit", "integer", "rows").read("20")
        20
        >>> Parameter("ids", "texts", "ids").read("a, b")
        ['a', 'b']
        """
        if self.type == "texts":
            return [part.strip() for part in text.split(",") if part.strip()]
        try:
            return _TYPES[self.type](text)
        except ValueError as error:
            raise QueryError(f"Parameter {self.name}: {text!r} is not of type {self.type}.") from error


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its title, its parameters and its Cypher text."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    cypher: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return `given` with defaults filled in.

        Raises
        ------
        QueryError
            If a parameter is missing or unknown.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise QueryError(
                    f"Query {self.name} has no parameter {name!r}. It takes: {', '.join(known) or 'none'}."
                )
        bound = {name: parameter.default for name, parameter in known.items()} | dict(given)
        for name, value in bound.items():
            if value is None:
                raise QueryError(f"Query {self.name} needs a value for {name}: {known[name].meaning}.")
        return bound


def query_names() -> list[str]:
    """Return the names of the questions in ``graph/cypher/``, sorted; not what the stores run inside."""
    return sorted(path.stem for path in _FOLDER.glob("*.cypher"))


@lru_cache(maxsize=256)
def load_query(name: str) -> NamedQuery:
    """Return the named query `name`, such as ``debates`` or ``read/claims``.

    Raises
    ------
    QueryError
        If there is none of that name.
    """
    # Checked before it becomes a path: a name can come from the command line.
    path = _FOLDER / f"{name}.cypher"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise QueryError(f"There is no query called {name!r}. There are: {', '.join(query_names()) or 'none yet'}.")
    return parse_query(name, path.read_text(encoding="utf-8"))


def parse_query(name: str, text: str) -> NamedQuery:
    r"""Split the text of a ``.cypher`` file into header and body.

    Raises
    ------
    QueryError
        If the header has no title, or does not name the parameters of the body.

    Examples
    --------
    >>> query = parse_query("one", "// One source.\n// $id text: its id\nMATCH (s:Source {id: $id}) RETURN s.name")
    >>> query.title, [parameter.name for parameter in query.parameters]
    ('One source.', ['id'])
    """
    lines = text.strip().splitlines()
    size = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = [line.removeprefix("//").strip() for line in lines[:size]]
    body = "\n".join(lines[size:]).strip()
    if not header or not body:
        raise QueryError(f"Query {name}: a file has a title in its first line, after //, and a query below it.")
    parameters = tuple(_parameter(name, line) for line in header if line.startswith("$"))
    named, used = {parameter.name for parameter in parameters}, set(_PLACEHOLDER.findall(body))
    if named != used:
        raise QueryError(f"Query {name}: the header names {sorted(named)}, the body uses {sorted(used)}.")
    return NamedQuery(name=name, title=header[0], parameters=parameters, cypher=body)


def load_statements(path: Path) -> list[str]:
    """Return the statements of a ``.cypher`` file in which each ends in a semicolon, without comment lines."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("//")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def load_tables(path: Path) -> list[tuple[str, str]]:
    """Return the statements of a file in which each has its table's name in a comment line above it."""
    parts = path.read_text(encoding="utf-8").split(";")
    named = [part.strip().rsplit("// ", maxsplit=1)[-1].split("\n", maxsplit=1) for part in parts if part.strip()]
    return [(table.strip(), statement.strip()) for table, statement in named]


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match["type"] not in _TYPES:
        raise QueryError(
            f"Query {query}: cannot read {line!r}; write '$name type: meaning', type one of {list(_TYPES)}."
        )
    parameter = Parameter(match["name"], match["type"], match["meaning"])
    if match["default"] is None:
        return parameter
    return Parameter(match["name"], match["type"], match["meaning"], parameter.read(match["default"]))
