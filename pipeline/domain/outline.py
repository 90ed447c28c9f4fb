"""The outline of an official report (đề cương): headings, and what fills each of them, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class OutlineLevel(StrEnum):
    """The rank of a heading, highest first."""

    PART = "part"
    """"Phần thứ nhất", its title on the next line."""
    ROMAN = "I"
    ARABIC = "1"
    DECIMAL = "1.1"
    LETTER = "a"
    ITEM = "item"
    """A dash item of the official form, without a number."""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One heading (mục) of the report and what is written under it.

    Attributes:
        id: The clause: ``1.II.2.4.a``.
        heading: The official wording with its number and tags such as ``{{ ky }}``.
        content: Names of what fills it, in order: ``narrative.leadership``, ``table.targets``;
            empty for a heading that only has headings below.
    """

    id: str
    level: OutlineLevel
    heading: str
    content: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """The name of its tag in the Word template: ``muc_1_II_2_4_a``."""
        return "muc_" + self.id.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one official form (đề cương báo cáo).

    Attributes:
        name: As people call it: "Mẫu số 1".
        issuer: Lines of the letterhead's left side, the issuer itself last.
        title: Lines under "BÁO CÁO".
        numbered: Whether the letterhead has a number and symbol (số, ký hiệu).
        fields: The template's simple tags, each with what it prints.
    """

    id: str
    name: str
    issuer: tuple[str, ...]
    title: tuple[str, ...]
    numbered: bool
    fields: Mapping[str, str]
    sections: tuple[OutlineSection, ...]

    @property
    def filled(self) -> tuple[OutlineSection, ...]:
        """The sections with content, each a tag of the Word template."""
        return tuple(section for section in self.sections if section.content)


def tags_in(text: str) -> frozenset[str]:
    """The names of the tags in a heading.

    >>> sorted(tags_in("Kết quả {{ ky }} của {{ nhom }}"))
    ['ky', 'nhom']
    """
    return frozenset(_TAG.findall(text))


def fill_tags(text: str, fields: Mapping[str, str | tuple[str, ...]]) -> str:
    """The text with its tags replaced once; what a value holds is never read as a tag.

    >>> fill_tags("Kết quả {{ ky }}", {"ky": "năm 2025"})
    'Kết quả năm 2025'

    Raises:
        KeyError: A tag has no value.
    """
    return _TAG.sub(lambda match: str(fields[match[1]]), text)
