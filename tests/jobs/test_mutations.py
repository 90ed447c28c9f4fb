"""Every fault a returned file may have, all in one inbox with three healthy units.

``tests/golden/verdicts.txt`` says what becomes of each, a line a file; a verdict that changes in
either direction fails until that table is edited. Changes to rows, columns and sheets, cell by
cell, are the matter of ``test_structure``; ways to lose a reader, of ``test_containing``.
"""

from __future__ import annotations

import functools
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.figures import Figure
from pipeline.domain.intake import SeenFile
from pipeline.files.contained.executor import ContainedExecutor
from pipeline.files.contained.worker import Limits, Loss
from pipeline.files.office import convert
from pipeline.files.returned.losses import lost_reader
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.collect import collect
from pipeline.jobs.containing import read_all
from pipeline.jobs.readers import READING
from pipeline.jobs.reading import Waiting
from pipeline.steps.figures import FigureBook
from tests.conftest import GOLDEN
from tests.jobs.hand_cluster import a_cluster
from tests.jobs.mutated.book import filled
from tests.jobs.mutated.inbox import (
    HEALTHY,
    NOW,
    SOUND,
    Run,
    answers,
    faults,
    listed,
    run,
    submission,
    table,
    verdict_on,
)

VERDICTS = GOLDEN / "verdicts.txt"
DOCUMENTATION = GOLDEN.parents[1] / "docs" / "reliability.md"
STATUSES = ("accepted", "accepted_with_findings", "refused", "set_aside", "passed over", "opened")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("healthy") / "cum", {})


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("faulty") / "cum", faults())


def test_every_fault_ends_in_its_verdict(faulty: Run, golden: Callable[[str, str], None]) -> None:
    golden("verdicts.txt", table(faulty.collected))


def test_the_documentation_counts_the_verdicts_that_stand_in_the_table() -> None:
    ends: dict[str, Counter[str]] = {}
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        name, status = line.split(" | ")[:2]
        if "/" in name:
            ends.setdefault(name.split("/")[0], Counter())[re.split("[:,]", status)[0]] += 1
    counted = [
        f"| {group} | {' | '.join(str(found[one] or '') for one in STATUSES)} |".replace("  ", " ")
        for group, found in sorted(ends.items())
    ]
    documented = DOCUMENTATION.read_text(encoding="utf-8").splitlines()
    assert [line for line in counted if line not in documented] == []


def test_every_file_found_is_listed_once(faulty: Run) -> None:
    names = listed(faulty.collected)
    assert [name for name, count in Counter(names).items() if count > 1] == []
    dropped = {*faults(), SOUND, *(f"{unit}.xlsx" for unit in HEALTHY)}
    assert dropped - set(names) == set()
    # What is listed besides lay in one of them.
    assert [name for name in names if name not in dropped and not inside(name, dropped)] == []


def inside(name: str, dropped: set[str]) -> bool:
    return any(name.startswith(f"{carrier}/") for carrier in dropped)


def test_no_figure_moves_by_a_byte_for_all_faults_together(healthy: Run, faulty: Run) -> None:
    assert faulty.figures == healthy.figures
    for unit in HEALTHY:
        name = f"{unit}.xlsx"
        assert verdict_on(faulty.collected, name) == verdict_on(healthy.collected, name)
        assert submission(faulty.collected, name) == submission(healthy.collected, name)


def test_a_fault_in_the_file_that_counts_moves_no_figure_of_the_others(faulty: Run) -> None:
    sound = figures_of_the_healthy(faulty, SOUND)
    assert sum(figure.value is not None for figure in sound) > 30
    unlike = {  # one file for each way to answer
        str(answers(faulty.collected.read[verdict.digest])): verdict.file.name
        for verdict in faulty.collected.verdicts
        if verdict.unit == "SNV" and verdict.status.may_count
    }
    moved = [name for name in unlike.values() if figures_of_the_healthy(faulty, name) != sound]
    assert (len(unlike) > 30, moved) == (True, [])


@functools.cache
def campaign() -> OpenCampaign:
    return open_campaign(a_cluster().issued)


def figures_of_the_healthy(faulty: Run, name: str) -> list[Figure]:
    """Every column added up, and every list counted, of each healthy unit beside this file."""
    collected = faulty.collected
    healthy = {unit: collected.collection.submissions[unit] for unit in HEALTHY}
    beside = {**healthy, "SNV": submission(collected, name)}
    forms = (campaign().unit_form, campaign().head_form)
    book = FigureBook(replace(collected.collection, submissions=beside), *forms)
    return [
        figure
        for unit, read in healthy.items()
        for block, answered in read.tables.items()
        for figure in (
            book.count(block, unit=unit),
            *(book.total(block, column, unit=unit) for column in answered.values),
        )
    ]


def test_a_file_whose_reader_was_too_slow_once_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "cum"
    shutil.copytree(a_cluster().issued, folder)
    (folder / "inbox" / "a.xlsx").write_bytes(filled())
    opened = open_campaign(folder)
    with ContainedExecutor(Limits(0.01, 10**9), READING) as hurried:
        (first,) = collect(opened, now=NOW, readers=hurried).verdicts
    (second,) = collect(opened, now=NOW).verdicts

    assert lost_reader(Loss.TIME).advice == first.findings[0].advice
    assert (first.status, second.status) == ("refused", "accepted")


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_what_was_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled())
    # What it saves as .xlsx is the matter of ``test_structure``.
    saved = [convert(path, tmp_path / kind, kind) for kind in ("ods", "xls")]
    waiting = [Waiting(one, SeenFile("", one.name, 0, NOW)) for one in [path, *saved]]
    sent, *readings = read_all(campaign().asked, waiting)

    assert sent.submission is not None
    for reading in readings:
        assert (reading.verdict.status, reading.verdict.findings) == ("accepted", ())
        assert reading.submission is not None
        assert answers(reading.submission) == answers(sent.submission)
