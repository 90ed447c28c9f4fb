"""A correction (bản sửa): a unit's own answers in a fresh form, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.domain.findings import Finding
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Value

Place: TypeAlias = tuple[str, str, str]
"""Block, row key and column key; records count their rows from "1"."""

DECLARATION = "declaration"
"""Row key of the cell above a block that says what its blanks mean."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of one code, in the order of the form."""

    title: str
    severity: Severity
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction workbook holds.

    Attributes:
        values: What the unit answered: typed values, and unreadable cells as text.
        causes: What was found, the gravest first; sheets and cells are those of the fresh form,
            and "" where the fresh form has no such cell.
    """

    values: Mapping[Place, Value]
    causes: tuple[Cause, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the gravest first."""
        return tuple(found for cause in self.causes for found in cause.findings)
