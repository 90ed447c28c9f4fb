"""The sheet *Kiểm tra*, recalculated by LibreOffice, and our own check say the same."""

from __future__ import annotations

import random
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.domain.campaign import Period, PeriodKind
from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.form import VALUE, Block, Column, FormSpec, Shape, ValueKind
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.manifest import CHECK_SHEET
from pipeline.domain.submission import Value
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook
from pipeline.files.forms.form_blocks import DECLARATION
from pipeline.files.forms.form_book import write_form
from pipeline.files.returned.returned import read_workbook
from pipeline.files.templates.settings import load_catalogue, load_form, load_movements
from pipeline.steps.checking.check import check
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from pipeline.steps.reading.interpret import Interpretation, Origin, interpret
from pipeline.steps.settings.tailor import tailor
from tests.builders import a_campaign

BOOKS = 8
"""Workbooks recalculated by one start of LibreOffice."""

CODE, RESULT, JUMP = 3, 5, 6
TALLY, BROKEN, MISSING, WRONG, UNCLEAR = 10, 11, 15, 16, 17
"""1-based columns of the sheet."""

SHEET_COLUMNS = {
    MISSING: (FindingKind.REQUIRED_MISSING,),
    UNCLEAR: (FindingKind.BLANK_DECLARATION_UNCLEAR,),
    WRONG: (
        FindingKind.NOT_A_COUNT,
        FindingKind.NOT_A_NUMBER,
        FindingKind.NOT_A_DATE,
        FindingKind.NOT_A_CHOICE,
        FindingKind.OUT_OF_RANGE,
    ),
}

Filling = Mapping[tuple[str, str, str], Value]


@dataclass(frozen=True)
class Setting:
    """A form as issued in one period."""

    form: FormSpec
    layout: Layout
    period: Period
    manifest: Manifest


@cache
def setting(form_id: str, year: int) -> Setting:
    """The shipped form with every usual award, so that no rule is left out."""
    period = Period.of(PeriodKind.YEAR, year)
    awards = tuple(award for award in load_catalogue(period).awards if award.usual)
    movements = load_movements(period)[:3]
    campaign = a_campaign(period=period, awards=awards, movements=movements)
    form = tailor(load_form(form_id, period), campaign)
    manifest = Manifest(form.id, form.version, campaign.id, "SNV", period.code)
    return Setting(form, place(form), period, manifest)


def filling(setting: Setting, seed: int) -> Filling:
    """What a careless unit may type: small numbers, so that rules meet, and some rubbish."""
    chance = random.Random(seed)
    filled: dict[tuple[str, str, str], Value] = {}
    density = chance.choice([0.0, 0.3, 0.7, 0.95, 1.0])
    for _, block in setting.form.blocks:
        if block.blanks_declarable and chance.random() < 0.6:
            filled[block.key, DECLARATION, VALUE] = chance.choice(["zero", "unknown"])
        for row, column in _cells(block, chance):
            if chance.random() < density:
                key = (block.key, row, column.key)
                filled[key] = _answer(column, setting, chance)
    return filled


def _cells(block: Block, chance: random.Random) -> Iterator[tuple[str, Column]]:
    if block.shape is Shape.RECORDS:
        for number in range(1, chance.randint(0, min(block.limit, 12)) + 1):
            yield from ((str(number), column) for column in block.inputs)
        return
    for row in block.rows:
        if block.shape is Shape.GRID:
            yield from ((row.key, column) for column in block.inputs)
        else:
            yield row.key, Column(VALUE, "", block.column(VALUE, row.key).kind)


def _answer(column: Column, setting: Setting, chance: random.Random) -> Value:
    if chance.random() < 0.03:
        rubbish: list[Value] = ["mười hai", -3, Decimal("2.5"), " ", "chưa rõ"]
        return chance.choice(rubbish)
    match column.kind:
        case ValueKind.COUNT:
            return chance.choice([0, 0, 1, 1, 2, 3, 5, 8, 30])
        case ValueKind.NUMBER:
            numbers: list[Value] = [0, 1, 59, 61, *map(Decimal, ("0.1", "0.3", "12.5"))]
            return chance.choice(numbers)
        case ValueKind.DATE:
            return setting.period.start + timedelta(days=chance.randint(-20, 390))
        case ValueKind.CHOICE:
            choices = setting.form.lists[column.choices]
            return chance.choice(choices).code if choices else None
        case _:
            return "Nội dung " * chance.choice([1, 2, 4, 6, 400])


