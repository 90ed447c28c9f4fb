"""A seeded corpus: a campaign of any size whose inbox holds one filled form a unit.

A few forms are filled as the demo's units fill them, their lists lengthened to 20 to 500 rows, and
saved in the shape asked for. Every unit then returns one of them under its own name, code and
signature, rewritten in the zip: a thousand workbooks take seconds.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any, Final
from xml.sax.saxutils import escape

import openpyxl

from pipeline.domain.campaign import MemberUnit, Period, PeriodKind
from pipeline.domain.signature import sign
from pipeline.files.campaign.campaign_key import KEY_FILE, ensure_key
from pipeline.files.forms.form_filler import Answer, fill, read_printed
from pipeline.files.forms.form_layout import read_published_layout
from pipeline.files.office import convert
from pipeline.files.templates.settings import load_catalogue, load_movements
from pipeline.jobs.campaigns import OpenCampaign, open_campaign
from pipeline.jobs.distribute import distribute, manifest_of
from pipeline.jobs.new_campaign import write_campaign
from pipeline.steps.demo.returns import Return, answers_of
from pipeline.steps.demo.settings import demo_settings
from pipeline.steps.demo.story import Role, Story, tell_stories
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.settings.campaign_values import starting_values

YEAR: Final = 2025
SEED: Final = 7
TODAY: Final = date(2025, 12, 1)
PATTERNS: Final = 16
NAMED: Final = 20
"""Units before this have names of their own, which stand in the texts of others."""

FEWEST, MOST = 20, 500
SHARES: Final = {"documents": 0.6, "training": 0.2, "inspections": 0.2}
"""How the rows are spread over the lists that no count has to agree with."""

Answers = dict[tuple[str, str, str], Answer]


class Shape(StrEnum):
    """What program saved the returned workbooks."""

    SHARED = "shared"
    """As Excel does: a shared table of strings, values cached (saved by LibreOffice)."""
    INLINE = "inline"
    """As openpyxl does: every text in its cell, formulas without values."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A filled workbook that many units return as their own."""

    path: Path
    unit: MemberUnit
    rows: int


@dataclass(frozen=True, slots=True)
class Patterns:
    """The filled workbooks in one shape, and the campaign they were issued in."""

    opened: OpenCampaign
    made: tuple[Pattern, ...]


def make_patterns(folder: Path, shape: Shape) -> Patterns:
    """Fill a few forms with lists of growing length."""
    opened = _campaign(folder / "patterns", NAMED + PATTERNS)
    issued = distribute(opened)
    layout = read_published_layout(issued.forms[0])
    printed = read_printed(issued.forms[0], layout)
    stories = tell_stories(opened.campaign, SEED)[-PATTERNS:]
    made: list[Pattern] = []
    for number, (story, form) in enumerate(zip(stories, issued.forms[-PATTERNS:], strict=True)):
        rows = round(FEWEST * (MOST / FEWEST) ** (number / (PATTERNS - 1)))
        plain = replace(story, printed=printed, role=Role.PLAIN)
        path = folder / "filled" / form.name
        path.parent.mkdir(exist_ok=True)
        fill(form, path, layout, _answers(plain, layout, rows))
        if shape is Shape.SHARED:
            path = convert(path, folder / "saved", to="xlsx")
        else:
            openpyxl.load_workbook(path).save(path)
        made.append(Pattern(path, story.unit, rows))
    return Patterns(opened, tuple(made))


def make_corpus(root: Path, patterns: Patterns, units: int) -> OpenCampaign:
    """A campaign of so many units beside the known ones, all of which returned their form."""
    shutil.rmtree(root, ignore_errors=True)
    opened = _campaign(root, NAMED + units)
    shutil.copyfile(patterns.opened.folder.root / KEY_FILE, root / KEY_FILE)
    key = ensure_key(root)
    order = Random(SEED).choices(patterns.made, k=units)
    for unit, pattern in zip(opened.campaign.units[NAMED:], order, strict=True):
        target = opened.folder.inbox / f"bieu-mau_{unit.code}.xlsx"
        _rewrite(pattern.path, target, _swaps(patterns.opened, pattern.unit, opened, unit, key))
    return opened


def returned(opened: OpenCampaign) -> tuple[Path, ...]:
    """The workbooks of a corpus, by name."""
    return tuple(sorted(opened.folder.inbox.iterdir()))


def _campaign(root: Path, units: int) -> OpenCampaign:
    period = Period.of(PeriodKind.YEAR, YEAR)
    starting = starting_values(
        campaign_id="kho-do-toc-do",
        year=YEAR,
        catalogue=load_catalogue(period),
        movements=load_movements(period),
    )
    write_campaign(root, period, demo_settings(YEAR, units, SEED, starting), today=TODAY)
    return open_campaign(root)


def _answers(story: Story, layout: Mapping[str, Any], rows: int) -> Answers:
    received = datetime(YEAR, 12, 1, tzinfo=UTC)
    answers: Answers = dict(answers_of(Return(story, "", received), layout)[0])
    for place, answer in answers.items():
        if place[0] == "named_awards" and place[2] == "name":
            # Told apart from unit to unit: nobody is awarded twice.
            answers[place] = f"{answer} ({story.unit.code})"
    for block, share in SHARES.items():
        most = int(layout["blocks"][block]["limit"])
        answers |= _lengthened(answers, block, min(most, round(rows * share)))
    return answers


def _lengthened(answers: Answers, block: str, rows: int) -> Answers:
    """More lines like the ones there are, told apart by a number behind their longest text."""
    lines: dict[int, dict[str, Answer]] = {}
    for (own, key, column), answer in answers.items():
        if own == block and key.isdigit():
            lines.setdefault(int(key), {})[column] = answer
    added: Answers = {}
    for row in range(len(lines) + 1, rows + 1) if lines else ():
        line = dict(lines[(row - 1) % len(lines) + 1])
        texts = {column: text for column, text in line.items() if isinstance(text, str)}
        longest = max(texts, key=lambda column: len(texts[column]))
        line[longest] = f"{texts[longest]} ({row})"
        added |= {(block, str(row), column): answer for column, answer in line.items()}
    return added


def _swaps(
    first: OpenCampaign, known_as: MemberUnit, opened: OpenCampaign, unit: MemberUnit, key: bytes
) -> dict[bytes, bytes]:
    """What a pattern's identity becomes: names, codes and the seal of the manifest page."""
    seals = []
    for campaign, one in ((first, known_as), (opened, unit)):
        form = campaign.unit_form
        manifest = manifest_of(campaign, form, one)
        seals.append(sign(manifest, publish_json(form, campaign.unit_layout, manifest), key))
    pairs: Iterable[tuple[str, str]] = (
        (known_as.name, unit.name),
        (known_as.short_name, unit.short_name),
        (known_as.code, unit.code),
        (seals[0].facts, seals[1].facts),
        (seals[0].layout, seals[1].layout),
    )
    return {
        escape(old).encode(coding, "xmlcharrefreplace"): escape(new).encode()
        for old, new in pairs
        for coding in ("ascii", "utf-8")
    }


def _rewrite(source: Path, target: Path, swaps: Mapping[bytes, bytes]) -> None:
    wanted = re.compile(b"|".join(re.escape(old) for old in sorted(swaps, key=len, reverse=True)))
    with (
        zipfile.ZipFile(source) as read,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as written,
    ):
        for name in read.namelist():
            text = read.read(name)
            written.writestr(name, wanted.sub(lambda found: swaps[found.group()], text))
