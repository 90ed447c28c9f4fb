"""Workbooks rendered by openpyxl, kept from run to run: rendering costs more than issuing.

A rendering is kept in the campaign's ``cache/`` with a checksum over it and over the key that
names all it was made of. It may be deleted at any time, and is made again when in doubt.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from pipeline.domain.errors import OutputError
from pipeline.domain.form import ValueKind
from pipeline.files.atomic import replacing
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.entries import sealed, unsealed
from pipeline.files.forms.form_styles import open_style

_FOLDER: Final = "masters"
_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class Rendering:
    """A workbook, and what openpyxl alone knows of it.

    Attributes:
        sheets: Titles, in their order.
        list_styles: Numbers of the styles of filled cells in lists, by kind of value.
        colours: Numbers of the colours of marks, by severity.
    """

    book: bytes
    sheets: tuple[str, ...]
    list_styles: Mapping[str, str]
    colours: Mapping[str, int]

    @classmethod
    def of(cls, book: Workbook, colours: Mapping[str, int]) -> Rendering:
        """Render a workbook."""
        styles = {kind.value: _style_number(book, open_style(kind)) for kind in ValueKind}
        saved = io.BytesIO()
        book.save(saved)
        return cls(saved.getvalue(), tuple(book.sheetnames), styles, colours)


Render: TypeAlias = Callable[[], Rendering]
Keeper: TypeAlias = Callable[[Render], Rendering]
"""Gives what such a function would render."""


def rendered_anew(render: Render) -> Rendering:
    """Keep nothing."""
    return render()


@dataclass(frozen=True, slots=True)
class KeptRendering:
    """One rendering in the ``cache/`` of a campaign.

    Attributes:
        key: Names all that the workbook is made of.
    """

    cache: Path
    name: str
    key: str

    def __call__(self, render: Render) -> Rendering:
        """The one kept under this key, or one made and kept now."""
        try:
            return _unpacked(unsealed(self.key, self._path.read_bytes()))
        except (OSError, DamagedError):
            rendering = render()
        # Nothing is lost when it cannot be kept: the next run is only slower.
        with contextlib.suppress(OutputError), replacing(self._path, lasting=False) as temporary:
            temporary.write_bytes(sealed(self.key, _packed(rendering)))
        return rendering

    @property
    def _path(self) -> Path:
        return self.cache / _FOLDER / f"{self.name}.bin"


def _packed(one: Rendering) -> bytes:
    head = zipped([one.sheets, one.list_styles, one.colours])
    return len(head).to_bytes(_LENGTH, "big") + head + one.book


def _unpacked(content: bytes) -> Rendering:
    end = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    sheets, list_styles, colours = unzipped(content[_LENGTH:end])
    return Rendering(content[end:], tuple(sheets), list_styles, colours)


def _style_number(book: Workbook, name: str) -> str:
    """By what a book's cells know a named style."""
    cell = Cell(book.worksheets[0], row=1, column=1)
    cell.style = name
    return str(cell.style_id)
