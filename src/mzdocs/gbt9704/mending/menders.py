"""Which rule is mended how, in the order it is done; and why the others are left to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mzdocs.core.problems import Sentence
from mzdocs.gbt9704 import body_rules, end_rules, imprint_rules, level_rules, note_rules
from mzdocs.gbt9704.mending import foot_menders, look_menders, page_menders, place_menders, text_menders
from mzdocs.gbt9704.mending.docx_copy import DocxCopy
from mzdocs.gbt9704.rule import Deviation
from mzdocs.gbt9704.type_asked import Types, WantedType
from mzdocs.gbt9704.values import MeasuredParagraph, Role

Mender = Callable[[DocxCopy, Sequence[Deviation]], None]
_OfParagraph = Callable[[DocxCopy, MeasuredParagraph], None]


def _each(*menders: _OfParagraph) -> Mender:
    """Every paragraph in which something is found, once."""

    def mend(copy: DocxCopy, found: Sequence[Deviation]) -> None:
        held = {id(each.paragraph): each.paragraph for each in found if each.paragraph is not None}
        for paragraph in held.values():
            for mender in menders:
                mender(copy, paragraph)

    return mend


def _whole(mender: Callable[[DocxCopy], None]) -> Mender:
    """The file as one."""
    return lambda copy, _: mender(copy)


def _typed(types: Types) -> Mender:
    """The type a clause asks for."""
    return lambda copy, _: look_menders.retyped(copy, types)


def _all(*menders: Mender) -> Mender:
    def mend(copy: DocxCopy, found: Sequence[Deviation]) -> None:
        for mender in menders:
            mender(copy, found)

    return mend


def _label_types(role: Role) -> Types:
    return lambda form: (WantedType(each, "黑体", 16) for each in form.of(role))


def _text(code: str) -> Mender:
    return _each(text_menders.rewritten(code))


_FLUSH = _each(place_menders.flush)
_CHARACTERS = ("MZF57", "MZF59", "MZF70", "MZF71", "MZF73", "MZF74", "MZF58")
MENDERS: Mapping[str, Mender] = {
    "MZF50": _whole(look_menders.named_fonts),
    "MZF51": _whole(look_menders.in_chinese),
    "MZF01": _whole(page_menders.on_a4),
    "MZF02": _whole(page_menders.in_its_edges),
    "MZF03": _whole(page_menders.in_its_edges),
    "MZF05": _whole(page_menders.on_grid),
    "MZF40": _whole(foot_menders.page_numbered),
    "MZF41": _whole(foot_menders.page_numbered),
    "MZF42": _whole(foot_menders.page_numbered),
    "MZF43": _whole(foot_menders.page_numbered),
    "MZF04": _each(page_menders.on_lines),
    "MZF06": _each(look_menders.blackened),
    "MZF10": _each(look_menders.reddened),
    "MZF11": _each(place_menders.centred),
    "MZF12": _each(look_menders.faced),
    "MZF13": _each(page_menders.mark_lowered),
    "MZF14": _text("MZF14"),
    "MZF15": _each(place_menders.numbered),
    "MZF17": _each(page_menders.ruled),
    "MZF20": _typed(body_rules.title_types),
    "MZF21": _each(place_menders.centred),
    "MZF22": _text("MZF22"),
    "MZF23": _FLUSH,
    "MZF24": _typed(body_rules.text_types),
    "MZF25": _each(place_menders.two_in),
    "MZF26": _typed(level_rules.heading_types),
    "MZF27": _text("MZF27"),
    "MZF29": _each(look_menders.unbold),
    "MZF07": _each(look_menders.unadorned),
    "MZF18": _whole(place_menders.gapped),
    "MZF30": _text("MZF30"),
    "MZF31": _whole(place_menders.listed),
    "MZF32": _text("MZF32"),
    "MZF33": _all(_text("MZF33"), _FLUSH, _typed(end_rules.label_types)),
    "MZF35": _whole(page_menders.imprint_ruled),
    "MZF36": _whole(page_menders.imprint_ruled),
    "MZF37": _typed(imprint_rules.imprint_types),
    "MZF38": _text("MZF38"),
    "MZF39": _text("MZF39"),
    "MZF44": _all(_text("MZF44"), _FLUSH, _each(look_menders.sized)),
    "MZF45": _all(_text("MZF45"), _FLUSH, _typed(_label_types("密级"))),
    "MZF46": _all(_text("MZF46"), _FLUSH, _typed(_label_types("紧急程度"))),
    "MZF48": _all(_text("MZF48"), _each(place_menders.two_in)),
    "MZF52": _each(look_menders.hinted),
    "MZF56": _each(place_menders.two_in),
    "MZF60": _each(text_menders.marks),
    **{code: _each(text_menders.characters(code)) for code in _CHARACTERS},
    "MZF66": _each(place_menders.flush_right),
    "MZF75": _text("MZF75"),
    "MZF76": _each(place_menders.own_side),
    "MZF77": _each(place_menders.dated),
    "MZF78": _each(place_menders.copies_in),
    "MZF80": _each(place_menders.centred),
    "MZF81": _each(look_menders.present),
    "MZF98": _each(place_menders.behind_label),
    "MZF84": _typed(note_rules.usual_types),
    "MZF87": _text("MZF87"),
    "MZF88": _each(place_menders.centred),
    "MZF16": _each(look_menders.signed),
}
_A_PERSON = Sentence("改法不止一种，由人决定", "there is more than one way, which a person has to choose")
_LEFT = {
    "MZF07": Sentence(
        "划掉、升降的字要不要，由人决定", "whether words struck through or raised are meant only a person knows"
    ),
    "MZF08": Sentence(
        "是漏了一层还是用错了序数，要看原意", "whether a level is missing or its number is wrong only its author knows"
    ),
    "MZF09": Sentence("移到哪里、删哪一个，由人决定", "a person has to move or delete it"),
    "MZF18": Sentence(
        "多出来的空行是不是有意留的，由人决定", "whether more lines were left empty on purpose only its author knows"
    ),
    "MZF19": Sentence("缺的内容要由人补上", "a person has to add what is missing"),
    "MZF85": Sentence("是哪一天要看原意", "which day is meant only its author knows"),
    "MZF86": Sentence("哪一个日期对，要看原意", "which of the days is right only its author knows"),
    "MZF89": Sentence(
        "是缺附件还是多列了，要看原意", "whether an annex is missing or listed too often only its author knows"
    ),
    "MZF28": Sentence("是漏了一段还是编错了号，要看原意", "whether a paragraph is lost only its author knows"),
    "MZF34": Sentence("两处哪一处对，要看原意", "which of the two is right only its author knows"),
    "MZF47": Sentence("换页由打开它的软件排出", "pages are broken by the program that opens it"),
    "MZF49": Sentence("删不删由人决定", "a person has to delete it"),
    "MZF53": Sentence("属性可能有用，请用“检查文档”删除", "they may be of use: remove them by Inspect Document"),
    "MZF54": Sentence("修订要由人接受或拒绝，批注要由人看过再删", "a person has to accept changes and read comments"),
    "MZF55": Sentence("隐藏的文字要由人看过再删", "a person has to read hidden text before it goes"),
    "MZF57": Sentence("看不出原来是哪个字", "which character was meant cannot be told"),
    "MZF60": Sentence("要对照原意改", "what is meant only its author knows"),
    "MZF72": Sentence("缺的一半该在哪里，要看原意", "where the other one belongs only its author knows"),
    "MZF82": Sentence("请另存为不含宏的 .docx", "save it as a .docx without macros"),
    "MZF83": Sentence("断开链接要有原来的图片", "to embed them the files themselves are needed"),
}


def why_left(code: str) -> Sentence:
    """Why a rule still finds something in a mended copy."""
    return _LEFT.get(code, _A_PERSON)
