"""A font's rules for shaping -> the glyphs at which any of them may begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.design import fonts
from mzdocs.design.fonts import Face

_FEATURES = frozenset(
    ["ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "rvrn", "abvm", "blwm", "mark", "mkmk", "kern", "dist"]
)
"""What a shaper applies to horizontal text unasked."""


def touched(face: Face, script: str) -> frozenset[int]:
    """The glyphs at which a default feature of the font may begin to change or move something in a script's text.

    A lookup begins at a glyph its first coverage lists: a line without such a glyph is shaped as it stands.
    """
    from fontTools.ttLib import TTFont

    with TTFont(str(fonts.home() / face.file), fontNumber=face.index, lazy=True) as opened:
        opened.setGlyphOrder([str(glyph) for glyph in range(opened["maxp"].numGlyphs)])
        names = {name for tag in ("GSUB", "GPOS") if tag in opened for name in _begun(opened[tag].table, script)}
        return frozenset(int(name) for name in names)


def _begun(table: Any, script: str) -> Iterator[str]:
    for index in sorted(_default_lookups(table, script)):
        for subtable in table.LookupList.Lookup[index].SubTable:
            yield from _coverage(getattr(subtable, "ExtSubTable", subtable))


def _default_lookups(table: Any, wanted: str) -> set[int]:
    found: set[int] = set()
    for script in table.ScriptList.ScriptRecord if table.ScriptList else ():
        if script.ScriptTag in ("DFLT", wanted):
            for language in _languages(script.Script):
                found |= _lookups(table, language)
    return found


def _languages(script: Any) -> list[Any]:
    chinese = [record.LangSys for record in script.LangSysRecord if record.LangSysTag == "ZHS "]
    return chinese or ([script.DefaultLangSys] if script.DefaultLangSys else [])


def _lookups(table: Any, language: Any) -> set[int]:
    required = [] if language.ReqFeatureIndex == 0xFFFF else [language.ReqFeatureIndex]
    records = [table.FeatureList.FeatureRecord[index] for index in [*language.FeatureIndex, *required]]
    return {index for record in records if record.FeatureTag in _FEATURES for index in record.Feature.LookupListIndex}


def _coverage(subtable: Any) -> Iterator[str]:
    for name in ("MarkCoverage", "BaseCoverage"):
        if hasattr(subtable, name):
            yield from getattr(subtable, name).glyphs
            return
    first = getattr(subtable, "Coverage", None) or getattr(subtable, "InputCoverage", None)
    if isinstance(first, list):
        first = first[0] if first else None
    if first is not None:
        yield from first.glyphs
    for name in ("mapping", "ligatures", "alternates"):
        yield from getattr(subtable, name, ())
