"""Publish where everything of an issued workbook lies, so that other systems can fill it.

This is what ``thidua layout WORKBOOK --json`` prints and what the workbook's hidden manifest
page carries. Keys are stable; ``schema`` goes up when one of them changes its meaning::

    schema, form, version, period, campaign, unit
    blocks.<block>
        title, shape ("fields" | "grid" | "records" | "narrative"), sheet
        header_row, first_row, last_row     rows as Excel numbers them
        limit                               rows read at most in records; 0 elsewhere
        declaration                         null, or {cell, values}: what blanks mean
        columns.<column>                    letter, fixed, and the facts of a cell
        rows.<row>                          row, label; in fields and narrative also the facts

The facts of a cell are ``label``, ``kind`` ("text", "long_text", "count", "number", "date",
"choice"), ``required``, ``choices`` (labels, as entered) with ``choice_codes`` (same order) or
null, ``minimum``, ``maximum``, ``hint``. Columns with ``fixed`` true are printed, not filled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipeline.domain.form import BLANKS, Block, Choice, Column, FormSpec, Row, Shape
from pipeline.domain.layout import BlockPlace, Layout, Manifest

SCHEMA = 1
_BLOCKS = '"blocks":'
_UNIT = ',"unit":"'
_END = re.compile(r'(?:[^"\\]|\\.)*"\}')
"""The end of a layout behind ``_UNIT``; former versions named the unit in the first words."""

Lists = Mapping[str, tuple[Choice, ...]]


def publish(form: FormSpec, layout: Layout, manifest: Manifest) -> dict[str, Any]:
    """Describe an issued workbook by block, column and row, ready for JSON."""
    return {**_head(manifest), "blocks": _blocks(form, layout), "unit": manifest.unit}


def publish_json(form: FormSpec, layout: Layout, manifest: Manifest) -> str:
    """The same on one line, as the workbook carries it."""
    return shared_json(form, layout, manifest) + own_json(manifest)


def shared_json(form: FormSpec, layout: Layout, manifest: Manifest) -> str:
    """How that line begins: the same in every workbook of a campaign, and nearly all of it."""
    return _on_one_line({**_head(manifest), "blocks": _blocks(form, layout)})[:-1]


def own_json(manifest: Manifest) -> str:
    """How it ends: what differs between the workbooks of a campaign."""
    return "," + _on_one_line({"unit": manifest.unit})[1:]


def blocks_text(layout_json: str) -> str:
    """The blocks of a published layout, which are the same in every workbook of a campaign."""
    _, mark, blocks = layout_json.partition(_BLOCKS)
    place = blocks.rfind(_UNIT)
    if place >= 0 and _END.fullmatch(blocks, place + len(_UNIT)):
        blocks = blocks[:place] + "}"
    return "{" + mark + blocks


def published_blocks(text: str) -> dict[str, Any]:
    """The blocks of that part.

    Raises:
        ValueError: It is damaged.
    """
    found = json.loads(text)
    blocks = found.get("blocks") if isinstance(found, dict) else None
    if not isinstance(blocks, dict):
        raise ValueError("no blocks")  # noqa: TRY004
    return blocks


def _head(manifest: Manifest) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "form": manifest.form,
        "version": manifest.version,
        "period": manifest.period,
        "campaign": manifest.campaign,
    }


def _blocks(form: FormSpec, layout: Layout) -> dict[str, Any]:
    return {block.key: _block(block, layout[block.key], form.lists) for _, block in form.blocks}


def _on_one_line(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _block(block: Block, place: BlockPlace, lists: Lists) -> dict[str, Any]:
    return {
        "title": block.title,
        "shape": block.shape.value,
        "sheet": place.sheet,
        "header_row": place.header_row,
        "first_row": place.first_row,
        "last_row": place.last_row,
        "limit": block.limit,
        "declaration": _declaration(place, lists),
        "columns": {
            column.key: {"letter": place.columns[column.key], "fixed": column.fixed}
            | _facts(column, column.label, column.hint, lists)
            for column in block.columns
        },
        "rows": {row.key: _row(row, block, place, lists) for row in block.rows},
    }


def _declaration(place: BlockPlace, lists: Lists) -> dict[str, Any] | None:
    if not place.declaration:
        return None
    return {"cell": place.declaration, "values": [choice.label for choice in lists[BLANKS]]}


def _row(row: Row, block: Block, place: BlockPlace, lists: Lists) -> dict[str, Any]:
    facts: dict[str, Any] = {"row": place.rows[row.key], "label": row.label}
    if block.shape in (Shape.FIELDS, Shape.NARRATIVE):
        column = block.column(block.columns[0].key, row.key)
        facts |= _facts(column, row.label, row.hint or column.hint, lists)
    return facts


def _facts(column: Column, label: str, hint: str, lists: Lists) -> dict[str, Any]:
    choices = lists[column.choices] if column.choices else None
    return {
        "label": label,
        "kind": column.kind.value,
        "required": column.required,
        "choices": [choice.label for choice in choices] if choices is not None else None,
        "choice_codes": [choice.code for choice in choices] if choices is not None else None,
        "minimum": _number(column.minimum),
        "maximum": _number(column.maximum),
        "hint": hint,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
