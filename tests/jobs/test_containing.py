from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.errors import PipelineError
from pipeline.domain.findings import FindingKind
from pipeline.domain.intake import SeenFile, Status
from pipeline.domain.layout import Manifest
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.contained.worker import Limits, Loss
from pipeline.files.forms.form_book import write_form
from pipeline.files.returned.losses import lost_reader
from pipeline.jobs import containing
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.containing import BATCH, read_all
from pipeline.jobs.inspect import check_file, layout_of
from pipeline.jobs.readers import READING
from pipeline.jobs.reading import Asked, Reading, Waiting, read_returned
from pipeline.steps.place import place
from tests.builders import a_campaign, a_form
from tests.files.foreign_books import a_killing_xls

CAMPAIGN = a_campaign()
ASKED = Asked(CAMPAIGN, a_form("unit", CAMPAIGN), a_form("head", CAMPAIGN))
NOW = datetime(2025, 12, 1, tzinfo=UTC)
GOOD = BATCH + 2


class Deadly:
    """Where a file lies, in a way that does something to the process that learns of it."""

    def __init__(self, function: Callable[[Any], object], argument: object) -> None:
        self.does = (function, (argument,))

    def __reduce__(self) -> tuple[Callable[[Any], object], tuple[object]]:
        return self.does


class Breaking(Executor):
    """A foreign pool that breaks with the first batch, as one does whose process was killed."""

    def __init__(self, problem: BaseException) -> None:
        self.problem = problem
        self.calls = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.calls += 1
        if self.calls > 1:
            raise BrokenExecutor
        future: Future[Any] = Future()
        future.set_exception(self.problem)
        return future


class Here(Executor):
    """Runs each call at once; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[Waiting] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.extend(args[1])
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def waiting(path: Path, number: int = 0) -> Waiting:
    return Waiting(path, SeenFile(f"{number:064}", f"{number}-{path.name}", 1, NOW))


def deadly(function: Callable[[Any], object], argument: object) -> Waiting:
    where: Any = Deadly(function, argument)
    return Waiting(where, SeenFile("f" * 64, "chet.xlsx", 1, NOW))


@pytest.fixture
def files(tmp_path: Path) -> list[Waiting]:
    form = ASKED.unit_form
    manifest = Manifest("unit", form.version, CAMPAIGN.id, "SNV", CAMPAIGN.period.code)
    good = tmp_path / "tot.xlsx"
    write_form(good, form, place(form), manifest, {("headcount", "total", "value"): 12})
    wrong = tmp_path / "sai.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    return [*(waiting(good, number) for number in range(GOOD)), waiting(wrong, GOOD)]


def directly(files: list[Waiting]) -> list[Reading]:
    return [read_returned(ASKED, one) for one in files]


def reason(reading: Reading) -> str:
    assert reading.verdict.status is Status.REFUSED
    assert [f.code for f in reading.verdict.findings] == [FindingKind.UNREADABLE.code]
    return reading.verdict.findings[0].message


def test_reading_contained_gives_what_reading_here_gives_in_the_same_order(
    files: list[Waiting],
) -> None:
    readings = list(read_all(ASKED, files))

    assert readings == directly(files)
    assert [r.verdict.file for r in readings] == [one.file for one in files]
    assert readings[0].submission is not None
    assert readings[0].submission.value("headcount", "total") == 12


def test_no_files_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containing, "start_readers", None)

    assert list(read_all(ASKED, [])) == []


def test_more_batches_than_are_given_out_at_once_are_all_read(
    files: list[Waiting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containing, "MOST_GIVEN", 2)

    assert list(read_all(ASKED, files, batch=2)) == directly(files)


def test_no_more_bytes_are_given_out_ahead_than_memory_may_hold(
    files: list[Waiting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containing, "MOST_BYTES", 5)
    here = Here()
    reading = read_all(ASKED, files, here, batch=2)
    next(reading)

    assert len(here.given) == 6
    assert [*reading] == directly(files)[1:]


def test_a_foreign_pool_is_given_bytes_for_it_may_not_see_the_files(
    files: list[Waiting], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [one.source.stat().st_size for one in files if isinstance(one.source, Path)]
    monkeypatch.setattr(containing, "MAX_FILE_BYTES", min(sizes))
    here = Here()

    assert list(read_all(ASKED, files, here)) == directly(files)
    assert [isinstance(one.source, bytes) for one in here.given] == [
        size <= min(sizes) for size in sizes
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (deadly(os._exit, 134), Loss.DIED),
        (deadly(time.sleep, 600), Loss.TIME),
        (deadly(bytearray, 900_000_000), Loss.MEMORY),
    ],
    ids=["dies", "hangs", "bloats"],
)
@pytest.mark.parametrize("at", [3, None], ids=["amid others", "alone"])
def test_a_file_that_kills_its_reader_costs_itself_alone(
    files: list[Waiting], file: Waiting, expected: Loss, at: int | None
) -> None:
    limits = Limits(8 if expected is not Loss.TIME else 2, 500_000_000)
    healthy = [] if at is None else files
    all_files = [*healthy[: at or 0], file, *healthy[at or 0 :]]
    with ContainedExecutor(limits, READING) as readers:
        readings = list(read_all(ASKED, all_files, readers))

    refused = readings.pop(at or 0)
    assert refused.verdict.file == file.file
    assert lost_reader(expected).reason.rstrip(".") in reason(refused)
    assert refused.verdict.findings[0].advice == lost_reader(expected).advice
    assert readings == directly(healthy)


def test_a_real_file_that_aborts_the_reader_is_refused_amid_the_others(
    files: list[Waiting], tmp_path: Path
) -> None:
    path = tmp_path / "chet.xls"
    path.write_bytes(a_killing_xls())
    readings = list(read_all(ASKED, [*files[:2], waiting(path), *files[2:]]))

    assert lost_reader(Loss.DIED).reason.rstrip(".") in reason(readings.pop(2))
    assert readings == directly(files)


def test_check_and_layout_survive_a_file_that_aborts_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "chet.xls"
    path.write_bytes(a_killing_xls())
    opened = OpenCampaign(
        CampaignFolder(tmp_path), CAMPAIGN, a_form("unit", CAMPAIGN), a_form("head", CAMPAIGN)
    )

    assert "dừng đột ngột" in reason(check_file(opened, path, now=NOW))
    with pytest.raises(PipelineError, match="dừng đột ngột"):
        layout_of(path)


def test_each_way_to_lose_a_reader_has_its_own_sentence() -> None:
    refusals = [lost_reader(loss) for loss in Loss]

    assert len({refusal.reason for refusal in refusals}) == len(Loss)
    for refusal in refusals:
        assert refusal.reason.endswith(".")
        assert refusal.advice.endswith(".")


def test_any_executor_will_do(files: list[Waiting]) -> None:
    with ThreadPoolExecutor(2) as threads:
        assert list(read_all(ASKED, files, threads)) == directly(files)


def test_a_foreign_pool_that_breaks_loses_no_file(files: list[Waiting]) -> None:
    pool = Breaking(BrokenExecutor())

    assert list(read_all(ASKED, files, pool)) == directly(files)
    assert pool.calls == 2


def test_a_mistake_of_ours_shows_as_what_it_is(files: list[Waiting]) -> None:
    with pytest.raises(AttributeError, match="'str' object has no attribute 'stat'"):
        list(read_all(ASKED, [*files, deadly(str, "not a path")]))
