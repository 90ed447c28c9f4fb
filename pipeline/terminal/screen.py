"""What every screen shares: the console, plain text."""

from __future__ import annotations

from rich.console import Console

SHOWN_FINDINGS = 200
SHOWN_FIGURES = 40


def console() -> Console:
    """Standard output; wide enough not to cut names when it is a file or a pipe."""
    made = Console(highlight=False, emoji=False)
    return made if made.is_terminal else Console(highlight=False, emoji=False, width=160)


def plain(text: str) -> str:
    """Text from files, kept from being read as markup."""
    return text.replace("[", "\\[")
