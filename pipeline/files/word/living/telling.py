"""Tell a person, in their own block, what has become outdated: comments and offered changes.

What was told and then removed by the person stays untold until the figure moves again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from docx.oxml.ns import qn

from pipeline.domain.living import BlockOutcome, Fate, FigureMove, Memory
from pipeline.files.word.living.comments import Comments
from pipeline.files.word.living.fragment import Fragment, letters
from pipeline.files.word.living.offering import Marks, comment_on, offer
from pipeline.files.word.living.outdated import Sentence, moved_figures, reworded
from pipeline.files.word.living.outdated_tables import Cell, Row, table_changes
from pipeline.files.word.living.words import digest, normal, spans, tokens

_MOST: Final = 20
"""So many lines a comment has at most."""

_LONGEST: Final = 700
_WORDS: Final = ""
"""The code under which it is remembered that changed words of ours were told."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a former run left in a block: whether its comment still stood, and the open offers."""

    commented: bool = False
    pending: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A kept block with what is told in it, and what is to be remembered of that."""

    xml: bytes
    outcome: BlockOutcome
    memory: Memory


class Teller:
    """Tells what moved in kept blocks of one document."""

    def __init__(
        self, root: bytes, comments: Comments, marks: Marks, moves: Mapping[str, FigureMove]
    ) -> None:
        self._root = root
        self._comments = comments
        self._marks = marks
        self._moves = moves

    def tell(self, xml: bytes, memory: Memory, fresh: Memory | None, left: Left) -> Told:
        """What a person edited, with what has become outdated in it."""
        if fresh is None:
            line = "Báo cáo tự động mới không còn nội dung này; giữ lại vì đã được sửa tay."
            return self._told(xml, memory, left, _Case((), (line,), "gone"))
        if "\t" in memory.text or "\t" in fresh.text:
            return self._table(xml, memory, fresh, left)
        return self._sentence(xml, memory, fresh, left)

    def _sentence(self, xml: bytes, memory: Memory, fresh: Memory, left: Left) -> Told:
        if memory.text == fresh.text and not memory.told:
            return _quiet(xml, memory)
        fragment = Fragment(self._root, xml)
        paragraphs = [(p, "".join(w for _, w in letters(p))) for p in fragment.paragraphs()]
        places = [(p, *span) for p, words in paragraphs for span in spans(words)]
        sentence = Sentence(memory, "\n".join(words for _, words in paragraphs))
        found = tuple(sentence.outdated(fresh, self._moves))
        offers = [
            _Offer(one.move, one.place, *places[one.place]) if one.place >= 0 else _Offer(one.move)
            for one in found
        ]
        key = digest(fresh.text)[:12]
        lines: tuple[str, ...] = ()
        if reworded(memory, fresh):
            lines = (f"Nội dung tự động của đoạn này đã đổi, bản mới: “{_cut(fresh.text)}”",)
        return self._told(fragment, memory, left, _Case(tuple(offers), lines, key))

    def _table(self, xml: bytes, memory: Memory, fresh: Memory, left: Left) -> Told:
        if memory.text == fresh.text and not memory.told:
            return _quiet(xml, memory)
        fragment = Fragment(self._root, xml)
        rows = [(row, _cells(row)) for row in fragment.root.iter(qn("w:tr"))]
        changes = table_changes(memory.text, [words for _, words in rows], fresh.text)
        waiting = Counter((cell.before, cell.after) for cell in changes.cells)
        moved = [
            move
            for move in moved_figures(memory, fresh, self._moves)
            if waiting[move.before, move.after] > 0
        ]
        by_pair: dict[tuple[str, str], list[FigureMove]] = {}
        for move in moved:
            by_pair.setdefault((move.before, move.after), []).append(move)
        offers = []
        for order, cell in enumerate(changes.cells):
            named = by_pair.get((cell.before, cell.after))
            move = named.pop(0) if named else FigureMove("", "", cell.before, cell.after)
            move = replace(move, label=move.label or cell.name)
            offers.append(_cell_offer(cell, move, order, rows))
        lines = tuple(f"Bảng tự động mới có thêm dòng “{name}”." for name in changes.added)
        lines += tuple(f"Bảng tự động mới không còn dòng “{name}”." for name in changes.removed)
        key = digest(fresh.text)[:12]
        return self._told(fragment, memory, left, _Case(tuple(offers), lines, key, table=True))

    def _told(self, xml: bytes | Fragment, memory: Memory, left: Left, case: _Case) -> Told:
        live = [one for one in case.offers if left.commented or not _was_told(memory, one.move)]
        worded = bool(case.lines) and (left.commented or (_WORDS, case.key) not in memory.told)
        if not live and not worded:
            return _quiet(xml.xml if isinstance(xml, Fragment) else xml, memory)
        fragment = xml if isinstance(xml, Fragment) else Fragment(self._root, xml)
        offered: list[str] = []
        rest: list[str] = []
        for one in sorted(live, key=lambda one: one.order, reverse=True):
            change = self._offered(one, memory, left)
            if change is not None:
                offered.append(one.move.code)
            if change is None or case.table:
                rest.append(_line(one.move))
            else:
                comment_on(one.paragraph, self._comments.add([_line(one.move)]), change)
        self._comment(fragment, [*reversed(rest), *(case.lines if worded else ())])
        told = [(one.move.code, one.move.after) for one in live if one.move.code]
        told += [(_WORDS, case.key)]
        moves = tuple(one.move for one in live)
        outcome = BlockOutcome(memory.block, Fate.KEPT, moves, tuple(reversed(offered)), worded)
        more = tuple(pair for pair in dict.fromkeys(told) if pair not in memory.told)
        return Told(fragment.xml, outcome, replace(memory, told=memory.told + more))

    def _offered(self, one: _Offer, memory: Memory, left: Left) -> Any | None:
        move = one.move
        fresh = not _was_told(memory, move) or (move.before, move.after) in left.pending
        if one.paragraph is None or not move.after or not fresh:
            return None
        return offer(one.paragraph, one.start, one.end, move.after, self._marks)

    def _comment(self, fragment: Fragment, lines: Sequence[str]) -> None:
        if not lines:
            return
        if len(lines) > _MOST:
            lines = [*lines[:_MOST], f"… và {len(lines) - _MOST} thay đổi khác."]
        paragraph = next(iter(fragment.paragraphs()), None)
        if paragraph is not None:
            comment_on(paragraph, self._comments.add(lines))


@dataclass(frozen=True, slots=True)
class _Offer:
    """A move with the letters for which it may be offered; ``order`` is that of reading."""

    move: FigureMove
    order: int = -1
    paragraph: Any | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class _Case:
    """What is to be told in one block; ``key`` stands for the words that changed."""

    offers: tuple[_Offer, ...]
    lines: tuple[str, ...]
    key: str
    table: bool = False


def _quiet(xml: bytes, memory: Memory) -> Told:
    return Told(xml, BlockOutcome(memory.block, Fate.KEPT), memory)


def _was_told(memory: Memory, move: FigureMove) -> bool:
    if not move.code:
        return False
    return (move.code, move.after) in memory.told


def _line(move: FigureMove) -> str:
    """As in: 85,2% → 84,7% (Tỷ lệ …): Sở Tài chính nộp bổ sung ngày 05/12/2025."""
    label = f" ({move.label})" if move.label else ""
    why = f": {move.why}" if move.why else ""
    return f"{move.before or '—'} → {move.after or 'không còn số liệu'}{label}{why}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _cells(row: Any) -> Row:
    return tuple(
        normal(" ".join("".join(w for _, w in letters(p)) for p in cell.iter(qn("w:p"))))
        for cell in row.findall(qn("w:tc"))
    )


def _cell_offer(
    cell: Cell, move: FigureMove, order: int, rows: Sequence[tuple[Any, Row]]
) -> _Offer:
    if cell.row < 0:
        return _Offer(move, order)
    paragraphs: Iterable[Any] = rows[cell.row][0].findall(qn("w:tc"))[cell.column].iter(qn("w:p"))
    for paragraph in paragraphs:
        words = "".join(w for _, w in letters(paragraph))
        for (start, end), token in zip(spans(words), tokens(words), strict=True):
            if token == cell.before:
                return _Offer(move, order, paragraph, start, end)
    return _Offer(move, order)
