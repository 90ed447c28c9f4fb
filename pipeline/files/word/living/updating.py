"""The blocks of one document settled one after the other: renewed, kept and told, added, left out.

What is decided here: words as we wrote them are ours to renew, anything else is the person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from pipeline.domain.living import BlockOutcome, Fate, FigureMove, Memory
from pipeline.files.word.docx_parts import control_xml
from pipeline.files.word.living.adopting import Adopter
from pipeline.files.word.living.body import (
    TABLE,
    Piece,
    control_within,
    split_body,
    without_controls,
)
from pipeline.files.word.living.comments import Comments
from pipeline.files.word.living.finding_blocks import BlockFinder, Held
from pipeline.files.word.living.fragment import root_tag
from pipeline.files.word.living.memory import NAMESPACE, STORE, memory_xml, recalled
from pipeline.files.word.living.offering import Marks
from pipeline.files.word.living.outdated import moved_figures
from pipeline.files.word.living.package import (
    MAIN_PART,
    put_custom_part,
)
from pipeline.files.word.living.placing import (
    SECTION,
    Placer,
    emptied_breaks,
    filled_since,
    kept_breaks,
    new_break,
    without_breaks,
)
from pipeline.files.word.living.refusals import ControlsLostError
from pipeline.files.word.living.telling import Left, Teller
from pipeline.files.word.living.withdrawing import Withdrawer, Withdrawn
from pipeline.files.word.living.words import look_of, words_of

_FIRST_CHANGE: Final = 1_000_000
"""Number of our first tracked change, far from those that editors give."""

_ENOUGH: Final = 0.5
"""The share of blocks to be found by their words in a document without any control."""

_INSIDE: Final = "<!-- -->"


class Updating:
    """One document on its way from what it was to what it becomes."""

    def __init__(
        self,
        parts: dict[str, bytes],
        fresh_parts: Mapping[str, bytes],
        memories: dict[str, Memory],
        moves: Mapping[str, FigureMove],
    ) -> None:
        self.parts = parts
        self._old, self._new = split_body(parts[MAIN_PART]), split_body(fresh_parts[MAIN_PART])
        self._memories = memories
        self._moves = moves
        self._fresh = {piece.tag: piece for piece in self._new.pieces if piece.tag}
        self._fresh_memories = {m.block: m for m in recalled(fresh_parts)}
        self._adopter = Adopter(parts, fresh_parts, (self._old.head, self._new.head))
        self._remembered: dict[str, Memory] = {}

    def run(self, author: str, now: datetime, name: str) -> tuple[BlockOutcome, ...]:
        """Bring the parts up to date; what became of every block."""
        root = root_tag(self._old.head)
        comments = Comments(self.parts, author, now)
        offered = {text for m in self._memories.values() for code, text in m.told if code}
        withdrawer = Withdrawer(root, author, comments.withdraw(), offered)
        self._left = [withdrawer.withdrawn(piece) for piece in self._old.pieces]
        self._pieces = [left.piece for left in self._left]
        marks = Marks(author, comments.date, _FIRST_CHANGE)
        self._teller = Teller(root, comments, marks, self._moves)
        found = self._found(name)
        self._made = [piece.xml for piece in self._pieces]
        outcomes = [*self._kept(found), *self._gone(found)]
        added = self._add(found)
        comments.save()
        order = {tag: number for number, tag in enumerate(self._fresh)}
        outcomes += added
        put_custom_part(self.parts, NAMESPACE, STORE, memory_xml(self._remembered.values()))
        return tuple(sorted(outcomes, key=lambda one: order.get(one.block, len(order))))

    def _found(self, name: str) -> dict[str, list[Held]]:
        fixed = {words_of(piece.xml) for piece in self._new.pieces if not piece.tag} - {""}
        finder = BlockFinder(self._pieces, fixed)
        found = finder.find(self._memories, self._fresh)
        tagged = any(piece.tag in self._memories for piece in self._pieces if piece.tag)
        if not tagged and len(found) < _ENOUGH * len(self._memories):
            raise ControlsLostError(
                f"Tệp “{name}” không còn các khung nội dung của báo cáo (content control) và phần"
                " lớn nội dung đã được viết lại, nên không cập nhật tại chỗ được."
            )
        return found

    def _kept(self, found: Mapping[str, list[Held]]) -> Iterator[BlockOutcome]:
        for tag, places in found.items():
            results = [self._settled(tag, held) for held in places]
            kept = [one for one in results if one.fate is Fate.KEPT]
            yield (kept or results)[0]

    def _gone(self, found: Mapping[str, list[Held]]) -> Iterator[BlockOutcome]:
        """Blocks that a person deleted; remembered, so that they stay deleted."""
        for tag, memory in self._memories.items():
            if tag not in found and (inside := self._inside(tag, memory)):
                yield inside
            elif tag not in found:
                self._remembered[tag] = memory
                if tag in self._fresh:
                    yield BlockOutcome(tag, Fate.DELETED)

    def _inside(self, tag: str, memory: Memory) -> BlockOutcome | None:
        """A block that a person put into a table of theirs; it is renewed or told about there."""
        for item, piece in enumerate(self._pieces):
            control = control_within(piece.xml, tag) if piece.name == TABLE else None
            fresh = self._fresh_memories.get(tag)
            if control is None:
                continue
            if fresh and words_of(control.xml) == memory.text and SECTION not in piece.xml:
                xml, self._remembered[tag] = self._adopter.adopted(self._fresh[tag].xml), fresh
                outcome = BlockOutcome(tag, Fate.RENEWED, moved_figures(memory, fresh, self._moves))
            else:
                told = self._teller.tell(control.xml, memory, fresh, _joined([self._left[item]]))
                xml, outcome, self._remembered[tag] = told.xml, told.outcome, told.memory
            self._made[item] = self._made[item].replace(control.xml, xml, 1)
            return outcome
        return None

    def _settled(self, tag: str, held: Held) -> BlockOutcome:
        """What becomes of a block that stands in the document."""
        memory, fresh = self._memories.get(tag, Memory(tag, "")), self._fresh_memories.get(tag)
        if not held.words and memory.text:
            self._remembered[tag] = memory
            return BlockOutcome(tag, Fate.DELETED)
        # Under the same words a chart may have been drawn of other figures.
        redrawn = fresh and held.words == memory.text and memory.figures != fresh.figures
        if fresh is not None and held.words == fresh.text and not redrawn:
            return self._unchanged(tag, held, fresh)
        if held.words != memory.text or self._is_dressed(held, memory, fresh):
            return self._edited(held, memory, fresh)
        self._empty(held)
        if fresh is None:
            return BlockOutcome(tag, Fate.DROPPED, moved_figures(memory, Memory(tag, ""), {}))
        self._remembered[tag] = fresh
        breaks = self._made[held.items[0]]
        self._made[held.items[0]] = self._adopter.adopted(self._fresh[tag].xml) + breaks
        return BlockOutcome(tag, Fate.RENEWED, moved_figures(memory, fresh, self._moves))

    def _unchanged(self, tag: str, held: Held, fresh: Memory) -> BlockOutcome:
        """The person's own XML stays; a control that was lost is put round it again."""
        self._remembered[tag] = fresh
        self._put(held, self._whole(tag, held))
        return BlockOutcome(tag, Fate.UNCHANGED)

    def _edited(self, held: Held, memory: Memory, fresh: Memory | None) -> BlockOutcome:
        left = [self._left[item] for item in held.items]
        told = self._teller.tell(self._whole(memory.block, held), memory, fresh, _joined(left))
        self._remembered[memory.block] = told.memory
        self._put(held, told.xml)
        return told.outcome

    def _is_dressed(self, held: Held, memory: Memory, fresh: Memory | None) -> bool:
        """Whether a person gave the same words another look, or a comment of their own."""
        xml = b"".join(self._pieces[item].inner for item in held.items)
        if memory.look and look_of(xml, held.words) != memory.look:
            return True
        return bool(fresh) and not self._same_styles(xml, memory.block)

    def _same_styles(self, xml: bytes, tag: str) -> bool:
        if len(xml) > 500_000 or SECTION in xml or tag not in self._fresh:
            return True
        return self._adopter.style_ids(xml) <= self._adopter.style_ids(
            self._adopter.adopted(self._fresh[tag].xml)
        )

    def _whole(self, tag: str, held: Held) -> bytes:
        """The block in one control; a section that LibreOffice let end in it ends behind it."""
        pieces = [self._pieces[item] for item in held.items]
        if len(pieces) == 1 and pieces[0].tag == tag:
            return pieces[0].xml
        inner = b"".join(p.inner if p.tag == tag else without_controls(p.xml, tag) for p in pieces)
        before, after = control_xml(tag, _INSIDE).encode().split(_INSIDE.encode())
        breaks = kept_breaks(inner)
        return before + without_breaks(inner) + after + self._adopter.adopted(breaks)

    def _put(self, held: Held, xml: bytes) -> None:
        for item in held.items:
            self._made[item] = b""
        self._made[held.items[0]] = xml

    def _empty(self, held: Held) -> None:
        """Take a block out; a section that ends in it still ends there."""
        breaks = b"".join(kept_breaks(self._pieces[item].xml) for item in held.items)
        self._put(held, self._adopter.adopted(breaks) if breaks else b"")

    def _add(self, found: Mapping[str, list[Held]]) -> list[BlockOutcome]:
        """Put the new blocks in their places and write the body."""
        known = found.keys() | self._memories.keys()
        new = {tag for tag in self._fresh if tag not in known}
        blocks = {tag: places[0].items for tag, places in found.items()}
        slots: dict[int, list[bytes]] = {}
        if new:
            for slot, number in Placer(self._new.pieces, self._pieces, blocks, new).slots():
                slots.setdefault(slot, []).append(self._taken(self._new.pieces[number]))
        for position in filled_since(self._new.pieces, self._pieces):
            self._made[position] = self._adopter.adopted(kept_breaks(self._pieces[position].xml))
        for position in emptied_breaks(self._pieces, self._made):
            self._made[position] = b""
        body = []
        for position, xml in enumerate(self._made):
            body += [*slots.get(position, ()), xml]
        head = self._adopter.finished(self._old.head)
        self.parts[MAIN_PART] = b"".join((head, *body, self._old.tail))
        self._remembered |= {tag: self._fresh_memories[tag] for tag in self._fresh if tag in new}
        return [BlockOutcome(tag, Fate.ADDED) for tag in self._fresh if tag in new]

    def _taken(self, piece: Piece) -> bytes:
        return self._adopter.adopted(piece.xml if piece.tag else new_break(piece))


def _joined(left: list[Withdrawn]) -> Left:
    pending = tuple(pair for one in left for pair in one.pending)
    return Left(any(one.commented for one in left), pending)
