"""Commendation results (kết quả khen thưởng): decided, proposed, by level, of other bodies."""

from __future__ import annotations

from pipeline.domain.campaign import Counting
from pipeline.domain.catalogue import AwardType, Honoree, Level
from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import paired
from pipeline.steps.sentences.coverage import (
    compared,
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
    phrase,
    sentence,
)
from pipeline.steps.tables.award_kinds import BLOCKS, all_awards, sector_awards, state_awards

_LEVEL_WORDS = {
    Level.STATE: "khen thưởng của Nhà nước",
    Level.GOVERNMENT: "khen thưởng của Chính phủ",
    Level.PRIME_MINISTER: "khen thưởng của Thủ tướng Chính phủ",
    Level.PROVINCE: "khen thưởng cấp bộ, ngành, tỉnh",
    Level.DISTRICT: "khen thưởng cấp huyện",
    Level.GRASSROOTS: "khen thưởng ở cơ sở",
    Level.COMMUNE: "khen thưởng cấp xã",
}


def awards(book: FigureBook) -> tuple[Line, ...]:
    """Totals with last year, proposals, each level's awards, and what is not the State's."""
    if all(figure.value is None for figure in decided_by_honoree(book).values()):
        nobody = phrase(
            "chưa có đơn vị nào báo cáo kết quả khen thưởng {period}",
            period=book.campaign.period.label,
        )
        return paragraph("decided", sentence(nobody))
    return (
        *paragraph("decided", _decided(book), _persons(book), _by_occasion(book)),
        *paragraph("proposed", _proposed(book)),
        *paragraph("levels", *(_level(book, level) for level in _LEVEL_WORDS)),
        *paragraph("sector", _sector(book)),
        *paragraph("none", _units_without(book)),
    )


def decided_by_honoree(book: FigureBook) -> dict[Honoree, Figure]:
    """The State's awards decided, by kind of honoree asked about."""
    return _by_honoree(book, "decided")


def _by_honoree(book: FigureBook, column: str) -> dict[Honoree, Figure]:
    return {
        honoree: all_awards(book, honoree, column)
        for honoree in Honoree
        if state_awards(book, honoree)
    }


def _decided(book: FigureBook) -> Phrase:
    known = {h: f for h, f in decided_by_honoree(book).items() if f.value is not None}
    basis = widest(known.values())
    period = book.campaign.period.label
    if not any(figure.value for figure in known.values()):
        return sentence(
            phrase(
                "{so_far}trong {period}, chưa có tập thể, cá nhân nào của các đơn vị có quyết định"
                " khen thưởng",
                so_far=so_far(basis),
                period=period,
            )
        )
    said = listed(_honoree(book, honoree, n, basis) for honoree, n in known.items() if n.value)
    return sentence(
        phrase(
            "{so_far}trong {period}, các đơn vị có {said} được tặng danh hiệu thi đua, hình thức"
            " khen thưởng (đã có quyết định, tính theo lượt khen)",
            so_far=so_far(basis),
            period=period,
            said=said,
        )
    )


def _honoree(book: FigureBook, honoree: Honoree, decided: Figure, basis: Figure) -> Phrase:
    pair = paired(
        book,
        lambda unit: (
            all_awards(book, honoree, "decided", unit),
            all_awards(book, honoree, "last_year", unit),
        ),
    )
    notes = aside(of_fewer(decided, basis), compared(book, pair, "lượt"))
    return phrase("{n} lượt {word}{notes}", n=decided, word=honoree.word, notes=notes)


def _persons(book: FigureBook) -> Phrase:
    """Persons instead of award events, where the campaign counts so."""
    if book.campaign.counting is not Counting.PERSONS:
        return NOTHING
    persons = book.total("headcount", "value", ("persons_decided",))
    if persons.value is None:
        return sentence(phrase("chưa có đơn vị nào báo cáo số cá nhân được khen tính theo người"))
    return sentence(
        phrase(
            "{so_far}tính theo người (mỗi người một lần), có {n} cá nhân được khen thưởng",
            so_far=so_far(persons),
            n=persons,
        )
    )


