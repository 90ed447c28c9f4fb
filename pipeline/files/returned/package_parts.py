"""Which part of a workbook's package is which sheet, by its relations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree

from pipeline.files.returned.file_kind import FileKind, Unreadable
from pipeline.files.returned.guards import Package

Relations = Mapping[str, tuple[str, str]]
"""Kind and target of each relation, by id."""


def relations(package: Package, part: str) -> Relations:
    """The relations that a part lists.

    Raises:
        Unreadable: The part is damaged.
    """
    return {
        relation.get("Id", ""): (relation.get("Type", ""), relation.get("Target", ""))
        for relation in elements(package, part, "Relationship")
    }


def part_of(package: Package, targets: Relations, key: str) -> str:
    """The part that holds the worksheet with this relation; "" for a chart or dialog sheet.

    Raises:
        Unreadable: A promised sheet is not there.
    """
    kind, target = targets.get(key, ("", ""))
    if kind and not kind.endswith("/worksheet"):
        return ""
    # Relative to ``xl`` unless it begins with ``/``.
    part = str(PurePosixPath("xl", target)).removeprefix("/")
    if part not in package.names:
        raise Unreadable(
            "Tệp thiếu một trang tính mà chính tệp khai báo, có thể do bị hỏng.",
            FileKind.DAMAGED.advice,
        )
    return part


def elements(package: Package, part: str, tag: str) -> list[ElementTree.Element]:
    """Elements by local name; the guards have refused document types, so nothing expands.

    Raises:
        Unreadable: The part is damaged.
    """
    try:
        root = ElementTree.fromstring(package.read(part))
    except ElementTree.ParseError:
        raise Unreadable(FileKind.DAMAGED.reason, FileKind.DAMAGED.advice) from None
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == tag]
