"""Write ``status.html``: one file that a browser shows without network and without scripts.

What it shows is in ``input_templates/web/status.html`` with its ``.css`` and ``.js``, which stand
in the page itself. Everything that units wrote is escaped; a content policy forbids the page to
load anything and to run any script but its own.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from pipeline.domain.errors import SettingsError
from pipeline.files.atomic import write_text
from pipeline.files.templates.settings import templates_folder
from pipeline.files.web.page import render_page

PAGE = "status.html"


def write_status_page(path: Path, view: Any) -> None:
    """Write the page.

    Args:
        path: Where to.
        view: What the template calls ``page``.

    Raises:
        SettingsError: The template is absent or wrong.
        OutputError: The page cannot be written.
    """
    write_text(path, render_status_page(view))


def render_status_page(view: Any) -> str:
    """The page as text."""
    folder = templates_folder() / "web"
    try:
        style, script = (_part(folder, suffix) for suffix in (".css", ".js"))
        return render_page(
            folder / PAGE,
            page=view,
            style=Markup(style),
            script=Markup(script),
            script_hash=_source_hash(script),
            style_hash=_source_hash(style),
        )
    except (OSError, TemplateError) as problem:
        raise SettingsError(
            f"Không dùng được mẫu trang {folder / PAGE}: {problem}. Hãy cài đặt lại thidua."
        ) from problem


def _part(folder: Path, suffix: str) -> str:
    return (folder / PAGE).with_suffix(suffix).read_text(encoding="utf-8")


def _source_hash(text: str) -> str:
    """As a content policy names an inline script or style: exactly what stands between its tags."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
