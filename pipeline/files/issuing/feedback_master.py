"""The master of correction workbooks: a fresh form, a unit's own answers, the wrong cells marked.

A unit corrects such a file and returns it, and it is read like any other form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.domain.correction import Correction
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.rules.rule import Severity
from pipeline.files.forms.feedback_list import LIST_SHEET, add_list, list_lines
from pipeline.files.forms.form_book import Cover, build_form
from pipeline.files.issuing.comments import DRAWINGS, comment_parts
from pipeline.files.issuing.list_page import ListPage, sample_correction
from pipeline.files.issuing.marks import SheetMarks, found_by_sheet, mark_colours
from pipeline.files.issuing.master import Master
from pipeline.files.issuing.raw_zip import Packed, write_archive
from pipeline.files.issuing.renderings import Keeper, Rendering, rendered_anew
from pipeline.files.issuing.sheet_template import Filling
from pipeline.files.issuing.text_parts import Edit, TextPart

_TYPES: Final = "[Content_Types].xml"
_FIRST_PART: Final = b"<Override"
SAMPLE: Final = "x"
"""The addressee of the sample list, the same in every master of a form."""


class FeedbackMaster:
    """The master of all correction workbooks of one form in a campaign."""

    def __init__(
        self,
        form: FormSpec,
        layout: Layout,
        manifest: Manifest,
        cover: Cover,
        keeper: Keeper = rendered_anew,
    ) -> None:
        """Have the workbook of one unit rendered, with a sample of every kind of line."""
        sample = sample_correction(form)

        def render() -> Rendering:
            book = build_form(form, layout, manifest, **cover)
            add_list(book, form, sample, SAMPLE)
            colours = mark_colours(book)
            return Rendering.of(book, {one.value: number for one, number in colours.items()})

        rendering = keeper(render)
        self._form = form
        self._colours = {Severity(one): number for one, number in rendering.colours.items()}
        self._master = Master(rendering, form, layout)
        lines = list_lines(form, sample, SAMPLE)
        self._list = ListPage(self._master.sheet(LIST_SHEET), lines)
        self._types = TextPart(self._master.text(_TYPES))

    def write(self, path: Path, manifest: Manifest, correction: Correction, cover: Cover) -> None:
        """Write one correction workbook whole or not at all.

        Args:
            manifest: Its ``round`` tells which correction this is.

        Raises:
            OutputError: The file cannot be written.
        """
        lines = tuple(list_lines(self._form, correction, cover["issued_to"]))
        parts = {
            **self._master.cover(manifest, cover),
            **self._sheets(correction),
            self._master.name_of(LIST_SHEET): self._list.written(lines),
        }
        write_archive(path, self._master.archive(parts))

    def _sheets(self, correction: Correction) -> dict[str, Packed]:
        """The sheets with answers or marks, and what goes with the marks."""
        master, parts, declared = self._master, {}, ""
        fillings = master.answers.fill(correction.values)
        marked = found_by_sheet(correction.findings)
        for number, (title, found) in enumerate(marked.items(), 1):
            filling = fillings.pop(title, None) or Filling()
            marks = SheetMarks(master.sheet(title), filling, found)
            name = master.name_of(title)
            parts[name] = master.filled(title, filling, marks.edits(self._colours))
            more, line = comment_parts(name, number, marks.comments)
            parts |= more
            declared += line
        for title, filling in fillings.items():
            parts[master.name_of(title)] = master.filled(title, filling)
        if declared:
            parts[_TYPES] = self._declaring(declared)
        return parts

    def _declaring(self, comments: str) -> Packed:
        place = self._types.text.index(_FIRST_PART)
        text = (DRAWINGS + comments).encode()
        return self._types.edited((Edit(place, place, text),))
