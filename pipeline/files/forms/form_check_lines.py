"""One line of the sheet *Kiểm tra*: a light, a text, a result in words and a link to the cell.

The numbers behind a line stand in hidden columns of its row; formulas in sight only word them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import Sheet
from pipeline.domain.rules.live_checks import BROKEN, NOWHERE, ROW_FACTOR, LiveRule, SheetProgress
from pipeline.domain.rules.rule import Severity
from pipeline.files.forms.form_cells import put
from pipeline.files.forms.form_measures import height, lines
from pipeline.files.forms.form_styles import Role

WIDTHS: Final = {"A": 2, "B": 5, "C": 9, "D": 58, "E": 19, "F": 27, "G": 50}
LIGHT, CODE, TEXT, RESULT, JUMP, ADVICE = range(2, 8)
"""1-based columns in sight."""

STATE, POSITION, TALLY, COUNT, SEVERITY = "H", "I", "J", "K", "L"
DONE, ITEMS, MISSING, WRONG, UNCLEAR = "M", "N", "O", "P", "Q"
HIDDEN: Final = "HIJKLMNOPQ"
"""Letters of the columns of numbers."""

_LAMP = "●"
_LOWEST = 22


class Light(IntEnum):
    """State of a line, by weight."""

    PENDING = 0
    FINE = 1
    NOTED = 2
    DOUBT = 3
    FAULT = 4


_WEIGHTS: Final = {
    Severity.NOTE: Light.NOTED,
    Severity.WARNING: Light.DOUBT,
    Severity.ERROR: Light.FAULT,
}


def write_sheet_line(
    worksheet: Worksheet, row: int, number: int, sheet: Sheet, progress: SheetProgress
) -> None:
    """How far one sheet of the form is filled."""
    for letter, text in (
        (DONE, progress.done),
        (MISSING, progress.missing),
        (WRONG, progress.wrong),
        (UNCLEAR, progress.unclear),
        (POSITION, progress.position),
    ):
        put_array(worksheet, f"{letter}{row}", text)
    worksheet[f"{ITEMS}{row}"] = progress.items
    is_full = f"{DONE}{row}>={ITEMS}{row}" if progress.items else f"{DONE}{row}>0"
    state = _first(
        (f"{WRONG}{row}>0", Light.FAULT),
        (f"{UNCLEAR}{row}>0", Light.DOUBT),
        (f"{MISSING}{row}>0", Light.PENDING),
        (is_full, Light.FINE),
    )
    put_formula(worksheet, f"{STATE}{row}", f"IFERROR({state},{Light.PENDING:d})")
    done = f'{DONE}{row}&"/"&{ITEMS}{row}&" mục"' if progress.items else f'{DONE}{row}&" dòng"'
    _write(worksheet, row, (number, sheet.heading), done, sheet.title)
    put(worksheet, row, ADVICE, None, Role.CHECKED)
    put_formula(
        worksheet,
        f"G{row}",
        f'IF({WRONG}{row}>0,"Sửa "&{WRONG}{row}&" ô nhập sai kiểu. ","")'
        f'&IF({MISSING}{row}>0,"Điền "&{MISSING}{row}&" ô bắt buộc. ","")'
        f'&IF({UNCLEAR}{row}>0,"Chọn ở đầu bảng: ô trống nghĩa là gì.","")',
    )


def write_rule_line(worksheet: Worksheet, row: int, live: LiveRule) -> None:
    """Whether one rule is broken, and how often."""
    rule = live.rule
    put_array(worksheet, f"{TALLY}{row}", live.tally)
    put_array(worksheet, f"{POSITION}{row}", live.position)
    put_formula(worksheet, f"{COUNT}{row}", f"INT({TALLY}{row}/{BROKEN})")
    worksheet[f"{SEVERITY}{row}"] = str(rule.severity)
    state = _first(
        (f"{COUNT}{row}>0", _WEIGHTS[rule.severity]),
        (f"{TALLY}{row}>0", Light.FINE),
    )
    put_formula(worksheet, f"{STATE}{row}", f"IFERROR({state},{Light.PENDING:d})")
    result = (
        f'IF({COUNT}{row}>0,"{rule.severity.label}: "&{COUNT}{row}&" chỗ",'
        f'IF({TALLY}{row}>0,"Không có","Chưa đủ số liệu"))'
    )
    basis = f" (Căn cứ: {rule.basis}.)" if rule.basis else ""
    _write(worksheet, row, (rule.code, rule.message + basis), result, live.sheet)
    put(worksheet, row, ADVICE, rule.advice, Role.CHECKED)
    tallest = lines(rule.advice, WIDTHS["G"] - 2)
    worksheet.row_dimensions[row].height = max(
        worksheet.row_dimensions[row].height or 0, height(tallest, lowest=_LOWEST)
    )


def put_formula(worksheet: Worksheet, address: str, text: str) -> None:
    """Write a formula."""
    worksheet[address] = f"={text}"


def put_array(worksheet: Worksheet, address: str, text: str) -> None:
    """Write an array formula of one cell."""
    worksheet[address] = ArrayFormula(address, f"={text}")


def put_light(worksheet: Worksheet, row: int) -> None:
    """Write a light; its colour comes by condition."""
    put(worksheet, row, LIGHT, _LAMP, Role.LIGHT)


def _write(
    worksheet: Worksheet, row: int, texts: tuple[int | str, str], result: str, target: str
) -> None:
    code, text = texts
    put_light(worksheet, row)
    put(worksheet, row, CODE, code, Role.RESULT)
    put(worksheet, row, TEXT, text, Role.CHECKED)
    put(worksheet, row, RESULT, None, Role.RESULT)
    put_formula(worksheet, f"E{row}", f'IFERROR({result},"Không tính được")')
    put(worksheet, row, JUMP, None, Role.JUMP)
    put_formula(worksheet, f"F{row}", _jump(target, f"{POSITION}{row}"))
    needed = height(lines(text, WIDTHS["D"] - 2, scale=0.96), lowest=_LOWEST)
    worksheet.row_dimensions[row].height = needed


def _jump(target: str, position: str) -> str:
    """A link to the cell at a position, or to the top of the sheet when there is none."""
    place = "#" + quote_sheetname(target) + "!"
    address = f"ADDRESS(INT({position}/{ROW_FACTOR}),MOD({position},{ROW_FACTOR}),4)"
    return (
        f"IF(IFERROR({position},{NOWHERE})>={NOWHERE},"
        f"HYPERLINK({_text(place + 'B1')},{_text(target)}),"
        f"HYPERLINK({_text(place)}&{address},{_text(target + ': ô ')}&{address}))"
    )


def _first(*cases: tuple[str, Light]) -> str:
    """The light of the first case that is met; pending when none is."""
    text = f"{Light.PENDING:d}"
    for condition, light in reversed(cases):
        text = f"IF({condition},{light:d},{text})"
    return text


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
