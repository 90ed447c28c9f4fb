"""``nguon-so-lieu.html``: the report in a browser, each figure leading to the cells behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from markupsafe import Markup

from pipeline.domain.document import Document, Table
from pipeline.domain.figures import Figure, figure_code
from pipeline.files.templates.settings import templates_folder
from pipeline.files.web.page import write_page
from pipeline.files.web.report_html import document_html, parts_html

TEMPLATE = "nguon-so-lieu.html"

_AT_ONCE: Final = 1000
"""Entries written as JSON at a time."""

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_Contents: TypeAlias = list[tuple[str, Iterator[Markup]]]


def write_sources_page(
    path: Path,
    title: str,
    documents: Sequence[tuple[str, Document]],
    tables: Sequence[Table],
    sources: Mapping[str, Any],
) -> None:
    """Write the page, in one piece and without anything to load.

    Args:
        path: Where to.
        title: The cluster and the period.
        documents: The reports, each with the name of its official form.
        tables: The sheets of ``phu-luc.xlsx``.
        sources: What ``steps.sources`` found, by the code that links lead to.
    """

    def link(figure: Figure) -> str:
        return figure_code(figure.id)

    contents: _Contents = [
        (name, map(Markup, document_html(document, link))) for name, document in documents
    ]
    contents.append(("Phụ lục Excel", map(Markup, parts_html(tables, link))))
    template = templates_folder() / "web" / TEMPLATE
    # "</" would end the script it stands in.
    data = (Markup(piece.replace("</", "<\\/")) for piece in _json(sources))
    write_page(path, template, title=title, contents=contents, data=data)


def _json(sources: Mapping[str, Mapping[str, Any] | Sequence[Any]]) -> Iterator[str]:
    """The sources as JSON, a thousand entries at a time; no piece ends within a text."""
    opening = "{"
    for name, content in sources.items():
        is_object = isinstance(content, Mapping)
        yield f"{opening}{_compact(name)}:{'{' if is_object else '['}"
        yield from _entries(
            content.items() if isinstance(content, Mapping) else content, is_object=is_object
        )
        yield "}" if is_object else "]"
        opening = ","
    yield "}"


def _entries(content: Iterable[Any], *, is_object: bool) -> Iterator[str]:
    """What stands between the brackets of a long object, given as pairs, or of a long array."""
    waiting, between = iter(content), ""
    while some := list(islice(waiting, _AT_ONCE)):
        yield between + _compact(dict(some) if is_object else some)[1:-1]
        between = ","
