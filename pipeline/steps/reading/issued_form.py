"""Read a workbook by the form it was issued with, under today's keys (biểu mẫu lúc phát hành).

A workbook carries the layout it was issued with. Where that is not today's (an older version,
last year's form, settings changed since) its blocks, columns and rows are looked for by their
own labels, and mean what today's of the same key, or of a key they had ``formerly``, mean. What
means nothing any more is listed by ``left_over``, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, TypeVar

from pipeline.domain.form import Block, Choice, Column, FormSpec, Row, Sheet
from pipeline.domain.layout import BlockPlace, Layout
from pipeline.steps.place import place
from pipeline.steps.publish_layout import blocks_text
from pipeline.steps.reading.anchor import Anchor
from pipeline.steps.reading.missing import missing_parts
from pipeline.steps.reading.restore_layout import IssuedBlock, restore

Part = TypeVar("Part", bound="_Keyed")
Where = TypeVar("Where")


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def formerly(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Known:
    """The part of an issued block that means something today.

    Attributes:
        block: Today's block with the labels it was issued with, and only what was issued.
        columns: Key as issued → today's key.
        rows: Likewise; empty in records.
    """

    block: Block
    columns: Mapping[str, str]
    rows: Mapping[str, str]

    def today(self, anchor: Anchor) -> Anchor:
        """An issued block that was found, under today's keys."""
        found, rows = anchor.place, anchor.rows
        at = replace(
            found,
            block=self.block.key,
            columns=_renamed(found.columns, self.columns),
            rows=_renamed(found.rows, self.rows),
        )
        repeated = [(self.rows[key], row) for key, row in rows.repeated if key in self.rows]
        lost = (row for key, row in rows.repeated if key not in self.rows)
        seen = replace(
            rows,
            numbers=at.rows,
            repeated=tuple(repeated),
            strangers=(*rows.strangers, *lost),
        )
        unread = {letter for key, letter in found.columns.items() if key not in self.columns}
        return Anchor(at, anchor.sheet, seen, frozenset(unread))


@dataclass(frozen=True, slots=True)
class IssuedForm:
    """A form as it was when a workbook was issued.

    Attributes:
        form: Its blocks under the keys they were issued with: what to look for.
        layout: Where they lay.
        known: Key as issued → what the block means today, where it means anything.
        wanted: What is known, under today's keys: what to read.
        unasked: What today's form asks that this one did not, in words.
    """

    form: FormSpec
    layout: Layout
    known: Mapping[str, Known]
    wanted: FormSpec
    unasked: tuple[str, ...]

    def today(self, found: Mapping[str, Anchor]) -> dict[str, Anchor]:
        """The blocks found, under today's keys."""
        return {
            known.block.key: known.today(found[key])
            for key, known in self.known.items()
            if key in found
        }


def issued_form(form: FormSpec, layout_json: str, version: int) -> IssuedForm | None:
    """The form that a workbook was issued with; ``None`` when it is today's or cannot be known.

    Args:
        layout_json: As the workbook carries it, which is not to be trusted.
        version: Version of the form that the workbook says it has.
    """
    return _issued_form(_Same(form), blocks_text(layout_json), version)


class _Same:
    """A form by its identity: its value cannot be hashed."""

    def __init__(self, form: FormSpec) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.form is self.form


@lru_cache(maxsize=32)
def _issued_form(same: _Same, text: str, version: int) -> IssuedForm | None:
    """Remembered: nearly all workbooks of a campaign were issued with one form."""
    form = same.form
    issued = restore(text, form)
    if not issued:
        return None
    blocks = {one.block.key: one for one in issued}
    renamed = version != form.version
    claims = _claims((block for _, block in form.blocks), blocks, renamed=renamed)
    lists: dict[str, tuple[Choice, ...]] = dict(form.lists)
    known = {
        key: _known(claims[key], one, lists, renamed=renamed)
        for key, one in blocks.items()
        if key in claims and claims[key].shape is one.block.shape
    }
    today = place(form)
    places = {one.block.key: _partly(today[one.block.key], one) for one in known.values()}
    asked = [(one.place.sheet, one.block) for one in issued]
    wanted = [(sheet, known[block.key].block) for sheet, block in asked if block.key in known]
    return IssuedForm(
        replace(form, version=version, sheets=_sheets(asked)),
        Layout({one.block.key: one.place for one in issued}),
        known,
        replace(form, sheets=_sheets(wanted), lists=lists),
        tuple(missing_parts(form, places)),
    )


