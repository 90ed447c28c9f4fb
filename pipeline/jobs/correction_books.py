"""The workbooks that units are to correct: each written only when it would say something new."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.correction import Correction
from pipeline.domain.fingerprint import fingerprint
from pipeline.domain.layout import Layout, Manifest
from pipeline.files.campaign.written_files import WrittenFiles
from pipeline.files.forms.form_book import Cover
from pipeline.files.issuing.feedback_master import FeedbackMaster
from pipeline.files.issuing.renderer import renderer_mark
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.distribute import ReadyForm, cover_of, keeper_of, make_ready, manifest_of
from pipeline.jobs.feedback_cases import Case

_MEMORY: Final = "feedback.json"


class CorrectionBooks:
    """Writes the workbooks of one run."""

    def __init__(self, opened: OpenCampaign) -> None:
        """Work out once what the workbooks of a form share; masters are made when needed."""
        self._opened = opened
        self._written = WrittenFiles.of(opened.folder.cache / _MEMORY)
        forms = (opened.unit_form, opened.head_form)
        self._ready = {form.id: make_ready(opened, form) for form in forms}
        self._masters: dict[str, FeedbackMaster] = {}
        self._marks: dict[str, str] = {}

    def layout(self, form: str) -> Layout:
        """The layout of a form's fresh workbooks."""
        return self._ready[form].layout

    def write(self, case: Case, unit: MemberUnit, correction: Correction, base: Path) -> Path:
        """Write the workbook to correct, or leave the former one that says the same.

        Raises:
            OutputError: It cannot be written.
        """
        ready = self._ready[case.form.id]
        manifest = manifest_of(self._opened, case.form, unit, case.submission.manifest.round + 1)
        path = base.with_name(f"{base.name}_lan-{manifest.round}.xlsx")
        cover = cover_of(ready, manifest)
        own = (cover["issued_to"], cover["signature"], cover["lines"], correction)
        said = fingerprint(self._mark(ready), manifest, *own)
        if not self._written.has(path, said):
            self._master(ready, manifest, cover).write(path, manifest, correction, cover)
            self._written.note(path, said)
        return path

    def remember(self) -> None:
        """Remember for the next run what was written in this one."""
        self._written.save()

    def _mark(self, ready: ReadyForm) -> str:
        """A name for all that the workbooks of a form share."""
        form = ready.form.id
        if form not in self._marks:
            self._marks[form] = fingerprint(renderer_mark(), ready.form, ready.layout, ready.checks)
        return self._marks[form]

    def _master(self, ready: ReadyForm, manifest: Manifest, cover: Cover) -> FeedbackMaster:
        form = ready.form.id
        if form not in self._masters:
            keeper = keeper_of(self._opened, ready, "feedback")
            self._masters[form] = FeedbackMaster(ready.form, ready.layout, manifest, cover, keeper)
        return self._masters[form]
