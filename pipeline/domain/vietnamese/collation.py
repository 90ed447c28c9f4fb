"""Vietnamese alphabetical order, and the order of persons by given name."""

from __future__ import annotations

import re
from typing import TypeAlias

from pipeline.domain.vietnamese.syllables import place_tones, split_tone
from pipeline.domain.vietnamese.text import clean

SortKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]
"""Letters first, then tones, then the text itself, so that the order is always the same."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_SPACE, _SIGN, _NUMBER, _LETTER, _FOREIGN = range(5)
_TOKEN = re.compile(r"[0-9]+|\s+|.")


def sort_key(text: str) -> SortKey:
    """Key of the dictionary order: a ă â b c d đ …; tones decide between equal letters.

    A blank comes before every letter, and numbers go by size.

    >>> sorted(["Đông", "Dương", "Ân", "An", "Khối 10", "Khối 2"], key=sort_key)
    ['An', 'Ân', 'Dương', 'Đông', 'Khối 2', 'Khối 10']
    """
    cleaned = clean(text)
    tokens = [split_tone(token) for token in _TOKEN.findall(place_tones(cleaned.lower()))]
    ranks = tuple(_rank(token) for token, _ in tokens)
    return ranks, tuple(int(tone) for _, tone in tokens), cleaned


def person_key(name: str) -> tuple[SortKey, SortKey, SortKey]:
    """Key of a person's name: by given name, then family name, then the names between.

    >>> sorted(["Trần Văn Bình", "Lê Thị An", "Bùi An"], key=person_key)
    ['Bùi An', 'Lê Thị An', 'Trần Văn Bình']
    """
    *family, given = clean(name).split() or [""]
    return sort_key(given), sort_key("".join(family[:1])), sort_key(" ".join(family[1:]))


def _rank(token: str) -> tuple[int, int, str]:
    if token in _RANK:
        return _LETTER, _RANK[token], ""
    if token.isspace():
        return _SPACE, 0, ""
    if token.isascii() and token.isdigit():
        # By length, then digits: the size of a number of any length.
        size = token.lstrip("0")
        return _NUMBER, len(size), size
    return (_FOREIGN if token.isalpha() else _SIGN), ord(token[0]), ""
