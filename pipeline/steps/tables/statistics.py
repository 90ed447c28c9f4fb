"""The ministry's statistical forms and the province's summary, as worksheets of ``phu-luc.xlsx``.

The forms are data (``input_templates/statistics``). Below the official rows stand their
identities as rows that must come to 0: what units reported is printed, never balanced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.domain.document import (
    CellContent,
    Derivation,
    Fill,
    Formula,
    RowKind,
    Table,
    TableColumn,
    TableRow,
    figures_in,
)
from pipeline.domain.figures import Figure
from pipeline.domain.statistics import (
    Identity,
    StatisticalColumn,
    StatisticalForm,
    StatisticalRow,
    Subject,
)
from pipeline.steps.derive import change, plus, share
from pipeline.steps.figures import FigureBook
from pipeline.steps.statistics import asked_form
from pipeline.steps.tables.statistics_cells import cell
from pipeline.steps.tables.statistics_notes import form_notes, masthead

CHECKS = "Kiểm tra đẳng thức (không thuộc biểu): kết quả phải bằng 0"
NARROWEST, WIDEST, ROOM = 0.85, 2.2, 9.0
"""Widths of a column of numbers: few columns share the room of a page, so that headers stay low."""

_TOTAL = StatisticalRow("", "Tổng cộng")


def statistical_tables(book: FigureBook, forms: Iterable[StatisticalForm]) -> tuple[Table, ...]:
    """One table a form with something to print, in the order of the forms."""
    asked = (asked_form(form, book.campaign.awards) for form in forms)
    made = (_Sheet(book, form).table() for form in asked)
    return tuple(table for table in made if any(f.value is not None for f in figures_in(table)))


class _Sheet:
    """One form as filled from the figures of a campaign."""

    def __init__(self, book: FigureBook, form: StatisticalForm) -> None:
        self._book = book
        self._form = form
        self._is_by_award = form.subject is Subject.BY_AWARD
        shown, self._left_out = _shown(book, form)
        self._columns = _keyed(shown)

    def table(self) -> Table:
        form, period = self._form, self._book.campaign.period.label
        rows = self._by_award() if self._is_by_award else self._declared()
        return Table(
            id=f"table.statistics.{form.key}",
            title=f"{form.title} {period}",
            columns=(*self._label_columns(), *map(self._column, self._columns)),
            rows=rows,
            sheet=form.sheet,
            notes=form_notes(self._book, form, self._left_out),
            landscape=True,
            masthead=masthead(self._book, form) if form.number else None,
        )

    def _label_columns(self) -> tuple[TableColumn, ...]:
        if self._is_by_award:
            name = "Danh hiệu thi đua/Hình thức khen thưởng"
            number = TableColumn("stt", "STT", Fill.COUNT, width=0.45, code="1")
            return number, TableColumn("row", name, width=2.6, code="2")
        label = TableColumn("row", "Nội dung", width=4.4, code="A")
        code = TableColumn("code", "Mã số", width=0.5, code="B")
        if self._form.subject is Subject.MOVEMENTS:
            return label, code
        return label, code, TableColumn("measure", "Đơn vị tính", width=0.9, code="C")

    def _column(self, key: str) -> TableColumn:
        column = self._columns[key]
        above, group = column.above[:-1], column.above[-1] if column.above else ""
        formula = None
        if column.ratio:
            formula = Formula(Derivation.RATIO, tuple(f"{code}.1" for code in column.ratio))
        elif column.sums:
            terms = (k for k, one in self._columns.items() if one.short_code in column.sums)
            formula = Formula(Derivation.SUM, tuple(terms))
        return TableColumn(
            key,
            column.label,
            Fill.PERCENT if column.ratio else Fill.COUNT,
            group,
            min(WIDEST, max(NARROWEST, ROOM / len(self._columns))),
            formula,
            adds_up=formula is None,
            above=above,
            code=column.code,
        )

    def _declared(self) -> tuple[TableRow, ...]:
        lines = self._form.rows
        places = {line.code: index for index, line in enumerate(lines) if line.code}
        rows = [self._declared_row(line, places) for line in lines]
        if self._form.identities:
            rows.append(TableRow(RowKind.HEADING, {"row": CHECKS}))
            rows += [self._check(one, places, rows) for one in self._form.identities]
        return tuple(rows)

    def _declared_row(self, line: StatisticalRow, places: Mapping[str, int]) -> TableRow:
        if not line.code:
            return TableRow(RowKind.HEADING, {"row": line.label})
        labels: dict[str, CellContent] = {"row": line.label, "code": line.code}
        if self._form.subject is Subject.AWARDS:
            labels["measure"] = line.measure
        adds = tuple(places[code] for code in line.sums)
        kind = RowKind.TOTAL if adds else RowKind.DATA
        return TableRow(kind, labels | self._cells(line), adds)

    def _cells(self, line: StatisticalRow) -> dict[str, CellContent]:
        cells: dict[str, CellContent] = {}
        for key, column in self._columns.items():
            if column.ratio:
                parts = [cells[f"{code}.1"] for code in column.ratio]
                left, right = (one if isinstance(one, Figure) else plus((), "") for one in parts)
                cells[key] = share(left, right, f"{line.label}: tỷ lệ cột {column.code}")
            elif line.missing or not column.is_known:
                cells[key] = None
            else:
                cells[key] = cell(self._book, self._form, line.where, self._form.spread(column))
        return cells

    def _check(
        self, identity: Identity, places: Mapping[str, int], rows: list[TableRow]
    ) -> TableRow:
        """A row that must come to 0 in every column."""
        whole, terms = places[identity.row], tuple(places[code] for code in identity.terms)
        cells: dict[str, CellContent] = {"row": identity.words, "code": ""}
        if self._form.subject is Subject.AWARDS:
            cells["measure"] = ""
        for key in self._columns:
            left = rows[whole].cells[key]
            right = [f for index in terms if isinstance(f := rows[index].cells[key], Figure)]
            name = f"{self._form.key}.{identity.row}-{'-'.join(identity.terms)}[{key}]"
            cells[key] = _difference(name, left, right, identity.words)
        return TableRow(RowKind.SUBTOTAL, cells, (whole,), terms)

    def _by_award(self) -> tuple[TableRow, ...]:
        awards = [one for one in self._book.campaign.awards if one.level in self._form.levels]
        rows: list[TableRow] = []
        for number, award in enumerate(awards, start=1):
            line = StatisticalRow("", award.name, where={"award": (award.code,)})
            named: dict[str, CellContent] = {"stt": number, "row": award.name}
            rows.append(TableRow(RowKind.DATA, named | self._cells(line)))
        total: dict[str, CellContent] = {"stt": None, "row": _TOTAL.label}
        return (*rows, TableRow(RowKind.TOTAL, total | self._cells(_TOTAL)))


def _difference(name: str, left: CellContent, right: list[Figure], words: str) -> CellContent:
    """The difference, under a name of its own: that of all its parts would be too long to type."""
    if not isinstance(left, Figure):
        return left
    if not right:
        return ""
    added = replace(plus(right, "Cộng các dòng thành phần"), id=f"{name}.parts")
    figure = change(left, added, words)
    return replace(figure, id=name, formula="dòng tổng − cộng các dòng thành phần")


def _keyed(columns: Iterable[StatisticalColumn]) -> dict[str, StatisticalColumn]:
    """Columns by a key made of their code and their place among those that share it: "2.3"."""
    keyed: dict[str, StatisticalColumn] = {}
    for column in columns:
        number = 1 + sum(one.short_code == column.short_code for one in keyed.values())
        keyed[f"{column.short_code}.{number}"] = column
    return keyed


def _shown(
    book: FigureBook, form: StatisticalForm
) -> tuple[tuple[StatisticalColumn, ...], tuple[str, ...]]:
    """The columns to print and the names of those left out: of pairs, those with nothing in them.

    Of an official column at least one is printed.
    """
    shown: list[StatisticalColumn] = []
    left_out: list[str] = []
    for code in dict.fromkeys(column.code for column in form.columns):
        same = [column for column in form.columns if column.code == code]
        filled = [column for column in same if not column.each or _has_any(book, form, column)]
        kept = filled or same[:1]
        shown += kept
        left_out += [_named(column) for column in same if column not in kept]
    return tuple(shown), tuple(left_out)


def _named(column: StatisticalColumn) -> str:
    return f"{column.above[-1]} ({column.label.lower()})"


def _has_any(book: FigureBook, form: StatisticalForm, column: StatisticalColumn) -> bool:
    content = cell(book, form, {}, column.where)
    return isinstance(content, Figure) and bool(content.value)
