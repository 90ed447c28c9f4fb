"""Read a TOML file through a pydantic model; every defect is named by file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.domain.errors import SettingsError

AnyModel = TypeVar("AnyModel", bound=BaseModel)

_REASONS = {
    "extra_forbidden": "khóa này không được biết",
    "missing": "thiếu khóa này",
    "enum": "giá trị “{input}” không được biết, chỉ nhận {expected}",
}
_OTHER_REASON = "giá trị “{input}” không hợp lệ"


def read_toml(path: Path) -> Mapping[str, Any]:
    """The tables of a TOML file, its decimals exact; nobody may change them.

    Raises:
        SettingsError: The file is absent or is not TOML.
    """
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"Không có tệp {path}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name}: tệp không phải mã UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: sai cú pháp TOML ({error}).") from error


@lru_cache(maxsize=32)
def _parsed(text: str) -> Mapping[str, Any]:
    """Parsed once: opening a campaign takes some of the files several times over."""
    return tomllib.loads(text, parse_float=Decimal)


def validated(
    model: type[AnyModel],
    raw: Mapping[str, Any],
    path: Path,
    context: Mapping[str, object] | None = None,
) -> AnyModel:
    """The raw tables as a model.

    Raises:
        SettingsError: One line a defect: file, place by keys, what is wrong.
    """
    try:
        return model.model_validate(raw, context=dict(context or {}))
    except ValidationError as error:
        raise SettingsError(_explained(error, raw, path)) from error


def _explained(error: ValidationError, raw: object, path: Path) -> str:
    lines = []
    for defect in error.errors(include_url=False):
        place = " › ".join(_named(defect["loc"], raw)) or "toàn tệp"
        context = defect.get("ctx", {})
        reason = _REASONS.get(defect["type"], _OTHER_REASON)
        details = {"input": defect["input"], "expected": context.get("expected", "")}
        own = str(context["error"]) if defect["type"] == "value_error" else ""
        lines.append(f"{path.name}: {place}: {own or reason.format(**details)}.")
    return "\n".join(lines)


def _named(places: Sequence[int | str], raw: Any) -> Iterable[str]:
    """The steps to a place, with the key or code found at each list position."""
    for place in places:
        if isinstance(place, int):
            raw = raw[place] if isinstance(raw, list) and place < len(raw) else None
            named = raw if isinstance(raw, dict) else {}
            yield f"“{named.get('key') or named.get('code') or place + 1}”"
        else:
            raw = raw.get(place) if isinstance(raw, dict) else None
            yield place
