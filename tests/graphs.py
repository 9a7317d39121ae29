"""Compare what two stores hold."""

import json

from graph.store import GraphStore

# When and from which file something was read: may differ between two ways to the same graph.
NEVER_COMPARED = frozenset({"found_at", "read_at", "source_file"})


def graph_of(store: GraphStore) -> list[str]:
    """Return every node and edge as text, in order, without times and file names."""
    return [
        json.dumps([table, {name: value for name, value in row.items() if name not in NEVER_COMPARED}], sort_keys=True)
        for table, row in store.export_rows()
    ]
