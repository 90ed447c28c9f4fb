"""Everything one carrier holds, through all its layers; each file in it ends exactly once.

A file in it is taken in, refused or passed over; a layer in it is opened or refused. Papers that
come along with a form (a signed scan, a covering letter) are passed over; where nothing may be a
form, the carrier as a whole is refused in one sentence instead of each paper in its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.domain.intake import CarrierKind
from pipeline.files.campaign.inbox import Litter, litter_note
from pipeline.files.carriers.contents import Contents, Letter, Member
from pipeline.files.carriers.eml import open_eml
from pipeline.files.carriers.limits import (
    MAX_CARRIER_BYTES,
    MAX_DEPTH,
    TAKE_OUT,
    Allowance,
    BeyondLimitError,
)
from pipeline.files.carriers.msg import open_msg
from pipeline.files.carriers.recognise import CarrierForm, carrier_form, content_kind, may_be_form
from pipeline.files.carriers.zip_archive import open_zip
from pipeline.files.returned.file_kind import USE_FORM, Unreadable

NAMED: Final = 3
"""How many files a refusal names."""

_OPENERS: Final[Mapping[CarrierForm, Callable[[bytes, Allowance], Contents]]] = {
    CarrierForm.ZIP: open_zip,
    CarrierForm.EML: open_eml,
    CarrierForm.MSG: open_msg,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file that came in a carrier and gets a verdict.

    Attributes:
        name: Relative to the inbox, the carrier's name first.
        data: ``None`` when its bytes could not be had.
        letter: The nearest e-mail around it; ``None`` when there is none.
        refusal: Why it is not read at all; ``None`` leaves the verdict to the reading.
        digest: SHA-256 of its bytes once they are in the archive, and not here any more; else "".
    """

    name: str
    size: int
    data: bytes | None
    letter: Letter | None
    refusal: Unreadable | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A carrier that was opened, the outermost or one inside it."""

    name: str
    kind: CarrierKind
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What one carrier held.

    Attributes:
        layers: What was opened, the carrier itself first; empty when it was refused.
        refusal: Why the carrier as a whole is refused; then it has no leaves.
    """

    kind: CarrierKind
    leaves: tuple[Leaf, ...] = ()
    litter: tuple[Litter, ...] = ()
    layers: tuple[Layer, ...] = ()
    refusal: Unreadable | None = None
    letter: Letter | None = None


def unpack(data: bytes, name: str) -> Unpacked | None:
    """Open a file that lay in the inbox; ``None`` when it carries no others."""
    form = carrier_form(data, name)
    if form is None:
        return None
    kind = _kind(form)
    if len(data) > MAX_CARRIER_BYTES:
        reason = f"Tệp quá lớn ({len(data) / 1e6:.0f} MB) nên không mở ra."
        return Unpacked(kind, refusal=Unreadable(reason, TAKE_OUT))
    allowance = Allowance()
    try:
        contents = _OPENERS[form](data, allowance)
        found = tuple(_walk(Layer(name, kind, contents.letter), contents, 1, allowance))
    except Unreadable as problem:
        return Unpacked(kind, refusal=problem)
    return _sorted(kind, contents.letter, found)


def _walk(
    layer: Layer, contents: Contents, depth: int, allowance: Allowance
) -> Iterator[Leaf | Litter | Layer]:
    yield layer
    for member in contents.members:
        named = replace(member, name=f"{layer.name}/{member.name}")
        note = member.litter or litter_note(member.name)
        if note:
            yield Litter(named.name, note)
        elif member.refusal:
            yield _leaf(named, layer.letter, member.refusal)
        else:
            yield from _member(named, layer.letter, depth, allowance)


def _member(
    member: Member, letter: Letter | None, depth: int, allowance: Allowance
) -> Iterator[Leaf | Litter | Layer]:
    form = CarrierForm.MSG if member.opened else carrier_form(member.data, member.name)
    if form is None:
        yield _leaf(member, letter, None)
        return
    if depth == MAX_DEPTH:
        reason = f"Thư, tệp nén lồng trong nhau quá {MAX_DEPTH} lớp nên không mở tiếp."
        yield _leaf(member, letter, Unreadable(reason, TAKE_OUT))
        return
    try:
        inner = member.opened or _OPENERS[form](member.data, allowance)
    except BeyondLimitError:
        raise
    except Unreadable as problem:
        yield _leaf(member, letter, problem)
        return
    nearest = _nearest(inner.letter, letter)
    yield from _walk(Layer(member.name, _kind(form), nearest), inner, depth + 1, allowance)


def _leaf(member: Member, letter: Letter | None, refusal: Unreadable | None) -> Leaf:
    data = None if refusal and not member.data else member.data
    return Leaf(member.name, member.size, data, letter, refusal)


def _nearest(inner: Letter | None, outer: Letter | None) -> Letter | None:
    """The inner letter; when it has no date, that of the letter that brought it."""
    if inner is None or outer is None:
        return inner or outer
    return replace(inner, sent=inner.sent or outer.sent, sender=inner.sender or outer.sender)


def _sorted(
    kind: CarrierKind, letter: Letter | None, found: tuple[Leaf | Litter | Layer, ...]
) -> Unpacked:
    leaves = [one for one in found if isinstance(one, Leaf)]
    forms = [one for one in leaves if one.refusal or may_be_form(one.data or b"", one.name)]
    papers = [one for one in leaves if one not in forms]
    litter = tuple(one for one in found if isinstance(one, Litter))
    litter += tuple(Litter(one.name, _paper_note(one, with_form=bool(forms))) for one in papers)
    layers = tuple(one for one in found if isinstance(one, Layer))
    if not forms:
        # The outermost is refused, so it is not among those opened.
        refusal = _without_form(kind, layers[0].name, papers)
        return Unpacked(kind, (), litter, layers[1:], refusal, letter)
    return Unpacked(kind, tuple(forms), litter, layers, None, letter)


def _paper_note(paper: Leaf, *, with_form: bool) -> str:
    what = content_kind(paper.data or b"").reason.rstrip(".")
    where = "gửi kèm biểu mẫu" if with_form else "không có biểu mẫu nào gửi kèm"
    return f"{what[:1].lower()}{what[1:]}; {where}"


def _without_form(kind: CarrierKind, outermost: str, papers: list[Leaf]) -> Unreadable:
    if papers:
        names = [f"“{one.name.removeprefix(outermost).lstrip('/')}”" for one in papers[:NAMED]]
        more = f" và {len(papers) - NAMED} tệp khác" if len(papers) > NAMED else ""
        listed = ", ".join(names) + more
        return Unreadable(f"{kind.label} không có bảng tính nào, chỉ có {listed}.", USE_FORM)
    if kind is CarrierKind.ARCHIVE:
        return Unreadable("Tệp nén không có tệp nào bên trong.", "Đề nghị đơn vị gửi lại biểu mẫu.")
    return Unreadable(
        "Thư không có tệp đính kèm.",
        "Nếu thư chỉ ghi đường dẫn (Google Drive, OneDrive, Zalo), tải tệp về rồi chép vào inbox.",
    )


def _kind(form: CarrierForm) -> CarrierKind:
    return CarrierKind.ARCHIVE if form is CarrierForm.ZIP else CarrierKind.MAIL
