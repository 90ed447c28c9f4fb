"""Reading on the workers of a Dask scheduler: real processes, which stand in another folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest

import pipeline
from pipeline.domain.intake import SeenFile, Status
from pipeline.domain.layout import Manifest
from pipeline.files.cluster import executor as cluster_executor
from pipeline.files.forms.form_book import write_form
from pipeline.jobs.containing import read_all
from pipeline.jobs.readers import start_readers
from pipeline.jobs.reading import Asked, Reading, Waiting
from pipeline.steps.place import place
from tests.builders import a_campaign, a_form
from tests.files.dask_cluster import Scheduler, a_scheduler, end, workers
from tests.files.foreign_books import a_killing_xls
from tests.jobs.by_hand import thidua, thidua_json
from tests.jobs.hand_cluster import FIRST, a_cluster

CAMPAIGN = a_campaign()
ASKED = Asked(CAMPAIGN, a_form("unit", CAMPAIGN), a_form("head", CAMPAIGN))
NOW = datetime(2025, 12, 1, tzinfo=UTC)
FILES = 60
UNREACHED = "tcp://127.0.0.1:1"


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    with a_scheduler(tmp_path_factory.mktemp("dask") / "elsewhere") as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Waiting]:
    """Sixty returned files: sound ones of three units, one that is no workbook, one that kills."""
    folder = tmp_path_factory.mktemp("inbox")
    form = ASKED.unit_form
    for number, unit in enumerate(("SNV", "STC", "STP")):
        manifest = Manifest("unit", form.version, CAMPAIGN.id, unit, CAMPAIGN.period.code)
        answers = {("headcount", "total", "value"): 12 + number}
        write_form(folder / f"{unit}.xlsx", form, place(form), manifest, answers)
    (folder / "sai.xlsx").write_bytes(b"%PDF-1.7")
    (folder / "chet.xls").write_bytes(a_killing_xls())
    sound = [path for path in sorted(folder.iterdir()) if path.name.startswith("S")]
    paths = list(islice(cycle(sound), FILES))
    paths[7], paths[41] = folder / "sai.xlsx", folder / "chet.xls"
    return [waiting(path, number) for number, path in enumerate(paths)]


@pytest.fixture(scope="module")
def read_here(files: list[Waiting]) -> list[Reading]:
    readings = list(read_all(ASKED, files))
    refused = [reading.verdict.status is Status.REFUSED for reading in readings]
    assert [number for number, is_refused in enumerate(refused) if is_refused] == [7, 41]
    return readings


def waiting(path: Path, number: int) -> Waiting:
    file = SeenFile(f"{number:064}", f"{number}-{path.name}", path.stat().st_size, NOW)
    return Waiting(path, file)


def is_running(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


def test_workers_that_cannot_see_the_campaign_give_the_verdicts_read_here(
    scheduler: Scheduler,
    files: list[Waiting],
    read_here: list[Reading],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources = [one.source for one in files if isinstance(one.source, Path)]
    monkeypatch.chdir(sources[0].parent)
    named = [replace(one, source=Path(path.name)) for one, path in zip(files, sources, strict=True)]
    with workers(scheduler, 2) as started:
        with start_readers(scheduler.address) as readers:
            readings = list(read_all(ASKED, named, readers))

        assert all(map(is_running, started)), "a file that kills its reader killed a worker"
    assert readings == read_here


def test_a_worker_killed_amid_a_run_costs_nothing(
    scheduler: Scheduler, files: list[Waiting], read_here: list[Reading]
) -> None:
    with workers(scheduler, 2) as (first, second), start_readers(scheduler.address) as readers:
        reading = read_all(ASKED, files, readers, batch=2)
        begun = [next(reading)]
        end(first)
        readings = [*begun, *reading]

        assert is_running(second)
    assert readings == read_here


def test_files_are_read_here_when_every_worker_is_gone(
    scheduler: Scheduler,
    files: list[Waiting],
    read_here: list[Reading],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(cluster_executor, "SILENCE_SECONDS", 2.0)
    with workers(scheduler, 1) as (only,), start_readers(scheduler.address) as readers:
        reading = read_all(ASKED, files, readers, batch=2)
        begun = [next(reading)]
        end(only)

        assert [*begun, *reading] == read_here
    assert "Mất liên lạc với các máy đọc" in caplog.text


def test_files_are_read_here_when_the_scheduler_is_gone(
    tmp_path: Path,
    files: list[Waiting],
    read_here: list[Reading],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with (
        a_scheduler(tmp_path / "elsewhere") as own,
        workers(own, 1),
        start_readers(own.address) as readers,
    ):
        reading = read_all(ASKED, files, readers, batch=2)
        begun = [next(reading)]
        end(own.process)

        assert [*begun, *reading] == read_here
    assert "Mất liên lạc với các máy đọc" in caplog.text


def test_commands_leave_the_reading_to_the_workers(
    scheduler: Scheduler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = a_cluster()
    expected = [
        unit["state"] for unit in thidua_json("status", "--campaign", by_hand.folder)["units"]
    ]
    monkeypatch.setattr("pipeline.jobs.readers.ContainedExecutor", None)
    with workers(scheduler, 1):
        for command in ("collect", "consolidate", "remind"):
            folder = tmp_path / command
            shutil.copytree(by_hand.issued, folder)
            for name in (*FIRST, "head"):
                shutil.copy2(by_hand.filled[name], folder / "inbox")
            where = ("--campaign", folder, "--scheduler", scheduler.address)
            thidua(command, *where, code=0 if command == "remind" else 1)
            told = thidua_json("status", *where)

            assert [unit["state"] for unit in told["units"]] == expected


def refusal(scheduler: str) -> str:
    return thidua("collect", "--scheduler", scheduler, code=2)


def test_a_scheduler_without_workers_is_told_with_the_command_to_start_them(
    scheduler: Scheduler,
) -> None:
    with workers(scheduler, 0):
        assert f"dask worker {scheduler.address}" in refusal(scheduler.address)


def test_a_worker_without_the_program_is_named(scheduler: Scheduler, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['pipeline'] = None\n", encoding="utf-8"
    )
    with workers(scheduler, 1, finds=tmp_path):
        assert "chưa chạy được thidua" in refusal(scheduler.address)


def test_a_worker_with_other_code_of_the_same_version_is_named(
    scheduler: Scheduler, tmp_path: Path
) -> None:
    package = tmp_path / "pipeline"
    package.mkdir()
    (package / "__init__.py").write_text(
        f'__version__ = "{pipeline.__version__}"\n__path__.append({pipeline.__path__[0]!r})\n',
        encoding="utf-8",
    )
    with workers(scheduler, 1, finds=tmp_path):
        said = refusal(scheduler.address)

    assert "không cùng phiên bản" in said
    assert f"thidua {pipeline.__version__} (" in said


@pytest.mark.parametrize("address", ["may-chu", "http://may-chu:8786", "tcp://may-chu", "tcp://:x"])
def test_an_address_that_is_none_is_told_with_its_form(address: str) -> None:
    assert "tcp://TÊN-MÁY:8786" in refusal(address)


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.files.cluster.connection.REACH_SECONDS", 1)
    said = refusal(UNREACHED)

    assert f"Không liên lạc được với máy điều phối {UNREACHED}" in said
    assert len(said.strip().splitlines()) == 1


def test_encryption_without_certificates_says_what_is_missing() -> None:
    assert "chứng thư" in refusal("tls://127.0.0.1:1")


def test_without_dask_the_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert '".[cluster]"' in refusal(UNREACHED)
