from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.files.campaign import archive as archiving
from pipeline.files.campaign.archive import Archive
from pipeline.files.campaign.campaign_folder import CampaignFolder
from pipeline.files.campaign.inbox import VIETNAM
from pipeline.files.campaign.ledger import open_ledger
from pipeline.files.carriers.known import KnownFiles
from pipeline.jobs.take_in import TakenIn, take_in
from tests.files.carrier_samples import SENT, eml_of, letter, workbook, zip_of
from tests.files.outlook_samples import Attached, msg_of

COPIED = datetime(2025, 12, 12, 8, tzinfo=VIETNAM)
NOW = datetime(2025, 12, 15, 8, tzinfo=VIETNAM)
BOOK = workbook()
PDF = b"%PDF-1.7"


def put(folder: CampaignFolder, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (COPIED.timestamp(), COPIED.timestamp()))


def taken(folder: CampaignFolder, now: datetime = NOW, known: KnownFiles | None = None) -> TakenIn:
    with open_ledger(folder.ledger) as ledger:
        return take_in(folder, ledger, now=now, known=known)


def learnt(folder: CampaignFolder) -> KnownFiles:
    """What a command keeps of the files it opened, as the next one finds it."""
    known = KnownFiles()
    taken(folder, known=known)
    return KnownFiles(json.loads(json.dumps(known.kept)))


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    return CampaignFolder(tmp_path)


def ends(result: TakenIn) -> list[str]:
    """Every name listed, wherever."""
    names = [one.name for one in result.files] + [one.name for one in result.litter]
    names += [verdict.file.name for verdict in result.refused]
    return sorted([*names, *(one.carrier.name for one in result.opened)])


def test_a_file_from_a_letter_is_as_old_as_the_letter_and_keeps_its_origin(
    folder: CampaignFolder,
) -> None:
    put(folder, {"Thư/thu.eml": eml_of(("Biểu mẫu.xlsx", BOOK))})
    (file,) = taken(folder).files
    assert (file.name, file.received) == ("Thư/thu.eml/Biểu mẫu.xlsx", SENT)
    assert file.carrier is not None
    assert file.carrier.name == "Thư/thu.eml"
    assert file.carrier.subject == "Báo cáo thi đua năm 2025"
    assert file.carrier.origin == (
        "thư của Sở Tư pháp <vanthu@stp.example.vn>, gửi ngày 05/12/2025"
    )


def test_a_file_from_an_archive_is_as_old_as_the_archive(folder: CampaignFolder) -> None:
    put(folder, {"x.zip": zip_of(("a.xlsx", BOOK))})
    (file,) = taken(folder).files
    assert file.received == COPIED
    assert file.carrier is not None
    assert file.carrier.origin == "tệp nén x.zip"


def test_a_letter_without_a_date_is_as_old_as_its_file(folder: CampaignFolder) -> None:
    put(folder, {"x.eml": letter(("a.xlsx", BOOK), sent=None).as_bytes()})
    assert taken(folder).files[0].received == COPIED


def test_a_letter_from_the_future_is_received_when_it_was_seen(folder: CampaignFolder) -> None:
    data = letter(("a.xlsx", BOOK), sent=NOW + timedelta(days=400)).as_bytes()
    put(folder, {"x.eml": data})
    assert taken(folder).files[0].received == NOW


def test_carrier_and_files_are_archived_byte_for_byte_and_the_inbox_is_left_alone(
    folder: CampaignFolder,
) -> None:
    data = eml_of(("a.xlsx", BOOK))
    put(folder, {"x.eml": data})
    before = (folder.inbox / "x.eml").stat().st_mtime_ns
    (file,) = taken(folder).files
    assert file.carrier is not None
    assert Archive(folder.archive).fetch(file.digest).read_bytes() == BOOK
    assert Archive(folder.archive).fetch(file.carrier.digest).read_bytes() == data
    assert [path.name for path in folder.inbox.iterdir()] == ["x.eml"]
    assert (folder.inbox / "x.eml").stat().st_mtime_ns == before


def test_what_came_stays_when_the_letter_leaves_the_inbox(folder: CampaignFolder) -> None:
    put(folder, {"x.eml": eml_of(("a.xlsx", BOOK), ("hỏng.zip", b"PK\x03\x04"))})
    first = taken(folder)
    (folder.inbox / "x.eml").unlink()
    assert taken(folder, NOW + timedelta(days=9)) == first
    assert len(first.refused) == 1


def test_the_same_bytes_in_a_letter_and_plain_are_one_file_and_both_are_listed(
    folder: CampaignFolder,
) -> None:
    put(folder, {"a.xlsx": BOOK, "b.xlsx": BOOK})
    assert [file.name for file in taken(folder).files] == ["a.xlsx"]
    put(folder, {"thu.eml": eml_of(("c.xlsx", BOOK))})
    result = taken(folder)
    # The letter shows that it was sent before it was saved from there.
    assert [(file.name, file.received) for file in result.files] == [("thu.eml/c.xlsx", SENT)]
    assert {(one.name, one.note) for one in result.litter} == {
        (name, "giống hệt tệp thu.eml/c.xlsx, chỉ tính một lần") for name in ("a.xlsx", "b.xlsx")
    }
    assert ends(result) == ["a.xlsx", "b.xlsx", "thu.eml", "thu.eml/c.xlsx"]


