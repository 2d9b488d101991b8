"""The first paragraphs of a paper -> what each is in its head, by its words and its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mzdocs.core.units import Length
from mzdocs.gbt9704.values import MeasuredParagraph, Role, special

NUMBER = re.compile(
    r"([\u3400-\u9fff]{1,30}?)\s*(第?)\s*([〔\[【（(﹝{［])\s*(\d{2,4})\s*年?([〕\]】）)﹞}］])\s*(第?)\s*(\d+)\s*(号?)"
)
"""机关代字, brackets of any kind, year, serial: what is meant for a 发文字号, right or wrong."""
SIGNER = re.compile(r"签\s*发\s*人\s*[：:]?")
_MARK_SIZE, _RED_MARK_SIZE = 24, 18
"""Points: smaller is no mark."""
_HEAD_ROOM = 12
"""Among so many paragraphs with text the head is looked for."""
_PERIOD = r"\s*[★☆＊*]?\s*[\d一二三四五六七八九十]{0,4}\s*(?:年|个月|天|长期)?"
_NOTES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("份号", re.compile(r"(?:份\s*号\s*[：:]?|№|No\.?)\s*\d{1,8}|\d{3,8}")),
    ("密级", re.compile(rf"(?:绝密|机密|秘密){_PERIOD}")),
    ("紧急程度", re.compile(r"[【\[(（]?(?:特提|(?:十万火|特别?|加|平|火)?紧?急件?)[】\])）]?")),
)
_SERIAL = re.compile(r"[（(]?第\s*[\d一二三四五六七八九十百〇零]+\s*[号期次][）)]?")
"""The number of an order, or of minutes."""


def head_roles(paragraphs: Sequence[MeasuredParagraph]) -> Mapping[int, Role]:
    """The roles of what stands above the title, by the paragraphs' places."""
    near = [at for at, each in enumerate(paragraphs) if each.words and each.story != "页脚"][:_HEAD_ROOM]
    number = next((at for at in near if _is_number(paragraphs[at])), None)
    roles: dict[int, Role] = dict.fromkeys(_marks(paragraphs, near, number), "标志")
    if number is not None:
        roles[number] = "发文字号"
    signer = next((at for at in near if SIGNER.match(paragraphs[at].words) and at != number), None)
    if signer is not None:
        roles[signer] = "签发人"
    if roles:
        roles |= {at: role for at, role in _notes(paragraphs, near) if at not in roles}
    if special([paragraphs[at].words for at, role in roles.items() if role == "标志"]) and number is None:
        serial = next((at for at in near if at not in roles and _SERIAL.fullmatch(paragraphs[at].words)), None)
        roles |= {} if serial is None else {serial: "令号"}
    return roles


def _marks(paragraphs: Sequence[MeasuredParagraph], near: Sequence[int], number: int | None) -> list[int]:
    """One, or several where offices write together: those as large as the first, and as red."""
    held = [at for at in near if (number is None or at < number) and _is_mark(paragraphs[at])]
    red = [at for at in held if _red(paragraphs[at])]
    if red or number is None:
        return red
    return held[:1]


def _notes(paragraphs: Sequence[MeasuredParagraph], near: Sequence[int]) -> Iterator[tuple[int, Role]]:
    """Copy number, secrecy and urgency, each on a line of its own."""
    for at in near:
        found = next((role for role, words in _NOTES if words.fullmatch(paragraphs[at].words)), None)
        if found:
            yield at, found


def number_text(paragraph: MeasuredParagraph) -> str:
    """The number itself: without the signer behind it, or the urgency a letter has before it."""
    return SIGNER.split(paragraph.words)[0].strip(" \t\u3000").split("\t")[-1].strip()


def _is_number(paragraph: MeasuredParagraph) -> bool:
    text = number_text(paragraph)
    return bool(NUMBER.fullmatch(text)) and len(paragraph.words) < 80


def _is_mark(paragraph: MeasuredParagraph) -> bool:
    main = paragraph.main
    large = main is not None and points(main.size) >= (_RED_MARK_SIZE if main.red else _MARK_SIZE)
    return large and len(paragraph.words) < 60


def points(size: Length) -> float:
    """As the file has it: 24 pt kept in millimetres are a little less."""
    return round(size.pt, 2)


def _red(paragraph: MeasuredParagraph) -> bool:
    return paragraph.main is not None and paragraph.main.red
