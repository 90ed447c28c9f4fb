"""What is done to the sheets as a whole, in as far as it can be done in milliseconds.

The whole table of structural changes, each with its cells, is in ``tests/jobs/test_structure``;
these stand in the inbox beside healthy units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tests.jobs.mutated.book import BOOK, Change, Parts, changed, number, part_of, parts, text
from tests.jobs.mutated.book import within as replaced

IDENTITY: Final = "_thidua"
GENERAL: Final = "Thông tin chung"
INDIVIDUAL: Final = "KT cá nhân"
SHEET_LINE: Final = re.compile(r"<sheet [^>]*/>")


def structure() -> Mapping[str, bytes]:
    """The workbooks, by the name each has in the inbox."""
    page = part_of(IDENTITY)
    wrong = text(INDIVIDUAL, "H12", "năm")
    cases: dict[str, tuple[Change, ...]] = {
        "sheets renamed": (_renamed,),
        "sheets turned round": (_turned_round,),
        "sheets hidden": (replaced(BOOK, 'state="visible"', 'state="hidden"'),),
        "rows inserted on top": (_lower(2, 3),),
        "a wrong cell, then rows inserted": (wrong, _lower(2, 3)),
        "rows inserted within": (_lower(12, 2, INDIVIDUAL),),
        "a sheet deleted": (_without("Tập huấn"),),
        "two sheets deleted": (_without("Tập huấn"), _without("Văn bản")),
        "the page of identity deleted": (_without(IDENTITY),),
        "no identity, no name": (_without(IDENTITY), number(GENERAL, "C7", "")),
        "another unit's code": (replaced(page, "<t>SNV</t>", "<t>STC</t>"),),
        "an unknown unit's code": (replaced(page, "<t>SNV</t>", "<t>ZZZ</t>"),),
        "another campaign's": (replaced(page, "<t>2025-", "<t>2024-"),),
        "another year's": (replaced(page, "<t>2025</t>", "<t>2024</t>"),),
        "a newer form version": (_version(page, "99"),),
        "another unit's name": (text(GENERAL, "C7", "Sở Tài chính"),),
        "a name like ours, no identity": (_without(IDENTITY), text(GENERAL, "C7", "Sở Nội v")),
    }
    return {f"structure/{name}.xlsx": changed(*one) for name, one in cases.items()}


def _renamed(package: Parts) -> Parts:
    count = iter(range(1, 100))
    book = re.sub(
        r'(<sheet [^>]*name=")([^_"][^"]*)',
        lambda found: f"{found[1]}Trang tính {next(count)}",
        package[BOOK].decode(),
    )
    return {BOOK: book.encode()}


def _turned_round(package: Parts) -> Parts:
    book = package[BOOK].decode()
    lines = SHEET_LINE.findall(book)
    return {BOOK: SHEET_LINE.sub(lambda _: lines.pop(), book).encode()}


def _without(sheet: str) -> Change:
    def apply(package: Parts) -> Parts:
        book = package[BOOK].decode()
        gone, count = re.subn(rf'<sheet [^>]*name="{sheet}"[^>]*/>', "", book)
        assert count == 1
        return {BOOK: gone.encode()}

    return apply


def _version(page: str, version: str) -> Change:
    def apply(package: Parts) -> Parts:
        pattern = r'(<c r="B3"[^>]*><is><t>)\d+'
        return {page: re.sub(pattern, rf"\g<1>{version}", package[page].decode()).encode()}

    return apply


def _lower(first: int, count: int, *only: str) -> Change:
    """Everything from a row on comes to stand lower, on some sheets or on all that are filled."""

    def moved(found: re.Match[str]) -> str:
        row = int(found[3])
        return f"{found[1]}{found[2]}{row + count if row >= first else row}{found[4]}"

    def apply(package: Parts) -> Parts:
        named = re.findall(r'<sheet [^>]*name="([^"]*)"', parts()[BOOK].decode())
        sheets = only or [name for name in named if name[0] != "_" and name != "Kiểm tra"]
        new = {}
        for part in map(part_of, sheets):
            page = re.sub(r'(<(?:row|c) r=")([A-Z]*)(\d+)(")', moved, package[part].decode())
            new[part] = re.sub(
                r'(<mergeCell ref="[^"]*?")',
                lambda area: re.sub(r"()([A-Z]+)(\d+)()", moved, area[1]),
                page,
            ).encode()
        return new

    return apply
