"""The archive: every file ever taken in, byte for byte, under the hash of its content.

The same bytes are kept once, whatever their names; nothing in it is ever changed or removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from pipeline.domain.errors import PipelineError
from pipeline.files.atomic import replacing, write_bytes

CHUNK = 1 << 20
ATTEMPTS = 3


class StillWrittenError(Exception):
    """The file changes whenever it is looked at; it is to be taken in by a later run."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    running = hashlib.sha256()
    for chunk in _chunks(path):
        running.update(chunk)
    return running.hexdigest()


def store(archive: Path, path: Path) -> str:
    """Copy a file into the archive unless its bytes are there; give their digest.

    Raises:
        OSError: The file itself cannot be read (locked, not synchronised, gone).
        OutputError: The archive cannot be written.
        StillWrittenError: Another program is still writing the file.
    """
    for _ in range(ATTEMPTS):
        digest = digest_of(path)
        if _find(archive, digest) is not None or _copied(archive, path, digest):
            return digest
    raise StillWrittenError(path.name)


def store_bytes(archive: Path, data: bytes, name: str) -> str:
    """Keep what came inside another file unless its bytes are there; give their digest.

    Raises:
        OutputError: The archive cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    if _find(archive, digest) is None:
        write_bytes(archive / digest[:2] / f"{digest}{_suffix(PurePosixPath(name))}", data)
    return digest


def fetch(archive: Path, digest: str) -> Path:
    """The archived copy of the file with this digest; read only, never write to it.

    Raises:
        PipelineError: The archive does not hold it, or it was changed there.
    """
    kept = _find(archive, digest)
    if kept is None:
        raise PipelineError(
            f"Kho lưu “{archive}” thiếu tệp {digest[:12]}…. Chép lại tệp gốc vào thư mục inbox."
        )
    if digest_of(kept) != digest:
        raise PipelineError(
            f"Tệp lưu “{kept}” đã bị sửa. Xóa tệp này rồi chép lại tệp gốc vào thư mục inbox."
        )
    return kept


def _find(archive: Path, digest: str) -> Path | None:
    """Whatever its suffix: the same bytes may have come under two."""
    return next(iter(sorted((archive / digest[:2]).glob(f"{digest}*"))), None)


def _copied(archive: Path, path: Path, digest: str) -> bool:
    """Copy; ``False`` when the file changed meanwhile, and then nothing is kept."""
    target = archive / digest[:2] / f"{digest}{_suffix(path)}"
    try:
        with replacing(target) as temporary:
            _copy(path, temporary, digest)
    except _ChangedMeanwhileError:
        return False
    return True


def _copy(path: Path, temporary: Path, digest: str) -> None:
    running = hashlib.sha256()
    with temporary.open("wb") as written:
        for chunk in _chunks(path):
            running.update(chunk)
            written.write(chunk)
    if running.hexdigest() != digest:
        raise _ChangedMeanwhileError


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _suffix(path: PurePath) -> str:
    """Short ASCII suffixes only: others may be invalid on another system."""
    suffix = path.suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 else ""


class _ChangedMeanwhileError(Exception):
    """The file changed between hashing and copying."""
