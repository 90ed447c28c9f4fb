"""The looks of the appendix workbook: fonts, bands, borders and number formats.

Number formats are written in Excel's own notation; Excel shows them with the separators of the
machine, so a Vietnamese Excel prints 1.234,5 and 12,5%.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pipeline.domain.document import CellContent, Fill, RowKind, TableColumn
from pipeline.domain.figures import Figure, Measure, Number

FONT = "Times New Roman"
FONT_SIZE = 12
LINE = 15.75
"""Height in points of a line of text at ``FONT_SIZE``."""

DATE = "dd/mm/yyyy"

# In Python 3.11 the member of an enumeration takes a quarter of a microsecond to get at; these
# two are asked for in every cell.
_TEXT, _PERCENT = Fill.TEXT, Fill.PERCENT

_WHOLE = {
    Fill.TEXT: "0",
    Fill.COUNT: "#,##0",
    Fill.NUMBER: "#,##0",
    Fill.PERCENT: "0.0#%",
    Fill.DATE: "0",
    Fill.CHANGE: "+#,##0;-#,##0;0",
}
_BROKEN = _WHOLE | {
    Fill.TEXT: "#,##0.##",
    Fill.COUNT: "#,##0.##",
    Fill.NUMBER: "#,##0.##",
    Fill.CHANGE: "+#,##0.##;-#,##0.##;0",
}
_MEASURED = {
    Measure.COUNT: Fill.COUNT,
    Measure.NUMBER: Fill.NUMBER,
    Measure.PERCENT: Fill.PERCENT,
    Measure.CHANGE: Fill.CHANGE,
}


def shown_as(column: TableColumn, cell: CellContent) -> Fill:
    """How a cell is printed: as its column says, unless a plain figure is of another measure."""
    if not isinstance(cell, Figure) or column.formula is not None or column.adds_up:
        return column.fill
    is_percent = cell.measure is Measure.PERCENT
    return _MEASURED[cell.measure] if is_percent or column.fill is Fill.TEXT else column.fill


def number_format(fill: Fill, value: Number | None) -> str:
    """The format of a number; without decimals it gets no dangling decimal separator."""
    is_broken = isinstance(value, Decimal) and value != value.to_integral_value()
    return (_BROKEN if is_broken else _WHOLE)[fill]


def stored(fill: Fill, value: Number) -> float:
    """The number to put in the cell: a percent is stored as a true percent, 12.5 as 0.125."""
    return float(Decimal(value) / 100) if fill is _PERCENT else float(value)


class Part(StrEnum):
    """The parts of a worksheet that have a look of their own."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LINK = "link"
    HEADER = "header"
    CODE = "code"
    NOTE = "note"
    HEAD = "head"
    HEAD_BOLD = "head_bold"
    UNIT = "unit"
    SIGNATURE = "signature"
    ENTRY = "entry"


Band: TypeAlias = Part | RowKind
_Properties: TypeAlias = dict[str, Any]

_BOX: _Properties = {"border": 1, "border_color": "#7F7F7F"}
_BANDS: dict[Band, _Properties] = {
    Part.TITLE: {"bold": True, "font_size": 14, "align": "center", "text_wrap": True},
    Part.SUBTITLE: {"italic": True, "align": "center", "text_wrap": True},
    Part.LINK: {"font_size": 10, "font_color": "#1F4E79", "underline": 1},
    Part.HEADER: _BOX | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#D6DFE9"},
    Part.CODE: _BOX | {"font_size": 10, "italic": True, "align": "center"},
    Part.HEAD: {"font_size": 11, "text_wrap": True, "align": "left"},
    Part.HEAD_BOLD: {"font_size": 11, "text_wrap": True, "align": "left", "bold": True},
    Part.UNIT: {"italic": True, "align": "right"},
    Part.SIGNATURE: {"align": "center", "text_wrap": True, "valign": "top"},
    Part.NOTE: {"italic": True, "text_wrap": True, "valign": "top"},
    Part.ENTRY: _BOX
    | {"font_color": "#1F4E79", "underline": 1, "text_wrap": True, "align": "left", "indent": 1},
    RowKind.DATA: _BOX,
    RowKind.HEADING: _BOX
    | {"bold": True, "bg_color": "#F3F5F8", "text_wrap": True, "align": "left", "indent": 1},
    RowKind.SUBTOTAL: _BOX | {"bold": True, "bg_color": "#F0F0F0"},
    RowKind.TOTAL: _BOX | {"bold": True, "bg_color": "#DADADA", "top": 2},
}


class Looks:
    """The cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Band, str, str], Format] = {}

    def plain(self, band: Band) -> Format:
        """The look of a part that holds no typed value."""
        return self._get(band, "", "")

    def number(
        self, band: Band, fill: Fill, value: Number | None, *, is_centred: bool = False
    ) -> Format:
        """A number, or a formula that comes to one."""
        align = "center" if is_centred or fill is _TEXT else "right"
        return self._get(band, align, number_format(fill, value))

    def date(self, band: Band) -> Format:
        """A day."""
        return self._get(band, "center", DATE)

    def text(self, band: Band, *, is_narrow: bool = False) -> Format:
        """Wrapped words; centred in a narrow column of ordinals or marks."""
        return self._get(band, "center" if is_narrow else "left", "")

    def dash(self, band: Band, number: str = "") -> Format:
        """The grey dash of what is not known; ``number`` is for a formula that may change."""
        return self._get(band, "dash", number)

    def _get(self, band: Band, align: str, number: str) -> Format:
        key = (band, align, number)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(_properties(*key))
        return self._made[key]


def _properties(band: Band, align: str, number: str) -> _Properties:
    properties: _Properties = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "vcenter"}
    properties |= _BANDS[band]
    if align == "dash":
        properties |= {"align": "center", "font_color": "#7F7F7F"}
    elif align:
        properties |= {"align": align, "text_wrap": not number}
        properties |= {"indent": 1} if align == "left" else {}
    if number:
        properties["num_format"] = number
    return properties
