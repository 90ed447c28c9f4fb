"""Interpret a returned workbook: raw cells + form → a typed submission and what was wrong.

Blank, error value, formula and text stay four different things: only a blank is "not reported";
the others are findings with the value that was found, and count as not reported too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.domain.findings import Finding, FindingKind, finding
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.submission import Submission, Table
from pipeline.domain.workbook import RawWorkbook
from pipeline.steps.reading.anchor import Anchor, anchor
from pipeline.steps.reading.copies import copies
from pipeline.steps.reading.issued_form import IssuedForm
from pipeline.steps.reading.left_over import left_over
from pipeline.steps.reading.missing import missing_parts
from pipeline.steps.reading.read_block import read_block


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a workbook came from: what ``identify`` and the intake know about it.

    Attributes:
        unit: Code of the unit it counts for, which a person may have decided.
        file: Name of the returned file, relative to the inbox.
        digest: SHA-256 of the file, hexadecimal.
    """

    manifest: Manifest
    unit: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A submission and the findings of reading it, in the order of the form."""

    submission: Submission
    findings: tuple[Finding, ...]


def interpret(
    book: RawWorkbook,
    form: FormSpec,
    layout: Layout,
    origin: Origin,
    issued: IssuedForm | None = None,
) -> Interpretation:
    """Read every block that can be found; what cannot is one finding for all of them.

    Args:
        issued: The form the workbook was issued with, where it is not today's.
    """
    if issued is None:
        wanted, found = form, anchor(book, form, layout)
        beside = list(copies(book, form, layout, found))
    else:
        at = anchor(book, issued.form, issued.layout)
        wanted, found = issued.wanted, issued.today(at)
        copied = copies(book, issued.form, issued.layout, at)
        beside = [*_unasked(issued), *left_over(issued, at), *copied]
    tables: dict[str, Table] = {}
    findings = [*_missing(wanted, found), *beside]
    for _, block in wanted.blocks:
        if block.key in found:
            answers = read_block(block, found[block.key], wanted.lists)
            tables[block.key] = answers.table
            findings.extend(answers.findings)
    submission = Submission(origin.unit, origin.manifest, origin.file, origin.digest, tables)
    return Interpretation(submission, tuple(_from(origin, findings)))


def _missing(wanted: FormSpec, found: Mapping[str, Anchor]) -> Iterator[Finding]:
    places = {key: one.place for key, one in found.items()}
    if parts := "; ".join(missing_parts(wanted, places)):
        yield finding(FindingKind.PARTS_MISSING, parts=parts)


def _unasked(issued: IssuedForm) -> Iterator[Finding]:
    if issued.unasked:
        yield finding(FindingKind.NOT_ASKED_THEN, parts="; ".join(issued.unasked))


def _from(origin: Origin, findings: list[Finding]) -> Iterator[Finding]:
    """Say in each finding which unit and file it is about."""
    return (replace(found, unit=origin.unit, file=origin.file) for found in findings)
