"""Commendation results (kết quả khen thưởng): decided, proposed, by level, of other bodies."""

from __future__ import annotations

from functools import partial

from pipeline.domain.campaign import Counting
from pipeline.domain.catalogue import Honoree
from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.award_levels import by_level, sector
from pipeline.steps.sentences.comparing import (
    Comparison,
    compare,
    compared_shortly,
    on_one_basis,
)
from pipeline.steps.sentences.coverage import (
    both_years,
    counted,
    of_fewer,
    so_far,
    unit_names,
    unless_said,
    widest,
)
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    aside,
    joined,
    listed,
    lower_first,
    paragraph,
    say,
    sentence,
    words_of,
)
from pipeline.steps.tables.award_kinds import all_awards, state_awards


def awards(book: FigureBook) -> tuple[Line, ...]:
    """Totals with last year, proposals, each level's awards, and what is not the State's."""
    known = {h: f for h, f in decided_by_honoree(book).items() if f.value is not None}
    if not known:
        return paragraph("decided", sentence(say(book, "awards.nobody")))
    told = (_decided(book, known), _compared(book), _persons(book), _by_occasion(book, known))
    return (
        *paragraph("decided", *told),
        *paragraph("proposed", _proposed(book)),
        *by_level(book),
        *paragraph("sector", sector(book)),
        *paragraph("none", _units_without(book)),
    )


def digest(book: FigureBook) -> Phrase:
    """The State's awards decided, in a few words."""
    decided = decided_by_honoree(book).items()
    said = listed(_honoree(book, h, n, n) for h, n in decided if n.value)
    return say(book, "awards.digest", said=said) if said else NOTHING


def decided_by_honoree(book: FigureBook) -> dict[Honoree, Figure]:
    """The State's awards decided, by kind of honoree asked about."""
    return _by_honoree(book, "decided")


def _by_honoree(book: FigureBook, column: str) -> dict[Honoree, Figure]:
    return {
        honoree: all_awards(book, honoree, column)
        for honoree in Honoree
        if state_awards(book, honoree)
    }


def _decided(book: FigureBook, known: dict[Honoree, Figure]) -> Phrase:
    basis = widest(known.values())
    opening = so_far(book, basis)
    if not any(figure.value for figure in known.values()):
        return sentence(say(book, "awards.none", so_far=opening))
    said = listed(_honoree(book, honoree, n, basis) for honoree, n in known.items() if n.value)
    return sentence(say(book, "awards.decided", so_far=opening, said=said))


def _honoree(book: FigureBook, honoree: Honoree, count: Figure, basis: Figure) -> Phrase:
    notes = aside(of_fewer(book, count, basis))
    return say(book, "awards.honoree", n=count, word=honoree.word, notes=notes)


def _compared(book: FigureBook) -> Phrase:
    """Each kind of honoree against last year, over the units that reported both years."""
    pairs = [(honoree, _against_last_year(book, honoree)) for honoree in decided_by_honoree(book)]
    known = [
        (honoree, comparison)
        for honoree, comparison in pairs
        if comparison.is_known and (comparison.pair.left.value or comparison.pair.right.value)
    ]
    if not known:
        return NOTHING
    basis = on_one_basis(comparison for _, comparison in known)
    if len(known) > 1 and basis and not any(c.difference.value for _, c in known):
        said = listed(honoree.word for honoree, _ in known)
        return sentence(say(book, "awards.equal", said=said, basis=both_years(book, basis)))
    said = listed(
        say(
            book,
            "awards.compared_honoree",
            word=honoree.word,
            change=compared_shortly(book, comparison),
            basis=NOTHING if basis else both_years(book, comparison.pair),
        )
        for honoree, comparison in known
    )
    shared = both_years(book, basis) if basis else NOTHING
    return sentence(say(book, "awards.compared", basis=shared, said=said))


def _against_last_year(book: FigureBook, honoree: Honoree) -> Comparison:
    def now_and_before(unit: str) -> tuple[Figure, Figure]:
        of = partial(all_awards, book, honoree)
        return of("decided", unit), of("last_year", unit)

    return compare(book, now_and_before, words_of(book, "awards.unit"))


def _persons(book: FigureBook) -> Phrase:
    """Persons instead of award events, where the campaign counts so."""
    if book.campaign.counting is not Counting.PERSONS:
        return NOTHING
    persons = book.total("headcount", "value", ("persons_decided",))
    if persons.value is None:
        return sentence(say(book, "awards.persons_unknown"))
    return sentence(say(book, "awards.persons", so_far=so_far(book, persons), n=persons))


def _by_occasion(book: FigureBook, decided: dict[Honoree, Figure]) -> Phrase:
    columns = ("collectives", "individuals", "households")
    counts = [
        (
            plus([book.total("by_occasion", c, (occasion.code,)) for c in columns], occasion.label),
            lower_first(occasion.label),
        )
        for occasion in book.choices("occasions")
    ]
    known = [(n, label) for n, label in counts if n.value]
    if not known:
        return NOTHING
    fewer = of_fewer(book, widest(n for n, _ in known), widest(decided.values()))
    said = joined((say(book, "awards.occasion", n=n, label=label) for n, label in known), "; ")
    return sentence(say(book, "awards.occasions", notes=aside(fewer), said=said))


def _proposed(book: FigureBook) -> Phrase:
    known = {h: f for h, f in _by_honoree(book, "proposed").items() if f.value is not None}
    if not known:
        return sentence(say(book, "awards.proposed_unknown"))
    basis = widest(known.values())
    said_before = so_far(book, widest(decided_by_honoree(book).values()))
    opening = unless_said(so_far(book, basis), said_before)
    said = listed(_honoree(book, honoree, n, basis) for honoree, n in known.items() if n.value)
    if not said:
        return sentence(say(book, "awards.none_proposed", so_far=opening))
    return sentence(say(book, "awards.proposed", so_far=opening, said=said))


def _units_without(book: FigureBook) -> Phrase:
    """Units that reported, and reported no award at all."""
    units = [unit.code for unit in book.campaign.units if _has_none(book, unit.code)]
    nobody_has = not any(figure.value for figure in decided_by_honoree(book).values())
    if not units or nobody_has:
        return NOTHING
    count = counted(
        book.named("awards.units_without"),
        "Số đơn vị không có khen thưởng",
        units,
        "đếm đơn vị có tổng số đã có quyết định bằng 0",
    )
    names = unit_names(book, units)
    return sentence(say(book, "awards.units_without", n=count, names=names))


def _has_none(book: FigureBook, unit: str) -> bool:
    found = [all_awards(book, h, "decided", unit).value for h in Honoree if state_awards(book, h)]
    known = [value for value in found if value is not None]
    return bool(known) and None not in found[:2] and not any(known)
