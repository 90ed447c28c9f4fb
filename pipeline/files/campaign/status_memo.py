"""What ``thidua status`` told last, kept to be told again while nothing changed.

It lies in ``cache/`` of the campaign folder and may be deleted at any time. It is believed only
when every fingerprint is the one it was written with, and is JSON: reading it runs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from pipeline.domain.errors import OutputError
from pipeline.files.atomic import write_text
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.fingerprint import given_fingerprint, kept_fingerprint

MEMO: Final = "status.json"
MOST_DRAWN: Final = 4
"""Terminals for which a drawing is kept."""


@dataclass(frozen=True, slots=True)
class ToldStatus:
    """What ``status`` tells, as plain data.

    Attributes:
        state: For other programs (``--json``).
        screen: For the terminal.
        has_errors: Whether a file has errors, which the exit code says.
        drawn: The screen as it was drawn, by the terminal it was drawn for.
    """

    state: Mapping[str, Any]
    screen: Mapping[str, Any]
    has_errors: bool
    drawn: Mapping[str, str] = field(default_factory=dict)


class StatusMemo:
    """One look at a campaign: begun before anything is read, believed or written at its end."""

    def __init__(self, folder: CampaignFolder, now: datetime) -> None:
        """Fingerprint what the look starts from."""
        self._folder = folder
        self._now = now
        self._path = folder.cache / MEMO
        self._given = given_fingerprint(folder, now)
        self._prints: dict[str, str] = {}

    def recall(self) -> ToldStatus | None:
        """What was told last; ``None`` when anything changed since, or nothing is known."""
        try:
            seal, _, body = self._path.read_text(encoding="ascii").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        if self._given is None or seal != _seal(body):
            return None
        kept: dict[str, Any] = json.loads(body)
        given, written = kept.pop("given"), kept.pop("kept")
        if given != self._given or written != kept_fingerprint(self._folder):
            return None
        self._prints = {"given": given, "kept": written}
        return ToldStatus(**kept)

    def remember(self, told: ToldStatus) -> None:
        """Keep what is told now, unless something changed while it was found out.

        To be called before another command may change the campaign.
        """
        kept = kept_fingerprint(self._folder)
        now_given = given_fingerprint(self._folder, self._now)
        if kept is None or now_given is None or now_given != self._given:
            return
        self._prints = {"given": now_given, "kept": kept}
        self._write(told)

    def add_drawing(self, told: ToldStatus, terminal: str, drawing: str) -> None:
        """Keep how it looks in a terminal, beside how it looks in others; unless it is not kept."""
        others = list(told.drawn.items())[1 - MOST_DRAWN :]
        if self._prints:
            self._write(replace(told, drawn={**dict(others), terminal: drawing}))

    def _write(self, told: ToldStatus) -> None:
        body = json.dumps({**self._prints, **asdict(told)})
        # Nothing is lost when it cannot be kept: the next look is only slower.
        with contextlib.suppress(OutputError):
            write_text(self._path, f"{_seal(body)}\n{body}")


def _seal(body: str) -> str:
    """By which a damaged memo is known."""
    return hashlib.sha256(body.encode("ascii")).hexdigest()
