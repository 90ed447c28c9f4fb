"""One worker process as its owner sees it: started, given calls, watched, replaced when lost.

The owner looks at the clock and at the process's memory while it waits for an answer, and kills
what goes beyond. Nothing here depends on the operating system: a new interpreter is started by
``subprocess``, its memory read by psutil.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import psutil

from pipeline.domain.errors import PipelineError
from pipeline.files.contained.frames import next_frame, send_frame

CHILD: Final = "pipeline.files.contained.child"
LOOK_EVERY: Final = 0.02
"""Seconds between two looks at a working process."""

START_SECONDS: Final = 120
"""For an interpreter to start, on a slow disk and past a virus scanner."""

KEPT_SHARE: Final = 4
"""A worker that still holds this fraction of its limit after a call is replaced by a fresh one."""


class Loss(Enum):
    """How a worker process was lost."""

    DIED = "died"
    TIME = "time"
    MEMORY = "memory"


class TaskLostError(Exception):
    """A call that took its worker process with it; calling again may lose another."""

    def __init__(self, loss: Loss) -> None:
        """Keep how."""
        super().__init__(loss.value)
        self.loss = loss


class StoppedError(Exception):
    """The owner ended the work."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take; memory is that of the whole process."""

    seconds: float
    memory_bytes: int


class Worker:
    """A process that runs calls one by one; the next call after a loss gets a new process."""

    def __init__(self, limits: Limits, imports: str, stopping: threading.Event) -> None:
        """Start the process at once; it gets ready while the owner does other things."""
        self._limits = limits
        self._imports = imports
        self._stopping = stopping
        self._child: _Child | None = _Child(limits, imports)

    def call(self, task: bytes) -> Any:
        """Run a pickled ``(function, positional, named)`` and give its result.

        Raises:
            TaskLostError: The process died, or was killed for what it took.
            StoppedError: The owner wants no more.
            PipelineError: No worker process can be started here.
        """
        child = self._child = self._child or _Child(self._limits, self._imports)
        try:
            if not child.is_ready:
                self._await_start(child)
            child.send(task)
            answer = self._await(child, self._limits.seconds)
        except BaseException:
            self.close()
            raise
        if child.memory() * KEPT_SHARE > self._limits.memory_bytes:
            self.close()
        result, problem = pickle.loads(answer)
        if problem is not None:
            raise problem
        return result

    def _await_start(self, child: _Child) -> None:
        """Wait for the first frame of a child; no call is to blame when it never comes."""
        try:
            self._await(child, START_SECONDS)
        except TaskLostError:
            raise _not_started() from None
        child.is_ready = True

    def _await(self, child: _Child, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while not self._stopping.is_set():
            try:
                answer = child.answers.get(timeout=LOOK_EVERY)
            except queue.Empty:
                _hold_to(self._limits, child, until)
                continue
            if answer is None:
                raise TaskLostError(Loss.DIED)
            return answer
        raise StoppedError

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._child is not None:
            self._child.kill()
            self._child = None


def _hold_to(limits: Limits, child: _Child, until: float) -> None:
    if time.monotonic() > until:
        raise TaskLostError(Loss.TIME)
    if child.memory() > limits.memory_bytes:
        raise TaskLostError(Loss.MEMORY)


def _not_started() -> PipelineError:
    return PipelineError(
        "Không khởi động được tiến trình đọc tệp. Chạy lại; nếu vẫn vậy, cài lại thidua."
    )


class _Child:
    """The process with its pipes; a thread of ours waits for its answers."""

    def __init__(self, limits: Limits, imports: str) -> None:
        self.answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.is_ready = False
        # Twice the limit: only when nobody is left to hold the worker to it does it end itself.
        self._process = _started([CHILD, str(limits.seconds * 2), imports])
        self._watched = psutil.Process(self._process.pid)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while (frame := next_frame(self._process.stdout)) is not None:
            self.answers.put(frame)
        self.answers.put(None)

    def send(self, task: bytes) -> None:
        assert self._process.stdin is not None
        try:
            send_frame(self._process.stdin, task)
        except OSError:
            raise TaskLostError(Loss.DIED) from None

    def memory(self) -> int:
        """Bytes it holds; 0 when it is gone."""
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            _close(pipe)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was not yet sent to a dead process cannot be sent any more


def _started(arguments: list[str]) -> subprocess.Popen[bytes]:
    """A new interpreter that finds the modules we find, and hears no Ctrl-C of ours."""
    paths = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    alone: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        alone = {"creationflags": subprocess.CREATE_NO_WINDOW}
    try:
        return subprocess.Popen(
            # -P: the folder we stand in may hold anybody's files.
            [sys.executable, "-P", "-m", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A parser's last words are of no use to the person at the terminal.
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            **alone,
        )
    except OSError as problem:
        raise _not_started() from problem
