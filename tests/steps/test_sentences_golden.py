from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from pipeline.domain.document import Look, Paragraph, Part
from pipeline.domain.errors import SettingsError
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.outline import load_outline
from pipeline.steps.report.compose import compose
from pipeline.steps.report.narratives import empty_placeholder
from pipeline.steps.sentences.phrasing import say
from pipeline.steps.sentences.registry import CONTENTS
from pipeline.steps.tables.appendices import appendices
from tests.steps.collections_builder import PHRASES, a_book, read
from tests.steps.sentence_scenarios import Scenario, ordinary, particular

PARTS_OF_ALL_MOVEMENTS = ("movements.rural", "movements.poor", "movements.enterprise")
"""Read in a few scenarios: what they say is what ``movements.all`` says."""

WRITTEN = {
    "mau-so-1": (
        "chưa ai nộp",
        "viết đủ các mục",
        "nhiều cụm, khối",
        "một cụm trong tỉnh",
    ),
    "mau-so-02": ("trễ, lỗi, thiếu", "đủ, tăng", "41 đơn vị, 40 đơn vị nộp"),
}
"""Outline → scenarios in which what is left to write is read."""


class Noted(Mapping[str, str]):
    """The wording, noting what is said of it."""

    def __init__(self) -> None:
        self.said: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.said.add(key)
        return PHRASES[key]

    def __iter__(self) -> Iterator[str]:
        return iter(PHRASES)

    def __len__(self) -> int:
        return len(PHRASES)


def told(name: str, scenarios: list[Scenario]) -> Iterator[str]:
    """One content in every scenario, scenarios that say the same together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for scenario in scenarios:
        if not scenario.contents or name in scenario.contents:
            said = tuple(read(CONTENTS[name](scenario.book)))
            found.setdefault(said, []).append(scenario.name)
    yield f"## {name}"
    for said, names in found.items():
        yield f"[{'; '.join(names)}]"
        yield from said or ["(không in gì)"]
    yield ""


def asked(outline: str, scenario: Scenario) -> Iterator[str]:
    """What is left to write and where to look, and the page that follows the report."""
    book = scenario.book
    document = compose(
        load_outline(templates_folder() / "reports" / f"{outline}.toml"),
        book,
        appendices=appendices(book),
    )
    yield f"## {outline} [{scenario.name}]"
    for section in document.sections:
        yield from (f"{section.id}: {line}" for line in remarks(section.parts))
    yield from (part.text for part in document.completeness if isinstance(part, Paragraph))
    yield ""


def remarks(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph) and (
            part.look is Look.PLACEHOLDER or part.id.endswith("/reference")
        ):
            yield part.text


def everything(wording: Noted) -> Iterator[str]:
    scenarios = [*ordinary(), *particular()]
    for scenario in scenarios:
        scenario.book.wording = wording
    for name in CONTENTS:
        asked_alone = name in PARTS_OF_ALL_MOVEMENTS
        yield from told(name, [s for s in scenarios if s.contents or not asked_alone])
    by_name = {scenario.name: scenario for scenario in scenarios}
    for outline, names in WRITTEN.items():
        for name in names:
            yield from asked(outline, by_name[name])
    yield from read([empty_placeholder(by_name["chưa ai nộp"].book, "Mục không có số liệu")])


def test_every_phrase_is_said_and_all_that_is_said_reads_well(
    golden: Callable[[str, str], None],
) -> None:
    wording = Noted()
    golden("sentences.txt", "\n".join(everything(wording)))
    assert sorted(set(PHRASES) - wording.said) == []


def test_a_phrase_that_was_deleted_is_one_clear_message() -> None:
    without = {key: words for key, words in PHRASES.items() if key != "names.all"}
    with pytest.raises(SettingsError, match=r"thiếu câu “names\.all”"):
        say(a_book(wording=without), "names.all")


def test_a_tag_nobody_fills_is_one_clear_message() -> None:
    misspelt = {"names.all": "tất cả {nhom}"}
    with pytest.raises(SettingsError, match=r"dùng thẻ \{nhom\} không có giá trị"):
        say(a_book(wording=misspelt), "names.all")
