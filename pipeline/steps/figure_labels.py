"""What a figure is called (tên số liệu): block, rows, column and unit, in the words of the form."""

from __future__ import annotations

from pipeline.domain.campaign import Campaign
from pipeline.domain.figures import Query
from pipeline.domain.form import Block, FormSpec, Shape

FEW_ROWS = 3
"""Rows that a label still names one by one."""


class FigureLabels:
    """Labels of the queries of one campaign, each made once."""

    def __init__(self, forms: tuple[FormSpec, ...], campaign: Campaign) -> None:
        self._blocks = {block.key: block for form in reversed(forms) for _, block in form.blocks}
        self._unit_names = {unit.code: unit.short_name for unit in campaign.units}
        self._group = campaign.title
        self._made: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def label(self, query: Query) -> str:
        """The label of what a query counts or adds."""
        key = (query.block, query.column, query.rows)
        if key not in self._made:
            self._made[key] = self._label_of_all(query)
        whose = self._unit_names.get(query.unit, "") or (self._group if query.scope else "")
        return f"{self._made[key]} · {whose}" if whose else self._made[key]

    def _label_of_all(self, query: Query) -> str:
        block = self._blocks.get(query.block)
        if block is None:
            return query.name
        rows = _row_labels(block, query.rows)
        named = [column.label for column in block.columns if column.key == query.column]
        return " · ".join(part for part in (block.title, rows, *named) if part)


def _row_labels(block: Block, rows: tuple[str, ...]) -> str:
    """All of a few rows; of many the first, the last and how many they are."""
    if len(rows) <= FEW_ROWS:
        return ", ".join(_row_label(block, row) for row in rows)
    first, last = _row_label(block, rows[0]), _row_label(block, rows[-1])
    return f"{len(rows)} dòng, từ “{first}” đến “{last}”"


def _row_label(block: Block, row: str) -> str:
    return f"dòng {row}" if block.shape is Shape.RECORDS else block.row(row).label
