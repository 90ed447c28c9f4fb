"""Make a campaign folder (``thidua init``): apart from opening one, which needs no Excel writer."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from pipeline.domain.campaign import Campaign, Period, PeriodKind
from pipeline.domain.errors import SettingsError
from pipeline.domain.layout import Manifest
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.campaign_key import ensure_key
from pipeline.files.forms.form_book import write_form
from pipeline.files.templates.settings import load_catalogue, load_movements
from pipeline.jobs.campaigns import Values, settings_form
from pipeline.steps.place import place
from pipeline.steps.publish_layout import publish_json
from pipeline.steps.settings.campaign_values import carried_values, starting_values


def init_campaign(root: Path, *, year: int, today: date) -> CampaignFolder:
    """Make a campaign folder with a ``campaign.xlsx`` to fill.

    Raises:
        SettingsError: The folder already holds a campaign, or the old one cannot be read.
        OutputError: The folder cannot be written.
    """
    period = Period.of(PeriodKind.YEAR, year)
    values = starting_values(
        campaign_id=new_campaign_id(year),
        year=year,
        catalogue=load_catalogue(period),
        movements=load_movements(period),
    )
    return write_campaign(root, period, dict(values), today=today)


def carry_campaign(root: Path, old: Campaign, *, year: int, today: date) -> CampaignFolder:
    """Make the next campaign of a cluster: its settings, moved to another year."""
    usual = Period.of(old.period.kind, year)
    values = carried_values(
        old,
        campaign_id=new_campaign_id(year),
        year=year,
        catalogue=load_catalogue(usual),
        movements=load_movements(usual),
    )
    return write_campaign(root, usual, dict(values), today=today)


def write_campaign(root: Path, period: Period, values: Values, *, today: date) -> CampaignFolder:
    """Write ``campaign.xlsx`` with these values, and the folders around it."""
    folder = CampaignFolder(root)
    if folder.campaign_book.exists():
        raise SettingsError(
            f"Thư mục “{root}” đã có đợt báo cáo (campaign.xlsx). Chọn thư mục khác."
        )
    form = settings_form(period)
    campaign_id = str(values["cluster", "id", "value"])
    manifest = Manifest(form.id, form.version, campaign_id, "", period.code)
    folder.create()
    ensure_key(root)
    write_form(
        folder.campaign_book,
        form,
        place(form),
        manifest,
        values,
        layout_json=publish_json(form, place(form), manifest),
        lines=(f"Tạo ngày {today:%d/%m/%Y}.",),
    )
    return folder


def new_campaign_id(year: int) -> str:
    """A name no other campaign has, by which returned workbooks are known."""
    return f"{year}-{secrets.token_hex(4)}"
