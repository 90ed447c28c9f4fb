"""Read the outline of a report (``input_templates/reports/*.toml``); anything amiss is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from pipeline.domain.errors import SettingsError
from pipeline.domain.outline import Outline, OutlineLevel, OutlineSection, tags_in
from pipeline.files.templates.catalogue_schema import Line, require_unique

ContentName = Annotated[
    str, Field(pattern=r"^(narrative|sentence|list|table|chart|movements)\.[a-z][a-z_]*$")
]
ClauseId = Annotated[str, Field(pattern=r"^[0-9A-Za-z]+(\.[0-9A-Za-z]+)*$")]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]


class _SectionLine(Line):
    id: ClauseId
    level: OutlineLevel
    heading: str = Field(min_length=1)
    content: tuple[ContentName, ...] = ()


class _OutlineFile(Line):
    id: str
    name: str
    issuer: tuple[str, ...] = Field(min_length=1)
    title: tuple[str, ...] = Field(min_length=1)
    numbered: bool
    fields: dict[FieldName, str]
    sections: tuple[_SectionLine, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> _OutlineFile:
        require_unique((section.id for section in self.sections), "mã mục")
        return self

    @model_validator(mode="after")
    def _tags_are_declared(self) -> _OutlineFile:
        texts = (*self.issuer, *self.title, *(section.heading for section in self.sections))
        unknown = sorted({tag for text in texts for tag in tags_in(text)} - self.fields.keys())
        if unknown:
            raise ValueError(f"thẻ chưa khai báo trong [fields]: {', '.join(unknown)}")
        return self


def load_outline(path: Path) -> Outline:
    """Read one outline.

    Raises:
        SettingsError: The file is absent, is not TOML, or says something an outline cannot.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _outline(_OutlineFile.model_validate(data))
    except OSError as error:
        raise SettingsError(f"Không đọc được đề cương {path.name}: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"Đề cương {path.name} sai cú pháp TOML: {error}.") from error
    except ValidationError as error:
        raise SettingsError(f"Đề cương {path.name} sai {_explained(error)}.") from error


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"]) or "toàn tệp"
    return f"ở “{place}”: {first['msg'].removeprefix('Value error, ')}"


def _outline(file: _OutlineFile) -> Outline:
    return Outline(
        file.id,
        file.name,
        file.issuer,
        file.title,
        file.numbered,
        file.fields,
        tuple(OutlineSection(s.id, s.level, s.heading, s.content) for s in file.sections),
    )
