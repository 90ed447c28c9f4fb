"""What came in between two runs: which units are counted by another file, and its cells.

A new reason for a change is a line in ``_why``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.domain.campaign import Campaign
from pipeline.domain.clusters import cluster_key
from pipeline.domain.form import FormSpec
from pipeline.domain.intake import Ruling
from pipeline.domain.runs import HEAD, CountedFile, RunInputs
from pipeline.domain.submission import Submission
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.feedback.differences import Difference, differences


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit, or the head's own workbook, that another file counts for (thay đổi của đơn vị).

    Attributes:
        unit: Code of the unit, or ``HEAD``.
        before: ``None`` when nothing counted.
        after: Likewise now.
        why: "Sở Tài chính nộp bổ sung ngày 05/12/2025".
        differences: Cell by cell, where both files can be read.
        blocks: Keys of the blocks that either file answers.
        cluster: Key of the unit's cluster; "" in a campaign of one.
    """

    unit: str
    name: str
    before: CountedFile | None
    after: CountedFile | None
    why: str
    differences: tuple[Difference, ...] = ()
    blocks: frozenset[str] = frozenset()
    cluster: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a whole file came or went, so that there is nothing to compare it with."""
        return self.before is None or self.after is None


@dataclass(frozen=True, slots=True)
class Readable:
    """What the two runs' files can be read with.

    Attributes:
        read: Every submission ever taken in, by digest.
        rulings: A person's decisions about files.
    """

    campaign: Campaign
    read: Mapping[str, Submission]
    forms: Mapping[str, FormSpec]
    rulings: tuple[Ruling, ...] = ()


def unit_changes(
    former: RunInputs, present: RunInputs, readable: Readable
) -> tuple[UnitChange, ...]:
    """The units whose counted file is another one, in the campaign's order, the head last."""
    return tuple(_changes(former, present, readable))


def _changes(former: RunInputs, present: RunInputs, readable: Readable) -> Iterator[UnitChange]:
    campaign = readable.campaign
    names = {unit.code: unit.short_name for unit in campaign.units}
    clusters = {unit.code: cluster_key(unit.cluster) for unit in campaign.units if unit.cluster}
    known = (*names, *former.counted, *present.counted)
    for unit in dict.fromkeys((*(one for one in known if one != HEAD), HEAD)):
        before, after = former.counted.get(unit), present.counted.get(unit)
        if (before.digest if before else "") == (after.digest if after else ""):
            continue
        name = "Đơn vị trưởng (biểu riêng)" if unit == HEAD else names.get(unit, unit)
        why = _why(name, before, after, readable, is_member=unit == HEAD or unit in names)
        compared = _compared(before, after, readable)
        yield UnitChange(unit, name, before, after, why, *compared, clusters.get(unit, ""))


def _why(
    name: str,
    before: CountedFile | None,
    after: CountedFile | None,
    readable: Readable,
    *,
    is_member: bool,
) -> str:
    if after is None:
        return _why_gone(name, before, readable) if is_member else f"{name} không còn trong đợt này"
    day = format_date(after.received.date())
    if after.chosen and (before is None or before.chosen != after.chosen):
        decided = format_date(after.chosen.date())
        return f"{name}: tính tệp “{after.name}” theo quyết định ngày {decided}"
    if before is None:
        return f"{name} nộp lần đầu ngày {day}"
    if after.received >= before.received:
        return f"{name} nộp bổ sung ngày {day}"
    return f"{name}: trở lại tính tệp “{after.name}” nhận ngày {day}" + _decided(before, readable)


def _why_gone(name: str, before: CountedFile | None, readable: Readable) -> str:
    file = f" “{before.name}”" if before else ""
    return f"{name}: không còn tính tệp{file}" + (_decided(before, readable) if before else "")


def _decided(file: CountedFile, readable: Readable) -> str:
    """By which decision a file does not count any more; "" when by none."""
    about = [
        ruling.decision
        for ruling in readable.rulings
        if ruling.in_force and ruling.decision.digest == file.digest
    ]
    return f" theo quyết định ngày {format_date(about[-1].at.date())}" if about else ""


def _compared(
    before: CountedFile | None, after: CountedFile | None, readable: Readable
) -> tuple[tuple[Difference, ...], frozenset[str]]:
    old, new = (readable.read.get(one.digest) if one else None for one in (before, after))
    blocks = frozenset(key for one in (old, new) if one for key in one.tables)
    if old is None or new is None or old.manifest.form != new.manifest.form:
        return (), blocks
    return differences(old, new, readable.forms[new.manifest.form]), blocks
