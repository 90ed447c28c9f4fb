"""Names of WordprocessingML, where a document is read without python-docx."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_15 = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def w(name: str) -> str:
    """A name of the main vocabulary, as lxml takes it."""
    return f"{{{WORD}}}{name}"
