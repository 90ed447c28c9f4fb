"""What goes back to the units: a message and a workbook to correct, where something is to be done.

Both stand in ``feedback/``; what an earlier run wrote there and is no longer true is removed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.correction import Correction
from pipeline.domain.errors import OutputError
from pipeline.domain.findings import Finding
from pipeline.domain.intake import HEAD_FORM
from pipeline.domain.layout import Layout
from pipeline.domain.unit_status import Asked
from pipeline.domain.vietnamese.text import file_name_part
from pipeline.files.atomic import write_text
from pipeline.files.campaign.last_year import UnitValues, read_last_year
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.correction_books import CorrectionBooks
from pipeline.jobs.distribute import printed_values
from pipeline.jobs.feedback_cases import DIGITS, HEAD_SUFFIX, LATER_SUFFIX, Case, cases
from pipeline.steps.feedback.correction import correct
from pipeline.steps.feedback.differences import Difference
from pipeline.steps.feedback.feedback import asks_something, message

_KINDS = rf"({HEAD_SUFFIX}|{LATER_SUFFIX}[0-9a-f]{{{DIGITS}}})?(\.txt|_lan-\d+\.xlsx)"


@dataclass(frozen=True, slots=True)
class Request:
    """What one unit is asked to correct (yêu cầu sửa).

    Attributes:
        findings: With the sheets and cells of the workbook to correct.
        changes: What the unit changed without being asked.
    """

    asked: Asked
    workbook: Path
    findings: tuple[Finding, ...]
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was written: a message a workbook answered, most with a workbook to correct.

    Attributes:
        requests: What units are asked to correct in their own workbooks, not in the head's.
    """

    messages: tuple[Path, ...]
    workbooks: tuple[Path, ...]
    requests: tuple[Request, ...] = ()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The corrections that units are asked for."""
        return tuple(request.asked for request in self.requests)

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files, messages first."""
        return (*self.messages, *self.workbooks)


def write_feedback(opened: OpenCampaign, collected: Collected) -> Feedback:
    """Answer the returned workbooks in which something is to be corrected or checked.

    Raises:
        OutputError: An answer cannot be written, or a former one not removed.
    """
    opened.folder.feedback.mkdir(parents=True, exist_ok=True)
    last_year = read_last_year(opened.folder.root)
    books = CorrectionBooks(opened)
    messages: list[Path] = []
    workbooks: list[Path] = []
    requests: list[Request] = []
    for case in cases(opened, collected, last_year):
        unit = opened.campaign.unit(case.submission.unit)
        found: tuple[Finding, ...] = ()
        book = ""
        base = opened.folder.feedback / f"{_named(unit)}{case.suffix}"
        if asks_something(case.findings):
            correction = _correction(case, books.layout(case.form.id), unit, last_year)
            found = correction.findings
            workbooks.append(books.write(case, unit, correction, base))
            if case.form.id != HEAD_FORM:
                requests.append(_request(case, correction, workbooks[-1]))
            book = workbooks[-1].name
        if text := message(unit, opened.campaign, found, workbook=book, changes=case.changes):
            messages.append(base.with_name(f"{base.name}.txt"))
            _write_message(messages[-1], text)
    books.remember()
    _remove_former(opened, {path.name for path in (*messages, *workbooks)})
    return Feedback(tuple(messages), tuple(workbooks), tuple(requests))


def _request(case: Case, correction: Correction, workbook: Path) -> Request:
    returned = case.submission
    asked = Asked(returned.unit, returned.manifest.round + 1, returned.digest, workbook.name)
    return Request(asked, workbook, correction.findings, case.changes)


def _named(unit: MemberUnit) -> str:
    return f"{unit.code}_{file_name_part(unit.short_name)}"


def _correction(case: Case, layout: Layout, unit: MemberUnit, last_year: UnitValues) -> Correction:
    """What is lost with a whole block is at least printed in it as when it was issued."""
    made = correct(case.submission, case.findings, case.form, layout)
    if case.form.id == HEAD_FORM:
        return made
    printed = printed_values(unit, last_year).items()
    lost = {key: value for key, value in printed if key[0] not in case.submission.tables}
    return replace(made, values={**lost, **made.values})


def _write_message(path: Path, text: str) -> None:
    """Write a message, unless the former one says the same."""
    if not path.is_file() or path.read_bytes() != text.encode():
        write_text(path, text)


def _remove_former(opened: OpenCampaign, kept: set[str]) -> None:
    """Remove answers that are no longer true; nothing but what we wrote ourselves."""
    units = "|".join(re.escape(_named(unit)) for unit in opened.campaign.units)
    ours = re.compile(f"({units}){_KINDS}")
    for path in sorted(opened.folder.feedback.iterdir()):
        if path.name not in kept and ours.fullmatch(path.name):
            _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError as problem:
        raise OutputError(
            f"Không xóa được “{path.name}” của lần chạy trước: tệp đang mở."
            " Đóng tệp đó rồi chạy lại."
        ) from problem
