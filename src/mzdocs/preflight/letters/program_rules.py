"""Font programs: embedded, sound, whole enough, with a glyph and a meaning for every code that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pikepdf

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.code_reading import shown_codes
from mzdocs.pdf.embedded_program import descendant_of, fits
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.glyph_presence import AbsentGlyph, absent_glyphs
from mzdocs.pdf.object_keys import object_key
from mzdocs.pdf.unicode_claims import unreadable
from mzdocs.preflight.expectations import WITH_FONTS, Expectations
from mzdocs.preflight.letters.file_fonts import FontInFile
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDF, PDFA, X4, Check, PreflightRule, preflight_problem

FONT_NOT_EMBEDDED = preflight_problem(
    "MZP06",
    "字体没有嵌入：{names}",
    "Fonts are not embedded: {names}",
    "别处来的文件，请对方嵌入字体或转成轮廓再导出；本程序做的，重新生成。",
    "Of a file from elsewhere, ask for an export with its fonts embedded or as outlines; of ours, build again.",
)
BLANK_GLYPH = preflight_problem(
    "MZP07",
    "有 {count} 个字没有字形，会印成空框",
    "{count} characters have no glyph and would print as boxes",
    "换一种有这个字的字体，再导出；本程序做的，用 mzdocs check 核对生僻字。",
    "Export with a font that has the character; of ours, look for rare characters by mzdocs check.",
)
WHOLE_FONT = preflight_problem(
    "MZP08",
    "嵌入了整套字体 {names}，文件过大",
    "A whole font is embedded ({names}), the file is too large",
    "升级 HarfBuzz，或换一种字体。",
    "Upgrade HarfBuzz or choose another font.",
)
WRONG_PROGRAM = preflight_problem(
    "MZQ40",
    "字体“{font}”嵌入的程序损坏，或者与标明的类型不符",
    "The program embedded for {font} is damaged, or of another kind than is said",
    "用完好的字体重新导出。",
    "Export again with a sound font.",
)
NO_SUCH_GLYPH = preflight_problem(
    "MZQ41",
    "字体“{font}”有 {count} 个字在嵌入的程序里没有字形（如 {codes}），会漏印或印成空框",
    "{count} codes shown in {font} have no glyph in its embedded program ({codes}): nothing, or boxes, would print",
    "把用到的字都嵌入，重新导出。",
    "Embed every character that is used, and export again.",
)
NO_MEANING = preflight_problem(
    "MZQ42",
    "文件说文字可以读出，字体“{font}”却有 {count} 个字没有对应的字符",
    "The file says that its text can be read, but {count} codes of {font} stand for no character",
    "导出时带上 ToUnicode。",
    "Export with ToUnicode maps.",
)
OTHER_NUMBERS = preflight_problem(
    "MZQ43",
    "字体“{font}”里字形的编号与字符编号不同：有的软件会画成别的字",
    "The glyphs of {font} are numbered otherwise than its characters: some programs would draw other ones",
    "换一种嵌入方式重新导出（字形编号与字符编号一致）。",
    "Export again with glyphs numbered as their characters.",
)

NO_GLYPH_MAP = preflight_problem(
    "MZQ51",
    "归档文件里的字体“{font}”没有写明字符编号对应哪个字形（CIDToGIDMap）",
    "The font {font} of a file to be kept does not say which glyphs its CIDs are (CIDToGIDMap)",
    "导出时写上 CIDToGIDMap。",
    "Export with a CIDToGIDMap.",
)

LARGEST_FONT = 4_000_000
"""Bytes: far above any subset used here, far below a whole Chinese font."""
_MOST_TOLD = 5


def _embedded(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = _names(file, [font for font in file.fonts if not font.embedded])
    if names:
        yield FONT_NOT_EMBEDDED.at(location, names=names)


def _names(file: MeasuredPdf, fonts: Sequence[FontInFile]) -> str:
    """The names of those that text is seen in; pages are read for it only where one is in doubt."""
    return "、".join(sorted({font.name for font in fonts if is_seen(file, font)}))


def is_seen(file: MeasuredPdf, font: FontInFile) -> bool:
    """Whether any text is painted in it."""
    return any(shown_in(file, font, [page.number]) for page in file.pages)


def shown_in(file: MeasuredPdf, font: FontInFile, numbers: Iterable[int]) -> frozenset[bytes]:
    """The strings that are seen in a font on some pages."""
    key = object_key(font.dictionary)
    pages = (file.shown_on(number) for number in numbers)
    return frozenset().union(*(page[key].seen for page in pages if key in page))


def _absent(file: MeasuredPdf, font: FontInFile, numbers: Iterable[int]) -> Iterator[AbsentGlyph]:
    return absent_glyphs(font.dictionary, font.program, shown_in(file, font, numbers))


def _blank(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """What a writer maps to no glyph by an encoding of its own, where it is shown."""
    numbers = [page.number for page in file.pages]
    doubtful = [font for font in file.fonts if font.blanks]
    found = [each for font in doubtful for each in _absent(file, font, numbers)]
    count = sum(each.why == "unmapped" for each in found)
    if count:
        yield BLANK_GLYPH.at(location, count=count)


def _subsets(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = sorted({font.name for font in file.fonts if font.size > LARGEST_FONT})
    if names:
        yield WHOLE_FONT.at(location, names="、".join(names))


def _programs(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for font in file.fonts:
        program = font.program
        if program is not None and not fits(font.dictionary, program) and is_seen(file, font):
            yield WRONG_PROGRAM.at(location, font=font.name)


def _presence(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    numbers, unread = pages_to_look_at(expectations, file), set[str]()
    for font in file.fonts:
        try:
            absent = _without_blanks(font, _absent(file, font, numbers))
        except Inexact as error:
            unread.add(f"{font.name}（{error.what.zh}）")
            continue
        if absent:
            yield NO_SUCH_GLYPH.at(location, font=font.name, count=len(absent), codes=_told(absent))
    if unread:
        names = "、".join(sorted(unread))
        raise NotRun(f"这些字体里读不出用了哪些字形：{names}", f"which glyphs are used cannot be read of: {names}")
    if len(numbers) < len(file.pages):
        raise NotRun(
            f"{len(file.pages)} 页同一设计，只看了 {len(numbers)} 页",
            f"of {len(file.pages)} pages of one design, {len(numbers)} were looked at",
        )


def _without_blanks(font: FontInFile, absent: Iterable[AbsentGlyph]) -> list[AbsentGlyph]:
    """But for what X-GLYPH tells."""
    return [each for each in absent if not (font.blanks and each.why == "unmapped")]


def _told(absent: Sequence[AbsentGlyph]) -> str:
    return "、".join(each.code.hex() for each in absent[:_MOST_TOLD])


def _meanings(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Levels A and U of PDF/A, and PDF/UA, promise a character for every code (ISO 19005-2, 6.2.11.7.2)."""
    if not _promises_characters(file):
        return
    numbers = pages_to_look_at(expectations, file)
    for font in file.fonts:
        shown = shown_in(file, font, numbers)
        unread = unreadable(font.dictionary, shown_codes(font.dictionary, shown)) if shown else ()
        if unread:
            yield NO_MEANING.at(location, font=font.name, count=len(unread))


