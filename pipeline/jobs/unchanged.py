"""Tell that nothing changed since the run whose results lie in ``reports/``: then none is made.

What the results depend on is one fingerprint, kept with the run in the cache; without the cache a
run is simply made. Whatever a result comes to depend on besides goes into ``_basis``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.fingerprint import fingerprint
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.reading_cache import open_cache
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.campaign.publication import is_interrupted
from pipeline.files.campaign.run_folders import run_in
from pipeline.files.templates.settings import templates_folder
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.feedback import Feedback
from pipeline.jobs.kept_readings import LAST_RUN
from pipeline.jobs.write_reports import Written


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made and left in the campaign's folder.

    Attributes:
        figures: How many different figures can be traced.
        reports: All files in ``reports/`` and its folders that it wrote.
    """

    run: str
    figures: int
    reports: tuple[Path, ...]
    feedback: Feedback


def remember(
    opened: OpenCampaign, collected: Collected, written: Written, feedback: Feedback
) -> None:
    """Keep what a run was made from and what it made, for the next one to compare with.

    One that could not do everything is not kept, so that the next tries again.
    """
    if written.notes:
        return
    reports = opened.folder.reports
    with suppress(OSError), open_cache(opened.folder.cache) as cache:
        told = {
            "run": written.record.run,
            "figures": len(written.record.figures),
            "reports": {
                path.relative_to(reports).as_posix(): digest_of(path) for path in written.paths
            },
            "messages": [path.name for path in feedback.messages],
            "workbooks": [path.name for path in feedback.workbooks],
        }
        cache.keep([(LAST_RUN, _basis(opened, collected), zipped(told))])


def unchanged(opened: OpenCampaign, collected: Collected) -> Made | None:
    """What the last run made, when another one could make nothing else; ``None`` when it could.

    Reports that a person edited since are no longer as they were made: the next run looks at them.
    So it does when a file cannot be opened just now.
    """
    with suppress(OSError):
        return _unchanged(opened, collected)
    return None


def _unchanged(opened: OpenCampaign, collected: Collected) -> Made | None:
    reports = opened.folder.reports
    told = _remembered(opened, collected)
    if not told or run_in(reports) != told["run"] or is_interrupted(reports):
        return None
    with open_ledger(opened.folder.ledger) as ledger:
        if not ledger.knows_run(told["run"]):
            return None
    paths = tuple(reports / name for name in told["reports"])
    feedback = Feedback(
        tuple(opened.folder.feedback / name for name in told["messages"]),
        tuple(opened.folder.feedback / name for name in told["workbooks"]),
    )
    is_whole = all(path.is_file() for path in (*paths, *feedback.paths, opened.folder.status_page))
    if not is_whole or not _are_as_made(reports, told["reports"]):
        return None
    return Made(told["run"], told["figures"], paths, feedback)


def _remembered(opened: OpenCampaign, collected: Collected) -> Mapping[str, Any]:
    with open_cache(opened.folder.cache) as cache, suppress(DamagedError):
        for _, content in cache.kept({LAST_RUN: _basis(opened, collected)}):
            remembered: dict[str, Any] = unzipped(content)
            return remembered
    return {}


def _are_as_made(folder: Path, digests: Mapping[str, str]) -> bool:
    return all(digest_of(folder / name) == digest for name, digest in digests.items())


def _basis(opened: OpenCampaign, collected: Collected) -> str:
    """Everything that the results of a run depend on."""
    with open_ledger(opened.folder.ledger) as ledger:
        sent = (ledger.asked(), ledger.mails())
    settings = digest_of(opened.folder.campaign_book)
    looks = tuple(_digests((templates_folder(), opened.folder.templates)))
    return fingerprint(collected.ground, opened.asked.key, settings, sent, looks)


def _digests(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), digest_of(path)
