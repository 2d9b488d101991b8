"""A role of type -> its faces: made once of pinned font files, what they cover, and how wide they set a line."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

from mzdocs.core.known_sums import known_sum
from mzdocs.core.problems import NOWHERE, Exit, Problem, problem_type
from mzdocs.core.units import Length, pt
from mzdocs.design.squeezing import VERSION

FONTS_MISSING = problem_type(
    "MZ4001",
    "字体没有装好：{files}",
    "Fonts are not installed: {files}",
    "运行 mzdocs fonts --install（或 make demo）安装字体。",
    "Run mzdocs fonts --install (or make demo).",
    Exit.FONT,
)
FONT_CHANGED = problem_type(
    "MZ4002",
    "字体文件与安装时的校验值不符：{files}",
    "Font files differ from their checksums: {files}",
    "删除字体文件夹 {home}，再运行 mzdocs fonts --install。",
    "Delete the font folder {home} and run mzdocs fonts --install.",
    Exit.FONT,
)
NO_GLYPH = problem_type(
    "MZ4003",
    "没有字体能显示这些字：{characters}",
    "No font has these characters: {characters}",
    "核对用字；确为姓名、地名用字的，把含有这个字的字体（.ttf、.otf、.ttc）放进 data/fonts/。",
    "Check the characters; if a name is written so, put a font with them (.ttf, .otf, .ttc) into data/fonts/.",
    Exit.FONT,
)

Role = Literal["song", "hei", "kai", "fang", "biaosong"]


@dataclass(frozen=True)
class Face:
    """One font file's face, the file pinned by SHA-256; what is set is made of it (`squeezing`).

    `stroke` is its thin strokes as a share of the em: measured, all but the thinnest twentieth are thicker. A face set
    from its own file, `as_pinned`, is of a script nothing is squeezed in.
    """

    family: str
    bold: bool
    file: str
    index: int
    stroke: float
    sha256: str
    as_pinned: bool = False

    @property
    def pdf_name(self) -> str:
        """The name WeasyPrint gives the face inside a PDF."""
        return self.family.replace(" ", "-") + ("-Bold" if self.bold else "")

    @property
    def path(self) -> Path:
        """The file that is set."""
        if self.as_pinned:
            return home() / self.file
        return faces_folder() / f"{self.pdf_name}{Path(self.file).suffix.replace('ttc', 'otf')}"


_NOTO_SERIF = Face(
    "Noto Serif CJK SC", False, "NotoSerifCJK-Regular.ttc", 2, 0.024,
    "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
)  # fmt: skip
_NOTO_SERIF_BOLD = Face(
    "Noto Serif CJK SC", True, "NotoSerifCJK-Bold.ttc", 2, 0.024,
    "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
)  # fmt: skip
_NOTO_SANS = Face(
    "Noto Sans CJK SC", False, "NotoSansCJK-Regular.ttc", 2, 0.052,
    "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
)  # fmt: skip
_NOTO_SANS_BOLD = Face(
    "Noto Sans CJK SC", True, "NotoSansCJK-Bold.ttc", 2, 0.065,
    "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
)  # fmt: skip
_WENKAI = Face(
    "LXGW WenKai", False, "LXGWWenKai-Regular.ttf", 0, 0.034,
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)  # fmt: skip
_WENKAI_BOLD = Face(
    "LXGW WenKai", True, "LXGWWenKai-Bold.ttf", 0, 0.046,
    "2a24551c5c4fb42507aafa4773b08a5ea55d538a8d449032663ec9e3027a707e",
)  # fmt: skip
_FANG = Face(
    "FandolFang", False, "FandolFang-Regular.otf", 0, 0.021,
    "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
)  # fmt: skip
_NOTO_SERIF_THIN = Face(  # stems of 44 thousandths of an em, as FandolFang's 43; Regular has 67
    "Noto Serif CJK SC Fine", False, "NotoSerifCJK-ExtraLight.ttc", 2, 0.023,
    "9e8cd492555fa70180e71b488e8981448fec862ad484906580122d7e4191a7a8",
)  # fmt: skip
_SONG_BOLD = Face(  # bold by its looks; the file itself says Regular
    "FandolSong", False, "FandolSong-Bold.otf", 0, 0.018,
    "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
)  # fmt: skip

FACES = (
    _NOTO_SERIF,
    _NOTO_SERIF_BOLD,
    _NOTO_SANS,
    _NOTO_SANS_BOLD,
    _WENKAI,
    _WENKAI_BOLD,
    _FANG,
    _NOTO_SERIF_THIN,
    _SONG_BOLD,
)

CHAINS: dict[tuple[Role, bool], tuple[Face, ...]] = {
    ("song", False): (_NOTO_SERIF,),
    ("song", True): (_NOTO_SERIF_BOLD,),
    ("hei", False): (_NOTO_SANS,),
    ("hei", True): (_NOTO_SANS_BOLD,),
    ("kai", False): (_WENKAI, _NOTO_SERIF),
    ("kai", True): (_WENKAI_BOLD, _NOTO_SERIF_BOLD),
    ("fang", False): (_FANG, _NOTO_SERIF_THIN),
    ("biaosong", True): (_SONG_BOLD, _NOTO_SERIF_BOLD),
}


@dataclass(frozen=True)
class OfficialName:
    """The name an official font bears in a word processor, and the role that stands in for it here."""

    name: str
    alternative: str
    role: Role
    bold: bool


OFFICIAL = (
    OfficialName("方正小标宋简体", "FZXiaoBiaoSong-B05S", "biaosong", True),
    OfficialName("仿宋_GB2312", "FangSong", "fang", False),
    OfficialName("楷体_GB2312", "KaiTi", "kai", False),
    OfficialName("黑体", "SimHei", "hei", False),
    OfficialName("宋体", "SimSun", "song", False),
)


def home() -> Path:
    """The folder of the font files: `MZDOCS_FONTS`, or a folder of the user's data directory."""
    return _home(*map(os.environ.get, ("MZDOCS_FONTS", "XDG_DATA_HOME", "HOME")))


