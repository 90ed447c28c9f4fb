"""Save a Word file with long XML put where marker paragraphs stand.

The blocks are put into the saved text: moving a table of 5,000 rows from one lxml tree into
another takes 40 seconds, putting its text in place takes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from pipeline.files.word.docx_parts import Element

_SLOT = '<w:p w:rsidR="{}"/>'


def save_spliced(
    word: DocxTemplate, path: Path, places: Mapping[str, Element], blocks: Mapping[str, str]
) -> None:
    """Save a rendered template to ``path``, each marker paragraph replaced by its blocks."""
    for name, paragraph in places.items():
        slot = OxmlElement("w:p", {qn("w:rsidR"): name})
        paragraph.getparent().replace(paragraph, slot)
    saved = BytesIO()
    word.save(saved)
    part = str(word.docx.part.partname).lstrip("/")
    with ZipFile(saved) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, _spliced(data, blocks) if name == part else data)


def _spliced(data: bytes, blocks: Mapping[str, str]) -> bytes:
    text = data.decode("utf-8")
    for name, xml in blocks.items():
        before, slot, after = text.partition(_SLOT.format(name))
        assert slot, f"the slot of {name} is not in the saved document"
        text = f"{before}{xml}{after}"
    return text.encode("utf-8")
