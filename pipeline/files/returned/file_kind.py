"""What a returned file really is, by its first bytes and not its name; what to do with the others.

Every kind that cannot be read has one sentence saying what it is and one saying what to do. To
name a further kind, add a member to ``FileKind`` and its mark to ``_MARKS``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

RESEND: Final = "Mở tệp bằng Excel hoặc LibreOffice, lưu lại ở dạng .xlsx rồi gửi lại."
USE_FORM: Final = "Điền vào biểu mẫu Excel đã phát cho đơn vị rồi gửi lại tệp đó."
NO_CONTENT: Final = "Không đọc được nội dung nào trong tệp."


class Unreadable(Exception):  # noqa: N818 - a property of the file; jobs make it a finding
    """A file that cannot be read as a workbook: why, and what its sender should do."""

    def __init__(self, reason: str, advice: str = RESEND) -> None:
        """Keep both sentences by name."""
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice


class FileKind(Enum):
    """What a file is; the kinds we read have no reason and no advice."""

    XLSX = ("xlsx", "", "")
    XLSB = ("xlsb", "", "")
    ODS = ("ods", "", "")
    XLS = ("xls", "", "")
    EMPTY = ("empty", "Tệp rỗng, không có nội dung.", "Kiểm tra lại tệp gốc rồi gửi lại.")
    ENCRYPTED = (
        "encrypted",
        "Tệp được đặt mật khẩu nên không mở được.",
        "Mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại.",
    )
    DOC = ("doc", "Tệp là văn bản Word, không phải bảng tính.", USE_FORM)
    DOCX = ("docx", "Tệp là văn bản Word (.docx), không phải bảng tính.", USE_FORM)
    SLIDES = ("pptx", "Tệp là bài trình chiếu, không phải bảng tính.", USE_FORM)
    OLE = ("ole", "Tệp ở một dạng Office cũ không phải bảng tính.", USE_FORM)
    ODT = ("odt", "Tệp là văn bản OpenDocument, không phải bảng tính.", USE_FORM)
    NUMBERS = (
        "numbers",
        "Tệp của Apple Numbers không đọc được.",
        "Trong Numbers chọn Tệp › Xuất sang › Excel rồi gửi lại tệp .xlsx.",
    )
    ARCHIVE = (
        "archive",
        "Tệp là tệp nén, không phải bảng tính.",
        "Giải nén rồi gửi từng tệp .xlsx bên trong.",
    )
    DAMAGED = (
        "damaged",
        "Tệp bị hỏng hoặc chưa tải về hết nên không mở được.",
        "Tải lại hoặc xin đơn vị gửi lại; nếu mở được bằng Excel thì lưu lại ở dạng .xlsx.",
    )
    PDF = ("pdf", "Tệp là PDF, không phải bảng tính.", USE_FORM)
    IMAGE = ("image", "Tệp là ảnh chụp, không phải bảng tính.", USE_FORM)
    RTF = ("rtf", "Tệp là văn bản RTF, không phải bảng tính.", USE_FORM)
    HTML = ("html", "Tệp là trang web (HTML) dù tên có thể là .xls.", RESEND)
    XML = ("xml", "Tệp là bảng tính dạng XML 2003, không đọc được.", RESEND)
    FLAT = ("fods", "Tệp là bảng tính OpenDocument dạng XML phẳng, không đọc được.", RESEND)
    TEXT = ("text", "Tệp là văn bản thuần (CSV hoặc TXT), không phải biểu mẫu.", USE_FORM)
    UNKNOWN = ("unknown", "Tệp không phải là bảng tính Excel.", USE_FORM)

    def __init__(self, word: str, reason: str, advice: str) -> None:
        """Keep the parts of the member's value by name."""
        self.word = word
        self.reason = reason
        self.advice = advice

    @property
    def is_read(self) -> bool:
        """Whether we read such files."""
        return not self.reason


ZIP_MARK: Final = b"PK\x03\x04"
OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD: Final = 4096
"""Bytes looked at for the marks of text formats."""

_MARKS: Final[tuple[tuple[bytes, FileKind], ...]] = (
    (b"%PDF", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"PK\x05\x06", FileKind.ARCHIVE),
    (ZIP_MARK, FileKind.DAMAGED),
)
OLE_STREAMS: Final[tuple[tuple[str, FileKind], ...]] = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.SLIDES),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
)
_ZIP_PARTS: Final[tuple[tuple[str, FileKind], ...]] = (
    ("xl/workbook.bin", FileKind.XLSB),
    ("xl/workbook.xml", FileKind.XLSX),
    ("word/", FileKind.DOCX),
    ("ppt/", FileKind.SLIDES),
    ("Index/", FileKind.NUMBERS),
)


def file_kind(data: bytes) -> FileKind:
    """What a file that is not a zip archive is; a zip archive is told by ``zip_kind``."""
    if not data.strip(b"\x00 \r\n\t"):
        return FileKind.EMPTY
    if data.startswith(OLE_MARK):
        named = (kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data)
        return next(named, FileKind.OLE)
    marked = next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
    return marked or _text_kind(data[:HEAD])


def zip_kind(names: Iterable[str], mimetype: str) -> FileKind:
    """What a zip archive is, by its parts and, for OpenDocument, its ``mimetype`` part."""
    if mimetype:
        sheet = mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet")
        return FileKind.ODS if sheet else FileKind.ODT
    parts = tuple(names)
    for start, kind in _ZIP_PARTS:
        if any(part.startswith(start) for part in parts):
            return kind
    return FileKind.ARCHIVE


def _text_kind(head: bytes) -> FileKind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.TEXT
    if b"\x00" in head:
        return FileKind.UNKNOWN
    lower = head.lower()
    if b"schemas-microsoft-com:office:spreadsheet" in lower:
        return FileKind.XML
    if b"<office:document " in lower and b"urn:oasis:names:tc:opendocument" in lower:
        return FileKind.FLAT
    if any(mark in lower for mark in (b"<html", b"<!doctype html", b"<table", b"mime-version:")):
        return FileKind.HTML
    return FileKind.TEXT
