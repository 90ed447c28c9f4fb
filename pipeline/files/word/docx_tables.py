"""WordprocessingML of tables: repeated headers, whole rows, totals in bold, wide ones cut.

A table is one string of XML. Its look comes from the template's styles: the table style for
lines and cell margins, the paragraph styles for alignment.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pipeline.domain.document import CellContent, Fill, RowKind, Table, TableColumn, TableRow
from pipeline.domain.printing import print_cell
from pipeline.files.word.docx_parts import control_xml, paragraph_xml, run_xml
from pipeline.files.word.docx_widths import ORDINALS, Fit, fit_table

GRID_STYLE = "ReportTable"
CELL_STYLE = "TableText"
HEADER_STYLE = "TableHeader"
TITLE_STYLE = "TableTitle"
NOTE_STYLE = "TableNote"
CONTINUED = " (tiếp theo)"

KEPT = "<w:keepNext/>"
_CENTRED = '<w:jc w:val="center"/>'
_ALIGNMENTS = {
    Fill.COUNT: '<w:jc w:val="right"/>',
    Fill.NUMBER: '<w:jc w:val="right"/>',
    Fill.PERCENT: '<w:jc w:val="right"/>',
    Fill.CHANGE: '<w:jc w:val="right"/>',
    Fill.DATE: _CENTRED,
    Fill.TEXT: "",
}
_MERGE_DOWN = '<w:vMerge w:val="restart"/>'
_MERGED = "<w:vMerge/>"


def table_block(table: Table, available: int) -> str:
    """A table with its title and notes, in its content control, ``available`` twips wide."""
    fits = fit_table(table, available)
    pieces = "".join(_piece(table, fit, first=fit is fits[0]) for fit in fits)
    last = len(table.notes) - 1
    notes = "".join(
        paragraph_xml(NOTE_STYLE, run_xml(note), KEPT if number < last else "")
        for number, note in enumerate(table.notes)
    )
    return control_xml(table.id, pieces + notes)


def _piece(table: Table, fit: Fit, *, first: bool) -> str:
    title = table.title if first else table.title + CONTINUED
    heading = paragraph_xml(TITLE_STYLE, run_xml(title)) if title.strip() else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.widths)
    # The notes stay on the page of the last row, never alone on the next one.
    keeping = table.rows[-1] if table.rows and table.notes else None
    rows = "".join(_row(row, fit, KEPT if row is keeping else "") for row in table.rows)
    return (
        f'{heading}<w:tbl><w:tblPr><w:tblStyle w:val="{GRID_STYLE}"/>'
        f'<w:tblW w:w="{sum(fit.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header(fit)}{rows}</w:tbl>"
    )


def _header(fit: Fit) -> str:
    """One header row, or two when some columns share a spanning header."""
    if not any(column.group for column in fit.columns):
        cells = (
            _header_cell(c.label, w, fit) for c, w in zip(fit.columns, fit.widths, strict=True)
        )
        return _table_row(cells, repeated=True)
    upper, lower = [], []
    for group, members in groupby(
        zip(fit.columns, fit.widths, strict=True), key=lambda pair: pair[0].group
    ):
        pairs = list(members)
        if group:
            upper.append(_spanning_cell(group, [width for _, width in pairs], fit))
            lower += [_header_cell(column.label, width, fit) for column, width in pairs]
        else:
            upper += [_header_cell(c.label, width, fit, _MERGE_DOWN) for c, width in pairs]
            lower += [_header_cell("", width, fit, _MERGED) for _, width in pairs]
    return _table_row(upper, repeated=True) + _table_row(lower, repeated=True)


def _spanning_cell(group: str, widths: list[int], fit: Fit) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return _header_cell(group, sum(widths), fit, span)


def _header_cell(label: str, width: int, fit: Fit, merge: str = "") -> str:
    runs = run_xml(label, _size(fit)) if label else ""
    return _cell(width, paragraph_xml(HEADER_STYLE, runs), merge)


def _row(row: TableRow, fit: Fit, kept: str) -> str:
    if row.kind is RowKind.HEADING:
        return _table_row([_heading_cell(row, fit)])
    marks = _size(fit) if row.kind is RowKind.DATA else f"<w:b/>{_size(fit)}"
    return _table_row(
        _data_cell(column, row.cells.get(column.key, ""), width, marks, kept)
        for column, width in zip(fit.columns, fit.widths, strict=True)
    )


def _heading_cell(row: TableRow, fit: Fit) -> str:
    """The one text of a heading row, across the table and kept with the row below."""
    content = next((cell for cell in row.cells.values() if cell is not None), "")
    runs = run_xml(print_cell(content, Fill.TEXT), f"<w:b/>{_size(fit)}")
    span = f'<w:gridSpan w:val="{len(fit.columns)}"/>' if len(fit.columns) > 1 else ""
    return _cell(sum(fit.widths), paragraph_xml(CELL_STYLE, runs, KEPT), span)


def _data_cell(column: TableColumn, content: CellContent, width: int, marks: str, kept: str) -> str:
    ordinal = column.label in ORDINALS
    alignment = _CENTRED if ordinal else _ALIGNMENTS[column.fill]
    words = "" if ordinal and content is None else print_cell(content, column.fill)
    runs = run_xml(words, marks) if words else ""
    return _cell(width, paragraph_xml(CELL_STYLE, runs, kept + alignment))


def _cell(width: int, content: str, merge: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{content}</w:tc>'


def _table_row(cells: Iterable[str], *, repeated: bool = False) -> str:
    header = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def _size(fit: Fit) -> str:
    return f'<w:sz w:val="{2 * fit.size}"/><w:szCs w:val="{2 * fit.size}"/>'
