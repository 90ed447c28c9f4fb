"""Lines of ``campaign.xlsx`` as typed answers, gathering all that is wrong with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.domain.form import VALUE, Column, FormSpec
from pipeline.domain.submission import Cell, Submission, Value

_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]*")
_CODE_ADVICE = "Mã chỉ gồm chữ hoa không dấu, chữ số, dấu chấm, gạch nối."


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list, or a whole fields block, by column or row key.

    Attributes:
        place: File and sheet, as written before the cell's address.
        wrong: Where problems go; shared by all lines of the workbook.
    """

    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]
    place: str
    wrong: list[str]

    def refuse(self, key: str, problem: str) -> None:
        """Note what is wrong with the answer and what to do about it."""
        cell = self.cells.get(key)
        self.wrong.append(f"{self.place}{f', ô {cell.address}' if cell else ''}: {problem}")

    def is_complete(self) -> bool:
        """Whether every required answer is there; each absent one is noted."""
        absent = [key for key, col in self.columns.items() if col.required and not self.text(key)]
        for key in absent:
            column = self.columns[key]
            self.refuse(key, f"chưa điền “{column.label}”. {column.hint}")
        return not absent

    def text(self, key: str) -> str:
        """The answer as one line of text; "" when absent."""
        value = self._value(key)
        return "" if value is None else " ".join(str(value).split())

    def parts(self, key: str) -> tuple[str, ...]:
        """The answer split at semicolons and line ends."""
        parts = re.split(r"[;\n]", str(self._value(key) or ""))
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def count(self, key: str) -> int | None:
        """The answer as a whole number."""
        value = self._value(key)
        return int(value) if isinstance(value, int | Decimal) else None

    def number(self, key: str) -> Decimal | None:
        """The answer as an exact number."""
        value = self._value(key)
        return Decimal(value) if isinstance(value, int | Decimal) else None

    def day(self, key: str) -> date | None:
        """The answer as a date."""
        value = self._value(key)
        return value if isinstance(value, date) else None

    def _value(self, key: str) -> Value:
        return self.cells[key].value if key in self.cells else None


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of ``campaign.xlsx``."""

    submission: Submission
    form: FormSpec
    wrong: list[str] = field(default_factory=list)

    def fields(self, block: str) -> Line:
        """A fields block as one line; required answers that are absent are noted."""
        table = self.submission.tables.get(block)
        rows = enumerate(table.row_keys) if table else ()
        cells = {key: table.cell(index, VALUE) for index, key in rows} if table else {}
        columns = {row.key: row.column for row in self.form.block(block).rows if row.column}
        line = Line(cells, columns, self._place(block), self.wrong)
        line.is_complete()
        return line

    def records(self, block: str) -> tuple[Line, ...]:
        """The rows of a list that say anything."""
        table = self.submission.tables.get(block)
        if table is None:
            return ()
        columns = {column.key: column for column in self.form.block(block).columns}
        lines = (
            {key: table.cell(index, key) for key in table.values}
            for index in range(len(table.row_keys))
        )
        return tuple(
            Line(cells, columns, self._place(block), self.wrong)
            for cells in lines
            if any(cell.value is not None for cell in cells.values())
        )

    def complete(self, block: str) -> list[Line]:
        """The rows of a list with all required answers; what others lack is noted."""
        return [line for line in self.records(block) if line.is_complete()]

    def chosen(self, block: str, column: str) -> Mapping[str, Line]:
        """The rows of a grid where this column says yes, by row key."""
        table = self.submission.tables.get(block)
        rows = enumerate(table.row_keys) if table else ()
        place = self._place(block)
        cells = {key: {column: table.cell(index, column)} for index, key in rows} if table else {}
        return {
            key: Line(cell, {}, place, self.wrong)
            for key, cell in cells.items()
            if cell[column].value == "yes"
        }

    def refuse(self, block: str, problem: str) -> None:
        """Note what is wrong with a block as a whole."""
        self.wrong.append(f"{self._place(block)}: {problem}")

    def _place(self, block: str) -> str:
        title = next(sheet.title for sheet, found in self.form.blocks if found.key == block)
        return f"{self.submission.file}, sheet “{title}”"


def check_codes(lines: Iterable[Line], what: str) -> None:
    """Refuse codes that are badly written or come twice."""
    written_well: list[Line] = []
    for line in lines:
        if _CODE.fullmatch(line.text("code")):
            written_well.append(line)
        else:
            line.refuse("code", f"{what} “{line.text('code')}” không hợp lệ. {_CODE_ADVICE}")
    check_unique(written_well, "code", what)


def check_unique(lines: Iterable[Line], key: str, what: str) -> None:
    """Refuse a text that comes twice, whatever its capitals."""
    seen: set[str] = set()
    for line in lines:
        text = line.text(key)
        if text.casefold() in seen:
            advice = "Đặt mã khác." if key == "code" else "Ghi rõ để phân biệt."
            line.refuse(key, f"{what} “{text}” bị trùng. {advice}")
        seen.add(text.casefold())
