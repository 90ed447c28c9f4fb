from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.files.issuing.master import FormMaster
from pipeline.files.issuing.renderings import KeptRendering, Rendering
from pipeline.steps.place import place
from tests.files.test_issuing import a_cover
from tests.files.workbook_facts import differences, facts_of
from tests.small_form import FORM, MANIFEST


def render() -> Rendering:
    return Rendering(b"book", ("A", "B"), {"text": "7"}, {"error": 1})


def never() -> Rendering:
    raise AssertionError("it was rendered again")


def test_what_was_rendered_is_not_rendered_again(tmp_path: Path) -> None:
    keeper = KeptRendering(tmp_path, "form-unit", "key")

    assert keeper(render) == render()
    assert keeper(never) == render()


def test_what_was_made_of_something_else_is_rendered_anew(tmp_path: Path) -> None:
    KeptRendering(tmp_path, "form-unit", "key")(render)
    with pytest.raises(AssertionError):
        KeptRendering(tmp_path, "form-unit", "other key")(never)
    with pytest.raises(AssertionError):
        KeptRendering(tmp_path, "form-head", "key")(never)


def test_a_damaged_rendering_is_not_believed(tmp_path: Path) -> None:
    keeper = KeptRendering(tmp_path, "form-unit", "key")
    keeper(render)
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40] + b"x" + whole[41:]):
        kept.write_bytes(damaged)
        assert keeper(render) == render()
        assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")

    assert KeptRendering(tmp_path / "cache", "form-unit", "key")(render) == render()


def test_a_form_from_a_kept_master_is_the_same_form(tmp_path: Path) -> None:
    keeper, cover = KeptRendering(tmp_path, "form-unit", "key"), a_cover(FORM, MANIFEST)
    made = [tmp_path / "first.xlsx", tmp_path / "second.xlsx"]
    for path in made:
        FormMaster(FORM, place(FORM), MANIFEST, cover, keeper).write(path, MANIFEST, {}, cover)

    assert differences(*map(facts_of, made)) == []
    assert made[0].read_bytes() == made[1].read_bytes()
