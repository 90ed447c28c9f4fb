"""Put each report in place: renewed, updated where a person edited it, or beside when it cannot be.

What a person typed is never written over: a document counts as edited unless its bytes are those
that we wrote.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.domain.errors import PipelineError
from pipeline.domain.living import FigureMove, Memory, ReportUpdate
from pipeline.domain.runs import RunRecord, WrittenDocument
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.publication import staged
from pipeline.files.open_documents import lock_of
from pipeline.files.word.living.memory import NAMESPACE, memories_of
from pipeline.files.word.living.package import read_custom_part

AUTHOR = "thidua"
"""Who signs our comments and our offers of new figures."""


class UpdateInPlace(Protocol):
    """Writes an edited report anew, the person's words kept.

    It raises a ``PipelineError`` when the former document cannot be updated.
    """

    def __call__(  # noqa: PLR0913 - all by name after the three files
        self,
        former: Path,
        fresh: Path,
        target: Path,
        moves: Mapping[str, FigureMove],
        *,
        author: str,
        now: datetime,
        known: tuple[Memory, ...],
    ) -> ReportUpdate:
        """Write ``target`` from the former document and the fresh one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One report as it was put in place.

    Attributes:
        path: Where it was staged.
        name: Of the report itself; ``path`` has another one where it was written beside it.
        state: What lies under ``name`` once the run is published.
        update: What became of an edited report.
        note: Why it was written beside; "" when it was not.
    """

    path: Path
    name: str
    state: WrittenDocument
    update: ReportUpdate | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """Puts the reports of one run in place.

    Attributes:
        reports: Where the former ones lie.
        former: The run they are of, as far as it is known.
        moves: Given a run, what moved since it, by figure code.
        update: Updates a document that a person edited.
    """

    reports: Path
    run: str
    now: datetime
    former: RunRecord | None
    moves: Callable[[str], Mapping[str, FigureMove]]
    update: UpdateInPlace

    def place(self, fresh: Path, staging: Path, name: str) -> Placed:
        """Stage a report just written, under its name below ``reports/``."""
        present, target = self.reports / name, staged(staging, name)
        if not present.exists():
            return self._taken(fresh, target, name)
        if lock := lock_of(present):
            open_now = f"“{name}” đang mở trong Word hoặc LibreOffice (có “{lock}”)"
            return self._beside(fresh, target, name, open_now)
        if digest_of(present) == self._state(name).digest:
            return self._taken(fresh, target, name)
        return self._updated(fresh, target, name)

    def _taken(self, fresh: Path, target: Path, name: str) -> Placed:
        fresh.replace(target)
        state = WrittenDocument(self.run, digest_of(target), _memory_of(target))
        return Placed(target, name, state)

    def _updated(self, fresh: Path, target: Path, name: str) -> Placed:
        state = self._state(name)
        known = memories_of(state.memory.encode()) if state.memory else ()
        moves = self.moves(state.run)
        try:
            made = self.update(
                self.reports / name, fresh, target, moves, author=AUTHOR, now=self.now, known=known
            )
        except PipelineError as problem:
            target.unlink(missing_ok=True)
            return self._beside(fresh, target, name, str(problem).rstrip("."))
        renewed = WrittenDocument(self.run, memory=_memory_of(target))
        return Placed(target, name, renewed, replace(made, name=name))

    def _beside(self, fresh: Path, target: Path, name: str, why: str) -> Placed:
        beside = target.with_stem(f"{target.stem} (moi {self.run})")
        shutil.move(fresh, beside)
        note = f"{why}: giữ nguyên tệp đó, bản mới ghi ở “{beside.name}”."
        return Placed(beside, name, self._state(name), note=note)

    def _state(self, name: str) -> WrittenDocument:
        """What is known of the document that lies there."""
        if self.former is None:
            return WrittenDocument("")
        return self.former.documents.get(name, WrittenDocument(self.former.run))


def _memory_of(path: Path) -> str:
    """What a report just written remembers, as it stands in it."""
    return read_custom_part(path, NAMESPACE).decode()
