"""Runs (lần tổng hợp): what a run of ``consolidate`` counted and what it wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

HEAD = "@head"
"""Stands for the head's own workbook among the units' codes."""


@dataclass(frozen=True, slots=True)
class CountedFile:
    """The file that counted for a unit.

    Attributes:
        name: Relative to the inbox.
        chosen: When a person decided that it counts; ``None`` when nobody did.
    """

    digest: str
    name: str
    received: datetime
    chosen: datetime | None = None


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A report as it lies in ``reports/`` since a run.

    Attributes:
        run: The run whose figures it prints; an earlier one where a run could not update it.
        digest: SHA-256 as written, while nothing but our own words is in it; else "".
        memory: What the document remembers, kept a second time: some programs drop it on saving.
    """

    run: str
    digest: str = ""
    memory: str = ""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What a run was made from.

    Attributes:
        asked: How many units are asked.
        counted: By unit code, and ``HEAD``.
        settings: SHA-256 of ``campaign.xlsx``.
    """

    asked: int
    counted: Mapping[str, CountedFile]
    settings: str = ""

    @property
    def units(self) -> int:
        """How many units are in."""
        return len(self.counted.keys() - {HEAD})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or table of a result, and the figures in it.

    Attributes:
        document: Name of the file.
        heading: The section or appendix it stands in.
        text: A paragraph's words; a table's title.
        codes: Short codes of its figures, each once, in reading order.
    """

    document: str
    id: str
    heading: str
    text: str
    is_table: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything a run leaves for later ones to compare with.

    Attributes:
        figures: As ``steps.provenance`` records them, by id.
        inputs: ``None`` for a run before they were recorded.
        documents: By file name.
    """

    run: str
    figures: Mapping[str, Mapping[str, Any]]
    inputs: RunInputs | None = None
    documents: Mapping[str, WrittenDocument] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
