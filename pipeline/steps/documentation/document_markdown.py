"""Tables in Markdown, for the pages of ``docs/`` that are generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

GENERATED = "> Generated; do not edit. After a change: `pytest tests/test_docs.py --update-golden`."
NONE = "—"


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table and a blank line; a column without any content is left out, as is an empty table."""
    lines = [list(row) for row in rows]
    kept = [index for index in range(len(headings)) if any(line[index] for line in lines)]
    if not kept:
        return
    yield _line([headings[index] for index in kept])
    yield _line(["---"] * len(kept))
    yield from (_line([line[index] for index in kept]) for line in lines)
    yield ""


def code(text: str) -> str:
    """A name as it stands in files and programs; nothing for nothing.

    >>> code("decided")
    '`decided`'
    """
    return f"`{text}`" if text else ""


def plain(text: str) -> str:
    """Text that Markdown prints as it is, on one line.

    >>> plain("a < b | c")
    'a &lt; b &#124; c'
    """
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("*", "&#42;")):
        text = text.replace(sign, entity)
    return " ".join(text.split())


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
