from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.vietnamese.lettering import point_letter, roman


def test_points_follow_the_vietnamese_alphabet() -> None:
    letters = " ".join(point_letter(number) for number in range(1, 26))
    assert letters == "a b c d đ e g h i k l m n o p q r s t u v x y aa ab"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX"), (2026, "MMXXVI")],
)
def test_roman_numerals_are_subtractive(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@pytest.mark.parametrize("number", [0, -1])
def test_numbering_starts_at_one(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        point_letter(number)
    with pytest.raises(ValueError, match=str(number)):
        roman(number)


def test_roman_numerals_end_below_four_thousand() -> None:
    assert roman(3999) == "MMMCMXCIX"
    with pytest.raises(ValueError, match="4000"):
        roman(4000)


@given(st.sets(st.integers(1, 3999), min_size=2, max_size=50))
def test_no_two_numbers_share_a_letter_or_numeral(numbers: set[int]) -> None:
    assert len({point_letter(number) for number in numbers}) == len(numbers)
    assert len({roman(number) for number in numbers}) == len(numbers)
