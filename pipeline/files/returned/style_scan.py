"""Find the cells whose look changes what they say: percentages, fonts of before Unicode.

Calamine gives 0.935 for a cell that shows 93,5%, and the bare letters of a cell typed in .VnTime.
The style table of a workbook says whether it has such styles at all; only then are the cells of
its worksheets looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

from pipeline.domain.vietnamese.legacy import LegacyFont, legacy_font

BUILT_IN_PERCENTS: Final = frozenset({9, 10})
"""Number formats that Excel knows without declaring them: 0% and 0.00%."""

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_TYPE = re.compile(rb"""\bt=["'](?!n["'])""")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
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


def telling_styles(part: bytes) -> Styles:
    """The telling styles of a style table; none when there is no table or it is damaged."""
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return Styles()
    formats = {_number(one, "numFmtId"): one.get("formatCode", "") for one in _all(root, "numFmt")}
    shown_in = [_font_name(font) for font in _children(root, "fonts")]
    percents: set[int] = set()
    fonts: dict[int, LegacyFont] = {}
    for number, style in enumerate(_children(root, "cellXfs")):
        chosen = _number(style, "numFmtId")
        if _is_percent(chosen, formats.get(chosen, "")):
            percents.add(number)
        at = _number(style, "fontId")
        if 0 <= at < len(shown_in) and (old := legacy_font(shown_in[at])):
            fonts[number] = old
    return Styles(frozenset(percents), fonts)


def counts_since_1904(workbook_part: bytes) -> bool:
    """Whether the workbook counts its days from 1904."""
    return _SINCE_1904.search(workbook_part) is not None


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
    return re.search(rb"""\ss=["'](?:%s)["']""" % either, part) is not None


def _styled(part: bytes) -> Iterator[tuple[str, int, bool]]:
    """Address, style and whether it is a number, of every cell with a style of its own."""
    for (attributes,) in (found.groups() for found in _CELL.finditer(part)):
        address, style = _ADDRESS.search(attributes), _STYLE.search(attributes)
        if address and style:
            yield address[1].decode(), int(style[1]), _TYPE.search(attributes) is None


def _is_percent(number: int, code: str) -> bool:
    return number in BUILT_IN_PERCENTS or "%" in _QUOTED.sub("", code)


def _font_name(font: ElementTree.Element) -> str:
    names = (one.get("val", "") for one in font if _local(one) in ("name", "rFont"))
    return next(names, "")


def _children(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [child for parent in _all(root, name) for child in parent]


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if _local(element) == name]


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(element: ElementTree.Element, name: str) -> int:
    """A number of the table; 0, the ordinary one, when it is absent or no number."""
    value = element.get(name, "")
    return int(value) if value.isdecimal() else 0
