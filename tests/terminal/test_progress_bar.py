from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from rich.console import Console

from pipeline.jobs.progress import begin
from pipeline.terminal import progress_bar as module
from pipeline.terminal.options import progress
from pipeline.terminal.progress_bar import Bar, progress_bar, remaining_text


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


def a_bar(total: int | None) -> tuple[Bar, Clock]:
    clock = Clock()
    bar = Bar("Đọc tệp", total)
    bar.clock = clock
    bar.begin("Đọc tệp", total, "tệp")
    return bar, clock


def drawn(bar: Bar, width: int) -> list[str]:
    out = Console(width=width, file=io.StringIO(), record=True)
    out.print(bar)
    return out.export_text().splitlines()


def test_the_bar_tells_how_fast_it_goes_and_how_long_it_will_last() -> None:
    bar, clock = a_bar(200)
    for number in range(20):
        bar(f"{number}.xlsx")
    clock.seconds = 8
    assert bar.words == ("20/200", "2,5 tệp/giây", "còn khoảng 2 phút")
    (line,) = drawn(bar, 110)
    for said in ("Đọc tệp", "20/200", "2,5 tệp/giây", "còn khoảng 2 phút", "19.xlsx"):
        assert said in line


def test_in_a_narrow_window_it_stays_one_line() -> None:
    bar, clock = a_bar(200)
    bar("Biểu mẫu báo cáo của Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng.xlsx")
    clock.seconds = 8
    (line,) = drawn(bar, 50)
    assert "1/200" in line


def test_what_nobody_can_know_is_not_told() -> None:
    bar, clock = a_bar(200)
    clock.seconds = 8
    assert bar.words == ("0/200", "", "")
    clock.seconds = 0.2
    bar("a.xlsx")
    assert bar.words == ("1/200", "", "")


def test_a_few_steps_tell_nothing_about_time() -> None:
    bar, clock = a_bar(4)
    bar("bao-cao-mau-so-1.docx")
    clock.seconds = 3
    assert bar.words == ("1/4", "", "")


def test_work_of_unknown_length_is_counted() -> None:
    bar, clock = a_bar(None)
    assert bar.words == ("", "", "")
    bar("a.xlsx")
    clock.seconds = 2
    assert bar.words == ("1", "0,5 tệp/giây", "")


def test_more_steps_than_were_announced_are_counted_on() -> None:
    bar, clock = a_bar(10)
    for _ in range(11):
        bar("a.xlsx")
    clock.seconds = 11
    assert bar.words == ("11", "1,0 tệp/giây", "")


def test_the_next_phase_is_timed_from_its_own_beginning() -> None:
    bar, clock = a_bar(10)
    for _ in range(10):
        bar("a.xlsx")
    clock.seconds = 100
    begin(bar, "Gửi thư", 40, "thư")
    assert bar.words == ("0/40", "", "")
    clock.seconds = 110
    bar("SNV")
    assert bar.words == ("1/40", "0,1 thư/giây", "còn khoảng 7 phút")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.1, "còn vài giây"),
        (5.1, "còn khoảng 10 giây"),
        (54, "còn khoảng 55 giây"),
        (56, "còn khoảng 1 phút"),
        (61, "còn khoảng 2 phút"),
        (3600, "còn khoảng 1 giờ"),
        (7000, "còn khoảng 1 giờ 57 phút"),
    ],
)
def test_the_time_left_is_told_roughly(seconds: float, said: str) -> None:
    assert remaining_text(seconds) == said


def test_short_work_shows_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Đọc tệp", 2, "tệp") as bar:
        bar("a.xlsx")
    assert capfd.readouterr() == ("", "")


def test_long_work_shows_one(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_bar("Đọc tệp", 2, "tệp") as bar:
        bar("a.xlsx")
    said = capfd.readouterr()
    assert said.out == ""
    assert "Đọc tệp" in said.err


def test_nothing_is_shown_where_nobody_looks(capfd: pytest.CaptureFixture[str]) -> None:
    with progress("Đọc tệp", 2) as step:
        step("a.xlsx")
    assert capfd.readouterr() == ("", "")
