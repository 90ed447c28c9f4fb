"""Text as typed into workbooks: cleaned for printing, folded for matching, spelled for names.

``clean`` is what a report prints; it changes nothing a reader could see. ``fold`` is a matching
key that no one reads. All functions here give the same result when applied twice.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.domain.vietnamese.syllables import respell

_DAMAGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Word's soft line break reaches a cell as \v; the Unicode line ends come with web pages.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HARD_SPACE = re.compile("[\u00a0\u2007\u202f]")

# Some writers and readers of .xlsx leave a control character as _x000D_.
_ESCAPED = re.compile(
    "_x(00[0189][0-9a-f]|007f|d[89a-f][0-9a-f]{2}|fff[ef])_", re.ASCII | re.IGNORECASE
)

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63"
_SAME_SHAPE = str.maketrans(
    dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′`´", "'")
    | {"…": ".", "ð": "đ", "ɖ": "đ"}  # look-alikes of đ from other alphabets' keyboards
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACED_PUNCTUATION = re.compile(r" ?([-/,.;:()\[\]&\"'%]) ?")
_REPEATED_PUNCTUATION = re.compile(r"([-/,.;:()\[\]&\"'%])\1+")

_NOT_CODE = re.compile(r"[^A-Z0-9]+")
_LONGEST_NAME = 60
_RESERVED = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}


def clean(text: str) -> str:
    r"""Text fit for any file: NFC, plain spaces and line ends, no control characters.

    >>> clean("Sở\u00a0Nội vụ\x07  _x000D_\n")
    'Sở Nội vụ'
    """
    if is_clean(text):
        return text
    visible = _unescape(_INVISIBLE.sub("", _DAMAGE.sub("", text)))
    spaced = _LINE_END.sub("\n", _HARD_SPACE.sub(" ", visible))
    lines = unicodedata.normalize("NFC", spaced).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def is_clean(text: str) -> bool:
    """Whether nothing is there for ``clean`` to do, told quickly; one ordinary line is clean.

    No character that Unicode calls printable is cleaned away, and the only blank among them is
    the plain space.
    """
    return (
        text.isprintable()
        and "_" not in text
        and unicodedata.is_normalized("NFC", text)
        and text == text.strip()
    )


def was_damaged(text: str) -> bool:
    """Whether ``clean`` drops control characters, lone surrogates or non-characters from it."""
    if is_clean(text):
        return False
    if _DAMAGE.search(text):
        return True
    escaped = (_unescaped(found) for found in _ESCAPED.finditer(_INVISIBLE.sub("", text)))
    return any(_DAMAGE.match(character) for character in escaped)


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as their usual forms.

    >>> narrow("１２，５％")
    '12,5%'
    """
    return text.translate(_FULL_WIDTH)


def fold(text: str) -> str:
    """A key under which the ways of typing one name fall together.

    Case, tone placement, i/y, dashes, quotes, blanks around punctuation and closing points do
    not count; letters, tones and all other signs do.

    >>> fold("CHIẾN SỸ  THI ĐUA – CỘNG HOÀ:")
    'chiến sĩ thi đua-cộng hòa'
    """
    lowered = unicodedata.normalize("NFC", clean(narrow(text)).lower())
    spelled = respell(lowered.translate(_SAME_SHAPE))
    closed = _SPACED_PUNCTUATION.sub(r"\1", " ".join(spelled.split()))
    return _REPEATED_PUNCTUATION.sub(r"\1", closed).strip(" .,;:")


def ascii_code(text: str) -> str:
    """Capitals, digits and single dashes; "" when the text has neither letter nor digit.

    >>> ascii_code("Sở Nội vụ – Đông Anh")
    'SO-NOI-VU-DONG-ANH'
    """
    letters = unicodedata.normalize("NFKD", clean(text).translate(_SAME_SHAPE))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    capitals = plain.upper().replace("Đ", "D").replace("Ð", "D")
    return _NOT_CODE.sub("-", capitals).strip("-")


def file_name_part(text: str) -> str:
    """ASCII kebab of at most 60 characters that Windows accepts as a file name; never empty.

    >>> file_name_part("Báo cáo: Mẫu số 1?")
    'bao-cao-mau-so-1'
    """
    name = ascii_code(text).lower()
    if len(name) > _LONGEST_NAME:
        head, cut, _ = name[: _LONGEST_NAME + 1].rpartition("-")
        name = head if cut else name[:_LONGEST_NAME]
    if name in _RESERVED:
        return f"tep-{name}"
    return name or "khong-ten"


def _unescape(text: str) -> str:
    """Decode escaped controls; dropping one may put a new escape together, so repeat."""
    found = 1
    while found:
        text, found = _ESCAPED.subn(lambda match: _DAMAGE.sub("", _unescaped(match)), text)
    return text


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
