"""The change list (danh sách thay đổi) between two runs: cells, figures, blocks.

Everything is told from what the two runs recorded, so that any two runs can be compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.domain.living import FigureMove, ReportUpdate
from pipeline.domain.runs import Block, RunRecord
from pipeline.steps.changes.reach import Leaves, came_or_went, rests_on
from pipeline.steps.changes.unit_changes import Readable, UnitChange, unit_changes
from pipeline.steps.feedback.differences import Difference

NAMED = 3
"""Units named as the cause of one move; the others are counted."""

_SETTINGS = "campaign.xlsx đã được sửa"


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A workbook cell that changed, and the figures that moved with it.

    Attributes:
        unit: Code of the unit, or ``HEAD``; ``name`` is for people.
        codes: Short codes of those figures.
    """

    unit: str
    name: str
    file: str
    difference: Difference
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedBlock:
    """A sentence or table that carries figures that moved."""

    block: Block
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What changed from one run to another.

    Attributes:
        former: Id of the earlier run; "" when ``run`` is the first.
        moves: In reading order of the results; last those that no result prints.
        updates: What became of the reports that a person had edited.
        settings_changed: Whether ``campaign.xlsx`` is another one.
        is_full: Whether both runs recorded what they counted; else only figures are compared.
    """

    former: str
    run: str
    units: tuple[UnitChange, ...] = ()
    cells: tuple[ChangedCell, ...] = ()
    moves: tuple[FigureMove, ...] = ()
    blocks: tuple[MovedBlock, ...] = ()
    updates: tuple[ReportUpdate, ...] = ()
    settings_changed: bool = False
    is_full: bool = True

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to compare with."""
        return not self.former

    @property
    def printed(self) -> tuple[FigureMove, ...]:
        """The moves that a result shows."""
        carried = {code for moved in self.blocks for code in moved.codes}
        return tuple(move for move in self.moves if move.code in carried)


def change_list(former: RunRecord | None, present: RunRecord, readable: Readable) -> ChangeList:
    """Compare two runs; without a former one there is nothing to tell."""
    if former is None:
        return ChangeList("", present.run)
    units: tuple[UnitChange, ...] = ()
    if former.inputs and present.inputs:
        units = unit_changes(former.inputs, present.inputs, readable)
    leaves = Leaves(present.figures, former.figures)
    moved = tuple(_moved(former, present))
    codes = {name: _code(name, former, present) for name in moved}
    cells = tuple(_cells(units, codes, leaves))
    whys = _Whys(units, cells, otherwise=_SETTINGS if _new_settings(former, present) else "")
    moves = [_move(name, former, present, whys.of(codes[name], leaves.of(name))) for name in moved]
    return ChangeList(
        former=former.run,
        run=present.run,
        units=units,
        cells=cells,
        moves=_in_reading_order(moves, (*present.blocks, *former.blocks)),
        blocks=tuple(_carriers(former, present, set(codes.values()))),
        settings_changed=_new_settings(former, present),
        is_full=bool(former.inputs and present.inputs),
    )


def _new_settings(former: RunRecord, present: RunRecord) -> bool:
    before, after = former.inputs, present.inputs
    return bool(before and after and before.settings != after.settings)


def _moved(former: RunRecord, present: RunRecord) -> Iterator[str]:
    """Ids of the figures that are printed otherwise, or in one run only."""
    for name in {**present.figures, **former.figures}:
        before, after = (_printed(record.figures.get(name)) for record in (former, present))
        if before != after:
            yield name


def _printed(record: Mapping[str, Any] | None) -> str:
    return str(record["printed"]) if record else ""


def _code(name: str, former: RunRecord, present: RunRecord) -> str:
    """Figures recorded before they had codes are named by their ids."""
    return str((present.figures.get(name) or former.figures[name]).get("code", name))


def _move(name: str, former: RunRecord, present: RunRecord, why: str) -> FigureMove:
    before, after = former.figures.get(name), present.figures.get(name)
    label = str((after or before or {})["label"])
    return FigureMove(_code(name, former, present), label, _printed(before), _printed(after), why)


class _Whys:
    """Why figures moved: which units' files, else what holds for all figures."""

    def __init__(
        self, units: tuple[UnitChange, ...], cells: Iterable[ChangedCell], otherwise: str
    ) -> None:
        self._units = units
        self._otherwise = otherwise
        self._by_cells: dict[str, set[str]] = defaultdict(set)
        for cell in cells:
            for code in cell.codes:
                self._by_cells[code].add(cell.unit)

    def of(self, code: str, queries: Iterable[Mapping[str, Any]]) -> str:
        """The reasons of the units a figure moved with, the first few of many."""
        asked = tuple(queries)
        found = [
            change.why
            for change in self._units
            if change.unit in self._by_cells.get(code, ()) or came_or_went(asked, change)
        ]
        more = f"; và {len(found) - NAMED} đơn vị khác" if len(found) > NAMED else ""
        return "; ".join(found[:NAMED]) + more if found else self._otherwise


def _cells(
    units: Iterable[UnitChange], moves: Mapping[str, str], leaves: Leaves
) -> Iterator[ChangedCell]:
    by_block: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for name, code in moves.items():
        for query in leaves.of(name):
            by_block[query["block"]].append((code, query))
    for change in units:
        file = change.after.name if change.after else ""
        for one in change.differences:
            asking = by_block[one.place[0]]
            codes = dict.fromkeys(code for code, query in asking if rests_on(query, change, one))
            yield ChangedCell(change.unit, change.name, file, one, tuple(codes))


def _in_reading_order(
    moves: Iterable[FigureMove], blocks: Iterable[Block]
) -> tuple[FigureMove, ...]:
    places: dict[str, int] = {}
    for block in blocks:
        for code in block.codes:
            places.setdefault(code, len(places))
    return tuple(sorted(moves, key=lambda one: (places.get(one.code, len(places)), one.label)))


def _carriers(former: RunRecord, present: RunRecord, codes: set[str]) -> Iterator[MovedBlock]:
    """The blocks now; then those that are no longer written, in documents that still are."""
    now = {(block.document, block.id) for block in present.blocks}
    written = {document for document, _ in now}
    gone = (
        block
        for block in former.blocks
        if (block.document, block.id) not in now and (block.document in written or not now)
    )
    for block in (*present.blocks, *gone):
        found = tuple(code for code in block.codes if code in codes)
        if found:
            yield MovedBlock(block, found)
