"""What people do to the sheets, rows, columns and cells of a workbook, done with openpyxl.

A change takes an open workbook; new ones go here and into the table of ``test_structure``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Change: TypeAlias = Callable[[Workbook], object]

COLLECTIVE, INDIVIDUAL, STRUCTURE = "KT tập thể", "KT cá nhân", "Cơ cấu khen thưởng"
DOCUMENTS, TRAINING, GENERAL = "Văn bản", "Tập huấn", "Thông tin chung"


def sheet(book: Workbook, name: str) -> Worksheet:
    worksheet = book[name]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def on(name: str, change: Callable[[Worksheet], object]) -> Change:
    return lambda book: change(sheet(book, name))


def on_all(change: Callable[[Worksheet], object]) -> Change:
    def apply(book: Workbook) -> None:
        for worksheet in book.worksheets:
            if worksheet.title not in ("_thidua", "_danh_muc", "Kiểm tra"):
                change(worksheet)

    return apply


def insert(name: str, row: int, count: int = 1) -> Change:
    """Insert rows above a row of a sheet."""
    return on(name, lambda worksheet: shift_rows(worksheet, row, count))


def insert_columns(name: str, column: int, count: int = 1) -> Change:
    """Insert columns before a column of a sheet, 1 for A."""
    return on(name, lambda worksheet: shift_columns(worksheet, column, count))


def delete(name: str, row: int, count: int = 1) -> Change:
    """Delete rows of a sheet."""
    return on(name, lambda worksheet: shift_rows(worksheet, row, -count))


def delete_column(name: str, column: int) -> Change:
    """Delete a column of a sheet, 1 for A."""
    return on(name, lambda worksheet: shift_columns(worksheet, column, -1))


def shift_rows(worksheet: Worksheet, row: int, count: int) -> None:
    """Insert rows, or delete them when fewer than none; merged cells move along, as in Excel."""
    for area in list(worksheet.merged_cells.ranges):
        if area.min_row >= row:
            if count < 0 and area.min_row < row - count:
                worksheet.unmerge_cells(str(area))
            else:
                area.shift(row_shift=count)
    if count > 0:
        worksheet.insert_rows(row, count)
    else:
        worksheet.delete_rows(row, -count)


def shift_columns(worksheet: Worksheet, column: int, count: int) -> None:
    """The same for columns."""
    for area in list(worksheet.merged_cells.ranges):
        if area.min_col >= column:
            area.shift(col_shift=count)
    if count > 0:
        worksheet.insert_cols(column, count)
    else:
        worksheet.delete_cols(column, -count)


def remove(*names: str) -> Change:
    """Delete whole sheets."""

    def apply(book: Workbook) -> None:
        for name in names:
            del book[name]

    return apply


def merge(name: str, area: str) -> Change:
    """Merge cells."""
    return on(name, lambda worksheet: worksheet.merge_cells(area))


def enter(name: str, cells: Mapping[str, Any]) -> Change:
    def apply(book: Workbook) -> None:
        for address, value in cells.items():
            cell = sheet(book, name)[address]
            assert not isinstance(cell, tuple)
            cell.value = value

    return apply


def rename(book: Workbook) -> None:
    for number, worksheet in enumerate(book.worksheets):
        if not worksheet.title.startswith("_"):
            worksheet.title = f"Trang tính {number}"


def reorder(book: Workbook) -> None:
    for _ in range(7):
        book.move_sheet(book.worksheets[2], 5)


def hide(book: Workbook) -> None:
    for worksheet in book.worksheets[3:]:
        worksheet.sheet_state = "hidden"


def add_sheet(book: Workbook) -> None:
    notes = book.create_sheet("Nháp", 0)
    notes["B3"], notes["C3"] = "Số đề nghị", 12


def upper_headers(worksheet: Worksheet, row: int) -> None:
    """Write headers in capitals, with a colon, blanks and line breaks."""
    for cell in worksheet[row][1:]:
        if isinstance(cell.value, str):
            cell.value = "  " + cell.value.upper().replace(" ", " \n") + " :"


def sort_rows(worksheet: Worksheet, first: int, last: int, *, keys: bool) -> None:
    """Turn the rows round; without the keys, as a sort of the visible columns does."""
    columns = range(1 if keys else 2, 20)
    rows = [[worksheet.cell(row, column).value for column in columns] for row in range(first, last)]
    for row, cells in zip(range(first, last), reversed(rows), strict=True):
        for column, value in zip(columns, cells, strict=True):
            cell = worksheet.cell(row, column)
            if type(cell).__name__ == "Cell":
                cell.value = value


def junk_keys(worksheet: Worksheet) -> None:
    for row in range(1, 60):
        if worksheet.cell(row, 1).value:
            worksheet.cell(row, 1).value = f"x{row}"


def swap_names(book: Workbook) -> None:
    one, two = sheet(book, COLLECTIVE), sheet(book, INDIVIDUAL)
    one.title = "tạm"
    two.title, one.title = COLLECTIVE, INDIVIDUAL


def swap_tables(worksheet: Worksheet, *, from_column: int = 1) -> None:
    """Put the second table of a sheet above the first, as by cutting and pasting."""
    columns = range(from_column, 12)

    def take(first: int, last: int) -> list[list[Any]]:
        rows = range(first, last + 1)
        taken = [[worksheet.cell(row, column).value for column in columns] for row in rows]
        for area in [str(area) for area in worksheet.merged_cells.ranges]:
            worksheet.unmerge_cells(area)
        return taken

    upper, lower = take(4, 14), take(16, 24)
    for row, cells in enumerate([*lower, [None] * len(columns), *upper], start=4):
        for column, value in zip(columns, cells, strict=True):
            worksheet.cell(row, column).value = value


def copy_sheet(name: str, cells: Mapping[str, Any]) -> Change:
    def apply(book: Workbook) -> None:
        copy = book.copy_worksheet(sheet(book, name))
        copy.title = f"{name} (2)"
        for address, value in cells.items():
            copy[address] = value

    return apply


def without_manifest(book: Workbook) -> None:
    del book["_thidua"]


def fact(name: str, value: str) -> Change:
    """Overwrite one fact of the hidden page."""

    def apply(book: Workbook) -> None:
        page = sheet(book, "_thidua")
        row = next(row for row in range(1, 30) if page.cell(row, 1).value == name)
        page.cell(row, 2).value = value

    return apply


def hide_columns(worksheet: Worksheet) -> None:
    for letter in "DEF":
        worksheet.column_dimensions[letter].hidden = True


def hide_rows(worksheet: Worksheet) -> None:
    worksheet.auto_filter.ref = "B6:H9"
    for row in (7, 8, 20):
        worksheet.row_dimensions[row].hidden = True
