"""Refuse queries that would do more than read the graph, before an engine sees them.

This is a check of words, beside a read-only handle (embedded) or a read session (Neo4j); it knows
strings, comments and quoted names, so that a claim about "SET" can still be searched for.
"""

import re

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
_REFUSED = frozenset(
    [
        "ALTER",
        "ANALYZE",
        "ATTACH",
        "BEGIN",
        "CALL",
        "CHECKPOINT",
        "COMMENT",
        "COMMIT",
        "COPY",
        "CREATE",
        "DEALLOCATE",
        "DELETE",
        "DENY",
        "DETACH",
        "DROP",
        "ENABLE",
        "EXPORT",
        "FOREACH",
        "GRANT",
        "IMPORT",
        "INSERT",
        "INSTALL",
        "LOAD",
        "MACRO",
        "MERGE",
        "PREPARE",
        "PROFILE",
        "PROJECT",
        "REMOVE",
        "RENAME",
        "REVOKE",
        "ROLLBACK",
        "SET",
        "SHOW",
        "START",
        "STOP",
        "TERMINATE",
        "UNINSTALL",
        "UPDATE",
        "USE",
    ]
)
_FIRST = frozenset(["MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"])
# Quotes that Unicode folding or an escape could turn into something else for one of the engines.
_UNICODE_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")


def check_read_only(cypher: str) -> None:
    """Let a query pass if it only reads.

    Raises
    ------
    QueryError
        If it would write, call a procedure, touch a file or setting, or holds two statements.

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
    words = _words(cypher)
    if not words:
        raise QueryError("The query is empty.")
    if words[0].upper() not in _FIRST:
        raise QueryError(f"A query begins with MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN, not with {words[0]!r}.")
    for word in words:
        if word.upper() in _REFUSED:
            raise QueryError(f"{word.upper()} is not allowed here: queries can only read.")


def _words(cypher: str) -> list[str]:
    """Return the words that can be clauses: no text, names in quotes, properties or labels."""
    words = []
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
        before = part
    return words
