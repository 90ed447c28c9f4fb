"""``thidua distribute``: one workbook a unit, and the head's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.campaign import MemberUnit
from pipeline.domain.fingerprint import fingerprint
from pipeline.domain.form import FormSpec
from pipeline.domain.layout import Layout, Manifest
from pipeline.domain.rules.live_checks import LiveChecks
from pipeline.domain.signature import Signer
from pipeline.domain.vietnamese.dates import format_date
from pipeline.files.campaign.campaign_folder import form_name, head_form_name
from pipeline.files.campaign.campaign_key import ensure_key
from pipeline.files.campaign.last_year import UnitValues, read_last_year
from pipeline.files.forms.form_book import Cover
from pipeline.files.issuing.master import FormMaster
from pipeline.files.issuing.renderer import renderer_mark
from pipeline.files.issuing.renderings import KeptRendering
from pipeline.jobs.alone import alone
from pipeline.jobs.campaigns import OpenCampaign, Values
from pipeline.jobs.progress import Progress, begin, silent
from pipeline.steps.carry import starting_point
from pipeline.steps.checking.live_checks import live_checks
from pipeline.steps.place import place
from pipeline.steps.publish_layout import own_json, shared_json


@dataclass(frozen=True, slots=True)
class Issued:
    """The workbooks written: one a unit, and the head's."""

    forms: tuple[Path, ...]
    head_form: Path
    prefilled: int


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A form ready to be issued: all that its workbooks share.

    Attributes:
        published: The layout as it is published, without what names the unit.
        checks: What its workbooks check themselves.
        signer: Signs them.
        lines: Of their guide.
        clusters: Unit → its cluster where it is told; empty in a campaign of one.
    """

    form: FormSpec
    layout: Layout
    published: str
    checks: LiveChecks
    signer: Signer
    lines: tuple[str, ...]
    clusters: Mapping[str, str]


@alone
def distribute(opened: OpenCampaign, *, progress: Progress = silent) -> Issued:
    """Write every unit's workbook into ``forms/``.

    Raises:
        OutputError: A workbook cannot be written.
    """
    campaign = opened.campaign
    begin(progress, "Tạo biểu mẫu", len(campaign.units))
    last_year = read_last_year(opened.folder.root)
    forms: list[Path] = []
    ready = make_ready(opened, opened.unit_form)
    master = _master(opened, ready, campaign.units[0])
    for unit in campaign.units:
        path = opened.folder.forms / form_name(unit, campaign.period)
        manifest = manifest_of(opened, ready.form, unit)
        cover = cover_of(ready, manifest)
        master.write(path, manifest, printed_values(unit, last_year), cover)
        forms.append(path)
        progress(unit.short_name)
    head_path = _issue_to_head(opened)
    prefilled = sum(1 for unit in campaign.units if starting_point(unit, last_year))
    return Issued(tuple(forms), head_path, prefilled)


def make_ready(opened: OpenCampaign, form: FormSpec) -> ReadyForm:
    """Work out once what all workbooks of a form share."""
    layout = place(form)
    checks = live_checks(form, layout, opened.campaign.period)
    published = shared_json(form, layout, manifest_of(opened, form, opened.campaign.units[0]))
    signer = Signer(ensure_key(opened.folder.root), published)
    clusters = _clusters(opened, form)
    return ReadyForm(form, layout, published, checks, signer, _lines(opened), clusters)


def _clusters(opened: OpenCampaign, form: FormSpec) -> Mapping[str, str]:
    """The head's form is one for the whole."""
    campaign = opened.campaign
    if form.id != opened.unit_form.id or not campaign.has_clusters:
        return {}
    return {unit.code: unit.cluster for unit in campaign.units}


def _master(opened: OpenCampaign, ready: ReadyForm, unit: MemberUnit) -> FormMaster:
    manifest = manifest_of(opened, ready.form, unit)
    cover = cover_of(ready, manifest)
    return FormMaster(ready.form, ready.layout, manifest, cover, keeper_of(opened, ready, "form"))


def keeper_of(opened: OpenCampaign, ready: ReadyForm, kind: str) -> KeptRendering:
    """Keeps the renderings of a form's workbooks of one kind."""
    key = fingerprint(renderer_mark(), ready.form, ready.layout, ready.checks, ready.lines)
    return KeptRendering(opened.folder.cache, f"{kind}-{ready.form.id}", key)


def _issue_to_head(opened: OpenCampaign) -> Path:
    campaign, ready = opened.campaign, make_ready(opened, opened.head_form)
    head = campaign.unit(campaign.head)
    path = opened.folder.forms / head_form_name(head, campaign.period)
    manifest = manifest_of(opened, ready.form, head)
    _master(opened, ready, head).write(path, manifest, {}, cover_of(ready, manifest))
    return path


def manifest_of(
    opened: OpenCampaign, form: FormSpec, unit: MemberUnit, number: int = 0
) -> Manifest:
    """By what a unit's workbook is known when it comes back.

    Args:
        number: Which correction it is; 0 for the issued workbook.
    """
    campaign = opened.campaign
    return Manifest(
        form.id,
        form.version,
        campaign.id,
        unit.code,
        campaign.period.code,
        number,
        unit.name,
        campaign.title,
    )


def cover_of(ready: ReadyForm, manifest: Manifest) -> Cover:
    """What a unit's workbook says beside the form itself."""
    own = own_json(manifest)
    return Cover(
        checks=ready.checks,
        layout_json=ready.published + own,
        signature=ready.signer.sign(manifest, own),
        issued_to=_addressee(ready, manifest),
        lines=ready.lines,
    )


def _addressee(ready: ReadyForm, manifest: Manifest) -> str:
    """The unit; with its cluster, of which the form's title, one for all units, says nothing."""
    cluster = ready.clusters.get(manifest.unit)
    return f"{manifest.issued_to} ({cluster})" if cluster else manifest.issued_to


def printed_values(unit: MemberUnit, last_year: UnitValues) -> Values:
    """What is filled in before a unit's workbook goes out: its name, last year's figures."""
    return {**starting_point(unit, last_year), **_identity(unit)}


def _identity(unit: MemberUnit) -> Values:
    known: Values = {("identity", "self_name", "value"): unit.name}
    if unit.email:
        known["identity", "email", "value"] = unit.email
    return known


def _lines(opened: OpenCampaign) -> tuple[str, ...]:
    campaign = opened.campaign
    lines = [campaign.title]
    if campaign.deadline:
        lines.append(f"Hạn nộp: {format_date(campaign.deadline)}.")
    if campaign.contact:
        lines.append(f"Liên hệ: {campaign.contact}.")
    return tuple(lines)
