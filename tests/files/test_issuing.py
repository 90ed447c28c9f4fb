from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.domain.correction import Cause, Correction
from pipeline.domain.errors import OutputError
from pipeline.domain.findings import Finding
from pipeline.domain.form import BLANKS, VALUE, Block, Column, FormSpec, Shape, ValueKind
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.manifest import MANIFEST_SHEET, parse_manifest
from pipeline.domain.rules.rule import Severity
from pipeline.domain.signature import Seal, examine, sign, vouches_for
from pipeline.domain.submission import Value
from pipeline.files.forms.form_book import Cover, write_form
from pipeline.files.forms.form_cells import Values
from pipeline.files.issuing.feedback_master import FeedbackMaster
from pipeline.files.issuing.master import FormMaster
from pipeline.files.issuing.raw_zip import unpacked
from pipeline.files.issuing.sheet_template import Filling, Formula, SheetTemplate
from pipeline.files.office import convert
from pipeline.files.returned.returned import read_workbook
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from tests.builders import a_campaign, a_form
from tests.files.feedback_reference import write_by_openpyxl
from tests.files.workbook_facts import differences, facts_of
from tests.small_form import FORM, MANIFEST

M = TypeVar("M", FormMaster, FeedbackMaster)
MASTERS: dict[tuple[type, str, bool], FormMaster | FeedbackMaster] = {}
KEY = b"k" * 32
ODD = (
    "=1+1",
    "+84 24 3825",
    "-5%",
    "@SUM(A1)",
    "#N/A",
    "R&D <Viện> \"A\" & 'B' ]]>",
    "😀 Điện Biên Phủ",
    "Sở Nội vụ",
    "  hai đầu trống  ",
    "một\nhai\nba",
    "chuông\x07 và _x000D_ và _x0041_",
    "Rất dài " * 60,
    "0012",
    "TRUE",
    "",
)
NAMES = (
    "Sở Nội vụ",
    "Ban Quản lý R&D <Khu công nghệ cao> “Hòa Lạc” 😀",
    "=HYPERLINK(1)",
    "Trung tâm " + "Phục vụ hành chính công và Hỗ trợ doanh nghiệp tỉnh " * 6,
)


def a_cover(form: FormSpec, manifest: Manifest, *, is_checked: bool = True) -> Cover:
    text = publish_json(form, place(form), manifest)
    cover = Cover(
        layout_json=text,
        signature=sign(manifest, text, KEY),
        issued_to=manifest.issued_to,
        lines=("Cụm thi đua số 3", "Hạn nộp: 10/12/2025."),
    )
    if is_checked:
        cover["checks"] = live_checks(form, place(form), a_campaign().period)
    return cover


def both_ways(
    folder: Path, form: FormSpec, values: Values, manifest: Manifest, *, is_checked: bool = True
) -> tuple[Path, Path]:
    """One workbook from the master made for another unit, and as openpyxl writes it."""
    master = a_master(FormMaster, form, is_checked=is_checked)
    cover = a_cover(form, manifest, is_checked=is_checked)
    fast, slow = folder / "fast.xlsx", folder / "slow.xlsx"
    master.write(fast, manifest, values, cover)
    write_form(slow, form, place(form), manifest, values, **cover)
    return fast, slow


def a_master(kind: type[M], form: FormSpec, *, is_checked: bool) -> M:
    """A master made for another unit, kept from test to test."""
    key = (kind, form.title, is_checked)
    if key not in MASTERS:
        other = replace(MANIFEST, form=form.id, unit="MAU-01", issued_to="Đơn vị mẫu")
        cover = a_cover(form, other, is_checked=is_checked)
        MASTERS[key] = kind(form, place(form), other, cover)
    made = MASTERS[key]
    assert isinstance(made, kind)
    return made


def every_answer(form: FormSpec, rows: int, seed: int = 1) -> dict[tuple[str, str, str], Value]:
    chance = random.Random(seed)
    values: dict[tuple[str, str, str], Value] = {}
    for _, block in form.blocks:
        if block.blanks_declarable:
            values[block.key, "declaration", VALUE] = chance.choice(form.lists[BLANKS]).code
        for row, column in cells_of(block, rows):
            values[block.key, row, column.key] = an_answer(
                block.column(column.key, row if block.rows else ""), form, chance
            )
    return values


def cells_of(block: Block, rows: int) -> Iterator[tuple[str, Column]]:
    if block.shape is Shape.RECORDS:
        return ((str(n), column) for n in range(1, rows + 1) for column in block.columns)
    return ((row.key, column) for row in block.rows for column in block.inputs)


