"""Fill the HTML templates of ``input_templates/web``; whatever comes from files is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

_AT_ONCE: Final = 256
"""Pieces of a page that are joined before they are written."""


def render_page(template: Path, **values: object) -> str:
    """A template with its values; one that is missing is our own mistake and fails."""
    return _opened(template).render(**values)


def write_page(path: Path, template: Path, **values: object) -> None:
    """The same straight into a file: a page of a hundred megabytes never stands in memory."""
    with path.open("w", encoding="utf-8") as page:
        page.writelines(_joined(_opened(template).generate(**values)))


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    waiting = iter(pieces)
    while some := list(islice(waiting, _AT_ONCE)):
        yield "".join(some)


def _opened(template: Path) -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(template.read_text(encoding="utf-8"))
