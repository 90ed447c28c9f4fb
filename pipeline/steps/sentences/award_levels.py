"""The awards decided, by the level that gives them, each by name (theo cấp khen thưởng)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.catalogue import AwardType, Honoree, Level
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    items,
    joined,
    listed,
    paragraph,
    say,
    sentence,
)
from pipeline.steps.tables.award_kinds import BLOCKS, sector_awards

LEVELS: Mapping[str, tuple[Level, ...]] = {
    "national": (Level.STATE, Level.GOVERNMENT, Level.PRIME_MINISTER),
    "province": (Level.PROVINCE,),
    "district": (Level.DISTRICT,),
    "grassroots": (Level.GRASSROOTS,),
    "commune": (Level.COMMUNE,),
}
"""What one item puts together; the ministry's statistics call the first khen cấp Nhà nước."""


def by_level(book: FigureBook) -> tuple[Line, ...]:
    """One item a level that gave something."""
    found = items((name, _level(book, name)) for name in LEVELS)
    if not found:
        return ()
    return (*paragraph("levels", sentence(say(book, "awards.by_level"))), *found)


def sector(book: FigureBook) -> Phrase:
    """Awards of mass organisations and sectors, never added to the State's."""
    asked = dict.fromkeys(award for honoree in Honoree for award in sector_awards(book, honoree))
    said = joined((_award(book, award) for award in asked), "; ")
    return sentence(say(book, "awards.sector", said=said)) if said else NOTHING


def _level(book: FigureBook, name: str) -> Phrase:
    asked = [award for award in book.campaign.awards if award.level in LEVELS[name]]
    said = joined((_award(book, award) for award in asked), "; ")
    return say(book, f"awards.level_{name}", said=said) if said else NOTHING


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
    if len(counts) == 1:
        return say(book, "awards.award", n=total, name=award.name)
    shares = listed(
        say(book, "awards.share", n=count, word=honoree.word)
        for honoree, count in counts.items()
        if count.value
    )
    return say(book, "awards.award_shared", n=total, name=award.name, shares=shares)
