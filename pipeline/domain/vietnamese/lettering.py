"""Letters and Roman numerals that number the parts of an official document."""

from __future__ import annotations

_POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def point_letter(number: int) -> str:
    """Letter of the ``number``-th point (điểm), from 1: a, b, c, d, đ, e, g … y, aa, ab.

    >>> "".join(point_letter(number) for number in range(1, 8))
    'abcdđeg'

    Raises:
        ValueError: The number is below 1.
    """
    if number < 1:
        raise ValueError(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, len(_POINTS))
        letters = _POINTS[rest] + letters
    return letters


def roman(number: int) -> str:
    """Roman numeral of 1 to 3999.

    >>> roman(14)
    'XIV'

    Raises:
        ValueError: The number has no Roman numeral.
    """
    if not 1 <= number <= 3999:
        raise ValueError(number)
    letters = ""
    for size, letter in _ROMAN:
        count, number = divmod(number, size)
        letters += letter * count
    return letters
