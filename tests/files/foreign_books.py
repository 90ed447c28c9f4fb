"""Workbooks of the other formats, written byte by byte: what no writer at hand would write."""

from __future__ import annotations

import struct

from pipeline.files.returned.file_kind import OLE_MARK
from tests.files.test_guards import a_zip

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096
"""Bytes below which a stream would lie in the mini stream."""


def an_ole_file(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream: one sector of FAT, one of directory, then the stream."""
    stream = stream.ljust(SMALLEST_STREAM, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    chain = [FAT, END, *range(3, count + 2), END]
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    header = OLE_MARK + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    root = _entry("Root Entry", 5, child=1, start=END, size=0)
    directory = root + _entry(name, 2, child=FREE, start=2, size=len(stream)) + _entry() * 2
    return header + fat + directory + stream


def _entry(
    name: str = "", kind: int = 0, child: int = FREE, start: int = 0, size: int = 0
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<H2B3I", len(text), kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def a_record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def a_biff_stream(cells: bytes, *, before: bytes = b"", name: str = "Biểu") -> bytes:
    """The stream of an .xls workbook with one worksheet."""
    begin = a_record(0x809, struct.pack("<8H", 0x600, 5, 0, 0, 0, 0, 0, 0))
    text = name.encode("utf-16-le")
    sheet = struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + text
    at = len(begin) + len(before) + len(a_record(0x85, sheet)) + len(a_record(0x0A))
    sheet = struct.pack("<I", at) + sheet[4:]
    rest = a_record(0x809, struct.pack("<8H", 0x600, 0x10, 0, 0, 0, 0, 0, 0)) + cells
    return begin + before + a_record(0x85, sheet) + a_record(0x0A) + rest + a_record(0x0A)


def an_xls(cells: bytes, *, before: bytes = b"") -> bytes:
    """An .xls workbook with these cell records on its sheet."""
    return an_ole_file("Workbook", a_biff_stream(cells, before=before))


def a_killing_xls() -> bytes:
    """A small .xls that claims to be so large that calamine aborts its process."""
    claim = a_record(0x200, struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 1, 0))
    return an_xls(claim + xls_number(0, 0, 1))


def xls_number(row: int, column: int, value: float) -> bytes:
    """A cell with a number; row and column count from 0, as in all that follows."""
    return a_record(0x203, struct.pack("<HHHd", row, column, 0, value))


def xls_error(row: int, column: int, code: int) -> bytes:
    """A cell with an error value."""
    return a_record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def xls_formula(row: int, column: int, result: bytes) -> bytes:
    """A cell with a formula and its cached result."""
    head = struct.pack("<HHH", row, column, 0)
    return a_record(0x006, head + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\0")


def a_long_record(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb part."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(content) < 128
    return number + bytes([len(content)]) + content


def xlsb_row(row: int) -> bytes:
    """The start of a row."""
    return a_long_record(0, struct.pack("<I", row) + b"\0" * 13)


def xlsb_cell(kind: int, column: int, content: bytes) -> bytes:
    """A cell of some kind."""
    return a_long_record(kind, struct.pack("<II", column, 0) + content)


def an_xlsb(cells: bytes, *, strings: bytes = b"") -> bytes:
    """An .xlsb workbook with these records on its sheet."""
    name = _counted("rId1") + _counted("Biểu")
    book = (
        a_long_record(131)
        + a_long_record(143)
        + a_long_record(156, struct.pack("<II", 0, 1) + name)
        + a_long_record(144)
        + a_long_record(132)
    )
    begin = a_long_record(129) + a_long_record(148, b"\0" * 16) + a_long_record(145)
    sheet = begin + cells + a_long_record(146)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = b'<Relationship Id="rId1" Type="%s" Target="worksheets/sheet1.bin"/>' % kind
    parts = {
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": b"<Relationships>" + rels + b"</Relationships>",
        "xl/worksheets/sheet1.bin": sheet + a_long_record(130),
    }
    return a_zip(parts | ({"xl/sharedStrings.bin": strings} if strings else {}))


def _counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def an_ods(rows: str, **parts: bytes) -> bytes:
    """An .ods workbook with these rows on its sheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<office:document-content {spaces} xmlns:calcext="{calc}"><office:body>'
        f'<office:spreadsheet><table:table table:name="Biểu">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = b'<manifest:manifest xmlns:manifest="urn:m"/>'
    return a_zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": parts.get("manifest", manifest),
        }
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of cells."""
    count = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{count}>{''.join(cells)}</table:table-row>"


def ods_cell(value: object = "", attributes: str = "", text: str = "") -> str:
    """A cell with a number, or with other attributes."""
    if value != "":
        attributes = f'office:value-type="float" office:value="{value}" {attributes}'
    inner = f"<text:p>{text or value}</text:p>" if text or value != "" else ""
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"
