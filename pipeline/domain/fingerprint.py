"""Fingerprints: the same for the same nouns in every process and on every machine.

They tell whether anything that a kept result depends on has changed. A new kind of value gets a
line in ``_plain``; one that is not known there is refused, never passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=True, check_circular=False).encode


def fingerprint(*nouns: object) -> str:
    """SHA-256, hexadecimal, of frozen dataclasses, mappings, tuples and plain values.

    >>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    True
    >>> fingerprint(1) == fingerprint("1")
    False
    """
    return hashlib.sha256(_encode([_plain(noun) for noun in nouns]).encode("ascii")).hexdigest()


def _plain(noun: object) -> Any:
    """What JSON can hold; every kind of value keeps its own mark."""
    if noun is None or type(noun) in (str, int, bool):
        return noun
    if isinstance(noun, tuple | list):
        return [_plain(one) for one in noun]
    if is_dataclass(noun) and not isinstance(noun, type):
        values = (_plain(getattr(noun, name)) for name in _field_names(type(noun)))
        return {type(noun).__name__: list(values)}
    if isinstance(noun, Mapping):
        pairs = ([_plain(key), _plain(value)] for key, value in noun.items())
        return {"mapping": sorted(pairs, key=_encode)}
    if isinstance(noun, Set):
        return {"set": sorted((_plain(one) for one in noun), key=_encode)}
    return {type(noun).__name__: _text(noun)}


@cache
def _field_names(noun: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(noun))


def _text(noun: object) -> str:
    if isinstance(noun, str):  # a member of an enumeration
        return str.__str__(noun)
    if isinstance(noun, bytes):
        return noun.hex()
    if isinstance(noun, datetime | date | time):
        return noun.isoformat()
    if isinstance(noun, Decimal | float | int | timedelta):
        return repr(noun)
    raise TypeError(f"no fingerprint of {type(noun).__name__}")
