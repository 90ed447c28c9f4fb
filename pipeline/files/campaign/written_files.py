"""What was written in a former run, so that a file that would say the same is left alone.

One JSON file in the campaign's ``cache/``. It may be deleted at any time: files are then written
anew. It is never believed of a file that is not, byte for byte, the one that was written then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pipeline.domain.errors import OutputError
from pipeline.files.atomic import write_text
from pipeline.files.campaign.archive import digest_of


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files of one folder: what each says, and the hash of its bytes, by its name.

    Attributes:
        before: As remembered from the former run.
        now: As they are after this run.
    """

    memory: Path
    before: Mapping[str, tuple[str, str]]
    now: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, memory: Path) -> Self:
        """What a file of the cache remembers; nothing when in doubt."""
        try:
            known = json.loads(memory.read_text(encoding="utf-8"))
            before = {str(file): (str(said), str(digest)) for file, (said, digest) in known.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            before = {}
        return cls(memory, before)

    def has(self, path: Path, said: str) -> bool:
        """Whether a file says this already, and is as it was written."""
        known = self.before.get(path.name)
        if known is None or known[0] != said:
            return False
        try:
            is_same = digest_of(path) == known[1]
        except OSError:
            return False
        if is_same:
            self.now[path.name] = known
        return is_same

    def note(self, path: Path, said: str) -> None:
        """Take note of a file just written."""
        self.now[path.name] = (said, digest_of(path))

    def save(self) -> None:
        """Remember what this run found or wrote, and nothing else.

        A memory that cannot be written costs the next run time; this one is done.
        """
        if self.now != self.before:
            with suppress(OutputError):
                write_text(self.memory, json.dumps(self.now, indent=1, sort_keys=True))
