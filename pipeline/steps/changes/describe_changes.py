"""A change list as plain data: for other programs (``--json``), and for the page that shows it."""

from __future__ import annotations

from typing import Any

from pipeline.domain.living import BlockOutcome, FigureMove
from pipeline.domain.runs import HEAD
from pipeline.steps.changes.change_list import ChangedCell, ChangeList, MovedBlock
from pipeline.steps.changes.unit_changes import UnitChange

Record = dict[str, Any]


def describe_changes(changes: ChangeList) -> Record:
    """What changed; the figures are those that a result prints."""
    return {
        "former": changes.former,
        "run": changes.run,
        "first": changes.is_first,
        "complete": changes.is_full,
        "settings_changed": changes.settings_changed,
        "units": [_unit(one) for one in changes.units],
        "cells": [_cell(one) for one in changes.cells],
        "figures": [describe_move(move) for move in changes.printed],
        "blocks": [_block(one) for one in changes.blocks],
        "edited": [
            {
                "file": update.name,
                "to_look_at": [_outcome(one) for one in update.to_look_at],
            }
            for update in changes.updates
        ],
    }


def describe_move(move: FigureMove) -> Record:
    """One figure that is printed otherwise."""
    return {
        "code": move.code,
        "label": move.label,
        "before": move.before,
        "after": move.after,
        "why": move.why,
    }


def _unit(change: UnitChange) -> Record:
    return {
        "unit": _coded(change.unit),
        "name": change.name,
        "former_file": change.before.name if change.before else "",
        "file": change.after.name if change.after else "",
        "why": change.why,
        "cells": len(change.differences),
    }


def _cell(changed: ChangedCell) -> Record:
    one = changed.difference
    return {
        "unit": _coded(changed.unit),
        "name": changed.name,
        "file": changed.file,
        "sheet": one.cell.sheet if one.cell else one.sheet,
        "cell": one.cell.address if one.cell else "",
        "question": one.question,
        "before": one.before,
        "after": one.after,
        "figures": list(changed.codes),
    }


def _coded(unit: str) -> str:
    """The head's own workbook is no unit's."""
    return "" if unit == HEAD else unit


def _block(moved: MovedBlock) -> Record:
    block = moved.block
    return {
        "file": block.document,
        "block": block.id,
        "heading": block.heading,
        "text": block.text,
        "table": block.is_table,
        "figures": list(moved.codes),
    }


def _outcome(outcome: BlockOutcome) -> Record:
    return {
        "block": outcome.block,
        "figures": [describe_move(move) for move in outcome.moves],
        "offered": list(outcome.offered),
    }
