"""Direct workers among those commended and proposed (tỷ lệ lao động trực tiếp được khen)."""

from __future__ import annotations

from pipeline.domain.campaign import Counting
from pipeline.steps.derive import share
from pipeline.steps.figures import FigureBook
from pipeline.steps.pairs import Pair, paired
from pipeline.steps.sentences.coverage import basis_of, unless_said
from pipeline.steps.sentences.phrasing import (
    NOTHING,
    Line,
    Phrase,
    paragraph,
    phrase,
    plain,
    sentence,
)
from pipeline.steps.tables.ratios import (
    decided,
    decided_direct,
    headcount,
    persons,
    persons_direct,
    proposed,
    proposed_direct,
)

_WHOLE = {
    "người lao động trực tiếp": "tổng số người lao động trực tiếp",
    "cá nhân": "tổng số cán bộ, công chức, viên chức, người lao động",
}
_WHO = "người lao động trực tiếp, không giữ chức vụ lãnh đạo, quản lý"


def direct_share(book: FigureBook) -> tuple[Line, ...]:
    """The direct share of decided and of proposed, then the rates against headcounts."""
    awarded = paired(book, lambda unit: (decided_direct(book, unit), decided(book, unit)))
    asked = paired(book, lambda unit: (proposed_direct(book, unit), proposed(book, unit)))
    said = basis_of(book, awarded)
    return (
        *paragraph("decided", _decided(book, awarded)),
        *paragraph("proposed", _proposed(book, asked, said)),
        *paragraph("rates", _direct_rate(book, said), _award_rate(book, said)),
    )


def digest(book: FigureBook) -> Phrase:
    """The direct share of decided, in a few words."""
    pair = paired(book, lambda unit: (decided_direct(book, unit), decided(book, unit)))
    ratio = share(pair.left, pair.right, "Tỷ lệ lao động trực tiếp trong số được khen")
    if ratio.value is None:
        return NOTHING
    return phrase(
        "{ratio} {counted} được khen là người lao động trực tiếp{fraction}",
        ratio=ratio,
        counted=_counted(book),
        fraction=_fraction(pair),
    )


def _counted(book: FigureBook) -> str:
    return "số cá nhân" if book.campaign.counting is Counting.PERSONS else "lượt cá nhân"


def _decided(book: FigureBook, pair: Pair) -> Phrase:
    if pair.right.value is None:
        return sentence(
            "chưa có đơn vị nào báo cáo đủ số cá nhân được khen và số người lao động trực tiếp"
            " được khen"
        )
    if pair.right.value == 0:
        none = "chưa có cá nhân nào được khen thưởng nên không tính tỷ lệ người lao động trực tiếp"
        return sentence(basis_of(book, pair), none)
    if book.campaign.counting is Counting.PERSONS:
        how, word = "tính theo người (mỗi người một lần), ", "cá nhân"
    else:
        how, word = "tính theo lượt khen, ", "lượt"
    whole = "cá nhân" if word == "cá nhân" else "lượt cá nhân"
    said = phrase("trong {n} {whole} đã có quyết định khen thưởng, ", n=pair.right, whole=whole)
    return sentence(basis_of(book, pair), how, said, _direct_part(pair, word))


def _proposed(book: FigureBook, pair: Pair, said_before: Phrase) -> Phrase:
    """Always by award events: nobody is asked for persons proposed."""
    if pair.right.value is None:
        return sentence("chưa có đơn vị nào báo cáo đủ số liệu đề nghị khen thưởng cá nhân")
    opening = unless_said(basis_of(book, pair), said_before)
    if pair.right.value == 0:
        return sentence(opening, "không có đề nghị cấp trên khen thưởng cá nhân")
    said = phrase("trong {n} lượt cá nhân được đề nghị cấp trên khen thưởng, ", n=pair.right)
    return sentence(opening, said, _direct_part(pair, "lượt"))


def _direct_part(pair: Pair, word: str) -> Phrase:
    ratio = share(pair.left, pair.right, "Tỷ lệ người lao động trực tiếp")
    if not pair.left.value:
        return phrase(
            "không có {word} nào là {who} (tỷ lệ {ratio})", word=word, who=_WHO, ratio=ratio
        )
    return phrase(
        "có {n} {word} là {who}, đạt tỷ lệ {ratio}{fraction}",
        n=pair.left,
        word=word,
        who=_WHO,
        ratio=ratio,
        fraction=_fraction(pair),
    )


def _fraction(pair: Pair) -> Phrase:
    return phrase(" ({left}/{right})", left=plain(pair.left), right=plain(pair.right))


def _direct_rate(book: FigureBook, said_before: Phrase) -> Phrase:
    pair = paired(book, lambda unit: (persons_direct(book, unit), headcount(book, "direct", unit)))
    basis = unless_said(basis_of(book, pair), said_before)
    return _rate(pair, basis, "người lao động trực tiếp")


def _award_rate(book: FigureBook, said_before: Phrase) -> Phrase:
    pair = paired(book, lambda unit: (persons(book, unit), headcount(book, "total", unit)))
    basis = unless_said(basis_of(book, pair), said_before)
    return _rate(pair, basis, "cá nhân")


def _rate(pair: Pair, basis: Phrase, who: str) -> Phrase:
    """Against a headcount only persons can be counted, whatever the campaign counts."""
    whole = _WHOLE[who]
    ratio = share(pair.left, pair.right, f"Tỷ lệ được khen trên {whole}")
    if ratio.value is None:
        return NOTHING
    return sentence(
        phrase(
            "{basis}số {who} được khen (mỗi người tính một lần) bằng {ratio} {whole} của các"
            " đơn vị{fraction}",
            basis=basis,
            who=who,
            ratio=ratio,
            whole=whole,
            fraction=_fraction(pair),
        )
    )
