from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.intake import CarrierKind
from pipeline.files.carriers import limits
from pipeline.files.carriers.limits import MAX_DEPTH
from pipeline.files.carriers.recognise import CarrierForm, carrier_form
from pipeline.files.carriers.unpack import Unpacked, unpack
from tests.files.carrier_samples import eml_by_hand, eml_of, letter, workbook, zip_of
from tests.files.outlook_samples import Attached, message, msg_of, ole_file

BOOK = workbook()
MAIL = eml_of(("a.xlsx", BOOK))
PDF = b"%PDF-1.7 scan"


def opened(data: bytes, name: str) -> Unpacked:
    unpacked = unpack(data, name)
    assert unpacked is not None
    return unpacked


def ends(unpacked: Unpacked) -> list[str]:
    """Every name accounted for."""
    names = [one.name for one in unpacked.leaves] + [one.name for one in unpacked.litter]
    return sorted([*names, *(one.name for one in unpacked.layers)])


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (BOOK, "a.xlsx", None),
        (BOOK, "a.zip", None),
        (BOOK, "a.eml", None),
        (zip_of(("a.xlsx", BOOK)), "a.xlsx", CarrierForm.ZIP),
        (zip_of(("word/a.xlsx", BOOK)), "a.zip", CarrierForm.ZIP),
        (zip_of(("Index/a.xlsx", BOOK)), "a.zip", CarrierForm.ZIP),
        (zip_of(("[Content_Types].xml", b""), ("word/document.xml", b"")), "a.zip", None),
        (b"PK\x03\x04 damaged", "a.zip", CarrierForm.ZIP),
        (b"PK\x03\x04 damaged", "a.xlsx", None),
        (MAIL, "a.eml", CarrierForm.EML),
        (MAIL, "thu khong duoi", CarrierForm.EML),
        (b"Name;Value\r\nFrom: x", "a.csv", None),
        (eml_by_hand(["From: <Saved by browser>", "Subject: x"]), "a.mht", None),
        (b"no header at all", "a.eml", CarrierForm.EML),
        (PDF, "a.eml", None),
        (b"", "a.eml", None),
        (msg_of([]), "a.msg", CarrierForm.MSG),
        (msg_of([]), "a.xls", CarrierForm.MSG),
        (ole_file({"Workbook": b"x" * 5000}), "a.xls", None),
        (PDF, "a.pdf", None),
    ],
)
def test_a_carrier_is_told_by_its_content(data: bytes, name: str, form: CarrierForm | None) -> None:
    assert carrier_form(data, name) is form


def test_layers_in_layers_are_opened_and_named_from_the_outside_in() -> None:
    inner = zip_of(("b/c.xlsx", BOOK))
    unpacked = opened(eml_of(("a.zip", inner), ("d.xlsx", BOOK)), "Thư/x.eml")
    assert [leaf.name for leaf in unpacked.leaves] == [
        "Thư/x.eml/a.zip/b/c.xlsx",
        "Thư/x.eml/d.xlsx",
    ]
    assert [(one.name, one.kind) for one in unpacked.layers] == [
        ("Thư/x.eml", CarrierKind.MAIL),
        ("Thư/x.eml/a.zip", CarrierKind.ARCHIVE),
    ]
    assert all(leaf.letter == unpacked.letter for leaf in unpacked.leaves)


def test_a_file_is_told_by_the_letter_nearest_to_it() -> None:
    forwarded = letter(("a.xlsx", BOOK), sender="Sở Y tế <y@x.vn>", sent=None)
    outer = letter(sender="Văn thư <v@x.vn>")
    outer.add_attachment(forwarded)
    (leaf,) = opened(outer.as_bytes(), "x.eml").leaves
    assert leaf.letter is not None
    assert leaf.letter.sender == "Sở Y tế <y@x.vn>"
    # It does not say when; the letter that brought it does.
    assert leaf.letter.sent is not None


def test_a_message_attached_in_outlook_is_a_layer_too() -> None:
    inner = message([Attached("a.xlsx", BOOK)], header=24)
    unpacked = opened(msg_of([Attached("Thư cũ", message=inner)]), "x.msg")
    assert [leaf.name for leaf in unpacked.leaves] == ["x.msg/Thư cũ.msg/a.xlsx"]
    assert [one.name for one in unpacked.layers] == ["x.msg", "x.msg/Thư cũ.msg"]


def test_papers_that_come_with_a_form_are_passed_over_with_a_note() -> None:
    unpacked = opened(eml_of(("a.xlsx", BOOK), ("ký.pdf", PDF)), "x.eml")
    assert [leaf.name for leaf in unpacked.leaves] == ["x.eml/a.xlsx"]
    (paper,) = unpacked.litter
    assert paper.name == "x.eml/ký.pdf"
    assert paper.note == "tệp là PDF, không phải bảng tính; gửi kèm biểu mẫu"


