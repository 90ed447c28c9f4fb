"""Update a report that a person edited: what they did stays, what nobody touched is renewed.

The document is written beside its place first; when it cannot be updated (it is open, damaged,
not ours), a ``NotUpdatedError`` says why and nothing was touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from pipeline.domain.living import FigureMove, Memory, ReportUpdate
from pipeline.files.atomic import replacing
from pipeline.files.word.living.memory import recalled
from pipeline.files.word.living.package import (
    read_parts,
    write_parts,
)
from pipeline.files.word.living.refusals import ControlsLostError
from pipeline.files.word.living.updating import Updating

AUTHOR: Final = "thidua"


def update_report(  # noqa: PLR0913 - all by name after the three files
    former: Path,
    fresh: Path,
    target: Path,
    moves: Mapping[str, FigureMove],
    *,
    author: str = AUTHOR,
    now: datetime,
    known: tuple[Memory, ...] = (),
) -> ReportUpdate:
    """Write to ``target`` the ``former`` document brought up to what ``fresh`` says.

    Args:
        former: The report as a person left it; it is only read.
        fresh: The report as generated now.
        target: What to write; may be ``former`` itself.
        moves: By code, what is known of the figures that moved.
        author: Under whose name comments and changes are offered.
        now: The time of the run.
        known: What the document remembers, as kept outside; used when it lost its own.

    Raises:
        NotUpdatedError: It is open, damaged or none of ours; nothing was written.
        OutputError: The target cannot be written.
    """
    parts, fresh_parts = read_parts(former), read_parts(fresh)
    memories = recalled(parts) or known
    if not memories:
        raise ControlsLostError(
            f"Tệp “{former.name}” không còn thông tin để cập nhật: không phải báo cáo do thidua"
            " lập, hoặc đã lưu qua định dạng khác."
        )
    work = Updating(parts, fresh_parts, {m.block: m for m in memories}, moves)
    with replacing(target) as temporary:
        outcomes = work.run(author, now, former.name)
        write_parts(temporary, work.parts)
    return ReportUpdate(target.name, outcomes)
