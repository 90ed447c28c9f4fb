"""Put a comment and an offered change (a tracked one) into a person's paragraphs.

Only what is safe is offered: the figure stands in plain runs of one paragraph, outside any
tracked change of the person. The runs are cut at the figure; nothing else is touched.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

from pipeline.files.word.living.comments import range_end, range_start
from pipeline.files.word.living.fragment import letters

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Marks:
    """Who offers, when, and under which numbers."""

    def __init__(self, author: str, date: str, first: int) -> None:
        self._author = author
        self._date = date
        self._next = first

    def change(self, name: str) -> Any:
        """An empty ``w:ins`` or ``w:del``."""
        element = etree.Element(qn(name))
        element.set(qn("w:id"), str(self._next))
        element.set(qn("w:author"), self._author)
        element.set(qn("w:date"), self._date)
        self._next += 1
        return element


def offer(paragraph: Any, start: int, end: int, new: str, marks: Marks) -> Any | None:
    """Offer ``new`` for the letters from ``start`` to ``end``; the ``w:del``, or None."""
    runs = _isolated(paragraph, start, end)
    if not runs:
        return None
    parent = runs[0].getparent()
    deleted, inserted = marks.change("w:del"), marks.change("w:ins")
    parent.insert(parent.index(runs[0]), deleted)
    inserted.append(_run_like(runs[0], new))
    for run in runs:
        deleted.append(run)
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
    deleted.addnext(inserted)
    return deleted


def comment_on(paragraph: Any, id_: str, change: Any | None = None) -> None:
    """Hang a comment on an offered change, else on the whole paragraph."""
    if change is None:
        _comment_whole(paragraph, id_)
        return
    change.addprevious(_element(range_start(id_)))
    after = change.getnext()
    for element in reversed(_elements(range_end(id_))):
        after.addnext(element)


def _comment_whole(paragraph: Any, id_: str) -> None:
    properties = paragraph.find(qn("w:pPr"))
    start = _element(range_start(id_))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    for element in _elements(range_end(id_)):
        paragraph.append(element)


def _isolated(paragraph: Any, start: int, end: int) -> list[Any]:
    """Runs that hold just the letters from ``start`` to ``end``; none when that is not safe."""
    cuts = []
    position = 0
    for text, words in letters(paragraph):
        first, last = max(start - position, 0), min(end - position, len(words))
        if first < last:
            cuts.append((text, first, last))
        position += len(words)
    parents = {text.getparent().getparent() for text, _, _ in cuts}
    if not cuts or parents != {paragraph} or any(text.tag != qn("w:t") for text, _, _ in cuts):
        return []
    return [_cut(text, first, last) for text, first, last in cuts]


def _cut(text: Any, start: int, end: int) -> Any:
    """A run of its own for some letters of a ``w:t``; what stands around them keeps its runs."""
    run, words = text.getparent(), text.text
    properties = run.find(qn("w:rPr"))
    before = [c for c in run[: run.index(text)] if c is not properties]
    after = list(run[run.index(text) + 1 :])
    middle = _run_like(run, words[start:end])
    run.addnext(middle)
    if words[end:] or after:
        rest = _run_like(run, words[end:]) if words[end:] else _bare(run)
        rest.extend(after)
        middle.addnext(rest)
    if words[:start]:
        _set_words(text, words[:start])
    elif before:
        run.remove(text)
    else:
        run.getparent().remove(run)
    return middle


def _bare(run: Any) -> Any:
    copy = etree.Element(qn("w:r"))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _run_like(run: Any, words: str) -> Any:
    copy = _bare(run)
    _set_words(etree.SubElement(copy, qn("w:t")), words)
    return copy


def _set_words(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")


def _elements(xml: str) -> list[Any]:
    return list(etree.fromstring(f'<x xmlns:w="{_MAIN}">{xml}</x>'))


def _element(xml: str) -> Any:
    return _elements(xml)[0]
