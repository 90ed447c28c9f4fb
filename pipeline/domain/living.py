"""The living report (báo cáo sống): what became of each block when a document was updated.

A generated document remembers what we wrote in each of its blocks. When it is written again,
blocks that nobody touched are renewed; those that a person edited are kept, and what has become
outdated in them is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Memory:
    """What we wrote in one block, kept inside the document itself.

    Attributes:
        block: Stable id of the block, which is the tag of its content control.
        text: Its words as we wrote them, table cells parted by tabs, rows by line ends.
        figures: (code, printed text) of every figure in it, in reading order.
        places: For each figure of a sentence, which of the like numbers in it is the figure: 0
            for the first; () for a table, whose cells tell.
        look: Fingerprint of its formatting as we wrote it.
        told: (code, printed text) of every move of a figure that a comment has told so far;
            the code "" stands for words of ours that changed, with their hash.
    """

    block: str
    text: str
    figures: tuple[tuple[str, str], ...] = ()
    places: tuple[int, ...] = ()
    look: str = ""
    told: tuple[tuple[str, str], ...] = ()


class Fate(StrEnum):
    """What became of a block."""

    UNCHANGED = "unchanged"
    RENEWED = "renewed"
    ADDED = "added"
    """It is new and was put in its place."""
    KEPT = "kept"
    """A person edited it; their text stays."""
    DELETED = "deleted"
    """A person deleted it; it stays deleted."""
    DROPPED = "dropped"
    """Nobody touched it, and the new report has no such block any more."""

    @property
    def label(self) -> str:
        """As shown to the secretary."""
        return {
            "unchanged": "Giữ nguyên",
            "renewed": "Cập nhật",
            "added": "Thêm mới",
            "kept": "Giữ bản đã sửa tay",
            "deleted": "Đã bị xóa, không thêm lại",
            "dropped": "Bỏ vì không còn số liệu",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FigureMove:
    """A figure that a later run prints otherwise.

    Attributes:
        code: Its short code, as ``trace`` takes it.
        before: As printed by the former run; "" when it did not print it.
        after: As printed now; "" when it no longer prints it.
        why: Which units' returned files made it move: "Sở Tài chính nộp bổ sung ngày 05/12/2025".
    """

    code: str
    label: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class BlockOutcome:
    """What became of one block, and what in it is outdated.

    Attributes:
        moves: The figures of it that moved; in a kept block those a person has to look at.
        offered: Codes of the moves for which a tracked change offers the new figure.
        reworded: Whether our own words for a kept block changed, with or without a figure.
    """

    block: str
    fate: Fate
    moves: tuple[FigureMove, ...] = ()
    offered: tuple[str, ...] = ()
    reworded: bool = False

    @property
    def needs_eyes(self) -> bool:
        """Whether a person should look: their own words stand beside what has moved."""
        return self.fate is Fate.KEPT and (bool(self.moves) or self.reworded)


@dataclass(frozen=True, slots=True)
class ReportUpdate:
    """What updating one document did to it."""

    name: str
    blocks: tuple[BlockOutcome, ...]

    @property
    def to_look_at(self) -> Iterator[BlockOutcome]:
        """The blocks that need a person's eye."""
        return (outcome for outcome in self.blocks if outcome.needs_eyes)
