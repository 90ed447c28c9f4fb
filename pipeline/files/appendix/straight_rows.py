"""Rows of a long worksheet as XML straight to the disk, past the cells that XlsxWriter keeps.

The methods are those of XlsxWriter's worksheet as far as rows of data need them, so the same code
writes rows of either kind. To let rows hold another kind of cell, add its method here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import Final, Protocol
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.xmlwriter import XMLwriter

from pipeline.files.appendix.long_sheets import TableSheet

_ROW_OF_TEMPLATE: Final = '<row r="1"'


class Cells(Protocol):
    """What writes the cells of a row: a worksheet, or ``StraightRows``."""

    @property
    def set_row(self) -> Callable[[int, float], object]:
        """Give a row its height in points."""

    @property
    def write_number(self) -> Callable[[int, int, float, Format], object]:
        """Write a number."""

    @property
    def write_string(self) -> Callable[[int, int, str, Format], object]:
        """Write words."""

    @property
    def write_blank(self) -> Callable[[int, int, None, Format], object]:
        """Write the look of a cell without content."""

    @property
    def write_datetime(self) -> Callable[[int, int, date, Format], object]:
        """Write a day."""

    @property
    def write_formula(self) -> Callable[[int, int, str, Format, float | str], object]:
        """Write a formula with what it comes to."""


class StraightRows:
    """The cells of one row after another; words stand in them, not in the table of strings."""

    def __init__(self, sheet: TableSheet, columns: int) -> None:
        """Of a worksheet with so many columns, whose default height is set."""
        sheet.put_aside()
        self._sheet = sheet
        self._letters = tuple(xl_col_to_name(column) for column in range(columns))
        self._styles: dict[Format, int] = {}
        self._openings: dict[float | None, str] = {}
        self._height: float | None = None
        self._pieces: list[str] = []

    def set_row(self, _row: int, height: float) -> None:
        """Give the row its height in points."""
        self._height = height

    def write_number(self, row: int, column: int, number: float, look: Format) -> None:
        """Write a number."""
        self._pieces.append(f"{self._open(row, column, look)}><v>{number:.16G}</v></c>")

    def write_string(self, row: int, column: int, text: str, look: Format) -> None:
        """Write words, which may not be longer than Excel keeps."""
        content = _words(text) if text else "/>"
        self._pieces.append(self._open(row, column, look) + content)

    def write_blank(self, row: int, column: int, _content: None, look: Format) -> None:
        """Write the look of a cell without content."""
        self._pieces.append(f"{self._open(row, column, look)}/>")

    def write_datetime(self, row: int, column: int, day: date, look: Format) -> None:
        """Write a day."""
        self.write_number(row, column, self._sheet._convert_date_time(day), look)

    def write_formula(
        self, row: int, column: int, formula: str, look: Format, value: float | str
    ) -> None:
        """Write a formula with what it comes to."""
        kind = ' t="str"' if isinstance(value, str) else ""
        live = escape(formula.removeprefix("="))
        opening = self._open(row, column, look)
        self._pieces.append(f"{opening}{kind}><f>{live}</f><v>{value}</v></c>")

    def taken(self, row: int) -> str:
        """The row with the cells written since the last one."""
        if self._height not in self._openings:
            self._openings[self._height] = self._opening()
        opening = self._openings[self._height]
        xml = f'<row r="{row + 1}"{opening}{"".join(self._pieces)}</row>'
        self._height = None
        self._pieces.clear()
        return xml

    def _open(self, row: int, column: int, look: Format) -> str:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = look._get_xf_index()
        return f'<c r="{self._letters[column]}{row + 1}" s="{style}"'

    def _opening(self) -> str:
        """What XlsxWriter writes of a row of this height, behind its number."""
        sheet, kept = self._sheet, self._sheet.fh
        if self._height is not None:
            sheet.set_row(0, self._height)
        sheet.fh = StringIO()
        sheet._write_row(0, None, sheet.row_info.pop(0, None))
        opening, sheet.fh = sheet.fh.getvalue(), kept
        return str(opening.removeprefix(_ROW_OF_TEMPLATE))


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The content of a cell, and its end."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    words = escape(XMLwriter._escape_control_characters(text))
    return f' t="inlineStr"><is><t{kept}>{words}</t></is></c>'
