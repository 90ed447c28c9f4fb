"""Movements launched above the units (phong trào do Trung ương, tỉnh phát động)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.campaign import Movement
from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import (
    most_units,
    reporting,
    so_far,
    so_far_returned,
    unit_name,
    unit_total,
)
from pipeline.steps.sentences.movement_figures import YES, participants, results
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    answer,
    joined,
    lead,
    listed,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.sentences.placeholders import to_write

OWN_CLAUSES = frozenset({"rural", "poor", "enterprise"})
"""Topics that have a clause of their own in Mẫu số 02."""

_ASKED = "campaign.xlsx, sheet Phong trào"
_QUOTES = '“”"«»'


def movements(book: FigureBook) -> tuple[Line, ...]:
    """All movements together: how many were taken up, how many commended."""
    asked = book.campaign.movements
    if not asked:
        return ()
    taken = [participants(book, movement) for movement in asked]
    if all(figure.value is None for figure in taken):
        return paragraph("count", sentence(say(book, "movements.nobody")))
    running = [figure for figure in taken if figure.value]
    opening = so_far_returned(book)
    if not running:
        return paragraph("count", sentence(say(book, "movements.none", so_far=opening)))
    count = given(
        book.named("movements.taken_up"),
        "Số phong trào có đơn vị triển khai",
        len(running),
        "đếm phong trào có ít nhất một đơn vị chọn Có",
        running,
    )
    said = say(
        book,
        "movements.count",
        so_far=opening,
        n=count,
        all=given("movements", "Số phong trào hỏi trong kỳ", len(asked), _ASKED),
        commended=_all_commended(book),
    )
    return paragraph("count", sentence(said))


def every_movement(book: FigureBook) -> tuple[Line, ...]:
    """Each movement asked about, in turn."""
    return _each(book, lambda _: True)


def other_movements(book: FigureBook) -> tuple[Line, ...]:
    """The movements without a clause of their own in Mẫu số 02."""
    return _each(book, lambda movement: movement.topic not in OWN_CLAUSES)


def movements_of(topic: str) -> Callable[[FigureBook], tuple[Line, ...]]:
    """A maker of the movements of one topic: ``rural``, ``poor``, ``enterprise``.

    A clause whose movement the campaign does not ask about is left for a person to write.
    """

    def told(book: FigureBook) -> tuple[Line, ...]:
        found = _each(book, lambda movement: movement.topic == topic)
        what = say(book, f"movements.not_asked_{topic}")
        return found or (to_write(book, what, say(book, "placeholder.not_asked")),)

    return told


def title(name: str) -> str:
    """The name in quotation marks, said once: phong trào “…”."""
    bare = name.strip()
    if bare.lower().startswith("phong trào "):
        bare = bare[len("phong trào ") :].strip()
    bare = bare.removeprefix("thi đua ").strip() if name != bare else bare
    inner = bare.strip(_QUOTES + " ")
    return bare if any(mark in inner for mark in _QUOTES) else f"“{inner}”"


def honours(book: FigureBook, collectives: Figure, individuals: Figure) -> Phrase:
    """The counts above 0 with their words: "12 tập thể và 30 cá nhân"."""
    counts = (("collective", collectives), ("individual", individuals))
    return listed(say(book, f"honours.{name}", n=n) for name, n in counts if n.value)


def _each(book: FigureBook, wanted: Callable[[Movement], bool]) -> tuple[Line, ...]:
    return tuple(
        line
        for movement in book.campaign.movements
        if wanted(movement)
        for line in (*_sentences(book, movement), *_summaries(book, movement))
    )


def _sentences(book: FigureBook, movement: Movement) -> tuple[Line, ...]:
    name = lead("".join(i.text for i in say(book, "movements.name", title=title(movement.name))))
    launched = movement.launched_by and say(book, "movements.launched_by", who=movement.launched_by)
    said = joined((_participation(book, movement), _commended(book, movement)), "; ")
    opening = say(book, "movements.told", name=name, launched=launched, said=said)
    return paragraph(
        movement.code,
        sentence(opening),
        sentence(results(book, movement)),
        _outstanding(book, movement),
    )


def _summaries(book: FigureBook, movement: Movement) -> tuple[Line, ...]:
    """What the units wrote about it, each led by its name; of many clusters in their reports."""
    if book.clusters:
        return ()
    return tuple(
        line
        for unit, text in book.answers("movements", movement.code, "summary")
        for line in answer(f"{movement.code}.{unit}", unit_name(book, unit), text)
    )


def _participation(book: FigureBook, movement: Movement) -> Phrase:
    units = participants(book, movement)
    total = unit_total(book)
    if units.value is None:
        return say(book, "movements.not_reported")
    if units.value == 0:
        return say(book, "movements.by_none", so_far=so_far(book, units))
    if units.is_partial:
        return say(book, "movements.by_some_so_far", n=units, reporting=reporting(units), all=total)
    if units.value == units.expected > 1:
        return say(book, "movements.by_all", n=units)
    return say(book, "movements.by_some", n=units, all=total)


def _commended(book: FigureBook, movement: Movement) -> Phrase:
    """Commended within one movement; nobody is worth saying only where somebody took part."""
    collectives = book.total("movements", "collectives", (movement.code,))
    individuals = book.total("movements", "individuals", (movement.code,))
    said = honours(book, collectives, individuals)
    if said:
        return say(book, "movements.commended", said=said)
    is_known = collectives.value is not None or individuals.value is not None
    if not is_known or not participants(book, movement).value:
        return NOTHING
    return say(book, "movements.none_commended")


def _all_commended(book: FigureBook) -> Phrase:
    """Commended within all movements together: a person may be counted in several."""
    collectives = book.total("movements", "collectives")
    individuals = book.total("movements", "individuals")
    if collectives.value is None and individuals.value is None:
        return NOTHING
    counts = (("collective", collectives), ("individual", individuals))
    said = listed(say(book, f"honours.{name}_events", n=n) for name, n in counts if n.value)
    if not said:
        return say(book, "movements.nobody_commended")
    return say(book, "movements.all_commended", said=said)


def _outstanding(book: FigureBook, movement: Movement) -> Phrase:
    units = book.units_with("movements", "outstanding", YES, movement.code)
    if not units.value:
        return NOTHING
    return sentence(say(book, "movements.outstanding", names=most_units(book, units.units)))
