from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.errors import SettingsError
from pipeline.files.templates.phrases import load_phrases


def refused(folder: Path, text: str) -> str:
    path = folder / "phrases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_phrases(path)
    return str(error.value)


def test_a_phrase_is_found_by_its_group_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "phrases.toml"
    path.write_text('[awards]\nshare = "{n} {word}"\n', encoding="utf-8")
    assert load_phrases(path) == {"awards.share": "{n} {word}"}


def test_what_is_no_phrase_is_refused_by_name(tmp_path: Path) -> None:
    assert "“share” phải nằm trong một nhóm" in refused(tmp_path, 'share = "{n}"')
    assert "awards › share: câu phải là một chuỗi chữ" in refused(tmp_path, "[awards]\nshare = 1")
    assert "awards › share: câu phải là" in refused(tmp_path, '[awards]\nshare = ""')
    assert "awards › share: dấu ngoặc nhọn" in refused(tmp_path, '[awards]\nshare = "{n"')


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Không có tệp"):
        load_phrases(tmp_path / "phrases.toml")
