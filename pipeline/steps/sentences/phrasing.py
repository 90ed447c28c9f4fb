"""Build sentences of words and figures (câu văn có số liệu): what all themes share.

The words themselves stand in ``input_templates/reports/phrases.toml``. A phrase is a tuple of
inlines: ``say(book, "documents.type", n=figure, label="kế hoạch")`` mixes words and figures; a
number that comes from data is always a ``Figure`` and never part of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from pipeline.domain.document import Inline, Look, Printed, Text
from pipeline.domain.errors import SettingsError
from pipeline.domain.figures import Figure, Measure, Number, Way
from pipeline.domain.printing import print_figure
from pipeline.domain.vietnamese.numbers import format_number, format_prose_count, round_half_up
from pipeline.steps.figures import FigureBook

Phrase: TypeAlias = tuple[Inline, ...]
Piece: TypeAlias = str | Figure | Text | Printed | Phrase

NOTHING: Phrase = ()
"""An unsaid clause; every function below skips it."""

_BULLETS = ("- ", "– ", "• ", "* ")
_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph before its section gives it an id.

    Attributes:
        key: Names it within its content, the same in every run: a unit's code, a clause.
    """

    key: str
    inlines: Phrase
    look: Look = Look.BODY


def phrase(template: str, /, **pieces: Piece) -> Phrase:
    """Words with pieces put in at ``{name}``; what a piece holds is never read as a template."""
    inlines: list[Inline] = []
    for words, name, _, _ in Formatter().parse(template):
        inlines.extend(_inlines(words))
        if name is not None:
            inlines.extend(_inlines(pieces[name]))
    return _merged(inlines)


def say(book: FigureBook, key: str, /, **pieces: Piece) -> Phrase:
    """The phrase of a key, its tags filled.

    Raises:
        SettingsError: The wording lacks the phrase, or the phrase has a tag nobody fills.
    """
    period = book.campaign.period
    known: dict[str, Piece] = {
        "group": book.campaign.word,
        "period": period.label,
        "previous": period.previous.label,
    }
    words = book.wording.get(key)
    if words is None:
        raise SettingsError(f"Tệp phrases.toml thiếu câu “{key}”. Chép lại câu này từ bản gốc.")
    try:
        return phrase(words, **(known | pieces))
    except KeyError as error:
        raise SettingsError(
            f"phrases.toml: câu “{key}” dùng thẻ {{{error.args[0]}}} không có giá trị. Chỉ dùng"
            f" các thẻ: {', '.join(sorted(known | pieces))}."
        ) from error


def words_of(book: FigureBook, key: str) -> str:
    """A phrase without figures, as plain words."""
    return "".join(inline.text for inline in say(book, key))


def plain(figure: Figure) -> Printed:
    """The figure printed as in a table, without the leading 0 of prose: an amount, a score."""
    return Printed(figure, print_figure(figure))


def amount(book: FigureBook, figure: Figure, measure: str) -> Printed:
    """So many of a measure: things counted get their leading 0, amounts such as money do not."""
    value = figure.value
    if value is None or value != int(value):
        return Printed(figure, prose(figure))
    kinds = words_of(book, "measures.amounts").split(";")
    if any(f" {measure.lower()}".endswith(f" {kind.strip().lower()}") for kind in kinds):
        return Printed(figure, format_number(max(value, -value)))
    return Printed(figure, format_prose_count(abs(int(value))))


def prose(figure: Figure) -> str:
    """A figure as printed inside a sentence: 02 · 1.234 · 1.234,5 · 12,5%."""
    value: Number | None = figure.value
    if value is None or figure.measure is Measure.PERCENT:
        return print_figure(figure)
    if figure.measure is Measure.CHANGE:
        value = value if value >= 0 else -value
    if isinstance(value, int):
        return format_prose_count(value)
    is_mean = figure.query is not None and figure.query.way in (Way.MEAN, Way.WEIGHTED)
    return format_number(round_half_up(value, 2) if is_mean else value)


def joined(items: Iterable[Piece], separator: str = ", ") -> Phrase:
    """The items that say something, one after another."""
    inlines: list[Inline] = []
    for item in items:
        said = _inlines(item)
        if said and inlines:
            inlines.append(Text(separator))
        inlines.extend(said)
    return _merged(inlines)


