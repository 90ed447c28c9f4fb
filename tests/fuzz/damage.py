"""Ways to damage a workbook: its bytes, its archive, the XML and the records inside.

To add one, write a function ``(data, chance) -> data`` and list it in ``DAMAGES``.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

Damage = Callable[[bytes, random.Random], bytes]

_ODD_NUMBERS: Final = (
    *(b"-1", b"0", b"65536", b"1048577", b"4294967295", b"1e400", b"", b"x"),
    b"9" * 30,
)
_ODD_CELLS: Final = (b"XFD1048576", b"A0", b"AAAA1", b"A99999999", b"1", b"", b"ALL60000", b"A1:B2")
_ODD_TEXTS: Final = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<![CDATA[",
    b"]]>",
    b"&unknown;",
    b"&#0;",
    b"\xff\xfe",
    b"\x00",
    b"<" * 50,
    b"<a>" * 2000,
    "＝１＋１".encode(),
)


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Keep the beginning only."""
    return data[: chance.randrange(len(data))]


def lose(data: bytes, chance: random.Random) -> bytes:
    """Leave out, repeat or blank a stretch."""
    start, size = chance.randrange(len(data)), chance.choice((1, 16, 512, 4096))
    stretch = data[start : start + size]
    middle = chance.choice((b"", stretch * 2, b"\0" * len(stretch)))
    return data[:start] + middle + data[start + size :]


def numbers(data: bytes, chance: random.Random) -> bytes:
    """Write odd numbers of two or four bytes over others, as lengths and offsets are stored."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 10))):
        at, size = chance.randrange(len(changed)), chance.choice((2, 4))
        changed[at : at + size] = chance.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * size
    return bytes(changed)


def swap_parts(data: bytes, chance: random.Random) -> bytes:
    """Replace, empty, drop, rename or double a part of the archive."""
    parts = _parts(data)
    if not parts:
        return flip(data, chance)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    how = chance.randrange(6)
    if how == 0:
        parts[name] = parts[other]
    elif how == 1:
        parts[name] = b""
    elif how == 2:
        del parts[name]
    elif how == 3:
        parts[chance.choice((name.upper(), f"../{name}", f"{name}/", "x"))] = parts.pop(name)
    elif how == 4:
        parts[name] = chance.randbytes(chance.choice((1, 100, 5000)))
    else:
        parts[name] *= 2
    return _archive(parts)


def inside(data: bytes, chance: random.Random) -> bytes:
    """Damage the bytes of a part, in an archive that is itself sound."""
    parts = _parts(data)
    filled = [name for name, part in parts.items() if part]
    if not filled:
        return numbers(data, chance)
    name = chance.choice(filled)
    parts[name] = chance.choice((flip, cut, lose, numbers))(parts[name], chance)
    return _archive(parts)


def markup(data: bytes, chance: random.Random) -> bytes:
    """Change tags, attributes and texts in a part, which often stays well-formed."""
    parts = _parts(data)
    marked = [name for name, part in parts.items() if b"<" in part[:100]]
    if not marked:
        return lose(data, chance)
    sheets = [name for name in marked if "sheet" in name or "content" in name]
    name = chance.choice(marked + sheets * 2)
    for _ in range(chance.choice((1, 2, 8))):
        parts[name] = _change(parts[name], chance)
    return _archive(parts)


def _change(part: bytes, chance: random.Random) -> bytes:
    found = chance.choice(
        (
            (rb"<[^>]{0,200}>", lambda tag: chance.choice((b"", tag * 2, tag.replace(b"/", b"")))),
            (rb'="\d+"', lambda _: b'="%s"' % chance.choice(_ODD_NUMBERS)),
            (rb' r="[A-Z]+\d+"', lambda _: b' r="%s"' % chance.choice(_ODD_CELLS)),
            (rb' t="\w+"', lambda _: b' t="%s"' % chance.choice((b"e", b"s", b"b", b"d", b"zz"))),
            (rb' [\w:]+="[^"]*"', lambda _: b""),
            (rb">[^<]+<", lambda _: b">" + chance.choice((*_ODD_NUMBERS, *_ODD_TEXTS)) + b"<"),
            (rb">", lambda _: b">" + chance.choice(_ODD_TEXTS)),
        )
    )
    places = [match.span() for match in re.finditer(found[0], part)]
    if not places:
        return part
    start, end = chance.choice(places)
    return part[:start] + found[1](part[start:end]) + part[end:]


def _parts(data: bytes) -> dict[str, bytes]:
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


DAMAGES: Final[Mapping[str, Damage]] = {
    "bytes changed": flip,
    "cut off": cut,
    "stretches lost": lose,
    "numbers overwritten": numbers,
    "parts exchanged": swap_parts,
    "parts damaged": inside,
    "markup changed": markup,
}