def an_answer(column: Column, form: FormSpec, chance: random.Random) -> Value:
    match column.kind:
        case ValueKind.COUNT:
            return chance.choice((0, 7, 1_234_567, "12 người", Decimal("0.5"), None))
        case ValueKind.NUMBER:
            return chance.choice((Decimal("85.2"), Decimal(-3), 10**15, "=1+1", None))
        case ValueKind.DATE:
            return chance.choice((date(2025, 2, 28), date(1900, 1, 1), "31/02/2025", None))
        case ValueKind.CHOICE:
            return chance.choice((form.lists[column.choices][-1].code, "không có", None))
        case _:
            return chance.choice(ODD)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_from_the_master_is_the_form_that_openpyxl_writes(tmp_path: Path, name: str) -> None:
    form, manifest = a_form("unit"), replace(MANIFEST, unit="UBND-XA-HOA-LAC", issued_to=name)
    values: Values = {("identity", "self_name", VALUE): name}
    fast, slow = both_ways(tmp_path, form, values, manifest)

    assert differences(facts_of(fast), facts_of(slow)) == []


@pytest.mark.parametrize("rows", [2, 45])
def test_answers_of_every_kind_are_filled_in_as_openpyxl_fills_them(
    tmp_path: Path, rows: int
) -> None:
    for form in (FORM, a_form("unit"), a_form("head")):
        manifest = replace(MANIFEST, form=form.id, issued_to="Sở Nội vụ")
        fast, slow = both_ways(
            tmp_path, form, every_answer(form, rows), manifest, is_checked=form is not FORM
        )
        assert differences(facts_of(fast), facts_of(slow)) == []


def test_rows_that_grow_move_the_page_breaks_as_they_should(tmp_path: Path) -> None:
    form, manifest = a_form("unit"), replace(MANIFEST, issued_to="Sở Nội vụ")
    for lines in (0, 5, 60):
        values: dict[tuple[str, str, str], Value] = {
            (block.key, row, column.key): "dòng\n" * lines + "cuối"
            for _, block in form.blocks
            if block.shape is not Shape.RECORDS
            for row, column in cells_of(block, 0)
            if column.kind in (ValueKind.TEXT, ValueKind.LONG_TEXT)
        }
        fast, slow = both_ways(tmp_path, form, values, manifest)
        assert differences(facts_of(fast), facts_of(slow)) == []


def test_the_page_it_is_known_by_is_its_own_and_the_signature_is_right(tmp_path: Path) -> None:
    form = a_form("unit")
    for code in ("A", "UBND-PHUONG-1", "Đ&<>" + "x" * 50):
        manifest = replace(MANIFEST, unit=code, issued_to="Sở A & B")
        fast, _ = both_ways(tmp_path, form, {}, manifest)
        sheets = {sheet.name: sheet.rows for sheet in read_workbook(fast).sheets}
        page = parse_manifest(sheets[MANIFEST_SHEET])

        assert page.manifest == manifest
        assert page.layout_json == publish_json(form, place(form), manifest)
        assert examine(page.manifest, page.signature, KEY) is Seal.RIGHT
        assert vouches_for(page.signature, page.layout_json, KEY)


def test_one_master_serves_many_units_one_after_another(tmp_path: Path) -> None:
    form = a_form("unit")
    first = replace(MANIFEST, issued_to="Đơn vị mẫu")
    master = FormMaster(form, place(form), first, a_cover(form, first))
    filled = every_answer(form, 3)
    for number, values in enumerate((filled, {}, dict(list(filled.items())[:3]))):
        manifest = replace(MANIFEST, unit=f"DV{number * 7}", issued_to=f"Đơn vị {number}")
        fast, slow = tmp_path / "fast.xlsx", tmp_path / "slow.xlsx"
        cover = a_cover(form, manifest)
        master.write(fast, manifest, values, cover)
        write_form(slow, form, place(form), manifest, values, **cover)
        assert differences(facts_of(fast), facts_of(slow)) == []


def test_what_a_form_does_not_ask_for_is_left_out(tmp_path: Path) -> None:
    values: Values = {
        ("nothing", "x", VALUE): 1,
        ("identity", "nobody", VALUE): 1,
        ("identity", "declaration", VALUE): "zero",
        ("documents", "1", "nothing"): 1,
        ("documents", "x", "number"): 1,
        ("awards", "LDTT", "basis"): "Điều 1",
    }
    fast, slow = both_ways(tmp_path, FORM, values, MANIFEST_OF_SMALL, is_checked=False)

    assert differences(facts_of(fast), facts_of(slow)) == []


MANIFEST_OF_SMALL = replace(MANIFEST, issued_to="Sở Nội vụ")


def test_a_form_that_cannot_be_written_leaves_the_former_one_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, _ = both_ways(tmp_path, FORM, {}, MANIFEST_OF_SMALL, is_checked=False)
    before = fast.read_bytes()

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr("pipeline.files.atomic.PAUSE", 0)
    with pytest.raises(OutputError, match=r"fast\.xlsx.*đang mở"):
        both_ways(tmp_path, FORM, {}, MANIFEST_OF_SMALL, is_checked=False)
    assert fast.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fast.xlsx", "slow.xlsx"]


@pytest.mark.libreoffice
def test_libreoffice_opens_both_alike_and_saves_the_same(tmp_path: Path) -> None:
    form, manifest = a_form("unit"), replace(MANIFEST, issued_to=NAMES[1])
    both = both_ways(tmp_path, form, every_answer(form, 30), manifest)
    fast, slow = (facts_of(convert(path, tmp_path / "saved", to="xlsx")) for path in both)

    assert differences(fast, slow) == []
    assert len(fast) > 1_000


