"""A station's YAML and tables: aliases, depth, tags, bytes of no text; and the bureau's wordings, fonts and themes."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

import struct
from collections.abc import Mapping

from tests.made_fonts import RARE, made_font
from tests.sweeps.attacks.attack import Make, attacks
from tests.sweeps.attacks.pdf_parts import composites, subroutines
from tests.workspaces import DATA

_STATION = (DATA / "stations" / "taoyuan.yaml").read_bytes
_TABLE = (DATA / "stations" / "taoyuan-clients.csv").read_bytes


def _more(text: bytes) -> Make:
    """The station and something more."""
    return lambda: _STATION() + b"\n" + text


_LAUGHS = b"a0: &a0 [ha]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 12)
)
_MERGED = b"a0: &a0 {k: v}\n" + b"".join(b"a%d: &a%d {<<: [*a%d, *a%d]}\n" % (n, n, n - 1, n - 1) for n in range(1, 25))
_YAML: Mapping[str, Make] = {
    "aliases of aliases": _more(_LAUGHS),
    "merged keys of merged keys": _more(_MERGED),
    "a list that is in itself": _more(b"a: &a [*a]"),
    "3,000 brackets": _more(b"a: " + b"[" * 3_000 + b"]" * 3_000),
    "100,000 brackets": _more(b"a: " + b"[" * 100_000),
    "5,000 levels": _more(b"".join(b" " * n + b"a:\n" for n in range(5_000))),
    "a million brackets that nobody closes": _more(b"{" * 1_000_000),
    "100,000 aliases": _more(b"a: &a b\nc: [" + b"*a, " * 100_000 + b"]"),
    "100,000 keys": _more(b"".join(b"a%d: b\n" % n for n in range(100_000))),
    "100,000 entries": _more(b"a:\n" + b"- b\n" * 100_000),
    "one key 50,000 times": _more(b"a: b\n" * 50_000),
    "a line of five million": _more(b"a: " + b"b" * 5_000_000),
    "a number of a million digits": _more(b"a: " + b"9" * 1_000_000),
    "a number of 10^999999": _more(b"a: 1e999999"),
    "a day that is none": _more(b"a: 2026-13-45T99:99:99"),
    "a tag of a program": _more(b"a: !!python/object/apply:os.system [touch /tmp/evil]"),
    "a tag of nobody": _more(b"a: !<tag:example.com,2026:x> b"),
    "a tag of bytes": _more(b"a: !!binary " + b"AAAA" * 100_000),
    "a tag of a set": _more(b"a: !!set {b, c}"),
    "2,000 documents": _more(b"---\na: b\n" * 2_000),
    "a directive of another version": lambda: b"%YAML 9.9\n---\n" + _STATION(),
    "50,000 directives": lambda: b"%TAG ! tag:a,2026:\n" * 50_000 + b"---\n" + _STATION(),
    "a nought": _more(b"a: b\0c"),
    "a mark of order within": _more(b"a: \xef\xbb\xbfb"),
    "three marks of order": lambda: b"\xef\xbb\xbf" * 3 + _STATION(),
    "half of a pair": _more(b'a: "\\ud842"'),
    "half of a pair in bytes": _more(b"a: \xed\xa0\x80"),
    "an escape of a terminal": _more(b'a: "\\e[2J\\e]0;x\\a"'),
    "a turn of the line": _more("a: \u202eb".encode()),
    "UTF-16": lambda: _STATION().decode().encode("utf-16"),
    "UTF-32": lambda: _STATION().decode().encode("utf-32"),
    "UTF-7": lambda: _STATION().decode().encode("utf-7"),
    "a text of blocks without end": _more(b"a: |\n" + b"  b\n" * 200_000),
    "a quotation without end": _more(b'a: "' + b"b\n" * 200_000),
    "300,000 remarks": _more(b"# a\n" * 300_000),
    "300,000 marks of questions": _more(b"? " * 300_000),
    "300,000 dashes": _more(b"- " * 300_000),
    "50,000 anchors": _more(b"".join(b"a%d: &b%d c\n" % (n, n) for n in range(50_000))),
    "tabs": _more(b"\t\ta:\t\tb\n" * 10_000),
    "65 MB": lambda: _STATION() + b"#" * 65_000_000,
    "20 MB of a remark": lambda: _STATION() + b"# " + b"a" * 20_000_000,
    "nothing": lambda: b"",
    "noughts": lambda: bytes(1_000_000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1_000),
}  # fmt: skip


def _rows(row: bytes, count: int = 1) -> Make:
    return lambda: _TABLE().splitlines()[0] + b"\n" + row * count


_CSV: Mapping[str, Make] = {
    "a cell of five million": _rows(b"a" * 5_000_000 + b",\n"),
    "a row of a million cells": _rows(b"," * 1_000_000 + b"\n"),
    "200,000 rows of nothing": _rows(b",,,,,,\n", 200_000),
    "200,000 empty rows": _rows(b"\n", 200_000),
    "60,000 rows of garbage": _rows(b"a,b,c,d,e,f,g\n", 60_000),
    "a head of 100,000 columns": lambda: b",".join(b"a%d" % n for n in range(100_000)) + b"\n",
    "a head of one column 100,000 times": lambda: "户号,".encode() * 100_000 + b"\n",
    "a quotation without end": _rows(b'"' + b"a\n" * 500_000),
    "300,000 quotations": _rows(b'"' * 300_000),
    "noughts": _rows(b"a\0b,\0\n", 100),
    "carriage returns": _rows(b"a\rb\r", 30_000),
    "UTF-16": lambda: _TABLE().decode("utf-8-sig").encode("utf-16"),
    "marks of order": lambda: b"\xef\xbb\xbf" * 9 + _TABLE(),
    "half of a pair in bytes": _rows(b"\xed\xa0\x80,\n"),
    "bytes of no text": _rows(bytes(range(128, 256)) + b"\n", 1_000),
    "formulas": _rows(b"=cmd|'/c calc'!A1,@SUM(1),+1,-1\n", 100),
    "numbers of 10^999": _rows(b"1E+999,1E+17,0x7f,-0\n", 100),
    "65 MB": lambda: _TABLE() + b"a" * 65_000_000,
    "5 MB of one head": lambda: b"a" * 5_000_000,
    "nothing": lambda: b"",
}  # fmt: skip
_HEAD = "版式：信函\n范围：工作站\n标题：试\n====\n"
_WORDINGS: Mapping[str, str] = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a width of 3 * 10^9": "{{ 'a'|center(3000000000) }}",
    "a format of 10^12": "{{ '%0999999999d'|format(1) }}",
    "a number of a number of a number": "{{ 9**9**9**9 }}",
    "a text 4 * 10^9 times": "{{ 'a' * 4000000000 }}",
    "an include of itself": "{% include 'hostile' %}",
    "an include of the machine's": "{% include '/etc/passwd' %}{% include '../../../../etc/passwd' %}",
    "an import of nobody's": "{% import 'os' as os %}{{ os.system('id') }}",
    "an extension of itself": "{% extends 'hostile' %}",
    "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a walk over classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "a walk by attribute": "{{ ''|attr('__class__') }}",
    "a walk over a function": "{{ range.__globals__ }}{{ self._TemplateReference__context }}",
    "a walk in a format": "{{ '{0.__class__.__init__.__globals__}'.format(站) }}",
    "a walk over a loop": "{% for a in [1] recursive %}{{ loop(loop) }}{% endfor %}",
    "5,000 conditions in each other": "{% if 1 %}" * 5_000 + "{% endif %}" * 5_000,
    "20,000 brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "20,000 nots": "{{ " + "not " * 20_000 + "1 }}",
    "a sum of 50,000": "{{ " + "1+" * 50_000 + "1 }}",
    "300,000 opened brackets": "{{" * 300_000,
    "a remark without end": "{#" + "a" * 1_000_000,
    "a word without end": "a" * 3_000_000,
    "a table of 100,000 rows": "| 甲 | 乙\n" * 100_000,
    "a title of 100,000 levels": "#" * 100_000 + " a",
    "a list of 100,000": "+ a\n" * 100_000,
    "a pattern that runs back": "（" * 50_000 + "《" * 50_000,
    "noughts": "a\0b",
}  # fmt: skip


def _tables(count: int, length: int) -> bytes:
    """A font that says it has so many tables, each so long."""
    return (
        b"\0\1\0\0"
        + struct.pack(">HHHH", count, 16, 4, 0)
        + b"glyf\0\0\0\0\0\0\0\x0c"
        + struct.pack(">I", length) * count
    )


_FONTS: Mapping[str, Make] = {
    "garbage": lambda: b"\0\1\0\0" + b"\xff" * 200_000,
    "65,535 tables of 4 GB": lambda: _tables(65_535, 2**32 - 1),
    "a collection of 2^32 fonts": lambda: b"ttcf\0\1\0\0" + b"\xff" * 4 + bytes(10_000),
    "a collection of itself": lambda: b"ttcf\0\1\0\0\0\0\0\1\0\0\0\0" + bytes(100),
    "glyphs of themselves": lambda: composites(99, 1),
    "65,535 glyphs of the next twice": lambda: composites(65_535, -1),
    "a subroutine of itself": lambda: subroutines(),
    "a glyph 10^4 wide": lambda: made_font(RARE, side=32_000),
    "2,000 characters": lambda: made_font("".join(map(chr, range(0x20000, 0x207D0)))),
    "cut in the middle": lambda: made_font(RARE)[:400],
    "a table at 4 GB": lambda: made_font(RARE)[:16] + b"\xff" * 12 + made_font(RARE)[28:],
    "65 MB": lambda: made_font(RARE) + bytes(65_000_000),
    "an SVG in the place of a font": lambda: b"<svg/>",
}  # fmt: skip
_THEMES: Mapping[str, Make] = {
    "garbage": lambda: bytes(range(256)) * 99,
    "100,000 tables": lambda: b"".join(b"[a%d]\n" % n for n in range(100_000)),
    "100,000 brackets": lambda: b"a = " + b"[" * 100_000,
    "a key of 100,000 parts": lambda: b".".join([b"a"] * 100_000) + b" = 1",
    "a number of a million digits": lambda: b"a = " + b"9" * 1_000_000,
    "a text without end": lambda: b'a = """' + b"a\n" * 500_000,
    "a colour of a program": lambda: b'[colours]\nprimary = "url(file:///etc/passwd)"\n',
    "65 MB": lambda: b"#" * 65_000_000,
}  # fmt: skip

_STATIONS = "data/stations/"
ATTACKS = [
    *attacks("yaml", f"{_STATIONS}taoyuan.yaml", "check taoyuan", {10, 11, 17}, _YAML, in_workspace=True),
    *attacks("csv", f"{_STATIONS}taoyuan-clients.csv", "check taoyuan", {10, 17}, _CSV, in_workspace=True),
    *attacks("wording", "data/wording/hostile.txt", "inspection taoyuan", {10, 17}, {name: (lambda body=body: (_HEAD + body).encode()) for name, body in _WORDINGS.items()}, in_workspace=True),
    *attacks("font", "data/fonts/hostile.ttf", "check taoyuan", {0, 17}, _FONTS, in_workspace=True),
    *attacks("theme", "data/themes/hostile/palette.toml", "theme show hostile", {10, 17}, _THEMES, in_workspace=True),
]  # fmt: skip
