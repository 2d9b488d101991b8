"""A letter as an office writes it by hand, in direct formatting and without our styles; and other lines in it."""

# ruff: noqa: E501 - one paragraph a line

from __future__ import annotations

import io
import re
import zipfile

from .zip_parts import packed, parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'
FANG, KAI, HEI, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
TITLE = "方正小标宋简体"
RED = '<w:color w:val="FF0000"/>'
CENTRE, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'


def r(text: str, face: str = FANG, size: float = 16, more: str = "") -> str:
    """A run."""
    look = f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>{more}'
    return f'<w:r><w:rPr>{look}<w:sz w:val="{size * 2:.0f}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, format: str = "", line: float = 29.45, before: int = 0) -> str:
    """A paragraph of runs, or of plain texts."""
    spacing = f'<w:spacing w:before="{before}" w:line="{line * 20:.0f}" w:lineRule="exact"/>'
    parts = "".join(each if each.startswith("<") else r(each) for each in runs)
    order = ("<w:pageBreakBefore/>", "<w:framePr", "<w:numPr>", "<w:pBdr>", "<w:tabs>")
    early = "".join(part for part in format.split("|") if part.startswith(order))
    late = "".join(part for part in format.split("|") if not part.startswith(order))
    return f"<w:p><w:pPr>{early}{spacing}{late}</w:pPr>{parts}</w:p>"


def ind(first: float = 0, left: float = 0, right: float = 0) -> str:
    """An indent in characters."""
    edge = "hanging" if first < 0 else "firstLine"
    return f'<w:ind w:leftChars="{left * 100:.0f}" w:rightChars="{right * 100:.0f}" w:{edge}Chars="{abs(first) * 100:.0f}"/>'


def edge(side: str, size: int = 8, colour: str = "000000", space: int = 1) -> str:
    """A border of a paragraph."""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def text(words: str, **more: str) -> str:
    """A paragraph of the text."""
    return p(words, format=more.get("format", ind(2)))


UNDER = edge("bottom", 12, "FF0000", 8)
LETTER: dict[str, str] = {
    "mark": p(r("云川市澄江区民政局文件", TITLE, 36, RED), format=CENTRE, line=45, before=1934),
    "number": p("澄民〔2026〕5号", format=f"{UNDER}|{CENTRE}"),
    "above title": p() + p(),
    "title": p(r("关于开展街道民政工作站检查的通知", TITLE, 22), format=CENTRE, line=34),
    "above to": p(),
    "to": p("各街道办事处："),
    "body": text("根据区政府安排，现将检查有关事项通知如下，请认真做好准备工作。"),
    "one": p(r("一、检查内容", HEI), format=ind(2)),
    "two": p(r("（一）办公场所", KAI), format=ind(2)),
    "three": text("1.办公用房独立，标牌齐全。"),
    "four": text("（1）标牌按统一式样制作。"),
    "more": text("各单位要提高认识，加强领导，按时完成。"),
    "above list": p(),
    "list": p("附件：1.检查内容表", format=ind(-4, 6)),
    "list2": p("2.检查时间表", format=ind(-1, 6)),
    "author": p("云川市澄江区民政局", format=f"{ind(right=4)}|{RIGHT}"),
    "date": p("2026年3月5日", format=f"{ind(right=5)}|{RIGHT}"),
    "remark": p("（联系人：张某，电话：12345678）", format=ind(2)),
    "label": p(r("附件1", HEI), format="<w:pageBreakBefore/>"),
    "above annex": p(),
    "annex": p(r("检查内容表", TITLE, 22), format=CENTRE, line=34),
    "filled": text("办公场所、工作人员、办公设施。"),
    "label2": p(r("附件2", HEI), format="<w:pageBreakBefore/>"),
    "above annex2": p(),
    "annex2": p(r("检查时间表", TITLE, 22), format=CENTRE, line=34),
    "filled2": text("四月上旬检查，下旬通报。"),
    "copies": p(r("抄送：云川市民政局。", FANG, 14), format=f"{edge('top')}|{ind(-3, 4, 1)}"),
    "printed": p(
        r("云川市澄江区民政局　　2026年3月6日印发", FANG, 14), format=f"{edge('bottom')}|{ind(left=1, right=1)}"
    ),
}
"""Its paragraphs by name, in their order; nothing is found in it."""
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1960" w:right="1474" w:bottom="1847" w:left="1587"'
    ' w:header="850" w:footer="1457" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="589"'
    ' w:charSpace="-848"/></w:sectPr>'
)


