"""Files -> a zip: fixed order, no time of day, names in UTF-8, and a list of sums that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

from mzdocs.bundle.order_sheets import notes_of
from mzdocs.bundle.signage_set import SIGNAGE, HandoverFile, Signage
from mzdocs.core.theme_choice import Theme
from mzdocs.design.theme import BLACK, CUT, FOUR, WHITE, palette
from mzdocs.publish.manifest import SUMS, manifest_bytes
from mzdocs.publish.verified_zip import PLACE_OF_SEAL, sealed_zip

EPOCH = (1980, 1, 1, 0, 0, 0)
READ_ME = "说明.txt"
_STORED = (".png", ".xlsx")
_INKS = {
    FOUR: "C M Y K 四块版",
    BLACK: "只有 K 一块版",
    "烫金": "专色版，烫金（电化铝），不用四色叠印代替",
    WHITE: "专色版，衬在彩色下面的白墨；正印先印，背印后印",
    CUT: "技术版，切割和钻孔的走线，只走刀，不印刷",
    "底板": "技术版，表示板材自身的颜色，只供看样，不印刷",
}


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files, in this order, sealed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.comment = PLACE_OF_SEAL
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return sealed_zip(written.getvalue())


def manifest_of(signage: Signage) -> bytes:
    """What was ordered of each file, so that the shop can judge it: no more than the files and the order show."""
    paths = {part.file: part.path for part in signage.parts}
    details = {part.path: {**part.entry, "file": part.path, **_source(part, paths)} for part in signage.parts}
    about = {"station": signage.station, "set": SIGNAGE, "versions": signage.versions, "details": details}
    signed = signage.approvals.of_set(SIGNAGE)
    about |= {"approved": {paths[name]: said for name, said in signed.items() if name in paths}} if signed else {}
    return manifest_bytes({part.path: part.data for part in signage.parts}, about)


def _source(part: HandoverFile, paths: Mapping[str, str]) -> dict[str, str]:
    name = part.entry.get("made_from")
    return {"made_from": paths.get(name, name)} if name else {}


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the list of their sums."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    return {**files, SUMS: "".join(lines).encode("utf-8")}


def read_me(stations: Sequence[Signage], folders: Sequence[str] = ()) -> bytes:
    """What is what, in the words of the trade; for Windows, where a shop opens it."""
    orders = [order for signage in stations for _, order in signage.ordered]
    inks = dict.fromkeys(ink for order in orders for ink in order.inks)
    notes = notes_of(stations)
    whose = stations[0].station if not folders else f"{len(stations)} 个工作站"
    lines = [
        f"{whose}　门牌、展板、胸牌{'补做' if notes else '制作'}文件",
        *notes,
        "",
        *(_of_district(folders) if folders else _of_station(stations[0])),
        "",
        "【尺寸】文件都是 1:1，以 TrimBox（成品框）为准，出血在框外；不缩放。",
        "　　　　有边框的展板，成品框是框内可见尺寸，裁切标记在下料线上。",
        "【油墨（版）】制作单里写的油墨就是文件里的版：",
        *(f"  {ink}（{_plate(ink, stations[0].theme)}）：{_INKS.get(ink, '专色版')}" for ink in inks),
        "【校对】先看样稿，无误后签字、写日期再开工；颜色以实物打样为准。",
        "【文件有没有传坏】SHA256SUMS.txt 列出每个文件的 SHA-256；在解压后的文件夹里核对：",
        "  Windows：certutil -hashfile 文件名 SHA256，得数与表里的相同（大小写不论）",
        "  Linux：sha256sum -c SHA256SUMS.txt；macOS：shasum -a 256 -c SHA256SUMS.txt",
        "【文件合不合订单】装了 mzdocs 的：mzdocs preflight 压缩包.zip，按 manifest.json 逐个检查",
        "【修改】不要改动文件里的文字；需要修改时，请委托单位重新生成。",
    ]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _of_station(signage: Signage) -> list[str]:
    uses = dict.fromkeys(part.use for part in signage.parts)
    folders = {
        "印刷": "印刷文件/　　印刷用 PDF/X-4，文字未转曲，字体已嵌入",
        "转曲": "转曲文件/　　同样的页面，文字已转为曲线，不需要字体",
        "拼版": "单位自印/　　胸牌、工作牌的拼版和校准页，供委托单位自己双面打印；\r\n"
        "　　　　　　　证卡机用印刷文件里的单张，按成品框 1:1，不要“适合页面”",
        "雕刻切割": f"雕刻切割/　　{_forms(signage)}，单位毫米，图层 ENGRAVE（蚀刻、雕刻或丝印的图形）、"
        "CUT（切割和钻孔）；\r\n"
        "　　　　　　　四色印的不雕刻，要折边的不按成品尺寸切，对应的图层是空的",
    }
    return [
        "制作单.xlsx、制作单.pdf　　项目、尺寸、材料、工艺、油墨、数量、悬挂位置、佩戴人，以及对应的文件",
        "图纸.pdf　　每面墙挂哪几块展板、每种牌离地多高的立面图，外形、钻孔、背面挂点和折边图，色标（A4）",
        "试印.pdf　　大件各取一块，1:1，供委托单位用办公打印机试印（A4；没有大件就没有）",
        "样稿.pdf、样稿-01.png 等　　全部制品的样张，供校对签字（A3）：胸牌、工作牌正反面 1:1，展板一页一块",
        *(line for use, line in folders.items() if use in uses),
    ]


def _forms(signage: Signage) -> str:
    """Which files for machines there are; a plotter has pens in place of layers."""
    there = {part.file.rpartition(".")[2] for part in signage.parts if part.use == "雕刻切割"}
    pens = "（PLT 里 1 号笔是 ENGRAVE，2 号笔是 CUT）" if "plt" in there else ""
    return " 和 ".join(form.upper() for form in ("svg", "dxf", "plt") if form in there) + pens


def _of_district(folders: Sequence[str]) -> list[str]:
    return [
        "总制作单.xlsx、总制作单.pdf　　全部工作站合计，以及各站明细",
        "每个工作站一个文件夹，里面有本站的制作单、样稿、印刷文件和说明：",
        *(f"  {folder}/" for folder in folders),
    ]


def _plate(ink: str, theme: Theme) -> str:
    plates = {FOUR: "CMYK", BLACK: "K"}
    named = palette(theme).inks.get(ink)
    return plates.get(ink) or (named.name if named else ink)
