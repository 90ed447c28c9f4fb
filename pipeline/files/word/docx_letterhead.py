"""Fit the letterhead to the names in it: where they break, how long the lines under them are.

The template does not know the names. Only paragraphs in the template's own styles are touched
(``Cơ quan chủ quản``, ``Cơ quan ban hành``, ``Đường kẻ``): what an officer draws otherwise stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from docx.oxml.ns import qn

from pipeline.files.word.docx_parts import Element
from pipeline.files.word.letter_widths import twips

NO_BREAK = "\u00a0"

SHARE = 0.42
"""Length of a rule under a name, of the line above it; the decree asks a third to a half."""

MOST_LINES = 4

_NAMES = ("ParentIssuer", "Issuer")
_WHOLE = ("Motto",)
"""Above these the rule is as long as the text."""

_RULED = (*_NAMES, *_WHOLE, "Title", "Subtitle")
_PHRASES = (
    "thi đua - khen thưởng", "thi đua", "khen thưởng", "ủy ban nhân dân", "sở, ngành",
    "ban, ngành", "xã, phường", "cơ quan", "đơn vị", "doanh nghiệp", "sự nghiệp", "tham mưu",
    "tổng hợp", "nội chính", "kinh tế", "kỹ thuật", "văn hóa", "xã hội", "khoa giáo", "đoàn thể",
    "mặt trận", "tổ quốc", "giáo dục", "đào tạo", "trung học", "phổ thông", "cơ sở", "tiểu học",
    "mầm non", "y tế", "bệnh viện", "ngân hàng", "lực lượng", "vũ trang", "thành phố",
)  # fmt: skip
"""Words of two syllables in the names of clusters; no line ends within one."""

_BEFORE_NUMBER = re.compile(r" (?=\d)")
_SLACK = 1.08
"""A font that stands in for Times New Roman may be so much wider."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What decides how wide a style's words are."""

    size: float
    bold: bool
    caps: bool

    def width(self, words: str) -> int:
        return twips(words.upper() if self.caps else words, self.size, bold=self.bold)


def fit_letterhead(
    body: Element, styles: Element, renamed: Mapping[str, str], phrases: Sequence[str], room: int
) -> None:
    """Break long names sensibly and give every rule its length.

    Args:
        renamed: Our style ids that stand under another one in this template.
        phrases: Names no line may break in, such as "tỉnh Lạng Sơn".
        room: Width of the page's text, in twips.
    """
    ids = {renamed.get(name, name): name for name in (*_RULED, "Rule")}
    above: tuple[str, _Look, str] | None = None
    for paragraph in list(body.iter(qn("w:p"))):
        name = ids.get(_style_of(paragraph), "")
        if name == "Rule" and above is not None:
            _rule_below(paragraph, *above, _room(paragraph, room))
        elif name in _RULED:
            look = _look(styles, _style_of(paragraph))
            words = _words(paragraph)
            if name in _NAMES:
                words = balanced(words, look, _room(paragraph, room), (*phrases, *_PHRASES))
                _rewrite(paragraph, words)
            above = (name, look, words)


def balanced(words: str, look: _Look, room: int, phrases: Sequence[str]) -> str:
    """The words with unbreakable blanks but where a line should end: lines of like length."""
    if look.width(words) * _SLACK <= room:
        return words
    pieces = _pieces(words, phrases)
    for count in range(1, min(len(pieces), MOST_LINES)):
        lines = min(
            _broken(pieces, count), key=lambda found: max(map(look.width, found)), default=[]
        )
        if lines and max(map(look.width, lines)) * _SLACK <= room:
            return " ".join(line.replace(" ", NO_BREAK) for line in lines)
    return words


def _pieces(words: str, phrases: Sequence[str]) -> list[str]:
    """The words one by one, a phrase as one of them, a number with the word before it."""
    held = _BEFORE_NUMBER.sub(NO_BREAK, words)
    for phrase in filter(None, phrases):
        start = held.lower().find(phrase.lower())
        if start >= 0:
            end = start + len(phrase)
            held = held[:start] + held[start:end].replace(" ", NO_BREAK) + held[end:]
    return [piece.replace(NO_BREAK, " ") for piece in held.split(" ")]


def _broken(pieces: Sequence[str], breaks: int) -> Iterator[list[str]]:
    """All ways to set the pieces in ``breaks`` + 1 lines."""
    for places in combinations(range(1, len(pieces)), breaks):
        ends = (0, *places, len(pieces))
        yield [" ".join(pieces[a:b]) for a, b in pairwise(ends)]


def _rule_below(rule: Element, name: str, look: _Look, words: str, room: int) -> None:
    indent = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is None:
        return
    *_, last = words.split(" ") if NO_BREAK in words else [words]
    length = look.width(last) * (1 if name in _WHOLE else SHARE)
    side = str(max(0, round((room - length) / 2)))
    indent.set(qn("w:left"), side)
    indent.set(qn("w:right"), side)


def _look(styles: Element, style_id: str) -> _Look:
    found = styles.xpath(f'w:style[@w:styleId="{style_id}"]/w:rPr')
    sizes = [int(size) for mark in found for size in mark.xpath("w:sz/@w:val")]
    bold, caps = (
        any(mark.find(qn(tag)) is not None for mark in found) for tag in ("w:b", "w:caps")
    )
    return _Look(sizes[0] / 2 if sizes else 14, bold, caps)


def _room(paragraph: Element, page: int) -> int:
    """The width of the cell a paragraph stands in, or of the page."""
    for cell in paragraph.iterancestors(qn("w:tc")):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None and width.get(qn("w:type")) == "dxa":
            return int(width.get(qn("w:w")))
    return page


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _words(paragraph: Element) -> str:
    return " ".join("".join(text.text or "" for text in paragraph.iter(qn("w:t"))).split())


def _rewrite(paragraph: Element, words: str) -> None:
    texts = list(paragraph.iter(qn("w:t")))
    if texts and words != _words(paragraph):
        texts[0].text = words
        for other in texts[1:]:
            other.text = ""
