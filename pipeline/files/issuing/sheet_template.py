"""The XML of one worksheet, cut into rows, so that cells can be filled without openpyxl.

It is cut as openpyxl writes it; what cells hold is written in the same shape: texts inline.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias
from xml.sax.saxutils import quoteattr

from openpyxl.utils.datetime import to_excel

from pipeline.domain.submission import Value
from pipeline.domain.vietnamese.text import clean
from pipeline.domain.workbook import column_index, column_letter
from pipeline.files.issuing.raw_zip import Packed
from pipeline.files.issuing.text_parts import Edit, TextPart

LONGEST_TEXT: Final = 32_767
"""What Excel takes in one cell."""

KEPT, LONGEST_KEPT = 10_000, 60
"""So many contents of cells are kept, of so many letters at most: choices and numbers recur."""

_BLANK: Final = 't="n"/>'

_DECLARATION: Final = re.compile(rb"^\s*<\?xml[^>]*\?>\s*")
"""What is written here is UTF-8, as XML is that declares nothing."""

_ENTITY: Final = re.compile(rb"&#(\d{3,7});")
_FIRST_SPELLED: Final = 0x80
_ROW: Final = re.compile(rb'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL: Final = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_STYLE: Final = re.compile(r' s="(\d+)"')
_HEIGHT: Final = re.compile(r' (?:ht="([\d.]+)"|customHeight="1")')
_COLUMN: Final = re.compile(rb"<col ([^>]*)/?>")
_BOTTOM: Final = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_ROWS_END: Final = b"</sheetData>"
_LETTERS: Final = ("", *(column_letter(index) for index in range(1, 257)))


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without the leading ``=``; whoever opens the file works it out."""

    text: str


Content: TypeAlias = Value | float | Formula
Filled: TypeAlias = tuple[str, Content]
"""The number of a cell's style, and what the cell is to hold."""