def field(instruction: str = "PAGE", shown: str = "1") -> str:
    """A field in its long form."""
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    kinds = [f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{kinds[0]}{asked}{kinds[1]}{r(shown, SONG, 14) if shown else ''}{kinds[2]}"


def foot(*runs: str, format: str, line: float = 14) -> str:
    """A line of a footer."""
    return p(*(each if each.startswith("<") else r(each, SONG, 14) for each in runs), format=format, line=line)


ODD = foot("— ", field(), " —", format=f"{ind(right=1)}|{RIGHT}")
EVEN = foot("— ", field(), " —", format=ind(left=1))
_FIXED = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml"'
        f' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"),
            ("footer1", "footer"), ("footer2", "footer"), ("footer3", "footer"), ("header1", "header"),
            ("numbering", "numbering"), ("comments", "comments"),
        )
    )
    + "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
}  # fmt: skip


def file(changes: dict[str, str] | None = None, section: str = SECTION, **parts: str) -> bytes:
    """The letter with other paragraphs, an empty one left out; other parts by their names, such as `footer1`."""
    lines = LETTER | (changes or {})
    held = {
        "footer1": ODD, "footer2": EVEN, "settings": "<w:evenAndOddHeaders/>",
        "styles": '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>",
    } | parts  # fmt: skip
    tags = {"footer": "ftr", "header": "hdr"}
    written = dict(_FIXED)
    relations = []
    for at, (name, inner) in enumerate(held.items(), 1):
        kind = name.rstrip("0123456789")
        tag = tags.get(kind, kind)
        written[f"word/{name}.xml"] = f"<w:{tag} {_NAMES}>{inner}</w:{tag}>"
        relations.append(f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{name}.xml"/>')
    written["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    )
    body = "".join(lines.values()) + section
    written["word/document.xml"] = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    absent = {name.removeprefix("word/").removesuffix(".xml") for name in written}
    types = written["[Content_Types].xml"]
    for part in ("footer3", "header1", "numbering", "comments"):
        if part not in absent:
            start = types.index(f'<Override PartName="/word/{part}.xml"')
            types = types[:start] + types[types.index("/>", start) + 2 :]
    written["[Content_Types].xml"] = types
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in written.items():
            target.writestr(name, content)
    return out.getvalue()


_ELEMENT = re.compile("<w:(?:pgSz|pgMar|spacing|ind|tab|sz) [^>]*>")
_LENGTH = re.compile(r' w:(w|h|top|right|bottom|left|header|footer|gutter|line|before|after|pos|val)="(-?\d+)"')
_STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (b"w:leftChars=", b"w:startChars="), (b"w:rightChars=", b"w:endChars="), (b'<w:jc w:val="right"', b'<w:jc w:val="end"'),
)  # fmt: skip


def strict(data: bytes) -> bytes:
    """The same file in the strict form of ISO/IEC 29500, as Word saves it: other names, lengths with their unit."""
    content = parts(data)
    for name, part in content.items():
        for usual, other in _STRICT:
            part = part.replace(usual, other)
        content[name] = _ELEMENT.sub(_with_units, part.decode()).encode()
    return packed(content)


def _with_units(element: re.Match[str]) -> str:
    if 'w:lineRule="auto"' in element[0]:
        return element[0]
    each = 2 if element[0].startswith("<w:sz ") else 20
    return _LENGTH.sub(lambda found: f' w:{found[1]}="{int(found[2]) / each:g}pt"', element[0])
