"""Read the published layout of an issued workbook: what is asked, and what may be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pipeline.domain.form import VALUE

Answer: TypeAlias = int | float | str | date
Answers: TypeAlias = dict[tuple[str, str], Answer | None]
"""A block's answers by (row, column); ``None`` where a cell stays blank on purpose."""

DECLARATION = "declaration"
"""Row of the answer that declares what a block's blanks mean."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One block as published."""

    key: str
    published: Mapping[str, Any]

    @property
    def shape(self) -> str:
        """How it lies: "fields", "grid", "records" or "narrative"."""
        return str(self.published["shape"])

    @property
    def rows(self) -> Mapping[str, str]:
        """Labels of the fixed rows, by key."""
        return {key: str(row["label"]) for key, row in self.published["rows"].items()}

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the columns that are filled."""
        return tuple(key for key, one in self.published["columns"].items() if not one["fixed"])

    def facts(self, row: str, column: str) -> Mapping[str, Any]:
        """What is published about a cell: kind, choices, bounds, label."""
        own: Mapping[str, Any] = self.published["rows"].get(row, {})
        facts: Mapping[str, Any] = own if "kind" in own else self.published["columns"][column]
        return facts

    def choices(self, column: str, row: str = "") -> Mapping[str, str]:
        """Labels of a dropdown by code; none where there is no such column or dropdown."""
        if column not in self.published["columns"]:
            return {}
        facts = self.facts(row, column)
        return dict(zip(facts["choice_codes"] or (), facts["choices"] or (), strict=True))

    def label(self, column: str, code: str) -> str | None:
        """The label to enter for a code; ``None`` when it is not offered."""
        return self.choices(column).get(code)

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Every input cell of the fixed rows."""
        columns = (VALUE,) if self.shape in ("fields", "narrative") else self.inputs
        return ((row, column) for row in self.rows for column in columns)


def asked_blocks(layout: Mapping[str, Any]) -> dict[str, Asked]:
    """The blocks of a workbook by key, in the order of the form."""
    return {key: Asked(key, block) for key, block in layout["blocks"].items()}
