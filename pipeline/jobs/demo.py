"""``thidua demo``: a made-up cluster, its campaign folder, and what its units sent back."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.domain.errors import OutputError, SettingsError
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.forms.form_filler import fill, read_printed
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.files.office import convert, find_office
from pipeline.files.templates.settings import load_catalogue, load_movements
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.distribute import Issued, distribute
from pipeline.jobs.new_campaign import write_campaign
from pipeline.jobs.progress import Progress, begin, silent
from pipeline.steps.demo.file_names import STRAY, STRAY_TEXT, litter_name
from pipeline.steps.demo.returns import Return, answers_of, returns_of
from pipeline.steps.demo.settings import demo_settings
from pipeline.steps.demo.story import Role, Story, quality, tell_stories
from pipeline.steps.settings.campaign_values import starting_values

MOST_UNITS = 10_000
POOL_FROM = 50
"""Files from which several processes pay."""


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was made (kết quả tạo cụm minh họa).

    Attributes:
        returned: The workbooks in the inbox, in the order they arrived.
        roles: Names of the units with a part to play, by role.
        saved_by_office: Whether LibreOffice was found and saved its unit's file.
    """

    folder: CampaignFolder
    issued: Issued
    returned: tuple[Path, ...]
    others: tuple[Path, ...]
    roles: Mapping[Role, tuple[str, ...]]
    saved_by_office: bool


@dataclass(frozen=True, slots=True)
class _Filling:
    source: Path
    target: Path
    arriving: Return


def make_demo(
    root: Path,
    *,
    year: int,
    units: int,
    seed: int,
    today: date,
    progress: Progress = silent,
) -> DemoResult:
    """Make the campaign, issue its forms and fill the inbox.

    Args:
        progress: Told each workbook issued and each one returned.

    Raises:
        SettingsError: The folder is not empty, or there cannot be so many units.
        OutputError: A file cannot be written.
    """
    _check(root, units)
    opened = _open(root, year, units, seed, today)
    issued = distribute(opened, progress=progress)
    stories = _with_printed(tell_stories(opened.campaign, seed), issued)
    fillings = _plan(opened, issued, stories)
    begin(progress, "Điền biểu mẫu", len(fillings))
    _fill_all(fillings, progress)
    begin(progress, "Lưu lại bằng LibreOffice")
    saved = _save_by_office(fillings)
    for filling in fillings:
        _set_received(filling.target, filling.arriving)
    roles = {role: [one.unit.name for one in stories if one.role is role] for role in Role}
    return DemoResult(
        folder=opened.folder,
        issued=issued,
        returned=tuple(filling.target for filling in fillings),
        others=_add_others(opened.folder, fillings, stories[0]),
        roles={role: tuple(names) for role, names in roles.items() if role is not Role.PLAIN},
        saved_by_office=saved,
    )


def _check(root: Path, units: int) -> None:
    if not 1 <= units <= MOST_UNITS:
        raise SettingsError(f"Số đơn vị phải từ 1 đến {MOST_UNITS}, không phải {units}.")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise SettingsError(
            f"“{root}” đã có nội dung. Chọn một thư mục mới hoặc thư mục trống cho bản minh họa."
        )


def _open(root: Path, year: int, units: int, seed: int, today: date) -> OpenCampaign:
    period = Period.of(PeriodKind.YEAR, year)
    starting = starting_values(
        campaign_id=f"minh-hoa-{year}-{units}-{seed}",
        year=year,
        catalogue=load_catalogue(period),
        movements=load_movements(period),
    )
    write_campaign(root, period, demo_settings(year, units, seed, starting), today=today)
    return open_campaign(root)


def _with_printed(stories: tuple[Story, ...], issued: Issued) -> tuple[Story, ...]:
    """The stories with what every unit's workbook prints; it is the same for all of them."""
    form = issued.forms[0]
    printed = read_printed(form, read_published_layout(form))
    return tuple(replace(story, printed=printed) for story in stories)


def _plan(opened: OpenCampaign, issued: Issued, stories: tuple[Story, ...]) -> tuple[_Filling, ...]:
    """Every file to fill, in the order they arrive; the head's own workbook with them."""
    inbox = opened.folder.inbox
    fillings = [
        _Filling(form, inbox / arriving.name, arriving)
        for form, story in zip(issued.forms, stories, strict=True)
        for arriving in returns_of(story, form.stem)
    ]
    head = next(story for story in stories if story.unit.code == opened.campaign.head)
    seed, quota = head.seed, opened.campaign.quota or 0
    standings = {one.unit.code: quality(seed, one.unit.code) for one in stories}
    telling = replace(head, standings=standings, quota=quota, role=Role.PLAIN)
    form = issued.head_form
    last = max(filling.arriving.received for filling in fillings)
    fillings.append(_Filling(form, inbox / form.name, Return(telling, form.name, last)))
    return tuple(sorted(fillings, key=lambda one: one.arriving.received))


def _fill_all(fillings: tuple[_Filling, ...], progress: Progress) -> None:
    if len(fillings) < POOL_FROM:
        for filling in fillings:
            _fill(filling)
            progress(filling.target.name)
        return
    # Spawned alike on every system; a forked child would share the parent's open files.
    # Ctrl-C is ours to hear: the children finish what they are at, and no more.
    with ProcessPoolExecutor(
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        _fill_through(pool, fillings, progress)


def _fill_through(pool: Executor, fillings: tuple[_Filling, ...], progress: Progress) -> None:
    try:
        for done in as_completed([pool.submit(_fill, filling) for filling in fillings]):
            progress(done.result())
    finally:
        pool.shutdown(cancel_futures=True)


def _fill(filling: _Filling) -> str:
    """Fill one workbook; its file name says that it is done."""
    layout = read_published_layout(filling.source)
    answers, formulas = answers_of(filling.arriving, layout)
    fill(filling.source, filling.target, layout, answers, formulas)
    return filling.target.name


def _save_by_office(fillings: tuple[_Filling, ...]) -> bool:
    """Have LibreOffice save its unit's file; without LibreOffice the file stays as it is."""
    files = [one.target for one in fillings if one.arriving.story.role is Role.OFFICE]
    if not files or find_office() is None:
        return False
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        for path in files:
            try:
                saved = convert(path, Path(folder), "xlsx")
            except OutputError:
                return False
            shutil.copyfile(saved, path)
    return True


def _set_received(path: Path, arriving: Return) -> None:
    """The inbox dates a file by when it was last written."""
    moment = arriving.received.timestamp()
    os.utime(path, (moment, moment))


def _add_others(
    folder: CampaignFolder, fillings: tuple[_Filling, ...], story: Story
) -> tuple[Path, ...]:
    """What else lands in an inbox: Excel's lock file, and a text under a workbook's name."""
    first = fillings[0]
    litter = first.target.with_name(litter_name(first.target.name))
    litter.write_bytes(b"\x06thidua" + b" " * 158)
    stray = folder.inbox / STRAY.format(code=story.unit.code)
    stray.write_text(STRAY_TEXT.format(year=story.year), encoding="utf-8")
    for path in (litter, stray):
        _set_received(path, first.arriving)
    return litter, stray