def corrections(form: FormSpec, rows: int, seed: int) -> Correction:
    """Answers of every kind, and findings at answers, blanks, a label, sheets and the file."""
    chance, layout = random.Random(seed), place(form)
    cells = [
        (block.key, row, column.key)
        for _, block in form.blocks
        for row, column in cells_of(block, rows)
    ]
    found = [a_finding(layout, *cell, chance) for cell in chance.sample(cells, min(60, len(cells)))]
    label = layout[form.sheets[0].blocks[0].key]
    found += [replace(found[0], sheet=label.sheet, cell=f"B{label.first_row}")]
    found += [replace(one, cell="") for one in found[:2]]
    found += [
        replace(found[0], sheet="", cell=""),
        replace(found[1], sheet="Không có <&>", cell=""),
    ]
    causes = (
        Cause(f"Nguyên nhân {code} & <b>", severity, same)
        for severity in Severity
        for code in ("KT-201", "KT-302")
        if (same := tuple(x for x in found if (x.severity, x.code) == (severity, code)))
    )
    return Correction(every_answer(form, rows, seed), tuple(causes))


def a_finding(layout: Layout, block: str, row: str, column: str, chance: random.Random) -> Finding:
    at = layout[block]
    number = at.rows.get(row) or at.first_row + int(row) - 1
    return Finding(
        chance.choice(("KT-201", "KT-302")),
        chance.choice(list(Severity)),
        chance.choice(("Không phải là số.", "=1+1", "“a” & <b> " * 20, "Hai\ndòng")),
        chance.choice(("Nhập số.", "", "-1")),
        sheet=at.sheet,
        cell=f"{at.columns[column]}{number}",
    )


def corrected_both_ways(folder: Path, form: FormSpec, correction: Correction) -> tuple[Path, Path]:
    manifest = replace(MANIFEST, form=form.id, round=3, issued_to=NAMES[1])
    is_checked = form is not FORM
    master = a_master(FeedbackMaster, form, is_checked=is_checked)
    cover = a_cover(form, manifest, is_checked=is_checked)
    fast, slow = folder / "fast.xlsx", folder / "slow.xlsx"
    master.write(fast, manifest, corrections(form, 2, 99), cover)
    master.write(fast, manifest, correction, cover)
    write_by_openpyxl(slow, form, place(form), manifest, correction, **cover)
    return fast, slow


@pytest.mark.parametrize("rows", [1, 40])
def test_a_correction_from_the_master_is_the_one_that_openpyxl_writes(
    tmp_path: Path, rows: int
) -> None:
    for form in (FORM, a_form("unit"), a_form("head")):
        fast, slow = corrected_both_ways(tmp_path, form, corrections(form, rows, rows))
        assert differences(facts_of(fast), facts_of(slow)) == []


def test_a_correction_without_marks_has_no_comments(tmp_path: Path) -> None:
    note = Finding("KT-901", Severity.NOTE, "Để biết.", "", sheet="Văn bản", cell="C7")
    for causes in ((), (Cause("Lưu ý", Severity.NOTE, (note,)),)):
        correction = Correction({("documents", "1", "number"): "15/KH"}, causes)
        fast, slow = corrected_both_ways(tmp_path, FORM, correction)
        assert differences(facts_of(fast), facts_of(slow)) == []


@pytest.mark.libreoffice
def test_libreoffice_opens_both_corrections_alike_and_saves_the_same(tmp_path: Path) -> None:
    form = a_form("unit")
    both = corrected_both_ways(tmp_path, form, corrections(form, 20, 5))
    fast, slow = (facts_of(convert(path, tmp_path / "saved", to="xlsx")) for path in both)

    assert differences(fast, slow) == []
    assert fast["boxes of comments"]


def test_a_sheet_is_cut_alike_however_its_characters_are_spelled() -> None:
    rows = '<row r="1" ht="20" customHeight="1"><c r="A1" s="3" t="n"></c></row><row r="3"/>'
    sheet = f'<worksheet><dimension ref="A1:A3"/><sheetData>{rows}</sheetData>Đ&amp;</worksheet>'
    for declared, coding in (
        ("", "utf-8"),
        ("<?xml version='1.0' encoding='us-ascii'?>\n", "ascii"),
    ):
        text = declared.encode() + sheet.encode(coding, "xmlcharrefreplace")
        template, filling = SheetTemplate(text), Filling()
        filling.put(1, 1, ("3", "Đá"))
        filling.put(2, 2, ("4", Formula("A1&B1")))
        filling.put(9, 1, ("5", None))
        assert unpacked(template.written(filling)).decode() == (
            '<worksheet><dimension ref="A1:A9"/><sheetData>'
            '<row r="1" ht="20" customHeight="1">'
            '<c r="A1" s="3" t="inlineStr"><is><t>Đá</t></is></c></row>'
            '<row r="2"><c r="B2" s="4" ><f>A1&amp;B1</f><v></v></c></row><row r="3"/>'
            '<row r="9"><c r="A9" s="5" t="n"/></row></sheetData>Đ&amp;</worksheet>'
        )
