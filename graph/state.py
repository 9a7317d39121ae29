"""Say whether a store has changed, so that answers can be kept until it has."""

from pathlib import Path

from graph.store import GraphStore


def state_of(store: GraphStore) -> tuple[int, ...]:
    """Return something that is the same as before as long as nobody has written to the store.

    For an embedded store that is how its file stands on the disk, for a Neo4j server the number of
    changes that it counts.
    """
    path = Path(store.url)
    if path.is_file():
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns
    return tuple(int(row["changes"]) for row in store.query("read/changes"))
