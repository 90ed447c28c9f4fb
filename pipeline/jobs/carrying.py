"""``thidua init --from``: settings and last year's figures of the former campaign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline.domain.errors import SettingsError
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.last_year import write_last_year
from pipeline.jobs.campaigns import open_campaign
from pipeline.jobs.collect import collect
from pipeline.jobs.new_campaign import carry_campaign
from pipeline.steps.carry import last_year_values


def init_from(
    root: Path, old: Path, *, year: int | None, now: datetime
) -> tuple[CampaignFolder, int]:
    """Make the next campaign; give its folder and how many units' figures were carried.

    Raises:
        SettingsError: One of the two folders is not usable.
    """
    former = open_campaign(old)
    chosen = year or former.campaign.period.year + 1
    if chosen != former.campaign.period.year + 1:
        raise SettingsError(
            f"Đợt báo cáo “{old}” là {former.campaign.period.label}: chỉ lấy làm cùng kỳ cho năm"
            f" {former.campaign.period.year + 1}, không phải {chosen}. Bỏ --year hoặc bỏ --from."
        )
    collected = collect(former, now=now)
    folder = carry_campaign(
        root,
        former.campaign,
        year=chosen,
        today=now.date(),
    )
    values = {
        unit: last_year_values(former.unit_form, submission)
        for unit, submission in collected.collection.submissions.items()
    }
    write_last_year(folder.root, values)
    return folder, len(values)
