"""What is known of files opened before: which carry no others, and what the others held.

A file is known by its content and its name, which tells a damaged carrier and begins the names of
what is in it. The files in a carrier lie in the archive; what is kept here names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from pipeline.domain.intake import CarrierKind, SeenFile
from pipeline.files.campaign.archive import Archive
from pipeline.files.campaign.inbox import Litter
from pipeline.files.carriers.contents import Letter
from pipeline.files.carriers.unpack import Layer, Leaf, Unpacked, unpack
from pipeline.files.returned.file_kind import Unreadable


class KnownFiles:
    """Opens carriers, those it does not know; the files in them go into the archive."""

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        """With what ``kept`` was before; by default nothing is known."""
        self._plain = set((kept or {}).get("plain", ()))
        self._carriers = dict((kept or {}).get("carriers", {}))
        self.is_new = False

    @property
    def kept(self) -> dict[str, Any]:
        """All that is known, as JSON holds it."""
        return {"plain": sorted(self._plain), "carriers": self._carriers}

    def unpacked(self, file: SeenFile, archive: Archive) -> Unpacked | None:
        """What a file holds, each by its digest in the archive; ``None`` for no carrier.

        Raises:
            PipelineError: The archive lacks the file, or cannot be written.
        """
        suffix = PurePosixPath(file.name).suffix.lower()
        plain, carrier = f"{file.digest}{suffix}", f"{file.digest}/{file.name}"
        if plain in self._plain:
            return None
        if carrier in self._carriers:
            known = _unpacked(self._carriers[carrier])
            if all(archive.holds(leaf.digest) for leaf in known.leaves if leaf.digest):
                return known
        self.is_new = True
        opened = unpack(archive.fetch(file.digest).read_bytes(), file.name)
        if opened is None:
            self._plain.add(plain)
            return None
        opened = replace(opened, leaves=tuple(_archived(leaf, archive) for leaf in opened.leaves))
        self._carriers[carrier] = _packed(opened)
        return opened


def _archived(leaf: Leaf, archive: Archive) -> Leaf:
    if leaf.data is None:
        return leaf
    return replace(leaf, data=None, digest=archive.store_bytes(leaf.data, leaf.name))


def _packed(opened: Unpacked) -> list[Any]:
    return [
        opened.kind.value,
        [[one.name, one.size, one.digest, *_why(one.letter, one.refusal)] for one in opened.leaves],
        [[one.name, one.note] for one in opened.litter],
        [[one.name, one.kind.value, *_why(one.letter, None)] for one in opened.layers],
        _why(opened.letter, opened.refusal),
    ]


def _why(letter: Letter | None, refusal: Unreadable | None) -> list[Any]:
    sent = letter.sent.isoformat() if letter and letter.sent else None
    return [
        [letter.sender, sent, letter.subject] if letter else None,
        [refusal.reason, refusal.advice] if refusal else None,
    ]


def _unpacked(packed: list[Any]) -> Unpacked:
    kind, leaves, litter, layers, (letter, refusal) = packed
    return Unpacked(
        CarrierKind(kind),
        tuple(
            Leaf(name, size, None, _letter(told), _refusal(why), digest)
            for name, size, digest, told, why in leaves
        ),
        tuple(Litter(name, note) for name, note in litter),
        tuple(Layer(name, CarrierKind(kind), _letter(told)) for name, kind, told, _ in layers),
        _refusal(refusal),
        _letter(letter),
    )


def _letter(told: list[Any] | None) -> Letter | None:
    if told is None:
        return None
    sender, sent, subject = told
    return Letter(sender, datetime.fromisoformat(sent) if sent else None, subject)


def _refusal(why: list[str] | None) -> Unreadable | None:
    return Unreadable(*why) if why else None
