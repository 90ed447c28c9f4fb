"""Read ``input_templates/reports/phrases.toml``: the wording of every sentence, by its key.

A phrase is added there and said by ``pipeline.steps.sentences.phrasing.say``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from pipeline.domain.errors import SettingsError
from pipeline.files.templates.settings import templates_folder
from pipeline.files.templates.toml_files import read_toml

PHRASES_FILE = "phrases.toml"


def load_phrases(path: Path | None = None) -> Mapping[str, str]:
    """Every phrase under ``group.name``; the file shipped unless another is named.

    Raises:
        SettingsError: The file is absent, or a line of it is no phrase.
    """
    path = path or templates_folder() / "reports" / PHRASES_FILE
    phrases: dict[str, str] = {}
    for group, lines in read_toml(path).items():
        if not isinstance(lines, dict):
            raise SettingsError(f"{path.name}: “{group}” phải nằm trong một nhóm như [documents].")
        for name, words in lines.items():
            phrases[f"{group}.{name}"] = _checked(words, f"{path.name}: {group} › {name}")
    return phrases


def _checked(words: object, place: str) -> str:
    if not isinstance(words, str) or not words:
        raise SettingsError(f"{place}: câu phải là một chuỗi chữ, không để trống.")
    try:
        list(Formatter().parse(words))
    except ValueError as error:
        raise SettingsError(
            f"{place}: dấu ngoặc nhọn không đóng mở đúng. Viết lại tên thẻ, như {{n}}."
        ) from error
    return words
