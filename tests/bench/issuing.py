"""Issuing against its anchors: plain copies of one form, and openpyxl loading and saving it."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import openpyxl

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.correction import Cause, Correction, Place
from pipeline.domain.findings import Finding
from pipeline.domain.form import Shape
from pipeline.domain.layout import Layout
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Value
from pipeline.files.issuing.feedback_master import FeedbackMaster
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.distribute import cover_of, distribute, make_ready, manifest_of
from tests.bench.measure import compare, table
from tests.bench.workbooks import an_open_campaign
from tests.files.feedback_reference import write_by_openpyxl

UNITS: Final = 1_000
FINDINGS: Final = 100
ANSWERS: Final = 4_000
ONE: Final = 20
"""How often openpyxl is measured, and a correction; the figures are of so many."""


def issuing(folder: Path) -> str:
    """``distribute`` for a thousand units, and one correction workbook."""
    return "\n".join((_forms(folder), _corrections(folder)))


def _forms(folder: Path) -> str:
    opened = with_units(an_open_campaign(folder), UNITS)
    form = distribute(opened).forms[0]
    kept = folder / "form.xlsx"
    shutil.copyfile(form, kept)

    def copied() -> None:
        _empty(folder / "copies")
        for number in range(UNITS):
            shutil.copyfile(kept, folder / "copies" / f"{number}.xlsx")

    def distributed() -> None:
        _empty(opened.folder.forms)
        distribute(opened)

    def resaved() -> None:
        openpyxl.load_workbook(kept).save(folder / "saved.xlsx")

    works = {
        f"plain copies of one form, {UNITS} times": copied,
        f"distribute, {UNITS} forms": distributed,
        "distribute again, over the former forms": lambda: distribute(opened),
        "openpyxl: load and save the form, once": resaved,
    }
    return table(f"distribute: {kept.stat().st_size // 1024} KB a form", compare(works, rounds=5))


def with_units(opened: OpenCampaign, count: int) -> OpenCampaign:
    """The same campaign with so many units."""
    first = opened.campaign.units[0]
    units = tuple(
        MemberUnit(
            order=number + 1,
            code=first.code if number == 0 else f"DV{number:04}",
            name=f"Ủy ban nhân dân phường Minh Họa số {number}",
            short_name=f"Minh Họa {number}",
        )
        for number in range(count)
    )
    return replace(opened, campaign=replace(opened.campaign, units=units, head=first.code))


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _corrections(folder: Path) -> str:
    opened = an_open_campaign(folder)
    ready = make_ready(opened, opened.unit_form)
    manifest = manifest_of(opened, ready.form, opened.campaign.units[0], 1)
    cover = cover_of(ready, manifest)
    correction = a_correction(opened, ready.layout)
    master = FeedbackMaster(ready.form, ready.layout, manifest, cover)
    path = folder / "correction.xlsx"

    def from_master() -> None:
        for number in range(ONE):
            master.write(folder / f"{number}.xlsx", manifest, correction, cover)

    def by_openpyxl() -> None:
        write_by_openpyxl(path, ready.form, ready.layout, manifest, correction, **cover)

    by_openpyxl()

    def copied() -> None:
        for number in range(ONE):
            shutil.copyfile(path, folder / f"copy-{number}.xlsx")

    works = {
        f"plain copies of the workbook, {ONE} times": copied,
        f"corrections from the master, {ONE} times": from_master,
        "the same correction by openpyxl, once": by_openpyxl,
    }
    title = f"correction of {len(correction.values)} answers with {FINDINGS} findings"
    return table(title, compare(works, rounds=7))


def a_correction(opened: OpenCampaign, layout: Layout) -> Correction:
    """Many answers in all sheets, and findings among them."""
    form, chance = opened.unit_form, random.Random(1)
    values: dict[Place, Value] = {}
    lists = sum(len(b.columns) for _, b in form.blocks if b.shape is Shape.RECORDS)
    for _, block in form.blocks:
        count = round(ANSWERS / lists) if block.shape is Shape.RECORDS else 0
        rows = [row.key for row in block.rows] or [str(number + 1) for number in range(count)]
        for row in rows:
            for column in block.inputs:
                values[block.key, row, column.key] = chance.choice(
                    (7, "Nguyễn Văn An", "15/KH-SNV")
                )
    marked = chance.sample(sorted(values), FINDINGS)
    findings = (_finding(layout, *place, chance) for place in marked)
    return Correction(values, (Cause("Số liệu chưa khớp", Severity.ERROR, tuple(findings)),))


def _finding(layout: Layout, block: str, row: str, column: str, chance: random.Random) -> Finding:
    at = layout[block]
    number = at.rows.get(row) or at.first_row + int(row) - 1
    return Finding(
        "KT-201",
        chance.choice((Severity.ERROR, Severity.WARNING)),
        "“15/KH-SNV” không phải là số.",
        "Chỉ nhập số, không kèm chữ hay đơn vị tính.",
        sheet=at.sheet,
        cell=f"{at.columns[column]}{number}",
    )
