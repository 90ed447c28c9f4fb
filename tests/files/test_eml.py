from __future__ import annotations

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.carriers import limits
from pipeline.files.carriers.contents import Contents
from pipeline.files.carriers.eml import open_eml
from pipeline.files.carriers.limits import Allowance
from pipeline.files.returned.file_kind import Unreadable
from tests.files.carrier_samples import SENT, eml_by_hand, eml_of, letter, told

LONG = "Biểu mẫu báo cáo tổng kết phong trào thi đua năm 2025 của Sở Tư pháp tỉnh (sửa lần 2).xlsx"
ENCODED = base64.b64encode("Biểu mẫu.xlsx".encode()).decode()
CONTENT = base64.b64encode(b"bytes").decode()


def opened(data: bytes) -> Contents:
    return open_eml(data, Allowance())


def by_hand(*headers: str, content: str = CONTENT) -> bytes:
    """A message with one attachment whose own headers are these."""
    start = ["From: a@b.vn", 'Content-Type: multipart/mixed; boundary="b"']
    part = "\r\n".join(["--b", *headers, "Content-Transfer-Encoding: base64", "", content])
    return eml_by_hand(start, f"{part}\r\n--b--\r\n")


def test_attachments_come_out_byte_for_byte_and_the_letter_says_where_from() -> None:
    found = opened(eml_of(("Biểu mẫu.xlsx", b"PK\x00\xff\r\n\n"), (LONG, b"")))
    assert [(one.name, one.data) for one in found.members] == [
        ("Biểu mẫu.xlsx", b"PK\x00\xff\r\n\n"),
        (LONG, b""),
    ]
    assert found.letter is not None
    assert found.letter.sender == "Sở Tư pháp <vanthu@stp.example.vn>"
    assert found.letter.subject == "Báo cáo thi đua năm 2025"
    assert found.letter.sent == SENT


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Disposition: attachment; filename*=UTF-8''Bi%E1%BB%83u%20m%E1%BA%ABu.xlsx"],
        [
            "Content-Disposition: attachment;",
            " filename*0*=UTF-8''Bi%E1%BB%83u%20;",
            " filename*1*=m%E1%BA%ABu.xlsx",
        ],
        [f'Content-Disposition: attachment; filename="=?UTF-8?B?{ENCODED}?="'],
        [f'Content-Type: application/octet-stream; name="=?utf-8?B?{ENCODED}?="'],
        ['Content-Disposition: attachment; filename="Biểu mẫu.xlsx"'],
        ['Content-Disposition: attachment; filename="=?utf-8?Q?Bi=E1=BB=83u_m=E1=BA=ABu.xlsx?="'],
    ],
)
def test_a_vietnamese_name_is_read_however_it_is_written(headers: list[str]) -> None:
    (member,) = opened(by_hand(*headers)).members
    assert member.name == "Biểu mẫu.xlsx"
    assert member.data == b"bytes"


def test_quoted_printable_and_plain_attachments_are_read() -> None:
    for coding, content in (("quoted-printable", "m=E1=BA=ABu"), ("8bit", "mẫu")):
        part = f"--b\r\nContent-Type: text/csv\r\nContent-Transfer-Encoding: {coding}\r\n"
        part += f"Content-Disposition: attachment; filename=a.csv\r\n\r\n{content}\r\n--b--"
        data = eml_by_hand(["From: a@b.vn", 'Content-Type: multipart/mixed; boundary="b"'], part)
        assert opened(data).members[0].data == "mẫu".encode()


def test_what_nobody_sent_on_purpose_is_litter() -> None:
    message = letter(("a.xlsx", b"x"))
    message.add_attachment(b"BEGIN", maintype="text", subtype="vcard", filename="An.vcf")
    message.add_attachment(b"sig", maintype="application", subtype="x", filename="smime.p7s")
    message.add_attachment("text", filename="ATT00001.txt")
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo2>")
    notes = [one.litter for one in opened(message.as_bytes()).members]
    assert notes[0] == ""
    assert all(notes[1:])
    assert notes[-1] == "ảnh trong nội dung thư"


