"""Rules on fonts, pictures, colour spaces and attachments of an OFD (GB/T 42133-2022, 6.2.6, 6.3.1, 6.5, 6.15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mzdocs.core.problems import Problem, Sentence
from mzdocs.gbt33190.font_program import FontProgram, NoFont
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import UnreadPart, below, named
from mzdocs.gbt33190.ofd_tree import OfdResource
from mzdocs.gbt33190.picture_bytes import picture_format, private_data
from mzdocs.gbt33190.rule import ARCHIVAL, OfdRule, ofd_problem

WRONG_PLACE = ofd_problem(
    "MZL17",
    "{kind} {id} 放错了资源文件",
    "{kind} {id} is declared in the wrong part",
    "字体和颜色空间放在 PublicRes，图片和绘制参数放在 DocumentRes 或本页的 PageRes。",
    "Fonts and colour spaces go to PublicRes, pictures and draw parameters to DocumentRes or PageRes.",
)
NOT_EMBEDDED = ofd_problem(
    "MZL18",
    "字体 {name} 没有嵌入",
    "The font {name} is not embedded",
    "导出时嵌入字体子集。",
    "Export with fonts embedded.",
)
LACKS_TABLES = ofd_problem(
    "MZL19",
    "字体 {name} 缺少 {tables} 表",
    "The font {name} lacks the tables {tables}",
    "导出时保留字体的这些表。",
    "Keep these tables of the font.",
)
BROKEN_FONT = ofd_problem(
    "MZL20",
    "字体 {name} 不是 OpenType 或 TrueType，或者已经损坏",
    "The font {name} is no OpenType or TrueType, or is damaged",
    "重新嵌入字体。",
    "Embed the font again.",
)
PICTURE_FORMAT = ofd_problem(
    "MZL21",
    "图片 {part} 是{format}，与标明的不符，或不是 BMP、JPEG、PNG、JBIG2、JPEG 2000、TIFF",
    "The picture {part} is {format}: not what it says, or none of BMP, JPEG, PNG, JBIG2, JPEG 2000, TIFF",
    "换成归档认可的图片格式。",
    "Use one of the formats an archive takes.",
)
PRIVATE_DATA = ofd_problem(
    "MZL22",
    "图片 {part} 带有自定义数据：{what}",
    "The picture {part} carries private data: {what}",
    "去掉图片的拍摄信息和备注。",
    "Take camera data and comments out of the picture.",
)
SOUND = ofd_problem(
    "MZL23",
    "有音视频：{id}（{kind}）",
    "It holds sound or video: {id} ({kind})",
    "归档前移出音视频，留摘要。",
    "Move sound and video out and leave a summary.",
)
COLOUR_SPACE = ofd_problem(
    "MZL24",
    "颜色空间 {id} 不合要求：{what}",
    "The colour space {id} is not allowed: {what}",
    "只用 Gray、RGB、CMYK，配置文件与其相符。",
    "Use Gray, RGB or CMYK, with a profile that agrees.",
)
SHARED = ofd_problem(
    "MZL25",
    "图片 {id} 用在多页，却登记在一页的资源里",
    "The picture {id} is used on several pages and declared for one",
    "多页共用的图片登记在 DocumentRes。",
    "Declare it in DocumentRes.",
)
ATTACHMENT = ofd_problem(
    "MZL26",
    "附件“{name}”不是文本",
    'The attachment "{name}" is no text',
    "归档前移出非文本附件，留摘要。",
    "Move it out and leave a summary.",
)

_PLACES = {
    "Font": ("public",), "ColorSpace": ("public",), "MultiMedia": ("document", "page"),
    "DrawParam": ("document", "page"), "CompositeGraphicUnit": ("document", "page"),
}  # fmt: skip
_CALLED = {"JPG": "JPEG", "TIF": "TIFF", "GBIG2": "JBIG2", "JB2": "JBIG2", "JP2": "JPEG2000", "J2K": "JPEG2000"}
"""What formats are called besides; GBIG2 is how GB/T 33190 itself writes it."""
_SPACES = {"GRAY": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}
_TEXT_CONTROLS = {9, 10, 12, 13}


def _all(ofd: JudgedOfd, *kinds: str) -> Iterator[OfdResource]:
    yield from (each for each in (*ofd.tree.resources.values(), *ofd.local.values()) if each.kind in kinds)


def _places(ofd: JudgedOfd) -> Iterator[Problem]:
    for each in _all(ofd, *_PLACES):
        if each.place not in _PLACES[each.kind]:
            yield WRONG_PLACE.at(ofd.at(each.part), kind=each.kind, id=each.id)


def _name(font: OfdResource) -> str:
    return str(font.element.get("FontName") or font.id)


def _embedded(ofd: JudgedOfd) -> Iterator[Problem]:
    for font in _all(ofd, "Font"):
        if font.file is None:
            yield NOT_EMBEDDED.at(ofd.at(font.part), name=_name(font))


def _tables(ofd: JudgedOfd) -> Iterator[Problem]:
    for font in _all(ofd, "Font"):
        program = ofd.program(font.id)
        if isinstance(program, FontProgram) and program.lacking:
            yield LACKS_TABLES.at(ofd.at(font.part), name=_name(font), tables="、".join(program.lacking))


def _broken(ofd: JudgedOfd) -> Iterator[Problem]:
    for font in _all(ofd, "Font"):
        if isinstance(ofd.program(font.id), NoFont):
            yield BROKEN_FONT.at(ofd.at(font.part), name=_name(font))


def _pictures(ofd: JudgedOfd) -> Iterator[tuple[OfdResource, str, bytes]]:
    for each in _all(ofd, "MultiMedia"):
        if each.element.get("Type", "").lower() == "image" and each.file in ofd.tree.package.names:
            try:
                yield each, each.file or "", ofd.tree.package.read(each.file or "")
            except UnreadPart:
                continue


def _formats(ofd: JudgedOfd) -> Iterator[Problem]:
    for picture, part, data in _pictures(ofd):
        found = picture_format(data)
        said = picture.element.get("Format", "").upper()
        if found is None or _CALLED.get(said, said) not in ("", found):
            format = found or Sentence("别的格式", "of another format")
            yield PICTURE_FORMAT.at(ofd.at(part), part=part, format=format)


def _private(ofd: JudgedOfd) -> Iterator[Problem]:
    for picture, part, data in _pictures(ofd):
        what = next((named(each) for each in below(picture.element) if not _is_of(each, picture.element)), "")
        if what := what or private_data(data):
            yield PRIVATE_DATA.at(ofd.at(part), part=part, what=what)


def _is_of(each: Any, parent: Any) -> bool:
    """Whether an element is of the namespace of the one it stands in."""
    return bool(each.tag.partition("}")[0] == parent.tag.partition("}")[0])


def _sound(ofd: JudgedOfd) -> Iterator[Problem]:
    for each in _all(ofd, "MultiMedia"):
        kind = each.element.get("Type", "")
        if kind.lower() in ("audio", "video"):
            yield SOUND.at(ofd.at(each.part), id=each.id, kind=kind)


def _spaces(ofd: JudgedOfd) -> Iterator[Problem]:
    for space in _all(ofd, "ColorSpace"):
        type = space.element.get("Type", "").upper()
        if type not in _SPACES:
            yield COLOUR_SPACE.at(ofd.at(space.part), id=space.id, what=type or "Type")
        elif space.file in ofd.tree.package.names:
            try:
                profile = ofd.tree.package.read(space.file or "")
            except UnreadPart:
                continue
            if profile[16:20] != _SPACES[type] or profile[36:40] != b"acsp":
                yield COLOUR_SPACE.at(ofd.at(space.part), id=space.id, what=space.file)


def _shared(ofd: JudgedOfd) -> Iterator[Problem]:
    for each in ofd.local.values():
        if each.kind == "MultiMedia" and len(ofd.used["media", each.id]) > 1:
            yield SHARED.at(ofd.at(each.part), id=each.id)


def _attachments(ofd: JudgedOfd) -> Iterator[Problem]:
    for element, part in ofd.tree.attachments:
        try:
            if part in ofd.tree.package.names and not _is_text(ofd.tree.package.read(part or "")):
                yield ATTACHMENT.at(ofd.at(part or ""), name=element.get("Name", ""))
        except UnreadPart:
            continue


def _is_text(data: bytes) -> bool:
    """Read to its end in an encoding of the trade, without control characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(character) < 32 and ord(character) not in _TEXT_CONTROLS for character in text)
    return False


RULES = (
    OfdRule("A-6.2.6a", f"{ARCHIVAL} 6.2.6a", WRONG_PLACE, _places),
    OfdRule("A-6.2.6b", f"{ARCHIVAL} 6.2.6b", NOT_EMBEDDED, _embedded),
    OfdRule("A-6.2.6c", f"{ARCHIVAL} 6.2.6c", LACKS_TABLES, _tables),
    OfdRule("A-6.2.6-FONT", f"{ARCHIVAL} 6.2.6b", BROKEN_FONT, _broken),
    OfdRule("A-6.2.6e", f"{ARCHIVAL} 6.2.6e", PICTURE_FORMAT, _formats),
    OfdRule("A-6.2.6f", f"{ARCHIVAL} 6.2.6f", PRIVATE_DATA, _private),
    OfdRule("A-6.2.6g", f"{ARCHIVAL} 6.2.6g, 6.7", SOUND, _sound),
    OfdRule("A-6.3.1", f"{ARCHIVAL} 6.3.1", COLOUR_SPACE, _spaces),
    OfdRule("A-6.5a", f"{ARCHIVAL} 6.5a", SHARED, _shared),
    OfdRule("A-6.15", f"{ARCHIVAL} 6.15", ATTACHMENT, _attachments),
)
