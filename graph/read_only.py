"""Refuse queries that would do more than read the graph, before an engine sees them.

This is a check of words, beside a read-only handle (embedded) or a read session (Neo4j); it knows
strings, comments and quoted names, so that a claim about "SET" can still be searched for.
"""

import re
from collections.abc import Collection

from graph.errors import QueryError

_TOKENS = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)*`)
  | (?P<parameter>\$\w+)
  | (?P<word>[^\W\d]\w*)
  | (?P<blank>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Words that open a clause. What can only stand first in a query (SHOW, BEGIN, ...) is not in `_FIRST`.
_REFUSED = frozenset(
    """
    ALTER ATTACH BEGIN CALL CHECKPOINT COMMIT COPY CREATE DELETE DENY DETACH DROP EXPORT FOREACH GRANT IMPORT
    INSERT INSTALL LOAD MERGE REMOVE REVOKE ROLLBACK SET TERMINATE UNINSTALL USE
    """.split()  # noqa: SIM905 - a list of words is easier to read
)
_FIRST = frozenset(["MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"])
_UNICODE_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")


def check_read_only(cypher: str, parameters: Collection[str] | None = None) -> None:
    """Let a query pass if it only reads, and every parameter in it is among `parameters` (if given).

    Raises
    ------
    QueryError
        If it would write, call a procedure, touch a file or setting, holds two statements, or
        lacks the value of a parameter (which the embedded engine would take for null).

    Examples
    --------
    >>> check_read_only("MATCH (c:Claim) WHERE c.evidence CONTAINS 'SET' RETURN c.id // CREATE")
    >>> check_read_only("MATCH (c:Claim) DETACH DELETE c")
    Traceback (most recent call last):
    graph.errors.QueryError: DETACH is not allowed here: queries can only read.
    """
    if _UNICODE_ESCAPE.search(cypher):
        # Neo4j decodes these before it splits a query into words.
        raise QueryError("Write characters as they are, without \\u escapes.")
    words, used = _words(cypher)
    if not words:
        raise QueryError("The query is empty.")
    if words[0].upper() not in _FIRST:
        raise QueryError(f"A query begins with MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN, not with {words[0]!r}.")
    for word in words:
        if word.upper() in _REFUSED:
            raise QueryError(f"{word.upper()} is not allowed here: queries can only read.")
    missing = used - set(used if parameters is None else parameters)
    if missing:
        raise QueryError(f"The query needs a value for ${sorted(missing)[0]}.")


def _words(cypher: str) -> tuple[list[str], set[str]]:
    """Return the words that can be clauses (no text, no name in quotes, no property), and the parameters."""
    words = []
    parameters = set()
    before = ""
    text = cypher.strip()
    text = text.removesuffix(";").rstrip()
    for match in _TOKENS.finditer(text):
        kind, part = match.lastgroup, match.group()
        if kind in {"comment", "blank"}:
            continue
        if kind == "other" and part in "'\"`":
            raise QueryError(f"A quotation mark ({part}) is opened and not closed.")
        if kind == "other" and part == ";":
            raise QueryError("Only one statement at a time.")
        if kind == "word" and before != ".":
            words.append(part)
        if kind == "parameter":
            parameters.add(part.removeprefix("$"))
        before = part
    return words, parameters
