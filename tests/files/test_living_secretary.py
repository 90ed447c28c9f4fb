"""A secretary edits the report at random, run after run: nothing they did is ever lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from pipeline.domain.document import Document, Part
from pipeline.files.office import convert, find_office
from pipeline.files.word.living.memory import recall
from tests.files import living_samples as living
from tests.files.living_samples import Edited, controls, read

SENTENCES = ("tập thể", "cá nhân", "phong trào", "sáng kiến", "điển hình", "kiểm tra")
SECRETARY = "Thư ký"


class Office:
    """The runs: which figures they print, which blocks they have."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._next = 10_000
        self.values = {name: [self._value() for _ in range(3)] for name in SENTENCES}
        self.table = [3, 5]
        self.absent = {SENTENCES[-1]}

    def _value(self) -> str:
        """Never the same number twice, so that one found is the one meant."""
        self._next += self._chance.randint(1, 90)
        return f"{self._next // 1000}.{self._next % 1000:03}"

    def another_run(self) -> None:
        for values in self.values.values():
            for number in range(len(values)):
                if self._chance.random() < 0.4:
                    values[number] = self._value()
        self.table = [value + self._chance.randint(0, 2) * 1000 for value in self.table]
        self.absent = {name for name in SENTENCES if self._chance.random() < 0.15}

    def document(self) -> Document:
        parts: list[Part] = []
        for number, name in enumerate(SENTENCES):
            if name not in self.absent:
                parts.append(living.a_sentence(name, *self.values[name]))
            if number == 2:
                parts += [living.plain("giữa"), living.a_table(self.table)]
        return living.a_report(*parts[:4], others=tuple(parts[4:]))