def test_a_carrier_without_any_form_is_refused_once_naming_what_it_holds() -> None:
    unpacked = opened(zip_of(*((f"{n}.pdf", PDF) for n in range(5))), "x.zip")
    assert unpacked.refusal is not None
    assert unpacked.refusal.reason == (
        "Tệp nén không có bảng tính nào, chỉ có “0.pdf”, “1.pdf”, “2.pdf” và 2 tệp khác."
    )
    assert (unpacked.leaves, unpacked.layers) == ((), ())
    assert len(unpacked.litter) == 5


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (zip_of(), "x.zip", "không có tệp nào bên trong"),
        (zip_of(("__MACOSX/._a", b"")), "x.zip", "không có tệp nào bên trong"),
        (eml_of(), "x.eml", "Thư không có tệp đính kèm"),
        (msg_of([]), "x.msg", "Thư không có tệp đính kèm"),
        (b"PK\x03\x04 damaged", "x.zip", "Tệp nén bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged", "x.msg", "bị hỏng"),
    ],
)
def test_a_carrier_that_brings_nothing_has_its_own_sentence(
    data: bytes, name: str, said: str
) -> None:
    unpacked = opened(data, name)
    assert unpacked.refusal is not None
    assert said in unpacked.refusal.reason
    assert unpacked.refusal.advice
    assert not unpacked.leaves


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", PDF),
        ("a.XLS", b""),
        ("a.rar", b"Rar!\x1a"),
        ("a", workbook()),
        ("a.xlsx", b"PK\x03\x04"),
    ],
)
def test_whatever_may_be_meant_as_a_form_gets_its_own_verdict(name: str, content: bytes) -> None:
    unpacked = opened(zip_of((name, content), ("b.pdf", PDF)), "x.zip")
    assert [leaf.name for leaf in unpacked.leaves] == [f"x.zip/{name}"]


def test_a_damaged_archive_in_a_letter_is_refused_and_the_rest_taken_in() -> None:
    unpacked = opened(eml_of(("hỏng.zip", b"PK\x03\x04 x"), ("a.xlsx", BOOK)), "x.eml")
    damaged, sound = unpacked.leaves
    assert damaged.refusal is not None
    assert damaged.data == b"PK\x03\x04 x"
    assert sound.refusal is None


def test_layers_beyond_the_depth_are_refused_not_opened() -> None:
    data = zip_of(("a.xlsx", BOOK))
    for _ in range(MAX_DEPTH):
        data = zip_of(("x.zip", data))
    (leaf,) = opened(data, "x.zip").leaves
    assert leaf.refusal is not None
    assert f"quá {MAX_DEPTH} lớp" in leaf.refusal.reason
    assert leaf.name.count("x.zip") == MAX_DEPTH + 1


def test_the_limits_hold_for_all_layers_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 5)
    inner = zip_of(*((f"{n}.xlsx", BOOK) for n in range(2)))
    unpacked = opened(zip_of(("a.zip", inner), ("b.zip", inner)), "x.zip")
    assert unpacked.refusal is not None
    assert "quá nhiều tệp" in unpacked.refusal.reason


def test_a_carrier_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.files.carriers.unpack.MAX_CARRIER_BYTES", 10)
    refusal = opened(zip_of(("a.xlsx", BOOK)), "x.zip").refusal
    assert refusal is not None
    assert "quá lớn" in refusal.reason


FILES = st.sampled_from(
    [
        ("a.xlsx", BOOK),
        ("b.xlsx", workbook("other")),
        ("ký.pdf", PDF),
        ("~$a.xlsx", b"lock"),
        ("hỏng.zip", b"PK\x03\x04"),
        ("rỗng.xlsx", b""),
        (".DS_Store", b"x"),
    ]
)


@st.composite
def carriers(draw: st.DrawFn, depth: int = 2) -> tuple[str, bytes, list[str]]:
    """A carrier, and the names of all that is in it."""
    content = list(draw(st.lists(FILES, max_size=4, unique_by=lambda one: one[0])))
    names = [name for name, _ in content]
    if depth and draw(st.booleans()):
        name, data, inside = draw(carriers(depth - 1))
        content.append((name, data))
        names += [name, *(f"{name}/{one}" for one in inside)]
    if draw(st.booleans()):
        return "x.zip", zip_of(*content), names
    if draw(st.booleans()):
        return "x.eml", eml_of(*content), names
    return "x.msg", msg_of([Attached(name, data) for name, data in content]), names


@given(carrier=carriers())
def test_everything_in_any_carrier_is_accounted_for_exactly_once(
    carrier: tuple[str, bytes, list[str]],
) -> None:
    name, data, inside = carrier
    unpacked = opened(data, name)
    own = [] if unpacked.refusal else [name]
    assert ends(unpacked) == sorted([*own, *(f"{name}/{one}" for one in inside)])
