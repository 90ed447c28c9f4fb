"""Which returned workbooks are answered, with what was found in each and what it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding, FindingKind
from pipeline.domain.form import FormSpec
from pipeline.domain.intake import HEAD_FORM, Verdict
from pipeline.domain.submission import Submission
from pipeline.files.campaign.last_year import UnitValues
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.steps.checking.cross_check import cross_check
from pipeline.steps.feedback.differences import Difference, differences
from pipeline.steps.feedback.feedback import asks_something
from pipeline.steps.feedback.unasked import unasked

HEAD_SUFFIX = "_don-vi-truong"
LATER_SUFFIX = "_nop-"
"""Before the first digits of the digest of a later workbook that does not count."""

DIGITS = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One returned workbook to answer.

    Attributes:
        suffix: What its answers' names have behind the unit's; "" for the counted workbook.
        changes: What the unit changed since its former workbook without being asked.
    """

    form: FormSpec
    submission: Submission
    findings: tuple[Finding, ...]
    suffix: str = ""
    changes: tuple[Difference, ...] = ()


def cases(opened: OpenCampaign, collected: Collected, last_year: UnitValues) -> Iterator[Case]:
    """The counted workbooks, the head's own, and later ones with more errors than the counted."""
    collection = collected.collection
    verdicts = {verdict.digest: verdict for verdict in collected.verdicts}
    crossed = _by_unit(collected.cross_findings)
    former = _former(collected)
    earlier = replace(collection, submissions={**collection.submissions, **former})
    again = (earlier, opened.unit_form, last_year, opened.statistics)
    asked = _by_unit(cross_check(*again) if former else ())
    for code, counted in collection.submissions.items():
        findings = (*_open(verdicts[counted.digest], collection), *crossed[code])
        changes: tuple[Difference, ...] = ()
        if code in former:
            questions = (*verdicts[former[code].digest].findings, *asked[code])
            changes = _changes(former[code], counted, questions, opened.unit_form)
        yield Case(opened.unit_form, counted, findings, changes=changes)
    if collection.head is not None:
        findings = _open(verdicts[collection.head.digest], collection)
        yield Case(opened.head_form, collection.head, findings, HEAD_SUFFIX)
    yield from _later(opened, collected)


def _open(verdict: Verdict, collection: Collection) -> tuple[Finding, ...]:
    """The findings to answer: of a file that a person accepted, none."""
    return () if verdict.digest in collection.settled else verdict.findings


def _changes(
    before: Submission, after: Submission, asked: Sequence[Finding], form: FormSpec
) -> tuple[Difference, ...]:
    """Changes are of interest when something was asked; else the workbook is simply a new one."""
    if not asks_something(asked):
        return ()
    return unasked(differences(before, after, form), before, asked, form)


def _former(collected: Collected) -> dict[str, Submission]:
    """The workbook that each unit had returned before the counted one, where there is one."""
    arrived: Mapping[str, list[Verdict]] = defaultdict(list)
    for verdict in collected.verdicts:
        if verdict.digest in collected.read and verdict.form != HEAD_FORM:
            arrived[verdict.unit].append(verdict)
    former: dict[str, Submission] = {}
    for code, counted in collected.collection.submissions.items():
        in_order = sorted(arrived[code], key=lambda v: (v.file.received, v.file.name, v.digest))
        digests = [verdict.digest for verdict in in_order]
        before = digests[: digests.index(counted.digest)]
        if before:
            former[code] = collected.read[before[-1]]
    return former


def _later(opened: OpenCampaign, collected: Collected) -> Iterator[Case]:
    """Workbooks that came after the counted one and were worse; each says why it waits."""
    waiting = {
        (found.unit, found.file): found
        for found in collected.set_aside
        if found.code == FindingKind.WORSE_THAN_KEPT.code
    }
    for verdict in collected.verdicts:
        why = waiting.get((verdict.unit, verdict.file.name))
        if why is not None and verdict.digest in collected.read:
            form = opened.head_form if verdict.form == HEAD_FORM else opened.unit_form
            suffix = f"{LATER_SUFFIX}{verdict.digest[:DIGITS]}"
            yield Case(form, collected.read[verdict.digest], (why, *verdict.findings), suffix)


def _by_unit(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    grouped: Mapping[str, list[Finding]] = defaultdict(list)
    for found in findings:
        grouped[found.unit].append(found)
    return grouped
