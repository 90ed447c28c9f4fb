"""Documents as text a person can review: what golden files hold and tests compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


def docx_as_text(path: Path) -> str:
    """One line per paragraph, table row, content control or section, in document order."""
    return "\n".join(_docx_lines(path)) + "\n"


def xlsx_as_text(path: Path) -> str:
    """One line per used cell, then what guards, shapes and prints each sheet."""
    return "\n".join(_xlsx_lines(path)) + "\n"


def _docx_lines(path: Path) -> Iterator[str]:
    document = Document(str(path))
    yield from _docx_blocks(document.element.body, document)
    for number, section in enumerate(document.sections, 1):
        for name in ("header", "footer"):
            text = " / ".join(p.text for p in getattr(section, name).paragraphs if p.text)
            if text:
                yield f"# section {number} {name}: {text}"


def _docx_blocks(parent: Any, document: Any) -> Iterator[str]:
    """Content controls are entered: python-docx itself would pass over what is in them."""
    for child in parent:
        if child.tag == qn("w:sdt"):
            tags = [tag.get(qn("w:val")) for tag in child.iter(qn("w:tag"))]
            yield f"<{tags[0] if tags else '-'}>"
            yield from _docx_blocks(child.find(qn("w:sdtContent")), document)
        elif child.tag == qn("w:p"):
            yield from _docx_paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            style = Table(child, document).style
            yield f"[table {style.name if style else '-'}]"
            for row in child.iter(qn("w:tr")):
                yield "| " + " | ".join(_docx_words(cell) for cell in row.iter(qn("w:tc")))


def _docx_paragraph(element: Any, document: Any) -> Iterator[str]:
    style = Paragraph(element, document).style
    yield f"[{style.name if style else '-'}] {_docx_words(element)}".rstrip()
    for size in element.iter(qn("w:pgSz")):
        yield f"# section ends, {size.get(qn('w:orient')) or 'portrait'}"


def _docx_words(element: Any) -> str:
    """All words below an element, those in content controls too; ¶ between paragraphs."""
    marks = {qn("w:tab"): "\t", qn("w:br"): "↵"}
    paragraphs = [element] if element.tag == qn("w:p") else list(element.iter(qn("w:p")))
    return "¶".join(
        "".join(
            (node.text or "") if node.tag == qn("w:t") else marks.get(node.tag, "")
            for run in paragraph.iter(qn("w:r"))
            for node in run
        )
        for paragraph in paragraphs
    )


def _xlsx_lines(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        guard = "protected" if sheet.protection.sheet else "unprotected"
        yield f"# {sheet.title} {sheet.dimensions} state={sheet.sheet_state} {guard}"
        cells = (cell for row in sheet.iter_rows() for cell in row)
        yield from (_cell_line(c) for c in cells if isinstance(c, Cell) and _is_shown(c))
        yield from sorted(f"merged {area}" for area in sheet.merged_cells.ranges)
        yield from _column_lines(sheet)
        yield from _validation_lines(sheet)
        yield from _format_lines(sheet)
        yield from _print_lines(sheet)
    for name, defined in sorted(book.defined_names.items()):
        yield f"name {name} = {defined.value}"


def _is_shown(cell: Cell) -> bool:
    return cell.value is not None or not cell.protection.locked


def _cell_line(cell: Cell) -> str:
    lock = "locked" if cell.protection.locked else "open"
    link = f"\t→ {cell.hyperlink.location or cell.hyperlink.target}" if cell.hyperlink else ""
    value = "" if cell.value is None else repr(cell.value)
    note = f"\tnote: {cell.comment.text}" if cell.comment else ""
    return f"{cell.coordinate}\t{value}\t{cell.number_format}\t{lock}{link}{note}"


def _column_lines(sheet: Worksheet) -> Iterator[str]:
    for letter, column in sorted(sheet.column_dimensions.items()):
        if not (column.customWidth or column.hidden):
            continue
        last = get_column_letter(column.max) if column.max else letter
        state = "hidden" if column.hidden else f"width {column.width:g}"
        lock = "" if column.protection.locked else " open"
        yield f"column {letter}:{last} {state}{lock}"


def _validation_lines(sheet: Worksheet) -> Iterator[str]:
    for rule in sheet.data_validations.dataValidation:
        bounds = " ".join(str(x) for x in (rule.formula1, rule.formula2) if x is not None)
        yield f"valid {rule.sqref} {rule.type or 'any'} {rule.operator or ''} {bounds}".rstrip()
        yield f"    prompt {rule.promptTitle!r}: {rule.prompt!r}; error {rule.error!r}"


def _format_lines(sheet: Worksheet) -> Iterator[str]:
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            yield f"format {area.sqref} when {' '.join(rule.formula)}"


def _print_lines(sheet: Worksheet) -> Iterator[str]:
    if sheet.sheet_state != "visible":
        return
    setup = sheet.page_setup
    fit = (
        f"fit {setup.fitToWidth}×{setup.fitToHeight}" if sheet.sheet_properties.pageSetUpPr else ""
    )
    titles = f" titles {sheet.print_title_rows}" if sheet.print_title_rows else ""
    yield f"print paper {setup.paperSize} {setup.orientation} {fit}{titles}".rstrip()
    yield f"freeze {sheet.freeze_panes}"
