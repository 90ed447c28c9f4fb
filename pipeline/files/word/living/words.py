"""The words and the look of a piece of a Word document, whoever saved it.

Runs that an editor split, its revision ids and its empty properties do not count: two pieces
have the same words when a reader sees the same words. A long table is read by splitting bytes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final
from xml.sax.saxutils import unescape

_CELL_END: Final = b"</w:tc>"
_ROW_END: Final = b"</w:tr>"
_USUAL_END: Final = b"</w:t></w:r></w:p>"
"""Of a cell of one paragraph with one run."""

_ANY_END: Final = b"</w:t"
"""Opens the end of a text, a cell and a row alike."""

_USUAL_CELL_END: Final = _USUAL_END + _CELL_END
_DOUBLE = re.compile(r" {2,}")
_AROUND_TAB = re.compile(r" ?\t ?")
_PARAGRAPH_END: Final = b"</w:p>"
_LOOK_END: Final = b"</w:pPr>"
_TEXT_END: Final = b"</w:t>"
_MORE: Final = {"&quot;": '"', "&apos;": "'"}
_CHARACTER = re.compile(r"&#(x?)([0-9a-fA-F]+);")
_BLANKS = re.compile(r"[ \n\r\t]+")
_TOKEN = re.compile(r"[+−-]?\d+(?:[.,]\d+)*%?|\w+|[^\w\s]")
_NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)*%?")
LONG: Final = 50_000
"""Letters of a piece whose runs are not looked at one by one."""

PLAIN: Final = "plain"
LOUD: Final = "loud"

_RUN = re.compile(rb"<w:r(?: [^>]*)?>(.*?)</w:r>", re.DOTALL)
_PROPERTIES = re.compile(rb"<w:rPr(?: [^>]*)?>(.*?)</w:rPr>", re.DOTALL)
_TOGGLE = re.compile(rb'<w:(b|i|strike|dstrike|caps|smallCaps|vanish)(?: w:val="(\w+)")?\s*/>')
_VALUED = re.compile(rb'<w:(u|highlight|color|vertAlign) (?:[^>]*? )?w:val="(\w+)"')
_SHADED = re.compile(rb'<w:shd [^>]*?w:fill="(\w+)"')
_ALIGNED = re.compile(rb'<w:jc w:val="(center|right|end|both|distribute)"\s*/>')
_OFF: Final = (b"false", b"0", b"off")
_PLAIN: Final = (b"none", b"auto", b"000000", b"baseline")
_ADDED = re.compile(
    rb"<w:(commentReference|commentRangeStart|commentRangeEnd|footnoteReference|endnoteReference"
    rb"|drawing|pict|object|hyperlink|instrText|fldSimple|ins|del|moveFrom|moveTo"
    rb'|rPrChange|pPrChange)\b|<w:bookmarkStart [^>]*w:name="((?!_GoBack|_Hlk)[^"]*)"'
)
_LOUD: Final = (b"<w:highlight ", b"<w:comment", b"w:author=", b"<w:drawing>")


def words_of(xml: bytes) -> str:
    """The words of a piece: a line a paragraph, a line a table row, its cells parted by tabs."""
    lines: list[str] = []
    for part, is_table in _tables_apart(xml):
        lines += _rows(part) if is_table else _paragraphs(part)
    return "\n".join(line for line in lines if line.strip())


def _marked(xml: bytes) -> bytes:
    """Breaks and tabs as words, so that they part what stands beside them."""
    for mark in (b"<w:br/>", b"<w:cr/>", b"<w:tab/>"):
        if mark in xml:
            xml = xml.replace(mark, b"<w:t> </w:t>")
    return xml.replace(b"<w:noBreakHyphen/>", b"<w:t>-</w:t>")


def _tables_apart(xml: bytes) -> Iterator[tuple[bytes, bool]]:
    position = 0
    while (start := xml.find(b"<w:tbl>", position)) >= 0:
        yield xml[position:start], False
        end = _table_end(xml, start)
        yield xml[start:end], True
        position = end
    yield xml[position:], False


def _table_end(xml: bytes, start: int) -> int:
    end, nested = xml.find(b"</w:tbl>", start), start
    while (nested := xml.find(b"<w:tbl>", nested + 1, end)) >= 0:
        end = xml.find(b"</w:tbl>", end + 1)
    return end


def _paragraphs(xml: bytes) -> list[str]:
    if _TEXT_END not in xml:
        return []
    return [normal(_texts(paragraph)) for paragraph in _marked(xml).split(_PARAGRAPH_END)]


def _rows(xml: bytes) -> list[str]:
    """The rows of a table; all its cells are decoded at once: they come by ten thousands."""
    # The ends of properties would look like those of texts, cells and rows.
    bare = xml.replace(b"</w:tcPr>", b"").replace(b"</w:trPr>", b"")
    *usual, last = bare.split(_USUAL_CELL_END)
    cells = [
        b"\t" + cell.rpartition(b">")[2] if _ANY_END not in cell else _unusual(cell)
        for cell in usual
    ]
    cells += map(_cell, last.split(_CELL_END))
    text = _plain(_unescaped(b"".join(cells)))[1:]
    if "  " in text or " \t" in text or "\t " in text:
        text = _AROUND_TAB.sub("\t", _DOUBLE.sub(" ", text))
    return [row.rstrip("\t") for row in text.split("\n")]


def _unusual(xml: bytes) -> bytes:
    """A cell that opens a row, or several of which only the last is as usual."""
    if xml.startswith(_ROW_END) and _ANY_END not in xml[len(_ROW_END) :]:
        return b"\n" + xml.rpartition(b">")[2]
    return b"".join(map(_cell, (xml + _USUAL_END).split(_CELL_END)))


def _cell(xml: bytes) -> bytes:
    """The words of a cell, after what parts it from the cell before: a tab, or a row's end."""
    start = b"\n" if xml.startswith(_ROW_END) else b"\t"
    if _TEXT_END not in xml:
        return start
    return start + b" ".join(_texts_of(p) for p in _marked(xml).split(_PARAGRAPH_END)).strip()