def _by_occasion(book: FigureBook) -> Phrase:
    columns = ("collectives", "individuals", "households")
    counts = [
        (
            plus([book.total("by_occasion", c, (occasion.code,)) for c in columns], occasion.label),
            lower_first(occasion.label),
        )
        for occasion in book.choices("occasions")
    ]
    said = joined(
        (phrase("{label} {n} lượt", n=n, label=label) for n, label in counts if n.value), "; "
    )
    return sentence("theo loại hình khen thưởng: ", said) if said else NOTHING


def _proposed(book: FigureBook) -> Phrase:
    known = {h: f for h, f in _by_honoree(book, "proposed").items() if f.value is not None}
    if not known:
        return sentence("chưa có đơn vị nào báo cáo số đề nghị khen thưởng")
    basis = widest(known.values())
    opening = unless_said(so_far(basis), so_far(widest(decided_by_honoree(book).values())))
    said = listed(
        phrase(
            "{n} lượt {word}{fewer}",
            n=figure,
            word=honoree.word,
            fewer=aside(of_fewer(figure, basis)),
        )
        for honoree, figure in known.items()
        if figure.value
    )
    if not said:
        return sentence(opening, "các đơn vị không có đề nghị khen thưởng trong kỳ")
    return sentence(opening, "các đơn vị đã đề nghị cấp có thẩm quyền khen thưởng ", said)


def _level(book: FigureBook, level: Level) -> Phrase:
    asked = [award for award in book.campaign.awards if award.level is level]
    said = joined((_award(book, award) for award in asked), "; ")
    return sentence(f"{_LEVEL_WORDS[level]}: ", said) if said else NOTHING


def _award(book: FigureBook, award: AwardType) -> Phrase:
    """One award with its honorees: "03 Bằng khen (01 tập thể và 02 cá nhân)"; or nothing."""
    counts = {
        honoree: book.total(BLOCKS[honoree], "decided", (award.code,))
        for honoree in Honoree
        if honoree in award.honorees
    }
    total = plus(counts.values(), award.name) if len(counts) > 1 else next(iter(counts.values()))
    if not total.value:
        return NOTHING
    shares = listed(
        phrase("{n} {word}", n=count, word=honoree.word)
        for honoree, count in counts.items()
        if count.value
    )
    if len(counts) > 1:
        return phrase("{n} {name} ({shares})", n=total, name=award.name, shares=shares)
    return phrase("{n} {name}", n=total, name=award.name)


def _sector(book: FigureBook) -> Phrase:
    asked = dict.fromkeys(award for honoree in Honoree for award in sector_awards(book, honoree))
    said = joined((_award(book, award) for award in asked), "; ")
    if not said:
        return NOTHING
    opening = "khen thưởng của đoàn thể, ngành dọc (không cộng vào số liệu trên): "
    return sentence(opening, said)


def _units_without(book: FigureBook) -> Phrase:
    """Units that reported, and reported no award at all."""
    units = [unit.code for unit in book.campaign.units if _has_none(book, unit.code)]
    if not units:
        return NOTHING
    count = counted(
        "awards.units_without",
        "Số đơn vị không có khen thưởng",
        units,
        "đếm đơn vị có tổng số đã có quyết định bằng 0",
    )
    return sentence(
        phrase(
            "có {n} đơn vị báo cáo không có tập thể, cá nhân được khen thưởng trong kỳ: {names}",
            n=count,
            names=unit_names(book, units),
        )
    )


def _has_none(book: FigureBook, unit: str) -> bool:
    found = [all_awards(book, h, "decided", unit).value for h in Honoree if state_awards(book, h)]
    known = [value for value in found if value is not None]
    return bool(known) and None not in found[:2] and not any(known)
