"""Exemplary models: found, fostered, replicated, named (điển hình tiên tiến)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.figures import FigureBook
from pipeline.steps.listed import Record
from pipeline.steps.sentences.coverage import (
    of_fewer,
    so_far,
    so_far_returned,
    these_units,
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
    numbered,
    one_line,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.parts import text_of

STAGES = ("found", "fostered", "replicated")
KINDS = ("collective", "individual", "practice")
LONGEST_LIST = 60
"""Beyond so many models the body leaves what each achieved to the appendix."""


def models(book: FigureBook) -> tuple[Line, ...]:
    """How many were found, fostered and replicated; how many are named below."""
    known = [figure for pair in _counts(book).values() for figure in pair]
    known = [figure for figure in known if figure.value is not None]
    if not known:
        nobody = sentence(say(book, "models.unknown"))
        return paragraph("count", nobody, _named(book, NOTHING))
    basis = so_far(book, widest(known))
    named = _named(book, basis)
    said = _stages(book, widest(known))
    key = "models.count" if said else "models.none"
    return paragraph("count", sentence(say(book, key, so_far=basis, said=said)), named)


def model_list(book: FigureBook) -> tuple[Line, ...]:
    """The models, new factors and good practices by unit, each by name."""
    is_long = (book.count("models").value or 0) > LONGEST_LIST
    units = book.listing("models")
    return items((unit, _of_unit(book, unit, is_long=is_long)) for unit in units)


def digest(book: FigureBook) -> Phrase:
    """All found, fostered and replicated, in a few words."""
    said = _stages(book, None)
    return say(book, "models.digest", said=said) if said else NOTHING


def _counts(book: FigureBook) -> dict[str, tuple[Figure, Figure]]:
    return {
        stage: (
            book.total("models_count", "collectives", (stage,)),
            book.total("models_count", "individuals", (stage,)),
        )
        for stage in STAGES
    }


def _stages(book: FigureBook, basis: Figure | None) -> Phrase:
    """Each stage with its counts; with a basis, also how many units a thinner one rests on."""
    told = []
    for stage, pair in _counts(book).items():
        said = honours(book, *pair)
        if said:
            fewer = of_fewer(book, widest(pair), basis) if basis else NOTHING
            told.append(say(book, f"models.{stage}", said=said, notes=aside(fewer)))
    return joined(told, "; ")


def _named(book: FigureBook, said: Phrase) -> Phrase:
    count = book.count("models")
    if not count.value:
        return NOTHING
    counts = [(kind, book.count("models", where=(("kind", (kind,)),))) for kind in KINDS]
    kinds = listed(say(book, f"models.{kind}", n=n) for kind, n in counts if n.value)
    return sentence(
        say(
            book,
            "models.named",
            so_far=unless_said(so_far_returned(book), said),
            who=these_units(book, book.units_listing("models")),
            n=count,
            kinds=aside(kinds),
        )
    )


def _of_unit(book: FigureBook, unit: str, *, is_long: bool) -> Phrase:
    records = book.records("models", unit=unit)
    named = (
        joined((text_of(record.values.get("name")) for record in records), "; ")
        if is_long
        else numbered(book, [_model(book, record) for record in records])
    )
    return say(book, "models.of_unit", unit=lead(unit_name(book, unit)), said=named)


def _field(book: FigureBook, record: Record) -> Phrase:
    field = lower_first(text_of(record.values.get("field"))).removeprefix("lĩnh vực ")
    return say(book, "models.field", field=field) if field else NOTHING


def _model(book: FigureBook, record: Record) -> Phrase:
    values = record.values
    facts = joined(
        [
            lower_first(book.choice("model_kinds", values.get("kind"))),
            lower_first(book.choice("model_stages", values.get("stage"))),
            _field(book, record),
        ],
        "; ",
    )
    achievement = one_line(text_of(values.get("achievement")))
    return say(
        book,
        "models.one",
        name=text_of(values.get("name")),
        facts=aside(facts),
        achievement=say(book, "models.achievement", text=achievement) if achievement else NOTHING,
    )
