"""Make a block of a fresh document fit into another: its styles, its pictures, its namespaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

from pipeline.files.word.living.fragment import root_tag
from pipeline.files.word.living.package import (
    CONTENT_TYPES,
    add_relationship,
    add_type,
    free_name,
    part_name,
    relationships,
    with_last,
)
from pipeline.files.word.living.refusals import DocumentDamagedError

_STYLES: Final = "word/styles.xml"
_STYLE = re.compile(rb'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]*)(?=")')
_LINK = re.compile(rb'(\br:(?:embed|id|link)=")([^"]*)(?=")')
_PREFIX = re.compile(rb'xmlns:(\w+)="([^"]*)"')
_USED = re.compile(rb"[< ](\w+):\w+")
_WHERE: Final = re.compile(r'\b(Id|Type|Target|TargetMode)="([^"]*)"')
_INTERNAL: Final = {"w", "xml", "xmlns"}


class Adopter:
    """Takes blocks of one document over into the parts of another."""

    def __init__(
        self, parts: dict[str, bytes], fresh: Mapping[str, bytes], heads: tuple[bytes, bytes]
    ) -> None:
        """``heads``: the two main parts up to their bodies, ours first."""
        self._parts = parts
        self._fresh = fresh
        self._names = dict(_PREFIX.findall(root_tag(heads[0])))
        self._fresh_names = dict(_PREFIX.findall(root_tag(heads[1])))
        self._missing: dict[bytes, bytes] = {}
        self._styles = _Styles(parts.get(_STYLES, b""), fresh.get(_STYLES, b""))
        self._links: dict[bytes, bytes] = {}

    def adopted(self, xml: bytes) -> bytes:
        """A slice of the fresh body as the other document may hold it."""
        self._need_prefixes(xml)
        if not self._styles.are_the_same:
            xml = _STYLE.sub(lambda m: m[1] + self._styles.id_of(m[2]), xml)
        if b" r:" in xml:
            xml = _LINK.sub(lambda m: m[1] + self._link(m[2]), xml)
        return xml

    def style_ids(self, xml: bytes) -> set[bytes]:
        """The styles that a slice of either document names."""
        return {found[1] for found in _STYLE.findall(xml)}

    def finished(self, head: bytes) -> bytes:
        """Save the styles taken over; ``head`` with the namespaces that were missing."""
        if self._styles.added:
            self._parts[_STYLES] = with_last(self._parts[_STYLES], b"".join(self._styles.added))
        root = root_tag(head)
        more = b"".join(b' xmlns:%s="%s"' % pair for pair in self._missing.items())
        return head.replace(root, root[:-1] + more + b">", 1) if more else head

    def _need_prefixes(self, xml: bytes) -> None:
        small = xml if len(xml) < 100_000 else xml[:2000]
        for prefix in set(_USED.findall(small)):
            uri = self._fresh_names.get(prefix)
            if uri is None or self._names.get(prefix) == uri:
                continue
            if prefix in self._names:
                raise DocumentDamagedError(
                    f"Tệp Word dùng tiền tố {prefix.decode()} khác với báo cáo mới."
                )
            self._missing[prefix] = self._names[prefix] = uri

    def _link(self, id_: bytes) -> bytes:
        if id_ not in self._links:
            self._links[id_] = self._copied(id_.decode()).encode()
        return self._links[id_]

    def _copied(self, id_: str) -> str:
        """Copy the part that a relationship leads to, and relate our main part to the copy."""
        for line in relationships(self._fresh):
            found = dict(_WHERE.findall(line))
            if found.get("Id") != id_:
                continue
            if found.get("TargetMode") == "External":
                return add_relationship(self._parts, found["Type"], found["Target"])
            source = part_name(found["Target"])
            folder, _, name = source.rpartition("/")
            stem, _, suffix = name.rpartition(".")
            target = free_name(self._parts, f"{folder}/{stem.rstrip('0123456789')}{{}}.{suffix}")
            self._parts[target] = self._fresh[source]
            add_type(self._parts, target, self._type_of(source))
            return add_relationship(self._parts, found["Type"], f"/{target}")
        raise DocumentDamagedError(f"Báo cáo mới thiếu liên kết {id_}.")

    def _type_of(self, part: str) -> str:
        types = self._fresh[CONTENT_TYPES].decode()
        own = re.search(rf'PartName="/{re.escape(part)}" ContentType="([^"]*)"', types)
        suffix = re.escape(part.rpartition(".")[2])
        usual = re.search(rf'Extension="{suffix}" ContentType="([^"]*)"', types, re.IGNORECASE)
        found = own or usual
        return found[1] if found else "application/octet-stream"


class _Styles:
    """The fresh document's styles under the ids that the other document gives them."""

    def __init__(self, ours: bytes, fresh: bytes) -> None:
        self.added: list[bytes] = []
        self._ids = {_name(s): s.get(qn("w:styleId")) for s in _styles(ours)}
        self._fresh = {s.get(qn("w:styleId")): s for s in _styles(fresh)}
        self._known: dict[bytes, bytes] = {}
        self.are_the_same = all(
            self._ids.get(_name(style)) == id_ for id_, style in self._fresh.items()
        )
        """A long table is then not looked through for their names."""

    def id_of(self, id_: bytes) -> bytes:
        """The id there; a style that is not there is taken over."""
        if id_ not in self._known:
            self._known[id_] = self._found(id_.decode()).encode()
        return self._known[id_]

    def _found(self, id_: str) -> str:
        style = self._fresh.get(id_)
        if style is None:
            return id_
        theirs: str | None = self._ids.get(_name(style))
        if theirs is None:
            theirs = (
                free_name(self._ids.values(), f"{id_}{{}}") if id_ in self._ids.values() else id_
            )
            self._ids[_name(style)] = theirs
            style.set(qn("w:styleId"), theirs)
            self._fit(style)
            self.added.append(etree.tostring(style, encoding="UTF-8", with_tail=False))
        return theirs

    def _fit(self, style: Any) -> None:
        """The styles it names go by their ids there; a list of its own it cannot bring along."""
        for name in ("w:basedOn", "w:next", "w:link"):
            for other in style.findall(qn(name)):
                other.set(qn("w:val"), self.id_of(other.get(qn("w:val")).encode()).decode())
        for numbering in list(style.iter(qn("w:numPr"))):
            numbering.getparent().remove(numbering)


def _styles(part: bytes) -> list[Any]:
    return list(etree.fromstring(part).findall(qn("w:style"))) if part else []


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).casefold()
