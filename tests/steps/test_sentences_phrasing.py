from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.domain.document import Look, Printed, Text
from pipeline.domain.figures import Figure, Measure, Query, Way
from pipeline.steps.derive import change, given, share
from pipeline.steps.sentences.phrasing import (
    Line,
    answer,
    aside,
    items,
    joined,
    lead,
    listed,
    lower_first,
    paragraph,
    phrase,
    plain,
    prose,
    sentence,
)
from tests.steps.collections_builder import read


def number(value: int | Decimal, name: str = "n") -> Figure:
    return given(name, name, value, "")


def text(inlines: tuple[Text | Printed, ...]) -> str:
    return "".join(inline.text for inline in inlines)


def test_a_phrase_mixes_words_and_figures_and_remembers_the_figure() -> None:
    five = number(5)
    assert phrase("ban hành {n} văn bản", n=five) == (
        Text("ban hành "),
        Printed(five, "05"),
        Text(" văn bản"),
    )


def test_what_a_value_holds_is_never_read_as_a_template() -> None:
    assert phrase("{name}: xong", name="{n} {{ x }}") == (Text("{n} {{ x }}: xong"),)


def test_neighbouring_words_are_one_run_unless_their_look_differs() -> None:
    assert phrase("{a}{b}{c}", a="một ", b="hai", c=lead(" ba")) == (
        Text("một hai"),
        Text(" ba", bold=True),
    )


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (number(2), "02"),
        (number(0), "0"),
        (number(1234), "1.234"),
        (number(Decimal("1234.5")), "1.234,5"),
        (number(Decimal(8)), "8"),
        (share(number(1), number(8), ""), "12,5%"),
        (change(number(3), number(8), ""), "05"),
        (change(number(Decimal("1.5")), number(Decimal(4)), ""), "2,5"),
        (Figure("none", "", None), "—"),
        (Figure("m", "", Decimal(1) / 3, query=Query("b", "c", way=Way.MEAN)), "0,33"),
        (Figure("p", "", Decimal(5), Measure.PERCENT), "5%"),
    ],
)
def test_figures_in_prose_follow_vietnamese_custom(figure: Figure, printed: str) -> None:
    assert prose(figure) == printed


def test_a_plain_figure_has_no_leading_zero() -> None:
    assert plain(number(2)).text == "2"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A và B"),
        (["A", "", "B", "C"], "A, B và C"),
    ],
)
def test_an_enumeration_ends_with_va_and_skips_what_says_nothing(
    names: list[str], said: str
) -> None:
    assert text(listed(names)) == said


def test_a_sentence_begins_with_a_capital_and_ends_with_one_mark() -> None:
    assert text(sentence("các đơn vị ", "đã nộp")) == "Các đơn vị đã nộp."
    assert text(sentence("đã đủ.")) == "Đã đủ."
    assert text(sentence("gồm:")) == "Gồm:"
    assert sentence((), "") == ()


def test_a_sentence_may_begin_with_a_figure() -> None:
    assert text(sentence(number(2), " đơn vị")) == "02 đơn vị."


def test_a_paragraph_of_silent_sentences_is_not_printed() -> None:
    assert paragraph("x", (), ()) == ()
    assert read(paragraph("x", sentence("một"), (), sentence("hai"))) == ["Một. Hai."]


def test_list_items_are_ended_by_semicolons_and_the_last_by_a_full_stop() -> None:
    found = items([("a", phrase("Một.")), ("b", ()), ("c", phrase("{n}", n=number(3)))])
    assert read(found) == ["- Một;", "- 03."]
    assert [line.key for line in found] == ["a", "c"]


def test_brackets_hold_only_what_says_something() -> None:
    assert text(aside((), "một", "hai")) == " (một; hai)"
    assert aside((), "") == ()


def test_items_that_say_nothing_leave_no_separator() -> None:
    assert text(joined(["", "a", (), "b"], "; ")) == "a; b"


def test_labels_keep_the_capitals_of_names() -> None:
    assert lower_first("Kế hoạch") == "kế hoạch"
    assert lower_first("Hội đồng Thi đua - Khen thưởng") == "Hội đồng Thi đua - Khen thưởng"


def test_each_line_of_an_answer_is_a_paragraph_and_the_first_is_led_by_the_name() -> None:
    assert answer("SNV", "Sở Nội vụ", "Một.\n\n- Hai\nBa") == (
        Line("SNV", (Text("Sở Nội vụ", bold=True), Text(": Một."))),
        Line("SNV.2", (Text("Hai"),), Look.ITEM),
        Line("SNV.3", (Text("Ba"),)),
    )


def test_an_answer_comes_out_exactly_as_written() -> None:
    written = "A & B < C {{ x }} =1+1 " + "dài " * 7000
    assert read(answer("head", "", written)) == [written.strip()]
