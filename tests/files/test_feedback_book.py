from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from pipeline.domain.correction import Cause, Correction, Place
from pipeline.domain.findings import Finding
from pipeline.domain.form import VALUE
from pipeline.domain.manifest import MANIFEST_SHEET, parse_manifest
from pipeline.domain.rules.rule import Severity
from pipeline.domain.signature import UNSIGNED
from pipeline.domain.submission import Value
from pipeline.files.forms.feedback_list import AMBER, LIST_SHEET, RED
from pipeline.files.forms.form_book import Cover
from pipeline.files.issuing.feedback_master import FeedbackMaster
from pipeline.steps.place import place
from tests.small_form import FORM, MANIFEST

LAYOUT = place(FORM)
ROUND = replace(MANIFEST, round=2)
YEAR = f"C{LAYOUT['identity'].rows['year']}"
NUMBER, DAY, SUBJECT = (f"{letter}{LAYOUT['documents'].first_row}" for letter in "CDF")


def a_finding(sheet: str, cell: str, severity: Severity = Severity.ERROR, **more: Any) -> Finding:
    texts = {"message": "Không phải là số.", "advice": "Nhập số."} | more
    return Finding("KT-201", severity, unit="SNV", file="a.xlsx", sheet=sheet, cell=cell, **texts)


def written(tmp_path: Path, values: dict[Place, Value], *found: Finding) -> Workbook:
    causes = tuple(
        Cause(f"Nguyên nhân {severity.label}", severity, same)
        for severity in Severity
        if (same := tuple(one for one in found if one.severity is severity))
    )
    path = tmp_path / "SNV_lan-2.xlsx"
    correction = Correction(values, causes)
    cover = Cover(layout_json="{}", signature=UNSIGNED, issued_to="Sở Nội vụ")
    FeedbackMaster(FORM, LAYOUT, MANIFEST, cover).write(path, ROUND, correction, cover)
    return load_workbook(path)


def first_marks(book: Workbook, sheet: str) -> dict[str, tuple[str, str]]:
    """Colour and formula of the condition that comes first, by its area."""
    formats = book[sheet].conditional_formatting
    return {
        str(area.sqref): (area.rules[0].dxf.fill.end_color.rgb[2:], area.rules[0].formula[0])
        for area in formats
        if area.rules[0].stopIfTrue
    }


def test_a_wrong_cell_is_coloured_while_it_holds_what_was_sent(tmp_path: Path) -> None:
    values: dict[Place, Value] = {
        ("identity", "year", VALUE): Decimal("20.5"),
        ("documents", "1", "date"): date(2025, 1, 5),
        ("documents", "1", "subject"): 'Kế hoạch "A"',
    }
    warning = a_finding("Văn bản", SUBJECT, Severity.WARNING)
    book = written(
        tmp_path,
        values,
        a_finding("Thông tin chung", YEAR),
        a_finding("Văn bản", NUMBER),
        a_finding("Văn bản", DAY),
        warning,
    )

    assert first_marks(book, "Thông tin chung") == {YEAR: (RED, f"{YEAR}=20.5")}
    assert first_marks(book, "Văn bản") == {
        NUMBER: (RED, f"LEN(TRIM({NUMBER}))=0"),
        DAY: (RED, f"{DAY}=45662"),
        SUBJECT: (AMBER, f'EXACT({SUBJECT},"Kế hoạch ""A""")'),
    }


def test_the_marks_come_before_the_forms_own_colours_in_order_and_priority(tmp_path: Path) -> None:
    book = written(tmp_path, {}, a_finding("Văn bản", NUMBER), a_finding("Văn bản", DAY))
    rules = [rule for area in book["Văn bản"].conditional_formatting for rule in area.rules]

    assert [rule.stopIfTrue for rule in rules][:3] == [True, True, None]
    assert [rule.priority for rule in rules] == list(range(1, len(rules) + 1))


def test_a_long_or_many_lined_answer_is_coloured_for_good(tmp_path: Path) -> None:
    for text in ("x" * 300, "một\nhai"):
        values: dict[Place, Value] = {("documents", "1", "subject"): text}
        book = written(tmp_path, values, a_finding("Văn bản", SUBJECT))
        assert first_marks(book, "Văn bản") == {SUBJECT: (RED, "TRUE")}


