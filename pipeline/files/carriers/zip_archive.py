"""One zip archive → its files. One damaged or locked file in it does not cost the others."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from pipeline.files.carriers.contents import Contents, Member
from pipeline.files.carriers.limits import MAX_MEMBER_BYTES, TAKE_OUT, Allowance
from pipeline.files.carriers.names import numbered, printable_name, zip_name
from pipeline.files.returned.file_kind import Unreadable

ZIP_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
)
"""What ``zipfile`` raises on damaged archives."""

LOCKED_ADVICE: Final = (
    "Giải nén bằng mật khẩu rồi chép các tệp Excel vào inbox, "
    "hoặc đề nghị đơn vị gửi lại không đặt mật khẩu."
)
CHUNK: Final = 1 << 20

_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 1


def open_zip(data: bytes, allowance: Allowance) -> Contents:
    """The files of a zip archive; its folders are part of their names.

    Raises:
        Unreadable: It is damaged, all of it is locked, or it is beyond a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if not e.orig_filename.endswith(("/", "\\"))]
            allowance.take_members(len(entries))
            if entries and all(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
                raise Unreadable("Tệp nén được đặt mật khẩu nên không mở được.", LOCKED_ADVICE)
            names = numbered(_name(entry) for entry in entries)
            pairs = zip(entries, names, strict=True)
            return Contents(tuple([_member(archive, *pair, allowance) for pair in pairs]))
    except ZIP_FAULTS as problem:
        raise Unreadable(
            "Tệp nén bị hỏng hoặc chưa tải về hết nên không mở được.",
            "Tải lại hoặc đề nghị đơn vị gửi lại, tốt nhất là gửi thẳng tệp Excel, không nén.",
        ) from problem


def _name(entry: zipfile.ZipInfo) -> str:
    is_unicode = bool(entry.flag_bits & _UTF8_FLAG)
    return printable_name(zip_name(entry.orig_filename, is_unicode=is_unicode, extra=entry.extra))


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, allowance: Allowance
) -> Member:
    refusal = _refused_unopened(entry)
    if refusal:
        return Member(name, entry.file_size, refusal=refusal)
    try:
        data = _inflated(archive, entry, allowance)
    except ZIP_FAULTS:
        damaged = Unreadable(
            "Tệp bị hỏng bên trong tệp nén nên không lấy ra được.",
            "Đề nghị đơn vị gửi lại tệp này, không nén.",
        )
        return Member(name, entry.file_size, refusal=damaged)
    return Member(name, len(data), data)


def _refused_unopened(entry: zipfile.ZipInfo) -> Unreadable | None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        reason = "Tệp nằm trong tệp nén và bị đặt mật khẩu nên không mở được."
        return Unreadable(reason, LOCKED_ADVICE)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Unreadable("Tệp được nén theo cách không đọc được.", TAKE_OUT)
    if entry.file_size > MAX_MEMBER_BYTES:
        return Unreadable(f"Tệp bên trong quá lớn ({entry.file_size / 1e6:.0f} MB).", TAKE_OUT)
    return None


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    """``zipfile`` stops at the declared size and then finds the check sum wrong."""
    chunks = []
    with archive.open(entry) as opened:
        while chunk := opened.read(CHUNK):
            allowance.take_bytes(len(chunk))
            chunks.append(chunk)
    return b"".join(chunks)
