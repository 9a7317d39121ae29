"""Write the whole graph out: JSON lines, or one CSV file for each kind of node and edge."""

import csv
import json
import sys
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.store import GraphStore


def export_jsonl(store: GraphStore, out: Path | None) -> None:
    """Write one node or edge a line, with its table, to `out` or to standard output."""
    stream = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        for table, row in store.export_rows():
            stream.write(json.dumps({"table": table, **row}, ensure_ascii=False, default=str) + "\n")
    finally:
        if out:
            stream.close()


def export_csv(store: GraphStore, out: Path | None) -> None:
    """Write ``<table>.csv`` for each kind of node and edge into the folder `out`.

    Raises
    ------
    UsageError
        If no folder is given: several tables do not fit into one stream.
    """
    if out is None:
        raise UsageError("export --format csv writes several files. Say where with --out FOLDER.")
    out.mkdir(parents=True, exist_ok=True)
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, row in store.export_rows():
        tables.setdefault(table, []).append(row)
    for table, rows in tables.items():
        columns = sorted({column for row in rows for column in row})
        with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=columns)
            writer.writeheader()
            writer.writerows(rows)
