"""Why a document is not updated: the new report is then written beside it, never over it."""

from __future__ import annotations

from pipeline.domain.errors import OutputError


class NotUpdatedError(OutputError):
    """The document cannot be updated in place; it stays as it is."""


class DocumentOpenError(NotUpdatedError):
    """The document is open in Word or in LibreOffice."""


class DocumentDamagedError(NotUpdatedError):
    """The document is no Word file, or its parts contradict each other."""


class ControlsLostError(NotUpdatedError):
    """Neither the controls nor the words of our blocks are found, or nothing is remembered."""
