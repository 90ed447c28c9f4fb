"""Open a campaign folder, as every command does; ``new_campaign`` makes one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.campaign import Campaign, Period, PeriodKind
from pipeline.domain.catalogue import Catalogue
from pipeline.domain.errors import SettingsError
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.statistics import StatisticalForm
from pipeline.domain.submission import Submission, Value
from pipeline.domain.workbook import RawWorkbook
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.campaign_key import read_key
from pipeline.files.open_problems import why_not_opened
from pipeline.files.returned.file_kind import Unreadable
from pipeline.files.returned.returned import read_workbook
from pipeline.files.templates.settings import load_catalogue, load_form
from pipeline.files.templates.statistics import load_statistics
from pipeline.jobs.reading import Asked
from pipeline.steps.place import place
from pipeline.steps.reading.interpret import Interpretation, Origin, interpret
from pipeline.steps.settings.asked_campaign import as_asked
from pipeline.steps.settings.campaign_settings import read_campaign
from pipeline.steps.settings.mail_settings import without_absent_mail
from pipeline.steps.settings.rule_switches import as_held
from pipeline.steps.settings.tailor import tailor, tailor_campaign_form

Values = dict[tuple[str, str, str], Value]


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign with its folder and the forms it issues."""

    folder: CampaignFolder
    campaign: Campaign
    unit_form: FormSpec
    head_form: FormSpec
    statistics: tuple[StatisticalForm, ...] = ()

    @property
    def asked(self) -> Asked:
        """What the reading of its returned files needs to know."""
        key = read_key(self.folder.root)
        return Asked(as_asked(self.campaign), self.unit_form, self.head_form, key)

    @property
    def unit_layout(self) -> Layout:
        """Where everything lies in a unit's workbook."""
        return place(self.unit_form)

    @property
    def head_layout(self) -> Layout:
        """Where everything lies in the head's workbook."""
        return place(self.head_form)


def open_campaign(start: Path) -> OpenCampaign:
    """Open the campaign that a folder is or lies in.

    Raises:
        SettingsError: There is none, or its ``campaign.xlsx`` has a wrong setting.
    """
    folder = CampaignFolder.find(start)
    campaign = read_settings(folder.campaign_book)
    return OpenCampaign(
        folder,
        campaign,
        tailor(load_form("unit", campaign.period), campaign),
        tailor(load_form("head", campaign.period), campaign),
        load_statistics(campaign.period),
    )


def read_settings(path: Path) -> Campaign:
    """Read ``campaign.xlsx``.

    Raises:
        SettingsError: It cannot be read, or a setting is wrong; each with sheet and cell.
    """
    try:
        book = read_workbook(path)
    except Unreadable as problem:
        raise SettingsError(f"{path.name}: {problem.reason} {_RESTORE}") from problem
    except OSError as problem:
        raise SettingsError(f"Không mở được tệp “{path}”: {why_not_opened(problem)}.") from problem
    # The catalogue depends on the period, which the workbook itself tells: read it twice.
    first = _interpreted(book, load_form("campaign", _ANY_PERIOD), path)
    period = _period(first.submission)
    form = settings_form(period)
    answered = _interpreted(book, form, path).submission
    held = without_absent_mail(as_held(form, answered), answered)
    return _campaign(_interpreted(book, held, path), held, load_catalogue(period))


def settings_form(period: Period) -> FormSpec:
    """The form of ``campaign.xlsx`` in a period."""
    return tailor_campaign_form(
        load_form("campaign", period), load_catalogue(period), period, load_form("unit", period)
    )


_ANY_PERIOD = Period.of(PeriodKind.YEAR, 2024)
_RESTORE = (
    "Mở tệp này bằng Excel và lưu ở dạng .xlsx; nếu không mở được thì lấy lại bản sao lưu của tệp."
)
"""For the secretary's own file; what is advised about returned ones would mislead."""


def _interpreted(book: RawWorkbook, form: FormSpec, path: Path) -> Interpretation:
    manifest = Manifest(form.id, form.version, "", "", "")
    origin = Origin(manifest, "", path.name, digest_of(path))
    return interpret(book, form, place(form), origin)


def _period(settings: Submission) -> Period:
    """The period as far as it can be read; what is wrong is told by the second reading."""
    kind = settings.value("cluster", "period_kind")
    year = settings.value("cluster", "year")
    usable = isinstance(year, int) and 2000 <= year <= 2100
    return Period.of(
        PeriodKind(kind) if isinstance(kind, str) else PeriodKind.YEAR,
        year if usable and isinstance(year, int) else _ANY_PERIOD.year,
    )


def _campaign(found: Interpretation, form: FormSpec, catalogue: Catalogue) -> Campaign:
    lines = [
        f"{finding.file}, sheet “{finding.sheet}”, ô {finding.cell}: "
        f"{finding.message} {finding.advice}"
        for finding in found.findings
        if finding.severity == "error"
    ]
    if lines:
        raise SettingsError("\n".join(lines))
    return read_campaign(found.submission, form, catalogue)
