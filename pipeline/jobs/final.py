"""``thidua consolidate --final``: what is still in the way, and the final results with a manifest.

A new condition is a function that yields its lines, named in ``refuse_unfinished``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.domain.errors import PipelineError, TemplateError
from pipeline.domain.findings import has_errors
from pipeline.domain.intake import Status
from pipeline.files.campaign.archive import digest_of
from pipeline.files.campaign.final_folder import FINAL, MANIFEST, finalising
from pipeline.files.campaign.last_year import LAST_YEAR_FILE
from pipeline.files.campaign.publication import staged, staged_files
from pipeline.files.templates.settings import templates_folder
from pipeline.files.word.final_copy import write_final_copy
from pipeline.files.word.open_points import open_points
from pipeline.jobs.campaigns import OpenCampaign
from pipeline.jobs.collect import Collected
from pipeline.jobs.edited_reports import AUTHOR, Placed

MANIFEST_TEXT = "bang-ke.txt"
SHOWN = 20
"""Open places named in one report; the others are counted."""

SHOWN_OF_MANY = 3
"""The same where reports of many clusters are made."""

Listed = tuple[str, str]
"""(name, SHA-256) of a file."""


class NotFinalError(PipelineError):
    """Something is still open; every reason is a line."""


@dataclass(frozen=True, slots=True)
class Finalised:
    """The final results (báo cáo chính thức)."""

    folder: Path
    paths: tuple[Path, ...]


def refuse_unfinished(collected: Collected, placed: Iterable[Placed]) -> None:
    """Refuse final results while anything is open.

    Raises:
        NotFinalError: With all reasons at once.
    """
    reasons = [
        *_missing(collected),
        *_errors(collected),
        *_waiting(collected),
        *_open_places(collected, placed),
    ]
    if reasons:
        lines = "\n".join(f"- {reason}" for reason in reasons)
        raise NotFinalError(f"Chưa chốt được báo cáo chính thức, chưa ghi gì:\n{lines}")


def finalise(
    opened: OpenCampaign, collected: Collected, run: str, results: Iterable[Path]
) -> Finalised:
    """Write the read-only copy of the results and the manifest of everything they come from.

    Raises:
        OutputError: It cannot be written.
    """
    reports = opened.folder.reports
    with finalising(reports) as staging:
        for path in results:
            name = path.relative_to(reports).as_posix()
            if path.name.startswith("bao-cao-") and path.suffix == ".docx":
                write_final_copy(path, staged(staging, name), AUTHOR)
            elif path.suffix in (".xlsx", ".pdf"):
                shutil.copyfile(path, staged(staging, name))
        groups = dict(_groups(opened, collected, staging))
        _write_manifest(staging, run, collected.collection.campaign.title, groups)
    folder = reports / FINAL
    return Finalised(folder, tuple(sorted(staged_files(folder))))


def _missing(collected: Collected) -> Iterator[str]:
    collection = collected.collection
    for code in collection.missing:
        yield f"{collection.campaign.unit(code).name} ({code}) chưa nộp."


def _errors(collected: Collected) -> Iterator[str]:
    """Errors that nobody accepted, in the files that count and between them."""
    collection = collected.collection
    counted = [*collection.submissions.values(), *([collection.head] if collection.head else [])]
    open_ones = {one.digest for one in counted} - collection.settled
    for verdict in collected.verdicts:
        if verdict.digest in open_ones and has_errors(verdict.findings):
            yield (
                f"{collection.campaign.unit(verdict.unit).name}: tệp “{verdict.file.name}” còn"
                f" {verdict.errors} lỗi. Chờ bản sửa, hoặc: thidua accept TỆP --reason “LÝ DO”."
            )
    accepted = {receipt.unit for receipt in collection.receipts if receipt.accepted}
    for found in collected.cross_findings:
        if has_errors([found]) and found.unit not in accepted:
            yield f"{found.unit}, {found.place}: {found.message}"


def _waiting(collected: Collected) -> Iterator[str]:
    for verdict in collected.verdicts:
        is_open = verdict.digest not in collected.collection.settled
        if verdict.status is Status.SET_ASIDE and is_open:
            yield (
                f"Tệp “{verdict.file.name}” chưa rõ của đơn vị nào: giao bằng thidua assign,"
                " hoặc bỏ bằng thidua exclude."
            )


def _open_places(collected: Collected, placed: Iterable[Placed]) -> Iterator[str]:
    shown = SHOWN_OF_MANY if collected.collection.campaign.has_clusters else SHOWN
    for one in placed:
        yield from _open_in(one, shown)


def _open_in(placed: Placed, shown: int) -> Iterator[str]:
    if placed.note:
        yield placed.note.partition(": giữ nguyên")[0] + ": không cập nhật được báo cáo này."
        return
    try:
        points = open_points(placed.path, AUTHOR)
    except TemplateError as problem:
        yield str(problem)
        return
    name = placed.name
    yield from _some(f"{name}: nhận xét của thidua chưa xử lý", points.comments, shown)
    yield from _some(f"{name}: đề nghị thay số chưa chấp nhận hay từ chối", points.offers, shown)
    yield from _some(f"{name}: chỗ nền vàng chưa viết", points.placeholders, shown)


def _some(what: str, found: tuple[str, ...], shown: int) -> Iterator[str]:
    yield from (f"{what}: “{text}”" for text in found[:shown])
    if len(found) > shown:
        yield f"{what}: và {len(found) - shown} chỗ khác"


def _groups(
    opened: OpenCampaign, collected: Collected, staging: Path
) -> Iterator[tuple[str, list[Listed]]]:
    """What the manifest lists, by heading."""
    collection, root = collected.collection, opened.folder.root
    counted = [*collection.submissions.values(), *([collection.head] if collection.head else [])]
    digests = {one.digest for one in counted}
    yield "Bài nộp được tính", [(f"{one.unit}: {one.file}", one.digest) for one in counted]
    others = {v.digest: v.file.name for v in collected.verdicts if v.digest not in digests}
    yield (
        "Tệp đã nhận nhưng không tính",
        sorted((name, digest) for digest, name in others.items() if digest),
    )
    settings = [opened.folder.campaign_book, root / LAST_YEAR_FILE]
    yield "Thiết lập", _hashed([path for path in settings if path.is_file()], root)
    shipped = [path for path in templates_folder().rglob("*") if path.is_file()]
    yield "Mẫu kèm theo thidua", _hashed(shipped, templates_folder())
    own = opened.folder.templates.glob("*.docx") if opened.folder.templates.is_dir() else ()
    yield "Mẫu Word riêng của đợt này", _hashed(own, root)
    yield "Kết quả", _hashed(staged_files(staging), staging)


def _hashed(paths: Iterable[Path], root: Path) -> list[Listed]:
    return [(path.relative_to(root).as_posix(), digest_of(path)) for path in sorted(paths)]


def _write_manifest(staging: Path, run: str, title: str, groups: dict[str, list[Listed]]) -> None:
    """The same twice: for people, and for programs."""
    lines = [f"Bảng kê báo cáo chính thức: {title}", f"Lần tổng hợp {run}, thidua {__version__}"]
    lines.append("Mỗi dòng: mã SHA-256 của tệp, tên tệp.")
    for heading, listed in groups.items():
        lines += ["", f"{heading}:", *(f"{digest}  {name}" for name, digest in listed)]
    (staging / MANIFEST_TEXT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = {
        "schema": 1,
        "run": run,
        "thidua": __version__,
        "files": [
            {"group": heading, "file": name, "sha256": digest}
            for heading, listed in groups.items()
            for name, digest in listed
        ],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (staging / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
