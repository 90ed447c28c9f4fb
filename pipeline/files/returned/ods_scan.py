"""Look through an .ods workbook for what calamine does not tell: formulas, errors, far cells.

The whole workbook is one XML part in which equal neighbours, rows or cells, are written once with
a count. Calamine writes them all out, so a count is how a small file becomes a large one. A text
in a cell of no type, or of one it does not know, it passes over; a workbook with one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from pipeline.files.returned.file_kind import FileKind, Unreadable
from pipeline.files.returned.guards import Package
from pipeline.files.returned.limits import MAX_AREA
from pipeline.files.returned.sheet_marks import ERROR_CODES, Marking, SheetMarks

CONTENT_PART: Final = "content.xml"
MANIFEST_PART: Final = "META-INF/manifest.xml"

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUE_TYPE: Final = f"{_OFFICE}value-type"
_ERROR_TYPES: Final = frozenset(
    f"{space} value-type"
    for space in (
        "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        "http://www.openoffice.org/2009/calcext",
    )
)
_ERRORS: Final = frozenset(ERROR_CODES.values())
_TYPES: Final = frozenset({"float", "percentage", "currency", "boolean", "date", "time", "string"})
_NOTE: Final = f"{_OFFICE}annotation"


def scan_ods(package: Package) -> dict[str, SheetMarks]:
    """The marks of each sheet, by name.

    Raises:
        Unreadable: The content is damaged, locked by a password or not all of it can be read.
    """
    names = package.names
    if "encrypted-package" in names or b"encryption-data" in package.read(MANIFEST_PART):
        raise Unreadable(FileKind.ENCRYPTED.reason, FileKind.ENCRYPTED.advice)
    reader = _Content()
    try:
        reader.read(package.read(CONTENT_PART))
    except (expat.ExpatError, ValueError):
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from None
    return {name: marking.marks for name, marking in reader.sheets.items()}


class _Content:
    """Follows the elements of the content, cell by cell."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marking] = {}
        self._sheet = Marking()
        self._row = self._rows = self._column = 0
        self._cell: Mapping[str, str] | None = None
        self._columns = 0
        self._text: list[str] = []
        self._in_note = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        parser.Parse(content, True)  # noqa: FBT003 - expat's own: no more comes

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._cell = attributes
            self._columns = _count(attributes, "number-columns-repeated")
            self._text = []
        elif name == _NOTE:
            self._in_note = True
        elif name == f"{_TABLE}table-row":
            self._row += self._rows
            self._rows = _count(attributes, "number-rows-repeated")
            self._column = 1
        elif name == f"{_TABLE}table":
            self._sheet = self.sheets[attributes.get(f"{_TABLE}name", "")] = Marking()
            self._row = 1
            self._rows = 0

    def _characters(self, text: str) -> None:
        if self._cell is not None and not self._in_note:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name == _NOTE:
            self._in_note = False
        if name not in _CELLS or self._cell is None:
            return
        formula = f"{_TABLE}formula" in self._cell
        if formula or _VALUE_TYPE in self._cell:
            self._sheet.content(self._row + self._rows - 1, self._column + self._columns - 1)
            if formula or self._is_error(self._cell):
                self._mark(self._cell, is_formula=formula)
        if self._cell.get(_VALUE_TYPE) not in _TYPES and "".join(self._text).strip():
            raise Unreadable("Tệp .ods do phần mềm lạ ghi ra, có ô không đọc được.")
        self._column += self._columns
        self._cell = None

    def _is_error(self, cell: Mapping[str, str]) -> bool:
        return any(cell.get(kind) == "error" for kind in _ERROR_TYPES)

    def _mark(self, cell: Mapping[str, str], *, is_formula: bool) -> None:
        """Mark the cell, as often as it is repeated."""
        if self._rows * self._columns > MAX_AREA:
            return  # refused for its extent
        rows = _count(cell, "number-matrix-rows-spanned")
        columns = _count(cell, "number-matrix-columns-spanned")
        text = "".join(self._text).strip()
        is_error = self._is_error(cell) or text in _ERRORS or text.startswith("Err:")
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                if is_formula:
                    self._sheet.formula(row, column, rows, columns)
                if is_error:
                    self._sheet.error(row, column, text)


def _count(attributes: Mapping[str, str], name: str) -> int:
    return max(int(attributes.get(f"{_TABLE}{name}", "1")), 1)