def test_a_comment_says_everything_about_its_cell_in_a_box_that_fits(tmp_path: Path) -> None:
    long = a_finding("Văn bản", NUMBER, Severity.WARNING, message="Lời giải thích rất dài. " * 20)
    book = written(tmp_path, {}, a_finding("Văn bản", NUMBER), long, a_finding("Văn bản", DAY))
    comment = book["Văn bản"][NUMBER].comment
    heights = box_heights(tmp_path / "SNV_lan-2.xlsx")

    assert comment is not None
    assert comment.author == "thidua"
    assert comment.text.startswith("Lỗi KT-201: Không phải là số.\n→ Nhập số.\nCảnh báo KT-201:")
    assert heights == [min(heights), max(heights)][::-1]
    assert min(heights) < 80
    assert max(heights) > 200
    assert first_marks(book, "Văn bản")[NUMBER][0] == RED


def box_heights(path: Path) -> list[int]:
    """In the order of the cells; openpyxl itself does not read them back."""
    with ZipFile(path) as archive:
        drawings = [name for name in archive.namelist() if name.endswith(".vml")]
        texts = [archive.read(name).decode("utf-8") for name in drawings]
    return [int(found) for text in texts for found in re.findall(r"height:(\d+)px", text)]


def test_a_blank_of_a_list_stays_open_for_typing_when_it_is_marked(tmp_path: Path) -> None:
    book = written(tmp_path, {}, a_finding("Văn bản", DAY))
    cell = book["Văn bản"][DAY]

    assert not cell.protection.locked
    assert cell.number_format == "dd/mm/yyyy"


def test_notes_are_listed_and_mark_nothing(tmp_path: Path) -> None:
    book = written(tmp_path, {}, a_finding("Văn bản", DAY, Severity.NOTE))

    assert first_marks(book, "Văn bản") == {}
    assert book["Văn bản"][DAY].comment is None
    assert texts_of(book)[-2:] == [
        "Nguyên nhân Lưu ý (1)",
        "1 | Văn bản!D7 | Không phải là số. | Nhập số.",
    ]


def texts_of(book: Workbook) -> list[str]:
    rows = ([cell.value for cell in row] for row in book[LIST_SHEET].iter_rows())
    return [
        " | ".join(str(value) for value in row if value is not None) for row in rows if any(row)
    ]


def test_the_first_sheet_lists_everything_with_links(tmp_path: Path) -> None:
    book = written(
        tmp_path,
        {},
        a_finding("Văn bản", DAY, Severity.WARNING),
        a_finding("Thông tin chung", YEAR),
        a_finding("Văn bản", ""),
        a_finding("", ""),
    )

    assert (book.sheetnames[0], book.active.title if book.active else "") == (LIST_SHEET,) * 2
    assert texts_of(book)[6:] == [
        "Lỗi: cần sửa (3)",
        "STT | Ô (bấm để mở) | Vấn đề | Cách xử lý",
        "Nguyên nhân Lỗi (3)",
        f"1 | Thông tin chung!{YEAR} | Không phải là số. | Nhập số.",
        "2 | Văn bản | Không phải là số. | Nhập số.",
        "3 | Cả tệp | Không phải là số. | Nhập số.",
        "Cảnh báo: đề nghị kiểm tra lại, giữ nguyên nếu đã đúng (1)",
        "STT | Ô (bấm để mở) | Vấn đề | Cách xử lý",
        "Nguyên nhân Cảnh báo (1)",
        f"4 | Văn bản!{DAY} | Không phải là số. | Nhập số.",
    ]
    links = [cell.hyperlink for row in book[LIST_SHEET].iter_rows() for cell in row]
    assert [link.location for link in links if link] == [
        f"'Thông tin chung'!{YEAR}",
        "'Văn bản'!B1",
        f"'Văn bản'!{DAY}",
    ]


def test_what_a_unit_wrote_never_becomes_a_formula(tmp_path: Path) -> None:
    values: dict[Place, Value] = {("documents", "1", "number"): "=1+1"}
    found = a_finding("Văn bản", NUMBER, message='=HYPERLINK("x")', advice="+1")
    book = written(tmp_path, values, found)

    assert book["Văn bản"][NUMBER].data_type == "s"
    cells = [cell for row in book[LIST_SHEET].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_workbook_is_the_same_form_with_its_round(tmp_path: Path) -> None:
    book = written(tmp_path, {}, a_finding("Văn bản", DAY))
    rows = [[cell.value for cell in row] for row in book[MANIFEST_SHEET].iter_rows()]

    assert parse_manifest(rows).manifest == ROUND
    assert book.sheetnames[1:] != []
    assert not list(tmp_path.glob(".*"))
