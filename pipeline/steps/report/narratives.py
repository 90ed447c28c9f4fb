"""Narrative topics (mục thuyết minh): the head's paragraph first, then the units' in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pipeline.domain.campaign import MANY
from pipeline.domain.figures import Figure
from pipeline.domain.form import FormSpec
from pipeline.steps.aggregate import HEAD
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import counted, unit_name, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    answer,
    joined,
    phrase,
    say,
)
from pipeline.steps.sentences.placeholders import to_write

OPTIONAL = frozenset({"changes", "cluster_movements", "movements", "commendation", "inspection"})
"""Remarks of the head beside figures and lists, which may stand alone: no placeholder."""

LONGEST_LIST = 8
"""Beyond so many silent units their number stands for their names."""

_BLOCK = "narrative"

Text: TypeAlias = tuple[str, str]
"""(unit code or ``HEAD``, answer)."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One topic as answered.

    Attributes:
        label: What to write, as the head is asked, or else the units.
        unit_label: As the units are asked; "" when they are not.
        head_is_silent: Asked of the head, who wrote nothing.
        silent: Codes of the units that were asked and wrote nothing.
        is_elsewhere: Only units were asked, whose answers stand in the reports of their clusters.
    """

    topic: str
    label: str
    unit_label: str
    lines: tuple[Line, ...]
    head_is_silent: bool
    silent: tuple[str, ...]
    is_elsewhere: bool = False

    @property
    def is_wanting(self) -> bool:
        """Whether a person must write it: the head owes its text, or no unit gave one."""
        if self.topic in OPTIONAL or self.is_elsewhere:
            return False
        return self.head_is_silent or not self.lines


@lru_cache(maxsize=128)
def narrative(book: FigureBook, topic: str) -> Narrative:
    """Who wrote what under a topic, and who did not.

    Raises:
        KeyError: Neither form asks about the topic.
    """
    unit_form, head_form = book.forms
    asked_of_head, asked_of_units = (
        # The forms speak of all clusters; the report of one of itself.
        _label(form, topic).replace(MANY, book.campaign.word)
        for form in (head_form, unit_form)
    )
    if not asked_of_head and not asked_of_units:
        raise KeyError(topic)
    texts = book.texts(topic)
    wrote = {unit for unit, _ in texts}
    silent = [unit.code for unit in book.campaign.units if unit.code not in wrote]
    return Narrative(
        topic,
        asked_of_head or asked_of_units,
        asked_of_units,
        tuple(line for unit, text in _told(book, texts) for line in _answer(book, unit, text)),
        bool(asked_of_head) and HEAD not in wrote,
        tuple(silent) if asked_of_units else (),
        is_elsewhere=bool(book.clusters) and not asked_of_head,
    )


def _told(book: FigureBook, texts: Iterable[Text]) -> Iterator[Text]:
    """All answers; of many clusters the head's, for the units' are in their clusters' reports."""
    return (one for one in texts if one[0] == HEAD or not book.clusters)


def placeholder(book: FigureBook, topics: Iterable[Narrative], key: str = "placeholder") -> Line:
    """What to write and who has not answered."""
    asked = tuple(topics)
    # Where some units wrote, the others need not; what the head owes is still to be written.
    waited_for = [topic for topic in asked if not topic.lines]
    units = tuple(dict.fromkeys(code for topic in waited_for for code in topic.silent))
    who = _missing(book, units, head=any(topic.head_is_silent for topic in asked))
    return to_write(book, joined((topic.label for topic in asked), "; "), who, key)


def empty_placeholder(book: FigureBook, heading: str) -> Line:
    """For a section without narrative topics that has nothing to print."""
    return to_write(book, phrase("{heading}", heading=heading), say(book, "placeholder.no_figures"))


def silent_units(book: FigureBook, units: tuple[str, ...]) -> Phrase:
    """Units by name, or their number when the list is long."""
    if len(units) <= LONGEST_LIST:
        return unit_names(book, units)
    return say(book, "placeholder.many_units", n=_silent(units), all=unit_total(book))


def _silent(units: tuple[str, ...]) -> Figure:
    return counted(f"silent({len(units)})", "Số đơn vị chưa trả lời", units, "đếm ô để trống")


def _missing(book: FigureBook, units: tuple[str, ...], *, head: bool) -> Phrase:
    # The workbook of the head is one for the whole: no cluster waits for a text of its own.
    by_head = say(book, "placeholder.of_head") if head and not book.campaign.scope else NOTHING
    by_units = NOTHING
    if len(units) > LONGEST_LIST:
        total = unit_total(book)
        by_units = say(book, "placeholder.of_many_units", n=_silent(units), all=total)
    elif units:
        by_units = say(book, "placeholder.of_units", units=unit_names(book, units))
    who = joined((by_head, by_units), " và ")
    if who:
        return say(book, "placeholder.no_answer", who=who)
    return say(book, "placeholder.not_asked_of_head") if head else NOTHING


def _answer(book: FigureBook, unit: str, text: str) -> tuple[Line, ...]:
    if unit == HEAD:
        return answer("head", "", text)
    return answer(unit, unit_name(book, unit), text)


def _label(form: FormSpec, topic: str) -> str:
    """The label of a topic's row; "" when the form does not ask."""
    rows = form.block(_BLOCK).rows
    return next((row.label for row in rows if row.key == topic), "")
