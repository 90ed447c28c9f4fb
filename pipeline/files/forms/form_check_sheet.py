"""The sheet *Kiểm tra*: what is still missing, which rules are broken, and where; while typing.

It asks for nothing, so reading passes over it. Nothing on it is volatile, no formula looks at a
whole column, and nothing needs macros: it works in Excel 2013 and in LibreOffice.
"""

from __future__ import annotations

from typing import Final

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import FormSpec
from pipeline.domain.manifest import CHECK_SHEET
from pipeline.domain.rules.live_checks import LiveChecks
from pipeline.domain.rules.rule import Severity
from pipeline.files.forms import form_check_lines as columns
from pipeline.files.forms.form_cells import put, put_across
from pipeline.files.forms.form_check_lines import (
    Light,
    put_formula,
    write_rule_line,
    write_sheet_line,
)
from pipeline.files.forms.form_guide import GUIDE_SHEET, link
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.forms.form_styles import BAR, DOUBT, FAULT, FINE, NOTED, Role

_LINE = (columns.LIGHT, columns.ADVICE)
_VERDICT, _LINK_BACK, _FIRST_SECTION = 2, 5, 6
_ABOUT: Final = (
    "Trang này tự tính trong khi điền, không phải nhập gì. Đèn xanh: đạt; vàng: cảnh báo, xem lại; "
    "đỏ: lỗi, phải sửa; xanh dương: lưu ý; xám: chưa đủ số liệu. Bấm vào cột “Xem ô” để đến ô "
    "cần xem; ô đó cũng được tô màu trên sheet của nó."
)
_ABOUT_PROGRESS: Final = (
    "Mục đã điền gồm: ô bắt buộc, dòng của bảng có cột bắt buộc, mỗi bảng số liệu khác và mỗi mục "
    "thuyết minh. Danh sách không tính vì có thể để trống."
)
_OF_SHEETS: Final = ("", "STT", "Sheet", "Đã điền", "Xem ô", "Cần làm")
_OF_RULES: Final = ("", "Mã", "Lỗi, điểm cần xem lại", "Kết quả", "Xem ô", "Cách xử lý")
_COLOURS: Final = {
    Light.FINE: FINE,
    Light.NOTED: NOTED,
    Light.DOUBT: DOUBT,
    Light.FAULT: FAULT,
}


def add_check_sheet(book: Workbook, form: FormSpec, checks: LiveChecks) -> Worksheet:
    """Write the sheet at the end of the workbook so far."""
    worksheet: Worksheet = book.create_sheet(CHECK_SHEET)
    for letter, width in columns.WIDTHS.items():
        worksheet.column_dimensions[letter].width = width
    for letter in columns.HIDDEN:
        worksheet.column_dimensions[letter].hidden = True
    worksheet.sheet_properties.tabColor = FINE
    row = _write_section(worksheet, _FIRST_SECTION, "Mức độ hoàn thành từng sheet", _OF_SHEETS)
    for number, sheet in enumerate(form.sheets, 1):
        write_sheet_line(worksheet, row, number, sheet, checks.sheets[sheet.key])
        row += 1
    row = _write_section(worksheet, row + 1, "Kiểm tra số liệu theo quy tắc", _OF_RULES)
    for live in checks.rules:
        write_rule_line(worksheet, row, live)
        row += 1
    _write_top(worksheet)
    _write_verdict(worksheet, row - 1)
    _colour_lights(worksheet, row - 1)
    worksheet.freeze_panes = f"A{_VERDICT + 1}"
    return worksheet


def _write_top(worksheet: Worksheet) -> None:
    put_across(worksheet, 1, _LINE, "Kiểm tra trước khi gửi", Role.BANNER)
    worksheet.row_dimensions[1].height = 40
    for row, text in enumerate((_ABOUT, _ABOUT_PROGRESS), _VERDICT + 1):
        put_across(worksheet, row, _LINE, text, Role.BODY)
        width = sum(columns.WIDTHS.values())
        worksheet.row_dimensions[row].height = height(lines(text, width), lowest=19)
    link(worksheet, _LINK_BACK, columns.LIGHT, f"← {GUIDE_SHEET}", GUIDE_SHEET)
    worksheet.merged_cells.add(f"B{_LINK_BACK}:C{_LINK_BACK}")


