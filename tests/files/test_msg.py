from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from pipeline.files.carriers import limits
from pipeline.files.carriers.contents import Contents
from pipeline.files.carriers.limits import Allowance
from pipeline.files.carriers.msg import is_message, open_msg
from pipeline.files.returned.file_kind import Unreadable
from tests.files.carrier_samples import told
from tests.files.outlook_samples import Attached, message, msg_of, ole_file

SENT = datetime(2025, 12, 5, 2, 30, tzinfo=UTC)


def opened(data: bytes) -> Contents:
    return open_msg(data, Allowance())


def test_attachments_come_out_byte_for_byte_and_the_letter_says_where_from() -> None:
    large = bytes(range(256)) * 40
    found = opened(msg_of([Attached("Biểu mẫu.xlsx", b"small"), Attached("b.xlsx", large)], SENT))
    assert [(one.name, one.data) for one in found.members] == [
        ("Biểu mẫu.xlsx", b"small"),
        ("b.xlsx", large),
    ]
    assert found.letter is not None
    assert found.letter.sender == "Nguyễn Văn An <an@stp.example.vn>"
    assert found.letter.subject == "Báo cáo thi đua"
    assert found.letter.sent == SENT


def test_a_message_is_told_from_other_office_files() -> None:
    assert is_message(msg_of([]))
    assert not is_message(ole_file({"Workbook": b"x" * 5000}))
    assert not is_message(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken")


def test_a_message_attached_to_a_message_is_opened_along() -> None:
    inner = message([Attached("a.xlsx", b"inner")], sender="Lê Bình", sent=SENT, header=24)
    (member,) = opened(msg_of([Attached("Chuyển tiếp/x", message=inner)])).members
    assert member.name == "Chuyển tiếp-x.msg"
    assert member.opened is not None
    assert member.opened.members[0].data == b"inner"
    assert member.opened.letter is not None
    assert member.opened.letter.sender == "Lê Bình <an@stp.example.vn>"
    assert member.opened.letter.sent == SENT


def test_pictures_in_the_text_and_embedded_objects_are_litter() -> None:
    picture = Attached("image001.png", b"\x89PNG", content_id="image001.png@01D")
    notes = [one.litter for one in opened(msg_of([picture, Attached("o", b"", method=6)])).members]
    assert notes == ["ảnh trong nội dung thư", "đối tượng nhúng trong nội dung thư"]


def test_an_attachment_that_is_only_a_link_is_refused_with_its_own_sentence() -> None:
    (member,) = opened(msg_of([Attached("a.xlsx", None, method=7)])).members
    assert member.refusal is not None
    assert "không nằm trong thư" in member.refusal.reason


def test_a_name_in_an_old_code_page_is_mended() -> None:
    raw = b"B\xe1o c\xe1o S\xf5\xd2 N\xf4\xf2i vu\xf2.xlsx"
    (member,) = opened(msg_of([Attached(raw, b"x")])).members
    assert member.name == "Báo cáo Sở Nội vụ.xlsx"


def test_a_letter_that_says_nothing_of_itself_is_opened_all_the_same() -> None:
    found = opened(ole_file({**message([Attached("a.xlsx", b"x")], sender="", address="")}))
    assert found.letter is not None
    assert (found.letter.sender, found.letter.sent) == ("", None)
    assert found.members[0].data == b"x"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_a_letter_cut_short_is_one_sentence(share: float) -> None:
    whole = msg_of([Attached("a.xlsx", b"x" * 20_000), Attached("b.xlsx", b"y" * 20_000)])
    with pytest.raises(Unreadable, match="bị hỏng") as problem:
        opened(whole[: int(len(whole) * share)])
    assert "chép vào inbox" in problem.value.advice


def test_a_letter_beyond_a_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 1)
    with pytest.raises(Unreadable, match="quá nhiều tệp"):
        opened(msg_of([Attached("a.xlsx", b"1"), Attached("b.xlsx", b"2")]))


def test_a_letter_whose_parts_claim_more_than_is_allowed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.files.carriers.msg.MAX_INFLATED_BYTES", 1000)
    with pytest.raises(Unreadable, match="quá lớn"):
        opened(msg_of([Attached("a.xlsx", b"x" * 2000)]))


def test_hundreds_of_damaged_letters_end_in_files_or_a_sentence() -> None:
    whole = msg_of([Attached("Biểu mẫu.xlsx", b"x" * 5000), Attached("b.xlsx", b"y")], SENT)
    chance = random.Random(4)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 30))):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        assert all(one.isprintable() and one for one in told(open_msg, bytes(damaged)))
