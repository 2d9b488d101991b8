"""Papers to be kept: the standards they claim, nothing that breaks them, attachments and signatures whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.attached_files import attachments, loose
from mzdocs.pdf.object_keys import object_key
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.structure_tree import StructureTree
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.painted.called_in import is_called
from mzdocs.preflight.painted.rule_pages import pages_to_look_at
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDF, PDFA, PDFUA, PreflightRule, preflight_problem
from mzdocs.preflight.standards.accessible_file import unread_by_voices
from mzdocs.preflight.standards.tag_languages import untold_languages, untrue_languages
from mzdocs.preflight.standards.tag_rules import (
    elements_of,
    faulty_tables,
    going_round,
    misplaced,
    untold_content,
    untold_notes,
    untrue_types,
)

WRONG_STANDARD = preflight_problem(
    "MZP10",
    "应为 PDF/A，成品标明的是“{found}”",
    "It should be PDF/A, the file claims {found}",
    "检查归档设置。",
    "Check the archive settings.",
)
NOT_ACCESSIBLE = preflight_problem(
    "MZP41",
    "没有标明无障碍标准 PDF/UA-1，或没有结构标签",
    "It does not claim PDF/UA-1, or is not tagged",
    "检查归档设置。",
    "Check the archive settings.",
)
SMOOTHED = preflight_problem(
    "MZP42",
    "有图片要求平滑显示（Interpolate），PDF/A 不许",
    "A picture asks to be smoothed (Interpolate), which PDF/A forbids",
    "样式表写上 image-rendering: crisp-edges。",
    "Write image-rendering: crisp-edges in the style sheet.",
)
LOOSE_ATTACHMENT = preflight_problem(
    "MZP43",
    "有附件没有写明与文件的关系：{count} 个",
    "{count} attachments do not say how they belong to the file",
    "附件写上 AFRelationship，并列入 /AF。",
    "Give attachments an AFRelationship and list them in /AF.",
)
SIGNATURE_FAILS = preflight_problem(
    "MZP44",
    "签名不成立：{why}",
    "A signature does not hold: {why}",
    "签名后不要再改文件；改了就重新签。",
    "Do not change a signed file; sign it again.",
)
NOT_AS_OURS = preflight_problem(
    "MZQ48",
    "本单位归档用 PDF/A-3a，成品标明的是“{found}”",
    "Papers of this house are kept as PDF/A-3a, the file claims {found}",
    "检查归档设置。",
    "Check the archive settings.",
)
NOT_TAGGED = preflight_problem(
    "MZQ49",
    "标明了 {claimed}，却没有做到：{names}",
    "It claims {claimed}, but falls short of it: {names}",
    "按所标明的标准重新导出，带结构标签。",
    "Export again by the standard it claims, with tags.",
)
NOT_DESCRIBED = preflight_problem(
    "MZQ50",
    "有附件没有写全类型或文件名：{count} 个",
    "{count} attachments lack their media type or their file name",
    "附件写上类型（Subtype）和两种文件名（F、UF）。",
    "Give attachments a media type (Subtype) and both file names (F, UF).",
)
REFUSED = preflight_problem(
    "MZP47",
    "veraPDF 判为不合格",
    "veraPDF refuses it",
    "检查归档设置。",
    "Check the archive settings.",
)


_LEVELS = {"1": ("A", "B"), "2": ("A", "B", "U"), "3": ("A", "B", "U"), "4": ("", "E", "F")}
"""Of conformance, by part of the standard (ISO 19005-1 to -4)."""
_WITH_ATTACHMENTS = "3"


def _archival(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    part, level = _kept_as(file)
    if not part and file.xmp["pdfuaid:part"]:
        raise NotRun("只标明了 PDF/UA，没有标明 PDF/A", "it claims PDF/UA alone, and no PDF/A")
    if level not in _LEVELS.get(part, ()):
        yield WRONG_STANDARD.at(location, found=file.claims)
    if part == "4":
        raise NotRun(
            "标明的是 PDF/A-4，这里的规则只认第 1 至 3 部分", "it claims PDF/A-4; the rules here know parts 1 to 3"
        )


def _kept_as(file: MeasuredPdf) -> tuple[str, str]:
    """The part of PDF/A that the file claims, and the level of conformance."""
    return file.xmp["pdfaid:part"], file.xmp["pdfaid:conformance"]


def _as_ours(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    part, level = _kept_as(file)
    if level in _LEVELS.get(part, ()) and (part, level) != ("3", "A"):
        yield NOT_AS_OURS.at(location, found=file.claims)


def _accessible(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if file.xmp["pdfuaid:part"] != "1" or _untagged(file):
        yield NOT_ACCESSIBLE.at(location)


def _untagged(file: MeasuredPdf) -> list[str]:
    """Which of the entries that make a file a tagged one it lacks (ISO 32000-1, 14.8.1)."""
    root = file.pdf.Root
    marked = bool(root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False))
    tree = isinstance(root.get("/StructTreeRoot"), pikepdf.Dictionary)
    return [name for name, there in (("Marked", marked), ("StructTreeRoot", tree)) if not there]


def _tagged(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """What level A of PDF/A (ISO 19005-2, 6.7) and PDF/UA (ISO 14289-1, 7.1) ask for, if they are claimed."""
    accessible = file.xmp["pdfuaid:part"] == "1"
    if not accessible and _kept_as(file)[1] != "A":
        if part := file.xmp["pdfuaid:part"]:
            raise NotRun(
                f"标明的是 PDF/UA-{part}，这里的规则只认第 1 部分", f"it claims PDF/UA-{part}; the rules here know 1"
            )
        return
    tree = StructureTree(file.pdf)
    elements, complete = elements_of(expectations, file, tree)
    names = [*_untagged(file), *untrue_types(tree, elements), *untrue_languages(expectations, file, elements)]
    if accessible:
        names += [*_unshown(file), *misplaced(elements), *untold_notes(file, elements)]
        names += [*untold_languages(expectations, file, elements), *untold_content(expectations, file)]
        names += [*going_round(tree), *faulty_tables(tree, elements), *unread_by_voices(file)]
    if names:
        yield NOT_TAGGED.at(location, claimed=file.claims, names="、".join(dict.fromkeys(names)))
    if not complete:
        count = len(elements)
        raise NotRun(f"标签太多，只看了前 {count} 个", f"of its many tags, the first {count} were looked at")


def _unshown(file: MeasuredPdf) -> Iterator[str]:
    root = file.pdf.Root
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "DisplayDocTitle"
    if root.get("/MarkInfo", pikepdf.Dictionary()).get("/Suspects", False):
        yield "Suspects"
    if not file.xmp["dc:title"]:
        yield "dc:title"


def _validated(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    raise NotRun(
        "PDF/A、PDF/UA 的全面检验由 veraPDF 做：装上 mzdocs[verapdf]，用 --engine verapdf；PDF/X-4 没有这样的程序",
        "veraPDF's verdict on PDF/A and PDF/UA: install mzdocs[verapdf] and ask for --engine verapdf;"
        " for PDF/X-4 there is no such program",
    )


def _smoothing(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    pictures = [thing for thing in file.reachable("/XObject") if thing.get("/Subtype") == "/Image"]
    smooth = any(bool(picture.get("/Interpolate", False)) and is_called(file, picture) for picture in pictures)
    numbers = () if smooth else pages_to_look_at(expectations, file)
    within = (mark.image for number in numbers for mark in file.marks_of(number) if mark.image is not None)
    if smooth or any(bool(picture.get("/Interpolate", False)) for picture in within):
        yield SMOOTHED.at(location)


def _attachments(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-3, 6.8: an attachment belongs to the file, or to a page, a note or a picture of it."""
    if file.xmp["pdfaid:part"] != _WITH_ATTACHMENTS:
        return
    specs = attachments(file.pdf)
    silent = [spec for spec in specs if "/AFRelationship" not in spec]
    count = len({object_key(spec) for spec in [*silent, *loose(file.pdf, specs)]})
    if count:
        yield LOOSE_ATTACHMENT.at(location, count=count)


