"""Fill one section of an outline: every content name in order, or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.domain.chart import Chart
from pipeline.domain.document import Appendix, Paragraph, Part, Section, Table
from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import OutlineSection
from pipeline.steps.charts.registry import CHARTS, chart_named
from pipeline.steps.figures import FigureBook
from pipeline.steps.report.narratives import (
    Narrative,
    empty_placeholder,
    narrative,
    placeholder,
)
from pipeline.steps.sentences.phrasing import Line
from pipeline.steps.sentences.references import is_reference, reference
from pipeline.steps.sentences.registry import CONTENTS, content_named
from pipeline.steps.tables.registry import TABLES, body_table

_NUMBERING = re.compile(r"^(?:-|[IVX]+\.|\d+(?:\.\d+)*\.?|[a-zđ]\))\s+")


@dataclass(frozen=True, slots=True)
class Sources:
    """What sections are filled from."""

    book: FigureBook
    appendices: tuple[Appendix, ...]


def fill_section(section: OutlineSection, heading: str, sources: Sources) -> Section:
    """The section with its contents, and a placeholder where a person must write.

    Args:
        heading: As printed, its tags replaced.

    Raises:
        SettingsError: A content name is unknown.
    """
    topics = {name: _narrative(section, name, sources.book) for name in section.content}
    asked = [topic for topic in topics.values() if topic is not None]
    is_silent = not any(topic.lines for topic in asked)
    parts = [
        part
        for name in section.content
        for part in _content(section, name, topics[name], sources, is_silent=is_silent)
    ]
    missing = _missing(asked, heading, sources.book, has_parts=bool(parts)) if is_silent else ()
    parts.extend(_paragraphs(section, "placeholder", missing))
    return Section(section.id, heading, tuple(parts))


def _missing(
    asked: list[Narrative], heading: str, book: FigureBook, *, has_parts: bool
) -> tuple[Line, ...]:
    """One placeholder for all topics of a section that nobody answered."""
    required = [topic for topic in asked if topic.is_wanting]
    if required or (asked and not has_parts):
        return (placeholder(book, required or asked),)
    return () if has_parts else (empty_placeholder(book, _NUMBERING.sub("", heading)),)


def _narrative(section: OutlineSection, name: str, book: FigureBook) -> Narrative | None:
    kind, _, topic = name.partition(".")
    if kind != "narrative":
        return None
    try:
        return narrative(book, topic)
    except KeyError as error:
        raise _unknown(section, name) from error


def _content(
    section: OutlineSection,
    name: str,
    topic: Narrative | None,
    sources: Sources,
    *,
    is_silent: bool,
) -> Iterator[Part]:
    kind, _, own_name = name.partition(".")
    book = sources.book
    if topic is not None:
        # The head's own text comes first, so what is missing of it is asked for there.
        wanting = topic.is_wanting and not is_silent
        lines = (placeholder(book, [topic]),) if wanting else ()
        yield from _paragraphs(section, name, (*lines, *topic.lines))
    elif is_reference(name):
        yield from _paragraphs(section, name, reference(book, name, sources.appendices))
    elif name in CONTENTS:
        yield from _paragraphs(section, name, content_named(name, book))
    elif made := _made(kind, own_name, book):
        yield from (replace(part, id=f"{section.id}/{name}") for part in made if part is not None)
    else:
        raise _unknown(section, name)


def _made(kind: str, name: str, book: FigureBook) -> tuple[Table | Chart | None, ...]:
    """The table or chart of this name, ``None`` in its place when it says nothing."""
    if kind == "table" and name in TABLES:
        return (body_table(name, book),)
    if kind == "chart" and name in CHARTS:
        return (chart_named(name, book),)
    return ()


def _paragraphs(section: OutlineSection, name: str, lines: Iterable[Line]) -> Iterator[Paragraph]:
    for line in lines:
        yield Paragraph(f"{section.id}/{name}/{line.key}", line.inlines, line.look)


def _unknown(section: OutlineSection, name: str) -> SettingsError:
    return SettingsError(
        f"Đề cương báo cáo, mục {section.id}: không có nội dung tên “{name}”. Sửa lại tên này ở"
        " dòng content của mục."
    )
