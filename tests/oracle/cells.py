"""Cells of returned workbooks, read with openpyxl where the workbook itself says they are.

Nothing of ``pipeline`` is used: only the layout that every workbook carries in its hidden page
``_thidua`` (column C, in pieces), which is the published contract.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Typed: TypeAlias = Decimal | date | str | None
Facts: TypeAlias = dict[str, Any]

NONE_WORDS = {"-", "không", "không có"}
_VIETNAMESE = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Book:
    """One workbook with its published layout."""

    def __init__(self, path: Path) -> None:
        self._book = openpyxl.load_workbook(path)
        page = self._book["_thidua"]
        pieces = (row[2] for row in page.iter_rows(values_only=True, max_col=3))
        self.layout: Facts = json.loads("".join(str(piece) for piece in pieces if piece))
        self.blocks: Facts = self.layout["blocks"]

    def rows(self, block: str) -> tuple[str, ...]:
        """Row keys of a fields or grid block, as printed; () when the form has no such block."""
        return tuple(self.blocks[block]["rows"]) if block in self.blocks else ()

    def columns(self, block: str) -> tuple[str, ...]:
        """Column keys of a block, as printed."""
        return tuple(self.blocks[block]["columns"])

    def label(self, block: str, row: str) -> str:
        """What a row is called in the form."""
        return str(self.blocks[block]["rows"][row]["label"])

    def column_label(self, block: str, column: str) -> str:
        """What a column is called in the form."""
        return str(self.blocks[block]["columns"][column]["label"])

    def number(self, block: str, row: str, column: str = "value") -> Decimal | None:
        """A number in a fields or grid block; blanks the unit declared to be none are 0."""
        if row not in self.rows(block):
            return None
        place = self.blocks[block]
        facts = self._facts(place, row, column)
        address = f"{place['columns'][column]['letter']}{place['rows'][row]['row']}"
        found = self._typed(place["sheet"], address, facts)
        if found is None and self._declared_zero(block) and facts["kind"] == "count":
            return Decimal(0) if self._is_blank(place["sheet"], address) else None
        return found if isinstance(found, Decimal) else None

    def answer(self, block: str, row: str, column: str = "value") -> str:
        """A text, or the code of a choice, in a fields or grid block; "" for none."""
        if row not in self.rows(block):
            return ""
        place = self.blocks[block]
        address = f"{place['columns'][column]['letter']}{place['rows'][row]['row']}"
        found = self._typed(place["sheet"], address, self._facts(place, row, column))
        return found if isinstance(found, str) else ""

    def records(self, block: str) -> tuple[dict[str, Typed], ...]:
        """The used lines of a list: column → typed value."""
        place = self.blocks[block]
        sheet = place["sheet"]
        used = [row for row in self._below(place) if self._is_used(place, row)]
        return tuple(
            {
                key: self._typed(sheet, f"{column['letter']}{row}", column)
                for key, column in place["columns"].items()
            }
            for row in used[: place["limit"]]
        )

    def choice_label(self, block: str, column: str, code: Typed) -> str:
        """The label of a choice code; "" for none."""
        facts = self.blocks[block]["columns"][column]
        found = zip(facts["choice_codes"], facts["choices"], strict=True)
        return next((str(label) for one, label in found if one == code), "")

    @cached_property
    def _declarations(self) -> dict[str, bool]:
        made = {}
        for key, place in self.blocks.items():
            declaration = place["declaration"]
            made[key] = bool(declaration) and (
                self._sheet(place["sheet"])[declaration["cell"]].value == declaration["values"][0]
            )
        return made

    def _declared_zero(self, block: str) -> bool:
        return self._declarations[block]

    def _sheet(self, name: str) -> Any:
        return self._book[name]

    def _facts(self, place: Facts, row: str, column: str) -> Facts:
        own = place["rows"][row]
        facts: Facts = own if "kind" in own else place["columns"][column]
        return facts

    def _below(self, place: Facts) -> Iterator[int]:
        sheet: Worksheet = self._sheet(place["sheet"])
        return iter(range(place["first_row"], sheet.max_row + 1))

    def _is_used(self, place: Facts, row: int) -> bool:
        letters = [column["letter"] for column in place["columns"].values() if not column["fixed"]]
        return any(not self._is_blank(place["sheet"], f"{letter}{row}") for letter in letters)

    def _is_blank(self, sheet: str, address: str) -> bool:
        value = self._sheet(sheet)[address].value
        return value is None or (isinstance(value, str) and not value.strip())

    def _typed(self, sheet: str, address: str, facts: Facts) -> Typed:
        cell = self._sheet(sheet)[address]
        if cell.data_type in ("f", "e") or self._is_blank(sheet, address):
            return None
        match facts["kind"]:
            case "count" | "number":
                return _number(cell.value, facts)
            case "date":
                return _day(cell.value)
            case "choice":
                return _choice(str(cell.value), facts)
            case _:
                return unicodedata.normalize("NFC", str(cell.value)).strip()


def _number(value: object, facts: Facts) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number = Decimal(repr(value))
    else:
        text = str(value).strip().lower()
        if text in NONE_WORDS:
            number = Decimal(0)
        elif _VIETNAMESE.fullmatch(text):
            number = Decimal(text.replace(".", "").replace(",", "."))
        else:
            return None
    low = 0 if facts["kind"] == "count" else facts["minimum"]
    high = facts["maximum"]
    if facts["kind"] == "count" and number != int(number):
        return None
    if (low is not None and number < low) or (high is not None and number > high):
        return None
    return number


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value).strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _choice(text: str, facts: Facts) -> str | None:
    wanted = unicodedata.normalize("NFC", text).strip().casefold()
    labels: Sequence[str] = facts["choices"]
    for code, label in zip(facts["choice_codes"], labels, strict=True):
        if wanted in (label.casefold(), str(code).casefold()):
            return str(code)
    return None
