"""Rules on the signatures of an OFD: whether what was signed is there as it was, all of it (GB/T 33190-2016, 18)."""

from __future__ import annotations

from collections.abc import Iterator

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Problem, Sentence
from mzdocs.gbt33190.judged_ofd import JudgedOfd
from mzdocs.gbt33190.ofd_package import below, located, said_in
from mzdocs.gbt33190.ofd_signatures import OfdSignature, is_whole, signatures
from mzdocs.gbt33190.ofd_tree import ENTRY
from mzdocs.gbt33190.rule import BASE, OfdRule, ofd_problem

CHANGED = ofd_problem(
    "MZL46",
    "{part} 在签章 {id} 之后改过",
    "{part} was changed after the signature {id}",
    "以签章时的原件为准，向签章人索取。",
    "Ask whoever signed it for the file as it was signed.",
)
UNCOVERED = ofd_problem(
    "MZL47",
    "{part} 不在任何签章的保护之内",
    "{part} is covered by no signature",
    "可能是签章之后加进去的，向签章人核实。",
    "It may have been added after it was signed: ask whoever signed it.",
)
CUT = ofd_problem(
    "MZL48",
    "签章 {id} 不完整：{what}",
    "The signature {id} is not whole: {what}",
    "以签章时的原件为准，向签章人索取。",
    "Ask whoever signed it for the file as it was signed.",
)
OTHER_LIST = ofd_problem(
    "MZL49",
    "签章 {id} 的说明与印章所签的不是同一份",
    "What the signature {id} lists is not what its seal signed",
    "说明在盖章之后改过，这个签章不能采信。",
    "The list was changed after the seal: the signature proves nothing.",
)


def _changed(ofd: JudgedOfd) -> Iterator[Problem]:
    for each in signatures(ofd.tree):
        for part in each.changed():
            yield CHANGED.at(ofd.at(part), part=part, id=each.id)


def _uncovered(ofd: JudgedOfd) -> Iterator[Problem]:
    """The entry of the file may be left out: a signature is entered there."""
    found = list(signatures(ofd.tree))
    covered = {part for each in found for part, _ in each.references}
    own = {part for each in found for part in each.own_parts}
    reached, _ = ofd.parts
    for part in sorted(reached - covered - own - {ENTRY}) if found else ():
        yield UNCOVERED.at(ofd.at(part), part=part)


def _cut(ofd: JudgedOfd) -> Iterator[Problem]:
    found = list(signatures(ofd.tree))
    for each in found:
        if what := _lacking(ofd, each):
            yield CUT.at(ofd.at(each.part), id=each.id, what=what)
    described = {each.part for each in found}
    for number, part in _listed(ofd):
        if part not in described:
            yield CUT.at(ofd.at(part), id=number, what=Sentence("没有签章说明", "it is not described"))


def _listed(ofd: JudgedOfd) -> Iterator[tuple[str, str]]:
    for body in ofd.tree.bodies:
        listing = located(ENTRY, said_in(body, "Signatures")) or ""
        root = ofd.tree.package.xml(listing) if listing in ofd.tree.package.names else None
        for each in () if root is None else below(root, "Signature"):
            yield each.get("ID", ""), located(listing, each.get("BaseLoc", "")) or ""


def _lacking(ofd: JudgedOfd, each: OfdSignature) -> Sentence | None:
    if not each.references:
        return Sentence("没有列出所签的部件", "it lists nothing that is signed")
    absent = next((part for part, _ in each.references if part not in ofd.tree.package.names), None)
    if absent is not None:
        return Sentence(f"所签的 {absent} 不在包里", f"{absent}, which it signs, is not in the package")
    if each.value not in ofd.tree.package.names or each.value is None:
        return Sentence("没有签章值", "it has no value")
    return None if is_whole(ofd.tree.package, each.value) else Sentence("签章值残缺", "its value is cut off")


def _sealed(ofd: JudgedOfd) -> Iterator[Problem]:
    found = list(signatures(ofd.tree))
    for each in found:
        if not each.sealed():
            yield OTHER_LIST.at(ofd.at(each.part), id=each.id)
    if found:
        raise NotRun(
            "所签的说明与印章里的摘要相符，印章的公钥签名和证书没有验证",
            "what is listed agrees with the digest in the seal; its signature and certificate are not verified",
        )


RULES = (
    OfdRule("O-SIGNED", f"{BASE} 18", CHANGED, _changed, by_itself=True),
    OfdRule("O-COVERED", f"{BASE} 18", UNCOVERED, _uncovered),
    OfdRule("O-SIGNATURE", f"{BASE} 18", CUT, _cut, by_itself=True),
    OfdRule("O-SEALED", f"{BASE} 18", OTHER_LIST, _sealed, by_itself=True),
)
