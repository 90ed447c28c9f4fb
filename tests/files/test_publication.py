from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.domain.errors import OutputError
from pipeline.files.campaign.publication import (
    HISTORY,
    publishing,
    resume_publication,
    staged,
    staged_files,
)

NAMES = ("a.docx", "b.docx", "c.xlsx")
CLUSTER_NAMES = ("a.docx", "cum/so-1/a.docx", "cum/so-2/a.docx")
TRACEBACK = 70


def publish(folder: Path, run: str) -> None:
    with publishing(folder, run) as staging:
        for name in NAMES:
            (staging / name).write_text(run, encoding="utf-8")


def write_half(folder: Path, name: str = "a.docx") -> None:
    with publishing(folder, "2") as staging:
        staged(staging, name).write_text("2", encoding="utf-8")
        raise ZeroDivisionError


def standing(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()
    }


def test_results_appear_and_the_former_ones_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    publish(folder, "1")
    (folder / "ghi chú.txt").write_text("của người dùng", encoding="utf-8")
    publish(folder, "2")
    assert standing(folder) == dict.fromkeys(NAMES, "2") | {"ghi chú.txt": "của người dùng"}
    kept = dict.fromkeys(NAMES, "1") | {"ghi chú.txt": "của người dùng"}
    assert standing(folder / HISTORY / "truoc-2") == kept
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {HISTORY}


def test_a_run_of_the_same_second_keeps_its_own_former_results(tmp_path: Path) -> None:
    for _ in range(3):
        publish(tmp_path, "1")
    assert {path.name for path in (tmp_path / HISTORY).iterdir()} == {"truoc-1", "truoc-1-2"}


def test_a_failure_while_writing_leaves_everything_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, "1")
    with pytest.raises(ZeroDivisionError):
        write_half(tmp_path)
    assert standing(tmp_path) == dict.fromkeys(NAMES, "1")
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_result_open_in_word_is_one_line_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "1")
    opened = Path.open

    def held(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if path == tmp_path / "b.docx" and mode == "r+b":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(OutputError, match=r"“b\.docx” đang mở trong Word.*Đóng tệp đó") as refusal:
        publish(tmp_path, "2")
    assert len(str(refusal.value).splitlines()) == 1
    monkeypatch.undo()
    assert standing(tmp_path) == dict.fromkeys(NAMES, "1")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="breaks a process of its own")
@pytest.mark.parametrize("fault", ["kill", "refuse"])
def test_whatever_is_broken_off_is_nothing_or_is_finished_by_the_next_run(
    tmp_path: Path, fault: str
) -> None:
    seen: set[str] = set()
    for at in range(1, 200):
        folder = tmp_path / str(at)
        publish(folder, "1")
        if not broken_off(folder, at, fault):
            break
        assert len(set(standing(folder).values())) == 1 or list(folder.glob(".hoan-tat-*"))
        resume_publication(folder)
        (after,) = set(standing(folder).values())
        assert standing(folder) == dict.fromkeys(NAMES, after)
        seen.add(after)
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    else:
        pytest.fail("no run went through")
    assert seen == {"1", "2"}


def broken_off(folder: Path, at: int, fault: str) -> bool:
    """Whether a run, in a process of its own, met its fault at the ``at``-th file access."""
    process = os.fork()
    if process == 0:
        _break_off(folder, at, fault)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code != TRACEBACK
    return code != 0


def _break_off(folder: Path, at: int, fault: str) -> None:
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"):
            return
        if str(folder) not in str(arguments[0]):
            return
        count += 1
        if count == at and fault == "kill":
            os._exit(9)
        if count == at:
            raise OSError(28, "No space left on device", str(arguments[0]))

    sys.addaudithook(watch)
    code = TRACEBACK
    try:
        publish(folder, "2")
        code = 0 if count < at else 9
    except (OutputError, OSError):  # the command line makes one line of both
        code = 2
    finally:
        os._exit(code)


def publish_clusters(folder: Path, run: str) -> None:
    with publishing(folder, run) as staging:
        for name in CLUSTER_NAMES:
            staged(staging, name).write_text(run, encoding="utf-8")


def below(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in staged_files(folder)
    }


def test_the_results_of_clusters_take_their_places_with_those_of_the_whole(tmp_path: Path) -> None:
    publish_clusters(tmp_path, "1")
    (tmp_path / "cum" / "so-1" / "ghi chú.txt").write_text("của người dùng", encoding="utf-8")
    (tmp_path / "riêng").mkdir()
    (tmp_path / "riêng" / "x.docx").write_text("của người dùng", encoding="utf-8")
    publish_clusters(tmp_path, "2")
    own = {"cum/so-1/ghi chú.txt": "của người dùng"}
    assert below(tmp_path) == dict.fromkeys(CLUSTER_NAMES, "2") | own
    assert below(tmp_path / HISTORY / "truoc-2") == dict.fromkeys(CLUSTER_NAMES, "1") | own
    assert not (tmp_path / HISTORY / "truoc-2" / "riêng").exists()


def test_a_run_cut_off_among_its_clusters_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_clusters(tmp_path, "1")
    moved: list[Path] = []

    def cut_off(source: Path, target: Path) -> None:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(target)
        source.replace(target)

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.files.campaign.publication.move_over", cut_off)
        with pytest.raises(KeyboardInterrupt):
            publish_clusters(tmp_path, "2")
    assert sorted(below(tmp_path).values()) == ["1", "2", "2"]
    resume_publication(tmp_path)
    assert below(tmp_path) == dict.fromkeys(CLUSTER_NAMES, "2")


def test_a_failure_before_the_end_leaves_the_clusters_as_they_were(tmp_path: Path) -> None:
    publish_clusters(tmp_path, "1")
    with pytest.raises(ZeroDivisionError):
        write_half(tmp_path, CLUSTER_NAMES[1])
    assert below(tmp_path) == dict.fromkeys(CLUSTER_NAMES, "1")
