"""Read a returned workbook (tệp nộp): a file → ``RawWorkbook``, or ``Unreadable`` with advice.

The file is only ever read. Nothing is parsed before the guards have seen its bytes. Some files
still make calamine abort the process, so jobs read untrusted files in a worker that may die.

An .xlsx or .xlsm workbook is read by ``xlsx_sheets``. Of the others the values come from calamine;
formulas and error values, which it hides, from a scan of the file's own bytes, one for each
format: ``xlsb_scan``, ``ods_scan``, ``xls_scan``. To read a further format, give it a scan and
name it in ``_marks``.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.workbook import RawSheet, RawWorkbook
from pipeline.files.returned.file_kind import (
    NO_CONTENT,
    OLE_MARK,
    ZIP_MARK,
    FileKind,
    Unreadable,
    file_kind,
    zip_kind,
)
from pipeline.files.returned.guards import Package, check_size
from pipeline.files.returned.sheet_marks import SheetMarks
from pipeline.files.returned.xlsx_sheets import xlsx_sheets


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
    if package and kind is FileKind.XLSX:
        sheets = xlsx_sheets(data, package)
    else:
        sheets = _other_sheets(kind, data, package)
    if not any(value is not None for sheet in sheets for row in sheet.rows for value in row):
        raise Unreadable(NO_CONTENT)
    return RawWorkbook(sheets)


def _package_kind(package: Package) -> FileKind:
    return zip_kind(package.names, package.read("mimetype").decode("ascii", "replace").strip())


def _kind(data: bytes) -> FileKind:
    """What a file is that is no zip archive; olefile is imported only for the few old ones."""
    if not data.startswith(OLE_MARK):
        return file_kind(data)
    from pipeline.files.returned.xls_scan import ole_kind  # noqa: PLC0415 - see above

    return ole_kind(data) or file_kind(data)


def _other_sheets(kind: FileKind, data: bytes, package: Package | None) -> tuple[RawSheet, ...]:
    from pipeline.files.returned.calamine_sheets import calamine_sheets  # noqa: PLC0415 - rare

    return calamine_sheets(data, _marks(kind, data, package), {})


def _marks(kind: FileKind, data: bytes, package: Package | None) -> dict[str, SheetMarks]:
    """What the sheets hold besides values; each format's scan is imported only for it."""
    if package is None:
        from pipeline.files.returned.xls_scan import scan_xls  # noqa: PLC0415 - see above

        return scan_xls(data)
    if kind is FileKind.ODS:
        from pipeline.files.returned.ods_scan import scan_ods  # noqa: PLC0415 - see above

        return scan_ods(package)
    from pipeline.files.returned.xlsb_scan import scan_xlsb  # noqa: PLC0415 - see above

    return scan_xlsb(package)
