"""A copy of one of our own workbooks with cells filled in, everything else as it lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from pipeline.files.issuing.raw_zip import (
    Archive,
    Member,
    Packed,
    Shelf,
    dos_moment,
    members_of,
    unpacked,
)
from pipeline.files.issuing.sheet_template import Filling, SheetTemplate

_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALIKE: Final = 64
"""Parts kept cut up: most are the same in every form of a campaign."""


class FilledCopy:
    """A workbook about to be filled in."""

    def __init__(self, workbook: bytes) -> None:
        """Take it apart."""
        self._moment = dos_moment(workbook)
        self._members = {member.name: member for member in members_of(workbook)}
        self._names = _sheet_names(*(self._members[name].content for name in (_BOOK, _RELATIONS)))
        self._fillings: dict[str, Filling] = {}

    def sheet(self, title: str) -> SheetTemplate:
        """The sheet with this title, as it is in the workbook.

        Raises:
            KeyError: There is none.
        """
        return _template(self._members[self._names[title]].content)

    def filling(self, title: str) -> Filling:
        """What is to be filled into that sheet; callers add to it."""
        return self._fillings.setdefault(title, Filling())

    def archive(self) -> Archive:
        """The workbook with all that filled in."""
        filled = {
            self._names[title]: self.sheet(title).written(filling)
            for title, filling in self._fillings.items()
        }
        others = (member for name, member in self._members.items() if name not in filled)
        shelf = Shelf(others, self._moment)
        return shelf.archive(Member(name, content) for name, content in filled.items())


@lru_cache(_ALIKE)
def _sheet_names(book: Packed, relations: Packed) -> Mapping[str, str]:
    """The member of every sheet, by its title."""
    related = ElementTree.fromstring(unpacked(relations))
    targets = {one.get("Id"): one.get("Target", "").removeprefix("/") for one in related}
    sheets = ElementTree.fromstring(unpacked(book)).iter(f"{_MAIN}sheet")
    return {sheet.get("name", ""): targets[sheet.get(_ID)] for sheet in sheets}


@lru_cache(_ALIKE)
def _template(content: Packed) -> SheetTemplate:
    return SheetTemplate(unpacked(content))
