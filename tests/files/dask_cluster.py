"""A real Dask scheduler and its workers, as processes of their own on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from distributed import Client

PATIENT = 120.0
"""Seconds for a process to start on a busy computer."""


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A scheduler that runs; the folder is where its workers stand."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]


@contextmanager
def a_scheduler(folder: Path) -> Iterator[Scheduler]:
    """Start a scheduler on any free port; end it afterwards."""
    folder.mkdir()
    told = folder / "scheduler.json"
    arguments = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    process = _started(folder, [*arguments, "--no-show", "--scheduler-file", str(told)])
    try:
        yield Scheduler(_address(told), folder, process)
    finally:
        end(process)


@contextmanager
def workers(
    scheduler: Scheduler, number: int, *, finds: Path | None = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start workers of one thread each; modules in ``finds`` come before the ones we find."""
    arguments = ["worker", scheduler.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started = [
        _started(scheduler.folder, [*arguments, "--host", "127.0.0.1"], finds)
        for _ in range(number)
    ]
    try:
        _await_workers(scheduler.address, number)
        yield started
    finally:
        for process in started:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it started, at once, as a power cut does."""
    try:
        below = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        below = []
    process.kill()
    process.wait()
    for one in below:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(below, PATIENT)


def _started(
    folder: Path, arguments: list[str], finds: Path | None = None
) -> subprocess.Popen[bytes]:
    paths = [str(finds)] if finds else []
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "dask", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*paths, *filter(None, sys.path)])},
    )


def _address(told: Path) -> str:
    until = time.monotonic() + PATIENT
    while time.monotonic() < until:
        if told.exists() and (text := told.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise TimeoutError(told)


def _await_workers(address: str, number: int) -> None:
    until = time.monotonic() + PATIENT
    with Client(address, set_as_default=False) as client:
        while len(client.run(os.getpid, on_error="ignore")) != number:
            if time.monotonic() > until:
                raise TimeoutError(address)
            time.sleep(0.1)
