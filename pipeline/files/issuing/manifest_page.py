"""The hidden page of a workbook, rewritten per unit: names, signature, and little of the layout.

The published layout is long and the same for all units but for its last words. It stands in the
first rows of the page, which are therefore written once; only what follows is a unit's own.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final, NamedTuple

from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import CHUNK, manifest_rows
from pipeline.domain.signature import Signature
from pipeline.domain.vietnamese.text import clean
from pipeline.files.issuing.raw_zip import Packed
from pipeline.files.issuing.sheet_template import SheetTemplate, cell_xml, escaped
from pipeline.files.issuing.text_parts import Edit, TextPart

_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"
_NAME, _VALUE = 1, 2
_PIECE_END: Final = "</t></is></c></row>"

Rows = list[list[str]]


class _Shared(NamedTuple):
    """What the pages of all units begin with.

    Attributes:
        facts: Names and values in the rows with the layout.
        layout: As far as it is shared.
        last: Where the piece of the layout begins that stands in the last of these rows.
        end: Where a unit's own part begins.
    """

    facts: Rows
    layout: str
    last: int
    part: TextPart
    end: int

    def begins(self, rows: Rows, layout_json: str) -> bool:
        """Whether a page with these facts begins so."""
        return (
            [row[:_VALUE] for row in rows[: len(self.facts)]] == self.facts
            and layout_json.startswith(self.layout)
            and len(layout_json) - self.last <= CHUNK
        )


class ManifestPage:
    """The page of a master."""

    def __init__(self, sheet: SheetTemplate) -> None:
        """Keep what stands around its rows."""
        self._before = sheet.text[: sheet.text.index(_ROWS) + len(_ROWS)]
        self._after = sheet.text[sheet.text.index(_ROWS_END) :]
        self._style = sheet.row(1).styles[_NAME]
        self._shared: _Shared | None = None

    def written(self, manifest: Manifest, layout_json: str, signature: Signature) -> Packed:
        """The page of one workbook."""
        rows = manifest_rows(manifest, "", signature)
        shared = self._shared
        if shared is None or not shared.begins(rows, layout_json):
            whole = manifest_rows(manifest, layout_json, signature)
            shared = self._shared = self._begin(whole, layout_json)
        rest = escaped(clean(layout_json[len(shared.layout) :]))
        text = "".join((rest, _PIECE_END, *self._rows_xml(rows, len(shared.facts))))
        return shared.part.edited((Edit(shared.end, shared.end, text.encode()),))

    def _begin(self, rows: Rows, layout_json: str) -> _Shared:
        """What this page and the one before have in common, up to a sign that is no blank."""
        *whole, (name, value, piece) = [row for row in rows if row[2]]
        last = len(layout_json) - len(piece)
        if self._shared is not None:
            former = self._shared.layout[last:]
            alike = takewhile(lambda pair: pair[0] == pair[1], zip(piece, former, strict=False))
            piece = piece[: sum(1 for _ in alike)] or piece
        piece = piece[: piece.rfind('"') + 1] or piece[:1]
        begun = [*whole, [name, value, piece]]
        text = "".join(self._rows_xml(begun, 0)).removesuffix(_PIECE_END)
        before = self._before + text.encode()
        layout = layout_json[: last + len(piece)]
        facts = [row[:_VALUE] for row in begun]
        return _Shared(facts, layout, last, TextPart(before + self._after), len(before))

    def _rows_xml(self, rows: Rows, begin: int) -> list[str]:
        return [
            self._row_xml(number, *rows[number - 1]) for number in range(begin + 1, len(rows) + 1)
        ]

    def _row_xml(self, number: int, name: str, value: str, piece: str) -> str:
        text = f'<row r="{number}">'
        for column, fact in ((_NAME, name), (_VALUE, value)):
            text += cell_xml(column, number, (self._style, fact)) if fact else ""
        if not piece:
            return text + "</row>"
        opened = f'<c r="C{number}" s="{self._style}" t="inlineStr"><is><t>'
        return f"{text}{opened}{escaped(clean(piece))}{_PIECE_END}"
