"""Say how many units a figure rests on, and compare only what the same units reported."""

from __future__ import annotations

from collections.abc import Iterable, Sized

from pipeline.domain.figures import Figure
from pipeline.steps.derive import change, given
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair
from pipeline.steps.sentences.phrasing import NOTHING, Phrase, listed, phrase, sentence

_UNITS_SOURCE = "campaign.xlsx, sheet Đơn vị"


def compared(book: FigureBook, pair: Pair, measure: str) -> Phrase:
    """Pair now with last year: "tăng 12 văn bản so với năm 2024"; nothing when unknown."""
    difference = change(pair.left, pair.right, f"{pair.left.label}: tăng, giảm so với cùng kỳ")
    if difference.value is None:
        return NOTHING
    previous = book.campaign.period.previous.label
    word = "tăng" if difference.value > 0 else "giảm"
    basis = NOTHING if pair.whole else _same_units(book, pair)
    if difference.value == 0:
        return phrase("bằng {previous}{basis}", previous=previous, basis=basis)
    return phrase(
        "{word} {n} {measure} so với {previous}{basis}",
        word=word,
        n=difference,
        measure=measure,
        previous=previous,
        basis=basis,
    )


def basis_of(book: FigureBook, pair: Pair) -> Phrase:
    """The opening of a sentence on both figures of a pair; nothing when all units reported."""
    if pair.whole:
        return so_far(pair.right)
    return phrase(
        "theo số liệu của {n}/{all} đơn vị có đủ số liệu, ",
        n=_paired_units(pair),
        all=unit_total(book),
    )


def _same_units(book: FigureBook, pair: Pair) -> Phrase:
    """The basis of a comparison that leaves units out."""
    return phrase(
        ", tính trên {n}/{all} đơn vị có đủ số liệu", n=_paired_units(pair), all=unit_total(book)
    )


def _paired_units(pair: Pair) -> Figure:
    return given(
        f"paired({pair.left.id},{pair.right.id})",
        "Số đơn vị có đủ cả hai số liệu",
        len(pair.units),
        "đếm đơn vị có đủ cả hai số liệu",
    )


def so_far(figure: Figure) -> Phrase:
    """The opening of a sentence with a partial figure; nothing when all units reported."""
    if not figure.is_partial:
        return NOTHING
    source = "đếm đơn vị có số liệu"
    label = figure.label
    reporting = given(
        f"reporting({figure.id})", f"Số đơn vị có số liệu: {label}", figure.reporting, source
    )
    expected = given(
        f"expected({figure.id})", "Số đơn vị thành viên", figure.expected, _UNITS_SOURCE
    )
    return phrase("theo số liệu của {n}/{all} đơn vị đã báo cáo, ", n=reporting, all=expected)


def so_far_returned(book: FigureBook) -> Phrase:
    """The same for lists, where an empty one cannot be told from none."""
    if not book.collection.missing or not book.collection.submissions:
        return NOTHING
    return phrase(
        "theo số liệu của {n}/{all} đơn vị đã báo cáo, ", n=returned(book), all=unit_total(book)
    )


def none_listed(book: FigureBook, what: str) -> Phrase:
    """A list nobody filled: not known to be done, rather than not done."""
    if not book.collection.submissions:
        return sentence(f"chưa có đơn vị nào báo cáo việc {what}")
    return sentence(so_far_returned(book), f"chưa ghi nhận đơn vị nào {what}")


def widest(figures: Iterable[Figure]) -> Figure:
    """The figure that most units reported; it opens the sentence."""
    return max(figures, key=lambda figure: figure.reporting)


def of_fewer(figure: Figure, basis: Figure) -> Phrase:
    """How many units gave a figure, when fewer than the sentence opened with."""
    if figure.reporting >= basis.reporting:
        return NOTHING
    reporting = given(
        f"reporting({figure.id})",
        f"Số đơn vị có số liệu: {figure.label}",
        figure.reporting,
        "đếm đơn vị có số liệu",
    )
    return phrase("số liệu của {n} đơn vị", n=reporting)


def unless_said(basis: Phrase, said: Phrase) -> Phrase:
    """An opening, unless the sentence before had the same one."""
    same = [inline.text for inline in basis] == [inline.text for inline in said]
    return NOTHING if same else basis


def unit_total(book: FigureBook) -> Figure:
    """How many units the campaign has."""
    return given("units", "Số đơn vị thành viên", len(book.campaign.units), _UNITS_SOURCE)


def returned(book: FigureBook) -> Figure:
    """How many units have a counted submission."""
    count = len(book.collection.submissions)
    return given("units.returned", "Số đơn vị đã nộp báo cáo", count, "sổ theo dõi nộp báo cáo")


def counted(name: str, label: str, codes: Sized, source: str) -> Figure:
    """How many units there are, as judged; ``source`` says how."""
    return given(name, label, len(codes), source)


def unit_names(book: FigureBook, codes: Iterable[str]) -> Phrase:
    """Short names of units, in the campaign's order: "A, B và C"."""
    wanted = frozenset(codes)
    return listed(unit.short_name for unit in book.campaign.units if unit.code in wanted)


def unit_name(book: FigureBook, code: str) -> str:
    """Short name of one unit."""
    return book.campaign.unit(code).short_name
