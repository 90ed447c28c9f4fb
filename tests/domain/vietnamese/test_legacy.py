from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.legacy import (
    Encoding,
    LegacyFont,
    from_font,
    from_legacy,
    legacy_font,
    may_be_legacy,
)

WORDS = re.findall(
    r"\w+",
    "Sở Nội vụ tỉnh Lạng Sơn người lao động trực tiếp không giữ chức lãnh đạo quản lý chiến sĩ "
    "thi đua tập thể tiên tiến xuất sắc giấy khen bằng khen Nguyễn Phước Khuê Quyết Huỳnh Ngoạn "
    "đường nông thôn mới xã phường huyện ủy hội phụ nữ thưởng cờ nghĩa Thủy Hòa Đoàn Ưu Ôn Ê Ẩn",
)
# Letter by letter as the tables of the two fonts have them, written anew and not read from ours.
TCVN3 = {
    "á": 0xB8, "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "ạ": 0xB9, "ă": 0xA8, "ắ": 0xBE, "ằ": 0xBB,
    "ẳ": 0xBC, "ẵ": 0xBD, "ặ": 0xC6, "â": 0xA9, "ấ": 0xCA, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9,
    "ậ": 0xCB, "đ": 0xAE, "é": 0xD0, "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "ẹ": 0xD1, "ê": 0xAA,
    "ế": 0xD5, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ệ": 0xD6, "í": 0xDD, "ì": 0xD7, "ỉ": 0xD8,
    "ĩ": 0xDC, "ị": 0xDE, "ó": 0xE3, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ọ": 0xE4, "ô": 0xAB,
    "ố": 0xE8, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ộ": 0xE9, "ơ": 0xAC, "ớ": 0xED, "ờ": 0xEA,
    "ở": 0xEB, "ỡ": 0xEC, "ợ": 0xEE, "ú": 0xF3, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ụ": 0xF4,
    "ư": 0xAD, "ứ": 0xF8, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ự": 0xF9, "ý": 0xFD, "ỳ": 0xFA,
    "ỷ": 0xFB, "ỹ": 0xFC, "ỵ": 0xFE, "Đ": 0xA7, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6,
}  # fmt: skip
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_CIRCUMFLEX = {
    "": "â",
    "\u0301": "á",
    "\u0300": "à",
    "\u0309": "å",
    "\u0303": "ã",
    "\u0323": "ä",
}
VNI_BREVE = {"": "ê"} | dict(zip(VNI_TONES, "éèúüë", strict=True))
VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def in_tcvn3(text: str) -> str:
    return "".join(chr(TCVN3[letter]) if letter in TCVN3 else letter for letter in text)


def in_vni(text: str) -> str:
    return "".join(map(vni_letter, text))


def vni_letter(letter: str) -> str:
    small = letter.lower()
    typed = VNI_WHOLE.get(small) or vni_parts(small)
    return typed.upper() if letter != small else typed


def vni_parts(small: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", small))
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if "\u0302" in marks:
        return base + VNI_CIRCUMFLEX[tone]
    if "\u0306" in marks:
        return base + VNI_BREVE[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + VNI_TONES.get(tone, "")


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@given(texts)
def test_a_font_of_before_unicode_gives_back_what_was_typed(text: str) -> None:
    assert from_font(in_vni(text), LegacyFont(Encoding.VNI)) == text
    if not any(letter in "ẨÊ" for letter in text):
        assert from_font(in_tcvn3(text), LegacyFont(Encoding.TCVN3)) == text


@given(texts)
def test_letters_that_show_their_encoding_are_never_converted_to_something_else(text: str) -> None:
    for typed in (in_vni(text), in_tcvn3(text)):
        found = from_legacy(typed)
        if found is not None and found.encoding is not None and "Ẩ" not in text:
            assert found.text == text


@given(texts)
def test_vietnamese_in_unicode_is_left_alone(text: str) -> None:
    assert from_legacy(text) is None
    assert (
        from_font(text, LegacyFont(Encoding.TCVN3)) == text
        or text.isascii()
        or all(letter.isascii() or letter in "áàãâéèêíìóòõôúùýÁÀÃÂÉÈÊÍÌÓÒÕÔÚÙÝ" for letter in text)
    )


@pytest.mark.parametrize(
    ("typed", "text", "encoding"),
    [
        ("B¶o Th¾ng", "Bảo Thắng", Encoding.TCVN3),
        ("Së Néi vô tØnh L¹ng S¬n", "Sở Nội vụ tỉnh Lạng Sơn", Encoding.TCVN3),
        ("Th\u00adëng", "Thưởng", Encoding.TCVN3),
        ("CéNG HßA", "CỘNG HÒA", Encoding.TCVN3),
        ("Tieáng Vieät", "Tiếng Việt", Encoding.VNI),
        ("Nguyeãn Vaên A, Traàn Thò B", "Nguyễn Văn A, Trần Thị B", Encoding.VNI),
        ("COÄNG HOØA", "CỘNG HÒA", Encoding.VNI),
    ],
)
def test_letters_alone_tell_the_encoding(typed: str, text: str, encoding: Encoding) -> None:
    found = from_legacy(typed)
    assert found is not None
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Hoà Bình", "thuý quà hoà", "Hà Nội", "25 m²", "30°C", "5×7", "100 µm", "© 2025", "café",
        "Müller", "« abc »", "Windows®", "½ ngày", "§ 5", "Lao dong tien tien", "café résumé",
    ],
)  # fmt: skip
def test_signs_and_foreign_names_are_no_old_fonts(text: str) -> None:
    assert from_legacy(text) is None


def test_what_fits_no_encoding_is_doubtful_and_stays_as_found() -> None:
    found = from_legacy("Søren Ängström")
    assert found is not None
    assert (found.text, found.encoding) == ("Søren Ängström", None)


def test_capital_fonts_show_small_letters_as_capitals() -> None:
    font = legacy_font(".VnTimeH")
    assert font == LegacyFont(Encoding.TCVN3, capitals=True)
    assert from_font("b¸o c¸o", font) == "BÁO CÁO"


@pytest.mark.parametrize("name", ["Times New Roman", "Arial", "", "Vn", "Verdana"])
def test_fonts_of_today_have_no_encoding_of_their_own(name: str) -> None:
    assert legacy_font(name) is None


def test_plain_text_is_told_at_once() -> None:
    assert not may_be_legacy("Sở Nội vụ")
    assert may_be_legacy("Së Néi vô")
