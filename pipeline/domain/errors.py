"""Broken runs: one clear Vietnamese line and exit code 2. Bad data is a finding instead."""

from __future__ import annotations


class PipelineError(Exception):
    """The run cannot go on; its text is the Vietnamese line the user reads."""


class SettingsError(PipelineError):
    """The campaign or an input template is wrong or absent."""


class TemplateError(PipelineError):
    """A Word template cannot be used."""


class OutputError(PipelineError):
    """A result cannot be written."""


class MailError(PipelineError):
    """Mail cannot be sent."""
