"""``ClusterExecutor``: the standard ``Executor`` on the workers of a Dask scheduler.

Every call ends, whatever becomes of the cluster. When a worker goes, Dask gives its calls to
another; when the scheduler goes or nothing is heard any more, all calls fail with
``BrokenExecutor``, and so does each further one.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import threading
import time
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor, Future
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from pipeline.files.cluster.remote import program, run_contained
from pipeline.files.contained.worker import Limits

if TYPE_CHECKING:
    from distributed import Client

SILENCE_SECONDS: Final = 90.0
"""Without any answer while calls wait; the child that runs one is stopped long before."""

LOOK_EVERY: Final = 0.5
CLOSE_SECONDS: Final = 5

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class ClusterExecutor(Executor):
    """Calls with picklable arguments, each held to the limits in a child process of a worker."""

    def __init__(self, client: Client, limits: Limits, imports: str) -> None:
        """Take over a connection; it is closed with the executor."""
        self._client = client
        self._dask = client.get_executor(pure=False, retries=0)
        self._contained = (program(), limits, imports)
        self._unanswered: set[Future[Any]] = set()
        self._lock = threading.Lock()
        self._heard = time.monotonic()
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call a module's function on one of the workers.

        Raises:
            BrokenExecutor: The cluster was given up.
        """
        future: Future[T] = Future()
        call = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        with self._lock:
            if self._ended.is_set() or self._client.status == "closed":
                raise BrokenExecutor
            if not self._unanswered:
                self._heard = time.monotonic()
            self._unanswered.add(future)
        there = self._dask.submit(run_contained, *self._contained, call)
        there.add_done_callback(lambda done: self._settle(future, done))
        return future

    def _settle(self, future: Future[T], there: Future[T]) -> None:
        """Hand over an answer, unless its call was given up before."""
        if there.cancelled():
            self._lose()
            return
        with self._lock:
            self._heard = time.monotonic()
            if future not in self._unanswered:
                return
            self._unanswered.remove(future)
        problem = there.exception()
        if problem is None:
            future.set_result(there.result())
        else:
            future.set_exception(problem)

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            if self._unanswered and time.monotonic() - self._heard > SILENCE_SECONDS:
                self._lose()

    def _lose(self) -> None:
        if self._end():
            _log.warning("Mất liên lạc với các máy đọc; phần còn lại được đọc trên máy này.")

    def _end(self) -> int:
        """Take no more calls and fail those without an answer; how many there were."""
        with self._lock:
            self._ended.set()
            unanswered, self._unanswered = self._unanswered, set()
        for future in unanswered:
            future.set_exception(BrokenExecutor())
        return len(unanswered)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take no more calls; finish those taken, unless they are to be cancelled."""
        if wait and not cancel_futures:
            futures.wait(tuple(self._unanswered))
        self._end()
        with contextlib.suppress(TimeoutError, OSError):  # of a cluster that is gone already
            self._client.close(timeout=CLOSE_SECONDS)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish; after an exception at once."""
        self.shutdown(cancel_futures=kind is not None)
