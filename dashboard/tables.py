"""Write rows out as CSV or JSON, so that no program that opens them runs what is in them."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

# Spreadsheets take a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    r"""Return rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front.

    Examples
    --------
    >>> csv_text(["name", "n"], [["=1+1", -2], [["a", "b"], None]])
    'name,n\r\n\'=1+1,-2\r\n"[""a"", ""b""]",\r\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def json_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as a JSON list of objects.

    Examples
    --------
    >>> json_text(["name"], [["é"]])
    '[{"name": "é"}]'
    """
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False)


def shown(value: Any) -> Any:
    """Return a value as one cell shows it: lists and objects as JSON.

    Examples
    --------
    >>> shown(["a", 1]), shown(2), shown(None)
    ('["a", 1]', 2, None)
    """
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _cell(value: Any) -> Any:
    value = shown(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
