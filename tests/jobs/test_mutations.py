"""Every fault a returned file may have, all in one inbox with three healthy units.

``tests/golden/verdicts.txt`` says a line a file what becomes of it; a verdict that changes in
either direction fails until that table is edited. How the sheets' structure is read cell by cell is
the matter of ``test_structure``; files that kill their reader in other ways, of ``test_containing``.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.collection import Collection
from pipeline.files.templates.phrases import load_phrases
from pipeline.jobs.campaigns import open_campaign
from pipeline.jobs.containing import read_all
from pipeline.jobs.reading import Waiting
from pipeline.steps.figures import FigureBook
from tests.jobs.hand_cluster import a_cluster
from tests.jobs.mutated.inbox import (
    HEALTHY,
    SOUND,
    Run,
    faults,
    listed,
    run,
    statuses,
    submission,
    table,
    verdict_on,
)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("healthy") / "cum", {})


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("faulty") / "cum", faults())


def test_every_fault_ends_in_its_verdict(faulty: Run, golden: Callable[[str, str], None]) -> None:
    golden("verdicts.txt", table(faulty.collected))


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
