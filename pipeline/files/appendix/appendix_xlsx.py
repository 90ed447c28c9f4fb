"""Write ``phu-luc.xlsx``: every table of the reports on a worksheet of its own, after an index.

Totals and derived columns are live formulas with cached values, charts are native, every
worksheet is set up for printing. What a table holds is decided elsewhere; to change how one
looks, see ``appendix_formats`` (looks), ``appendix_layout`` (measures), ``appendix_sheet``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from pipeline.domain.document import RowKind, Table
from pipeline.files.appendix.appendix_charts import DATA_SHEET, Charted, write_charts
from pipeline.files.appendix.appendix_formats import FONT, FONT_SIZE, Looks, Part
from pipeline.files.appendix.appendix_layout import height, lay_out
from pipeline.files.appendix.appendix_sheet import INDEX, SheetWriter, set_up_page
from pipeline.files.appendix.appendix_text import sheet_names, written
from pipeline.files.appendix.charted_tables import is_charted, with_chart_note
from pipeline.files.appendix.long_sheets import SPILLED_FROM, TableSheet, pieces
from pipeline.files.atomic import replacing

INDEX_WIDTHS = (6.0, 60.0, 26.0)
INDEX_LABELS = ("STT", "Nội dung", "Trang tính")
INDEX_HEADER_ROW = 3
NO_TABLES = "Chưa có bảng số liệu nào."

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Column widths count digits of the default font: it has to be the font that is used. 72 pixels
    # is how XlsxWriter is told of digits 8 pixels wide.
    "default_format_properties": {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "font_scheme": "none",
    },
    "default_column_width": 72,
}


def write_appendices(path: Path, title: str, subtitle: str, tables: Iterable[Table]) -> None:
    """Write the workbook whole or not at all, in the order of the tables.

    Raises:
        OutputError: The file cannot be written, for one because it is open in Excel.
    """
    with replacing(path) as temporary:
        workbook = Workbook(str(temporary), _OPTIONS)
        workbook.set_properties({"title": written(title)[:255], "subject": written(subtitle)[:255]})
        _write_tables(workbook, title, subtitle, tables)
        try:
            workbook.close()
        except FileCreateError as error:
            # XlsxWriter wraps the error that says why; ``replacing`` knows what to tell of it.
            raise error.args[0] from error


def _write_tables(workbook: Workbook, title: str, subtitle: str, tables: Iterable[Table]) -> None:
    """Each table is let go of once it is written, but for the few rows of one with a chart."""
    looks = Looks(workbook)
    index = workbook.add_worksheet(INDEX)
    entries: list[tuple[str, str]] = []
    charted: list[Charted] = []
    for table in (with_chart_note(piece) for whole in tables for piece in pieces(whole)):
        taken = (INDEX, DATA_SHEET, *(name for _, name in entries))
        (name,) = sheet_names((table.sheet or table.title,), taken)
        entries.append((table.title, name))
        sheet = workbook.add_worksheet(name, TableSheet)
        layout = lay_out(table)
        is_long = len(table.rows) >= SPILLED_FROM and not is_charted(table)
        SheetWriter(sheet, looks, table, layout).write(subtitle, is_long=is_long)
        if is_charted(table):
            charted.append(Charted(table, sheet, layout))
        elif is_long:
            sheet.put_aside()
    _write_index(index, looks, (title, subtitle), entries)
    write_charts(workbook, charted)


def _write_index(
    sheet: Worksheet, looks: Looks, titles: tuple[str, str], entries: Sequence[tuple[str, str]]
) -> None:
    """The first worksheet: what is where, each entry (title, worksheet) a link."""
    for position, width in enumerate(INDEX_WIDTHS):
        sheet.set_column(position, position, width)
    for row, (text, part) in enumerate(zip(titles, (Part.TITLE, Part.SUBTITLE), strict=True)):
        sheet.merge_range(row, 0, row, len(INDEX_WIDTHS) - 1, "", looks.plain(part))
        sheet.write_string(row, 0, written(text), looks.plain(part))
        sheet.set_row(row, height(text, sum(INDEX_WIDTHS) * 0.8) * 1.2)
    for position, label in enumerate(INDEX_LABELS):
        sheet.write_string(INDEX_HEADER_ROW, position, label, looks.plain(Part.HEADER))
    ordinal = looks.text(RowKind.DATA, is_narrow=True)
    for number, (entry, name) in enumerate(entries, start=1):
        row = INDEX_HEADER_ROW + number
        sheet.set_row(row, height(entry, INDEX_WIDTHS[1]) + 3)
        sheet.write_number(row, 0, number, ordinal)
        link = f"internal:{quote_sheetname(name)}!A1"
        sheet.write_string(row, 1, written(entry), looks.text(RowKind.DATA))
        # The short name carries the link: LibreOffice does not wrap the text of one.
        sheet.write_url(row, 2, link, looks.plain(Part.ENTRY), name)
    if not entries:
        sheet.write_string(INDEX_HEADER_ROW + 1, 0, NO_TABLES)
    set_up_page(sheet, landscape=False)
    sheet.repeat_rows(INDEX_HEADER_ROW)
    sheet.freeze_panes(INDEX_HEADER_ROW + 1, 0)
