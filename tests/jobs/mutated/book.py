"""A filled workbook taken apart, changed by hand and put together again, in milliseconds.

A change takes the parts of the package and gives back those that differ.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias
from xml.sax.saxutils import escape, unescape

from tests.files.test_guards import a_zip, parts_of
from tests.jobs.test_structure import returned

Parts: TypeAlias = Mapping[str, bytes]
Change: TypeAlias = Callable[[Parts], Parts]

BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"


@functools.cache
def filled() -> bytes:
    """What a unit returned without a fault."""
    return returned().read_bytes()


@functools.cache
def parts() -> dict[str, bytes]:
    """The parts of it."""
    return parts_of(filled())


def changed(*changes: Change) -> bytes:
    """The filled workbook after these changes."""
    now = parts()
    for change in changes:
        now = {**now, **change(now)}
    return a_zip(dict(now))


@functools.cache
def copy(number: int) -> bytes:
    """The filled workbook in other bytes: a property differs that nobody reads."""
    return changed(within("docProps/app.xml", "</Properties>", f"<!-- {number} --></Properties>"))


def within(part: str, old: str, new: str) -> Change:
    """Replace a text that stands in a part."""

    def apply(package: Parts) -> Parts:
        text = package[part].decode()
        assert old in text, f"{part} has no {old}"
        return {part: text.replace(old, new).encode()}

    return apply


@functools.cache
def part_of(sheet: str) -> str:
    """Where a sheet lies; openpyxl numbers them in their order."""
    names = re.findall(r'<sheet [^>]*name="([^"]*)"', parts()[BOOK].decode())
    return f"xl/worksheets/sheet{[unescape(name) for name in names].index(sheet) + 1}.xml"


def cell(sheet: str, address: str, content: str, *, attributes: str = "") -> Change:
    """Write a cell anew; its style stays unless the attributes name another."""

    def apply(package: Parts) -> Parts:
        part = part_of(sheet)
        pattern = rf'<c r="{address}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'
        (style,) = re.findall(pattern, package[part].decode())
        marks = attributes if 's="' in attributes else f"{style} {attributes}"
        new = f'<c r="{address}" {marks}>{content}</c>'
        return {part: re.sub(pattern, lambda _: new, package[part].decode()).encode()}

    return apply


def text(sheet: str, address: str, value: str, *, style: int | None = None) -> Change:
    """Type a text into a cell."""
    content = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    marks = 't="inlineStr"' + ("" if style is None else f' s="{style}"')
    return cell(sheet, address, content, attributes=marks)


def number(sheet: str, address: str, value: str, *, style: int | None = None) -> Change:
    """Type a number into a cell."""
    marks = "" if style is None else f's="{style}"'
    return cell(sheet, address, f"<v>{value}</v>", attributes=marks)


def formula(sheet: str, address: str, words: str, result: str) -> Change:
    """Put a formula with its stored result into a cell."""
    return cell(sheet, address, f"<f>{words}</f>{result}")


def error(sheet: str, address: str, value: str) -> Change:
    """Put an error value into a cell."""
    return cell(sheet, address, f"<v>{value}</v>", attributes='t="e"')


def with_style(*, shown_as: int = 0, font: str = "") -> tuple[Change, int]:
    """Add a cell style; the change and the number of the style."""
    styles = parts()[STYLES].decode()
    fonts, formats = (_count(styles, name) for name in ("fonts", "cellXfs"))
    entry = f'<xf numFmtId="{shown_as}" fontId="{fonts if font else 0}" applyNumberFormat="1"/>'

    def apply(package: Parts) -> Parts:
        new = package[STYLES].decode()
        if font:
            new = new.replace("</fonts>", f'<font><name val="{font}"/></font></fonts>')
        new = new.replace("</cellXfs>", f"{entry}</cellXfs>")
        return {STYLES: new.encode()}

    return apply, formats


def _count(styles: str, name: str) -> int:
    found = re.search(rf'<{name} count="(\d+)"', styles)
    assert found
    return int(found[1])
