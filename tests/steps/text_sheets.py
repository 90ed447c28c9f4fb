"""Workbooks drawn as text in the test itself, and a small form to read them with.

One line is one row, ``|`` parts the cells. ``12`` is a number, ``'12`` a text, ``2025-03-15`` a
date, ``#REF!`` an error, ``=7`` a formula that shows 7; everything else is text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.domain.form import (
    VALUE,
    Block,
    Choice,
    Column,
    FormSpec,
    Row,
    Shape,
    Sheet,
    ValueKind,
)
from pipeline.domain.layout import Manifest
from pipeline.domain.rules.rule import Rule, Severity
from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook, column_letter
from pipeline.steps.place import place
from pipeline.steps.reading.interpret import Interpretation, Origin, interpret

MANIFEST = Manifest("small", 1, "minh-hoa-2025", "SNV", "2025")

PEOPLE = """
Số liệu
-
-
| 1. Lao động
-
people | Nội dung | Trả lời
total  | Tổng số lao động | 100
direct | Lao động trực tiếp | 60
"""
AWARDS = """
Khen thưởng
-
-
| Tập thể
-
| Ô trống nghĩa là | Không có (0)
awards | Danh hiệu | Đơn vị tính | Cùng kỳ | Số đề nghị | Số quyết định
LDTT   | Lao động tiên tiến | người | 5 | 12 | 7
BK     | Bằng khen          | người |   |  3 |
CO     | Cờ thi đua         | lá    |   |    |  1
"""
DOCUMENTS = """
Văn bản
-
-
| Danh mục văn bản
-
documents | STT | Số, ký hiệu | Ngày ban hành | Loại văn bản
| 1 | 15/KH-SNV | 2025-03-15 | Kế hoạch
| 2 |           |            |
| 3 | 16/QĐ-SNV | 2025-04-02 | quyết định
"""
FILLED = {"Lao động": PEOPLE, "Khen thưởng": AWARDS, "Văn bản": DOCUMENTS}


def a_sheet(name: str, text: str, *, hidden: bool = False) -> RawSheet:
    """A worksheet drawn as text; a line of ``-`` is a blank row."""
    lines = text.strip("\n").splitlines()
    formulas: set[str] = set()
    errors: dict[str, str] = {}
    rows: list[tuple[RawValue, ...]] = []
    for number, line in enumerate(lines, start=1):
        drawn = [] if line.strip() == "-" else [cell.strip() for cell in line.split("|")]
        for column, cell in enumerate(drawn, start=1):
            address = f"{column_letter(column)}{number}"
            if cell.startswith("="):
                formulas.add(address)
            if cell.startswith("#"):
                errors[address] = cell
        rows.append(tuple(_value(cell) for cell in drawn))
    return RawSheet(name, tuple(rows), hidden, frozenset(formulas), errors)


def a_book(*sheets: RawSheet, **changes: str) -> RawWorkbook:
    """The small form filled in; ``people``, ``awards``, ``documents`` replace a sheet."""
    keys = {"people": "Lao động", "awards": "Khen thưởng", "documents": "Văn bản"}
    texts = FILLED | {keys[key]: text for key, text in changes.items()}
    return RawWorkbook((*(a_sheet(name, text) for name, text in texts.items()), *sheets))


def read(book: RawWorkbook, form: FormSpec | None = None) -> Interpretation:
    """Interpret by the small form."""
    form = form or a_small_form()
    return interpret(book, form, place(form), Origin(MANIFEST, "SNV", "snv.xlsx", "0" * 64))


def a_small_form() -> FormSpec:
    """Fields, a grid whose blanks may be declared, and records."""
    lists = {
        "types": (Choice("plan", "Kế hoạch"), Choice("decision", "Quyết định")),
        "blanks": (Choice("zero", "Không có (0)"), Choice("unknown", "Chưa có số liệu")),
    }
    sheets = (
        Sheet("people", "Lao động", "Số liệu", (_people(),)),
        Sheet("awards", "Khen thưởng", "Khen thưởng", (_awards(),)),
        Sheet("documents", "Văn bản", "Văn bản", (_documents(),)),
    )
    return FormSpec("small", 1, "Biểu nhỏ", sheets, lists)


def _people() -> Block:
    count = ValueKind.COUNT
    total = Column(VALUE, "Tổng số lao động", count, required=True, maximum=Decimal(9000))
    rows = (
        Row("total", "Tổng số lao động", "Nhập số nguyên.", total),
        Row("direct", "Lao động trực tiếp", column=Column(VALUE, "Lao động trực tiếp", count)),
    )
    rule = _rule("KT-221", "direct <= total", "Số trực tiếp lớn hơn tổng số.")
    columns = (Column(VALUE, "Trả lời"),)
    return Block("people", "1. Lao động", Shape.FIELDS, columns, rows, rules=(rule,))


def _awards() -> Block:
    count = ValueKind.COUNT
    return Block(
        "awards",
        "Tập thể",
        Shape.GRID,
        (
            Column("measure", "Đơn vị tính", fixed=True),
            Column("last_year", "Cùng kỳ", count, last_year_of="decided"),
            Column("proposed", "Số đề nghị", count, hint="Nhập số tập thể."),
            Column("decided", "Số quyết định", count),
        ),
        tuple(
            Row(key, label, facts={"measure": measure})
            for key, label, measure in (
                ("LDTT", "Lao động tiên tiến", "người"),
                ("BK", "Bằng khen", "người"),
                ("CO", "Cờ thi đua", "lá"),
            )
        ),
        row_label="Danh hiệu",
        blanks_declarable=True,
        rules=(_rule("KT-103", "decided <= proposed", "Quyết định nhiều hơn đề nghị."),),
    )


def _documents() -> Block:
    return Block(
        "documents",
        "Danh mục văn bản",
        Shape.RECORDS,
        (
            Column("number", "Số, ký hiệu", required=True, hint="Ví dụ: 15/KH-SNV."),
            Column("date", "Ngày ban hành", ValueKind.DATE),
            Column("type", "Loại văn bản", ValueKind.CHOICE, choices="types"),
        ),
        row_label="STT",
        capacity=3,
        limit=4,
    )


def _rule(code: str, expression: str, message: str) -> Rule:
    return Rule(code, expression, Severity.ERROR, message, "Kiểm tra lại.")


def _value(cell: str) -> RawValue:
    text = cell.removeprefix("=")
    if not text or text.startswith("#"):
        return None
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return text.removeprefix("'")
