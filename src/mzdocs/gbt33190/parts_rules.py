"""Rules on the package of an OFD: whole, harmless, everything in it that is needed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.problems import Problem, Sentence
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import OFD, UnreadPart, named
from mzdocs.gbt33190.ofd_tree import ENTRY
from mzdocs.gbt33190.rule import ARCHIVAL, BASE, OfdRule, ofd_problem

UNREADABLE = ofd_problem(
    "MZL00",
    "不是 OFD，或者已经损坏（{reason}）",
    "It is no OFD, or a damaged one ({reason})",
    "重新导出或重新下载。",
    "Export or download it again.",
)
UNSAFE = ofd_problem(
    "MZL01",
    "打开有危险：{what} {reason}",
    "It is not safe to open: {what} {reason}",
    "不要解压这个文件，请对方重新导出。",
    "Do not unpack it; ask for a new export.",
)
BAD_XML = ofd_problem(
    "MZL02",
    "{part} 读不出来：{reason}",
    "{part} cannot be read: {reason}",
    "请对方用正规软件重新导出。",
    "Ask for a new export from proper software.",
)
MISSING = ofd_problem(
    "MZL03",
    "{part} 用到 {said}，包里没有",
    "{part} uses {said}, which is not in the package",
    "重新导出，把用到的文件都嵌入包内。",
    "Export again with every file it uses embedded.",
)
EXTRA = ofd_problem(
    "MZL04",
    "{part} 在包里，但没有任何地方用到",
    "{part} is in the package and nothing uses it",
    "导出时去掉多余的文件。",
    "Leave out what is not used.",
)
DAMAGED = ofd_problem(
    "MZL05",
    "{part} 损坏，解不开",
    "{part} is damaged and cannot be unpacked",
    "重新导出或重新下载。",
    "Export or download it again.",
)


def _unsafe(ofd: JudgedOfd) -> Iterator[Problem]:
    for reason in ofd.tree.package.bytes_beside():
        yield UNSAFE.at(ofd.file, what=Sentence("压缩包", "the package"), reason=reason)
    for name, reason in ofd.tree.package.unsafe_names():
        yield UNSAFE.at(ofd.file, what=name, reason=reason)


def _bad_xml(ofd: JudgedOfd) -> Iterator[Problem]:
    """Broken, with a DTD, of another encoding, or in a namespace no reader knows."""
    for unread in ofd.tree.unread:
        if unread.damaged:
            yield _unread(ofd, unread)
    for part, root in ((ENTRY, ofd.tree.entry), (ofd.tree.part, ofd.tree.root)):
        if root.tag != f"{{{OFD}}}{named(root)}":
            space = root.tag.partition("}")[0].strip("{") if "}" in root.tag else "-"
            reason = Sentence(f"命名空间是 {space}，应是 {OFD}", f"its namespace is {space}, not {OFD}")
            yield BAD_XML.at(ofd.at(part), part=part, reason=reason)
        encoding = root.getroottree().docinfo.encoding or "UTF-8"
        if encoding.upper() != "UTF-8":
            yield BAD_XML.at(ofd.at(part), part=part, reason=encoding)


def _unread(ofd: JudgedOfd, unread: UnreadPart) -> Problem:
    return BAD_XML.at(ofd.at(unread.part), part=unread.part, reason=unread.reason)


def _damaged(ofd: JudgedOfd) -> Iterator[Problem]:
    for unread in ofd.tree.package.damaged_parts():
        yield DAMAGED.at(ofd.at(unread.part), part=unread.part)


def _missing(ofd: JudgedOfd) -> Iterator[Problem]:
    _, missing = ofd.parts
    for part, said in missing:
        yield MISSING.at(ofd.at(part), part=part, said=said)


def _extra(ofd: JudgedOfd) -> Iterator[Problem]:
    """Signed files name their parts in the signature too; those that only it names are not needed by a page."""
    reached, _ = ofd.parts
    for part in sorted(ofd.tree.package.names - reached):
        yield EXTRA.at(ofd.at(part), part=part)


RULES = (
    OfdRule("O-SAFE", f"{BASE} 7", UNSAFE, _unsafe),
    OfdRule("O-XML", f"{BASE} 7", BAD_XML, _bad_xml),
    OfdRule("O-WHOLE", f"{BASE} 7", DAMAGED, _damaged),
    OfdRule("A-6.1-IN", f"{ARCHIVAL} 6.1", MISSING, _missing),
    OfdRule("A-6.1-ONLY", f"{ARCHIVAL} 6.1", EXTRA, _extra),
)
