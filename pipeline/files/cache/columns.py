"""Columns of values as packed bytes: small, quick to load, harmless.

It is JSON under zlib, which the standard library reads at about the speed of the best codecs and
which, unlike a pickle, cannot run anything when it is loaded. A new kind of value gets a letter
in ``_KINDS``; whoever changes what is written raises ``entries.FORMAT``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

LEVEL: Final = 1
"""Of compression: higher ones save a tenth and take twice the time."""

LARGEST: Final = 1 << 28
"""Bytes that packed data may unpack to; what claims more is damaged."""

Encoded: TypeAlias = tuple[str, Any] | list[Any]
"""A column: the letter of its kind, and the values as JSON holds them."""

_MIXED: Final = "m"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _as_is(value: Any) -> Any:
    return value


def _days(value: timedelta) -> tuple[int, int, int]:
    return value.days, value.seconds, value.microseconds


_KINDS: Final[Mapping[type, tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]] = {
    type(None): ("z", _as_is, _as_is),
    bool: ("b", _as_is, _as_is),
    int: ("i", _as_is, _as_is),
    str: ("s", _as_is, _as_is),
    float: ("f", _as_is, _as_is),
    Decimal: ("n", str, Decimal),
    date: ("d", date.toordinal, date.fromordinal),
    datetime: ("t", datetime.isoformat, datetime.fromisoformat),
    time: ("h", time.isoformat, time.fromisoformat),
    timedelta: ("p", _days, lambda told: timedelta(*told)),
}
"""Type → its letter, to JSON, from JSON."""

_READERS: Final = {letter: read for letter, _, read in _KINDS.values()}


class DamagedError(Exception):
    """Packed bytes that are not as they were written."""


def pack_value(value: object) -> tuple[str, Any]:
    """One value with the letter of its kind."""
    letter, write, _ = _KINDS[type(value)]
    return letter, write(value)


def unpack_value(packed: Encoded) -> Any:
    """The value of ``pack_value``."""
    letter, value = packed
    return _READERS[letter](value)


def pack_column(values: Iterable[object]) -> Encoded:
    """A column with the letter of its kind; where there are several, each value has its own."""
    values = tuple(values)
    kinds = {type(value) for value in values} - {type(None)}
    if len(kinds) > 1:
        return _MIXED, [pack_value(value) for value in values]
    letter, write, _ = _KINDS[kinds.pop() if kinds else type(None)]
    if write is _as_is:
        return letter, values
    return letter, [None if value is None else write(value) for value in values]


def unpack_column(packed: Encoded) -> tuple[Any, ...]:
    """The values of ``pack_column``."""
    letter, values = packed
    if letter == _MIXED:
        return tuple(map(unpack_value, values))
    read = _READERS[letter]
    if read is _as_is:
        return tuple(values)
    return tuple(None if value is None else read(value) for value in values)


def zipped(plain: object) -> bytes:
    """Lists, mappings, texts and numbers as JSON under zlib."""
    return zlib.compress(_encode(plain).encode("utf-8", "surrogatepass"), LEVEL)


def unzipped(packed: bytes) -> Any:
    """What ``zipped`` packed.

    Raises:
        DamagedError: These bytes are not from there.
    """
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, LARGEST)
        if not unpacker.eof:
            raise DamagedError("cut off, or too large")
        return json.loads(text.decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError, RecursionError) as problem:
        raise DamagedError(str(problem)) from problem