class Secretary:
    """Edits a report at random and remembers what was done to which block."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 0
        self.touched: set[str] = set()
        self.deleted: set[str] = set()

    def work(self, path: Path) -> None:
        acts: tuple[Callable[[Edited, str], None], ...] = (
            self._type,
            self._type,
            self._cut,
            self._split,
            self._move,
            self._dress,
            self._delete,
            self._write_between,
            self._draw_between,
            self._comment,
            self._accept,
        )
        with Edited(path) as report:
            for act in self._chance.choices(acts, k=self._chance.randint(1, 6)):
                tags = [t for t in controls(report.body) if t.startswith(("sentence.", "table.s"))]
                if tags:
                    act(report, self._chance.choice(sorted(tags)))

    def _words(self) -> str:
        self._number += 1
        return f" lời của thư ký thứ {'abcdefghijklmnopqrstuvwxyz'[self._number % 26] * 3}"

    def _text(self, report: Edited, tag: str) -> Any:
        found = [t for t in report.control(tag).iter(qn("w:t")) if (t.text or "").strip()]
        plain = [t for t in found if next(t.iterancestors(qn("w:ins")), None) is None]
        return self._chance.choice(plain) if plain else None

    def _type(self, report: Edited, tag: str) -> None:
        text = self._text(report, tag)
        if text is not None:
            at = self._chance.randint(0, len(text.text))
            _set(text, text.text[:at] + self._words() + text.text[at:])
            self.touched.add(tag)

    def _cut(self, report: Edited, tag: str) -> None:
        text = self._text(report, tag)
        if text is not None and len(text.text) > 6:
            at = self._chance.randint(0, len(text.text) - 5)
            _set(text, text.text[:at] + text.text[at + 5 :])
            self.touched.add(tag)

    def _split(self, report: Edited, tag: str) -> None:
        text = self._text(report, tag)
        if text is None or len(text.text) < 4 or text.getparent().getparent().tag != qn("w:p"):
            return
        run, at = text.getparent(), self._chance.randint(2, len(text.text) - 1)
        paragraph = run.getparent()
        if not text.text[:at].strip() or not text.text[at:].strip():
            return
        other = OxmlElement("w:p")
        if paragraph.pPr is not None:
            other.append(deepcopy(paragraph.pPr))
        rest = deepcopy(run)
        for child in list(rest):
            if child.tag == qn("w:t"):
                _set(child, text.text[at:])
        later = list(run.itersiblings())
        other.append(rest)
        other.extend(later)
        _set(text, text.text[:at])
        paragraph.addnext(other)
        self.touched.add(tag)

    def _move(self, report: Edited, tag: str) -> None:
        block = report.control(tag)
        places = [e for e in report.body if e.tag == qn("w:p") and e is not block][4:12]
        self._chance.choice(places).addnext(block)

    def _dress(self, report: Edited, tag: str) -> None:
        text = self._text(report, tag)
        if text is not None:
            properties = text.getparent().get_or_add_rPr()
            mark = OxmlElement("w:u")
            mark.set(qn("w:val"), "single")
            if properties.find(qn("w:u")) is None:
                properties.append(mark)
            self.touched.add(tag)

    def _delete(self, report: Edited, tag: str) -> None:
        if self._chance.random() < 0.4:
            block = report.control(tag)
            block.getparent().remove(block)
            self.deleted.add(tag)

    def _write_between(self, report: Edited, tag: str) -> None:
        paragraph = report.word.add_paragraph(self._words().strip())._p
        report.control(tag).addnext(paragraph)

    def _draw_between(self, report: Edited, tag: str) -> None:
        table = report.word.add_table(1, 2)
        table.cell(0, 0).text = self._words().strip()
        report.control(tag).addprevious(table._tbl)
        table._tbl.addnext(OxmlElement("w:p"))

    def _comment(self, report: Edited, tag: str) -> None:
        text = self._text(report, tag)
        if text is not None and text.getparent().getparent().tag == qn("w:p"):
            run = Run(text.getparent(), report.word._body)
            report.word.add_comment(run, text=self._words().strip(), author=SECRETARY)
            self.touched.add(tag)

    def _accept(self, report: Edited, tag: str) -> None:
        for change in list(report.control(tag).iter(qn("w:del"))):
            offered = change.getnext()
            for run in list(offered):
                offered.addprevious(run)
            change.getparent().remove(offered)
            change.getparent().remove(change)


def _set(text: Any, words: str) -> None:
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def words_in(body: Any) -> list[str]:
    """What the secretary wrote, in the order of the document, inside our blocks and outside."""
    return [line for line in read(body).split("\n") if "thư ký" in line]


def play(path: Path, seed: int, rounds: int, *, saved: Callable[[Path], None]) -> None:
    chance = random.Random(seed)
    office, secretary = Office(chance), Secretary(chance)
    living.write(path, office.document())
    for number in range(rounds):
        secretary.work(path)
        if number % 2:
            saved(path)
        before = living.body_of(path)
        notes = sorted(living.comments(path, SECRETARY).values())
        office.another_run()
        document = office.document()
        living.update(path, document)
        after = living.body_of(path)
        fresh = living.body_of(path.with_name("fresh.docx"))
        assert words_in(before) == words_in(after), f"seed {seed}, run {number}"
        assert sorted(living.comments(path, SECRETARY).values()) == notes
        _check_comments(path, after)
        _check_blocks(path, (before, after, fresh), secretary, f"seed {seed}, run {number}")
        _check_flags(path, after, office, secretary, f"seed {seed}, run {number}")


def _check_comments(path: Path, body: Any) -> None:
    """Every mark has its comment and every comment of ours its mark."""
    written = {str(one.comment_id) for one in docx.Document(str(path)).comments}
    for name in ("w:commentReference", "w:commentRangeStart", "w:commentRangeEnd"):
        marks = [mark.get(qn("w:id")) for mark in body.iter(qn(name))]
        assert len(marks) == len(set(marks))
        assert set(marks) <= written
    references = {mark.get(qn("w:id")) for mark in body.iter(qn("w:commentReference"))}
    assert living.comments(path).keys() <= references


def _check_blocks(
    path: Path, bodies: tuple[Any, Any, Any], secretary: Secretary, where: str
) -> None:
    before, after, fresh = map(controls, bodies)
    for tag in fresh:
        if tag in secretary.deleted:
            assert tag not in after, f"{where}: {tag} came back"
        elif tag in secretary.touched:
            if tag in before and tag.startswith("sentence."):
                assert read(after[tag]) == read(before[tag]), f"{where}: {tag} was changed"
        else:
            assert read(after[tag]) == read(fresh[tag]), f"{where}: {tag} is outdated"
    for tag in before.keys() - fresh.keys():
        assert (tag in after) == (tag in secretary.touched), f"{where}: {tag}"


def _check_flags(path: Path, body: Any, office: Office, secretary: Secretary, where: str) -> None:
    blocks = controls(body)
    for name, values in office.values.items():
        tag = f"sentence.{name}"
        if tag not in secretary.touched or tag not in blocks or name in office.absent:
            continue
        words, said = read(blocks[tag]), living.told(path, blocks[tag])
        written = _written(path)[tag]
        for number, value in enumerate(values):
            moved = written[number] != value
            if moved and value not in words:
                assert value in said, f"{where}: {tag} holds an outdated figure: {words} / {said}"


def _written(path: Path) -> dict[str, list[str]]:
    return {memory.block: [text for _, text in memory.figures] for memory in recall(path)}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_secretary_does_to_the_report_survives_every_later_run(
    seed: int, tmp_path: Path
) -> None:
    play(tmp_path / "report.docx", seed, 4, saved=lambda path: None)


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
@pytest.mark.parametrize("seed", [101, 102])
def test_it_survives_saves_by_libreoffice_between_the_runs(seed: int, tmp_path: Path) -> None:
    def saved(path: Path) -> None:
        folder = path.parent / "saved"
        folder.mkdir(exist_ok=True)
        shutil.copy(convert(path, folder, to="docx"), path)

    play(tmp_path / "report.docx", seed, 3, saved=saved)
