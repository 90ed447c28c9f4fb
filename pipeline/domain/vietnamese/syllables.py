"""Take a Vietnamese syllable (âm tiết) apart, to spell it in one way whoever typed it.

People write the same syllable as ``hoà`` or ``hòa``, ``sỹ`` or ``sĩ``. The spelling made here
serves for matching and ordering only; what a unit wrote is printed as written.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache


class Tone(IntEnum):
    """The six tones (thanh điệu), in the order of dictionaries."""

    LEVEL = 0
    GRAVE = 1
    HOOK = 2
    TILDE = 3
    ACUTE = 4
    DOT = 5


_MARKS = {
    Tone.GRAVE: "\u0300",
    Tone.HOOK: "\u0309",
    Tone.TILDE: "\u0303",
    Tone.ACUTE: "\u0301",
    Tone.DOT: "\u0323",
}
_TONES = {mark: tone for tone, mark in _MARKS.items()}

_VOWELS = "aăâeêioôơuưy"
_MARKED_VOWELS = "ăâêôơư"
_SYLLABLE = re.compile(
    rf"(?P<onset>ngh|ng|nh|gh|ch|kh|ph|th|tr|gi(?=[{_VOWELS}])|qu(?=[{_VOWELS}])"
    rf"|[bcdđghklmnpqrstvx])?(?P<nucleus>[{_VOWELS}]{{1,3}})(?P<coda>ch|ng|nh|[cmnpt])?"
)

_OPEN_NUCLEUS = re.compile(
    "[aăâeêioôơuưy]|ai|a[ouy]|â[uy]|eo|êu|iê?u|ia|iê|[oôơu]i|o[aăeo]|oa[ioy]|oeo|u[aâêôơy]|uây|uôi"
    "|uya|uyê|uyu|ư[aiơu]|ươ[iu]|ya|yêu?"
)
_CLOSED_NUCLEUS = re.compile("[aăâeêioôơuưy]|iê|o[aăeo]|u[âêôy]|uyê|ươ|yê")
_STOPS = ("c", "ch", "p", "t")

# A run of letters that no stray combining mark follows: moving a tone next to one could
# compose with it into another letter.
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?![\u0300-\u036f])")


@lru_cache(maxsize=4096)
def split_tone(letter: str) -> tuple[str, Tone]:
    """A lower-case letter without its tone, and the tone.

    >>> split_tone("ậ")
    ('â', <Tone.DOT: 5>)
    """
    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts if mark in _TONES]
    if len(tones) != 1:
        return letter, Tone.LEVEL
    plain = unicodedata.normalize("NFC", parts.replace(tones[0], ""))
    return (plain, _TONES[tones[0]]) if plain in set(_VOWELS) else (letter, Tone.LEVEL)


def place_tones(text: str) -> str:
    """Put the tone mark of every syllable in its traditional place; ``text`` is lower-case NFC.

    >>> place_tones("hoà thuỷ khoẻ uỷ hòan qúy")
    'hòa thủy khỏe ủy hoàn quý'
    """
    return _WORD.sub(lambda word: _respell(word[0], even_i=False), text)


def respell(text: str) -> str:
    """Like ``place_tones``, and a final single y after a consonant becomes i.

    >>> respell("sỹ quý kỷ mỹ thuý ý")
    'sĩ quí kỉ mĩ thúy ý'
    """
    return _WORD.sub(lambda word: _respell(word[0], even_i=True), text)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word can be one Vietnamese syllable: its sounds and its tone go together.

    >>> is_syllable("Nguyễn"), is_syllable("tiạc"), is_syllable("m²")
    (True, False, False)
    """
    split = [split_tone(letter) for letter in unicodedata.normalize("NFC", word).lower()]
    syllable = _SYLLABLE.fullmatch("".join(letter for letter, _ in split))
    tones = [tone for _, tone in split if tone]
    if syllable is None or len(tones) > 1:
        return False
    nucleus = _CLOSED_NUCLEUS if syllable["coda"] else _OPEN_NUCLEUS
    if nucleus.fullmatch(syllable["nucleus"]) is None:
        return False
    closed = syllable["coda"] in _STOPS
    return not closed or tones in ([Tone.ACUTE], [Tone.DOT])


@lru_cache(maxsize=4096)
def _respell(word: str, *, even_i: bool) -> str:
    split = [split_tone(letter) for letter in word]
    plain = "".join(letter for letter, _ in split)
    tones = [tone for _, tone in split if tone]
    syllable = _SYLLABLE.fullmatch(plain)
    if syllable is None or len(tones) > 1:
        return word
    onset, nucleus, coda = (syllable[part] or "" for part in ("onset", "nucleus", "coda"))
    if even_i and nucleus == "y" and onset and (not coda or onset == "qu"):
        nucleus = "i"
    toned = _put_tone(nucleus, closed=bool(coda), tone=tones[0]) if tones else nucleus
    return onset + toned + coda


def _put_tone(nucleus: str, *, closed: bool, tone: Tone) -> str:
    """Mark the last of ă â ê ô ơ ư; else the middle of three, the last of two before a coda."""
    marked = [place for place, vowel in enumerate(nucleus) if vowel in _MARKED_VOWELS]
    if marked:
        place = marked[-1]
    elif len(nucleus) == 3:
        place = 1
    else:
        place = len(nucleus) - 1 if closed else 0
    toned = unicodedata.normalize("NFC", nucleus[place] + _MARKS[tone])
    return nucleus[:place] + toned + nucleus[place + 1 :]
