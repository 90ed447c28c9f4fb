"""The ledger (sổ theo dõi): an append-only log of what came, what was found, what was decided.

Events are never changed or removed, which the database itself enforces; every state is derived
by replaying them. To record a new kind of thing, add an ``EventKind`` and a ``record_`` method.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.domain.errors import OutputError, PipelineError
from pipeline.domain.intake import Decision, SeenFile, Verdict
from pipeline.domain.mail import MailRecord
from pipeline.domain.unit_status import Asked
from pipeline.files.campaign.ledger_payloads import (
    asked_from,
    asked_payload,
    decision_from,
    decision_payload,
    file_from,
    file_payload,
    mail_from,
    mail_payload,
    verdict_from,
    verdict_payload,
)

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


class EventKind(StrEnum):
    """What an event tells."""

    FILE_SEEN = "file_seen"
    VERDICT = "verdict"
    RUN = "run"
    DECISION = "decision"
    ASKED = "asked"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log; the payload is JSON, as recorded."""

    id: int
    at: datetime
    kind: EventKind
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``consolidate`` and what it made."""

    id: str
    at: datetime
    results: Mapping[str, Any]


class Ledger:
    """An open ledger; use it through ``open_ledger``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def record_file(self, file: SeenFile, at: datetime) -> SeenFile:
        """Record a file at first sight; give it as recorded then.

        The same bytes under a second name are a second line. A file cannot have been received
        after it was seen: a clock that ran ahead is corrected.
        """
        known = self._known_file(file)
        if known is not None:
            return known
        first = replace(file, received=min(file.received, at))
        values = (first.digest, first.name, first.size, at.isoformat(), first.received.isoformat())
        with _explained(self._path), self._connection:
            self._connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", values)
            self._append(EventKind.FILE_SEEN, file_payload(first), at)
        return first

    def record_verdict(self, verdict: Verdict, reader: str, at: datetime) -> None:
        """Record what was found on reading a file with this version of the reader."""
        self._record(EventKind.VERDICT, verdict_payload(verdict, reader), at)

    def record_run(self, run: str, results: Mapping[str, Any], at: datetime) -> None:
        """Record a run of ``consolidate`` and its results (what JSON can hold)."""
        self._record(EventKind.RUN, {"run": run, "results": dict(results)}, at)

    def record_decision(self, decision: Decision) -> None:
        """Record what a person decided about a file."""
        self._record(EventKind.DECISION, decision_payload(decision), decision.at)

    def record_asked(self, asked: Iterable[Asked], at: datetime) -> None:
        """Record the corrections that units were asked for; those already recorded are passed."""
        known = set(self.asked())
        for one in asked:
            if one not in known:
                self._record(EventKind.ASKED, asked_payload(one), at)

    def record_mail(self, mail: MailRecord) -> None:
        """Record what became of a letter that was sent."""
        self._record(EventKind.MAIL, mail_payload(mail), mail.at)

    def files(self) -> tuple[SeenFile, ...]:
        """Every file ever seen, in the order of first sight."""
        return tuple(file_from(event.payload) for event in self.events(EventKind.FILE_SEEN))

    def verdicts(self, reader: str = "") -> tuple[Verdict, ...]:
        """The last verdict on each file; with ``reader``, only those of that version."""
        latest = {event.payload["digest"]: event for event in self.events(EventKind.VERDICT)}
        return tuple(
            verdict_from(event.payload)
            for event in latest.values()
            if reader in ("", event.payload["reader"])
        )

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in the order taken; a later one overrules an earlier one."""
        taken = self.events(EventKind.DECISION)
        return tuple(decision_from(event.payload, event.at) for event in taken)

    def asked(self) -> tuple[Asked, ...]:
        """Every correction asked for, in the order asked."""
        return tuple(asked_from(event.payload) for event in self.events(EventKind.ASKED))

    def mails(self) -> tuple[MailRecord, ...]:
        """Every letter sent, in the order sent."""
        return tuple(mail_from(event.payload, event.at) for event in self.events(EventKind.MAIL))

    def runs(self) -> tuple[Run, ...]:
        """Every recorded run, the last one last."""
        return tuple(
            Run(event.payload["run"], event.at, event.payload["results"])
            for event in self.events(EventKind.RUN)
        )

    def events(self, kind: EventKind) -> tuple[Event, ...]:
        """The events of one kind, in the order recorded."""
        query = "SELECT id, at, kind, payload FROM events WHERE kind = ? ORDER BY id"
        with _explained(self._path):
            rows = self._connection.execute(query, (kind.value,)).fetchall()
            return tuple(
                Event(number, datetime.fromisoformat(at), EventKind(word), json.loads(payload))
                for number, at, word, payload in rows
            )

    def _known_file(self, file: SeenFile) -> SeenFile | None:
        query = "SELECT size, received FROM files WHERE digest = ? AND name = ?"
        with _explained(self._path):
            row = self._connection.execute(query, (file.digest, file.name)).fetchone()
        if row is None:
            return None
        return replace(file, size=row[0], received=datetime.fromisoformat(row[1]))

    def _record(self, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> None:
        with _explained(self._path), self._connection:
            self._append(kind, payload, at)

    def _append(self, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> None:
        values = (at.isoformat(), kind.value, json.dumps(payload))
        self._connection.execute("INSERT INTO events (at, kind, payload) VALUES (?, ?, ?)", values)


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open a ledger, making it when absent; close it at the end.

    Raises:
        PipelineError: The file is damaged, of a later version, or in use.
        OutputError: It cannot be made or written.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        with _explained(path):
            _prepare(connection, path)
        yield Ledger(connection, path)
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
def _explained(path: Path) -> Iterator[None]:
    """Turn what a damaged, busy or unwritable database raises into one line."""
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
