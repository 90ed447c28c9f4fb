from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

import psutil
import pytest

from pipeline.domain.errors import PipelineError
from pipeline.files.contained.executor import PATIENCE, ContainedExecutor
from pipeline.files.contained.worker import Limits, Loss, TaskLostError

ROOMY = Limits(60, 2_000_000_000)
PATIENT = 30.0
"""Seconds a test waits for what must come soon."""

OWNER = """
import signal, sys, time
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.contained.worker import Limits
import os
if __name__ == "__main__":
    # A program started in the background is born deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with ContainedExecutor(Limits(600, 2_000_000_000)) as executor:
        pid = executor.submit(os.getpid).result()
        future = executor.submit(time.sleep, 600)
        try:
            print(pid, flush=True)
            while not future.done():
                time.sleep(0.05)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
            raise
"""
"""A program that waits for a call which takes ten minutes."""


def loss(future: Future[Any]) -> Loss:
    with pytest.raises(TaskLostError) as lost:
        future.result(PATIENT)
    return lost.value.loss


def is_gone(pid: int) -> bool:
    until = time.monotonic() + PATIENT
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


def test_a_call_gives_its_result_from_another_process() -> None:
    with ContainedExecutor(ROOMY) as executor:
        assert executor.submit(math.sqrt, 9).result(PATIENT) == 3
        assert executor.submit(os.getpid).result(PATIENT) != os.getpid()


def test_one_process_serves_call_after_call() -> None:
    with ContainedExecutor(ROOMY) as executor:
        assert len(set(executor.map(_pid, range(5)))) == 1


def _pid(_: int) -> int:
    return os.getpid()


def test_what_a_call_raises_is_raised_here_with_where_it_arose() -> None:
    with ContainedExecutor(ROOMY) as executor:
        problem = executor.submit(math.sqrt, -1).exception(PATIENT)

        assert isinstance(problem, ValueError)
        assert "In the worker process" in problem.__notes__[0]
        assert executor.submit(math.sqrt, 4).result(PATIENT) == 2


@pytest.mark.parametrize(
    ("limits", "function", "argument", "expected"),
    [
        (ROOMY, os._exit, 0, Loss.DIED),
        (ROOMY, signal.raise_signal, signal.SIGABRT, Loss.DIED),
        (Limits(0.3, 2_000_000_000), time.sleep, 600, Loss.TIME),
        (Limits(60, 150_000_000), bytearray, 800_000_000, Loss.MEMORY),
    ],
    ids=["exit", "abort", "time", "memory"],
)
def test_a_call_that_takes_its_process_with_it_says_how_and_the_next_one_works(
    limits: Limits, function: Callable[..., Any], argument: object, expected: Loss
) -> None:
    with ContainedExecutor(limits) as executor:
        first = executor.submit(os.getpid).result(PATIENT)
        assert loss(executor.submit(function, argument)) is expected
        assert is_gone(first)
        assert executor.submit(math.sqrt, 16).result(PATIENT) == 4


def test_a_process_that_keeps_much_memory_is_replaced_by_a_fresh_one() -> None:
    with ContainedExecutor(Limits(60, 200_000_000)) as executor:
        first = executor.submit(os.getpid).result(PATIENT)
        executor.submit(exec, "import sys; sys.kept = b'x' * 100_000_000").result(PATIENT)

        assert executor.submit(os.getpid).result(PATIENT) != first
        assert is_gone(first)


def test_more_processes_start_only_when_calls_have_to_wait() -> None:
    with ContainedExecutor(ROOMY, most=2) as executor:
        for _ in range(3):
            executor.submit(time.sleep, 0).result(PATIENT)
        before = threading.active_count()
        for future in [executor.submit(time.sleep, 0.01) for _ in range(3 * PATIENCE)]:
            future.result(PATIENT)
        assert threading.active_count() > before


def test_no_process_is_left_after_the_work() -> None:
    with ContainedExecutor(ROOMY, most=2) as executor:
        pids = {future.result(PATIENT) for future in [executor.submit(os.getpid) for _ in range(9)]}

    assert all(is_gone(pid) for pid in pids)


def test_an_exception_ends_running_and_waiting_calls_at_once() -> None:
    executor = ContainedExecutor(ROOMY)
    pid = executor.submit(os.getpid).result(PATIENT)
    running, waiting = executor.submit(time.sleep, 600), executor.submit(time.sleep, 600)
    with pytest.raises(KeyboardInterrupt), executor:
        raise KeyboardInterrupt

    assert is_gone(pid)
    assert running.done()
    with pytest.raises(CancelledError):
        waiting.result(0)


def test_no_call_is_taken_after_the_end() -> None:
    with ContainedExecutor(ROOMY) as executor:
        pass
    with pytest.raises(RuntimeError):
        executor.submit(math.sqrt, 1)


def test_what_a_library_prints_does_not_spoil_the_answers() -> None:
    with ContainedExecutor(ROOMY) as executor:
        assert executor.submit(print, "lời của thư viện").result(PATIENT) is None
        assert executor.submit(os.write, 1, b"bytes").result(PATIENT) == 5
        assert executor.submit(math.sqrt, 4).result(PATIENT) == 2


def test_a_worker_that_cannot_start_is_a_broken_run_and_not_the_file_s_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ContainedExecutor(ROOMY, imports="no.such.module") as executor:
        problem = executor.submit(math.sqrt, 4).exception(PATIENT)
    assert isinstance(problem, PipelineError)

    monkeypatch.setattr(sys, "executable", "no-such-python")
    with pytest.raises(PipelineError, match="Không khởi động được"):
        ContainedExecutor(ROOMY)


def an_owner(tmp_path: Any) -> tuple[subprocess.Popen[str], int]:
    script = tmp_path / "owner.py"
    script.write_text(OWNER, encoding="utf-8")
    owner = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert owner.stdout is not None
    return owner, int(owner.stdout.readline())


def test_a_worker_goes_when_its_owner_is_killed(tmp_path: Any) -> None:
    owner, pid = an_owner(tmp_path)
    assert psutil.pid_exists(pid)
    with owner:
        owner.kill()

    assert is_gone(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_ends_owner_and_worker(tmp_path: Any) -> None:
    owner, pid = an_owner(tmp_path)
    with owner:
        owner.send_signal(signal.SIGINT)
        said, _ = owner.communicate(timeout=PATIENT)

    assert "interrupted" in said
    assert owner.returncode != 0
    assert is_gone(pid)
