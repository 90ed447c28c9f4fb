from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.domain.collection import Collection, Receipt, ReturnState
from pipeline.domain.errors import SettingsError
from pipeline.domain.findings import FindingKind, finding
from pipeline.domain.intake import (
    Carrier,
    CarrierKind,
    Decision,
    DecisionKind,
    OpenedCarrier,
    Ruling,
    SeenFile,
    judge,
)
from pipeline.domain.layout import Manifest
from pipeline.domain.submission import Submission, Table
from pipeline.files.web.status_page import render_status_page, write_status_page
from pipeline.steps.status.status_view import StatusView, status_view
from pipeline.steps.status.unit_states import Evidence, unit_statuses
from tests.builders import a_campaign, a_unit

NOW = datetime(2025, 12, 15, 8, tzinfo=UTC)
HOSTILE = """</script><script>alert(1)</script><img src=x onerror=alert(1)>'"&{{ 7*7 }}[b]"""
LINKING = ("href", "src", "action", "srcset", "data", "poster", "background")


class Seen(HTMLParser):
    """What a browser finds in a page: tags, attributes, text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in LINKING]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in ("script", "style"):
            self.texts.append(data)


def identity(reporter: str, phone: str) -> Table:
    return Table(
        block="identity",
        sheet="Thông tin chung",
        row_keys=("reporter", "phone"),
        row_numbers=(8, 9),
        letters={"value": "C"},
        values={"value": (reporter, phone)},
        raws={"value": (reporter, phone)},
    )


def a_view(
    name: str = "SNV nộp.xlsx", said: str = "Hoa", email: str = "snv@example.vn"
) -> StatusView:
    """SNV returned one file with an error by e-mail, STC nothing; one file nobody can read."""
    campaign = a_campaign(
        units=(a_unit("SNV", email=email, name=f"Sở Nội vụ {said}"), a_unit("STC")), contact=said
    )
    wrong = finding(
        FindingKind.ERROR_VALUE,
        unit="SNV",
        file=name,
        sheet="KT",
        cell="F12",
        column=said,
        found="#N/A",
    )
    unreadable = finding(FindingKind.UNREADABLE, reason=f"Tệp hỏng {said}.", advice="Gửi lại.")
    sender = f"{said} <hoa@example.vn>"
    letter = Carrier("c" * 64, "thư.eml", sender, NOW, f"Nộp {said}", CarrierKind.MAIL)
    file = SeenFile("a" * 64, name, 1, NOW, letter)
    verdicts = (
        judge(file, "SNV", "unit", [wrong]),
        judge(SeenFile("b" * 64, f"hỏng {name}", 1, NOW), "", "", [unreadable]),
    )
    manifest = Manifest("unit", 1, campaign.id, "SNV", "2025")
    tables = {"identity": identity(said, "0205 123")}
    submission = Submission("SNV", manifest, name, "a" * 64, tables)
    receipts = (
        Receipt("SNV", ReturnState.WITH_ERRORS, name, date(2025, 12, 15), 1, errors=1),
        Receipt("STC", ReturnState.MISSING),
    )
    decision = Decision(DecisionKind.INCLUDE, "a" * 64, NOW, said, reason=said)
    ruling = Ruling(decision, name, "SNV", in_force=True)
    collection = Collection(campaign, {"SNV": submission}, None, receipts, NOW.date(), (ruling,))
    evidence = Evidence(verdicts, opened=(OpenedCarrier(letter, 1),))
    litter = [(f"~${name}", "tệp khóa của Excel")]
    return status_view(collection, unit_statuses(collection, evidence), evidence, litter, NOW)


def test_a_reader_finds_whom_to_call_and_about_what() -> None:
    text = Seen(render_status_page(a_view())).text
    for said in (
        "Hạn nộp: 10/12/2025 (đã qua 5 ngày)",
        "Đã nộp: 1/2 (50%)",
        "Đạt: 0/2 (0%)",
        "Đúng hạn trong số đạt: 0/0",
        "Đã nộp, có lỗi muộn 5 ngày",
        "ĐT: 0205 123",
        "1 lỗi",
        "KT!F12 : “Hoa”: ô chứa lỗi Excel #N/A. Xóa ô và nhập lại giá trị.",
        "thư của Hoa <hoa@example.vn>, gửi ngày 15/12/2025, “Nộp Hoa” (tệp “thư.eml”)",
        "thư.eml : thư của Hoa <hoa@example.vn>, gửi ngày 15/12/2025; 1 tệp",
        "Tệp hỏng Hoa. Gửi lại.",
        "~$SNV nộp.xlsx : tệp khóa của Excel",
        "Chọn để tính (SNV) “SNV nộp.xlsx”: Hoa",
        "Biểu của đơn vị trưởng: chưa có",
    ):
        assert said in text


def test_the_most_urgent_unit_comes_first() -> None:
    names = re.findall(r"<h3>(.*?) <span", render_status_page(a_view()))
    assert names == ["Sở Tài chính", "Sở Nội vụ Hoa"]


def test_every_file_is_listed_once() -> None:
    rows = re.findall(r'<td data-head="Tệp">(.*?)</td>', render_status_page(a_view()))
    assert rows == ["SNV nộp.xlsx", "hỏng SNV nộp.xlsx"]


def test_nothing_that_a_unit_writes_becomes_part_of_the_page() -> None:
    plain, hostile = (
        Seen(render_status_page(view)) for view in (a_view(), a_view(HOSTILE, HOSTILE))
    )
    assert hostile.tags == plain.tags
    assert hostile.handlers == []
    assert [link.partition("?")[0] for link in hostile.links] == ["mailto:snv@example.vn"]
    assert " ".join(HOSTILE.split()) in hostile.text


def test_a_hostile_address_makes_no_link() -> None:
    seen = Seen(render_status_page(a_view(email="javascript:alert(1)//@x")))
    assert seen.links == []


def test_a_letter_is_begun_with_name_and_subject() -> None:
    (link,) = Seen(render_status_page(a_view())).links
    assert link.startswith("mailto:snv@example.vn?subject=B%C3%A1o%20c%C3%A1o%20thi%20%C4%91ua")


def test_the_page_needs_no_network_and_runs_no_script_but_its_own() -> None:
    page = render_status_page(a_view())
    seen = Seen(page)
    assert not {"link", "img", "iframe", "object", "embed"}.intersection(seen.tags)
    assert [link for link in seen.links if not link.startswith("mailto:")] == []
    assert "http://" not in page
    assert "https://" not in page
    assert "@import" not in page
    assert "url(" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none';")
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]


def test_the_units_can_be_read_without_scripts() -> None:
    page = render_status_page(a_view())
    tools = re.search(r'<p class="tools" id="tools" hidden>', page)
    assert tools, "controls that need a script stay hidden without one"
    assert not re.search(r"<(article|details|section|table)[^>]* hidden", page)


def test_a_unit_with_very_many_findings_does_not_swell_the_page() -> None:
    view = a_view()
    line = next(unit for unit in view.units if unit.findings)
    many = replace(line, findings=line.findings * 200, hidden=57)
    text = Seen(render_status_page(replace(view, units=(many,)))).text
    assert "… và 57 điểm khác" in text


def test_a_broken_template_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "web"
    pages.mkdir()
    for name, content in (
        ("status.html", "{{ page.no_such }}"),
        ("status.css", ""),
        ("status.js", ""),
    ):
        (pages / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr("pipeline.files.web.status_page.templates_folder", lambda: tmp_path)
    target = tmp_path / "status.html"
    with pytest.raises(SettingsError, match=r"status\.html"):
        write_status_page(target, a_view())
    assert not target.exists()
    (pages / "status.html").unlink()
    with pytest.raises(SettingsError, match="cài đặt lại"):
        write_status_page(target, a_view())
