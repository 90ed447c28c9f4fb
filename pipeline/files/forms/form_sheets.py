"""Write the sheets of a form: heading, blocks, guards, and how each sheet shows and prints."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.form import FormSpec, Shape, Sheet
from pipeline.domain.layout import FIRST_COLUMN, KEY_COLUMN, LABEL_COLUMN, Layout
from pipeline.domain.rules.live_checks import Mark
from pipeline.domain.workbook import column_index, column_letter
from pipeline.files.forms.form_blocks import Canvas, write_block
from pipeline.files.forms.form_cells import Values, put_across
from pipeline.files.forms.form_guards import guard_block, protect
from pipeline.files.forms.form_guide import GUIDE_SHEET, link
from pipeline.files.forms.form_measures import (
    NO_TEXT,
    across,
    column_widths,
    has_hints,
    height,
    last_column,
    lines,
    page_division,
)
from pipeline.files.forms.form_styles import TABS, TYPEFACE, Role

A4 = 9
MARGIN = 0.59
"""Inches: 1.5 cm."""

FOOTER_LIMIT = 120
_LABELS = column_index(LABEL_COLUMN)


def add_sheet(
    book: Workbook,
    sheet: Sheet,
    form: FormSpec,
    layout: Layout,
    values: Values,
    marks: Sequence[Mark] = (),
) -> Worksheet:
    """Write one sheet of the form whole; ``marks`` say which cells are coloured when."""
    worksheet: Worksheet = book.create_sheet(sheet.title)
    widths, last = column_widths(sheet, layout), last_column(sheet)
    for letter, width in widths.items():
        worksheet.column_dimensions[letter].width = width
    worksheet.column_dimensions[KEY_COLUMN].hidden = True
    worksheet.sheet_properties.tabColor = TABS[sheet.blocks[0].shape]
    _write_top(worksheet, sheet, last, across(widths))
    for block in sheet.blocks:
        place, hints = layout[block.key], has_hints(sheet)
        canvas = Canvas(worksheet, block, place, widths, form.lists, values, last, hints)
        write_block(canvas)
        guard_block(worksheet, block, place, [x for x in marks if x.block == block.key])
    _freeze(worksheet, sheet, layout)
    _divide_pages(worksheet, sheet, layout, across(widths))
    return worksheet


def finish_sheet(worksheet: Worksheet, title: str, *, landscape: bool) -> None:
    """Lock a sheet and prepare it for A4 paper, one page wide."""
    protect(worksheet)
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.paperSize, setup.orientation = A4, "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, setup.fitToHeight or 0
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = MARGIN
    margins.bottom, margins.header, margins.footer = MARGIN + 0.2, 0.3, 0.35
    _write_footer(worksheet, title)


def _write_top(worksheet: Worksheet, sheet: Sheet, last: int, wide: float) -> None:
    put_across(worksheet, 1, (_LABELS, last), sheet.heading, Role.HEADING)
    count = lines(sheet.heading, wide, scale=1.75)
    worksheet.row_dimensions[1].height = height(count, line=21, lowest=30)
    put_across(worksheet, 2, (_LABELS, last), sheet.note, Role.SHEET_NOTE)
    note = height(lines(sheet.note, wide), lowest=18) if sheet.note else NO_TEXT
    worksheet.row_dimensions[2].height = note
    link(worksheet, 3, _LABELS, f"← {GUIDE_SHEET}", GUIDE_SHEET)
    worksheet.merged_cells.add(f"{LABEL_COLUMN}3:{column_letter(FIRST_COLUMN + 1)}3")


def _freeze(worksheet: Worksheet, sheet: Sheet, layout: Layout) -> None:
    """Keep headers in sight and on every printed page, where one block has the sheet alone."""
    if len(sheet.blocks) > 1:
        return
    place, shape = layout[sheet.blocks[0].key], sheet.blocks[0].shape
    wide = shape in (Shape.GRID, Shape.RECORDS)
    letter = column_letter(FIRST_COLUMN) if wide else LABEL_COLUMN
    worksheet.freeze_panes = f"{letter}{place.first_row}"
    grouped = any(column.group for column in sheet.blocks[0].columns)
    worksheet.print_title_rows = f"{place.header_row - grouped}:{place.header_row}"


def _divide_pages(worksheet: Worksheet, sheet: Sheet, layout: Layout, wide: float) -> None:
    rows = worksheet.row_dimensions
    on_one, breaks = page_division(sheet, layout, wide, lambda row: rows[row].height)
    if on_one:
        worksheet.page_setup.fitToHeight = 1
    for row in breaks:
        worksheet.row_breaks.append(Break(id=row))


def _write_footer(worksheet: Worksheet, title: str) -> None:
    footer = worksheet.oddFooter
    assert footer is not None, "openpyxl makes a footer with every sheet"
    left, right = footer.left, footer.right
    left.text, right.text = title[:FOOTER_LIMIT].replace("&", "&&"), "Trang &P/&N"
    for part in (left, right):
        part.font, part.size, part.color = f"{TYPEFACE},Regular", 8, "6B7280"
