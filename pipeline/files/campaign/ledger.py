"""The ledger (sổ theo dõi): an append-only log of what came, what was found, what was decided.

Events are never changed or removed, which the database itself enforces; every state is derived
by replaying them. To record a new kind of thing, add an ``EventKind`` and a ``record_`` method.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.domain.intake import Decision, SeenFile, Verdict
from pipeline.domain.mail import MailRecord
from pipeline.domain.unit_status import Asked
from pipeline.files.campaign.ledger_database import explained, open_database
from pipeline.files.campaign.ledger_payloads import (
    DIGEST_AT,
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
        self._is_together = False
        self._known: dict[tuple[str, str], tuple[int, datetime]] | None = None
        """(digest, name) of every file → its size and when it was received, once asked for."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """Record all that is recorded meanwhile at once, or nothing where something fails."""
        self._is_together = True
        try:
            yield
            with explained(self._path):
                self._connection.commit()
        finally:
            self._connection.rollback()
            self._is_together, self._known = False, None

    def record_file(self, file: SeenFile, at: datetime) -> SeenFile:
        """Record a file at first sight; give it as recorded then.

        The same bytes under a second name are a second line. A file cannot have been received
        after it was seen: a clock that ran ahead is corrected.
        """
        files = self._known_files()
        if known := files.get((file.digest, file.name)):
            return replace(file, size=known[0], received=known[1])
        first = replace(file, received=min(file.received, at))
        values = (first.digest, first.name, first.size, at.isoformat(), first.received.isoformat())
        with self._recording():
            self._connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", values)
            self._append(EventKind.FILE_SEEN, file_payload(first), at)
        files[first.digest, first.name] = (first.size, first.received)
        return first

    def record_verdict(self, verdict: Verdict, reader: str, at: datetime) -> None:
        """Record what was found on reading a file with this version of the reader."""
        self._record(EventKind.VERDICT, verdict_payload(verdict, reader), at)

    def record_verdicts(self, verdicts: Iterable[Verdict], reader: str, at: datetime) -> None:
        """Record together what was found, but for what is the last word on its file already."""
        last = self._last_verdicts()
        with self.together():
            for verdict in verdicts:
                payload = verdict_payload(verdict, reader)
                if last.get(verdict.digest) != json.dumps(payload):
                    self._record(EventKind.VERDICT, payload, at)

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

    def knows_run(self, run: str) -> bool:
        """Whether a run is recorded."""
        query = "SELECT 1 FROM events WHERE kind = ? AND payload LIKE ? LIMIT 1"
        like = f'{{"run": "{run}",%'
        with explained(self._path):
            found = self._connection.execute(query, (EventKind.RUN.value, like)).fetchone()
        return found is not None

    def events(self, kind: EventKind) -> tuple[Event, ...]:
        """The events of one kind, in the order recorded."""
        query = "SELECT id, at, kind, payload FROM events WHERE kind = ? ORDER BY id"
        with explained(self._path):
            rows = self._connection.execute(query, (kind.value,)).fetchall()
            return tuple(
                Event(number, datetime.fromisoformat(at), EventKind(word), json.loads(payload))
                for number, at, word, payload in rows
            )

    def _known_files(self) -> dict[tuple[str, str], tuple[int, datetime]]:
        if self._known is None:
            query = "SELECT digest, name, size, received FROM files"
            with explained(self._path):
                self._known = {
                    (digest, name): (size, datetime.fromisoformat(received))
                    for digest, name, size, received in self._connection.execute(query)
                }
        return self._known

    def _last_verdicts(self) -> dict[str, str]:
        """The last payload about each file; they begin with its digest."""
        query = "SELECT substr(payload, ?, 64), payload FROM events WHERE kind = ? ORDER BY id"
        with explained(self._path):
            return dict(self._connection.execute(query, (DIGEST_AT, EventKind.VERDICT.value)))

    @contextmanager
    def _recording(self) -> Iterator[None]:
        """A transaction, unless one is open for several records."""
        with explained(self._path), nullcontext() if self._is_together else self._connection:
            yield

    def _record(self, kind: EventKind, payload: Mapping[str, Any], at: datetime) -> None:
        with self._recording():
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
    with open_database(path) as connection:
        yield Ledger(connection, path)
