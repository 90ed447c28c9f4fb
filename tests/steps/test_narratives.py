from __future__ import annotations

import pytest

from pipeline.domain.document import Look, Text
from pipeline.steps.report.narratives import empty_placeholder, narrative, placeholder
from tests.builders import a_campaign, a_unit
from tests.steps.collections_builder import a_book, read


def told(text: str, topic: str = "conditions") -> dict[str, dict[str, str]]:
    return {"narrative": {topic: text}}


def test_the_head_comes_first_then_the_units_in_order_led_by_their_bold_names() -> None:
    book = a_book({"STC": told("Hai."), "SNV": told("Một."), "STP": {}}, told("Chung."))
    found = narrative(book, "conditions")
    assert read(found.lines) == ["Chung.", "Sở Nội vụ: Một.", "Sở Tài chính: Hai."]
    assert [line.key for line in found.lines] == ["head", "SNV", "STC"]
    assert found.lines[1].inlines[0] == Text("Sở Nội vụ", bold=True)
    assert (found.head_is_silent, found.silent) == (False, ("STP",))


def test_a_topic_of_the_head_alone_waits_for_no_unit() -> None:
    found = narrative(a_book({"SNV": {}}, {}), "characteristics")
    assert (found.lines, found.head_is_silent, found.silent) == ((), True, ())


def test_a_topic_of_the_units_alone_does_not_wait_for_the_head() -> None:
    found = narrative(a_book(), "functions")
    assert (found.head_is_silent, found.silent) == (False, ("SNV", "STC", "STP"))


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(KeyError):
        narrative(a_book(), "weather")


def test_a_placeholder_says_what_to_write_and_who_has_not_answered() -> None:
    book = a_book()
    line = placeholder(book, [narrative(book, "conditions")])
    assert line.look is Look.PLACEHOLDER
    assert read([line]) == [
        (
            "[Cần viết: Thuận lợi, khó khăn trong hoạt động của cụm. Chưa có phần trả lời của đơn"
            " vị trưởng cụm và của: Sở Nội vụ, Sở Tài chính và Sở Tư pháp.]"
        )
    ]


def test_a_placeholder_names_only_those_who_were_asked() -> None:
    book = a_book()
    assert read([placeholder(book, [narrative(book, "characteristics")])]) == [
        "[Cần viết: Đặc điểm tình hình của cụm. Chưa có phần trả lời của đơn vị trưởng cụm.]"
    ]
    assert read([placeholder(book, [narrative(book, "functions")])]) == [
        (
            "[Cần viết: Chức năng, nhiệm vụ của đơn vị. Chưa có phần trả lời của: Sở Nội vụ, Sở Tài"
            " chính và Sở Tư pháp.]"
        )
    ]


def test_more_than_eight_silent_units_are_counted_instead_of_named() -> None:
    units = tuple(a_unit(f"D{number}") for number in range(9))
    book = a_book(campaign=a_campaign(units=units, head="D0", deputies=()))
    assert read([placeholder(book, [narrative(book, "functions")])]) == [
        (
            "[Cần viết: Chức năng, nhiệm vụ của đơn vị. Chưa có phần trả lời của 09/09 đơn vị thành"
            " viên.]"
        )
    ]


def test_a_section_without_topics_asks_for_its_heading() -> None:
    assert read([empty_placeholder(a_book(), "Nông thôn mới")]) == [
        "[Cần viết: Nông thôn mới. Chưa có số liệu được báo cáo.]"
    ]
