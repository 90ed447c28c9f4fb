"""The seal of a manifest page (chữ ký trang nhận dạng): whether we issued it, and as it is.

HMAC-SHA256 with the campaign's own key. What identifies the workbook and the published layout
are signed apart: a layout that some program damaged is not trusted, and costs nobody's identity.
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from dataclasses import dataclass, fields
from enum import Enum
from operator import attrgetter
from typing import Final

from pipeline.domain.layout import Manifest

_MARK_LENGTH = 12
_FACTS: Final = attrgetter(*(fact.name for fact in fields(Manifest)))


@dataclass(frozen=True, slots=True)
class Signature:
    """What an issued page is signed with; texts are "" on a page that was not signed.

    Attributes:
        key: Which key signed; it tells nothing of the key.
        facts: Seal of the manifest.
        layout: Seal of the published layout.
    """

    key: str = ""
    facts: str = ""
    layout: str = ""


UNSIGNED = Signature()


class Seal(Enum):
    """What a signature is worth."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSIGNED = "unsigned"
    OTHER_KEY = "other_key"
    """Signed with a key that is not at hand: nothing can be said."""


class Signer:
    """Signs pages by the thousand: how their layouts all begin goes through the seal once."""

    def __init__(self, key: bytes, shared: str = "") -> None:
        """Sign with a key.

        Args:
            shared: How every published layout begins.
        """
        self._key = key
        self._mark = key_mark(key)
        self._begun = hmac.new(key, _layout(shared), "sha256")

    def sign(self, manifest: Manifest, rest: str) -> Signature:
        """Sign a page that is about to be issued.

        Args:
            rest: Of its layout, behind what all begin with.
        """
        layout = self._begun.copy()
        layout.update(_encoded(rest))
        return Signature(self._mark, _seal(self._key, _facts(manifest)), layout.hexdigest())


def sign(manifest: Manifest, layout_json: str, key: bytes) -> Signature:
    """Sign one page that is about to be issued."""
    return Signer(key).sign(manifest, layout_json)


def examine(manifest: Manifest, signature: Signature, key: bytes | None) -> Seal:
    """What the seal of a returned manifest says.

    Args:
        key: The campaign's key; ``None`` when it is lost.
    """
    if not signature.facts:
        return Seal.UNSIGNED
    if key is None or signature.key != key_mark(key):
        return Seal.OTHER_KEY
    is_right = _is(signature.facts, _seal(key, _facts(manifest)))
    return Seal.RIGHT if is_right else Seal.WRONG


def vouches_for(signature: Signature, layout_json: str, key: bytes | None) -> bool:
    """Whether nothing speaks against a layout; one that cannot be examined is believed."""
    if key is None or not signature.layout or signature.key != key_mark(key):
        return True
    return _is(signature.layout, _seal(key, _layout(layout_json)))


def key_mark(key: bytes) -> str:
    """A name for a key, by which a page says with which one it was signed."""
    return _seal(key, b"which key")[:_MARK_LENGTH]


def _facts(manifest: Manifest) -> bytes:
    """The manifest as bytes: the same whatever program saved the workbook."""
    texts = (unicodedata.normalize("NFC", str(fact)).split() for fact in _FACTS(manifest))
    return json.dumps([" ".join(words) for words in texts]).encode()


def _layout(layout_json: str) -> bytes:
    return b"layout\x00" + _encoded(layout_json)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _seal(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha256").hex()


def _is(found: str, expected: str) -> bool:
    return hmac.compare_digest(found.encode("utf-8", "surrogatepass"), expected.encode())
