"""The ledger's database: made, opened, and its troubles told in one line each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.domain.errors import OutputError, PipelineError

VERSION = 1
"""Of the tables; a ledger of a later version is not touched."""

PATIENCE = 10
"""Seconds to wait while another command writes."""

_TABLES = """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_by_kind ON events (kind, id);
CREATE TABLE IF NOT EXISTS files (
    digest TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    first_seen TEXT NOT NULL, received TEXT NOT NULL, PRIMARY KEY (digest, name)
);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER IF NOT EXISTS events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
"""


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of a ledger, making it when absent; close it at the end.

    Raises:
        PipelineError: The file is damaged, of a later version, or in use.
        OutputError: It cannot be made or written.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        with explained(path):
            _prepare(connection, path)
        yield connection
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise PipelineError(
            f"Sổ theo dõi “{path}” do bản thidua mới hơn tạo ra. Cập nhật thidua rồi chạy lại."
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version < VERSION:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION:d}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what a damaged, busy or unwritable database raises into one line.

    Raises:
        PipelineError: In place of what it raises.
    """
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise OutputError(_why_refused(error, path)) from error
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise
    except (sqlite3.DatabaseError, json.JSONDecodeError) as error:
        raise PipelineError(
            f"Sổ theo dõi “{path}” đã hỏng. Lấy lại tệp này từ bản sao lưu; nếu không có, đổi "
            "tên nó rồi chạy lại: các tệp trong inbox sẽ được đọc lại từ đầu."
        ) from error


def _why_refused(error: Exception, path: Path) -> str:
    if "locked" in str(error):
        return f"Sổ theo dõi “{path}” đang được một lệnh thidua khác dùng. Chờ xong rồi chạy lại."
    return (
        f"Không mở hoặc không ghi được sổ theo dõi “{path}” ({error}). "
        "Kiểm tra quyền ghi và dung lượng ổ đĩa rồi chạy lại."
    )
