"""Check a rule against the form it stands in, when the form is loaded.

Whatever a rule speaks of must be in the form, numbers are only compared with numbers, days with
days, and a choice with the codes of its own list. So no rule can fail while it is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline.domain.form import VALUE, Shape
from pipeline.domain.rules.compiled_rule import CompiledRule
from pipeline.domain.rules.expression import (
    Arithmetic,
    CellAt,
    Comparison,
    Count,
    CurrentRow,
    Day,
    Given,
    Length,
    Name,
    Negative,
    Node,
    Number,
    PeriodEnd,
    PeriodStart,
    RowOf,
    Text,
    Total,
    parts,
)
from pipeline.domain.rules.rule_syntax import RESERVED


class Kind(Enum):
    """What values a rule can tell apart, and their Vietnamese name."""

    NUMBER = "số"
    DAY = "ngày"
    CODE = "lựa chọn"
    TEXT = "chữ"


@dataclass(frozen=True, slots=True)
class TypeOf:
    """The type of a column, a field or a term.

    Attributes:
        codes: The codes of a choice; ``None`` when the campaign decides them.
    """

    kind: Kind
    codes: frozenset[str] | None = None
    fixed: bool = False


NUMBER: Final = TypeOf(Kind.NUMBER)
DAY: Final = TypeOf(Kind.DAY)


@dataclass(frozen=True, slots=True)
class BlockTypes:
    """What rules may say of one block.

    Attributes:
        names: The types of its columns; of its rows in a fields block.
        rows: Keys of its rows; ``None`` when the campaign decides them.
    """

    shape: Shape
    names: Mapping[str, TypeOf]
    rows: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TypeCheck:
    """The check of one rule: its own block, and all blocks of the form by key."""

    own: BlockTypes
    blocks: Mapping[str, BlockTypes]

    def refuse_wrong(self, rule: CompiledRule) -> None:
        """Check all that a rule says.

        Raises:
            ValueError: Something is wrong; in Vietnamese.
        """
        self._check_condition(rule.condition)
        if CurrentRow() in rule.references and self.own.shape is not Shape.GRID:
            raise ValueError("“row” chỉ dùng được trong khối grid")
        inputs = [key for key in rule.names if not self.own.names[key].fixed]
        elsewhere = any(isinstance(place, CellAt | Total) for place in rule.elsewhere)
        if not (inputs or (elsewhere and not rule.is_per_row)):
            raise ValueError("biểu thức không nhắc tới ô nhập liệu nào")
        if shadowed := sorted(RESERVED & self.own.names.keys()):
            raise ValueError(f"khóa “{shadowed[0]}” trùng với tên dành riêng của quy tắc")

    def _check_condition(self, node: Node) -> None:
        match node:
            case Comparison():
                self._check_comparison(node)
            case Given(cell=cell):
                self._type(cell)
            case RowOf(value=value, block=block):
                self._require(value, Kind.CODE)
                self._block(block, Shape.GRID)
            case _:
                for part in parts(node):
                    self._check_condition(part)

    def _check_comparison(self, node: Comparison) -> None:
        types = [self._type(term) for term in parts(node)]
        kinds = {one.kind for one in types}
        if len(kinds) > 1:
            raise ValueError(f"không so sánh được {' với '.join(_named(kinds))}")
        if Kind.TEXT in kinds:
            raise ValueError("không so sánh được chữ tự do; chỉ dùng length(…) hoặc given(…)")
        if Kind.CODE in kinds:
            if any(sign not in ("==", "!=") for sign, _ in node.rest):
                raise ValueError("lựa chọn chỉ so sánh được bằng == và !=")
            self._check_codes([one.codes for one in types if one.codes is not None])

    def _check_codes(self, codes: list[frozenset[str]]) -> None:
        """A code written down must be one that the other side can have."""
        if len(codes) > 1 and not frozenset.intersection(*codes):
            shortest, *_ = sorted(codes, key=len)
            raise ValueError(f"mã “{min(shortest)}” không có trong danh sách lựa chọn")

    def _type(self, node: Node) -> TypeOf:
        match node:
            case Number() | Negative() | Arithmetic():
                for part in parts(node):
                    self._require(part, Kind.NUMBER)
                return NUMBER
            case Day() | PeriodStart() | PeriodEnd():
                return DAY
            case Text(value=code):
                return TypeOf(Kind.CODE, frozenset({code}))
            case CurrentRow():
                return TypeOf(Kind.CODE, self.own.rows)
            case Name(key=key):
                return self._column(self.own, key)
            case _:
                return self._type_elsewhere(node)

    def _type_elsewhere(self, node: Node) -> TypeOf:
        match node:
            case CellAt():
                return self._cell(node)
            case Length(text=text):
                self._require(text, Kind.TEXT)
            case Total():
                self._check_total(node)
            case Count():
                self._check_count(node)
            case _:
                raise TypeError(node)
        return NUMBER

    def _cell(self, cell: CellAt) -> TypeOf:
        block = self._block(cell.block, Shape.FIELDS, Shape.GRID, Shape.NARRATIVE)
        if block.shape is Shape.FIELDS and cell.column == VALUE:
            return self._column(block, cell.row, of=cell.block)
        self._check_rows(block, (cell.row,))
        return self._column(block, cell.column, of=cell.block)

    def _check_total(self, total: Total) -> None:
        block = self._block(total.block, Shape.GRID, Shape.RECORDS) if total.block else self.own
        column = self._column(block, total.column, of=total.block)
        if column.kind is not Kind.NUMBER or column.fixed or block.shape is Shape.FIELDS:
            raise ValueError(f"không cộng được cột “{total.column}”")
        if total.rows and block.shape is not Shape.GRID:
            raise ValueError("chỉ cộng được các dòng có mã của khối grid")
        self._check_rows(block, total.rows)

    def _check_count(self, count: Count) -> None:
        block = self._block(count.block, Shape.RECORDS)
        for match in count.matches:
            types = [self._column(block, match.column, of=count.block), self._type(match.value)]
            if {one.kind for one in types} != {Kind.CODE}:
                raise ValueError(f"điều kiện đếm “{match.column}” không phải là lựa chọn")
            self._check_codes([one.codes for one in types if one.codes is not None])

    def _check_rows(self, block: BlockTypes, keys: Iterable[str]) -> None:
        for key in keys:
            if block.rows is not None and key not in block.rows:
                raise ValueError(f"không có dòng “{key}”")

    def _require(self, node: Node, kind: Kind) -> None:
        found = self._type(node).kind
        if found is not kind:
            raise ValueError(f"dùng {found.value} ở chỗ cần {kind.value}")

    def _block(self, key: str, *shapes: Shape) -> BlockTypes:
        if key not in self.blocks:
            raise ValueError(f"không có khối “{key}”")
        if self.blocks[key].shape not in shapes:
            raise ValueError(f"không dùng được khối “{key}” như vậy")
        return self.blocks[key]

    def _column(self, block: BlockTypes, key: str, of: str = "") -> TypeOf:
        if key not in block.names:
            where = f"khối “{of}”" if of else "khối"
            raise ValueError(f"nhắc tới “{key}” không có trong {where}")
        return block.names[key]


def _named(kinds: Iterable[Kind]) -> list[str]:
    return sorted(kind.value for kind in kinds)