def _write_section(worksheet: Worksheet, row: int, title: str, headers: tuple[str, ...]) -> int:
    put_across(worksheet, row, _LINE, title, Role.BLOCK_TITLE)
    worksheet.row_dimensions[row].height = 24
    for column, text in enumerate(headers, columns.LIGHT):
        put(worksheet, row + 1, column, text, Role.HEADER)
    worksheet.row_dimensions[row + 1].height = 20
    return row + 2


def _write_verdict(worksheet: Worksheet, last: int) -> None:
    """One sentence and the progress, from the hidden sums of their row."""
    _write_sums(worksheet, last)
    row = _VERDICT
    errors, doubts, missing = (f"{x}{row}" for x in (columns.COUNT, columns.TALLY, columns.MISSING))
    done, items = f"{columns.DONE}{row}", f"{columns.ITEMS}{row}"
    columns.put_light(worksheet, row)
    put_across(worksheet, row, (columns.CODE, columns.RESULT), "", Role.VERDICT)
    put_formula(
        worksheet,
        f"C{row}",
        f'IF({errors}>0,"Còn lỗi: "&{errors}&" chỗ phải sửa",'
        f'IF({missing}>0,"Chưa xong: còn "&{missing}&" ô bắt buộc chưa điền",'
        f'IF({doubts}>0,"Có cảnh báo: "&{doubts}&" chỗ cần xem lại trước khi gửi",'
        f'"Đạt: có thể gửi")))',
    )
    put(worksheet, row, columns.JUMP, None, Role.SHARE)
    put_formula(worksheet, f"F{row}", f"IF({items}>0,{done}/{items},0)")
    put(worksheet, row, columns.ADVICE, None, Role.VERDICT)
    put_formula(worksheet, f"G{row}", f'"Đã điền "&{done}&"/"&{items}&" mục"')
    worksheet.row_dimensions[row].height = 34
    bar = DataBarRule("num", 0, "num", 1, color=BAR, showValue=True)
    worksheet.conditional_formatting.add(f"F{row}", bar)


def _write_sums(worksheet: Worksheet, last: int) -> None:
    """Sums over all lines; SUMIF passes over a line whose cells someone destroyed."""
    row = _VERDICT

    def area(letter: str) -> str:
        return f"${letter}${_FIRST_SECTION}:${letter}${last}"

    def total(letter: str) -> str:
        return f'SUMIF({area(letter)},">0")'

    def broken(severity: Severity) -> str:
        counts = area(columns.COUNT)
        return f'SUMIFS({counts},{area(columns.SEVERITY)},"{severity}",{counts},">0")'

    counted = f'SUMIF({area(columns.ITEMS)},">0",{area(columns.DONE)})'
    errors = f"{broken(Severity.ERROR)}+{total(columns.WRONG)}"
    doubts = f"{broken(Severity.WARNING)}+{total(columns.UNCLEAR)}"
    state = (
        f"IF({columns.COUNT}{row}>0,{Light.FAULT:d},IF({columns.MISSING}{row}>0,{Light.PENDING:d},"
        f"IF({columns.TALLY}{row}>0,{Light.DOUBT:d},{Light.FINE:d})))"
    )
    for letter, text in (
        (columns.COUNT, errors),
        (columns.TALLY, doubts),
        (columns.MISSING, total(columns.MISSING)),
        (columns.DONE, counted),
        (columns.ITEMS, total(columns.ITEMS)),
        (columns.STATE, state),
    ):
        put_formula(worksheet, f"{letter}{row}", text)


def _colour_lights(worksheet: Worksheet, last: int) -> None:
    areas = f"B{_VERDICT}:C{_VERDICT} B{_FIRST_SECTION}:B{last} E{_FIRST_SECTION}:E{last}"
    for light, colour in _COLOURS.items():
        condition = [f"${columns.STATE}{_VERDICT}={light:d}"]
        rule = FormulaRule(formula=condition, font=Font(color=colour, bold=True))
        worksheet.conditional_formatting.add(areas, rule)
