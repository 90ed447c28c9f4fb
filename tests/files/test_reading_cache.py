from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.files.cache.columns import DamagedError
from pipeline.files.cache.entries import sealed, unsealed
from pipeline.files.cache.reading_cache import DATABASE, open_cache

KEPT = {"a" * 64: b"first content", "b" * 64: b"second content " * 40, "@plain": b"\x00\xff"}
KEYS = {name: f"key of {name}" for name in KEPT}


def filled(folder: Path) -> Path:
    with open_cache(folder) as cache:
        cache.keep((name, KEYS[name], content) for name, content in KEPT.items())
    return folder / DATABASE


def found(folder: Path, keys: Mapping[str, str] = KEYS) -> dict[str, bytes]:
    with open_cache(folder) as cache:
        return dict(cache.kept(keys))


def test_what_was_kept_is_found_by_the_next_command(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    assert found(tmp_path / "cache") == KEPT


def test_another_key_finds_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    name = "a" * 64
    assert found(tmp_path, {name: "another key"}) == {}
    assert found(tmp_path, {name: KEYS[name]}) == {name: KEPT[name]}


def test_an_entry_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    filled(tmp_path)
    with open_cache(tmp_path) as cache:
        cache.keep([("a" * 64, "new key", b"new")])
    assert found(tmp_path, {"a" * 64: "new key"}) == {"a" * 64: b"new"}
    assert "a" * 64 not in found(tmp_path)


def test_entries_that_are_not_wanted_any_more_go(tmp_path: Path) -> None:
    filled(tmp_path)
    with open_cache(tmp_path) as cache:
        cache.drop_others({"@plain", "c" * 64})
    assert list(found(tmp_path)) == ["@plain"]


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_whatever_byte_is_damaged_no_wrong_content_is_found(
    place: float, flip: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    database = filled(folder)
    content = bytearray(database.read_bytes())
    content[int(place * len(content))] ^= flip
    database.write_bytes(content)
    after = found(folder)
    assert after.items() <= KEPT.items()
    filled(folder)
    assert found(folder) == KEPT, "a damaged cache must become sound again"


@given(entry=st.sampled_from(sorted(KEPT)), place=st.integers(0, 10**6), flip=st.integers(1, 255))
def test_every_byte_of_an_entry_is_covered_by_its_checksum(
    entry: str, place: int, flip: int
) -> None:
    whole = bytearray(sealed("key", KEPT[entry]))
    assert unsealed("key", bytes(whole)) == KEPT[entry]
    whole[place % len(whole)] ^= flip
    with pytest.raises(DamagedError):
        unsealed("key", bytes(whole))
    with pytest.raises(DamagedError):
        unsealed("another key", sealed("key", KEPT[entry]))


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, b"SQLite format 3\x00"])
def test_a_file_that_is_no_cache_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    assert found(tmp_path) == {}
    filled(tmp_path)
    assert found(tmp_path) == KEPT


def test_a_cache_cut_short_gives_nothing_wrong_and_is_made_anew(tmp_path: Path) -> None:
    database = filled(tmp_path)
    os.truncate(database, database.stat().st_size // 2)
    assert found(tmp_path).items() <= KEPT.items()
    filled(tmp_path)
    assert found(tmp_path) == KEPT


def test_where_no_cache_can_be_made_it_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place", encoding="utf-8")
    with open_cache(tmp_path / "cache") as cache:
        cache.keep([("a" * 64, "key", b"content")])
        cache.drop_others(())
        assert list(cache.kept(KEYS)) == []
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "a file in its place"
