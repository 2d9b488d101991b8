"""Papers to be kept: fonts whose dictionaries say how their codes are read, so that no program has to guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.agl import toUnicode

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.embedded_program import descendant_of
from mzdocs.pdf.glyph_paths import Inexact
from mzdocs.pdf.named_glyphs import MappedGlyphs, named_glyphs
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.stock_cmaps import IDENTITY_CMAPS, STOCK_CMAPS
from mzdocs.pdf.subset_lists import lists_all_of, lists_all_shown
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.letters.file_fonts import FontInFile
from mzdocs.preflight.letters.program_rules import is_seen, shown_in
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

UNSURE_CODES = preflight_problem(
    "MZQ99",
    "归档文件里的字体“{font}”没有按 PDF/A 写明编码：{names}",
    "The font {font} of a file to be kept does not say as PDF/A asks how its codes are read: {names}",
    "换一种软件或嵌入方式，按 PDF/A 重新导出。",
    "Export as PDF/A with another program, or with fonts embedded otherwise.",
)

_SYMBOLIC = 4
_PLAIN = ("/MacRomanEncoding", "/WinAnsiEncoding")
_WIDE_TABLE, _SYMBOL_TABLE = (3, 1), (3, 0)
_SUBSET = re.compile(r"[A-Z]{6}\+")
_SIMPLE = ("/Type1", "/MMType1", "/TrueType", "/Type3")
_VERTICAL = re.compile(rb"/WMode\s+(\d)\s+def")


def _encodings(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.3.2 to 6.3.7; ISO 19005-2, 6.2.11.2 to 6.2.11.6; ISO 14289-1, 7.21.3 to 7.21.6."""
    unread = set[str]()
    for font in file.fonts:
        try:
            names = [*dict.fromkeys(_faults(font, file.kept_part)), *_unlisted(font, file)]
        except Inexact as error:
            unread.add(f"{font.name}（{error.what.zh}）")
            continue
        if names and is_seen(file, font):
            yield UNSURE_CODES.at(location, font=font.name, names="、".join(names))
    if unread:
        names_unread = "、".join(sorted(unread))
        raise NotRun(f"这些字体读不出来：{names_unread}", f"these fonts cannot be read: {names_unread}")


def _faults(font: FontInFile, part: int) -> Iterator[str]:
    said = font.dictionary
    if said.get("/Type") != "/Font":
        yield "Type"
    if said.get("/Subtype") in _SIMPLE:
        yield from _of_range(said)
    if said.get("/Subtype") == "/Type0":
        yield from _of_map(said.get("/Encoding"), descendant_of(said).get("/CIDSystemInfo", pikepdf.Dictionary()), part)
    elif said.get("/Subtype") == "/TrueType" and font.embedded:
        yield from _of_truetype(font, part)
    if part == 1 and font.embedded and _SUBSET.match(readable(said.get("/BaseFont", ""))):
        yield from _of_subset(said)


def _of_range(font: Any) -> Iterator[str]:
    """Of a simple font all widths are there, one for each of its codes."""
    widths = font.get("/Widths")
    if "/FirstChar" not in font or "/LastChar" not in font or not isinstance(widths, pikepdf.Array):
        yield "FirstChar, LastChar, Widths"
    elif len(widths) != int(font.LastChar) - int(font.FirstChar) + 1:
        yield f"Widths {len(widths)}"


def _of_map(encoding: Any, characters: Any, part: int) -> Iterator[str]:
    """The map of a composite font: one that every reader has, for the characters of its font, or one inside."""
    if isinstance(encoding, pikepdf.Stream):
        own = encoding.get("/CIDSystemInfo", pikepdf.Dictionary())
        if readable(encoding.get("/CMapName", "")) not in IDENTITY_CMAPS and not _same_characters(
            own, characters, part
        ):
            yield "CIDSystemInfo"
        used = encoding.get("/UseCMap")
        base = readable(used.get("/CMapName", "") if isinstance(used, pikepdf.Stream) else used or "")
        if used is not None and base not in (*IDENTITY_CMAPS, *STOCK_CMAPS):
            yield f"UseCMap {base}"
        written = _VERTICAL.search(encoding.read_bytes())
        if int(encoding.get("/WMode", 0)) != (int(written[1]) if written else 0):
            yield "WMode"
        return
    name = readable(encoding)
    if name in IDENTITY_CMAPS:
        return
    if name not in STOCK_CMAPS or part == 1:
        yield f"Encoding {name}"
    elif str(characters.get("/Registry", "")) != "Adobe" or str(characters.get("/Ordering", "")) != STOCK_CMAPS[name]:
        yield "CIDSystemInfo"


def _same_characters(one: Any, other: Any, part: int) -> bool:
    alike = all(str(one.get(key, "")) == str(other.get(key, "")) for key in ("/Registry", "/Ordering"))
    return alike and (part == 1 or int(other.get("/Supplement", 0)) <= int(one.get("/Supplement", 0)))


def _of_truetype(font: FontInFile, part: int) -> Iterator[str]:
    """Letters are named by an encoding everybody knows; symbols by their program alone."""
    said = font.dictionary
    encoding = said.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    program = named_glyphs(font.program) if font.program else None
    tables = program.tables if isinstance(program, MappedGlyphs) else {}
    if int(said.get("/FontDescriptor", {}).get("/Flags", 0)) & _SYMBOLIC:
        if base is not None:
            yield f"Encoding {readable(base)}"
        if len(tables) != 1 and (part == 1 or _SYMBOL_TABLE not in tables):
            yield "cmap"
        return
    if base not in _PLAIN:
        yield "Encoding"
    if isinstance(encoding, pikepdf.Dictionary) and "/Differences" in encoding:
        names = [readable(each) for each in encoding.Differences if isinstance(each, pikepdf.Name)]
        if part == 1 or not all(map(toUnicode, names)) or _WIDE_TABLE not in tables:
            yield "Differences"
    if len(tables) <= (_SYMBOL_TABLE in tables):
        yield "cmap"


def _of_subset(font: Any) -> Iterator[str]:
    """In part 1 a subset lists what is in it."""
    inner = descendant_of(font)
    key = {"/Type1": "/CharSet", "/MMType1": "/CharSet", "/CIDFontType0": "/CIDSet", "/CIDFontType2": "/CIDSet"}
    needed = key.get(str(inner.get("/Subtype", "")))
    if needed and needed not in inner.get("/FontDescriptor", {}):
        yield needed[1:]


def _unlisted(font: FontInFile, file: MeasuredPdf) -> Iterator[str]:
    """In part 1 what is shown is listed; in the others, and for PDF/UA, if anything is, then all that is there."""
    if font.program is None or not _SUBSET.match(readable(font.dictionary.get("/BaseFont", ""))):
        return
    descriptor = descendant_of(font.dictionary).get("/FontDescriptor", {})
    listed = next((key for key in ("/CIDSet", "/CharSet") if key in descriptor), None)
    if listed is None or font.dictionary.get("/Subtype") == "/TrueType":
        return
    if file.kept_part == 1:
        shown = shown_in(file, font, [page.number for page in file.pages])
        complete = lists_all_shown(font.dictionary, font.program, shown)
    else:
        complete = lists_all_of(font.dictionary, font.program)
    if not complete:
        yield listed[1:]


RULES = (
    PreflightRule("A-ENC", UNSURE_CODES, of_archives(_encodings, or_accessible=True), ("archive",), "standard", PDFA),
)
