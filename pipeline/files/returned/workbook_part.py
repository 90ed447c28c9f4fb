"""Which worksheets an .xlsx workbook promises, and where in its package they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from pipeline.files.returned.file_kind import FileKind, Unreadable
from pipeline.files.returned.guards import Package
from pipeline.files.returned.package_parts import part_of, relations
from pipeline.files.returned.sheet_marks import WITHOUT_ANSWERS

WORKBOOK_PART: Final = "xl/workbook.xml"
RELATIONS_PART: Final = "xl/_rels/workbook.xml.rels"
_STATES: Final = ("visible", "hidden", "veryHidden")
_ROOT: Final = re.compile(rb"<workbook\b[^<>]*[^/<>]>")
_LISTED: Final = b"</sheets>"
_CLOSED: Final = b"</workbook>"


@dataclass(frozen=True, slots=True)
class Promised:
    """The sheets of a workbook, as it promises them itself.

    Attributes:
        parts: Name of each worksheet and its part.
        hidden: Names of the worksheets that are hidden.
        is_usual: All are worksheets, each with a name of its own, stored where Excel does.
    """

    parts: dict[str, str]
    hidden: frozenset[str]
    is_usual: bool

    @property
    def asked(self) -> dict[str, str]:
        """The worksheets that may hold answers."""
        return {name: part for name, part in self.parts.items() if name not in WITHOUT_ANSWERS}


def promised_sheets(package: Package) -> Promised:
    """The worksheets by name.

    Raises:
        Unreadable: The workbook part is damaged, or a promised part is not there.
    """
    targets = relations(package, RELATIONS_PART)
    listed = _listed(package.read(WORKBOOK_PART))
    parts: dict[str, str] = {}
    for sheet in listed:
        key = next((v for k, v in sheet.items() if k.endswith("}id")), "")
        part = part_of(package, targets, key)
        if part:
            parts[sheet.get("name", "")] = part
    states = [sheet.get("state", "visible") for sheet in listed]
    return Promised(
        parts,
        frozenset(sheet.get("name", "") for sheet in listed if sheet.get("state") in _STATES[1:]),
        len(parts) == len(listed)
        and set(states) <= set(_STATES)
        and all(part.startswith("xl/worksheets/") for part in parts.values()),
    )


def _listed(part: bytes) -> list[dict[str, str]]:
    """The attributes of every sheet element.

    The names that our forms define follow the list of sheets and are nearly all of the part; they
    are the same in every workbook of a campaign, and looked through once.
    """
    root, end = _ROOT.search(part), part.find(_LISTED) + len(_LISTED)
    try:
        if root and root.end() < end:
            return _elements(part[:end] + _CLOSED) + _remembered(root[0] + part[end:])
    except ElementTree.ParseError:  # only the whole part tells whether it is damaged
        pass
    try:
        return _elements(part)
    except ElementTree.ParseError:
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from None


@lru_cache(maxsize=16)
def _remembered(text: bytes) -> list[dict[str, str]]:
    return _elements(text)


def _elements(text: bytes) -> list[dict[str, str]]:
    """Guards have refused document types, so nothing expands."""
    root = ElementTree.fromstring(text)
    return [one.attrib for one in root.iter() if one.tag.rpartition("}")[2] == "sheet"]
