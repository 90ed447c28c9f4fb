"""Read the statistical forms (``input_templates/statistics/*.toml``) that hold in a period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from pipeline.domain.campaign import Period
from pipeline.domain.catalogue import Level
from pipeline.domain.statistics import (
    Identity,
    StatisticalColumn,
    StatisticalForm,
    StatisticalRow,
    Subject,
)
from pipeline.files.templates.catalogue_schema import Dated, Line, require_unique
from pipeline.files.templates.settings import templates_folder
from pipeline.files.templates.toml_files import read_toml, validated

Where = dict[str, tuple[str, ...]]


class _EditionLine(Dated):
    number: str = ""
    basis: str = ""
    note: str = ""


class _ColumnLine(Line):
    code: Annotated[str, Field(pattern=r"^\d+(=.+)?$")]
    label: str
    above: tuple[str, ...] = ()
    where: Where = Field(default_factory=dict)
    sums: tuple[str, ...] = ()
    ratio: tuple[str, ...] = Field(default=(), max_length=2)
    each: bool = False
    missing: str = ""


class _RowLine(Line):
    code: Annotated[str, Field(pattern=r"^(\d\d)?$")] = ""
    label: str
    measure: str = ""
    where: Where = Field(default_factory=dict)
    sums: tuple[str, ...] = ()
    missing: str = ""


class _IdentityLine(Line):
    row: str
    terms: tuple[str, ...] = Field(min_length=1)
    advice: str


class _FormLine(Line):
    key: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    subject: Subject
    title: str
    sheet: Annotated[str, Field(max_length=31)] = ""
    measure: str = ""
    due: str = ""
    levels: tuple[Level, ...] = ()
    editions: tuple[_EditionLine, ...] = Field(min_length=1)
    notes: tuple[str, ...] = ()
    columns: tuple[_ColumnLine, ...] = Field(min_length=1)
    rows: tuple[_RowLine, ...] = ()
    identities: tuple[_IdentityLine, ...] = ()

    @model_validator(mode="after")
    def _sums_name_rows(self) -> _FormLine:
        known = {row.code for row in self.rows if row.code}
        require_unique((row.code for row in self.rows if row.code), "mã dòng")
        named = {code for row in self.rows for code in row.sums}
        named |= {code for one in self.identities for code in (one.row, *one.terms)}
        if named - known:
            raise ValueError(f"không có dòng {', '.join(sorted(named - known))}")
        return self


class _StatisticsFile(Line):
    forms: tuple[_FormLine, ...]


def load_statistics(period: Period) -> tuple[StatisticalForm, ...]:
    """The forms in the edition that holds on the last day of the period, in printed order.

    Raises:
        SettingsError: A file is absent or wrong.
    """
    folder = templates_folder() / "statistics"
    return tuple(form for path in sorted(folder.glob("*.toml")) for form in _forms(path, period))


def _forms(path: Path, period: Period) -> tuple[StatisticalForm, ...]:
    declared = validated(_StatisticsFile, read_toml(path), path)
    made = []
    for line in declared.forms:
        editions = (one for one in line.editions if one.touches(period.end, period.end))
        edition = next(editions, None)
        if edition is not None:
            made.append(_form(line, edition))
    return tuple(made)


def _form(line: _FormLine, edition: _EditionLine) -> StatisticalForm:
    notes = (edition.note, *line.notes) if edition.note else line.notes
    return StatisticalForm(
        key=line.key,
        subject=line.subject,
        title=line.title,
        sheet=f"Biểu {edition.number[:4]}" if edition.number else line.sheet,
        columns=tuple(StatisticalColumn(**dict(column)) for column in line.columns),
        rows=tuple(StatisticalRow(**dict(row)) for row in line.rows),
        number=edition.number,
        basis=edition.basis,
        due=line.due,
        levels=line.levels,
        measure=line.measure,
        identities=tuple(Identity(**dict(one)) for one in line.identities),
        notes=notes,
    )