def _descriptions(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """PDF/A-3 asks for the type and both names (ISO 19005-3, 6.8), PDF/UA for the names (ISO 14289-1, 7.11)."""
    kept, accessible = file.xmp["pdfaid:part"] == _WITH_ATTACHMENTS, bool(file.xmp["pdfuaid:part"])
    if not kept and not accessible:
        return
    count = sum(not (_is_named(spec) and (not kept or _has_type(spec))) for spec in attachments(file.pdf))
    if count:
        yield NOT_DESCRIBED.at(location, count=count)


def _is_named(spec: Any) -> bool:
    return bool(str(spec.get("/F", ""))) and bool(str(spec.get("/UF", "")))


def _has_type(spec: Any) -> bool:
    """The type of a file such as `text/csv`; what else is a name says nothing."""
    streams = spec.EF.as_dict().values()
    return all("/" in readable(stream.get("/Subtype", "")) for stream in streams)


def _signatures(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Every signature is verified; one that no field shows is none that anybody could verify."""
    rights = _of_rights(file.pdf.Root)
    signed = sum("/Contents" in each and each.objgen not in rights for each in file.signatures)
    if not signed and "/AcroForm" not in file.pdf.Root:
        return
    from mzdocs.pdf.signature_verdicts import verdicts  # loads all that signs, which a build never needs

    found = verdicts(file.data, location)
    problems = [problem for verdict in found for problem in verdict.problems]
    if signed > len(found):
        yield SIGNATURE_FAILS.at(location, why=_NO_FIELD)
    for problem in problems:
        yield SIGNATURE_FAILS.at(location, why=Sentence(problem.message("zh"), problem.message("en")))
    for verdict in found if not problems else ():
        if not verdict.signer and verdict.not_run:
            raise NotRun(verdict.not_run[0].zh, verdict.not_run[0].en)


def _of_rights(root: Any) -> set[tuple[int, int]]:
    """The signatures that grant rights of use: those stand in no field (ISO 32000-1, 12.8.4)."""
    said = root.get("/Perms", pikepdf.Dictionary())
    return {said[key].objgen for key in ("/UR", "/UR3") if key in said}


_NO_FIELD = Sentence("签名不在任何签名域里", "it stands in no field")


RULES = (
    PreflightRule("A-PDFA", WRONG_STANDARD, _archival, ("archive",), "standard", PDFA),
    PreflightRule("A-OURS", NOT_AS_OURS, _as_ours, ("archive",), "house"),
    PreflightRule("A-TAG", NOT_TAGGED, _tagged, ("archive",), "standard", PDFUA),
    PreflightRule("A-UA", NOT_ACCESSIBLE, _accessible, ("archive",), "house"),
    PreflightRule("A-VERA", REFUSED, _validated, ("archive", *ON_PRESS), "standard", PDFA),
    PreflightRule("A-INTERP", SMOOTHED, _smoothing, ("archive",), "standard", PDFA),
    PreflightRule("A-AF", LOOSE_ATTACHMENT, _attachments, ("archive",), "standard", PDFA),
    PreflightRule("A-FILE", NOT_DESCRIBED, _descriptions, ("archive",), "standard", PDFA),
    PreflightRule("A-SIG", SIGNATURE_FAILS, _signatures, ("archive",), "standard", PDF),
)
