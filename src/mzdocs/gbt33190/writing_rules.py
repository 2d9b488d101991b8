"""Rules on the text of an OFD: sizes, places of its characters, and whether its font draws what is written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from mzdocs.core.problems import Problem
from mzdocs.gbt33190.font_program import FontProgram
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import named
from mzdocs.gbt33190.page_content import CodeRun, ContentPart, Malformed, code_runs, deltas, numbers
from mzdocs.gbt33190.rule import ARCHIVAL, BASE, OfdRule, ofd_problem

SIZE = ofd_problem(
    "MZL36",
    "{where} 的文字 {id} 不是用 Size 和 HScale 标大小：{said}",
    "The text {id} of {where} is not sized by Size and HScale: {said}",
    "字号写在 Size，压扁写在 HScale，变换只用来旋转。",
    "Write the size in Size, narrowing in HScale, and turn only by CTM.",
)
NOT_DRAWN = ofd_problem(
    "MZL38",
    "{where} 的文字 {id}：字体画不出其中的字（{character}）",
    "The text {id} of {where}: its font cannot draw what is written ({character})",
    "重新嵌入包含这些字的字体。",
    "Embed a font that has these characters.",
)
STEPS = ofd_problem(
    "MZL39",
    "{where} 的文字 {id}：{count} 个字只有 {steps} 个间距",
    "The text {id} of {where}: {count} characters and {steps} steps between them",
    "每两个字之间写一个间距。",
    "Write one step between each two characters.",
)


def _texts(content: ContentPart) -> Iterator[Any]:
    return (each for each in content.objects if named(each) == "TextObject")


def _sizes(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    for text in _texts(content):
        said = text.get("Size")
        try:
            sized = said is not None and numbers(said, 1)[0] > 0
        except Malformed:
            sized = False
        if not sized:
            yield SIZE.at(ofd.at(content.where), where=content.where, id=text.get("ID", ""), said=f"Size {said or ''}")
        elif text.get("CTM") and not _only_turns(numbers(text.get("CTM"), 6)):
            yield SIZE.at(ofd.at(content.where), where=content.where, id=text.get("ID", ""), said=text.get("CTM"))


def _only_turns(ctm: tuple[float, ...]) -> bool:
    """Neither larger nor narrower; a slant is no size."""
    a, b, c, d = ctm[:4]
    return abs(math.hypot(a, b) - 1) < 0.005 and abs(abs(a * d - b * c) - 1) < 0.01


def _steps(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    """Surrogates and glyphs are counted as each reader counts: the fewest count."""
    for text in _texts(content):
        for run in code_runs(text):
            count = _places(run)
            steps = max(len(deltas(run.element.get(name))) for name in ("DeltaX", "DeltaY"))
            if steps < count - 1:
                yield STEPS.at(
                    ofd.at(content.where), where=content.where, id=text.get("ID", ""), count=count, steps=steps
                )


def _places(run: CodeRun) -> int:
    """How many places the text takes: characters, or glyphs where these are fewer; blanks at its end take none."""
    written = run.text.rstrip()
    glyphs = len(written) + sum(len(glyphs) - count for _, count, glyphs in run.chosen)
    return min(len(written), glyphs)


def _drawn(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    """Every character that shows has a glyph: one that a transform chooses, or the one of the cmap."""
    for text in _texts(content):
        program = ofd.program(text.get("Font"))
        wrong = _wrong(text, program) if isinstance(program, FontProgram) else None
        if wrong:
            yield NOT_DRAWN.at(ofd.at(content.where), where=content.where, id=text.get("ID", ""), character=wrong)


def _wrong(text: Any, program: FontProgram) -> str | None:
    for run in code_runs(text):
        covered: set[int] = set()
        for at, count, glyphs in run.chosen:
            covered |= {*range(at, at + count)}
            if at + count > len(run.text) or not all(0 < glyph < program.glyphs for glyph in glyphs):
                return f"CGTransform {at}"
        for at, character in enumerate(run.text):
            shows = character.isprintable() and not character.isspace()
            if shows and at not in covered and not program.glyph(character):
                return f"U+{ord(character):04X}"
    return None


RULES = (
    OfdRule("A-6.6", f"{ARCHIVAL} 6.6", SIZE, on_content=_sizes),
    OfdRule("O-STEPS", f"{BASE} 11.3", STEPS, on_content=_steps),
    OfdRule("O-TRUTH", f"{BASE} 11.1", NOT_DRAWN, on_content=_drawn),
)
