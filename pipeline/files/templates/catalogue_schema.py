"""What ``input_templates/catalogues/*.toml`` may say; pydantic refuses everything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from pipeline.domain.catalogue import AwardGroup, Honoree, Level


class Line(BaseModel):
    """Any table of a settings file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Line):
    """A line for some periods only; without days, for all."""

    valid_from: date | None = None
    valid_to: date | None = None

    def touches(self, start: date, end: date) -> bool:
        """Whether it holds on some day from ``start`` to ``end``."""
        begun = self.valid_from is None or self.valid_from <= end
        return begun and (self.valid_to is None or self.valid_to >= start)


class ChoiceLine(Dated):
    """One line of a dropdown list."""

    code: str
    label: str
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="to")


class ListsFile(RootModel[dict[str, tuple[ChoiceLine, ...]]]):
    """The file ``lists.toml``: dropdown lists by name."""


class AwardLine(Dated):
    """One award of a catalogue file."""

    code: str = Field(pattern=r"^[A-Z0-9]+$")
    name: str
    short: str
    honorees: frozenset[Honoree] = Field(min_length=1)
    group: AwardGroup
    level: Level
    basis: str = ""
    usual: bool = False


class CatalogueFile(Dated):
    """A file ``input_templates/catalogues/awards-*.toml``."""

    id: str
    law: str
    awards: tuple[AwardLine, ...]

    @model_validator(mode="after")
    def _awards_are_unique(self) -> CatalogueFile:
        require_unique((award.code for award in self.awards), "mã")
        require_unique((award.name for award in self.awards), "tên")
        require_unique((award.short for award in self.awards), "tên gọn")
        return self


class FigureLine(Line):
    """A figure asked about a movement."""

    label: str
    measure: str


class MovementLine(Line):
    """A movement suggested for the years it ran."""

    code: str = Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$")
    name: str
    launched_by: str = ""
    topic: Literal["", "rural", "poor", "enterprise", "other"] = ""
    valid_from: int | None = None
    valid_to: int | None = None
    figures: tuple[FigureLine, ...] = ()

    def ran(self, first: int, last: int) -> bool:
        """Whether it ran in some year from ``first`` to ``last``."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or self.valid_to >= first)


class MovementsFile(Line):
    """The file ``input_templates/catalogues/movements.toml``."""

    movements: tuple[MovementLine, ...]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> MovementsFile:
        require_unique((movement.code for movement in self.movements), "mã phong trào")
        return self


def require_unique(names: Iterable[str], what: str) -> None:
    """Refuse a repeated name.

    Raises:
        ValueError: Naming the first one that comes twice.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{what} “{name}” bị trùng")
        seen.add(name)
