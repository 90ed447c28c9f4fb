from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.text import (
    ascii_code,
    clean,
    file_name_part,
    fold,
    narrow,
    was_damaged,
)

# What real cells and hostile files are made of, far denser than chance would have it.
PIECES = st.sampled_from(
    [
        *"aAoàòảyỹýuUqưsgiđĐðÐbn _x0D1fFİΣﬁ٣１２％＿-–—.,:;/()&<>=\"'“”’…%",
        *"\n\r\t\v\x85\xa0\xad\u200b\u2028\ufeff\x00\x1f\x7f\ud800\udfff\ufffe\uffff\u212a",
        *"\u0300\u0301\u0307\u0309\u0323\u0338",
        *("_x000D_", "_x0001_", "_x000a_", "_xD800_", "_xFFFF_", "_x0041_", "_x005F_"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Hòa Bình"), "Hòa Bình"),
        ("Sở\u00a0Nội\u202fvụ", "Sở Nội vụ"),
        ("\ufeffSở\u200b Nội\u200d vụ", "Sở Nội vụ"),
        ("một\x07 hai\ud83d", "một hai"),
        ("một\ufffe\uffff", "một"),
        ("dòng 1_x000D_\ndòng 2", "dòng 1\ndòng 2"),
        ("dòng 1_x000d_dòng 2", "dòng 1\ndòng 2"),
        ("dòng 1\r\ndòng 2\rdòng 3\vdòng 4", "dòng 1\ndòng 2\ndòng 3\ndòng 4"),
        ("một  \nhai\t\n", "một\nhai"),
        ("  đầu dòng", "đầu dòng"),
        ("một\thai", "một\thai"),
        ("_x00_x0001_0D_", ""),
    ],
)
def test_clean_repairs_what_no_reader_should_meet(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "A & B < C",
        "{{ x }}",
        "=1+1",
        "“Vì người nghèo – Không để ai bị bỏ lại phía sau”",
        "hoà bình, chiến sỹ",
        "một\n\nhai  ba",
        "_x0041_",
        "😀 m² ½",
    ],
)
def test_clean_leaves_what_was_meant(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x1fb", "\x7f", "a\ud800", "\uffff", "_x0001_", "_xDFFF_"]
)
def test_a_dropped_control_character_counts_as_damage(text: str) -> None:
    assert was_damaged(text)


@pytest.mark.parametrize(
    "text", ["", "Sở", "a\r\nb\tc", "a_x000D_b", "a\u200bb\ufeff", "a\u00a0", "_x0041_"]
)
def test_line_ends_and_invisible_marks_are_no_damage(text: str) -> None:
    assert not was_damaged(text)


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_a_clean_text_is_fit_for_xml_and_not_damaged(text: str) -> None:
    cleaned = clean(text)
    assert not was_damaged(cleaned)
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cộng hoà", "CỘNG HÒA"),
        ("thuỷ lợi", "thủy lợi"),
        ("sức khoẻ", "sức khỏe"),
        ("uỷ ban", "ủy ban"),
        ("chiến sĩ", "chiến sỹ"),
        ("quý I", "quí I"),
        ("thế kỷ", "thế kỉ"),
        ("lý lịch", "lí lịch"),
        ("thẩm mỹ", "thẩm mĩ"),
        (unicodedata.normalize("NFD", "Lộc Bình"), "Lộc Bình"),
        ("thi đua – khen thưởng", "Thi đua-khen thưởng"),
        ("thi đua \u2212 khen", "thi đua — khen"),
        ("“Xanh, sạch”", '"Xanh , sạch"'),
        ("Sở GD&ĐT", "sở GD & ĐT"),
        ("Sở  Nội\n vụ", "Sở Nội vụ"),
        ("Họ và tên:", "Họ và tên"),
        ("Đơn vị ( nếu có )...", "Đơn vị (nếu có)"),
        ("Ðơn vị", "Đơn vị"),
        ("ＳＮＶ", "snv"),
    ],
)
def test_ways_of_typing_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lộc Bình", "Lộc Binh"),
        ("Bình Gia", "Bình Gía B"),
        ("Đông", "Dông"),
        ("Tỷ lệ (%)", "Tỷ lệ"),
        ("Thúy", "Thúi"),
        ("Khối 1", "Khối 2"),
        ("trường THPT", "trường THCS"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_folding_forgives_case_form_and_outer_blanks(text: str) -> None:
    assert fold(f" {clean(text)}\n") == fold(text)
    assert fold(unicodedata.normalize("NFD", clean(text))) == fold(text)


def test_full_width_signs_become_narrow() -> None:
    assert narrow("１２，５％ ＡＢ") == "12,5% AB"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Nội vụ", "SO-NOI-VU"),
        ("đặc khu Phú Quý", "DAC-KHU-PHU-QUY"),
        ("Ðống Đa", "DONG-DA"),
        (unicodedata.normalize("NFD", "Huyện ủy"), "HUYEN-UY"),
        (" snv_01 ", "SNV-01"),
        ("Ban QLDA & ĐTXD (tỉnh)", "BAN-QLDA-DTXD-TINH"),
        ("…", ""),
    ],
)
def test_a_code_is_ascii_capitals(name: str, code: str) -> None:
    assert ascii_code(name) == code


@given(TEXTS)
def test_any_code_is_capitals_digits_and_single_dashes(text: str) -> None:
    code = ascii_code(text)
    assert re.fullmatch(r"(?:[A-Z0-9]+(?:-[A-Z0-9]+)*)?", code)
    assert ascii_code(code) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Báo cáo: Mẫu số 1?", "bao-cao-mau-so-1"),
        ("CON", "tep-con"),
        ("com1", "tep-com1"),
        ("Côn", "tep-con"),
        ("Con Cuông", "con-cuong"),
        ("a/b\\c..", "a-b-c"),
        ("../../etc", "etc"),
        ("???", "khong-ten"),
        ("", "khong-ten"),
    ],
)
def test_a_file_name_is_safe_on_windows(text: str, name: str) -> None:
    assert file_name_part(text) == name


def test_a_long_file_name_is_cut_between_words() -> None:
    name = file_name_part("Ban Quản lý dự án đầu tư xây dựng công trình giao thông và nông nghiệp")
    assert name == "ban-quan-ly-du-an-dau-tu-xay-dung-cong-trinh-giao-thong-va"
    assert len(file_name_part("a" * 200)) == 60


@given(TEXTS)
def test_any_file_name_is_short_safe_and_stable(text: str) -> None:
    name = file_name_part(text)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)
    assert len(name) <= 60
    assert not re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", name)
    assert file_name_part(name) == name
