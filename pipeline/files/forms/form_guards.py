"""Guard the cells of a block: what may be typed, what is said about it, what stays locked.

A guard only helps the person who types: whatever comes back is checked again on reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import VALUE, Block, Column, Shape, ValueKind
from pipeline.domain.layout import LABEL_COLUMN, BlockPlace
from pipeline.domain.manifest import defined_name
from pipeline.domain.rules.live_checks import Mark
from pipeline.domain.rules.rule import Severity
from pipeline.files.forms.form_blocks import BLANKS_COLUMN
from pipeline.files.forms.form_styles import BOX, DOUBTFUL, INPUT, MISSING, WRONG, solid

TITLE_LIMIT, PROMPT_LIMIT, ERROR_LIMIT = 32, 255, 225
"""Excel calls a file corrupt whose messages are longer."""

HIGHEST_COUNT = 9_999_999
FARTHEST = 10**12
"""Bound of a number that has none of its own: Excel cannot ask for just any number."""

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
REQUIRED = "Bắt buộc."


def guard_block(
    worksheet: Worksheet, block: Block, place: BlockPlace, marks: Iterable[Mark] = ()
) -> None:
    """Add the validations and conditional formats of a block; what comes first prevails."""
    if place.declaration:
        _validate(worksheet, place.declaration, BLANKS_COLUMN)
    if block.shape in (Shape.FIELDS, Shape.NARRATIVE):
        for row in block.rows:
            column = block.column(VALUE, row.key)
            asked = replace(column, label=row.label, hint=row.hint or column.hint)
            _validate(worksheet, f"{place.columns[VALUE]}{place.rows[row.key]}", asked)
    else:
        last = place.reach(block.limit)
        for column in block.inputs:
            letter = place.columns[column.key]
            _validate(worksheet, f"{letter}{place.first_row}:{letter}{last}", column)
    if block.shape is Shape.RECORDS:
        _mark_lacking(worksheet, block, place)
    else:
        _mark_missing(worksheet, _required_areas(block, place))
    _colour(worksheet, marks)
    if block.shape is Shape.RECORDS:
        _dress_records(worksheet, block, place)


def protect(worksheet: Worksheet) -> None:
    """Lock what is not open for typing, without a password; rows may grow, move and be sorted."""
    guard = worksheet.protection
    guard.sheet = True
    # In this part of the format "false" means that the action is not forbidden.
    guard.formatColumns = guard.formatRows = guard.insertRows = False
    guard.sort = guard.autoFilter = False


def _validate(worksheet: Worksheet, area: str, column: Column) -> None:
    rule = _rule(column)
    rule.sqref = area
    told = f"{column.hint} {REQUIRED}" if column.required else column.hint
    if told:
        rule.promptTitle = column.label[:TITLE_LIMIT]
        rule.prompt = _cut(told.strip(), PROMPT_LIMIT)
        rule.showInputMessage = True
    if rule.type:
        rule.errorTitle = "Chưa đúng"
        rule.error = _cut(_error(column), ERROR_LIMIT)
        rule.showErrorMessage = True
    worksheet.add_data_validation(rule)


def _rule(column: Column) -> DataValidation:
    low, high = (f"{bound:f}" for bound in bounds(column))
    match column.kind:
        case ValueKind.COUNT:
            return DataValidation("whole", formula1=low, formula2=high, operator="between")
        case ValueKind.NUMBER:
            return DataValidation("decimal", formula1=low, formula2=high, operator="between")
        case ValueKind.DATE:
            first, last = (str(int(to_excel(day))) for day in (FIRST_DAY, LAST_DAY))
            return DataValidation("date", formula1=first, formula2=last, operator="between")
        case ValueKind.CHOICE:
            return DataValidation("list", formula1=defined_name(column.choices))
        case _:
            return DataValidation()


def bounds(column: Column) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that may be typed."""
    count = column.kind is ValueKind.COUNT
    low = Decimal(0 if count else -FARTHEST) if column.minimum is None else column.minimum
    usual = Decimal(HIGHEST_COUNT if count else FARTHEST)
    return low, usual if column.maximum is None else column.maximum


