"""Files that are no sound .xlsx, whatever they are called, and packages made to mislead or kill.

A new one is a line here; its verdict is then a line of ``tests/golden/verdicts.txt``.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from typing import Final

from pipeline.files.returned.limits import MAX_COLUMN, MAX_FILE_BYTES, MAX_PARTS
from tests.files.foreign_books import a_killing_xls, an_ods, an_xls, ods_cell, ods_row, xls_number
from tests.files.test_guards import a_zip, an_ole
from tests.jobs.mutated.book import (
    BOOK,
    Change,
    Parts,
    changed,
    filled,
    part_of,
    parts,
    within,
)

SHEET: Final = "Văn bản"
KINDS: Final = "[Content_Types].xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
PLAIN: Final = "http://schemas.openxmlformats.org/"
STRICT: Final = {
    f"{PLAIN}spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    f"{PLAIN}officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def formats() -> Mapping[str, bytes]:
    """The files, by the name each has in the inbox."""
    made = {**_other_kinds(), **_damaged(), **_packages()}
    made |= {name: changed(*changes) for name, changes in _changes().items()}
    return {f"formats/{name if '.' in name else f'{name}.xlsx'}": one for name, one in made.items()}


def _other_kinds() -> dict[str, bytes]:
    return {
        "a Word document": a_zip({KINDS: b"<Types/>", "word/document.xml": b"<w/>"}),
        "an old Word document": an_ole("WordDocument"),
        "a presentation": a_zip({KINDS: b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
        "an OpenDocument text": a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "an Apple workbook": a_zip({"Index/Document.iwa": b"x"}),
        "a PDF": b"%PDF-1.7\n",
        "a photograph": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "rich text": b"{\\rtf1\\ansi",
        "a web page": b"<html><table><tr><td>1</td></tr></table>",
        "a web archive": b"MIME-Version: 1.0\nX-Document-Type: Workbook",
        "text with semicolons": "STT;Tên\n1;Sở Nội vụ".encode(),
        "text with tabs in UTF-16": "STT\tTên".encode("utf-16"),
        "a program": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff",
        "locked by a password": an_ole("EncryptionInfo", "EncryptedPackage"),
        "a stranger's.xls": an_xls(xls_number(0, 0, 12)),
        "a stranger's.ods": an_ods(ods_row(ods_cell(12))),
        "kills its reader.xls": a_killing_xls(),
    }


def _damaged() -> dict[str, bytes]:
    data = filled()
    middle = len(data) // 2
    return {
        "empty": b"",
        "all zeros": bytes(70_000),
        "truncated at the half": data[:middle],
        "truncated at the end": data[:-100],
        "the head of a file alone": data[:40],
        "a hole of zeros": data[:middle] + bytes(3000) + data[middle + 3000 :],
        "too large": b"PK\x03\x04" + bytes(MAX_FILE_BYTES),
    }


def _packages() -> dict[str, bytes]:
    many = {f"xl/{number}.xml": b"" for number in range(MAX_PARTS)}
    lying = bytearray(a_zip({"xl/workbook.xml": b"<w/>" + b" " * 1_000_000}))
    at = lying.index(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 4)
    locked = bytearray(filled())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    return {
        "over-expanding": a_zip({**parts(), "xl/media/a.bin": bytes(60_000_000)}),
        "declares less than it holds": bytes(lying),
        "thousands of parts": a_zip({**parts(), **many}),
        "a locked part": bytes(locked),
        "no sheet part": a_zip({k: v for k, v in parts().items() if k != part_of(SHEET)}),
        "no relations": a_zip({k: v for k, v in parts().items() if k != RELATIONS}),
    }


def _changes() -> dict[str, tuple[Change, ...]]:
    page, strings = part_of(SHEET), "xl/sharedStrings.xml"
    claim = b'<sst count="2" uniqueCount="4294967295"><si><t>a</t></si></sst>'
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'

    def far(address: str, content: str = "<v>1</v>") -> Change:
        row = re.sub(r"\D", "", address)
        line = f'<row r="{row}"><c r="{address}" s="0">{content}</c></row></sheetData>'
        return within(page, "</sheetData>", line)

    return {
        "a document type": (within(page, "<worksheet", entity),),
        "a value at XFD1048576": (far("XFD1048576"),),
        "a value one column too far": (far(_beyond()),),
        "a value in row 99999": (far("A99999"),),
        "a style at XFD1048576": (far("XFD1048576", ""),),
        "a table of billions of strings": (lambda _: {strings: claim},),
        "strict": (_strict,),
        "a sheet in UTF-16": (lambda now: {page: now[page].decode().encode("utf-16")},),
        "cells without an address": (_without_addresses,),
        "no sheets": (lambda now: {BOOK: re.sub(rb"<sheet .*?/>", b"", now[BOOK])},),
        "no cells": (_without_cells,),
        "an unclosed tag": (within(page, "</sheetData>", ""),),
        "with macros.xlsm": (_with_macros,),
        "a workbook called.pdf": (within("docProps/app.xml", "Microsoft", "microsoft"),),
        "no properties, no theme": (_without_theme,),
    }


def _beyond() -> str:
    hundreds, rest = divmod(MAX_COLUMN, 26)
    return f"{chr(64 + hundreds)}{chr(65 + rest)}3"


def _strict(package: Parts) -> Parts:
    """As Excel saves "Strict Open XML": other names of everything."""
    new = dict(package)
    for plain, strict in STRICT.items():
        new = {name: one.replace(plain.encode(), strict.encode()) for name, one in new.items()}
    return new


def _without_addresses(package: Parts) -> Parts:
    page = part_of(SHEET)
    return {page: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", package[page])}


def _without_cells(package: Parts) -> Parts:
    blank = re.compile(rb"(?s)<sheetData>.*</sheetData>")
    pages = [name for name in package if name.startswith("xl/worksheets/sheet")]
    return {name: blank.sub(b"<sheetData/>", package[name]) for name in pages}


def _with_macros(package: Parts) -> Parts:
    kinds = package[KINDS].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return {KINDS: kinds, "xl/vbaProject.bin": an_ole("VBA")}


def _without_theme(package: Parts) -> Parts:
    """What careless writers leave out; here it stays, empty, as nobody reads it."""
    return {"xl/theme/theme1.xml": b"", "docProps/core.xml": b""}
