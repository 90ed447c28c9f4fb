"""One kept reading as bytes: the verdict, and the submission with its tables still packed.

An entry begins with a checksum over everything in it and over the key it was kept under, so that
a damaged or exchanged one is recognised and the workbook is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any, Final

from pipeline.domain.findings import Finding
from pipeline.domain.intake import SeenFile, Verdict, judge
from pipeline.domain.layout import Manifest
from pipeline.domain.rules.rule import Severity
from pipeline.domain.submission import Submission
from pipeline.files.cache.columns import DamagedError, unzipped, zipped
from pipeline.files.cache.packed_tables import PackedTables

FORMAT: Final = "1"
"""Of entries and of what is packed in them; goes up when it changes."""

_CHECKSUM: Final = 32
_LENGTH: Final = 4


def sealed(key: str, content: bytes) -> bytes:
    """Content with its checksum, to be kept under a key."""
    return _checksum(key, content) + content


def unsealed(key: str, entry: bytes) -> bytes:
    """The content of an entry.

    Raises:
        DamagedError: It is not as it was kept, or was kept under another key.
    """
    content = entry[_CHECKSUM:]
    if entry[:_CHECKSUM] != _checksum(key, content):
        raise DamagedError(key)
    return content


def pack_reading(verdict: Verdict, submission: Submission | None) -> bytes:
    """What reading a file gave as content; the file itself is part of the key."""
    blocks: Mapping[str, bytes] = {}
    told = None
    if submission is not None:
        blocks = PackedTables.of(submission.tables).packed
        told = (submission.unit, astuple(submission.manifest))
    found = [astuple(one) for one in verdict.findings]
    sizes = [(block, len(packed)) for block, packed in blocks.items()]
    head = zipped((verdict.unit, verdict.form, found, told, sizes))
    return b"".join((len(head).to_bytes(_LENGTH, "big"), head, *blocks.values()))


def unpack_reading(content: bytes, file: SeenFile) -> tuple[Verdict, Submission | None]:
    """What reading a file gave.

    Raises:
        DamagedError: The content is not from ``pack_reading``.
    """
    end = _LENGTH + int.from_bytes(content[:_LENGTH], "big")
    try:
        unit, form, found, told, sizes = unzipped(content[_LENGTH:end])
        verdict = judge(file, unit, form, map(_finding, found))
        if told is None:
            return verdict, None
        owner, manifest = told
        tables = PackedTables(dict(_blocks(content, end, sizes)))
        submission = Submission(owner, Manifest(*manifest), file.name, file.digest, tables)
    except (TypeError, ValueError) as problem:
        raise DamagedError(file.digest) from problem
    return verdict, submission


def pack_findings(findings: Iterable[Finding]) -> bytes:
    """Findings as content."""
    return zipped([astuple(one) for one in findings])


def unpack_findings(content: bytes) -> tuple[Finding, ...]:
    """The findings of ``pack_findings``.

    Raises:
        DamagedError: The content is not from there.
    """
    try:
        return tuple(map(_finding, unzipped(content)))
    except (TypeError, ValueError) as problem:
        raise DamagedError("findings") from problem


def _blocks(content: bytes, start: int, sizes: Any) -> Iterator[tuple[str, bytes]]:
    for block, size in sizes:
        yield block, content[start : start + size]
        start += size


def _finding(told: list[str]) -> Finding:
    code, severity, *rest = told
    return Finding(code, Severity(severity), *rest)


def _checksum(key: str, content: bytes) -> bytes:
    running = hashlib.sha256(f"{FORMAT}:{key}:".encode())
    running.update(content)
    return running.digest()
