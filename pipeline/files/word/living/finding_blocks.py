"""Where our blocks stand in a document: by tag, else by the words that are remembered.

LibreOffice moves a table out of its control, or drops the control of one that stands alone; WPS
may drop them all. What a person edited as well is recognised by its likeness: such a block is
only ever kept, so that a wrong guess costs a comment, never a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.domain.living import Memory
from pipeline.files.word.living.body import TABLE, Piece
from pipeline.files.word.living.words import tokens, words_of

ALIKE: Final = 0.55
"""The share of common words, or of common rows, from which two texts are the same block."""

_REACH: Final = 5
"""So many pieces of a person may stand inside a block whose control was lost."""


@dataclass(frozen=True, slots=True)
class Held:
    """A block as it stands in the document."""

    items: tuple[int, ...]
    words: str


class BlockFinder:
    """Claims the pieces of a body for the blocks remembered."""

    def __init__(self, pieces: Sequence[Piece], fixed: Collection[str]) -> None:
        """``fixed``: words outside our blocks in a fresh report, such as headings."""
        self._pieces = pieces
        self._fixed = fixed
        self._words: dict[int, str] = {}
        self._claimed: set[int] = set()
        self._bags: dict[int, Counter[str]] = {}

    def find(self, memories: Mapping[str, Memory], tags: Collection[str]) -> dict[str, list[Held]]:
        """The places of every block; a block that a person copied has several."""
        found: dict[str, list[tuple[int, ...]]] = {}
        for position, piece in enumerate(self._pieces):
            tag = piece.tag
            if tag in memories or tag in tags:
                found.setdefault(tag, []).append((position,))
                self._claimed.add(position)
        for tag, places in found.items():
            if tag in memories:
                found[tag] = [self._extended(place, memories[tag]) for place in places]
        lost = [memory for tag, memory in memories.items() if tag not in found and memory.text]
        for search in (self._by_words, self._by_likeness):
            for memory in lost:
                place = () if memory.block in found else search(memory)
                if place:
                    self._claimed.update(place)
                    found[memory.block] = [self._extended(place, memory)]
        return {
            tag: [Held(place, self.words(place)) for place in places]
            for tag, places in found.items()
        }

    def words(self, items: Iterable[int]) -> str:
        """The words of some pieces."""
        return "\n".join(filter(None, map(self._own, items)))

    def _own(self, position: int) -> str:
        if position not in self._words:
            self._words[position] = words_of(self._pieces[position].xml)
        return self._words[position]

    def _free(self, memory: Memory) -> Iterator[int]:
        """What may be the block; a table of a person's is not, when we wrote a sentence."""
        has_table = "\t" in memory.text
        for position, piece in enumerate(self._pieces):
            if position in self._claimed or (piece.name == TABLE and not has_table):
                continue
            words = self._own(position)
            if words and words not in self._fixed:
                yield position

    def _by_words(self, memory: Memory) -> tuple[int, ...]:
        for start in self._free(memory):
            words = self._own(start)
            if words == memory.text or memory.text.startswith(words + "\n"):
                run = self._run(start, memory.text)
                if run:
                    return run
        return ()

    def _run(self, start: int, wanted: str) -> tuple[int, ...]:
        """The pieces from ``start`` on that have just the words wanted."""
        items: list[int] = []
        for position in range(start, len(self._pieces)):
            words = self._own(position)
            if position in self._claimed or not (wanted + "\n").startswith(words + "\n"):
                if words or position in self._claimed:
                    return ()
                continue
            items.append(position)
            wanted = wanted[len(words) + 1 :]
            if not wanted:
                return tuple(items)
        return ()

    def _by_likeness(self, memory: Memory) -> tuple[int, ...]:
        rows = Counter(memory.text.split("\n"))
        bag = Counter(tokens(memory.text[:5000]))
        scored = [
            (self._likeness(position, rows, bag), position) for position in self._free(memory)
        ]
        best, position = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        return (position,) if best >= ALIKE else ()

    def _likeness(self, position: int, rows: Counter[str], bag: Counter[str]) -> float:
        own = self._own(position)
        if self._pieces[position].name == TABLE or "\t" in own:
            lines = Counter(own.split("\n"))
            return (lines & rows).total() / max(lines.total(), 1)
        if own in rows:
            return 1.0
        if position not in self._bags:
            self._bags[position] = Counter(tokens(own[:5000]))
        mine = self._bags[position]
        return (mine & bag).total() / max(mine.total(), bag.total(), 1)

    def _extended(self, place: tuple[int, ...], memory: Memory) -> tuple[int, ...]:
        """With what follows outside the control and belongs to the block."""
        words = self.words(place)
        if words == memory.text:
            return place
        rest = Counter(memory.text.split("\n")) - Counter(words.split("\n"))
        last, position = place[-1], place[-1] + 1
        while position < len(self._pieces) and position <= last + _REACH and rest:
            own = self._own(position)
            if position in self._claimed or own in self._fixed:
                break
            if own and self._belongs(position, rest):
                last = position
                rest -= Counter(own.split("\n"))
            position += 1
        more = tuple(range(place[-1] + 1, last + 1))
        self._claimed.update(more)
        return place + more

    def _belongs(self, position: int, rest: Counter[str]) -> bool:
        own = self._own(position)
        lines = Counter(own.split("\n"))
        if (lines & rest).total() >= ALIKE * lines.total():
            return True
        if self._pieces[position].name == TABLE:
            return next(iter(lines)) in rest
        bag = Counter(tokens(own))
        known = Counter(tokens(" ".join(rest.elements())))
        return bag.total() > 3 and (bag & known).total() >= ALIKE * bag.total()
