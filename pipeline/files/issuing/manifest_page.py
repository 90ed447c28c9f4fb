"""The hidden page of a workbook, rewritten per unit: names, signature, and little of the layout.

The published layout is long and the same for all units but for its first words; how it is cut
into cells depends on how long these are, so each length has its page.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final, NamedTuple

from pipeline.domain.layout import Manifest
from pipeline.domain.manifest import manifest_rows
from pipeline.domain.signature import Signature
from pipeline.domain.vietnamese.text import clean
from pipeline.files.issuing.raw_zip import Packed
from pipeline.files.issuing.sheet_template import SheetTemplate, cell_xml, escaped
from pipeline.files.issuing.text_parts import Edit, TextPart

_BLOCKS: Final = '"blocks":'
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"
_NAME, _VALUE = 1, 2


class _Page(NamedTuple):
    part: TextPart
    places: tuple[int, ...]


class ManifestPage:
    """The page of a master."""

    def __init__(self, sheet: SheetTemplate) -> None:
        """Keep what stands around its rows."""
        self._before = sheet.text[: sheet.text.index(_ROWS) + len(_ROWS)]
        self._after = sheet.text[sheet.text.index(_ROWS_END) :]
        self._style = sheet.row(1).styles[_NAME]
        self._pages: dict[tuple[int, ...], _Page] = {}

    def written(self, manifest: Manifest, layout_json: str, signature: Signature) -> Packed:
        """The page of one workbook."""
        rows = manifest_rows(manifest, layout_json, signature)
        head = layout_json[: layout_json.find(_BLOCKS)]
        pieces = [row[2] for row in rows if row[2]]
        rests = [pieces[0].removeprefix(head), *pieces[1:]]
        kind = (len(head), *map(len, rests))
        if kind not in self._pages:
            self._pages[kind] = self._page(rests)
        page = self._pages[kind]
        return page.part.edited(self._edits(rows, page.places, head))

    def _page(self, rests: list[str]) -> _Page:
        """All that does not differ between units, and the places of what does."""
        constants = [f"{escaped(clean(rest))}</t></is></c></row>".encode() for rest in rests]
        text = b"".join((self._before, *constants, self._after))
        places = accumulate(map(len, constants), initial=len(self._before))
        return _Page(TextPart(text), tuple(places))

    def _edits(self, rows: list[list[str]], places: tuple[int, ...], head: str) -> list[Edit]:
        edits: list[Edit] = []
        text = ""
        for number, (name, value, piece) in enumerate(rows, 1):
            text += f'<row r="{number}">'
            for column, fact in ((_NAME, name), (_VALUE, value)):
                text += cell_xml(column, number, (self._style, fact)) if fact else ""
            if piece:
                text += f'<c r="C{number}" s="{self._style}" t="inlineStr"><is><t>'
                text += escaped(clean(head)) if number == 1 else ""
                at = places[len(edits)]
                edits.append(Edit(at, at, text.encode()))
                text = ""
            else:
                text += "</row>"
        return [*edits, Edit(places[-1], places[-1], text.encode())]
