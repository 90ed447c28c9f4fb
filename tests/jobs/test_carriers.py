"""Forms that come back in an archive, in letters and plain make the same reports."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.files.carrier_samples import letter, zip_of
from tests.files.outlook_samples import Attached, msg_of
from tests.jobs.by_hand import RECEIVED, received, thidua, thidua_json
from tests.jobs.hand_cluster import Cluster, a_cluster
from tests.oracle.printed import excel_tables

SENT = datetime.fromtimestamp(RECEIVED, UTC)


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return a_cluster()


@pytest.fixture(scope="module")
def folder(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign of the cluster; one unit sent an archive, two a letter, the rest plain files."""
    folder = tmp_path_factory.mktemp("carriers") / "cum"
    shutil.copytree(cluster.issued, folder)
    book = {name: path.read_bytes() for name, path in cluster.filled.items()}
    mail = letter(
        ("Biểu mẫu (sửa lần 2) FINAL.xlsx", book["STC"]),
        ("Công văn.pdf", b"%PDF-1.7"),
        sent=SENT,
        sender="Sở Tài chính <stc@x.vn>",
    )
    outlook = msg_of([Attached("Báo cáo.xlsx", book["STP"])], SENT)
    dropped = {
        "SNV.zip": zip_of(("Thư mục/Sở Nội vụ.xlsx", book["SNV"]), ("__MACOSX/._x", b"")),
        "Thư/STC.eml": mail.as_bytes(),
        "STP.msg": outlook,
        "SYT.xlsx": book["SYT"],
        "truong.xlsx": book["head"],
        "khong co gi.eml": letter(sent=SENT, sender="Sở Y tế <syt@x.vn>").as_bytes(),
        "hong.zip": b"PK\x03\x04",
    }
    for name, content in dropped.items():
        path = folder / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        received(path)
    thidua("consolidate", "--campaign", folder, code=1)
    return folder


def test_the_figures_are_those_of_the_same_forms_sent_plain(cluster: Cluster, folder: Path) -> None:
    plain = excel_tables(cluster.folder / "reports" / "phu-luc.xlsx")
    assert excel_tables(folder / "reports" / "phu-luc.xlsx") == plain


def test_status_says_where_every_file_came_from(folder: Path) -> None:
    status = thidua_json("status", "--campaign", folder, code=1)
    files = {file["file"]: file for file in status["files"]}
    assert files.keys() == {
        "SNV.zip/Thư mục/Sở Nội vụ.xlsx",
        "Thư/STC.eml/Biểu mẫu (sửa lần 2) FINAL.xlsx",
        "STP.msg/Báo cáo.xlsx",
        "SYT.xlsx",
        "truong.xlsx",
        "khong co gi.eml",
        "hong.zip",
    }
    assert files["SYT.xlsx"]["carrier"] is None
    mail = files["Thư/STC.eml/Biểu mẫu (sửa lần 2) FINAL.xlsx"]["carrier"]
    assert (mail["file"], mail["kind"]) == ("Thư/STC.eml", "mail")
    assert mail["sender"] == "Sở Tài chính <stc@x.vn>"
    assert datetime.fromisoformat(mail["sent"]) == SENT
    assert {one["file"]: one["files"] for one in status["opened"]} == {
        "SNV.zip": 1,
        "STP.msg": 1,
        "Thư/STC.eml": 1,
    }
    assert {one["file"] for one in status["passed_over"]} == {
        "SNV.zip/__MACOSX/._x",
        "Thư/STC.eml/Công văn.pdf",
    }
    assert [unit["unit"] for unit in status["units"] if unit["state"] == "missing"] == ["SCT"]


def test_the_screens_name_the_sender_of_what_cannot_be_used(folder: Path) -> None:
    shown = " ".join(thidua("collect", "--campaign", folder, code=1).split())
    assert "Thư/STC.eml: đã mở, nhận 1 tệp bên trong (thư của Sở Tài chính <stc@x.vn>" in shown
    assert "SNV.zip: đã mở, nhận 1 tệp bên trong" in shown
    assert "Công văn.pdf: bỏ qua, tệp là PDF" in shown
    shown = " ".join(thidua("status", "--campaign", folder, code=1).split())
    assert "khong co gi.eml: Thư không có tệp đính kèm." in shown
    assert "thư của Sở Y tế <syt@x.vn>, gửi ngày 01/12/2025" in shown
    assert "hong.zip: Tệp nén bị hỏng" in shown


def test_a_carrier_is_checked_by_taking_it_in(folder: Path) -> None:
    check = ("check", folder / "inbox" / "SNV.zip", "--campaign", folder)
    (found,) = thidua_json(*check, code=1)["findings"]
    assert found["message"] == "Tệp nén có 1 tệp bên trong; mỗi tệp được kiểm tra riêng."
    (found,) = thidua_json(*check[:1], folder / "inbox" / "hong.zip", *check[2:])["findings"]
    assert found["message"].startswith("Tệp nén bị hỏng")


def test_a_figure_is_traced_into_the_letter_it_came_in(folder: Path) -> None:
    traced = thidua_json("trace", "awards_individual.decided[LDTT]", "--campaign", folder)
    assert {cell["file"] for cell in traced["cells"]} >= {
        "SNV.zip/Thư mục/Sở Nội vụ.xlsx",
        "Thư/STC.eml/Biểu mẫu (sửa lần 2) FINAL.xlsx",
    }