def recalculated(folder: Path, setting: Setting, fillings: list[Filling]) -> list[RawWorkbook]:
    """Write the forms and have LibreOffice work them out, all in one go."""
    checks = live_checks(setting.form, setting.layout, setting.period)
    paths = [folder / f"{number}.xlsx" for number in range(len(fillings))]
    for path, values in zip(paths, fillings, strict=True):
        write_form(path, setting.form, setting.layout, setting.manifest, values, checks=checks)
    profile, out = (folder / "profile").as_uri(), folder / "out"
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", out, *paths], check=True, timeout=300)
    return [with_check_sheet(out / path.name) for path in paths]


def with_check_sheet(path: Path) -> RawWorkbook:
    """The workbook as read, and the sheet *Kiểm tra* that our reader passes over."""
    book = read_workbook(path)
    with CalamineWorkbook.from_path(str(path)) as opened:
        rows = opened.get_sheet_by_name(CHECK_SHEET).to_python(skip_empty_area=False)
    cells = tuple(tuple(None if cell == "" else cell for cell in row) for row in rows)
    return replace(book, sheets=(*book.sheets, RawSheet(CHECK_SHEET, cells)))


def our_own(book: RawWorkbook, setting: Setting) -> tuple[Interpretation, tuple[Finding, ...]]:
    origin = Origin(setting.manifest, "SNV", "f.xlsx", "0")
    read = interpret(book, setting.form, setting.layout, origin)
    return read, check(read.submission, setting.form, setting.period)


def lines_of(book: RawWorkbook) -> dict[str, list[tuple[RawValue, ...]]]:
    """The lines of the sheet *Kiểm tra* by rule code or number of a sheet."""
    sheet = book.sheet(CHECK_SHEET)
    assert sheet is not None
    lines = defaultdict(list)
    for number, row in enumerate(sheet.rows, 1):
        if sheet.at(number, 2) == "●" and sheet.at(number, 8) is not None and number > 2:
            lines[str(sheet.at(number, CODE))].append((None, *row))
    return lines


def broken_in_sheet(book: RawWorkbook) -> dict[str, tuple[int, str]]:
    """Code → how often broken and the cell it links to, "" for none."""
    found: dict[str, tuple[int, str]] = {}
    for code, lines in lines_of(book).items():
        if code.startswith("KT-"):
            count = sum(int(float(str(line[BROKEN]))) for line in lines)
            linked = [str(line[JUMP]) for line in lines if "ô " in str(line[JUMP])]
            if count:
                found[code] = (count, linked[0].replace(": ô ", "!"))
    return found


def broken_by_us(findings: tuple[Finding, ...]) -> dict[str, tuple[int, str]]:
    counts = Counter(found.code for found in findings)
    first: dict[str, str] = {}
    for found in findings:
        first.setdefault(found.code, f"{found.sheet}!{found.cell}")
    return {code: (count, first[code]) for code, count in counts.items()}


def per_sheet(read: Interpretation, *kinds: FindingKind) -> Counter[str]:
    codes = {kind.code for kind in kinds}
    return Counter(found.sheet for found in read.findings if found.code in codes)


def per_sheet_in(book: RawWorkbook, form: FormSpec, column: int) -> Counter[str]:
    lines = lines_of(book)
    totals = {
        sheet.title: int(float(str(lines[f"{number}.0"][0][column] or 0)))
        for number, sheet in enumerate(form.sheets, 1)
    }
    return +Counter(totals)


@pytest.mark.libreoffice
@pytest.mark.parametrize(("form_id", "year"), [("unit", 2025), ("unit", 2022), ("head", 2025)])
@settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seeds=st.lists(st.integers(0, 2**32), min_size=BOOKS, max_size=BOOKS, unique=True))
def test_the_sheet_kiem_tra_says_what_we_say(
    form_id: str, year: int, seeds: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    issued = setting(form_id, year)
    folder = tmp_path_factory.mktemp("verdict")
    books = recalculated(folder, issued, [filling(issued, seed) for seed in seeds])
    for seed, book in zip(seeds, books, strict=True):
        read, findings = our_own(book, issued)
        assert broken_in_sheet(book) == broken_by_us(findings), seed
        for column, kinds in SHEET_COLUMNS.items():
            assert per_sheet_in(book, issued.form, column) == per_sheet(read, *kinds), seed
        assert CHECK_SHEET not in {found.sheet for found in (*read.findings, *findings)}
