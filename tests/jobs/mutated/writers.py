"""The filled workbook as programs other than openpyxl write it: values alone, nothing else.

XlsxWriter is one of them; two more are written by hand, in the shape that Excel and that many
small exporters give a workbook. LibreOffice has a test of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from pipeline.domain.workbook import RawSheet, RawValue, RawWorkbook, column_letter
from pipeline.files.returned.returned import parse_workbook
from tests.files.test_guards import a_zip
from tests.jobs.mutated.book import filled

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
DAY_FORMAT: Final = 1
"""The style of a date in the workbooks written by hand."""


def writers() -> Mapping[str, bytes]:
    """The workbooks, by the name each has in the inbox."""
    book = parse_workbook(filled())
    return {
        "writers/XlsxWriter.xlsx": _by_xlsxwriter(book),
        "writers/shared strings.xlsx": _by_hand(book, shared=True),
        "writers/strings in the cells.xlsx": _by_hand(book, shared=False),
    }


def _cells(sheet: RawSheet) -> Iterator[tuple[int, int, RawValue]]:
    """What was entered: formulas of the form itself are left behind."""
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None and f"{column_letter(column)}{row}" not in sheet.formulas:
                yield row, column, value


def _by_xlsxwriter(book: RawWorkbook) -> bytes:
    buffer = io.BytesIO()
    written = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    day = written.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in book.sheets:
        page = written.add_worksheet(sheet.name)
        for row, column, value in _cells(sheet):
            if isinstance(value, date):
                page.write_datetime(row - 1, column - 1, value, day)
            else:
                page.write(row - 1, column - 1, value)
    written.close()
    return buffer.getvalue()


def _by_hand(book: RawWorkbook, *, shared: bool) -> bytes:
    """The smallest package that is a workbook."""
    strings: dict[str, int] = {}
    pages = {
        f"xl/worksheets/sheet{number}.xml": _page(sheet, strings if shared else None)
        for number, sheet in enumerate(book.sheets, 1)
    }
    names = [sheet.name for sheet in book.sheets]
    lines = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    targets = [("worksheet", part.removeprefix("xl/")) for part in pages]
    targets += [("styles", "styles.xml")] + [("sharedStrings", "sharedStrings.xml")] * shared
    package = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{lines}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
        ),
        **pages,
    }
    if shared:
        table = "".join(f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in strings)
        package["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{table}</sst>'
    return a_zip({name: part.encode() for name, part in package.items()})


def _page(sheet: RawSheet, strings: dict[str, int] | None) -> str:
    rows: dict[int, list[str]] = {}
    for row, column, value in _cells(sheet):
        address = f"{column_letter(column)}{row}"
        rows.setdefault(row, []).append(_cell(address, value, strings))
    lines = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(address: str, value: RawValue, strings: dict[str, int] | None) -> str:
    match value:
        case str():
            if strings is not None:
                index = strings.setdefault(value, len(strings))
                return f'<c r="{address}" t="s"><v>{index}</v></c>'
            words = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
            return f'<c r="{address}" t="inlineStr">{words}</c>'
        case date():
            days = (datetime(value.year, value.month, value.day) - datetime(1899, 12, 30)).days  # noqa: DTZ001 - as Excel counts
            return f'<c r="{address}" s="{DAY_FORMAT}"><v>{days}</v></c>'
        case _:
            return f'<c r="{address}"><v>{value}</v></c>'


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'
