"""The master of a workbook: rendered once by openpyxl, then written per unit in parts.

What differs between units is the addressee on the guide, the hidden page and the sheets that
hold answers; everything else is taken from the master as it is, compressed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.domain.form import FormSpec, ValueKind
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.manifest import MANIFEST_SHEET
from pipeline.files.forms.form_book import Cover, build_form
from pipeline.files.forms.form_cells import Values
from pipeline.files.forms.form_guide import ADDRESSEE, GUIDE_SHEET, addressee_height
from pipeline.files.issuing.answer_places import AnswerPlaces
from pipeline.files.issuing.manifest_page import ManifestPage
from pipeline.files.issuing.page_edits import PageEdits
from pipeline.files.issuing.raw_zip import (
    Archive,
    Member,
    Packed,
    Shelf,
    dos_moment,
    members_of,
    unpacked,
    write_archive,
)
from pipeline.files.issuing.renderings import Keeper, Rendering, rendered_anew
from pipeline.files.issuing.sheet_template import Filling, SheetTemplate
from pipeline.files.issuing.text_parts import Edit

Parts = Mapping[str, Packed]
"""Contents of members by their names."""


class Master:
    """The parts of a rendered workbook, and where what differs goes in them."""

    def __init__(self, rendering: Rendering, form: FormSpec, layout: Layout) -> None:
        """Take it apart."""
        self._moment = dos_moment(rendering.book)
        self._members = {member.name: member for member in members_of(rendering.book)}
        self._names = {
            title: f"xl/worksheets/sheet{number}.xml"
            for number, title in enumerate(rendering.sheets, 1)
        }
        self._sheets: dict[str, SheetTemplate] = {}
        self._shelf: tuple[frozenset[str], Shelf] | None = None
        styles = {kind: rendering.list_styles[kind.value] for kind in ValueKind}
        self.answers = AnswerPlaces(form, layout, self.sheet, styles)
        self._manifest = ManifestPage(self.sheet(MANIFEST_SHEET))
        self._pages = PageEdits(form, layout)

    def name_of(self, title: str) -> str:
        """The member that holds the sheet with this title."""
        return self._names[title]

    def sheet(self, title: str) -> SheetTemplate:
        """The sheet with this title."""
        found = self._sheets.get(title)
        if found is None:
            found = self._sheets[title] = SheetTemplate(self.text(self._names[title]))
        return found

    def text(self, name: str) -> bytes:
        """What a member holds."""
        return unpacked(self._members[name].content)

    def filled(self, title: str, filling: Filling, more: tuple[Edit, ...] = ()) -> Packed:
        """A sheet of the form with these answers, and with more edits."""
        sheet = self.sheet(title)
        pages = self._pages.edits(title, sheet, filling.heights)
        return sheet.written(filling, (*pages, *more))

    def cover(self, manifest: Manifest, cover: Cover) -> dict[str, Packed]:
        """The guide and the hidden page of one unit's workbook."""
        issued_to, signature = cover["issued_to"], cover["signature"]
        row, column = ADDRESSEE
        guide = self.sheet(GUIDE_SHEET)
        filling = Filling(heights={row: addressee_height(issued_to)})
        filling.put(row, column, (guide.row(row).styles[column], issued_to))
        return {
            self._names[GUIDE_SHEET]: guide.written(filling),
            self._names[MANIFEST_SHEET]: self._manifest.written(
                manifest, cover["layout_json"], signature
            ),
        }

    def archive(self, parts: Parts) -> Archive:
        """The workbook with these parts, new ones or in the place of the master's."""
        names = frozenset(parts)
        if self._shelf is None or self._shelf[0] != names:
            shared = (one for name, one in self._members.items() if name not in names)
            self._shelf = (names, Shelf(shared, self._moment))
        return self._shelf[1].archive(Member(name, parts[name]) for name in parts)


class FormMaster:
    """The master of the forms issued to all units of a campaign."""

    def __init__(
        self,
        form: FormSpec,
        layout: Layout,
        manifest: Manifest,
        cover: Cover,
        keeper: Keeper = rendered_anew,
    ) -> None:
        """Have the workbook of one unit rendered.

        Args:
            cover: Its addressee is not "".
        """

        def render() -> Rendering:
            return Rendering.of(build_form(form, layout, manifest, **cover), {})

        self._master = Master(keeper(render), form, layout)

    def write(self, path: Path, manifest: Manifest, values: Values, cover: Cover) -> None:
        """Write one unit's workbook whole or not at all, as ``write_form`` would.

        Raises:
            OutputError: The file cannot be written.
        """
        master = self._master
        parts = master.cover(manifest, cover)
        for title, filling in master.answers.fill(values).items():
            parts[master.name_of(title)] = master.filled(title, filling)
        write_archive(path, master.archive(parts))