def _promises_characters(file: MeasuredPdf) -> bool:
    level = file.xmp["pdfaid:conformance"] if file.xmp["pdfaid:part"] else ""
    return level in ("A", "U") or bool(file.xmp["pdfuaid:part"])


def _numbering(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for font in file.fonts:
        program = font.program
        if program is None or descendant_of(font.dictionary).get("/Subtype") != pikepdf.Name.CIDFontType0:
            continue
        if program.cff is not None and program.cff.by_cid is not None:
            yield OTHER_NUMBERS.at(location, font=font.name)


def _as_far_as_read(check: Check) -> Check:
    """A check of fonts -> one that is not run where one of them is of a kind that we do not read."""

    def checked(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
        try:
            yield from check(expectations, file, location)
        except Inexact as error:
            raise NotRun(f"字体读不出来：{error.what.zh}", f"a font cannot be read: {error.what.en}") from None

    return checked


def _maps(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Of an embedded TrueType program with CIDs (ISO 19005-2, 6.2.11.3.2; ISO 14289-1, 7.21.3.2)."""
    for font in file.fonts:
        inner = descendant_of(font.dictionary)
        if inner.get("/Subtype") != "/CIDFontType2" or not font.embedded:
            continue
        said = inner.get("/CIDToGIDMap")
        if not (isinstance(said, pikepdf.Stream) or said == "/Identity") and is_seen(file, font):
            yield NO_GLYPH_MAP.at(location, font=font.name)


RULES = (
    PreflightRule("X-FONT", FONT_NOT_EMBEDDED, _embedded, WITH_FONTS, "standard", X4),
    PreflightRule("X-PROG", WRONG_PROGRAM, _programs, WITH_FONTS, "standard", PDF),
    PreflightRule("X-GLYPH", BLANK_GLYPH, _as_far_as_read(_blank), WITH_FONTS, "standard", X4),
    PreflightRule("X-CID", NO_SUCH_GLYPH, _presence, ("press", "archive"), "standard", X4),
    PreflightRule("A-UNI", NO_MEANING, _as_far_as_read(_meanings), ("archive",), "standard", PDFA),
    PreflightRule("A-MAP", NO_GLYPH_MAP, _maps, ("archive",), "standard", PDFA),
    PreflightRule("F-SUBSET", WHOLE_FONT, _subsets, WITH_FONTS, "house"),
    PreflightRule("F-CHARSET", OTHER_NUMBERS, _numbering, WITH_FONTS, "house"),
)
