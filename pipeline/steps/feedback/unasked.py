"""Which changes of a unit go beyond what it had been asked to correct."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.domain.correction import Place
from pipeline.domain.findings import Finding
from pipeline.domain.form import VALUE, Block, FormSpec, Shape
from pipeline.domain.rules.compiled_rule import compile_rule
from pipeline.domain.rules.expression import CellAt, Count, Name, Total
from pipeline.domain.submission import Submission
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.reading.cell_places import CellPlaces


def unasked(
    changes: Iterable[Difference], before: Submission, findings: Iterable[Finding], form: FormSpec
) -> tuple[Difference, ...]:
    """The changes beside those that the findings on the earlier submission asked for.

    A rule is answered by changing any of the cells it speaks of; a row that was asked about may
    be taken out; what has no cell of its own is asked of its whole sheet.
    """
    places = CellPlaces.of(before)
    asked = _Asked()
    for found in findings:
        place = places.at(found.sheet, found.cell)
        if place is None:
            on_sheet = (table for table in before.tables.values() if table.sheet == found.sheet)
            asked.blocks.update(table.block for table in on_sheet)
        else:
            asked.places.update((place, (place[0], place[1], "")))
            asked.add_rules(place, found.code, form)
    return tuple(change for change in changes if not asked.includes(change.place))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Single cells and rows, and whole blocks."""

    places: set[Place] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)

    def includes(self, place: Place) -> bool:
        return place in self.places or place[0] in self.blocks

    def add_rules(self, place: Place, code: str, form: FormSpec) -> None:
        """Everything that the rule with this code speaks of."""
        for _, block in form.blocks:
            for rule in block.rules:
                if rule.code == code:
                    self._add_rule(place, rule.expression, block)

    def _add_rule(self, place: Place, expression: str, block: Block) -> None:
        compiled = compile_rule(expression)
        for part in (*compiled.cells, *compiled.references):
            match part:
                case Name(key=key) if block.shape is Shape.FIELDS:
                    self.places.add((block.key, key, VALUE))
                case Name(key=key):
                    self.places.add((block.key, place[1], key))
                case CellAt():
                    self.places.add((part.block, part.row, part.column))
                case Total() | Count():
                    self.blocks.add(part.block or block.key)
                case _:
                    continue
