"""Match the rows of two versions of one list by what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from pipeline.domain.submission import Value

Content: TypeAlias = tuple[Value, ...]
"""What one row holds, column by column."""

Pair: TypeAlias = tuple[int | None, int | None]
"""Index before and after; ``None`` where the row was added or taken out."""


def matched_rows(before: Sequence[Content], after: Sequence[Content]) -> Iterator[Pair]:
    """Every row of both versions once, in order; rows that are the same go together."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, first_end, second, second_end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(first, first_end), range(second, second_end), strict=True)
        else:
            yield from _changed(before, after, range(first, first_end), range(second, second_end))


def _changed(
    before: Sequence[Content], after: Sequence[Content], old: range, new: range
) -> Iterator[Pair]:
    """Rows of which most stayed go together; as many of each side go together anyhow."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    begun = new.start
    for first in old:
        rest = range(begun, new.stop)
        second = next((row for row in rest if _mostly_same(before[first], after[row])), None)
        if second is None:
            yield first, None
            continue
        yield from ((None, row) for row in range(begun, second))
        yield first, second
        begun = second + 1
    yield from ((None, row) for row in range(begun, new.stop))


def _mostly_same(one: Content, other: Content) -> bool:
    told = [pair for pair in zip(one, other, strict=True) if pair != (None, None)]
    return 2 * sum(first == second for first, second in told) >= len(told)
