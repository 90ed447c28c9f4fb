"""Read the worksheets of an .xlsx workbook: plain ones from their bytes, others with calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from pipeline.domain.workbook import RawSheet
from pipeline.files.returned.guards import Package
from pipeline.files.returned.number_styles import number_styles
from pipeline.files.returned.plain_sheet import PlainBook
from pipeline.files.returned.plain_strings import string_table
from pipeline.files.returned.sheet_marks import SheetMarks
from pipeline.files.returned.sheet_scan import scan_sheet, without_errors
from pipeline.files.returned.sheet_shape import with_shape
from pipeline.files.returned.style_scan import counts_since_1904, scan_looks, telling_styles
from pipeline.files.returned.workbook_part import WORKBOOK_PART, Promised, promised_sheets

STYLES_PART: Final = "xl/styles.xml"
STRINGS_PART: Final = "xl/sharedStrings.xml"


def xlsx_sheets(data: bytes, package: Package) -> tuple[RawSheet, ...]:
    """Every worksheet that may hold answers, in order.

    Raises:
        Unreadable: The workbook is damaged, lacks a part or spans more than any form does.
    """
    promised = promised_sheets(package)
    plain = dict(plain_sheets(package, promised)) if promised.is_usual else {}
    if plain and plain.keys() == promised.asked.keys():
        sheets = tuple(plain.values())
    else:
        sheets = _with_calamine(data, package, promised, plain)
    return tuple(with_shape(one, package.read(promised.parts.get(one.name, ""))) for one in sheets)


def plain_sheets(package: Package, promised: Promised) -> Iterator[tuple[str, RawSheet]]:
    """The worksheets that are plain; none when days are counted from 1904."""
    if counts_since_1904(package.read(WORKBOOK_PART)):
        return
    styles = package.read(STYLES_PART)
    telling = frozenset(str(number).encode() for number in telling_styles(styles).numbers)
    strings = string_table(package.read(STRINGS_PART))
    book = PlainBook(strings, number_styles(styles), telling)
    for name, part in promised.asked.items():
        sheet = book.sheet(name, package.read(part), hidden=name in promised.hidden)
        if sheet is not None:
            yield name, sheet


def _with_calamine(
    data: bytes, package: Package, promised: Promised, plain: Mapping[str, RawSheet]
) -> tuple[RawSheet, ...]:
    from pipeline.files.returned.calamine_sheets import (  # noqa: PLC0415 - few files need it
        DamagedError,
        calamine_sheets,
    )

    others = {name: part for name, part in promised.asked.items() if name not in plain}
    marks = marks_of(package, others)
    try:
        return calamine_sheets(data, marks, plain)
    except DamagedError:
        if not any(mark.errors for mark in marks.values()):
            raise
    return calamine_sheets(_with_errors_as_text(package, promised.parts), marks, plain)


def marks_of(package: Package, parts: Mapping[str, str]) -> dict[str, SheetMarks]:
    """What worksheets hold besides values, by name."""
    styles = telling_styles(package.read(STYLES_PART))
    since_1904 = counts_since_1904(package.read(WORKBOOK_PART))
    marks = {}
    for name, part in parts.items():
        content = package.read(part)
        looks = scan_looks(content, styles, since_1904=since_1904)
        marks[name] = replace(scan_sheet(content), looks=looks)
    return marks


def _with_errors_as_text(package: Package, parts: Mapping[str, str]) -> bytes:
    sheets = set(parts.values())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in package.names:
            part = package.read(name)
            archive.writestr(name, without_errors(part) if name in sheets else part)
    return buffer.getvalue()