def listed(items: Iterable[Piece]) -> Phrase:
    """An enumeration: "A, B và C"."""
    said = [item for item in map(_inlines, items) if item]
    if len(said) < 2:
        return joined(said)
    return joined((joined(said[:-1]), said[-1]), " và ")


def sentence(*clauses: Piece) -> Phrase:
    """Clauses put together as they are, with a capital first and a full stop; or nothing."""
    inlines = joined(clauses, "")
    if not inlines:
        return NOTHING
    first, rest = inlines[0], inlines[1:]
    if isinstance(first, Text):
        first = Text(upper_first(first.text), first.bold, first.italic)
    whole = (first, *rest)
    ended = "".join(inline.text for inline in whole).rstrip().endswith(_ENDS)
    return whole if ended else phrase("{whole}.", whole=whole)


def paragraph(key: str, *sentences: Phrase, look: Look = Look.BODY) -> tuple[Line, ...]:
    """One paragraph of the sentences that say something; none when all are silent."""
    whole = joined(sentences, " ")
    return (Line(key, whole, look),) if whole else ()


def items(key_and_text: Iterable[tuple[str, Phrase]]) -> tuple[Line, ...]:
    """List items, each ended by ";", the last by "."."""
    found = [(key, text) for key, text in key_and_text if text]
    last = len(found) - 1
    return tuple(
        Line(key, _ended(text, "." if index == last else ";"), Look.ITEM)
        for index, (key, text) in enumerate(found)
    )


def aside(*phrases: Piece) -> Phrase:
    """What says something, in brackets after a blank: " (a; b)"."""
    said = joined(phrases, "; ")
    return phrase(" ({said})", said=said) if said else NOTHING


def numbered(book: FigureBook, entries: Sequence[Phrase]) -> Phrase:
    """Several entries of one item: "(1) A; (2) B"; a single one stands as it is."""
    if len(entries) < 2:
        return joined(entries)
    marked = (
        say(book, "lists.numbered", number=str(number), text=entry)
        for number, entry in enumerate(entries, start=1)
    )
    return joined(marked, "; ")


def one_line(text: str) -> str:
    """What somebody wrote, as part of a sentence: on one line, without its full stop."""
    return " ".join(text.split()).rstrip(" .;")


def lead(name: str) -> Text:
    """The bold name a paragraph begins with."""
    return Text(name, bold=True)


def answer(key: str, name: str, text: str) -> tuple[Line, ...]:
    """What somebody wrote, led by a name ("" for none); a line of it is a paragraph."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    lines: list[Line] = []
    for number, words in enumerate(written, start=1):
        own_key = key if number == 1 else f"{key}.{number}"
        if name and number == 1:
            lines.append(Line(own_key, phrase("{name}: {words}", name=lead(name), words=words)))
        elif words.startswith(_BULLETS):
            lines.append(Line(own_key, (Text(words[1:].strip()),), Look.ITEM))
        else:
            lines.append(Line(own_key, (Text(words),)))
    return tuple(lines)


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(label: str) -> str:
    """A label as used inside a sentence; names and abbreviations keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:] == label[1:].lower() else label


def _ended(text: Phrase, mark: str) -> Phrase:
    last = text[-1]
    if isinstance(last, Text):
        text = (*text[:-1], Text(last.text.rstrip(" .;"), last.bold, last.italic))
    return phrase("{text}{mark}", text=text, mark=mark)


def _inlines(piece: Piece) -> Phrase:
    match piece:
        case str():
            return (Text(piece),) if piece else ()
        case Figure():
            return (Printed(piece, prose(piece)),)
        case Text() | Printed():
            return (piece,)
        case _:
            return piece


def _merged(inlines: Iterable[Inline]) -> Phrase:
    """Neighbouring words of one look become one run."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if (
            isinstance(inline, Text)
            and isinstance(last, Text)
            and (inline.bold, inline.italic) == (last.bold, last.italic)
        ):
            merged[-1] = Text(last.text + inline.text, inline.bold, inline.italic)
        else:
            merged.append(inline)
    return tuple(merged)
