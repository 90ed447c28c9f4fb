"""Movements launched above the units (phong trào do Trung ương, tỉnh phát động)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.campaign import Movement, MovementFigure
from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import paired
from pipeline.steps.sentences.coverage import (
    compared,
    of_fewer,
    so_far,
    so_far_returned,
    unit_name,
    unit_names,
    unit_total,
)
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    answer,
    aside,
    joined,
    lead,
    listed,
    lower_first,
    paragraph,
    phrase,
    sentence,
)

YES = ("yes",)
OWN_CLAUSES = frozenset({"rural", "poor", "enterprise"})
"""Topics that have a clause of their own in Mẫu số 02."""

_ASKED = "campaign.xlsx, sheet Phong trào"
_QUOTES = '“”"«»'


def movements(book: FigureBook) -> tuple[Line, ...]:
    """All movements together: how many were taken up, how many commended."""
    asked = book.campaign.movements
    if not asked:
        return ()
    taken = [_participants(book, movement) for movement in asked]
    if all(figure.value is None for figure in taken):
        nobody = phrase(
            "chưa có đơn vị nào báo cáo kết quả tham gia các phong trào thi đua do"
            " Trung ương, tỉnh phát động"
        )
        return paragraph("count", sentence(nobody))
    running = [figure for figure in taken if figure.value]
    count = given(
        "movements.taken_up",
        "Số phong trào có đơn vị triển khai",
        len(running),
        "đếm phong trào có ít nhất một đơn vị chọn Có",
        running,
    )
    said = phrase(
        "các đơn vị trong {group} đã triển khai {n}/{all} phong trào thi đua do Trung ương, tỉnh"
        " phát động mà {group} tổng hợp trong kỳ",
        group=book.campaign.kind.word,
        n=count,
        all=given("movements", "Số phong trào hỏi trong kỳ", len(asked), _ASKED),
    )
    commended = _commended(book, "")
    if commended:
        commended = phrase("; qua các phong trào, {said}", said=commended)
    return paragraph("count", sentence(so_far_returned(book), said, commended))


def every_movement(book: FigureBook) -> tuple[Line, ...]:
    """Each movement asked about, in turn."""
    return _each(book, lambda _: True)


def other_movements(book: FigureBook) -> tuple[Line, ...]:
    """The movements without a clause of their own in Mẫu số 02."""
    return _each(book, lambda movement: movement.topic not in OWN_CLAUSES)


def movements_of(topic: str) -> Callable[[FigureBook], tuple[Line, ...]]:
    """A maker of the movements of one topic: ``rural``, ``poor``, ``enterprise``."""
    return lambda book: _each(book, lambda movement: movement.topic == topic)


def title(name: str) -> str:
    """The name in quotation marks, said once: phong trào “…”."""
    bare = name.strip()
    if bare.lower().startswith("phong trào "):
        bare = bare[len("phong trào ") :].strip()
    bare = bare.removeprefix("thi đua ").strip() if name != bare else bare
    inner = bare.strip(_QUOTES + " ")
    return bare if any(mark in inner for mark in _QUOTES) else f"“{inner}”"


def honours(*counts: tuple[Figure, str]) -> Phrase:
    """The counts above 0 with their words: "12 tập thể và 30 cá nhân"."""
    return listed(phrase("{n} {word}", n=n, word=word) for n, word in counts if n.value)


def _each(book: FigureBook, wanted: Callable[[Movement], bool]) -> tuple[Line, ...]:
    return tuple(
        line
        for movement in book.campaign.movements
        if wanted(movement)
        for line in (*_sentences(book, movement), *_summaries(book, movement))
    )


def _sentences(book: FigureBook, movement: Movement) -> tuple[Line, ...]:
    name = lead(f"Phong trào {title(movement.name)}")
    launched = f" do {movement.launched_by} phát động" if movement.launched_by else ""
    parts = joined((_participation(book, movement), _commended(book, movement.code)), "; ")
    opening = phrase("{name}{launched}: {parts}", name=name, launched=launched, parts=parts)
    return paragraph(
        movement.code, sentence(opening), _figures(book, movement), _outstanding(book, movement)
    )


def _summaries(book: FigureBook, movement: Movement) -> tuple[Line, ...]:
    """What the units wrote about it, each led by its name."""
    return tuple(
        line
        for unit, text in book.answers("movements", movement.code, "summary")
        for line in answer(f"{movement.code}.{unit}", unit_name(book, unit), text)
    )


def _participants(book: FigureBook, movement: Movement) -> Figure:
    return book.units_with("movements", "participated", YES, movement.code)


def _participation(book: FigureBook, movement: Movement) -> Phrase:
    units = _participants(book, movement)
    if units.value is None:
        return phrase("chưa có đơn vị nào báo cáo kết quả triển khai")
    if units.value == 0:
        return phrase("{so_far}chưa có đơn vị nào triển khai", so_far=so_far(units))
    if units.is_partial:
        return phrase("{so_far}có {n} đơn vị triển khai thực hiện", so_far=so_far(units), n=units)
    word = "đều " if units.value == units.expected > 1 else ""
    return phrase(
        "{n}/{all} đơn vị {word}triển khai thực hiện", n=units, all=unit_total(book), word=word
    )


def _commended(book: FigureBook, code: str) -> Phrase:
    """Commended within one movement, or within all of them for ""."""
    rows = (code,) if code else ()
    collectives = book.total("movements", "collectives", rows)
    individuals = book.total("movements", "individuals", rows)
    if collectives.value is None and individuals.value is None:
        return NOTHING
    if code:
        said = honours((collectives, "tập thể"), (individuals, "cá nhân"))
        if said:
            return phrase("khen thưởng {said}", said=said)
    else:
        said = honours((collectives, "lượt tập thể"), (individuals, "lượt cá nhân"))
        if said:
            return phrase("{said} được khen thưởng", said=said)
    return phrase("chưa có tập thể, cá nhân nào được khen thưởng")


def _figures(book: FigureBook, movement: Movement) -> Phrase:
    said = joined((_figure(book, movement, asked) for asked in movement.figures), "; ")
    return sentence("kết quả chủ yếu: ", said) if said else NOTHING


def _figure(book: FigureBook, movement: Movement, asked: MovementFigure) -> Phrase:
    row = (f"{movement.code}.{asked.code}",)
    value = book.total("movement_figures", "value", row)
    if value.value is None:
        return NOTHING

    def now_and_before(unit: str) -> tuple[Figure, Figure]:
        before = book.total("movement_figures", "last_year", row, unit=unit)
        return book.total("movement_figures", "value", row, unit=unit), before

    compare = compared(book, paired(book, now_and_before), asked.measure)
    fewer = of_fewer(value, _participants(book, movement))
    return phrase(
        "{label} {n} {measure}{notes}",
        label=lower_first(asked.label),
        n=value,
        measure=asked.measure,
        notes=aside(fewer, compare),
    )


def _outstanding(book: FigureBook, movement: Movement) -> Phrase:
    units = book.units_with("movements", "outstanding", YES, movement.code)
    if not units.value:
        return NOTHING
    return sentence(
        phrase("đơn vị triển khai, thực hiện tốt: {names}", names=unit_names(book, units.units))
    )
