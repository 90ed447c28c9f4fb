"""Read many returned files where a parser may die: in worker processes, batch by batch.

Any ``concurrent.futures.Executor`` will do for the batches. Our own (``readers``) is used unless
another is given: one worker process for a few files, as many as there are processors for many.
Another may be on another computer, so it is given the files' bytes and not where they lie. A
batch that fails, in whatever way, is read again file by file in a worker of our own, so that a
file which kills its reader costs only itself, and a mistake of ours still shows as what it is.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.contained.worker import Loss, TaskLostError
from pipeline.files.returned.limits import MAX_FILE_BYTES
from pipeline.files.returned.losses import lost_reader
from pipeline.jobs.readers import start_readers
from pipeline.jobs.reading import Asked, Reading, Waiting, read_batch, refused

BATCH: Final = 4
"""Files a call at most: few to read again when it is lost; one file a call is hardly slower."""

MOST_GIVEN: Final = 64
MOST_BYTES: Final = 64_000_000
"""Batches and bytes of files given out ahead: what waits, read or unread, is held in memory."""

GLANCE: Final = 0.5
"""Seconds a wait may last before Ctrl-C is looked for; Windows hears it only between waits."""

T = TypeVar("T")
_Given: TypeAlias = deque[tuple[Sequence[Waiting], Future[bytes]]]


def read_all(
    asked: Asked,
    files: Sequence[Waiting],
    executor: Executor | None = None,
    *,
    batch: int = BATCH,
) -> Iterator[Reading]:
    """Read files, in their order; each ends in a reading, whatever it does to its reader.

    Raises:
        PipelineError: No worker process can be started here.
    """
    if not files:
        return
    with ExitStack() as stack:
        readers = executor or stack.enter_context(start_readers())
        reading = _Reading(pickle.dumps(asked, pickle.HIGHEST_PROTOCOL), readers, stack)
        given: _Given = deque()
        for start in range(0, len(files), batch):
            together = files[start : start + batch]
            given.append((together, reading.give(together)))
            while _is_enough(given):
                yield from reading.take(*given.popleft())
        while given:
            yield from reading.take(*given.popleft())


def _is_enough(given: _Given) -> bool:
    heavy = sum(waiting.file.size for batch, _ in given for waiting in batch) > MOST_BYTES
    return bool(given) and (heavy or len(given) >= MOST_GIVEN)


def call_contained(function: Callable[[Path], T], path: Path) -> T:
    """Call a function on one file where it may die.

    Raises:
        Unreadable: It did.
        PipelineError: No worker process can be started here.
    """
    with start_readers() as readers:
        future = readers.submit(function, path)
        loss = _loss(outcome(future))
        if loss is not None:
            raise lost_reader(loss)
        return future.result()


class _Reading:
    """Gives batches to an executor; what it fails on goes to a contained one, file by file."""

    def __init__(self, asked: bytes, readers: Executor, stack: ExitStack) -> None:
        self._asked = asked
        self._readers = readers
        self._stack = stack
        self._contained: Executor | None = (
            readers if isinstance(readers, ContainedExecutor) else None
        )

    def give(self, batch: Sequence[Waiting]) -> Future[bytes]:
        if not isinstance(self._readers, ContainedExecutor):
            batch = [_shipped(waiting) for waiting in batch]
        return _submitted(self._readers, self._asked, batch)

    def take(self, batch: Sequence[Waiting], future: Future[bytes]) -> Iterator[Reading]:
        if outcome(future) is None:
            yield from _readings(future)
        elif len(batch) == 1 and self._readers is self._contained:
            yield _single(batch[0], future)
        else:
            yield from self._one_by_one(batch)

    def _one_by_one(self, batch: Sequence[Waiting]) -> Iterator[Reading]:
        if self._contained is None:
            self._contained = self._stack.enter_context(start_readers())
        futures = [_submitted(self._contained, self._asked, (waiting,)) for waiting in batch]
        for waiting, future in zip(batch, futures, strict=True):
            yield _single(waiting, future)


def outcome(future: Future[T]) -> BaseException | None:
    """How a call ended, once it has."""
    while not wait((future,), GLANCE).done:
        continue
    return future.exception()


def _submitted(executor: Executor, asked: bytes, batch: Sequence[Waiting]) -> Future[bytes]:
    try:
        return executor.submit(read_batch, asked, batch)
    except BrokenExecutor as problem:  # an earlier batch took a foreign pool with it
        future: Future[bytes] = Future()
        future.set_exception(problem)
        return future


def _shipped(waiting: Waiting) -> Waiting:
    """With its bytes, unless they are too many: then it is refused by a reader of our own."""
    source = waiting.source
    if isinstance(source, bytes) or source.stat().st_size > MAX_FILE_BYTES:
        return waiting
    return replace(waiting, source=source.read_bytes())


def _single(waiting: Waiting, future: Future[bytes]) -> Reading:
    """The reading of one file, from a worker of our own."""
    loss = _loss(outcome(future))
    return refused(waiting.file, lost_reader(loss)) if loss else _readings(future)[0]


def _loss(problem: BaseException | None) -> Loss | None:
    if isinstance(problem, TaskLostError):
        return problem.loss
    return Loss.MEMORY if isinstance(problem, MemoryError) else None


def _readings(future: Future[bytes]) -> list[Reading]:
    readings: list[Reading] = pickle.loads(future.result())
    return readings
