"""The texts of a plain .xlsx workbook: its table of strings, and entities turned into letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_STRING: Final = re.compile(rb"<si>(?:<t>([^<]*)</t></si>|<t/></si>|(.*?)</si>)", re.DOTALL)
_PRESERVE: Final = b' xml:space="preserve"'
_FIRST, _NEXT, _LAST = b"<si><t>", b"</t></si><si><t>", b"</t></si>"
_TAGS: Final = 4
"""Of each plain entry: the string and its text, begun and ended."""

_BREAK: Final = "\ue000"
"""Stands between texts decoded together; means nothing, so that nobody types it."""

_BREAK_BYTES: Final = _BREAK.encode()
_ESCAPED: Final = re.compile(rb"_x[0-9A-Fa-f]{4}_")
"""How some writers keep a control character; left to calamine."""


@dataclass(frozen=True, slots=True)
class Strings:
    """A table of strings, turned into letters as far as somebody asks for them.

    Attributes:
        entries: As written.
        odd: Indexes of the entries that are more than letters, such as bold in parts.
        known: Those asked for already, by index; an empty one is ``None``, as a blank cell is.
    """

    entries: Sequence[bytes] = ()
    odd: frozenset[bytes] = frozenset()
    known: dict[bytes, str | None] = field(default_factory=dict)

    def texts(self, indexes: Iterable[bytes | None]) -> Mapping[bytes, str | None] | None:
        """At least these texts by index; ``None`` when one of them is not plain."""
        wanted = {index for index in indexes if index} - self.known.keys()
        if not wanted:
            return self.known
        if not self.odd.isdisjoint(wanted) or max(map(int, wanted)) >= len(self.entries):
            return None
        letters = decoded([self.entries[int(index)] for index in wanted])
        if letters is None:
            return None
        self.known.update(zip(wanted, (text or None for text in letters), strict=True))
        return self.known


def string_table(part: bytes) -> Strings:
    """The table of strings; without entries when it is not written plainly."""
    start, end = part.find(_FIRST[:4]), part.rfind(_LAST[-5:]) + 5
    table = part[start:end].replace(_PRESERVE, b"")
    if start < 0 or b"<!" in part[:start]:
        return Strings()
    entries = table[len(_FIRST) : -len(_LAST)].split(_NEXT)
    if table.startswith(_FIRST) and table.count(b"<") == _TAGS * len(entries):
        return Strings(entries)
    found = _STRING.findall(table)
    if len(found) != table.count(b"<si"):
        return Strings()
    odd = (str(index).encode() for index, (_, more) in enumerate(found) if more)
    return Strings([text for text, _ in found], frozenset(odd))


def by_bytes(texts: Iterable[bytes]) -> dict[bytes, str | None] | None:
    """Each text as letters; ``None`` when one of them is not plain."""
    single = list(dict.fromkeys(texts))
    letters = decoded(single)
    if letters is None:
        return None
    return {one: text or None for one, text in zip(single, letters, strict=True)}


def decoded(texts: Sequence[bytes]) -> list[str] | None:
    """The texts as letters, in order; ``None`` when one of them is not plain."""
    together = _BREAK_BYTES.join(texts)
    if b"\r" in together or _ESCAPED.search(together):
        return None
    try:
        letters = _unescaped(together) if b"&" in together else together.decode()
    except (UnicodeDecodeError, expat.ExpatError):
        return None
    apart = letters.split(_BREAK) if texts else []
    return apart if len(apart) == len(texts) else None


def _unescaped(text: bytes) -> str:
    """Expat takes a tenth of the time of ``html.unescape``, and knows what XML allows."""
    pieces: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.CharacterDataHandler = pieces.append
    parser.Parse(b"<t>%s</t>" % text, True)  # noqa: FBT003 - the only way to call it
    return "".join(pieces)
