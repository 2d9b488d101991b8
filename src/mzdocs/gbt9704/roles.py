"""Paragraphs -> what each is in the paper, by its words and its looks; names of styles are not asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mzdocs.core.units import Length
from mzdocs.gbt9704.values import MeasuredParagraph, Role

NUMBER = re.compile(
    r"([\u3400-\u9fff]{1,30}?)\s*(第?)\s*([〔\[【（(﹝{［])\s*(\d{2,4})\s*年?([〕\]】）)﹞}］])\s*(第?)\s*(\d+)\s*(号?)"
)
"""机关代字, brackets of any kind, year, serial: what is meant for a 发文字号, right or wrong."""
SIGNER = re.compile(r"签发人\s*[：:]?")
_MARK_SIZE, _RED_MARK_SIZE, _TITLE_SIZE = 24, 18, 18
"""Points: smaller is no mark, no title."""
_HEAD_ROOM = 12
"""Among so many paragraphs with text the head is looked for."""
_KINDS = re.compile(r"(通知|通报|报告|请示|批复|意见|决定|决议|公告|通告|函|纪要|方案|办法|通知书|责任书|总结|计划)$")
_FIGURES = r"[\d〇○零一二三四五六七八九十]"
_DATE = re.compile(rf"{_FIGURES}{{4}}\s*年\s*{_FIGURES}{{1,3}}\s*月\s*{_FIGURES}{{1,3}}\s*日")
_LABEL = re.compile(r"附件\s*[\d一二三四五六七八九十]*\s*[：:]?")
_LIST = re.compile(r"附\s*件\s*\d*\s*[：:、.．]\s*\S")
_NEXT = re.compile(r"\d+\s*[.．、]\s*\S")
_LEVELS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("一级", re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．,，:：]")),
    ("二级", re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("三级", re.compile(r"\d{1,2}\s*[.．、](?!\d)")),
    ("四级", re.compile(r"[（(]\d{1,2}[）)]")),
)
_PRINTED = re.compile(r"印发\s*$")
_TO_FILL = re.compile(r"[ \u3000_]{3,}")
"""A place to write in."""
_COPIES = re.compile(r"\s*抄\s*送\s*[：:]")


def level(text: str) -> Role:
    """Which of the four levels a paragraph's number says it is of."""
    return next((role for role, number in _LEVELS if number.match(text)), "")


def named(paragraphs: Sequence[MeasuredParagraph]) -> tuple[MeasuredParagraph, ...]:
    """The same paragraphs, each with its role."""
    return tuple(_Reader(paragraphs).all())


