"""What a Word file looks like once its styles are applied: read from its XML alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

TWIPS_IN_MM = 1440 / 25.4


@dataclass(frozen=True)
class Look:
    """A paragraph as printed: sizes and spaces in points, indents in twips."""

    text: str
    style: str
    size: float
    bold: bool
    italic: bool
    caps: bool
    align: str
    before: float
    after: float
    line: int
    first_line: int
    left: int
    right: int
    keep_next: bool
    outline: int | None
    element: Any

    @property
    def printed(self) -> str:
        """The words as seen, capitals included."""
        return self.text.upper() if self.caps else self.text


class Written:
    """A written report, its parts and its paragraphs."""

    def __init__(self, path: Path) -> None:
        self.word = docx.Document(str(path))
        self.body: Any = self.word.element.body
        self._all: list[Look] = []
        self._styles = {s.get(qn("w:styleId")): s for s in self.word.styles.element}

    def looks(self, root: Any = None) -> list[Look]:
        """Every paragraph below an element, in tables and content controls too."""
        if root is not None:
            return [self.look(paragraph) for paragraph in root.iter(qn("w:p"))]
        if not self._all:
            self._all = [self.look(paragraph) for paragraph in self.body.iter(qn("w:p"))]
        return self._all

    def named(self, style: str) -> list[Look]:
        """The paragraphs of one style, by the name people see."""
        return [look for look in self.looks() if look.style == style]

    def look(self, paragraph: Any) -> Look:
        """A paragraph and its first run, with what they inherit."""
        runs = [r for r in paragraph.iter(qn("w:r")) if r.find(qn("w:t")) is not None]
        chain = self._chain(paragraph)
        layout = _own(paragraph, "w:pPr") + [p for s in chain for p in _own(s, "w:pPr")]
        letters = [m for r in runs[:1] for m in _own(r, "w:rPr")]
        letters += [m for s in chain for m in _own(s, "w:rPr")]
        outline = _value(layout, "w:outlineLvl", "w:val")
        return Look(
            text="".join(paragraph.itertext(qn("w:t"))).replace("\u00a0", " "),
            style=chain[0].find(qn("w:name")).get(qn("w:val")) if len(chain) > 1 else "",
            size=int(_value(letters, "w:sz", "w:val") or 0) / 2,
            bold=_is_on(letters, "w:b"),
            italic=_is_on(letters, "w:i"),
            caps=_is_on(letters, "w:caps"),
            align=_value(layout, "w:jc", "w:val") or "left",
            before=int(_value(layout, "w:spacing", "w:before") or 0) / 20,
            after=int(_value(layout, "w:spacing", "w:after") or 0) / 20,
            line=int(_value(layout, "w:spacing", "w:line") or 0),
            first_line=int(_value(layout, "w:ind", "w:firstLine") or 0),
            left=int(_value(layout, "w:ind", "w:left") or 0),
            right=int(_value(layout, "w:ind", "w:right") or 0),
            keep_next=_is_on(layout, "w:keepNext"),
            outline=None if outline is None else int(outline),
            element=paragraph,
        )

    def sections(self) -> list[Any]:
        """The ``w:sectPr`` elements, in order."""
        return list(self.body.iter(qn("w:sectPr")))

    def tables_by_section(self) -> Iterator[tuple[Any, Any]]:
        """Every table with the section it is printed in."""
        waiting: list[Any] = []
        for element in self.body.iter(qn("w:tbl"), qn("w:sectPr")):
            if element.tag == qn("w:tbl"):
                waiting.append(element)
            else:
                yield from ((table, element) for table in waiting)
                waiting = []

    def _chain(self, paragraph: Any) -> list[Any]:
        """The paragraph's style, those it is based on, the defaults of the document."""
        reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = None if reference is None else self._styles.get(reference.get(qn("w:val")))
        chain = []
        while style is not None:
            chain.append(style)
            base = style.find(qn("w:basedOn"))
            style = None if base is None else self._styles.get(base.get(qn("w:val")))
        defaults = self.word.styles.element.find(qn("w:docDefaults"))
        return [*chain, *defaults]


def millimetres(twips: str | int) -> float:
    """A length of Word in millimetres."""
    return int(twips) / TWIPS_IN_MM


def room(section: Any) -> int:
    """The width between the margins, in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(size.get(qn("w:w"))) - sum(
        int(margins.get(qn(side))) for side in ("w:left", "w:right")
    )


def _own(element: Any, name: str) -> list[Any]:
    found = element.find(qn(name))
    return [] if found is None else [found]


def _value(marks: list[Any], name: str, attribute: str) -> str | None:
    for mark in marks:
        found = mark.find(qn(name))
        if found is not None and found.get(qn(attribute)) is not None:
            return str(found.get(qn(attribute)))
    return None


def _is_on(marks: list[Any], name: str) -> bool:
    for mark in marks:
        found = mark.find(qn(name))
        if found is not None:
            return found.get(qn("w:val"), "1") not in ("0", "false")
    return False