def _claims(today: Iterable[Part], issued: Iterable[str], *, renamed: bool) -> dict[str, Part]:
    """Key as issued → the part of today's form it is; one issued part is one of today's."""
    parts, keys = tuple(today), set(issued)
    own = [(part.key, part) for part in parts]
    former = [(key, part) for part in parts for key in part.formerly]
    claimed: dict[str, Part] = {}
    taken: set[str] = set()
    for key, part in (*former, *own) if renamed else (*own, *former):
        if key in keys and key not in claimed and part.key not in taken:
            claimed[key] = part
            taken.add(part.key)
    return claimed


def _known(
    today: Block, issued: IssuedBlock, lists: dict[str, tuple[Choice, ...]], *, renamed: bool
) -> Known:
    """Today's block as issued: its columns and rows that mean something, with their old labels."""
    old = issued.block
    fixed = {column.key: column.fixed for column in old.columns}
    columns = {
        key: column
        for key, column in _claims(today.columns, fixed, renamed=renamed).items()
        if column.fixed == fixed[key]
    }
    rows = _claims(today.rows, [row.key for row in old.rows], renamed=renamed)
    block = replace(
        today,
        title=old.title,
        columns=tuple(
            _as_labelled(columns[one.key], one, issued, lists)
            for one in old.columns
            if one.key in columns
        ),
        rows=tuple(_row(rows[one.key], one, issued, lists) for one in old.rows if one.key in rows),
    )
    return Known(
        block,
        {key: column.key for key, column in columns.items()},
        {key: row.key for key, row in rows.items()},
    )


def _row(today: Row, old: Row, issued: IssuedBlock, lists: dict[str, tuple[Choice, ...]]) -> Row:
    if today.column is None or old.column is None:
        return replace(today, label=old.label)
    own = replace(old.column, key=old.key)
    answer = replace(_as_labelled(today.column, own, issued, lists), key=today.column.key)
    return replace(today, label=old.label, column=answer)


def _as_labelled(
    today: Column, old: Column, issued: IssuedBlock, lists: dict[str, tuple[Choice, ...]]
) -> Column:
    """Today's column under its old label; a dropdown's old labels still mean their codes."""
    column = replace(today, label=old.label)
    offered = issued.choices.get(old.key, ())
    if not today.choices or not offered:
        return column
    codes = {choice.code for choice in lists[today.choices]}
    name = f"{today.choices} ({issued.block.key}.{old.key})"
    former = (choice for choice in offered if choice.code in codes)
    lists[name] = (*lists[today.choices], *former)
    return replace(column, choices=name)


def _partly(today: BlockPlace, known: Known) -> BlockPlace:
    """Today's place of a block with only what was asked when the workbook was issued."""
    columns, rows = set(known.columns.values()), set(known.rows.values())
    return replace(
        today,
        columns={key: letter for key, letter in today.columns.items() if key in columns},
        rows={key: number for key, number in today.rows.items() if key in rows},
    )


def _sheets(blocks: Iterable[tuple[str, Block]]) -> tuple[Sheet, ...]:
    sheets: dict[str, list[Block]] = {}
    for name, block in blocks:
        sheets.setdefault(name, []).append(block)
    return tuple(Sheet(name, name, name, tuple(held)) for name, held in sheets.items())


def _renamed(found: Mapping[str, Where], names: Mapping[str, str]) -> dict[str, Where]:
    return {names[key]: where for key, where in found.items() if key in names}
