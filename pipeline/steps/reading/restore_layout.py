"""Make blocks again of the layout that a returned workbook carries, which nobody vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.domain.form import VALUE, Block, Choice, Column, FormSpec, Row, Shape, ValueKind
from pipeline.domain.layout import BlockPlace, Manifest
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish, published_blocks

LAST_ROW: Final = 1_048_576
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_CELL: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ROWS_ABOVE: Final = 2
"""Between a block's title and its headers; no more than that is known of an issued form."""

Published = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IssuedBlock:
    """One block as it was issued.

    Attributes:
        choices: What its dropdowns offered, by column; in fields and narrative by row.
    """

    block: Block
    place: BlockPlace
    choices: Mapping[str, tuple[Choice, ...]]


def restore(text: str, today: FormSpec) -> tuple[IssuedBlock, ...]:
    """The blocks of a published layout; none when they are today's own or damaged."""
    try:
        blocks = published_blocks(text)
        nobody = Manifest(today.id, today.version, "", "", "")
        if blocks == publish(today, place(today), nobody)["blocks"]:
            return ()
        return tuple(_restored(key, raw) for key, raw in blocks.items())
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def _restored(key: str, raw: Published) -> IssuedBlock:
    shape = Shape(raw["shape"])
    columns = [_column(name, facts) for name, facts in raw["columns"].items()]
    rows = [_row(name, facts, shape) for name, facts in raw["rows"].items()]
    block = Block(
        key,
        _text(raw["title"]),
        shape,
        tuple(columns),
        tuple(rows),
        row_label="",
        limit=_number(raw["limit"], least=0),
    )
    own = raw["rows"] if shape in (Shape.FIELDS, Shape.NARRATIVE) else raw["columns"]
    return IssuedBlock(block, _place(key, raw), dict(_choices(own)))


def _place(key: str, raw: Published) -> BlockPlace:
    header_row = _number(raw["header_row"])
    declaration = raw["declaration"]
    return BlockPlace(
        key,
        _text(raw["sheet"]),
        header_row - _ROWS_ABOVE,
        header_row,
        _number(raw["first_row"]),
        _number(raw["last_row"]),
        {name: _matching(_LETTERS, facts["letter"]) for name, facts in raw["columns"].items()},
        {name: _number(facts["row"]) for name, facts in raw["rows"].items()},
        _matching(_CELL, declaration["cell"]) if declaration else "",
    )


def _column(key: str, facts: Published) -> Column:
    kind, is_fixed = ValueKind(facts["kind"]), bool(facts["fixed"])
    return Column(key, _text(facts["label"]), kind, fixed=is_fixed)


def _row(key: str, facts: Published, shape: Shape) -> Row:
    label = _text(facts["label"])
    has_own = shape in (Shape.FIELDS, Shape.NARRATIVE)
    return Row(
        key, label, column=Column(VALUE, label, ValueKind(facts["kind"])) if has_own else None
    )


def _choices(parts: Published) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for key, facts in parts.items():
        if facts["choices"] is not None:
            pairs = zip(facts["choice_codes"], facts["choices"], strict=True)
            yield key, tuple(Choice(_text(code), _text(label)) for code, label in pairs)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _matching(pattern: re.Pattern[str], value: object) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _number(value: object, *, least: int = 1) -> int:
    if not isinstance(value, int) or not least <= value <= LAST_ROW:
        raise ValueError(value)
    return value
