"""A planned paper, and a DOCX -> their texts, line by line in one order, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704.values import MeasuredDocx, MeasuredParagraph
from mzdocs.model.form_blocks import Boxes, Sketches
from mzdocs.model.letter import (
    MERGED,
    Block,
    Chart,
    Heading,
    Imprint,
    NewPage,
    Paper,
    Paragraph,
    Pictures,
    Signing,
    Table,
)

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class PaperLine:
    """A paragraph, or a row with the text of each cell that has any.

    `goes_on` is a row that begins a side its table goes on on: what it shares with rows above may be said again in it.
    """

    cells: tuple[str, ...]
    at: Sentence
    goes_on: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What is compared: the same text however it is broken and spaced."""
        return tuple(_BLANK.sub("", cell) for cell in self.cells)

    @property
    def text(self) -> str:
        """The line as people are shown it, its cells parted by a bar."""
        return " | ".join(map(shown, self.cells))


def shown(text: str) -> str:
    """On one line."""
    return _BLANK.sub(" ", text).strip()


def of_paper(paper: Paper) -> list[PaperLine]:
    """In the order the DOCX has them."""
    found = _certificate(paper) if paper.form == "证书" else _paper(paper)
    return [line for line in found if any(line.key)]


def _line(zh: str, en: str, *cells: str) -> PaperLine:
    return PaperLine(tuple(cell for cell in cells if cell.strip()), Sentence(zh, en))


def _paper(paper: Paper) -> Iterator[PaperLine]:
    if paper.official:
        yield _line("发文机关标志", "the mark", paper.mark)
        notes = [note for _, note in paper.notes]
        signer = f"签发人：{paper.signer}" if paper.form == "上行文" else ""
        yield _line("发文字号", "the number", "".join(notes[:1]) + paper.number + signer)
        yield from (_line("版头", "the head", note) for note in notes[1:])
    yield _line("标题", "the title", "".join(paper.title))
    yield _line("主送机关", "the addressee", f"{paper.addressee}：" if paper.addressee else "")
    yield from _blocks(paper.body, Sentence("正文", "the text"))
    names = [annex.name for annex in paper.annexes]
    yield from () if paper.issued else _annex_list(names)
    yield _line("署名", "the author", paper.author)
    yield _line("成文日期", "the date", paper.date if paper.author else "")
    if paper.issued:
        yield _line("印发件的标题", "the title of what is issued", paper.issued.name)
        yield from _blocks(paper.issued.body, Sentence("印发件", "what is issued"))
        yield from _annex_list(names)
    for number, annex in enumerate(paper.annexes, 1):
        label = f"附件{number if len(paper.annexes) > 1 else ''}"
        yield _line(label, f"annex {number}", label)
        yield _line(f"{label}的标题", f"the title of annex {number}", annex.name)
        yield from _blocks(annex.body, Sentence(label, f"annex {number}"))
    if paper.imprint:
        yield from _imprint(paper.imprint)


def _annex_list(names: Sequence[str]) -> Iterator[PaperLine]:
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        yield _line("附件说明", "the list of annexes", f"{label}{f'{number}.' if len(names) > 1 else ''}{name}")


def _imprint(imprint: Imprint) -> Iterator[PaperLine]:
    yield _line("版记", "the imprint", f"抄送：{'，'.join(imprint.copies)}。" if imprint.copies else "")
    if imprint.printer:
        yield _line("版记", "the imprint", imprint.printer, f"{imprint.printed_on}印发")


def _certificate(paper: Paper) -> Iterator[PaperLine]:
    """Each leaf with its title, its text and who signs it."""
    leaves = [list(leaf) for new, leaf in groupby(paper.body, lambda block: isinstance(block, NewPage)) if not new]
    for number, leaf in enumerate(leaves, 1):
        at = Sentence(f"第{number}张", f"leaf {number}")
        yield PaperLine(("".join(paper.title),), at)
        yield from _blocks([block for block in leaf if isinstance(block, Paragraph)], at)
        yield from (PaperLine((paper.author,), at), PaperLine((paper.date,), at))


def _blocks(blocks: Sequence[Block], at: Sentence) -> Iterator[PaperLine]:
    paragraphs, tables = 0, 0
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            paragraphs += 1
            yield _line(f"{at.zh}第{paragraphs}段", f"{at.en}, paragraph {paragraphs}", block.text)
        elif isinstance(block, Table):
            tables += 1
            yield from _table(block, Sentence(f"{at.zh}第{tables}个表格", f"{at.en}, table {tables}"))
        else:
            yield from (_line(at.zh, at.en, *cells) for cells in _others(block))


def _table(table: Table, at: Sentence) -> Iterator[PaperLine]:
    yield _line(f"{at.zh}的题目", f"the title of {at.en}", table.title)
    for number, row in enumerate((table.head, *table.rows), 1):
        cells = ("" if cell == MERGED else cell for cell in row)
        yield _line(f"{at.zh}第{number}行", f"{at.en}, row {number}", *cells)


def _others(block: Block) -> Iterator[tuple[str, ...]]:
    match block:
        case Chart():
            yield (block.title,)
            yield (block.threshold.name if block.threshold else "",)
            yield from ((bar.label, bar.said) for bar in block.bars)
            yield block.axis.names
        case Pictures():
            captions = [picture.caption for picture in block.pictures]
            yield from (tuple(captions[first : first + 2]) for first in range(0, len(captions), 2))
        case Signing():
            yield block.labels
        case Boxes():
            for row in block.rows:
                yield tuple(box.label + box.text for box in row)
                yield tuple("".join(box.closing) for box in row)
        case Sketches():
            captions = [sketch.caption for sketch in block.sketches]
            yield from (tuple(captions[first : first + 2]) for first in range(0, len(captions), 2))
        case NewPage():
            yield (block.title,)


def of_form(form: MeasuredDocx) -> list[PaperLine]:
    """Paragraphs, and rows of tables, in the order of the file; a head said again on the next side is left out."""
    found: list[PaperLine] = []
    head: tuple[str, ...] = ()
    again = 0
    for row, paragraphs in groupby(form.paragraphs, lambda each: each.row):
        held = list(paragraphs)
        lines = [_row(held, row)] if row else [PaperLine((each.text,), each.at) for each in held]
        lines = [line for line in lines if any(line.key)]
        if row and row[1] == 1 and lines:
            again = row[0] if lines[0].key == head else 0
            head = lines[0].key
            lines = [] if again else lines
        elif row == (again, 2):
            lines = [replace(line, goes_on=True) for line in lines]
        elif lines and not row:
            head = ()
        found += lines
    return found


def _row(paragraphs: Sequence[MeasuredParagraph], row: tuple[int, int]) -> PaperLine:
    cells = ("".join(each.text for each in held) for _, held in groupby(paragraphs, lambda each: each.mark))
    return _line(f"第{row[0]}个表格第{row[1]}行", f"table {row[0]}, row {row[1]}", *cells)
