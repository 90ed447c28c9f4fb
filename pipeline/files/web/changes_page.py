"""``thay-doi.html``: what changed since the former run, in a browser, offline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.files.templates.settings import templates_folder
from pipeline.files.web.page import render_page
from pipeline.files.word.docx_parts import block_tag

CHANGES_PAGE = "thay-doi.html"
SOURCES = "nguon-so-lieu.html"


def write_changes_page(path: Path, title: str, changes: Mapping[str, Any]) -> None:
    """Write the page.

    Args:
        path: Where to; its links lead to the page of sources beside it or of a cluster.
        title: The cluster and the period.
        changes: As ``steps.changes`` describes them.
    """
    moves = {move["code"]: move for move in changes["figures"]}
    cells = [
        {**cell, "printed": [code for code in cell["figures"] if code in moves]}
        for cell in changes["cells"]
    ]
    texts = {
        (block["file"], block_tag(block["block"])): block["text"] for block in changes["blocks"]
    }
    page = render_page(
        templates_folder() / "web" / CHANGES_PAGE,
        title=title,
        changes={**changes, "cells": cells},
        moves=moves,
        texts=texts,
        pages=_pages(changes),
    )
    path.write_text(page, encoding="utf-8")


def _pages(changes: Mapping[str, Any]) -> Mapping[str, str]:
    """Code of a figure → page of sources that tells it: of the whole before that of a cluster."""
    folders: dict[str, str] = {}
    for block in changes["blocks"]:
        folder = PurePosixPath(block["file"]).parent.as_posix()
        for code in block["figures"]:
            folders[code] = min(folder, folders.get(code, folder), key=len)
    return {code: (PurePosixPath(folder) / SOURCES).as_posix() for code, folder in folders.items()}
