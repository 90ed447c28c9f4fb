"""Save a Word file with long XML put where marker paragraphs stand.

The blocks are written into the saved text as they are made: moving a table of 5,000 rows from
one lxml tree into another takes 40 seconds, writing its bytes takes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from pipeline.files.word.docx_parts import Element

LEVEL = 3
"""Of compression: half the time of the usual 6, for a file larger by a sixth."""

_SLOT = '<w:p w:rsidR="{}"/>'


def save_spliced(
    word: DocxTemplate,
    path: Path,
    places: Mapping[str, Element],
    blocks: Mapping[str, Iterable[bytes]],
    finished: Callable[[dict[str, bytes], str], None],
) -> None:
    """Save a rendered template to ``path``, each marker paragraph replaced by its blocks.

    ``finished`` gets the parts by name, and the name of the main one; it may add others.
    """
    for name, paragraph in places.items():
        slot = OxmlElement("w:p", {qn("w:rsidR"): name})
        paragraph.getparent().replace(paragraph, slot)
    saved = BytesIO()
    word.save(saved)
    part = str(word.docx.part.partname).lstrip("/")
    with ZipFile(saved) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = b"".join(_spliced(parts[part], blocks))
    finished(parts, part)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL) as target:
        for name, data in parts.items():
            target.writestr(name, data)


def _spliced(data: bytes, blocks: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """The document with every block in its slot."""
    names = "|".join(map(re.escape, blocks))
    first, *rest = re.split(_SLOT.format(f"({names})").encode(), data)
    found = [name.decode() for name in rest[::2]]
    assert sorted(found) == sorted(blocks), f"slots in the saved document: {found}"
    yield first
    for name, text in zip(found, rest[1::2], strict=True):
        yield from blocks[name]
        yield text
