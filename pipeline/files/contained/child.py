"""The worker process itself: ``python -m pipeline.files.contained.child SECONDS MODULE``.

It takes pickled calls on standard input and answers on what was standard output, which it closes
to everybody else. When the process that started it goes away, so does it: a thread waits for the
end of the input; a watchdog that needs no interpreter ends a call that nobody stops any more.
Nothing but the standard library is imported here: the rest comes with ``MODULE`` and the calls.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import IO, Final

from pipeline.files.contained.frames import next_frame, send_frame

READY: Final = b""
"""The first frame of a worker: it can be given work."""


def serve(tasks: IO[bytes], answers: IO[bytes], seconds: float, imports: str) -> None:
    """Answer calls, one after the other, until no more come."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(tasks, waiting), daemon=True).start()
    if imports:
        importlib.import_module(imports)
    send_frame(answers, READY)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
        while True:
            task = waiting.get()
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            answer = _answer(task)
            faulthandler.cancel_dump_traceback_later()
            send_frame(answers, answer)


def _take_in(tasks: IO[bytes], waiting: queue.SimpleQueue[bytes]) -> None:
    while (task := next_frame(tasks)) is not None:
        waiting.put(task)
    os._exit(0)  # the parent is gone or wants no more; whatever still runs here is for nobody


def _answer(task: bytes) -> bytes:
    """The pickled pair of result and exception; one of them is ``None``."""
    try:
        function, positional, named = pickle.loads(task)
        return pickle.dumps((function(*positional, **named), None), pickle.HIGHEST_PROTOCOL)
    except BaseException as problem:  # noqa: BLE001 - whatever it is, the caller gets it
        problem.add_note(f"In the worker process:\n{traceback.format_exc()}")
        return pickle.dumps((None, problem), pickle.HIGHEST_PROTOCOL)


def main() -> None:
    """Serve on the standard streams."""
    # The keyboard's interrupt is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not spoil the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers, float(sys.argv[1]), sys.argv[2])
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
