"""A reference, a date, a number with its unit stay on one line, and nothing of what keeps them there is in the file."""

from __future__ import annotations

import re
import subprocess

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzdocs.core.problems import NOWHERE
from mzdocs.core.unbreakable import JOINER, held_together, joined, joined_page
from mzdocs.render import engine
from mzdocs.render.justify import LOOSEST, justify

PIECES = [
    "第十九条", "57号第19条", "10月12日", "2026年10月", "3个工作日", "7天", "2,500元", "12户", "3.5毫米",
    "〔2021〕57号", "200 号",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_is_joined_wherever_it_stands(piece: str) -> None:
    whole = joined(f"依照{piece}办理")
    assert whole.replace(JOINER, "") == f"依照{piece}办理"
    inside = joined(piece)
    breaks = re.findall(f"(?<![{JOINER}0-9.,])(?!^)(?=[^{JOINER}])|(?<=[0-9])(?=[^{JOINER}0-9.,])", inside[1:])
    assert JOINER in whole and not breaks, inside.replace(JOINER, "|")


@pytest.mark.parametrize("text", ["0999-5551001", "8:30—12:00", "DB-D10-001", "工作制度", "AB岗", "1.总则", "第一线"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert joined(text) == text


def test_a_whole_date_may_be_parted_after_its_year() -> None:
    assert joined("2026年10月12日").split("年")[1][0] != JOINER


def test_only_running_text_of_a_page_is_joined() -> None:
    kept = (
        '<title>第3页</title><style>p{width:3mm}</style><p class="第3页" data-box="第3页"><h1>第3页</h1>'
        '<b data-slot="a">第3页</b><img alt="3个">'
    )
    assert joined_page(kept) == kept
    assert joined_page("<p>第3页<b>7天</b></p>").count(JOINER) == 3


@pytest.mark.parametrize(
    ("end", "held"),
    [
        ("民政工作。", "民政|工|作。"),
        ("基层（民政）。", "基层（民|政）。"),
        ("补充到1,200元。", "补充到1,200|元。"),
        ("记录&amp;归档", "记录&amp;|归|档"),
        ("写完 了。\n ", "写完 了。\n "),
        ("喝葡\U000e0100萄酒。", "喝葡\U000e0100|萄|酒。"),
    ],
)
def test_the_last_characters_of_running_text_are_one_piece(end: str, held: str) -> None:
    before = "协助做好，其他基层的各项工作和"
    assert held_together(before + end) == before + held.replace("|", JOINER)


def test_only_the_end_of_a_paragraph_is_held_and_only_of_one_long_enough() -> None:
    assert held_together("一二三四，六七八九十。") == "一二三四，六七八九十。"
    assert held_together("一二三四，六七八九十甲。").count(JOINER) == 2
    text = "协助做好，其他基层的民政工作"
    assert held_together(text.replace("，", "")) == text.replace("，", "")
    assert joined_page(f"<p>{text}<b>{text}</b></p>").count(JOINER) == 0
    for page in (f"<p>{text}</p>", f"<li>{text}</li>", f"<p>{text}<br></p>", f'<td class="text">{text}</td>'):
        assert joined_page(page).count(JOINER) == 3, page
    end = f"工{JOINER}作"
    assert joined_page(f'<td>{text}</td><td class="c1 text">{text}</td>').count(end) == 2, "words only"


@pytest.mark.parametrize("left", range(-3, 6))
def test_no_paragraph_ends_in_a_lone_character(left: int) -> None:
    """With so many characters more than two lines hold, the last one has at least four of them or none is begun."""
    text = "民" * (19 * 2 + left) + "。"
    html = f'<html lang="zh-CN"><title>页</title><style>p{{width:20em;font:16pt FandolFang}}</style><p>{text}</p>'
    (page,) = engine.lay_out(html, "", {}, NOWHERE).pages.pages
    found = [box.text.replace(JOINER, "") for box in page._page_box.descendants() if type(box).__name__ == "TextBox"]
    assert "".join(found) == text and len(found[-1]) >= 4


@given(st.text(alphabet="第十条57号2026年10月日〔〕民发个工作天<>/td &", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    assert joined(text).replace(JOINER, "") == text
    assert joined_page(text).replace(JOINER, "") == text


SENTENCE = (
    "根据民政部印发的《最低生活保障审核确认办法》（民发〔2021〕57号）第十九条，街道应当自受理之日起3个工作日内"
    "启动调查，10月12日前完成，并于2026年10月公布结果，每户2,500元，共12户，7天内送达。"
)


def lines(width: int, spacing: str) -> tuple[list[list[tuple[str, float, float]]], bytes]:
    """Each line's text, its left and its right edge in pixels from the paragraph's; and the file."""
    css = f"@page{{size:A4}} p{{width:{width}mm;text-align:justify;font:16pt FandolFang;letter-spacing:{spacing}}}"
    html = f'<html lang="zh-CN"><title>页</title><style>{css}</style><p>{SENTENCE}</p>'
    laid = justify(engine.lay_out(html, "", {}, NOWHERE))
    data = laid.write("archival")
    boxes = [box for box in laid.pages.pages[0]._page_box.descendants() if type(box).__name__ == "TextBox"]
    return [(box.text, box.position_x - boxes[0].position_x, box.width) for box in boxes], data


@pytest.mark.parametrize("width", range(90, 158, 7))
@pytest.mark.parametrize("spacing", ["0", "-0.22pt"])
def test_no_line_parts_a_piece_and_all_are_flush(tmp_path, width: int, spacing: str) -> None:
    found, data = lines(width, spacing)
    texts = [text for text, _, _ in found]
    assert "".join(texts) == SENTENCE
    for piece in ("〔2021〕57号", "第十九条", "3个工作日", "10月12日", "2026年10月", "2,500元", "12户", "7天"):
        assert sum(piece in text for text in texts) == SENTENCE.count(piece), (piece, texts)
    edge, short = width / 25.4 * 96, 0
    for text, _, wide in found[:-1]:
        hangs = 16 / 0.75 / 2 if text[-1] in "，。）》" else 0
        loose = (edge + hangs - wide) / (len(text) - 1) > LOOSEST * 16 / 0.75
        assert wide == pytest.approx(edge + hangs, abs=0.1) or loose
        short += loose
    assert short <= 1 or width < 130  # no paper is so narrow
    (tmp_path / "x.pdf").write_bytes(data)
    by_poppler = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True)
    by_pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    for read in (by_poppler.stdout, by_pdfium):
        assert JOINER not in read and "".join(read.split()) == SENTENCE
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert not any(
            b"2060" in each.ToUnicode.read_bytes().lower()
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
        )


def test_no_joiner_is_drawn_in_what_is_placed_absolutely_either() -> None:
    """Where the pen is after a line does not depend on what has kept the line together."""
    html = '<html lang="zh-CN"><title>页</title><p style="position: absolute">自受理之日起，3个工作日内办结。</p>'
    laid = engine.lay_out(html, "p { font: 16pt FandolFang; letter-spacing: 3pt }", {}, NOWHERE)
    page = laid.pages.pages[0]._page_box
    (box,) = (box for box in page.descendants(placeholders=True) if type(box).__name__ == "TextBox")
    assert JOINER in box.text
    laid.write("archival")
    assert JOINER not in box.text + box.pango_layout.text
