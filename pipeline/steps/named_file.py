"""Find the file a person means: by its name, a part of its name, or the beginning of its hash."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from pipeline.domain.intake import SeenFile

LEAST_DIGITS = 4
"""Digits of a hash that may stand for a file."""

MOST_DIGITS = 64
NEAREST = 5
"""Names to offer when nothing is found."""

INBOX = "inbox/"


def matching(text: str, files: Sequence[SeenFile]) -> tuple[SeenFile, ...]:
    """The files that a text may mean, each content once; a whole name goes before a part of one.

    >>> from datetime import datetime, UTC
    >>> a = SeenFile("ab12" * 16, "thu.eml/Sở Y tế.xlsx", 1, datetime(2025, 12, 1, tzinfo=UTC))
    >>> [file.name for said in ("sở y tế", "ab12ab") for file in matching(said, [a])]
    ['thu.eml/Sở Y tế.xlsx', 'thu.eml/Sở Y tế.xlsx']
    """
    wanted = _key(text)
    ways = (
        [file for file in files if _key(file.name) == wanted],
        [file for file in files if _key(file.name).rpartition("/")[2] == wanted],
        [file for file in files if _has(file, wanted) or _begins(file, wanted)],
    )
    return next((_once(found) for found in ways if found), ())


def nearest(text: str, files: Iterable[SeenFile]) -> tuple[str, ...]:
    """Names that resemble a text most, to offer them."""
    names = {_key(file.name): file.name for file in files}
    ranked = process.extract(_key(text), list(names), scorer=fuzz.WRatio, limit=NEAREST)
    return tuple(names[name] for name, _, _ in ranked)


def _key(name: str) -> str:
    """As typed anywhere: other slashes, other case, decomposed letters, the inbox named or not."""
    spelled = unicodedata.normalize("NFC", name.strip()).replace("\\", "/").casefold()
    return spelled.removeprefix("./").removeprefix(INBOX)


def _has(file: SeenFile, part: str) -> bool:
    return bool(part) and part in _key(file.name)


def _begins(file: SeenFile, digits: str) -> bool:
    return LEAST_DIGITS <= len(digits) <= MOST_DIGITS and file.digest.startswith(digits)


def _once(files: Iterable[SeenFile]) -> tuple[SeenFile, ...]:
    by_digest: dict[str, SeenFile] = {}
    for file in files:
        by_digest.setdefault(file.digest, file)
    return tuple(by_digest.values())
