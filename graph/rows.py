"""Turn what an engine returns into plain values that JSON can hold."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from graph.store import Row

# Two engines add floats in different orders: what is compared between them is cut to these digits.
_DIGITS = 9


def plain(value: Any) -> Any:
    """Return `value` as JSON can hold it: dates as ISO text, nodes and edges as objects.

    Examples
    --------
    >>> from datetime import date
    >>> plain([date(2026, 11, 24), {"n": Decimal("2")}])
    ['2026-11-24', {'n': 2}]
    """
    if isinstance(value, Mapping):
        # The embedded engine's own numbers of nodes and edges mean nothing outside it.
        kept = {str(key): plain(one) for key, one in value.items() if key not in {"_ID", "_SRC", "_DST", "_LABEL"}}
        return ({"label": value["_LABEL"]} if "_LABEL" in value else {}) | kept
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def rounded(row: Row) -> Row:
    """Return `row` with every float, also in lists, cut to nine digits.

    Examples
    --------
    >>> rounded({"score": 0.1 + 0.2, "vector": [1 / 3]})
    {'score': 0.3, 'vector': [0.333333333]}
    """
    return {name: _rounded(value) for name, value in row.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return value
