"""Check a Word template that an officer edited, before a report is written with it.

Everything wrong is told at once: tags that do not exist, are missing, written wrongly, or stand
where generated content cannot go, each with the words of the page around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from pipeline.domain.outline import Outline
from pipeline.files.word.report_tags import block_tags, known_tags, open_template

AROUND: Final = 30
"""Characters of the page shown before and after a tag."""

_TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BROKEN = re.compile(r"\{\s*[{%][^{}]*[}%]\s*\}?|\{[{%]|[}%]\}|\{\s*\w+\s*\}\}")


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One thing wrong with a template.

    Attributes:
        around: The words of the page around it; "" when it stands nowhere.
    """

    message: str
    advice: str
    around: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        where = f" (tại: “{self.around}”)" if self.around else ""
        return f"{self.message}{where}. {self.advice}"


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph of the template, wherever it stands."""

    text: str
    in_body: bool


def template_problems(word: DocxTemplate, outline: Outline) -> tuple[TemplateProblem, ...]:
    """What is wrong with an opened template of an outline; nothing when it can be used."""
    lines = tuple(_lines(word))
    written = Counter(tag for line in lines for tag in _TAG.findall(line.text))
    wrong = [problem for line in lines for problem in _line_problems(line, outline)]
    alone = block_tags(outline)
    missing = [_missing(tag) for tag in sorted(alone - written.keys())]
    repeated = [_repeated(tag) for tag in sorted(alone & written.keys()) if written[tag] > 1]
    return (*wrong, *missing, *repeated)


def likely_outline(path: Path, outlines: Sequence[Outline]) -> Outline:
    """The outline whose tags the template has most of.

    Raises:
        TemplateError: The file is no Word document.
    """
    from_text = set(tags_of(path))
    return max(outlines, key=lambda outline: len(known_tags(outline) & from_text))


def tags_of(path: Path) -> tuple[str, ...]:
    """Every well-formed tag of a template, in reading order.

    Raises:
        TemplateError: The file is no Word document.
    """
    return tuple(tag for line in _lines(open_template(path)) for tag in _TAG.findall(line.text))


def _lines(word: DocxTemplate) -> Iterator[_Line]:
    document = word.get_docx()
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        yield _Line(_text(paragraph), paragraph.getparent() is body)
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header):
            for paragraph in part._element.iter(qn("w:p")):
                yield _Line(_text(paragraph), in_body=False)


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _line_problems(line: _Line, outline: Outline) -> Iterator[TemplateProblem]:
    known = known_tags(outline)
    alone = block_tags(outline)
    for found in _TAG.finditer(line.text):
        tag, around = found[1], _around(line.text, found.start(), found.end())
        if tag not in known:
            yield _unknown(tag, known, around)
        elif tag in alone and line.text.strip() != found[0]:
            advice = "Để thẻ này một mình trong một đoạn; chữ khác viết ở đoạn trước hoặc sau"
            yield TemplateProblem(f"Thẻ {_shown(tag)} phải đứng riêng một đoạn", advice, around)
        elif tag in alone and not line.in_body:
            advice = "Chuyển thẻ ra phần thân văn bản"
            message = f"Thẻ {_shown(tag)} phải nằm ngoài bảng, khung, đầu trang, chân trang"
            yield TemplateProblem(message, advice, around)
    rest = _TAG.sub(lambda tag: "\x00" * len(tag[0]), line.text)
    for broken in _BROKEN.finditer(rest):
        around = _around(line.text, broken.start(), broken.end())
        advice = "Mỗi thẻ là một tên viết liền giữa hai cặp ngoặc nhọn, dạng {{ ten_the }}"
        yield TemplateProblem(f"Có thẻ viết sai: {broken[0]}", advice, around)


def _unknown(tag: str, known: frozenset[str], around: str) -> TemplateProblem:
    near = get_close_matches(tag, sorted(known), n=1)
    advice = f"Có lẽ là {_shown(near[0])}" if near else "Xóa thẻ này hoặc sửa lại tên"
    return TemplateProblem(f"Có thẻ không dùng được: {_shown(tag)}", advice, around)


def _missing(tag: str) -> TemplateProblem:
    advice = "Thêm lại thẻ, một mình trong một đoạn, dưới tiêu đề của mục"
    return TemplateProblem(f"Mẫu thiếu thẻ: {_shown(tag)}", advice)


def _repeated(tag: str) -> TemplateProblem:
    return TemplateProblem(f"Thẻ {_shown(tag)} phải có đúng một lần", "Xóa các thẻ lặp lại")


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut_before = "…" if start > AROUND else ""
    cut_after = "…" if len(text) > end + AROUND else ""
    return f"{cut_before}{before}{text[start:end]}{after}{cut_after}"


def _shown(tag: str) -> str:
    return f"{{{{ {tag} }}}}"
