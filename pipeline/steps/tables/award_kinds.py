"""Which awards count where: those of the State, those of sectors, and their grids."""

from __future__ import annotations

from functools import lru_cache

from pipeline.domain.catalogue import AwardGroup, AwardType, Honoree, Level
from pipeline.domain.figures import Figure
from pipeline.steps.derive import plus
from pipeline.steps.figures import FigureBook

BLOCKS = {
    Honoree.COLLECTIVE: "awards_collective",
    Honoree.INDIVIDUAL: "awards_individual",
    Honoree.HOUSEHOLD: "awards_household",
}


@lru_cache(maxsize=64)
def state_awards(book: FigureBook, honoree: Honoree) -> tuple[AwardType, ...]:
    """The awards of the State that count in totals, titles first, in catalogue order."""
    awards = [
        award
        for award in book.campaign.awards
        if honoree in award.honorees and award.level is not Level.SECTOR
    ]
    return tuple(sorted(awards, key=lambda award: award.group is AwardGroup.COMMENDATION))


def sector_awards(book: FigureBook, honoree: Honoree) -> tuple[AwardType, ...]:
    """Awards of mass organisations and sectors: printed, never added to the State's."""
    return tuple(
        award
        for award in book.campaign.awards
        if honoree in award.honorees and award.level is Level.SECTOR
    )


def all_awards(book: FigureBook, honoree: Honoree, column: str, unit: str = "") -> Figure:
    """The number of State awards of one kind of honoree, over all award types."""
    codes = [award.code for award in state_awards(book, honoree)]
    if not codes:
        return plus((), "Không hỏi danh hiệu, hình thức nào")
    return book.total(BLOCKS[honoree], column, codes, unit=unit)