def test_the_same_letter_twice_is_opened_once(folder: CampaignFolder) -> None:
    data = eml_of(("a.xlsx", BOOK))
    put(folder, {"1.eml": data, "2.eml": data})
    result = taken(folder)
    assert [one.carrier.name for one in result.opened] == ["1.eml"]
    assert ends(result) == ["1.eml", "1.eml/a.xlsx", "2.eml"]


def test_the_same_damaged_archive_in_two_letters_is_refused_once(folder: CampaignFolder) -> None:
    put(folder, {f"{n}.eml": eml_of((f"{n}.zip", b"PK\x03\x04")) for n in (1, 2)})
    result = taken(folder)
    assert [verdict.file.name for verdict in result.refused] == ["1.eml/1.zip"]
    assert ends(result) == ["1.eml", "1.eml/1.zip", "2.eml", "2.eml/2.zip"]


def test_a_letter_without_attachments_is_refused_naming_its_sender(folder: CampaignFolder) -> None:
    put(folder, {"x.eml": eml_of()})
    (verdict,) = taken(folder).refused
    assert verdict.findings[0].message == "Thư không có tệp đính kèm."
    assert verdict.file.carrier is not None
    assert verdict.file.carrier.origin.startswith("thư của Sở Tư pháp")


def test_one_bad_carrier_does_not_cost_the_others(folder: CampaignFolder) -> None:
    put(
        folder,
        {
            "1.zip": b"PK\x03\x04 damaged",
            "2.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged",
            "3.eml": b"\x00",
            "4.zip": zip_of(("a.xlsx", BOOK)),
        },
    )
    result = taken(folder)
    assert [verdict.file.name for verdict in result.refused] == ["1.zip", "2.msg"]
    assert [file.name for file in result.files] == ["3.eml", "4.zip/a.xlsx"]


def test_a_file_that_changes_while_it_is_copied_costs_that_file_only(
    folder: CampaignFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, {"a.xlsx": BOOK, "b.xlsx": b"growing"})
    really = archiving.digest_of
    monkeypatch.setattr(
        archiving, "digest_of", lambda path: "0" * 64 if path.name == "b.xlsx" else really(path)
    )
    result = taken(folder)
    assert [file.name for file in result.files] == ["a.xlsx"]
    assert [(one.name, one.note) for one in result.litter] == [
        ("b.xlsx", "tệp đang được chép dở, chạy lại sau")
    ]


def test_a_letter_is_opened_again_when_the_archive_lost_what_came_in_it(
    folder: CampaignFolder,
) -> None:
    put(folder, {"x.eml": eml_of(("a.xlsx", BOOK)), "b.xlsx": workbook("other")})
    first, known = taken(folder), learnt(folder)
    lost = next(file for file in first.files if file.carrier)
    Archive(folder.archive).fetch(lost.digest).unlink()
    assert taken(folder, known=known) == first
    assert known.is_new
    assert Archive(folder.archive).fetch(lost.digest).read_bytes() == BOOK


def test_what_is_known_of_a_file_holds_under_its_name_only(folder: CampaignFolder) -> None:
    put(folder, {"thư.txt": b"PK\x03\x04 damaged"})
    known = learnt(folder)
    assert taken(folder, known=known).refused == ()
    for path in (folder.ledger, *folder.inbox.iterdir()):
        path.unlink()
    put(folder, {"a.zip": b"PK\x03\x04 damaged"})
    assert [one.file.name for one in taken(folder, known=known).refused] == ["a.zip"]


SMALL = {
    "a.xlsx": BOOK,
    "b.xlsx": workbook("other"),
    "ký.pdf": PDF,
    "~$a.xlsx": b"lock",
    "hỏng.zip": b"PK\x03\x04",
    "rỗng.xlsx": b"",
}
HELD = st.lists(st.sampled_from(sorted(SMALL)), max_size=3, unique=True)
CARRIERS = st.dictionaries(
    st.sampled_from(["1.zip", "2.zip", "Thư/1.eml", "2.eml", "Sở.msg", "lồng.eml"]),
    HELD,
    max_size=3,
)


def carried(name: str, held: list[str]) -> tuple[bytes, list[str]]:
    """A carrier of the kind its name says, and the names it adds to the listing."""
    files = [(one, SMALL[one]) for one in held]
    inside = [f"{name}/{one}" for one in held]
    match name:
        case "lồng.eml":
            nested = [f"{name}/trong.zip", *(f"{name}/trong.zip/{one}" for one in held)]
            return eml_of(("trong.zip", zip_of(*files))), [name, *nested]
        case "Sở.msg":
            return msg_of([Attached(*one) for one in files]), [name, *inside]
        case _:
            made = zip_of if name.endswith(".zip") else eml_of
            return made(*files), [name, *inside]


@settings(deadline=None, max_examples=60)
@given(plain=HELD, carriers=CARRIERS)
def test_whatever_is_dropped_every_file_is_listed_exactly_once(
    plain: list[str], carriers: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = CampaignFolder(tmp_path_factory.mktemp("campaign"))
    put(folder, {name: SMALL[name] for name in plain})
    names = list(plain)
    seen: set[bytes] = set()
    for name, held in sorted(carriers.items()):
        data, added = carried(name, held)
        put(folder, {name: data})
        # A carrier that is the same as another is opened once.
        names += [name] if data in seen else added
        seen.add(data)
    first = taken(folder)
    assert ends(first) == sorted(names)
    assert taken(folder) == first
    known = learnt(folder)
    assert taken(folder, known=known) == first
    assert not known.is_new
    assert len({file.digest for file in first.files}) == len(first.files)
