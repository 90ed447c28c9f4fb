"""Read a returned workbook (tệp nộp): a file → ``RawWorkbook``, or ``Unreadable`` with advice.

The file is only ever read. Nothing is parsed before the guards have seen its bytes. Some files
still make calamine abort the process, so jobs read untrusted files in a worker that may die.

Values come from calamine; formulas and error values, which it hides, from a scan of the file's
own bytes, one for each format: ``sheet_scan`` (.xlsx, .xlsm), ``xlsb_scan``, ``ods_scan``,
``xls_scan``. To read a further format, give it a scan and name it in ``_marks``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.domain.manifest import CHECK_SHEET, LISTS_SHEET
from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.files.returned.file_kind import (
    OLE_MARK,
    ZIP_MARK,
    FileKind,
    Unreadable,
    file_kind,
    zip_kind,
)
from pipeline.files.returned.guards import Package, check_extent, check_size
from pipeline.files.returned.ods_scan import scan_ods
from pipeline.files.returned.package_parts import elements, part_of, relations
from pipeline.files.returned.sheet_marks import SheetMarks
from pipeline.files.returned.sheet_scan import scan_sheet, without_errors
from pipeline.files.returned.sheet_shape import with_shape
from pipeline.files.returned.style_scan import counts_since_1904, scan_looks, telling_styles
from pipeline.files.returned.xlsb_scan import scan_xlsb

WORKBOOK_PART: Final = "xl/workbook.xml"
STYLES_PART: Final = "xl/styles.xml"
RELATIONS_PART: Final = "xl/_rels/workbook.xml.rels"
WITHOUT_ANSWERS: Final = frozenset({CHECK_SHEET, LISTS_SHEET})
"""Sheets of our own that nobody fills; formulas make the first the slowest of all to read."""
_BROKEN: Final = (CalamineError, OSError)
"""What calamine raises on damaged content; it is given bytes, so no disk is to blame."""
NO_CONTENT: Final = "Không đọc được nội dung nào trong tệp."


def read_workbook(path: Path) -> RawWorkbook:
    """Read a file as it lies, whatever its name says it is.

    Raises:
        Unreadable: It is not a workbook we can read; the file is at fault, not the run.
    """
    check_size(path.stat().st_size)
    return parse_workbook(path.read_bytes())


def parse_workbook(data: bytes) -> RawWorkbook:
    """Read a workbook from its bytes.

    Raises:
        Unreadable: These are not the bytes of a workbook we can read.
    """
    package = Package(data) if data.startswith(ZIP_MARK) else None
    kind = _package_kind(package) if package else _kind(data)
    if not kind.is_read:
        raise Unreadable(kind.reason, kind.advice)
    if package:
        package.check_parts()
    parts = _sheet_parts(package) if package and kind is FileKind.XLSX else {}
    marks = _marks(kind, data, package, parts)
    for name, mark in marks.items():
        check_extent(name, mark.row, mark.column)
    sheets = _read_sheets(data, package, parts, marks)
    if not any(value is not None for sheet in sheets for row in sheet.rows for value in row):
        raise Unreadable(NO_CONTENT)
    if package:
        sheets = tuple(with_shape(one, package.read(parts.get(one.name, ""))) for one in sheets)
    return RawWorkbook(sheets)


def _package_kind(package: Package) -> FileKind:
    return zip_kind(package.names, package.read("mimetype").decode("ascii", "replace").strip())


def _kind(data: bytes) -> FileKind:
    """What a file is that is no zip archive; olefile is imported only for the few old ones."""
    if not data.startswith(OLE_MARK):
        return file_kind(data)
    from pipeline.files.returned.xls_scan import ole_kind  # noqa: PLC0415 - see above

    return ole_kind(data) or file_kind(data)


def _marks(
    kind: FileKind, data: bytes, package: Package | None, parts: Mapping[str, str]
) -> dict[str, SheetMarks]:
    if package is None:
        from pipeline.files.returned.xls_scan import scan_xls  # noqa: PLC0415 - as in ``_kind``

        return scan_xls(data)
    if kind is FileKind.ODS:
        return scan_ods(package)
    if kind is FileKind.XLSB:
        return scan_xlsb(package)
    return _xlsx_marks(package, parts)


def _xlsx_marks(package: Package, parts: Mapping[str, str]) -> dict[str, SheetMarks]:
    styles = telling_styles(package.read(STYLES_PART))
    since_1904 = counts_since_1904(package.read(WORKBOOK_PART))
    marks = {}
    for name, part in parts.items():
        if name not in WITHOUT_ANSWERS:
            content = package.read(part)
            looks = scan_looks(content, styles, since_1904=since_1904)
            marks[name] = replace(scan_sheet(content), looks=looks)
    return marks


def _read_sheets(
    data: bytes, package: Package | None, parts: Mapping[str, str], marks: Mapping[str, SheetMarks]
) -> tuple[RawSheet, ...]:
    try:
        return _contained(data, marks)
    except _BROKEN as problem:
        if package is None or not any(mark.errors for mark in marks.values()):
            raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from problem
    try:
        return _contained(_with_errors_as_text(package, parts), marks)
    except _BROKEN as problem:
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from problem


def _contained(data: bytes, marks: Mapping[str, SheetMarks]) -> tuple[RawSheet, ...]:
    try:
        return _parsed(data, marks)
    except BaseException as problem:
        # A panic inside calamine is a BaseException of a class that no module exports.
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from problem


def _parsed(data: bytes, marks: Mapping[str, SheetMarks]) -> tuple[RawSheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            hidden = {
                sheet.name: sheet.visible is not SheetVisibleEnum.Visible
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            }
            if not hidden or not marks.keys() <= hidden.keys():
                raise Unreadable(NO_CONTENT)
            return tuple(
                _sheet(book.get_sheet_by_name(name), hide, marks.get(name, SheetMarks()))
                for name, hide in hidden.items()
                if name not in WITHOUT_ANSWERS
            )
    except PasswordError as problem:
        raise Unreadable(FileKind.ENCRYPTED.reason, FileKind.ENCRYPTED.advice) from problem


def _sheet(sheet: CalamineSheet, hidden: bool, marks: SheetMarks) -> RawSheet:  # noqa: FBT001
    if sheet.end is not None:
        check_extent(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
    found = sheet.to_python(skip_empty_area=False)
    rows = tuple([tuple([None if cell == "" else cell for cell in cells]) for cells in found])
    looks = marks.looks
    return RawSheet(
        sheet.name,
        rows,
        hidden,
        marks.formulas,
        marks.errors,
        looks.percents,
        looks.fonts,
        looks.since_1904,
    )


def _sheet_parts(package: Package) -> dict[str, str]:
    """Each worksheet's name and part, as the workbook itself promises them."""
    targets = relations(package, RELATIONS_PART)
    parts = {}
    for sheet in elements(package, WORKBOOK_PART, "sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        part = part_of(package, targets, key)
        if part:
            parts[sheet.get("name", "")] = part
    return parts


def _with_errors_as_text(package: Package, parts: Mapping[str, str]) -> bytes:
    sheets = set(parts.values())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in package.names:
            part = package.read(name)
            archive.writestr(name, without_errors(part) if name in sheets else part)
    return buffer.getvalue()