def _error(column: Column) -> str:
    low, high = (_spoken(bound) for bound in bounds(column))
    match column.kind:
        case ValueKind.DATE:
            return f"Nhập ngày/tháng/năm, từ {FIRST_DAY:%d/%m/%Y} đến {LAST_DAY:%d/%m/%Y}."
        case ValueKind.CHOICE:
            return "Chọn một mục trong danh sách: bấm mũi tên ở bên phải ô."
        case ValueKind.COUNT:
            text = f"Chỉ nhập số nguyên từ {low} đến {high}, không gõ dấu chấm hàng nghìn."
        case _ if column.minimum is None and column.maximum is None:
            text = "Chỉ nhập số, không kèm chữ hay đơn vị tính."
        case _ if column.maximum is None:
            text = f"Chỉ nhập số không nhỏ hơn {low}, không kèm chữ hay đơn vị tính."
        case _:
            text = f"Chỉ nhập số từ {low} đến {high}, không kèm chữ hay đơn vị tính."
    return f"{text} {column.hint}".strip()


def _spoken(number: Decimal) -> str:
    whole, _, rest = f"{number:,f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _required_areas(block: Block, place: BlockPlace) -> list[str]:
    """The input cells that must not stay blank."""
    if block.shape is Shape.GRID:
        letters = [place.columns[column.key] for column in block.inputs if column.required]
        return [f"{letter}{place.first_row}:{letter}{place.last_row}" for letter in letters]
    letter = place.columns[VALUE]
    required = (row.key for row in block.rows if block.column(VALUE, row.key).required)
    return [f"{letter}{place.rows[key]}" for key in required]


def _mark_missing(worksheet: Worksheet, areas: list[str]) -> None:
    if not areas:
        return
    first = areas[0].partition(":")[0]
    blank = f"LEN(TRIM({first}))=0"
    worksheet.conditional_formatting.add(
        " ".join(areas), FormulaRule(formula=[blank], fill=solid(MISSING))
    )


def _colour(worksheet: Worksheet, marks: Iterable[Mark]) -> None:
    """Colour the cells that break a rule or hold what is not asked for."""
    for mark in marks:
        colour = WRONG if mark.severity is Severity.ERROR else DOUBTFUL
        fault = FormulaRule(formula=[mark.condition], fill=solid(colour), border=BOX)
        worksheet.conditional_formatting.add(mark.area, fault)


def _mark_lacking(worksheet: Worksheet, block: Block, place: BlockPlace) -> None:
    """Mark what a begun row of a list lacks."""
    required = [place.columns[column.key] for column in block.columns if column.required]
    if not required:
        return
    row, last = place.first_row, place.reach(block.limit)
    areas = " ".join(f"{letter}{row}:{letter}{last}" for letter in required)
    lacking = FormulaRule(
        formula=[f"AND({_begun(place)},LEN(TRIM({required[0]}{row}))=0)"],
        fill=solid(MISSING),
        border=BOX,
    )
    worksheet.conditional_formatting.add(areas, lacking)


def _begun(place: BlockPlace) -> str:
    letters, row = list(place.columns.values()), place.first_row
    return f"COUNTA(${letters[0]}{row}:${letters[-1]}{row})>0"


def _dress_records(worksheet: Worksheet, block: Block, place: BlockPlace) -> None:
    """Colour the prepared rows and every row begun below them."""
    letters = list(place.columns.values())
    row, last, begun = place.first_row, place.reach(block.limit), _begun(place)
    shown = f"OR(ROW()<={place.last_row},{begun})"
    area = f"{letters[0]}{row}:{letters[-1]}{last}"
    worksheet.conditional_formatting.add(
        area, FormulaRule(formula=[shown], fill=solid(INPUT), border=BOX)
    )
    numbers = f"{LABEL_COLUMN}{place.last_row + 1}:{LABEL_COLUMN}{last}"
    if last > place.last_row:
        worksheet.conditional_formatting.add(numbers, FormulaRule(formula=[begun], border=BOX))
