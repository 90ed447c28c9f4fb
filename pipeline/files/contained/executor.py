"""``ContainedExecutor``: the standard ``Executor``, each of whose calls may lose its process.

Unlike ``ProcessPoolExecutor`` it survives the loss: the call's future raises ``TaskLostError``,
which says how, and the next call gets a fresh process. Use it as a context manager; leaving it
because of an exception (Ctrl-C too) ends all processes at once.
"""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.files.contained.worker import Limits, Worker

PATIENCE: Final = 4
"""Calls that may wait for each process before a further one is worth its start."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Task:
    call: bytes
    future: Future[Any]


class ContainedExecutor(Executor):
    """Worker processes behind one queue, each held to the limits call by call."""

    def __init__(self, limits: Limits, imports: str = "", most: int = 1) -> None:
        """Start one process; it gets ready while the caller goes on.

        Args:
            limits: What each call may take.
            imports: A module that every process imports before its first call.
            most: Processes at most; all but the first are started when calls have to wait.
        """
        self._limits = limits
        self._imports = imports
        self._most = most
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._closed = False
        self._threads: list[threading.Thread] = []
        self._start_one()

    def _start_one(self) -> None:
        worker = Worker(self._limits, self._imports, self._stopping)
        thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call a module's function with picklable arguments in one of the processes."""
        if self._closed:
            raise RuntimeError("no call after shutdown")
        future: Future[T] = Future()
        call = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        self._tasks.put(_Task(call, future))
        if len(self._threads) < self._most and self._tasks.qsize() > PATIENCE * len(self._threads):
            self._start_one()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take no more calls; finish those taken, unless they are to be cancelled."""
        self._closed = True
        if cancel_futures:
            self._stopping.set()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish; after an exception at once, with whatever still runs ended."""
        self.shutdown(cancel_futures=kind is not None)

    def _serve(self, worker: Worker) -> None:
        while (task := self._tasks.get()) is not None:
            if self._stopping.is_set():
                task.future.cancel()
            if task.future.set_running_or_notify_cancel():
                _run(worker, task)
        worker.close()


def _run(worker: Worker, task: _Task) -> None:
    try:
        result = worker.call(task.call)
    except BaseException as problem:  # noqa: BLE001 - it belongs to whoever waits for the result
        task.future.set_exception(problem)
    else:
        task.future.set_result(result)
