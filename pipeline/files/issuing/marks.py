"""The marks of a correction workbook: wrong cells, coloured until what they hold is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import to_excel

from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Severity
from pipeline.domain.vietnamese.text import clean
from pipeline.domain.workbook import column_index
from pipeline.files.forms.feedback_list import MARKED
from pipeline.files.forms.form_styles import BOX, solid
from pipeline.files.issuing.comments import Comment, comment_text, legacy_drawing
from pipeline.files.issuing.sheet_template import Content, Filling, SheetTemplate, escaped
from pipeline.files.issuing.text_parts import Edit

LONGEST_QUOTED: Final = 200
"""Excel allows 255 characters of text inside a formula."""

_FORMATS: Final = re.compile(
    rb"(?:<conditionalFormatting.*</conditionalFormatting>)?(?=<dataValidations|<hyperlinks)",
    re.DOTALL,
)
_END: Final = re.compile(rb"(?=</worksheet>)")
_AREA: Final = re.compile(
    r'<conditionalFormatting sqref="([^"]*)">(.*?)</conditionalFormatting>', re.DOTALL
)
_PRIORITY: Final = re.compile(r'(?<= priority=")\d+(?=")')
_HELD: Final = re.compile(r"<(?:t|v)(?: [^>]*)?>(.*?)</(?:t|v)>", re.DOTALL)

Found = Mapping[str, Sequence[Finding]]
"""Findings by the address of their cell."""


def found_by_sheet(findings: Iterable[Finding]) -> Mapping[str, Found]:
    """What is marked, by sheet and cell."""
    by_sheet: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for found in findings:
        if found.cell and found.severity in MARKED:
            by_sheet[found.sheet][found.cell].append(found)
    return by_sheet


def mark_colours(book: Workbook) -> dict[Severity, int]:
    """Make the colours of marks known to a book before it is saved; returns their numbers."""
    # openpyxl registers what conditions look like only while it writes them.
    known: Any = book
    return {
        severity: known._differential_styles.add(DifferentialStyle(fill=solid(colour), border=BOX))
        for severity, colour in MARKED.items()
    }


class SheetMarks:
    """The marks of one sheet of one workbook."""

    def __init__(self, sheet: SheetTemplate, filling: Filling, found: Found) -> None:
        """Open the marked cells for typing: a blank in a list has no style until it is needed."""
        self._sheet = sheet
        self._found = found
        self._conditions: dict[str, str] = {}
        self.comments: list[Comment] = []
        for address, findings in found.items():
            letters = address.rstrip("0123456789")
            row, column = int(address.removeprefix(letters)), column_index(letters)
            held = _held(sheet, filling, row, column)
            self._conditions[address] = unchanged(address, held)
            self.comments.append(Comment(row, column, address, comment_text(findings)))

    def edits(self, colours: Mapping[Severity, int]) -> tuple[Edit, ...]:
        """What to change in the sheet beside its cells.

        The marks go before the form's own conditional formats, which paint what is to be filled:
        Excel goes by priority, LibreOffice by the order in the file.
        """
        formats, end = self._sheet.find(_FORMATS), self._sheet.find(_END)
        assert formats is not None, "every sheet of a form has a link"
        assert end is not None, "every sheet ends"
        rules = {
            address: _rule_xml(priority, self._conditions[address], colours[_gravest(found)])
            for priority, (address, found) in enumerate(self._found.items(), 1)
        }
        for area, own in _own_rules(formats[0].decode(), len(rules)):
            rules[area] = rules.get(area, "") + own
        text = "".join(
            f'<conditionalFormatting sqref="{area}">{inside}</conditionalFormatting>'
            for area, inside in rules.items()
        )
        drawing = legacy_drawing().encode()
        return Edit(*formats.span(), text.encode()), Edit(*end.span(), drawing)


def unchanged(address: str, value: Content) -> str:
    """A condition that holds while the cell holds what the unit had sent."""
    match value:
        case None:
            return f"LEN(TRIM({address}))=0"
        case str() if len(value) <= LONGEST_QUOTED and value.isprintable():
            quoted = value.replace('"', '""')
            return f'EXACT({address},"{quoted}")'
        case str() | bool():
            return "TRUE"
        case date():
            return f"{address}={to_excel(value):g}"
        case _:
            return f"{address}={value}"


def _held(sheet: SheetTemplate, filling: Filling, row: int, column: int) -> Content:
    """What the cell will hold; a cell that is not there is made, in the style of its column."""
    filled = filling.cells.get(row, {}).get(column)
    if filled is not None:
        _, value = filled
        return (clean(value) or None) if isinstance(value, str) else value
    cell = sheet.row(row).cells.get(column)
    if cell is None:
        filling.put(row, column, (sheet.column_styles.get(column, "0"), None))
        return None
    held = _HELD.search(cell)
    if held is None:
        return None
    return unescape(held[1]) if "inlineStr" in cell else int(held[1])


def _gravest(found: Iterable[Finding]) -> Severity:
    return min((one.severity for one in found), key=list(Severity).index)


def _rule_xml(priority: int, condition: str, colour: int) -> str:
    facts = f'type="expression" priority="{priority}" dxfId="{colour}" stopIfTrue="1"'
    return f"<cfRule {facts}><formula>{escaped(condition)}</formula></cfRule>"


def _own_rules(formats: str, count: int) -> Iterator[tuple[str, str]]:
    """The form's own rules by their areas, behind so many marks."""
    for found in _AREA.finditer(formats):
        yield found[1], _PRIORITY.sub(lambda number: str(int(number[0]) + count), found[2])
