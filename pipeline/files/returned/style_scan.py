"""Find the cells whose look changes what they say: percentages, fonts of before Unicode.

Calamine gives 0.935 for a cell that shows 93,5%, and the bare letters of a cell typed in .VnTime.
The style table of a workbook says whether it has such styles at all; only then are the cells of
its worksheets looked through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from pipeline.domain.vietnamese.legacy import LegacyFont, legacy_font

BUILT_IN_PERCENTS: Final = frozenset({9, 10})
"""Number formats that Excel knows without declaring them: 0% and 0.00%."""

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_TYPE = re.compile(rb"""\bt=["'](?!n["'])""")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmts\b.*?</(?:\w+:)?numFmts>", re.DOTALL)
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE_LINE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FORMAT_LINE = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_FORMAT = re.compile(rb"""\bnumFmtId=["']([0-9]+)["']""")
_FORMAT_CODE = re.compile(rb"""\bformatCode=["']([^>]*?)["'](?=\s|/|$)""")
_FONT = re.compile(rb"""\bfontId=["']([0-9]+)["']""")
_OLD_FONT = re.compile(rb"""["'](?:\.vn|vni)""", re.IGNORECASE)
_QUOTED = re.compile(rb'"[^"]*"|\\.|\[[^]]*\]')
_SINCE_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a workbook, by number, that change what a cell says."""

    percents: frozenset[int] = frozenset()
    fonts: Mapping[int, LegacyFont] = field(default_factory=dict)

    @property
    def numbers(self) -> frozenset[int]:
        """Numbers of all of them."""
        return self.percents | self.fonts.keys()


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """The cells of one worksheet that say something else than their value alone."""

    percents: frozenset[str] = frozenset()
    fonts: Mapping[str, LegacyFont] = field(default_factory=dict)
    since_1904: bool = False


@lru_cache(maxsize=16)
def telling_styles(part: bytes) -> Styles:
    """The telling styles of a style table; none when there is no table or it is damaged.

    Remembered: the workbooks of a campaign share one table or a few.
    """
    old_fonts = _old_fonts(part) if _OLD_FONT.search(part) else {}
    percents = (
        style
        for style, (number, code) in enumerate(style_formats(part))
        if number in BUILT_IN_PERCENTS or b"%" in _QUOTED.sub(b"", code)
    )
    fonts = {
        style: font
        for style, attributes in enumerate(_style_lines(part) if old_fonts else ())
        if (font := old_fonts.get(_reference(_FONT, attributes)))
    }
    return Styles(frozenset(percents), fonts)


def style_formats(part: bytes) -> list[tuple[int, bytes]]:
    """The number format of every style: its number and, where it is declared, its code."""
    declared = _FORMATS.search(part)  # what stands in conditional formats is no cell's
    codes = {int(number): code for number, code in _formats(declared[0] if declared else b"")}
    chosen = (_reference(_FORMAT, attributes) for attributes in _style_lines(part))
    return [(number, codes.get(number, b"")) for number in chosen]


def _style_lines(part: bytes) -> list[bytes]:
    section = _CELL_STYLES.search(part)
    return _STYLE_LINE.findall(section[0]) if section else []


def counts_since_1904(workbook_part: bytes) -> bool:
    """Whether the workbook counts its days from 1904."""
    return b"date1904" in workbook_part and _SINCE_1904.search(workbook_part) is not None


def scan_looks(part: bytes, styles: Styles, *, since_1904: bool = False) -> SheetLooks:
    """The cells of a worksheet in one of these styles."""
    if not _uses(part, styles.numbers):
        return SheetLooks(since_1904=since_1904)
    percents: set[str] = set()
    fonts: dict[str, LegacyFont] = {}
    for address, style, is_number in _styled(part):
        if style in styles.percents and is_number:
            percents.add(address)
        if style in styles.fonts and not is_number:
            fonts[address] = styles.fonts[style]
    return SheetLooks(frozenset(percents), fonts, since_1904)


def _uses(part: bytes, numbers: frozenset[int]) -> bool:
    if not numbers:
        return False
    either = b"|".join(str(number).encode() for number in sorted(numbers))
    return re.search(rb"""s=["'](?:%s)["']""" % either, part) is not None


def _styled(part: bytes) -> Iterator[tuple[str, int, bool]]:
    """Address, style and whether it is a number, of every cell with a style of its own."""
    for (attributes,) in (found.groups() for found in _CELL.finditer(part)):
        address, style = _ADDRESS.search(attributes), _STYLE.search(attributes)
        if address and style:
            yield address[1].decode(), int(style[1]), _TYPE.search(attributes) is None


def _formats(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Number and code of every number format that the workbook declares."""
    for (attributes,) in (found.groups() for found in _FORMAT_LINE.finditer(part)):
        number, code = _FORMAT.search(attributes), _FORMAT_CODE.search(attributes)
        if number and code:
            yield number[1], html.unescape(code[1].decode("utf-8", "replace")).encode()


def _reference(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    """The number that a style refers to; 0, the ordinary one, when it names none."""
    found = pattern.search(attributes)
    return int(found[1]) if found else 0


def _old_fonts(part: bytes) -> dict[int, LegacyFont]:
    """Fonts of before Unicode by their number in the table."""
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return {}
    tables = (element for element in root.iter() if _local(element) == "fonts")
    shown_in = enumerate(_font_name(font) for table in tables for font in table)
    return {number: old for number, name in shown_in if (old := legacy_font(name))}


def _font_name(font: ElementTree.Element) -> str:
    names = (one.get("val", "") for one in font if _local(one) in ("name", "rFont"))
    return next(names, "")


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
