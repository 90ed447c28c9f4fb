"""Read worksheets with python-calamine, which aborts or panics on some files (see ``returned``).

Imported only for a workbook of which some sheet is not plain.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.domain.workbook import RawSheet
from pipeline.files.returned.file_kind import NO_CONTENT, FileKind, Unreadable
from pipeline.files.returned.guards import check_extent
from pipeline.files.returned.sheet_marks import WITHOUT_ANSWERS, SheetMarks

_BROKEN: Final = (CalamineError, OSError)
"""What calamine raises on damaged content; it is given bytes, so no disk is to blame."""


class DamagedError(Unreadable):
    """A file that calamine refuses."""

    def __init__(self) -> None:
        """What is always said of such a file."""
        super().__init__(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice)


def calamine_sheets(
    data: bytes, marks: Mapping[str, SheetMarks], known: Mapping[str, RawSheet]
) -> tuple[RawSheet, ...]:
    """Every worksheet that may hold answers, in order.

    Args:
        data: The whole file.
        marks: What the sheets hold besides values, by name.
        known: The sheets that were read already, by name.

    Raises:
        Unreadable: The file is locked, lacks what it promises or spans more than any form does; or
            calamine panics.
        DamagedError: Calamine refuses it.
    """
    for name, mark in marks.items():
        check_extent(name, mark.row, mark.column)
    try:
        return _parsed(data, marks, known)
    except _BROKEN as problem:
        raise DamagedError from problem
    except BaseException as problem:
        # A panic inside calamine is a BaseException of a class that no module exports.
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from problem


def _parsed(
    data: bytes, marks: Mapping[str, SheetMarks], known: Mapping[str, RawSheet]
) -> tuple[RawSheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            hidden = {
                sheet.name: sheet.visible is not SheetVisibleEnum.Visible
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            }
            if not hidden or not {*marks, *known} <= hidden.keys():
                raise Unreadable(NO_CONTENT)
            return tuple(
                known[name]
                if name in known
                else _sheet(book.get_sheet_by_name(name), hide, marks.get(name, SheetMarks()))
                for name, hide in hidden.items()
                if name not in WITHOUT_ANSWERS
            )
    except PasswordError as problem:
        raise Unreadable(FileKind.ENCRYPTED.reason, FileKind.ENCRYPTED.advice) from problem


def _sheet(sheet: CalamineSheet, hidden: bool, marks: SheetMarks) -> RawSheet:  # noqa: FBT001
    if sheet.end is not None:
        check_extent(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1)
    found = sheet.to_python(skip_empty_area=False)
    rows = tuple([tuple([None if cell == "" else cell for cell in cells]) for cells in found])
    looks = marks.looks
    return RawSheet(
        sheet.name,
        rows,
        hidden,
        marks.formulas,
        marks.errors,
        looks.percents,
        looks.fonts,
        looks.since_1904,
    )
