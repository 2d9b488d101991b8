"""Fonts: the ones allowed, drawing what the text says, with strokes that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.core.text import squeezed
from mzdocs.core.units import pt
from mzdocs.design.fonts import Face
from mzdocs.design.glyphs import drawn_alike
from mzdocs.design.own_fonts import face_named
from mzdocs.pdf.graphics_state import Mark
from mzdocs.preflight.expectations import PROFILES, WITH_FONTS, Expectations
from mzdocs.preflight.letters.file_fonts import font_name
from mzdocs.preflight.letters.glyph_identity import wrong_glyphs
from mzdocs.preflight.letters.text_search import missing
from mzdocs.preflight.painted.rule_pages import pages_due
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PreflightRule, known, on_page, preflight_problem

FOREIGN_FONT = preflight_problem(
    "MZP05",
    "用了不在许可清单里的字体：{names}",
    "A font outside the allowed list is used: {names}",
    "多半是有字缺字形被悄悄替换：核对用字和模板的字体名。",
    "A character was probably substituted silently: check the text and the template's font names.",
)
TEXT_MISSING = preflight_problem(
    "MZP09",
    "成品里找不到应有的文字（{count} 处）",
    "{count} texts that must stand in the file are not found",
    "检查模板是否漏掉了字段。",
    "Check whether the template drops a field.",
)
FONT_LEFT = preflight_problem(
    "MZP30",
    "转曲文件里还有字体：{names}",
    "Fonts are left in the outlined copy: {names}",
    "全部文字转曲后再交付。",
    "Turn all text into outlines.",
)
THIN_STROKE = preflight_problem(
    "MZP35",
    "“{font}”{size} mm 的字，细笔画只有 {found} mm，这种工艺至少要 {least} mm",
    "{font} at {size} mm has strokes of {found} mm, the process holds {least} mm",
    "加大字号，或换笔画粗的字体，或换工艺。",
    "Enlarge the text, take a face with thicker strokes, or another process.",
)
WRONG_GLYPH = preflight_problem(
    "MZP45",
    "字体“{font}”里有 {count} 个字形画的不是它标明的字",
    "{count} glyphs of {font} do not draw the character they claim",
    "字体来源不完整或文件被改动：用锁定的字体重新生成。",
    "The font was incomplete or the file was altered: build again with the pinned fonts.",
)
NO_LANGUAGE = preflight_problem(
    "MZP46",
    "没有写明文件的语言",
    "The file does not say its language",
    '模板写上 <html lang="zh-CN">。',
    'Write <html lang="zh-CN"> in the template.',
)

_STROKE_SLACK = 0.98


def _allowed(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = sorted({font.name for font in file.fonts if face_named(font.name) is None})
    if names:
        yield FOREIGN_FONT.at(location, names="、".join(names))


def _texts(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    expected = known(expectations.texts, "不知道应有哪些文字", "which texts should stand in it is not known")
    sought = list(map(squeezed, expected))
    unseen = missing(sought, file.text)
    if not unseen:
        return
    faces = {face for font in file.fonts if (face := face_named(font.name))}
    folded = {text: _folded(text, faces) for text in unseen}
    absent = missing(folded.values(), _folded(file.text, faces))
    count = sum(folded.get(text) in absent for text in sought)
    if count:
        yield TEXT_MISSING.at(location, count=count)


def _folded(text: str, faces: Iterable[Face]) -> str:
    """One character for all that a face draws alike: of these a reader sees, and a file says, only one."""
    for face in sorted(faces, key=lambda face: face.pdf_name):
        text = text.translate(drawn_alike(face))
    return text


def _none_left(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Of fonts that are named and not used, as those of a form that was taken out, nothing is to be turned."""
    shown = (each for page in pages_due(expectations, file) for each in file.shown_on(page.number).values())
    used = {font_name(each.dictionary) for each in shown}
    if used:
        yield FONT_LEFT.at(location, names="、".join(sorted(used)))


def _texts_of(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.what == "text" and mark.text_size > 0]


def _strokes(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """The thinnest strokes of every face at its smallest size against what the process holds."""
    least = known(expectations.stroke, "不知道工艺的最细笔画", "the thinnest stroke of the process is not known").mm
    for page in pages_due(expectations, file):
        for name, size in sorted(_smallest(_texts_of(file.marks_of(page.number))).items()):
            face = face_named(name)
            if face and size * face.stroke < least * _STROKE_SLACK:
                facts = {"size": f"{size:.1f}", "found": f"{size * face.stroke:.2f}", "least": f"{least:g}"}
                yield THIN_STROKE.at(on_page(location, page.number), font=name, **facts)


def _smallest(marks: list[Mark]) -> dict[str, float]:
    """Millimetres of the smallest text of each font."""
    found: dict[str, float] = {}
    for mark in marks:
        name = font_name(mark.state.font)
        found[name] = min(found.get(name, float("inf")), pt(mark.text_size).mm)
    return found


def _truth(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    unknown: list[str] = []
    for font in file.fonts:
        face = face_named(font.name)
        count = wrong_glyphs(font.dictionary, face) if face and font.embedded else None
        if count is None:
            unknown.append(font.name)
        elif count:
            yield WRONG_GLYPH.at(location, font=font.name, count=count)
    if unknown:
        names = "、".join(sorted(set(unknown)))
        raise NotRun(f"没有这些字体的原件可比：{names}", f"no source to compare these fonts with: {names}")


def _language(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if not str(file.pdf.Root.get("/Lang", "")):
        yield NO_LANGUAGE.at(location)


RULES = (
    PreflightRule("F-ALLOW", FOREIGN_FONT, _allowed, WITH_FONTS, "house"),
    PreflightRule("A-TEXT", TEXT_MISSING, _texts, WITH_FONTS, "order"),
    PreflightRule("P-FONT", FONT_LEFT, _none_left, ("outlined",), "trade"),
    PreflightRule("P-STROKE", THIN_STROKE, _strokes, ("press",), "order"),
    PreflightRule("F-TRUTH", WRONG_GLYPH, _truth, WITH_FONTS, "house"),
    PreflightRule("F-LANG", NO_LANGUAGE, _language, PROFILES, "house"),
)
