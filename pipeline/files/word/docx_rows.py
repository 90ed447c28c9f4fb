"""WordprocessingML of a table's rows, as bytes: a long table costs little more than its words.

Rows of one kind differ in their words alone, so each kind is a template filled row by row. The
words are printed, cleaned, escaped and encoded column by column, all of a column at once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from xml.sax.saxutils import escape

from pipeline.domain.document import Fill, RowKind, TableColumn, TableRow
from pipeline.domain.figures import Figure, Measure, Number
from pipeline.domain.printing import print_cell, print_number
from pipeline.domain.vietnamese.text import is_clean
from pipeline.files.word.docx_parts import paragraph_xml, run_xml, words_xml
from pipeline.files.word.docx_widths import ORDINALS, Fit

CELL_STYLE = "TableText"
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
_BOLD = "<w:b/>"
_HEADING = RowKind.HEADING
_BETWEEN = "|"
_AT_ONCE = 128
"""Rows put together at a time: pieces that stay in the processor's cache."""

_WORDS = "%s"


def rows_xml(rows: Sequence[TableRow], fit: Fit, kept: Container[int]) -> Iterator[bytes]:
    """The rows below the header; those numbered in ``kept`` stay with what follows them."""
    template = cache(partial(_Template, fit))
    for start in range(0, len(rows), _AT_ONCE):
        batch = rows[start : start + _AT_ONCE]
        words = zip(*(_column_words(column, batch) for column in fit.columns), strict=True)
        yield b"".join(
            table_row([_heading_cell(row, fit)]).encode()
            if row.kind is _HEADING
            else template(row.kind, KEPT if number in kept else "").filled(own)
            for number, (row, own) in enumerate(zip(batch, words, strict=True), start)
        )


def table_row(cells: Iterable[str], *, repeated: bool = False) -> str:
    """A row that no page break tears; ``repeated`` on every page for a header."""
    header = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def table_cell(width: int, content: str, merge: str = "") -> str:
    """A cell of paragraphs, ``width`` twips wide."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{content}</w:tc>'


def size_mark(fit: Fit) -> str:
    """The font size of a piece of a table, for the properties of a run."""
    return f'<w:sz w:val="{2 * fit.size}"/>'


class _Template:
    """A row of one look, its words left open."""

    def __init__(self, fit: Fit, kind: RowKind, kept: str) -> None:
        marks = size_mark(fit) if kind is RowKind.DATA else _BOLD + size_mark(fit)
        # Blanks at the ends of a cell's words need not be kept, so ``run_xml`` is too careful.
        run = f"<w:r><w:rPr>{marks}</w:rPr><w:t>{_WORDS}</w:t></w:r>"
        cells = (
            table_cell(width, paragraph_xml(CELL_STYLE, run, kept + _alignment(column)))
            for column, width in zip(fit.columns, fit.widths, strict=True)
        )
        self._row = table_row(cells).encode()
        self._blank = run.replace(_WORDS, "").encode()

    def filled(self, words: tuple[bytes, ...]) -> bytes:
        """The row with these words, one for each cell; a cell without words has no run."""
        row = self._row % words
        return row.replace(self._blank, b"") if b"" in words else row


def _alignment(column: TableColumn) -> str:
    return _CENTRED if column.label in ORDINALS else _ALIGNMENTS[column.fill]


def _heading_cell(row: TableRow, fit: Fit) -> str:
    """The one text of a heading row, across the table and kept with the row below."""
    content = next((cell for cell in row.cells.values() if cell is not None), "")
    runs = run_xml(print_cell(content, Fill.TEXT), _BOLD + size_mark(fit))
    span = f'<w:gridSpan w:val="{len(fit.columns)}"/>' if len(fit.columns) > 1 else ""
    return table_cell(sum(fit.widths), paragraph_xml(CELL_STYLE, runs, KEPT), span)


def _column_words(column: TableColumn, rows: Iterable[TableRow]) -> list[bytes]:
    cells = [row.cells.get(column.key, "") for row in rows]
    if {*map(type, cells)} == {Figure}:
        return [_number(cell.value, cell.measure) for cell in cells if isinstance(cell, Figure)]
    if column.label in ORDINALS:
        cells = ["" if cell is None else cell for cell in cells]
    fill = column.fill
    return _encoded([c if isinstance(c, str) else print_cell(c, fill) for c in cells])


@lru_cache(maxsize=4096)
def _number(value: Number | None, measure: Measure) -> bytes:
    """A number as printed, which has nothing to escape; most numbers of a report come again."""
    return print_number(value, measure).encode()


def _encoded(texts: Sequence[str]) -> list[bytes]:
    """The texts as XML has them; all at once when there is nothing to clean in any of them."""
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) == len(texts) - 1 and is_clean(f"|{joined}|"):
        return escape(joined).encode().split(_BETWEEN.encode())
    return [words_xml(text).encode() for text in texts]
