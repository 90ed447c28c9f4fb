"""What carries other files: told by content; a workbook is a zip archive or an OLE file too.

To open a further kind, add a member to ``CarrierForm``, tell it here and open it in ``unpack``.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from pipeline.files.carriers.msg import is_message
from pipeline.files.carriers.zip_archive import ZIP_FAULTS
from pipeline.files.returned.file_kind import (
    HEAD,
    OLE_MARK,
    ZIP_MARK,
    FileKind,
    file_kind,
    zip_kind,
)

EMPTY_ZIP_MARK: Final = b"PK\x05\x06"
SHEET_SUFFIXES: Final = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv", ".numbers"}
)
"""Names under which a form may come back, whatever the file really is."""

_TYPES_PART: Final = "[Content_Types].xml"
_HEADER_LINE = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_OF_MAIL_ONLY: Final = frozenset({"from", "received", "message-id"})
_OF_MAIL: Final = _OF_MAIL_ONLY | {"to", "cc", "date", "subject", "return-path", "delivered-to"}
_WEB_PAGE_SUFFIXES: Final = (".mht", ".mhtml")


class CarrierForm(Enum):
    """Kinds of files that carry others."""

    ZIP = "zip"
    EML = "eml"
    MSG = "msg"


def carrier_form(data: bytes, name: str) -> CarrierForm | None:
    """What a file carries others as; ``None`` for a workbook, a document, anything else.

    A damaged file is a carrier by its name, so that its refusal names it rightly.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith((ZIP_MARK, EMPTY_ZIP_MARK)):
        kind = package_kind(data)
        damaged = kind is FileKind.DAMAGED and suffix == ".zip"
        return CarrierForm.ZIP if damaged or kind is FileKind.ARCHIVE else None
    if data.startswith(OLE_MARK):
        return CarrierForm.MSG if suffix == ".msg" or is_message(data) else None
    return CarrierForm.EML if _is_mail(data, suffix) else None


def content_kind(data: bytes) -> FileKind:
    """What a file is, archive or not."""
    return package_kind(data) if data.startswith(ZIP_MARK) else file_kind(data)


def package_kind(data: bytes) -> FileKind:
    """What a zip archive is, by its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = _start_of(archive, "mimetype") if "mimetype" in names else b""
    except ZIP_FAULTS:
        return FileKind.DAMAGED
    kind = zip_kind(names, mimetype.decode("ascii", "replace").strip())
    # A folder that somebody named "word" does not make an archive a document.
    if kind in (FileKind.DOCX, FileKind.SLIDES) and _TYPES_PART not in names:
        return FileKind.ARCHIVE
    if kind is FileKind.NUMBERS and not any(name.endswith(".iwa") for name in names):
        return FileKind.ARCHIVE
    return kind


def may_be_form(data: bytes, name: str) -> bool:
    """Whether a file may be meant as a returned form, readable or not."""
    kind = content_kind(data)
    asked = (FileKind.ENCRYPTED, FileKind.DAMAGED, FileKind.NUMBERS, FileKind.XML, FileKind.ARCHIVE)
    return kind.is_read or kind in asked or PurePosixPath(name).suffix.lower() in SHEET_SUFFIXES


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as opened:
        return opened.read(HEAD)


def _is_mail(data: bytes, suffix: str) -> bool:
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if suffix in _WEB_PAGE_SUFFIXES or not (suffix == ".eml" or _HEADER_LINE.match(head)):
        return False
    kind = file_kind(data)
    if kind not in (FileKind.TEXT, FileKind.HTML, FileKind.XML):
        return False
    names = {found.decode("ascii").lower() for found in _HEADER_LINE.findall(head)}
    told = len(names & _OF_MAIL) >= 2 and bool(names & _OF_MAIL_ONLY)
    return suffix == ".eml" or told
