"""PDFs whose pages paint without end: forms, patterns, operators, numbers no paper has."""

# ruff: noqa: E501 - one case a line
from __future__ import annotations

from tests.sweeps.attacks.attack import attacks
from tests.sweeps.attacks.pdf_writing import FORM, paged, stream

_SQUARE = b"0 0 9 9 re f "


def _forms(depth: int, times: int, first: bytes = b"") -> bytes:
    """Each draws the next so many times."""
    head = FORM + b" /Resources <</XObject <</X %d 0 R>>>>"
    forms = {n: stream(b"/X Do " * times, head % (n + 1)) for n in range(5, 5 + depth)}
    return paged(b"/X Do", b"/XObject <</X 5 0 R>>", {**forms, 5 + depth: stream(_SQUARE, FORM)}, page=first)


def _circle(length: int) -> bytes:
    head = FORM + b" /Resources <</XObject <</X %d 0 R>>>>"
    forms = {n: stream(b"/X Do", head % (n + 1 if n < length + 4 else 5)) for n in range(5, 5 + length)}
    return paged(b"/X Do", b"/XObject <</X 5 0 R>>", forms)


def _glyph(draws: bytes) -> bytes:
    """A type 3 font of one glyph that is drawn so."""
    font = b"<</Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs <</a 6 0 R>> /Encoding <</Differences [97 /a]>> /FirstChar 97 /LastChar 97 /Widths [9] /Resources <</Font <</F 5 0 R>> /XObject <</X 7 0 R>>>>>>"
    form = stream(b"BT /F 9 Tf (aaaa) Tj ET", FORM + b" /Resources <</Font <</F 5 0 R>>>>")
    return paged(b"BT /F 9 Tf (aaaa) Tj ET", b"/Font <</F 5 0 R>>", {5: font, 6: stream(b"9 0 d0 " + draws), 7: form})


def _tiling(head: bytes, draws: bytes, resources: bytes = b"") -> bytes:
    pattern = stream(draws, b"/PatternType 1 /PaintType 1 /TilingType 1 %s /Resources <<%s>>" % (head, resources))
    return paged(b"/Pattern cs /P scn 0 0 200 200 re f", b"/Pattern <</P 5 0 R>>", {5: pattern})


_TILE = b"/BBox [0 0 9 9] /XStep 9 /YStep 9"


def _patterns(depth: int) -> bytes:
    head = b"/PatternType 1 /PaintType 1 /TilingType 1 " + _TILE + b" /Resources <</Pattern <</P %d 0 R>>>>"
    made = {n: stream(b"/Pattern cs /P scn 0 0 9 9 re f " * 4, head % (n + 1)) for n in range(5, 5 + depth)}
    return paged(
        b"/Pattern cs /P scn 0 0 200 200 re f", b"/Pattern <</P 5 0 R>>", {**made, 5 + depth: stream(_SQUARE, head % 5)}
    )


def _shading(shading: bytes, function: bytes = b"<</FunctionType 2 /Domain [0 1] /N 1>>") -> bytes:
    return paged(b"/S sh", b"/Shading <</S 5 0 R>>", {5: shading, 6: function})


_AXIAL = b"<</ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 200 200] /Function 6 0 R>>"
_MESH = b"/ShadingType %d /ColorSpace /DeviceCMYK /BitsPerCoordinate %d /BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 1 0 1 0 1 0 1 0 1 0 1]"


