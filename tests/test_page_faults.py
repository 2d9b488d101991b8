"""Where things lie on a finished page: seeded faults, each told by its rule alone, and pages that are not to blame."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary

from mzdocs.core.problems import Location
from mzdocs.core.units import Size, mm
from mzdocs.preflight import RULES
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.painted import covers
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import checked

from .page_seeds import (
    BLEED,
    GROUND,
    HIGH,
    RED,
    SQUARE,
    WIDE,
    PageSeed,
    above,
    at,
    boxed,
    code,
    code_picture,
    contour,
    cut,
    disc,
    filled,
    form,
    gradient,
    grounded,
    halved,
    handed_up,
    held,
    masked,
    n,
    picture,
    said,
    several_inks,
    sheet,
    shown,
    soft_mask,
    stroke,
    swapped,
    tile,
    trim_handed_up,
    words,
)  # fmt: skip

ORDERED = Expectations(size=Size(mm(WIDE), mm(HIGH)), bleed=mm(BLEED), safe=mm(5), pages=1, codes=())
ASKED = {
    "X-VIEW", "P-SIZE", "P-BLEED", "P-SAFE", "P-LIVE", "X-TRIM", "X-NEST", "X-CROP", "P-ORIGIN", "P-REACH", "P-HAIR",
    "P-TEXT", "P-RATIO", "P-PPI", "P-CUT", "P-CUT-CLOSED", "P-CUT-ONCE", "P-CUT-CROSS", "P-CUT-SHEET", "P-CUT-EVEN",
    "P-CUT-WHOLE", "P-COVER",
}  # fmt: skip
JUDGES = [rule for rule in RULES if rule.id in ASKED]

TURNED = ((20.0, 45.0), (60.0, 45.0), (60.0, 15.0), (20.0, 15.0))
HOLE = ((30.0, 20.0), (36.0, 20.0), (36.0, 26.0), (30.0, 26.0))
ROUND = (
    f"{n(40)} {n(30)} m {n(40)} {n(38)} {n(28)} {n(38)} {n(28)} {n(30)} c "
    f"{n(28)} {n(22)} {n(40)} {n(22)} {n(40)} {n(30)} c s"
)
ROUND_AGAIN = (
    f"{n(28)} {n(30)} m {n(28)} {n(22)} {n(40)} {n(22)} {n(40)} {n(30)} c "
    f"{n(40)} {n(38)} {n(28)} {n(38)} {n(28)} {n(30)} c s"
)
SCAN, FINE, COARSE = picture(100, 100, 1), picture(200, 200), picture(100, 100)
HALF_INCH, INCH = 12.7, 25.4


def art(*points: tuple[float, float]) -> str:
    return f" q {RED} {contour(*points, close='f')} Q"


def clip(*box: float) -> str:
    return f"{at(*box)} re W n"


ROUNDED = (
    f" q {RED} {n(12)} {n(-3)} m {n(88)} {n(-3)} l {n(96.3)} {n(-3)} {n(103)} {n(3.7)} {n(103)} {n(12)} c "
    f"{n(103)} {n(48)} l {n(103)} {n(56.3)} {n(96.3)} {n(63)} {n(88)} {n(63)} c {n(12)} {n(63)} l "
    f"{n(3.7)} {n(63)} {n(-3)} {n(56.3)} {n(-3)} {n(48)} c {n(-3)} {n(12)} l "
    f"{n(-3)} {n(3.7)} {n(3.7)} {n(-3)} {n(12)} {n(-3)} c f Q"
)
WORDS, PANEL = words("12 Tf"), filled(28, 27, 60, 38, paint="1 g")
IN_MASK = f"q {n(40)} 0 0 {n(20)} {n(20)} {n(20)} cm /P Do Q"
LINE = contour(*SQUARE)

FAULTS: dict[str, PageSeed] = {
    # the sheet
    "turned by a quarter": PageSeed(rules="X-VIEW P-SIZE", change=said(Rotate=90)),
    "turned by three quarters": PageSeed(rules="X-VIEW P-SIZE", change=said(Rotate=-90)),
    "upside down": PageSeed(rules="X-VIEW", change=said(Rotate=180)),
    "turned by the node above": PageSeed(rules="X-VIEW P-SIZE", change=above(Rotate=270)),
    "units of two points": PageSeed(rules="X-VIEW P-SIZE", change=said(UserUnit=2)),
    "units of one and a half": PageSeed(rules="X-VIEW P-SIZE", change=said(UserUnit=1.5)),
    "the same sheet in larger units": PageSeed(rules="X-VIEW", change=halved),
    "wider by 0.2 mm": PageSeed(rules="P-SIZE P-BLEED", change=boxed("/TrimBox", 0, 0, 0.2, 0)),
    "trim left to the node above": PageSeed(rules="X-TRIM X-NEST P-SIZE P-BLEED", change=trim_handed_up),
    "bleed of 2.8 mm on one side": PageSeed(rules="P-BLEED", change=boxed("/BleedBox", 3, 2.8, 3, 3)),
    "a crop that takes the bleed off": PageSeed(rules="X-CROP", change=boxed("/CropBox", 0, 0, 0, 0)),
    "a crop of the node above": PageSeed(
        rules="X-CROP", change=lambda pdf, page: above(CropBox=page.TrimBox)(pdf, page)
    ),
    "bleed beyond the sheet": PageSeed(rules="X-NEST", change=boxed("/BleedBox", 3, 3, 3, 30)),
    # bleed reached by ink
    "ground stops at the trim, left": PageSeed(grounded(BLEED), "P-REACH"),
    "ground stops at the trim, below": PageSeed(grounded(0, BLEED), "P-REACH"),
    "ground stops at the trim, right": PageSeed(grounded(0, 0, BLEED), "P-REACH"),
    "ground stops at the trim, above": PageSeed(grounded(0, 0, 0, BLEED), "P-REACH"),
    "ground stops a millimetre beyond the trim": PageSeed(grounded(0, 0, 2), "P-REACH"),
    "ground is short of the bleed by half a millimetre": PageSeed(grounded(0.6), "P-REACH"),
    "a stripe stops at the trim": PageSeed(filled(-BLEED, 20, WIDE, 28, paint=RED), "P-REACH"),
    "ground clipped at the trim": PageSeed(f"q {at(0, -BLEED, WIDE + 3, HIGH + 3)} re W n {grounded()} Q", "P-REACH"),
    "white laid over the bleed": PageSeed(grounded() + filled(WIDE, -3, WIDE + 3, HIGH + 3, paint="1 g"), "P-REACH"),
    "a thick line stops at the trim": PageSeed(
        f" q {RED.replace('k', 'K')} 20 w {n(-3)} {n(30)} m {n(100)} {n(30)} l S Q", "P-REACH"
    ),
    "picture stops at the trim": PageSeed(shown(50, 66, 50, -3), "P-REACH", resources={"P": picture(600, 800)}),
    "ground in a form clipped by its box": PageSeed(
        "/G Do",
        "P-REACH",
        resources={"G": form(grounded(), Matrix=[1, 0, 0, 1, 0, 0])},
        change=lambda pdf, page: page.Resources.XObject.G.__setitem__("/BBox", [-9, -9, WIDE * 72 / 25.4, 9_000]),
    ),
    "pattern stops at the trim": PageSeed(
        f"/Pattern cs /T scn {at(0, -3, WIDE + 3, HIGH + 3)} re f",
        "P-REACH",
        resources={"T": tile(f"{RED} 0 0 99 99 re f")},
    ),
    "foil stops at the trim": PageSeed(filled(0, -3, WIDE + 3, 10, paint="/Gold cs 1 scn"), "P-REACH"),
    "ground that leans": PageSeed(art((-3, -3), (103, -3), (100, 63), (-3, 63)), "P-REACH"),
    "ground turned by a degree": PageSeed(
        f" q {RED} 0.99985 0.01745 -0.01745 0.99985 0 0 cm {at(*GROUND)} re f Q", "P-REACH"
    ),
    "ground whose bleed tapers off over half an edge": PageSeed(
        art((-3, -3), (103, -3), (103, 30), (100.5, 63), (-3, 63)), "P-REACH"
    ),
    "ground with round corners": PageSeed(ROUNDED, "P-REACH"),
    "ground with a corner cut off": PageSeed(art((-3, -3), (103, -3), (103, 54), (94, 63), (-3, 63)), "P-REACH"),
    "ground clipped by a disc": PageSeed(f"q {disc(56, 50, 30)} W n {grounded()} Q", "P-REACH"),
    "gradient that ends at the trim": PageSeed("/S sh", "P-REACH", change=held("Shading", S=gradient(goes_on=False))),
    "picture turned a little": PageSeed(
        f"q {n(107)} {n(2)} {n(-2)} {n(68)} {n(-3)} {n(-5.5)} cm /P Do Q",
        "P-REACH",
        resources={"P": picture(1070, 680)},
    ),
    # live things at the edge
    "picture 4 mm from the trim": PageSeed(shown(12, 12, 4, 20), "P-LIVE", resources={"P": FINE}),
    "picture 1 mm from the trim": PageSeed(shown(12, 12, WIDE - 13, 20), "P-LIVE", resources={"P": FINE}),
    "code 2 mm from the trim": PageSeed(code(2, 40), "P-LIVE"),
    "foil art 1.5 mm from the trim": PageSeed(
        f"/Gold cs 1 scn {contour((1.5, 20), (12, 20), (9, 30), close='f')}", "P-LIVE"
    ),
    "words 3 mm from the trim": PageSeed(words("12 Tf", 3, 30), "P-SAFE"),
    "words 2 mm from the trim, in a form": PageSeed("/G Do", "P-SAFE", resources={"G": form(words("12 Tf", 30, 2))}),
    # hairlines
    "line of 0.24 pt": PageSeed(stroke(0.24), "P-HAIR"),
    "line of no width": PageSeed(stroke(0), "P-HAIR"),
    "line made thin by a state": PageSeed(stroke(1, before="", then="S").replace("1 w", "1 w /Thin gs"), "P-HAIR"),
    "line scaled down": PageSeed(f"q 0.1 0 0 0.1 0 0 cm 2 w {n(200)} {n(300)} m {n(600)} {n(300)} l S Q", "P-HAIR"),
    "line across the short way of a scale": PageSeed(
        f"q 1 0 0 0.1 0 0 cm 1 w {n(20)} {n(300)} m {n(60)} {n(300)} l S Q", "P-HAIR"
    ),
    "curve in an uneven scale": PageSeed(
        f"q 0.1 0 0 1 0 0 cm 1 w {n(300)} {n(10)} m {n(350)} {n(20)} {n(350)} {n(30)} {n(300)} {n(40)} c S Q", "P-HAIR"
    ),
    "dashed hairline": PageSeed(stroke(0.1, before="[3 3] 0 d"), "P-HAIR"),
    "hairline with a fill": PageSeed(f"q 0 0 0 0.2 k 0.1 w {at(20, 20, 60, 40)} re B Q", "P-HAIR"),
    "filled bar of 0.03 mm": PageSeed(filled(20, 30, 60, 30.03), "P-HAIR"),
    "filled bar of 0.08 mm upright": PageSeed(filled(20, 20, 20.08, 50), "P-HAIR"),
    "filled bar at a slant": PageSeed(
        contour((20, 20), (60, 40), (60, 40.04), (20, 20.04), close="0 0 0 1 k f"), "P-HAIR"
    ),
    "bar without a height": PageSeed(f"q {n(20)} {n(30)} {n(40)} 0 re f Q", "P-HAIR"),
    "bars in one path": PageSeed(f"q {at(20, 20, 60, 20.05)} re {at(20, 30, 60, 31)} re f Q", "P-HAIR"),
    "border filled between two boxes": PageSeed(
        f"q {at(20, 20, 60, 40)} re {at(20.05, 20.05, 59.95, 39.95)} re f* Q", "P-HAIR"
    ),
    "bent bar": PageSeed(
        contour((20, 20), (60, 20), (60, 40), (59.95, 40), (59.95, 20.05), (20, 20.05), close="f"), "P-HAIR"
    ),
    "picture as a bar": PageSeed(shown(40, 0.05), "P-HAIR P-RATIO", resources={"P": picture(4000, 6)}),
    "words drawn by their edges": PageSeed(words("20 Tf 1 Tr 0.1 w"), "P-HAIR"),
    "words with edges of another colour": PageSeed(words("20 Tf 2 Tr 0.1 w 0 1 0 0 K"), "P-HAIR"),
    "hairline in a drawn font": PageSeed(words("20 Tf", font="T"), "P-HAIR"),
    "hairline in a pattern": PageSeed(
        f"/Pattern cs /T scn {at(20, 20, 60, 40)} re f", "P-HAIR", resources={"T": tile("0.1 w 2 2 m 20 20 l S")}
    ),
    "hairline in a form that is scaled": PageSeed(
        "q 0.2 0 0 0.2 0 0 cm /G Do Q",
        "P-HAIR",
        resources={"G": form(f"1 w {n(100)} {n(100)} m {n(300)} {n(100)} l S")},
    ),
    "foil hairline": PageSeed(stroke(0.1, paint="/Gold CS 1 SCN"), "P-HAIR"),
    "panel clipped to a sliver": PageSeed(f"q {clip(20, 30, 60, 30.05)} {filled(20, 20, 60, 40)} Q", "P-HAIR"),
    "two clips that leave a sliver": PageSeed(
        f"q {clip(10, 20, 40, 40)} {clip(39.95, 20, 70, 40)} {filled(10, 20, 70, 40)} Q", "P-HAIR"
    ),
    "sliver of a clip at a slant": PageSeed(
        f"q {contour((20, 20), (60, 40), (60, 40.05), (20, 20.05), close='W n')} {filled(10, 10, 70, 50)} Q", "P-HAIR"
    ),
    "gradient clipped to a sliver": PageSeed(
        f"q {clip(20, 30, 60, 30.05)} /S sh Q", "P-HAIR", change=held("Shading", S=gradient())
    ),
    "picture clipped to a sliver": PageSeed(
        f"q {clip(30, 25, 42, 25.05)} {shown(12, 12)} Q", "P-HAIR", resources={"P": FINE}
    ),
    "thick line clipped to a sliver": PageSeed(f"q {clip(20, 30, 60, 30.05)} {stroke(20)} Q", "P-HAIR"),
    "hairline beside a disc": PageSeed(f"q {disc(8, 40, 20)} {at(20, 50, 60, 50.05)} re f Q", "P-HAIR"),
    # small text
    "words of 5.9 pt": PageSeed(words("5.9 Tf"), "P-TEXT"),
    "words scaled down": PageSeed(f"q 0.4 0 0 0.4 {n(20)} {n(20)} cm {words('12 Tf')} Q", "P-TEXT"),
    "words pressed flat": PageSeed(words("12 Tf 1 0 0 0.4 0 0 Tm"), "P-TEXT"),
    "words squeezed to a quarter": PageSeed(words("8 Tf 25 Tz"), "P-TEXT"),
    "small words in a form": PageSeed("/G Do", "P-TEXT", resources={"G": form(words("4 Tf"))}),
    "small words in larger units": PageSeed(words("5 Tf"), "P-TEXT X-VIEW", change=halved),
    # pictures
    "72 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": picture(72, 72)}),
    "198 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": picture(198, 198)}),
    "60 ppi in a pattern": PageSeed(
        f"/Pattern cs /T scn {at(20, 20, 60, 40)} re f",
        "P-PPI",
        resources={"P": picture(24, 24), "T": tile("28.3 0 0 28.3 0 0 cm /P Do")},
    ),
    "60 ppi in a form": PageSeed("/G Do", "P-PPI", resources={"P": picture(60, 60), "G": form(shown(INCH, INCH))}),
    "scan in black and white at 100 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": SCAN}),
    "scan in black and white at 540 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": picture(540, 540, 1)}),
    "stencil at 100 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": picture(100, 100, 1, ImageMask=True)}),
    "soft mask at 50 ppi": PageSeed(shown(INCH, INCH), "P-PPI", resources={"P": masked(300, 50)}),
    "mask at 50 ppi": PageSeed(
        shown(INCH, INCH),
        "P-PPI",
        resources={
            "P": lambda pdf, page: picture(300, 300, Mask=picture(50, 50, 1, ImageMask=True)(pdf, page))(pdf, page)
        },
    ),
    "picture within the content at 72 ppi": PageSeed(
        f"q {n(INCH)} 0 0 {n(INCH)} {n(30)} {n(20)} cm BI /W 72 /H 72 /CS /G /BPC 8 /F /AHx ID {'30c8' * 2592}> EI Q",
        "P-PPI",
    ),
    "fine picture in larger units": PageSeed(
        shown(INCH, INCH), "P-PPI P-SIZE X-VIEW", resources={"P": picture(300, 300)}, change=said(UserUnit=2)
    ),
    "60 ppi in a soft mask": PageSeed(
        f"/M gs {filled(20, 20, 60, 40)}", "P-PPI", change=held("ExtGState", M=soft_mask(IN_MASK, P=picture(100, 50)))
    ),
    "stencil of 100 ppi in a soft mask": PageSeed(
        f"/M gs {filled(20, 20, 60, 40)}",
        "P-PPI",
        change=held("ExtGState", M=soft_mask(f"1 g {IN_MASK}", P=picture(160, 80, 1, ImageMask=True))),
    ),
    "photo cut into rows": PageSeed(
        "".join(shown(INCH, INCH / 72, 30, 20 + i * INCH / 72) for i in range(9)),
        "P-PPI",
        resources={"P": picture(72, 1)},
    ),
    "stretched by a twentieth": PageSeed(shown(12, 12.6), "P-RATIO", resources={"P": FINE}),
    # cuts
    "cut twice": PageSeed(cut(contour(*SQUARE), contour(*SQUARE)), "P-CUT-ONCE"),
    "cut twice, the other way round": PageSeed(cut(contour(*SQUARE), contour(*TURNED)), "P-CUT-ONCE"),
    "cut twice from another corner": PageSeed(cut(contour(*SQUARE), contour(*SQUARE[2:], *SQUARE[:2])), "P-CUT-ONCE"),
    "cut twice in one path": PageSeed(cut(contour(*SQUARE, close="h"), contour(*SQUARE, close="h S")), "P-CUT-ONCE"),
    "one side cut twice": PageSeed(cut(contour(*SQUARE), contour(*SQUARE[:2], close="S")), "P-CUT-ONCE P-CUT-CLOSED"),
    "round hole cut twice": PageSeed(cut(ROUND, ROUND_AGAIN), "P-CUT-ONCE"),
    "open by 2 mm": PageSeed(cut(contour(*SQUARE, (20, 17), close="S")), "P-CUT-CLOSED"),
    "a side is missing": PageSeed(cut(contour(*SQUARE, close="S")), "P-CUT-CLOSED"),
    "a lone line": PageSeed(cut(contour(*SQUARE), contour((30, 20), (40, 20), close="S")), "P-CUT-CLOSED"),
    "crosses itself": PageSeed(cut(contour(SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])), "P-CUT-CROSS"),
    "two contours cross": PageSeed(
        cut(contour(*SQUARE), contour((50, 20), (70, 20), (70, 30), (50, 30))), "P-CUT-CROSS"
    ),
    "cut beyond the bleed": PageSeed(cut(contour((20, 15), (60, 15), (60, 65), (20, 65))), "P-CUT-SHEET"),
    "a legend in the slug": PageSeed(cut(contour(*SQUARE), contour((5, 65), (9, 65), (9, 68), (5, 68))), "P-CUT-SHEET"),
    "cut ink in an area": PageSeed(filled(20, 20, 40, 30, paint="/Cut cs 1 scn"), "P-CUT"),
    "cut ink in words": PageSeed(f"/Cut cs 1 scn {words('20 Tf')}", "P-CUT"),
    "dashed": PageSeed(cut(contour(*SQUARE), how="[4 2] 0 d"), "P-CUT-EVEN"),
    "dashed by a state": PageSeed(cut(contour(*SQUARE), how="/Dash gs"), "P-CUT-EVEN"),
    "two widths": PageSeed(cut(contour(*SQUARE)) + cut(contour(*HOLE), width=1), "P-CUT-EVEN"),
    "dashed, in several inks": PageSeed(
        f"q /N CS 1 0 SCN 0.25 w [4 2] 0 d {LINE} Q",
        "P-CUT-EVEN",
        change=held("ColorSpace", N=several_inks("CutContour", "Black")),
    ),
    "cut ink of several in an area": PageSeed(
        f"q /N cs 1 0 scn {at(20, 20, 40, 30)} re f Q",
        "P-CUT",
        change=held("ColorSpace", N=several_inks("CutContour", "Black")),
    ),
    "cut ink in edges of letters": PageSeed(f"/Cut CS 1 SCN {words('20 Tf 1 Tr 0.5 w')}", "P-CUT"),
    "cut line mixed with black": PageSeed(
        f"q /N CS 1 1 SCN 0.25 w {LINE} Q",
        "P-CUT-WHOLE",
        change=held("ColorSpace", N=several_inks("CutContour", "Black")),
    ),
    "cut line in a tint": PageSeed(f"q /Cut CS 0.4 SCN 0.25 w {LINE} Q", "P-CUT-WHOLE"),
    "cut line half clipped away": PageSeed(f"q {clip(10, 10, 40, 50)} {cut(LINE)} Q", "P-CUT-WHOLE"),
    "cut line without ink": PageSeed(f"q /Gone gs {cut(LINE)} Q", "P-CUT-WHOLE"),
    "cut line under a ground": PageSeed(cut(LINE) + filled(10, 10, 70, 50, paint=RED), "P-CUT-WHOLE"),
    "a side of a cut line under a picture": PageSeed(
        cut(LINE) + shown(10, 35, 55, 10), "P-CUT-WHOLE", resources={"P": picture(100, 350)}
    ),
    "cut line in a hidden layer": PageSeed(f"/OC /Off BDC {cut(LINE)} EMC", "P-CUT-WHOLE X-VIEW"),
    # painted over
    "picture under another picture": PageSeed(
        shown(12, 12) + shown(20, 20, 27, 17, "Q"), "P-COVER", resources={"P": FINE, "Q": picture(200, 200)}
    ),
    "picture under two halves": PageSeed(
        shown(12, 12) + filled(29, 19, 36, 33, paint=RED) + filled(36, 19, 43, 33, paint=RED),
        "P-COVER",
        resources={"P": FINE},
    ),
    "picture under a tile": PageSeed(
        shown(12, 12) + f" q /Pattern cs /T scn {at(20, 10, 60, 40)} re f Q",
        "P-COVER",
        resources={"P": FINE, "T": tile(f"{RED} 0 0 99 99 re f")},
    ),
    "picture under a disc": PageSeed(
        shown(8, 8, 36, 26) + f" q {RED} {disc(8, 40, 30)} f Q", "P-COVER", resources={"P": FINE}
    ),
    "code as a picture, a corner of it covered": PageSeed(
        shown(20, 20) + filled(29, 19, 36, 26, paint="1 g"), "P-COVER", resources={"P": code_picture}
    ),
    "code of single squares under a panel": PageSeed(
        code(30, 40).replace(" re", " re f") + filled(29, 36, 34, 41, paint="1 g"), "P-COVER"
    ),
    "text under a panel": PageSeed(WORDS + PANEL, "P-COVER"),
    "half of a text under a panel": PageSeed(WORDS + filled(28, 27, 36, 38, paint="1 g"), "P-COVER"),
    "text under bars": PageSeed(
        WORDS + "".join(filled(28 + 2 * i, 27, 30 + 2 * i, 38, paint="1 g") for i in range(16)), "P-COVER"
    ),
    "text under a picture": PageSeed(WORDS + shown(30, 12, 28, 28), "P-COVER", resources={"P": picture(300, 120)}),
    "text under a gradient": PageSeed(
        WORDS + f" q {clip(28, 27, 60, 38)} /S sh Q", "P-COVER", change=held("Shading", S=gradient())
    ),
    "text under a thick line": PageSeed(WORDS + f" q 1 G 40 w {n(25)} {n(31)} m {n(60)} {n(31)} l S Q", "P-COVER"),
    "text under a form": PageSeed(WORDS + " /G Do", "P-COVER", resources={"G": form(PANEL)}),
    "gradient under a panel": PageSeed(
        f" q {clip(29, 28, 43, 33)} /S sh Q" + PANEL, "P-COVER", change=held("Shading", S=gradient())
    ),
    "picture painted over": PageSeed(
        shown(12, 12) + filled(29, 19, 43, 33, paint="1 g"), "P-COVER", resources={"P": FINE}
    ),
    "picture under another ground": PageSeed(
        shown(12, 12) + filled(20, 10, 60, 40, paint=RED), "P-COVER", resources={"P": FINE}
    ),
    "picture under a polygon": PageSeed(
        shown(12, 12) + f" q {contour((28, 18), (36, 17), (45, 18), (45, 34), (28, 34), close='f')} Q",
        "P-COVER",
        resources={"P": FINE},
    ),
    "picture under a thick line": PageSeed(
        shown(12, 12) + f" q 1 G 60 w {n(25)} {n(26)} m {n(50)} {n(26)} l S Q", "P-COVER", resources={"P": FINE}
    ),
    "code under a thick line": PageSeed(
        code(30, 40) + f" q 1 G 30 w {n(25)} {n(32)} m {n(60)} {n(32)} l S Q", "P-COVER"
    ),
    "code under a drop": PageSeed(
        code(30, 40) + f" q 1 g 1 0 0 1 {n(2)} 0 cm {ROUND.replace(' s', ' f')} Q", "P-COVER"
    ),
    "foil art painted over": PageSeed(
        f"q /Gold cs 1 scn {contour((20, 20), (40, 20), (30, 35), close='f')} Q"
        + filled(19, 19, 41, 36, paint="0 0 0 0 k"),
        "P-COVER",
    ),
    "code painted over": PageSeed(code(30, 40) + filled(29, 20, 50, 41, paint="1 g"), "P-COVER"),
    "a corner of a code painted over": PageSeed(code(30, 40) + filled(29, 36, 34, 41, paint="1 g"), "P-COVER"),
    "everything painted over": PageSeed(grounded() + filled(*GROUND, paint="1 g"), "P-COVER"),
}

GOOD: dict[str, PageSeed] = {
    "nothing at all": PageSeed(),
    "turned round whole": PageSeed(change=said(Rotate=360)),
    "boxes with their corners swapped": PageSeed(change=swapped),
    "sheet and resources of the node above": PageSeed(words("12 Tf") + stroke(1), change=handed_up),
    "wider by 0.05 mm": PageSeed(change=boxed("/TrimBox", 0, 0, 0.05, 0)),
    "a crop as large as the sheet": PageSeed(change=boxed("/CropBox", 12, 12, 12, 12)),
    "ground to the bleed": PageSeed(grounded()),
    "ground short of the bleed by 0.2 mm": PageSeed(grounded(0.2)),
    "white margin round a ground": PageSeed(filled(6, 6, WIDE - 6, HIGH - 6, paint=RED)),
    "a ground on bleeding white": PageSeed(filled(*GROUND, paint="1 g") + grounded()),
    "ground of two parts": PageSeed(grounded(0, 0, 40) + filled(60, -3, WIDE + 3, HIGH + 3, paint="0.2 0 0 0 k")),
    "ground at the trim on another that bleeds": PageSeed(grounded() + filled(0, 0, WIDE, 20, paint="0 1 1 0.2 k")),
    "cut line round the trim": PageSeed(grounded() + cut(f"{at(0, 0, WIDE, HIGH)} re S")),
    "a small round thing over the edge": PageSeed(f"q {RED} 1 0 0 1 {n(WIDE - 34)} 0 cm {ROUND.replace(' s', ' f')} Q"),
    "bleeding picture with white of its own": PageSeed(shown(56, 66, 47, -3), resources={"P": picture(600, 708)}),
    "picture 5 mm from the trim": PageSeed(shown(12, 12, 5, 20), resources={"P": FINE}),
    "frame 2 mm from the trim": PageSeed(f"q 1 w {at(2, 2, WIDE - 2, HIGH - 2)} re S Q"),
    "words 5 mm from the trim": PageSeed(words("12 Tf", 5, 30)),
    "ground that leans beyond the bleed": PageSeed(art((-5, -8), (108, -5), (105, 66), (-8, 68))),
    "white corner by design": PageSeed(art((-3, -3), (103, -3), (103, 20), (40, 63), (-3, 63))),
    "stripes across the edges": PageSeed(
        "".join(art((x, -10), (x + 6, -10), (x + 90, 74), (x + 84, 74)) for x in range(-90, 110, 15))
    ),
    "disc over the edge": PageSeed(f" q {RED} {disc(12, 98, 30)} f Q"),
    "gradient that goes on": PageSeed("/S sh", change=held("Shading", S=gradient())),
    "panel clipped to 0.3 mm": PageSeed(f"q {clip(20, 30, 60, 30.3)} {filled(20, 20, 60, 40)} Q"),
    "short sliver": PageSeed(f"q {clip(20, 30, 20.5, 30.05)} {filled(10, 10, 60, 50)} Q"),
    "panel beside its clip": PageSeed(f"q {clip(20, 20, 60, 40)} {filled(20, 40, 60, 50)} Q"),
    "hatch that its area cuts": PageSeed(
        f"/Pattern cs /T scn {at(20, 20, 60.3, 40.3)} re f", resources={"T": tile("1 w 2 2 m 26 2 l S")}
    ),
    "gradient as a row of pixels": PageSeed(shown(60, 20), resources={"P": picture(256, 1)}),
    "gradient as a column of pixels": PageSeed(shown(20, 45), resources={"P": picture(1, 256)}),
    "gradient as a row of pixels in a soft mask": PageSeed(
        f"/M gs {filled(20, 20, 60, 40)}", change=held("ExtGState", M=soft_mask(IN_MASK, P=picture(256, 1)))
    ),
    "60 ppi in a soft mask that is not used": PageSeed(
        filled(20, 20, 60, 40), change=held("ExtGState", M=soft_mask(IN_MASK, P=picture(60, 30)))
    ),
    "60 ppi in a soft mask of the slug": PageSeed(
        f"/M gs {filled(20, 64, 60, 69)}", change=held("ExtGState", M=soft_mask(IN_MASK, P=picture(60, 30)))
    ),
    "cut line among several inks": PageSeed(
        f"q /N CS 1 0 SCN 0.25 w {LINE} Q", change=held("ColorSpace", N=several_inks("CutContour", "Black"))
    ),
    "black line in the space of the cut ink": PageSeed(
        f"q /N CS 0 1 SCN 1 w {LINE} Q", change=held("ColorSpace", N=several_inks("CutContour", "Black"))
    ),
    "cut line at its clip": PageSeed(f"q {clip(20, 15, 60, 45)} {cut(LINE)} Q"),
    "cut line under what overprints": PageSeed(
        cut(LINE) + f" q /H gs {filled(10, 10, 70, 50, paint='0.2 0 0 0 k')} Q",
        change=held("ExtGState", H=Dictionary(OP=True, op=True, OPM=1)),
    ),
    "text under half a picture's ink": PageSeed(
        WORDS + f" q /H gs {PANEL} Q", change=held("ExtGState", H=Dictionary(ca=0.5))
    ),
    "text under what overprints": PageSeed(
        WORDS + f" q /H gs {filled(28, 27, 60, 38, paint='0.2 0 0 0 k')} Q",
        change=held("ExtGState", H=Dictionary(OP=True, op=True, OPM=1)),
    ),
    "invisible text under its scan": PageSeed(
        words("12 Tf 3 Tr") + shown(60, 40, 20, 10), resources={"P": picture(480, 320)}
    ),
    "text in a frame": PageSeed(WORDS + f" q 1 w {at(28, 27, 60, 38)} re S Q"),
    "panel under the foot of a text": PageSeed(WORDS + filled(28, 24, 60, 29.7, paint="0.2 0 0 0 k")),
    "picture half under a panel": PageSeed(shown(12, 12) + filled(29, 19, 36, 33, paint="1 g"), resources={"P": FINE}),
    "line of 0.25 pt": PageSeed(stroke(0.25)),
    "line that a scale makes thick enough": PageSeed(f"q 10 0 0 10 0 0 cm 0.025 w {n(2)} {n(3)} m {n(6)} {n(3)} l S Q"),
    "line along the short way of a scale": PageSeed(
        f"q 0.1 0 0 1 0 0 cm 0.3 w {n(200)} {n(30)} m {n(600)} {n(30)} l S Q"
    ),
    "filled bar of 0.09 mm": PageSeed(filled(20, 30, 60, 30.09)),
    "a speck": PageSeed(filled(20, 30, 20.05, 30.1)),
    "hairline in the slug": PageSeed(f"q 0.1 w {n(-9)} {n(30)} m {n(-5)} {n(30)} l S Q"),
    "crop mark in the slug": PageSeed(f"q 0.1 w {n(0)} {n(HIGH + 4)} m {n(0)} {n(HIGH + 9)} l S Q"),
    "hairline clipped away": PageSeed(stroke(0.1, before=f"{at(70, 40, 80, 50)} re W n")),
    "hairline clipped away by a slanted clip": PageSeed(
        stroke(0.1, before=contour((20, 33), (60, 33), (60, 50), close="W n"))
    ),
    "hairline in a hidden layer": PageSeed(f"/OC /Off BDC {stroke(0.1)} EMC", "X-VIEW"),
    "hairline without ink": PageSeed(stroke(0.1, before="/Gone gs")),
    "hairline in white": PageSeed(grounded() + stroke(0.1, paint="0 0 0 0 K")),
    "hairline of foil without a share": PageSeed(stroke(0.1, paint="/Gold CS 0 SCN")),
    "hairline of the white underprint": PageSeed(stroke(0.1, paint="/White CS 1 SCN")),
    "cut line of no width": PageSeed(cut(contour(*SQUARE), width=0)),
    "bold by edges of its own colour": PageSeed(words("20 Tf 2 Tr 0.1 w")),
    "invisible words": PageSeed(words("4 Tf 3 Tr")),
    "words of 6 pt": PageSeed(words("6 Tf")),
    "4 pt in the slug": PageSeed(words("4 Tf", 10, HIGH + 5)),
    "4 pt clipped away": PageSeed(f"q {at(70, 40, 80, 50)} re W n {words('4 Tf')} Q"),
    "small blanks": PageSeed(f"q BT /F 2 Tf {n(30)} {n(30)} Td (   ) Tj ET Q"),
    "condensed by a half": PageSeed(words("8 Tf 50 Tz")),
    "words set small and drawn large": PageSeed(words("1 Tf 12 0 0 12 90 90 Tm", 0, 0)),
    "200 ppi": PageSeed(shown(INCH, INCH), resources={"P": picture(200, 200)}),
    "scan in black and white at 600 ppi": PageSeed(shown(INCH, INCH), resources={"P": picture(600, 600, 1)}),
    "code of one pixel a module": PageSeed(shown(20, 20), resources={"P": code_picture}),
    "1×1 picture as a tint": PageSeed(shown(40, 20), resources={"P": picture(1, 1)}),
    "8×8 pixels of one shade": PageSeed(shown(40, 30), resources={"P": picture(8, 8, flat=True)}),
    "50×50 pixels of one shade": PageSeed(shown(30, 30), resources={"P": picture(50, 50, flat=True)}),
    "thick line to the bleed": PageSeed(
        f" q {RED.replace('k', 'K')} 20 w {n(-3)} {n(30)} m {n(WIDE + 3)} {n(30)} l S Q"
    ),
    "picture under a corner of a polygon": PageSeed(
        shown(12, 12) + f" q 0 0 0 0.3 k {contour((28, 18), (45, 18), (45, 34), close='f')} Q", resources={"P": FINE}
    ),
    "72 ppi in the slug": PageSeed(shown(8, 8, 10, HIGH + 3.5), resources={"P": picture(23, 23)}),
    "72 ppi clipped away": PageSeed(
        f"q {at(70, 40, 80, 50)} re W n {shown(INCH, INCH)} Q", resources={"P": picture(72, 72)}
    ),
    "picture turned by a quarter": PageSeed(
        f"q 0 {n(20)} {n(-20)} 0 {n(60)} {n(20)} cm /P Do Q", resources={"P": FINE}
    ),
    "soft mask as fine as its picture": PageSeed(shown(INCH, INCH), resources={"P": masked(200, 200)}),
    "a hole in what is cut": PageSeed(cut(contour(*SQUARE), contour(*HOLE))),
    "round hole": PageSeed(cut(contour(*SQUARE), ROUND)),
    "contour drawn side by side": PageSeed(
        cut(*(contour(*side, close="S") for side in zip(SQUARE, SQUARE[1:] + SQUARE[:1], strict=True)))
    ),
    "two labels side by side": PageSeed(cut(contour(*SQUARE), contour((62, 15), (90, 15), (90, 45), (62, 45)))),
    "white under a picture": PageSeed(filled(20, 10, 60, 40, paint="1 g") + shown(12, 12), resources={"P": FINE}),
    "words on a box on a picture": PageSeed(
        shown(30, 30) + filled(32, 22, 50, 30, paint="1 g") + words("12 Tf", 33, 25), resources={"P": picture(300, 300)}
    ),
}


def told(seed: PageSeed) -> set[str]:
    with MeasuredPdf(sheet(seed)) as file:
        return {outcome.rule for outcome in checked(JUDGES, ORDERED, file, Location("x.pdf")) if outcome.problems}


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_told_by_its_rule_alone(name):
    assert FAULTS[name].rules
    assert told(FAULTS[name]) == FAULTS[name].told_by


@pytest.mark.parametrize("name", GOOD)
def test_a_page_that_only_looks_faulty_is_not_to_blame(name):
    assert told(GOOD[name]) == GOOD[name].told_by


def test_what_lies_over_each_other_without_end_is_not_passed(monkeypatch):
    monkeypatch.setattr(covers, "_MOST", 0)
    with MeasuredPdf(sheet(FAULTS["text under a panel"])) as file:
        rule = next(rule for rule in JUDGES if rule.id == "P-COVER")
        (found,) = checked([rule], ORDERED, file, Location("x.pdf"))
    assert found.problems == ()
    assert found.not_run is not None
    assert "too much to compare" in found.not_run.en


def test_every_rule_on_where_things_lie_has_a_fault_here():
    alone = {seed.rules for seed in FAULTS.values() if len(seed.told_by) == 1}
    assert alone >= ASKED - {"P-ORIGIN", "X-TRIM", "P-SIZE"}
    assert {rule.id for rule in JUDGES} == ASKED
