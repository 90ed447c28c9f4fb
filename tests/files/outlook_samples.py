"""Outlook .msg files for tests: a small writer of OLE files, and of messages in them.

Nothing in Python writes .msg; this follows [MS-CFB] and [MS-OXMSG] as far as messages with
attachments need it. Text is UTF-16, or bytes in an old code page.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

Tree: TypeAlias = Mapping[str, "bytes | Tree"]

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass(slots=True)
class Entry:
    name: str
    kind: int
    content: bytes = b""
    child: int = NONE
    right: int = NONE
    start: int = END


def ole_file(tree: Tree) -> bytes:
    """An OLE file with these streams and storages."""
    entries = [Entry("Root Entry", ROOT)]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini_fat: list[int] = []
    mini_stream = bytearray()
    for entry in entries[1:]:
        if entry.kind == STREAM and len(entry.content) >= CUTOFF:
            entry.start = _chain(sectors, fat, entry.content)
        elif entry.content:
            entry.start = _link(mini_fat, -(-len(entry.content) // MINI))
            mini_stream += entry.content + bytes(-len(entry.content) % MINI)
    entries[0].content = bytes(mini_stream)
    entries[0].start = _chain(sectors, fat, entries[0].content) if mini_stream else END
    mini_start = _chain(sectors, fat, struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff")
    directory = b"".join(_directory_line(entry) for entry in entries)
    directory_start = _chain(sectors, fat, directory)
    return _finished(sectors, fat, directory_start, mini_start, -(-len(mini_fat) * 4 // SECTOR))


def _add(entries: list[Entry], parent: int, tree: Tree) -> None:
    """Children hang on one another to the right; readers do not ask for a balanced tree."""
    previous = NONE
    for name in sorted(tree, key=lambda one: (len(one), one.upper())):
        content = tree[name]
        entries.append(
            Entry(name, STREAM, content) if isinstance(content, bytes) else Entry(name, STORAGE)
        )
        number = len(entries) - 1
        if previous == NONE:
            entries[parent].child = number
        else:
            entries[previous].right = number
        previous = number
        if not isinstance(content, bytes):
            _add(entries, number, content)


def _link(table: list[int], count: int) -> int:
    if not count:
        return END
    start = len(table)
    table += [*range(start + 1, start + count), END]
    return start


def _chain(sectors: list[bytes], fat: list[int], content: bytes, filler: bytes = b"\0") -> int:
    content += filler * (-len(content) % SECTOR)
    pieces = [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
    sectors += pieces
    return _link(fat, len(pieces))


def _directory_line(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, entry.kind, 1)
    links = struct.pack("<3I", NONE, entry.right, entry.child)
    return head + links + bytes(36) + struct.pack("<IQ", entry.start, len(entry.content))


def _finished(
    sectors: list[bytes], fat: list[int], directory: int, mini_start: int, mini_count: int
) -> bytes:
    count = 1
    while count * (SECTOR // 4) < len(fat) + count:
        count += 1
    places = list(range(len(sectors), len(sectors) + count))
    table = [*fat, *[FAT_SECTOR] * count]
    table += [FREE] * (count * (SECTOR // 4) - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<4I", 0, count, directory, 0)
    header += struct.pack("<5I", CUTOFF, mini_start, mini_count, END, 0)
    header += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment; a message when ``message`` is given."""

    name: str | bytes = ""
    content: bytes | None = b""
    message: Tree | None = None
    content_id: str = ""
    method: int = 1


@dataclass(slots=True)
class _Properties:
    lines: list[bytes] = field(default_factory=list)
    streams: dict[str, bytes | Tree] = field(default_factory=dict)

    def text(self, number: int, text: str | bytes) -> None:
        if text:
            kind = 0x1F if isinstance(text, str) else 0x1E
            raw = text.encode("utf-16-le") if isinstance(text, str) else text
            self.stream(number, kind, raw)

    def stream(self, number: int, kind: int, raw: bytes) -> None:
        self.streams[f"__substg1.0_{number:04X}{kind:04X}"] = raw
        self.lines.append(struct.pack("<HHIQ", kind, number, 6, len(raw)))

    def number(self, number: int, value: int) -> None:
        self.lines.append(struct.pack("<HHIQ", 3, number, 6, value))

    def moment(self, number: int, moment: datetime) -> None:
        ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
        self.lines.append(struct.pack("<HHIQ", 0x40, number, 6, ticks))

    def tree(self, header: int) -> dict[str, bytes | Tree]:
        return {**self.streams, "__properties_version1.0": bytes(header) + b"".join(self.lines)}


def message(
    attached: Sequence[Attached] = (),
    *,
    sender: str = "Nguyễn Văn An",
    address: str = "an@stp.example.vn",
    subject: str | bytes = "Báo cáo thi đua",
    sent: datetime | None = None,
    header: int = 32,
) -> Tree:
    """The storage of a message; ``header`` is 24 for one that is attached."""
    facts = _Properties()
    facts.text(0x37, subject)
    facts.text(0xC1A, sender)
    facts.text(0x5D01, address)
    if sent:
        facts.moment(0x39, sent)
    tree = facts.tree(header)
    for number, one in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(one)
    return tree


def _attachment(one: Attached) -> Tree:
    facts = _Properties()
    facts.number(0x3705, 5 if one.message else one.method)
    facts.text(0x3712, one.content_id)
    facts.text(0x3001 if one.message else 0x3707, one.name)
    if one.message:
        facts.streams["__substg1.0_3701000D"] = one.message
        facts.lines.append(struct.pack("<HHIQ", 0x0D, 0x3701, 6, NONE))
    elif one.content is not None:
        facts.stream(0x3701, 0x102, one.content)
    return facts.tree(8)


def msg_of(attached: Sequence[Attached], sent: datetime | None = None) -> bytes:
    """A .msg file."""
    return ole_file(message(attached, sent=sent))
