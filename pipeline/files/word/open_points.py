"""What is still open in a report: our comments, our offers of new figures, yellow places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from docx.oxml.parser import parse_xml

from pipeline.domain.errors import TemplateError
from pipeline.files.word.docx_parts import Element
from pipeline.files.word.word_names import WORD_14, WORD_15, w

LONGEST = 70
YELLOW = "yellow"
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """The words of each point; those a person settled are left out.

    Attributes:
        comments: Of ours, not marked as resolved.
        offers: Tracked changes of ours, neither accepted nor refused.
        placeholders: Marked yellow.
    """

    comments: tuple[str, ...]
    offers: tuple[str, ...]
    placeholders: tuple[str, ...]


def open_points(path: Path, author: str) -> OpenPoints:
    """Look into a Word document; ``author`` is the name we sign with.

    Raises:
        TemplateError: It is no Word document.
    """
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
            body = parse_xml(package.read(_MAIN))
            comments = _comments(package, names, author) if "word/comments.xml" in names else ()
    except (BadZipFile, KeyError, SyntaxError) as problem:
        raise TemplateError(f"“{path.name}” bị hỏng hoặc không phải tệp Word.") from problem
    offers = tuple(filter(None, _offers(body, author)))
    return OpenPoints(tuple(comments), offers, tuple(filter(None, _yellow(body))))


def _offers(body: Element, author: str) -> Iterator[str]:
    """What we offered; an old figure struck out and the new one behind it are one offer."""
    for made in body.iter(w("ins"), w("del")):
        before, after = made.getprevious(), made.getnext()
        if made.get(w("author")) != author:
            continue
        if made.tag == w("del") and after is not None and after.tag == w("ins"):
            yield _short(f"{_said(made)} → {_said(after)}")
        elif made.tag == w("del") or before is None or before.tag != w("del"):
            yield _short(_said(made))


def _said(made: Element) -> str:
    return "".join(made.itertext(w("t"), w("delText")))


def comment_ids(comments: Element, author: str) -> Iterator[tuple[str, str, str]]:
    """(id, paragraph id, words) of every comment with this author."""
    for comment in comments.iter(w("comment")):
        if comment.get(w("author")) == author:
            paragraphs = list(comment.iter(w("p")))
            last = paragraphs[-1].get(f"{{{WORD_14}}}paraId", "") if paragraphs else ""
            yield comment.get(w("id"), ""), last, "".join(comment.itertext(w("t")))


def _comments(package: ZipFile, names: set[str], author: str) -> Iterator[str]:
    done: set[str] = set()
    if "word/commentsExtended.xml" in names:
        extended = parse_xml(package.read("word/commentsExtended.xml"))
        done = {
            str(one.get(f"{{{WORD_15}}}paraId"))
            for one in extended.iter(f"{{{WORD_15}}}commentEx")
            if one.get(f"{{{WORD_15}}}done") in ("1", "true")
        }
    comments = parse_xml(package.read("word/comments.xml"))
    listed = comment_ids(comments, author)
    return (_short(words) for _, last, words in listed if last not in done)


def _yellow(body: Element) -> Iterator[str]:
    """The words of each paragraph that are marked yellow; deleted ones are not words any more."""
    for paragraph in body.iter(w("p")):
        yield _short("".join(_yellow_words(paragraph)))


def _yellow_words(paragraph: Element) -> Iterator[str]:
    for mark in paragraph.iter(w("highlight")):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        if mark.get(w("val")) == YELLOW and run is not None and run.tag == w("r"):
            yield from run.itertext(w("t"))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
