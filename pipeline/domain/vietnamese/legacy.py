"""Text typed in the 8-bit fonts of before Unicode: TCVN3 (ABC, .VnTime) and VNI-Windows.

Such a cell holds letters that only its font shows as Vietnamese. The font's name tells the
encoding; without it the letters do, when exactly one encoding turns them into Vietnamese
syllables. Where neither is sure, nothing is converted: a person has to look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """An encoding of before Unicode, as people call it."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """What a font of before Unicode makes of the letters typed in it.

    Attributes:
        capitals: It shows small letters as capitals, as .VnTimeH does.
    """

    encoding: Encoding
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class LegacyText:
    """A text of before Unicode, converted.

    Attributes:
        text: In Unicode; as found when ``encoding`` is ``None``.
        encoding: What it was typed in; ``None`` when that cannot be told for sure.
    """

    text: str
    encoding: Encoding | None


_TCVN3 = str.maketrans(
    dict(
        zip(
            "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
)
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_VNI_LETTERS["î"] = "ỵ"
_VNI_BASES = "aeouyôö"
_VNI = re.compile(rf"([{_VNI_BASES}])([{''.join(_VNI_MARKS)}])?|([^\W\d_])", re.IGNORECASE)

# Letters of Latin-1 that no Vietnamese word in Unicode has, and pairs that none has; a text
# without them is as it seems. Of a pair the second letter is looked for first: it is the rarer.
_FOREIGN_LETTER = re.compile(
    "[\u00a1-\u00af\u00b5-\u00b9\u00bb-\u00be\u00c4-\u00c7\u00cb\u00ce-\u00d1"
    "\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe]"
)
_FOREIGN_PAIR = re.compile(
    "[ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚ]"
    "(?<=[aA][ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚ]|[eE][ùõâáàãÙÕÂÁÀÃ]|[oO][ùõâÙÕÂ]|[uUyY][ùõÙÕ])"
)
_BEYOND_LATIN_1 = re.compile("[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_MICRO = re.compile(r"µ[A-Za-z]\b")  # µm, µg: a unit of measure
_SEVERAL = 2
"""Words with foreign letters; a single one is more likely a foreign name."""

_WORD = re.compile(r"[^\s\d.,;:!?()\[\]\"'/+%=<>_–—-]+")


def legacy_font(name: str) -> LegacyFont | None:
    """The encoding that a font stands for; ``None`` for fonts of today.

    >>> legacy_font(".VnTimeH")
    LegacyFont(encoding=<Encoding.TCVN3: 'TCVN3 (ABC)'>, capitals=True)
    """
    if name.lower().startswith(".vn"):
        return LegacyFont(Encoding.TCVN3, name.endswith("H"))
    return LegacyFont(Encoding.VNI) if name.lower().startswith("vni") else None


def may_be_legacy(text: str) -> bool:
    """Whether it holds a letter that no Vietnamese word in Unicode has; told quickly."""
    return not text.isascii() and _is_foreign(text)


def from_font(text: str, font: LegacyFont) -> str:
    """A text as its font shows it; one already in Unicode stays as it is.

    >>> from_font("B¶o Th¾ng", LegacyFont(Encoding.TCVN3))
    'Bảo Thắng'
    """
    if _BEYOND_LATIN_1.search(text):
        return text
    decoded = _decode(text, font.encoding)
    return decoded.upper() if font.capitals else decoded


def from_legacy(text: str) -> LegacyText | None:
    """A text that shows by its letters what it was typed in; ``None`` when it seems fine.

    >>> from_legacy("Tieáng Vieät")
    LegacyText(text='Tiếng Việt', encoding=<Encoding.VNI: 'VNI'>)
    """
    if not may_be_legacy(_MICRO.sub("", text)) or _BEYOND_LATIN_1.search(text):
        return None
    likely = [encoding for encoding in Encoding if _is_vietnamese_in(text, encoding)]
    if len(likely) == 1:
        return LegacyText(_decode(text, likely[0]), likely[0])
    return LegacyText(text, None) if likely or _has_foreign_words(text) else None


def _is_vietnamese_in(text: str, encoding: Encoding) -> bool:
    """Every word that would change becomes a syllable, and not lone signs alone are letters."""
    odd = [word for word in _words(text) if not word.isascii()]
    telling = any(_is_foreign(word) and len(word) > 1 for word in odd)
    return telling and all(is_syllable(_decode(word, encoding)) for word in odd)


def _is_foreign(text: str) -> bool:
    return _FOREIGN_LETTER.search(text) is not None or _FOREIGN_PAIR.search(text) is not None


def _has_foreign_words(text: str) -> bool:
    """Whether letters that are not Vietnamese stand in words, unlike signs such as m²."""
    foreign = [
        word
        for word in _words(text)
        if _is_foreign(word) and sum(letter.isalpha() for letter in word) > 1
    ]
    return len(foreign) >= _SEVERAL


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(text))


def _decode(text: str, encoding: Encoding) -> str:
    if encoding is Encoding.TCVN3:
        return _WORD.sub(_decoded_tcvn3, text)
    return _VNI.sub(_decoded_vni, text)


def _decoded_tcvn3(found: re.Match[str]) -> str:
    """One word; its toned letters have no capitals of their own and follow its plain letters."""
    plain = [letter for letter in found[0] if letter.isascii() and letter.isalpha()]
    decoded = found[0].translate(_TCVN3)
    return decoded.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else decoded


def _decoded_vni(found: re.Match[str]) -> str:
    base, mark, letter = found.groups()
    if letter:
        return _in_case_of(letter, _VNI_LETTERS.get(letter.lower(), letter.lower()))
    marks = _VNI_MARKS[mark.lower()] if mark else ""
    decoded = _VNI_LETTERS.get(base.lower(), base.lower()) + marks
    return _in_case_of(base, unicodedata.normalize("NFC", decoded))


def _in_case_of(sample: str, letter: str) -> str:
    return letter.upper() if sample.isupper() else letter
