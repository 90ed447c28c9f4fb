"""The part of the completeness page about files that a person decided on, with the reasons."""

from __future__ import annotations

from pipeline.domain.document import Look
from pipeline.domain.intake import DecisionKind, Ruling
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import unit_name
from pipeline.steps.sentences.phrasing import Line, Phrase, items, phrase

_SAID = {
    DecisionKind.ASSIGN: "tệp “{file}” được giao cho {unit}",
    DecisionKind.EXCLUDE: "tệp “{file}”{of} không được tính",
    DecisionKind.INCLUDE: "tệp “{file}”{of} được chọn để tính",
    DecisionKind.ACCEPT: "tệp “{file}”{of} được chấp nhận dù còn điểm phải xem",
}


def decisions_taken(book: FigureBook) -> tuple[Line, ...]:
    """The decisions in force, one an item; nothing when there are none."""
    in_force = [ruling for ruling in book.collection.rulings if ruling.in_force]
    told = items((_key(ruling), _told(book, ruling)) for ruling in in_force)
    if not told:
        return ()
    opening = phrase("Quyết định của người tổng hợp về các tệp nộp:")
    return (Line("decisions", opening, Look.SUBHEADING), *told)


def _key(ruling: Ruling) -> str:
    """One line a file and question, the same in every run."""
    about = "unit" if ruling.decision.kind is DecisionKind.ASSIGN else "counting"
    return f"decision.{about}.{ruling.decision.digest[:12]}"


def _told(book: FigureBook, ruling: Ruling) -> Phrase:
    decision = ruling.decision
    members = {unit.code for unit in book.campaign.units}
    unit = unit_name(book, ruling.unit) if ruling.unit in members else ruling.unit
    reason = decision.reason.rstrip(" .;")
    return phrase(
        f"ngày {{day}}: {_SAID[decision.kind]}{{why}}",
        day=format_date(decision.at),
        file=ruling.file,
        unit=unit,
        of=f" của {unit}" if unit else "",
        why=f"; lý do: {reason}" if reason else "",
    )
