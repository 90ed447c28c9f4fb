"""Tell whether a document is open in a word processor, which then must not be replaced."""

from __future__ import annotations

from pathlib import Path


def lock_of(path: Path) -> str:
    """Name of the lock file beside an open document, or "" when the document is free.

    On Windows the system itself refuses; the document's own name tells then.
    """
    for name in (f"~${path.name[2:]}", f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(name).exists():
            return name
    try:
        with path.open("r+b"):
            return ""
    except PermissionError:
        return path.name
