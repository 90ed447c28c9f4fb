"""The parts of a Word package: read with care, and written again with some changed or added."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pipeline.files.word.docx_splice import LEVEL
from pipeline.files.word.living.refusals import DocumentDamagedError, DocumentOpenError

MAIN_PART: Final = "word/document.xml"
CONTENT_TYPES: Final = "[Content_Types].xml"
MAIN_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NONE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships'
    b' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_CUSTOM = re.compile(r"customXml/item\d+\.xml")
_IDS = re.compile(rb'\bId="([^"]+)"')
_TARGET = re.compile(r'\bTarget="([^"]*)"')
_EMPTY_LIST = re.compile(rb"<((?:\w+:)?(?:Relationships|Types|comments)\b[^>]*)/>")


def read_parts(path: Path) -> dict[str, bytes]:
    """All parts of a Word file, in their order.

    Raises:
        DocumentOpenError: It is open elsewhere, or locked.
        DocumentDamagedError: It is no Word file, or cannot be unpacked.
    """
    for owner in _owner_files(path):
        if owner.exists():
            raise DocumentOpenError(
                f"Tệp “{path.name}” đang mở trong Word hoặc LibreOffice. Lưu, đóng tệp đó rồi chạy"
                f" lại; nếu không còn ai mở, xóa tệp “{owner.name}” bên cạnh."
            )
    try:
        with ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except PermissionError as error:
        raise DocumentOpenError(
            f"Không đọc được tệp “{path.name}”: tệp đang mở hoặc bị khóa. Đóng tệp rồi chạy lại."
        ) from error
    except (BadZipFile, OSError, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise DocumentDamagedError(f"Tệp “{path.name}” đã hỏng, không mở được.") from error
    if MAIN_PART not in parts or CONTENT_TYPES not in parts:
        raise DocumentDamagedError(f"Tệp “{path.name}” không phải tệp Word (.docx).")
    return parts


def _owner_files(path: Path) -> Iterable[Path]:
    """What Word and LibreOffice put beside a document while it is open.

    Word writes over the first two letters of a long name, fewer of a short one.
    """
    for cut in {2, max(0, min(2, len(path.stem) - 6))}:
        yield path.with_name(f"~${path.name[cut:]}")
    yield path.with_name(f".~lock.{path.name}#")


def write_parts(path: Path, parts: Mapping[str, bytes | Iterable[bytes]]) -> None:
    """Write a package; a long part may come in pieces."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL) as package:
        for name, data in parts.items():
            if name.endswith("/"):
                continue
            with package.open(name, "w") as written:
                written.writelines((data,) if isinstance(data, bytes) else data)


def free_name(parts: Iterable[str], pattern: str) -> str:
    """A part name that is not taken: ``pattern`` holds ``{}`` for a number."""
    taken = set(parts)
    number = 1
    while pattern.format(number) in taken:
        number += 1
    return pattern.format(number)


def add_type(parts: dict[str, bytes], part: str, content_type: str) -> None:
    """Say of what type a part is, unless that is said already."""
    line = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
    if f'PartName="/{part}"'.encode() not in parts[CONTENT_TYPES]:
        parts[CONTENT_TYPES] = with_last(parts[CONTENT_TYPES], line.encode())


def add_relationship(parts: dict[str, bytes], kind: str, target: str) -> str:
    """Relate the main part to ``target`` (seen from ``word/``) and say under which id."""
    rels = parts.get(MAIN_RELATIONSHIPS, _NONE)
    taken = {found.decode() for found in _IDS.findall(rels)}
    new = free_name(taken, "rIdT{}")
    line = f"<Relationship Id={quoteattr(new)} Type={quoteattr(kind)} Target={quoteattr(target)}/>"
    parts[MAIN_RELATIONSHIPS] = with_last(rels, line.encode())
    return new


def related(parts: Mapping[str, bytes], kind: str) -> str:
    """The name of the part that the main part relates to as ``kind``; "" for none."""
    for line in relationships(parts):
        if f'Type="{OFFICE}/{kind}"' in line and (target := _TARGET.search(line)):
            return part_name(target[1])
    return ""


def relationships(parts: Mapping[str, bytes]) -> list[str]:
    """The lines of the main part's relationships."""
    return re.findall(r"<Relationship\b[^>]*>", parts.get(MAIN_RELATIONSHIPS, _NONE).decode())


def part_name(target: str) -> str:
    """The name of a part that the main part calls ``target``."""
    if target.startswith("/"):
        return target[1:]
    return target[3:] if target.startswith("../") else f"word/{target}"


def with_last(xml: bytes, line: bytes) -> bytes:
    """A list of elements with one more at its end."""
    xml = _EMPTY_LIST.sub(lambda m: b"<" + m[1] + b"></" + m[1].split()[0] + b">", xml, count=1)
    end = xml.rstrip().rfind(b"</")
    return xml[:end] + line + xml[end:]


def custom_part(parts: Mapping[str, bytes], mark: str) -> str:
    """The name of the custom XML part of namespace ``mark``; "" for none."""
    named = (name for name in parts if _CUSTOM.fullmatch(name))
    return next((name for name in named if mark.encode() in parts[name][:400]), "")


def read_custom_part(path: Path, mark: str) -> bytes:
    """The custom XML part of namespace ``mark`` of a file we have just written; b"" for none."""
    with ZipFile(path) as package:
        for name in filter(_CUSTOM.fullmatch, package.namelist()):
            if mark.encode() in (data := package.read(name))[:400]:
                return data
    return b""


def put_custom_part(parts: dict[str, bytes], mark: str, store: str, xml: bytes) -> None:
    """Keep ``xml`` as the custom XML part of namespace ``mark``; one that is there is replaced."""
    for name, data in parts.items():
        if (
            name.startswith("customXml/item")
            and mark.encode() in data[:400]
            and "Props" not in name
        ):
            parts[name] = xml
            return
    name = free_name(parts, "customXml/item{}.xml")
    number = name.removeprefix("customXml/item").removesuffix(".xml")
    properties = f"customXml/itemProps{number}.xml"
    parts[name] = xml
    parts[f"customXml/_rels/item{number}.xml.rels"] = with_last(
        _NONE,
        f'<Relationship Id="rId1" Type="{OFFICE}/customXmlProps"'
        f' Target="itemProps{number}.xml"/>'.encode(),
    )
    parts[properties] = _properties(mark, store)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    add_type(parts, properties, kind)
    add_relationship(parts, f"{OFFICE}/customXml", f"../{name}")


def _properties(mark: str, store: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem'
        f' ds:itemID="{store}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{mark}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
