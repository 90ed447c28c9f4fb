"""Emulation titles and commendations (danh hiệu, hình thức khen thưởng), dated by legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Honoree(StrEnum):
    """Who an award goes to (đối tượng)."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"

    @property
    def word(self) -> str:
        """In a sentence: "tập thể", "cá nhân", "hộ gia đình"."""
        return {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình"}[
            self.value
        ]


class AwardGroup(StrEnum):
    """Titles and commendations are listed, and printed, apart."""

    TITLE = "title"
    COMMENDATION = "commendation"


class Level(StrEnum):
    """Who decides an award (cấp khen), highest first."""

    STATE = "state"
    GOVERNMENT = "government"
    PRIME_MINISTER = "prime_minister"
    PROVINCE = "province"
    DISTRICT = "district"
    GRASSROOTS = "grassroots"
    COMMUNE = "commune"
    SECTOR = "sector"

    @property
    def is_higher(self) -> bool:
        """Whether units list such awards by name: province or ministry and above."""
        return self in HIGHER_LEVELS


HIGHER_LEVELS = (Level.STATE, Level.GOVERNMENT, Level.PRIME_MINISTER, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class AwardType:
    """One award of the catalogue.

    Attributes:
        short: Column heading in matrices ("CSTĐ cơ sở").
        basis: Article of the law in force.
        level: ``SECTOR`` awards (Party, unions, own sector) never enter the State totals.
        usual: Ticked when a campaign is created.
    """

    code: str
    name: str
    short: str
    honorees: frozenset[Honoree]
    group: AwardGroup
    level: Level
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    usual: bool = False

    def in_force(self, start: date, end: date) -> bool:
        """Whether it could be decided on some day from ``start`` to ``end``."""
        begun = self.valid_from is None or self.valid_from <= end
        return begun and (self.valid_to is None or self.valid_to >= start)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The awards of one law, in the order they are printed.

    Attributes:
        law: "Luật Thi đua, khen thưởng số 06/2022/QH15".
    """

    id: str
    law: str
    valid_from: date | None
    valid_to: date | None
    awards: tuple[AwardType, ...]

    def in_force(self, start: date, end: date) -> tuple[AwardType, ...]:
        """Its awards that could be decided between two days."""
        return tuple(award for award in self.awards if award.in_force(start, end))
