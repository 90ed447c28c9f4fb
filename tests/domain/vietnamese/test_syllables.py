from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.syllables import Tone, place_tones, respell, split_tone


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("hòan", "hoàn"),
        ("tóan", "toán"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("gìa", "già"),
        ("thúê", "thuế"),
        ("múôn", "muốn"),
        ("nguời", "nguời"),  # ươ typed as uơ is another spelling, not another placement
        ("ngòai", "ngoài"),
        ("khủyu", "khuỷu"),
        ("nghĩa", "nghĩa"),
        ("gì", "gì"),
        ("giữa", "giữa"),
        ("của", "của"),
        ("tuyên", "tuyên"),
    ],
)
def test_a_tone_mark_moves_to_its_traditional_place(typed: str, placed: str) -> None:
    assert place_tones(typed) == placed


@pytest.mark.parametrize(
    "syllable",
    [
        *("hòa", "thủy", "ủy", "khỏe", "mía", "hoàn", "thuế", "muốn", "người", "rượu", "yếu"),
        *("quý", "gìn", "giếng", "loại", "huỳnh", "khuỷu", "xoong"),
    ],
)
def test_a_syllable_already_in_place_stays(syllable: str) -> None:
    assert place_tones(syllable) == syllable


@pytest.mark.parametrize("word", ["covid", "résumé", "ñandú", "straße", "ubnd", "àé"])
def test_a_foreign_word_stays(word: str) -> None:
    assert respell(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sĩ", "sỹ"),
        ("quý", "quí"),
        ("kỷ", "kỉ"),
        ("lý", "lí"),
        ("mỹ", "mĩ"),
        ("hy", "hi"),
        ("ty", "ti"),
        ("quỳnh", "quình"),
    ],
)
def test_i_and_y_at_the_end_of_a_syllable_are_one(one: str, other: str) -> None:
    assert respell(one) == respell(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("túy", "túi"), ("hay", "hai"), ("tây", "tâi"), ("thúy", "thúi"), ("ý", "í"), ("yên", "iên")],
)
def test_i_and_y_stay_apart_where_they_make_different_words(one: str, other: str) -> None:
    assert respell(one) != respell(other)


def test_tones_are_split_off_and_hats_are_kept() -> None:
    assert [split_tone(letter) for letter in "aàảãáạữỵ"] == [
        ("a", Tone.LEVEL),
        ("a", Tone.GRAVE),
        ("a", Tone.HOOK),
        ("a", Tone.TILDE),
        ("a", Tone.ACUTE),
        ("a", Tone.DOT),
        ("ư", Tone.TILDE),
        ("y", Tone.DOT),
    ]


@given(st.text("aàăâeéêioóôơuúưyýỹbcdđghklmnpqrtsvx \u0301\u0323"))
def test_respelling_twice_changes_nothing_more(text: str) -> None:
    assert respell(respell(text)) == respell(text)
    assert place_tones(place_tones(text)) == place_tones(text)
