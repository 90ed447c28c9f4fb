"""What has become outdated in a block that a person edited: its figures, found in their words.

What we wrote is laid beside what stands there now, word for word: so a figure is known by its
place in the sentence, not by its look. A block with a table is compared cell by cell, its rows
known by their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.domain.living import FigureMove, Memory
from pipeline.files.word.living.words import is_number, tokens


@dataclass(frozen=True, slots=True)
class Outdated:
    """A figure of the person's text that has moved.

    Attributes:
        place: Which token of the text it is; -1 when it does not stand there to be replaced.
    """

    move: FigureMove
    place: int = -1


def moved_figures(
    memory: Memory, fresh: Memory, moves: Mapping[str, FigureMove]
) -> tuple[FigureMove, ...]:
    """The figures printed otherwise now than when the block was written, in reading order."""
    touched = {code for code, _ in set(memory.figures) ^ set(fresh.figures)}
    now = _by_turn(fresh, touched)
    return tuple(
        _move(key[0], before, now.get(key, ""), moves)
        for key, before in _by_turn(memory, touched).items()
        if now.get(key, "") != before
    )


def _by_turn(memory: Memory, codes: Collection[str] | None = None) -> dict[tuple[str, int], str]:
    """A figure may be printed several times in a block."""
    seen: dict[str, int] = {}
    printed: dict[tuple[str, int], str] = {}
    for code, text in memory.figures:
        if codes is None or code in codes:
            turn = seen.get(code, 0)
            seen[code] = turn + 1
            printed[code, turn] = text
    return printed


def _move(code: str, before: str, after: str, moves: Mapping[str, FigureMove]) -> FigureMove:
    known = moves.get(code)
    return FigureMove(code, known.label if known else "", before, after, known.why if known else "")


class Sentence:
    """A sentence of a person beside the one we wrote."""

    def __init__(self, memory: Memory, words: str) -> None:
        self._memory = memory
        self._ours, self._theirs = tokens(memory.text), tokens(words)
        matcher = SequenceMatcher(None, self._ours, self._theirs, autojunk=False)
        self._blocks = matcher.get_opcodes()

    def outdated(self, fresh: Memory, moves: Mapping[str, FigureMove]) -> Iterator[Outdated]:
        """Every figure that moved and whose new value does not stand in its place yet."""
        now = _by_turn(fresh)
        keys = list(_by_turn(self._memory).items())
        places = self._memory.places or (0,) * len(keys)
        for (key, before), nth in zip(keys, places, strict=True):
            after = now.get(key, "")
            told = [text for code, text in self._memory.told if code == key[0]]
            state = self._state(before, nth, after, told)
            if state is not None:
                current, place = state
                yield Outdated(_move(key[0], current, after, moves), place)

    def _state(
        self, before: str, nth: int, after: str, told: Sequence[str]
    ) -> tuple[str, int] | None:
        """The figure as it stands now and where; None when there is nothing to say."""
        ours = _nth(self._ours, before, nth)
        kept, segment = self._theirs_of(ours)
        if kept >= 0:
            return None if before == after else (before, kept)
        for place in segment:
            if self._theirs[place] == after:
                return None
            if self._theirs[place] in told:
                return self._theirs[place], place
        return self._elsewhere(before, after, told)

    def _elsewhere(self, before: str, after: str, told: Sequence[str]) -> tuple[str, int] | None:
        """The sentence was turned round: a figure that stands in it just once is the one."""
        if before == after:
            return None
        free = self._free()
        candidates = [before, *told] if after not in free else [after]
        for printed in candidates:
            if free.count(printed) == 1 and printed != after:
                return printed, self._free_places()[free.index(printed)]
        return None if after in free else (before, -1)

    def _free(self) -> list[str]:
        return [self._theirs[place] for place in self._free_places()]

    def _free_places(self) -> list[int]:
        """The tokens of the person's that are not one of ours."""
        return [
            place
            for name, _, _, start, end in self._blocks
            if name != "equal"
            for place in range(start, end)
        ]

    def _theirs_of(self, ours: int) -> tuple[int, range]:
        """Where a token of ours stands in their text, else what stands in its place."""
        for name, start, end, first, last in self._blocks:
            if start <= ours < end:
                if name == "equal":
                    return first + ours - start, range(0)
                return -1, range(first, last)
        return -1, range(0)


def _nth(words: Sequence[str], wanted: str, nth: int) -> int:
    places = [place for place, word in enumerate(words) if word == wanted]
    return places[nth] if nth < len(places) else (places[0] if len(places) == 1 else -1)


def reworded(memory: Memory, fresh: Memory) -> bool:
    """Whether our own words changed, numbers left aside; of a table, its rows."""
    if "\t" in memory.text or "\t" in fresh.text:
        return set(_names(memory.text)) != set(_names(fresh.text))
    return _masked(memory.text) != _masked(fresh.text)


def _masked(text: str) -> list[str]:
    return ["#" if is_number(token) else token for token in tokens(text)]


def _names(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.split("\n"):
        yield tuple(cell for cell in line.split("\t") if not is_number(cell))