@cache
def _home(chosen: str | None, data: str | None, _user: str | None) -> Path:
    return Path(chosen) if chosen else (Path(data) if data else Path.home() / ".local" / "share") / "mzdocs" / "fonts"


def faces_folder() -> Path:
    """The one folder fontconfig looks into: the faces made of the font files, and the record of that."""
    return home() / "faces"


def record(faces: Iterable[Face]) -> str:
    """What the record of the faces says: how they were made, of what, and their sums."""
    sums = {face.path.name: [face.sha256, sum_of(face)] for face in faces}
    return json.dumps({"version": VERSION, "faces": sums}, indent=1, sort_keys=True)


def record_file() -> Path:
    """Where it lies."""
    return faces_folder() / "faces.json"


def verify(thorough: bool = False) -> list[Problem]:
    """What is wrong with the installed faces; `thorough` reads every byte, else those of files that were touched."""
    made = _recorded()
    sources = {face: made.get(face.path.name, [""])[0] for face in FACES}
    absent = [face.file for face, source in sources.items() if source != face.sha256 or not face.path.is_file()]
    if absent:
        return [FONTS_MISSING.at(NOWHERE, files="、".join(absent))]
    ours = {face.path.name for face in FACES if sum_of(face, thorough) == made[face.path.name][1]}
    found = {name for name in os.listdir(faces_folder()) if name[0] != "."} - {record_file().name}
    changed = sorted(found ^ ours)  # a page might be set in one that is none of ours, too
    if changed:
        return [FONT_CHANGED.at(NOWHERE, files="、".join(changed), home=str(faces_folder()))]
    return []


def _recorded() -> dict[str, list[str]]:
    """By made file, the sum of its source and its own; nothing of another version of the making."""
    try:
        found = json.loads(record_file().read_text(encoding="utf-8"))
        return dict(found["faces"]) if found["version"] == VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def sum_of(face: Face, anew: bool = True) -> str:
    """The SHA-256 of the file that is set; else than `anew` it is read only if it was touched."""
    return known_sum(face.path) if not anew else hashlib.sha256(face.path.read_bytes()).hexdigest()


@cache
def shaper(face: Face) -> hb.Font:
    """The face as the shaper reads it, in its own units."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path)), face.index if face.as_pinned else 0))


@cache
def _codes(face: Face) -> hb.Set:
    """A set of bits: as Python's own it would take a thousand times as much memory, and longer to make."""
    return shaper(face).face.unicodes


def covers(face: Face, text: str) -> bool:
    """Whether the face has every character of the text; blanks need none."""
    codes = _codes(face)
    return all(ord(char) in codes for char in text if not char.isspace())


def face_for(text: str, role: Role, bold: bool = False) -> Face:
    """The first face of the role's chain that has the whole text, so that no word mixes two styles.

    The first of the chain when none has it: the glyph gate (`missing`) has then already spoken.
    """
    chain = CHAINS[role, bold]
    return next((face for face in chain if covers(face, text)), chain[0])


@cache
def _drawable() -> hb.Set:
    """The code points that every role's chain can draw."""
    drawable = hb.Set()
    drawable.invert()
    for chain in CHAINS.values():
        drawn = hb.Set()
        for face in chain:
            drawn.update(_codes(face))
        drawable.intersection_update(drawn)
    return drawable


def missing(text: str) -> str:
    """The characters that not every role can draw, each once, in order of first use."""
    drawable = _drawable()
    return "".join(char for char in dict.fromkeys(text) if ord(char) not in drawable and not char.isspace())


def advance(text: str, face: Face) -> float:
    """The set width of one line of text in em, kerning and all."""
    units = sum(position.x_advance for position in shaped(text, face).glyph_positions)
    return float(units / shaper(face).face.upem)


def shaped(text: str, face: Face, features: Mapping[str, bool] | None = None) -> hb.Buffer:
    """One line of text as the shaper sets it: its glyphs and their positions, in the face's own units."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper(face), buffer, dict(features or {}))
    return buffer


def ink_above(text: str, face: Face) -> float:
    """How far the strokes of the text rise above the base line, in em; of characters the face has."""
    font = shaper(face)
    glyphs = filter(None, (font.get_nominal_glyph(ord(char)) for char in text))
    tops = (font.get_glyph_extents(glyph) for glyph in glyphs)
    return float(max((top.y_bearing for top in tops if top), default=0) / font.face.upem)


def base_line(face: Face) -> float:
    """How far below the top of a line as high as the type's size its base line runs, in em."""
    extents = shaper(face).get_font_extents("ltr")
    return float(1 + (extents.ascender + extents.descender) / shaper(face).face.upem) / 2


def ink_below_top(text: str, face: Face) -> float:
    """From the top of a line as high as the type's size to the top of the strokes, in em."""
    return base_line(face) - ink_above(text, face)


def size_to_fill(text: str, role: Role, bold: bool, width: Length) -> Length:
    """The type size at which a line is exactly as wide as `width`."""
    return width * (1 / advance(text, face_for(text, role, bold)))


def quarter_point(size: Length) -> Length:
    """Rounded down to a quarter of a point: the step of every fitted size."""
    return pt(int(size.pt * 4) / 4)
