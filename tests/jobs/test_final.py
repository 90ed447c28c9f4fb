"""``thidua consolidate --final``: all that is in the way at once; then the read-only copy."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.files.word.open_points import open_points
from pipeline.jobs import consolidate as job
from tests.jobs.broken_campaign import a_campaign_with_a_late_workbook
from tests.jobs.by_hand import REPORTS, thidua, thidua_json
from tests.jobs.faults import untouched
from tests.jobs.test_runs import Secretary

OURS = "thidua"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_campaign_with_a_late_workbook(tmp_path_factory.mktemp("final"))


def unfinished(reports: Path) -> None:
    """Leave a comment of ours in a report."""
    document = docx.Document(str(reports / REPORTS[1]))
    run = document.add_paragraph("Câu có số cũ.").runs[0]
    document.add_comment(run, text="85,2% → 84,7%", author=OURS, initials="t")
    document.save(str(reports / REPORTS[1]))


def finished(reports: Path) -> None:
    """Do what a secretary does: settle our comments, write where it is yellow."""
    for name in REPORTS:
        document = docx.Document(str(reports / name))
        body = document.element.body
        for mark in list(body.iter(qn("w:highlight"))):
            mark.getparent().remove(mark)
        for comment in list(document.part._comments_part.element):
            comment.getparent().remove(comment)
        for kind in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
            for mark in list(body.iter(qn(kind))):
                mark.getparent().remove(mark)
        document.add_paragraph("Nhận xét của thư ký, viết tay.")
        document.save(str(reports / name))


def settled(campaign: Path) -> None:
    """Accept the files that count with errors."""
    status = thidua_json("status", "--campaign", campaign)
    for unit in status["units"]:
        if unit["errors"]:
            thidua("accept", unit["file"], "--reason", "đã đối chiếu", "--campaign", campaign)


def test_a_campaign_from_refusal_to_final_and_beyond(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "UPDATE", Secretary())
    reports = campaign / "reports"
    for path in list((campaign / "inbox").glob("*.xlsx")):
        if "Nội vụ" in path.name or path.name == "nộp lại.xlsx":
            thidua("exclude", path.name, "--reason", "chờ", "--campaign", campaign)
    unfinished(reports)
    standing = untouched(reports)

    lines = thidua("consolidate", "--final", "--campaign", campaign, code=2).splitlines()
    assert untouched(reports) == standing
    assert lines[0].startswith("Chưa chốt được")
    assert any("Sở Nội vụ (SNV) chưa nộp" in line for line in lines)
    assert any("nhận xét của thidua chưa xử lý: “85,2% → 84,7%”" in line for line in lines)
    assert any("chỗ nền vàng" in line for line in lines)
    status = thidua_json("status", "--campaign", campaign)
    assert any(f"{one['errors']} lỗi" in line for one in status["units"] for line in lines)

    thidua("include", "nộp lại.xlsx", "--reason", "đúng", "--campaign", campaign)
    settled(campaign)
    finished(reports)
    told = thidua_json("consolidate", "--final", "--campaign", campaign, code=0)
    final = reports / "chinh-thuc"
    assert {str(path) for path in final.iterdir()} <= set(told["outputs"])
    assert [run["final"] for run in thidua_json("runs", "--campaign", campaign)["runs"]] == [
        False,
        True,
    ]
    is_what_it_says(final, campaign)

    kept = untouched(final)
    again = thidua_json("consolidate", "--campaign", campaign)
    assert any(f"báo cáo chính thức (lần {told['run']})" in note for note in again["notes"])
    assert untouched(final) == kept

    thidua_json("consolidate", "--final", "--campaign", campaign, code=0)
    assert untouched(reports / "lich-su" / f"chinh-thuc-{told['run']}") == kept


def is_what_it_says(final: Path, campaign: Path) -> None:
    for name in REPORTS:
        path, source = final / name, campaign / "reports" / name
        assert not path.stat().st_mode & 0o222
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            assert b"<w:sdt>" not in package.read("word/document.xml")
        texts = ["".join(docx.Document(str(one)).element.body.itertext()) for one in (path, source)]
        assert texts[0] == texts[1]
        assert "viết tay" in texts[0]
        points = open_points(path, OURS)
        assert (points.comments, points.offers, points.placeholders) == ((), (), ())
    stored = json.loads((final / "bang-ke.json").read_text(encoding="utf-8"))
    listed = {(one["group"], one["file"]): one["sha256"] for one in stored["files"]}
    for path in final.iterdir():
        if not path.name.startswith("bang-ke"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert listed["Kết quả", path.name] == digest
    inbox = {hashlib.sha256(p.read_bytes()).hexdigest() for p in campaign.rglob("inbox/*.xlsx")}
    assert inbox - set(listed.values()) == {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in campaign.rglob("inbox/*.xlsx")
        if path.name.startswith("~$")
    }
    book = hashlib.sha256((campaign / "campaign.xlsx").read_bytes()).hexdigest()
    assert listed["Thiết lập", "campaign.xlsx"] == book
    assert any(group == "Mẫu kèm theo thidua" for group, _ in listed)
    text = (final / "bang-ke.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"^[0-9a-f]{64}", text, re.MULTILINE)) == set(listed.values())