def _calculator(program: bytes) -> bytes:
    return _shading(_AXIAL, stream(program, b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]"))


def _state(state: bytes, others: dict[int, bytes] | None = None) -> bytes:
    return paged(b"/G gs " + _SQUARE, b"/ExtGState <</G <<%s>>>>" % state, others)


def _notes(count: int, note: bytes) -> bytes:
    return paged(
        page=b"/Annots [" + b"5 0 R " * count + b"]",
        others={5: note, 6: stream(b"/X Do", FORM + b" /Resources <</XObject <</X 6 0 R>>>>")},
    )


_NOTE = b"<</Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /F 4 %s>>"

ATTACKS = attacks("page", "x.pdf", "preflight {file}", {17, 19}, {
    "18 forms that draw the next twice": lambda: _forms(18, 2),
    "40 forms that draw the next ten times": lambda: _forms(40, 10),
    "3 forms that draw the next a hundred times": lambda: _forms(3, 100),
    "2,000 forms in each other": lambda: _forms(2_000, 1),
    "a form that draws itself": lambda: _circle(1),
    "9 forms in a circle": lambda: _circle(9),
    "one form drawn 100,000 times": lambda: paged(b"/X Do " * 100_000, b"/XObject <</X 5 0 R>>", {5: stream(_SQUARE, FORM)}),
    "one form of 1,000 squares drawn 1,000 times": lambda: paged(b"/X Do " * 1_000, b"/XObject <</X 5 0 R>>", {5: stream(_SQUARE * 1_000, FORM)}),
    "a form without a box": lambda: paged(b"/X Do", b"/XObject <</X 5 0 R>>", {5: stream(_SQUARE, b"/Subtype /Form")}),
    "a form of a matrix of 10^38": lambda: paged(b"/X Do", b"/XObject <</X 5 0 R>>", {5: stream(_SQUARE, FORM + b" /Matrix [1e38 0 0 1e38 0 99999999999999999999999999999999]")}),
    "a group of groups": lambda: _state(b"/SMask <</S /Luminosity /G 5 0 R>>", {5: stream(b"/G gs " + _SQUARE, FORM + b" /Group <</S /Transparency>> /Resources <</ExtGState <</G <</SMask <</S /Luminosity /G 5 0 R>>>>>>>>")}),
    "a million saves": lambda: paged(b"q " * 500_000 + b"Q " * 500_000),
    "half a million restores": lambda: paged(b"Q " * 500_000),
    "half a million saves": lambda: paged(b"q " * 500_000),
    "300,000 squares": lambda: paged(_SQUARE * 300_000),
    "300,000 squares each of its own": lambda: paged(b"".join(b"%d %d 1 1 re f " % (n % 200, n // 1500) for n in range(300_000))),
    "one way of 300,000 pieces": lambda: paged(b"0 0 m " + b"".join(b"%d %d l " % (n * 7919 % 200, n * 104729 % 199) for n in range(300_000)) + b"S"),
    "one way of 100,000 bows": lambda: paged(b"0 0 m " + b"9 9 1 7 3 8 c " * 100_000 + b"f"),
    "100,000 clippings": lambda: paged(b"0 0 99 99 re W n " * 100_000),
    "100,000 texts": lambda: paged(b"BT /F 9 Tf " + b"(aaaa) Tj " * 100_000 + b"ET", b"/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"),
    "a text of two million letters": lambda: paged(b"BT /F 9 Tf (" + b"a" * 2_000_000 + b") Tj ET", b"/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"),
    "a list of 500,000 steps in a text": lambda: paged(b"BT /F 9 Tf [" + b"(a) 9 " * 250_000 + b"] TJ ET", b"/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"),
    "a million numbers and nothing done": lambda: paged(b"1 " * 1_000_000),
    "300,000 words that mean nothing": lambda: paged(b"zz " * 300_000),
    "one number of a million digits": lambda: paged(b"9" * 1_000_000 + b" 0 9 9 re f"),
    "100,000 places of a number": lambda: paged(b"0." + b"1" * 100_000 + b" 0 9 9 re f"),
    "a name of a million letters": lambda: paged(b"/" + b"a" * 1_000_000 + b" gs"),
    "100,000 brackets in a content": lambda: paged(b"[" * 100_000),
    "100,000 dictionaries in a content": lambda: paged(b"/a " + b"<</a " * 100_000 + b" BDC"),
    "100,000 marks in each other": lambda: paged(b"/a BMC " * 100_000),
    "numbers of 10^38": lambda: paged(b"1e38 1e38 m 3.4e38 -3.4e38 l S 99999999999999999999999999999999999999 0 0 99999999999999999999999999999999999999 0 0 cm " + _SQUARE),
    "a matrix doubled 5,000 times": lambda: paged(b"2 0 0 2 0 0 cm " * 5_000 + _SQUARE),
    "a matrix of nothing": lambda: paged(b"0 0 0 0 0 0 cm " + _SQUARE + b"0 0 9 9 re S"),
    "a type of 10^9 points": lambda: paged(b"BT /F 1000000000 Tf (a) Tj ET", b"/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"),
    "a dash of no length": lambda: paged(b"[0 0] 0 d 0 0 m 200 200 l S [0.0000001] 0 d 0 0 m 200 200 l S"),
    "a line 10^30 wide": lambda: paged(b"999999999999999999999999999999 w 0 0 m 9 9 l S"),
    "a picture in the content without end": lambda: paged(b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"a" * 3_000_000),
    "a picture in the content of 2^31 pixels": lambda: paged(b"BI /W 2147483647 /H 2147483647 /BPC 8 /CS /G ID aaaa EI"),
    "20,000 pictures in the content": lambda: paged(b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI " * 20_000),
    "one content 20,000 times": lambda: paged(b"").replace(b"/Contents 4 0 R", b"/Contents [" + b"5 0 R " * 20_000 + b"]").replace(b"xref", b"5 0 obj\n" + stream(_SQUARE * 500) + b"\nendobj\nxref", 1),
    "a content that is a list of itself": lambda: paged(others={4: b"[4 0 R 4 0 R]"}),
    "a content that is a number": lambda: paged(others={4: b"7"}),
    "a content that unpacks to 60 MB": (lambda: paged(others={4: stream(_SQUARE * 6_000_000, packed=1)}), "MZQ86"),
    "a content packed twice": (lambda: paged(others={4: stream(_SQUARE * 6_000_000, packed=2)}), "MZQ86"),
    "a content packed by letters 200 times": lambda: paged(others={4: b"<</Length 9 /Filter [" + b"/ASCIIHexDecode " * 200 + b"]>> stream\n30303030>\nendstream"}),
    "a glyph that shows itself": lambda: _glyph(b"BT /F 9 Tf (a) Tj ET"),
    "a glyph of a form that shows it": lambda: _glyph(b"/X Do"),
    "a glyph of 300,000 squares": lambda: _glyph(_SQUARE * 300_000),
    "a pattern of itself": lambda: _tiling(_TILE, b"/Pattern cs /P scn " + _SQUARE, b"/Pattern <</P 5 0 R>>"),
    "30 patterns in each other": lambda: _patterns(30),
    "a pattern a billionth wide": lambda: _tiling(b"/BBox [0 0 9 9] /XStep 0.000000001 /YStep 0.000000001", _SQUARE),
    "a pattern that steps by nothing": lambda: _tiling(b"/BBox [0 0 9 9] /XStep 0 /YStep 0", _SQUARE),
    "a pattern of 10^30": lambda: _tiling(b"/BBox [0 0 999999999999999999999999999999 9] /XStep 9 /YStep 9", _SQUARE),
    "a shade by a function of itself": lambda: _shading(_AXIAL, b"<</FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1]>>"),
    "a shade by 30 functions twice in each other": lambda: paged(b"/S sh", b"/Shading <</S 5 0 R>>", {5: _AXIAL, **{n: b"<</FunctionType 3 /Domain [0 1] /Functions [%d 0 R %d 0 R] /Bounds [0.5] /Encode [0 1 0 1]>>" % (n + 1, n + 1) for n in range(6, 36)}, 36: b"<</FunctionType 2 /Domain [0 1] /N 1>>"}),
    "a shade by a table of 10^16": lambda: _shading(_AXIAL, stream(b"aaaa", b"/FunctionType 0 /Domain [0 1 0 1 0 1 0 1] /Range [0 1 0 1 0 1 0 1] /Size [10000 10000 10000 10000] /BitsPerSample 8")),
    "a shade to the power of 10^9": lambda: _shading(_AXIAL, b"<</FunctionType 2 /Domain [0 1] /N 1000000000>>"),
    "a shade by a program of 50,000 brackets": lambda: _calculator(b"{" * 50_000 + b"}" * 50_000),
    "a shade by a program of 300,000 steps": lambda: _calculator(b"{" + b"dup " * 300_000 + b"}"),
    "a shade by a program that copies": lambda: _calculator(b"{" + b"dup " * 99 + b"100 copy " * 10_000 + b"999999999 copy 999999999 9 roll}"),
    "a shade by a program of powers": lambda: _calculator(b"{ 9 9 exp 9 exp 9 exp 9 exp 9 exp 2147483647 bitshift }"),
    "a mesh that is garbage": lambda: _shading(stream(b"\xff" * 3_000, _MESH % (4, 99))),
    "a mesh of 30,000 points": lambda: _shading(stream(bytes(range(250)) * 1_000, _MESH % (4, 16))),
    "a mesh of 5,000 patches": lambda: _shading(stream(bytes(65) * 5_000, _MESH % (6, 16))),
    "a mesh of lines of 2^31": lambda: _shading(stream(b"a" * 3_000, _MESH % (5, 16) + b" /VerticesPerRow 2147483647")),
    "a state that is its own font": lambda: _state(b"/Font [5 0 R 9]", {5: b"<</Type /Font /Subtype /Type0 /DescendantFonts [5 0 R]>>"}),
    "a state of 100,000 blendings": lambda: _state(b"/BM [" + b"/Multiply " * 100_000 + b"]"),
    "a state that is garbage": lambda: _state(b"/LW (a) /ca /b /CA [] /OP 7 /D 3 /SMask 9 /TR 5 0 R", {5: b"5 0 R"}),
    "one note 50,000 times": lambda: _notes(50_000, _NOTE % b""),
    "a note that draws itself": lambda: _notes(1, _NOTE % b"/AP <</N 6 0 R>>"),
    "a note that is its own parent": lambda: _notes(2, _NOTE % b"/Parent 5 0 R /Popup 5 0 R /IRT 5 0 R"),
    "resources of themselves": lambda: paged(b"/X Do", others={3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources 5 0 R /Contents 4 0 R>>", 5: b"<</XObject 5 0 R /X 5 0 R /Font 5 0 R /ColorSpace 5 0 R /Pattern 5 0 R /ExtGState 5 0 R>>"}),
})  # fmt: skip
