"""``thidua trace``: the cells behind a printed figure, and the figures that a text may mean.

The record of the last run knows all figures but those of single rows of long tables, which stand
in ``phu-luc.xlsx`` alone: these are made again from what counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pipeline.domain.errors import PipelineError
from pipeline.domain.figures import Figure
from pipeline.files.campaign.run_folders import RECORD
from pipeline.files.templates.phrases import load_phrases
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import collect
from pipeline.jobs.progress import Progress, begin, silent
from pipeline.steps.cut_tables import CutTables, Search, Word
from pipeline.steps.figures import FigureBook
from pipeline.steps.named_figure import figure_named
from pipeline.steps.provenance import FigureRecord, record_figures, restore_figure
from pipeline.steps.trace import TracedCell, trace

_UNIT = re.compile(r"@([A-Z0-9-]+)")
"""A unit's code in the id of a figure."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with the cells it came from.

    Attributes:
        is_remade: Whether the last run did not record it: it was made again from what counts now.
    """

    figure: Figure
    cells: tuple[TracedCell, ...]
    is_remade: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Figures that match a search, by id.

    Attributes:
        recorded: Those that the last run recorded.
        in_cut_tables: Those that only ``phu-luc.xlsx`` prints, as far as they are shown.
        searched: Worksheets of the long tables that were gone through for them.
        has_more: Whether there are more of these.
    """

    recorded: Mapping[str, FigureRecord]
    in_cut_tables: Mapping[str, FigureRecord]
    searched: tuple[str, ...] = ()
    has_more: bool = False

    @property
    def all(self) -> dict[str, FigureRecord]:
        """Everything found."""
        return {**self.recorded, **self.in_cut_tables}


def printed_figures(opened: OpenCampaign) -> dict[str, FigureRecord]:
    """The recorded figures of the last run, by id.

    Raises:
        PipelineError: There was no run yet, or its record is damaged.
    """
    path = opened.folder.reports / RECORD
    try:
        records: dict[str, FigureRecord] = json.loads(path.read_text(encoding="utf-8"))["figures"]
    except FileNotFoundError as problem:
        raise PipelineError("Chưa có báo cáo nào. Chạy thidua consolidate trước.") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise PipelineError(f"Tệp {path} bị hỏng. Chạy lại thidua consolidate.") from problem
    return records


def trace_figure(opened: OpenCampaign, figure_id: str, *, now: datetime) -> Traced:
    """The cells behind a figure, told by its id or its short code.

    Raises:
        PipelineError: There is no such figure.
    """
    records = printed_figures(opened)
    by_code = {record["code"]: name for name, record in records.items() if "code" in record}
    named = figure_id.strip()
    name = by_code.get(named.lower(), figure_id)
    if name in records:
        figure = restore_figure(name, records)
        return Traced(figure, trace(figure, collect(opened, now=now).collection))
    book = _book(opened, now)
    remade = figure_named(named, book) or CutTables(book).figure(named)
    if remade is None:
        raise PipelineError(
            f"Không có số liệu “{figure_id}” trong lần tổng hợp gần nhất."
            " Xem danh sách bằng: thidua trace --find CHỮ-HOẶC-SỐ."
        )
    return Traced(remade, trace(remade, book.collection), is_remade=True)


def find_figures(
    opened: OpenCampaign,
    text: str,
    *,
    now: datetime,
    most: int,
    progress: Progress = silent,
) -> Found:
    """The figures whose printed value is the text, or whose label holds it.

    Where the record of the last run has none, or the text names a unit, the long tables that only
    ``phu-luc.xlsx`` has are gone through as well.

    Args:
        opened: The campaign.
        text: Words or a number; several, with ";" between them, must all be right of a figure.
        now: The time of asking.
        most: How many figures of long tables are looked for.
        progress: Told the long tables that are gone through.
    """
    search = Search.of(text, opened.campaign)
    recorded = _recorded(printed_figures(opened), search)
    if recorded and not search.names_unit:
        return Found(recorded, {})
    tables = CutTables(_book(opened, now))
    begin(progress, "Tìm trong các bảng dài", unit="bảng")
    searched: list[str] = []
    cut: dict[str, Figure] = {}
    for figure in _matches(tables, search, searched, progress):
        if figure.id not in recorded:
            cut.setdefault(figure.id, figure)
        if len(cut) > most:
            break
    records = record_figures(cut.values())
    shown = {name: records[name] for name in islice(cut, most)}
    return Found(recorded, shown, tuple(searched), len(cut) > most)


def _recorded(records: Mapping[str, FigureRecord], search: Search) -> dict[str, FigureRecord]:
    return {
        name: record
        for name, record in records.items()
        if all(_is_right(word, name, record) for word in search.words)
    }


def _is_right(word: Word, name: str, record: FigureRecord) -> bool:
    return (
        word.text == record["printed"].lower()
        or word.text in record["label"].lower()
        or word.text in name.lower()
        or word.text == record.get("code")
        or (bool(word.units) and not word.units.isdisjoint(_UNIT.findall(name)))
    )


def _matches(
    tables: CutTables, search: Search, searched: list[str], progress: Progress
) -> Iterator[Figure]:
    """What is found table by table; the worksheets gone through are noted."""
    for table in tables:
        progress(table.sheet)
        searched.append(table.sheet)
        yield from search.within(table)


def _book(opened: OpenCampaign, now: datetime) -> FigureBook:
    collection = collect(opened, now=now).collection
    return FigureBook(collection, opened.unit_form, opened.head_form, load_phrases())
