from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.carriers import limits
from pipeline.files.carriers.contents import Member
from pipeline.files.carriers.limits import Allowance
from pipeline.files.carriers.names import printable_name
from pipeline.files.carriers.zip_archive import open_zip
from pipeline.files.returned.file_kind import Unreadable
from tests.files.carrier_samples import told, zip_of

NAME = "Biểu mẫu Sở Tư pháp.xlsx"


def members(data: bytes) -> dict[str, Member]:
    return {one.name: one for one in open_zip(data, Allowance()).members}


def named(raw: bytes, flag: int = 0, extra: bytes = b"") -> bytes:
    """An archive whose one file has these bytes for a name."""
    assert len(raw) < 200
    data = zip_of(("n" * len(raw), b"x"))
    data = data.replace(b"n" * len(raw), raw)
    if flag:
        data = with_flag(data, flag)
    if not extra:
        return data
    start = data.index(b"PK\x01\x02")
    at = start + 46 + len(raw)
    end = data.index(b"PK\x05\x06")
    size = struct.pack("<H", len(extra))
    central = data[start : start + 30] + size + data[start + 32 : at] + extra + data[at:end]
    total = struct.pack("<I", len(central))
    return data[:start] + central + data[end : end + 12] + total + data[end + 16 :]


def with_flag(data: bytes, flag: int, mark: bytes = b"PK\x01\x02") -> bytes:
    """The archive with a flag set on its first file, in the directory and in the file's head."""
    changed = bytearray(data)
    for head, offset in ((b"PK\x03\x04", 6), (mark, 8)):
        changed[data.index(head) + offset] |= flag & 0xFF
        changed[data.index(head) + offset + 1] |= flag >> 8
    return bytes(changed)


def test_files_come_out_byte_for_byte_with_their_folders() -> None:
    found = members(zip_of(("a.xlsx", b"1"), ("Thư mục/", b""), (f"Thư mục/{NAME}", b"22")))
    assert {name: one.data for name, one in found.items()} == {
        "a.xlsx": b"1",
        f"Thư mục/{NAME}": b"22",
    }
    assert found["a.xlsx"].size == 1


def test_a_repeated_name_is_numbered() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = zip_of(("a.xlsx", b"1"), ("a.xlsx", b"2"), ("a.xlsx", b"3"))
    assert [(one.name, one.data) for one in open_zip(archive, Allowance()).members] == [
        ("a.xlsx", b"1"),
        ("a (2).xlsx", b"2"),
        ("a (3).xlsx", b"3"),
    ]


@pytest.mark.parametrize(
    ("raw", "flag", "shown"),
    [
        (NAME.encode(), 0x800, NAME),
        (unicodedata.normalize("NFD", NAME).encode(), 0x800, NAME),
        (NAME.encode(), 0, NAME),
        (b"caf\x82.xlsx", 0, "café.xlsx"),
        (b"..\\..\\a\x07b.xlsx", 0, "ab.xlsx"),
        (b"/etc/passwd", 0, "etc/passwd"),
    ],
)
def test_a_name_prints_and_is_mended_when_certain(raw: bytes, flag: int, shown: str) -> None:
    assert list(members(named(raw, flag))) == [shown]


def test_a_name_written_by_an_old_vietnamese_windows_is_mended() -> None:
    raw = b"B\xe1o c\xe1o S\xf5\xd2 N\xf4\xf2i vu\xf2.xlsx"
    assert raw.decode("cp1258") != raw.decode("cp437")
    assert list(members(named(raw))) == ["Báo cáo Sở Nội vụ.xlsx"]


def test_a_name_that_is_not_certainly_vietnamese_stays_as_found() -> None:
    raw = b"M\xfcller.xlsx"
    assert list(members(named(raw))) == [raw.decode("cp437")]


def test_the_name_an_archive_keeps_in_unicode_beside_is_taken() -> None:
    raw = b"S? T? ph?p.xlsx"
    body = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + "Sở Tư pháp.xlsx".encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert list(members(named(raw, extra=extra))) == ["Sở Tư pháp.xlsx"]


@given(name=st.text(max_size=300))
def test_any_name_ends_as_one_that_prints(name: str) -> None:
    shown = printable_name(name)
    assert shown
    assert shown.isprintable()
    assert len(shown) <= limits.LONGEST_NAME
    assert not {"", ".", ".."} & set(shown.split("/"))


def test_an_archive_locked_as_a_whole_is_refused_with_its_own_sentence() -> None:
    with pytest.raises(Unreadable, match="được đặt mật khẩu") as problem:
        open_zip(with_flag(zip_of(("a.xlsx", b"1")), 1), Allowance())
    assert "không đặt mật khẩu" in problem.value.advice


def test_a_locked_file_does_not_cost_the_others() -> None:
    found = members(with_flag(zip_of(("a.xlsx", b"1"), ("b.xlsx", b"2")), 1))
    refusal = found["a.xlsx"].refusal
    assert refusal is not None
    assert "mật khẩu" in refusal.reason
    assert found["b.xlsx"].data == b"2"


def test_a_damaged_file_does_not_cost_the_others() -> None:
    data = bytearray(zip_of(("a.xlsx", b"one" * 50), ("b.xlsx", b"2")))
    data[data.index(b"a.xlsx") + 8] ^= 0xFF
    found = members(bytes(data))
    refusal = found["a.xlsx"].refusal
    assert refusal is not None
    assert "hỏng bên trong tệp nén" in refusal.reason
    assert found["b.xlsx"].data == b"2"


def test_a_file_that_inflates_beyond_what_it_declares_is_refused() -> None:
    data = bytearray(zip_of(("a.xlsx", bytes(100_000)), ("b.xlsx", b"2")))
    for head, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(head) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    found = members(bytes(data))
    assert found["a.xlsx"].refusal is not None
    assert found["b.xlsx"].data == b"2"


def test_a_file_too_large_is_refused_before_it_is_inflated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.files.carriers.zip_archive.MAX_MEMBER_BYTES", 10)
    found = members(zip_of(("phim.mp4", b"x" * 11), ("b.xlsx", b"2")))
    refusal = found["phim.mp4"].refusal
    assert refusal is not None
    assert "quá lớn" in refusal.reason
    assert found["b.xlsx"].data == b"2"


def test_another_way_of_compressing_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xlsx", b"1")
    refusal = members(buffer.getvalue())["a.xlsx"].refusal
    assert refusal is not None
    assert "cách không đọc được" in refusal.reason


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [("MAX_MEMBERS", 1, "quá nhiều tệp"), ("MAX_INFLATED_BYTES", 3, "quá lớn")],
)
def test_an_archive_beyond_a_limit_is_refused(
    limit: str, value: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, value)
    with pytest.raises(Unreadable, match=said):
        open_zip(zip_of(("a.xlsx", b"12"), ("b.xlsx", b"34")), Allowance())


@given(cut=st.integers(0, 200), flipped=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_damaged_archive_ends_in_files_or_a_sentence(cut: int, flipped: int, bit: int) -> None:
    data = bytearray(zip_of(("a.xlsx", b"one"), ("Thư/b.xlsx", b"two")))
    data[flipped % len(data)] ^= 1 << bit
    assert all(one.isprintable() and one for one in told(open_zip, bytes(data[: len(data) - cut])))
