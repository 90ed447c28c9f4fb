"""What ``status.html`` shows, as finished texts: the template only sets them.

A new column is a field of ``UnitLine`` here and a cell in ``input_templates/web/status.html``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from pipeline.domain.campaign import Campaign
from pipeline.domain.collection import Collection
from pipeline.domain.findings import Finding
from pipeline.domain.intake import Ruling
from pipeline.domain.mail import addresses
from pipeline.domain.rules.rule import Severity
from pipeline.domain.unit_status import ReturnRate, UnitState, UnitStatus, return_rate
from pipeline.domain.vietnamese.dates import format_date
from pipeline.steps.status.file_lines import FileLine, file_lines, opened_lines
from pipeline.steps.status.rates import cluster_texts, share_text
from pipeline.steps.status.unit_states import Evidence

SHOWN_FINDINGS = 200
"""Of one unit; its feedback workbook lists them all."""

MOMENT = "%d/%m/%Y %H:%M"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: where, what is wrong, what to do."""

    severity: str
    word: str
    place: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit.

    Attributes:
        place: In the agreed order, from 1.
        state: Code of the state, by which lines are coloured and chosen.
        rank: By which the most urgent come first.
        mailto: Link that begins a letter; "" without a usable address.
        hidden: How many findings are not listed.
        cluster: Its cluster in a campaign of many; "" in a campaign of one.
    """

    place: int
    code: str
    name: str
    cluster: str
    state: str
    rank: int
    label: str
    rounds: int
    first: str
    last: str
    late: str
    days_late: int
    counts: tuple[tuple[str, str, int], ...]
    findings: tuple[FindingLine, ...]
    hidden: int
    file: str
    reporter: str
    phone: str
    emails: tuple[str, ...]
    typed_email: str
    mailto: str
    reminded: str


@dataclass(frozen=True, slots=True)
class Tile:
    """How many units are in one state."""

    state: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class StatusView:
    """The whole page."""

    title: str
    period: str
    made: str
    deadline: str
    rates: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]
    clusters: tuple[tuple[str, str, str], ...]
    units: tuple[UnitLine, ...]
    head: str
    files: tuple[FileLine, ...]
    opened: tuple[tuple[str, str], ...]
    passed_over: tuple[tuple[str, str], ...]
    decisions: tuple[str, ...]
    contact: str


def status_view(
    collection: Collection,
    statuses: Sequence[UnitStatus],
    evidence: Evidence,
    passed_over: Iterable[tuple[str, str]],
    now: datetime,
) -> StatusView:
    """The page of a collection.

    Args:
        collection: What counts.
        statuses: One a unit.
        evidence: The verdicts on every file, and why some do not count.
        passed_over: (name, note) of the files that are litter.
        now: When the page is made.
    """
    campaign, head = collection.campaign, collection.head
    lines = [_unit(one, place, campaign) for place, one in enumerate(statuses, start=1)]
    return StatusView(
        title=campaign.title,
        period=campaign.period.label,
        made=f"{now:{MOMENT}}",
        deadline=_deadline(campaign.deadline, collection.as_of),
        rates=rate_texts(return_rate(statuses, campaign.deadline)),
        tiles=_tiles(statuses),
        clusters=cluster_texts(statuses, campaign),
        units=tuple(sorted(lines, key=lambda line: line.rank)),
        head=head.file if head else "",
        files=file_lines(collection, evidence),
        opened=opened_lines(evidence.opened),
        passed_over=tuple(passed_over),
        decisions=tuple(_decision(ruling) for ruling in collection.rulings),
        contact=campaign.contact,
    )


def rate_texts(rate: ReturnRate) -> tuple[tuple[str, str], ...]:
    """The return rate in words: what, and how many of how many; shares come from counts."""
    texts = [
        ("Đã nộp", share_text(rate.returned, rate.asked)),
        ("Đạt", share_text(rate.accepted, rate.asked)),
    ]
    if rate.on_time is not None:
        texts.append(("Đúng hạn trong số đạt", share_text(rate.on_time, rate.accepted)))
    return tuple(texts)


def _deadline(deadline: date | None, today: date) -> str:
    if deadline is None:
        return "chưa đặt"
    days = (deadline - today).days
    if days == 0:
        return f"{format_date(deadline)} (hôm nay)"
    return f"{format_date(deadline)} ({f'còn {days}' if days > 0 else f'đã qua {-days}'} ngày)"


def _tiles(statuses: Iterable[UnitStatus]) -> tuple[Tile, ...]:
    counts = Counter(one.state for one in statuses)
    return tuple(
        Tile(state.value, state.label, counts[state]) for state in UnitState if counts[state]
    )


def _unit(status: UnitStatus, place: int, campaign: Campaign) -> UnitLine:
    receipt, emails = status.receipt, addresses(status.unit.email)
    by_severity = status.by_severity
    return UnitLine(
        place=place,
        code=status.unit.code,
        name=status.unit.name,
        cluster=status.unit.cluster if campaign.has_clusters else "",
        state=status.state.value,
        rank=list(UnitState).index(status.state),
        label=status.label,
        rounds=receipt.rounds,
        first=format_date(receipt.received) if receipt.received else "",
        last=format_date(status.last_received) if status.last_received else "",
        late=f"{status.days_late} ngày" if status.days_late else "",
        days_late=status.days_late,
        counts=tuple((s.value, s.label, by_severity[s]) for s in Severity if by_severity[s]),
        findings=tuple(_finding(found) for found in status.findings[:SHOWN_FINDINGS]),
        hidden=max(0, len(status.findings) - SHOWN_FINDINGS),
        file=receipt.file,
        reporter=status.contact.reporter,
        phone=status.contact.phone,
        emails=emails,
        typed_email=_other(status, emails),
        mailto=_mailto(status, emails, campaign),
        reminded=f"{status.reminded:{MOMENT}}" if status.reminded else "",
    )


def _other(status: UnitStatus, emails: Sequence[str]) -> str:
    """The address in the form, or in ``campaign.xlsx`` though unusable, when it tells more."""
    typed = status.contact.typed_email or ("" if emails else status.unit.email)
    return "" if typed.casefold() in {email.casefold() for email in emails} else typed


def _mailto(status: UnitStatus, emails: Sequence[str], campaign: Campaign) -> str:
    if not emails:
        return ""
    asked = {
        "subject": f"Báo cáo thi đua, khen thưởng {campaign.period.label} – {status.unit.name}",
        "body": f"Kính gửi: {status.unit.name}\r\n\r\n",
    }
    to = ",".join(quote(email, safe="@") for email in emails)
    return f"mailto:{to}?{urlencode(asked, quote_via=quote)}"


def _finding(found: Finding) -> FindingLine:
    return FindingLine(
        found.severity.value,
        f"{found.severity.label} {found.code}",
        found.place,
        found.message,
        found.advice,
    )


def _decision(ruling: Ruling) -> str:
    decision = ruling.decision
    unit = f" ({ruling.unit})" if ruling.unit else ""
    reason = f": {decision.reason}" if decision.reason else ""
    by = f", {decision.by}" if decision.by else ""
    overruled = "" if ruling.in_force else " – đã có quyết định sau thay"
    what = f"{decision.kind.label}{unit} “{ruling.file}”{reason}"
    return f"{decision.at:{MOMENT}}{by}: {what}{overruled}"
