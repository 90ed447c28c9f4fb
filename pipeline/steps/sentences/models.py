"""Exemplary models: found, fostered, replicated, named (điển hình tiên tiến)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook, Record
from pipeline.steps.sentences.coverage import (
    so_far,
    so_far_returned,
    unit_name,
    unless_said,
    widest,
)
from pipeline.steps.sentences.movements import honours
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    aside,
    items,
    joined,
    lead,
    listed,
    lower_first,
    paragraph,
    phrase,
    sentence,
)
from pipeline.steps.tables.parts import text_of

_STAGES = (
    ("found", "phát hiện mới"),
    ("fostered", "bồi dưỡng"),
    ("replicated", "nhân rộng"),
)
_KINDS = (
    ("collective", "tập thể"),
    ("individual", "cá nhân"),
    ("practice", "mô hình, cách làm hay"),
)


def models(book: FigureBook) -> tuple[Line, ...]:
    """How many were found, fostered and replicated; how many are named below."""
    known = [f for _, pair in _counts(book) for f in pair if f.value is not None]
    if not known:
        nobody = sentence("chưa có đơn vị nào báo cáo số lượng điển hình tiên tiến")
        return paragraph("count", nobody, _named(book, NOTHING))
    basis = so_far(widest(known))
    named = _named(book, basis)
    said = joined((_stage(words, *pair) for words, pair in _counts(book)), "; ")
    if not said:
        none = "các đơn vị chưa phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến nào trong kỳ"
        return paragraph("count", sentence(basis, none), named)
    opening = "về điển hình tiên tiến, các đơn vị trong " + book.campaign.kind.word + " đã "
    return paragraph("count", sentence(basis, opening, said), named)


def model_list(book: FigureBook) -> tuple[Line, ...]:
    """The models, new factors and good practices by unit, each by name."""
    units = dict.fromkeys(record.unit for record in book.records("models"))
    return items((unit, _of_unit(book, unit)) for unit in units)


def digest(book: FigureBook) -> Phrase:
    """All found, fostered and replicated, in a few words."""
    return joined((_stage(words, *pair) for words, pair in _counts(book)), "; ")


def _counts(book: FigureBook) -> list[tuple[str, tuple[Figure, Figure]]]:
    return [
        (
            words,
            (
                book.total("models_count", "collectives", (stage,)),
                book.total("models_count", "individuals", (stage,)),
            ),
        )
        for stage, words in _STAGES
    ]


def _stage(words: str, collectives: Figure, individuals: Figure) -> Phrase:
    said = honours((collectives, "tập thể"), (individuals, "cá nhân"))
    return phrase("{words} {said}", words=words, said=said) if said else NOTHING


def _named(book: FigureBook, said: Phrase) -> Phrase:
    count = book.count("models")
    if not count.value:
        return NOTHING
    kinds = listed(
        phrase("{n} {word}", n=n, word=word)
        for code, word in _KINDS
        for n in (book.count("models", where=(("kind", (code,)),)),)
        if n.value
    )
    return sentence(
        phrase(
            "{so_far}có {units} đơn vị giới thiệu {n} điển hình, mô hình tiêu biểu{kinds}",
            so_far=unless_said(so_far_returned(book), said),
            units=book.units_listing("models"),
            n=count,
            kinds=aside(kinds),
        )
    )


def _of_unit(book: FigureBook, unit: str) -> Phrase:
    named = joined((_model(book, record) for record in book.records("models", unit=unit)), "; ")
    return phrase("{unit}: {named}", unit=lead(unit_name(book, unit)), named=named)


def _model(book: FigureBook, record: Record) -> Phrase:
    values = record.values
    facts = joined(
        [
            lower_first(book.choice("model_kinds", values.get("kind"))),
            text_of(values.get("field")),
            lower_first(book.choice("model_stages", values.get("stage"))),
        ]
    )
    achievement = " ".join(text_of(values.get("achievement")).split()).rstrip(" .;")
    return phrase(
        "{name}{facts}{achievement}",
        name=text_of(values.get("name")),
        facts=aside(facts),
        achievement=f" – {achievement}" if achievement else "",
    )
