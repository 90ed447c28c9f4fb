"""Say in words which parts of a form are not there: whole sheets, blocks, columns and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.domain.form import Block, FormSpec
from pipeline.domain.layout import BlockPlace


def missing_parts(form: FormSpec, places: Mapping[str, BlockPlace]) -> Iterator[str]:
    """What of the form is not in the places found, by block key."""
    for sheet in form.sheets:
        lost = [block for block in sheet.blocks if block.key not in places]
        if len(lost) == len(sheet.blocks):
            yield f"sheet “{sheet.title}”"
            continue
        yield from (f"bảng “{block.title}” (sheet “{sheet.title}”)" for block in lost)
        for block in sheet.blocks:
            if block.key in places:
                yield from _missing_in(block, places[block.key])


def _missing_in(block: Block, place: BlockPlace) -> Iterator[str]:
    for column in block.inputs:
        if column.key not in place.columns:
            yield f"cột “{column.label}” (sheet “{place.sheet}”)"
    for row in block.rows:
        if row.key not in place.rows:
            yield f"dòng “{row.label}” (sheet “{place.sheet}”)"
