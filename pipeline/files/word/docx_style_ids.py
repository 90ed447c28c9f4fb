"""Find the template's styles by the names people see, whatever ids its last editor gave them.

Word keeps the ids of styles; LibreOffice writes its own ("Gạch đầu dòng" becomes ``Gchudng``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from docx.oxml.ns import qn

from pipeline.files.word.docx_parts import Element
from pipeline.files.word.template_styles import FIXED_STYLES

_NAMES = {style.id: style.name.casefold() for style in FIXED_STYLES}
_REFERENCE = re.compile(rb'(?<=<w:pStyle w:val=")\w+')


def renamed_styles(styles: Element) -> dict[str, str]:
    """The ids of ours that stand under another id in a template, each with that id."""
    found = {
        style.find(qn("w:name")).get(qn("w:val")).casefold(): style.get(qn("w:styleId"))
        for style in styles.findall(qn("w:style"))
    }
    return {ours: found[name] for ours, name in _NAMES.items() if found.get(name, ours) != ours}


def restyle(blocks: Iterable[bytes], renamed: Mapping[str, str]) -> Iterable[bytes]:
    """Blocks with their paragraph styles under the template's own ids."""
    if not renamed:
        return blocks
    ids = {ours.encode(): theirs.encode() for ours, theirs in renamed.items()}
    return (_REFERENCE.sub(lambda match: ids.get(match[0], match[0]), xml) for xml in blocks)
