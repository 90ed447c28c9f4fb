from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.collation import person_key, sort_key
from pipeline.domain.vietnamese.text import clean

TEXTS = st.one_of(st.text(), st.text("aáàbđdĐ 0129-İ\u0301"))


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An", "Ân", "Bình", "Dương", "Đông", "Em", "Êm", "Oanh", "Ôn", "Ơn", "Ưng", "Vân"],
        ["ba lô", "bà ngoại", "bác sĩ", "bàn"],
        ["Lê An", "lê an bình", "Lê Ánh"],
        ["Khối 1", "Khối 2", "Khối 10", "Khối A"],
        ["Hoa", "hoà", "hòa bình"],
        ["Cao Bằng", "Cao Lộc", "Chi Lăng", "Lạng Sơn", "Lộc Bình"],
    ],
)
def test_words_stand_as_in_a_dictionary(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_case_form_and_tone_placement_do_not_separate_words() -> None:
    decomposed = unicodedata.normalize("NFD", "hoà")
    assert sort_key(decomposed) == sort_key("hoà")
    assert sort_key("hoà")[:2] == sort_key("HÒA")[:2]


def test_people_stand_by_given_name_then_family_then_middle_name() -> None:
    ordered = ["Bùi Thị An", "Lê An", "Lê Văn An", "Trần Ân", "Đỗ Văn Bình", "Bình", "Nguyễn Đức"]
    expected = ["Bùi Thị An", "Lê An", "Lê Văn An", "Trần Ân", "Bình", "Đỗ Văn Bình", "Nguyễn Đức"]
    assert sorted(ordered, key=person_key) == expected


def test_all_people_named_one_way_stand_before_those_with_another_tone() -> None:
    people = ["Trần Hoa", "An Hoà", "An Hoa"]
    assert sorted(people, key=person_key) == ["An Hoa", "Trần Hoa", "An Hoà"]


def test_a_blank_name_has_a_key_too() -> None:
    assert sorted(["An", "", " "], key=person_key)[-1] == "An"


@given(TEXTS, TEXTS)
def test_any_two_texts_have_an_order_unless_they_read_the_same(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) != (sort_key(one) >= sort_key(other))
    assert (sort_key(one) == sort_key(other)) == (clean(one) == clean(other))
    assert (person_key(one) == person_key(other)) == (clean(one).split() == clean(other).split())
