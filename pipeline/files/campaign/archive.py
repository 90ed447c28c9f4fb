"""The archive: every file ever taken in, byte for byte, under the hash of its content.

The same bytes are kept once, whatever their names; nothing in it is ever changed or removed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath

from pipeline.domain.errors import PipelineError
from pipeline.files.atomic import replacing, write_bytes

CHUNK = 1 << 20
ATTEMPTS = 3
DIGITS = 64
"""Of a digest; with them the name of every kept file begins."""


class StillWrittenError(Exception):
    """The file changes whenever it is looked at; it is to be taken in by a later run."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    running = hashlib.sha256()
    for chunk in _chunks(path):
        running.update(chunk)
    return running.hexdigest()


class Archive:
    """The archive of a campaign as one command uses it: listed once, each file checked once."""

    def __init__(self, root: Path) -> None:
        """In this folder, which is made with the first file."""
        self._root = root
        self._kept: dict[str, str] | None = None
        self._sound: set[str] = set()

    def store(self, path: Path) -> str:
        """Copy a file into the archive unless its bytes are there; give their digest.

        Raises:
            OSError: The file itself cannot be read (locked, not synchronised, gone).
            OutputError: The archive cannot be written.
            StillWrittenError: Another program is still writing the file.
        """
        for _ in range(ATTEMPTS):
            digest = digest_of(path)
            target = self._place(digest, path)
            if digest in self._files() or _copied(path, target, digest):
                self._files().setdefault(digest, str(target))
                return digest
        raise StillWrittenError(path.name)

    def store_bytes(self, data: bytes, name: str) -> str:
        """Keep what came inside another file unless its bytes are there; give their digest.

        Raises:
            OutputError: The archive cannot be written.
        """
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._files():
            target = self._place(digest, PurePosixPath(name))
            write_bytes(target, data)
            self._files()[digest] = str(target)
        return digest

    def holds(self, digest: str) -> bool:
        """Whether there is a file with this digest; whether it is sound, ``fetch`` tells."""
        return digest in self._files()

    def fetch(self, digest: str) -> Path:
        """The archived copy of the file with this digest; read only, never write to it.

        Raises:
            PipelineError: The archive does not hold it, or it was changed there.
        """
        kept = Path(self._files().get(digest, self._root))
        if not kept.is_file():
            raise PipelineError(
                f"Kho lưu “{self._root}” thiếu tệp {digest[:12]}…."
                " Chép lại tệp gốc vào thư mục inbox."
            )
        if digest not in self._sound and digest_of(kept) != digest:
            raise PipelineError(
                f"Tệp lưu “{kept}” đã bị sửa. Xóa tệp này rồi chép lại tệp gốc vào thư mục inbox."
            )
        self._sound.add(digest)
        return kept

    def _files(self) -> dict[str, str]:
        """Digest → path, whatever its suffix: the same bytes may have come under two."""
        if self._kept is None:
            self._kept = {}
            with suppress(OSError):  # who then writes or reads there tells why
                folders = [one.path for one in os.scandir(self._root) if one.is_dir()]
                entries = [one for folder in folders for one in os.scandir(folder)]
                entries.sort(key=lambda one: one.name, reverse=True)
                self._kept = {one.name[:DIGITS]: one.path for one in entries}
        return self._kept

    def _place(self, digest: str, name: PurePath) -> Path:
        return self._root / digest[:2] / f"{digest}{_suffix(name)}"


def _copied(path: Path, target: Path, digest: str) -> bool:
    """Copy; ``False`` when the file changed meanwhile, and then nothing is kept."""
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