class _Reader:
    """Goes through the paragraphs once, in order."""

    def __init__(self, paragraphs: Sequence[MeasuredParagraph]) -> None:
        self._all = paragraphs
        self._roles: dict[int, Role] = {}
        self._flow = [at for at, each in enumerate(paragraphs) if each.story == "正文" and each.words]
        self._part = 0
        self._parts: dict[int, int] = {}

    def all(self) -> Iterator[MeasuredParagraph]:
        start = self._head()
        self._main(self._title(start))
        self._tail()
        part = 0
        for at, each in enumerate(self._all):
            part = self._parts.get(at, part)
            yield replace(each, role=self._roles.get(at, ""), part=part)

    def _head(self) -> int:
        """Mark, number, signer; what comes next, as a place in the flow of the text."""
        near = [at for at, p in enumerate(self._all) if p.words and p.story != "页脚"][:_HEAD_ROOM]
        number = next((at for at in near if _is_number(self._all[at])), None)
        mark = next((at for at in near if (number is None or at < number) and _is_mark(self._all[at])), None)
        if number is None and mark is not None and not _red(self._all[mark]):
            mark = None
        self._give(number, "发文字号")
        self._give(mark, "标志")
        signer = next((at for at in near if SIGNER.match(self._all[at].words) and at != number), None)
        self._give(signer, "签发人")
        last = max((at for at in (number, mark, signer) if at is not None), default=-1)
        return next((place for place, at in enumerate(self._flow) if at > last), len(self._flow))

    def _give(self, at: int | None, role: Role) -> None:
        if at is not None:
            self._roles[at] = role

    def _title(self, start: int) -> int:
        """The title's paragraphs; what comes next."""
        first = next((p for p in range(start, min(start + 4, len(self._flow))) if self._titled(self._flow[p])), None)
        if first is None:
            return start
        place = first
        while place < len(self._flow) and (place == first or self._goes_on(place)):
            self._roles[self._flow[place]] = "标题"
            place += 1
        return self._addressee(place)

    def _titled(self, at: int) -> bool:
        each = self._all[at]
        if len(each.words) > 80 or each.words[-1] in "。；：:":
            return False
        return _points(each.size) >= _TITLE_SIZE or bool(_KINDS.search(each.words))

    def _goes_on(self, place: int) -> bool:
        before, each = self._all[self._flow[place - 1]], self._all[self._flow[place]]
        alike = _points(each.size) >= _TITLE_SIZE and each.size == before.size and each.align == before.align
        return alike and not level(each.words) and each.words[-1] not in "。：:"

    def _addressee(self, place: int) -> int:
        if place < len(self._flow) and self._addressed(self._flow[place]):
            self._roles[self._flow[place]] = "主送"
            return place + 1
        return place

    def _addressed(self, at: int) -> bool:
        """By its colon; in a paper with a head also a short line flush left that forgot it."""
        text = self._all[at].words
        official = "发文字号" in self._roles.values() or "标志" in self._roles.values()
        if "。" in text or len(text) > 120 or level(text):
            return False
        flush = self._all[at].first < 1
        return (text[-1] in "：:" and (official or flush)) or (official and flush and len(text) <= 40)

    def _main(self, start: int) -> None:
        listing = False
        for place in range(start, len(self._flow)):
            at = self._flow[place]
            listing = self._listed(at, listing)
            if at not in self._roles:
                self._give(at, self._plain(place))

    def _listed(self, at: int, listing: bool) -> bool:
        """Whether the paragraph is one of the lines that name the annexes."""
        text = self._all[at].words
        begins = bool(_LIST.match(text)) and self._part == 0
        if begins or (listing and _NEXT.match(text)):
            self._roles[at] = "附件说明"
            return True
        return False

    def _plain(self, place: int) -> Role:
        each = self._all[self._flow[place]]
        before = self._flow[place - 1] if place else -1
        if _LABEL.fullmatch(each.words):
            self._new_part(self._flow[place])
            return "附件"
        if self._roles.get(before) == "附件" or (self._titled_again(each)):
            if self._roles.get(before) != "附件":
                self._new_part(self._flow[place])
            return "附件标题"
        if _PRINTED.search(each.words) and len(each.words) < 60:
            return "印发"
        if _COPIES.match(each.words):
            return "抄送"
        return level(each.words) or ("正文" if _prose(each) else "")

    def _titled_again(self, each: MeasuredParagraph) -> bool:
        return each.align == "center" and _points(each.size) >= _TITLE_SIZE and not level(each.words)

    def _new_part(self, at: int) -> None:
        self._part += 1
        self._parts[at] = self._part

    def _tail(self) -> None:
        """Date and author before the annexes; the imprint wherever it stands, in a table mostly."""
        body = [at for at in self._flow if self._roles.get(at, "") in ("", "正文") and not self._behind(at)]
        for at in reversed(body[-8:]):
            if _DATE.fullmatch(self._all[at].words):
                self._roles[at] = "成文日期"
                self._author(at)
                break
        for at, each in enumerate(self._all):
            if each.story == "表格" and each.words:
                self._imprint(at, each.words)

    def _behind(self, at: int) -> bool:
        return any(at >= start for start in self._parts)

    def _author(self, date: int) -> None:
        place = self._flow.index(date)
        before = self._flow[place - 1] if place else None
        if before is not None and self._roles.get(before, "") in ("", "正文") and _short(self._all[before].words):
            self._roles[before] = "署名"

    def _imprint(self, at: int, text: str) -> None:
        if _COPIES.match(text):
            self._roles[at] = "抄送"
        elif _PRINTED.search(text) and re.search(r"\d", text) and len(text) < 60:
            self._roles[at] = "印发"


def _short(text: str) -> bool:
    return len(text) <= 40 and text[-1] not in "。：:；"


def number_text(paragraph: MeasuredParagraph) -> str:
    """The number itself: without the signer behind it, or the urgency a letter has before it."""
    return SIGNER.split(paragraph.words)[0].strip(" \t\u3000").split("\t")[-1].strip()


def _is_number(paragraph: MeasuredParagraph) -> bool:
    text = number_text(paragraph)
    return bool(NUMBER.fullmatch(text)) and len(paragraph.words) < 80


def _is_mark(paragraph: MeasuredParagraph) -> bool:
    main = paragraph.main
    large = main is not None and _points(main.size) >= (_RED_MARK_SIZE if main.red else _MARK_SIZE)
    return large and len(paragraph.words) < 60


def _points(size: Length) -> float:
    """As the file has it: 24 pt kept in millimetres are a little less."""
    return round(size.pt, 2)


def _red(paragraph: MeasuredParagraph) -> bool:
    return paragraph.main is not None and paragraph.main.red


def _prose(paragraph: MeasuredParagraph) -> bool:
    """Sentences; not a caption, a label to write after, or a line set apart."""
    text = paragraph.words
    if paragraph.align in ("center", "right") or len(text) < 8 or _TO_FILL.search(text):
        return False
    return text[-1] in "。！？；…”）" or len(text) > 60
