"""WordprocessingML of tables: repeated headers, whole rows, totals in bold, wide ones cut.

A table is XML in one piece, its rows made in ``docx_rows``. Its look comes from the template's
styles: the table style for lines and cell margins, the paragraph styles for alignment.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.domain.document import Table
from pipeline.files.word.docx_keeping import kept_rows
from pipeline.files.word.docx_parts import control_xml, paragraph_xml, run_xml
from pipeline.files.word.docx_rows import KEPT, rows_xml, size_mark, table_cell, table_row
from pipeline.files.word.docx_widths import Fit, fit_table

GRID_STYLE = "ReportTable"
HEADER_STYLE = "TableHeader"
TITLE_STYLE = "TableTitle"
NOTE_STYLE = "TableNote"
PART = " (phần {}/{})"
"""Added to the title of every piece of a table that is cut."""

TAIL = 5
"""So many blanks at the end of a title do not break: "lao động trực tiếp năm 2025"."""

_UNBROKEN = "\u00a0"
_MERGE_DOWN = '<w:vMerge w:val="restart"/>'
_MERGED = "<w:vMerge/>"
_INSIDE = "<!-- -->"


def table_block(table: Table, available: int) -> Iterator[bytes]:
    """A table with its title and notes, in its content control, ``available`` twips wide."""
    before, after = control_xml(table.id, _INSIDE).split(_INSIDE)
    yield before.encode()
    fits = fit_table(table, available)
    for number in range(len(fits)):
        yield from _piece(table, fits, number)
    last = len(table.notes) - 1
    for number, note in enumerate(table.notes):
        kept = KEPT if number < last else ""
        yield paragraph_xml(NOTE_STYLE, run_xml(note), kept).encode()
    yield after.encode()


def _piece(table: Table, fits: tuple[Fit, ...], number: int) -> Iterator[bytes]:
    fit, count = fits[number], len(fits)
    title = table.title + (PART.format(number + 1, count) if count > 1 else "")
    heading = paragraph_xml(TITLE_STYLE, _kept_together(run_xml(title))) if title.strip() else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.widths)
    yield (
        f'{heading}<w:tbl><w:tblPr><w:tblStyle w:val="{GRID_STYLE}"/>'
        f'<w:tblW w:w="{sum(fit.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header(fit)}"
    ).encode()
    kept = kept_rows(table, last_piece=number == count - 1)
    yield from rows_xml(table.rows, fit, kept)
    yield b"</w:tbl>"


def _kept_together(run: str) -> str:
    """The last words of a title on one line: a second line is never the bare year."""
    opening, mark, words = run.partition('">')
    return opening + mark + _UNBROKEN.join(words.rsplit(" ", TAIL))


def _header(fit: Fit) -> str:
    """One header row, or two when some columns share a spanning header."""
    if not any(column.group for column in fit.columns):
        cells = (
            _header_cell(c.label, w, fit) for c, w in zip(fit.columns, fit.widths, strict=True)
        )
        return table_row(cells, repeated=True)
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
    return table_row(upper, repeated=True) + table_row(lower, repeated=True)


def _spanning_cell(group: str, widths: list[int], fit: Fit) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return _header_cell(group, sum(widths), fit, span)


def _header_cell(label: str, width: int, fit: Fit, merge: str = "") -> str:
    runs = run_xml(label, size_mark(fit)) if label else ""
    return table_cell(width, paragraph_xml(HEADER_STYLE, runs), merge)
