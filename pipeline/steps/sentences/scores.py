"""Scoring, ranking and nomination (chấm điểm, xếp hạng, suy tôn)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.figures import Figure
from pipeline.steps.derive import given
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.coverage import FEW, counted, unit_names, unit_total
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    joined,
    lead,
    paragraph,
    plain,
    say,
    sentence,
)
from pipeline.steps.tables.scores import Standing, agreed_quota, nominated_units, standings

PODIUM = 3
"""Places named in the sentence; the table has them all."""


def scores(book: FigureBook) -> tuple[Line, ...]:
    """Who scored itself, whom the group scored, the first places, nominations."""
    found = standings(book)
    return (
        *paragraph("scoring", _self_scored(book, found), _scored(book, found)),
        *_results(book, found),
    )


def _results(book: FigureBook, found: tuple[Standing, ...]) -> tuple[Line, ...]:
    """The first places and the nominations; of many clusters those of each in its own line."""
    last = (_not_returned(book, found), _barred(book, found))
    if not book.clusters:
        return (
            *paragraph("ranking", _ranking(book, found), last[0]),
            *paragraph("nomination", sentence(_nominated(book, found)), last[1]),
        )
    each = items((one.campaign.scope, _of_cluster(one)) for one in book.clusters)
    opening = sentence(say(book, "scores.ranking_by_cluster")) if each else NOTHING
    return (
        *(paragraph("ranking", opening)),
        *each,
        *paragraph("nomination", _all_nominated(book, found), *last),
    )


def _of_cluster(book: FigureBook) -> Phrase:
    found = standings(book)
    said = joined((_places(book, found), _nominated(book, found)), "; ")
    title = lead(book.campaign.title)
    return say(book, "scores.of_cluster", title=title, said=said) if said else NOTHING


def _all_nominated(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    units = [item.unit for item in found if item.is_nominated]
    if not units:
        return NOTHING
    return sentence(say(book, "scores.nominated_in_all", n=nominated_units(book, units)))


def _self_scored(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    units = [item for item in found if item.self_score.value is not None]
    if not units:
        return sentence(say(book, "scores.nobody_self"))
    source, parts = "đếm đơn vị có điểm tự chấm", [item.self_score for item in units]
    count = counted(book.named("scores.self"), "Số đơn vị tự chấm điểm", units, source, parts)
    key = "all" if len(units) == len(found) > 1 else "some"
    return sentence(say(book, f"scores.{key}_self", n=count, all=unit_total(book)))


def _scored(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    scored = [item for item in found if item.score.value is not None]
    if not scored:
        return sentence(say(book, "scores.nobody_scored"))
    source = "đếm đơn vị có điểm chấm"
    parts = [item.score for item in scored]
    name, label = book.named("scores.group"), "Số đơn vị đã được chấm điểm"
    count = counted(name, label, scored, source, parts)
    key = "all" if len(scored) == len(found) > 1 else "some"
    spread = _range(book, [item.final for item in scored if not item.disqualified])
    return sentence(say(book, f"scores.{key}_scored", n=count, all=unit_total(book), range=spread))


def _range(book: FigureBook, finals: list[Figure]) -> Phrase:
    """Highest and lowest total, where they differ."""
    if not finals:
        return NOTHING
    low, *_, high = sorted([*finals, finals[0]], key=lambda final: final.value or 0)
    if high.value == low.value:
        return NOTHING
    return say(book, "scores.range", high=plain(high), low=plain(low))


def _places(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    """Who is on the podium."""
    places: dict[int, list[Standing]] = {}
    for item in found:
        if item.rank is not None:
            places.setdefault(int(item.rank.value or 0), []).append(item)
    podium = (place for place in sorted(places) if place <= PODIUM)
    return joined((_place(book, place, places[place]) for place in podium), "; ")


def _ranking(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    said = _places(book, found)
    if not said:
        return NOTHING
    is_whole = all(item.rank is not None or item.disqualified for item in found)
    key = "ranking" if is_whole else "ranking_so_far"
    return sentence(say(book, f"scores.{key}", said=said))


def _place(book: FigureBook, place: int, tied: list[Standing]) -> Phrase:
    key = "place" if len(tied) == 1 else "tied"
    names = unit_names(book, [item.unit for item in tied])
    return say(book, f"scores.{key}_{place}", names=names, score=plain(tied[0].final))


def _not_returned(book: FigureBook, found: Iterable[Standing]) -> Phrase:
    """Units ranked from the group's scores alone: nothing of theirs was returned."""
    units = [
        item.unit
        for item in found
        if item.rank is not None and item.unit not in book.collection.submissions
    ]
    if not units:
        return NOTHING
    if len(units) <= FEW:
        return sentence(say(book, "scores.not_returned", names=unit_names(book, units)))
    label = "Số đơn vị chưa gửi báo cáo đã được chấm điểm"
    name = book.named("scores.not_returned")
    count = given(name, label, len(units), "đếm đơn vị có điểm, chưa nộp")
    return sentence(say(book, "scores.not_returned_many", n=count))


def _nominated(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    said = _nominated_for(book, found)
    if not said:
        return NOTHING
    total = [unit for _, units in _named(book, found) for unit in units]
    count = nominated_units(book, total)
    quota = _quota(book, len(total))
    return say(book, "scores.nominated", n=count, quota=quota, said=said)


def _named(book: FigureBook, found: tuple[Standing, ...]) -> list[tuple[str, list[str]]]:
    """What units are nominated for, with their codes."""
    return [
        (choice.label, [s.unit for s in found if _is_named(s, choice.code)])
        for choice in book.choices("nominations")
        if choice.code != "none"
    ]


def _nominated_for(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    said = (
        say(book, "scores.nominated_for", label=label, names=unit_names(book, units))
        for label, units in _named(book, found)
        if units
    )
    return joined(said, "; ")


def _is_named(standing: Standing, code: str) -> bool:
    return standing.nomination == code and not standing.disqualified


def _quota(book: FigureBook, nominated: int) -> Phrase:
    """How the number nominated stands to the number agreed."""
    quota = agreed_quota(book)
    if quota is None or quota.value is None:
        return NOTHING
    if nominated == quota.value:
        return say(book, "scores.quota_met")
    key = "quota_below" if nominated < quota.value else "quota_above"
    return say(book, f"scores.{key}", quota=quota)


def _barred(book: FigureBook, found: tuple[Standing, ...]) -> Phrase:
    units = [item.unit for item in found if item.disqualified]
    if not units:
        return NOTHING
    return sentence(say(book, "scores.barred", names=unit_names(book, units)))
