"""Rules on what an OFD says of itself, and on what an archive does not keep (GB/T 42133-2022, 6.2, 6.9, 6.13, 6.16)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from mzdocs.core.problems import Problem, Sentence
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import below, inner, named, said_in
from mzdocs.gbt33190.ofd_tree import ENTRY
from mzdocs.gbt33190.page_content import ContentPart, block_depth
from mzdocs.gbt33190.rule import ARCHIVAL, BASE, OfdRule, ofd_problem

DOCTYPE = ofd_problem(
    "MZL06",
    "DocType 是“{said}”，归档的应是 OFD-A",
    'Its DocType is "{said}"; what is archived is OFD-A',
    "导出时选 OFD-A（归档）。",
    "Export as OFD-A.",
)
SEVERAL = ofd_problem(
    "MZL07",
    "一个文件里有 {count} 个文档，应只有一个",
    "One file holds {count} documents instead of one",
    "每个文档各存一个文件。",
    "Save each document in a file of its own.",
)
INFORMATION = ofd_problem(
    "MZL08",
    "文档信息 {name} {reason}",
    "{name} of the document's information {reason}",
    "补上文件标识、题名、日期和创建程序，重新导出。",
    "Give it an identifier, a title, a day and a creator, and export it again.",
)
NOT_NAMED = ofd_problem(
    "MZL09",
    "元数据名称不在 DA/T 46-2009 里：{names}",
    "These names of metadata are none of DA/T 46-2009: {names}",
    "按 DA/T 46-2009 的元素名称写。",
    "Use the element names of DA/T 46-2009.",
)
NOT_KEPT = ofd_problem(
    "MZL10",
    "有归档不保留的内容：{name}",
    "It holds what an archive does not keep: {name}",
    "归档前去掉权限、视图首选项和扩展。",
    "Take permissions, view preferences and extensions off.",
)
ACTION = ofd_problem(
    "MZL11",
    "{where} 有跳转以外的动作：{name}",
    "{where} has an action that is no Goto: {name}",
    "归档前只留页内跳转。",
    "Keep jumps within the document only.",
)
NOWHERE_TO_GO = ofd_problem(
    "MZL12",
    "{where} 的跳转目标不存在：{target}",
    "A jump of {where} leads to {target}, which is not there",
    "改正书签和跳转的目标。",
    "Correct where bookmarks and jumps lead.",
)
LAYERS = ofd_problem(
    "MZL13",
    "{where} 的图层重名：{name}",
    "Layers of {where} have one name: {name}",
    "每个图层各取一个名称。",
    "Give each layer its own name.",
)
DEPTH = ofd_problem(
    "MZL14",
    "{where} 的页块套了 {depth} 层，最多 3 层",
    "Page blocks of {where} stand {depth} deep, 3 at most",
    "导出时展平页块。",
    "Flatten the page blocks.",
)
SIGNED = ofd_problem(
    "MZL15",
    "带有电子签章，归档的应先转成注释和摘要",
    "It bears signatures; for an archive they become annotations and a summary",
    "按 GB/T 42133-2022 6.13 去技术化后再归档。",
    "Turn them into annotations as GB/T 42133-2022, 6.13 says.",
)
LOCKED = ofd_problem(
    "MZL16",
    "内容加了密：{part}",
    "Its content is encrypted: {part}",
    "解密后再归档。",
    "Decrypt it before archiving.",
)

DEEPEST = 3
_NOT_KEPT = ("Permissions", "VPreferences", "Extensions")
_ENCRYPTION = re.compile(r"(?:^|/)(?:encryptions?|encryptinfo|decryptseed)[^/]*\.(?:xml|dat)$", re.IGNORECASE)
_MISSING, _MALFORMED = Sentence("没有写", "is missing"), Sentence("写得不对", "is not written as it should be")
ELEMENTS = frozenset({
    "聚合层次", "来源", "档案馆名称", "档案馆代码", "全宗名称", "立档单位名称", "电子文件号", "档号", "全宗号",
    "目录号", "年度", "保管期限", "机构或问题", "类别号", "室编案卷号", "馆编案卷号", "室编件号", "馆编件号",
    "文档序号", "页号", "内容描述", "题名", "并列题名", "副题名", "说明题名文字", "主题词", "关键词", "人名", "摘要",
    "分类号", "文件编号", "责任者", "日期", "文种", "紧急程度", "主送", "抄送", "密级", "保密期限", "形式特征",
    "文件组合类型", "件数", "页数", "语种", "稿本", "电子属性", "格式信息", "计算机文件名", "计算机文件大小",
    "文档创建程序", "信息系统描述", "数字化属性", "数字化对象形态", "扫描分辨率", "扫描色彩模式", "图像压缩方案",
    "电子签名", "签名规则", "签名时间", "签名人", "签名结果", "证书", "证书引证", "签名算法标识", "存储位置",
    "当前位置", "脱机载体编号", "脱机载体存址", "缩微号", "权限管理", "知识产权说明", "授权对象", "授权行为",
    "控制标识", "附注", "机构人员类型", "机构人员名称", "组织机构代码", "个人职位", "职能业务", "业务行为", "行为时间",
    "行为依据", "行为描述", "业务状态", "实体标识符", "关系类型", "关系", "关系描述",
})  # fmt: skip
"""The elements of DA/T 46-2009, 5 to 8."""


def _doctype(ofd: JudgedOfd) -> Iterator[Problem]:
    said = ofd.tree.entry.get("DocType", "")
    if said != "OFD-A":
        yield DOCTYPE.at(ofd.at(ENTRY), said=said)


def _several(ofd: JudgedOfd) -> Iterator[Problem]:
    if len(ofd.tree.bodies) != 1:
        yield SEVERAL.at(ofd.at(ENTRY), count=len(ofd.tree.bodies))


def _information(ofd: JudgedOfd) -> Iterator[Problem]:
    information = inner(ofd.tree.body, "DocInfo")
    for name, is_right in _INFORMATION.items():
        said = said_in(information, name)
        if not said:
            yield INFORMATION.at(ofd.at(ENTRY), name=name, reason=_MISSING)
        elif not is_right(said):
            yield INFORMATION.at(ofd.at(ENTRY), name=name, reason=_MALFORMED)


def _is_identifier(said: str) -> bool:
    """32 hexadecimal digits (GB/T 33190, 7.4); with dashes they are the same."""
    return bool(re.fullmatch("[0-9a-fA-F]{32}", said.replace("-", "")))


def _is_day(said: str) -> bool:
    try:
        return bool(datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said))
    except ValueError:
        return False


_INFORMATION: Mapping[str, Callable[[str], bool]] = {
    "DocID": _is_identifier,
    "Title": bool,
    "CreationDate": _is_day,
    "Creator": bool,
}


def _metadata(ofd: JudgedOfd) -> Iterator[Problem]:
    information = inner(ofd.tree.body, "DocInfo")
    custom = inner(information, "CustomDatas") if information is not None else None
    names = [each.get("Name", "").strip() for each in below(custom, "CustomData")] if custom is not None else []
    if unknown := [name for name in names if name not in ELEMENTS]:
        yield NOT_NAMED.at(ofd.at(ENTRY), names="、".join(unknown))


def _not_kept(ofd: JudgedOfd) -> Iterator[Problem]:
    for each in below(ofd.tree.root, *_NOT_KEPT):
        yield NOT_KEPT.at(ofd.at(ofd.tree.part), name=named(each))


def _all_actions(ofd: JudgedOfd) -> Iterator[tuple[str, object]]:
    yield from ((ofd.tree.part, each) for each in ofd.tree.root.iter() if named(each) == "Action")
    yield from ofd.actions


def _actions(ofd: JudgedOfd) -> Iterator[Problem]:
    for where, action in _all_actions(ofd):
        for each in below(action):
            if named(each) not in ("Goto", "Region"):
                yield ACTION.at(ofd.at(where), where=where, name=named(each))


def _targets(ofd: JudgedOfd) -> Iterator[Problem]:
    pages = {page.id for page in ofd.tree.pages}
    marked = inner(ofd.tree.root, "Bookmarks")
    bookmarks = {each.get("Name") for each in below(marked, "Bookmark")} if marked is not None else set()
    places = [(ofd.tree.part, ofd.tree.root), *ofd.actions]
    for where, root in places:
        for each in root.iter():
            if named(each) == "Dest" and each.get("PageID") not in pages:
                yield NOWHERE_TO_GO.at(ofd.at(where), where=where, target=each.get("PageID", ""))
            elif named(each) == "Bookmark" and named(each.getparent()) == "Goto" and each.get("Name") not in bookmarks:
                yield NOWHERE_TO_GO.at(ofd.at(where), where=where, target=each.get("Name", ""))


def _layers(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    names = Counter(layer.get("Name") for layer in content.roots if content.page is not None and layer.get("Name"))
    for name, count in names.items():
        if count > 1:
            yield LAYERS.at(ofd.at(content.where), where=content.where, name=name)


def _depth(ofd: JudgedOfd, content: ContentPart) -> Iterator[Problem]:
    depth = max(map(block_depth, content.roots), default=0)
    if depth > DEEPEST:
        yield DEPTH.at(ofd.at(content.where), where=content.where, depth=depth)


def _signed(ofd: JudgedOfd) -> Iterator[Problem]:
    if any(said_in(body, "Signatures") for body in ofd.tree.bodies):
        yield SIGNED.at(ofd.at(ENTRY))


def _locked(ofd: JudgedOfd) -> Iterator[Problem]:
    for part in sorted(filter(_ENCRYPTION.search, ofd.tree.package.names)):
        yield LOCKED.at(ofd.at(part), part=part)


RULES = (
    OfdRule("A-6.2.1a", f"{ARCHIVAL} 6.2.1", DOCTYPE, _doctype),
    OfdRule("A-6.2.1c", f"{ARCHIVAL} 6.2.1", SEVERAL, _several),
    OfdRule("A-6.2.1-INFO", f"{BASE} 7.4, {ARCHIVAL} 6.2.1", INFORMATION, _information),
    OfdRule("A-6.2.1-META", f"{ARCHIVAL} 6.2.1", NOT_NAMED, _metadata),
    OfdRule("A-6.2.2", f"{ARCHIVAL} 6.2.2, 6.12", NOT_KEPT, _not_kept),
    OfdRule("A-6.9", f"{ARCHIVAL} 6.2.3c, 6.9", ACTION, _actions),
    OfdRule("A-6.2.5", f"{ARCHIVAL} 6.2.5", NOWHERE_TO_GO, _targets),
    OfdRule("A-6.2.3d", f"{ARCHIVAL} 6.2.3d", LAYERS, on_content=_layers),
    OfdRule("A-6.2.3e", f"{ARCHIVAL} 6.2.3e", DEPTH, on_content=_depth),
    OfdRule("A-6.13", f"{ARCHIVAL} 6.13", SIGNED, _signed),
    OfdRule("A-6.16", f"{ARCHIVAL} 6.16", LOCKED, _locked),
)
