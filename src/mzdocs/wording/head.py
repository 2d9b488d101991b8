"""The head of a wording -> a paper with all the parts its form must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mzdocs.core.ids import DOCUMENT_NUMBER
from mzdocs.core.problems import Location, Sentence, Stopped, problem_type
from mzdocs.model.form_blocks import Boxes
from mzdocs.model.letter import FORMS, NOTES, Form, Imprint, Note, Paper, Table, Wording
from mzdocs.wording.markup import SIDEWAYS_TEXT, TEXT, Draft
from mzdocs.wording.source_lines import SourceLine, set_solid
from mzdocs.wording.titles import title_lines

HEAD_WRONG = problem_type(
    "MZ1603",
    "公文抬头的“{key}”不对：{why}",
    "The head's {key} is wrong: {why}",
    "照 docs/wording.md 的写法改；取自数据的，改数据文件。",
    "Write it as docs/wording.md says; what comes from the data is corrected there.",
)


def head_wrong(wording: Wording, key: str, zh: str, en: str, location: Location | None = None) -> Stopped:
    """What stops a paper whose head is wrong; where its line is not known, at the file."""
    return Stopped([HEAD_WRONG.at(location or Location(wording.file), key=key, why=Sentence(zh, en))])


_KEYS = (
    "版式", "范围", "标题", "机关标志", "发文字号", "签发人", "主送", "署名", "日期", "抄送", "印发", "纸张", "条件",
    *NOTES,
)  # fmt: skip
_MUST: Mapping[Form, tuple[str, ...]] = {
    "上行文": ("标题", "机关标志", "发文字号", "签发人", "主送", "署名", "日期", "印发"),
    "下行文": ("标题", "机关标志", "发文字号", "署名", "日期", "印发"),
    "函": ("标题", "机关标志", "发文字号", "主送", "署名", "日期"),
    "纪要": ("标题", "机关标志", "发文字号", "印发"),
    "表单": ("标题",),
    "证书": ("标题", "署名", "日期"),
}
_NOT: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "函": {
        "签发人": ("函不标签发人", "a letter names no signer"),
        "印发": ("函的版记不写印发机关和印发日期", "the imprint of a letter names no printer and no day"),
    },
    "纪要": {
        "签发人": ("纪要不标签发人", "minutes name no signer"),
        "署名": ("纪要不署名，不盖章", "minutes are neither signed nor sealed"),
    },
}
"""What a letter and minutes do not have (GB/T 9704-2012, 7.2.6, 10.1 and 10.3)."""


MOST_PIECES, LEAST_COLUMN = 12, 5
"""Parts of a title, whose breaks are all tried; millimetres that hold a character."""


@dataclass(frozen=True)
class Head:
    """A wording's head, with what each form must have."""

    wording: Wording
    draft: Draft

    def paper(self) -> Paper:
        """The paper, complete as its form asks (GB/T 9704-2012, 7.2 to 7.4).

        Raises:
            Stopped: a part is missing, unknown or not of its form, or a table is not as wide as the text.
        """
        form = self._form()
        self._complete(form)
        self._fit(form)
        return Paper(
            form=form,
            title=self._title(),
            body=tuple(self.draft.body),
            mark=self.text("机关标志"),
            number=self._number(),
            signer=self.text("签发人"),
            addressee=self.text("主送"),
            author=self.text("署名"),
            date=self.text("日期"),
            issued=self.draft.issued,
            annexes=tuple(self.draft.annexes),
            imprint=self._imprint(),
            landscape=self.text("纸张") == "横",
            notes=self._notes(),
        )

    def applies(self) -> bool:
        """Whether its own condition is met; without one it always is.

        Raises:
            Stopped: the condition comes to neither 是 nor 否.
        """
        if self.text("条件") not in ("", "是", "否"):
            raise self._wrong("条件", "只能得出“是”或“否”", "it must come to 是 or 否")
        return self.text("条件") != "否"

    def text(self, key: str) -> str:
        """What a line of the head says; "" where there is none."""
        line = self.draft.head.get(key)
        return line.text if line else ""

    def _line(self, key: str) -> SourceLine:
        return self.draft.head.get(key) or SourceLine("", Location(self.wording.file))

    def _wrong(self, key: str, zh: str, en: str) -> Stopped:
        return head_wrong(self.wording, key, zh, en, self._line(key).location)

    def _form(self) -> Form:
        found = next((form for form in FORMS if form == self.text("版式")), None)
        if found is None:
            raise self._wrong("版式", f"须是{'、'.join(FORMS)}之一", f"one of {', '.join(FORMS)}")
        return found

    def _complete(self, form: Form) -> None:
        """Nothing unknown, nothing missing: a report without a date stops here."""
        for key in self.draft.head:
            if key not in _KEYS:
                raise self._wrong(key, f"没有这一项；可写：{'、'.join(_KEYS)}", f"unknown; known: {', '.join(_KEYS)}")
        for key in _MUST[form]:
            if not self.text(key):
                raise self._wrong(key, f"{form}必须有这一项", f"the form {form} must have it")
        for key, (zh, en) in _NOT.get(form, {}).items():
            if self.text(key):
                raise self._wrong(key, zh, en)
        self._mark(form)
        for key in NOTES if form != "函" else ():
            if self.text(key):
                raise self._wrong(key, "只有函可以写这一项", "only a letter has it")
        if self.text("纸张") not in ("", "横"):
            raise self._wrong("纸张", "只能写“横”；竖的不写", "write 横 for sideways, or nothing")

    def _mark(self, form: Form) -> None:
        """The mark of a letter is the office's name alone (10.1); that of minutes ends in 纪要 (10.3)."""
        mark = self.text("机关标志")
        if form == "函" and mark.endswith("文件"):
            raise self._wrong(
                "机关标志", "函的机关标志只写机关名称，不加“文件”", "the mark of a letter is the name alone"
            )
        if form == "纪要" and not mark.endswith("纪要"):
            raise self._wrong("机关标志", "纪要的标志以“纪要”结尾", "the mark of minutes ends in 纪要")

    def _notes(self) -> tuple[tuple[Note, str], ...]:
        return tuple((key, self.text(key)) for key in NOTES if self.text(key))

    def _fit(self, form: Form) -> None:
        """Every table is as wide as the text."""
        width = SIDEWAYS_TEXT if self.text("纸张") == "横" else TEXT
        for table in (block for block in self.draft.blocks if isinstance(block, Table) and form != "证书"):
            whole = sum(table.widths)
            if abs(whole - width) > 1 or min(table.widths) < LEAST_COLUMN:
                zh = f"表头“{table.head[0]}”的各栏宽合计{whole:g}，应为{width:g}，每栏不小于{LEAST_COLUMN}"
                raise head_wrong(self.wording, "表", zh, f"the columns sum to {whole:g} and not {width:g}")
        for each in (block for block in self.draft.blocks if isinstance(block, Boxes)):
            if abs(sum(each.widths) - width) > 1:
                zh = f"“{each.rows[0][0].label}”一排各框宽合计{sum(each.widths):g}，应为{width:g}"
                raise head_wrong(self.wording, "意见", zh, f"the boxes sum to {sum(each.widths):g} and not {width:g}")

    def _title(self) -> tuple[str, ...]:
        pieces = [set_solid(piece) for piece in self._line("标题").pieces if piece]
        if not pieces or len(pieces) > MOST_PIECES:
            raise self._wrong("标题", f"须有 1 到 {MOST_PIECES} 段", f"it has 1 to {MOST_PIECES} parts")
        return title_lines(pieces)

    def _number(self) -> str:
        number = self.text("发文字号")
        if number and not DOCUMENT_NUMBER.fullmatch(number):
            raise self._wrong(
                "发文字号",
                f"“{number}”要写成 机关代字〔年份〕序号号，例如 澄民〔2026〕41号",
                f"{number} is not of the form 澄民〔2026〕41号",
            )
        return number

    def _imprint(self) -> Imprint | None:
        copies = tuple(filter(None, (part.strip() for part in self.text("抄送").split("，"))))
        if not self.text("印发"):
            return Imprint(copies) if copies and self._form() == "函" else None
        printer, *days = self._line("印发").pieces
        if len(days) != 1 or not days[0]:
            raise self._wrong("印发", "写成“印发机关｜印发日期”", "write the printer, ｜, the day")
        return Imprint(copies, printer.strip(), days[0].strip())
