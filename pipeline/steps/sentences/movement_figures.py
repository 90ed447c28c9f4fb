"""The figures asked about a movement (số liệu của phong trào): money, houses, households."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.campaign import Movement, MovementFigure
from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair
from pipeline.steps.sentences.comparing import (
    Comparison,
    compare,
    compared,
    compared_shortly,
    on_one_basis,
)
from pipeline.steps.sentences.coverage import both_years, reporting
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Phrase,
    amount,
    aside,
    joined,
    lower_first,
    say,
)

YES = ("yes",)

_COUNTED_TURNS = "lượt"


def participants(book: FigureBook, movement: Movement) -> Figure:
    """How many units took part in a movement."""
    return book.units_with("movements", "participated", YES, movement.code)


@dataclass(frozen=True, slots=True)
class _Result:
    """A figure asked about, as reported, beside last year's."""

    asked: MovementFigure
    value: Figure
    comparison: Comparison


def results(book: FigureBook, movement: Movement) -> Phrase:
    """What the movement brought, each figure with its change; said once what all share."""
    told = [
        _Result(asked, _value(book, movement, asked), _against_last_year(book, movement, asked))
        for asked in movement.figures
    ]
    # Nothing now and nothing before is no result.
    known = [one for one in told if one.value.value or one.comparison.difference.value]
    if not known:
        return NOTHING
    units = participants(book, movement)
    is_even = len(known) > 1 and len({one.value.reporting for one in known}) == 1
    shared = on_one_basis(one.comparison for one in known)
    said = []
    for one in known:
        fewer = NOTHING if is_even else _of_fewer(book, one.value, units)
        change = (compared_shortly if shared else compared)(book, one.comparison)
        said.append(_told(book, one.asked, one.value, aside(fewer, change)))
    fewer = _of_fewer(book, known[0].value, units) if is_even else NOTHING
    notes = aside(fewer, _basis(book, shared))
    return say(book, "movements.results", notes=notes, said=joined(said, "; "))


def _value(book: FigureBook, movement: Movement, asked: MovementFigure) -> Figure:
    return book.total("movement_figures", "value", (f"{movement.code}.{asked.code}",))


def _against_last_year(book: FigureBook, movement: Movement, asked: MovementFigure) -> Comparison:
    row = (f"{movement.code}.{asked.code}",)

    def now_and_before(unit: str) -> tuple[Figure, Figure]:
        before = book.total("movement_figures", "last_year", row, unit=unit)
        return book.total("movement_figures", "value", row, unit=unit), before

    return compare(book, now_and_before, asked.measure)


def _basis(book: FigureBook, shared: Pair | None) -> Phrase:
    """What all changes are against, in the brackets of the sentence."""
    if shared is None:
        return NOTHING
    return say(book, "movements.compared_with", basis=both_years(book, shared))


def _of_fewer(book: FigureBook, value: Figure, units: Figure) -> Phrase:
    """How many units gave a figure, when fewer than took part."""
    if units.value is not None and value.reporting >= units.value:
        return NOTHING
    return say(book, "coverage.fewer", n=reporting(value))


def _told(book: FigureBook, asked: MovementFigure, value: Figure, notes: Phrase) -> Phrase:
    """The figure with its label and measure; where the label is the thing counted, said once."""
    label = lower_first(asked.label).removeprefix("số ")
    number = amount(book, value, asked.measure)
    if _is_the_thing(label, asked.measure.lower()):
        return say(book, "movements.thing", n=number, label=label, notes=notes)
    return say(book, "movements.amount", n=number, label=label, measure=asked.measure, notes=notes)


def _is_the_thing(label: str, measure: str) -> bool:
    """Whether a label begins with what is counted, so that the measure need not be repeated."""
    of_turns = label.startswith(f"{_COUNTED_TURNS} ") and measure.startswith(_COUNTED_TURNS)
    return of_turns or label == measure or label.startswith((f"{measure} ", f"{measure},"))
