"""All that a person would notice of a workbook, as a flat mapping of place → fact.

Styles are told by what they look like, not by their numbers: two workbooks made in different
ways are equal when these facts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

_DRAWING = re.compile(r'drawings/([^"/]+\.vml)"')
_SHAPE = re.compile(r"width:(\d+)px;height:(\d+)px.*?Row>(\d+)<.*?Column>(\d+)<", re.DOTALL)


def facts_of(path: Path) -> dict[str, object]:
    """The facts of a workbook; of when it was written nothing is said."""
    book = openpyxl.load_workbook(path)
    facts = dict(_book_facts(book))
    for sheet in book.worksheets:
        for place, fact in _sheet_facts(sheet):
            facts[f"{sheet.title}: {place}"] = fact
    facts["boxes of comments"] = _boxes(path)
    return facts


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Where two workbooks differ, as lines to be read when a test fails."""
    return [
        f"{place}: {one.get(place, 'nothing')} | {other.get(place, 'nothing')}"
        for place in sorted({*one, *other})
        if one.get(place, "nothing") != other.get(place, "nothing")
    ]


def _book_facts(book: Workbook) -> Iterator[tuple[str, object]]:
    yield "sheets", [(sheet.title, sheet.sheet_state) for sheet in book.worksheets]
    yield "open", book.active.title if book.active else ""
    yield "names", {name: (x.attr_text, x.hidden) for name, x in book.defined_names.items()}
    known = book.properties
    yield "properties", (known.title, known.creator, known.subject, known.keywords)
    yield "named styles", sorted(book.named_styles)
    yield "calculation", book.calculation.fullCalcOnLoad


def _sheet_facts(sheet: Worksheet) -> Iterator[tuple[str, object]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and (cell.value is not None or cell.has_style):
                yield cell.coordinate, _cell_facts(cell)
            elif cell.comment is not None:
                yield cell.coordinate, cell.comment.text
    for number, height in sheet.row_dimensions.items():
        yield f"row {number}", (height.height, height.hidden, height.protection.locked)
    for letter, column in sheet.column_dimensions.items():
        look = (repr(column.font), repr(column.alignment), column.number_format)
        yield f"column {letter}", (column.width, column.hidden, column.protection.locked, look)
    yield from _area_facts(sheet)
    yield from _page_facts(sheet)


def _cell_facts(cell: Cell) -> tuple[object, ...]:
    value = getattr(cell.value, "text", cell.value)
    looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    link = cell.hyperlink and (cell.hyperlink.ref, cell.hyperlink.location, cell.hyperlink.display)
    comment = cell.comment and (cell.comment.text, cell.comment.author)
    told = (value, cell.data_type, cell.number_format, _style_name(cell), link, comment)
    return (*told, *(repr(look) for look in looks))


def _style_name(cell: Cell) -> str:
    """Its name in Excel's gallery; openpyxl counts wrongly in what LibreOffice saves."""
    try:
        return str(cell.style)
    except IndexError:
        return ""


def _area_facts(sheet: Worksheet) -> Iterator[tuple[str, object]]:
    yield "merged", sorted(str(area) for area in sheet.merged_cells.ranges)
    rules = [
        (rule.priority, str(area.sqref), rule.type, rule.formula, rule.stopIfTrue, repr(rule.dxf))
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    yield "conditional formats", sorted(rules, key=repr)
    yield "first conditions", [one[1] for one in rules if one[4]]
    yield "validations", sorted(repr(x) for x in sheet.data_validations.dataValidation)
    yield "dimension", sheet.dimensions


def _page_facts(sheet: Worksheet) -> Iterator[tuple[str, object]]:
    setup, footer = sheet.page_setup, sheet.oddFooter
    yield "page", (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight)
    yield "margins", repr(sheet.page_margins)
    yield "breaks", [one.id for one in sheet.row_breaks.brk]
    yield "titles", sheet.print_title_rows
    yield "footer", (footer.left.text, footer.right.text) if footer else None
    yield "panes", sheet.freeze_panes
    yield "protection", repr(sheet.protection)
    yield "sheet", (repr(sheet.sheet_properties), sheet.sheet_view.showGridLines)


def _boxes(path: Path) -> dict[str, list[tuple[int, ...]]]:
    """Size and place of every comment's box, by sheet; openpyxl does not read them."""
    boxes: dict[str, list[tuple[int, ...]]] = {}
    with ZipFile(path) as archive:
        for name in archive.namelist():
            drawing = (
                _DRAWING.search(archive.read(name).decode()) if "_rels/sheet" in name else None
            )
            if drawing is not None:
                text = archive.read(f"xl/drawings/{drawing[1]}").decode()
                sizes = (tuple(map(int, found.groups())) for found in _SHAPE.finditer(text))
                boxes[name] = sorted(sizes)
    return boxes