def test_a_photograph_that_was_attached_is_a_file() -> None:
    message = letter()
    message.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="anh.jpg")
    (member,) = opened(message.as_bytes()).members
    assert (member.name, member.litter, member.data) == ("anh.jpg", "", b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("name", "subtype", "said"),
    [
        ("winmail.dat", "octet-stream", "winmail.dat"),
        ("x.dat", "ms-tnef", "winmail.dat"),
        ("smime.p7m", "pkcs7-mime", "smime.p7m"),
    ],
)
def test_attachments_wrapped_away_are_refused_with_their_own_sentence(
    name: str, subtype: str, said: str
) -> None:
    message = letter()
    message.add_attachment(b"x", maintype="application", subtype=subtype, filename=name)
    (member,) = opened(message.as_bytes()).members
    assert member.refusal is not None
    assert said in member.refusal.reason
    assert "chép vào inbox" in member.refusal.advice


def test_a_message_attached_to_a_message_is_an_attachment_with_its_own_headers() -> None:
    outer = EmailMessage()
    outer["From"] = "Văn thư <vanthu@snv.example.vn>"
    outer.set_content("Chuyển tiếp.")
    outer.add_attachment(letter(("a.xlsx", b"inner")))
    (member,) = opened(outer.as_bytes()).members
    assert member.name == "Báo cáo thi đua năm 2025.eml"
    inner = opened(member.data)
    assert inner.members[0].data == b"inner"
    assert inner.letter is not None
    assert inner.letter.sent == SENT


@pytest.mark.parametrize(
    "date",
    ["", "Date: hôm qua", "Date: Thu, 01 Jan 1970 00:00:00 +0000", "Date: Mon, 99 Foo 2025 99:99"],
)
def test_a_date_that_is_missing_or_not_believable_is_none(date: str) -> None:
    headers = ["From: a@b.vn", *filter(None, [date]), "Subject: x"]
    found = opened(eml_by_hand(headers, "text"))
    assert found.letter is not None
    assert found.letter.sent is None


def test_a_date_without_a_zone_is_universal_time() -> None:
    found = opened(eml_by_hand(["From: a@b.vn", "Date: Fri, 05 Dec 2025 02:30:00 -0000"]))
    assert found.letter is not None
    assert found.letter.sent == datetime(2025, 12, 5, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "header",
    [
        "From: =?utf-8?B?%%%?= <",
        "From: ;;;:@@,<>",
        "From: Nguyễn Văn An <an@b.vn>",
        "Subject: =?x-unknown?Q?abc?=",
        "Content-Type: multipart/mixed",
        "Content-Type: ;;; name=",
        "Content-Disposition: attachment; filename*=''%",
        "Content-Transfer-Encoding: base65",
        "Date: , ,",
        ": : :",
    ],
)
def test_a_broken_header_never_stops_the_reading(header: str) -> None:
    found = opened(eml_by_hand([header, "Received: by x", "X: y"], "body"))
    assert found.letter is not None
    assert all(one.name.isprintable() for one in found.members)


def test_two_attachments_of_one_name_are_numbered() -> None:
    found = opened(eml_of(("a.xlsx", b"1"), ("a.xlsx", b"2")))
    assert [one.name for one in found.members] == ["a.xlsx", "a (2).xlsx"]


def test_an_attachment_without_a_name_gets_one() -> None:
    (member,) = opened(by_hand("Content-Type: application/pdf")).members
    assert member.name == "tệp đính kèm 1.pdf"


def test_a_letter_with_too_many_attachments_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 1)
    with pytest.raises(Unreadable, match="quá nhiều tệp"):
        opened(eml_of(("a.xlsx", b"1"), ("b.xlsx", b"2")))


@given(at=st.integers(0, 3000), junk=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_a_damaged_letter_ends_in_files_or_a_sentence(at: int, junk: bytes, cut: bool) -> None:
    data = eml_of(("Biểu mẫu.xlsx", b"x" * 300))
    at %= len(data)
    damaged = data[:at] + junk + (b"" if cut else data[at + len(junk) :])
    assert all(one.isprintable() and one for one in told(open_eml, damaged))
