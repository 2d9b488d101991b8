"""Paragraphs -> what each is in the paper, by its words and its looks; names of styles are not asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mzdocs.gbt9704.head_roles import head_roles, points
from mzdocs.gbt9704.values import MeasuredParagraph, Role

_TITLE_SIZE = 18
"""Points: smaller is no title."""
_KINDS = re.compile(
    r"(通知|通报|报告|请示|批复|意见|决定|决议|公告|通告|公报|议案|命令|函|纪要|方案|办法|规定|细则|规划|要点|通知书|责任书|总结|计划)$"
)
_FIGURES = r"[\d〇○零一二三四五六七八九十]"
_DATE = re.compile(
    rf"{_FIGURES}{{2,4}}\s*年\s*{_FIGURES}{{1,3}}\s*月\s*{_FIGURES}{{1,3}}\s*[日号]|\d{{4}}\s*[-./]\s*\d{{1,2}}\s*[-./]\s*\d{{1,2}}"
)
"""A day, rightly written or not."""
_LABEL = re.compile(r"附件\s*[\d一二三四五六七八九十]*\s*[：:]?")
_LIST = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[：:、.．]\s*\S")
_NEXT = re.compile(r"\d+\s*[.．、]\s*\S")
_COUNTED = "[万亿千百十多余倍米平吨克度元个人户张年月日时分小至到]|公[里斤顷分厘]|厘米"
"""What follows a figure that counts or measures, and is no number of a heading: 1.1万平方米."""
_LEVELS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "一级",
        re.compile(
            r"(?:第?[一二三四五六七八九十]{1,3}\s*、|[一二三四五六七八九十]{1,3}\s*[.．,，:：]|[壹贰叁肆伍陆柒捌玖拾Ⅰ-Ⅻ]{1,3}\s*[、.．])"
        ),
    ),
    ("二级", re.compile(r"[（(【〔\[][一二三四五六七八九十]{1,3}[）)】〕\]]|[㈠-㈩]")),
    (
        "三级",
        re.compile(
            rf"\d{{1,2}}\s*[.．、](?!\d)|[⒈-⒛]|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}\s*(?=[一-鿿])(?!{_COUNTED})|[A-Z][.．、](?=[一-鿿])"
        ),
    ),
    (
        "四级",
        re.compile(r"[（(]\s*\d{1,2}\s*[）)]|[【〈<\[]\d{1,2}[】〉>\]]|[⑴-⒇❶-❿]|\d{1,2}[）)]|[a-z][.)）](?=[一-鿿])"),
    ),
)
"""Rightly written or not."""
_PRINTED = re.compile(r"(?:\d|日).*印\s*发\s*$")
_NOTE = re.compile(r"\s*(?:联\s*系\s*人|联系(?:电话|单位|方式)|此件|发至|传达至|公开(?:方式|属性)|信息公开).*")
"""What a remark is about; in the text only if it stands in brackets."""
_BRACKETED_NOTE = re.compile(rf"[（(]{_NOTE.pattern}[）)]")
_BRACKETED = re.compile(r"[（(].*[）)]")
_OLD_WORDS = re.compile(r"主\s*题\s*词\s*[：:]")
_TO_FILL = re.compile(r"[ \u3000_]{3,}")
"""A place to write in."""
_MOST_AUTHORS, _APART, _LONG_LINE = 6, 4, 24
"""Lines above a date; characters in from the left of one that is no text, and of a sentence whatever its place."""
_COPIES = re.compile(r"\s*抄\s*[送报发]\s*[：:]")
_SAID: tuple[tuple[re.Pattern[str], Role], ...] = ((_COPIES, "抄送"), (_OLD_WORDS, "主题词"), (_BRACKETED_NOTE, "附注"))
"""What says by its first words what it is."""


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
        """What stands above the title; what comes next, as a place in the flow of the text."""
        self._roles |= head_roles(self._all)
        last = max(self._roles, default=-1)
        return next((place for place, at in enumerate(self._flow) if at > last), len(self._flow))

    def _give(self, at: int, role: Role) -> None:
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
        if place < len(self._flow) and self._under_title(self._flow[place]):
            self._give(self._flow[place], "题注")
            place += 1
        return self._addressee(place)

    def _under_title(self, at: int) -> bool:
        """In brackets, in the middle: who passed it and when, or that it is a draft."""
        return self._all[at].align == "center" and bool(_BRACKETED.fullmatch(self._all[at].words))

    def _titled(self, at: int) -> bool:
        each = self._all[at]
        large = points(each.size) >= _TITLE_SIZE
        closed = each.words[-1] in "；：:" or (each.words[-1] == "。" and not (large and each.align == "center"))
        return len(each.words) <= 80 and not closed and (large or bool(_KINDS.search(each.words)))

    def _goes_on(self, place: int) -> bool:
        """Alike in size, or, where the line before has not yet said what kind of paper it is, in the middle as well."""
        before, each = self._all[self._flow[place - 1]], self._all[self._flow[place]]
        if level(each.words) or each.words[-1] in "。：:" or _BRACKETED.fullmatch(each.words):
            return False
        if points(each.size) >= _TITLE_SIZE and each.size == before.size:
            return each.align == before.align
        unfinished = before.align == each.align == "center" and not _KINDS.search(before.words)
        return unfinished and not _DATE.fullmatch(each.words)

    def _addressee(self, place: int) -> int:
        """One line, or several where the first is not closed."""
        if place >= len(self._flow) or not self._addressed(self._flow[place]):
            return place
        self._roles[self._flow[place]] = "主送"
        goes_on = self._all[self._flow[place]].words[-1] in "，、,"
        return self._addressee(place + 1) if goes_on else place + 1

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
        if _PRINTED.search(each.words) and len(each.words) < 60 and not level(each.words):
            return "印发"
        for words, role in _SAID:
            if words.match(each.words):
                return role
        return level(each.words) or ("正文" if _prose(each) else "")

    def _titled_again(self, each: MeasuredParagraph) -> bool:
        return each.align == "center" and points(each.size) >= _TITLE_SIZE and not level(each.words)

    def _new_part(self, at: int) -> None:
        self._part += 1
        self._parts[at] = self._part

    def _tail(self) -> None:
        """Date, authors and note before the annexes; the imprint wherever it stands, in a table mostly."""
        body = [at for at in self._flow if self._roles.get(at, "") in ("", "正文") and not self._behind(at)]
        date = next((at for at in reversed(body[-8:]) if _DATE.fullmatch(self._all[at].words)), None)
        if date is not None:
            self._roles[date] = "成文日期"
            self._authors(date)
            self._note(date)
        for at, each in enumerate(self._all):
            if each.story == "表格" and each.words:
                self._imprint(at, each.words)

    def _behind(self, at: int) -> bool:
        return any(at >= start for start in self._parts)

    def _authors(self, date: int) -> None:
        """The line above the date, and where offices write together the lines above that are set apart as it is."""
        place = self._flow.index(date)
        for at in reversed(self._flow[max(0, place - _MOST_AUTHORS) : place]):
            each = self._all[at]
            apart = each.align in ("right", "center") or each.left + each.first >= _APART
            near = at == self._flow[place - 1]
            if self._roles.get(at, "") not in ("", "正文") or not _short(each.words) or not (near or apart):
                return
            self._roles[at] = "署名"

    def _note(self, date: int) -> None:
        """What stands in brackets under the date, or says that it should."""
        place = self._flow.index(date)
        for at in self._flow[place + 1 : place + 3]:
            bracketed = _BRACKETED.fullmatch(self._all[at].words) or _NOTE.match(self._all[at].words.lstrip("（("))
            if not bracketed or self._roles.get(at, "") not in ("", "正文", "二级", "四级", "附注"):
                return
            self._roles[at] = "附注"

    def _imprint(self, at: int, text: str) -> None:
        if _COPIES.match(text):
            self._roles[at] = "抄送"
        elif _PRINTED.search(text) and re.search(r"\d", text) and len(text) < 60:
            self._roles[at] = "印发"


def _short(text: str) -> bool:
    return len(text) <= 40 and text[-1] not in "。：:；"


def _prose(paragraph: MeasuredParagraph) -> bool:
    """Sentences; not a caption, a label to write after, or a line set apart."""
    text = paragraph.words
    apart = paragraph.align in ("center", "right")
    if len(text) < (_LONG_LINE if apart else 8) or _TO_FILL.search(text):
        return False
    if apart:
        return text[-1] == "。"
    return text[-1] in "。！？；…”）" or len(text) > 60
