"""Every file found, once: how it was judged, where it came from, whether it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.collection import Collection
from pipeline.domain.intake import HEAD_FORM, Carrier, CarrierKind, OpenedCarrier, Status, Verdict
from pipeline.steps.status.unit_states import Evidence

COUNTED = "counted"
"""Code of the lines of files that count, beside the values of ``Status``."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file.

    Attributes:
        look: ``counted`` or the code of its status, by which lines are coloured.
        notes: Why it does not count, and what to do.
    """

    name: str
    owner: str
    verdict: str
    look: str
    received: str
    origin: str
    notes: tuple[str, ...]


def file_lines(collection: Collection, evidence: Evidence) -> tuple[FileLine, ...]:
    """One line a verdict, in the order of first sight."""
    counted = {one.digest for one in collection.submissions.values()}
    counted |= {collection.head.digest} if collection.head else set()
    names = {unit.code: unit.short_name for unit in collection.campaign.units}
    aside = {(found.unit, found.file): found.message for found in evidence.set_aside}
    return tuple(
        FileLine(
            name=verdict.file.name,
            owner=_owner(verdict, names.get(verdict.unit, verdict.unit)),
            verdict=f"{verdict.status.label}; được tính" if counts else verdict.status.label,
            look=COUNTED if counts else verdict.status.value,
            received=f"{verdict.file.received:%d/%m/%Y %H:%M}",
            origin=origin_of(verdict.file.carrier),
            notes=() if counts else tuple(_notes(verdict, aside)),
        )
        for verdict in evidence.verdicts
        for counts in [bool(verdict.digest) and verdict.digest in counted]
    )


def origin_of(carrier: Carrier | None) -> str:
    """Where a file came from: a letter with its sender and day, an archive, or the folder."""
    if carrier is None:
        return "chép vào inbox"
    if carrier.kind is CarrierKind.ARCHIVE:
        return carrier.origin
    subject = f", “{carrier.subject}”" if carrier.subject else ""
    return f"{carrier.origin}{subject} (tệp “{carrier.name}”)"


def opened_lines(opened: Iterable[OpenedCarrier]) -> tuple[tuple[str, str], ...]:
    """Each e-mail and archive that was opened: its name, and what it is listed by."""
    return tuple(
        (one.carrier.name, f"{one.carrier.origin}; {one.files} tệp bên trong, nêu ở trang này")
        for one in opened
    )


def _owner(verdict: Verdict, name: str) -> str:
    if not name:
        return "không rõ đơn vị"
    return f"{name} (biểu đơn vị trưởng)" if verdict.form == HEAD_FORM else name


def _notes(verdict: Verdict, aside: dict[tuple[str, str], str]) -> Iterable[str]:
    if verdict.status in (Status.REFUSED, Status.SET_ASIDE):
        yield from (f"{found.message} {found.advice}" for found in verdict.findings)
    elif why := aside.get((verdict.unit, verdict.file.name)):
        yield why
