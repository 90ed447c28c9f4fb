"""The recipients (nơi nhận) beside the signature: one line each, in the template's own look."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.ns import qn

from pipeline.domain.vietnamese.text import clean
from pipeline.files.word.docx_parts import Element

_ENDINGS = ";.,"


def splice_recipients(marker: Element, recipients: str | tuple[str, ...]) -> None:
    """Put a line a recipient where the marker stands; without any, its cell is emptied."""
    names = [recipients] if isinstance(recipients, str) else recipients
    lines = _punctuated([clean(name) for name in names if clean(name)])
    if lines:
        for line in lines:
            marker.addprevious(_line_like(marker, line))
        _parent(marker).remove(marker)
    else:
        _empty_cell_of(marker)


def _punctuated(names: list[str]) -> list[str]:
    """Each line as "- Sở Nội vụ;", the last with a full stop (Nghị định 30/2020, Phụ lục I)."""
    bare = [name.removeprefix("-").strip().rstrip(_ENDINGS) for name in names]
    return [
        f"- {name}{'.' if position == len(bare) else ';'}" for position, name in enumerate(bare, 1)
    ]


def _line_like(marker: Element, words: str) -> Element:
    line = deepcopy(marker)
    first, *others = line.iter(qn("w:t"))
    first.text = words
    for other in others:
        other.text = ""
    return line


def _empty_cell_of(marker: Element) -> None:
    """Remove the label with the list; a table cell must keep one paragraph."""
    cell = _parent(marker)
    for run in list(marker.iter(qn("w:r"))):
        _parent(run).remove(run)
    if cell.tag == qn("w:tc"):
        for paragraph in cell.findall(qn("w:p")):
            if paragraph is not marker:
                cell.remove(paragraph)


def _parent(element: Element) -> Element:
    parent: Element = element.getparent()
    return parent
