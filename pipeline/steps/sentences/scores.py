"""Scoring, ranking and nomination (chấm điểm, xếp hạng, suy tôn)."""

from __future__ import annotations

from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import counted, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    joined,
    paragraph,
    phrase,
    plain,
    sentence,
)
from pipeline.steps.tables.scores import Standing, standings

_SETTINGS = "campaign.xlsx, sheet Cụm thi đua"

PODIUM = 3
"""Places named in the sentence; the table has them all."""


def scores(book: FigureBook) -> tuple[Line, ...]:
    """Who scored itself, whom the group scored, the first places, nominations."""
    found = standings(book)
    return (
        *paragraph("scoring", _self_scored(book, found), _scored(book, found)),
        *paragraph("ranking", _ranking(book, found)),
        *paragraph("nomination", _nominations(book, found), _barred(book, found)),
    )


def _self_scored(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    units = [item.unit for item in found if item.self_score.value is not None]
    if not units:
        return sentence("chưa có đơn vị nào gửi kết quả tự chấm điểm thi đua")
    count = counted("scores.self", "Số đơn vị tự chấm điểm", units, "đếm đơn vị có điểm tự chấm")
    if len(units) == len(found) > 1:
        return sentence(phrase("tất cả {n} đơn vị đã tự chấm điểm thi đua", n=count))
    return sentence(
        phrase("có {n}/{all} đơn vị đã tự chấm điểm thi đua", n=count, all=unit_total(book))
    )


def _scored(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    scored = [item for item in found if item.score.value is not None]
    group = book.campaign.kind.word
    if not scored:
        return sentence(phrase("{group} chưa có kết quả thẩm định, chấm điểm", group=group))
    count = counted(
        "scores.group", "Số đơn vị đã được chấm điểm", scored, "đếm đơn vị có điểm chấm"
    )
    said = phrase(
        "{group} đã thẩm định, chấm điểm {n}/{all} đơn vị",
        group=group,
        n=count,
        all=unit_total(book),
    )
    return sentence(said, _range([item for item in scored if not item.disqualified]))


def _range(scored: list[Standing]) -> Phrase:
    """Highest and lowest total, where they differ."""
    if not scored:
        return NOTHING
    highest = max(scored, key=lambda item: item.final.value or 0).final
    lowest = min(scored, key=lambda item: item.final.value or 0).final
    if highest.value == lowest.value:
        return NOTHING
    return phrase("; tổng điểm cao nhất {high}, thấp nhất {low}", high=highest, low=lowest)


def _ranking(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    ranked = sorted(
        ((item.rank, item) for item in found if item.rank is not None),
        key=lambda pair: pair[0].value or 0,
    )
    places: dict[int, list[tuple[Figure, Standing]]] = {}
    for rank, item in ranked:
        places.setdefault(int(rank.value or 0), []).append((rank, item))
    said = [_place(book, tied) for place, tied in places.items() if place <= PODIUM]
    return sentence("kết quả xếp hạng: ", joined(said, "; ")) if said else NOTHING


def _place(book: FigureBook, tied: list[tuple[Figure, Standing]]) -> Phrase:
    rank, first = tied[0]
    return phrase(
        "thứ {rank}: {names} ({score} điểm)",
        rank=plain(rank),
        names=unit_names(book, [item.unit for _, item in tied]),
        score=plain(first.final),
    )


def _nominations(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    kinds = [choice for choice in book.choices("nominations") if choice.code != "none"]
    named = [
        (
            choice.label,
            [s.unit for s in found if s.nomination == choice.code and not s.disqualified],
        )
        for choice in kinds
    ]
    said = [
        phrase("{label}: {names}", label=label, names=unit_names(book, units))
        for label, units in named
        if units
    ]
    if not said:
        return NOTHING
    total = [unit for _, units in named for unit in units]
    count = counted(
        "scores.nominated",
        "Số đơn vị được đề nghị suy tôn",
        total,
        "đếm đơn vị được đề nghị suy tôn",
    )
    return sentence(
        phrase(
            "đề nghị suy tôn {n} đơn vị{quota}: {said}",
            n=count,
            quota=_quota(book),
            said=joined(said, "; "),
        )
    )


def _quota(book: FigureBook) -> Phrase:
    if book.campaign.quota is None:
        return NOTHING
    quota = given("quota", "Số đơn vị được suy tôn", book.campaign.quota, _SETTINGS)
    return phrase(" (số lượng đã thống nhất: {n})", n=quota)


def _barred(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    units = [item.unit for item in found if item.disqualified]
    if not units:
        return NOTHING
    return sentence("không xét thi đua đối với ", unit_names(book, units))
