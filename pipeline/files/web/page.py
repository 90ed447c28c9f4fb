"""Fill the HTML templates of ``input_templates/web``; whatever comes from files is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined


def render_page(template: Path, **values: object) -> str:
    """A template with its values; one that is missing is our own mistake and fails."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(template.read_text(encoding="utf-8")).render(**values)
