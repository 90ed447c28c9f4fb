"""``outbox/``: letters to the units as drafts, or as texts to paste where an address is lacking.

Drafts of an earlier run that are no longer true are removed; nothing but what we wrote ourselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.mail import Letter, MailKind
from pipeline.domain.vietnamese.text import file_name_part
from pipeline.files.atomic import explained, move_over, write_text
from pipeline.files.mail.drafts import write_draft
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.steps.letters import as_pasted

SENT_FOLDER: Final = "da-gui"
"""Where drafts go once the mail server took them, so that nobody sends them again by hand."""

_BEGINNINGS = {
    MailKind.FORM: "gui-bieu-mau",
    MailKind.MISSING: "nhac-nop",
    MailKind.ERRORS: "nhac-sua",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The letters of one occasion and the files they stand in.

    Attributes:
        drafts: Of the letters that have an address.
        texts: Of the others, to paste into a chat.
    """

    letters: tuple[Letter, ...]
    drafts: tuple[Path, ...]
    texts: tuple[Path, ...]


def prepare(opened: OpenCampaign, letters: Sequence[Letter], kinds: Iterable[MailKind]) -> Prepared:
    """Write the letters into ``outbox/``.

    Args:
        opened: The campaign.
        letters: All letters of these kinds.
        kinds: Those of which former drafts are removed.

    Raises:
        MailError: An attachment cannot be read.
        OutputError: A draft cannot be written, or a former one not removed.
    """
    server = opened.campaign.mail_server
    drafts: list[Path] = []
    texts: list[Path] = []
    for letter in letters:
        unit = opened.campaign.unit(letter.unit)
        if letter.to:
            drafts.append(draft_of(opened, letter))
            sender = server.sender if server else ""
            write_draft(drafts[-1], letter, opened.folder.root, sender)
        else:
            texts.append(draft_of(opened, letter).with_suffix(".txt"))
            write_text(texts[-1], as_pasted(letter, unit.email))
    _remove_former(opened, tuple(kinds), {path.name for path in (*drafts, *texts)})
    return Prepared(tuple(letters), tuple(drafts), tuple(texts))


def draft_of(opened: OpenCampaign, letter: Letter) -> Path:
    """Where the draft of a letter stands."""
    unit = opened.campaign.unit(letter.unit)
    return opened.folder.outbox / f"{_BEGINNINGS[letter.kind]}_{_named(unit)}.eml"


def put_with_sent(opened: OpenCampaign, letter: Letter, at: datetime) -> None:
    """Move the draft of a letter that was sent out of the way; it is kept.

    Raises:
        OutputError: It cannot be moved.
    """
    draft = draft_of(opened, letter)
    kept = opened.folder.outbox / SENT_FOLDER / f"{at:%Y%m%d-%H%M%S}_{draft.name}"
    with explained(draft):
        if draft.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            move_over(draft, kept)


def _named(unit: MemberUnit) -> str:
    return f"{unit.code}_{file_name_part(unit.short_name)}"


def _remove_former(opened: OpenCampaign, kinds: tuple[MailKind, ...], kept: set[str]) -> None:
    if not opened.folder.outbox.is_dir():
        return
    beginnings = "|".join(_BEGINNINGS[kind] for kind in kinds)
    units = "|".join(re.escape(_named(unit)) for unit in opened.campaign.units)
    ours = re.compile(rf"({beginnings})_({units})\.(eml|txt)")
    for path in sorted(opened.folder.outbox.iterdir()):
        if path.name not in kept and ours.fullmatch(path.name):
            with explained(path):
                path.unlink(missing_ok=True)