def _texts(xml: bytes) -> str:
    return _unescaped(_texts_of(xml))


def _texts_of(xml: bytes) -> bytes:
    return b"".join(part.rpartition(b">")[2] for part in xml.split(_TEXT_END)[:-1])


def _unescaped(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    if "&" not in text:
        return text
    text = _CHARACTER.sub(lambda m: chr(int(m[2], 16 if m[1] else 10)), text)
    return unescape(text, _MORE)


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def normal(text: str) -> str:
    """Words with blanks made one and letters composed; a no-break space stays what it is."""
    return _BLANKS.sub(" ", _plain(text)).strip(" ")


def digest(text: str) -> str:
    """The hash under which words are remembered."""
    return hashlib.sha256(text.encode()).hexdigest()


def tokens(text: str) -> list[str]:
    """Numbers whole, words, and every other sign.

    >>> tokens("tăng 12,5% (1.234).")
    ['tăng', '12,5%', '(', '1.234', ')', '.']
    """
    return _TOKEN.findall(text)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the ``tokens`` stands."""
    return [match.span() for match in _TOKEN.finditer(text)]


def is_number(text: str) -> bool:
    """Whether a cell holds a number alone."""
    return _NUMBER.fullmatch(text) is not None


def look_of(xml: bytes, words: str) -> str:
    """What a person may have done to a piece without changing its words: short, to compare.

    Of a very long table only what stands out is seen: highlights, notes, tracked changes.
    """
    if len(words) > LONG:
        return LOUD if any(mark in xml for mark in _LOUD) else PLAIN
    added = sorted({name or b"bookmark" for name, _ in _ADDED.findall(xml)})
    seen = list(_merged(_marks(_marked(xml))))
    return digest(repr((added, seen)))[:12]


def _marks(xml: bytes) -> Iterator[tuple[tuple[bytes, ...], str]]:
    for paragraph in xml.split(_PARAGRAPH_END):
        aligned = _alignment(paragraph[: paragraph.rfind(_LOOK_END)])
        for run in _RUN.findall(paragraph):
            words = "".join(_texts(run).split())
            if words:
                yield aligned + _run_marks(_look(run)), words


@lru_cache(maxsize=1024)
def _alignment(opening: bytes) -> tuple[bytes, ...]:
    """How a paragraph stands, from what comes before its runs; few are unlike."""
    return tuple(b"jc-" + value.replace(b"end", b"right") for value in _ALIGNED.findall(opening))


def _look(run: bytes) -> bytes:
    """The properties of a run."""
    found = _PROPERTIES.search(run)
    return found[1] if found else b""


def _merged(
    marks: Iterable[tuple[tuple[bytes, ...], str]],
) -> Iterator[tuple[tuple[bytes, ...], str]]:
    for mark, runs in groupby(marks, key=lambda pair: pair[0]):
        yield mark, unicodedata.normalize("NFC", "".join(words for _, words in runs))


@lru_cache(maxsize=1024)
def _run_marks(properties: bytes) -> tuple[bytes, ...]:
    shown = [name for name, value in _TOGGLE.findall(properties) if value not in _OFF]
    shown += [
        name + b"-" + value for name, value in _VALUED.findall(properties) if value not in _PLAIN
    ]
    fills = _SHADED.findall(properties)
    return (*shown, *(b"shd-" + fill for fill in fills if fill not in (*_PLAIN, b"FFFFFF")))
