"""Names of files in archives and e-mails: printable, composed, each once; mended when certain.

Old Windows programs wrote Vietnamese names into archives in code page 1258, macOS writes UTF-8
without saying so; both then read as nonsense. A name is mended only when the result is certainly
Vietnamese; else it stays as found.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from pipeline.domain.vietnamese.syllables import split_tone
from pipeline.domain.vietnamese.text import clean
from pipeline.files.carriers.limits import LONGEST_NAME

NAMELESS: Final = "tệp không tên"

_UNICODE_PATH: Final = 0x7075
"""Extra field in which Info-ZIP and WinRAR keep the name in UTF-8."""

_VOWELS: Final = frozenset("aăâeêioôơuưy")
_LETTERS: Final = frozenset("bcdđfghjklmnpqrstvwxz") | _VOWELS
_WORD = re.compile(r"[^\W\d_]+")


def printable_name(name: str) -> str:
    r"""A relative name fit for any screen and file: one kind of slash, no steps up, NFC.

    >>> printable_name("..\\Thu\\a.xlsx")
    'Thu/a.xlsx'
    """
    whole = unicodedata.normalize("NFC", clean(name.replace("\\", "/")).replace("\n", " "))
    shown = "".join(letter if letter.isprintable() else "?" for letter in whole)
    parts = [part.strip() for part in shown.split("/")]
    return _shortened("/".join(part for part in parts if part not in ("", ".", "..")) or NAMELESS)


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    """The names, a repeated one with a number before its suffix.

    >>> numbered(["a.xlsx", "a.xlsx"])
    ('a.xlsx', 'a (2).xlsx')
    """
    taken: set[str] = set()
    given = []
    for name in names:
        free, number = name, 1
        while free in taken:
            number += 1
            path = PurePosixPath(name)
            free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        taken.add(free)
        given.append(free)
    return tuple(given)


def zip_name(name: str, *, is_unicode: bool, extra: bytes) -> str:
    """The name of a file in a zip archive, as ``zipfile`` gives it, mended when certain."""
    if is_unicode:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    return _from_extra(raw, extra) or mended(raw) or name


def mended(raw: bytes) -> str:
    r"""Bytes as Vietnamese text when they certainly are; "" when not.

    >>> mended(b"S\xed\xec nai")
    ''
    """
    if raw.isascii():
        return ""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return ""
    odd = [word for word in _WORD.findall(text) if not word.isascii()]
    sure = odd and all(_may_be_syllable(word) for word in odd)
    return text if sure and not any(unicodedata.combining(letter) for letter in text) else ""


def _may_be_syllable(word: str) -> bool:
    """Vietnamese letters only, a vowel among them, one tone at most."""
    split = [split_tone(letter) for letter in word.lower()]
    letters = {letter for letter, _ in split}
    tones = [tone for _, tone in split if tone]
    return letters <= _LETTERS and bool(letters & _VOWELS) and len(tones) <= 1


def _from_extra(raw: bytes, extra: bytes) -> str:
    while len(extra) >= 4:
        kind = int.from_bytes(extra[:2], "little")
        size = int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    suffix = PurePosixPath(name).suffix[:10]
    return name[: LONGEST_NAME - len(suffix) - 1] + "…" + suffix
