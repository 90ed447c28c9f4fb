"""Check the rules of a form file against its blocks, before the form is used at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.domain.form import VALUE, Shape, ValueKind
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.rule_types import DAY, NUMBER, BlockTypes, Kind, TypeCheck, TypeOf
from pipeline.files.templates.catalogue_schema import ChoiceLine

if TYPE_CHECKING:
    from pipeline.files.templates.schema import BlockLine, ColumnLine, RowLine, RuleLine

Lists = Mapping[str, tuple[ChoiceLine, ...]]

_TYPES: Final[Mapping[ValueKind, TypeOf]] = {
    ValueKind.COUNT: NUMBER,
    ValueKind.NUMBER: NUMBER,
    ValueKind.DATE: DAY,
    ValueKind.TEXT: TypeOf(Kind.TEXT),
    ValueKind.LONG_TEXT: TypeOf(Kind.TEXT),
}


def wrong_rules(blocks: Sequence[BlockLine], lists: Lists) -> Iterator[str]:
    """What is wrong with the rules of a form, each led by its code and block."""
    types = {block.key: _block_types(block, lists) for block in blocks}
    for block in blocks:
        check = TypeCheck(types[block.key], types)
        for rule in block.rules:
            try:
                _refuse_wrong(rule, block, check)
            except ValueError as problem:
                yield f"quy tắc {rule.code} (khối “{block.key}”): {problem}"


def _refuse_wrong(rule: RuleLine, block: BlockLine, check: TypeCheck) -> None:
    check.refuse_wrong(compile_rule(rule.expression))
    if rule.rows and block.shape is not Shape.GRID:
        raise ValueError("rows chỉ dùng được trong khối grid")


def _block_types(block: BlockLine, lists: Lists) -> BlockTypes:
    match block.shape:
        case Shape.FIELDS:
            return BlockTypes(block.shape, {row.key: _type_of(row, lists) for row in block.rows})
        case Shape.NARRATIVE:
            return BlockTypes(block.shape, {VALUE: TypeOf(Kind.TEXT)}, _row_keys(block, lists))
        case _:
            counted = {line.code: NUMBER for line in lists.get(block.column_source, ())}
            columns = {column.key: _type_of(column, lists) for column in block.columns}
            return BlockTypes(block.shape, {**counted, **columns}, _row_keys(block, lists))


def _row_keys(block: BlockLine, lists: Lists) -> frozenset[str] | None:
    if block.rows:
        return frozenset(row.key for row in block.rows)
    source, _, name = block.row_source.partition(":")
    return frozenset(line.code for line in lists[name]) if source == "list" else None


def _type_of(line: ColumnLine | RowLine, lists: Lists) -> TypeOf:
    if line.kind is ValueKind.CHOICE:
        known = lists.get(line.choices)
        return TypeOf(Kind.CODE, frozenset(x.code for x in known) if known is not None else None)
    own = _TYPES[line.kind]
    return TypeOf(own.kind, own.codes, fixed=getattr(line, "fixed", False))
