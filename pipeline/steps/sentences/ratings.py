"""Ratings of Party and mass organisations (xếp loại tổ chức đảng, đoàn thể)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.figures import Figure
from pipeline.domain.form import Choice
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import of_fewer, so_far, widest
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    aside,
    items,
    joined,
    listed,
    lower_first,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.ratings import expected_count, levels, organisations, rated

PARTY = "party_cell"


@dataclass(frozen=True, slots=True)
class _Rated:
    kind: Choice
    whole: Figure
    expected: Figure
    """Units whose rating is still expected (dự kiến)."""


def ratings(book: FigureBook) -> tuple[Line, ...]:
    """Each kind of organisation: how many were rated, at which level, with shares."""
    found = [
        _Rated(kind, rated(book, kind.code), expected_count(book, kind.code))
        for kind in organisations(book)
    ]
    known = [one for one in found if one.whole.value is not None]
    if not known:
        return paragraph("all", sentence(say(book, "ratings.nobody")))
    basis = widest(one.whole for one in known)
    shared = _expected(book, known[0]) if _is_same(known) else NOTHING
    opening = say(book, "ratings.opening", so_far=so_far(book, basis), expected=aside(shared))
    kinds = ((one.kind.code, _kind(book, one, basis, told=bool(shared))) for one in known)
    return (*paragraph("all", sentence(opening)), *items(kinds))


def _is_same(known: list[_Rated]) -> bool:
    """Whether as many units expect their ratings for every kind of organisation."""
    return len({(one.expected.value, one.whole.reporting) for one in known}) == 1


def _kind(book: FigureBook, one: _Rated, basis: Figure, *, told: bool) -> Phrase:
    fewer = of_fewer(book, one.whole, basis)
    parts = (fewer, NOTHING if told else _expected(book, one))
    notes = joined((say(book, "ratings.note", note=part) for part in parts if part), "")
    label = one.kind.label
    if not one.whole.value:
        return say(book, "ratings.none", kind=label, notes=notes)
    counts = [
        (level, book.total("ratings", level.code, (one.kind.code,))) for level in levels(book)
    ]
    given = [(level, count) for level, count in counts if count.value]
    if len(given) == 1:
        level = _level_name(one.kind, given[0][0])
        return say(book, "ratings.one_level", kind=label, n=one.whole, level=level, notes=notes)
    said = listed(_level(book, one, level, count) for level, count in given)
    return say(book, "ratings.kind", kind=label, n=one.whole, levels=said, notes=notes)


def _level(book: FigureBook, one: _Rated, level: Choice, count: Figure) -> Phrase:
    ratio = share(count, one.whole, f"Tỷ lệ {level.label}")
    name = _level_name(one.kind, level)
    return say(book, "ratings.level", n=count, level=name, ratio=ratio)


def _level_name(kind: Choice, level: Choice) -> str:
    """The level's name; of "A (B)" A is the Party's and B that of mass organisations."""
    name, _, other = level.label.partition(" (")
    return lower_first(other.removesuffix(")") if other and kind.code != PARTY else name)


def _expected(book: FigureBook, one: _Rated) -> Phrase:
    """Ratings still expected (dự kiến), and of how many units."""
    if not one.expected.value or not one.whole.value:
        return NOTHING
    if one.expected.value >= one.whole.reporting:
        return say(book, "ratings.all_expected")
    return say(book, "ratings.some_expected", n=one.expected)
