"""Make a correction (bản sửa) of a submission: its answers and its findings in a fresh form.

The returned workbook may have had rows inserted or sheets renamed: cells are carried over by
their meaning, not by their address. What could not be read stays unreadable, as text, until a
person has typed it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.domain.causes import cause_titles
from pipeline.domain.correction import DECLARATION, Cause, Correction, Place
from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.form import VALUE, FormSpec, Shape, ValueKind
from pipeline.domain.layout import Layout
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Submission, Table, Value
from pipeline.domain.workbook import RawValue, column_index
from pipeline.steps.reading.cell_places import CellPlaces
from pipeline.steps.reading.coerce import is_blank, shown, text_of

NUMBERS: Final = (ValueKind.COUNT, ValueKind.NUMBER)
WORDS: Final = (ValueKind.TEXT, ValueKind.LONG_TEXT)
FORMULA_MARK: Final = "(công thức)"
ERROR_MARK: Final = "(lỗi Excel)"

_ADVICE: Final[Mapping[str, str]] = {
    FindingKind.PARTS_MISSING.code: "Các phần này có sẵn trong tệp gửi kèm, còn trống: điền vào.",
    FindingKind.NOT_ASKED_THEN.code: "Các phần này có sẵn trong tệp gửi kèm, còn trống: điền vào.",
    FindingKind.CELLS_MERGED.code: "Tệp gửi kèm không còn ô gộp: nhập giá trị vào từng ô.",
    FindingKind.COPY_DIFFERS.code: "Tệp gửi kèm chỉ có sheet gốc: ghi số liệu đúng vào đó.",
    FindingKind.BESIDE_THE_TABLE.code: "Tệp gửi kèm không có phần này: cần thì ghi vào đúng cột.",
    FindingKind.ROW_REPEATED.code: "Tệp gửi kèm chỉ có một dòng này: ghi số liệu đã gộp vào đó.",
}
"""What to do in the fresh form, where it is not what was to be done in the returned one."""


def correct(
    submission: Submission, findings: Iterable[Finding], form: FormSpec, layout: Layout
) -> Correction:
    """The submission's own answers, and its findings at the cells of a fresh form."""
    found = tuple(findings)
    places = CellPlaces.of(submission)
    at = [places.at(one.sheet, one.cell) for one in found]
    marked = {place: one.code for place, one in zip(at, found, strict=True) if place}
    moved = [_moved(one, place, places, layout) for one, place in zip(found, at, strict=True)]
    return Correction(_values(submission, form, marked), tuple(_causes(moved, form)))


def _values(
    submission: Submission, form: FormSpec, marked: Mapping[Place, str]
) -> dict[Place, Value]:
    values: dict[Place, Value] = {}
    for table in submission.tables.values():
        if table.declaration is not None:
            said = table.declaration.value or text_of(table.declaration.raw)
            values[table.block, DECLARATION, VALUE] = said or None
        for column, typed in table.values.items():
            for index, key in enumerate(table.row_keys):
                place = (table.block, key, column)
                kept = typed[index]
                if kept is None:
                    kept = _as_found(table, index, place, form, marked.get(place, ""))
                elif table.declared and table.cell(index, column).declared:
                    kept = None
                if kept is not None:
                    values[place] = kept
    return values


def _as_found(table: Table, index: int, place: Place, form: FormSpec, code: str) -> Value:
    """What stands in a cell without a typed value, so that it stays as unreadable as it was."""
    block, key, column = place
    raw: RawValue = table.raws[column][index]
    spec = form.block(block)
    kind = spec.column(column, "" if spec.shape is Shape.RECORDS else key).kind
    if kind in WORDS:
        return text_of(raw) or None
    if code == FindingKind.FORMULA_IN_INPUT.code:
        return f"{shown(raw)} {FORMULA_MARK}".strip()
    if code == FindingKind.ERROR_VALUE.code:
        return ERROR_MARK
    if is_blank(raw):
        return None
    if kind in NUMBERS and isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(repr(raw))
    return text_of(raw)


def _moved(found: Finding, place: Place | None, places: CellPlaces, layout: Layout) -> Finding:
    """A finding at the fresh form's cell; where there is none, it names the returned cell."""
    advice = _ADVICE.get(found.code, found.advice)
    if place is not None:
        block, row, column = place
        at = layout[block]
        if row == DECLARATION:
            cell = at.declaration
        else:
            number = at.rows.get(row) or at.first_row + int(row) - 1
            cell = f"{at.columns[column]}{number}"
        return replace(found, sheet=at.sheet, cell=cell, advice=advice)
    block = places.blocks.get(found.sheet, "")
    sheet = layout[block].sheet if block else found.sheet
    lead = f"(ô {found.cell} của tệp đã nhận) " if found.cell else ""
    return replace(found, sheet=sheet, cell="", advice=advice, message=lead + found.message)


def _causes(found: list[Finding], form: FormSpec) -> Iterator[Cause]:
    """Findings by code: the gravest codes first, then in the order of the form."""
    sheets = {sheet.title: number for number, sheet in enumerate(form.sheets)}
    titles = cause_titles(form)
    by_code: dict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for one in sorted(found, key=lambda one: _order(one, sheets)):
        by_code[one.severity, one.code].append(one)
    severities = list(Severity)
    for severity, code in sorted(by_code, key=lambda key: severities.index(key[0])):
        title = titles.get(code, "Điểm cần xem")
        yield Cause(title, severity, tuple(by_code[severity, code]))


def _order(found: Finding, sheets: Mapping[str, int]) -> tuple[int, int, int]:
    letters = found.cell.rstrip("0123456789")
    row = int(found.cell.removeprefix(letters) or 0)
    return sheets.get(found.sheet, -1), row, column_index(letters)
