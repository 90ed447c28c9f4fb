"""The cache (``cache/`` in the campaign folder): what was read of every file, kept under a key.

It may be deleted at any time and is never needed: what is absent, damaged, of another format or
kept under another key is simply read again, and a cache that cannot be opened or written is done
without. There is one entry a name; the lock of the campaign keeps commands apart; an interrupted
command leaves what it had kept until then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from pipeline.files.cache.columns import DamagedError
from pipeline.files.cache.entries import sealed, unsealed

DATABASE: Final = "readings.db"
_PREPARATIONS: Final = (
    "PRAGMA page_size = 16384",  # an entry fills two or three pages
    # A cache may lose its last entries with the current; it must not lose a second a run.
    "PRAGMA synchronous = OFF",
    "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, key TEXT, entry BLOB)",
)


class ReadingCache:
    """An open cache; use it through ``open_cache``."""

    def __init__(self, path: Path) -> None:
        """Of a database that is made when it is absent, and made anew when it is damaged."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._open()

    def kept(self, keys: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """The names of sound entries kept under exactly these keys, with their contents."""
        for name, key in keys.items():
            for found, entry in self._rows("SELECT key, entry FROM kept WHERE name = ?", name):
                if found == key and isinstance(entry, bytes):
                    with suppress(DamagedError):
                        yield name, unsealed(key, entry)

    def keep(self, contents: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep contents (name, key, content), each in place of what had its name."""
        rows = [(name, key, sealed(key, content)) for name, key, content in contents]
        self._write("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def drop_others(self, names: Iterable[str]) -> None:
        """Let go of all entries but these."""
        others = {name for (name,) in self._rows("SELECT name FROM kept")}.difference(names)
        self._write("DELETE FROM kept WHERE name = ?", [(name,) for name in others])

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _open(self) -> None:
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            if not self._prepared():
                self._path.unlink(missing_ok=True)
                self._prepared()

    def _prepared(self) -> bool:
        self.close()
        try:
            self._connection = sqlite3.connect(self._path)
            for statement in _PREPARATIONS:
                self._connection.execute(statement)
        except sqlite3.Error:
            self.close()
            return False
        return True

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Rows of a sound database; one that is not is begun anew."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, OSError):
            self.close()
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._open()
            return []

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """All rows or none; a full disk keeps none, which the next command makes good."""
        if self._connection is not None and rows:
            with suppress(sqlite3.Error, OSError), self._connection:
                self._connection.executemany(statement, rows)


@contextmanager
def open_cache(folder: Path) -> Iterator[ReadingCache]:
    """Open the cache in a folder; close it at the end."""
    cache = ReadingCache(folder / DATABASE)
    try:
        yield cache
    finally:
        cache.close()
