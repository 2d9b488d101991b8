"""Papers to be kept: the standards they claim, nothing that breaks them, attachments and signatures whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, preflight_problem

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
PART_SIGNED = preflight_problem(
    "MZP44",
    "签名没有覆盖整个文件",
    "A signature does not cover the whole file",
    "签名后不要再改文件；改了就重新签。",
    "Do not change a signed file; sign it again.",
)
REFUSED = preflight_problem(
    "MZP47",
    "veraPDF 判为不合格",
    "veraPDF refuses it",
    "检查归档设置。",
    "Check the archive settings.",
)


def _archival(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if not file.claims.startswith("PDF/A-3"):
        yield WRONG_STANDARD.at(location, found=file.claims)


def _accessible(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    marked = file.pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    tagged = bool(marked) and "/StructTreeRoot" in file.pdf.Root
    if file.xmp["pdfuaid:part"] != "1" or not tagged:
        yield NOT_ACCESSIBLE.at(location)


def _validated(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    raise NotRun(
        "PDF/A、PDF/UA、PDF/X-4 的全面检验由 veraPDF 做（测试中运行，这里不运行）",
        "veraPDF's verdict on PDF/A, PDF/UA and PDF/X-4 (asked in the tests, not here)",
    )


def _smoothing(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if any(bool(picture.get("/Interpolate", False)) for picture in file.images):
        yield SMOOTHED.at(location)


def _attachments(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    listed = {spec.objgen for spec in file.pdf.Root.get("/AF", [])}
    specs = [spec for spec in file.attachments if spec.get("/Type", "/Filespec") == "/Filespec"]
    count = sum("/AFRelationship" not in spec or spec.objgen not in listed for spec in specs)
    if count:
        yield LOOSE_ATTACHMENT.at(location, count=count)


def _signatures(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if any(not _is_whole(each, len(file.data)) for each in file.signatures if "/Contents" in each):
        yield PART_SIGNED.at(location)


def _is_whole(signature: Any, size: int) -> bool:
    """The signed bytes begin at 0 and end with the file; between them only the signature itself is left out."""
    start, first, then, last = (int(value) for value in signature.ByteRange)
    hole = 2 * len(bytes(signature.Contents)) + 2
    return start == 0 and then + last == size and then - first == hole


RULES = (
    PreflightRule("A-PDFA", WRONG_STANDARD, _archival, ("archive",), "standard", PDFA),
    PreflightRule("A-UA", NOT_ACCESSIBLE, _accessible, ("archive",), "house"),
    PreflightRule("A-VERA", REFUSED, _validated, ("archive", *ON_PRESS), "standard", PDFA),
    PreflightRule("A-INTERP", SMOOTHED, _smoothing, ("archive",), "standard", PDFA),
    PreflightRule("A-AF", LOOSE_ATTACHMENT, _attachments, ("archive",), "standard", PDFA),
    PreflightRule("A-SIG", PART_SIGNED, _signatures, ("archive",), "standard", PDFA),
)
