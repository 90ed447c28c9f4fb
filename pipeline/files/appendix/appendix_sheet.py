"""Write one table as a worksheet of the appendix: title, header, rows, notes, print set-up."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

from pipeline.domain.document import CellContent, Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.figures import Figure
from pipeline.files.appendix.appendix_formats import Band, Looks, Part, shown_as, stored
from pipeline.files.appendix.appendix_formulas import DASH, TableFormulas, is_total, number_of
from pipeline.files.appendix.appendix_layout import (
    HEADER_ROW,
    ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    Layout,
    frozen_columns,
    group_height,
    groups,
    height,
    is_ordinal,
    label_height,
    row_height,
)
from pipeline.files.appendix.appendix_official import pages_down, write_official
from pipeline.files.appendix.appendix_text import written
from pipeline.files.appendix.long_sheets import TableSheet
from pipeline.files.appendix.straight_rows import Cells, StraightRows

INDEX = "Mục lục"
FOOTER = "&CTrang &P/&N"
A4 = 9

_DATES = (
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
)


class SheetWriter:
    """Writes a table into its worksheet."""

    def __init__(self, sheet: TableSheet, looks: Looks, table: Table, layout: Layout) -> None:
        self._sheet = sheet
        self._cells: Cells = sheet
        self._looks = looks
        self._table = table
        self._layout = layout
        self._formulas = TableFormulas(table, layout.first_row)
        self._is_centred = tuple(map(is_ordinal, table.columns))

    def write(self, subtitle: str, *, is_long: bool = False) -> None:
        """Write everything but the charts; of a long table rows of data go straight to the disk."""
        self._sheet.set_default_row(ROW)
        for position, width in enumerate(self._layout.widths):
            self._sheet.set_column(position, position, width)
        link = self._looks.plain(Part.LINK)
        self._sheet.write_url(0, 0, f"internal:'{INDEX}'!A1", link, f"← {INDEX}")
        if self._layout.is_coded:
            write_official(self._sheet, self._looks, self._table, self._layout, subtitle)
        else:
            self._write_titles(subtitle)
            self._write_header()
        straight = StraightRows(self._sheet, len(self._table.columns)) if is_long else None
        for index, row in enumerate(self._table.rows):
            if row.kind is RowKind.HEADING:
                self._write_heading(index, row)
            elif straight is not None and row.kind is RowKind.DATA:
                self._write_straight(index, row, straight)
            else:
                self._write_row(index, row)
        for number, note in enumerate(self._table.notes):
            self._write_across(self._layout.notes_row + number, note, Part.NOTE)
        self._set_up()

    def _write_titles(self, subtitle: str) -> None:
        self._write_across(TITLE_ROW, self._table.title, Part.TITLE, 0.8)
        self._write_across(SUBTITLE_ROW, subtitle, Part.SUBTITLE)

    def _write_across(self, row: int, text: str, part: Part, room: float = 1.0) -> None:
        """Text over the whole width of the sheet; ``room`` is less for a larger font."""
        self._merge(row, 0, row, len(self._layout.widths) - 1, text, part)
        # At least 1.2 lines: a bold or larger font needs it.
        lines = height(text, self._layout.width * room)
        self._sheet.set_row(row, lines * 1.2 if room < 1 else lines)

    def _write_header(self) -> None:
        columns, label_row = self._table.columns, self._layout.label_row
        for label, first, last in groups(self._table) if self._layout.is_grouped else ():
            if label:
                self._merge(HEADER_ROW, first, HEADER_ROW, last, label, Part.HEADER)
        for position, column in enumerate(columns):
            top = label_row if column.group else HEADER_ROW
            self._merge(top, position, label_row, position, column.label, Part.HEADER)
        if self._layout.is_grouped:
            self._sheet.set_row(HEADER_ROW, group_height(self._table, self._layout) + 4)
        self._sheet.set_row(label_row, label_height(self._table, self._layout) + 6)

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str, band: Band) -> None:
        look = self._looks.plain(band)
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", look)
        self._sheet.write_string(top, left, written(text), look)

    def _write_heading(self, index: int, row: TableRow) -> None:
        text = next((cell for cell in row.cells.values() if isinstance(cell, str) and cell), "")
        top, last = self._layout.first_row + index, len(self._table.columns) - 1
        self._merge(top, 0, top, last, text, RowKind.HEADING)
        width = sum(self._layout.widths[: last + 1])
        self._sheet.set_row(top, height(text, width) + 3)

    def _write_straight(self, index: int, row: TableRow, straight: StraightRows) -> None:
        self._cells = straight
        self._write_cells(index, row)
        self._cells = self._sheet
        top = self._layout.first_row + index
        self._sheet.put_row(top, straight.taken(top))

    def _write_row(self, index: int, row: TableRow) -> None:
        self._write_cells(index, row)
        last = _label_end(self._table, row)
        if last:
            label = str(row.cells[self._table.columns[0].key])
            top = self._layout.first_row + index
            self._merge(top, 0, top, last, label, row.kind)

    def _write_cells(self, index: int, row: TableRow) -> None:
        top = self._layout.first_row + index
        needed = row_height(self._table, index, self._layout)
        if needed > ROW:
            self._cells.set_row(top, needed + 3)
        sums = is_total(row)
        for position, column in enumerate(self._table.columns):
            may_live = column.formula or (sums and column.adds_up)
            if not (may_live and self._write_live(top, position, index, column)):
                self._write_content(top, position, row, column)

    def _write_live(self, top: int, position: int, index: int, column: TableColumn) -> bool:
        """Write a formula with its cached value, where the cell has one."""
        live = self._formulas.live(index, column)
        if live is None:
            return False
        band, fill = self._table.rows[index].kind, column.fill
        look = self._looks.number(band, fill, live.value)
        if live.value is None:
            look = self._looks.dash(band, look.num_format)
        cached = DASH if live.value is None else stored(fill, live.value)
        self._cells.write_formula(top, position, live.formula, look, cached)
        return True

    def _write_content(self, top: int, position: int, row: TableRow, column: TableColumn) -> None:
        cell = row.cells.get(column.key)
        number = number_of(cell)
        if number is not None:
            fill = shown_as(column, cell)
            is_centred = self._is_centred[position]
            look = self._looks.number(row.kind, fill, number, is_centred=is_centred)
            self._cells.write_number(top, position, stored(fill, number), look)
        elif isinstance(cell, str) and cell:
            self._write_text(top, position, cell, row.kind, column)
        elif _is_unknown(row, column, cell):
            self._cells.write_string(top, position, DASH, self._looks.dash(row.kind))
        else:
            self._cells.write_blank(top, position, None, self._looks.text(row.kind))

    def _write_text(
        self, top: int, position: int, text: str, band: RowKind, column: TableColumn
    ) -> None:
        day = _date_in(text) if column.fill is Fill.DATE else None
        if day is not None:
            self._cells.write_datetime(top, position, day, self._looks.date(band))
            return
        look = self._looks.text(band, is_narrow=column.width < 1)
        self._cells.write_string(top, position, written(text), look)

    def _set_up(self) -> None:
        sheet, table, layout = self._sheet, self._table, self._layout
        last_column = len(table.columns) - 1
        sheet.freeze_panes(layout.first_row, frozen_columns(table))
        if table.rows and all(row.kind is RowKind.DATA for row in table.rows):
            sheet.autofilter(layout.label_row, 0, layout.last_row, last_column)
        area = f"A1:XFD{layout.end_row + 1}"
        # Ordinals kept as text and sums over headings are meant; no green corners.
        sheet.ignore_errors(
            {"number_stored_as_text": area, "formula_differs": area, "formula_range": area}
        )
        set_up_page(sheet, landscape=table.landscape)
        if table.masthead is not None:
            sheet.fit_to_pages(1, pages_down(table, layout))
        else:
            sheet.repeat_rows(layout.header_row, layout.first_row - 1)
        sheet.print_area(TITLE_ROW, 0, layout.end_row, len(layout.widths) - 1)


def set_up_page(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, one page wide, numbered pages."""
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer(FOOTER)


def _is_unknown(row: TableRow, column: TableColumn, cell: CellContent) -> bool:
    """Whether an empty cell means "not reported"; in a total row only a figure can."""
    if isinstance(cell, Figure):
        return True
    if cell is not None or is_total(row):
        return False
    return column.fill is not Fill.TEXT or column.key in row.cells


def _label_end(table: Table, row: TableRow) -> int:
    """Last of the blank text columns that a total's label in the first column runs over."""
    first, *others = table.columns
    if not is_total(row) or not isinstance(row.cells.get(first.key), str):
        return 0
    count = 0
    for column in others:
        if column.fill is not Fill.TEXT or row.cells.get(column.key):
            break
        count += 1
    return count


@lru_cache(maxsize=1024)
def _date_in(text: str) -> date | None:
    """The day in a printed date that Excel can hold."""
    for pattern in _DATES:
        found = pattern.fullmatch(text.strip())
        if found and int(found["year"]) >= 1900:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None
