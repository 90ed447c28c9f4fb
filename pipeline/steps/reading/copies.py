"""Find copies of the form's sheets (“Khen thưởng (2)”): only one of each is read, and it is said.

Nothing of a copy is ever added up. What it says differently is listed, so that the sender can
tell which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import Block, FormSpec, Shape
from pipeline.domain.layout import Layout
from pipeline.domain.manifest import MANIFEST_SHEET
from pipeline.domain.workbook import RawSheet, RawWorkbook, column_index
from pipeline.steps.reading.anchor import Anchor, anchor_at
from pipeline.steps.reading.coerce import is_blank, shown
from pipeline.steps.reading.headers import Header, candidates, text_index, titles_of

LISTED: Final = 20
"""Differing cells quoted in one finding."""

Cells = list[tuple[str, str]]


def copies(
    book: RawWorkbook, form: FormSpec, layout: Layout, found: Mapping[str, Anchor]
) -> Iterator[Finding]:
    """One finding for every sheet that holds tables already read from another sheet.

    Args:
        found: The blocks that are read, by key.
    """
    hosts = {one.sheet.name for one in found.values()} | {MANIFEST_SHEET}
    for sheet in book.sheets:
        if sheet.name not in hosts:
            tables = _tables(sheet, form, layout, found)
            if tables:
                yield _copied(sheet, tables, found)


def _tables(
    sheet: RawSheet, form: FormSpec, layout: Layout, found: Mapping[str, Anchor]
) -> list[tuple[Block, Anchor]]:
    """The tables of the form on a sheet, with all their headers, that are read elsewhere."""
    index, titles = text_index(sheet), titles_of(form)
    headers: dict[str, Header] = {}
    for _, block in form.blocks:
        if block.key in found:
            ranked = sorted(
                candidates(sheet, index, block, layout[block.key], titles),
                key=lambda candidate: candidate[0],
            )
            whole = [one for _, one in ranked if len(one.columns) == len(block.columns)]
            if whole and whole[-1].row not in {header.row for header in headers.values()}:
                headers[block.key] = whole[-1]
    return [
        (block, anchor_at(block, layout[block.key], headers[block.key], headers.values()))
        for _, block in form.blocks
        if block.key in headers
    ]


def _copied(
    sheet: RawSheet, tables: list[tuple[Block, Anchor]], found: Mapping[str, Anchor]
) -> Finding:
    cells = [cell for block, copy in tables for cell in _differences(block, found[block.key], copy)]
    read = found[tables[0][0].key].sheet.name
    if not cells:
        return finding(FindingKind.SHEET_COPIED, sheet=sheet.name, copy=sheet.name, read=read)
    listed = "; ".join(f"{address} = {value}" for address, value in cells[:LISTED])
    more = f"; và {len(cells) - LISTED} ô nữa" if len(cells) > LISTED else ""
    return finding(
        FindingKind.COPY_DIFFERS,
        sheet=sheet.name,
        cell=cells[0][0],
        copy=sheet.name,
        read=read,
        cells=listed + more,
    )


def _differences(block: Block, read: Anchor, copy: Anchor) -> Iterator[tuple[str, str]]:
    """The filled cells of a copy that do not say what the table that is read says."""
    inputs = [column.key for column in block.inputs if column.key in read.place.columns]
    if block.shape is Shape.RECORDS:
        yield from _other_records(inputs, read, copy)
        return
    for row in block.rows:
        if row.key in copy.place.rows:
            there = _texts(copy, copy.place.rows[row.key], inputs)
            here = (
                _texts(read, read.place.rows[row.key], inputs) if row.key in read.place.rows else {}
            )
            for key, (address, text) in there.items():
                if text != here.get(key, ("", ""))[1]:
                    yield address, text


def _other_records(inputs: list[str], read: Anchor, copy: Anchor) -> Iterator[tuple[str, str]]:
    known = {
        tuple(text for _, text in _texts(read, row, inputs).values())
        for row in range(read.place.first_row, read.place.last_row + 1)
    }
    for row in range(copy.place.first_row, copy.place.last_row + 1):
        texts = _texts(copy, row, inputs)
        if texts and tuple(text for _, text in texts.values()) not in known:
            yield next(iter(texts.values()))


def _texts(anchor: Anchor, row: int, inputs: list[str]) -> dict[str, tuple[str, str]]:
    """Address and text of the filled cells of a row, by column key."""
    letters = anchor.place.columns
    raws = {key: anchor.sheet.at(row, column_index(letters[key])) for key in inputs}
    return {
        key: (f"{letters[key]}{row}", shown(raw)) for key, raw in raws.items() if not is_blank(raw)
    }
