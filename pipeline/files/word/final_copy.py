"""The final copy of a report: its text as it stands, without anything of our own machinery.

Content controls are taken away around what they hold; our comments and the part that remembers
what we wrote are removed. What people wrote, their comments too, stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from pipeline.files.word.docx_parts import Element
from pipeline.files.word.open_points import comment_ids
from pipeline.files.word.word_names import w

OUR_MARK = b"thidua"
"""In the namespace of every custom part that we write into a document."""

_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CUSTOM = re.compile(r"customXml/item(\d+)\.xml")
_ABOUT_COMMENTS = ("word/commentsExtended.xml", "word/commentsIds.xml")
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def write_final_copy(source: Path, target: Path, author: str) -> None:
    """Write the final copy of a report; ``author`` is the name we sign our comments with."""
    with ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts = _without_memory(parts)
    comments, paragraphs = _ours(parts, author)
    for name, data in parts.items():
        if _STORIES.fullmatch(name):
            parts[name] = _story(data, comments)
        elif name == "word/comments.xml" and comments:
            parts[name] = _without(data, {w("id")}, comments)
        elif name in _ABOUT_COMMENTS and paragraphs:
            parts[name] = _without(data, set(), paragraphs)
    with ZipFile(target, "w", ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)


def _without_memory(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package without our custom parts, and without what points to them."""
    numbers = {
        found[1]
        for name, data in parts.items()
        if (found := _CUSTOM.fullmatch(name)) and OUR_MARK in data[:1000]
    }
    gone = {
        name
        for number in numbers
        for name in (
            f"customXml/item{number}.xml",
            f"customXml/itemProps{number}.xml",
            f"customXml/_rels/item{number}.xml.rels",
        )
    }
    kept = {name: data for name, data in parts.items() if name not in gone}
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        if gone and name in kept:
            kept[name] = _without_pointers(kept[name], gone)
    return kept


def _without_pointers(data: bytes, gone: set[str]) -> bytes:
    root = parse_xml(data)
    for element in list(root):
        pointed = element.get("Target") or element.get("PartName") or ""
        if pointed.lstrip("./") in gone:
            root.remove(element)
    return serialize_part_xml(root)


def _ours(parts: Mapping[str, bytes], author: str) -> tuple[set[str], set[str]]:
    """Ids of our comments, and ids of their paragraphs, by which other parts name them."""
    if "word/comments.xml" not in parts:
        return set(), set()
    listed = list(comment_ids(parse_xml(parts["word/comments.xml"]), author))
    return {number for number, _, _ in listed}, {last for _, last, _ in listed if last}


def _without(data: bytes, names: set[str], values: set[str]) -> bytes:
    """Without the children that one of these attributes, or any, gives one of the values."""
    root = parse_xml(data)
    for element in list(root):
        held = {str(value) for key, value in element.attrib.items() if not names or key in names}
        if held & values:
            root.remove(element)
    return serialize_part_xml(root)


def _story(data: bytes, comments: set[str]) -> bytes:
    root = parse_xml(data)
    for mark in list(root.iter(*(w(name) for name in _MARKS))):
        if mark.get(w("id")) in comments:
            _remove_mark(mark)
    for control in list(root.iter(w("sdt"))):
        _unwrap(control)
    return serialize_part_xml(root)


def _remove_mark(mark: Element) -> None:
    """A reference stands in a run of its own, which goes with it."""
    run = mark.getparent()
    parent = run.getparent() if run is not None else None
    if run is not None:
        run.remove(mark)
    if parent is not None and mark.tag == w("commentReference") and _is_empty(run):
        parent.remove(run)


def _is_empty(run: Element | None) -> bool:
    return run is not None and all(child.tag == w("rPr") for child in run)


def _unwrap(control: Element) -> None:
    parent = control.getparent()
    if parent is None:
        return
    content = control.find(w("sdtContent"))
    at = parent.index(control)
    parent[at : at + 1] = list(content) if content is not None else []
