"""Archives, letters and litter with the filled workbook in them, sound and otherwise.

A new one is a line here; its verdict is then a line of ``tests/golden/verdicts.txt``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from pipeline.files.carriers.limits import MAX_DEPTH, MAX_MEMBERS
from tests.files.carrier_samples import letter, zip_of
from tests.files.outlook_samples import Attached, msg_of
from tests.files.test_zip_archive import with_flag
from tests.jobs.mutated.book import copy

SENT: Final = datetime(2025, 11, 20, 8, tzinfo=UTC)
FORM: Final = "Biểu mẫu (sửa lần 2) FINAL.xlsx"


def containers() -> Mapping[str, bytes]:
    """The carriers, by the name each has in the inbox."""
    deep = copy(1)
    for _ in range(MAX_DEPTH + 1):
        deep = zip_of(("trong.zip", deep))
    archive = zip_of((f"Thư mục/{FORM}", copy(2)), ("__MACOSX/._x", b""), ("ký.pdf", b"%PDF-1.7"))
    mail = letter((FORM, copy(3)), ("Công văn.pdf", b"%PDF-1.7"), sent=SENT).as_bytes()
    nested = letter(("trong.zip", zip_of((FORM, copy(4)))), subject="Chuyển tiếp", sent=SENT)
    made = {
        "an archive.zip": archive,
        "a letter.eml": mail,
        "an Outlook letter.msg": msg_of([Attached(FORM, copy(5))], SENT),
        "an archive in a letter.eml": nested.as_bytes(),
        "a letter in an archive.zip": zip_of(
            ("thư.eml", letter((FORM, copy(6)), subject="Trong", sent=SENT).as_bytes())
        ),
        "an archive called.xlsx": zip_of((FORM, copy(7))),
        "beside a damaged archive.zip": zip_of((FORM, copy(8)), ("hỏng.zip", b"PK\x03\x04 x")),
        "beside a locked workbook.zip": with_flag(zip_of((FORM, copy(9))), 1),
        "too many layers.zip": deep,
        "too many files.zip": zip_of(
            *((f"{number}.xlsx", b"x%d" % number) for number in range(MAX_MEMBERS + 1))
        ),
        "a bomb.zip": zip_of(("a.xlsx", bytes(100_000_000))),
        "a truncated archive.zip": zip_of((FORM, copy(10)))[:-200],
        "an empty archive.zip": zip_of(),
        "papers alone.zip": zip_of(("Công văn.pdf", b"%PDF-1.7 1"), ("ảnh.jpg", b"\xff\xd8\xff")),
        "a letter without files.eml": letter(subject="Quên tệp", sent=SENT).as_bytes(),
        "winmail.eml": letter(
            ("winmail.dat", b"\x78\x9f\x3e\x22"), subject="Outlook", sent=SENT
        ).as_bytes(),
        "an archive of another kind.rar": b"Rar!\x1a\x07\x01\0",
        "the same bytes.xlsx": copy(2),
    }
    return {f"containers/{name}": data for name, data in made.items()}


def litter() -> Mapping[str, bytes]:
    """What programs leave behind, by the name each has in the inbox."""
    names = {
        "~$Biểu mẫu.xlsx": b"lock",
        ".~lock.Biểu mẫu.xlsx#": b"lock",
        ".DS_Store": b"\0\0\0\1Bud1",
        "._Biểu mẫu.xlsx": b"\0\5\x16\7",
        "Thumbs.db": b"\xd0\xcf\x11\xe0",
        "desktop.ini": b"[x]",
        "A1B2C3.tmp": b"x",
        "Biểu mẫu.xlsx.crdownload": copy(11)[:5000],
        "Biểu mẫu.xlsx": b"",
        "Bài nộp.part": b"x",
    }
    return {f"litter/{name}": data for name, data in names.items()}
