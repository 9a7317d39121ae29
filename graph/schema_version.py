"""Say whether this Faultline can use a store of some schema version."""

from graph.errors import SchemaTooNew, SchemaTooOld
from graph.store import SCHEMA_VERSION


def refuse_newer(version: int | None, url: str) -> None:
    """Let every version pass that this Faultline knows.

    Raises
    ------
    SchemaTooNew
        If a newer one wrote the store.
    """
    if version is not None and version > SCHEMA_VERSION:
        raise SchemaTooNew(
            f"{url} has schema {version}, this Faultline knows {SCHEMA_VERSION}. Install a newer Faultline."
        )


def refuse_older(version: int | None, url: str) -> None:
    """Let a store pass that can be read without being brought up to date.

    Raises
    ------
    SchemaTooOld
        If an older Faultline wrote it.
    """
    if version is not None and version < SCHEMA_VERSION:
        raise SchemaTooOld(
            f"{url} has schema {version}, this Faultline reads {SCHEMA_VERSION}. "
            f"Whatever writes to it brings it up to date, such as: faultline run FILE --store {url}"
        )
