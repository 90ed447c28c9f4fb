from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline.files.returned.file_kind import OLE_MARK, FileKind, Unreadable
from pipeline.files.returned.limits import MAX_COLUMN, MAX_FILE_BYTES, MAX_PARTS, MAX_ROW
from pipeline.files.returned.returned import parse_workbook, read_workbook

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(**cells: object) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Biểu", 0)
    for address, value in (cells or {"B2": "chữ", "C3": 12}).items():
        sheet[address] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def a_zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(name: str, pattern: bytes, replacement: bytes, data: bytes | None = None) -> bytes:
    """A workbook with one part changed by hand."""
    parts = parts_of(data or a_workbook())
    parts[name], count = re.subn(pattern, replacement, parts[name], count=1)
    assert count == 1
    return a_zip(parts)


def an_ole(*streams: str) -> bytes:
    return OLE_MARK + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in streams)


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        parse_workbook(data)
    return refused.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"\0" * 5000, FileKind.EMPTY),
        (an_ole("EncryptionInfo", "EncryptedPackage"), FileKind.ENCRYPTED),
        (an_ole("WordDocument"), FileKind.DOC),
        (an_ole("PowerPoint Document"), FileKind.SLIDES),
        (an_ole("Contents"), FileKind.OLE),
        (a_zip({"word/document.xml": b"<w/>"}), FileKind.DOCX),
        (a_zip({"ppt/presentation.xml": b"<p/>"}), FileKind.SLIDES),
        (a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), FileKind.ODT),
        (a_zip({"Index/Document.iwa": b"x"}), FileKind.NUMBERS),
        (a_zip({"bieu.xlsx": b"PK"}), FileKind.ARCHIVE),
        (a_zip({}), FileKind.ARCHIVE),
        (b"Rar!\x1a\x07", FileKind.ARCHIVE),
        (a_workbook()[:-300], FileKind.DAMAGED),
        (b"PK\x03\x04", FileKind.DAMAGED),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind.IMAGE),
        (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
        (b"{\\rtf1\\ansi", FileKind.RTF),
        (b"<html><table><tr><td>1</td></tr></table>", FileKind.HTML),
        (b"\xef\xbb\xbf<!DOCTYPE html>", FileKind.HTML),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", FileKind.HTML),
        (
            b'<?xml version="1.0"?><x xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            FileKind.XML,
        ),
        (
            b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
            FileKind.FLAT,
        ),
        ("STT;Tên\n1;Sở Nội vụ".encode(), FileKind.TEXT),
        ("STT\tTên".encode("utf-16"), FileKind.TEXT),
        (b"\x7fELF\0\0\0", FileKind.UNKNOWN),
    ],
)
def test_every_kind_of_file_is_told_apart_with_what_to_do(data: bytes, kind: FileKind) -> None:
    found = refusal(data)

    assert (found.reason, found.advice) == (kind.reason, kind.advice)


@pytest.mark.parametrize("kind", [kind for kind in FileKind if not kind.is_read])
def test_each_refusal_is_one_sentence_and_one_advice(kind: FileKind) -> None:
    for sentence in (kind.reason, kind.advice):
        assert sentence.endswith(".")
        assert sentence[0].isupper()


def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "bieu.pdf"
    path.write_bytes(a_workbook())

    assert read_workbook(path).sheets[0].name == "Biểu"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (a_zip({"word/document.xml": b"<w/>"}), FileKind.DOCX),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"<html><table><tr><td>1</td></tr></table>", FileKind.HTML),
        (b"STT,T\xc3\xaan\n1,2\n", FileKind.TEXT),
    ],
)
def test_a_name_that_ends_in_xlsx_deceives_nobody(
    tmp_path: Path, data: bytes, kind: FileKind
) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(data)

    with pytest.raises(Unreadable, match=re.escape(kind.reason)):
        read_workbook(path)


def test_a_file_too_large_to_be_a_form_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)

    with pytest.raises(Unreadable, match="quá lớn"):
        read_workbook(path)