@dataclass(slots=True)
class Filling:
    """What is to be written into one sheet: cells by row and column, heights by row."""

    cells: dict[int, dict[int, Filled]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    def put(self, row: int, column: int, filled: Filled) -> None:
        """Fill one cell."""
        cells = self.cells.get(row)
        if cells is None:
            cells = self.cells[row] = {}
        cells[column] = filled


@dataclass(frozen=True, slots=True)
class RowTemplate:
    """One row: its attributes but number and height, its height, its cells by column."""

    attributes: str
    height: float | None
    cells: Mapping[int, str]
    styles: Mapping[int, str]


class SheetTemplate:
    """One worksheet as a template."""

    def __init__(self, xml: bytes) -> None:
        """Find its rows."""
        self.text = _ENTITY.sub(_spelled, _DECLARATION.sub(b"", xml))
        self.part = TextPart(self.text)
        found = list(_ROW.finditer(self.text))
        self._spans = {int(row[1]): row.span() for row in found}
        self._numbers = list(self._spans)
        self._rows_end = self.text.index(_ROWS_END)
        self._rows: dict[int, RowTemplate] = {}
        self._found: dict[re.Pattern[bytes], re.Match[bytes] | None] = {}
        self.column_styles = dict(_column_facts(self.text, "style"))
        self.column_widths = {x: float(wide) for x, wide in _column_facts(self.text, "width")}

    def row(self, number: int) -> RowTemplate:
        """One row; a row that is not there is blank."""
        found = self._rows.get(number)
        if found is None:
            found = self._rows[number] = self._cut(number)
        return found

    def written(self, filling: Filling, more: tuple[Edit, ...] = ()) -> Packed:
        """The sheet filled.

        Args:
            more: Edits of what is not a row.
        """
        # The rows end at one place however many are filled, so that the rest is kept compressed.
        edits = [*self._edits(filling), Edit(self._rows_end, self._rows_end, b""), *more]
        edits.sort(key=lambda edit: edit.begin)
        return self.part.edited(edits)

    def find(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Where a pattern is first found behind the rows."""
        if pattern not in self._found:
            self._found[pattern] = pattern.search(self.text, self._rows_end)
        return self._found[pattern]

    def _edits(self, filling: Filling) -> Iterator[Edit]:
        added: dict[int, list[str]] = {}
        for number in sorted({*filling.cells, *filling.heights}):
            text = self._row_text(number, filling)
            if number in self._spans:
                yield Edit(*self._spans[number], text.encode())
            else:
                added.setdefault(self._place_of(number), []).append(text)
        for place, texts in added.items():
            yield Edit(place, place, "".join(texts).encode())
        yield from self._new_bottom(max(filling.cells, default=0))

    def _place_of(self, number: int) -> int:
        """Where a row begins that is not there yet."""
        after = bisect_right(self._numbers, number)
        if after == len(self._numbers):
            return self._rows_end
        return self._spans[self._numbers[after]][0]

    def _new_bottom(self, last: int) -> Iterator[Edit]:
        bottom = _BOTTOM.search(self.text)
        if bottom and last > int(bottom[1]):
            yield Edit(*bottom.span(1), str(last).encode())

    def _row_text(self, number: int, filling: Filling) -> str:
        known = self.row(number)
        filled = filling.cells.get(number, {})
        cells = {**known.cells, **{at: cell_xml(at, number, one) for at, one in filled.items()}}
        height = filling.heights.get(number, known.height)
        return _row_xml(number, known, height, "".join([cells[at] for at in sorted(cells)]))

    def _cut(self, number: int) -> RowTemplate:
        if number not in self._spans:
            return RowTemplate("", None, {}, {})
        found = _ROW.match(self.text, self._spans[number][0])
        assert found is not None, "rows were found by this pattern"
        attributes = found[2].decode()
        height = next((float(one[1]) for one in _HEIGHT.finditer(attributes) if one[1]), None)
        cells = list(_CELL.finditer((found[3] or b"").decode()))
        styles = ((column_index(cell[1]), _STYLE.search(cell[2])) for cell in cells)
        return RowTemplate(
            _HEIGHT.sub("", attributes),
            height,
            {column_index(cell[1]): cell[0] for cell in cells},
            {at: style[1] for at, style in styles if style},
        )


def cell_xml(column: int, row: int, filled: Filled) -> str:
    """One cell; text stays text, whatever it begins with."""
    style, value = filled
    is_long = isinstance(value, str) and len(value) > LONGEST_KEPT
    content = _content(value) if is_long else _kept_content(value)
    return f'<c r="{_LETTERS[column]}{row}" s="{style}" {content}'


def _content(value: Content) -> str:
    if isinstance(value, str):
        text = clean(value)[:LONGEST_TEXT]
        return f't="inlineStr"><is>{text_xml(text)}</is></c>' if text else _BLANK
    if value is None:
        return _BLANK
    if isinstance(value, Formula):
        return f"><f>{escaped(value.text)}</f><v></v></c>"
    number = to_excel(value) if isinstance(value, date) else value
    return f't="n"><v>{float(number):.16g}</v></c>'


_kept_content = lru_cache(KEPT)(_content)


def text_xml(text: str) -> str:
    """A text as an element; blanks at its ends are kept."""
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{kept}>{escaped(text)}</t>"


def quoted(text: str) -> str:
    """Text as the value of an attribute."""
    return quoteattr(text, {"\n": "&#10;"})


def escaped(text: str) -> str:
    """Text for the inside of an element."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _row_xml(number: int, known: RowTemplate, height: float | None, cells: str) -> str:
    tall = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
    return f'<row r="{number}"{known.attributes}{tall}>{cells}</row>'


def _spelled(entity: re.Match[bytes]) -> bytes:
    """A character as itself where it stands as a number; line ends stay numbers."""
    code = int(entity[1])
    return chr(code).encode() if code >= _FIRST_SPELLED else entity[0]


def _column_facts(text: bytes, name: str) -> Iterator[tuple[int, str]]:
    """One attribute of the columns that have it."""
    for column in _COLUMN.finditer(text):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', column[1].decode()))
        if name in facts:
            for index in range(int(facts["min"]), int(facts["max"]) + 1):
                yield index, facts[name]
