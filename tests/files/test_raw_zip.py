from __future__ import annotations

import io
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from pipeline.files.issuing.raw_zip import Member, Shelf, dos_moment, members_of, pack, unpacked
from pipeline.files.issuing.text_parts import Edit, TextPart

TEXT = b"".join(b"<c r='A%d'>%d</c>" % (number, number % 17) for number in range(2_000))


def an_archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.writestr("stored", b"as it is", ZIP_STORED)
    return made.getvalue()


def contents(*pieces: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(b"".join(pieces))) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_members_put_together_again_are_the_same_archive() -> None:
    archive = an_archive(a=TEXT, b=b"", c=bytes(range(256)))
    members = list(members_of(archive))

    assert {one.name: unpacked(one.content) for one in members} == contents(archive)
    assert contents(*Shelf(members, dos_moment(archive)).archive(())) == contents(archive)


def test_a_shelf_serves_many_archives() -> None:
    archive = an_archive(a=TEXT, b=b"x")
    shelf = Shelf(members_of(archive), dos_moment(archive))
    for text in (b"", b"one", TEXT):
        made = contents(*shelf.archive([Member("more", pack(text)), Member("last", pack(b"."))]))
        assert made == contents(archive) | {"more": text, "last": b"."}


def test_every_member_has_the_time_of_the_master() -> None:
    archive = an_archive(a=b"x")
    made = Shelf(members_of(archive), dos_moment(archive)).archive([Member("m", pack(b""))])
    with ZipFile(io.BytesIO(archive)) as before, ZipFile(io.BytesIO(b"".join(made))) as after:
        moments = {info.date_time for info in after.infolist()}
        assert moments == {before.infolist()[0].date_time}


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (Edit(0, 0, b"first"),),
        (Edit(len(TEXT), len(TEXT), b"last"),),
        (Edit(100, 200, b""), Edit(200, 200, b"y"), Edit(205, 300, b"z" * 70_000)),
        (Edit(0, len(TEXT), b"all new"),),
        tuple(Edit(at, at + 5, b"<%d>" % at) for at in range(0, 20_000, 700)),
        tuple(Edit(at, at + 9, b"x" * (at % 900)) for at in range(0, 20_000, 40)),
    ],
)
def test_an_edited_part_unpacks_to_the_edited_text(edits: tuple[Edit, ...]) -> None:
    part, expected, begin = TextPart(TEXT), b"", 0
    for edit in edits:
        expected += TEXT[begin : edit.begin] + edit.text
        begin = edit.end
    expected += TEXT[begin:]
    for _ in range(2):
        packed = part.edited(edits)
        assert unpacked(packed) == expected
        assert (packed.crc, packed.size) == (zlib.crc32(expected), len(expected))