def test_an_archive_that_expands_too_far_is_refused_by_its_directory() -> None:
    bomb = a_zip({"xl/workbook.xml": b"<w/>", "xl/big.xml": b" " * 60_000_000})

    assert len(bomb) < 100_000
    assert "khi mở ra quá lớn" in refusal(bomb).reason


def test_an_archive_that_declares_less_than_it_holds_is_refused() -> None:
    bomb = bytearray(a_zip({"xl/workbook.xml": b"<w/>" + b" " * 1_000_000}))
    directory = bomb.index(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = struct.pack("<I", 4)

    assert refusal(bytes(bomb)).reason == FileKind.DAMAGED.reason


def test_an_archive_of_very_many_parts_is_refused() -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(MAX_PARTS)}

    assert "cấu trúc bất thường" in refusal(a_zip({"xl/workbook.xml": b"<w/>", **parts})).reason


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(a_zip({"xl/workbook.xml": b"<w/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(data)).reason == FileKind.ENCRYPTED.reason


@pytest.mark.parametrize(
    ("part", "pattern", "replacement", "words"),
    [
        (SHEET, rb"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "không an toàn"),
        ("xl/workbook.xml", rb"<workbook", b"<!DOCTYPE x><workbook", "không an toàn"),
        (SHEET, rb'r="B2"', b'r="XFD1048576"', "quá xa"),
        (SHEET, rb'r="B2"', f'r="B{MAX_ROW + 1}"'.encode(), "quá xa"),
        (SHEET, rb'r="B2"', b'r="SG2"', f"cột {MAX_COLUMN + 1}"),
        (SHEET, rb'r="B2" ', b"", "thiếu địa chỉ ô"),
        ("xl/_rels/workbook.xml.rels", rb"sheet1\.xml", b"sheet9.xml", "thiếu một trang tính"),
        ("xl/workbook.xml", rb"</sheets>", b"", "bị hỏng"),
        ("xl/workbook.xml", rb"(?s)<sheets>.*</sheets>", b"<sheets/>", "Không đọc được nội dung"),
        (SHEET, rb"(?s)<sheetData>.*</sheetData>", b"<sheetData/>", "Không đọc được nội dung"),
    ],
)
def test_what_would_mislead_or_kill_a_reader_is_refused_before_it_is_parsed(
    part: str, pattern: bytes, replacement: bytes, words: str
) -> None:
    found = refusal(edited(part, pattern, replacement))

    assert words in found.reason
    assert found.advice


def test_a_string_table_that_claims_billions_of_strings_is_refused() -> None:
    table = b'<sst count="2" uniqueCount="4294967295"><si><t>a</t></si></sst>'

    refused = refusal(a_zip({**parts_of(a_workbook()), "xl/sharedStrings.xml": table}))
    assert "khai sai số lượng chuỗi" in refused.reason


def test_two_values_far_apart_may_not_span_millions_of_cells() -> None:
    far = b'<row r="99999"><c r="NN99999"><v>1</v></c></row></sheetData>'

    assert "quá xa" in refusal(edited(SHEET, b"</sheetData>", far)).reason


def test_a_sheet_in_utf_16_is_refused_as_calamine_would_see_no_cell() -> None:
    parts = parts_of(a_workbook())
    parts[SHEET] = parts[SHEET].decode().encode("utf-16")

    assert "bảng mã lạ" in refusal(a_zip(parts)).reason


def test_a_styled_cell_without_a_value_may_lie_anywhere() -> None:
    data = edited(
        SHEET, rb"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )

    assert parse_workbook(data).sheets[0].at(2, 2) == "chữ"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    assert refusal(data).advice


@given(st.integers(0, 4000))
def test_a_workbook_cut_off_anywhere_is_refused_in_words(length: int) -> None:
    assert refusal(WHOLE[: min(length, len(WHOLE) - 30)]).advice


WHOLE = a_workbook()
